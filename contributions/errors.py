"""Why a money action refuses, each with the sentence a person reads: what is wrong, where, what to do."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contributions.models import Payment
from plans.issuing.errors import ChangedSinceSeen
from plans.models import Version
from unions.amounts import format_dong
from unions.days import format_day
from unions.errors import DomainError


def moment(at: dt.datetime | None) -> str:
    """ "05/02/2024 14:30", local time."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    return f"{format_day(local.date())} {local:%H:%M}"


class AmendedMeanwhile(ChangedSinceSeen):
    """Somebody else issued an amendment after the person had opened the page: one paper is not issued twice."""

    message = _(
        "This was issued already: %(name)s issued the amendment %(number)s on %(at)s, while this page was open. "
        "Nothing was issued a second time. What you wrote is still here."
    )

    def __init__(self, version: Version) -> None:
        super().__init__(name=version.issued_by, number=version.entry.symbol, at=moment(version.issued_at))


class BasisUndecided(DomainError):
    """Nobody has said yet whether the amounts are for the year or for each time."""

    message = _("It is not decided yet how often this contribution is paid. Choose that first.")


class NoShares(DomainError):
    """A levy without a union that pays."""

    message = _("No union has an amount to pay in this contribution. Write the amounts in the plan first.")


class NoOccurrences(DomainError):
    """Paid each time, but there is no time yet."""

    message = _("This contribution is paid each time, but the activity has no dates yet. Add them first.")


class DuesMadeAlready(DomainError):
    """Nothing is missing."""

    message = _("All dues of this contribution are made already.")


class DuesChanged(DomainError):
    """What is to be made is no longer what the person saw."""

    message = _("The amounts or dates changed since this page was opened. Look at the dues again.")


class LevyNotIssued(DomainError):
    """Dues ask what the paper that holds says, not what waits for an amendment."""

    message = _(
        "The amounts of this contribution were changed and are not issued yet."
        " Issue the amendment, or undo the change; then make the dues."
    )


class PlanClosed(DomainError):
    """Nothing new is asked from a plan whose year is over; what was asked before is paid all the same."""

    message = _(
        "The plan is closed, so no new dues are made from it."
        " If they are needed, reopen the plan on the page “Issued papers”; then make the dues."
    )


class PlanWithdrawn(DomainError):
    """A plan that does not hold asks nobody for money."""

    message = _("The plan is withdrawn and has no effect any more, so no new dues are made from it.")


class AmountOutOfRange(DomainError):
    """Not from 1 to 10^12 đồng; forms refuse this before."""

    message = _("An amount is at least 1 đồng and at most 1.000.000.000.000 đồng.")


class PaidInFuture(DomainError):
    """Money cannot have been paid tomorrow."""

    message = _("The day of payment cannot be after today. You wrote %(day)s.")

    def __init__(self, day: dt.date) -> None:
        super().__init__(day=format_day(day))


class PaidLongAgo(DomainError):
    """Before the year that precedes the plan's: a slip of the fingers."""

    message = _("The day of payment lies too long before the plan of %(year)s. You wrote %(day)s.")

    def __init__(self, day: dt.date, year: int) -> None:
        super().__init__(year=f"{year:d}", day=format_day(day))


class NothingLeft(DomainError):
    """Everything chosen is paid."""

    message = _("Nothing is left to pay here.")


class AllWaiting(NothingLeft):
    """Everything chosen is paid, or declared and waiting."""

    message = _("Nothing is left to declare: %(waiting)s đồng is waiting for the treasurer.")

    def __init__(self, waiting: int) -> None:
        super().__init__(waiting=format_dong(waiting))


class TooMuch(DomainError):
    """More than the chosen dues still lack."""

    message = _("%(open)s đồng is left to pay on the dues you chose; you wrote %(amount)s.")

    def __init__(self, amount: int, left: int, waiting: int) -> None:
        super().__init__(amount=format_dong(amount), open=format_dong(left), waiting=format_dong(waiting))


class TooMuchBesideWaiting(TooMuch):
    """More than the chosen dues still lack beside what is declared already."""

    message = _(
        "%(open)s đồng is left to pay on the dues you chose, because %(waiting)s đồng is already waiting for "
        "the treasurer; you wrote %(amount)s."
    )


class UnknownDue(DomainError):
    """A due of another union or plan, or none at all."""

    message = _("One of the dues is not your union's. Open the page again and choose from the list.")


class KeyReused(DomainError):
    """The same form was sent twice with different content."""

    message = _(
        "This form was already sent with %(amount)s đồng, paid on %(day)s. Open a new form for another payment."
    )

    def __init__(self, first: Payment) -> None:
        super().__init__(amount=format_dong(first.amount), day=format_day(first.paid_on))


class Answered(DomainError):
    """Somebody confirmed or returned the payment before."""


class ConfirmedAlready(Answered):
    """Somebody confirmed it."""

    message = _("%(name)s already recorded this payment on %(at)s.")

    def __init__(self, payment: Payment) -> None:
        super().__init__(name=payment.confirmed_by, at=moment(payment.confirmed_at))


class ReturnedAlready(Answered):
    """Somebody returned it."""

    message = _("%(name)s already returned this payment on %(at)s.")

    def __init__(self, payment: Payment) -> None:
        super().__init__(name=payment.returned_by, at=moment(payment.returned_at))


class OwnPayment(DomainError):
    """Maker and checker are two people."""

    message = _("You declared this payment yourself, so somebody else has to record it.")


class OverPaid(DomainError):
    """A due would be paid twice. Declaring prevents it; this is the last door."""

    message = _("The due %(code)s lacks less than this payment gives to it. Return the payment with a reason.")


class ReasonMissing(DomainError):
    """A payment is not returned or reversed without saying why."""

    message = _("Write the reason; the union will read it.")


class NotConfirmed(DomainError):
    """Only recorded money can be reversed."""

    message = _("Only a recorded payment can be reversed.")


class ReversedAlready(DomainError):
    """One reversal a payment."""

    message = _("%(name)s already reversed this payment on %(at)s.")

    def __init__(self, payment: Payment) -> None:
        super().__init__(name=payment.reversal.by, at=moment(payment.reversal.at))
