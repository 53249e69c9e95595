"""The year's dates as events: times of activities, days to pay by, the end of a consultation.

Who edits a plan and who is asked about it see its dates on the screen before it is issued, marked as tentative. Into
people's own calendars, where no page stands around an event to say so, they go only once the plan is issued.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from django.db.models import F, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from campaigns.addresses import absolute
from campaigns.calendar import CalendarEvent
from campaigns.models import CalendarFeed
from campaigns.queries.activities import ActivityLine, activity_lines
from campaigns.queries.public import ADDRESS
from campaigns.queries.waiting import address
from campaigns.wording import time_name
from contributions.models import Due
from plans.amending.queries import Unissued, activities_moving, unissued
from plans.calendars import Precision
from plans.models import Occurrence, Plan, Round
from plans.planned import stretches_of
from unions.models import Cluster, MemberUnion

UID = "{what}-{pk}@ke-hoach-cum"


def plan_events(
    plan: Plan, union: MemberUnion | None = None, *, waiting: Unissued | None, with_dues: bool = True
) -> list[CalendarEvent]:
    """Everything with a day in a plan; dues of one union where it is named, of all otherwise.

    `waiting` is what of it is not issued yet (`plans.amending.queries.unissued`). Six queries, one more with that.
    """
    moving = activities_moving(waiting)
    lines = activity_lines(plan, [], [], "places")
    events = [event for line in lines for event in _activity_events(plan, line, line.activity.pk in moving)]
    events += _round_events(plan)
    return [*events, *_due_events(plan, union)] if with_dues else events


def _activity_events(plan: Plan, line: ActivityLine, moving: bool) -> Iterator[CalendarEvent]:
    """Its times where it has any, else what the plan says of its time.

    Tentative are those of a plan that is not issued, and of an activity that is `moving`: its new time or place waits
    for an amendment.
    """
    unsettled = plan.is_drafted or moving
    title, url = line.activity.title, address(plan, "campaigns:activity_detail", pk=line.activity.pk)
    place = next((row.text for row in line.activity.places.all()), "")
    why = _off(line.activity.called_off_reason)
    for time in line.times:
        yield _time_event(time, title, place, url, tentative=unsettled or _is_vague(time, line))
    for row in () if line.times else line.schedules:
        stretches = stretches_of(row, plan.year)
        for first, last in stretches:
            uid = UID.format(what="schedule", pk=f"{row.pk}-{first.isoformat()}" if len(stretches) > 1 else row.pk)
            event = CalendarEvent(uid, first, last, title, place, url, row.text)
            event = replace(event, tentative=unsettled or row.tentative)
            yield event if line.takes_place else replace(event, cancelled=True, note=why)


def _is_vague(time: Occurrence, line: ActivityLine) -> bool:
    """Made from a tentative time ("dự kiến hằng quý"), and nobody has set its day since."""
    announced = time.state == Occurrence.State.PLANNED and time.precision != Precision.DAY
    return announced and any(row.tentative for row in line.schedules)


def _time_event(time: Occurrence, title: str, place: str, url: str, *, tentative: bool) -> CalendarEvent:
    cancelled = time.state == Occurrence.State.CANCELLED
    name = time_name(time)
    note = _off(time.reason) if cancelled else name
    last = time.ends_on or time.starts_on
    uid = UID.format(what="occurrence", pk=time.pk)
    return CalendarEvent(uid, time.starts_on, last, title, time.place or place, url, note, cancelled, tentative)


def _off(reason: str) -> str:
    return _("Called off: %(reason)s") % {"reason": reason}


def _round_events(plan: Plan) -> Iterator[CalendarEvent]:
    """The last day to answer in the round that is open. One that was closed, early or late, has none ahead."""
    url = address(plan, "plans:plan_edit")
    for row in Round.objects.filter(plan=plan, closed_at=None):
        title = _("Last day to give an opinion on the plan")
        yield CalendarEvent(UID.format(what="round", pk=row.pk), row.deadline, row.deadline, title, url=url)


def _due_events(plan: Plan, union: MemberUnion | None) -> Iterator[CalendarEvent]:
    """The days to pay by, one event for each activity and day; none for dues lowered because it was called off."""
    asked = F("amount") + Coalesce(Sum("adjustments__amount"), 0)
    rows = Due.objects.filter(plan=plan, due_on__isnull=False).annotate(still=asked)
    rows = rows.exclude(levy__activity__called_off_at__isnull=False, still=0)
    if union is not None:
        rows = rows.filter(union=union)
    found = rows.order_by().values_list("levy", "due_on", "levy__activity__title").distinct()
    for levy, day, title in found:
        if day is not None:  # the filter has seen to it; types do not know
            uid = UID.format(what="due", pk=f"{levy}-{day.isoformat()}")
            yield CalendarEvent(uid, day, day, _("Contribution to be paid: %(title)s") % {"title": title})


def feed_events(feed: CalendarFeed, today: dt.date) -> list[CalendarEvent]:
    """What a feed tells: the plans of last year, this year and the years to come.

    Seven queries a plan, one more of an issued one, and some more while a change of it waits to be issued. Of a plan
    that is not issued, only until when its unions are asked. Links lead here from wherever they are read.
    """
    plans = Plan.objects.filter(cluster=feed.cluster, year__gte=today.year - 1).exclude(state=Plan.State.WITHDRAWN)
    events: list[CalendarEvent] = []
    for plan in plans.order_by("year"):
        plan.cluster = feed.cluster
        if plan.is_drafted:
            events += _round_events(plan)
        else:
            events += plan_events(plan, feed.union, waiting=unissued(plan), with_dues=feed.union is not None)
    return [replace(event, url=absolute(event.url)) if event.url else event for event in events]


def living_feeds(cluster: Cluster) -> dict[int | None, CalendarFeed]:
    """The addresses that answer, by union (None: the cluster's). One query."""
    rows = CalendarFeed.objects.filter(cluster=cluster, revoked_at=None).select_related("union", "made_by")
    return {row.union_id: row for row in rows}


def find_feed(token: str) -> CalendarFeed | None:
    """A living feed by its secret. One query; none for what no address can be."""
    if not ADDRESS.fullmatch(token):
        return None
    rows = CalendarFeed.objects.filter(revoked_at=None).select_related("cluster", "union")
    return rows.filter(token=token).first()
