"""Which labels are typed and which follow from the outline. Pure.

A label is kept only where automatic numbering, going on from what is printed above, would give another one: "3.2." with
no 3.1 before it, "5.2." standing twice, "1)" where the house writes "1.".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from documents.blocks import Line, Marker
from documents.characters import DASHES
from plans.numbering import Place, number_labels

DEEPEST, LONGEST = 8, 40


@dataclass(slots=True)
class _Open:
    """A line that others may stand below, with the last child of each marker."""

    place: Place
    last: dict[Marker, Place] = field(default_factory=dict)


def typed_labels(places: Iterable[Place]) -> list[str]:
    """For places with their printed labels: each label, or "" where automatic numbering gives the same one."""
    stack = [_Open(Place(-1, Marker.NONE))]
    typed: list[str] = []
    for place in places:
        if place.marker is Marker.NONE:
            typed.append(place.label)
            continue
        while stack[-1].place.level >= place.level:
            stack.pop()
        before = stack[-1].last.get(place.marker)
        above = [line.place for line in stack[1:]]
        context = [*above, *([before] if before else []), Place(place.level, place.marker)]
        automatic = number_labels(context)[-1]
        typed.append("" if automatic == DASHES.sub("-", place.label) else place.label)
        stack[-1].last[place.marker] = place
        stack.append(_Open(place))
    return typed


def fitted(lines: Sequence[Line]) -> list[Line]:
    """Lines that a plan can hold: levels within bounds, a label where the marker needs one, none that is too long."""
    return [_fitted(line) for line in lines]


def _fitted(line: Line) -> Line:
    level = max(0, min(line.level, DEEPEST))
    marker, label, text = line.marker, line.label, line.text
    if len(label) > LONGEST:
        marker, label, text = Marker.NONE, "", str(line)
    if not label:
        marker = Marker.NONE
    return Line(text, marker, label, level, line.heading)
