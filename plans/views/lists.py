"""A cluster's plans, year by year, and a new one begun from nothing."""

from itertools import count

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plans.actions import papers
from plans.errors import PlanExists
from plans.forms.papers import PlanForm
from plans.models import Plan
from plans.views.pages import plan_url
from unions.access import enter
from unions.frame import url_or_none
from unions.models import Cluster, MemberUnion
from unions.permissions import Permission


@require_safe
def plan_list(request: HttpRequest, code: str) -> HttpResponse:
    """A cluster's plans, year by year, for everybody in it."""
    access = enter(request, code, Permission.SEE_PLAN)
    plans = list(access.cluster.plans.select_related("lead"))
    for plan in plans:
        plan.cluster = access.cluster
    rows = [(plan, plan_url(plan)) for plan in plans]
    context = {"access": access, "section": "plans", "rows": rows, "create_url": "", "import_url": ""}
    if access.may(Permission.EDIT_PLAN):
        context["create_url"] = reverse("plans:plan_create", kwargs={"code": code})
    if access.may(Permission.IMPORT_PLAN):
        context["import_url"] = url_or_none("plans:plan_import", code=code)
    return render(request, "plans/plan_list.html", context)


def _first_free(cluster: Cluster) -> int:
    """This year, or the first one after it without a plan."""
    taken = set(Plan.objects.filter(cluster=cluster).values_list("year", flat=True))
    return next(year for year in count(timezone.localdate().year) if year not in taken)


def plan_create(request: HttpRequest, code: str) -> HttpResponse:
    """A draft with the standard parts for a year without a plan."""
    access = enter(request, code, Permission.EDIT_PLAN)
    unions = MemberUnion.objects.filter(cluster=access.cluster)
    form = PlanForm(request.POST or None, unions=unions, initial={"year": _first_free(access.cluster)})
    if form.is_valid():
        try:
            plan = papers.create_plan(cluster=access.cluster, **form.cleaned_data, by=access.user)
        except PlanExists as error:
            form.add_error("year", str(error))
        else:
            messages.info(request, _("The plan for %(year)d is ready to be written.") % {"year": plan.year})
            return redirect(plan_url(plan))
    context = {"access": access, "section": "plans", "form": form}
    return render(request, "plans/plan_create.html", context, status=422 if form.errors else 200)
