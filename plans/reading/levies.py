"""What a line asks the unions to pay. Pure.

Three forms are read: an amount for each unit ("7.000.000 đồng/đơn vị", "mỗi đơn vị đóng góp 2 triệu đồng"), tiers
inside the line, and tiers in the lines below it. An amount in any other form is left as text and told.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from plans.reading.book import Book, Entry
from plans.reading.drafts import Shape
from plans.reading.money import UNIT, Money, find_money, is_given, spoken_basis
from plans.reading.names import read_names
from plans.reading.tiers import Tier, read_tiers
from plans.sentences import Basis, Slot

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
    if flat and not any(tier.money is flat and tier.names for tier in tiers) and len(tiers) < 2:
        return _flat(text, flat, amounts, book)
    if tiers:
        return _tiered(text, tiers, amounts, cluster)
    return _below(text, below, book, cluster) if not amounts else None


def _flat(text: str, money: Money, amounts: Sequence[Money], book: Book) -> LevyReading:
    """The same amount for each union the sentence is about: those it names, or all."""
    template = text[: money.start] + Slot.LEVY + text[money.end :]
    names = read_names(text, book)
    payers = tuple(Payer(n.entry, money.value, n.label) for n in (names.names if names else ()) if n.entry)
    basis = _first_basis([money], text)
    return LevyReading(template, Shape.FLAT, basis, money.value, payers, not payers, len(amounts) == 1)


def _tiered(text: str, tiers: Sequence[Tier], amounts: Sequence[Money], cluster: Sequence[Entry]) -> LevyReading | None:
    payers = _payers(tiers, cluster)
    if payers is None:
        return None
    template = text[: tiers[0].start] + Slot.LEVY + text[tiers[-1].money.end :]
    basis = _first_basis([tier.money for tier in tiers], text)
    return LevyReading(template, Shape.TIERED, basis, payers=payers, is_complete=len(tiers) == len(amounts))


def _first_basis(amounts: Sequence[Money], text: str) -> Basis:
    """How often: as written behind an amount, else as the sentence says."""
    return next((money.basis for money in amounts if money.basis is not Basis.UNDECIDED), spoken_basis(text))


def _payers(tiers: Sequence[Tier], cluster: Sequence[Entry]) -> tuple[Payer, ...] | None:
    """Each union with its amount; None when a name is unknown or a union stands there twice."""
    payers: list[Payer] = []
    for tier in tiers:
        for name in tier.names.names if tier.names else ():
            if name.entry is None:
                return None
            payers.append(Payer(name.entry, tier.money.value, name.label))
    rest = next((tier.money.value for tier in tiers if tier.names is None), None)
    paying = [payer.entry for payer in payers]
    if rest:
        payers += [Payer(entry, rest, "") for entry in cluster if entry not in paying]
    entries = [id(payer.entry) for payer in payers]
    return tuple(payers) if payers and len(set(entries)) == len(entries) else None


def _below(text: str, below: Sequence[str], book: Book, cluster: Sequence[Entry]) -> LevyReading | None:
    """Tiers one a line: "Mức đóng góp:" / "+ Đoàn A: 2.000.000 đồng" / "+ Các đơn vị còn lại: …"."""
    probe = [f"Đóng góp. {line}" for line in below]
    if not probe or not any(given(line) for line in probe) or not is_money_head(text):
        return None
    tiers: list[Tier] = []
    flat: list[Money] = []
    for line in probe:
        found = read_tiers(line, given(line), book)
        each = [m for m in given(line) if not found and (m.for_each or EACH.search(line[: m.start]))]
        tiers, flat = tiers + found, flat + each
    basis = next(
        (m.basis for m in [*(t.money for t in tiers), *flat] if m.basis is not Basis.UNDECIDED), spoken_basis(text)
    )
    if len(flat) == 1 and not tiers:
        return LevyReading(text, Shape.FLAT, basis, flat[0].value, everyone=True)
    payers = _payers(tiers, cluster) if not flat else None
    return LevyReading(text, Shape.TIERED, basis, payers=payers) if payers else None


def is_money_head(text: str) -> bool:
    """Whether a line without an amount announces what the unions pay."""
    is_about_money = re.search(r"đóng góp|mức (?:thu|đóng|nộp)|kinh phí", text, re.IGNORECASE)
    return bool(is_about_money) and text.rstrip().endswith((":", "sau", "góp", "phí"))


def learn_payers(text: str, book: Book) -> None:
    """Take the names of the payers in a line into the book."""
    amounts = list(find_money(text))
    for tier in read_tiers(text, amounts, book):
        for name in tier.names.names if tier.names else ():
            book.take(name.label)
