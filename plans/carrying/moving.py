"""Days, times and words moved to another year. Pure.

A quarter stays that quarter and a month that month. A day keeps its date, so its weekday changes: what then falls on a
weekend, or on a 29 February that does not exist, is named as trouble.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import zip_longest

from plans.calendars import Precision, month_end
from plans.reading.times import TimeReading

SATURDAY = 5
# A span of two years next to each other is a school year, "2023 - 2024"; any other span is a term and stays.
SPAN = re.compile(r"(?<!\d)(\d{4})(\s*[-–—/]\s*)(\d{4})(?!\d)")
# A line that names another paper speaks of that paper's year: "Chương trình số 12-CTr/ĐTN ngày 05/01/2024", "Luật …".
# A symbol has capitals on both sides of a slash or hyphen: "tại số 272 Võ Thị Sáu" names none.
NAMES_PAPER = re.compile(
    r"(?<!\d)\d+\s*[-/ ]\s*[A-ZĐ]\w*\s*[-/]\s*[A-ZĐ]"
    r"|\b(?:Hiến pháp|Luật|Nghị định|Nghị quyết|Chỉ thị|Kết luận|Thông tư)\b"
)
LEAP_DAY = r"(?<!\d)29(\s*[/.-]\s*0?2\s*[/.-]\s*|\s+tháng\s+0?(?:2|hai)\s+năm\s+)(?={year}(?!\d))"


class Trouble(StrEnum):
    """What is wrong with a day after it was moved."""

    NO_SUCH_DAY = "no_such_day"  # 29 February
    WEEKEND = "weekend"  # it was a working day


def moved_day(day: dt.date, years: int) -> dt.date:
    """The same date in another year; 29 February becomes 28 where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 2, 28)


def trouble_of(before: dt.date, after: dt.date) -> Trouble | None:
    """What somebody has to look at when a day was moved."""
    if before.day != after.day:
        return Trouble.NO_SUCH_DAY
    if after.weekday() >= SATURDAY > before.weekday():
        return Trouble.WEEKEND
    return None


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


def names_a_paper(text: str) -> bool:
    """Whether the words name a numbered paper, whose date does not move."""
    return bool(NAMES_PAPER.search(text))


def moved_text(text: str, old: int, new: int) -> str:
    """The words with the old year written as the new one; words that name another paper stay as they are."""
    if str(old) not in text or names_a_paper(text):
        return text
    if not _has_leap_day(new):
        text = re.sub(LEAP_DAY.format(year=old), r"28\1", text, flags=re.IGNORECASE)
    parts = SPAN.split(text)  # words, then first year, dash, last year, words, …
    moved = [_swapped(words, old, new) for words in parts[::4]]
    spans = [_moved_span(parts[at : at + 3], old, new) for at in range(1, len(parts), 4)]
    return "".join(words + span for words, span in zip_longest(moved, spans, fillvalue=""))


def _has_leap_day(year: int) -> bool:
    return month_end(year, 2).day == 29


def _moved_span(span: Sequence[str], old: int, new: int) -> str:
    first, between, last = int(span[0]), span[1], int(span[2])
    if last != first + 1 or old not in (first, last):
        return "".join(span)
    return f"{first + new - old}{between}{last + new - old}"


def _swapped(text: str, old: int, new: int) -> str:
    return re.sub(rf"(?<!\d){old}(?!\d)", str(new), text)
