"""The calendar of a year: a month, the whole year, and the secret addresses for calendar programs."""

import datetime as dt
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from campaigns.actions.feeds import open_feed, revoke_feed
from campaigns.addresses import absolute
from campaigns.calendar import month_of, to_ics, year_of
from campaigns.models import CalendarFeed
from campaigns.permissions import may_report_for, reported_unions
from campaigns.queries.activities import active_unions
from campaigns.queries.calendar import feed_events, find_feed, living_feeds, plan_events
from campaigns.views.answers import tell
from plans.access import open_plan
from plans.amending.queries import unissued
from plans.models import Plan
from unions.models import MemberUnion
from unions.permissions import Access, Permission


@require_safe
def calendar(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """A month (`?month=6`), or the year (`?view=year`)."""
    access, plan = open_plan(request, code, year)
    today = timezone.localdate()
    union = None if access.may(Permission.SEE_ALL_MONEY) else next(iter(access.unions), None)
    waiting = unissued(plan)
    with_dues = union is not None or access.may(Permission.SEE_ALL_MONEY)
    events = plan_events(plan, union, waiting=waiting, with_dues=with_dues)
    context: dict[str, Any] = {"access": access, "plan": plan, "section": "calendar", "today": today}
    context["unissued"] = waiting
    if request.GET.get("view") == "year":
        context["months"] = list(year_of(events, year, today))
        return render(request, "campaigns/calendar_year.html", context)
    number = _month(request.GET.get("month", ""), today.month if today.year == year else 1)
    context["month"] = month_of(events, year, number, today)
    context["previous"], context["next"] = (number - 1 or None), (number + 1 if number < 12 else None)
    return render(request, "campaigns/calendar_month.html", context)


def _month(text: str, otherwise: int) -> int:
    """The month asked for; Http404 for what is no month."""
    if not text:
        return otherwise
    if not (text.isdecimal() and text.isascii() and 1 <= int(text[:3]) <= 12):
        raise Http404
    return int(text)


# -- Feeds


@require_safe
def feed_list(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The addresses that a person may give to a calendar program, and the button that takes one back."""
    access, plan = open_plan(request, code, year)
    rows = _feed_rows(access, plan)
    context = {"access": access, "plan": plan, "section": "calendar", "rows": rows}
    return render(request, "campaigns/feed_list.html", context)


def _feed_rows(access: Access, plan: Plan) -> list[dict[str, Any]]:
    """A row for each union the person acts for, and for the cluster where the person runs it."""
    living = living_feeds(access.cluster)
    whose: list[MemberUnion | None] = [None] if access.may(Permission.RUN_ACTIVITY) else []
    whose += reported_unions(access, active_unions(plan))
    return [{"union": union, "feed": _shown(living.get(union.pk if union else None))} for union in whose]


def _shown(feed: CalendarFeed | None) -> dict[str, Any] | None:
    if feed is None:
        return None
    url = absolute(reverse("campaigns:feed", kwargs={"token": feed.token}))
    webcal = f"webcal:{url.partition(':')[2]}"  # a tap opens the phone's calendar with the address in it
    return {"pk": feed.pk, "url": url, "webcal": webcal, "made_at": feed.made_at, "made_by": feed.made_by}


@require_POST
def feed_open(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Make an address for a union, or for the cluster when none is named."""
    access, plan = open_plan(request, code, year)
    union = _union(access, plan, request.POST.get("union", ""))
    said = _("The address is made. Whoever has it can read the dates, so give it only to your own people.")
    tell(request, lambda: open_feed(cluster=access.cluster, union=union, by=access.user), said)
    return redirect("campaigns:feed_list", code=code, year=year)


@require_POST
def feed_revoke(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """From now on the address answers nobody."""
    access, _plan = open_plan(request, code, year)
    feed = get_object_or_404(CalendarFeed.objects.select_related("union"), pk=pk, cluster=access.cluster)
    _require(access, feed.union)
    tell(request, lambda: revoke_feed(feed=feed, by=access.user), _("The address no longer answers."))
    return redirect("campaigns:feed_list", code=code, year=year)


def _union(access: Access, plan: Plan, code: str) -> MemberUnion | None:
    """The union named, for whom the person may report; None for the cluster, for those who run it."""
    union = next((union for union in active_unions(plan) if union.code == code), None)
    if code and union is None:
        raise Http404
    _require(access, union)
    return union


def _require(access: Access, union: MemberUnion | None) -> None:
    if not may_report_for(access, union.pk if union else None):
        raise PermissionDenied


def _feed_name(feed: CalendarFeed) -> str:
    """What a calendar program shows among its other calendars: whose dates, and that they are the cluster's."""
    name = _("Calendar of %(cluster)s") % {"cluster": feed.cluster.name}
    return f"{feed.union} – {name}" if feed.union else name


@login_not_required
@require_safe
@cache_control(private=True, max_age=900)
def feed(_request: HttpRequest, token: str) -> HttpResponse:
    """The dates as an .ics file, for whoever has the secret address. Always in Vietnamese, as papers are."""
    found = find_feed(token)
    if found is None:
        raise Http404
    now = timezone.now()
    with translation.override("vi"):
        events = feed_events(found, timezone.localdate(now))
        content = to_ics(events, _feed_name(found), now.astimezone(dt.UTC))
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="lich-cum.ics"'
    answer["X-Robots-Tag"] = "noindex"
    return answer
