"""The list of activities, one activity, its poster, and its head counts. Officers see and enter their own union's."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.access import open_activity
from campaigns.actions.attendance import set_attendance
from campaigns.addresses import absolute
from campaigns.forms.field import AttendanceForm
from campaigns.models import PublicPage
from campaigns.permissions import unions_seen
from campaigns.queries.activities import active_unions, activity_lines
from campaigns.queries.detail import Sheet, attendance_sheets
from campaigns.queries.detail import detail as load_detail
from campaigns.queries.public import ended_of, find_page, public_activity
from campaigns.views.answers import accepted, to_activity
from plans.access import open_plan
from plans.actions.calling_off import called_off_above
from unions.permissions import Permission


def public_url(page: PublicPage) -> str:
    """The page's address as printed."""
    return absolute(reverse("campaigns:public_page", kwargs={"token": page.token}))


@require_safe
def activity_list(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The year's activities."""
    access, plan = open_plan(request, code, year)
    unions = [union.pk for union in active_unions(plan)]
    lines = activity_lines(plan, unions, unions_seen(access), "places")
    today = timezone.localdate()
    context = {"access": access, "plan": plan, "section": "activities"}
    context["lines"] = [(line, ended_of(line.activity, today)) for line in lines]
    context["standing"] = sum(line.takes_place for line in lines)
    return render(request, "campaigns/activity_list.html", context)


@require_safe
def activity_detail(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """One activity with all its facts."""
    access, activity = open_activity(request, code, year, pk)
    context = {
        "access": access,
        "plan": activity.plan,
        "section": "activities",
        "activity": activity,
        "detail": load_detail(activity, access),
        "ended": ended_of(activity, timezone.localdate()),
        "runs": access.may(Permission.RUN_ACTIVITY),
        "edits": access.may(Permission.EDIT_PLAN) and not activity.plan.has_ended,
        "whole": called_off_above(activity.plan, activity) if activity.called_off_at else None,
        "reports": access.may(Permission.RUN_ACTIVITY) or access.may(Permission.REPORT_OWN_WORK),
    }
    return render(request, "campaigns/activity_detail.html", context)


@require_safe
def poster(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """One A4 sheet to print and hang up: the four facts in clear text, the QR code, the address."""
    _access, activity = open_activity(request, code, year, pk)
    page = PublicPage.objects.filter(activity=activity).first()
    loaded = find_page(page.token) if page else None
    if loaded is None:
        raise Http404
    with translation.override("vi"):  # a paper, whatever the language of the screens
        context = {"shown": public_activity(loaded), "address": public_url(loaded)}
        return render(request, "campaigns/poster.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """How many people of each union came to one time of an activity."""
    access, activity = open_activity(request, code, year, pk)
    sheets = attendance_sheets(activity, access)
    sheet = chosen_sheet(sheets, request.GET.get("time", ""))
    if not sheet.may_enter and not any(other.may_enter for other in sheets):
        raise PermissionDenied
    form = AttendanceForm(sheet, request.POST or None)
    if accepted(
        request,
        form,
        lambda: set_attendance(activity=activity, occurrence=sheet.time, people=form.changes(), by=access.user),
        _("The head count is recorded."),
    ):
        return to_activity(activity, "attendance")
    context = {"access": access, "plan": activity.plan, "section": "activities", "activity": activity}
    context |= {"sheet": sheet, "sheets": sheets, "form": form, "boxes": form.boxes()}
    return render(request, "campaigns/attendance.html", context, status=422 if form.is_bound else 200)


def chosen_sheet(sheets: tuple[Sheet, ...], number: str) -> Sheet:
    """The sheet of the time with a number; without one the latest that has begun to be filled, else the first.

    Raises Http404 for a number that no time has.
    """
    if not number:
        return next((sheet for sheet in reversed(sheets) if sheet.answered), sheets[0])
    for sheet in sheets:
        if sheet.time is not None and str(sheet.time.number) == number:
            return sheet
    raise Http404
