"""Dues with what they ask and got, read as plain rows and summed here.

The database could sum them as well, but to build such a query takes Django three times as long as to read the rows.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from contributions.models import STANDING, WAITING, Allocation, Due, DueQuerySet
from contributions.reckoning import Balance, Time
from plans.models import Levy, Plan


@dataclass(frozen=True, slots=True)
class BookedDue:
    """A due as it stands now: of which levy, activity and union (ids), for which time."""

    levy: int
    activity: int
    union: int
    time: Time
    balance: Balance


def booked_dues(plan: Plan, unions: Collection[int] | None = None) -> list[BookedDue]:
    """The dues of a plan, or of its unions with these ids alone. Two queries."""
    return _read(Due.objects.for_plan(plan).of_unions(unions), received(plan, unions))


def dues_of(levies: Collection[Levy]) -> list[BookedDue]:
    """What the dues of some levies ask for; not what was paid. One query."""
    return _read(Due.objects.filter(levy__in=levies), {})


def received(plan: Plan, unions: Collection[int] | None = None) -> Mapping[int, tuple[int, int]]:
    """What each due got: confirmed and standing, and waiting for the treasurer. One query."""
    rows = Allocation.objects.filter(STANDING | WAITING, due__plan=plan).order_by()
    if unions is not None:
        rows = rows.filter(due__union__in=unions)
    paid: dict[int, int] = defaultdict(int)
    waiting: dict[int, int] = defaultdict(int)
    for due, amount, confirmed in rows.values_list("due", "amount", "payment__confirmed_at"):
        (paid if confirmed else waiting)[due] += amount
    return {due: (paid[due], waiting[due]) for due in {*paid, *waiting}}


def _read(dues: DueQuerySet, got: Mapping[int, tuple[int, int]]) -> list[BookedDue]:
    """One row for each adjustment of a due, or one without any."""
    asked: dict[int, int] = {}
    facts: dict[int, tuple[int, int, int, Time]] = {}
    columns = ("pk", "levy", "levy__activity", "union", "occurrence", "quarter", "amount", "adjustments__amount")
    for pk, levy, activity, union, occurrence, quarter, amount, change in dues.order_by().values_list(*columns):
        facts[pk] = levy, activity, union, Time(occurrence, quarter)
        asked[pk] = asked.get(pk, amount) + (change or 0)
    return [BookedDue(*fact, Balance(asked[pk], *got.get(pk, (0, 0)))) for pk, fact in facts.items()]
