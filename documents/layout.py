"""Measures that the PDF and the Word file share and that CSS cannot decide. Pure."""

from collections.abc import Iterator
from itertools import takewhile

from documents.blocks import Line, Marker, Table

# Letters of a name that fits the left column only when it is set closer, as the guide's own samples do.
CLOSE_FROM, CLOSE_TO = 23, 27
CLOSER = {"parent": -0.8, "issuer": -1.25}  # pt between letters; bold ones are wider


def is_close(name: str) -> bool:
    """Whether a name of the letterhead is set closer: it would only just not fit; a longer one breaks anyway."""
    return CLOSE_FROM <= len(name) <= CLOSE_TO


def depth(line: Line) -> int:
    """0 for "1.", 1 for "1.1.", 2 for "1.1.1.": the guide sets each of them in another style."""
    return line.label.strip("./) \u2060").count(".") if line.marker is Marker.DECIMAL else 0


def groups(table: Table) -> Iterator[list[tuple[str, ...]]]:
    """The rows that stand together: all of them, or those that go on with the first of them. At least one group."""
    group: list[tuple[str, ...]] = []
    for row in table.rows:
        if table.grouped and row[0] and group:
            yield group
            group = []
        group.append(row)
    yield group


def joined(row: tuple[str, ...]) -> int:
    """How many cells at the beginning of a row belong to those above it."""
    return sum(1 for _ in takewhile(lambda cell: not cell, row))
