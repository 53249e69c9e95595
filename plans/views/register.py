"""The cluster's register of numbers: every number with its paper, how numbers run, a number for another paper."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plans.actions import register
from plans.forms.issuing import NumberingForm, OtherPaperForm
from plans.issuing.queries import next_number, register_of
from plans.issuing.register import issuer_of, symbol_of
from plans.models import Plan
from unions.access import enter
from unions.errors import DomainError
from unions.models import Cluster
from unions.permissions import Access, Permission


@require_safe
def register_list(request: HttpRequest, code: str) -> HttpResponse:
    """Every number that was taken, series by series."""
    return _page(request, enter(request, code, Permission.SEE_PLAN))


def _page(request: HttpRequest, access: Access, *, status: int = 200, **forms: Any) -> HttpResponse:
    plan, today = newest_plan(access.cluster), timezone.localdate()
    context = {
        "access": access,
        "section": "plans",
        "series": register_of(access.cluster),
        "next": next_number(plan, today) if plan else None,
        "edits": access.may(Permission.ISSUE_PLAN),
        "numbering": NumberingForm(instance=access.cluster),
        "other": OtherPaperForm(initial={"signed_on": today}),
    } | forms
    return render(request, "plans/register.html", context, status=status)


def newest_plan(cluster: Cluster) -> Plan | None:
    """The plan whose lead keeps the register now. One query."""
    plan = Plan.objects.filter(cluster=cluster).select_related("lead").order_by("-year").first()
    if plan:
        plan.cluster = cluster
    return plan


@require_POST
def register_take(request: HttpRequest, code: str) -> HttpResponse:
    """The next number, for a paper that is written elsewhere."""
    access = enter(request, code, Permission.ISSUE_PLAN)
    form, plan = OtherPaperForm(request.POST), newest_plan(access.cluster)
    if plan is None or not form.is_valid():
        return _page(request, access, status=422, other=form)
    day = form.cleaned_data["signed_on"]
    number = next_number(plan, day).number
    try:
        entry = register.take_number_for_other(
            cluster=access.cluster,
            issuer=issuer_of(plan),
            number=number,
            symbol=symbol_of(number, plan),
            about=form.cleaned_data["about"],
            signed_on=day,
            by=access.user,
        )
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return _page(request, access, status=422, other=form)
    messages.success(request, _("Number %(number)s is taken for “%(about)s”.") % _said(entry.symbol, entry.about))
    return redirect("plans:register_list", code=code)


def _said(number: str, about: str) -> dict[str, str]:
    return {"number": number, "about": about}


@require_POST
def register_numbering(request: HttpRequest, code: str) -> HttpResponse:
    """By year or by term."""
    access = enter(request, code, Permission.ISSUE_PLAN)
    form = NumberingForm(request.POST, instance=Cluster.objects.get(pk=access.cluster.pk))
    if not form.is_valid():
        return _page(request, access, status=422, numbering=form)
    register.set_numbering(cluster=access.cluster, by=access.user, **form.cleaned_data)
    messages.success(request, _("How papers are numbered is saved. Numbers that were taken stay as they are."))
    return redirect("plans:register_list", code=code)
