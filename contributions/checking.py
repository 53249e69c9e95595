"""Does the money in the database still make sense? Each finding names its row.

What the actions guarantee is looked for again from outside: sums, who a payment is for, and that each figure is still
the one that the trail recorded when it was written (a row changed in the database by hand does not fit its record).
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import BigIntegerField, F, Model, Q, Sum
from django.db.models.functions import Cast, Coalesce

from contributions.actions.amending import adjustment_facts
from contributions.actions.dues import due_facts
from contributions.actions.payments import declared_facts
from contributions.models import Adjustment, Allocation, Due, Payment, Reversal, most_asked
from contributions.reckoning import Part
from unions.audit import target_of
from unions.models import AuditRecord


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that cannot be: which row, and what is wrong with it."""

    row: str
    wrong: str

    def __str__(self) -> str:
        return f"{self.row}: {self.wrong}"


def findings() -> list[Finding]:
    """Everything that is wrong, rule by rule, as the books stand at one moment."""
    with one_moment():
        books = [
            *dues_paid_twice(),
            *adjustments_astray(),
            *payments_not_allocated(),
            *allocations_astray(),
            *reversals_astray(),
            *dues_without_record(),
            *payments_without_record(),
        ]
    return [*books, *slips_changed()]


@contextmanager
def one_moment() -> Iterator[None]:
    """All questions inside see the same state, while others go on booking.

    PostgreSQL would answer each question from a moment of its own, and a payment confirmed between two of them would
    look wrong. SQLite's transaction holds the only pen meanwhile.
    """
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def dues_paid_twice() -> Iterator[Finding]:
    """A due never gets more than it ever asked for, what waits included. (Lowered later, it may have got more.)"""
    dues = Due.objects.with_sums().annotate(most=most_asked())
    for due in dues.filter(most__lt=F("paid") + F("waiting")):
        yield Finding(target_of(due), f"asks for {due.asked}, gets {due.paid} and {due.waiting} waiting")


def adjustments_astray() -> Iterator[Finding]:
    """An amendment adjusts dues of its own plan, takes no due below zero, and is as the trail says."""
    for due in Due.objects.with_asked().filter(Q(asked__lt=0)):
        yield Finding(target_of(due), f"asks for {due.asked}")
    recorded: dict[int, list[int]] = {}
    for record in AuditRecord.objects.filter(verb="dues_adjusted").order_by("pk").iterator():
        recorded |= {facts[0]: facts for facts in record.data["after"]["adjustments"]}
    for entry in Adjustment.objects.select_related("due", "version").iterator():
        if entry.due.plan_id != entry.version.plan_id:
            yield Finding(target_of(entry), "belongs to another plan than its due")
        if adjustment_facts(entry) != recorded.get(entry.pk):
            yield Finding(target_of(entry), "is not as the trail recorded it")


def payments_not_allocated() -> Iterator[Finding]:
    """The parts of a payment sum to it."""
    parts = Cast(Coalesce(Sum("allocations__amount"), 0), BigIntegerField())
    unlike = Payment.objects.annotate(parts=parts).exclude(amount=F("parts"))
    for pk, amount, sum_of_parts in unlike.values_list("pk", "amount", "parts"):
        yield Finding(target_of(Payment(pk=pk)), f"is {amount}, its parts sum to {sum_of_parts}")


def allocations_astray() -> Iterator[Finding]:
    """A payment is for dues of its own union and plan."""
    same = Q(payment__union=F("due__union"), payment__plan=F("due__plan"))
    for allocation in Allocation.objects.exclude(same):
        yield Finding(target_of(allocation), "belongs to another union or plan than its payment")


def reversals_astray() -> Iterator[Finding]:
    """A reversal takes back exactly one confirmed payment."""
    same = Q(amount=F("payment__amount"), payment__confirmed_at__isnull=False)
    for reversal in Reversal.objects.exclude(same).select_related("payment"):
        yield Finding(target_of(reversal), f"takes back {reversal.amount} of {reversal.payment.amount}")


def dues_without_record() -> Iterator[Finding]:
    """Each due is as the trail says it was made."""
    recorded: dict[int, list[Any]] = {}
    for record in AuditRecord.objects.filter(verb="dues_made").order_by("pk").iterator():
        recorded |= {facts[0]: facts for facts in record.data["after"]["dues"]}
    for due in Due.objects.iterator():
        if due_facts(due) != recorded.get(due.pk):
            yield Finding(target_of(due), "is not as the trail recorded it")


def payments_without_record() -> Iterator[Finding]:
    """Each payment, and each answer to it, is as the trail says."""
    records = _payment_records()
    for payment in (
        Payment.objects.order_by("pk").prefetch_related("allocations").select_related("reversal").iterator(500)
    ):
        for verb, facts in _facts(payment).items():
            if records.get((target_of(payment), verb)) != facts:
                yield Finding(target_of(payment), f"is not as the trail recorded it ({verb})")


def _payment_records() -> dict[tuple[str, str], dict[str, Any]]:
    found = AuditRecord.objects.filter(verb__startswith="payment_").values_list("target", "verb", "by", "data")
    return {(target, verb): {**data["after"], "by": by} for target, verb, by, data in found.iterator()}


def _facts(payment: Payment) -> dict[str, dict[str, Any]]:
    parts = [Part(allocation.due_id, allocation.amount) for allocation in payment.allocations.all()]
    facts = {"payment_declared": {**declared_facts(payment, parts), "by": payment.declared_by_id}}
    if payment.confirmed_at:
        facts["payment_confirmed"] = {"amount": payment.amount, "by": payment.confirmed_by_id}
    if payment.returned_at:
        facts["payment_returned"] = {"reason": payment.return_reason, "by": payment.returned_by_id}
    if (reversal := _reversal(payment)) is not None:
        facts["payment_reversed"] = {"amount": reversal.amount, "reason": reversal.reason, "by": reversal.by_id}
    return facts


def _reversal(payment: Payment) -> Reversal | None:
    found: Model | None = getattr(payment, "reversal", None)
    return found if isinstance(found, Reversal) else None


def slips_changed() -> Iterator[Finding]:
    """The picture of a slip is the one that was declared."""
    for payment in Payment.objects.exclude(slip="").order_by("pk").iterator():
        if not payment.slip.storage.exists(str(payment.slip.name)):
            yield Finding(target_of(payment), "its slip is missing")
            continue
        with payment.slip.open("rb") as picture:
            if hashlib.sha256(picture.read()).hexdigest() != payment.slip_hash:
                yield Finding(target_of(payment), "its slip is another picture than the one declared")
