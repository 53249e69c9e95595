"""Questions about duties' progress and about problems."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.db.models import F, Max, Q, QuerySet

from campaigns import progress
from campaigns.models import DutyReport, Problem
from campaigns.progress import Standing
from plans.assignments import Stated, duties_aside, duties_stated
from plans.models import Activity, Duty, Plan
from plans.queries import Paper
from unions.models import MemberUnion


def newest_reports(plan: Plan, union: MemberUnion | None = None) -> dict[tuple[int, int], DutyReport]:
    """The newest report of each union, or of one, on each duty. One query."""
    rows = (DutyReport.objects if union is None else union.duty_reports).filter(duty__plan=plan).order_by()
    if union is None:  # one union's reports are few enough to read them all
        rows = rows.filter(pk__in=rows.values("duty", "union").annotate(last=Max("pk")).values("last"))
    return {(row.duty_id, row.union_id): row for row in rows.order_by("pk")}


def last_days(plan: Plan) -> dict[int, dt.date]:
    """When each activity is over, as far as its times say. One query."""
    rows = (
        Activity.objects.filter(plan=plan)
        .order_by()
        .annotate(
            scheduled=Max("schedules__ends_on"),
            begins=Max("schedules__starts_on"),
            held=Max("occurrences__ends_on", filter=~Q(occurrences__state="cancelled")),
            opens=Max("occurrences__starts_on", filter=~Q(occurrences__state="cancelled")),
        )
    )
    found = rows.values_list("pk", "scheduled", "begins", "held", "opens")
    days = {pk: [day for day in known if day is not None] for pk, *known in found}
    return {pk: max(known) for pk, known in days.items() if known}


@dataclass(frozen=True, slots=True)
class Held:
    """A duty as numbers: its id, its activity's, and those of the unions that hold it."""

    duty: int
    activity: int | None
    unions: frozenset[int]


def duties_held(plan: Plan, unions: Collection[int]) -> list[Held]:
    """Every duty of a plan's paper, with those of some unions that hold it. One query."""
    everyone = frozenset(unions)
    found: dict[int, Held] = {}
    rows = Duty.objects.filter(plan=plan, activity__called_off_at=None).order_by("pk", "holders")
    for pk, scope, activity, union in rows.values_list("pk", "scope", "activity", "holders__union"):
        by = everyone if scope == Duty.Scope.ALL else {plan.lead_id if scope == Duty.Scope.LEAD else union}
        known = found.get(pk, Held(pk, activity, frozenset()))
        found[pk] = replace(known, unions=known.unions | (everyone & by))
    return list(found.values())


def late_parts(plan: Plan, held: Sequence[Held], over: Collection[int]) -> int:
    """How many unions' parts in duties are still open though the activity (`over`: ids) is past. One query at most."""
    late = [(one.duty, union) for one in held if one.activity in over for union in one.unions]
    if not late:
        return 0
    rows = DutyReport.objects.filter(duty__plan=plan, duty__activity__in=over).order_by("pk")
    newest = {(duty, union): state for duty, union, state in rows.values_list("duty", "union", "state")}
    return sum(newest.get(part, progress.State.NOT_STARTED) in progress.OPEN for part in late)


def plan_standings(plan: Plan, paper: Paper, unions: Collection[MemberUnion]) -> tuple[Standing, ...]:
    """How far each of the unions is with each of its duties. Two queries beside the paper's.

    What a withdrawn plan wanted done by a day is not due any more.
    """
    duties, days = duties_stated(paper), {} if plan.is_withdrawn else last_days(plan)
    return tuple(progress.standings(duties, list(unions), newest_reports(plan), days, plan.lead_id))


def stated_duty(paper: Paper, pk: int) -> Stated | None:
    """A duty of the paper by its id, or of what was called off. No query."""
    return next((stated for stated in (*duties_stated(paper), *duties_aside(paper)) if stated.duty.pk == pk), None)


def reports_of(duty_pk: int, union: MemberUnion) -> list[DutyReport]:
    """What a union reported on a duty, the newest first. One query."""
    return list(DutyReport.objects.filter(duty=duty_pk, union=union).select_related("reported_by").order_by("-pk"))


def problems_of(plan: Plan, seen: Collection[int] | None) -> QuerySet[Problem]:
    """The plan's problems that the reader may see (`seen`: ids of unions; None: of all), open ones first. One query."""
    rows = _seen(plan, seen).select_related("union", "activity", "raised_by", "answered_by")
    # The two databases put what has no date at different ends, unless told.
    return rows.order_by(F("settled_at").desc(nulls_first=True), "-raised_at", "-pk")


def open_problems(plan: Plan, seen: Collection[int] | None) -> list[Problem]:
    """Those that nobody has settled, the newest first, without their people. One query."""
    return list(_seen(plan, seen).filter(settled_at=None).order_by("-raised_at", "-pk"))


def _seen(plan: Plan, seen: Collection[int] | None) -> QuerySet[Problem]:
    rows = Problem.objects.filter(plan=plan)
    return rows if seen is None else rows.filter(union__in=seen)
