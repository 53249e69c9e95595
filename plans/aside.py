"""Lines that stand aside: in the plan, but not on its paper, because their activity was called off. Pure.

They keep their place in the order of all lines, so that nothing has to be remembered for the day they come back. Lines
on the paper move as if the others were not there; those then follow the line that they stand below.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from plans import outline


@dataclass(frozen=True, slots=True)
class Stand:
    """A line as an order knows it: its id and its level."""

    pk: int
    level: int


def aside(levels: Sequence[int], heads: Iterable[int]) -> frozenset[int]:
    """The places of all lines that head what was called off (`heads`: their places), and of the lines below them."""
    return frozenset(at for head in heads for at in outline.block(levels, head))


def woven(was: Sequence[Stand], off: Collection[int], now: Sequence[Stand]) -> list[Stand]:
    """All lines in order, after those on the paper came to stand as `now`. `off` are the ids of the lines aside.

    A block aside keeps the line it stands below, and moves in or out with it. It stands behind as many of its former
    neighbours as are still there, and never takes a line of the paper below itself.
    """
    order, levels = list(now), [line.level for line in was]
    before, at = {line.pk: line.level for line in was}, 0
    while at < len(was):
        if was[at].pk not in off:
            at += 1
            continue
        block, above = outline.block(levels, at), outline.parent_of(levels, at)
        parent = None if above is None else was[above].pk
        shift = next((line.level - before[line.pk] for line in order if line.pk == parent), 0)
        lines = [Stand(was[place].pk, was[place].level + shift) for place in block]
        neighbours = [line.pk for line in was[0 if above is None else above + 1 : at]]
        spot = _spot(order, lines[0].level, parent, neighbours)
        order[spot:spot] = lines
        at = block.stop
    return order


def _spot(order: Sequence[Stand], level: int, parent: int | None, neighbours: Sequence[int]) -> int:
    """Where a block of this level comes in: behind the last of its neighbours that leaves it below its parent."""
    places = {line.pk: at for at, line in enumerate(order)}
    levels = [line.level for line in order]
    for pk in reversed(neighbours):
        at = _end(levels, places[pk] + 1, level)
        if _parent_at(order, at, level) == parent:
            return at
    return _end(levels, 0 if parent is None else places[parent] + 1, level)


def _end(levels: Sequence[int], start: int, level: int) -> int:
    """The first place from `start` on where nothing deeper follows."""
    return next((at for at in range(start, len(levels)) if levels[at] <= level), len(levels))


def _parent_at(order: Sequence[Stand], at: int, level: int) -> int | None:
    """The line that a line of this level would stand below, put in at this place."""
    return next((line.pk for line in reversed(order[:at]) if line.level < level), None)
