"""Dates as people type them: day, month, year. Pure: standard library only.

03/04/2026 is 3 April. `yyyy-mm-dd` is what a browser's own date input sends. Nothing else is a date: a year of two
digits or a 31 February is refused, never bent into the nearest day.
"""

import datetime as dt
import re
from enum import StrEnum

FIRST_YEAR, LAST_YEAR = 1900, 2100
_LOCAL = re.compile(r"(?P<d>[0-9]{1,2})/(?P<m>[0-9]{1,2})/(?P<y>[0-9]+)")
_ISO = re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})")


class Reason(StrEnum):
    """Why a text is no date."""

    UNREADABLE = "unreadable"
    SHORT_YEAR = "short_year"
    NO_SUCH_DAY = "no_such_day"
    FAR_YEAR = "far_year"


class DayError(ValueError):
    """A text that is no date; `reason` says why, `text` is what was typed, shortened."""

    def __init__(self, reason: Reason, text: str) -> None:
        super().__init__(f"{reason}: {text[:40]!r}")
        self.reason = reason
        self.text = text.strip()[:40]


def format_day(day: dt.date) -> str:
    """3 April 2026 -> "03/04/2026"."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def parse_day(text: str) -> dt.date:
    """The date. Raises DayError."""
    match = _LOCAL.fullmatch(text.strip()) or _ISO.fullmatch(text.strip())
    if match is None:
        raise DayError(Reason.UNREADABLE, text)
    if len(match["y"]) != 4:
        raise DayError(Reason.SHORT_YEAR, text)
    try:
        day = dt.date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        raise DayError(Reason.NO_SUCH_DAY, text) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise DayError(Reason.FAR_YEAR, text)
    return day
