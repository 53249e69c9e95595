"""A consultation round, reckoned: who said what, who is silent, what has to be asked again.

Pure: rows as dataclasses in, dataclasses out; the day on which something was said is a local date that is passed in.
A union that says nothing is silent, and silence is never taken for consent.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

INDENT = "  "  # a line of a question as asked stands as deep as it stood in the plan
NUMBER = re.compile(r"^(?:\d+(?:\.\d+)*[.)]|[IVXLCDM]+\.|[a-zđ]\))\s+")


class Answer(StrEnum):
    """What a union may answer; the values of `plans.models.Opinion.Answer`."""

    AGREE = "agree"
    CHANGE = "change"
    ABSTAIN = "abstain"


@dataclass(frozen=True, slots=True)
class Party:
    """A union of a round: one that is asked, or `left`, which spoke in the open round and is asked no more."""

    pk: int
    code: str
    name: str
    short: str
    left: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """An activity with its number and printed text, as it would be asked now."""

    activity: int
    title: str
    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Before:
    """What was asked last about an activity, and whether anybody asked for a change then."""

    title: str
    text: str
    wished: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a round. `activity` is None when the activity was removed from the plan; `clause` its heading.

    `label` is the number that the heading had in the plan when it was asked: answers that name it stay true.
    """

    pk: int
    position: int
    title: str
    text: str
    activity: int | None = None
    clause: int | None = None
    changed: bool = False  # the plan says something else by now
    label: str = ""

    @property
    def heading(self) -> str:
        """The title under the number that it was asked with: "2. Kỳ nghỉ hồng"."""
        return f"{self.label} {self.title}".strip()

    @property
    def lines(self) -> tuple[tuple[int, str], ...]:
        """Depth and text of each line."""
        return tuple(asked_lines(self.text))


@dataclass(frozen=True, slots=True)
class Said:
    """What one union said: an opinion about `item`, or a remark on the whole (`item` 0, no answer)."""

    pk: int
    union: int
    text: str
    at: dt.datetime
    day: dt.date
    by: str
    item: int = 0
    answer: Answer | None = None
    reply: str = ""
    replied_at: dt.datetime | None = None
    replied_by: str = ""

    @property
    def reply_is_older(self) -> bool:
        """The union spoke again after it was replied to."""
        return self.replied_at is not None and self.replied_at < self.at

    @property
    def wants_reply(self) -> bool:
        """A wish or a remark that nobody replied to, or that changed since."""
        return self.answer in (Answer.CHANGE, None) and (not self.reply or self.reply_is_older)


@dataclass(frozen=True, slots=True)
class Cell:
    """One union at one question; `said` is None for silence."""

    party: Party
    said: Said | None
    late: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One question with what every union said."""

    asked: Asked
    cells: tuple[Cell, ...]

    def of(self, answer: Answer | None) -> tuple[Cell, ...]:
        """The cells with an answer; with None, the silent ones."""
        return tuple(cell for cell in self.cells if (cell.said.answer if cell.said else None) == answer)

    @property
    def silent(self) -> tuple[Cell, ...]:
        return self.of(None)

    @property
    def agreed(self) -> tuple[Cell, ...]:
        return self.of(Answer.AGREE)

    @property
    def worded(self) -> tuple[Cell, ...]:
        """What has to be read: everything but consent and silence."""
        return tuple(cell for cell in self.cells if cell.said and cell.said.answer != Answer.AGREE)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one union is with a round."""

    party: Party
    answered: int
    asked: int
    remark: Said | None
    remark_late: bool = False
    open_titles: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        return self.answered == self.asked

    @property
    def is_silent(self) -> bool:
        """Neither an answer nor a remark."""
        return not self.answered and self.remark is None


@dataclass(frozen=True, slots=True)
class Matrix:
    """Unions by questions."""

    parties: tuple[Party, ...]
    rows: tuple[Row, ...]
    standings: tuple[Standing, ...]

    @property
    def complete(self) -> int:
        """Unions that answered every question."""
        return sum(one.is_complete for one in self.standings)

    @property
    def partly(self) -> int:
        """Unions that said something, but not about everything."""
        return sum(not one.is_complete and not one.is_silent for one in self.standings)

    @property
    def waited_for(self) -> tuple[Standing, ...]:
        """Unions that still owe an answer; one that left owes none."""
        return tuple(one for one in self.standings if not one.is_complete and not one.party.left)

    @property
    def silent(self) -> tuple[Standing, ...]:
        return tuple(one for one in self.standings if one.is_silent)

    @property
    def wishes(self) -> int:
        """How often a change is asked for."""
        return sum(len(row.of(Answer.CHANGE)) for row in self.rows)

    @property
    def remarks(self) -> tuple[Standing, ...]:
        """The unions that said something of the whole."""
        return tuple(one for one in self.standings if one.remark)

    @property
    def unreplied(self) -> int:
        """Wishes and remarks that wait for a reply."""
        spoken = [cell.said for row in self.rows for cell in row.cells] + [one.remark for one in self.standings]
        return sum(said is not None and said.wants_reply for said in spoken)


def matrix(
    parties: Sequence[Party], asked: Sequence[Asked], said: Iterable[Said], remarks: Iterable[Said], deadline: dt.date
) -> Matrix:
    """Who said what about which question. Linear in questions times unions."""
    opinions = {(one.item, one.union): one for one in said}
    whole = {one.union: one for one in remarks}
    rows = tuple(Row(item, tuple(_cells(item, parties, opinions, deadline))) for item in asked)
    return Matrix(tuple(parties), rows, tuple(_standing(p, asked, opinions, whole, deadline) for p in parties))


def _cells(
    item: Asked, parties: Sequence[Party], opinions: Mapping[tuple[int, int], Said], deadline: dt.date
) -> Iterator[Cell]:
    for party in parties:
        said = opinions.get((item.pk, party.pk))
        yield Cell(party, said, said is not None and said.day > deadline)


def _standing(
    party: Party,
    asked: Sequence[Asked],
    opinions: Mapping[tuple[int, int], Said],
    whole: Mapping[int, Said],
    deadline: dt.date,
) -> Standing:
    still_open = tuple(item.title for item in asked if (item.pk, party.pk) not in opinions)
    remark = whole.get(party.pk)
    late = remark is not None and remark.day > deadline
    return Standing(party, len(asked) - len(still_open), len(asked), remark, late, still_open)


# -- What is asked, and what is asked again


def asked_text(lines: Iterable[tuple[int, str]]) -> str:
    """Lines with their depth as the one text that a round keeps."""
    return "\n".join(INDENT * depth + line for depth, line in lines)


def asked_lines(text: str) -> Iterator[tuple[int, str]]:
    """The same road back."""
    for line in text.splitlines():
        words = line.lstrip(" ")
        yield (len(line) - len(words)) // len(INDENT), words


def essence(text: str) -> tuple[str, ...]:
    """What counts as the same text: numbers given by the outline and spaces aside, every word."""
    lines = (NUMBER.sub("", " ".join(line.split())) for line in text.splitlines())
    return tuple(line for line in lines if line)


def is_changed(question: Question, before: Before | Asked) -> bool:
    """Whether the plan says something else about an activity than it did when it was asked."""
    return essence(question.title) != essence(before.title) or essence(question.text) != essence(before.text)


def to_ask_again(now: Iterable[Question], before: Mapping[int, Before]) -> frozenset[int]:
    """Activities for the next round: never asked about, changed since, or with a wish in the last answers."""
    return frozenset(question.activity for question in now if _is_open(question, before.get(question.activity)))


def _is_open(question: Question, before: Before | None) -> bool:
    return before is None or before.wished or is_changed(question, before)
