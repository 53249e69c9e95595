"""Calling an activity off, and taking it up again: what removing cannot do where others stand on the activity."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plans.access import open_plan
from plans.actions import calling_off, removing
from plans.forms.activities import CallOffForm
from plans.issuing.errors import AlreadyEnded
from plans.models import Activity, Plan
from plans.views.pages import plan_url
from unions.errors import DomainError
from unions.permissions import Permission


@require_http_methods(["GET", "HEAD", "POST"])
def activity_call_off(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """What becomes of the activity, its parts, its dates and what hangs on it; then calling it off with a reason."""
    access, plan = open_plan(request, code, year, Permission.EDIT_PLAN)
    activity = _activity(plan, pk)
    if activity.called_off_at and request.method != "POST":
        return _to_activity(activity)
    form = CallOffForm(request.POST or None)
    if form.is_valid():
        try:
            calling_off.call_off(activity=activity, reason=form.cleaned_data["reason"], by=access.user)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("“%(title)s” is called off.") % {"title": activity.title})
            return _to_activity(activity)
    selection = removing.select(activity.clause)
    # A refusal that somebody wrote a reason for is told above the words, which stay.
    hindrance = None if form.is_bound else _hindrance(plan, selection)
    context = {
        "access": access,
        "plan": plan,
        "section": "plan",
        "plan_url": plan_url(plan),
        "activity": activity,
        "form": form,
        "hindrance": hindrance,
        "becoming": None if plan.has_ended or hindrance else calling_off.becoming(activity, selection),
    }
    return render(request, "plans/activity_call_off.html", context, status=422 if form.is_bound else 200)


@require_POST
def activity_take_up(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """Take an activity up again that was called off."""
    access, plan = open_plan(request, code, year, Permission.EDIT_PLAN)
    activity = _activity(plan, pk)
    try:
        calling_off.take_up(activity=activity, by=access.user)
    except DomainError as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("“%(title)s” is in the plan again.") % {"title": activity.title})
    return _to_activity(activity)


def _hindrance(plan: Plan, selection: removing.Selection) -> DomainError | None:
    """Why the activity cannot be called off, None where it can."""
    if plan.has_ended:
        return AlreadyEnded(state=plan.get_state_display())
    return calling_off.hindrance(plan, selection.activities)


def _activity(plan: Plan, pk: int) -> Activity:
    activity = get_object_or_404(Activity.objects.select_related("clause"), pk=pk, plan=plan)
    activity.plan = activity.clause.plan = plan
    return activity


def _to_activity(activity: Activity) -> HttpResponse:
    plan = activity.plan
    return redirect("campaigns:activity_detail", code=plan.cluster.code, year=plan.year, pk=activity.pk)
