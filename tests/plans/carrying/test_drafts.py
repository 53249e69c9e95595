"""The next plan's draft, without a database: what each part of a draft becomes in the new year."""

import datetime as dt
from dataclasses import replace

import pytest

from documents.blocks import Marker
from plans.calendars import Precision
from plans.carrying.drafts import ActivityDay, Chosen, Handed, LineMove, Move, Printed, carried
from plans.carrying.moving import MovedDay, Trouble
from plans.carrying.wording import Years
from plans.reading.composing import printed_texts
from plans.reading.drafts import (
    ActivityDraft,
    ClauseDraft,
    DutyDraft,
    HeadDraft,
    HolderDraft,
    Kind,
    LevyDraft,
    OccurrenceDraft,
    Part,
    PlaceDraft,
    PlanDraft,
    ScheduleDraft,
    Scope,
    Shape,
    ShareDraft,
    UnionDraft,
)
from plans.reading.times import TimeReading, read_time
from plans.sentences import Basis

UNIONS = tuple(UnionDraft(key=key, code=key, name=f"Đoàn {key}", is_known=True) for key in ("A", "B", "C", "D"))
MOVE = Move(Years(2024, 2025), was_lead="A", lead="A", members=("A", "B", "C"))
LINES = (
    "Hoạt động năm 2024",
    "Thời gian: 16/8/2024.",
    "A phụ trách.",
    "Đóng góp.",
    "Căn cứ Kế hoạch số 5-KH/ĐTN năm 2024",
)
PRINTED = tuple(Printed(10 + at, text) for at, text in enumerate(LINES))


def duty(*holders: str, scope: Scope = Scope.NAMED, clause: int = 2) -> DutyDraft:
    return DutyDraft(clause, scope, holders=tuple(HolderDraft(holder) for holder in holders))


def levy(shape: Shape = Shape.FLAT, *, lead_pays: bool = True, **amounts: int) -> LevyDraft:
    shares = tuple(ShareDraft(union, amount) for union, amount in amounts.items())
    return LevyDraft(
        3, shape, Basis.ONCE, shares, lead_pays=lead_pays, decided_at=dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    )


def draft(*, duties: tuple[DutyDraft, ...] = (), levies: tuple[LevyDraft, ...] = ()) -> PlanDraft:
    day = TimeReading(dt.date(2024, 8, 16), None, Precision.DAY)
    activity = ActivityDraft(
        0,
        Kind.CAMPAIGN,
        "Hoạt động năm 2024",
        schedules=(ScheduleDraft(1, "16/8/2024", day),),
        places=(PlaceDraft(1, "Hội trường 2024"),),
        duties=duties,
        levies=levies,
        occurrences=(OccurrenceDraft(1, dt.date(2024, 8, 16)),),
    )
    clauses = tuple(ClauseDraft(0, Marker.DASH, text) for text in LINES)
    head = HeadDraft(subject=("Hoạt động cụm", "năm 2024"))
    return PlanDraft(head, clauses, UNIONS, (activity,), lead="A", years=(2024,))


def next_plan(move: Move = MOVE, **parts: object) -> PlanDraft:
    return carried(draft(**parts), PRINTED, move).draft  # type: ignore[arg-type]


def test_head_lines_and_titles_name_the_new_year() -> None:
    made = next_plan()
    assert made.head.subject == ("Hoạt động cụm", "năm 2025")
    assert made.years == (2025,)
    assert made.activities[0].title == "Hoạt động năm 2025"
    assert made.activities[0].places[0].text == "Hội trường 2025"
    assert [clause.text for clause in made.clauses][:2] == ["Hoạt động năm 2025", "Thời gian: 16/8/2025."]


def test_a_line_that_names_a_paper_keeps_its_year() -> None:
    found = carried(draft(), PRINTED, MOVE)
    assert found.draft.clauses[4].text == LINES[4]
    assert found.kept == (LineMove(14, LINES[4], "Căn cứ Kế hoạch số 5-KH/ĐTN năm 2025"),)


def test_times_move_and_dates_are_made_again() -> None:
    activity = next_plan().activities[0]
    assert activity.schedules[0].time.starts_on == dt.date(2025, 8, 16)
    assert activity.schedules[0].text == "16/8/2025"
    assert activity.occurrences == ()


def test_a_day_on_a_weekend_is_told() -> None:
    found = carried(draft(), PRINTED, MOVE)
    day = MovedDay(dt.date(2024, 8, 16), dt.date(2025, 8, 16))
    assert found.days == (ActivityDay("Hoạt động năm 2025", day, time="16/8/2024"),)
    assert day.trouble is Trouble.WEEKEND
    assert found.troubles == 1  # the line that says it is about the same day


def on_day(day: dt.date, **more: object) -> PlanDraft:
    """The activity takes place on another day, which its line says."""
    first = draft(**more).activities[0]  # type: ignore[arg-type]
    time = replace(first.schedules[0], text=f"{day:%d/%m/%Y}", time=TimeReading(day, None, Precision.DAY))
    return replace(draft(), activities=(replace(first, schedules=(time,)),))


def test_a_day_that_leaves_the_weekend_is_told() -> None:
    line = Printed(11, "Thời gian: Chủ nhật, 17/3/2024.")
    found = carried(on_day(dt.date(2024, 3, 17)), (PRINTED[0], line, *PRINTED[2:]), MOVE)
    assert [one.trouble for one in found.days] == [Trouble.WORKING_DAY]
    assert [day.trouble for day in found.lines[1].days] == [Trouble.WORKING_DAY]
    assert (found.troubles, found.on_weekend, found.on_working_day, found.without_day) == (1, 0, 1, 0)


def test_a_day_that_stays_on_the_weekend_is_not_told() -> None:
    found = carried(on_day(dt.date(2024, 8, 17)), (PRINTED[0], *PRINTED[2:3], *PRINTED[2:]), MOVE)
    assert ([one.trouble for one in found.days], found.troubles) == ([None], 0)


def test_until_a_working_day_one_can_pay_and_report_as_well() -> None:
    payment = (replace(levy(A=7), due_on=dt.date(2024, 3, 17)),)
    line = Printed(11, "Báo cáo trước ngày 17/3/2024.")
    found = carried(on_day(dt.date(2024, 8, 17), levies=payment), (PRINTED[0], line, *PRINTED[2:]), MOVE)
    assert [(one.is_payment, one.trouble) for one in found.days] == [(False, None), (True, None)]
    assert found.troubles == 0


def test_each_day_that_a_time_lists_is_told() -> None:
    first = draft().activities[0]
    time = replace(first.schedules[0], text="03/6, 10/6, 17/6/2024", time=read_time("03/6, 10/6, 17/6/2024", 2024))
    listed = replace(draft(), activities=(replace(first, schedules=(time,)), *draft().activities[1:]))
    days = [one.day.before for one in carried(listed, PRINTED, MOVE).days]
    assert days[:3] == [dt.date(2024, 6, 3), dt.date(2024, 6, 10), dt.date(2024, 6, 17)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Ngày 10 hằng tháng", [dt.date(2024, month, 10) for month in range(1, 13)]),
        ("Thứ Sáu hằng tuần", []),
        ("Thứ Bảy tuần đầu tiên hằng tháng", []),
        ("Định kỳ hằng tháng", []),
    ],
)
def test_days_that_come_back_are_told_where_their_weekdays_change(text: str, days: list[dt.date]) -> None:
    first = draft().activities[0]
    time = replace(first.schedules[0], text=text, time=read_time(text, 2024))
    again = replace(draft(), activities=(replace(first, schedules=(time,)), *draft().activities[1:]))
    found = carried(again, PRINTED, MOVE).days
    assert [one.day.before for one in found] == days
    assert {one.day.trouble for one in found} == ({None, Trouble.WEEKEND, Trouble.WORKING_DAY} if days else set())


def test_only_lines_that_change_are_told() -> None:
    title, time = carried(draft(), PRINTED, MOVE).lines
    assert (title.id, title.before, title.after, title.states_time) == (10, LINES[0], "Hoạt động năm 2025", False)
    assert (time.id, time.before, time.states_time) == (11, LINES[1], True)
    assert [day.trouble for day in time.days] == [Trouble.WEEKEND]


# -- What the author decides otherwise


def test_a_line_is_kept_with_what_it_states() -> None:
    found = carried(draft(), PRINTED, MOVE, Chosen(keep=frozenset([10])))
    assert found.draft.clauses[0].text == LINES[0]
    assert found.draft.activities[0].title == "Hoạt động năm 2024"
    assert found.lines == carried(draft(), PRINTED, MOVE).lines  # what is offered stays offered


def test_a_time_moves_anyhow() -> None:
    made = carried(draft(), PRINTED, MOVE, Chosen(keep=frozenset([11]))).draft
    assert made.activities[0].schedules[0].text == "16/8/2025"
    assert made.clauses[1].text == "Thời gian: 16/8/2025."


def test_a_cited_paper_moves_when_asked_to() -> None:
    made = carried(draft(), PRINTED, MOVE, Chosen(whole=frozenset([14]))).draft
    assert made.clauses[4].text == "Căn cứ Kế hoạch số 5-KH/ĐTN năm 2025"


# -- Unions


def test_former_members_are_left_out() -> None:
    found = carried(draft(duties=(duty("A", "D"),), levies=(levy(Shape.TIERED, A=5, D=3),)), PRINTED, MOVE)
    assert found.left_out == ("Đoàn D",)
    assert {union.key for union in found.draft.unions} == {"A", "B", "C"}
    activity = found.draft.activities[0]
    assert [holder.union for holder in activity.duties[0].holders] == ["A"]
    assert [share.union for share in activity.levies[0].shares] == ["A"]


def test_a_union_that_has_no_part_is_not_missed() -> None:
    assert carried(draft(duties=(duty("A"),)), PRINTED, MOVE).left_out == ()


def test_a_duty_nobody_holds_any_more_becomes_words() -> None:
    made = next_plan(duties=(duty("D"),))
    assert made.activities[0].duties == ()
    assert made.clauses[2].text == "A phụ trách."


@pytest.mark.parametrize("scope", [Scope.ALL, Scope.LEAD])
def test_a_duty_of_all_or_of_the_lead_stays(scope: Scope) -> None:
    assert next_plan(duties=(duty(scope=scope),)).activities[0].duties[0].scope is scope


def test_a_duty_outside_any_activity_comes_along() -> None:
    plan = replace(draft(), duties=(duty("B"), duty("D")))
    made = carried(plan, PRINTED, MOVE).draft
    assert [[holder.union for holder in one.holders] for one in made.duties] == [["B"]]


# -- Another lead

OTHER = replace(MOVE, lead="B", hand_over=True)


def test_the_new_lead_takes_over_by_name() -> None:
    made = next_plan(OTHER, duties=(duty("A", "C"),))
    assert made.lead == "B"
    assert [holder.union for holder in made.activities[0].duties[0].holders] == ["B", "C"]


def test_who_holds_it_already_holds_it_once() -> None:
    made = next_plan(OTHER, duties=(duty("A", "B"),))
    assert [holder.union for holder in made.activities[0].duties[0].holders] == ["B"]


def test_support_is_taken_over_as_support() -> None:
    both_parts = DutyDraft(2, Scope.NAMED, holders=(HolderDraft("C"), HolderDraft("A", Part.SUPPORT, label="Đoàn ta")))
    holders = next_plan(OTHER, duties=(both_parts,)).activities[0].duties[0].holders
    assert holders[1] == HolderDraft("B", Part.SUPPORT)


@pytest.mark.parametrize("move", [replace(OTHER, hand_over=False), replace(OTHER, lead="A"), replace(OTHER, lead=None)])
def test_else_everybody_keeps_the_own_duties(move: Move) -> None:
    made = next_plan(move, duties=(duty("A", "C"),))
    assert [holder.union for holder in made.activities[0].duties[0].holders] == ["A", "C"]


def both(*holders: HolderDraft) -> PlanDraft:
    """A plan with one sentence that names who is in charge and who supports."""
    line = ClauseDraft(0, Marker.DASH, "{đơn vị} phụ trách, {đơn vị phối hợp} phối hợp.")
    plan = draft(duties=(DutyDraft(2, Scope.NAMED, holders=holders),))
    return replace(plan, clauses=(*plan.clauses[:2], line, *plan.clauses[3:]))


A, B, C, D = (HolderDraft(key) for key in "ABCD")


def supporting(holder: HolderDraft) -> HolderDraft:
    return replace(holder, part=Part.SUPPORT)


@pytest.mark.parametrize(
    ("holders", "said"),
    [
        ((A, supporting(C)), "Đoàn B phụ trách, Đoàn C phối hợp."),
        ((C, supporting(A)), "Đoàn C phụ trách, Đoàn B phối hợp."),
        ((B, supporting(A)), "Đoàn B phụ trách, Đoàn A phối hợp."),
        ((A, supporting(B)), "Đoàn B phụ trách, Đoàn A phối hợp."),
        ((B, supporting(A), supporting(C)), "Đoàn B phụ trách, Đoàn C phối hợp."),
        ((A, supporting(B), supporting(C)), "Đoàn B phụ trách, Đoàn C phối hợp."),
    ],
)
def test_a_sentence_with_two_parts_stays_whole_when_the_lead_changes(
    holders: tuple[HolderDraft, ...], said: str
) -> None:
    found = carried(both(*holders), PRINTED, OTHER)
    assert printed_texts(found.draft)[2] == said
    assert [(one.after, one.stays) for one in found.handed_over] == [(said, holders == (B, supporting(A)))]


def test_a_sentence_whose_only_supporter_left_keeps_its_words() -> None:
    found = carried(both(A, supporting(D)), (*PRINTED[:2], Printed(12, "A phụ trách, D phối hợp."), *PRINTED[3:]), MOVE)
    assert printed_texts(found.draft)[2] == "A phụ trách, D phối hợp."
    assert [holder.union for holder in found.draft.activities[0].duties[0].holders] == ["A"]


def test_an_own_wording_that_passes_on_is_told_as_one() -> None:
    plan = both(A, supporting(C))
    line = replace(plan.clauses[2], override="Chị Hoa phụ trách.")
    found = carried(replace(plan, clauses=(*plan.clauses[:2], line, *plan.clauses[3:])), PRINTED, OTHER)
    assert found.handed_over == (Handed("A phụ trách.", "Chị Hoa phụ trách.", is_own=True),)


# -- Money


def test_where_all_pay_the_same_every_member_pays() -> None:
    shares = next_plan(levies=(levy(A=7, B=7, D=7),)).activities[0].levies[0].shares
    assert [(share.union, share.amount) for share in shares] == [("A", 7), ("B", 7), ("C", 7)]


def test_tiers_stay_with_whom_they_were_made_for() -> None:
    shares = next_plan(levies=(levy(Shape.TIERED, A=9, B=5),)).activities[0].levies[0].shares
    assert [(share.union, share.amount) for share in shares] == [("A", 9), ("B", 5)]


def test_the_lead_that_does_not_pay_is_the_new_one() -> None:
    levies = (levy(lead_pays=False, B=7, C=7),)
    assert [share.union for share in next_plan(levies=levies).activities[0].levies[0].shares] == ["B", "C"]
    assert [share.union for share in next_plan(OTHER, levies=levies).activities[0].levies[0].shares] == ["A", "C"]


def test_a_levy_nobody_pays_any_more_becomes_words() -> None:
    made = next_plan(levies=(levy(Shape.TIERED, D=5),))
    assert made.activities[0].levies == ()
    assert made.clauses[3].text == "Đóng góp."


def test_how_often_stays_and_who_decided_it_does_not() -> None:
    (made,) = next_plan(levies=(replace(levy(A=7), due_on=dt.date(2024, 2, 29)),)).activities[0].levies
    assert (made.basis, made.decided_at, made.due_on) == (Basis.ONCE, None, dt.date(2025, 2, 28))
