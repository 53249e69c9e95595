"""Two wordings of a line, word by word. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby, zip_longest
from typing import NamedTuple

from documents.blocks import Fate, Piece


class Word(NamedTuple):
    """A word, or one mark of punctuation, with the space behind it."""

    text: str
    space: str


# A word goes from its first letter or digit to its last: "7.000.000", "01-KH/ĐTN". A text may begin with a space.
WORD = re.compile(r"(\w(?:\S*\w)?|[^\w\s]|^(?=\s))(\s*)")


def pieces_of(before: str, after: str) -> tuple[Piece, ...]:
    """What stayed, went and came, as it is shown: a space parts a word that went from the one that came for it."""
    pieces = exact_pieces(before, after)
    return tuple(_parted(piece, following) for piece, following in zip_longest(pieces, pieces[1:]))


def _parted(piece: Piece, following: Piece | None) -> Piece:
    if piece.fate is not Fate.OUT or following is None or following.fate is not Fate.IN:
        return piece
    is_glued = piece.text[-1].isalnum() and following.text[0].isalnum()
    return Piece(Fate.OUT, f"{piece.text} ") if is_glued else piece


def exact_pieces(before: str, after: str) -> tuple[Piece, ...]:
    """The same to the letter: the pieces that are not IN, joined, are `before`; those that are not OUT are `after`."""
    old, new = ([Word(*found) for found in WORD.findall(text)] for text in (before, after))
    matcher = SequenceMatcher(None, [word.text for word in old], [word.text for word in new], autojunk=False)
    return tuple(_joined(_compared(matcher, old, new)))


def _compared(matcher: "SequenceMatcher[str]", old: Sequence[Word], new: Sequence[Word]) -> Iterator[Piece]:
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            for was, now in zip(old[a:b], new[c:d], strict=True):
                yield from _same(was, now)
        else:
            yield Piece(Fate.OUT, _text(old[a:b]))
            yield Piece(Fate.IN, _text(new[c:d]))


def _same(was: Word, now: Word) -> Iterator[Piece]:
    """A word that stayed; the space behind it may be another one, before a full stop for example."""
    yield Piece(Fate.SAME, now.text)
    if was.space == now.space:
        yield Piece(Fate.SAME, now.space)
    else:
        yield from (Piece(Fate.OUT, was.space), Piece(Fate.IN, now.space))


def _text(words: Iterable[Word]) -> str:
    return "".join(word.text + word.space for word in words)


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbours of one fate as one piece, what went before what came for it."""
    for is_same, group in groupby((piece for piece in pieces if piece.text), key=lambda one: one.fate is Fate.SAME):
        found = list(group)
        for fate in (Fate.SAME,) if is_same else (Fate.OUT, Fate.IN):
            if text := "".join(piece.text for piece in found if piece.fate is fate):
                yield Piece(fate, text)
