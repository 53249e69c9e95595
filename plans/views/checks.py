"""The check page: everything the plan still needs, and the rules of the prescribed form, passed or failed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plans.access import open_plan
from plans.checks import check_plan
from plans.checks.form import verdicts
from plans.checks.report import by_severity
from plans.views.pages import plan_url
from unions.permissions import Permission


@require_safe
def plan_check(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Every finding, the gravest first, each with a link to the place where it is mended."""
    access, plan = open_plan(request, code, year, Permission.EDIT_PLAN)
    found = check_plan(plan)
    rules = verdicts(found)
    context = {
        "access": access,
        "plan": plan,
        "section": "plan",
        "base": plan_url(plan),
        "count": len(found),
        "groups": by_severity(found),
        "rules": rules,
        "kept": sum(rule.is_kept for rule in rules),
    }
    return render(request, "plans/plan_check.html", context)
