"""Who does what, for everybody in the cluster: the plan is common. A person's own unions come first."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plans.access import open_plan
from plans.assignments import Group, by_activity, by_union, of_union
from plans.queries import Paper, load_paper, unions_of
from plans.views.pages import plan_url
from unions.models import MemberUnion


@require_safe
def duty_list(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The duties by union, of one union (`?union=CODE`), or by activity (`?by=activity`)."""
    access, plan = open_plan(request, code, year)
    unions = unions_of(plan)
    chosen = _chosen(unions, request.GET.get("union", ""))
    by = "activity" if request.GET.get("by") == "activity" and not chosen else "union"
    groups = _groups(load_paper(plan), unions, chosen, by, [union.pk for union in access.unions])
    context = {
        "access": access,
        "plan": plan,
        "section": "duties",
        "groups": groups,
        "count": len({duty.pk for group in groups for duty in group.assignments}),
        "unions": unions,
        "chosen": chosen,
        "by": by,
        "plan_url": plan_url(plan),
    }
    return render(request, "plans/duty_list.html", context)


def _chosen(unions: list[MemberUnion], code: str) -> MemberUnion | None:
    if not code:
        return None
    found = next((union for union in unions if union.code == code), None)
    if found is None:
        raise Http404
    return found


def _groups(
    paper: Paper, unions: list[MemberUnion], chosen: MemberUnion | None, by: str, own: list[int]
) -> list[Group]:
    if chosen:
        return of_union(paper, chosen)
    return by_activity(paper) if by == "activity" else by_union(paper, unions, own)
