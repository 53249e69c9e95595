"""Who wrote what in one line of the plan, and when."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plans.access import open_plan
from plans.history import history_of
from plans.queries import load_paper
from plans.views.pages import plan_url
from unions.permissions import Permission


@require_safe
def clause_history(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """The changes of a line with the values before and after, newest first."""
    access, plan = open_plan(request, code, year, Permission.EDIT_PLAN)
    paper = load_paper(plan)
    line = next((line for line in (*paper.lines, *paper.aside) if line.clause.pk == pk), None)
    if line is None:
        raise Http404
    context = {
        "access": access,
        "plan": plan,
        "section": "plan",
        "line": line,
        "back": f"{plan_url(plan)}?show={pk}#line-{pk}",
        "events": history_of(plan, line.clause, paper.recurring),
    }
    return render(request, "plans/clause_history.html", context)
