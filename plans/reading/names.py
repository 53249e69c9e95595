"""Lists of unions inside a sentence: "Đoàn A, Đoàn B và Đoàn C". Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plans.reading.bodies import BODY, PARTS, begins_body, goes_on, is_name, name_end, verb_at
from plans.reading.book import Book, Entry

NEAR = 400  # letters that a name and what ends it take at most: a whole line is read for each name in it
NUMBER_AT_END = re.compile(r"\d{1,3}$")
BARE_NUMBER = re.compile(r"\d{1,3}(?![\w/]|[.,]\d)")
AFTER_BARE_NUMBER = re.compile(r"\s*(?:[,;:()]|\.?$|\.\s)|\s+(?:và|mỗi|từng)\s")


@dataclass(frozen=True, slots=True)
class Named:
    """A union as a sentence prints it. `entry` is None while the book does not have it."""

    label: str
    entry: Entry | None
    full: str = ""  # the name that a bare number stands for: "Đoàn phường 3"

    def is_whole(self, book: Book) -> bool:
        """Whether the label is a name by itself, and not the rest of a list: "3" after "Đoàn phường 1"."""
        return self.entry is None or book.find(self.name) is self.entry

    @property
    def name(self) -> str:
        """The name by itself."""
        return self.full or self.label


@dataclass(frozen=True, slots=True)
class NameList:
    """Unions that follow one another. `end` is where the list ends in the text that was read."""

    names: tuple[Named, ...]
    joiners: tuple[str, ...]
    end: int

    @property
    def last_joiner(self) -> str:
        """What parts the last two: ", " or " và "."""
        return self.joiners[-1] if self.joiners else ", "


def read_names(text: str, book: Book) -> NameList | None:
    """The unions that a text begins with; None when it begins with none."""
    names: list[Named] = []
    joiners: list[str] = []
    start = end = 0
    while label := _name_at(text[start:], book, follows=bool(names)) or _number_at(text[start:], names):
        full = _numbered(names[-1].name, label) if names and label.isdecimal() else ""
        found = book.find(full or label) or (book.find_elided(label) if names else None)
        names.append(Named(label, found, full))
        end = start + len(label)
        joined = PARTS.match(text, end)
        if not joined:
            break
        joiners.append(joined.group())
        start = joined.end()
    return NameList(tuple(names), tuple(joiners[: len(names) - 1]), end) if names else None


def _number_at(text: str, names: Sequence[Named]) -> str:
    """The bare number that a list of numbered unions goes on with, "" without one: "2" in "Chi đoàn ấp 1, 2, 3"."""
    found = BARE_NUMBER.match(text) if names and _numbered(names[-1].name, "") else None
    if found is None:
        return ""
    is_before_verb = not text[found.end() : verb_at(text[:NEAR])].strip()
    return found.group() if is_before_verb or AFTER_BARE_NUMBER.match(text, found.end()) else ""


def _numbered(name: str, number: str) -> str:
    """The name with another number at its end; "" for a name without one."""
    own = NUMBER_AT_END.search(name)
    return f"{name[: own.start()]}{number}" if own else ""


def _name_at(text: str, book: Book, *, follows: bool) -> str:
    """The name that a text begins with, "" without one. `follows` says that it stands in a list after another."""
    text = text[:NEAR]
    stop = name_end(text)
    pieces = PARTS.split(text[:stop].rstrip(" ,"))
    known = book.starts(text)
    written = _written(pieces, book)
    if known and (len(known) > len(written) or _found(pieces[2:3], book) or not goes_on(known, written)):
        return known
    if written:
        return written
    joined = ("".join(pieces[:end]).strip() for end in range(len(pieces), 0, -2))
    return next((name for name in joined if book.find(name) or (follows and book.find_elided(name))), "")


def _written(pieces: list[str], book: Book) -> str:
    """The name that the pieces begin with by its form alone: up to the next piece that begins another."""
    if not begins_body(pieces[0]):
        return ""
    end = 1
    while end + 1 < len(pieces) and not _is_next(pieces[end + 1], book):
        end += 2
    whole = "".join(pieces[:end]).strip()
    if is_name(whole):
        return whole
    return pieces[0].strip() if is_name(pieces[0].strip()) else ""


def _is_next(piece: str, book: Book) -> bool:
    return begins_body(piece) or bool(book.starts(piece)) or not piece[:1].isupper()


def _found(pieces: list[str], book: Book) -> bool:
    return any(book.find(piece) or book.find_elided(piece) for piece in pieces)


def mentions(text: str, book: Book) -> Iterator[Named]:
    """Every union of the book that a text names somewhere, each once, in order."""
    seen: list[Entry] = []
    start = 0
    while found := re.search(BODY, text[start:]):
        at = start + found.start()
        label = _name_at(text[at:], book, follows=False)
        entry = book.find(label) if label else None
        if entry is not None and entry not in seen:
            seen.append(entry)
            yield Named(label, entry)
        start = at + max(len(label), len(found.group()))
