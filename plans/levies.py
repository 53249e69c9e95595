"""A plan's levies in the order of its paper, and what they bring. Each says how many queries it takes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from plans.models import Activity, Levy, LevyShare, Occurrence, Plan, Schedule
from plans.planned import times_planned
from plans.queries import Paper, PaperLine, schedules_of


def times_in_year(basis: str, dates: int, announced: int) -> int:
    """How often a levy is paid if it is paid each time: each quarter, or at each date; as announced without any."""
    return 4 if basis == Levy.Basis.PER_QUARTER else dates or announced


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


def levy_totals(plan: Plan) -> list[LevyTotals]:
    """Every levy of the plan with its sums, in the order of the paper. Four queries."""
    levies = (
        Levy.objects.filter(activity__plan=plan, activity__called_off_at=None)
        .select_related("activity", "clause")
        .prefetch_related(Prefetch("shares", LevyShare.objects.asked().select_related("union")))
        .order_by("activity__clause__position", "pk")
    )
    rows = Occurrence.objects.filter(activity__plan=plan).order_by().values_list("activity", "state")
    visits = _visits(rows)
    times = schedules_of(plan)
    return [_totals(levy, visits.get(levy.activity_id), times.get(levy.activity_id, ()), plan) for levy in levies]


def paper_totals(paper: Paper, occurrences: Iterable[Occurrence]) -> list[LevyTotals]:
    """The same of a loaded paper; `occurrences` are its activities'. Two queries at most."""
    visits = _visits((occurrence.activity_id, occurrence.state) for occurrence in occurrences)
    return [
        _totals(levy, visits.get(levy.activity_id), paper.times.get(levy.activity_id, ()), paper.plan)
        for levy in levies_of(paper.lines, paper.activities)
    ]


def _visits(dates: Iterable[tuple[int, str]]) -> dict[int, int]:
    """How many dates stand of each activity that has any, of pairs of its id and a date's state."""
    found: dict[int, int] = {}
    for activity, state in dates:
        found[activity] = found.get(activity, 0) + (state != Occurrence.State.CANCELLED)
    return found


def levies_of(lines: Iterable[PaperLine], activities: Iterable[Activity]) -> list[Levy]:
    """The activities' levies in their order, with shares: those that `lines` state, and those no line states.

    One query, one more for shares where there is a levy without a line.
    """
    order = {activity.pk: (place, activity) for place, activity in enumerate(activities)}
    stated = (getattr(line.clause, "levy", None) for line in lines)
    shares = Prefetch("shares", LevyShare.objects.asked())
    loose = Levy.objects.filter(activity__in=order, clause=None).order_by().prefetch_related(shares)
    found = [*(levy for levy in stated if levy and levy.activity_id in order), *loose]
    for levy in found:
        levy.activity = order[levy.activity_id][1]
    return sorted(found, key=lambda levy: (order[levy.activity_id][0], levy.pk))


def _totals(levy: Levy, visits: int | None, schedules: Collection[Schedule], plan: Plan) -> LevyTotals:
    """`visits` is None while there are no dates; where all were called off nothing is paid at them."""
    each_time = sum(share.amount for share in levy.shares.all())
    announced = times_planned(levy.activity.kind, schedules, plan.year) if visits is None else 0
    times = times_in_year(levy.basis, visits or 0, announced)
    return LevyTotals(levy, each_time, times, each_time, each_time * times)
