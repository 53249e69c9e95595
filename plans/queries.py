"""Questions about a plan: its paper, line by line. Each says how many queries it takes."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from documents.blocks import Marker
from plans.aside import aside
from plans.models import Activity, Clause, Duty, DutyHolder, Levy, LevyShare, Place, Plan, Schedule
from plans.numbering import Place as OutlinePlace
from plans.numbering import number_labels
from plans.sentences import Basis, Share, Slot, compose, join_names, levy_figures, quota_figure
from unions.models import MemberUnion

RECURRING = {Schedule.Repeat.WEEKLY, Schedule.Repeat.MONTHLY, Schedule.Repeat.QUARTERLY}

# What may be tied to a clause; an activity only to the line that is its title.
FACTS = ("activity", "schedule", "place", "content", "duty", "levy", "quota")

UNKNOWN = "…"  # what prints for a time or place that nobody has given yet


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A line as it prints: its label, its text, and what the facts say where facts are tied to it."""

    clause: Clause
    label: str
    text: str
    generated: str  # the sentence made from the facts; equal to `text` unless the wording is overridden
    activity: Activity | None  # the activity it stands below, or heads

    @property
    def marker(self) -> Marker:
        return Marker(self.clause.marker)

    @property
    def is_overridden(self) -> bool:
        return bool(self.clause.override)


@dataclass(frozen=True)
class Paper:
    """A plan with all its lines, ready to print or edit. `recurring`: the activities that happen more than once.

    `times` are the schedules by activity, those of what was called off too.
    `aside`: the lines of what was called off. They have no number, and stand on no paper.
    """

    plan: Plan
    lines: tuple[PaperLine, ...]
    recurring: frozenset[int] = frozenset()
    aside: tuple[PaperLine, ...] = ()
    times: Mapping[int, Sequence[Schedule]] = field(default_factory=dict)

    @cached_property
    def by_clause(self) -> dict[int, PaperLine]:
        """Lines by the id of their clause."""
        return {line.clause.pk: line for line in self.lines}

    def printed(self, clause: Clause) -> str:
        """A line as it prints, or would print if it were not of something called off."""
        lines = (line.text for line in (*self.lines, *self.aside) if line.clause.pk == clause.pk)
        return next(lines, clause.text)

    @property
    def activities(self) -> tuple[Activity, ...]:
        """The activities, in the order of the paper."""
        return _heading(self.lines)

    @property
    def called_off(self) -> tuple[Activity, ...]:
        """The activities that were called off, in their order; their parts are activities too."""
        return _heading(self.aside)


def _heading(lines: Iterable[PaperLine]) -> tuple[Activity, ...]:
    """The activities that these lines head."""
    found = (getattr(line.clause, "activity", None) for line in lines)
    return tuple(activity for activity in found if activity)


def clauses_with_facts(plan: Plan, facts: Sequence[str] = FACTS) -> QuerySet[Clause]:
    """The plan's clauses in order, with the facts tied to them, or some kinds. Three queries once evaluated."""
    return with_facts(Clause.objects.filter(plan=plan).order_by("position"), facts)


def with_facts(clauses: QuerySet[Clause], facts: Sequence[str] = FACTS) -> QuerySet[Clause]:
    """The same of any clauses."""
    holders = DutyHolder.objects.select_related("union")
    shares = LevyShare.objects.asked().select_related("union")
    related = Prefetch("duty__holders", holders), Prefetch("levy__shares", shares)
    return clauses.select_related(*facts).prefetch_related(*related)


def load_paper(plan: Plan) -> Paper:
    """The plan's lines with labels and sentences. Three queries, whatever the number of lines."""
    return _paper(plan, list(clauses_with_facts(plan)))


def load_papers(plans: Iterable[Plan]) -> list[Paper]:
    """The papers of several plans, in the order of the plans. Three queries, whatever their number."""
    clauses: dict[Plan, list[Clause]] = {plan: [] for plan in plans}
    by_id = {plan.pk: lines for plan, lines in clauses.items()}
    for clause in with_facts(Clause.objects.filter(plan__in=by_id).order_by("position")):
        by_id[clause.plan_id].append(clause)
    return [_paper(plan, lines) for plan, lines in clauses.items()]


def _paper(plan: Plan, clauses: list[Clause]) -> Paper:
    """A plan with its clauses, whose facts are loaded. No query."""
    recurring, times = _times_among(clauses)
    off = aside([clause.level for clause in clauses], _heads_called_off(clauses))
    placed = list(_with_activity(clauses))
    printed = [pair for at, pair in enumerate(placed) if at not in off]
    labels = number_labels(OutlinePlace(c.level, Marker(c.marker), c.label) for c, _activity in printed)
    lines = (
        _line(clause, label, activity, recurring) for (clause, activity), label in zip(printed, labels, strict=True)
    )
    rest = (_line(placed[at][0], "", placed[at][1], recurring) for at in sorted(off))
    return Paper(plan, tuple(lines), frozenset(recurring), tuple(rest), times)


def _heads_called_off(clauses: Iterable[Clause]) -> list[int]:
    """The places of the lines that head an activity called off. No query where activities are loaded."""
    heads = ((at, getattr(clause, "activity", None)) for at, clause in enumerate(clauses))
    return [at for at, activity in heads if activity and activity.called_off_at]


def lines_aside(clauses: Sequence[Clause]) -> frozenset[int]:
    """The ids of a plan's lines that stand aside, of its lines in order with their activities. No query."""
    off = aside([clause.level for clause in clauses], _heads_called_off(clauses))
    return frozenset(clauses[at].pk for at in off)


def fact_lines(plan: Plan, which: Q, facts: Sequence[str], activities: Collection[Activity]) -> tuple[PaperLine, ...]:
    """Some lines that state facts, those whose clauses `which` selects, with their sentences but without labels.

    `facts` are the kinds that these lines usually state (duty and levy among them), `activities` those that they may
    be about, with their schedules loaded. Three queries, one more for each other fact whose slot a line has.
    """
    known, recurring = {activity.pk: activity for activity in activities}, recurring_in(activities)
    clauses = clauses_with_facts(plan, facts).filter(which)
    return tuple(_line(clause, "", known.get(_activity_id(clause, facts)), recurring) for clause in clauses)


def _activity_id(clause: Clause, facts: Iterable[str]) -> int:
    """The activity that a clause's facts belong to; 0 for a duty of the whole year."""
    found = (getattr(clause, name, None) for name in facts)
    return next((fact.activity_id for fact in found if fact), None) or 0


@dataclass(frozen=True, slots=True)
class Family:
    """The activity that an activity is a part of, and its own parts: pairs of id and title."""

    parent: tuple[int, str] | None = None
    parts: tuple[tuple[int, str], ...] = ()


def family_of(activity: Activity) -> Family:
    """Where an activity stands among the plan's others. It follows from the outline. One query."""
    parents: dict[int, tuple[int, str]] = {}
    parts: list[tuple[int, str]] = []
    above: list[tuple[int, int, str]] = []
    rows = Clause.objects.filter(plan=activity.plan_id).order_by("position")
    for level, pk, title in rows.values_list("level", "activity__pk", "activity__title"):
        while above and level <= above[-1][0]:
            above.pop()
        if not pk:  # a line that heads no activity
            continue
        if above:
            parents[pk] = above[-1][1:]
            parts += [(pk, title)] if above[-1][1] == activity.pk else []
        above.append((level, pk, title))
    return Family(parents.get(activity.pk), tuple(parts))


def known_places(plan: Plan) -> list[str]:
    """The places that the cluster's plans name, by their letters. One query."""
    rows = Place.objects.filter(activity__plan__cluster=plan.cluster_id).exclude(text="").order_by("text")
    return list(rows.values_list("text", flat=True).distinct()[:200])


def _times_among(clauses: Iterable[Clause]) -> tuple[set[int], dict[int, list[Schedule]]]:
    """Ids of the activities that happen more than once, and the schedules by activity, of such clauses. No query."""
    recurring: set[int] = set()
    times: dict[int, list[Schedule]] = {}
    for clause in clauses:
        if schedule := getattr(clause, "schedule", None):
            times.setdefault(schedule.activity_id, []).append(schedule)
            recurring |= {schedule.activity_id} if schedule.repeat in RECURRING else set()
        if activity := getattr(clause, "activity", None):
            recurring |= {activity.pk} if activity.kind == Activity.Kind.RECURRING_VISIT else set()
    return recurring, times


def recurring_in(activities: Iterable[Activity]) -> set[int]:
    """The same of activities whose schedules are loaded. No query."""
    return {
        activity.pk
        for activity in activities
        if activity.kind == Activity.Kind.RECURRING_VISIT
        or any(schedule.repeat in RECURRING for schedule in activity.schedules.all())
    }


def schedules_of(plan: Plan) -> dict[int, list[Schedule]]:
    """The schedules of a plan in the order of their lines, by activity; none of an activity without any. One query."""
    found: dict[int, list[Schedule]] = {}
    for schedule in Schedule.objects.filter(activity__plan=plan):
        found.setdefault(schedule.activity_id, []).append(schedule)
    return found


def _with_activity(clauses: list[Clause]) -> Iterator[tuple[Clause, Activity | None]]:
    """Each clause with the activity whose heading it stands below, the innermost one."""
    above: list[tuple[Activity, int]] = []
    for clause in clauses:
        while above and clause.level <= above[-1][1]:
            above.pop()
        own: Activity | None = getattr(clause, "activity", None)
        if own is not None:
            above.append((own, clause.level))
        yield clause, above[-1][0] if above else None


def _line(clause: Clause, label: str, activity: Activity | None, recurring: Collection[int]) -> PaperLine:
    generated = compose(clause.text, slot_values(clause, recurring))
    return PaperLine(clause, label, clause.override or generated, generated, activity)


def slot_values(clause: Clause, recurring: Collection[int]) -> dict[Slot, str]:
    """What fills the slots in a clause's text, from the facts tied to it. No query on one of `clauses_with_facts`."""
    found = ((slot, getattr(clause, fact, None), say) for slot, (fact, say) in SLOTS.items() if slot in clause.text)
    values = {slot: say(fact) for slot, fact, say in found if fact}
    if Slot.LEVY in clause.text and (levy := getattr(clause, "levy", None)):
        values[Slot.LEVY] = levy_text(levy, recurring=levy.activity_id in recurring)
    return values


def _in_charge(duty: Duty) -> str:
    return duty.collective or join_names(_names(duty, DutyHolder.Part.LEAD), duty.last_joiner)


def _supporting(duty: Duty) -> str:
    return join_names(_names(duty, DutyHolder.Part.SUPPORT), duty.last_joiner)


def _names(duty: Duty, part: DutyHolder.Part) -> list[str]:
    """The holders of one part, as the duty prints them; `holders` with their unions must be loaded."""
    return [str(holder) for holder in duty.holders.all() if holder.part == part]


# A slot, the fact that fills it, and how. (A levy's figures need to know whether its activity recurs.)
SLOTS: dict[Slot, tuple[str, Callable[[Any], str]]] = {
    Slot.TITLE: ("activity", lambda activity: activity.title),
    Slot.WHEN: ("schedule", lambda schedule: schedule.text or UNKNOWN),
    Slot.WHERE: ("place", lambda place: place.text or UNKNOWN),
    Slot.LEAD: ("duty", _in_charge),
    Slot.SUPPORT: ("duty", _supporting),
    Slot.QUOTA: ("quota", lambda quota: quota_figure(quota.people)),
}


def levy_text(levy: Levy, *, recurring: bool) -> str:
    """The figures of a levy as its sentence prints them; `shares` with their unions must be loaded."""
    shares = [Share(share.label or share.union.name, share.amount) for share in levy.shares.all()]
    return levy_figures(shares, flat=levy.shape == Levy.Shape.FLAT, basis=Basis(levy.basis), recurring=recurring)


def unions_of(plan: Plan) -> list[MemberUnion]:
    """The unions that belong to the cluster in the plan's year, in the order of the paper. One query."""
    return list(MemberUnion.objects.filter(cluster=plan.cluster_id).active(plan.year))
