"""Words for what a due is for and where a payment stands, in the language of the page."""

import datetime as dt
from collections.abc import Iterable

from django import template
from django.utils.translation import gettext as _

from contributions.doors import BalanceTable, balance_table
from contributions.models import Due, PaymentState
from contributions.queries import LedgerRow
from contributions.reckoning import Balance
from plans.calendars import ROMAN, Precision, name_of
from plans.models import Levy, Occurrence, Plan

register = template.Library()

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
def time_label(due: Due) -> str:
    """Which time of its levy a due is for: "Quarter II", "Time 2: Quarter II"; nothing where there is only one."""
    if due.quarter is not None:
        return _("Quarter %(quarter)s") % {"quarter": ROMAN[due.quarter - 1]}
    return occurrence_label(due.occurrence) if due.occurrence is not None else ""


@register.filter
def occurrence_label(occurrence: Occurrence) -> str:
    """ "Time 2: 12/03/2024"."""
    kind, name = name_of(occurrence.starts_on, occurrence.ends_on, occurrence.precision)
    names = {
        Precision.QUARTER: _("Quarter %(quarter)s") % {"quarter": name},
        Precision.MONTH: _("Month %(month)s") % {"month": name},
        Precision.YEAR: _("Year %(year)s") % {"year": name},
    }
    return _("Time %(number)s: %(when)s") % {"number": occurrence.number, "when": names.get(kind, name)}


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
