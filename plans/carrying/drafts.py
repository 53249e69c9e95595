"""The draft of the next plan from the draft of this one, and what has to be told about it. Pure."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from plans.calendars import Precision, Repeat
from plans.carrying.moving import MovedDay, Trouble, moved, moved_day, moved_time
from plans.carrying.wording import Years
from plans.reading.composing import printed_texts
from plans.reading.drafts import (
    ActivityDraft,
    ClauseDraft,
    DutyDraft,
    HolderDraft,
    LevyDraft,
    Part,
    PlanDraft,
    ScheduleDraft,
    Scope,
    Shape,
    ShareDraft,
)
from plans.reading.times import DEADLINE, listed_times
from plans.sentences import Slot


@dataclass(frozen=True, slots=True)
class Printed:
    """A line of the draft as the paper prints it, `label` its number. `id` is what its author calls it by."""

    id: int
    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the author decides otherwise, by ids of lines: to keep all words, to move those of a cited paper too."""

    keep: frozenset[int] = frozenset()
    whole: frozenset[int] = frozenset()


AS_OFFERED = Chosen()


@dataclass(frozen=True, slots=True)
class Move:
    """From which year to which, who leads (keys of unions), who is a member in the new year.

    `hand_over`: what the old lead did by name, the new lead does.
    """

    years: Years
    was_lead: str | None
    lead: str | None
    members: tuple[str, ...]
    hand_over: bool = False

    @property
    def hands_over(self) -> bool:
        """Whether the new lead takes over by name what the old one did."""
        return self.hand_over and self.lead != self.was_lead


@dataclass(frozen=True, slots=True)
class LineMove:
    """A line that names the year, before and after, with the days in it that somebody should look at.

    `states_time`: the line is the time of an activity, which moves anyhow.
    """

    id: int
    before: str
    after: str
    days: tuple[MovedDay, ...] = ()
    states_time: bool = False


@dataclass(frozen=True, slots=True)
class ActivityDay:
    """A day of an activity that was moved: on which it takes place, or until which is paid.

    `number` and `time` (as the paper printed it) tell it from others of the same name.
    """

    activity: str
    day: MovedDay
    number: str = ""
    time: str = ""
    is_payment: bool = False

    @property
    def trouble(self) -> Trouble | None:
        """What somebody should look at. Until a working day people can pay as well."""
        return None if self.is_payment and self.day.trouble is Trouble.WORKING_DAY else self.day.trouble


@dataclass(frozen=True, slots=True)
class Handed:
    """The line of a duty of the old lead, before and after.

    `is_own`: its wording is kept by hand. `stays`: the new lead is in charge of it already, the old one goes on
    supporting it.
    """

    before: str
    after: str
    is_own: bool = False
    stays: bool = False


@dataclass(frozen=True, slots=True)
class NewHead:
    """What another lead makes of the head: its letterhead, its symbol, recipients before and after.

    `issuer` is empty where the letterhead stays; `signer` is the name that stays behind.
    """

    issuer: str
    symbol: str
    recipients: tuple[tuple[str, str], ...]
    signer: str


@dataclass(frozen=True, slots=True)
class Carried:
    """The next plan as a draft, and what is offered before it is made.

    `lines` change unless their author keeps them; `kept` name a paper of the old year and change only if asked to.
    """

    draft: PlanDraft
    lines: tuple[LineMove, ...]
    kept: tuple[LineMove, ...]
    days: tuple[ActivityDay, ...]
    left_out: tuple[str, ...]  # names of unions that are no members in the new year
    handed_over: tuple[Handed, ...] = ()
    themed: tuple[str, ...] = ()  # lines that name the theme of the old year
    new_head: NewHead | None = None  # None where the lead stays

    @property
    def troubles(self) -> int:
        """How many days somebody should look at."""
        return len(self._troubled)

    @property
    def on_weekend(self) -> int:
        """How many working days fall on a weekend now."""
        return self._count(Trouble.WEEKEND)

    @property
    def on_working_day(self) -> int:
        """How many days of a weekend are working days now."""
        return self._count(Trouble.WORKING_DAY)

    @property
    def without_day(self) -> int:
        """How many are a 29 February that the new year does not have."""
        return self._count(Trouble.NO_SUCH_DAY)

    def _count(self, trouble: Trouble) -> int:
        return sum(day.trouble is trouble for day in self._troubled)

    @property
    def _troubled(self) -> frozenset[MovedDay]:
        """Each day once, though a line and an activity say it."""
        return frozenset(
            [*(day for line in self.lines for day in line.days), *(one.day for one in self.days if one.trouble)]
        )


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of each line in the new year, as its author chose."""

    years: Years
    printed: Sequence[Printed]
    chosen: Chosen
    times: Collection[int]

    def of(self, at: int, text: str) -> str:
        """Words that line `at` prints."""
        line = self.printed[at].id
        if line in self.chosen.keep and at not in self.times:
            return text
        return self.years.moved_whole(text) if line in self.chosen.whole else self.years.moved(text)

    def whole(self, at: int) -> str:
        """The whole line, spelled out."""
        return self.of(at, self.printed[at].text)


def carried(draft: PlanDraft, printed: Sequence[Printed], move: Move, chosen: Chosen = AS_OFFERED) -> Carried:
    """`printed` are the draft's lines, one for each clause."""
    members, years = set(move.members), move.years
    times = {one.clause for activity in draft.activities for one in activity.schedules}
    words = _Words(years, printed, chosen, times)
    activities = [_activity(activity, move, words, members) for activity in draft.activities]
    duties = tuple(_duty(duty, move, members) for duty in draft.duties)
    clauses = [_clause(clause, at, words) for at, clause in enumerate(draft.clauses)]
    _spell_out(clauses, words, [*_emptied(activities), *(duty for duty in duties if _is_empty(duty))])
    now = [*duties, *(duty for activity in activities for duty in activity.duties)]
    _keep_whole(clauses, words, zip(_all_duties(draft), now, strict=True))
    plan = replace(
        draft,
        head=replace(draft.head, subject=tuple(map(years.moved, draft.head.subject))),
        clauses=tuple(clauses),
        unions=tuple(union for union in draft.unions if union.key in members),
        activities=tuple(_without_empty(activity) for activity in activities),
        duties=tuple(duty for duty in duties if not _is_empty(duty)),
        lead=move.lead,
        years=(years.new,),
    )
    gone = (union.name for union in draft.unions if union.key not in members and _is_named(union.key, draft))
    return Carried(
        plan,
        tuple(_moving(printed, years, times)),
        tuple(_kept(printed, years)),
        tuple(day for activity in draft.activities for day in _days(activity, years, printed)),
        tuple(gone),
        tuple(_handed(draft, plan, printed, move)),
    )


def _all_duties(draft: PlanDraft) -> list[DutyDraft]:
    return [*draft.duties, *(duty for activity in draft.activities for duty in activity.duties)]


def _handed(draft: PlanDraft, plan: PlanDraft, printed: Sequence[Printed], move: Move) -> Iterator[Handed]:
    """In the order of the paper."""
    if move.hands_over:
        after = printed_texts(plan)
        held = (duty for duty in _all_duties(draft) if any(one.union == move.was_lead for one in duty.holders))
        for duty in sorted(held, key=lambda duty: duty.clause):
            at = duty.clause
            stays = move.was_lead in move.members and _handed_over(duty.holders, move) == duty.holders
            yield Handed(printed[at].text, after[at], bool(plan.clauses[at].override), stays)


def _moving(printed: Sequence[Printed], years: Years, times: Collection[int]) -> Iterator[LineMove]:
    for at, line in enumerate(printed):
        after = years.moved(line.text)
        if after != line.text:
            days = tuple(dict.fromkeys(_troubled(years.days(line.text), line.text)))
            yield LineMove(line.id, line.text, after, days, states_time=at in times)


def _troubled(days: Iterable[MovedDay], text: str) -> Iterator[MovedDay]:
    """Those that somebody should look at; something can be handed in until a working day as well."""
    is_deadline = bool(DEADLINE.search(text.lower()))
    for day in days:
        if day.trouble and not (is_deadline and day.trouble is Trouble.WORKING_DAY):
            yield day


def _kept(printed: Sequence[Printed], years: Years) -> Iterator[LineMove]:
    for line in printed:
        after = years.moved_whole(line.text)
        if line.text == years.moved(line.text) != after:
            yield LineMove(line.id, line.text, after)


def _clause(clause: ClauseDraft, at: int, words: _Words) -> ClauseDraft:
    return replace(clause, text=words.of(at, clause.text), override=words.of(at, clause.override))


def _activity(activity: ActivityDraft, move: Move, words: _Words, members: Collection[str]) -> ActivityDraft:
    """With its facts moved; its dates are made again from its times."""
    between = move.years.between
    return replace(
        activity,
        title=words.of(activity.clause, activity.title),
        schedules=tuple(
            replace(one, text=words.of(one.clause, one.text), time=moved_time(one.time, between))
            for one in activity.schedules
        ),
        places=tuple(replace(one, text=words.of(one.clause, one.text)) for one in activity.places),
        duties=tuple(_duty(duty, move, members) for duty in activity.duties),
        levies=tuple(_levy(levy, move, members) for levy in activity.levies),
        occurrences=(),
    )


def _duty(duty: DutyDraft, move: Move, members: Collection[str]) -> DutyDraft:
    holders = _handed_over(duty.holders, move) if move.hands_over else duty.holders
    return replace(duty, holders=tuple(holder for holder in holders if holder.union in members))


def _handed_over(holders: tuple[HolderDraft, ...], move: Move) -> tuple[HolderDraft, ...]:
    """The new lead in the place of the old one, once.

    Who was in charge supports where both had a part and nobody else supports: a sentence that names who supports would
    name nobody. For the same reason the old lead goes on supporting a duty of which the new one is in charge already.
    """
    old = next((holder for holder in holders if holder.union == move.was_lead), None)
    new = next((holder for holder in holders if holder.union == move.lead), None)
    if old is None or move.lead is None:
        return holders
    if new is None:
        return tuple(replace(old, union=move.lead, label="") if holder is old else holder for holder in holders)
    others = {holder.part for holder in holders if holder not in (old, new)}
    places: dict[HolderDraft, HolderDraft | None] = {old: None}
    if old.part is not new.part and old.part is Part.LEAD:
        support = None if new.part in others else replace(new, union=old.union, label=old.label)
        places = {old: replace(old, union=new.union, label=new.label), new: support}
    elif old.part is not new.part and old.part not in others:
        places = {}
    return tuple(filter(None, (places.get(holder, holder) for holder in holders)))


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
    due_on = moved_day(levy.due_on, move.years.between) if levy.due_on else None
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


def _spell_out(clauses: list[ClauseDraft], words: _Words, facts: Sequence[DutyDraft | LevyDraft]) -> None:
    """A line whose fact stays behind keeps its words as they were printed."""
    for fact in facts:
        if fact.clause is not None:
            clauses[fact.clause] = replace(clauses[fact.clause], text=words.whole(fact.clause), override="")


def _keep_whole(clauses: list[ClauseDraft], words: _Words, duties: Iterable[tuple[DutyDraft, DutyDraft]]) -> None:
    """A sentence with a slot that nobody fills any more keeps its words as they were printed, as an own wording."""
    for before, after in duties:
        clause = clauses[before.clause]
        if not clause.override and any(slot in clause.text for slot in _left_empty(before, after)):
            clauses[before.clause] = replace(clause, override=words.whole(before.clause))


def _left_empty(before: DutyDraft, after: DutyDraft) -> Iterator[Slot]:
    """The slots that the holders of a duty filled before and do not after."""
    for slot, part in ((Slot.LEAD, Part.LEAD), (Slot.SUPPORT, Part.SUPPORT)):
        was, now = (any(holder.part is part for holder in duty.holders) for duty in (before, after))
        if was and not now and not (part is Part.LEAD and before.collective):
            yield slot


def _is_named(key: str, draft: PlanDraft) -> bool:
    """Whether a union has a part in the plan at all."""
    shares = [share for activity in draft.activities for levy in activity.levies for share in levy.shares]
    parts: list[HolderDraft | ShareDraft] = [
        *(holder for duty in _all_duties(draft) for holder in duty.holders),
        *shares,
    ]
    return any(part.union == key for part in parts)


def _known_days(schedule: ScheduleDraft, years: Years) -> Iterator[dt.date]:
    """The first and last day of a time that is known to the day, of each one where its words list several.

    "Ngày 10 hằng tháng" keeps its dates in the new year; "thứ Sáu hằng tuần" keeps its weekday, so nobody need look.
    """
    time, spans = schedule.time, listed_times(schedule.text, years.old)
    if time.repeat is Repeat.MONTHLY:
        then = {span.starts_on for span in listed_times(years.moved(schedule.text), years.new)}
        yield from (span.starts_on for span in spans if moved_day(span.starts_on, years.between) in then)
    elif time.precision is Precision.DAY:
        told = (spans if time.repeat is Repeat.LISTED else ()) or (time,)
        yield from filter(None, (day for span in told for day in (span.starts_on, span.ends_on)))


def _days(activity: ActivityDraft, years: Years, printed: Sequence[Printed]) -> Iterator[ActivityDay]:
    """The days of an activity that are known to the day, each once; a day to pay by is another than one to come on."""
    held: dict[dt.date, str] = {}
    for one in activity.schedules:
        for day in _known_days(one, years):
            held.setdefault(day, one.text)
    title, number = years.moved(activity.title), printed[activity.clause].label
    for day, time in held.items():
        yield ActivityDay(title, moved(day, years.between), number, time)
    for day in dict.fromkeys(levy.due_on for levy in activity.levies if levy.due_on):
        yield ActivityDay(title, moved(day, years.between), number, is_payment=True)
