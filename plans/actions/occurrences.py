"""What happens to the times of an activity: made at once, added by date, moved, called off, done.

Each is a row of its own, so the second visit can be moved without the third noticing. A click twice does what a click
once does.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from plans import calendars
from plans.errors import ActivityCalledOff
from plans.models import Activity, Occurrence
from plans.models.facts import Precision
from plans.planned import planned_spans, said_spans
from plans.replanning import Replan, replanned
from unions import audit
from unions.days import format_day
from unions.errors import DomainError
from unions.models import User

State = Occurrence.State
MAX_OCCURRENCES = 400


class DoesNotRepeat(DomainError):
    """The plan says neither how often the activity comes back nor that it is a visit each quarter."""

    message = _("The plan does not say how often this activity repeats. Add each time by its date.")


class StaleOccurrence(DomainError):
    """Somebody changed this time after the person had opened it. `current` is the row as it is now."""

    message = _("Somebody changed this time while you were writing: it is now %(days)s. Look again, then save.")

    def __init__(self, current: Occurrence) -> None:
        self.current = current
        super().__init__(days=calendars.span_days(current.starts_on, current.ends_on))


class DaysOutOfOrder(DomainError):
    """The last day lies before the first."""

    message = _("The last day lies before the first day.")


class FarFromPlan(DomainError):
    """A day far outside the plan's year; most often a slip in the year."""

    message = _("%(day)s is not in the plan's year %(year)s or the one after it. Check the year.")


class WasCancelled(DomainError):
    """Only a time that is still planned can be moved, called off or marked as done."""

    message = _("This time was called off: %(reason)s. Take it up again first.")


class WasDone(DomainError):
    """Only a time that is still planned can be moved or called off."""

    message = _("This time is already marked as done. Take it up again first.")


class NotYet(DomainError):
    """Something cannot be done before it began."""

    message = _("It only begins on %(day)s. Mark it as done on that day or later.")


class ReasonMissing(DomainError):
    """Whoever calls something off says why."""

    message = _("Write why, in a few words: those who wanted to come read it.")


class TooMany(DomainError):
    """More times than any year has days."""

    message = _("An activity has at most %(most)s times in a year.")


@transaction.atomic
def make_occurrences(*, activity: Activity, by: User) -> list[Occurrence]:
    """Make the times the plan announces that are not there yet, and give those made: none at a second click.

    Raises DoesNotRepeat when the plan announces none, ActivityCalledOff.
    """
    spans = planned_spans(activity.kind, activity.schedules.all(), activity.plan.year)
    if not spans:
        raise DoesNotRepeat
    existing = _locked(activity)
    number = max((occurrence.number for occurrence in existing), default=0)
    due = calendars.missing(spans, [occurrence.starts_on for occurrence in existing])
    made = [
        Occurrence(activity=activity, number=n, follows_plan=True, **_at(span))
        for n, span in enumerate(due, start=number + 1)
    ]
    Occurrence.objects.bulk_create(made)
    if made:
        _record("occurrence.make", activity, activity, by, after={"times": [_facts(row) for row in made]})
    return made


@transaction.atomic
def replan_occurrences(*, activity: Activity, by: User) -> Replan:
    """Put the times that the plan says otherwise by now where it says them; those too many are called off.

    What hangs on a time goes with it. Nothing where all are right: at a second click. Raises ActivityCalledOff.
    """
    existing = _locked(activity)
    plan = replanned(said_spans(activity.kind, activity.schedules.all(), activity.plan.year), existing)
    for row, span in plan.moves:
        before = _facts(row)
        for name, value in _at(span).items():
            setattr(row, name, value)
        _save("occurrence.move", row, before, by)
    with override("vi"):  # a paper's words, which volunteers read
        reason = gettext("The plan says another time.")
    for row in plan.dropped:
        before = _facts(row)
        row.state, row.reason = State.CANCELLED, reason
        _save("occurrence.cancel", row, before, by)
    return plan


@transaction.atomic
def add_occurrence(
    *, activity: Activity, starts_on: dt.date, ends_on: dt.date | None, place: str, by: User
) -> Occurrence:
    """Add one time by its date; the same days at the same place again give the one there is.

    Raises DaysOutOfOrder, FarFromPlan, TooMany, ActivityCalledOff.
    """
    _check_days(activity, starts_on, ends_on)
    existing = _locked(activity)
    for occurrence in existing:
        same_days = (occurrence.starts_on, occurrence.ends_on) == (starts_on, ends_on)
        if same_days and occurrence.place == place and occurrence.state == State.PLANNED:
            return occurrence
    if len(existing) >= MAX_OCCURRENCES:
        raise TooMany(most=MAX_OCCURRENCES)
    number = max((occurrence.number for occurrence in existing), default=0) + 1
    made = Occurrence.objects.create(
        activity=activity, number=number, starts_on=starts_on, ends_on=ends_on, place=place, precision=Precision.DAY
    )
    _record("occurrence.add", made, activity, by, after=_facts(made))
    return made


@transaction.atomic
def move_occurrence(
    *, occurrence: Occurrence, starts_on: dt.date, ends_on: dt.date | None, place: str, seen_version: int, by: User
) -> Occurrence:
    """Give a planned time other days or another place. Nothing happens when nothing differs.

    Raises StaleOccurrence, WasCancelled, WasDone, DaysOutOfOrder, FarFromPlan.
    """
    row = _lock(occurrence)
    before = _facts(row)
    if (row.starts_on, row.ends_on, row.place) == (starts_on, ends_on, place):
        return row
    if row.version != seen_version:
        raise StaleOccurrence(row)
    _check_planned(row)
    _check_days(row.activity, starts_on, ends_on)
    if (row.starts_on, row.ends_on) != (starts_on, ends_on):
        row.precision = Precision.DAY
        row.follows_plan = False
    row.starts_on, row.ends_on, row.place = starts_on, ends_on, place
    return _save("occurrence.move", row, before, by)


@transaction.atomic
def cancel_occurrence(*, occurrence: Occurrence, reason: str, by: User) -> Occurrence:
    """Call a planned time off and say why; the same again changes nothing. Raises ReasonMissing, WasDone."""
    row = _lock(occurrence)
    if not reason.strip():
        raise ReasonMissing
    if (row.state, row.reason) == (State.CANCELLED, reason.strip()):
        return row
    _check_planned(row)
    before = _facts(row)
    row.state, row.reason = State.CANCELLED, reason.strip()
    return _save("occurrence.cancel", row, before, by)


@transaction.atomic
def mark_done(*, occurrence: Occurrence, by: User) -> Occurrence:
    """Say that a planned time took place. Raises WasCancelled, NotYet before its first day."""
    row = _lock(occurrence)
    if row.state == State.DONE:
        return row
    _check_planned(row)
    if row.starts_on > timezone.localdate():
        raise NotYet(day=format_day(row.starts_on))
    before = _facts(row)
    row.state = State.DONE
    return _save("occurrence.done", row, before, by)


@transaction.atomic
def reopen_occurrence(*, occurrence: Occurrence, by: User) -> Occurrence:
    """Make a time planned again that was called off or marked as done by mistake. Raises ActivityCalledOff."""
    # The activity first: who calls it off changes it before its times.
    activity = Activity.objects.select_for_update().get(pk=occurrence.activity_id)
    row = _lock(occurrence)
    if row.state == State.PLANNED:
        return row
    if activity.called_off_at:
        raise ActivityCalledOff
    before = _facts(row)
    row.state, row.reason, row.with_activity = State.PLANNED, "", False
    return _save("occurrence.reopen", row, before, by)


def _locked(activity: Activity) -> list[Occurrence]:
    """The activity's times, with the activity itself locked so that two clicks follow one another.

    Raises ActivityCalledOff.
    """
    if Activity.objects.select_for_update().get(pk=activity.pk).called_off_at:
        raise ActivityCalledOff
    return list(activity.occurrences.order_by("number"))


def _lock(occurrence: Occurrence) -> Occurrence:
    rows = Occurrence.objects.select_for_update(of=("self",)).select_related("activity__plan__cluster")
    return rows.get(pk=occurrence.pk)


def _check_planned(row: Occurrence) -> None:
    if row.state == State.CANCELLED:
        raise WasCancelled(reason=row.reason)
    if row.state == State.DONE:
        raise WasDone


def _check_days(activity: Activity, starts_on: dt.date, ends_on: dt.date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise DaysOutOfOrder
    year = activity.plan.year
    for day in filter(None, (starts_on, ends_on)):
        if day.year not in (year, year + 1):
            raise FarFromPlan(day=format_day(day), year=f"{year:d}")


def _at(span: calendars.Span) -> dict[str, Any]:
    return {"starts_on": span.starts_on, "ends_on": span.ends_on, "precision": span.precision.value}


def _facts(row: Occurrence) -> dict[str, object]:
    days = {"starts_on": row.starts_on, "ends_on": row.ends_on, "place": row.place}
    return {"number": row.number, **days, "state": str(row.state), "reason": row.reason}


def _save(verb: str, row: Occurrence, before: dict[str, object], by: User) -> Occurrence:
    row.version += 1
    row.save()
    _record(verb, row, row.activity, by, before=before, after=_facts(row))
    return row


def _record(
    verb: str,
    row: Activity | Occurrence,
    activity: Activity,
    by: User,
    *,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    audit.record(verb, row, by=by, cluster=activity.plan.cluster, about=activity.title, before=before, after=after)
