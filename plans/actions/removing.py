"""Taking lines out of the paper, with what is below them and the facts they state.

Facts that something else already stands on (dues, occurrences, sign-ups) are never removed: the refusal counts them. An
activity can be called off instead (`plans.actions.calling_off`).
"""

import hashlib
from collections import Counter
from dataclasses import dataclass

from django.db import models
from django.db.models.deletion import Collector, ProtectedError

from plans import outline
from plans.actions import holding, positions
from plans.actions.steps import undoable
from plans.errors import LineHasRecords, LineIsGone, StaleSelection
from plans.models import Activity, Clause, ContentItem, Duty, Levy, Place, Quota, Schedule
from unions.models import User

# In the order in which they can go: what points to another goes first.
FACTS: tuple[type[models.Model], ...] = (Duty, Levy, Quota, Schedule, Place, ContentItem, Activity)


@dataclass(frozen=True, slots=True)
class Selection:
    """A line and all below it, as somebody sees it before it goes. `mark` changes when any of the lines does."""

    lines: tuple[Clause, ...]
    facts: tuple[models.Model, ...]
    blockers: dict[str, int]

    @property
    def activities(self) -> tuple[Activity, ...]:
        """The activities that take place so far, in the order of the lines."""
        place = {line.pk: at for at, line in enumerate(self.lines)}
        found = [fact for fact in self.facts if isinstance(fact, Activity) and not fact.called_off_at]
        return tuple(sorted(found, key=lambda one: place[one.clause_id]))

    @property
    def to_call_off(self) -> tuple[Activity, ...]:
        """Those that can be called off where they cannot be removed; none that is a part of another of them."""
        levels, end, found = [line.level for line in self.lines], 0, []
        heads = {activity.clause_id: activity for activity in self.activities}
        for at, line in enumerate(self.lines):
            if at >= end and line.pk in heads:
                found.append(heads[line.pk])
                end = outline.block(levels, at).stop
        return tuple(found) if self.blockers else ()

    def with_parts(self, activity: Activity) -> tuple[Activity, ...]:
        """One of the activities, and those that are parts of it."""
        at = next(at for at, line in enumerate(self.lines) if line.pk == activity.clause_id)
        block = outline.block([line.level for line in self.lines], at)
        heads = {line.pk for line in self.lines[block.start : block.stop]}
        return tuple(one for one in self.activities if one.clause_id in heads)

    @property
    def mark(self) -> str:
        seen = ";".join(f"{line.pk}:{line.version}" for line in self.lines)
        return hashlib.sha256(seen.encode()).hexdigest()[:16]


def select(clause: Clause) -> Selection:
    """What goes with a line, and what stands in the way. Writes nothing."""
    lines = positions.lines_of(clause.plan)
    if clause.pk not in {line.pk for line in lines}:
        raise LineIsGone
    at = positions.index_of(lines, clause)
    going = lines[at : outline.block([line.level for line in lines], at).stop]
    facts = _facts(going)
    return Selection(tuple(going), tuple(facts), _blockers(facts))


def _facts(lines: list[Clause]) -> list[models.Model]:
    """The facts the lines state, and what an activity among them has without a line of its own, in order of removal."""
    pks = [line.pk for line in lines]
    loose = [*Levy.objects.filter(activity__clause__in=pks, clause=None)]
    quotas = [*Quota.objects.filter(activity__clause__in=pks, clause=None)]
    stated = (fact for model in FACTS for fact in model._default_manager.filter(clause__in=pks))
    return [*loose, *quotas, *stated]


def _blockers(facts: list[models.Model]) -> dict[str, int]:
    """How many rows of each kind stand on the facts and would be left without them."""
    found: Counter[str] = Counter()
    seen: set[models.Model] = set(facts)
    for fact in facts:
        try:
            Collector(using="default").collect([fact])
        except ProtectedError as error:
            standing = {row for row in error.protected_objects if row not in seen and not isinstance(row, ContentItem)}
            seen |= standing
            found.update(str(row._meta.verbose_name_plural) for row in standing if not _is_link(row, fact))
    return dict(found)


def _is_link(row: models.Model, fact: models.Model) -> bool:
    """A duty that only points to a content: the pointer goes, the duty stays."""
    return isinstance(row, Duty) and isinstance(fact, ContentItem)


@undoable("clause.remove")
def remove_clause(*, clause: Clause, seen: str, by: User) -> None:
    """Remove a line with all below it. `seen` is the mark of the selection that its author looked at.

    Raises StaleSelection when the lines changed since, LineHasRecords when facts are in use.
    """
    plan = clause.plan
    holding.hold(plan)
    selection = select(clause)
    if selection.mark != seen:
        raise StaleSelection
    if selection.blockers:
        raise LineHasRecords(selection.blockers)
    before = {"lines": [line.text for line in selection.lines], "facts": [_described(f) for f in selection.facts]}
    about = selection.lines[0].text
    contents = [fact.pk for fact in selection.facts if isinstance(fact, ContentItem)]
    Duty.objects.filter(content__in=contents).update(content=None)
    for fact in selection.facts:
        fact.delete()
    Clause.objects.filter(pk__in=[line.pk for line in selection.lines]).delete()
    holding.note("clause.remove", clause, plan, by=by, about=about, before=before)


def _described(fact: models.Model) -> str:
    return f"{fact._meta.model_name}: {fact}"
