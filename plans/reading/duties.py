"""Who does what, in one sentence. Pure.

"Đoàn A, Đoàn B chủ trì, phối hợp với Đoàn C tổ chức …" becomes the template "{đơn vị} chủ trì, phối hợp với
{đơn vị phối hợp} tổ chức …" and its holders. Where the sentence names its unions in another way they are still its
holders, but its words stay as they are.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from plans.reading.bodies import LEADER, verb_at
from plans.reading.book import Book, Entry
from plans.reading.drafts import Part, Scope
from plans.reading.names import Named, NameList, mentions, read_names
from plans.sentences import Slot

COLLECTIVE = re.compile(
    r"(?:Các|Mỗi|Từng|Tất cả|Toàn thể|Toàn bộ|Những|100%|Cả)\s(?:.*?\b)?"
    r"(?:đơn vị|cơ sở|[cC]hi [đĐ]oàn|Đoàn|đoàn|LCĐ|thành viên|[lL]iên [đĐ]ội|tổ chức)\b.*"
)
UNIT_ALONE = re.compile(r"(?:Đơn vị|Cơ sở Đoàn|Thành viên)\s(?:thành viên|trong cụm|thuộc cụm|trực thuộc)\b.*")
WITH = re.compile(r"(?:phối hợp(?:\s+(?:cùng với|với|cùng))?|cùng với|cùng)\s+")
NEXT_SUBJECT = re.compile(r"[;.]\s+(?=[A-ZĐ])")
NEXT_CELL = re.compile(r"\|\s+")  # a row of a table: "1 | Đoàn Sở Y tế | Khám bệnh"
THEN = re.compile(r"[,;]\s+")
HELPS = re.compile(r"\s+(?:cùng\s+)?(?:phối hợp|hỗ trợ|tham gia hỗ trợ)\b")
HELP_IN_BRACKETS = re.compile(r"\((?:cùng\s+)?(?:phối hợp|hỗ trợ)[^)]*\)[\s.]*$")  # "Đoàn A, Đoàn B (phối hợp)"
LONGEST_SUBJECT = 14  # words of "Các đơn vị …"


@dataclass(frozen=True, slots=True)
class Holder:
    """A union's part as the sentence prints it."""

    entry: Entry
    part: Part
    label: str


@dataclass(frozen=True, slots=True)
class DutyReading:
    """A sentence's holders, and its words with slots for them."""

    template: str
    scope: Scope
    collective: str = ""
    last_joiner: str = ", "
    holders: tuple[Holder, ...] = field(default=())


def read_duty(text: str, book: Book, *, after_label: bool = False) -> DutyReading | None:
    """Whose duty a sentence states, None when that is nobody this program knows.

    After a label of duties ("Phân công: các đơn vị …") it begins without a capital.
    """
    leader = LEADER.match(text)
    end = leader.end() if leader else 0
    subject = text[: end + verb_at(text[end:])].rstrip(" ,-–—")
    if scope := scope_of(subject[:1].upper() + subject[1:] if after_label else subject):
        rest = text[len(subject) :]
        named = _holders(mentions(subject, book), Part.LEAD)
        if named and scope is Scope.ALL:
            return DutyReading(text, Scope.NAMED, holders=named)
        return DutyReading(Slot.LEAD + rest, scope, collective=subject)
    names = read_names(text, book)
    if names is None or any(name.entry is None for name in names.names):
        return _mentioned(text, book)
    if len({id(name.entry) for name in names.names}) < len(names.names) or _other_subjects(text, book):
        return _mentioned(text, book)
    return _with_support(text, names, book)


def scope_of(subject: str) -> Scope | None:
    """Whether a subject is the lead or all members, whatever they are called."""
    if LEADER.match(subject):
        return Scope.LEAD
    is_collective = COLLECTIVE.fullmatch(subject) or UNIT_ALONE.fullmatch(subject)
    return Scope.ALL if is_collective and len(subject.split()) <= LONGEST_SUBJECT else None


def _with_support(text: str, names: NameList, book: Book) -> DutyReading:
    """The sentence with its first list in charge, and the list after "phối hợp với" supporting."""
    lead = _holders(names.names, Part.LEAD)
    rest = text[names.end :]
    joiner = names.last_joiner
    for start, others in _lists_of_support(rest, book):
        support = _holders(others.names, Part.SUPPORT)
        taken = [holder.entry for holder in lead]
        if len(support) < len(others.names) or any(holder.entry in taken for holder in support):
            continue
        rest = rest[:start] + Slot.SUPPORT + rest[start + others.end :]
        joiner = joiner if names.joiners else others.last_joiner
        return DutyReading(Slot.LEAD + rest, Scope.NAMED, last_joiner=joiner, holders=lead + support)
    return DutyReading(Slot.LEAD + rest, Scope.NAMED, last_joiner=joiner, holders=lead)


def _lists_of_support(rest: str, book: Book) -> Iterator[tuple[int, NameList]]:
    """Where lists of supporters begin: "phối hợp với Đoàn B", and "Đoàn A chủ trì, Đoàn B phối hợp"."""
    for found in WITH.finditer(rest):
        if names := read_names(rest[found.end() :], book):
            yield found.end(), names
    for found in THEN.finditer(rest):
        names = read_names(rest[found.end() :], book)
        if names and HELPS.match(rest, found.end() + names.end):
            yield found.end(), names


def _holders(names: Iterable[Named], part: Part) -> tuple[Holder, ...]:
    holders: list[Holder] = []
    for name in names:
        if name.entry is not None and not any(holder.entry is name.entry for holder in holders):
            holders.append(Holder(name.entry, part, name.label))
    return tuple(holders)


def only_support(text: str, book: Book) -> DutyReading | None:
    """The unions that a label "Đơn vị phối hợp:" lists."""
    names = read_names(text, book)
    holders = _holders(names.names, Part.SUPPORT) if names else ()
    if names is None or len(holders) < len(names.names):
        return read_duty(text, book)
    return DutyReading(Slot.SUPPORT + text[names.end :], Scope.NAMED, last_joiner=names.last_joiner, holders=holders)


def _mentioned(text: str, book: Book) -> DutyReading | None:
    holders: tuple[Holder, ...] = ()
    for said in text.split(";"):
        found = _holders(mentions(said, book), Part.SUPPORT if HELP_IN_BRACKETS.search(said) else Part.LEAD)
        holders += tuple(one for one in found if all(one.entry is not holder.entry for holder in holders))
    return DutyReading(text, Scope.NAMED, holders=holders) if holders else None


def _other_subjects(text: str, book: Book) -> bool:
    """Whether a second sentence in the line names others."""
    return any(read_names(text[found.end() :], book) for found in NEXT_SUBJECT.finditer(text))


def learn_holders(text: str, book: Book, *, supporters: bool = True) -> None:
    """Take the names that a sentence of duty begins with, and those it says to work with, into the book."""
    starts = [0, *(found.end() for form in (NEXT_SUBJECT, NEXT_CELL) for found in form.finditer(text))]
    starts += [start for start, _names in _lists_of_support(text, book)] if supporters else []
    for start in starts:
        learn_first(text[start:], book)


def learn_first(text: str, book: Book) -> None:
    """Take the names that a text begins with into the book."""
    names = read_names(text, book)
    for name in names.names if names else ():
        if name.is_whole(book):
            book.take(name.name)
