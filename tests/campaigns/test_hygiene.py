"""Facts about every screen at once: no dead or forbidden link for any role, whole markup, hostile text stays text, both
languages."""

import datetime as dt
import re
from collections import Counter
from decimal import Decimal
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.actions.attendance import set_attendance
from campaigns.models import PublicPage
from contributions import actions as money
from plans.actions.occurrences import make_occurrences
from plans.models import Activity, Clause, Plan, Schedule
from plans.models import Place as PlanPlace
from tests.campaigns.conftest import join, somebody
from tests.campaigns.factories import PublicPageFactory, ResourceFactory, ResultFactory
from tests.conftest import Persona
from tests.contributions.factories import PaymentFactory
from tests.plans.factories import ContentItemFactory, DutyFactory, LevyFactory, OccurrenceFactory
from unions.models import MemberUnion

ROLES = ["secretary", "treasurer", "clerk", "owner", "officer_a"]
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
LEFT_OUT = re.compile(
    r"/admin/|/logout/|/language/|\.(pdf|docx|txt|json|xlsx)$|/(pdf|docx|txt|json|xlsx)$|/static/|/slip/"
)


@pytest.fixture
def lived_in(
    plan: Plan,
    campaign: Activity,
    session: Activity,
    visit: Activity,
    union_a: MemberUnion,
    union_b: MemberUnion,
    secretary: Persona,
) -> Plan:
    """A year in which something of everything has happened."""
    ContentItemFactory.create(activity=campaign)
    DutyFactory.create(activity=campaign, unions=[union_a], support=[union_b])
    DutyFactory.create(activity=session, scope="all", collective="Các cơ sở Đoàn", clause__text="{đơn vị} cử người.")
    levy = LevyFactory.create(
        activity=campaign, amounts={union_a: 7_000_000, union_b: 7_000_000}, basis="once", due_on=dt.date(2024, 9, 1)
    )
    LevyFactory.create(activity=session, amounts={union_a: 1_000_000, union_b: 1_000_000}, basis="once")
    LevyFactory.create(activity=visit, amounts={union_a: 2_250_000, union_b: 1_750_000})
    dues = {due.union: due for due in money.make_dues(levy=levy, by=secretary.user)}
    PaymentFactory.create(plan=plan, union=union_a, amount=3_000_000, dues={dues[union_a]: 3_000_000}, confirmed=True)
    PaymentFactory.create(plan=plan, union=union_b, amount=7_000_000, dues={dues[union_b]: 7_000_000})
    make_occurrences(activity=visit, by=secretary.user)
    time = OccurrenceFactory.create(activity=session, starts_on=dt.date(2024, 8, 14), ends_on=None, precision="day")
    set_attendance(activity=session, occurrence=time, people={union_a: 27}, by=secretary.user)
    page = PublicPageFactory.create(activity=campaign, places=50, note="Mang nước uống")
    join(page, somebody(union=union_a))
    ResourceFactory.create(activity=campaign)
    ResourceFactory.create(activity=campaign, kind="given", quantity=20, union=union_a, giver="Ông Ba", value=5_000_000)
    ResultFactory.create(activity=campaign, number=Decimal("7.4"), qualifier="over")
    ResultFactory.create(activity=campaign, union=union_a)
    return plan


def screens(plan: Plan) -> list[str]:
    """The addresses of this app's screens for the secretary."""
    year = [plan.cluster.code, plan.year]
    union = plan.cluster.unions.get(code="SYT")
    found = [
        reverse(f"campaigns:{name}", args=year) + query
        for name, query in (
            ("board", ""),
            ("my_union", f"?union={union.code}"),
            ("activity_list", ""),
            ("paper_list", ""),
            ("find", "?q=doan"),
        )
    ]
    for activity in plan.activities.all():
        found += [
            reverse(f"campaigns:{name}", args=[*year, activity.pk])
            for name in ("activity_detail", "attendance", "time_add", "resource_add", "result_add")
        ]
    page = PublicPage.objects.get()
    at = [*year, page.activity_id]
    found += [reverse(f"campaigns:{name}", args=at) for name in ("page_detail", "page_limits", "page_close", "poster")]
    found.append(reverse("campaigns:public_page", kwargs={"token": page.token}))
    found += [reverse("campaigns:sign_up_detail", kwargs={"code": row.code}) for row in page.sign_ups.all()]
    return found


class Reader(HTMLParser):
    """Notes what a browser would stumble over."""

    def __init__(self, body: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.ids: Counter[str] = Counter()
        self.labelled: set[str] = set()
        self.inputs: list[dict[str, str | None]] = []
        self.links: list[str] = []
        self.headings: list[int] = []
        self.pointed: set[str] = set()
        self.feed(body)
        self.close()
        self.wrong += [f"<{tag}> never closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag in {"form", "a"} and tag in self.open:
            self.wrong.append(f"<{tag}> inside <{tag}>")
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self._note(tag, found)
        self.wrong += [f"{name} on <{tag}>" for name in found if name == "style" or name.startswith("on")]
        self.wrong += ["picture without words"] if tag == "img" and "alt" not in found else []

    def _note(self, tag: str, found: dict[str, str | None]) -> None:
        self.ids.update([found["id"] or ""] if "id" in found else [])
        self.pointed |= set((found.get("aria-labelledby") or "").split())
        if tag == "label":
            self.labelled.add(found.get("for") or "")
        if tag in {"input", "select", "textarea"} and found.get("type") not in {"hidden", "submit"}:
            self.inputs.append(found)
        if tag == "a":
            self.links.append(found.get("href") or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.wrong.append(f"</{tag}> closes {self.open[-1:]}")
        else:
            self.open.pop()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_screen_is_whole_in_both_languages(lived_in: Plan, secretary: Persona, language: str) -> None:
    secretary.cookies["django_language"] = language
    for url in screens(lived_in):
        response = secretary.get(url)
        assert response.status_code == 200, url
        body = response.content.decode()
        page = Reader(body)
        assert page.wrong == [], url
        assert [name for name, count in page.ids.items() if count > 1] == [], url
        assert page.pointed <= set(page.ids), url
        assert page.headings.count(1) == 1, url
        assert all(after - before <= 1 for before, after in zip(page.headings, page.headings[1:], strict=False)), url
        if "/poster/" not in url:  # a paper
            assert f'<html lang="{language}"' in body, url


def test_every_box_has_a_label(lived_in: Plan, secretary: Persona) -> None:
    for url in screens(lived_in):
        page = Reader(secretary.get(url).content.decode())
        for box in page.inputs:
            named = box.get("id") in page.labelled or box.get("aria-label") or box.get("aria-labelledby")
            assert named, (url, box)


def test_no_number_is_grouped_where_a_machine_reads_it(lived_in: Plan, secretary: Persona) -> None:
    """ "2.024" in an address or a row's number is what a careless template makes of 2024."""
    Activity.objects.update(title="Hoạt động")
    for url in screens(lived_in):
        body = secretary.get(url).content.decode()
        assert "2.024" not in body, url
        assert not re.findall(r'(?:href|action|name|id|for)="[^"]*[0-9]\.[0-9]{3}(?:[/"?#&]|$)', body), url


@pytest.mark.parametrize("who", ROLES)
def test_no_role_is_shown_a_link_that_does_not_open(lived_in: Plan, who: str, request: pytest.FixtureRequest) -> None:
    """From the home page through every link of this app's screens, as that person."""
    someone: Persona = request.getfixturevalue(who)
    seen: set[str] = set()
    waiting = ["/", reverse("campaigns:board", args=["hcsn", 2024])]
    dead = []
    while waiting and len(seen) < 120:
        url = waiting.pop(0)
        if url in seen or LEFT_OUT.search(url):
            continue
        seen.add(url)
        response = someone.get(url)
        if response.status_code == 302:
            waiting.append(urljoin(url, response.headers["Location"]))
        elif response.status_code != 200:
            dead.append((url, response.status_code))
        elif re.search(r"^/(c/hcsn/2024/(?!plan/|money/|levies/|duties/)|j/|$)", url):
            links = (urlsplit(urljoin(url, link)) for link in Reader(response.content.decode()).links)
            waiting += [f"{to.path}?{to.query}".rstrip("?") for to in links if not to.netloc]
    assert dead == []
    assert len(seen) > 10


HOSTILE = "<script>alert(1)</script>{{7*7}}'\"><img src=x onerror=alert(2)>"


def test_hostile_text_is_text_on_every_screen(lived_in: Plan, secretary: Persona, union_a: MemberUnion) -> None:
    Activity.objects.update(title=HOSTILE)
    Schedule.objects.update(text=HOSTILE)
    PlanPlace.objects.update(text=HOSTILE)
    Clause.objects.exclude(text="").update(override=HOSTILE)
    PublicPage.objects.update(note=HOSTILE)
    lived_in.cluster.unions.update(short_name=HOSTILE[:60])
    for model, columns in (
        ("resources", {"thing": HOSTILE, "unit": "<b>", "giver": HOSTILE}),
        ("results", {"indicator": HOSTILE, "unit": "<b>"}),
    ):
        for activity in lived_in.activities.all():
            getattr(activity, model).update(**columns)
    for activity in lived_in.activities.all():
        activity.occurrences.update(place=HOSTILE, reason=HOSTILE)
    urls = screens(lived_in)
    shown = 0
    for url in urls:
        body = secretary.get(url).content.decode()
        assert "<script>alert" not in body, url
        assert "<img src=x" not in body, url
        assert Reader(body).wrong == [], url
        shown += "&lt;script&gt;alert" in body
    assert shown > len(urls) / 2  # it was there to be shown


@pytest.mark.parametrize("method", ["put", "delete", "patch", "trace"])
def test_odd_methods_are_refused(lived_in: Plan, secretary: Persona, method: str) -> None:
    for url in screens(lived_in)[:8]:
        assert getattr(secretary, method)(url).status_code == 405, url


def test_reading_writes_nothing(lived_in: Plan, secretary: Persona) -> None:
    for url in screens(lived_in):
        with CaptureQueriesContext(connection) as queries:
            secretary.get(url)
        written = [q["sql"] for q in queries if re.match(r"(INSERT|UPDATE|DELETE)", q["sql"])]
        assert written == [], url
