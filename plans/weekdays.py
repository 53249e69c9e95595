"""Days of the week beside a date: "Thứ Sáu, ngày 16/8/2024", "17, 18/8/2024 (thứ Bảy, Chủ nhật)". Pure."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.dates import WEEKDAYS
from plans.reading.dates import SEPARATOR, WrittenDays, written_days

NAME = r"(?:\bthứ\s+(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|\bchủ\s+nhật)\b"
NAMES = rf"{NAME}(?:{SEPARATOR}{NAME})*"
EACH = re.compile(NAME, re.IGNORECASE)
BEFORE = re.compile(rf"({NAMES})[\s,:(]*(?:từ\s+)?(?:ngày\s+)?$", re.IGNORECASE)
AFTER = re.compile(rf"\s*[,(–-]\s*({NAMES})", re.IGNORECASE)
# "lần thứ hai, ngày 16/8" counts, it names no Monday.
COUNTS = re.compile(r"(?:lần|đợt|kỳ|khóa|khoá|tuần|tháng|quý|phần|người|ngày)\s+$", re.IGNORECASE)
INDEX = {name.split()[-1].lower(): place for place, name in enumerate(WEEKDAYS)} | {"bẩy": 5}
SUNDAY = 6


@dataclass(frozen=True, slots=True)
class NamedDay:
    """The name of a weekday in a text, from `start` to `end`, and the day that it is said of."""

    start: int
    end: int
    name: str
    day: dt.date

    @property
    def is_right(self) -> bool:
        """Whether the day is of that name."""
        return weekday_of(self.name) == self.day.weekday()


def named_days(text: str, year: int) -> list[NamedDay]:
    """The weekdays that stand beside a day, in order; `year` is that of days in a text that writes none.

    As many names as days: "thứ Bảy, 17 và 18/8" says nothing of one of them and is left alone.
    """
    if not EACH.search(text):
        return []
    found: list[NamedDay] = []
    left = []
    for days in written_days(text, year):
        before = list(_beside(text, days, BEFORE.search(text, 0, days.start)))
        found += before
        left += [] if before else [days]
    taken = {named.start for named in found}
    for days in left:
        found += [named for named in _beside(text, days, AFTER.match(text, days.end)) if named.start not in taken]
    return sorted(found, key=lambda named: named.start)


def _beside(text: str, days: WrittenDays, names: re.Match[str] | None) -> Iterator[NamedDay]:
    if names is None or COUNTS.search(text, 0, names.start(1)):
        return
    each: Sequence[re.Match[str]] = list(EACH.finditer(text, names.start(1), names.end(1)))
    if len(each) == len(days.days):
        for name, day in zip(each, days.days, strict=True):
            yield NamedDay(name.start(), name.end(), name.group(), day)


def weekday_of(name: str) -> int:
    """0 for Monday to 6 for Sunday."""
    last = name.split()[-1].lower()
    return int(last) - 2 if last.isdigit() else INDEX[last]


def weekday_like(name: str, day: dt.date, *, begins: bool) -> str:
    """The day's name, written as `name` is: "Thứ 6" → "Thứ 2", "thứ sáu" → "chủ nhật". `begins`: a line does."""
    first, last = name.split()
    new = WEEKDAYS[day.weekday()]
    if last.isdigit() and day.weekday() != SUNDAY:
        new = f"thứ {day.weekday() + 2}"
    if name.isupper():
        return new.upper()
    if name.islower():
        return new.lower()
    if last.islower() and first != "Chủ":
        new = new.lower()
    # "Chủ nhật" has its capital anywhere.
    return new[0].upper() + new[1:] if begins or first == "Thứ" else new
