"""Days and times moved to another year. Pure.

A quarter stays that quarter and a month that month. A day keeps its date, so its weekday changes: what then falls on a
weekend, or from a weekend on a working day, or on a 29 February that does not exist, is named as trouble.
"""

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from plans.calendars import Precision, month_end
from plans.reading.times import TimeReading

SATURDAY = 5


class Trouble(StrEnum):
    """What is wrong with a day after it was moved."""

    NO_SUCH_DAY = "no_such_day"  # 29 February
    WEEKEND = "weekend"  # it was a working day
    WORKING_DAY = "working_day"  # it was on a weekend


def moved_day(day: dt.date, years: int) -> dt.date:
    """The same date in another year; 29 February becomes 28 where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 2, 28)


@dataclass(frozen=True, slots=True)
class MovedDay:
    """A day before and after, and what somebody should look at."""

    before: dt.date
    after: dt.date

    @property
    def trouble(self) -> Trouble | None:
        """None where nobody has to look at it: on a weekend as before, on a working day as before."""
        if self.before.day != self.after.day:
            return Trouble.NO_SUCH_DAY
        if (self.after.weekday() >= SATURDAY) == (self.before.weekday() >= SATURDAY):
            return None
        return Trouble.WEEKEND if self.after.weekday() >= SATURDAY else Trouble.WORKING_DAY


def moved(day: dt.date, years: int) -> MovedDay:
    """A day with what becomes of it."""
    return MovedDay(day, moved_day(day, years))


def moved_time(time: TimeReading, years: int) -> TimeReading:
    """A time with its days moved; the last day of a month stays the last day of that month."""
    return replace(
        time,
        starts_on=moved_day(time.starts_on, years) if time.starts_on else None,
        ends_on=_moved_end(time.ends_on, years, time.precision) if time.ends_on else None,
    )


def _moved_end(day: dt.date, years: int, precision: Precision) -> dt.date:
    if precision is not Precision.DAY and day == month_end(day.year, day.month):
        return month_end(day.year + years, day.month)
    return moved_day(day, years)
