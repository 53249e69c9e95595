"""Where a new line goes, and how the others make room. The number of queries does not grow with the plan.

Positions are unique in the database at every moment, so rows step aside by way of a far-off range. Lines of what was
called off (`plans.aside`) keep a place among the others; a new line never comes to stand below one of them.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import F

from documents.blocks import Marker
from documents.reader.labels import split_label
from plans import outline
from plans.aside import Stand, woven
from plans.models import Clause, Plan
from plans.numbering import Place, number_in, number_labels
from plans.queries import lines_aside
from unions.models import User

FAR = 1_000_000_000  # beyond any real position, within a 32-bit column


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for a new line."""

    position: int
    level: int
    marker: Marker


def lines_of(plan: Plan) -> list[Clause]:
    """All lines of the plan in order, those that stand aside too, with the activities they head. One query."""
    return list(Clause.objects.filter(plan=plan).select_related("activity").order_by("position"))


def on_paper(lines: list[Clause]) -> list[Clause]:
    """Those of `lines_of` that stand on the paper: what people see, and move among each other. No query."""
    off = lines_aside(lines)
    return [line for line in lines if line.pk not in off]


def places_of(lines: list[Clause]) -> list[Place]:
    """Lines as places of the outline."""
    return [Place(line.level, Marker(line.marker), line.label) for line in lines]


def index_of(lines: list[Clause], clause: Clause) -> int:
    """Where a clause is among the lines of its plan."""
    return next(at for at, line in enumerate(lines) if line.pk == clause.pk)


def spot_at_end(plan: Plan) -> Spot:
    """After the last line, at the top level."""
    last = Clause.objects.filter(plan=plan).order_by("-position").first()
    return Spot(last.position + 1 if last else 1, 0, Marker.NONE)


def spot_after(plan: Plan, clause: Clause) -> Spot:
    """After a line and everything below it, as its sibling."""
    lines = lines_of(plan)
    at = index_of(lines, clause)
    last = lines[outline.block([line.level for line in lines], at)[-1]]
    return Spot(last.position + 1, lines[at].level, Marker(lines[at].marker))


def spot_inside(plan: Plan, clause: Clause, before: Collection[int] = ()) -> Spot:
    """The last line below a line; where lines with the ids `before` are below it, right before the first of them.

    Such a line goes on standing below what it stood below.
    """
    lines = lines_of(plan)
    at, levels = index_of(lines, clause), [line.level for line in lines]
    below = outline.block(levels, at)[1:]
    first = next((i for i in below if lines[i].pk in before), None)
    end = below.stop if first is None else _topmost(levels, first, at)
    level = min(levels[at] + 1, outline.DEEPEST) if first is None else levels[end]
    return Spot(lines[end - 1].position + 1, level, outline.child_marker(places_of(lines[:end]), at))


def _topmost(levels: Sequence[int], start: int, above: int) -> int:
    """Of the line at `start` and those that it stands below, the one right below the line at `above`."""
    return next(at for at in outline.path_up(levels, start) if outline.parent_of(levels, at) == above)


def spot_continuing(plan: Plan, spot: Spot, text: str) -> Spot:
    """A spot for a line that says its number: "3." at the end of what stands below "2." is the next after that.

    The same spot for all other lines.
    """
    said = split_label(text)
    number = number_in(said.label, said.marker)
    lines = on_paper(lines_of(plan))
    end = next((at for at, line in enumerate(lines) if line.position >= spot.position), len(lines))
    following = lines[end].level if end < len(lines) else 0
    labels = number_labels(places_of(lines))
    for at in outline.path_up([line.level for line in lines], end - 1):
        above = lines[at]
        goes_on = above.marker == said.marker and number_in(labels[at], said.marker) == number - 1
        if number > 1 and goes_on and following <= above.level < spot.level:
            return Spot(spot.position, above.level, spot.marker)
    return spot


def insert(
    plan: Plan,
    spot: Spot,
    text: str,
    *,
    by: User,
    marker: Marker | None = None,
    heading: bool = False,
    label: str = "",
) -> Clause:
    """A new line at a spot; the lines from there on step down by one. Three queries at most."""
    make_room(plan, spot.position, 1)
    return Clause.objects.create(
        plan=plan,
        position=spot.position,
        level=spot.level,
        marker=(marker or spot.marker).value,
        text=text,
        heading=heading,
        label=label,
        changed_by=by,
    )


def swap(plan: Plan, upper: list[Clause], lower: list[Clause]) -> None:
    """Exchange two blocks that follow one another. Four queries, whatever their length."""
    up = lower[0].position - upper[0].position
    down = lower[-1].position - upper[-1].position
    _step(plan, upper[0].position, upper[-1].position, FAR)
    _step(plan, lower[0].position, lower[-1].position, FAR)
    _step(plan, FAR + upper[0].position, FAR + upper[-1].position, down - FAR)
    _step(plan, FAR + lower[0].position, FAR + lower[-1].position, -up - FAR)


def make_room(plan: Plan, first: int, count: int) -> None:
    """Every line from position `first` on steps down by `count`. Two queries."""
    _step(plan, first, None, FAR)
    _step(plan, FAR + first, None, count - FAR)


def make_far(plan: Plan) -> None:
    """Every line steps aside, so that all places are free. One query."""
    _step(plan, 0, None, FAR)


def arrange(plan: Plan, order: Sequence[int]) -> None:
    """Number the plan's lines in this order of their ids, by way of a far-off range. Two queries for 200 lines."""
    make_far(plan)
    rows = [Clause(pk=pk, position=place) for place, pk in enumerate(order, start=1)]
    Clause.objects.bulk_update(rows, ["position"], batch_size=200)


def stands(lines: list[Clause]) -> list[Stand]:
    """Lines as an order knows them, before any of them is changed."""
    return [Stand(line.pk, line.level) for line in lines]


def deepest_after(was: list[Stand], off: Collection[int], now: list[Clause]) -> int:
    """How deep the deepest line would be after lines on the paper came to stand as `now`."""
    return max((line.level for line in woven(was, off, stands(now))), default=0)


def settle(plan: Plan, was: list[Stand], off: Collection[int], now: list[Clause]) -> None:
    """Store the order in which lines on the paper stand now, with those aside among them. Three queries."""
    order = woven(was, off, stands(now))
    before = {line.pk: line.level for line in was}
    along = [Clause(pk=one.pk, level=one.level) for one in order if one.pk in off and one.level != before[one.pk]]
    Clause.objects.bulk_update(along, ["level"])
    arrange(plan, [one.pk for one in order])


def _step(plan: Plan, first: int, last: int | None, by: int) -> None:
    rows = Clause.objects.filter(plan=plan, position__gte=first)
    if last is not None:
        rows = rows.filter(position__lte=last)
    rows.update(position=F("position") + by)
