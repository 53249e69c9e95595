"""What unions owe and what they paid. Amounts are whole đồng, always positive; what is recorded is never edited.

A `Due` is made from a levy share, once for each time the levy's basis says. A `Payment` is declared by a union with its
evidence; its `Allocation`s, written with it, say which dues it is for and always sum to it. While it waits it settles
nothing but keeps its place; returned with a reason, it gives the place up. A confirmed payment that was wrong is met by
one `Reversal`: the payment stays, and counts no more. When an amendment changes what a due asks for, an `Adjustment`
says by how much. What a due asks for now and what it still lacks are computed, never stored.
"""

import uuid
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Cast, Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from plans.models import Levy, Occurrence, Plan, Version
from plans.models.facts import MAX_AMOUNT
from unions.models import MemberUnion, User

if TYPE_CHECKING:
    from django_stubs_ext.db.models import TypedModelMeta
else:
    TypedModelMeta = object

AMOUNT_IN_RANGE = Q(amount__gte=1, amount__lte=MAX_AMOUNT)
OUT_OF_RANGE = _("An amount is at least 1 đồng and at most 1.000.000.000.000 đồng.")


# Seen from an allocation: does its payment count, or may it still?
STANDING = Q(payment__confirmed_at__isnull=False, payment__reversal__isnull=True)
WAITING = Q(payment__confirmed_at__isnull=True, payment__returned_at__isnull=True)


def allocated(condition: Q, path: str = "") -> models.Expression:
    """The sum of allocations under a condition, 0 where there are none. `path` leads to them: "allocations__"."""
    there = Q(*((path + name, value) for name, value in condition.children))  # type: ignore[misc] # flat conditions
    # PostgreSQL sums bigint to numeric, which would arrive as Decimal.
    return Cast(Coalesce(Sum(path + "amount", filter=there), 0), models.BigIntegerField())


def adjusted(condition: Q | None = None) -> models.Expression:
    """The sum of a due's adjustments under a condition, 0 where there are none."""
    rows = Adjustment.objects.filter(condition or Q(), due=OuterRef("pk")).order_by().values("due")
    sums = rows.annotate(sum=Cast(Sum("amount"), models.BigIntegerField())).values("sum")
    return Coalesce(Subquery(sums), 0, output_field=models.BigIntegerField())


def paid_over() -> models.Expression:
    """What a due of `with_sums` got beyond what it asks for now."""
    return Greatest(F("paid") - F("asked"), 0, output_field=models.BigIntegerField())


def most_asked() -> models.Expression:
    """The most that a due ever asked for: payments were booked against that."""
    return F("amount") + adjusted(Q(amount__gt=0))


class DueQuerySet(models.QuerySet["Due"]):
    """Filters on dues."""

    def for_plan(self, plan: Plan) -> "DueQuerySet":
        """The dues of one plan."""
        return self.filter(plan=plan)

    def of_unions(self, unions: Collection[int] | None) -> "DueQuerySet":
        """Those of the unions with these ids; None: all."""
        return self if unions is None else self.filter(union__in=unions)

    def with_asked(self) -> "DueQuerySet":
        """With `asked`: the amount and what amendments added to it or took off."""
        sums: dict[str, models.Expression] = {"asked": F("amount") + adjusted()}
        return self.annotate(**sums)

    def with_sums(self) -> "DueQuerySet":
        """With `asked`, `paid` and `waiting` beside `amount`."""
        sums = {"paid": allocated(STANDING, "allocations__"), "waiting": allocated(WAITING, "allocations__")}
        return self.with_asked().annotate(**sums)

    def oldest_first(self) -> "DueQuerySet":
        """In the order in which a payment settles them: by the date to pay, then by the time they are for."""
        by_date = F("due_on").asc(nulls_last=True)
        return self.order_by(by_date, F("occurrence__starts_on").asc(nulls_first=True), "quarter", "pk")


class Due(models.Model):
    """What a union owes for one levy, and for one occurrence or quarter of it where the basis says so."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="dues", verbose_name=_("plan"))
    levy = models.ForeignKey(Levy, models.PROTECT, related_name="dues", verbose_name=_("levy"))
    union = models.ForeignKey(MemberUnion, models.PROTECT, related_name="dues", verbose_name=_("union"))
    occurrence = models.ForeignKey(
        Occurrence, models.PROTECT, null=True, blank=True, related_name="dues", verbose_name=_("occurrence")
    )
    quarter = models.PositiveSmallIntegerField(_("quarter"), null=True, blank=True)
    amount = models.BigIntegerField(_("amount"))
    due_on = models.DateField(_("to be paid by"), null=True, blank=True)
    code = models.CharField(_("transfer code"), max_length=12, unique=True)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("made by"))

    asked: int  # from `with_asked`
    paid: int  # from `with_sums`
    waiting: int

    objects = DueQuerySet.as_manager()

    class Meta(TypedModelMeta):
        verbose_name = _("due")
        verbose_name_plural = _("dues")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                "levy", "union", Coalesce("occurrence", 0), Coalesce("quarter", 0), name="one_due_a_union_levy_and_time"
            ),
            models.CheckConstraint(
                condition=AMOUNT_IN_RANGE,
                name="due_is_whole_dong_in_range",
                violation_error_message=OUT_OF_RANGE,
            ),
            models.CheckConstraint(
                condition=Q(quarter__isnull=True) | Q(quarter__gte=1, quarter__lte=4),
                name="due_quarter_is_1_to_4",
            ),
            models.CheckConstraint(
                condition=Q(quarter__isnull=True) | Q(occurrence__isnull=True),
                name="due_has_occurrence_or_quarter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.union} {self.amount}"


class Adjustment(models.Model):
    """What an amendment changed in a due that was already made: added to it (or, negative, taken off), never edited in.

    A due's amount and its adjustments never sum below zero. `version` is the amending paper that says so.
    """

    due = models.ForeignKey(Due, models.PROTECT, related_name="adjustments", verbose_name=_("due"))
    amount = models.BigIntegerField(_("change in đồng"))
    version = models.ForeignKey(Version, models.PROTECT, related_name="adjustments", verbose_name=_("amendment"))
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("made by"))

    class Meta(TypedModelMeta):
        verbose_name = _("adjustment of a due")
        verbose_name_plural = _("adjustments of dues")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["due", "version"], name="one_adjustment_a_due_and_amendment"),
            models.CheckConstraint(
                condition=Q(amount__gte=-MAX_AMOUNT, amount__lte=MAX_AMOUNT) & ~Q(amount=0),
                name="adjustment_is_whole_dong_in_range",
                violation_error_message=OUT_OF_RANGE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.due_id}: {self.amount:+d}"


class PaymentState(models.TextChoices):
    """Where a payment stands; it follows from its columns and its reversal, and is not stored."""

    WAITING = "waiting", _("Waiting for the treasurer")
    CONFIRMED = "confirmed", _("Recorded")
    RETURNED = "returned", _("Returned")
    REVERSED = "reversed", _("Reversed")


STATES = {
    PaymentState.WAITING: Q(confirmed_at__isnull=True, returned_at__isnull=True),
    PaymentState.CONFIRMED: Q(confirmed_at__isnull=False, reversal__isnull=True),
    PaymentState.RETURNED: Q(returned_at__isnull=False),
    PaymentState.REVERSED: Q(reversal__isnull=False),
}


class PaymentQuerySet(models.QuerySet["Payment"]):
    """Filters on payments."""

    def waiting(self) -> "PaymentQuerySet":
        """Declared, not yet confirmed or returned."""
        return self.in_state(PaymentState.WAITING)

    def standing(self) -> "PaymentQuerySet":
        """Confirmed and not reversed: the money that counts."""
        return self.in_state(PaymentState.CONFIRMED)

    def of_unions(self, unions: Collection[int] | None) -> "PaymentQuerySet":
        """Those of the unions with these ids; None: all."""
        return self if unions is None else self.filter(union__in=unions)

    def with_state(self) -> "PaymentQuerySet":
        """With `state`, one of PaymentState."""
        cases = [When(condition, then=Value(state.value)) for state, condition in STATES.items()]
        state = Case(*cases, default=Value(PaymentState.WAITING.value), output_field=models.CharField())
        columns: dict[str, models.Expression] = {"state": state}
        return self.annotate(**columns)

    def in_state(self, state: str) -> "PaymentQuerySet":
        """Those in one of PaymentState; all for any other text."""
        return self.filter(STATES[PaymentState(state)]) if state in PaymentState.values else self


class Payment(models.Model):
    """Money a union says it paid, and the treasurer's answer. `key` is made by the form: twice sent, once booked."""

    class Method(models.TextChoices):
        TRANSFER = "transfer", _("Bank transfer")
        CASH = "cash", _("Cash")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.UUIDField(_("mark of the form"), unique=True)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="payments", verbose_name=_("plan"))
    union = models.ForeignKey(MemberUnion, models.PROTECT, related_name="payments", verbose_name=_("union"))

    amount = models.BigIntegerField(_("amount"))
    paid_on = models.DateField(_("paid on"))
    method = models.CharField(_("how"), max_length=10, choices=Method, default=Method.TRANSFER)
    slip = models.FileField(_("photo of the slip"), upload_to="slips/", blank=True)
    slip_hash = models.CharField(_("sum of the photo"), max_length=64, blank=True, db_index=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    declared_at = models.DateTimeField(_("declared at"), auto_now_add=True)
    declared_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("declared by"))
    confirmed_at = models.DateTimeField(_("recorded at"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("recorded by")
    )
    returned_at = models.DateTimeField(_("returned at"), null=True, blank=True)
    returned_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("returned by")
    )
    return_reason = models.CharField(_("reason"), max_length=300, blank=True)

    state: str  # from `with_state`

    objects = PaymentQuerySet.as_manager()

    class Meta(TypedModelMeta):
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ["-declared_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=AMOUNT_IN_RANGE,
                name="payment_is_whole_dong_in_range",
                violation_error_message=OUT_OF_RANGE,
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="payment_confirmed_by_someone_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True, returned_by__isnull=True, return_reason="")
                | (Q(returned_at__isnull=False, returned_by__isnull=False) & ~Q(return_reason="")),
                name="payment_returned_by_someone_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(returned_at__isnull=True),
                name="payment_confirmed_or_returned_not_both",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.union} {self.amount} {self.paid_on}"


class Allocation(models.Model):
    """The part of a payment that is for one due. It counts while the payment stands."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="allocations", verbose_name=_("payment"))
    due = models.ForeignKey(Due, models.PROTECT, related_name="allocations", verbose_name=_("due"))
    amount = models.BigIntegerField(_("amount"))

    class Meta(TypedModelMeta):
        verbose_name = _("allocation")
        verbose_name_plural = _("allocations")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["payment", "due"], name="one_allocation_a_payment_and_due"),
            models.CheckConstraint(
                condition=AMOUNT_IN_RANGE,
                name="allocation_is_whole_dong_in_range",
                violation_error_message=OUT_OF_RANGE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payment_id} -> {self.due_id}: {self.amount}"


class Reversal(models.Model):
    """The correcting entry for one confirmed payment: the same amount taken back, with a reason. Once a payment."""

    payment = models.OneToOneField(Payment, models.PROTECT, related_name="reversal", verbose_name=_("payment"))
    amount = models.BigIntegerField(_("amount"))
    reason = models.CharField(_("reason"), max_length=300)
    at = models.DateTimeField(_("when"), auto_now_add=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("who"))

    class Meta(TypedModelMeta):
        verbose_name = _("reversal")
        verbose_name_plural = _("reversals")
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="reversal_has_a_reason"),
            models.CheckConstraint(
                condition=AMOUNT_IN_RANGE,
                name="reversal_is_whole_dong_in_range",
                violation_error_message=OUT_OF_RANGE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payment_id}: -{self.amount}"
