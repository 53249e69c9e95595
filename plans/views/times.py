"""What is understood of a time while somebody types it."""

from django.http import HttpRequest, HttpResponse
from django.utils.html import escape
from django.views.decorators.http import require_safe

from plans.access import open_plan
from plans.understood_times import told
from unions.permissions import Permission

FIELDS = ("schedule-when", "activity-when")


@require_safe
def time_understood(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """A sentence about the words of the field that asks, for its card. Nothing is written."""
    _access, plan = open_plan(request, code, year, Permission.EDIT_PLAN)
    words = next(filter(None, map(request.GET.get, FIELDS)), "")
    return HttpResponse(escape(told(words, plan.year)))
