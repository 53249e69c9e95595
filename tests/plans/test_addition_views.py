"""Something new from the editor: the empty card in its place, then the line, activity, content, duty or levy."""

from typing import Any

import pytest

from plans.actions.activities import add_activity
from plans.actions.levies import OWN_LINE
from plans.models import Activity, Clause, ContentItem, Duty, Levy, Plan, Quota
from plans.queries import PaperLine, load_paper
from tests.conftest import Persona
from tests.factories import UserFactory
from tests.plans.conftest import texts
from tests.plans.factories import ActivityFactory
from tests.plans.seed import Seed

pytestmark = pytest.mark.django_db


def body(response: Any) -> str:
    return response.content.decode()


@pytest.fixture
def url(seed: Seed) -> str:
    return f"/c/{seed.plan.cluster.code}/2024/plan/"


@pytest.mark.parametrize("kind", ["line", "activity", "content", "duty", "levy", "quota"])
def test_empty_card_opens_below_the_line(seed: Seed, url: str, secretary: Persona, kind: str) -> None:
    line = seed.line("điều phối chung")
    text = body(secretary.get(f"{url}?add={kind}&after={line.pk}"))
    assert f'action="{url}add/{kind}/"' in text
    assert f'name="after" value="{line.pk}"' in text
    assert text.index(f'id="line-{line.pk}"') < text.index('id="line-new"')


def test_card_stands_after_all_that_belongs_to_the_line(seed: Seed, url: str, secretary: Persona) -> None:
    text = body(secretary.get(f"{url}?add=activity&after={seed.campaign.clause_id}"))
    assert text.index("phụ trách khám bệnh") < text.index('id="line-new"') < text.index("Sinh hoạt chuyên đề:</a>")


def test_card_without_a_line_stands_at_the_end(url: str, secretary: Persona) -> None:
    text = body(secretary.get(f"{url}?add=line"))
    assert text.index("Trên đây là kế hoạch") < text.index('id="line-new"')


def test_card_on_a_line_takes_its_place_with_its_words(seed: Seed, url: str, secretary: Persona) -> None:
    line = seed.line("Theo dõi")
    text = body(secretary.get(f"{url}?add=duty&on={line.pk}"))
    assert f'id="line-{line.pk}"' not in text
    assert "{đơn vị} Theo dõi và đôn đốc.</textarea>" in text


@pytest.mark.parametrize(("where", "level"), [("after", 2), ("inside", 3)])
def test_line_is_added_where_it_was_asked_for(seed: Seed, url: str, secretary: Persona, where: str, level: int) -> None:
    line = seed.line("Gắn kết")
    response = secretary.post(f"{url}add/line/", {where: line.pk, "line-text": "Dòng thêm."})
    added = seed.line("Dòng thêm.")
    assert response.url == f"{url}?moved={added.pk}#line-{added.pk}"
    assert (added.level, texts(seed.plan).index("Dòng thêm.")) == (level, texts(seed.plan).index(line.text) + 1)


def test_activity_is_added_with_its_lines(seed: Seed, url: str, secretary: Persona) -> None:
    data = {
        "after": seed.campaign.clause_id,
        "activity-title": "Hội thao",
        "activity-kind": "other",
        "activity-when": "Tháng 9/2024",
        "activity-where": "Quận 3",
    }
    secretary.post(f"{url}add/activity/", data)
    printed = [f"{line.label} {line.text}" for line in load_paper(seed.plan).lines]
    at = printed.index("2. Hội thao")
    assert printed[at + 1] == "- Thời gian: Tháng 9/2024."
    assert Activity.objects.filter(plan=seed.plan).count() == 4


@pytest.mark.parametrize("year", [2024, 2028])
def test_the_example_of_a_time_is_of_the_plans_year(seed: Seed, secretary: Persona, year: int) -> None:
    Plan.objects.filter(pk=seed.plan.pk).update(year=year)
    page = body(secretary.get(f"/c/{seed.plan.cluster.code}/{year}/plan/?add=activity"))
    assert f"ví dụ: Tháng 8/{year}" in page


def add_of_kind(seed: Seed, url: str, secretary: Persona, kind: str, **more: str) -> tuple[Activity, list[str]]:
    """The new activity, and its lines as they print; every field that any kind has is filled in."""
    data = {
        "title": "Hoạt động mới",
        "kind": kind,
        "contents": "- Tặng quà.\n\nSửa cầu.",
        "people": "25",
        "repeat": "quarterly",
        "beneficiary": "Gia đình chính sách.",
    }
    secretary.post(f"{url}add/activity/", {f"activity-{name}": value for name, value in (data | more).items()})
    activity = Activity.objects.get(plan=seed.plan, title="Hoạt động mới")
    paper = load_paper(seed.plan)
    return activity, [line.text for line in paper.lines if line.activity == activity]


def test_a_campaign_has_contents(seed: Seed, url: str, secretary: Persona) -> None:
    activity, printed = add_of_kind(seed, url, secretary, "campaign", when="Tháng 6/2024")
    contents = [item.clause.text for item in activity.contents.order_by("clause__position")]
    assert contents == ["- Tặng quà.", "Sửa cầu."]
    assert "Thời gian: Tháng 6/2024." in printed
    assert not Quota.objects.filter(activity=activity).exists()
    assert not [line for line in printed if "Gia đình" in line]


def test_a_session_has_people(seed: Seed, url: str, secretary: Persona) -> None:
    activity, printed = add_of_kind(seed, url, secretary, "themed_session")
    assert activity.quota.people == 25
    assert "Mỗi cơ sở Đoàn trong cụm mời 25 đoàn viên tham dự." in printed
    assert not activity.contents.exists()


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("", "Định kỳ hằng quý"),
        ("Quý I/2024", "Quý I/2024, định kỳ hằng quý"),
        ("Mỗi tháng một lần", "Mỗi tháng một lần"),
    ],
)
def test_a_visit_has_its_rhythm_and_whom_it_is_for(
    seed: Seed, url: str, secretary: Persona, when: str, said: str
) -> None:
    activity, printed = add_of_kind(seed, url, secretary, "recurring_visit", when=when)
    schedule = activity.schedules.get()
    assert schedule.text == said
    assert schedule.repeat == ("monthly" if "tháng" in said else "quarterly")
    assert printed.count("Đối tượng: Gia đình chính sách.") == 1
    assert not activity.contents.exists()


def test_a_wrong_number_of_another_kind_is_in_nobodys_way(seed: Seed, url: str, secretary: Persona) -> None:
    activity, _printed = add_of_kind(seed, url, secretary, "campaign", people="nhiều")
    assert activity.kind == "campaign"


def test_activity_needs_a_name(seed: Seed, url: str, secretary: Persona) -> None:
    response = secretary.post(f"{url}add/activity/", {"activity-kind": "other", "activity-when": "Tháng 9/2024"})
    assert response.status_code == 422
    assert "Tháng 9/2024" in body(response)
    assert Activity.objects.filter(plan=seed.plan).count() == 3


def test_content_and_quota_join_their_activity(seed: Seed, url: str, secretary: Persona) -> None:
    line = seed.line("điều phối chung")
    secretary.post(f"{url}add/content/", {"after": line.pk, "line-text": "Sửa cầu."})
    secretary.post(f"{url}add/quota/", {"after": line.pk, "quota-people": "15"})
    assert ContentItem.objects.filter(activity=seed.campaign, clause__text="Sửa cầu.").count() == 1
    assert Quota.objects.get(activity=seed.campaign).people == 15


def duty(seed: Seed, **more: Any) -> dict[str, Any]:
    return {
        "line-text": "{đơn vị} lo hậu cần.",
        "duty-scope": "named",
        "duty-lead": [seed.unions[3].pk],
        "duty-collective": "",
    } | more


def test_duty_joins_the_duties_of_its_activity(seed: Seed, url: str, secretary: Persona) -> None:
    secretary.post(f"{url}add/duty/", duty(seed, after=seed.line("Thời gian").pk))
    found = Duty.objects.get(clause__text="{đơn vị} lo hậu cần.")
    assert (found.activity, [h.union for h in found.holders.all()]) == (seed.campaign, [seed.unions[3]])


def test_duty_outside_activities_stands_by_its_line(seed: Seed, url: str, secretary: Persona) -> None:
    line = seed.line("Theo dõi")
    secretary.post(f"{url}add/duty/", duty(seed, after=line.pk))
    found = Duty.objects.get(clause__text="{đơn vị} lo hậu cần.")
    assert found.activity is None
    assert found.clause.position == line.position + 1


def test_free_line_becomes_a_duty(seed: Seed, url: str, secretary: Persona) -> None:
    line = seed.line("Theo dõi")
    secretary.post(f"{url}add/duty/", duty(seed, on=line.pk))
    assert Duty.objects.get(clause=line.pk).clause.text == "{đơn vị} lo hậu cần."


# -- An activity with parts


def lines_of(activity: Activity) -> list[PaperLine]:
    """The activity's heading with all that is below it."""
    lines = load_paper(activity.plan).lines
    return [line for line in lines if line.activity and line.activity.pk >= activity.pk]


@pytest.fixture
def whole(seed: Seed) -> Activity:
    """An activity that says nothing itself and has two parts with their usual lines."""
    activity = ActivityFactory.create(plan=seed.plan, title="Mùa hè xanh")
    for title in ("Ra quân", "Tổng kết"):
        add_activity(plan=seed.plan, kind=Activity.Kind.OTHER, title=title, by=UserFactory.create(), inside=activity)
    return activity


@pytest.mark.parametrize("kind", ["time", "place", "content", "duty", "levy", "quota"])
def test_what_an_activity_gets_itself_stands_before_its_parts(
    seed: Seed, url: str, secretary: Persona, whole: Activity, kind: str
) -> None:
    head, first, *_rest = (f'id="line-{line.clause.pk}"' for line in lines_of(whole))
    card = body(secretary.get(f"{url}?add={kind}&after={whole.clause_id}"))
    assert card.index(head) < card.index('id="line-new"') < card.index(first)
    words = {"line-text": OWN_LINE if kind == "levy" else "{đơn vị} lo hậu cần."}
    more = {"schedule-when": "Tháng 7", "place-where": "Quận 3", "quota-people": "15"}
    secretary.post(f"{url}add/{kind}/", duty(seed, after=whole.clause_id) | LEVY | more | words)
    title, *own = [line for line in lines_of(whole) if line.activity == whole]
    assert [title, *own] == lines_of(whole)[: len(own) + 1]
    assert own[0].label == "-"


@pytest.mark.parametrize("kind", ["subactivity", "activity", "line"])
def test_what_stands_beside_or_among_its_parts_still_goes_last(
    url: str, secretary: Persona, whole: Activity, kind: str
) -> None:
    card = body(secretary.get(f"{url}?add={kind}&after={whole.clause_id}"))
    assert card.index(f'id="line-{lines_of(whole)[-1].clause.pk}"') < card.index('id="line-new"')


LEVY = {"levy-shape": "flat", "levy-flat": "300.000", "levy-lead_pays": "on", "levy-basis": "per_quarter"}


def test_levy_gets_a_line_of_its_own(seed: Seed, url: str, secretary: Persona) -> None:
    data = LEVY | {"after": seed.visit.clause_id, "line-text": "Góp thêm ({mức đóng góp})."}
    secretary.post(f"{url}add/levy/", data)
    levy = Levy.objects.get(clause__text__startswith="Góp thêm")
    assert (levy.activity, levy.basis, levy.shares.count()) == (seed.visit, "per_quarter", 7)
    assert "300.000" in body(secretary.get(url))


def test_levy_is_stated_by_the_line_it_was_asked_from(seed: Seed, url: str, secretary: Persona) -> None:
    line = seed.line("khám bệnh")
    secretary.post(f"{url}add/levy/", LEVY | {"on": line.pk})
    line.refresh_from_db()
    assert line.text.endswith("phụ trách khám bệnh ({mức đóng góp}).")
    assert Levy.objects.filter(clause=line).exists()


@pytest.mark.parametrize("kind", ["content", "levy", "quota"])
def test_what_belongs_to_an_activity_needs_one(seed: Seed, url: str, secretary: Persona, kind: str) -> None:
    secretary.cookies["django_language"] = "en"
    data = LEVY | {"after": seed.line("Theo dõi").pk, "line-text": "Chưa lưu.", "quota-people": "7"}
    response = secretary.post(f"{url}add/{kind}/", data)
    assert response.status_code == 422
    assert "Choose a line inside an activity first." in body(response)
    assert "Chưa lưu." in body(response) or kind == "quota"


def test_unknown_things_are_not_added(seed: Seed, url: str, secretary: Persona) -> None:
    assert secretary.post(f"{url}add/house/", {"line-text": "x"}).status_code == 404
    assert secretary.get(f"{url}add/line/").status_code == 405


@pytest.mark.parametrize("role", ["treasurer", "clerk", "officer_a", "owner"])
def test_readers_add_nothing(seed: Seed, url: str, role: str, request: Any) -> None:
    before = texts(seed.plan)
    assert request.getfixturevalue(role).post(f"{url}add/line/", {"line-text": "x"}).status_code == 403
    assert texts(seed.plan) == before


def test_swap_of_something_new_is_the_paper(seed: Seed, url: str, secretary: Persona) -> None:
    response = secretary.get(f"{url}?add=line", HTTP_HX_REQUEST="true")
    assert response["HX-Retarget"] == "#paper"
    assert "<html" not in body(response)


def test_new_line_stays_open_when_its_author_writes_on(seed: Seed, url: str, secretary: Persona) -> None:
    beside = seed.line("Gắn kết")
    data = {"after": beside.pk, "line-text": "Dòng đang viết.", "then": "write"}
    response = secretary.post(f"{url}add/line/", data)
    pk = seed.line("Dòng đang viết.").pk
    assert response.url == f"{url}?writing={pk}#line-{pk}"


@pytest.mark.parametrize("then", ["after:line", "after:evil", ""])
def test_new_line_leads_on_to_one_more_only_when_asked(seed: Seed, secretary: Persona, then: str) -> None:
    url = f"/c/{seed.plan.cluster.code}/2024/plan/"
    beside = seed.line("Gắn kết")
    response = secretary.post(f"{url}add/line/", {"after": beside.pk, "line-text": "Dòng mới.", "then": then})
    pk = Clause.objects.get(plan=seed.plan, text="Dòng mới.").pk
    more = f"{url}?add=line&after={pk}#line-new"
    assert response.url == (more if then == "after:line" else f"{url}?moved={pk}#line-{pk}")
