"""What a search gives: something found with its place, and how words are looked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from unions.amounts import AmountError, parse_dong
from unions.names import fold

MOST = 20  # of each kind
LONGEST = 100  # letters of a question that are looked at


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found. `year` is told where it is of another year than the one the asker stands in."""

    text: str
    url: str
    detail: str = ""
    year: int | None = None


Candidates = Iterable[tuple[Hit, str]]  # what may be found, and the text it is found by


@dataclass(frozen=True, slots=True)
class Question:
    """Words to look for. An amount of money is also looked for as its digits: "7 triệu", "7.000.000"."""

    asked: str
    words: tuple[str, ...]
    amount: str = ""

    def finds(self, text: str) -> bool:
        """Whether each word begins a word of the text, accents and capitals aside."""
        folded = f" {fold(text)}"
        if self.amount and f" {self.amount} " in f"{folded} ":
            return True
        return all(f" {word}" in folded for word in self.words)

    def first(self, candidates: Candidates) -> tuple[tuple[Hit, ...], bool]:
        """The first of those that it finds, in their order, and whether it finds more."""
        found = tuple(islice((hit for hit, text in candidates if self.finds(text)), MOST + 1))
        return found[:MOST], len(found) > MOST


def question(text: str) -> Question:
    """What somebody typed; without letters it finds nothing."""
    asked = " ".join(text.split())[:LONGEST]
    return Question(asked, tuple(fold(asked).split()), _amount(asked))


def _amount(asked: str) -> str:
    try:
        return str(parse_dong(asked))
    except AmountError:
        return ""


def joined(*parts: object) -> str:
    """What there is of these, with a dot between."""
    return " · ".join(str(part) for part in parts if part)
