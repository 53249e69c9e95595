"""Dates inside a sentence: days, months, quarters, years, with what is left unsaid filled in. Pure."""

import contextlib
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from plans.calendars import Precision, month_end, quarter_days

DASH = r"\s*[-–—]\s*"
SEPARATOR = rf"(?:{DASH}|\s*,\s*|\s+và\s+|\s+đến(?: hết)?\s+|\s+tới\s+)"
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4, "01": 1, "02": 2, "03": 3, "04": 4}
_YEAR = r"(?:(?:/|\s*,?\s*năm\s+)(?P<{0}>\d{{4}}))?"

# Days before a date that share its month: "02,03/3/2019", "10 – 11/8/2019", "từ ngày 10 đến ngày 12 tháng 8".
DAYS = rf"(?P<days>(?:(?<![\d/])\d{{1,2}}(?:{SEPARATOR})(?:ngày\s+)?)*)"
NUMERIC = (
    r"(?<![\d/.])(?P<d>\d{1,2})(?:/(?P<m>\d{1,2})(?:/(?P<y>\d{4}))?(?![\d/])|\.(?P<m4>\d{1,2})\.(?P<y4>\d{4})(?!\d))"
)
DASHED = r"(?<![\d-])(?P<d2>\d{1,2})-(?P<m2>\d{1,2})-(?P<y2>\d{4})(?!\d)"
SPELLED = r"(?P<d3>\d{1,2})\s+tháng\s+(?P<m3>\d{1,2})(?:(?:/|\s*,?\s*năm\s+)(?P<y3>\d{4})|(?P<bare>)(?!\d))(?!\d)"
MONTHS = (
    rf"tháng\s+(?P<months>\d{{1,2}}(?:{SEPARATOR}(?:tháng\s+)?\d{{1,2}}(?![\d/]\d{{0,3}}/))*){_YEAR.format('ym')}(?!\d)"
)
_Q = r"(?:iv|i{1,3}|0?[1-4])\b"
QUARTER = rf"quý\s+(?P<quarters>{_Q}(?:{SEPARATOR}(?:quý\s+)?{_Q})*){_YEAR.format('yq')}"
HALF = r"(?:6|06|sáu) tháng (?P<half>đầu|cuối)(?: năm(?: (?P<yh>\d{4}))?)?"
YEAR = r"(?<!học )năm\s+(?P<year>\d{4})|(?P<whole>\b(?:cả|trong|suốt|quanh) năm\b(?!\s+\d))"
ON_DAYS = DAYS + f"(?:{NUMERIC}|{DASHED}|{SPELLED})"
DATE = re.compile(f"{ON_DAYS}|{HALF}|{MONTHS}|{QUARTER}|{YEAR}")
ON_DAY = re.compile(ON_DAYS, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Partial:
    """A date as far as it is written. Day 0 means a whole month, month 0 with a quarter a whole quarter."""

    precision: Precision
    year: int = 0
    month: int = 0
    day: int = 0
    quarter: int = 0


@dataclass(frozen=True, slots=True)
class WrittenDays:
    """Days as they stand in a text, from `start` to `end`: "17, 18/8/2024" are two. `has_year`: the text says which."""

    start: int
    end: int
    days: tuple[dt.date, ...]
    has_year: bool


def written_days(text: str, year: int) -> list[WrittenDays]:
    """The days of a text in order, without those no calendar has. `year` is the year of a text that writes none."""
    lower = text.lower()
    found = [(match, list(_days(match.groupdict()))) for match in ON_DAY.finditer(text) if not _is_name(match, lower)]
    dates = [date for _match, group in found for date in group]
    has_year = any(date.year for date in dates)
    with_years = iter(_with_years(dates, dates, year))
    out = []
    for match, group in found:
        whole = list(islice(with_years, len(group)))
        with contextlib.suppress(ValueError):
            days = tuple(_days_of(date)[0] for date in whole)
            out.append(WrittenDays(match.start(), match.end(), days, has_year))
    return out


def find_dates(words: str) -> list[Partial]:
    """The dates of a lower-case text, in order."""
    return [date for found in DATE.finditer(words) if not _is_name(found, words) for date in _partials(found)]


def _is_name(found: re.Match[str], words: str) -> bool:
    """ "2 tháng 9" without a year is a date after "ngày" and the like; in "Tượng đài 2 tháng 9" it is a name."""
    before = words[: found.start()].rstrip()
    return (
        found["bare"] is not None and bool(before) and not re.search(r"(?:ngày|mùng|từ|đến|,|sáng|tối|chiều)$", before)
    )


def _partials(found: re.Match[str]) -> Iterator[Partial]:
    part = found.groupdict()
    if part["half"]:
        year, first = int(part["yh"] or 0), 1 if part["half"] == "đầu" else 3
        yield from (Partial(Precision.QUARTER, year, quarter=quarter) for quarter in (first, first + 1))
    elif part["months"]:
        yield from (Partial(Precision.MONTH, int(part["ym"] or 0), n) for n in _numbers(part["months"]))
    elif part["quarters"]:
        for word in re.findall(r"iv|i{1,3}|\d+", part["quarters"]):
            yield Partial(Precision.QUARTER, int(part["yq"] or 0), quarter=QUARTERS[word])
    elif part["year"] or part["whole"]:
        yield Partial(Precision.YEAR, int(part["year"] or 0))
    else:
        yield from _days(part)


def _days(part: dict[str, str | None]) -> Iterator[Partial]:
    day, month, year = (
        int(next(filter(None, (part.get(f"{letter}{form}") for form in ("", "2", "3", "4"))), 0)) for letter in "dmy"
    )
    for number in [*_numbers(part["days"] or ""), day]:
        yield Partial(Precision.DAY, year, month, number)


def _numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


def span_of(dates: list[Partial], year: int) -> tuple[dt.date, dt.date | None, Precision] | None:
    """First and last day of what the dates of the finest precision cover; None without dates or with an impossible one.

    A single day has no last day.
    """
    order = (Precision.DAY, Precision.MONTH, Precision.QUARTER, Precision.YEAR)
    finest = next((p for p in order if any(date.precision is p for date in dates)), None)
    if finest is None:
        return None
    chosen = _with_years([date for date in dates if date.precision is finest], dates, year)
    try:
        spans = [_days_of(date) for date in chosen]
    except ValueError:
        return None
    if len(spans) == 2 and spans[0][0] > spans[1][0] and not _year_is_written(dates[0]):
        spans[0] = _days_of(replace(chosen[0], year=chosen[0].year - 1))  # "từ 25/12 đến 05/01/2025"
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    return first, (None if finest is Precision.DAY and first == last else last), finest


def _year_is_written(date: Partial) -> bool:
    return bool(date.year)


def _with_years(chosen: list[Partial], dates: list[Partial], year: int) -> list[Partial]:
    """Each with a year: its own, else the next one written, else the last one written, else the plan's."""
    written = [date.year for date in dates if date.year]
    out: list[Partial] = []
    for place, date in enumerate(chosen):
        later = (other.year for other in chosen[place:] if other.year)
        out.append(replace(date, year=next(later, written[-1] if written else year)))
    return out


def _days_of(date: Partial) -> tuple[dt.date, dt.date]:
    """First and last day. ValueError for a day that no calendar has."""
    if not 1900 <= date.year <= 2200:
        raise ValueError("not a year of this program")
    match date.precision:
        case Precision.DAY:
            day = dt.date(date.year, date.month, date.day)
            return day, day
        case Precision.MONTH:
            return dt.date(date.year, date.month, 1), month_end(date.year, date.month)
        case Precision.QUARTER:
            return quarter_days(date.year, date.quarter)
        case _:
            return dt.date(date.year, 1, 1), dt.date(date.year, 12, 31)
