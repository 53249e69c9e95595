"""Loaders of the pages of a consultation: a round of a plan, and one's own union in it.

Everybody in the cluster knows that a round is held. What the unions said is read by those who look after the cluster;
a union's officer reads what the own union said, and what it was replied.
"""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from plans.access import open_plan
from plans.models import Plan, Round
from unions.models import MemberUnion
from unions.permissions import Access, Permission


def sees_all_opinions(access: Access) -> bool:
    """Whether the person reads what every union said."""
    return access.may(Permission.EDIT_PLAN) or access.may(Permission.SEE_ALL_MONEY)


def open_consultation(
    request: HttpRequest, code: str, year: int, number: int, permission: Permission = Permission.SEE_PLAN
) -> tuple[Access, Plan, Round]:
    """The person's access, the plan and one of its rounds. Three queries. Raises as `open_plan`."""
    access, plan = open_plan(request, code, year, permission)
    people = ("opened_by", "closed_by")
    consultation = get_object_or_404(Round.objects.select_related(*people), plan=plan, number=number)
    consultation.plan = plan
    return access, plan, consultation


def open_own_part(request: HttpRequest, code: str, year: int, number: int) -> tuple[Access, Round, MemberUnion]:
    """A round, and the union the person answers for: the one named in the request, else the first. Three queries.

    Raises PermissionDenied for whoever gives no opinions, Http404 for a union that is not the person's own.
    """
    access, _plan, consultation = open_consultation(request, code, year, number, Permission.GIVE_OPINION)
    named = request.POST.get("union") or request.GET.get("union") or ""
    own = [union for union in access.unions if named in ("", union.code)]
    if not own:
        raise Http404
    return access, consultation, own[0]
