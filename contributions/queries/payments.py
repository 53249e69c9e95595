"""Payments as the treasurer sees them: the queue, one payment with the dues it is for, the day's sums."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass

from django.db.models import BigIntegerField, Count, Expression, Q, Sum
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from contributions.models import Allocation, Due, Payment, PaymentState
from contributions.queries.accounts import due_line, payment_list
from contributions.queries.booked import booked_dues
from contributions.queries.ledgers import Ledger, LedgerSection, ledger
from contributions.queries.levies import LevyState, levy_states
from contributions.reckoning import Balance
from plans.models import Plan


@dataclass(frozen=True, slots=True)
class Settled:
    """One due that a payment is for: its part, the due's sums now, and without the part and with it."""

    due: Due
    part: int
    balance: Balance
    before: Balance
    after: Balance

    @property
    def left_before(self) -> int:
        """What the due lacks without this part."""
        return self.before.left

    @property
    def left_after(self) -> int:
        """What it lacks with it."""
        return self.after.left

    @property
    def over(self) -> int:
        """What the due gets too much by this part: an amendment lowered it after the union had paid."""
        return self.after.over - self.before.over


@dataclass(frozen=True, slots=True)
class PaymentPage:
    """One payment with all that a treasurer looks at. `same_slip`: other payments with the same picture."""

    payment: Payment
    settles: tuple[Settled, ...]
    same_slip: tuple[Payment, ...]

    @property
    def left_after(self) -> int:
        """What its dues lack once it counts."""
        return sum(line.left_after for line in self.settles)

    @property
    def over(self) -> int:
        """What its dues get too much once it counts."""
        return sum(line.over for line in self.settles)


@dataclass(frozen=True, slots=True)
class Queue:
    """The waiting payments, oldest first, and the one being looked at."""

    ids: tuple[uuid.UUID, ...]
    at: int  # index of the current one; 0 in an empty queue

    @property
    def current(self) -> uuid.UUID | None:
        return self.ids[self.at] if self.ids else None

    @property
    def number(self) -> int:
        """From 1, for people."""
        return self.at + 1

    @property
    def previous(self) -> uuid.UUID | None:
        return self.ids[self.at - 1] if self.at > 0 else None

    @property
    def next(self) -> uuid.UUID | None:
        return self.ids[self.at + 1] if self.at + 1 < len(self.ids) else None


@dataclass(frozen=True, slots=True)
class DaySums:
    """What happened on one local day: how many payments, how much."""

    declared: int
    declared_sum: int
    confirmed: int
    confirmed_sum: int
    returned: int
    returned_sum: int


@dataclass(frozen=True, slots=True)
class LevyOnDesk:
    """A levy and how far its activity is paid (None before dues are made)."""

    state: LevyState
    section: LedgerSection | None


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything on the treasurer's desk. `elsewhere`: how many payments wait in other years."""

    queue: Queue
    current: PaymentPage | None
    day: DaySums
    ledger: Ledger
    levies: tuple[LevyOnDesk, ...]
    elsewhere: tuple[tuple[int, int], ...]


def waiting_by_year(cluster_id: int) -> Counter[int]:
    """How many payments wait for the treasurer, in each year of a cluster. One query."""
    rows = Payment.objects.filter(plan__cluster=cluster_id).waiting().order_by()
    return Counter(rows.values_list("plan__year", flat=True))


def waiting_queue(plan: Plan, at: str = "") -> Queue:
    """The waiting payments, looking at the one with public id `at`, else at the oldest. One query."""
    waiting = Payment.objects.filter(plan=plan).waiting().order_by("declared_at", "pk")
    ids = tuple(waiting.values_list("public_id", flat=True))
    names = [str(public_id) for public_id in ids]
    return Queue(ids, names.index(at) if at in names else 0)


def payment_page(payment: Payment) -> PaymentPage:
    """A payment of `payment_list` with its dues and the payments that show the same slip. Three queries."""
    parts = dict(Allocation.objects.filter(payment=payment).values_list("due", "amount"))
    dues = Due.objects.filter(pk__in=parts).with_sums().oldest_first().select_related("levy__activity", "occurrence")
    settles = tuple(_settled(due, parts[due.pk], payment.state) for due in dues)
    same = Payment.objects.filter(slip_hash=payment.slip_hash, plan__cluster=payment.plan.cluster_id).exclude(
        Q(pk=payment.pk) | Q(slip_hash="")
    )
    return PaymentPage(payment, settles, tuple(same.select_related("union", "plan").with_state()[:5]))


def _settled(due: Due, part: int, state: str) -> Settled:
    balance = due_line(due).balance
    if state == PaymentState.CONFIRMED:
        return Settled(due, part, balance, Balance(due.asked, due.paid - part), balance)
    counts = part if state == PaymentState.WAITING else 0
    return Settled(due, part, balance, balance, Balance(due.asked, due.paid + counts))


def day_sums(plan: Plan, day: dt.date) -> DaySums:
    """A local day's declared, confirmed and returned payments. One query."""
    start = timezone.make_aware(dt.datetime.combine(day, dt.time.min))
    span = (start, start + dt.timedelta(days=1))
    sums: dict[str, Expression] = {}
    for name in ("declared", "confirmed", "returned"):
        on_day = Q(**{f"{name}_at__gte": span[0], f"{name}_at__lt": span[1]})
        sums[name] = Count("pk", filter=on_day)
        sums[f"{name}_sum"] = Cast(Coalesce(Sum("amount", filter=on_day), 0), BigIntegerField())
    return DaySums(**Payment.objects.filter(plan=plan).aggregate(**sums))


def desk(plan: Plan, at: str = "", today: dt.date | None = None, changed: Container[int] = ()) -> Desk:
    """The desk, with one payment open on it. Fifteen queries at most.

    `changed` are the ids of the levies that ask what is not issued yet.
    """
    queue = waiting_queue(plan, at)
    current = None
    if queue.current:
        payment = payment_list(plan).select_related("plan", "union").filter(public_id=queue.current).first()
        current = payment_page(payment) if payment else None
    dues = booked_dues(plan)
    books = ledger(plan, dues=dues)
    sections = {section.activity.pk: section for section in books.sections}
    states = levy_states(plan, dues=dues, changed=changed)
    levies = tuple(LevyOnDesk(state, sections.get(state.levy.activity_id)) for state in states)
    day = day_sums(plan, today or timezone.localdate())
    elsewhere = sorted((year, count) for year, count in waiting_by_year(plan.cluster_id).items() if year != plan.year)
    return Desk(queue, current, day, books, levies, tuple(elsewhere))
