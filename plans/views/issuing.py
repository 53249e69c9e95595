"""Issuing a plan, and what may happen to it afterwards."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plans.access import open_plan
from plans.actions import issuing
from plans.checks import Code, Severity, check_plan
from plans.errors import RoundIsOpen
from plans.forms.issuing import ReasonForm, SigningForm, signing_values
from plans.issuing.errors import (
    AlreadyEnded,
    ChangedSinceSeen,
    IssuedAlready,
    NumberNotNext,
    NumberTaken,
    SignedAhead,
    SignedBefore,
    SignedBeforeAmended,
)
from plans.issuing.queries import next_number
from plans.models import Plan
from plans.rounds_queries import open_round
from plans.views.pages import plan_url
from plans.views.versions import version_page
from unions.errors import DomainError
from unions.permissions import Permission

ABOUT_ONE_FIELD = {
    NumberNotNext: "number",
    NumberTaken: "number",
    SignedAhead: "signed_on",
    SignedBefore: "signed_on",
    SignedBeforeAmended: "signed_on",
}


@require_http_methods(["GET", "HEAD", "POST"])
def plan_issue(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Fill in number, place, date, signer and recipients; see what is still odd in the plan; issue it."""
    access, plan = open_plan(request, code, year, Permission.ISSUE_PLAN, "lead")
    if not plan.is_drafted:
        return _too_late(request, plan)
    offered = next_number(plan, plan.signed_on or timezone.localdate())
    first = signing_values(plan, offered.number, begins=offered.begins)
    form = SigningForm(request.POST or None, initial=first, plan=plan)
    if form.is_valid():
        try:
            version = issuing.issue_plan(
                plan=plan, signing=form.signing(), by=access.user, seen=form.cleaned_data["seen"]
            )
        except (IssuedAlready, AlreadyEnded):
            plan.refresh_from_db()
            return _too_late(request, plan)
        except RoundIsOpen:
            plan.refresh_from_db(fields=["state"])  # what stands over the form says so
        except DomainError as refusal:
            add_refusal(form, refusal, plan)
        else:
            messages.success(request, _("The plan is issued as %(number)s.") % {"number": version.entry.symbol})
            return redirect("plans:version_list", code=code, year=year)
    running = open_round(plan)
    findings = [one for one in check_plan(plan) if one.severity is not Severity.BLOCKING]
    context = {
        "access": access,
        "plan": plan,
        "section": "plan",
        "form": form,
        "offered": offered,
        "running": running,
        "round_is_open": RoundIsOpen(number=running.number) if running else None,
        "plan_url": plan_url(plan),
        "findings": findings,
        "empty": next((one for one in findings if one.code is Code.LINE_EMPTY), None),
    }
    return render(request, "plans/plan_issue.html", context, status=422 if form.is_bound else 200)


def _too_late(request: HttpRequest, plan: Plan) -> HttpResponse:
    """There is nothing left to fill in: the papers there are, and why to whoever pressed the button."""
    if request.method == "POST":
        late = AlreadyEnded(state=plan.get_state_display()) if plan.has_ended else IssuedAlready(number=plan.number)
        messages.warning(request, str(late))
    return redirect("plans:version_list", code=plan.cluster.code, year=plan.year)


def add_refusal(form: SigningForm, refusal: DomainError, plan: Plan) -> None:
    """The sentence beside its field; a page that is out of date may be sent again once it was looked at."""
    form.add_error(ABOUT_ONE_FIELD.get(type(refusal)), str(refusal))
    if isinstance(refusal, ChangedSinceSeen):
        plan.refresh_from_db(fields=["changed_at"])
        form.data = dict(form.data.items()) | {"seen": plan.changed_at.isoformat()}


@require_POST
def plan_withdraw(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The plan does not hold any more."""
    access, plan = open_plan(request, code, year, Permission.ISSUE_PLAN)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return version_page(request, access, plan, withdraw=form, status=422)
    try:
        issuing.withdraw_plan(plan=plan, reason=form.cleaned_data["reason"], by=access.user)
    except DomainError as refusal:
        form.add_error("reason", str(refusal))
        return version_page(request, access, plan, withdraw=form, status=422)
    messages.success(request, _("The plan is withdrawn."))
    return redirect("plans:version_list", code=code, year=year)


@require_POST
def plan_reopen(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Take back the closing or the withdrawal."""
    access, plan = open_plan(request, code, year, Permission.ISSUE_PLAN)
    try:
        row = issuing.reopen_plan(plan=plan, by=access.user)
    except DomainError as refusal:
        messages.warning(request, str(refusal))
    else:
        said = {Plan.State.ISSUED: _("The plan holds again as issued.")}
        messages.success(request, said.get(Plan.State(row.state), _("The plan is a draft again.")))
    return redirect("plans:version_list", code=code, year=year)
