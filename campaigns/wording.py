"""How times, head counts and states are said on the screens, in the language of the page."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.figures import format_figure
from campaigns.models import Result
from plans.calendars import Precision, name_of
from plans.models import Occurrence
from unions.amounts import format_dong


def time_name(occurrence: Occurrence) -> str:
    """ "Quý I", "Tháng 3", "12/03/2024"."""
    kind, name = name_of(occurrence.starts_on, occurrence.ends_on, occurrence.precision)
    if kind == Precision.QUARTER:
        return _("Quarter %(name)s") % {"name": name}
    if kind == Precision.MONTH:
        return _("Month %(name)s") % {"name": name}
    return _("Year %(name)s") % {"name": name} if kind == Precision.YEAR else name


def state_of(occurrence: Occurrence, today: dt.date) -> tuple[str, str]:
    """A tone for the chip and a word: planned, late when its last day has passed, done, called off."""
    if occurrence.state == Occurrence.State.PLANNED and (occurrence.ends_on or occurrence.starts_on) < today:
        return "warning", _("not yet reported")
    words = {
        Occurrence.State.PLANNED: ("info", _("planned")),
        Occurrence.State.DONE: ("done", _("took place")),
        Occurrence.State.CANCELLED: ("danger", _("called off")),
    }
    return words[Occurrence.State(occurrence.state)]


def nearness(starts_on: dt.date, ends_on: dt.date | None, today: dt.date) -> str:
    """Beside a date: "today", "in 3 days", "under way", "12 days ago"."""
    last = ends_on or starts_on
    if starts_on <= today <= last:
        return _("today") if starts_on == last else _("under way")
    days = (starts_on - today).days if starts_on > today else (today - last).days
    if starts_on > today:
        return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
    return ngettext("%(days)s day ago", "%(days)s days ago", days) % {"days": days}


def last_seen(moment: dt.datetime | None, today: dt.date) -> str:
    """When somebody signed in last: "today", "2 days ago", "never"."""
    if moment is None:
        return _("never")
    day = timezone.localdate(moment)
    return nearness(day, None, today) if day <= today else _("today")


def people_of(came: int, wanted: int) -> str:
    """ "27 trên 30 người", or the number alone where none was asked for."""
    if not wanted:
        return ngettext("%(came)s person", "%(came)s people", came) % {"came": format_dong(came)}
    return _("%(came)s of %(wanted)s people") % {"came": format_dong(came), "wanted": format_dong(wanted)}


def result_figure(result: Result) -> str:
    """ "hơn 276.200 người", "gần 200 km"."""
    figure = f"{format_figure(result.number)} {result.unit}"
    if result.qualifier == Result.Qualifier.OVER:
        return _("over %(figure)s") % {"figure": figure}
    return _("nearly %(figure)s") % {"figure": figure} if result.qualifier == Result.Qualifier.NEARLY else figure
