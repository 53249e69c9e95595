"""When things recur, what a span of days is called, how near a day is. Pure: today's date is passed in.

A year divides into weeks, months or quarters. "Hằng quý" becomes four spans, each a real row later (`Occurrence`), so
that a visit can be moved, cancelled and counted by itself.
"""

import datetime as dt
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

ROMAN = ("I", "II", "III", "IV")
WEEK = dt.timedelta(days=7)
DAY = dt.timedelta(days=1)


class Repeat(StrEnum):
    """How often an activity comes back; the values of `plans.models.Schedule.Repeat`."""

    NEVER = "never"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"
    LISTED = "listed"  # on the days that its words list; they are read again where they are needed


class Precision(StrEnum):
    """How exactly a time is known; the values of `plans.models.facts.Precision`."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Span:
    """The n-th time of something: first and last day (both belong to it), and how exactly they are known."""

    number: int
    starts_on: dt.date
    ends_on: dt.date
    precision: Precision


def month_end(year: int, month: int) -> dt.date:
    """The last day of a month."""
    return dt.date(year, month, monthrange(year, month)[1])


def quarter_of(day: dt.date) -> int:
    """1 to 4."""
    return (day.month + 2) // 3


def quarter_days(year: int, quarter: int) -> tuple[dt.date, dt.date]:
    """First and last day of a quarter, 1 to 4."""
    return dt.date(year, 3 * quarter - 2, 1), month_end(year, 3 * quarter)


def occurrences_for(
    repeat: str, year: int, first: dt.date | None = None, last: dt.date | None = None
) -> tuple[Span, ...]:
    """The times of something that repeats in `year`, numbered from 1; none for what happens once.

    Between `first` and `last` (where given) only the periods that touch them; weekly things then keep the weekday of
    `first`. Four quarters, twelve months, or the weeks of the year without them.
    """
    begin = max(first or dt.date(year, 1, 1), dt.date(year, 1, 1))
    end = min(last or dt.date(year, 12, 31), dt.date(year, 12, 31))
    found = _periods(Repeat(repeat), year, first)
    kept = [period for period in found if period[0] <= end and period[1] >= begin]
    return tuple(Span(number, *period) for number, period in enumerate(kept, start=1))


Period = tuple[dt.date, dt.date, Precision]


def _periods(repeat: Repeat, year: int, first: dt.date | None) -> Iterator[Period]:
    if repeat == Repeat.WEEKLY:
        yield from _weeks(year, first)
    elif repeat == Repeat.MONTHLY:
        for month in range(1, 13):
            yield dt.date(year, month, 1), month_end(year, month), Precision.MONTH
    elif repeat == Repeat.QUARTERLY:
        for quarter in range(1, 5):
            yield *quarter_days(year, quarter), Precision.QUARTER
    elif repeat == Repeat.YEARLY:
        yield dt.date(year, 1, 1), dt.date(year, 12, 31), Precision.YEAR


def _weeks(year: int, first: dt.date | None) -> Iterator[Period]:
    """Each week's day from `first` on; else the weeks, Monday to Sunday, whose Monday lies in the year."""
    day = first or dt.date(year, 1, 1)
    while first is None and day.weekday() != 0:
        day += DAY
    while day.year <= year:
        if day.year == year:
            yield day, day if first else min(day + 6 * DAY, dt.date(year, 12, 31)), Precision.DAY
        day += WEEK


def missing(spans: tuple[Span, ...], existing: list[dt.date]) -> tuple[Span, ...]:
    """The spans that still lack an occurrence, `existing` being the first days of those there are.

    Never more than would make their number whole: a visit moved out of its quarter still counts as that visit.
    """
    empty = [span for span in spans if not any(span.starts_on <= day <= span.ends_on for day in existing)]
    return tuple(empty[: max(0, len(spans) - len(existing))])


def span_days(starts_on: dt.date, ends_on: dt.date | None) -> str:
    """ "12/03/2024", "12–14/03/2024", "28/02–02/03/2024", "30/12/2024–02/01/2025"."""
    end = f"{starts_on:%d/%m}/{starts_on.year:04d}" if ends_on is None else f"{ends_on:%d/%m}/{ends_on.year:04d}"
    if ends_on is None or ends_on == starts_on:
        return end
    if starts_on.year != ends_on.year:
        return f"{starts_on:%d/%m}/{starts_on.year:04d}–{end}"
    return f"{starts_on:%d}–{end}" if starts_on.month == ends_on.month else f"{starts_on:%d/%m}–{end}"


def name_of(starts_on: dt.date, ends_on: dt.date | None, precision: str) -> tuple[Precision, str]:
    """What a span is called, without its noun: (quarter, "I"), (month, "3"), (year, "2024"), (day, "12–14/03/2024").

    Dates that no longer make one whole quarter, month or year are called by their days.
    """
    last = ends_on or starts_on
    if precision == Precision.QUARTER and (starts_on, last) == quarter_days(starts_on.year, quarter_of(starts_on)):
        return Precision.QUARTER, ROMAN[quarter_of(starts_on) - 1]
    if precision == Precision.MONTH and starts_on.day == 1 and last == month_end(starts_on.year, starts_on.month):
        return Precision.MONTH, str(starts_on.month)
    if precision == Precision.YEAR and (starts_on, last) == (dt.date(last.year, 1, 1), dt.date(last.year, 12, 31)):
        return Precision.YEAR, str(starts_on.year)
    return Precision.DAY, span_days(starts_on, ends_on)


NOUNS = {Precision.QUARTER: "Quý ", Precision.MONTH: "Tháng ", Precision.YEAR: "Năm ", Precision.DAY: ""}


def label(starts_on: dt.date, ends_on: dt.date | None, precision: str) -> str:
    """As papers write it: "Quý I", "Tháng 3", "Năm 2024", "12/03/2024"."""
    kind, name = name_of(starts_on, ends_on, precision)
    return NOUNS[kind] + name
