"""Where each levy stands: undecided, ready, made, and what it brings by each reading."""

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Prefetch, Q

from contributions.queries.booked import BookedDue, dues_of
from contributions.reckoning import LevyFacts, ProposedDue, Time, dues_to_make
from plans.amending.queries import asks_as_issued
from plans.levies import times_in_year
from plans.models import Activity, Levy, LevyShare, Occurrence, Plan
from plans.planned import times_planned
from plans.queries import schedules_of
from plans.sentences import Basis

# An activity that has times -> those that were not called off by themselves, in order.
Dates = Mapping[int, Sequence[int]]


class Stage(StrEnum):
    """What is to be done next with a levy."""

    CALLED_OFF = "called_off"  # nothing: its activity does not take place
    NO_SHARES = "no_shares"  # write the amounts
    UNDECIDED = "undecided"  # choose the basis
    NO_OCCURRENCES = "no_occurrences"  # add dates
    READY = "ready"  # make the dues
    MORE = "more"  # dates were added: make what is missing
    MADE = "made"
    NOT_ISSUED = "not_issued"  # issue the amendment: it asks what the paper that holds does not say
    CLOSED = "closed"  # reopen the plan, if anything is to be asked after all
    WITHDRAWN = "withdrawn"  # nothing: the plan asks nobody any more


ENDS = {Plan.State.CLOSED: Stage.CLOSED, Plan.State.WITHDRAWN: Stage.WITHDRAWN}


@dataclass(frozen=True)
class LevyState:
    """One levy of a plan with its sums and what is missing. Amounts in đồng for the whole year.

    `plan_state` is a value of `Plan.State`; `changed`: it asks what the paper that holds does not say.
    """

    levy: Levy
    plan_state: str
    facts: LevyFacts
    announced: int  # how often its activity takes place as far as its time says; counts while it has no dates
    made: int  # dues
    made_total: int
    missing: tuple[ProposedDue, ...]
    astray: int  # dues made that the plan no longer says
    changed: bool = False

    @property
    def stage(self) -> Stage:
        """The next step, as far as the plan allows one."""
        step = self._step
        if step in (Stage.CALLED_OFF, Stage.MADE):
            return step
        if self.changed and self.missing:
            return Stage.NOT_ISSUED
        return ENDS.get(Plan.State(self.plan_state), step)

    @property
    def _step(self) -> Stage:
        if self.levy.activity.called_off_at:
            return Stage.CALLED_OFF
        if not self.facts.paying:
            return Stage.NO_SHARES
        if self.facts.basis is Basis.UNDECIDED:
            return Stage.UNDECIDED
        if self.missing:
            return Stage.MORE if self.made else Stage.READY
        return Stage.MADE if self.made else Stage.NO_OCCURRENCES

    @property
    def can_make(self) -> bool:
        """Whether there are dues to make now."""
        return self.stage in (Stage.READY, Stage.MORE)

    @property
    def once(self) -> int:
        """The year's total if the amounts are for the year."""
        return self.facts.each_time

    @property
    def number_of_times(self) -> int:
        """How often it is paid; if the amounts are for each time, while that is not decided."""
        return 1 if self.facts.basis is Basis.ONCE else times_in_year(self.facts.basis, *self._known)

    @property
    def visits(self) -> int:
        """How often its activity takes place, as far as is known."""
        return times_in_year(Basis.PER_OCCURRENCE, *self._known)

    @property
    def _known(self) -> tuple[int, int]:
        return len(self.facts.occurrences), self.announced

    @property
    def every_time(self) -> int:
        """The year's total if the amounts are for each time."""
        return self.facts.each_time * self.number_of_times

    @property
    def missing_total(self) -> int:
        """What the dues still to be made sum to."""
        return sum(due.amount for due in self.missing)

    @property
    def total(self) -> int:
        """What the plan asks for in the year, as far as its dates are known; nothing while that is not decided."""
        return 0 if self.facts.basis is Basis.UNDECIDED else self.every_time


def levy_states(
    plan: Plan,
    activities: Collection[Activity] | None = None,
    dues: Iterable[BookedDue] | None = None,
    changed: Container[int] = (),
) -> list[LevyState]:
    """Every levy of the plan, in the order of the paper. Five queries, one less where the plan's `dues` are given.

    Two less when `activities` are given: those of the plan, or some of them, with occurrences and schedules loaded.
    `changed` are the ids of the levies that ask what is not issued yet; without it nobody looked.
    """
    scope = Q(activity__plan=plan) if activities is None else Q(activity__in=activities)
    levies = Levy.objects.filter(scope).order_by("activity__clause__position", "pk").prefetch_related("shares")
    if activities is None:
        return loaded_states(plan, levies.select_related("activity"), dues=dues, changed=changed)
    known = {activity.pk: activity for activity in activities}
    for levy in levies:
        levy.activity = known[levy.activity_id]
    return loaded_states(plan, levies, activities, dues, changed)


def levy_state(levy: Levy) -> LevyState:
    """One levy, with the unions of its shares, and its plan as it is now. Five queries, one more in an issued plan."""
    shares = Prefetch("shares", LevyShare.objects.asked().select_related("union"))
    found = Levy.objects.select_related("activity__plan").prefetch_related(shares).get(pk=levy.pk)
    plan = found.activity.plan
    changed = plan.state == Plan.State.ISSUED and not asks_as_issued(found)
    return loaded_states(plan, [found], changed={found.pk} if changed else ())[0]


def levy_facts(levy: Levy, plan: Plan, occurrences: Iterable[int]) -> LevyFacts:
    """The facts of a levy whose shares and activity are loaded. An activity called off asks nobody for anything."""
    shares = tuple((share.union_id, share.amount) for share in levy.shares.all() if not levy.activity.called_off_at)
    exempt = None if levy.lead_pays else plan.lead_id
    return LevyFacts(Basis(levy.basis), shares, tuple(occurrences), exempt)


def loaded_states(
    plan: Plan,
    levies: Iterable[Levy],
    activities: Collection[Activity] | None = None,
    dues: Iterable[BookedDue] | None = None,
    changed: Container[int] = (),
) -> list[LevyState]:
    """The same of levies that are loaded with their activities and shares. Three queries, one less with their `dues`.

    Two less when `activities` are given: those of the levies, with occurrences and schedules loaded. `changed` are the
    ids of those that ask what is not issued yet; without it nobody looked.
    """
    loaded = list(levies)
    dates = _dates(loaded) if activities is None else _dates_in(activities)
    made: dict[int, dict[tuple[int, Time], int]] = defaultdict(dict)
    for due in dues_of(loaded) if dues is None else dues:
        made[due.levy][due.union, due.time] = due.balance.due
    times = schedules_of(plan) if activities is None else {one.pk: one.schedules.all() for one in activities}
    facts = [levy_facts(levy, plan, dates.get(levy.activity_id, ())) for levy in loaded]
    return [
        _state(
            levy,
            plan,
            said,
            0
            if levy.activity_id in dates
            else times_planned(levy.activity.kind, times.get(levy.activity_id, ()), plan.year),
            made[levy.pk],
            levy.pk in changed,
        )
        for levy, said in zip(loaded, facts, strict=True)
    ]


def _dates(levies: Collection[Levy]) -> Dates:
    """The times of the levies' activities. One query."""
    dates: dict[int, list[int]] = {}
    times = Occurrence.objects.filter(activity__levies__in=levies).order_by("starts_on", "number").distinct()
    for activity, pk, state, with_activity in times.values_list("activity", "pk", "state", "with_activity"):
        dates.setdefault(activity, []).extend([pk] if with_activity or state != Occurrence.State.CANCELLED else [])
    return dates


def _dates_in(activities: Iterable[Activity]) -> Dates:
    """The same where the times are loaded."""
    standing = {
        activity.pk: [
            time
            for time in activity.occurrences.all()
            if time.with_activity or time.state != Occurrence.State.CANCELLED
        ]
        for activity in activities
        if activity.occurrences.all()
    }
    return {
        pk: [time.pk for time in sorted(times, key=lambda time: (time.starts_on, time.number))]
        for pk, times in standing.items()
    }


def _state(
    levy: Levy, plan: Plan, facts: LevyFacts, announced: int, made: dict[tuple[int, Time], int], changed: bool
) -> LevyState:
    said = {(due.union, due.time): due.amount for due in dues_to_make(facts)}
    return LevyState(
        levy=levy,
        plan_state=plan.state,
        facts=facts,
        announced=announced,
        made=len(made),
        made_total=sum(made.values()),
        missing=tuple(dues_to_make(facts, made)),
        # A due that the plan says no longer was lowered to nothing by an entry, and then agrees again.
        astray=sum(said.get(key, 0) != amount for key, amount in made.items()),
        changed=changed,
    )
