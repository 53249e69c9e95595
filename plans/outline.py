"""Lines of an outline as blocks: a line with everything below it. Pure: levels and places in, ranges and places out.

A block moves, indents and goes as a whole, so no line ever loses the lines below it. Two blocks are siblings when
they have the same level and no line of a lower level stands between them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from documents.blocks import Marker
from plans.numbering import Place, subtree_end

DEEPEST = 8
BELOW = {
    Marker.ROMAN: Marker.ARABIC,
    Marker.ARABIC: Marker.DASH,
    Marker.DECIMAL: Marker.DECIMAL,
    Marker.LETTER: Marker.DASH,
    Marker.DASH: Marker.PLUS,
    Marker.PLUS: Marker.STAR,
    Marker.STAR: Marker.NONE,
    Marker.NONE: Marker.DASH,
}


def block(levels: Sequence[int], start: int) -> range:
    """The line at `start` and all lines below it."""
    return range(start, subtree_end(levels, start))


def block_after(levels: Sequence[int], start: int) -> range | None:
    """The next sibling's block, or None for the last one."""
    end = subtree_end(levels, start)
    return block(levels, end) if end < len(levels) and levels[end] == levels[start] else None


def block_before(levels: Sequence[int], start: int) -> range | None:
    """The previous sibling's block, or None for the first one."""
    for at in range(start - 1, -1, -1):
        if levels[at] <= levels[start]:
            return range(at, start) if levels[at] == levels[start] else None
    return None


def parent_of(levels: Sequence[int], start: int) -> int | None:
    """The line that the line at `start` stands below, or None at the top."""
    return next((at for at in range(start - 1, -1, -1) if levels[at] < levels[start]), None)


def path_up(levels: Sequence[int], start: int) -> Iterator[int]:
    """The line at `start` and the lines it stands below, the nearest first; nothing before the first line."""
    at: int | None = start if start >= 0 else None
    while at is not None:
        yield at
        at = parent_of(levels, at)


def child_marker(places: Sequence[Place], parent: int) -> Marker:
    """How a new line below `parent` is numbered: as its first numbered child, else as is usual below it."""
    children = (places[at] for at in block([p.level for p in places], parent)[1:])
    own = (p.marker for p in children if p.level == places[parent].level + 1 and p.marker is not Marker.NONE)
    return next(own, BELOW[places[parent].marker])


def indented(places: Sequence[Place], start: int) -> list[Place] | None:
    """The block at `start` as it is below its previous sibling; None when there is none, or it would be too deep."""
    levels = [place.level for place in places]
    before = block_before(levels, start)
    moved = [places[at] for at in block(levels, start)]
    if before is None or max(place.level for place in moved) >= DEEPEST:
        return None
    return restyled(moved, 1, child_marker(places, before.start))


def outdented(places: Sequence[Place], start: int) -> list[Place] | None:
    """The block at `start` as it is one level up, numbered like the line it stood below; None at the top."""
    parent = parent_of([place.level for place in places], start)
    moved = [places[at] for at in block([p.level for p in places], start)]
    return None if parent is None else restyled(moved, -1, places[parent].marker)


def restyled(moved: Sequence[Place], delta: int, marker: Marker) -> list[Place]:
    """A block at another level: its head takes `marker`, and lines marked as is usual below theirs stay so.

    A typed label is dropped where the marker changes, because it was a number of the other kind.
    """
    parents: list[tuple[Place, Place]] = []  # (as it was, as it becomes) of the lines above the current one
    out: list[Place] = []
    for old in moved:
        while parents and parents[-1][0].level >= old.level:
            parents.pop()
        wanted = marker
        if parents:
            was, becomes = parents[-1]
            wanted = BELOW[becomes.marker] if old.marker is BELOW[was.marker] else old.marker
        label = old.label if wanted is old.marker else ""
        new = replace(old, level=old.level + delta, marker=wanted, label=label)
        parents.append((old, new))
        out.append(new)
    return out
