"""Closing a plan at the end of its year: what waits for an amendment, and what is open, is shown before the button."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campaigns.queries.closing import still_open
from contributions.actions import close_plan
from contributions.actions.amending import following
from plans.access import open_plan
from plans.amending.queries import pending
from plans.models import Plan
from plans.views.pages import plan_url
from unions.errors import DomainError
from unions.permissions import Access, Permission


@require_http_methods(["GET", "HEAD", "POST"])
def plan_close(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The year is over."""
    access, plan = open_plan(request, code, year, Permission.ISSUE_PLAN, "lead")
    if request.method != "POST":
        return _page(request, access, plan)
    try:
        close_plan(plan=plan, by=access.user)
    except DomainError as refusal:
        messages.warning(request, str(refusal))
        return redirect("campaigns:plan_close", code=code, year=year)
    messages.success(request, _("The plan is closed."))
    return redirect("plans:version_list", code=code, year=year)


def _page(request: HttpRequest, access: Access, plan: Plan) -> HttpResponse:
    """What waits, or what is open with the button. Only an issued plan is closed; another answers with its papers."""
    found = pending(plan) if plan.state == Plan.State.ISSUED else None
    if found is None:
        return redirect("plans:version_list", code=plan.cluster.code, year=plan.year)
    changes = found.changes.with_books(following(plan).books)
    context = {"access": access, "plan": plan, "section": "plan", "base": plan_url(plan), "changes": changes}
    context["left"] = () if changes else still_open(plan)
    return render(request, "campaigns/plan_close.html", context)
