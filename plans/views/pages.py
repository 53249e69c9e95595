"""How the editor answers: the whole page, the paper alone, or one line, whichever the browser can swap in.

Without htmx every answer is the page. With it, a question about one line gets that line, anything that may show on
other lines gets the paper; outline, findings and "saved at" come along.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from plans.forms.additions import KINDS, Addition
from plans.forms.cards import Card
from plans.models import Clause, Plan
from plans.queries import known_places
from plans.sheet import Row, Sheet
from unions.permissions import Access, Permission


def is_swap(request: HttpRequest) -> bool:
    """Whether htmx asks, and wants less than a page."""
    htmx = getattr(request, "htmx", None)
    return htmx is not None and bool(htmx) and not htmx.history_restore_request


def context_of(access: Access, sheet: Sheet, **more: Any) -> dict[str, Any]:
    """What every template of the editor needs."""
    editable = access.may(Permission.EDIT_PLAN) and not sheet.plan.has_ended
    base = plan_url(sheet.plan)
    return {
        "access": access,
        "plan": sheet.plan,
        "section": "plan",
        "sheet": sheet,
        "base": base,
        "editable": editable,
        "next_line": lambda: Addition("line", (), year=sheet.plan.year),
        "known_places": lambda: known_places(sheet.plan),
        "parts_editable": editable and sheet.plan.is_drafted,
    } | more


def plan_url(plan: Plan) -> str:
    """The page of a plan; every address of the editor begins with it."""
    return reverse("plans:plan_edit", kwargs={"code": plan.cluster.code, "year": plan.year})


def going_on(request: HttpRequest, plan: Plan, clause: Clause) -> str:
    """Where a form wants to go on from the last line it stored: to something new beside it, or on writing in it."""
    where, _colon, kind = request.POST.get("then", "").partition(":")
    if where in ("after", "inside", "on") and kind in KINDS:
        return f"{plan_url(plan)}?add={kind}&{where}={clause.pk}#line-new"
    return f"{plan_url(plan)}?writing={clause.pk}#line-{clause.pk}" if where == "write" else ""


def paper(request: HttpRequest, access: Access, sheet: Sheet, status: int = 200, **more: Any) -> HttpResponse:
    """The page of the plan, or its paper for a swap."""
    context = context_of(access, sheet, rows=sheet.rows, **more)
    swap = is_swap(request)
    response = render(request, "plans/_swap_paper.html" if swap else "plans/plan_edit.html", context, status=status)
    return swapping(response, "#paper") if swap else response


def swapping(response: HttpResponse, target: str) -> HttpResponse:
    """Where a swap goes; the address stays, because the page is still the same."""
    response["HX-Retarget"], response["HX-Reswap"] = target, "outerHTML show:none"
    response["HX-Push-Url"] = "false"
    patch_vary_headers(response, ["HX-Request"])
    return response


def one_line(request: HttpRequest, access: Access, sheet: Sheet, row: Row, status: int = 200) -> HttpResponse:
    """The page, or only this line for a swap."""
    if not is_swap(request):
        return paper(request, access, sheet, status)
    response = render(request, "plans/_swap_line.html", context_of(access, sheet, rows=[row]), status=status)
    return swapping(response, f"#line-{row.pk}")


def open_card(row: Row, card: Card, *, error: object = None, stale: object = None, version: int | None = None) -> Row:
    """Put a line's card in its place. `error` is a refusal to read; `stale` the other person's save."""
    row.template = "plans/_card.html"
    row.card = {
        "forms": card,
        "error": error,
        "stale": stale,
        "version": str(version if version is not None else card.clause.version),
    }
    return row


def addition_row(addition: Addition, *, error: object = None, gone: int | None = None) -> Row:
    """The row of something new. `gone` is the line that its words were of."""
    card = {"forms": addition, "error": error, "gone": gone}
    return Row(pk="new", template="plans/_card_new.html", card=card)
