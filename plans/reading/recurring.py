"""Days that come back: "ngày 05 hằng tháng", "chiều thứ Sáu hằng tuần", "thứ Bảy tuần đầu tiên hằng tháng". Pure.

Words are lower-case, without hours. A day that is only a deadline is the caller's to leave out.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator

from plans.calendars import DAY, Repeat, month_end
from plans.reading.dates import SEPARATOR
from plans.weekdays import EACH, NAME, weekday_of

Days = tuple[dt.date, dt.date]
EVERY = r"(?:định kỳ\s+)?(?:hằng|hàng|mỗi|từng|theo)\s+"
OF = r"[\s,(]*(?:(?:của|trong|định kỳ)\s+)*"
ON = r"[\s,:(–-]*(?:\b(?:vào|các|ngày|buổi|sáng|trưa|chiều|tối)\s+)*"
BETWEEN = re.compile(r"[-–—]|đến|tới")

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_NEXT = rf"{SEPARATOR}(?:ngày\s+)?"
_DAYS = rf"{_DAY}(?:{_NEXT}{_DAY})*"
_NO_DATE = rf"(?!\d|\s*[/.-]\s*\d|\s*tháng|{_NEXT}\d)"
_THE = r"(?:ngày\s+)?(?:mùng|mồng)\s+|ngày\s+"
MONTH_DAYS = re.compile(
    rf"\b(?:{_THE})(?P<days>{_DAYS}){_NO_DATE}{OF}{EVERY}tháng\b"
    rf"|\b{EVERY}tháng[\s,:(–-]*(?:(?:vào|các|từ)\s+)*(?:{_THE})(?P<after>{_DAYS}){_NO_DATE}"
)

NAMES = rf"(?P<names>{NAME}(?:{SEPARATOR}(?:ngày\s+)?{NAME})*)"
WEEK_DAYS = re.compile(rf"{NAMES}{OF}{EVERY}tuần\b|\b{EVERY}tuần{ON}{NAMES.replace('names', 'after')}")

ORDERS = {
    "đầu tiên": 0, "đầu": 0, "thứ nhất": 0, "thứ hai": 1, "thứ 2": 1, "thứ ba": 2, "thứ 3": 2, "thứ tư": 3, "thứ 4": 3,
    "cuối cùng": -1, "cuối": -1,
}  # fmt: skip
_ORDER = rf"(?:tuần\s+(?:lễ\s+)?)?(?P<order>{'|'.join(ORDERS)})\b(?:\s+tháng\b)?"
NTH = re.compile(
    rf"(?P<name>{NAME})\s+(?:của\s+)?{_ORDER}{OF}{EVERY}tháng\b"
    rf"|\b{EVERY}tháng{ON}(?P<after>{NAME})\s+(?:của\s+)?{_ORDER.replace('order', 'later')}"
)


def recurring_days(words: str, repeat: Repeat, first: dt.date, last: dt.date) -> list[Days]:
    """The days between `first` and `last` that words name, each with its last one, in order; none where they name none.

    A month without such a day (31 April) is left out. "Thứ Hai đến thứ Sáu hằng tuần" is no day of a week.
    """
    found: list[Days] = []
    if repeat is Repeat.WEEKLY and (match := WEEK_DAYS.search(words)):
        found = list(_week_days(match["names"] or match["after"], first, last))
    elif repeat is Repeat.MONTHLY and (match := NTH.search(words)):
        name, order = match["name"] or match["after"], match["order"] or match["later"]
        found = list(_each_month(first, last, lambda begin: [_nth(begin, weekday_of(name), ORDERS[order])]))
    elif repeat is Repeat.MONTHLY and (match := MONTH_DAYS.search(words)):
        stretches = list(_stretches(match["days"] or match["after"]))
        found = list(_each_month(first, last, lambda begin: _in_month(begin, stretches)))
    return sorted(days for days in found if first <= days[0] and days[1] <= last)


def _week_days(names: str, first: dt.date, last: dt.date) -> Iterator[Days]:
    if BETWEEN.search(names):
        return
    wanted = {weekday_of(name) for name in EACH.findall(names)}
    for number in range((last - first).days + 1):
        day = first + number * DAY
        if day.weekday() in wanted:
            yield day, day


def _each_month(first: dt.date, last: dt.date, days_of: Callable[[dt.date], list[Days]]) -> Iterator[Days]:
    begin = first.replace(day=1)
    while begin <= last:
        yield from days_of(begin)
        begin = month_end(begin.year, begin.month) + DAY


def _nth(begin: dt.date, weekday: int, order: int) -> Days:
    """A weekday of the month that begins on this day: the first one is number 0, the last one -1."""
    days = [begin + number * DAY for number in range(month_end(begin.year, begin.month).day)]
    day = [day for day in days if day.weekday() == weekday][order]
    return day, day


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """ "5 và 20" are two days, "10 - 12" is one stretch."""
    days = [(int(found.group()), found.start(), found.end()) for found in re.finditer(r"\d+", text)]
    if len(days) == 2 and BETWEEN.search(text, days[0][2], days[1][1]) and days[0][0] < days[1][0]:
        yield days[0][0], days[1][0]
    else:
        yield from ((day, day) for day in dict.fromkeys(day for day, _start, _end in days))


def _in_month(begin: dt.date, stretches: list[tuple[int, int]]) -> list[Days]:
    length = month_end(begin.year, begin.month).day
    return [(begin.replace(day=one), begin.replace(day=end)) for one, end in stretches if end <= length]
