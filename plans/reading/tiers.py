"""Who pays how much: "Đoàn A: 2.250.000 đồng; Đoàn B, Đoàn C: 1.750.000 đồng; các đơn vị còn lại: …". Pure.

Besides unions by name, the head of the cluster may be called so, a kind of unions may pay alike ("các chi đoàn"), and
all others together.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from plans.reading.bodies import ALL, BODY, LEADER, verb_at
from plans.reading.book import Book
from plans.reading.money import UNIT, Money
from plans.reading.names import NameList, read_names
from unions.names import fold

BETWEEN = re.compile(
    r"\s*(?:[:(|–—-]|là|(?:đóng góp|nộp|đóng|góp|ủng hộ)?(?:\s+(?:mức|số tiền|kinh phí|mức đóng góp))?(?:\s+là)?)?"
    r"\s*[:(|]?\s*"
)
# Between the names and the amount in "Đoàn A, Đoàn B: mỗi đơn vị 500.000 đồng".
OF_EACH = re.compile(rf"(?:{BETWEEN.pattern}\b(?:mỗi|từng)\s+{UNIT}\b)?{BETWEEN.pattern}")
REST = r"\d{1,2}\s[^:;(,\d]*?(?:còn lại|khác)\b"  # "03 đơn vị còn lại"
COLLECTIVE = re.compile(rf"(?P<who>(?:{ALL}|Các|Mỗi|Những|Từng)\s[^:;(,]*?|{REST}){BETWEEN.pattern}")
LEAD = re.compile(rf"(?P<who>{LEADER.pattern}){BETWEEN.pattern}")
KINDS = r"(?:chi đoàn|liên đội|quận đoàn|huyện đoàn|đoàn (?:phường|xã|trường|sở|khối))\b"
KIND = re.compile(rf"(?:{ALL}\s+)?(?P<kind>{KINDS}.*)", re.IGNORECASE)
# A kind without a word for all, as in "Chi đoàn khu phố: 300.000 đồng/chi đoàn".
KIND_ALONE = re.compile(rf"(?P<who>{KINDS}[^:;(,]*?){BETWEEN.pattern}", re.IGNORECASE)
WHOSE = re.compile(r" (?:truc thuoc|thanh vien|trong|thuoc|tren dia ban|tham gia|con lai|khac)\b.*")
TOGETHER = re.compile(rf"\b{ALL}\s+(?:\S+\s+)?(?:{UNIT}\b|{KINDS})", re.IGNORECASE)
LONGEST = 8  # words of "các đơn vị thành viên còn lại"
COUNTED = re.compile(rf"(?<![\w.,]){REST}")
OPENED = re.compile(r"\s*\(\s*")
OPENS = re.compile(r"[(:;,|]\s*|\bvà\s+")


@dataclass(frozen=True, slots=True)
class Tier:
    """Unions that pay the same: those of a list, the lead, those whose name begins with `kind`, or all others."""

    start: int
    money: Money
    names: NameList | None = None
    is_lead: bool = False
    kind: str = ""

    @property
    def is_rest(self) -> bool:
        """Whether it is for whoever no other tier names."""
        return not (self.names or self.is_lead or self.kind)


def read_tiers(text: str, amounts: Sequence[Money], book: Book) -> list[Tier]:
    """A tier for each amount that has its payers right before it; an amount without any is left out.

    Where no amount has them before, they may stand in brackets behind: "2.000.000 đồng (Đoàn A, Đoàn B)".
    """
    tiers: list[Tier] = []
    floor = 0
    for money in amounts:
        tier = _tier(text, floor, money, book)
        if tier:
            tiers.append(tier)
        floor = money.end
    return tiers or [tier for money in amounts if (tier := _behind(text, money, book))]


def _behind(text: str, money: Money, book: Book) -> Tier | None:
    """The payers that an amount names in brackets, nothing else in them."""
    opened = OPENED.match(text, money.end)
    names = read_names(text[opened.end() :], book) if opened else None
    if opened is None or names is None:
        return None
    end = opened.end() + names.end
    return Tier(money.start, replace(money, end=end + 1), names) if text[end : end + 1] == ")" else None


def _tier(text: str, floor: int, money: Money, book: Book) -> Tier | None:
    """The payers between `floor` and an amount, from the first place where a list of them reaches the amount."""
    before = text[floor : money.start]
    for start in _starts(before):
        said = before[start:]
        names = read_names(said, book)
        if names and OF_EACH.fullmatch(said[names.end :]):
            return Tier(floor + start, money, names)
        if LEAD.fullmatch(said):
            return Tier(floor + start, money, is_lead=True)
        collective = COLLECTIVE.fullmatch(said)
        if collective and _is_collective(collective["who"]):
            return Tier(floor + start, money, kind=_kind(collective["who"]))
        alone = KIND_ALONE.fullmatch(said) if money.for_each else None
        if alone and _is_collective(alone["who"]):
            return Tier(floor + start, money, kind=_kind(alone["who"]))
    return None


def asks_together(text: str) -> bool:
    """Whether a line of money calls some payers by what they are, not by name: "Cụm trưởng …, các đơn vị khác …"."""
    return bool(LEADER.search(text) or TOGETHER.search(text) or COUNTED.search(text))


def _kind(who: str) -> str:
    """What the names of a kind of unions begin with, folded; "" for words that are about all."""
    found = KIND.fullmatch(who.strip())
    return WHOSE.sub("", fold(found["kind"])) if found else ""


def _is_collective(who: str) -> bool:
    """Whether the words are "các đơn vị …" and nothing that they do."""
    is_short = len(who.split()) <= LONGEST and verb_at(who) == len(who)
    return is_short and bool(re.search(rf"{UNIT}|đơn vị|[đĐ]oàn\b", who))


def _starts(before: str) -> list[int]:
    """Places where payers may begin: the start, after a mark, before a body's name or a known spelling."""
    places = {0, *(found.end() for found in OPENS.finditer(before)), *(f.start() for f in re.finditer(BODY, before))}
    places |= {found.start() for found in re.finditer(rf"\b(?:{ALL}|Các|Mỗi|Những|Từng)\s", before)}
    places |= {found.start() for form in (LEADER, COUNTED) for found in form.finditer(before)}
    return sorted(place for place in places if before[place : place + 1].isalnum())
