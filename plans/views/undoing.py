"""Taking back one's own last change of the plan."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plans import undoing
from plans.access import open_plan
from plans.actions.steps import printed
from plans.actions.undoing import redo_last, undo_last
from plans.checks.finding import short
from plans.models import Clause, Plan, UndoStep
from plans.queries import UNKNOWN
from plans.undoing import CLAUSE, HEAD
from plans.views.pages import plan_url
from unions import verbs
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
    messages.info(request, _("Undone: %(what)s.") % {"what": _what(plan, step)})
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
    messages.info(request, _("Done again: %(what)s.") % {"what": _what(plan, step)})
    return _shown(plan, step)


def _what(plan: Plan, step: UndoStep) -> str:
    """What a step did, as the log says it: “changed the line “…””, with the words that the line prints now."""
    if HEAD in step.images:
        changed = sorted(step.images[HEAD][0], key=undoing.IN_ORDER.index)
        names = (verbs.label(name, "plan") for name in changed)
        return _("changed %(what)s") % {"what": ", ".join(names)}
    line = Clause.objects.filter(pk=undoing.line_of(step.images) or 0).first()
    words = (printed(plan, line) if line else "") or step.about
    return verbs.said(step.verb, short(words.rstrip(" .:;")) or UNKNOWN)


def _shown(plan: Plan, step: UndoStep) -> HttpResponse:
    if HEAD in step.images:
        part = undoing.part_of(step.images[HEAD][0])
        return redirect(f"{plan_url(plan)}?done={part}#{part}")
    pk = _line_of(step)
    return redirect(f"{plan_url(plan)}?moved={pk}#line-{pk}" if pk else plan_url(plan))


def _line_of(step: UndoStep) -> int | None:
    """The line that the step was about, else the first that it touched, of those that are there again. One query."""
    about = undoing.line_of(step.images)
    touched = [int(pk) for pk in step.images.get(CLAUSE, {})]
    there = Clause.objects.filter(pk__in=[*touched, *([about] if about else [])]).order_by("position")
    found = list(there.values_list("pk", flat=True))
    return about if about in found else next(iter(found), None)
