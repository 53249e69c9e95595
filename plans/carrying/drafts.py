"""The draft of the next plan from the draft of this one, and what has to be told about it. Pure."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from plans.calendars import Precision
from plans.carrying.moving import Trouble, moved_day, moved_text, moved_time, names_a_paper, trouble_of
from plans.reading.drafts import (
    ActivityDraft,
    ClauseDraft,
    DutyDraft,
    HolderDraft,
    LevyDraft,
    PlanDraft,
    Scope,
    Shape,
    ShareDraft,
)


@dataclass(frozen=True, slots=True)
class Move:
    """From which year to which, who leads (keys of unions), who is a member in the new year.

    `hand_over`: what the old lead did by name, the new lead does.
    """

    old: int
    new: int
    was_lead: str | None
    lead: str | None
    members: tuple[str, ...]
    hand_over: bool = False

    @property
    def years(self) -> int:
        return self.new - self.old

    @property
    def lead_changes(self) -> bool:
        return self.lead != self.was_lead

    def words(self, text: str) -> str:
        """Words in the new year."""
        return moved_text(text, self.old, self.new)


@dataclass(frozen=True, slots=True)
class LineMove:
    """A line that names the year, before and after."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class DayMove:
    """A day that was moved: of which activity, and what somebody should look at."""

    activity: str
    before: dt.date
    after: dt.date
    trouble: Trouble | None


@dataclass(frozen=True, slots=True)
class Carried:
    """The next plan as a draft. `kept`: lines that name the old year and stay, because they name a paper of it."""

    draft: PlanDraft
    lines: tuple[LineMove, ...]
    kept: tuple[str, ...]
    days: tuple[DayMove, ...]
    left_out: tuple[str, ...]  # names of unions that are no members in the new year

    @property
    def troubles(self) -> int:
        """How many days somebody should look at."""
        return sum(day.trouble is not None for day in self.days)


def carried(draft: PlanDraft, printed: Sequence[str], move: Move) -> Carried:
    """`printed` are the draft's lines as the paper prints them, one for each clause."""
    members = set(move.members)
    activities = [_activity(activity, move, members) for activity in draft.activities]
    duties = tuple(_duty(duty, move, members) for duty in draft.duties)
    clauses = [_clause(clause, move) for clause in draft.clauses]
    _spell_out(clauses, printed, [*_emptied(activities), *(duty for duty in duties if _is_empty(duty))], move)
    plan = replace(
        draft,
        head=replace(draft.head, subject=tuple(map(move.words, draft.head.subject))),
        clauses=tuple(clauses),
        unions=tuple(union for union in draft.unions if union.key in members),
        activities=tuple(_without_empty(activity) for activity in activities),
        duties=tuple(duty for duty in duties if not _is_empty(duty)),
        lead=move.lead,
        years=(move.new,),
    )
    lines = [LineMove(text, move.words(text)) for text in printed]
    gone = (union.name for union in draft.unions if union.key not in members and _is_named(union.key, draft))
    return Carried(
        plan,
        tuple(line for line in lines if line.before != line.after),
        tuple(text for text in printed if str(move.old) in text and names_a_paper(text)),
        tuple(day for activity in draft.activities for day in _days(activity, move)),
        tuple(gone),
    )


def _clause(clause: ClauseDraft, move: Move) -> ClauseDraft:
    return replace(clause, text=move.words(clause.text), override=move.words(clause.override))


def _activity(activity: ActivityDraft, move: Move, members: Collection[str]) -> ActivityDraft:
    """With its facts moved; its dates are made again from its times."""
    return replace(
        activity,
        title=move.words(activity.title),
        schedules=tuple(
            replace(one, text=move.words(one.text), time=moved_time(one.time, move.years)) for one in activity.schedules
        ),
        places=tuple(replace(one, text=move.words(one.text)) for one in activity.places),
        duties=tuple(_duty(duty, move, members) for duty in activity.duties),
        levies=tuple(_levy(levy, move, members) for levy in activity.levies),
        occurrences=(),
    )


def _duty(duty: DutyDraft, move: Move, members: Collection[str]) -> DutyDraft:
    holders = tuple(_handed_over(duty.holders, move)) if move.hand_over and move.lead_changes else duty.holders
    return replace(duty, holders=tuple(holder for holder in holders if holder.union in members))


def _handed_over(holders: Sequence[HolderDraft], move: Move) -> Iterator[HolderDraft]:
    """The new lead in the place of the old one, once."""
    others = {holder.union for holder in holders}
    for holder in holders:
        if holder.union != move.was_lead or move.lead is None:
            yield holder
        elif move.lead not in others:
            yield replace(holder, union=move.lead, label="")


def _is_empty(duty: DutyDraft) -> bool:
    return duty.scope is Scope.NAMED and not duty.holders


def _levy(levy: LevyDraft, move: Move, members: Collection[str]) -> LevyDraft:
    """The same amount of every member where all pay the same; else the amounts of those who are still members."""
    shares = tuple(share for share in levy.shares if share.union in members)
    if levy.shape is Shape.FLAT and levy.shares:
        known = {share.union: share for share in shares}
        amount = levy.shares[0].amount
        shares = tuple(known.get(key, ShareDraft(key, amount)) for key in move.members)
    if not levy.lead_pays:
        shares = tuple(share for share in shares if share.union != move.lead)
    due_on = moved_day(levy.due_on, move.years) if levy.due_on else None
    return replace(levy, shares=shares, due_on=due_on, decided_at=None)


def _emptied(activities: Sequence[ActivityDraft]) -> Iterator[DutyDraft | LevyDraft]:
    for activity in activities:
        yield from (duty for duty in activity.duties if _is_empty(duty))
        yield from (levy for levy in activity.levies if not levy.shares)


def _without_empty(activity: ActivityDraft) -> ActivityDraft:
    return replace(
        activity,
        duties=tuple(duty for duty in activity.duties if not _is_empty(duty)),
        levies=tuple(levy for levy in activity.levies if levy.shares),
    )


def _spell_out(
    clauses: list[ClauseDraft], printed: Sequence[str], facts: Sequence[DutyDraft | LevyDraft], move: Move
) -> None:
    """A line whose fact stays behind keeps its words as they were printed."""
    for fact in facts:
        if fact.clause is not None:
            clauses[fact.clause] = replace(clauses[fact.clause], text=move.words(printed[fact.clause]), override="")


def _is_named(key: str, draft: PlanDraft) -> bool:
    """Whether a union has a part in the plan at all."""
    duties = [*draft.duties, *(duty for activity in draft.activities for duty in activity.duties)]
    shares = [share for activity in draft.activities for levy in activity.levies for share in levy.shares]
    parts: list[HolderDraft | ShareDraft] = [*(holder for duty in duties for holder in duty.holders), *shares]
    return any(part.union == key for part in parts)


def _days(activity: ActivityDraft, move: Move) -> Iterator[DayMove]:
    """The days of an activity that are known to the day, each once."""
    times = [one.time for one in activity.schedules if one.time.precision is Precision.DAY]
    days = [day for time in times for day in (time.starts_on, time.ends_on) if day]
    days += [levy.due_on for levy in activity.levies if levy.due_on]
    for day in dict.fromkeys(days):
        after = moved_day(day, move.years)
        yield DayMove(move.words(activity.title), day, after, trouble_of(day, after))
