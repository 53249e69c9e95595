"""Where everybody arrives: the screen of one's role, or what to do first."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from plans.models import Plan
from unions.access import access_to, clusters_of, current_user
from unions.models import Role
from unions.permissions import Access

LANDINGS = {
    Role.SECRETARY: "campaigns:board",
    Role.TREASURER: "contributions:desk",
    Role.CLERK: "campaigns:paper_list",
    Role.OFFICER: "campaigns:my_union",
}


def landing(access: Access) -> str:
    """The screen a person lands on: that of the first role held, the board for the owner."""
    return next((LANDINGS[role] for role in LANDINGS if role in access.roles), "campaigns:board")


def running(plans: Iterable[Plan], year: int) -> Plan | None:
    """The plan of the year, else the newest one before, else the nearest to come; a withdrawn one only without another.

    Next year's plan is written and agreed on while this year's runs: what it asks is told on its unions' pages.
    """

    def distance(plan: Plan) -> tuple[bool, bool, int, int]:
        withdrawn = plan.state == Plan.State.WITHDRAWN
        return withdrawn, plan.year > year, abs(plan.year - year), -plan.pk

    return min(plans, key=distance, default=None)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """To the plan that runs, of one's clusters. Without a plan: how to begin. Without a role: whom to ask."""
    user = current_user(request)
    clusters = clusters_of(user)
    plan = running(Plan.objects.filter(cluster__in=clusters).select_related("cluster"), timezone.localdate().year)
    access = access_to(user, plan.cluster if plan else clusters[-1]) if clusters else None
    if plan is not None and access is not None:
        return redirect(landing(access), code=plan.cluster.code, year=plan.year)
    return render(request, "campaigns/home.html", {"access": access, "section": "year"})
