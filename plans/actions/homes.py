"""Where a new activity, content or duty stands when its author names no line: beside its like, or below its heading."""

from itertools import takewhile

from documents.blocks import Marker
from plans import outline
from plans.actions import positions
from plans.actions.clauses import homes
from plans.actions.positions import Spot
from plans.models import Activity, Clause, Plan
from unions.models import User
from unions.names import fold

CONTENTS = "Nội dung:"
ASSIGNMENT = "Phân công thực hiện:"


def activity_spot(plan: Plan, after: Clause | None) -> Spot:
    """After the activity that `after` stands in, below the part that it is, or after the last activity of the plan."""
    lines = positions.lines_of(plan)
    enclosing = homes(plan, lines)
    if after is not None:
        if activity := enclosing.get(after.pk):
            return positions.spot_after(plan, _heading(lines, activity))
        part = _part_above(lines, after)
        return positions.spot_inside(plan, part) if part else positions.spot_after(plan, after)
    tops = [line for line in positions.on_paper(lines) if line.pk in {one.clause_id for one in enclosing.values()}]
    if tops:
        return positions.spot_after(plan, tops[-1])
    part = next((line for line in lines if line.level == 0 and "noi dung" in fold(line.text)), None)
    return positions.spot_inside(plan, part) if part else positions.spot_at_end(plan)


def _heading(lines: list[Clause], activity: Activity) -> Clause:
    return next(line for line in lines if line.pk == activity.clause_id)


def _part_above(lines: list[Clause], clause: Clause) -> Clause | None:
    """The part (level 0 with a number) that a line stands in."""
    at = positions.index_of(lines, clause)
    part = next((line for line in reversed(lines[: at + 1]) if line.level == 0), None)
    return part if part and part.marker != Marker.NONE else None


def fact_spot(activity: Activity, like: Clause | None, group: str, by: User) -> Spot:
    """After the last line of the same kind, else inside the activity's line `group`, made when missing."""
    plan = activity.plan
    if like is not None:
        return positions.spot_after(plan, like)
    return positions.spot_inside(plan, group_line(activity, group, by))


def group_line(activity: Activity, group: str, by: User) -> Clause:
    """The own line of the activity that begins with the words of `group`; else a new one, before its parts."""
    plan = activity.plan
    lines, parts = positions.lines_of(plan), heads_of(plan)
    at = positions.index_of(lines, activity.clause)
    below = (lines[i] for i in outline.block([line.level for line in lines], at)[1:])
    own = takewhile(lambda line: line.pk not in parts, below)
    found = next((line for line in own if fold(line.text).startswith(fold(group))), None)
    return found or positions.insert(plan, positions.spot_inside(plan, lines[at], parts), group, by=by)


def heads_of(plan: Plan) -> set[int]:
    """Ids of the lines that head the plan's activities; what an activity gets itself stands before them. One query."""
    return set(Activity.objects.filter(plan=plan).values_list("clause", flat=True))
