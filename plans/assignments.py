"""Who does what: the duties of a plan by union and by activity, worded as the paper prints them."""

from collections.abc import Sequence
from dataclasses import dataclass

from plans.models import Activity, Duty, DutyHolder
from plans.queries import Paper, PaperLine
from unions.models import MemberUnion


@dataclass(frozen=True, slots=True)
class Assignment:
    """One duty as a union sees it. `is_lead` is False where the union only supports."""

    text: str
    pk: int
    activity: str
    is_lead: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """Duties under one heading: a union, all members, or an activity."""

    title: str
    assignments: tuple[Assignment, ...]
    own: bool = False


@dataclass(frozen=True, slots=True)
class Stated:
    """A duty with the line that states it and the name of its activity."""

    line: PaperLine
    duty: Duty
    activity: str

    def seen(self, *, is_lead: bool = True) -> Assignment:
        """As a union sees it."""
        return Assignment(self.line.text, self.line.clause.pk, self.activity, is_lead)


def duties_stated(paper: Paper) -> list[Stated]:
    """The duties in the order of the paper. No query."""
    return _stated(paper.lines, paper.activities)


def duties_aside(paper: Paper) -> list[Stated]:
    """The duties of what was called off: nobody has them any more, but what was reported on them is kept. No query."""
    return _stated(paper.aside, paper.called_off)


def _stated(lines: Sequence[PaperLine], activities: Sequence[Activity]) -> list[Stated]:
    titles = {activity.pk: activity.title for activity in activities}
    duties = ((line, line.clause.duty) for line in lines if hasattr(line.clause, "duty"))
    return [Stated(line, duty, titles.get(duty.activity_id or 0, "")) for line, duty in duties]


def by_union(paper: Paper, unions: Sequence[MemberUnion], own: Sequence[int] = ()) -> list[Group]:
    """A group a union, one's own first, then what all members do together. No query."""
    stated = duties_stated(paper)
    groups = [Group(union.name, _of_union(stated, union, paper.plan.lead_id), union.pk in own) for union in unions]
    groups.sort(key=lambda group: not group.own)
    together = tuple(one.seen() for one in stated if one.duty.scope == Duty.Scope.ALL)
    return [*groups, Group("", together)] if together else groups


def of_union(paper: Paper, union: MemberUnion) -> list[Group]:
    """One union's duties, and what it does together with all others. No query."""
    return [group for group in by_union(paper, [union], [union.pk]) if group.assignments]


def _of_union(stated: Sequence[Stated], union: MemberUnion, lead_id: int | None) -> tuple[Assignment, ...]:
    found = ((one, part_of(one.duty, union.pk, lead_id)) for one in stated)
    return tuple(one.seen(is_lead=part == DutyHolder.Part.LEAD) for one, part in found if part)


def part_of(duty: Duty, union_id: int, lead_id: int | None) -> str:
    """A union's part in a duty that names it or the lead; empty when it has none of its own."""
    if duty.scope == Duty.Scope.LEAD:
        return DutyHolder.Part.LEAD if union_id == lead_id else ""
    return next((holder.part for holder in duty.holders.all() if holder.union_id == union_id), "")


def by_activity(paper: Paper) -> list[Group]:
    """A group an activity, then the duties outside any. No query."""
    stated = duties_stated(paper)
    found = [
        Group(activity.title, tuple(one.seen() for one in stated if one.duty.activity_id == activity.pk))
        for activity in paper.activities
    ]
    rest = tuple(one.seen() for one in stated if one.duty.activity_id is None)
    return [*(group for group in found if group.assignments), *([Group("", rest)] if rest else [])]
