"""Groups of rows that stay on one page, except those that would leave too much of a page blank.

Only a drawn paper shows where its pages end. So it is drawn, looked at and drawn again: a group that left a page blank
may go on on the next page, where its first cells say again what it is. The pages before stay as they were drawn, so
each look settles a page more.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, TypeAlias
from xml.etree.ElementTree import Element

Spot: TypeAlias = tuple[int, int, int]  # table, group and row, the table counted from 1

BLANK = 0.3  # the share of a page that may stay empty above a group
LOOKS, FREEING = 16, 12  # how often a paper is drawn at most; how often a group may be let go on


@dataclass(frozen=True, slots=True)
class Parting:
    """`free`: groups (table, place) that may go on on the next page. `headed`: rows that say there what they are of."""

    free: frozenset[tuple[int, int]] = frozenset()
    headed: frozenset[Spot] = frozenset()


WHOLE = Parting()


@dataclass(frozen=True, slots=True)
class Look:
    """What a drawn page shows: the rows on it, and which share of it is empty at its end."""

    rows: tuple[Spot, ...]
    blank: float


def better(
    looks: Sequence[Look], sizes: Mapping[tuple[int, int], int], parting: Parting, *, may_free: bool = True
) -> Parting:
    """What the next drawing does otherwise; the same when nothing is to be mended. `sizes`: rows of each group.

    The last drawings free no group any more: they only head what was parted.
    """
    begun = [(page, following) for page, following in pairwise(looks) if following.rows]
    headed = frozenset(
        following.rows[0]
        for page, following in begun
        if following.rows[0][:2] in parting.free and following.rows[0][2] and following.rows[0] not in page.rows
    )
    for page, following in begun if may_free else ():
        table, group, row = following.rows[0]
        if page.blank > BLANK and not row and sizes[table, group] > 1 and (table, group) not in parting.free:
            return Parting(parting.free | {(table, group)}, headed)
    return replace(parting, headed=headed)


def looks_of(pages: Sequence[Any], root: Element) -> tuple[list[Look], Mapping[tuple[int, int], int]]:
    """The pages that WeasyPrint drew of this HTML tree, and how many rows each group has."""
    spots = dict(_spots(root))
    sizes = Counter((table, group) for table, group, _row in spots.values())
    boxes = ((page._page_box, list(page._page_box.children[0].descendants())) for page in pages)
    return [Look(_rows(inside, spots), _blank(page, inside)) for page, inside in boxes], sizes


def _spots(root: Element) -> Iterator[tuple[int, Spot]]:
    """Each row of a body, known by its identity: boxes keep the element they were made of."""
    for place, table in enumerate(root.iter("table"), 1):
        for group, body in enumerate(table.findall("tbody")):
            yield from ((id(row), (place, group, number)) for number, row in enumerate(body.findall("tr")))


def _rows(boxes: Sequence[Any], spots: Mapping[int, Spot]) -> tuple[Spot, ...]:
    found = (spots.get(id(box.element)) for box in boxes if type(box).__name__ == "TableRowBox")
    return tuple(row for row in found if row)


def _blank(page: Any, boxes: Sequence[Any]) -> float:  # noqa: ANN401 -- WeasyPrint's boxes have no types
    """The share of the page below its last line of text."""
    ends = (box.position_y + box.height for box in boxes if type(box).__name__ == "LineBox")
    foot = page.content_box_y() + page.height
    return float((foot - max(ends, default=page.content_box_y())) / page.height)
