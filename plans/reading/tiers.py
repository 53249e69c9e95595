"""Who pays how much: "Đoàn A: 2.250.000 đồng; Đoàn B, Đoàn C: 1.750.000 đồng". Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from plans.reading.bodies import ALL, BODY
from plans.reading.book import Book
from plans.reading.money import Money
from plans.reading.names import NameList, read_names

BETWEEN = re.compile(
    r"\s*(?:[:(–—-]|là|(?:đóng góp|nộp|đóng|góp|ủng hộ)?(?:\s+(?:mức|số tiền|kinh phí|mức đóng góp))?(?:\s+là)?)?"
    r"\s*[:(]?\s*"
)
REST = re.compile(rf"(?:{ALL}|Các|Mỗi|Những)\s[^:;(]*?\b(?:còn lại|khác)\b")
OPENS = re.compile(r"[(:;,]\s*|\bvà\s+")


@dataclass(frozen=True, slots=True)
class Tier:
    """Unions that pay the same. `names` is None for "các đơn vị còn lại"."""

    start: int
    names: NameList | None
    money: Money


def read_tiers(text: str, amounts: Sequence[Money], book: Book) -> list[Tier]:
    """A tier for each amount that has its payers right before it; an amount without any is left out."""
    tiers: list[Tier] = []
    floor = 0
    for money in amounts:
        tier = _tier(text, floor, money, book)
        if tier:
            tiers.append(tier)
        floor = money.end
    return tiers


def _tier(text: str, floor: int, money: Money, book: Book) -> Tier | None:
    """The payers between `floor` and an amount, from the first place where a list of them reaches the amount."""
    before = text[floor : money.start]
    for start in _starts(before):
        names = read_names(before[start:], book)
        if names and BETWEEN.fullmatch(before[start + names.end :]):
            return Tier(floor + start, names, money)
        rest = REST.match(before[start:])
        if rest and BETWEEN.fullmatch(before[start + rest.end() :]):
            return Tier(floor + start, None, money)
    return None


def _starts(before: str) -> list[int]:
    """Places where payers may begin: the start, after a mark, before a body's name or a known spelling."""
    places = {0, *(found.end() for found in OPENS.finditer(before)), *(f.start() for f in re.finditer(BODY, before))}
    places |= {found.start() for found in REST.finditer(before)}
    return sorted(place for place in places if before[place : place + 1].strip())
