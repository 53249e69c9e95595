"""Times as Vietnamese plans write them → dates, precision, repetition. Pure; the year of the plan is passed in.

"Tháng 6 - 8 năm 2024", "Dự kiến tháng 8/2024", "định kỳ hằng quý", "Từ 02/6 đến 31/8/2019", "Quý II/2024". The words
are kept by the caller; here is only what can be counted on. Dates of documents and anniversaries are not times, and an
impossible date (31/02) gives no date at all.
"""

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from documents.characters import tidy
from plans.calendars import Precision, Repeat, Span
from plans.reading.dates import HOURS, Partial, find_dates, listed_spans, span_of
from plans.reading.recurring import EVERY, recurring_days


@dataclass(frozen=True, slots=True)
class TimeReading:
    """What was understood. `starts_on` is None exactly when `precision` is none; a deadline has only `ends_on`."""

    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    precision: Precision = Precision.NONE
    repeat: Repeat = Repeat.NEVER
    tentative: bool = False
    assigned_by_superior: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was understood."""
        return self == NO_TIME


NO_TIME = TimeReading()

REPEATS = (
    (Repeat.QUARTERLY, rf"{EVERY}quý|/quý|\bquý/lần|(?:0?3|ba) tháng\s*(?:/\s*lần|(?:một|0?1)\s+lần)"),
    (Repeat.WEEKLY, rf"{EVERY}tuần|/tuần|tuần/lần"),
    (Repeat.MONTHLY, rf"{EVERY}tháng(?!\s*\d+(?!\d|\s*lần))|lần/tháng|(?<!\d )tháng/lần|(?:0?1|một) tháng/lần"),
    (Repeat.YEARLY, rf"{EVERY}năm(?!\s*\d)|/năm\b"),
)
TENTATIVE = re.compile(r"dự kiến|khoảng\s+(?:tháng|ngày|quý|đầu|giữa|cuối)|tạm tính|dự tính")
SUPERIOR = re.compile(
    r"theo (?:sự )?(?:phân công|chỉ đạo|điều động|bố trí|thông báo|kế hoạch|lịch|hướng dẫn)[\w ]*?\b(?:của|từ)\b"
)
DEADLINE = re.compile(r"\b(?:trước|chậm nhất|hạn cuối|hạn chót|hoàn thành trong)\b")
NOT_TIMES = (
    re.compile(
        r"\b(?:công văn|kế hoạch|quyết định|thông báo|hướng dẫn|nghị quyết|chỉ thị|chương trình|số)\b[^,;.]*?"
        r"\bngày\s+[\d/.-]+"
    ),
    re.compile(r"\(\s*(\d{1,2}/\d{1,2})/\d{4}\s*[-–—]\s*\1/\d{4}\s*\)"),  # (26/3/1931 – 26/3/2019)
    re.compile(r"\b(?:năm học|nhiệm kỳ|giai đoạn)\s+\d{4}\s*[-–—]\s*\d{4}"),
    re.compile(r"\b(?:kỷ niệm|kỉ niệm|chào mừng|nhân dịp|nhân ngày|hưởng ứng)\b[^,;()]*"),
    re.compile(r"(?:tháng|quý|năm|tuần)\s+(?:0?\d|một|hai|ba) lần"),
    re.compile(  # "tuần 2 tháng 4", "tuần 1, 2 của tháng 5"
        r"\b(?:tuần|đợt|lần|kỳ)\s+(?:thứ\s+)?\d{1,2}(?:\s*(?:,|-|–|và)\s*\d{1,2})*(?=,?\s+(?:của\s+)?tháng\b)"
    ),
    HOURS,
)  # fmt: skip


def read_time(text: str, year: int) -> TimeReading:
    """What a text says about when. `year` stands where the text names none."""
    words = _said(text)
    reading = TimeReading(
        repeat=_repeat(words),
        tentative=bool(TENTATIVE.search(words)),
        assigned_by_superior=bool(SUPERIOR.search(words)),
    )
    words = _without_others(words)
    return _dated(reading, find_dates(words), words, year)


@lru_cache(maxsize=4096)  # lists of activities ask for them again at each look
def listed_times(text: str, year: int) -> tuple[Span, ...]:
    """The times that a text names by their days: "03/6, 10/6, 17/6", "ngày 05 hằng tháng", "thứ Sáu hằng tuần".

    None where it says one time, or how often without a day. Days that come back are those of `year`, within the days or
    months that the text names.
    """
    time = read_time(text, year)
    words = _without_others(_said(text))
    if time.repeat is Repeat.LISTED:
        return tuple(listed_spans(words, find_dates(words), year))
    if time.repeat not in (Repeat.WEEKLY, Repeat.MONTHLY) or DEADLINE.search(words) or not 1900 <= year <= 2200:
        return ()
    begin, end = dt.date(year, 1, 1), dt.date(year, 12, 31)
    first, last = max(time.starts_on or begin, begin), min(time.ends_on or end, end)
    found = recurring_days(words, time.repeat, first, last)
    return tuple(Span(number, *days, Precision.DAY) for number, days in enumerate(found, start=1))


def _said(text: str) -> str:
    return tidy(text).lower()


def _without_others(words: str) -> str:
    """The words without dates that are no times."""
    for pattern in NOT_TIMES:
        words = pattern.sub(" ", words)
    return words


def _dated(reading: TimeReading, dates: list[Partial], words: str, year: int) -> TimeReading:
    span = span_of(dates, year)
    if span is None:
        return reading
    starts_on, ends_on, precision = span
    if precision is Precision.DAY and len(dates) == 1 and DEADLINE.search(words):
        return replace(reading, ends_on=starts_on)
    if (
        reading.repeat in (Repeat.NEVER, Repeat.YEARLY)
        and not DEADLINE.search(words)
        and listed_spans(words, dates, year)
    ):
        reading = replace(reading, repeat=Repeat.LISTED)
    return replace(reading, starts_on=starts_on, ends_on=ends_on, precision=precision)


def _repeat(words: str) -> Repeat:
    found = (repeat for repeat, pattern in REPEATS if re.search(pattern, words))
    return next(found, Repeat.NEVER)
