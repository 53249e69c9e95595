"""Questions about a plan: its paper, line by line, and its sums. Each says how many queries it takes."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch, QuerySet

from documents.blocks import Marker
from plans.models import Activity, Clause, Duty, DutyHolder, Levy, LevyShare, Occurrence, Plan, Schedule
from plans.numbering import Place as OutlinePlace
from plans.numbering import number_labels
from plans.sentences import Basis, Share, Slot, compose, join_names, levy_figures, quota_figure
from unions.models import MemberUnion

RECURRING = {Schedule.Repeat.WEEKLY, Schedule.Repeat.MONTHLY, Schedule.Repeat.QUARTERLY}

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
    """A plan with all its lines, ready to print or edit. `recurring`: the activities that happen more than once."""

    plan: Plan
    lines: tuple[PaperLine, ...]
    recurring: frozenset[int] = frozenset()

    @cached_property
    def by_clause(self) -> dict[int, PaperLine]:
        """Lines by the id of their clause."""
        return {line.clause.pk: line for line in self.lines}

    @property
    def activities(self) -> tuple[Activity, ...]:
        """The activities, in the order of the paper."""
        found = (getattr(line.clause, "activity", None) for line in self.lines)
        return tuple(activity for activity in found if activity)


def clauses_with_facts(plan: Plan) -> QuerySet[Clause]:
    """The plan's clauses in order, with every fact that a sentence needs. Three queries once evaluated."""
    holders = DutyHolder.objects.select_related("union")
    shares = LevyShare.objects.select_related("union")
    facts = ("activity", "schedule", "place", "content", "duty", "levy", "quota", "quota__activity", "levy__activity")
    return (
        Clause.objects.filter(plan=plan)
        .select_related(*facts)
        .order_by("position")
        .prefetch_related(Prefetch("duty__holders", holders), Prefetch("levy__shares", shares))
    )


def load_paper(plan: Plan) -> Paper:
    """The plan's lines with labels and sentences. Four queries, whatever the number of lines."""
    clauses = list(clauses_with_facts(plan))
    recurring = recurring_activities(plan)
    labels = number_labels(OutlinePlace(c.level, Marker(c.marker), c.label) for c in clauses)
    lines = (
        _line(clause, label, activity, recurring)
        for (clause, activity), label in zip(_with_activity(clauses), labels, strict=True)
    )
    return Paper(plan, tuple(lines), frozenset(recurring))


def recurring_activities(plan: Plan) -> set[int]:
    """Ids of the activities that happen more than once in the year. One query."""
    repeats = Schedule.objects.filter(activity__plan=plan, repeat__in=RECURRING).order_by()
    visits = Activity.objects.filter(plan=plan, kind=Activity.Kind.RECURRING_VISIT).order_by()
    return set(
        repeats.order_by().values_list("activity", flat=True).union(visits.order_by().values_list("pk", flat=True))
    )


def _with_activity(clauses: list[Clause]) -> Iterator[tuple[Clause, Activity | None]]:
    """Each clause with the activity whose heading it stands below."""
    current: Activity | None = None
    level = 0
    for clause in clauses:
        own: Activity | None = getattr(clause, "activity", None)
        if own is not None:
            current, level = own, clause.level
        elif current is not None and clause.level <= level:
            current = None
        yield clause, current


def _line(clause: Clause, label: str, activity: Activity | None, recurring: Collection[int]) -> PaperLine:
    generated = compose(clause.text, slot_values(clause, recurring))
    return PaperLine(clause, label, clause.override or generated, generated, activity)


def slot_values(clause: Clause, recurring: Collection[int]) -> dict[Slot, str]:
    """What fills the slots of a clause, from the facts tied to it. No query on a clause of `clauses_with_facts`."""
    values: dict[Slot, str] = {}
    if activity := getattr(clause, "activity", None):
        values[Slot.TITLE] = activity.title
    if schedule := getattr(clause, "schedule", None):
        values[Slot.WHEN] = schedule.text or UNKNOWN
    if place := getattr(clause, "place", None):
        values[Slot.WHERE] = place.text or UNKNOWN
    if duty := getattr(clause, "duty", None):
        values |= _holders(duty)
    if levy := getattr(clause, "levy", None):
        values[Slot.LEVY] = levy_text(levy, recurring=levy.activity_id in recurring)
    if quota := getattr(clause, "quota", None):
        values[Slot.QUOTA] = quota_figure(quota.people)
    return values


def _holders(duty: Duty) -> dict[Slot, str]:
    """The names a duty prints: those in charge, and those who support."""
    holders = list(duty.holders.all())
    lead = [str(h) for h in holders if h.part == DutyHolder.Part.LEAD]
    support = [str(h) for h in holders if h.part == DutyHolder.Part.SUPPORT]
    return {
        Slot.LEAD: duty.collective or join_names(lead, duty.last_joiner),
        Slot.SUPPORT: join_names(support, duty.last_joiner),
    }


def levy_text(levy: Levy, *, recurring: bool) -> str:
    """The figures of a levy as its sentence prints them; `shares` with their unions must be loaded."""
    shares = [Share(share.label or share.union.name, share.amount) for share in levy.shares.all()]
    return levy_figures(shares, flat=levy.shape == Levy.Shape.FLAT, basis=Basis(levy.basis), recurring=recurring)


def unions_of(plan: Plan) -> list[MemberUnion]:
    """The unions that belong to the cluster in the plan's year, in the order of the paper. One query."""
    return list(MemberUnion.objects.filter(cluster=plan.cluster_id).active(plan.year))


@dataclass(frozen=True, slots=True)
class LevyTotals:
    """What a levy brings in a year, in đồng: decided, or both readings while it is not."""

    levy: Levy
    each_time: int
    times: int
    once: int
    every_time: int

    @property
    def decided(self) -> int | None:
        """The year's total by the chosen basis; None while it is not decided."""
        if self.levy.basis == Levy.Basis.UNDECIDED:
            return None
        return self.once if self.levy.basis == Levy.Basis.ONCE else self.every_time


@dataclass(frozen=True, slots=True)
class PlanTotal:
    """What all levies of a plan bring in a year, in đồng: the least and the most that the undecided ones allow."""

    least: int
    most: int


def plan_total(totals: Iterable[LevyTotals]) -> PlanTotal:
    """The sums of `levy_totals` taken together."""
    totals = list(totals)
    least = sum(t.once if t.decided is None else t.decided for t in totals)
    most = sum(t.every_time if t.decided is None else t.decided for t in totals)
    return PlanTotal(least, most)


def levy_totals(plan: Plan, recurring: Collection[int] | None = None) -> list[LevyTotals]:
    """Every levy of the plan with its sums, in the order of the paper. Four queries; three when given `recurring`."""
    levies = (
        Levy.objects.filter(activity__plan=plan)
        .select_related("activity", "clause")
        .prefetch_related(Prefetch("shares", LevyShare.objects.select_related("union")))
        .order_by("activity__clause__position", "pk")
    )
    visits: dict[int, int] = {}
    states = Occurrence.objects.filter(activity__plan=plan).exclude(state=Occurrence.State.CANCELLED)
    for activity_id in states.values_list("activity", flat=True):
        visits[activity_id] = visits.get(activity_id, 0) + 1
    if recurring is None:
        recurring = recurring_activities(plan)
    return [_totals(levy, visits.get(levy.activity_id, 0), levy.activity_id in recurring) for levy in levies]


def _totals(levy: Levy, visits: int, recurring: bool) -> LevyTotals:
    each_time = sum(share.amount for share in levy.shares.all())
    times = 4 if levy.basis == Levy.Basis.PER_QUARTER else (visits or (4 if recurring else 1))
    return LevyTotals(levy, each_time, times, each_time, each_time * times)
