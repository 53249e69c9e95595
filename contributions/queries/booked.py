"""Dues with what they ask and got, read as plain rows and summed here.

The database could sum them as well, but to build such a query takes Django three times as long as to read the rows.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from contributions.models import STANDING, WAITING, Allocation, Due, DueQuerySet
from contributions.reckoning import Balance, Time
from plans.models import Levy, Plan
from unions.models import MemberUnion


@dataclass(frozen=True, slots=True)
class BookedDue:
    """A due as it stands now: its id and those of its levy, activity and union, the time it is for, its plan's year."""

    pk: int
    year: int
    levy: int
    activity: int
    union: int
    time: Time
    balance: Balance


def booked_dues(plan: Plan, unions: Collection[int] | None = None) -> list[BookedDue]:
    """The dues of a plan, or of its unions with these ids alone. Two queries."""
    parts = Allocation.objects.filter(due__plan=plan)
    if unions is not None:
        parts = parts.filter(due__union__in=unions)
    return _read(Due.objects.for_plan(plan).of_unions(unions), _received(parts))


def booked_by(union: MemberUnion, plan: Plan) -> list[BookedDue]:
    """The dues of a union in a plan and in all others that are not withdrawn. Two queries."""
    standing = Q(plan=plan) | ~Q(plan__state=Plan.State.WITHDRAWN)
    return _read(Due.objects.filter(standing, union=union), _received(Allocation.objects.filter(due__union=union)))


def dues_of(levies: Collection[Levy]) -> list[BookedDue]:
    """What the dues of some levies ask for; not what was paid. One query."""
    return _read(Due.objects.filter(levy__in=levies), {})


def _received(parts: QuerySet[Allocation]) -> Mapping[int, tuple[int, int]]:
    """What each due got: confirmed and standing, and waiting for the treasurer. One query."""
    rows = parts.filter(STANDING | WAITING).order_by()
    paid: dict[int, int] = defaultdict(int)
    waiting: dict[int, int] = defaultdict(int)
    for due, amount, confirmed in rows.values_list("due", "amount", "payment__confirmed_at"):
        (paid if confirmed else waiting)[due] += amount
    return {due: (paid[due], waiting[due]) for due in {*paid, *waiting}}


def _read(dues: DueQuerySet, got: Mapping[int, tuple[int, int]]) -> list[BookedDue]:
    """One row for each adjustment of a due, or one without any."""
    asked: dict[int, int] = {}
    facts: dict[int, tuple[int, int, int, int, Time]] = {}
    whose = ("pk", "plan__year", "levy", "levy__activity", "union")
    rows = dues.order_by().values_list(*whose, "occurrence", "quarter", "amount", "adjustments__amount")
    for pk, year, levy, activity, union, occurrence, quarter, amount, change in rows:
        facts[pk] = year, levy, activity, union, Time(occurrence, quarter)
        asked[pk] = asked.get(pk, amount) + (change or 0)
    return [BookedDue(pk, *fact, Balance(asked[pk], *got.get(pk, (0, 0)))) for pk, fact in facts.items()]
