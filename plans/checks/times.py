"""When and where: lines that are missing or double, that say nothing yet, that lie outside the plan's year."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents import dates
from plans.calendars import label, span_days
from plans.checks.finding import LETTERHEAD, Code, Finding, short
from plans.checks.loading import Checked
from plans.models import Activity, Levy, Place, Schedule
from plans.planned import said_spans
from plans.queries import PaperLine
from plans.reading.cited import own_days
from plans.reading.dates import FIGURE, no_such_days
from plans.replanning import replanned
from plans.weekdays import named_days
from unions.days import format_day
from unions.names import fold


def untimed(checked: Checked) -> Iterator[Finding]:
    """Everything about times and places."""
    times: dict[int, list[Schedule]] = defaultdict(list)
    places: dict[int, list[Place]] = defaultdict(list)
    titles = {activity.pk: short(activity.title) for activity in checked.paper.activities}
    for line in checked.paper.lines:
        if schedule := getattr(line.clause, "schedule", None):
            times[schedule.activity_id].append(schedule)
            yield from _time(checked, schedule, titles.get(schedule.activity_id, ""))
            if "dia diem" in fold(line.text):
                places[schedule.activity_id] = places[schedule.activity_id]
        if place := getattr(line.clause, "place", None):
            places[place.activity_id].append(place)
            yield from _place(checked, place, titles.get(place.activity_id, ""))
    yield from _missing(checked, times, places)
    for activity in checked.paper.activities:
        yield from _two_times(checked, activity, times.get(activity.pk, []))
        yield from _adrift(checked, activity, times.get(activity.pk, []))
    yield from _occurrences(checked, titles)
    yield from _weekdays(checked)
    yield from _no_such_days(checked)
    yield from _outside_in_text(checked)


def _weekdays(checked: Checked) -> Iterator[Finding]:
    """Weekdays that are not those of the day beside them."""
    for line in checked.paper.lines:
        for named in named_days(line.text, checked.plan.year):
            if not named.is_right:
                text = _("“%(name)s, %(day)s”: that day is “%(weekday)s”.")
                said = {"name": named.name, "day": dates.short(named.day), "weekday": dates.weekday(named.day)}
                yield checked.at(Code.WEEKDAY_WRONG, line.clause.pk, text % said)


def _no_such_days(checked: Checked) -> Iterator[Finding]:
    """Days that no calendar has, "31/4", wherever the paper writes one."""
    year = checked.plan.year
    text = _("No calendar has %(days)s: “%(line)s”")
    for line in checked.paper.lines:
        schedule: Schedule | None = getattr(line.clause, "schedule", None)
        found = [*(_odd_days(schedule, year) if schedule else ()), *no_such_days(line.text, year)]
        if found:
            yield checked.at(
                Code.NO_SUCH_DAY, line.clause.pk, text % {"days": _quoted(found), "line": short(line.text)}
            )
    if in_dateline := no_such_days(checked.plan.dateline, year):
        said = {"days": _quoted(in_dateline), "line": checked.plan.dateline}
        yield checked.around(Code.NO_SUCH_DAY, LETTERHEAD, text % said)


def _odd_days(schedule: Schedule, year: int) -> tuple[str, ...]:
    return no_such_days(schedule.text, year, is_time=True)


def _outside_in_text(checked: Checked) -> Iterator[Finding]:
    """Days of the year before or after in free words: often left from the last plan. What a paper recalls is older."""
    near = (checked.plan.year - 1, checked.plan.year + 1)
    text = _("“%(line)s” names a day outside the plan's year: %(days)s.")
    for line in checked.paper.lines:
        levy: Levy | None = getattr(line.clause, "levy", None)
        told = levy and levy.due_on  # a finding of its own
        found = [day for day in _own_days(line, checked.plan.year) if day.year in near and day != told]
        if found:
            said = {"line": short(line.text), "days": ", ".join(dict.fromkeys(map(format_day, found)))}
            yield checked.at(Code.LINE_OUTSIDE_YEAR, line.clause.pk, text % said)


def _own_days(line: PaperLine, year: int) -> tuple[dt.date, ...]:
    """The days of a line; not those of a time, which is looked at as what it is, nor of a basis."""
    is_other = hasattr(line.clause, "schedule") or not FIGURE.search(line.text) or fold(line.text).startswith("can cu ")
    return () if is_other else own_days(line.text, year)


def _quoted(words: Iterable[str]) -> str:
    """Each once, in quotes."""
    return ", ".join(f"“{word}”" for word in dict.fromkeys(words))


def _missing(checked: Checked, times: Collection[int], places: Collection[int]) -> Iterator[Finding]:
    """Activities without a time or a place; `times` and `places` are the activities that have one.

    What is made of others has theirs, and a part that says nothing of its own is when and where the whole is.
    """
    for activity in checked.leaves:
        title = {"title": short(activity.title)}
        saying = {activity.pk, *checked.wholes[activity.pk]}
        if saying.isdisjoint(times):
            text = _("“%(title)s” has no line that says when.")
            yield checked.at(Code.ACTIVITY_WITHOUT_TIME, activity.clause_id, text % title)
        if saying.isdisjoint(places):
            text = _("“%(title)s” has no line that says where.")
            yield checked.at(Code.ACTIVITY_WITHOUT_PLACE, activity.clause_id, text % title)


def _two_times(checked: Checked, activity: Activity, times: list[Schedule]) -> Iterator[Finding]:
    """More than one line of time of the activity itself."""
    if len(times) > 1:
        lines = " · ".join(f"“{short(time.text)}”" for time in times)
        text = _("“%(title)s” has %(count)s lines of time: %(lines)s")
        said = {"title": short(activity.title), "count": str(len(times)), "lines": lines}
        yield checked.at(Code.TWO_TIMES, times[1].clause_id, text % said)


def _adrift(checked: Checked, activity: Activity, times: list[Schedule]) -> Iterator[Finding]:
    """Dates that were made from the plan, which says other ones by now."""
    dates = [occurrence for occurrence in checked.occurrences if occurrence.activity_id == activity.pk]
    if found := replanned(said_spans(activity.kind, times, checked.plan.year), dates).adrift if dates else ():
        text = ngettext(
            "“%(title)s”: %(count)d date made before is none that the plan says: %(dates)s.",
            "“%(title)s”: %(count)d dates made before are none that the plan says: %(dates)s.",
            len(found),
        )
        named = ", ".join(label(time.starts_on, time.ends_on, time.precision) for time in found)
        url = reverse("campaigns:activity_detail", kwargs={**checked.address, "pk": activity.pk}) + "#times"
        said = {"title": short(activity.title), "count": len(found), "dates": named}
        yield checked.at(Code.OCCURRENCE_ADRIFT, (times[0] if times else activity).clause_id, text % said, url)


def _time(checked: Checked, schedule: Schedule, title: str) -> Iterator[Finding]:
    said = {"title": title, "time": short(schedule.text)}
    if not schedule.text:
        yield checked.at(Code.TIME_UNKNOWN, schedule.clause_id, _("“%(title)s”: no time yet.") % said)
    if _is_outside(checked, schedule.starts_on, schedule.ends_on):
        days = span_days(schedule.starts_on or schedule.ends_on, schedule.ends_on)  # type: ignore[arg-type]
        text = _("“%(title)s”: the time %(days)s is outside the plan's year.")
        yield checked.at(Code.TIME_OUTSIDE_YEAR, schedule.clause_id, text % {**said, "days": days})
    if _is_not_understood(checked, schedule):
        text = _(
            "“%(title)s”: “%(time)s” is not understood as a day, a month or a quarter, so no calendar will have it."
        )
        yield checked.at(Code.TIME_NOT_UNDERSTOOD, schedule.clause_id, text % said)
    if schedule.tentative:
        text = _("“%(title)s”: the time is tentative: “%(time)s”.")
        yield checked.at(Code.TIME_TENTATIVE, schedule.clause_id, text % said)
    if schedule.assigned_by_superior:
        text = _("“%(title)s”: the time is set by a superior: “%(time)s”.")
        yield checked.at(Code.TIME_ASSIGNED, schedule.clause_id, text % said)


def _is_not_understood(checked: Checked, schedule: Schedule) -> bool:
    """Whether nothing at all is known of a time that has words, nor does the activity have a date from elsewhere."""
    is_known = schedule.ends_on or schedule.repeat != Schedule.Repeat.NEVER or schedule.activity_id in checked.times
    is_told = schedule.tentative or schedule.assigned_by_superior or _odd_days(schedule, checked.plan.year)
    return bool(schedule.text) and not is_known and not is_told


def _place(checked: Checked, place: Place, title: str) -> Iterator[Finding]:
    if not place.text:
        yield checked.at(Code.PLACE_UNKNOWN, place.clause_id, _("“%(title)s”: no place yet.") % {"title": title})


def _is_outside(checked: Checked, *days: dt.date | None) -> bool:
    return any(day is not None and day.year != checked.plan.year for day in days)


def _occurrences(checked: Checked, titles: dict[int, str]) -> Iterator[Finding]:
    """Times that were planned in another year; they are moved on the activity's page."""
    for occurrence in checked.occurrences:
        if _is_outside(checked, occurrence.starts_on, occurrence.ends_on):
            url = reverse("campaigns:activity_detail", kwargs={**checked.address, "pk": occurrence.activity_id})
            days = span_days(occurrence.starts_on, occurrence.ends_on)
            text = _("“%(title)s”: time %(number)s, %(days)s, is outside the plan's year.") % {
                "title": titles.get(occurrence.activity_id, ""),
                "number": str(occurrence.number),
                "days": days,
            }
            yield checked.at(Code.OCCURRENCE_OUTSIDE_YEAR, occurrence.activity.clause_id, text, url)
