"""Questions about a plan: sums to the đồng, lines as they print, what is missing, who does what. All counted."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from plans.assignments import by_activity, by_union, of_union
from plans.levies import levy_totals, plan_total
from plans.models import Clause, Duty, Levy, Plan
from plans.queries import load_paper, unions_of
from plans.sheet import load_sheet
from tests.plans.factories import DutyFactory, OccurrenceFactory, PlanFactory
from tests.plans.seed import Seed

pytestmark = pytest.mark.django_db


# -- Sums


def test_both_readings_of_the_plan_are_68_and_104_million(seed: Seed) -> None:
    total = plan_total(levy_totals(seed.plan))
    assert (total.least, total.most) == (68_000_000, 104_000_000)


def test_levies_come_in_the_order_of_the_paper_with_their_sums(seed: Seed) -> None:
    totals = levy_totals(seed.plan)
    assert [total.levy for total in totals] == [seed.campaign_levy, seed.session_levy, seed.visit_levy]
    assert [total.decided for total in totals] == [49_000_000, 7_000_000, None]
    assert (totals[2].once, totals[2].every_time, totals[2].times) == (12_000_000, 48_000_000, 4)


@pytest.mark.parametrize(("made", "cancelled", "times"), [(0, 0, 4), (4, 0, 4), (4, 1, 3), (6, 0, 6)])
def test_visits_that_are_made_count_and_cancelled_ones_do_not(
    seed: Seed, made: int, cancelled: int, times: int
) -> None:
    for number in range(1, made + 1):
        state = {"state": "cancelled", "reason": "mưa"} if number <= cancelled else {}
        OccurrenceFactory.create(activity=seed.visit, number=number, **state)
    assert levy_totals(seed.plan)[2].every_time == 12_000_000 * times


def test_quarterly_levy_is_due_four_times_whatever_the_visits(seed: Seed) -> None:
    Levy.objects.filter(pk=seed.visit_levy.pk).update(basis=Levy.Basis.PER_QUARTER)
    for number in range(1, 7):
        OccurrenceFactory.create(activity=seed.visit, number=number)
    assert levy_totals(seed.plan)[2].decided == 48_000_000


def test_plan_without_levies_costs_nothing() -> None:
    total = plan_total(levy_totals(PlanFactory.create()))
    assert (total.least, total.most) == (0, 0)


# -- Lines


def test_lines_know_the_activity_they_stand_in(seed: Seed) -> None:
    lines = {line.text: line.activity for line in load_paper(seed.plan).lines}
    assert lines["Thời gian: định kỳ hằng quý."] == seed.visit
    assert lines["Chiến dịch tình nguyện Kỳ nghỉ hồng:"] == seed.campaign
    assert lines["TỔ CHỨC THỰC HIỆN:"] is None
    assert lines["Theo dõi và đôn đốc."] is None


@pytest.mark.parametrize("count", [1, 3, 300])
def test_queries_do_not_grow_with_lines(count: int, django_assert_num_queries: pytest.FixtureRequest) -> None:
    plan = PlanFactory.create()
    Clause.objects.bulk_create(Clause(plan=plan, position=i, text=f"Dòng {i}") for i in range(1, count + 1))
    DutyFactory.create(activity__plan=plan, unions=[])
    plan = Plan.objects.select_related("lead", "cluster").get(pk=plan.pk)
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len(load_paper(plan).lines) == count + 2
    with django_assert_num_queries(7):  # type: ignore[operator]
        load_sheet(plan)


def test_seed_paper_takes_three_queries(seed: Seed, django_assert_num_queries: pytest.FixtureRequest) -> None:
    with django_assert_num_queries(3):  # type: ignore[operator]
        load_paper(seed.plan)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


# -- Who does what


def test_duties_by_union_with_ones_own_first(seed: Seed) -> None:
    DutyFactory.create(activity=seed.visit, scope=Duty.Scope.LEAD, collective="Cụm trưởng")
    DutyFactory.create(activity=seed.visit, scope=Duty.Scope.ALL, collective="Các cơ sở Đoàn")
    DutyFactory.create(activity=seed.visit, unions=[seed.unions[2]], support=[seed.unions[3]])
    groups = by_union(load_paper(seed.plan), unions_of(seed.plan), [seed.unions[2].pk])
    assert (groups[0].title, groups[0].own, len(groups[0].assignments)) == (seed.unions[2].name, True, 2)
    lead = next(group for group in groups if group.title == seed.unions[0].name)
    assert [duty.activity for duty in lead.assignments] == [seed.campaign.title, seed.visit.title]
    support = next(group for group in groups if group.title == seed.unions[3].name)
    assert [duty.is_lead for duty in support.assignments] == [False]
    assert (groups[-1].title, len(groups[-1].assignments)) == ("", 1)


def test_one_unions_duties_and_those_of_all(seed: Seed) -> None:
    DutyFactory.create(activity=seed.visit, scope=Duty.Scope.ALL, collective="Các cơ sở Đoàn")
    groups = of_union(load_paper(seed.plan), seed.unions[1])
    assert [group.title for group in groups] == [seed.unions[1].name, ""]
    assert of_union(load_paper(seed.plan), seed.unions[6])[0].title == ""


def test_duties_by_activity_and_those_outside(seed: Seed) -> None:
    DutyFactory.create(activity=None, plan=seed.plan, clause__plan=seed.plan, clause__level=0, unions=[seed.unions[0]])
    groups = by_activity(load_paper(seed.plan))
    assert [(group.title, len(group.assignments)) for group in groups] == [(seed.campaign.title, 2), ("", 1)]
