"""The treasurer's desk, and making dues. Secretary, treasurer, clerk and owner come here; officers have their own."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contributions import actions, errors, queries
from contributions.access import open_purse
from contributions.forms import ReasonForm
from plans.amending.queries import unissued
from plans.models import Levy
from unions.access import current_user
from unions.amounts import format_dong
from unions.errors import DomainError
from unions.permissions import Permission


@require_safe
def desk(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """What came in, one decision at a time; where each levy stands. An officer is sent to the own union."""
    purse = open_purse(request, code, year)
    if not purse.sees_all:
        return redirect("campaigns:my_union", code=code, year=year)
    changes = unissued(purse.plan)
    shown = queries.desk(purse.plan, request.GET.get("at", ""), changed=changes.levies if changes else ())
    context = purse.context(desk=shown, reason_form=ReasonForm(), unissued=changes)
    return render(request, "contributions/desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def dues_make(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """The dues a levy would make, then making them."""
    purse = open_purse(request, code, year, Permission.ISSUE_DUES)
    levy = get_object_or_404(Levy.objects.select_related("activity__plan"), pk=pk, activity__plan=purse.plan)
    if request.method == "POST":
        return _make(request, code, year, levy)
    shown = queries.preview(queries.levy_state(levy))
    return render(request, "contributions/dues_make.html", purse.context(preview=shown, state=shown.state))


def _make(request: HttpRequest, code: str, year: int, levy: Levy) -> HttpResponse:
    try:
        dues = actions.make_dues(levy=levy, by=current_user(request), seen=request.POST.get("seen", ""))
    except errors.DuesMadeAlready as error:
        messages.info(request, str(error))
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("contributions:dues_make", code=code, year=year, pk=levy.pk)
    else:
        figures = {"count": len(dues), "sum": format_dong(sum(due.amount for due in dues))}
        messages.success(request, _("Made %(count)s dues of %(sum)s đồng in all.") % figures)
    return redirect("contributions:desk", code=code, year=year)
