"""Consultation rounds as the secretary runs them: opened, prolonged, closed; the matrix of what the unions said."""

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.access import open_plan
from plans.actions import rounds
from plans.forms.rounds import ExtendForm, RoundForm
from plans.models import Plan
from plans.queries import load_paper
from plans.rounds import to_ask_again
from plans.rounds_access import open_consultation, sees_all_opinions
from plans.rounds_queries import asked_before, questions, rounds_of
from plans.views.pages import plan_url
from plans.views.rounds_matrix import matrix_page
from unions.errors import DomainError
from unions.permissions import Permission

USUAL_TIME = dt.timedelta(days=7)


@require_safe
def round_list(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Every round of the plan; those who edit it open the next one here."""
    access, plan = open_plan(request, code, year)
    found = rounds_of(plan)
    running = any(one.closed_at is None for one in found)
    edits, drafting = access.may(Permission.EDIT_PLAN), plan.is_drafted
    context = {
        "access": access,
        "plan": plan,
        "section": "plan",
        "rounds": found,
        "running": next((one for one in found if one.closed_at is None), None),
        "may_open": edits and drafting and not running,
        "may_go_back": edits and not running and plan.state == Plan.State.CONSULTING,
        "answers": access.may(Permission.GIVE_OPINION) and not sees_all_opinions(access),
        "plan_url": plan_url(plan),
    }
    return render(request, "plans/round_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def round_open(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """A new round: the first about everything, a later one about what needs it."""
    access, plan = open_plan(request, code, year, Permission.EDIT_PLAN)
    offered, before = questions(load_paper(plan)), asked_before(plan)
    first = not before
    form = RoundForm(
        request.POST or None,
        offered=offered,
        chosen=to_ask_again(offered, before),
        deadline=timezone.localdate() + USUAL_TIME,
        first=first,
    )
    if form.is_valid():
        try:
            opened = rounds.open_round(plan=plan, by=access.user, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The round is open. Send the unions the text below."))
            return redirect("plans:round_reminders", code=code, year=year, number=opened.number)
    context = {"access": access, "plan": plan, "section": "plan", "form": form, "first": first, "offered": offered}
    return render(request, "plans/round_open.html", context, status=422 if form.is_bound else 200)


@require_safe
def round_detail(request: HttpRequest, code: str, year: int, number: int) -> HttpResponse:
    """The matrix for those who look after the cluster; a union's officer is led to the own page."""
    access, _plan, consultation = open_consultation(request, code, year, number)
    if not sees_all_opinions(access):
        return redirect("plans:round_answer", code=code, year=year, number=number)
    return matrix_page(request, access, consultation)


@require_POST
def round_extend(request: HttpRequest, code: str, year: int, number: int) -> HttpResponse:
    """More time for everybody."""
    access, _plan, consultation = open_consultation(request, code, year, number, Permission.EDIT_PLAN)
    form = ExtendForm(request.POST)
    if form.is_valid():
        try:
            rounds.extend_round(consultation=consultation, by=access.user, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error("deadline", str(refusal))
        else:
            messages.success(request, _("The deadline is moved. The unions see it on their pages."))
            return redirect("plans:round_detail", code=code, year=year, number=number)
    return matrix_page(request, access, consultation, extend=form, status=422)


@require_POST
def round_close(request: HttpRequest, code: str, year: int, number: int) -> HttpResponse:
    """Take no more answers."""
    access, _plan, consultation = open_consultation(request, code, year, number, Permission.EDIT_PLAN)
    rounds.close_round(consultation=consultation, by=access.user)
    messages.success(request, _("The round is closed. Who did not answer is listed as such."))
    return redirect("plans:round_detail", code=code, year=year, number=number)


@require_POST
def back_to_draft(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The plan is a draft again."""
    access, plan = open_plan(request, code, year, Permission.EDIT_PLAN)
    try:
        rounds.back_to_draft(plan=plan, by=access.user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The plan is a draft again."))
    return redirect("plans:round_list", code=code, year=year)
