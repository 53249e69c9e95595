"""What was understood of a time, in words."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from plans.calendars import Repeat, span_days
from plans.models import Schedule
from plans.reading.dates import no_such_days
from plans.reading.times import TimeReading, listed_times, read_time

NOTHING = "—"
MOST = 6  # days that are told one by one


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
    return " · ".join(parts) or NOTHING


def told(text: str, year: int) -> str:
    """What a card says of the words of a time in the plan of `year`; nothing where there are none yet."""
    if not text.strip():
        return ""
    if odd := no_such_days(text, year, is_time=True):
        return _("No calendar has %(days)s.") % {"days": ", ".join(f"“{day}”" for day in odd)}
    listed = [span_days(span.starts_on, span.ends_on) for span in listed_times(text, year)]
    words = _each_told(listed) or time_words(read_time(text, year))
    if words == NOTHING:
        return _("No date was understood; the words are printed as they are.")
    return _("Understood as: %(time)s") % {"time": words}


def _each_told(days: Sequence[str]) -> str:
    """All days while they are few, else the first ones, the last one, and how many they are."""
    if len(days) <= MOST:
        return ", ".join(days)
    figures = {"first": ", ".join(days[:2]), "last": days[-1], "count": len(days)}
    return _("%(first)s, …, %(last)s (%(count)s times)") % figures
