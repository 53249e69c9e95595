"""Dates inside a sentence: days, months, quarters, years, with what is left unsaid filled in. Pure."""

import contextlib
import datetime as dt
import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, pairwise

from plans.calendars import DAY, Precision, Span, month_end, quarter_days

DASH = r"\s*[-–—]\s*"
SEPARATOR = rf"(?:{DASH}|\s*,\s*|\s+và\s+|\s+đến(?: hết)?\s+|\s+tới\s+)"
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4, "01": 1, "02": 2, "03": 3, "04": 4}
_YEAR = r"(?:(?:/|\s*,?\s*năm\s+)(?P<{0}>\d{{4}}))?"

# Days before a date that share its month: "02,03/3/2019", "10 – 11/8/2019", "từ ngày 10 đến ngày 12 tháng 8".
# The minutes of "7h30, 12/5" and "7:30, 12/5" and the 45 of "45, ngày 12/5" are none.
DAYS = rf"(?P<days>(?:(?<![\d/:])(?<!\dh)(?<!\dg)(?:0?[1-9]|[12]\d|3[01])(?:{SEPARATOR})(?:ngày\s+)?)*)"
NUMERIC = (
    r"(?<![\d/.])(?P<d>\d{1,2})(?:/(?P<m>\d{1,2})(?:/(?P<y>\d{4}))?(?![\d/])|\.(?P<m4>\d{1,2})\.(?P<y4>\d{4})(?!\d))"
)
DASHED = r"(?<![\d-])(?P<d2>\d{1,2})-(?P<m2>\d{1,2})-(?P<y2>\d{4})(?!\d)"
SPELLED = r"(?P<d3>\d{1,2})\s+tháng\s+(?P<m3>\d{1,2})(?:(?:/|\s*,?\s*năm\s+)(?P<y3>\d{4})|(?P<bare>)(?!\d))(?!\d)"
# "ngày 26-3", and a text that is nothing else; "ngày 10-12 tháng 8" are days of one month.
SHORT = (
    r"(?:(?<=ngày )|(?<![\s\S])(?=\d{1,2}-\d{1,2}\s*(?:$|[.,;(])))"
    r"(?P<d5>\d{1,2})-(?P<m5>0?[1-9]|1[0-2])(?!\d|\s*[/.-]\s*\d|\s*,?\s*tháng)"
)
MONTHS = (
    rf"tháng\s+(?P<months>\d{{1,2}}(?:{SEPARATOR}(?:tháng\s+)?\d{{1,2}}(?![\d/]\d{{0,3}}/))*){_YEAR.format('ym')}(?!\d)"
)
_Q = r"(?:iv|i{1,3}|0?[1-4])\b"
QUARTER = rf"quý\s+(?P<quarters>{_Q}(?:{SEPARATOR}(?:quý\s+)?{_Q})*){_YEAR.format('yq')}"
HALF = r"(?:6|06|sáu) tháng (?P<half>đầu|cuối)(?: năm(?: (?P<yh>\d{4}))?)?"
YEAR = r"(?<!học )năm\s+(?P<year>\d{4})|(?P<whole>\b(?:cả|trong|suốt|quanh) năm\b(?!\s+\d))"
ON_DAYS = DAYS + f"(?:{NUMERIC}|{DASHED}|{SPELLED}|{SHORT})"
DATE = re.compile(f"{ON_DAYS}|{HALF}|{MONTHS}|{QUARTER}|{YEAR}")
ON_DAY = re.compile(ON_DAYS, re.IGNORECASE)
FIGURE = re.compile(r"\d")
_HOUR = r"\d{1,2}\s*(?:h|giờ|g)(?:\s*\d{2})?\s*(?:phút|[’'])?(?![^\W\d_])"
HOURS = re.compile(rf"{_HOUR}(?:\s*(?:[-–—]|đến|tới)\s*{_HOUR})?")

# What stands between the two dates of one time ("đến", "-"), and of two that are listed ("và", ","; "đợt 2:").
WEEKDAY = r"\bthứ\s+\w+|\bchủ\s+nhật\b"
AROUND = (
    rf"(?:[\s()]|{WEEKDAY}|\b(?:đợt|lần|buổi|kỳ|vòng|chặng|giai đoạn)\s+\w+\s*:?|\b(?:sơ|bán|chung) kết\s*:?"
    r"|\b(?:các|từ|vào|lúc|hết|sáng|chiều|tối|ngày|tháng|quý|năm)\b)*"
)
THROUGH = re.compile(rf"(?:{AROUND}(?:[-–—]|\bđến\b|\btới\b){AROUND})?")
AND_THEN = re.compile(rf"{AROUND}(?:(?:[,;&]|\bvà\b){AROUND})+")
APART = re.compile(r"\D*;\D*")  # "24/3; chung kết ngày 26/3": whatever is said of the second one
HOUSE = re.compile(r"\b(?:số|nhà|hẻm|ngõ|ngách|kiệt|lô|phòng|tại|ở)$")
# After these "31/4" is a day; elsewhere it may be a house, or a part of a whole.
BEFORE_A_DAY = re.compile(r"(?:ngày|mùng|từ|đến|tới|hết|trước|sáng|trưa|chiều|tối|đêm)\s+$")


@dataclass(frozen=True, slots=True)
class Partial:
    """A date as far as it is written, from `start` to `end` of its text.

    Day 0 means a whole month, month 0 with a quarter a whole quarter.
    """

    precision: Precision
    year: int = 0
    month: int = 0
    day: int = 0
    quarter: int = 0
    start: int = 0
    end: int = 0


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
    found = [(match, list(_days(match))) for match in ON_DAY.finditer(text) if not _is_name(match, lower)]
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
    """ "2 tháng 9" without a year is a date after "ngày" and the like; in "Tượng đài 2 tháng 9" it is a name.

    "31/4" after "số" or "tại" is a house.
    """
    before = words[: found.start()].rstrip()
    if found["d"] and not (found["y"] or found["y4"]):
        return bool(HOUSE.search(before))
    return (
        found["bare"] is not None and bool(before) and not re.search(r"(?:ngày|mùng|từ|đến|,|sáng|tối|chiều)$", before)
    )


def _partials(found: re.Match[str]) -> Iterator[Partial]:
    start, end = found.span()
    if found["half"]:
        year, first = int(found["yh"] or 0), 1 if found["half"] == "đầu" else 3
        for quarter in (first, first + 1):
            yield Partial(Precision.QUARTER, year, quarter=quarter, start=start, end=end)
    elif found["months"]:
        for word, *place in _listed(found, "months"):
            yield Partial(Precision.MONTH, int(found["ym"] or 0), int(word), 0, 0, *place)
    elif found["quarters"]:
        for word, *place in _listed(found, "quarters"):
            yield Partial(Precision.QUARTER, int(found["yq"] or 0), 0, 0, QUARTERS[word], *place)
    elif found["year"] or found["whole"]:
        yield Partial(Precision.YEAR, int(found["year"] or 0), start=start, end=end)
    else:
        yield from _days(found)


def _listed(found: re.Match[str], group: str) -> Iterator[tuple[str, int, int]]:
    """Each number in a group with its place; the year behind them belongs to the last one."""
    words = list(re.finditer(r"iv|i{1,3}|\d+", found[group]))
    start = found.start(group)
    for word in words:
        end = found.end() if word is words[-1] else start + word.end()
        yield word.group(), start + word.start(), end


def _days(found: re.Match[str]) -> Iterator[Partial]:
    part = found.groupdict()
    day, month, year = (
        int(next(filter(None, (part.get(f"{letter}{form}") for form in ("", "2", "3", "4", "5"))), 0))
        for letter in "dmy"
    )
    start = found.start("days")
    for word in re.finditer(r"\d+", found["days"]):
        yield Partial(Precision.DAY, year, month, int(word.group()), 0, start + word.start(), start + word.end())
    yield Partial(Precision.DAY, year, month, day, start=found.end("days"), end=found.end())


@lru_cache(maxsize=8192)  # of a plan's lines all but one are the same at the next look
def no_such_days(text: str, year: int, *, is_time: bool = False) -> tuple[str, ...]:
    """What a text writes as a day and no calendar has, as written: "31/4", "30 tháng 2 năm 2026".

    `year` is the year of a text that writes none. In the words of a time (`is_time`) each date is one, a month too;
    elsewhere only what is surely a day.
    """
    if not FIGURE.search(text):
        return ()
    lower = HOURS.sub(lambda hours: " " * len(hours.group()), text.lower())
    found = [(match, list(_partials(match))) for match in DATE.finditer(lower) if not _is_name(match, lower)]
    dates = [date for _match, group in found for date in group]
    with_years = iter(_with_years(dates, dates, year))
    out: list[str] = []
    sure_until: int | None = None
    for match, group in found:
        is_sure = is_time or _is_surely_a_day(match, lower, sure_until)
        sure_until = match.end() if is_sure else None
        if not all(_exists(date) for date in islice(with_years, len(group))) and is_sure:
            out.append(text[match.start() : match.end()].strip())
    return tuple(out)


def _is_surely_a_day(found: re.Match[str], words: str, sure_until: int | None) -> bool:
    """Whether a date is one by its year, its words, the word before it or the day before it, which ends there."""
    if found["d"] is None or found["y"] or found["y4"]:
        return not found["months"]
    if sure_until is not None and AND_THEN.fullmatch(words, sure_until, found.start()):
        return True
    return int(found["m"]) <= 12 and bool(BEFORE_A_DAY.search(words, 0, found.start()))


def _exists(date: Partial) -> bool:
    """Whether a calendar has a date that has its year."""
    if date.precision not in (Precision.DAY, Precision.MONTH):
        return True
    if not 1 <= date.month <= 12:
        return False
    return date.precision is Precision.MONTH or 1 <= date.day <= monthrange(date.year, date.month)[1]


def span_of(dates: list[Partial], year: int) -> tuple[dt.date, dt.date | None, Precision] | None:
    """First and last day of what the dates of the finest precision cover; None without dates or with an impossible one.

    A single day has no last day.
    """
    chosen = _finest(dates)
    if not chosen:
        return None
    whole = _with_years(chosen, dates, year)
    try:
        spans = [_days_of(date) for date in whole]
    except ValueError:
        return None
    if len(spans) == 2 and spans[0][0] > spans[1][0] and not _year_is_written(dates[0]):
        spans[0] = _days_of(replace(whole[0], year=whole[0].year - 1))  # "từ 25/12 đến 05/01/2025"
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    finest = chosen[0].precision
    return first, (None if finest is Precision.DAY and first == last else last), finest


def listed_spans(words: str, dates: list[Partial], year: int) -> list[Span]:
    """The times that a text lists by their dates, in order: "10-12/5 và 20/5" are two. Empty where they are one time.

    Two days next to each other are one time ("17, 18/8"), and so are months and quarters without a gap. A semicolon
    parts them all the same.
    """
    chosen = _finest(dates)
    try:
        spans = [_days_of(date) for date in _with_years(chosen, dates, year)]
    except ValueError:
        return []
    found, is_parted = spans[:1], False
    for (before, date), (first, last) in zip(pairwise(chosen), spans[1:], strict=True):
        between = words[before.end : date.start]
        if THROUGH.fullmatch(between):
            found[-1] = (found[-1][0], last)
        elif (parts := bool(APART.fullmatch(between))) or AND_THEN.fullmatch(between):
            found.append((first, last))
            is_parted = is_parted or parts
        else:
            return []
    if not _is_list(found, chosen, is_parted=is_parted):
        return []
    return [Span(number, *span, chosen[0].precision) for number, span in enumerate(found, start=1)]


def _is_list(spans: Sequence[tuple[dt.date, dt.date]], dates: Sequence[Partial], *, is_parted: bool) -> bool:
    """Whether spans, in order, are times of their own and no single stretch.

    `is_parted`: the text says that they are.
    """
    gaps = [after[0] - before[1] for before, after in pairwise(spans)]
    if any(gap < DAY for gap in gaps) or any(last < first for first, last in spans):
        return False
    has_gap = any(gap > DAY for gap in gaps)
    return is_parted or has_gap or (len(spans) > 2 and dates[0].precision is Precision.DAY)


def _finest(dates: list[Partial]) -> list[Partial]:
    """The dates of the finest precision."""
    order = (Precision.DAY, Precision.MONTH, Precision.QUARTER, Precision.YEAR)
    found = ([date for date in dates if date.precision is precision] for precision in order)
    return next(filter(None, found), [])


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
