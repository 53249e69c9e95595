"""Calling an activity off, and taking it up again.

What others stand on is never removed: dues, head counts, reports and sign-ups stay with their activity. Its lines stand
aside, so the next paper says by itself that they are left out, and its dues follow when that paper is issued.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import F, OneToOneRel
from django.utils import timezone

from plans import outline
from plans.actions import holding, positions, removing
from plans.actions.levies import dues_made
from plans.actions.occurrences import ReasonMissing
from plans.actions.steps import undoable
from plans.errors import CalledOffWithDues, LineIsGone, PartOfCalledOff
from plans.models import Activity, Clause, Levy, Occurrence, Plan
from unions.models import User

LONGEST = 300  # letters of a reason, as a time keeps it


@dataclass(frozen=True, slots=True)
class Becoming:
    """What becomes of everything when an activity is called off, as somebody sees it before.

    `kept` counts what is recorded by what it is called; `dues` are those of the activity's levies, `joined` the rows
    of those who take part on their own, which nobody here writes to.
    """

    lines: int
    parts: tuple[Activity, ...]
    planned: int
    kept: dict[str, int]
    dues: int
    joined: int


def becoming(activity: Activity, found: removing.Selection) -> Becoming:
    """The same of an activity that takes place so far; `found` is what its line selects. Writes nothing."""
    times = Occurrence.objects.filter(activity__in=found.activities, state=Occurrence.State.PLANNED)
    planned, joined = times.count(), _joined(found.activities)
    kept = Counter(found.blockers) + joined
    # A time that is called off is told as that, and not as kept besides.
    kept.subtract({str(Occurrence._meta.verbose_name_plural): planned})
    return Becoming(
        lines=len(found.lines),
        parts=tuple(one for one in found.activities if one.pk != activity.pk),
        planned=planned,
        kept={name: count for name, count in kept.items() if count > 0},
        dues=sum(dues_made(levy) for levy in found.facts if isinstance(levy, Levy)),
        joined=joined.total(),
    )


def _joined(activities: Iterable[Activity]) -> Counter[str]:
    """What stands on the one thing that other apps keep of an activity: the sign-ups on its page. One query a table."""
    found: Counter[str] = Counter()
    ones = (rel for rel in Activity._meta.related_objects if isinstance(rel, OneToOneRel))
    for one in (rel for rel in ones if rel.related_model._meta.app_label != Activity._meta.app_label):
        for rel in one.related_model._meta.related_objects:
            on_it = {f"{rel.field.name}__{one.field.name}__in": activities}
            rows = rel.related_model._default_manager.filter(**on_it)
            found[str(rel.related_model._meta.verbose_name_plural)] += rows.count()
    return +found


@undoable("activity.call_off", called_off=True)
def call_off(*, activity: Activity, reason: str, by: User) -> Activity:
    """Call an activity off with its parts, and say why; one that is called off already stays as it is.

    Its times that are still planned are called off too. Raises ReasonMissing, LineIsGone, CalledOffWithDues in a plan
    that is not issued.
    """
    plan = activity.plan
    holding.hold(plan)
    words = holding.one_line(reason)[:LONGEST].rstrip()
    if not words:
        raise ReasonMissing
    head, below = _with_parts(plan, activity)
    if head.called_off_at:
        return head
    going = [one for one in (head, *below) if not one.called_off_at]
    stamp = {"called_off_at": timezone.now(), "called_off_by": by, "called_off_reason": words}
    Activity.objects.filter(pk__in=[one.pk for one in going]).update(**stamp)
    follow(plan, [one.pk for one in going])
    facts = {"reason": words, **_parts_in_words(going[1:])}
    holding.note("activity.call_off", head, plan, by=by, about=head.title, after=facts)
    head.refresh_from_db()
    return head


@undoable("activity.take_up", called_off=True)
def take_up(*, activity: Activity, by: User) -> Activity:
    """Take an activity up again, with the parts and the times that were called off with it.

    Raises PartOfCalledOff for a part of one that is called off itself, LineIsGone.
    """
    plan = activity.plan
    holding.hold(plan)
    head, below = _with_parts(plan, activity)
    if not head.called_off_at:
        return head
    if whole := called_off_above(plan, head):
        raise PartOfCalledOff(whole)
    coming = [one for one in (head, *below) if one.called_off_at == head.called_off_at]
    stamp = {"called_off_at": None, "called_off_by": None, "called_off_reason": ""}
    Activity.objects.filter(pk__in=[one.pk for one in coming]).update(**stamp)
    follow(plan, [one.pk for one in coming])
    facts = {"reason": head.called_off_reason, **_parts_in_words(coming[1:])}
    holding.note("activity.take_up", head, plan, by=by, about=head.title, before=facts)
    head.refresh_from_db()
    return head


def follow(plan: Plan, turned: Collection[int]) -> None:
    """What follows for activities that were called off or taken up (their ids): their planned times. Four queries.

    Raises CalledOffWithDues.
    """
    rows = Activity.objects.filter(pk__in=turned)
    off = [one for one in rows if one.called_off_at]
    if plan.is_drafted:
        _refuse_with_dues(plan, off)
    again = Occurrence.objects.filter(activity__in=rows.filter(called_off_at=None), with_activity=True)
    again.update(state=Occurrence.State.PLANNED, reason="", with_activity=False, version=F("version") + 1)
    for one in off:
        planned = Occurrence.objects.filter(activity=one, state=Occurrence.State.PLANNED)
        stamp = {"state": Occurrence.State.CANCELLED, "reason": one.called_off_reason, "with_activity": True}
        planned.update(**stamp, version=F("version") + 1)


def _refuse_with_dues(plan: Plan, off: Collection[Activity]) -> None:
    """Nobody makes dues while it is asked whether there are any."""
    list(Levy.objects.select_for_update().filter(activity__in=off).order_by("pk").values_list("pk"))
    if refusal := hindrance(plan, off):
        raise refusal


def hindrance(plan: Plan, activities: Collection[Activity]) -> CalledOffWithDues | None:
    """Why these activities cannot be called off, None where they can. One query, and one for each of their levies.

    Dues made before the plan was issued would stay for ever: nothing lowers them.
    """
    if not plan.is_drafted:
        return None
    for levy in Levy.objects.filter(activity__in=activities).order_by("pk").select_related("activity"):
        if count := dues_made(levy):
            return CalledOffWithDues(count, levy.activity.title)
    return None


def called_off_above(plan: Plan, activity: Activity) -> Activity | None:
    """The activity that was called off and that this one is a part of; the outermost one. One query."""
    lines = positions.lines_of(plan)
    path = outline.path_up([line.level for line in lines], positions.index_of(lines, activity.clause))
    above = (_headed_by(lines[at]) for at in path)
    return next((one for one in reversed([*above][1:]) if one and one.called_off_at), None)


def _with_parts(plan: Plan, activity: Activity) -> tuple[Activity, list[Activity]]:
    """An activity as it is now, and all activities below it. One query. Raises LineIsGone."""
    lines = positions.lines_of(plan)
    at = next((at for at, line in enumerate(lines) if line.pk == activity.clause_id), None)
    if at is None:
        raise LineIsGone
    block = outline.block([line.level for line in lines], at)
    head, *parts = (one for place in block if (one := _headed_by(lines[place])))
    return head, parts


def _headed_by(line: Clause) -> Activity | None:
    found: Activity | None = getattr(line, "activity", None)
    return found


def _parts_in_words(parts: Collection[Activity]) -> dict[str, list[str]]:
    """The titles of parts, for the trail; nothing where there are none."""
    return {"activities": [one.title for one in parts]} if parts else {}
