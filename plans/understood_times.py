"""What was understood of a time, in words."""

from django.utils.translation import gettext as _

from plans.calendars import Repeat, span_days
from plans.models import Schedule
from plans.reading.times import TimeReading


def time_words(time: TimeReading) -> str:
    """ "01/06–31/08/2024", "every quarter", "until 15/07/2024 · tentative"; a dash when nothing was understood."""
    parts = []
    if time.starts_on:
        parts.append(span_days(time.starts_on, time.ends_on))
    elif time.ends_on:
        parts.append(_("until %(day)s") % {"day": span_days(time.ends_on, None)})
    if time.repeat is not Repeat.NEVER:
        parts.append(str(Schedule.Repeat(time.repeat.value).label))
    if time.tentative:
        parts.append(_("tentative"))
    if time.assigned_by_superior:
        parts.append(_("set by a superior"))
    return " · ".join(parts) or "—"
