"""An activity's public page as those who run it see it: address, QR code, limits, who signed up."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.access import open_activity, open_page
from campaigns.actions import pages
from campaigns.forms.field import LimitsForm, ReasonForm
from campaigns.queries.detail import volunteers
from campaigns.queries.public import ended_of, find_page, public_activity
from campaigns.views.activities import public_url
from campaigns.views.answers import Notice, accepted, form_page, tell
from plans.models import Activity
from unions.permissions import Permission

FORM = ["GET", "HEAD", "POST"]


@require_POST
def page_open(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """Give the activity a public page."""
    access, activity = open_activity(request, code, year, pk, Permission.RUN_ACTIVITY)
    tell(request, lambda: pages.open_public_page(activity=activity, by=access.user), _("The public page is open."))
    return _to_page(activity)


@never_cache
@require_safe
def page_detail(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """The page's state, its address and QR code, who signed up."""
    access, activity, page = open_page(request, code, year, pk)
    loaded = find_page(page.token) or page
    context = {
        "access": access,
        "plan": activity.plan,
        "section": "activities",
        "activity": activity,
        "page": page,
        "shown": public_activity(loaded),
        "ended": ended_of(loaded.activity, timezone.localdate()),
        "address": public_url(page),
        "sign_ups": volunteers(page) if access.may(Permission.SEE_VOLUNTEERS) else (),
        "sees_volunteers": access.may(Permission.SEE_VOLUNTEERS),
        "edits": access.may(Permission.EDIT_PLAN) and not activity.plan.has_ended,
    }
    return render(request, "campaigns/page_detail.html", context)


@require_http_methods(FORM)
def page_limits(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """How many may sign up, until when, what they should know."""
    access, activity, page = open_page(request, code, year, pk)
    names = ("places", "closes_on", "note")
    form = LimitsForm(request.POST or None, initial={name: getattr(page, name) for name in names})
    if accepted(
        request,
        form,
        lambda: pages.set_limits(page=page, by=access.user, **form.cleaned_data),
        _("The public page says so now."),
    ):
        return _to_page(activity)
    heading = _("How many may sign up, and until when?")
    return form_page(request, access, activity, form, heading=heading, button=_("Record it"))


@require_http_methods(FORM)
def page_close(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """Take no more sign-ups."""
    access, activity, page = open_page(request, code, year, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None, required=False)
    if accepted(
        request,
        form,
        lambda: pages.close_sign_up(page=page, reason=form.cleaned_data["reason"], by=access.user),
        _("Sign-up is closed."),
    ):
        return _to_page(activity)
    return form_page(request, access, activity, form, heading=_("Close sign-up?"), button=_("Close sign-up"))


@require_http_methods(FORM)
def page_call_off(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """Say on the public page that the activity does not take place."""
    access, activity, page = open_page(request, code, year, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if accepted(
        request,
        form,
        lambda: pages.call_off(page=page, reason=form.cleaned_data["reason"], by=access.user),
        _("The public page says that the activity is called off."),
    ):
        return _to_page(activity)
    return form_page(
        request,
        access,
        activity,
        form,
        heading=_("Why is the activity called off?"),
        button=_("Say on the public page that it is called off"),
        notice=Notice(
            _(
                "This is only said on the public page, and nobody can sign up any more; the plan, its duties and its "
                "dues stand."
            )
        ),
    )


@require_POST
def page_reopen(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """Take sign-ups again."""
    access, activity, page = open_page(request, code, year, pk)
    tell(request, lambda: pages.reopen_sign_up(page=page, by=access.user), _("Sign-up is open again."))
    return _to_page(activity)


@require_POST
def page_renew(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """Give the page a new address; the old QR code leads nowhere."""
    access, activity, page = open_page(request, code, year, pk)
    tell(
        request,
        lambda: pages.renew_token(page=page, seen_token=request.POST.get("token", ""), by=access.user),
        _("The page has a new address. Print the poster again."),
    )
    return _to_page(activity)


def _to_page(activity: Activity) -> HttpResponse:
    plan = activity.plan
    return redirect("campaigns:page_detail", code=plan.cluster.code, year=plan.year, pk=activity.pk)
