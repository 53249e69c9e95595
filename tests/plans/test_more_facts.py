"""Activities inside activities, several times and places, places that are named again."""

import pytest

from plans import outline
from plans.actions.activities import add_activity, add_content, add_place, add_time
from plans.actions.clauses import add_clause, move_clause
from plans.actions.duties import Holders, add_duty
from plans.actions.undoing import undo_last
from plans.models import Activity, Clause, Duty, Place, Schedule
from plans.models.facts import Precision
from plans.queries import Family, family_of, known_places, load_paper
from tests.conftest import Persona
from tests.plans.conftest import last_record
from tests.plans.factories import ActivityFactory, PlaceFactory, PlanFactory
from tests.plans.seed import Seed
from unions.models import User


@pytest.fixture
def url(seed: Seed) -> str:
    return f"/c/{seed.plan.cluster.code}/2024/plan/"


@pytest.fixture
def part(seed: Seed, by: User) -> Activity:
    """An activity inside the campaign."""
    values = {"when": "15/7/2024", "where": "Huyện Cần Giờ"}
    return add_activity(
        plan=seed.plan, kind=Activity.Kind.OTHER, title="Ngày hội đọc sách", by=by, inside=seed.campaign, **values
    )


def home(seed: Seed, clause: Clause) -> Activity | None:
    return load_paper(seed.plan).by_clause[clause.pk].activity


# -- Activities inside activities


def test_it_stands_inside(seed: Seed, part: Activity) -> None:
    lines = load_paper(seed.plan).lines
    at = [line.clause.pk for line in lines].index(part.clause_id)
    assert lines[at].clause.level == seed.campaign.clause.level + 1
    assert lines[at].activity == part
    assert lines[at + 1].activity == part


def test_lines_after_it_belong_to_the_outer_one_again(seed: Seed, part: Activity, by: User) -> None:
    after = add_clause(plan=seed.plan, text="Vẫn là chiến dịch.", by=by, after=part.clause)
    assert home(seed, after) == seed.campaign
    inner = add_clause(plan=seed.plan, text="Trong ngày hội.", by=by, inside=part.clause)
    assert home(seed, inner) == part


def test_facts_go_to_the_inner_or_the_outer_one(seed: Seed, part: Activity, by: User) -> None:
    inner = add_content(activity=part, text="Tặng sách.", by=by)
    outer = add_content(activity=seed.campaign, text="Khám bệnh thêm.", by=by)
    assert home(seed, inner.clause) == part
    assert home(seed, outer.clause) == seed.campaign
    duty = add_duty(
        plan=seed.plan,
        activity=part,
        holders=Holders(Duty.Scope.NAMED, lead=(seed.unions[1],)),
        text="{đơn vị} phụ trách sách.",
        by=by,
    )
    assert home(seed, duty.clause) == part


def test_what_the_outer_one_gets_takes_no_part_from_its_line(seed: Seed, by: User) -> None:
    """A part below a line of the whole stays there when a line is put in before it, and that can be undone."""
    part = add_activity(plan=seed.plan, kind=Activity.Kind.OTHER, title="Thăm nhà", by=by, inside=seed.visit)
    move_clause(clause=part.clause, direction="in", by=by)
    before = parents(seed)
    content = add_content(activity=seed.visit, text="Tặng quà.", by=by)
    assert home(seed, Clause.objects.get(pk=content.clause_id)) == seed.visit
    assert parents(seed) | before == parents(seed)
    undo_last(plan=seed.plan, by=by)
    assert parents(seed) == before


def parents(seed: Seed) -> dict[int, int | None]:
    """The line that each line stands below, by their ids."""
    lines = list(Clause.objects.filter(plan=seed.plan).order_by("position"))
    above = [outline.parent_of([line.level for line in lines], at) for at in range(len(lines))]
    return {line.pk: None if at is None else lines[at].pk for line, at in zip(lines, above, strict=True)}


def test_the_whole_of_it_is_undone(seed: Seed, part: Activity, by: User) -> None:
    undo_last(plan=seed.plan, by=by)
    assert not Activity.objects.filter(pk=part.pk).exists()


def test_it_has_its_own_time_and_place(part: Activity) -> None:
    time = part.schedules.get()
    assert (time.starts_on.isoformat(), time.precision) == ("2024-07-15", Precision.DAY)
    assert part.places.get().text == "Huyện Cần Giờ"


def test_who_is_part_of_whom(seed: Seed, part: Activity, django_assert_num_queries: pytest.FixtureRequest) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert family_of(seed.campaign) == Family(None, ((part.pk, part.title),))
    assert family_of(part) == Family((seed.campaign.pk, seed.campaign.title), ())
    assert family_of(seed.visit) == Family()


def test_the_pages_lead_to_each_other(seed: Seed, part: Activity, secretary: Persona) -> None:
    base = f"/c/{seed.plan.cluster.code}/2024/activities/"
    assert f'href="{base}{part.pk}/"' in secretary.get(f"{base}{seed.campaign.pk}/").content.decode()
    assert f'href="{base}{seed.campaign.pk}/"' in secretary.get(f"{base}{part.pk}/").content.decode()


def test_it_is_added_in_the_browser(seed: Seed, url: str, secretary: Persona) -> None:
    after = str(seed.campaign.clause_id)
    assert "Hoạt động con mới" in secretary.get(f"{url}?add=subactivity&after={after}").content.decode()
    data = {"after": after, "activity-title": "Ngày hội", "activity-kind": "other"}
    secretary.post(f"{url}add/subactivity/", data)
    made = Activity.objects.get(title="Ngày hội")
    assert made.clause.level == seed.campaign.clause.level + 1


def test_outside_an_activity_there_is_no_part(seed: Seed, url: str, secretary: Persona) -> None:
    data = {"after": str(seed.line("Gắn kết").pk), "activity-title": "Ngày hội", "activity-kind": "other"}
    answer = secretary.post(f"{url}add/subactivity/", data)
    assert answer.status_code == 422
    assert not Activity.objects.filter(title="Ngày hội").exists()


# -- More times and places


def test_one_more_time(seed: Seed, by: User) -> None:
    first = seed.campaign.schedules.get()
    made = add_time(activity=seed.campaign, when="Cao điểm: 20/7/2024", by=by)
    assert made.clause.position == first.clause.position + 1
    assert made.starts_on is not None
    assert load_paper(seed.plan).by_clause[made.clause_id].text == "Thời gian: Cao điểm: 20/7/2024."
    assert (last_record().verb, last_record().data["after"]) == ("schedule.add", {"when": "Cao điểm: 20/7/2024"})
    undo_last(plan=seed.plan, by=by)
    assert Schedule.objects.filter(activity=seed.campaign).count() == 1


def test_one_more_place(seed: Seed, by: User) -> None:
    made = add_place(activity=seed.campaign, where="Xã Bình Khánh", by=by)
    assert load_paper(seed.plan).by_clause[made.clause_id].text == "Địa điểm: Xã Bình Khánh."
    assert made.clause.position == seed.campaign.places.order_by("pk")[0].clause.position + 1
    assert last_record().verb == "place.add"


def test_the_first_time_of_an_activity_without_one(seed: Seed, by: User) -> None:
    activity = ActivityFactory.create(plan=seed.plan, title="Chưa có ngày")
    made = add_time(activity=activity, when="Tháng 9/2024", by=by)
    assert home(seed, made.clause) == activity


def test_as_set_by_a_superior_is_a_value(seed: Seed, by: User) -> None:
    made = add_time(activity=seed.campaign, when="Theo phân công của Thành Đoàn", by=by)
    assert (made.assigned_by_superior, made.starts_on) == (True, None)


@pytest.mark.parametrize(
    ("kind", "field", "model"), [("time", "schedule-when", Schedule), ("place", "place-where", Place)]
)
def test_they_are_added_in_the_browser(
    seed: Seed, url: str, secretary: Persona, kind: str, field: str, model: type[Schedule] | type[Place]
) -> None:
    after = str(seed.campaign.clause_id)
    assert field in secretary.get(f"{url}?add={kind}&after={after}").content.decode()
    before = model.objects.count()
    secretary.post(f"{url}add/{kind}/", {"after": after, field: "Thêm nữa"})
    assert model.objects.count() == before + 1
    outside = secretary.post(f"{url}add/{kind}/", {"after": str(seed.line("Gắn kết").pk), field: "Thêm nữa"})
    assert outside.status_code == 422


# -- Places that are named again


def test_known_places_are_the_clusters_own(seed: Seed) -> None:
    PlaceFactory.create(activity__plan__cluster=seed.plan.cluster, activity__plan__year=2023, text="Hội trường 272")
    PlaceFactory.create(activity__plan=PlanFactory.create(), text="Nơi khác")
    found = known_places(seed.plan)
    assert "Hội trường 272" in found
    assert "Nơi khác" not in found
    assert found == sorted(found)


def test_they_are_offered_where_a_place_is_typed(seed: Seed, url: str, secretary: Persona) -> None:
    PlaceFactory.create(activity__plan__cluster=seed.plan.cluster, activity__plan__year=2023, text="Hội trường 272")
    clause = seed.campaign.places.get().clause_id
    page = secretary.get(f"{url}?line={clause}").content.decode()
    assert 'list="known-places"' in page
    assert '<option value="Hội trường 272">' in page
    assert "known-places" not in secretary.get(url).content.decode()
