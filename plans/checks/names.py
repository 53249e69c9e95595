"""Finding a name in a text however it is spelled. Pure.

`plain` folds a text letter by letter, so that a place in the folded text is the same place in the text.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from unions.names import fold, nfc, union_key

GAP = r"[\s,–—-]{1,4}"  # what may stand between two words of one name
TAIL = rf"(?:{GAP}(?:thanh{GAP}pho|tp\.?)(?:{GAP}ho{GAP}chi{GAP}minh|{GAP}hcm)?)?"
EDGE = r"(?<![^\W_]){}(?![^\W_])"


class _Letters(dict[int, str]):
    """Each letter without accents, in lower case; made as letters come."""

    def __missing__(self, letter: int) -> str:
        base = unicodedata.normalize("NFD", chr(letter).replace("Đ", "D").replace("đ", "d"))[0].lower()[:1]
        self[letter] = base
        return base


_LETTERS = _Letters()


def plain(text: str) -> str:
    """The text, which must be NFC, without accents and capitals: as many letters, each in its place."""
    return text.translate(_LETTERS)


def spelling_pattern(name: str, *, tail: str = "") -> str:
    """What finds a name in a plain text: any dashes, commas and spaces between its words, "và" there or not."""
    words = [re.escape(word) for word in fold(name).split()]
    joined = GAP.join(words).replace(f"{GAP}va{GAP}", f"{GAP}(?:va{GAP})?")
    return joined + tail


def finder(patterns: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all, the longest first. Group names are the caller's."""
    return re.compile(EDGE.format(f"(?:{'|'.join(sorted(patterns, key=len, reverse=True))})"))


@lru_cache(maxsize=8192)  # of a plan's lines all but one are the same at the next look
def spellings(text: str, pattern: re.Pattern[str]) -> tuple[tuple[str, re.Match[str]], ...]:
    """Every place where a text holds what the pattern finds, as it is written there."""
    text = nfc(text)
    matches = pattern.finditer(plain(text))
    return tuple((" ".join(text[found.start() : found.end()].split()), found) for found in matches)


@dataclass(frozen=True, slots=True)
class UnionFinder:
    """Finds unions in a text, however they are spelled. A name that two unions share is nobody's."""

    pattern: re.Pattern[str] | None
    owners: Mapping[str, int]

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """Each union that a text names, by its id, as it is written there."""
        for spelling, match in spellings(text, self.pattern) if self.pattern else ():
            if owner := self.owners.get(_key(match.group())):
                yield owner, spelling

    def without(self, text: str) -> str:
        """The text without the names of unions."""
        text = nfc(text)
        for _spelling, match in reversed(spellings(text, self.pattern) if self.pattern else ()):
            text = text[: match.start()] + text[match.end() :]
        return text


@lru_cache(maxsize=64)
def union_finder(unions: tuple[tuple[int | str, ...], ...]) -> UnionFinder:
    """What finds these unions; each is its id, its name, its other names."""
    owners: dict[str, int] = {}
    names: set[str] = set()
    for pk, name, *aliases in unions:
        for looked_for in _looked_for(str(name), map(str, aliases)):
            names.add(looked_for)
            key = _key(looked_for)
            owners[key] = int(pk) if owners.get(key, pk) == pk else 0
    pattern = finder(spelling_pattern(name, tail=TAIL) for name in names) if names else None
    return UnionFinder(pattern, owners)


def _looked_for(name: str, aliases: Iterable[str]) -> Iterator[str]:
    """The names without the city's; initials and names of one or two words may mean somebody else."""
    own = union_key(name)
    others = (union_key(alias) for alias in aliases)
    yield from {key for key in (own, *others) if key == own or len(key.split()) > 2} - {""}


def _key(name: str) -> str:
    """What all the spellings found by one pattern have in common."""
    return " ".join(word for word in union_key(name).split() if word != "va")
