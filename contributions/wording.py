"""What a due is for, in the language of the page."""

from django.utils.translation import gettext as _

from contributions.models import Due
from plans.calendars import ROMAN, Precision, name_of
from plans.models import Occurrence


def time_label(due: Due) -> str:
    """Which time of its levy a due is for: "Quarter II", "Time 2: Quarter II"; nothing where there is only one."""
    if due.quarter is not None:
        return _("Quarter %(quarter)s") % {"quarter": ROMAN[due.quarter - 1]}
    return occurrence_label(due.occurrence) if due.occurrence is not None else ""


def occurrence_label(occurrence: Occurrence) -> str:
    """ "Time 2: 12/03/2024"."""
    kind, name = name_of(occurrence.starts_on, occurrence.ends_on, occurrence.precision)
    names = {
        Precision.QUARTER: _("Quarter %(quarter)s") % {"quarter": name},
        Precision.MONTH: _("Month %(month)s") % {"month": name},
        Precision.YEAR: _("Year %(year)s") % {"year": name},
    }
    return _("Time %(number)s: %(when)s") % {"number": occurrence.number, "when": names.get(kind, name)}
