"""The ledger: what each union owes and has paid for each activity, in four queries."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from contributions.queries.booked import BookedDue, booked_dues
from contributions.reckoning import Balance, total
from plans.models import Activity, Plan
from unions.models import MemberUnion

Cells = Mapping[tuple[int, int], Balance]  # (union, activity)


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One union's balance, for one activity or for all."""

    union: MemberUnion
    balance: Balance


@dataclass(frozen=True, slots=True)
class LedgerSection:
    """One activity: its unions' balances and their sum."""

    activity: Activity
    rows: tuple[LedgerRow, ...]
    total: Balance

    @property
    def settled(self) -> int:
        """How many unions have paid all that the activity asks."""
        return sum(row.balance.is_settled for row in self.rows)

    @property
    def asked(self) -> int:
        """How many unions the activity asks."""
        return sum(row.balance.due > 0 for row in self.rows)


@dataclass(frozen=True)
class Ledger:
    """A plan's money. `unions` are those whose money was asked for, in the order of the paper."""

    plan: Plan
    unions: tuple[MemberUnion, ...]
    activities: tuple[Activity, ...]
    cells: Cells

    def cell(self, union_id: int, activity_id: int) -> Balance:
        """What a union owes and has paid for an activity; zeros where nothing was asked."""
        return self.cells.get((union_id, activity_id), Balance())

    @cached_property
    def by_union(self) -> dict[int, Balance]:
        """Each union's balance over all activities, by the union's id."""
        ids = [activity.pk for activity in self.activities]
        return {union.pk: total(self.cell(union.pk, pk) for pk in ids) for union in self.unions}

    @cached_property
    def rows(self) -> tuple[LedgerRow, ...]:
        """Each union over all activities."""
        return tuple(LedgerRow(union, self.by_union[union.pk]) for union in self.unions)

    @cached_property
    def sections(self) -> tuple[LedgerSection, ...]:
        """Each activity that asked for money."""
        return tuple(self._section(activity) for activity in self.activities)

    def _section(self, activity: Activity) -> LedgerSection:
        rows = tuple(LedgerRow(union, self.cell(union.pk, activity.pk)) for union in self.unions)
        return LedgerSection(activity, rows, total(row.balance for row in rows))

    @cached_property
    def total(self) -> Balance:
        """Everything."""
        return total(self.by_union.values())

    @cached_property
    def missing(self) -> int:
        """What is still owed: what one due got too much is not what another one lacks."""
        return self.total.left

    @cached_property
    def settled(self) -> int:
        """How many unions have paid all that was asked of them so far."""
        return sum(balance.is_settled for balance in self.by_union.values())

    @cached_property
    def asked(self) -> int:
        """How many unions were asked for anything."""
        return sum(balance.due > 0 for balance in self.by_union.values())


def ledger(
    plan: Plan,
    unions: Collection[int] | None = None,
    *,
    dues: Iterable[BookedDue] | None = None,
    active: Collection[MemberUnion] | None = None,
    activities: Collection[Activity] | None = None,
) -> Ledger:
    """The ledger of a plan, or of some of its unions (ids) only: nothing of the others is read.

    Four queries; two less where the `dues` are given, one less each where the year's unions (`active`) and the plan's
    `activities` are given, in order.
    """
    cells = _cells(booked_dues(plan, unions) if dues is None else dues)
    asked = {activity for _union, activity in cells}
    if activities is None:
        activities = Activity.objects.filter(pk__in=asked).order_by("clause__position", "pk")
    shown = _shown(plan, {union for union, _activity in cells}, unions, active)
    return Ledger(plan, shown, tuple(activity for activity in activities if activity.pk in asked), cells)


def _shown(
    plan: Plan, with_money: set[int], unions: Collection[int] | None, active: Collection[MemberUnion] | None
) -> tuple[MemberUnion, ...]:
    """The unions of the year and those that have money in it all the same, as far as they were asked for."""
    if active is not None and with_money <= {union.pk for union in active}:
        return tuple(union for union in active if unions is None or union.pk in unions)
    shown = MemberUnion.objects.active(plan.year).filter(cluster=plan.cluster_id) | MemberUnion.objects.filter(
        pk__in=with_money
    )
    if unions is not None:
        shown = shown.filter(pk__in=unions)
    return tuple(shown.order_by("position", "pk"))


def _cells(dues: Iterable[BookedDue]) -> Cells:
    cells: dict[tuple[int, int], Balance] = {}
    for due in dues:
        key, so_far = (due.union, due.activity), cells.get((due.union, due.activity))
        cells[key] = so_far + due.balance if so_far else due.balance
    return cells
