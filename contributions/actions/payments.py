"""A payment's life: declared by a union; confirmed, or returned with a reason, by a treasurer; reversed at most once.

Locks are taken in one order everywhere (payment, then dues by id, then the trail), so that no two actions wait for each
other. Who may call what is the views' business; that maker and checker are two people is checked here.
"""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from contextlib import ExitStack

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from contributions import errors
from contributions.models import STANDING, Allocation, Due, Payment, Reversal, allocated, most_asked
from contributions.queries.accounts import DueLine, due_lines
from contributions.reckoning import Open, Part, allocate
from contributions.slips import Slip
from plans.models import Plan
from plans.models.facts import MAX_AMOUNT
from unions import audit
from unions.models import MemberUnion, User
from unions.names import nfc


def declare_payment(
    *,
    plan: Plan,
    union: MemberUnion,
    amount: int,
    paid_on: dt.date,
    by: User,
    key: uuid.UUID,
    method: str = Payment.Method.TRANSFER,
    slip: Slip | None = None,
    note: str = "",
    dues: Collection[int] = (),
) -> Payment:
    """Write down that a union says it paid, for the dues with these ids, or for the oldest where none is named.

    A payment may be smaller than what its dues lack, never larger: what they lack is counted without the payments that
    already wait. `key` is made with the form: sent twice with the same content it gives the first payment again.
    Raises AmountOutOfRange, PaidInFuture, PaidLongAgo, UnknownDue, NothingLeft, TooMuch, KeyReused.
    """
    payment = Payment(
        key=key,
        plan=plan,
        union=union,
        amount=amount,
        paid_on=paid_on,
        method=method,
        slip_hash=slip.sha256 if slip else "",
        note=nfc(note).strip(),
        declared_by=by,
    )
    _check_figures(payment)
    with ExitStack() as undo, transaction.atomic():
        lines = _lock_dues(plan, union)
        if first := _sent_before(payment, dues):
            return first
        parts = _parts(amount, _chosen(lines, dues))
        if slip:
            payment.slip.save(slip.new_name(), ContentFile(slip.content), save=False)
            undo.callback(payment.slip.delete, save=False)
        payment.save(force_insert=True)
        Allocation.objects.bulk_create(
            Allocation(payment=payment, due_id=part.due, amount=part.amount) for part in parts
        )
        _record("payment_declared", payment, by=by, after=declared_facts(payment, parts))
        undo.pop_all()  # the picture stays from here on; a commit that fails leaves a file nobody points to
    return payment


def _check_figures(payment: Payment) -> None:
    if not 1 <= payment.amount <= MAX_AMOUNT:
        raise errors.AmountOutOfRange
    if payment.paid_on > timezone.localdate():
        raise errors.PaidInFuture(payment.paid_on)
    if payment.paid_on.year < payment.plan.year - 1:
        raise errors.PaidLongAgo(payment.paid_on, payment.plan.year)


def _lock_dues(plan: Plan, union: MemberUnion) -> tuple[DueLine, ...]:
    """The union's dues, oldest first; nobody else declares or confirms on them until the transaction ends."""
    list(Due.objects.select_for_update().filter(plan=plan, union=union).order_by("pk").values_list("pk"))
    return due_lines(Due.objects.filter(plan=plan, union=union).with_sums().oldest_first())


def _sent_before(payment: Payment, dues: Collection[int]) -> Payment | None:
    """The payment that this form already made, if its content is the same."""
    first = Payment.objects.filter(key=payment.key).first()
    if first is None:
        return None
    compared = ("plan_id", "union_id", "amount", "paid_on", "method", "note", "slip_hash", "declared_by_id")
    same = all(getattr(first, name) == getattr(payment, name) for name in compared)
    settled = set(first.allocations.values_list("due", flat=True))
    if not same or (dues and not settled <= set(dues)):
        raise errors.KeyReused(first)
    return first


def _chosen(lines: Sequence[DueLine], dues: Collection[int]) -> list[DueLine]:
    wanted = set(dues)
    if not wanted <= {line.due.pk for line in lines}:
        raise errors.UnknownDue
    return [line for line in lines if not wanted or line.due.pk in wanted]


def _parts(amount: int, lines: Sequence[DueLine]) -> tuple[Part, ...]:
    waiting = sum(line.balance.waiting for line in lines)
    room = [Open(line.due.pk, line.balance.open) for line in lines if line.balance.open > 0]
    if not room:
        raise errors.AllWaiting(waiting) if waiting else errors.NothingLeft
    split = allocate(amount, room)
    if split.rest:
        refusal = errors.TooMuchBesideWaiting if waiting else errors.TooMuch
        raise refusal(amount, sum(due.left for due in room), waiting)
    return split.parts


def confirm_payment(*, payment: Payment, by: User) -> Payment:
    """The treasurer found the money: from now on it counts. Raises Answered, OwnPayment, OverPaid."""
    with transaction.atomic():
        locked = _lock_unanswered(payment)
        if locked.declared_by_id == by.pk:
            raise errors.OwnPayment
        _check_room(locked)
        locked.confirmed_at, locked.confirmed_by = timezone.now(), by
        locked.save(update_fields=["confirmed_at", "confirmed_by"])
        _record("payment_confirmed", locked, by=by, after={"amount": locked.amount})
    return locked


def return_payment(*, payment: Payment, by: User, reason: str) -> Payment:
    """Give a declared payment back to its union, which reads the reason. Raises Answered, ReasonMissing."""
    with transaction.atomic():
        locked = _lock_unanswered(payment)
        locked.return_reason = _reason(reason)
        locked.returned_at, locked.returned_by = timezone.now(), by
        locked.save(update_fields=["returned_at", "returned_by", "return_reason"])
        _record("payment_returned", locked, by=by, after={"reason": locked.return_reason})
    return locked


def reverse_payment(*, payment: Payment, by: User, reason: str) -> Reversal:
    """Take a confirmed payment back by a correcting entry. Raises NotConfirmed, ReversedAlready, ReasonMissing."""
    with transaction.atomic():
        locked = _lock(payment)
        if locked.confirmed_at is None:
            raise errors.NotConfirmed
        if Reversal.objects.filter(payment=locked).exists():
            raise errors.ReversedAlready(locked)
        entry = Reversal.objects.create(payment=locked, amount=locked.amount, reason=_reason(reason), by=by)
        _record("payment_reversed", locked, by=by, after={"amount": entry.amount, "reason": entry.reason})
    return entry


def _lock(payment: Payment) -> Payment:
    # First the lock, then the row: whoever waited for the lock would else read what stood beside it before the wait.
    Payment.objects.select_for_update().only("pk").get(pk=payment.pk)
    people = ("plan__cluster", "union", "confirmed_by", "returned_by", "reversal__by")
    return Payment.objects.select_related(*people).get(pk=payment.pk)


def _lock_unanswered(payment: Payment) -> Payment:
    locked = _lock(payment)
    if locked.confirmed_at is not None:
        raise errors.ConfirmedAlready(locked)
    if locked.returned_at is not None:
        raise errors.ReturnedAlready(locked)
    return locked


def _check_room(payment: Payment) -> None:
    """No due may get more than it ever asked for, counting what already stands.

    A due that was lowered while the payment waited may get more than it asks for now: the money is there.
    """
    parts = dict(payment.allocations.values_list("due", "amount"))
    list(Due.objects.select_for_update().filter(pk__in=parts).order_by("pk").values_list("pk"))
    dues = Due.objects.filter(pk__in=parts).annotate(most=most_asked())
    most = {pk: (code, amount) for pk, code, amount in dues.values_list("pk", "code", "most")}
    standing = Allocation.objects.filter(STANDING, due__in=parts).order_by().values_list("due")
    counted = dict(standing.annotate(paid=allocated(STANDING)))
    for pk, part in parts.items():
        code, amount = most[pk]
        if counted.get(pk, 0) + part > amount:
            raise errors.OverPaid(code=code)


def _reason(text: str) -> str:
    reason = " ".join(nfc(text).split())
    if not reason:
        raise errors.ReasonMissing
    return reason


def _record(verb: str, payment: Payment, *, by: User, after: dict[str, object]) -> None:
    audit.record(verb, payment, by=by, cluster=payment.plan.cluster, about=str(payment.union), after=after)


def declared_facts(payment: Payment, parts: Sequence[Part]) -> dict[str, object]:
    """A payment as the trail keeps it: enough to find out later that a figure was changed."""
    return {
        "union": payment.union_id,
        "amount": payment.amount,
        "paid_on": payment.paid_on.isoformat(),
        "method": str(payment.method),
        "slip": payment.slip_hash,
        "dues": sorted([part.due, part.amount] for part in parts),
    }
