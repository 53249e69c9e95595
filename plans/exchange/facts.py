"""The facts of a plan in JSON → drafts: activities, times, duties, money."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from plans.calendars import Precision, Repeat
from plans.exchange.spots import Spot
from plans.reading.drafts import (
    ActivityDraft,
    DutyDraft,
    HolderDraft,
    Kind,
    LevyDraft,
    OccurrenceDraft,
    Part,
    PlaceDraft,
    QuotaDraft,
    ScheduleDraft,
    Scope,
    Shape,
    ShareDraft,
    State,
)
from plans.reading.times import TimeReading
from plans.sentences import Basis

MAX_AMOUNT = 10**12


@dataclass(frozen=True, slots=True)
class Context:
    """What the parts of a file may refer to."""

    codes: Sequence[str]
    lines: int
    most: int

    def line(self, spot: Spot) -> int:
        """The number of a line."""
        if not self.lines:
            raise spot.wrong(_("the file has no lines."))
        return spot.number(0, self.lines - 1)

    def line_or_none(self, spot: Spot) -> int | None:
        return None if spot.value is None else self.line(spot)

    def union(self, spot: Spot) -> str:
        return spot.one_of(self.codes)


def read_activity(spot: Spot, context: Context) -> ActivityDraft:
    """One activity with everything that belongs to it."""
    contents = tuple(context.line(item["line"]) for item in spot["contents"].items(context.most))
    duties = tuple(read_duty(item, context, contents) for item in spot["duties"].items(context.most))
    occurrences = tuple(_occurrence(item) for item in spot["occurrences"].items(400))
    if len({occurrence.number for occurrence in occurrences}) < len(occurrences):
        raise spot["occurrences"].wrong(_("two entries have the same number."))
    return ActivityDraft(
        clause=context.line(spot["line"]),
        kind=spot["kind"].choice(Kind),
        title=spot["title"].text(500),
        schedules=tuple(_schedule(item, context) for item in spot["schedules"].items(context.most)),
        places=tuple(_place(item, context) for item in spot["places"].items(context.most)),
        contents=contents,
        duties=duties,
        levies=tuple(_levy(item, context) for item in spot["levies"].items(context.most)),
        quota=None if spot["quota"].value is None else _quota(spot["quota"], context),
        occurrences=occurrences,
    )


def _place(spot: Spot, context: Context) -> PlaceDraft:
    return PlaceDraft(context.line(spot["line"]), spot["text"].text(500))


def _schedule(spot: Spot, context: Context) -> ScheduleDraft:
    time = TimeReading(
        starts_on=spot["starts_on"].day(),
        ends_on=spot["ends_on"].day(),
        precision=spot["precision"].choice(Precision),
        repeat=spot["repeat"].choice(Repeat),
        tentative=spot["tentative"].flag(),
        assigned_by_superior=spot["assigned_by_superior"].flag(),
    )
    if time.starts_on and time.ends_on and time.ends_on < time.starts_on:
        raise spot["ends_on"].wrong(_("this date is before the first one."))
    if (time.precision is Precision.NONE) != (time.starts_on is None):
        raise spot["precision"].wrong(_("“none” stands exactly where there is no first date."))
    return ScheduleDraft(context.line(spot["line"]), spot["text"].text(500), time)


def read_duty(spot: Spot, context: Context, contents: Sequence[int] = ()) -> DutyDraft:
    """One duty; its content is one of the activity's."""
    holders = tuple(_holder(item, context) for item in spot["holders"].items(context.most))
    if len({holder.union for holder in holders}) < len(holders):
        raise spot["holders"].wrong(_("a union stands there twice."))
    content = context.line_or_none(spot["content"])
    if content is not None and content not in contents:
        raise spot["content"].wrong(_("this line is no content of the activity."))
    if spot.has("unions"):
        named = [context.union(item) for item in spot["unions"].items(context.most)]
        if sorted(named) != sorted(holder.union for holder in holders):
            raise spot["unions"].wrong(_("these are not the unions of “holders”."))
    return DutyDraft(
        clause=context.line(spot["line"]),
        scope=spot["scope"].choice(Scope),
        collective=spot["collective"].text(200),
        last_joiner=spot["last_joiner"].text(10),
        holders=holders,
        content=content,
    )


def _holder(spot: Spot, context: Context) -> HolderDraft:
    return HolderDraft(context.union(spot["union"]), spot["part"].choice(Part), spot["label"].text(200))


def _levy(spot: Spot, context: Context) -> LevyDraft:
    shares = tuple(_share(item, context) for item in spot["shares"].items(context.most))
    if len({share.union for share in shares}) < len(shares):
        raise spot["shares"].wrong(_("a union stands there twice."))
    levy = LevyDraft(
        clause=context.line_or_none(spot["line"]),
        shape=spot["shape"].choice(Shape),
        basis=spot["basis"].choice(Basis),
        shares=shares,
        lead_pays=spot["lead_pays"].flag(),
        due_on=spot["due_on"].day(),
        decided_at=spot["decided_at"].moment(),
    )
    if spot.has("total") and spot["total"].number(0, MAX_AMOUNT * context.most) != levy.total:
        raise spot["total"].wrong(_("the shares add up to %(sum)s.") % {"sum": str(levy.total)})
    return levy


def _share(spot: Spot, context: Context) -> ShareDraft:
    return ShareDraft(context.union(spot["union"]), spot["amount"].number(1, MAX_AMOUNT), spot["label"].text(200))


def _quota(spot: Spot, context: Context) -> QuotaDraft:
    return QuotaDraft(context.line_or_none(spot["line"]), spot["people"].number(1, 1_000_000), spot["noun"].text(80))


def _occurrence(spot: Spot) -> OccurrenceDraft:
    occurrence = OccurrenceDraft(
        number=spot["number"].number(1, 32767),
        starts_on=spot["starts_on"].needed_day(),
        ends_on=spot["ends_on"].day(),
        precision=spot["precision"].choice(Precision),
        place=spot["place"].text(500),
        state=spot["state"].choice(State),
        reason=spot["reason"].text(300),
    )
    if occurrence.ends_on and occurrence.ends_on < occurrence.starts_on:
        raise spot["ends_on"].wrong(_("this date is before the first one."))
    if occurrence.state is State.CANCELLED and not occurrence.reason:
        raise spot["reason"].wrong(_("a cancelled time needs its reason."))
    return occurrence
