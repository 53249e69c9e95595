"""What was understood of a draft, as a person reads it: on the preview page and on the command line."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.words import dong
from plans.levies import times_in_year
from plans.models import Activity, DutyHolder, Levy
from plans.planned import times_planned
from plans.reading.composing import printed_texts
from plans.reading.drafts import ActivityDraft, DutyDraft, LevyDraft, PlanDraft, Scope, Why
from plans.sentences import Basis
from plans.understood_times import time_words
from unions.days import format_day

WHY: Mapping[Why, str | Promise] = {
    Why.NO_HOLDER: gettext_lazy("It is not clear which union this duty is for."),
    Why.MONEY: gettext_lazy("There is an amount, but it is not clear who pays it."),
    Why.MONEY_OUTSIDE: gettext_lazy("A contribution that belongs to no activity: it stays text, no dues come from it."),
    Why.OWN_WORDING: gettext_lazy("Understood; the wording stays as it was written."),
    Why.TIME: gettext_lazy("A time without a date."),
    Why.SIGNERS: gettext_lazy("More than one signer: the others stand below the first one."),
    Why.HEAD: gettext_lazy("This part of the paper does not fit its place, and stays as paragraphs."),
    Why.TABLE: gettext_lazy("A table: its cells stay as lines of text."),
}


@dataclass(frozen=True, slots=True)
class Holding:
    """A union's part in a duty, by its name."""

    union: str
    part: str


@dataclass(frozen=True, slots=True)
class DutyRow:
    text: str
    holders: tuple[Holding, ...]
    collective: str


@dataclass(frozen=True, slots=True)
class LevyRow:
    """What each union pays each time, with the year's sums of both readings."""

    text: str
    shares: tuple[tuple[str, int], ...]
    each_time: int
    basis: str
    is_undecided: bool
    times: int
    due_on: dt.date | None

    @property
    def every_time(self) -> int:
        return self.each_time * self.times


@dataclass(frozen=True, slots=True)
class ActivityRow:
    title: str
    kind: str
    times: tuple[tuple[str, str], ...]  # as written, as understood
    places: tuple[str, ...]
    contents: tuple[str, ...]
    duties: tuple[DutyRow, ...]
    levies: tuple[LevyRow, ...]
    quota: str


@dataclass(frozen=True, slots=True)
class UnreadRow:
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Understood:
    """Everything the preview shows."""

    sections: tuple[str, ...]
    activities: tuple[ActivityRow, ...]
    duties: tuple[DutyRow, ...]
    unread: tuple[UnreadRow, ...]
    lead: str
    lines: int


@dataclass(frozen=True, slots=True)
class _When:
    """A time of a draft as `plans.planned` asks for it."""

    text: str
    repeat: str
    starts_on: dt.date | None
    ends_on: dt.date | None


def understand(draft: PlanDraft, year: int) -> Understood:
    """The draft of the plan of a year in words. No query."""
    texts = printed_texts(draft)
    names = {union.key: union.name for union in draft.unions}
    return Understood(
        sections=tuple(texts[i] for i, clause in enumerate(draft.clauses) if clause.heading and clause.level == 0),
        activities=tuple(_activity(activity, texts, names, year) for activity in draft.activities),
        duties=tuple(_duty(duty, texts, names) for duty in draft.duties),
        unread=tuple(UnreadRow(unread.text, str(WHY[unread.why])) for unread in draft.unread),
        lead=names.get(draft.lead or "", ""),
        lines=len(draft.clauses),
    )


def _activity(activity: ActivityDraft, texts: list[str], names: Mapping[str, str], year: int) -> ActivityRow:
    quota = activity.quota
    when = [_When(one.text, one.time.repeat, one.time.starts_on, one.time.ends_on) for one in activity.schedules]
    times = times_planned(activity.kind, when, year)
    return ActivityRow(
        title=activity.title,
        kind=str(Activity.Kind(activity.kind.value).label),
        times=tuple((schedule.text, time_words(schedule.time)) for schedule in activity.schedules),
        places=tuple(place.text for place in activity.places),
        contents=tuple(texts[line] for line in activity.contents),
        duties=tuple(_duty(duty, texts, names) for duty in activity.duties),
        levies=tuple(_levy(levy, times, texts, names) for levy in activity.levies),
        quota=_("%(people)s %(noun)s from each union") % {"people": quota.people, "noun": quota.noun} if quota else "",
    )


def _duty(duty: DutyDraft, texts: list[str], names: Mapping[str, str]) -> DutyRow:
    holders = (Holding(names[h.union], str(DutyHolder.Part(h.part.value).label)) for h in duty.holders)
    collective = {Scope.LEAD: _("the lead union"), Scope.ALL: _("all member unions")}.get(duty.scope, "")
    return DutyRow(texts[duty.clause], tuple(holders), collective)


def _levy(levy: LevyDraft, times: int, texts: list[str], names: Mapping[str, str]) -> LevyRow:
    return LevyRow(
        text="" if levy.clause is None else texts[levy.clause],
        shares=tuple((names[share.union], share.amount) for share in levy.shares),
        each_time=levy.total,
        basis=str(Levy.Basis(levy.basis.value).label),
        is_undecided=levy.basis is Basis.UNDECIDED,
        times=times_in_year(levy.basis, 0, times),
        due_on=levy.due_on,
    )


def understood_lines(draft: PlanDraft, year: int) -> Iterator[str]:
    """The same as lines of text."""
    understood = understand(draft, year)
    yield " ".join((draft.head.kind, *draft.head.subject)).strip()
    yield _("Lines: %(lines)s. Lead union: %(lead)s.") % {"lines": understood.lines, "lead": understood.lead or "—"}
    for union in draft.unions:
        state = _("already a member") if union.is_known else _("new")
        yield f"  [{union.code}] {union.name} ({state})" + "".join(f" | {alias}" for alias in union.aliases)
    for activity in understood.activities:
        yield from _activity_lines(activity)
    for duty in understood.duties:
        yield f"  · {_who(duty)}: {duty.text}"
    if understood.unread:
        yield _("Kept as text, not understood:")
        yield from (f"  ? {row.text} — {row.why}" for row in understood.unread)
    yield from draft.notes


def _activity_lines(activity: ActivityRow) -> Iterator[str]:
    yield f"{activity.kind}: {activity.title}"
    yield from (f"  {text} → {said}" for text, said in activity.times)
    yield from (f"  {_('Place')}: {place}" for place in activity.places)
    yield from (f"  + {content}" for content in activity.contents)
    yield from (f"  · {_who(duty)}: {duty.text}" for duty in activity.duties)
    if activity.quota:
        yield f"  {activity.quota}"
    for levy in activity.levies:
        yield f"  {levy.basis}: " + "; ".join(f"{name} {dong(amount)}" for name, amount in levy.shares)
        both = {"once": dong(levy.each_time), "every": dong(levy.every_time)}
        yield "  " + (
            _("%(once)s đồng if paid once a year, %(every)s đồng if paid each time") % both
            if levy.is_undecided
            else _("%(once)s đồng each time") % both
        )
        if levy.due_on:
            yield "  " + _("To be paid by: %(day)s") % {"day": format_day(levy.due_on)}


def _who(duty: DutyRow) -> str:
    return ", ".join(holder.union for holder in duty.holders) or duty.collective or "—"
