"""The 2024 plan and four real plans of another body. They are read from the shared folder and skipped without it."""

from pathlib import Path

import pytest

from documents.reader import read_text
from plans.calendars import Precision, Repeat
from plans.reading import PlanDraft, read_plan
from plans.reading.drafts import Kind, Scope, Shape, Why
from plans.sentences import Basis
from tests.plans.papers import REAL, SEED, codes_of, needs_shared, text_of, total

pytestmark = needs_shared


@pytest.fixture(scope="module")
def seed() -> PlanDraft:
    return read_plan(read_text(text_of(SEED)).document)


def real(part: str) -> PlanDraft:
    path: Path = next(path for path in REAL if part in path.name)
    return read_plan(read_text(text_of(path)).document)


def test_the_seeds_activities_are_of_three_kinds(seed: PlanDraft) -> None:
    assert [activity.kind for activity in seed.activities] == [Kind.CAMPAIGN, Kind.THEMED_SESSION, Kind.RECURRING_VISIT]
    assert [len(activity.contents) for activity in seed.activities] == [6, 0, 1]


def test_the_seed_names_seven_unions_six_of_them_in_two_ways(seed: PlanDraft) -> None:
    assert len(seed.unions) == 7
    assert [len(union.spellings) for union in seed.unions] == [2, 2, 2, 1, 2, 2, 2]
    lead = next(union for union in seed.unions if union.key == seed.lead)
    assert lead.name.startswith("Đoàn Khối Dân")
    assert (lead.symbol, "ĐKDCĐ" in lead.aliases) == ("ĐKDCĐ", True)
    assert "Đoàn Sở Lao động, Thương binh và Xã hội Thành phố" in {union.name for union in seed.unions}


def test_the_seeds_levies_add_up(seed: PlanDraft) -> None:
    levies = [activity.levies[0] for activity in seed.activities]
    assert [total(activity) for activity in seed.activities] == [49_000_000, 7_000_000, 12_000_000]
    assert [levy.shape for levy in levies] == [Shape.FLAT, Shape.FLAT, Shape.TIERED]
    assert [levy.basis for levy in levies] == [Basis.ONCE, Basis.ONCE, Basis.UNDECIDED]
    assert [len(levy.shares) for levy in levies] == [7, 7, 7]


def test_the_seeds_times_are_understood(seed: PlanDraft) -> None:
    campaign, session, visit = (activity.schedules for activity in seed.activities)
    assert [time.time.precision for time in campaign] == [Precision.MONTH, Precision.NONE]
    assert campaign[1].time.assigned_by_superior
    assert session[0].time.tentative
    assert visit[0].time.repeat is Repeat.QUARTERLY
    assert seed.activities[1].quota is not None
    assert seed.activities[1].quota.people == 30


def test_the_seeds_duties_have_holders(seed: PlanDraft) -> None:
    duties = [duty for activity in seed.activities for duty in activity.duties]
    assert len(duties) == 11
    assert [duty.scope for duty in duties].count(Scope.ALL) == 3
    assert codes_of(seed, duties[1])[0] == "LDTBXH"
    assert [duty.scope for duty in seed.duties] == [Scope.LEAD] * 3 + [Scope.ALL] * 2


def test_the_seed_needs_no_wording_of_its_own(seed: PlanDraft) -> None:
    assert not seed.unread
    assert not any(clause.override or clause.label for clause in seed.clauses)


def test_the_authors_odd_numbers_are_kept() -> None:
    assert [clause.label for clause in real("08_").clauses if clause.label] == ["3.2."]
    assert [clause.label for clause in real("11_").clauses if clause.label] == ["5.2.", "5.2."]


def test_prizes_of_a_contest_are_no_levies() -> None:
    contest = real("05_")
    assert contest.activities == ()
    assert not [unread for unread in contest.unread if unread.why in (Why.MONEY, Why.MONEY_OUTSIDE)]


def test_a_summer_of_campaigns_is_eight_activities() -> None:
    summer = real("11_")
    assert len(summer.activities) == 8
    assert [activity.kind for activity in summer.activities[:4]] == [Kind.CAMPAIGN] * 4
    assert summer.head.theme == "Thanh niên tình nguyện vì cộng đồng"
    assert {duty.scope for duty in summer.duties} == {Scope.LEAD, Scope.ALL}


def test_the_body_that_issues_is_no_member_of_itself() -> None:
    for part in ("02_", "05_", "08_", "11_"):
        assert real(part).unions == ()
