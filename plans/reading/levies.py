"""What a line asks the unions to pay. Pure.

Three forms are read: an amount for each unit ("7.000.000 đồng/đơn vị", "mỗi đơn vị đóng góp 2 triệu đồng"), tiers
inside the line, and tiers in the lines below it. An amount in any other form is left as text and told.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from plans.reading.book import Book, Entry, key_of
from plans.reading.drafts import Shape
from plans.reading.money import UNIT, Money, find_money, is_given, spoken_basis, with_currency
from plans.reading.names import NameList, read_names
from plans.reading.tiers import Tier, read_tiers
from plans.sentences import Basis, Slot

REMAINING = re.compile(r"\b(?:còn lại|khác)\b")
FREE = re.compile(r"\bkhông (?:phải )?(?:đóng góp|nộp|đóng|góp)\b|\bmiễn\b", re.IGNORECASE)
EACH = re.compile(rf"\b(?:mỗi|Mỗi|từng|Từng|một)\s+{UNIT}\b[^.;]*$")


@dataclass(frozen=True, slots=True)
class Payer:
    """One union's amount, under the name the line prints."""

    entry: Entry
    amount: int
    label: str


@dataclass(frozen=True, slots=True)
class LevyReading:
    """A levy of one line. Without `payers` and with `everyone` each union of the cluster pays `amount`."""

    template: str
    shape: Shape
    basis: Basis
    amount: int = 0
    payers: tuple[Payer, ...] = ()
    everyone: bool = False
    is_complete: bool = True  # False when the line holds further amounts that were not understood


def given(text: str) -> list[Money]:
    """The amounts of a text that unions pay."""
    return [money for money in find_money(text) if is_given(text, money)]


def read_levy(text: str, below: Sequence[str], book: Book, cluster: Sequence[Entry]) -> LevyReading | None:
    """The levy of a line, None without one. `below` are the lines below it, `cluster` the unions that may pay."""
    amounts = given(text)
    flat = next((money for money in amounts if money.for_each or EACH.search(text[: money.start])), None)
    tiers = read_tiers(text, amounts, book) if amounts else []
    if flat and _is_of_the_rest(text, flat, amounts) and all(tier.is_rest for tier in tiers):
        return None
    if flat and all(tier.is_rest and tier.money.value == flat.value for tier in tiers):
        return _flat(text, flat, amounts, read_names(text, book))
    if flat and flat.for_each and len(amounts) == 1 and tiers[0].names:
        return _flat(text, flat, amounts, tiers[0].names)
    if tiers:
        return _tiered(text, tiers, amounts, book, cluster)
    return _below(text, below, book, cluster) if not amounts else None


def _is_of_the_rest(text: str, money: Money, amounts: Sequence[Money]) -> bool:
    """Whether an amount is for "các đơn vị còn lại", after others who pay another one or nothing."""
    others = [other.end for other in amounts if other.end <= money.start]
    free = FREE.search(text, 0, money.start)
    said = text[max(others, default=free.end() if free else money.start) : money.start]
    return bool(REMAINING.search(said))


def _flat(text: str, money: Money, amounts: Sequence[Money], names: NameList | None) -> LevyReading:
    """The same amount for each union the sentence is about: those it names, or all."""
    template = text[: money.start] + Slot.LEVY + text[money.end :]
    payers = tuple(Payer(n.entry, money.value, n.label) for n in (names.names if names else ()) if n.entry)
    basis = _first_basis([money], text)
    return LevyReading(template, Shape.FLAT, basis, money.value, payers, not payers, len(amounts) == 1)


def _tiered(
    text: str, tiers: Sequence[Tier], amounts: Sequence[Money], book: Book, cluster: Sequence[Entry]
) -> LevyReading | None:
    listed = [money for money in amounts if money.start >= tiers[0].money.start]
    is_open = any(tier.is_rest or tier.kind for tier in tiers)
    if len(tiers) < len(listed) and is_open:
        return None  # who pays the amount that was not understood would be asked for what the rest pay
    payers = _payers(tiers, book, cluster)
    if payers is None:
        return None
    template = text[: tiers[0].start] + Slot.LEVY + text[tiers[-1].money.end :]
    basis = _first_basis([tier.money for tier in tiers], text)
    return LevyReading(template, Shape.TIERED, basis, payers=payers, is_complete=len(tiers) == len(amounts))


def _first_basis(amounts: Sequence[Money], text: str) -> Basis:
    """How often: as written behind an amount, else as the sentence says."""
    return next((money.basis for money in amounts if money.basis is not Basis.UNDECIDED), spoken_basis(text))


def _payers(tiers: Sequence[Tier], book: Book, cluster: Sequence[Entry]) -> tuple[Payer, ...] | None:
    """Each union with its amount; None when somebody is unknown or stands there twice, or nobody is named."""
    payers: list[Payer] = []
    for tier in sorted(tiers, key=lambda tier: (tier.is_rest, bool(tier.kind))):
        found = _of_tier(tier, book, [entry for entry in cluster if all(p.entry is not entry for p in payers)])
        if found is None:
            return None
        payers += found
    entries = [id(payer.entry) for payer in payers]
    is_named = any(not tier.is_rest for tier in tiers)
    return tuple(payers) if is_named and payers and len(set(entries)) == len(entries) else None


def _of_tier(tier: Tier, book: Book, others: Sequence[Entry]) -> list[Payer] | None:
    """The payers of one tier, `others` being those that no tier before it took; None when there is one unknown."""
    value = tier.money.value
    if tier.names:
        named = [Payer(name.entry, value, name.label) for name in tier.names.names if name.entry]
        return named if len(named) == len(tier.names.names) else None
    if tier.is_lead:
        return [Payer(book.lead, value, "")] if book.lead else None
    if tier.kind:
        alike = [Payer(entry, value, "") for entry in others if key_of(entry.official).startswith(f"{tier.kind} ")]
        return alike or None
    return [Payer(entry, value, "") for entry in others]


def _below(text: str, below: Sequence[str], book: Book, cluster: Sequence[Entry]) -> LevyReading | None:
    """Tiers one a line: "Mức đóng góp:" / "+ Đoàn A: 2.000.000 đồng" / "+ Các đơn vị còn lại: …"."""
    probe = [f"Đóng góp. {with_currency(line)}" for line in below]
    if not probe or not any(given(line) for line in probe) or not is_money_head(text):
        return None
    amounts = [money for line in probe for money in given(line)]
    tiers = [tier for line in probe for tier in read_tiers(line, given(line), book)]
    basis = _first_basis(amounts, text)
    if len(amounts) == 1 and all(tier.is_rest for tier in tiers):
        each = any(money.for_each or EACH.search(line[: money.start]) for line in probe for money in given(line))
        return LevyReading(text, Shape.FLAT, basis, amounts[0].value, everyone=True) if each else None
    payers = _payers(tiers, book, cluster) if len(tiers) == len(amounts) else None
    return LevyReading(text, Shape.TIERED, basis, payers=payers) if payers else None


def is_money_head(text: str) -> bool:
    """Whether a line without an amount announces what the unions pay."""
    is_about_money = re.search(r"đóng góp|mức (?:thu|đóng|nộp)|kinh phí", text, re.IGNORECASE)
    return bool(is_about_money) and text.rstrip().endswith((":", "sau", "góp", "phí"))


def learn_payers(text: str, book: Book) -> None:
    """Take the names of the payers in a line into the book."""
    text = with_currency(text)
    amounts = list(find_money(text))
    for tier in read_tiers(text, amounts, book):
        for name in tier.names.names if tier.names else ():
            if name.is_whole(book):
                book.take(name.name)
