"""Measures that the PDF and the Word file share and that CSS cannot decide. Pure.

Lengths are in points. Texts are measured by counting letters: near enough to tell a long paragraph from a short one.
"""

from collections.abc import Iterator
from itertools import takewhile
from math import ceil

from documents.blocks import Closing, Document, Line, Marker, Table

TEXT_WIDTH = {False: 454, True: 700}  # of a portrait and of a landscape page
INDENT = 36  # of a paragraph's first line
LETTER = 0.45  # the mean width of a letter, for each point of its size
WITH_CLOSING = 2  # lines of text that go to the page of the signatures, or these would stand there alone


def printed_lines(text: str, width: float, size: float = 14) -> int:
    """About how many lines a text takes in a column of this width; an empty one takes one."""
    return max(1, ceil(len(text) * LETTER * size / width))


def near_closing(document: Document) -> frozenset[int]:
    """Places of the text lines that go along with each closing: as few as make two printed lines together."""
    width = TEXT_WIDTH[document.landscape] - INDENT
    near: set[int] = set()
    for place, block in enumerate(document.blocks):
        wanted = WITH_CLOSING if isinstance(block, Closing) else 0
        while wanted > 0 and place > 0 and isinstance(above := document.blocks[place - 1], Line):
            place -= 1  # noqa: PLW2901 -- walks up from the closing
            near.add(place)
            wanted -= printed_lines(str(above), width)
    return frozenset(near)


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
