"""The year drawn as a strip: where a day lies between 1 January and 31 December. Pure.

Places are shares of the width as text ("41.5%"), so that one drawing fits a phone and a wide screen, and no language
writes a decimal comma into it.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

NARROWEST = 0.9  # per cent; what one day is drawn with, or it could not be seen


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of days."""

    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Dot:
    """One time of something, at the middle of its days; `state` is planned, done, cancelled or late."""

    x: str
    state: str
    title: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month's number and short name, the middle of its place, and where it begins."""

    number: int
    name: str
    x: str
    begins: str


def percent(share: float) -> str:
    """0.4153 -> "41.53%"."""
    return f"{100 * share:.2f}%"


def share_of(day: dt.date, year: int) -> float:
    """0 on 1 January, 1 after 31 December; days outside the year lie at its nearer end."""
    first = dt.date(year, 1, 1)
    length = (dt.date(year, 12, 31) - first).days + 1
    return min(1.0, max(0.0, (day - first).days / length))


def bar(starts_on: dt.date, ends_on: dt.date | None, year: int) -> Bar | None:
    """The stretch between two days, both included; None when no day of it lies in the year."""
    last = ends_on or starts_on
    if last.year < year or starts_on.year > year:
        return None
    begin = share_of(starts_on, year)
    width = max(share_of(last + dt.timedelta(days=1), year) - begin, NARROWEST / 100)
    return Bar(percent(min(begin, 1 - width)), percent(width))


def dot(starts_on: dt.date, ends_on: dt.date | None, year: int, state: str, title: str) -> Dot:
    """The mark of one occurrence; outside the year it stands at the nearer end."""
    middle = starts_on + ((ends_on or starts_on) - starts_on) / 2
    return Dot(percent(min(0.99, max(0.01, share_of(middle, year)))), state, title)


def months(year: int) -> tuple[Month, ...]:
    """The twelve months of the strip's head."""
    begins = [share_of(dt.date(year, month, 1), year) for month in range(1, 13)] + [1.0]
    return tuple(
        Month(n, _("M%(number)s") % {"number": n}, percent((left + right) / 2), percent(left))
        for n, (left, right) in enumerate(pairwise(begins), start=1)
    )


def today_mark(today: dt.date, year: int) -> str:
    """Where today is, or nothing in another year."""
    return percent(share_of(today, year)) if today.year == year else ""


def state_of(state: str, last_day: dt.date, today: dt.date) -> str:
    """An occurrence's state as it is drawn: planned for a day that has passed, it is late."""
    return "late" if state == "planned" and last_day < today else state


def merge(bars: Iterable[Bar | None]) -> tuple[Bar, ...]:
    """The bars that are there, each once."""
    return tuple(dict.fromkeys(found for found in bars if found))
