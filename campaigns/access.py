"""Loaders of the field's pages: an activity of a plan, one of its rows, a union's own page."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from campaigns.models import PublicPage, Resource, Result, SignUp
from campaigns.permissions import may_report_for
from campaigns.queries.public import find_page, find_sign_up
from plans.access import open_plan
from plans.models import Activity, Occurrence, Plan
from unions.models import MemberUnion
from unions.permissions import Access, Permission


def open_activity(
    request: HttpRequest, code: str, year: int, pk: int, permission: Permission = Permission.SEE_PLAN
) -> tuple[Access, Activity]:
    """The person's access and an activity of the year's plan (`activity.plan` is loaded). Three queries.

    Raises Http404 for a stranger, another plan's activity or none, PermissionDenied without `permission`.
    """
    access, plan = open_plan(request, code, year, permission)
    activity = get_object_or_404(Activity.objects.select_related("clause", "quota", "public_page"), pk=pk, plan=plan)
    activity.plan = plan
    return access, activity


def open_occurrence(
    request: HttpRequest, code: str, year: int, pk: int, number: int
) -> tuple[Access, Activity, Occurrence]:
    """A time of an activity, for those who run it. Four queries. Raises as `open_activity`."""
    access, activity = open_activity(request, code, year, pk, Permission.RUN_ACTIVITY)
    occurrence = get_object_or_404(Occurrence, activity=activity, number=number)
    occurrence.activity = activity
    return access, activity, occurrence


def open_page(request: HttpRequest, code: str, year: int, pk: int) -> tuple[Access, Activity, PublicPage]:
    """An activity's public page as those who run it see it. Four queries. Raises as `open_activity`."""
    access, activity = open_activity(request, code, year, pk, Permission.RUN_ACTIVITY)
    page = get_object_or_404(PublicPage, activity=activity)
    page.activity = activity
    return access, activity, page


def open_resource(request: HttpRequest, code: str, year: int, pk: int, row: int) -> tuple[Access, Activity, Resource]:
    """A resource of an activity, for those who run it. Four queries. Raises as `open_activity`."""
    access, activity = open_activity(request, code, year, pk, Permission.RUN_ACTIVITY)
    return access, activity, get_object_or_404(Resource, pk=row, activity=activity)


def open_result(request: HttpRequest, code: str, year: int, pk: int, row: int) -> tuple[Access, Activity, Result]:
    """A result that the person may change: another union's does not exist for an officer. Four queries."""
    access, activity = open_activity(request, code, year, pk)
    result = get_object_or_404(Result.objects.select_related("union"), pk=row, activity=activity)
    if not may_report_for(access, result.union_id):
        raise Http404
    return access, activity, result


def open_my_union(request: HttpRequest, code: str, year: int, union_code: str) -> tuple[Access, Plan, MemberUnion]:
    """The union whose page is shown: the one named, else the person's first. Three queries at most.

    Raises Http404 for a union that is neither the person's own nor, with SEE_ALL_MONEY, any of the cluster.
    """
    access, plan = open_plan(request, code, year)
    own = {union.code: union for union in access.unions}
    union = own.get(union_code) if union_code else next(iter(own.values()), None)
    if union is None and access.may(Permission.SEE_ALL_MONEY) and union_code:
        members = MemberUnion.objects.filter(cluster=access.cluster)
        union = next((member for member in members if member.code == union_code), None)
    if union is None or not access.may_see_money_of(union.pk):
        raise Http404
    return access, plan, union


def open_public_page(token: str) -> PublicPage:
    """The page behind a QR code. Five queries. Raises Http404, the same for a wrong and a replaced address."""
    page = find_page(token)
    if page is None:
        raise Http404
    return page


def open_sign_up(code: str) -> SignUp:
    """A volunteer's own sign-up, by the address only they have. Five queries. Raises Http404."""
    sign_up = find_sign_up(code)
    if sign_up is None:
        raise Http404
    return sign_up
