"""The times of an activity: made at once, added, moved, called off, done. For those who run it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.access import open_activity, open_occurrence
from campaigns.forms.field import ReasonForm, TimeForm
from campaigns.queries.waiting import address
from campaigns.views.answers import Notice, accepted, form_page, tell, to_activity
from campaigns.wording import time_name
from plans.actions import occurrences as actions
from plans.models import Occurrence, Plan
from unions.permissions import Access, Permission

FORM = ["GET", "HEAD", "POST"]


@require_POST
def times_make(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """Make all times that the plan announces, with one click."""
    access, activity = open_activity(request, code, year, pk, Permission.RUN_ACTIVITY)
    tell(request, lambda: actions.make_occurrences(activity=activity, by=access.user), _("The dates are made."))
    return to_activity(activity, "times")


@require_POST
def times_replan(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """Put the times where the plan says them by now."""
    access, activity = open_activity(request, code, year, pk, Permission.RUN_ACTIVITY)
    tell(
        request,
        lambda: actions.replan_occurrences(activity=activity, by=access.user),
        _("The dates are those of the plan again."),
    )
    return to_activity(activity, "times")


@require_http_methods(FORM)
def time_add(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """Add one time by its date."""
    access, activity = open_activity(request, code, year, pk, Permission.RUN_ACTIVITY)
    form = TimeForm(request.POST or None)
    if accepted(
        request,
        form,
        lambda: actions.add_occurrence(activity=activity, by=access.user, **_days(form)),
        _("The date is added."),
    ):
        return to_activity(activity, "times")
    return form_page(request, access, activity, form, heading=_("When does it take place?"), button=_("Add the date"))


@require_http_methods(FORM)
def time_move(request: HttpRequest, code: str, year: int, pk: int, number: int) -> HttpResponse:
    """Give a time other days or another place."""
    access, activity, time = open_occurrence(request, code, year, pk, number)
    shown = {"starts_on": time.starts_on, "ends_on": time.ends_on, "place": time.place, "version": time.version}
    form = TimeForm(request.POST or None, initial=shown)
    if accepted(
        request,
        form,
        lambda: actions.move_occurrence(
            occurrence=time, seen_version=form.cleaned_data["version"] or 0, by=access.user, **_days(form)
        ),
        _("The new date is recorded."),
    ):
        return to_activity(activity, "times")
    heading = _("To when is “%(time)s” moved?") % {"time": time_name(time)}
    return form_page(request, access, activity, form, heading=heading, button=_("Record the new date"))


@require_http_methods(FORM)
def time_cancel(request: HttpRequest, code: str, year: int, pk: int, number: int) -> HttpResponse:
    """Call a time off and say why."""
    access, activity, time = open_occurrence(request, code, year, pk, number)
    form = ReasonForm(request.POST or None)
    if accepted(
        request,
        form,
        lambda: actions.cancel_occurrence(occurrence=time, reason=form.cleaned_data["reason"], by=access.user),
        _("The date is called off."),
    ):
        return to_activity(activity, "times")
    heading = _("Why is “%(time)s” called off?") % {"time": time_name(time)}
    button, notice = _("Call this date off"), _dues_notice(activity.plan, time, access)
    return form_page(request, access, activity, form, heading=heading, button=button, notice=notice)


@require_POST
def time_done(request: HttpRequest, code: str, year: int, pk: int, number: int) -> HttpResponse:
    """Say that a time took place."""
    access, activity, time = open_occurrence(request, code, year, pk, number)
    tell(request, lambda: actions.mark_done(occurrence=time, by=access.user), _("Marked as done."))
    return to_activity(activity, "times")


@require_POST
def time_reopen(request: HttpRequest, code: str, year: int, pk: int, number: int) -> HttpResponse:
    """Take a time up again that was called off or marked as done by mistake."""
    access, activity, time = open_occurrence(request, code, year, pk, number)
    tell(request, lambda: actions.reopen_occurrence(occurrence=time, by=access.user), _("The date is planned again."))
    return to_activity(activity, "times")


def _days(form: TimeForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("starts_on", "ends_on", "place")}


def _dues_notice(plan: Plan, time: Occurrence, access: Access) -> Notice | None:
    """What becomes of the dues made for a time, and where; None without any. One query."""
    dues = 0 if plan.is_withdrawn else time.dues.count()
    if not dues:
        return None
    made = ngettext(
        "%(count)s due was made for this date, and stays in the books as it is.",
        "%(count)s dues were made for this date, and stay in the books as they are.",
        dues,
    )
    papers = address(plan, "plans:version_list"), _("Issued papers")
    amend = address(plan, "contributions:plan_amend"), _("Amendment")
    if plan.state == Plan.State.ISSUED:
        then = _("When the amendment is issued, it lowers them to nothing, by entries of their own.")
        where = amend if access.may(Permission.ISSUE_PLAN) else papers
    elif plan.is_drafted:
        then = _("Only an amendment lowers them, once the plan is issued.")
        where = papers
    else:
        then = _("Only an amendment lowers them; for that the plan has to be reopened.")
        where = papers
    return Notice(f"{made % {'count': dues}} {then}", *where)
