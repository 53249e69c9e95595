"""A question that is asked again: what was changed since the round before, what the union said then. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from documents.blocks import Fate, Piece
from plans.amending.words import pieces_of
from plans.rounds import NUMBER, Asked, Said, asked_lines, essence

ALIKE = 0.5  # from here on two lines are taken for one that was reworded

Line = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Marked:
    """A line with what stayed, went and came."""

    depth: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was asked about an activity last, and what a union said; `said` is None for silence.

    `wished`: whether any union asked for a change then; which one is not said. `was_asked`: whether the union itself
    was asked then; who joined later did not keep silent.
    """

    number: int
    title: str
    text: str
    wished: bool
    said: Said | None = None
    was_asked: bool = True


@dataclass(frozen=True, slots=True)
class Again:
    """Why a union is asked about an activity once more. Without an earlier round it is asked for the first time."""

    earlier: Earlier | None
    title: tuple[Piece, ...] = ()  # empty when it is the same
    lines: tuple[Marked, ...] = ()  # empty when the text is the same

    @property
    def is_changed(self) -> bool:
        return bool(self.title or self.lines)


def asked_again(asked: Asked, before: Mapping[int, Earlier]) -> Again | None:
    """The question beside the one that was asked last about its activity; None once that is gone from the plan."""
    if asked.activity is None:
        return None
    earlier = before.get(asked.activity)
    if earlier is None:
        return Again(None)
    same_title = essence(earlier.title) == essence(asked.title)
    same_text = essence(earlier.text) == essence(asked.text)
    return Again(
        earlier,
        () if same_title else _pieces(earlier.title, asked.title),
        () if same_text else tuple(compared(earlier.text, asked.text)),
    )


def compared(before: str, after: str) -> Iterator[Marked]:
    """Every line of both texts in reading order, reworded ones word by word. A number that moved on is no change."""
    old, new = list(asked_lines(before)), list(asked_lines(after))
    matcher = SequenceMatcher(
        None, [_words(text) for _, text in old], [_words(text) for _, text in new], autojunk=False
    )
    for _tag, a, b, c, d in matcher.get_opcodes():
        yield from _rewritten(old[a:b], new[c:d])


def _rewritten(old: Sequence[Line], new: Sequence[Line]) -> Iterator[Marked]:
    """Each new line with the old one that it rewords; between such pairs what went, then what came."""
    left, came = list(old), list[Marked]()
    for depth, text in new:
        place = next((n for n, (_, was) in enumerate(left) if _are_alike(was, text)), None)
        if place is None:
            came.append(Marked(depth, (Piece(Fate.IN, text),)))
            continue
        yield from (*_gone(left[:place]), *came, Marked(depth, _reworded(left[place][1], text)))
        del left[: place + 1]
        came.clear()
    yield from (*_gone(left), *came)


def _gone(lines: Sequence[Line]) -> Iterator[Marked]:
    return (Marked(depth, (Piece(Fate.OUT, text),)) for depth, text in lines)


def _reworded(before: str, after: str) -> tuple[Piece, ...]:
    label = NUMBER.match(after)
    pieces = _pieces(before, after)
    return (Piece(Fate.SAME, label[0]), *pieces) if label else pieces


def _pieces(before: str, after: str) -> tuple[Piece, ...]:
    return pieces_of(_words(before), _words(after))


def _are_alike(before: str, after: str) -> bool:
    return SequenceMatcher(None, _words(before).split(), _words(after).split(), autojunk=False).ratio() >= ALIKE


def _words(text: str) -> str:
    """A line as `essence` compares it: without its number and with single spaces."""
    return NUMBER.sub("", " ".join(text.split()))
