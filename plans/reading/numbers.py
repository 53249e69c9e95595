"""Which labels are typed and which follow from the outline. Pure.

A label is kept only where automatic numbering, going on from what is printed above, would give another one: "3.2." with
no 3.1 before it, "5.2." standing twice, "1)" where the house writes "1.".
"""

from collections.abc import Sequence

from documents.blocks import Line, Marker
from documents.characters import DASHES
from plans.numbering import Place, automatic_labels

DEEPEST, LONGEST = 8, 40


def typed_labels(places: Sequence[Place]) -> list[str]:
    """For places with their printed labels: each label, or "" where automatic numbering gives the same one."""
    pairs = zip(places, automatic_labels(places), strict=True)
    return [
        "" if place.marker is not Marker.NONE and automatic == DASHES.sub("-", place.label) else place.label
        for place, automatic in pairs
    ]


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
