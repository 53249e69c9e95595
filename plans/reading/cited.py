"""Papers that a text cites, with their dates. Pure."""

import datetime as dt
import re
from functools import lru_cache

from plans.reading.dates import written_days

# What another paper is known by: its symbol, which has capitals on both sides of a slash or hyphen ("12-CTr/ĐTN"; "tại
# số 272 Võ Thị Sáu" has none), or a kind that is cited by name. Its date and its subject follow, up to a comma.
PAPER = (
    r"(?:(?<!\d)\d+\s*[-/ ]\s*[A-ZĐ]\w*\s*[-/]\s*[A-ZĐ]"
    r"|\b(?:Hiến pháp|Luật|Nghị định|Nghị quyết|Chỉ thị|Kết luận|Thông tư)\b)"
)
CITED = re.compile(rf"({PAPER}.*?(?=[,;]|\.\s|\.?$))", re.DOTALL)


def parted(text: str) -> list[str]:
    """A text parted at the papers it cites: own words, a paper, own words, …; the first and the last are own words."""
    return CITED.split(text)


@lru_cache(maxsize=8192)  # of a plan's lines all but one are the same at the next look
def own_days(text: str, year: int) -> tuple[dt.date, ...]:
    """The days of a text that are not of papers it cites. `year` is the year of a text that writes none."""
    return tuple(day for words in parted(text)[::2] for written in written_days(words, year) for day in written.days)
