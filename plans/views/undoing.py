"""Taking back one's own last change of the plan."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plans.access import open_plan
from plans.actions.undoing import redo_last, undo_last
from plans.models import Clause, Plan, UndoStep
from plans.undoing import CLAUSE
from plans.views.pages import plan_url
from unions.errors import DomainError
from unions.permissions import Permission


@require_POST
def change_undo(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Undo the person's last change, and show the line that it was about."""
    access, plan = open_plan(request, code, year, Permission.EDIT_PLAN)
    try:
        step = undo_last(plan=plan, by=access.user)
    except DomainError as error:
        messages.warning(request, str(error))
        return redirect(plan_url(plan))
    messages.info(request, _("Your last change was undone."))
    return _shown(plan, step)


@require_POST
def change_redo(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Do again what the person undid last."""
    access, plan = open_plan(request, code, year, Permission.EDIT_PLAN)
    try:
        step = redo_last(plan=plan, by=access.user)
    except DomainError as error:
        messages.warning(request, str(error))
        return redirect(plan_url(plan))
    messages.info(request, _("What you undid was done again."))
    return _shown(plan, step)


def _shown(plan: Plan, step: UndoStep) -> HttpResponse:
    pk = _line_of(step)
    return redirect(f"{plan_url(plan)}?moved={pk}#line-{pk}" if pk else plan_url(plan))


def _line_of(step: UndoStep) -> int | None:
    """The first of the lines that the step was about and that are there again. One query."""
    touched = [int(pk) for pk in step.images.get(CLAUSE, {})]
    return Clause.objects.filter(pk__in=touched).order_by("position").values_list("pk", flat=True).first()
