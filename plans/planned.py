"""When an activity takes place as far as its plan says, and how often: what dates, sums and calendars are made from.

`kind` is the activity's, `times` are its schedules in the order of their lines, `year` is the plan's. No query.
"""

import datetime as dt
from collections.abc import Collection
from typing import Protocol

from plans import calendars
from plans.calendars import Span
from plans.models import Activity, Schedule
from plans.reading.times import listed_times


class Said(Protocol):
    """A line of time: its words, and what was understood of them. A schedule, or one that is not stored yet."""

    @property
    def text(self) -> str: ...
    @property
    def repeat(self) -> str: ...
    @property
    def starts_on(self) -> dt.date | None: ...
    @property
    def ends_on(self) -> dt.date | None: ...


def planned_spans(kind: str, times: Collection[Said], year: int) -> tuple[Span, ...]:
    """The times that the plan announces; none for what happens once.

    A recurring visit whose time could not be read is quarterly, as such visits are.
    """
    repeating = next((time for time in times if time.repeat != Schedule.Repeat.NEVER), None)
    if repeating:
        named = listed_times(repeating.text, year)
        return named or calendars.occurrences_for(repeating.repeat, year, repeating.starts_on, repeating.ends_on)
    if kind == Activity.Kind.RECURRING_VISIT and not any(time.starts_on for time in times):
        return calendars.occurrences_for(calendars.Repeat.QUARTERLY, year)
    return ()


def said_spans(kind: str, times: Collection[Schedule], year: int) -> tuple[Span, ...]:
    """The same, and the days of what happens once: all that the plan says of when."""
    once = (
        Span(0, time.starts_on, time.ends_on or time.starts_on, calendars.Precision(time.precision))
        for time in times
        if time.starts_on
    )
    return planned_spans(kind, times, year) or tuple(once)


def times_planned(kind: str, times: Collection[Said], year: int) -> int:
    """How often it takes place while it has no dates: as often as one click makes dates, else once.

    A recurring visit of which the plan names one day only is counted as the quarterly one that it is.
    """
    visits = 4 if kind == Activity.Kind.RECURRING_VISIT else 1
    return len(planned_spans(kind, times, year)) or visits


def stretches_of(time: Schedule, year: int) -> list[tuple[dt.date, dt.date]]:
    """The days that one time covers: those that it names one by one, else from its first to its last.

    None without a date.
    """
    named = listed_times(time.text, year) if time.repeat != Schedule.Repeat.NEVER else ()
    if named:
        return [(one.starts_on, one.ends_on) for one in named]
    return [(time.starts_on, time.ends_on or time.starts_on)] if time.starts_on else []
