"""Where everybody arrives: the screen of one's role, or what to do first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
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


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """To the newest plan of one's clusters. Without a plan: how to begin. Without a role: whom to ask."""
    user = current_user(request)
    clusters = clusters_of(user)
    plans = Plan.objects.filter(cluster__in=clusters).select_related("cluster").order_by("-year", "-pk")
    plan = plans.first()
    access = access_to(user, plan.cluster if plan else clusters[-1]) if clusters else None
    if plan is not None and access is not None:
        return redirect(landing(access), code=plan.cluster.code, year=plan.year)
    return render(request, "campaigns/home.html", {"access": access, "section": "year"})
