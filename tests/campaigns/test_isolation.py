"""What concerns one union only is that union's business: every page of officer A is the same whether or not union B
has anything. And no page asks the database more often because there is more to show."""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.actions.attendance import set_attendance
from contributions import actions as money
from plans.models import Activity, Plan
from tests.campaigns.factories import (
    AttendanceFactory,
    PublicPageFactory,
    ResourceFactory,
    ResultFactory,
    SignUpFactory,
    VolunteerFactory,
)
from tests.conftest import Persona
from tests.contributions.factories import DueFactory, PaymentFactory
from tests.factories import MembershipFactory, MemberUnionFactory
from tests.plans.factories import (
    ActivityFactory,
    ContentItemFactory,
    DutyFactory,
    LevyFactory,
    OccurrenceFactory,
    PlaceFactory,
    QuotaFactory,
    ScheduleFactory,
)
from unions.models import MemberUnion

YEAR_PAGES = ("board", "my_union", "activity_list", "paper_list", "find")
ACTIVITY_PAGES = ("activity_detail", "attendance", "result_add", "poster")


def pages_of(activity: Activity) -> list[str]:
    plan = activity.plan
    year = [reverse(f"campaigns:{name}", args=[plan.cluster.code, plan.year]) for name in YEAR_PAGES]
    own = [reverse(f"campaigns:{name}", args=[plan.cluster.code, plan.year, activity.pk]) for name in ACTIVITY_PAGES]
    return [*year[:-1], f"{year[-1]}?q=doan", *own]


def masked(body: str) -> str:
    """The page without what differs at each request."""
    return re.sub(r'(csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]+"', "", body)


@pytest.fixture
def shared(session: Activity, union_a: MemberUnion, union_b: MemberUnion, secretary: Persona) -> Activity:
    """What both unions have from the plan, and what union A has done."""
    PublicPageFactory.create(activity=session)
    DutyFactory.create(activity=session, unions=[union_a, union_b])
    levy = LevyFactory.create(activity=session, amounts={union_a: 1_000_000, union_b: 1_000_000}, basis="once")
    dues = {due.union: due for due in money.make_dues(levy=levy, by=secretary.user)}
    PaymentFactory.create(plan=session.plan, union=union_a, amount=400_000, dues={dues[union_a]: 400_000})
    set_attendance(activity=session, occurrence=None, people={union_a: 27}, by=secretary.user)
    ResultFactory.create(activity=session, union=union_a)
    return session


def test_officer_as_pages_do_not_change_with_what_union_b_does(
    shared: Activity, officer_a: Persona, officer_b: Persona, union_b: MemberUnion
) -> None:
    before = {url: masked(officer_a.get(url).content.decode()) for url in pages_of(shared)}
    due = union_b.dues.get()
    PaymentFactory.create(plan=shared.plan, union=union_b, amount=600_000, dues={due: 600_000}, confirmed=True)
    PaymentFactory.create(plan=shared.plan, union=union_b, amount=300_000, dues={due: 300_000})
    set_attendance(activity=shared, occurrence=None, people={union_b: 31}, by=officer_b.user)
    ResultFactory.create(activity=shared, union=union_b, indicator="Việc của B", number=Decimal(99))
    officer_b.user.last_login = dt.datetime(2024, 8, 20, 4, tzinfo=dt.UTC)
    officer_b.user.save()
    VolunteerFactory.create(cluster=shared.plan.cluster, union=union_b)
    for url, page in before.items():
        assert masked(officer_a.get(url).content.decode()) == page, url


def test_the_same_changes_do_show_to_those_who_may_see_them(
    shared: Activity, secretary: Persona, officer_b: Persona, union_b: MemberUnion
) -> None:
    """The control of the test above: there is something that could leak."""
    seen = [url for url in pages_of(shared) if "my-union" not in url and "paper" not in url]
    before = {url: masked(secretary.get(url).content.decode()) for url in seen}
    due = union_b.dues.get()
    PaymentFactory.create(plan=shared.plan, union=union_b, amount=600_000, dues={due: 600_000}, confirmed=True)
    set_attendance(activity=shared, occurrence=None, people={union_b: 31}, by=officer_b.user)
    ResultFactory.create(activity=shared, union=union_b, indicator="Việc của B")
    changed = {url for url in seen if masked(secretary.get(url).content.decode()) != before[url]}
    wanted = {reverse("campaigns:board", args=["hcsn", 2024]), *(url for url in seen if f"/{shared.pk}/" in url)}
    assert changed >= {url for url in wanted if not url.endswith(("poster/", "results/add/"))}


@pytest.mark.parametrize("name", ["attendance", "result_add", "activity_detail"])
def test_anothers_activity_is_as_missing_as_one_that_never_was(
    session: Activity, officer_a: Persona, name: str
) -> None:
    foreign = ActivityFactory.create()
    answers = [officer_a.get(reverse(f"campaigns:{name}", args=["hcsn", 2024, pk])) for pk in (foreign.pk, 999_999)]
    assert [answer.status_code for answer in answers] == [404, 404]
    same = [masked(answer.content.decode()).replace(str(foreign.pk), "").replace("999999", "") for answer in answers]
    assert same[0] == same[1]


# -- Queries


def fill(plan: Plan, rows: int) -> Activity:
    """A plan in which there are `rows` of everything; the activity that was there first."""
    unions = [MemberUnionFactory.create(cluster=plan.cluster) for _n in range(rows)]
    for union in unions:
        MembershipFactory.create(cluster=plan.cluster, role="officer", union=union)
    first = Activity.objects.filter(plan=plan).order_by("pk")[0]
    for _n in range(rows):
        activity = ActivityFactory.create(plan=plan)
        ScheduleFactory.create(activity=activity)
        PlaceFactory.create(activity=activity)
        QuotaFactory.create(activity=activity)
        PublicPageFactory.create(activity=activity)
        LevyFactory.create(activity=activity, amounts={unions[0]: 1_000_000})
        OccurrenceFactory.create(activity=activity, starts_on=dt.date(2024, 8, 14), ends_on=None)
    for n, union in enumerate(unions):
        number = 100 + first.occurrences.count()
        time = OccurrenceFactory.create(activity=first, number=number, starts_on=dt.date(2024, 8, 14), ends_on=None)
        ContentItemFactory.create(activity=first)
        DutyFactory.create(activity=first, unions=[union])
        AttendanceFactory.create(activity=first, union=union, occurrence=time)
        ResultFactory.create(activity=first, union=union)
        ResourceFactory.create(activity=first, thing=f"Thứ {n}", union=union)
        SignUpFactory.create(public_page=first.public_page, volunteer__cluster=plan.cluster, volunteer__union=union)
        due = DueFactory.create(levy=first.levies.get(), plan=plan, union=union)
        PaymentFactory.create(plan=plan, union=union, dues={due: 1_000_000}, amount=1_000_000)
    return first


def counted(get: Callable[[], object]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        get()
    return len(queries)


@pytest.fixture
def first(session: Activity, union_a: MemberUnion) -> Activity:
    """The activity whose pages are counted, with one of everything."""
    PublicPageFactory.create(activity=session)
    LevyFactory.create(activity=session, amounts={union_a: 1_000_000}, basis="once")
    fill(session.plan, 1)
    return session


SCREENS = [*YEAR_PAGES, *ACTIVITY_PAGES, "page_detail"]


def screen_urls(activity: Activity, union: MemberUnion) -> dict[str, str]:
    plan = activity.plan
    more = {"my_union": f"?union={union.code}", "find": "?q=doan", "attendance": "?time=100"}
    return {
        name: reverse(
            f"campaigns:{name}",
            args=[plan.cluster.code, plan.year, *([] if name in YEAR_PAGES else [activity.pk])],
        )
        + more.get(name, "")
        for name in SCREENS
    }


def test_no_screen_asks_more_often_because_there_is_more(
    first: Activity, secretary: Persona, anybody: object, union_a: MemberUnion
) -> None:
    urls = screen_urls(first, union_a) | {
        "public_page": reverse("campaigns:public_page", kwargs={"token": first.public_page.token}),
        "home": "/",
    }
    for url in urls.values():
        secretary.get(url)  # what is looked up once in a process
    one = {name: counted(lambda url=url: secretary.get(url)) for name, url in urls.items()}
    fill(first.plan, 2)
    three = {name: counted(lambda url=url: secretary.get(url)) for name, url in urls.items()}
    fill(first.plan, 27)
    thirty = {name: counted(lambda url=url: secretary.get(url)) for name, url in urls.items()}
    assert one == three == thirty
    assert max(one.values()) <= 32, one


def test_three_hundred_volunteers_are_asked_for_as_often_as_one(first: Activity, secretary: Persona) -> None:
    url = reverse("campaigns:page_detail", args=["hcsn", 2024, first.pk])
    secretary.get(url)
    before = counted(lambda: secretary.get(url))
    SignUpFactory.create_batch(299, public_page=first.public_page)
    assert counted(lambda: secretary.get(url)) == before
