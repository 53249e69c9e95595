"""One union's money: its dues with what they still lack, its payments with where they stand."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from contributions.models import Due, DueQuerySet, Payment
from contributions.queries.booked import BookedDue, booked_by
from contributions.reckoning import Balance, total
from plans.models import Plan
from unions.models import MemberUnion

PAGE = 50  # rows of a list
LATEST = 10  # payments shown beside the dues


@dataclass(frozen=True, slots=True)
class DueLine:
    """A due with its sums."""

    due: Due
    balance: Balance


@dataclass(frozen=True, slots=True)
class UnionAccount:
    """All dues of a union in a plan, its latest payments, its sums. `elsewhere`: other years in which it still owes."""

    union: MemberUnion
    dues: tuple[DueLine, ...]
    payments: tuple[Payment, ...]
    balance: Balance
    elsewhere: tuple[tuple[int, Balance], ...] = ()

    @property
    def open_dues(self) -> tuple[DueLine, ...]:
        """Those on which something may be declared, oldest first."""
        return tuple(line for line in self.dues if line.balance.open > 0)


def due_line(due: Due) -> DueLine:
    """A due of `with_sums` with its balance."""
    return DueLine(due, Balance(due.asked, due.paid, due.waiting))


def dues_shown(plan: Plan, unions: Collection[int] | None = None) -> DueQuerySet:
    """The plan's dues with sums, union, activity and time, oldest first. One query."""
    dues = Due.objects.for_plan(plan).of_unions(unions).with_sums().oldest_first()
    return dues.select_related("union", "levy__activity", "occurrence")


def due_lines(dues: Iterable[Due]) -> tuple[DueLine, ...]:
    """Rows of `dues_shown` as lines."""
    return tuple(due_line(due) for due in dues)


def open_due_lines(plan: Plan, union: MemberUnion) -> tuple[DueLine, ...]:
    """The union's dues on which something may still be declared, oldest first. One query."""
    return tuple(line for line in due_lines(dues_shown(plan, [union.pk])) if line.balance.open > 0)


def payment_list(plan: Plan, unions: Collection[int] | None = None, state: str = "") -> QuerySet[Payment]:
    """The plan's payments, or those in one state, with unions and people, newest first. One query."""
    payments = Payment.objects.filter(plan=plan).of_unions(unions).in_state(state).with_state()
    return payments.select_related("union", "declared_by", "confirmed_by").order_by("-declared_at", "-pk")


def union_account(plan: Plan, union: MemberUnion) -> UnionAccount:
    """What a union owes and has paid, and what other years left unpaid, unless withdrawn. Four queries."""
    booked = booked_by(union, plan)
    balances = {due.pk: due.balance for due in booked}
    dues = Due.objects.for_plan(plan).filter(union=union).oldest_first()
    lines = tuple(DueLine(due, balances[due.pk]) for due in dues.select_related("levy__activity", "occurrence"))
    declared = Payment.objects.filter(plan=plan, union=union).with_state().select_related("declared_by")
    payments = tuple(declared.order_by("-declared_at", "-pk")[:LATEST])
    rows: list[Due | Payment] = [*(line.due for line in lines), *payments]
    for row in rows:
        row.union = union  # known, so that no query need bring it once more
    return UnionAccount(union, lines, payments, total(line.balance for line in lines), _owed_elsewhere(plan, booked))


def _owed_elsewhere(plan: Plan, booked: Iterable[BookedDue]) -> tuple[tuple[int, Balance], ...]:
    """The other years in which something is left, the oldest first."""
    years: dict[int, Balance] = {}
    for due in booked:
        if due.year != plan.year:
            years[due.year] = years.get(due.year, Balance()) + due.balance
    return tuple((year, balance) for year, balance in sorted(years.items()) if balance.left)
