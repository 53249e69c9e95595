"""What can happen to the lines of the paper: a new one, its place among the others.

Lines move with everything below them; numbers follow by themselves, because they are never stored.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

from documents.blocks import Marker
from plans import outline
from plans.actions import holding, positions
from plans.actions.steps import undoable
from plans.aside import Stand
from plans.errors import CannotMove, LeavesActivity, LineIsGone
from plans.models import Activity, Clause, Plan
from plans.pasting import NewLine, pasted
from unions.models import User

Direction = Literal["up", "down", "in", "out"]


@undoable("clause.add")
def add_clause(
    *,
    plan: Plan,
    text: str,
    by: User,
    after: Clause | None = None,
    inside: Clause | None = None,
    marker: Marker | None = None,
    heading: bool = False,
    label: str = "",
) -> Clause:
    """A new line after a line and what is below it, or as the last one inside a line, or at the end of the paper."""
    holding.hold(plan)
    spot = spot_of(plan, after=after, inside=inside)
    text = holding.one_line(text)
    clause = positions.insert(plan, spot, text, by=by, marker=marker, heading=heading, label=label)
    holding.note("clause.add", clause, plan, by=by, about=text, after={"text": text, **_numbering(clause)})
    return clause


def spot_of(
    plan: Plan, *, after: Clause | None = None, inside: Clause | None = None, before: Collection[int] = ()
) -> positions.Spot:
    """The place that these name; `before` as in `spot_inside`. The plan must be held. Raises LineIsGone."""
    beside = inside or after
    if beside is None:
        return positions.spot_at_end(plan)
    if not Clause.objects.filter(pk=beside.pk, plan=plan).exists():
        raise LineIsGone
    return positions.spot_inside(plan, beside, before) if inside else positions.spot_after(plan, beside)


@undoable("clause.add")
def add_lines(
    *, plan: Plan, texts: Sequence[str], by: User, after: Clause | None = None, inside: Clause | None = None
) -> list[Clause]:
    """Lines that were pasted together, in their order, with the depth that their labels say. Raises LineIsGone."""
    holding.hold(plan)
    texts = [holding.one_line(text) for text in texts]
    spot = positions.spot_continuing(plan, spot_of(plan, after=after, inside=inside), texts[0])
    lines = pasted(texts, spot.level, spot.marker)
    return insert_lines(plan, spot, lines, by)


def insert_lines(plan: Plan, spot: positions.Spot, lines: Sequence[NewLine], by: User) -> list[Clause]:
    """Lines that were read already, at a spot of a plan that is held."""
    positions.make_room(plan, spot.position, len(lines))
    made = Clause.objects.bulk_create(
        Clause(
            plan=plan,
            position=spot.position + place,
            level=line.level,
            marker=line.marker.value,
            text=line.text,
            heading=line.heading,
            changed_by=by,
        )
        for place, line in enumerate(lines)
    )
    about = made[0].text[:200] + (f" (+{len(made) - 1})" if len(made) > 1 else "")
    holding.note("clause.paste", made[0], plan, by=by, about=about, after={"lines": [line.text for line in lines]})
    return made


@undoable("clause.move")
def place_clause(*, clause: Clause, below: Clause | None, by: User) -> Clause:
    """Put a line with all below it directly under the line `below`, or at the head of the plan.

    It keeps its level, but never skips one, and takes no other line's lines with it. Raises LineIsGone, CannotMove,
    LeavesActivity.
    """
    plan = clause.plan
    holding.hold(plan)
    every = positions.lines_of(plan)
    was_standing, lines = positions.stands(every), positions.on_paper(every)
    off = {line.pk for line in every} - {line.pk for line in lines}
    ids = [line.pk for line in lines]
    if clause.pk not in ids or (below and below.pk not in ids):
        raise LineIsGone
    own = outline.block([line.level for line in lines], ids.index(clause.pk))
    block = lines[own.start : own.stop]
    if below and below.pk in {line.pk for line in block}:
        raise CannotMove(_("A line cannot be put inside itself."))
    rest = [line for line in lines if line not in block]
    at = [line.pk for line in rest].index(below.pk) + 1 if below else 0
    before = {"position": clause.position, **_numbering(clause)}
    was = homes(plan, lines)
    _set_level(block, rest, at)
    ordered = [*rest[:at], *block, *rest[at:]]
    refuse_homeless(was, homes(plan, ordered))
    _refuse_too_deep(was_standing, off, ordered)
    Clause.objects.bulk_update(block, ["level"])
    positions.settle(plan, was_standing, off, ordered)
    holding.bump(clause, by=by)
    clause.refresh_from_db()
    after = {"position": clause.position, **_numbering(clause)}
    holding.note("clause.move", clause, plan, by=by, about=clause.text, before=before, after=after)
    return clause


def _set_level(block: list[Clause], rest: list[Clause], at: int) -> None:
    """Not more than one deeper than the line above, and no higher than the line below would allow without losing it."""
    deepest = rest[at - 1].level + 1 if at else 0
    highest = rest[at].level if at < len(rest) else 0
    level = max(min(block[0].level, deepest), min(highest, deepest))
    change = level - block[0].level
    if max(line.level for line in block) + change > outline.DEEPEST:
        raise CannotMove(_("This line cannot go deeper."))
    for line in block:
        line.level += change


@undoable("clause.move")
def move_clause(*, clause: Clause, direction: Direction, by: User) -> Clause:
    """Move a line and all below it: "up" or "down" past its sibling, "in" below the line above it, "out" one level.

    Raises CannotMove at the edges, LeavesActivity when a fact would end up below another activity.
    """
    plan = clause.plan
    holding.hold(plan)
    every = positions.lines_of(plan)
    was_standing, lines = positions.stands(every), positions.on_paper(every)
    off = {line.pk for line in every} - {line.pk for line in lines}
    if clause.pk not in {line.pk for line in lines}:
        raise LineIsGone
    at = positions.index_of(lines, clause)
    before = {"position": lines[at].position, **_numbering(lines[at])}
    if direction in ("up", "down"):
        upper, lower = _siblings(lines, at, direction)
        if off:
            first = lines.index(upper[0])
            rest = lines[first + len(upper) + len(lower) :]
            positions.settle(plan, was_standing, off, [*lines[:first], *lower, *upper, *rest])
        else:
            positions.swap(plan, upper, lower)
    else:
        _change_level(plan, lines, at, direction, was_standing, off)
        holding.bump(clause, by=by)
    clause.refresh_from_db()
    after = {"position": clause.position, **_numbering(clause)}
    holding.note("clause.move", clause, plan, by=by, about=clause.text, before=before, after=after)
    return clause


def _siblings(lines: list[Clause], at: int, direction: str) -> tuple[list[Clause], list[Clause]]:
    """The line with all below it and the sibling that it passes with all below that, the upper one first."""
    levels = [line.level for line in lines]
    own = outline.block(levels, at)
    other = outline.block_before(levels, at) if direction == "up" else outline.block_after(levels, at)
    if other is None:
        raise CannotMove(
            _("This line is already the first of its group.")
            if direction == "up"
            else _("This line is already the last of its group.")
        )
    upper, lower = (other, own) if direction == "up" else (own, other)
    return lines[upper.start : upper.stop], lines[lower.start : lower.stop]


def _refuse_too_deep(was: list[Stand], off: Collection[int], now: list[Clause]) -> None:
    """Lines aside go along with the line they stand below, and no line stands deeper than lines can."""
    if off and positions.deepest_after(was, off, now) > outline.DEEPEST:
        raise CannotMove(_("This line cannot go deeper."))


def _change_level(
    plan: Plan, lines: list[Clause], at: int, direction: str, was_standing: list[Stand], off: Collection[int]
) -> None:
    places = positions.places_of(lines)
    changed = outline.indented(places, at) if direction == "in" else outline.outdented(places, at)
    if changed is None:
        raise CannotMove(
            _("This line cannot go deeper: there is no line above it that it could stand below.")
            if direction == "in"
            else _("This line is already at the top level.")
        )
    was = homes(plan, lines)
    moved = lines[at : at + len(changed)]
    for line, place in zip(moved, changed, strict=True):
        line.level, line.marker, line.label = place.level, place.marker.value, place.label
    refuse_homeless(was, homes(plan, lines))
    _refuse_too_deep(was_standing, off, lines)
    Clause.objects.bulk_update(moved, ["level", "marker", "label"])
    if off:
        positions.settle(plan, was_standing, off, lines)


def homes(plan: Plan, lines: Iterable[Clause]) -> dict[int, Activity]:
    """The activity that each line stands below, by the line's id; without the lines outside any. One query.

    Below an activity inside another one it is the inner one.
    """
    headed = {activity.clause_id: activity for activity in Activity.objects.filter(plan=plan)}
    found: dict[int, Activity] = {}
    above: list[tuple[Activity, int]] = []
    for line in lines:
        while above and line.level <= above[-1][1]:
            above.pop()
        if line.pk in headed:
            above.append((headed[line.pk], line.level))
        if above:
            found[line.pk] = above[-1][0]
    return found


def refuse_homeless(was: dict[int, Activity], becomes: dict[int, Activity]) -> None:
    """Lines that state a fact of an activity stay below its heading."""
    left = [pk for pk, activity in was.items() if becomes.get(pk) != activity]
    stating = Clause.objects.filter(pk__in=left).exclude(
        schedule=None, place=None, content=None, duty=None, levy=None, quota=None
    )
    if stater := stating.first():
        raise LeavesActivity(was[stater.pk])


def _numbering(clause: Clause) -> dict[str, Any]:
    return {"level": clause.level, "marker": clause.marker, "label": clause.label, "heading": clause.heading}
