"""Times, head counts and results in templates: `{{ time|time_name }}`, `{{ result|result_figure }}`."""

import datetime as dt

from django import template
from django.utils import timezone

from campaigns import wording
from campaigns.figures import format_figure
from plans.calendars import span_days
from plans.models import Occurrence
from unions.phones import format_phone

register = template.Library()
register.filter("result_figure", wording.result_figure)
register.filter("time_name", wording.time_name)
register.filter("figure", format_figure)
register.filter("phone", format_phone)


@register.filter
def days_of(time: Occurrence) -> str:
    """An occurrence's days: "12–14/03/2024"."""
    return span_days(time.starts_on, time.ends_on)


@register.filter
def near(time: Occurrence) -> str:
    """How far an occurrence is from today."""
    return wording.nearness(time.starts_on, time.ends_on, timezone.localdate())


@register.filter
def has_begun(time: Occurrence) -> bool:
    """Whether an occurrence's first day has come."""
    return time.starts_on <= timezone.localdate()


@register.filter
def time_tone(time: Occurrence) -> str:
    """The chip's tone for an occurrence."""
    return wording.state_of(time, timezone.localdate())[0]


@register.filter
def time_state(time: Occurrence) -> str:
    """The word for an occurrence's state."""
    return wording.state_of(time, timezone.localdate())[1]


@register.filter
def last_seen(moment: dt.datetime | None) -> str:
    """When somebody signed in last."""
    return wording.last_seen(moment, timezone.localdate())


@register.filter
def people_of(came: int | None, wanted: int | None) -> str:
    """ "27 trên 30 người"."""
    return wording.people_of(came or 0, wanted or 0)
