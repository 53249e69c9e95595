"""Problems that came up: raised in two taps, answered by the lead, settled. A union sees its own."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.actions import problems
from campaigns.forms.following import AnswerForm, ProblemForm
from campaigns.models import Problem
from campaigns.permissions import reported_unions, unions_seen
from campaigns.queries.activities import active_unions
from campaigns.queries.progress import problems_of
from campaigns.views.answers import accepted, tell
from plans.access import open_plan
from plans.models import Plan
from unions.permissions import Access, Permission


@require_safe
def problem_list(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """What came up in the year: open problems first."""
    access, plan = open_plan(request, code, year)
    rows = list(problems_of(plan, unions_seen(access)))
    context = {
        "access": access,
        "plan": plan,
        "section": "problems",
        "problems": rows,
        "open_count": sum(row.settled_at is None for row in rows),
        "may_raise": access.may(Permission.REPORT_OWN_WORK),
    }
    return render(request, "campaigns/problem_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def problem_raise(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """One box and one button."""
    access, plan = open_plan(request, code, year, Permission.REPORT_OWN_WORK)
    unions = reported_unions(access, active_unions(plan))
    if not unions:
        raise PermissionDenied
    form = ProblemForm(request.POST or None, plan=plan, unions=unions, activity=request.GET.get("activity", ""))
    said = _("The lead has been told. The answer will stand here.")
    if accepted(request, form, lambda: problems.raise_problem(plan=plan, by=access.user, **form.cleaned_data), said):
        return redirect("campaigns:problem_list", code=code, year=year)
    context = {"access": access, "plan": plan, "section": "problems", "form": form}
    return render(request, "campaigns/problem_raise.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def problem_detail(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """One problem with its answer; the lead writes it here."""
    access, plan, problem = _open_problem(request, code, year, pk)
    answers = access.may(Permission.RUN_ACTIVITY)
    if request.method == "POST" and not answers:
        raise PermissionDenied
    form = AnswerForm(request.POST or None, initial={"answer": problem.answer})
    if accepted(
        request,
        form,
        lambda: problems.answer_problem(problem=problem, by=access.user, **form.cleaned_data),
        _("The answer is recorded; the union sees it on its page."),
    ):
        return redirect("campaigns:problem_detail", code=code, year=year, pk=pk)
    context = {"access": access, "plan": plan, "section": "problems", "problem": problem}
    context |= {"form": form if answers else None, "may_settle": _may_settle(access, problem)}
    return render(request, "campaigns/problem_detail.html", context, status=422 if form.is_bound else 200)


@require_POST
def problem_settle(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """It is done with: said by the union that raised it, or by the lead."""
    access, _plan, problem = _open_problem(request, code, year, pk)
    if not _may_settle(access, problem):
        raise PermissionDenied
    tell(request, lambda: problems.settle_problem(problem=problem, by=access.user), _("Marked as settled."))
    return redirect("campaigns:problem_detail", code=code, year=year, pk=pk)


@require_POST
def problem_reopen(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """It was not done with after all."""
    access, _plan, problem = _open_problem(request, code, year, pk)
    if not _may_settle(access, problem):
        raise PermissionDenied
    tell(request, lambda: problems.reopen_problem(problem=problem, by=access.user), _("The problem is open again."))
    return redirect("campaigns:problem_detail", code=code, year=year, pk=pk)


def _may_settle(access: Access, problem: Problem) -> bool:
    own = any(union.pk == problem.union_id for union in access.unions)
    return access.may(Permission.RUN_ACTIVITY) or (own and access.may(Permission.REPORT_OWN_WORK))


def _open_problem(request: HttpRequest, code: str, year: int, pk: int) -> tuple[Access, Plan, Problem]:
    """A problem that the person may read. Three queries. Raises Http404 for another union's."""
    access, plan = open_plan(request, code, year)
    related = ("union", "activity", "raised_by", "answered_by", "settled_by")
    problem = get_object_or_404(Problem.objects.select_related(*related), pk=pk, plan=plan)
    seen = unions_seen(access)
    if seen is not None and problem.union_id not in seen:
        raise Http404
    problem.plan = plan
    return access, plan, problem
