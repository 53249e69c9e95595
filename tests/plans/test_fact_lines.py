"""Lines loaded without the rest of the paper say the same as the paper; levies are found with and without a line."""

from typing import Any

import pytest
from django.db.models import Q

from plans.levies import levies_of, levy_totals, paper_totals
from plans.models import Activity, Levy, Occurrence, Place
from plans.queries import fact_lines, load_paper, recurring_in
from tests.plans.factories import DutyFactory, LevyFactory, OccurrenceFactory, PlaceFactory, QuotaFactory
from tests.plans.seed import Seed

pytestmark = pytest.mark.django_db


def loaded(seed: Seed) -> list[Activity]:
    rows = Activity.objects.filter(plan=seed.plan).order_by("clause__position")
    return list(rows.prefetch_related("schedules", "occurrences"))


@pytest.mark.parametrize("fact", ["content", "duty", "levy", "schedule", "place", "quota"])
def test_some_lines_have_the_words_of_the_paper(seed: Seed, fact: str) -> None:
    paper = load_paper(seed.plan)
    which = Q(**{f"{fact}__isnull": False})
    lines = fact_lines(seed.plan, which, [fact, "duty", "levy"], loaded(seed))
    assert [line.text for line in lines] == [line.text for line in paper.lines if hasattr(line.clause, fact)]
    assert lines
    assert {line.label for line in lines} == {""}
    for line in lines:
        assert line.activity == paper.by_clause[line.clause.pk].activity


def test_they_take_three_queries_however_many(seed: Seed, django_assert_num_queries: Any) -> None:
    for _ in range(20):
        DutyFactory.create(activity=seed.campaign, unions=seed.unions[:2])
    activities = loaded(seed)
    with django_assert_num_queries(3):
        lines = fact_lines(seed.plan, Q(duty__isnull=False) | Q(levy__isnull=False), ["duty", "levy"], activities)
        assert len([line.text for line in lines]) > 20


def test_an_own_wording_stands(seed: Seed) -> None:
    clause = seed.campaign_levy.clause
    assert clause
    clause.override = "Mỗi nơi góp bảy triệu."
    clause.save()
    (line,) = fact_lines(seed.plan, Q(pk=clause.pk), ["duty", "levy"], loaded(seed))
    assert (line.text, line.is_overridden) == ("Mỗi nơi góp bảy triệu.", True)
    assert "7.000.000" in line.generated


def test_a_slot_of_another_fact_is_filled_too(seed: Seed) -> None:
    """The place is not among the kinds asked for; the line prints it all the same."""
    duty = DutyFactory.create(
        activity=seed.session, unions=seed.unions[:1], clause__text="{đơn vị} lo hội trường tại {địa điểm}."
    )
    Place.objects.filter(pk=PlaceFactory.create(activity=seed.session, text="Quận 3").pk).update(clause=duty.clause)
    (line,) = fact_lines(seed.plan, Q(pk=duty.clause_id), ["duty", "levy"], loaded(seed))
    assert line.text == f"{seed.unions[0].name} lo hội trường tại Quận 3."


def test_a_slot_without_its_fact_stays_as_it_is_written(seed: Seed) -> None:
    duty = DutyFactory.create(activity=seed.session, clause__text="{đơn vị} mời {số lượng} người.", unions=[])
    duty.clause.text = "Mời {số lượng} người."
    duty.clause.save()
    (line,) = fact_lines(seed.plan, Q(pk=duty.clause_id), ["duty", "levy", "quota"], loaded(seed))
    assert line.text == "Mời {số lượng} người."


def test_a_duty_of_the_whole_year_belongs_to_no_activity(seed: Seed) -> None:
    duty = DutyFactory.create(activity=None, plan=seed.plan, unions=seed.unions[:1])
    (line,) = fact_lines(seed.plan, Q(pk=duty.clause_id), ["duty", "levy"], loaded(seed))
    assert line.activity is None


# -- What happens more than once


@pytest.mark.parametrize("repeat", ["never", "weekly", "monthly", "quarterly"])
def test_loaded_and_asked_for_recurrence_agree(seed: Seed, repeat: str) -> None:
    seed.campaign.schedules.update(repeat=repeat)
    assert recurring_in(loaded(seed)) == load_paper(seed.plan).recurring
    assert (seed.campaign.pk in recurring_in(loaded(seed))) is (repeat != "never")


def test_a_visit_recurs_whatever_its_time_says(seed: Seed) -> None:
    seed.visit.schedules.update(repeat="never")
    assert seed.visit.pk in recurring_in(loaded(seed))


# -- Levies


def test_levies_stand_in_the_order_of_the_activities(seed: Seed) -> None:
    paper = load_paper(seed.plan)
    found = levies_of(paper.lines, paper.activities)
    assert [levy.pk for levy in found] == [seed.campaign_levy.pk, seed.session_levy.pk, seed.visit_levy.pk]
    assert [levy.activity.title for levy in found] == [activity.title for activity in paper.activities]


def test_a_levy_that_no_line_states_is_found(seed: Seed) -> None:
    loose = LevyFactory.create(activity=seed.session, clause=None, amounts={seed.unions[0]: 500_000})
    paper = load_paper(seed.plan)
    found = levies_of(paper.lines, paper.activities)
    assert [levy.pk for levy in found][1:3] == [seed.session_levy.pk, loose.pk]
    assert [share.amount for share in found[2].shares.all()] == [500_000]


def test_levies_of_other_activities_are_left_out(seed: Seed) -> None:
    paper = load_paper(seed.plan)
    assert [levy.pk for levy in levies_of(paper.lines, [seed.session])] == [seed.session_levy.pk]


@pytest.mark.parametrize("basis", Levy.Basis.values)
@pytest.mark.parametrize("visits", [0, 3])
def test_the_papers_totals_are_the_plans(seed: Seed, basis: str, visits: int) -> None:
    Levy.objects.filter(pk=seed.visit_levy.pk).update(basis=basis)
    LevyFactory.create(activity=seed.session, clause=None, amounts={seed.unions[0]: 500_000})
    for _ in range(visits):
        OccurrenceFactory.create(activity=seed.visit)
    OccurrenceFactory.create(activity=seed.visit, state=Occurrence.State.CANCELLED, reason="Bão")
    dates = Occurrence.objects.filter(activity__plan=seed.plan)
    ours = [
        (total.levy.pk, total.each_time, total.times, total.once, total.every_time, total.decided)
        for total in paper_totals(load_paper(seed.plan), dates)
    ]
    theirs = [
        (total.levy.pk, total.each_time, total.times, total.once, total.every_time, total.decided)
        for total in levy_totals(seed.plan)
    ]
    assert ours == theirs


def test_the_papers_totals_take_two_queries_at_most(seed: Seed, django_assert_max_num_queries: Any) -> None:
    paper = load_paper(seed.plan)
    for _ in range(10):
        LevyFactory.create(activity=seed.session, clause=None, amounts={seed.unions[0]: 1_000})
    with django_assert_max_num_queries(2):
        assert len(paper_totals(paper, [])) == 13


def test_a_quota_line_prints_two_digits(seed: Seed) -> None:
    quota = QuotaFactory.create(activity=seed.campaign, people=5)
    (line,) = fact_lines(seed.plan, Q(pk=quota.clause_id), ["quota", "duty", "levy"], loaded(seed))
    assert "05 đoàn viên" in line.text
