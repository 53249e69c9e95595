"""The loader of every page that belongs to a plan."""

from django.http import Http404, HttpRequest

from plans.models import Plan
from unions.access import enter
from unions.permissions import Access, Permission


def open_plan(
    request: HttpRequest, code: str, year: int, permission: Permission = Permission.SEE_PLAN, *related: str
) -> tuple[Access, Plan]:
    """The person's access and the cluster's plan for the year, with what it refers to (`related`). Two queries.

    Raises Http404 for a stranger or when there is no such plan, PermissionDenied without `permission`.
    """
    access = enter(request, code, permission)
    plans = Plan.objects.for_year(access.cluster, year)
    try:
        plan = (plans.select_related(*related) if related else plans).order_by().get()
    except Plan.DoesNotExist:
        raise Http404 from None
    plan.cluster = access.cluster
    return access, plan
