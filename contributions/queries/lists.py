"""The rows behind a number: lists of dues and payments, narrowed to a union, an activity, a state, with their sum."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import BigIntegerField, Expression, F, Q, Sum
from django.db.models.functions import Cast, Coalesce

from contributions.models import STANDING, WAITING, Allocation, Due, Payment, allocated, paid_over
from contributions.queries.accounts import PAGE, DueLine, due_lines, dues_shown, payment_list
from contributions.reckoning import Balance
from plans.models import Activity, Plan
from unions.models import MemberUnion


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a list is narrowed to. `unions`: what the person may see (None: everything); `union` is one of them."""

    unions: tuple[int, ...] | None = None
    union: MemberUnion | None = None
    activity: Activity | None = None
    state: str = ""

    @property
    def scope(self) -> tuple[int, ...] | None:
        """Ids of the unions to read; None: all."""
        return self.unions if self.union is None else (self.union.pk,)


@dataclass(frozen=True, slots=True)
class DueList:
    """A page of dues, and the sums of all pages."""

    page: Page[Due]
    lines: tuple[DueLine, ...]
    balance: Balance


@dataclass(frozen=True, slots=True)
class PaymentRows:
    """A page of payments, and sums of all pages: of their parts for the activity where the list has one.

    Returned and reversed money is in neither sum unless the list was narrowed to it (`asked`).
    """

    page: Page[Payment]
    recorded: int
    waiting: int
    asked: int


def narrowing(
    plan: Plan, unions: tuple[int, ...] | None, union: MemberUnion | None, *, activity: str, state: str
) -> Narrowing:
    """What the address asks for; an unknown activity or state narrows nothing. One query at most."""
    number = int(activity) if activity.isascii() and activity.isdigit() and len(activity) < 19 else 0
    about = Activity.objects.filter(plan=plan, pk=number).first() if number else None
    return Narrowing(unions, union, about, state)


def due_list(plan: Plan, wanted: Narrowing, page: str | None = None) -> DueList:
    """The dues asked for; state "open" keeps those not paid in full, "over" those paid too much. Three queries."""
    dues = dues_shown(plan, wanted.scope).annotate(over=paid_over())
    if wanted.activity:
        dues = dues.filter(levy__activity=wanted.activity)
    if wanted.state == "open":
        dues = dues.filter(Q(asked__gt=F("paid")))
    if wanted.state == "over":
        dues = dues.filter(over__gt=0)
    names = ("asked", "paid", "waiting", "over")
    sums = dues.order_by().aggregate(**{f"all_{name}": _sum(name) for name in names})
    shown = Paginator(dues, PAGE).get_page(page)
    return DueList(shown, due_lines(shown), Balance.summed(*(sums[f"all_{name}"] for name in names)))


def payment_rows(plan: Plan, wanted: Narrowing, page: str | None = None) -> PaymentRows:
    """The payments asked for. Three queries."""
    payments = payment_list(plan, wanted.scope, wanted.state)
    parts = Allocation.objects.filter(payment__plan=plan)
    if wanted.scope is not None:
        parts = parts.filter(payment__union__in=wanted.scope)
    if wanted.activity:
        parts = parts.filter(due__levy__activity=wanted.activity)
        columns: dict[str, Expression] = {
            "part": _sum("allocations__amount", Q(allocations__due__levy__activity=wanted.activity))
        }
        payments = payments.filter(pk__in=parts.values("payment")).annotate(**columns)
    in_state = Q(payment__in=payments.order_by().values("pk"))
    sums = parts.aggregate(
        recorded=allocated(STANDING),
        waiting=allocated(WAITING),
        asked=_sum("amount", in_state if wanted.state else Q()),
    )
    return PaymentRows(Paginator(payments, PAGE).get_page(page), **sums)


def _sum(name: str, condition: Q | None = None) -> Expression:
    return Cast(Coalesce(Sum(name, filter=condition), 0), BigIntegerField())
