"""Numbering of the outline. Pure: levels and markers in, printed labels out.

Numbers run among siblings: lines of one level and marker below the same line of a lower level. A label typed by hand is
kept and the numbers go on from it. Paragraphs have no label and never part siblings. Levels are relative: moving a
line with what is below it never breaks the numbering of the rest.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from documents.blocks import BULLETS, Marker

ALPHABET = "abcdđeghiklmnopqrstuvxy"  # the order of points in Vietnamese papers
PARTS = "ABCDEFGH"  # of parts that have letters; no paper has a hundredth part
ROMAN: tuple[tuple[int, str], ...] = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands in the outline. `label` is empty for automatic numbering."""

    level: int
    marker: Marker
    label: str = ""


@dataclass(slots=True)
class _Open:
    """A line that later lines may stand below, with the last number given to each kind and level of child."""

    level: int
    label: str
    counts: dict[tuple[Marker, int], int]


def to_roman(number: int) -> str:
    """4 -> "IV"."""
    out = ""
    for value, letters in ROMAN:
        out += letters * (number // value)
        number %= value
    return out


def from_roman(text: str) -> int:
    """ "IV" -> 4; 0 for what is not a Roman number."""
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    digits = [values.get(letter, 0) for letter in text.upper()]
    total = sum(-a if a < b else a for a, b in zip(digits, [*digits[1:], 0], strict=False))
    return total if total and to_roman(total) == text.upper() else 0


def standard_label(marker: Marker, number: int, parent: str = "") -> str:
    """The printed label of the `number`-th sibling: "I.", "1.", "3.1.", "a)", "-"."""
    if marker is Marker.ROMAN:
        return f"{to_roman(number)}."
    if marker is Marker.ARABIC:
        return f"{number}."
    if marker is Marker.DECIMAL:
        return f"{parent.rstrip('.)')}.{number}." if parent else f"{number}."
    if marker is Marker.LETTER:
        return f"{ALPHABET[(number - 1) % len(ALPHABET)]})"
    return BULLETS[marker]


def number_in(label: str, marker: Marker) -> int:
    """The number that a typed label stands for, 0 when there is none: "3.2." -> 2, "IV." -> 4, "b)" -> 2, "C." -> 3."""
    parts = re.findall(r"[^\W_]+", label)
    last = parts[-1] if parts else ""
    if marker is Marker.ROMAN:
        return PARTS.find(last) + 1 if len(last) == 1 and last in PARTS else from_roman(last)
    if marker is Marker.LETTER:
        return ALPHABET.find(last.lower()) + 1 if len(last) == 1 else 0
    return int(last) if last.isdecimal() else 0


def number_labels(places: Iterable[Place]) -> list[str]:
    """The label of each line, in order. Linear in the number of lines."""
    return [label for label, _automatic in _numbered(places)]


def automatic_labels(places: Iterable[Place]) -> list[str]:
    """What each line would be called if only its own label were not typed by hand."""
    return [automatic for _label, automatic in _numbered(places)]


def _numbered(places: Iterable[Place]) -> Iterator[tuple[str, str]]:
    """The label of each line, and what it would be without one typed by hand."""
    stack = [_Open(-1, "", {})]
    for place in places:
        if place.marker is Marker.NONE:
            yield place.label, ""
            continue
        while stack[-1].level >= place.level:
            stack.pop()
        parent = stack[-1]
        kind = (place.marker, place.level)
        number = parent.counts.get(kind, 0) + 1
        automatic = standard_label(place.marker, number, _ordered_parent(stack))
        label = place.label or automatic
        parent.counts[kind] = number_in(label, place.marker) or number
        stack.append(_Open(place.level, label, {}))
        yield label, automatic


def _ordered_parent(stack: Sequence[_Open]) -> str:
    """The nearest numbered line above: what "3.1." takes its "3" from."""
    return next((line.label for line in reversed(stack) if line.label[:1].isdecimal()), "")


def subtree_end(levels: Sequence[int], start: int) -> int:
    """The index after the last line below line `start`: the lines that move or go with it."""
    return next((i for i in range(start + 1, len(levels)) if levels[i] <= levels[start]), len(levels))
