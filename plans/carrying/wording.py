"""The words of a line in another year. Pure.

The year itself moves, and so do days, months and quarters of the year after it ("báo cáo trước ngày 15/01/2025" in a
plan of 2024), a school year as a pair, and the weekday beside a day. A term stays. A cited paper keeps its date.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain

from plans.calendars import month_end
from plans.carrying.moving import MovedDay, moved, moved_day
from plans.reading.cited import parted
from plans.reading.dates import written_days
from plans.weekdays import named_days, weekday_like

# Two years next to each other are a school year, "2023 - 2024"; any other two are a term.
SPAN = r"(?<!\d)(?P<first>\d{4})(?P<between>\s*[-–—/]\s*)(?P<last>\d{4})(?!\d)"
# The year of a day, a month or a quarter: "16/8/2024", "tháng 8 năm 2024", "quý I/2025".
DATED = (
    r"(?P<date>(?<!\d)\d{1,2}\s*[/.-]\s*|\btháng\s+\d{1,2}\s*,?\s*năm\s+|\bquý\s+[IViv\d]+\s*(?:/|,?\s*năm)\s*)"
    r"(?P<year>\d{4})(?!\d)"
)
ALONE = r"(?<!\d)(?P<alone>\d{4})(?!\d)"
YEARS = re.compile(f"{SPAN}|{DATED}|{ALONE}", re.IGNORECASE)
LEAP_DAY = re.compile(
    r"(?<!\d)29(\s*[/.-]\s*0?2\s*[/.-]\s*|\s+tháng\s+0?(?:2|hai)\s+năm\s+)(\d{4})(?!\d)", re.IGNORECASE
)
LEAP = 29
# "từ 25/12/2023 đến 05/01/2024": a time that begins in the year before.
BEGUN = (
    r"(?:\d\s*[/.-]\s*|tháng\s+\d+\s*,?\s*năm\s+){before}"
    r"(?:\s*[-–—]\s*|\s+(?:đến|tới)\s+)[^,;.]{{0,20}}(?<!\d){old}(?!\d)"
)
BEGINS = re.compile(r"(?:^|[.:])\s*$")


@dataclass(frozen=True, slots=True)
class Years:
    """From which year to which."""

    old: int
    new: int

    @property
    def between(self) -> int:
        """How many years later."""
        return self.new - self.old

    def moved(self, text: str) -> str:
        """The words in the new year; what belongs to a cited paper stays."""
        parts = parted(text)
        around = [self._moved(words, alone=not place) for place, words in enumerate(parts[::2])]
        return "".join(chain.from_iterable(zip(around, [*parts[1::2], ""], strict=True)))

    def moved_whole(self, text: str) -> str:
        """The words in the new year, those of a cited paper too."""
        return self._moved(text, alone=True)

    def days(self, text: str) -> Iterator[MovedDay]:
        """The days of the text that move: those of a written year, and those that a weekday stands beside."""
        for words in parted(text)[::2]:
            going = self._going(words)
            named = {one.day for one in named_days(words, self.old)}
            for written in written_days(words, self.old):
                for day in written.days:
                    if day.year in going and (written.has_year or day in named):
                        yield moved(day, self.between)

    def _moved(self, text: str, *, alone: bool) -> str:
        """`alone`: a year that stands alone moves too; behind a paper it belongs to that paper's subject."""
        going = self._going(text)
        for named in reversed(named_days(text, self.old)):
            if named.day.year in going:
                begins = bool(BEGINS.search(text, 0, named.start))
                name = weekday_like(named.name, moved_day(named.day, self.between), begins=begins)
                text = text[: named.start] + name + text[named.end :]
        text = LEAP_DAY.sub(lambda found: self._leap_day(found, going), text)
        return YEARS.sub(lambda found: self._year(found, going, alone=alone), text)

    def _going(self, text: str) -> Collection[int]:
        """The years whose days move: this one and the next; the one before where a time begins in it."""
        begins_before = re.search(BEGUN.format(before=self.old - 1, old=self.old), text, re.IGNORECASE)
        return range(self.old - bool(begins_before), self.old + 2)

    def _year(self, found: re.Match[str], going: Collection[int], *, alone: bool) -> str:
        if found["first"]:
            return self._span(found)
        year = int(found["year"] or found["alone"])
        goes = year in going if found["date"] else alone and year == self.old
        return f"{found['date'] or ''}{year + self.between}" if goes else found[0]

    def _span(self, found: re.Match[str]) -> str:
        first, last = int(found["first"]), int(found["last"])
        if last != first + 1 or self.old not in (first, last):
            return found[0]
        return f"{first + self.between}{found['between']}{last + self.between}"

    def _leap_day(self, found: re.Match[str], going: Collection[int]) -> str:
        there = month_end(int(found[2]) + self.between, 2).day == LEAP if int(found[2]) in going else True
        return found[0] if there else f"28{found[1]}{found[2]}"
