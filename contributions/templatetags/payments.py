"""Words for what a due is for and where a payment stands, in the language of the page."""

import datetime as dt
from collections.abc import Iterable

from django import template

from contributions.doors import BalanceTable, balance_table
from contributions.models import PaymentState
from contributions.queries import LedgerRow
from contributions.reckoning import Balance
from contributions.wording import occurrence_label, time_label
from plans.models import Levy, Plan

register = template.Library()
register.filter("time_label", time_label)
register.filter("occurrence_label", occurrence_label)

TONES = {
    PaymentState.WAITING: "info",
    PaymentState.CONFIRMED: "done",
    PaymentState.RETURNED: "warning",
    PaymentState.REVERSED: "danger",
}


@register.filter
def state_label(state: str) -> str:
    """ "waiting" -> "Waiting for the treasurer"."""
    return str(PaymentState(state).label)


@register.filter
def state_tone(state: str) -> str:
    """The tone of the chip for a state."""
    return TONES[PaymentState(state)]


@register.filter
def basis_label(basis: str) -> str:
    """ "per_occurrence" -> "Each time"; nothing stays nothing."""
    return str(Levy.Basis(basis).label) if basis else ""


@register.filter
def from_iso(day: str) -> dt.date | None:
    """ "2024-06-30" -> the date; nothing stays nothing."""
    return dt.date.fromisoformat(day) if day else None


@register.simple_tag
def balances(plan: Plan, rows: Iterable[LedgerRow], total: Balance, activity: int | str | None) -> BalanceTable:
    """The unions' balances as ready strings; `activity` is the id of the one they are of, empty for all. No query."""
    return balance_table(plan, rows, total, int(activity) if activity else None)
