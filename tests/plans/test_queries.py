"""Questions about a plan: sums to the đồng, lines as they print, what is missing, who does what. All counted."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from plans.assignments import by_activity, by_union, of_union
from plans.findings import findings
from plans.models import Clause, Duty, Levy, Plan
from plans.queries import levy_totals, load_paper, plan_total, unions_of
from plans.sheet import load_sheet
from tests.plans.factories import ClauseFactory, DutyFactory, OccurrenceFactory, PlanFactory
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
def test_paper_takes_four_queries_and_sheet_nine(count: int, django_assert_num_queries: pytest.FixtureRequest) -> None:
    plan = PlanFactory.create()
    Clause.objects.bulk_create(Clause(plan=plan, position=i, text=f"Dòng {i}") for i in range(1, count + 1))
    DutyFactory.create(activity__plan=plan, unions=[])
    plan = Plan.objects.select_related("lead", "cluster").get(pk=plan.pk)
    with django_assert_num_queries(3):  # type: ignore[operator]
        assert len(load_paper(plan).lines) == count + 2
    with django_assert_num_queries(6):  # type: ignore[operator]
        load_sheet(plan)


def test_seed_paper_takes_four_queries(seed: Seed, django_assert_num_queries: pytest.FixtureRequest) -> None:
    with django_assert_num_queries(4):  # type: ignore[operator]
        load_paper(seed.plan)


# -- Findings


def sentences(plan: Plan) -> list[str]:
    sheet = load_sheet(Plan.objects.select_related("lead", "cluster").get(pk=plan.pk))
    return [finding.text for finding in sheet.findings]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def test_findings_name_both_totals_first(seed: Seed) -> None:
    found = sentences(seed.plan)
    assert found[0].startswith("“Thăm hỏi hằng quý”: is it 12.000.000 or 48.000.000 đồng a year?")
    assert {"The plan has no number yet.", "The plan has no date of signing yet."} <= set(found)
    assert "Nobody is named as signer." in found


def test_levy_of_what_happens_once_has_one_total(seed: Seed) -> None:
    Levy.objects.filter(pk=seed.campaign_levy.pk).update(basis=Levy.Basis.UNDECIDED)
    found = "“Chiến dịch tình nguyện Kỳ nghỉ hồng”: 49.000.000 đồng a year. Confirm how often unions pay."
    assert found in sentences(seed.plan)


def test_decided_levy_asks_for_a_date(seed: Seed) -> None:
    assert "“Chiến dịch tình nguyện Kỳ nghỉ hồng”: no date to pay by." in sentences(seed.plan)


def test_empty_lines_and_unknown_places_are_found(seed: Seed) -> None:
    for text in ("", "  "):
        ClauseFactory.create(plan=seed.plan, text=text)
    seed.visit.places.update(text="")
    found = sentences(seed.plan)
    assert "2 lines are still empty." in found
    assert "“Thăm hỏi hằng quý”: no place yet." in found


@pytest.mark.parametrize(
    ("override", "wrong"),
    [
        ("Các cơ sở Đoàn góp 7.000.000 đồng.", False),
        ("Các cơ sở Đoàn góp 7.500.000 đồng.", True),
        ("Đoàn Sở Y tế Thành phố góp 7.000.000 đồng.", True),
    ],
)
def test_own_wording_that_differs_from_the_data_is_flagged(seed: Seed, override: str, wrong: bool) -> None:
    Clause.objects.filter(levy=seed.campaign_levy).update(override=override)
    assert any("Own wording disagrees" in text for text in sentences(seed.plan)) is wrong


def test_fact_that_is_not_printed_is_flagged(seed: Seed) -> None:
    Clause.objects.filter(levy=seed.campaign_levy).update(text="Các cơ sở Đoàn đóng góp.")
    assert any("{mức đóng góp}" in text for text in sentences(seed.plan))


def test_finished_plan_has_no_findings(seed: Seed) -> None:
    Levy.objects.update(basis=Levy.Basis.ONCE, due_on="2024-06-15")
    filled = {"number": "Số: 1", "dateline": "TP, ngày", "signer_name": "Trần A"}
    Plan.objects.filter(pk=seed.plan.pk).update(**filled)
    assert sentences(seed.plan) == []


def test_findings_ask_nothing_more(seed: Seed, django_assert_num_queries: pytest.FixtureRequest) -> None:
    plan = Plan.objects.select_related("cluster").get(pk=seed.plan.pk)
    paper, totals = load_paper(plan), levy_totals(plan)
    with django_assert_num_queries(0):  # type: ignore[operator]
        findings(paper, totals, 2, [])


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
