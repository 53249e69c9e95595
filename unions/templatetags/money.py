"""Đồng and dates as people here write them, whatever the language of the page."""

import datetime as dt

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unions.amounts import format_dong
from unions.days import format_day

register = template.Library()


@register.filter
def dong(amount: int | None) -> str:
    """7000000 -> "7.000.000"; nothing stays nothing."""
    return "" if amount is None else format_dong(amount)


@register.filter
def date_vi(day: dt.date | None) -> str:
    """A date as dd/mm/yyyy; a moment as its local date."""
    if isinstance(day, dt.datetime):
        day = timezone.localtime(day).date()
    return "" if day is None else format_day(day)


@register.filter
def days_from(day: dt.date | None) -> str:
    """How far a date is from today: "today", "in 3 days", "12 days late"."""
    if day is None:
        return ""
    days = (day - timezone.localdate()).days
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
    return ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}
