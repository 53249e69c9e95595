"""What happens to a line in the editor: saved, moved, removed. Each answers where the reader was."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from plans import pasting
from plans import sheet as sheets
from plans.access import open_plan
from plans.actions import calling_off, clauses, lines, removing, sending
from plans.errors import CalledOffMeanwhile, LineIsGone, RemovedMeanwhile, StaleLine
from plans.forms.cards import Card
from plans.forms.left import left_words
from plans.models import Clause, Plan
from plans.queries import Paper, load_paper, unions_of
from plans.views import pages
from plans.views.autosave import autosave, seen_version
from plans.views.pages import plan_url
from plans.views.plans import addition_in, number_in, place_addition
from unions.errors import DomainError
from unions.models import User
from unions.permissions import Access, Permission


@require_POST
def clause_change(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """Save a line's card. Somebody was faster: both wordings are shown, nothing typed is lost."""
    access, plan = open_plan(request, code, year, Permission.EDIT_PLAN)
    if request.headers.get("X-Autosave"):
        return autosave(request, access, plan, pk)
    line = load_paper(plan).by_clause.get(pk)
    if line is None:
        return _gone(request, access, plan, pk)
    card = Card(line, unions_of(plan), request.POST)
    if not card.is_valid():
        return _card_again(request, access, plan, pk)
    last = line.clause
    try:
        if card.has_changed():
            last = _save(card, line.clause, seen_version(request, line.clause, access.user), access.user)
    except LineIsGone:
        return _gone(request, access, plan, pk)
    except DomainError as error:
        if not (isinstance(error, StaleLine) and _says_so_already(request, plan, pk)):
            return _card_again(request, access, plan, pk, error)
    return redirect(pages.going_on(request, plan, last) or _after_saving(request, plan, card))


def _says_so_already(request: HttpRequest, plan: Plan, pk: int) -> bool:
    """Whether the line is meanwhile what somebody wants to make it: saved by itself, or sent twice."""
    line = load_paper(plan).by_clause.get(pk)
    card = Card(line, unions_of(plan), request.POST) if line else None
    return bool(card and card.is_valid() and not card.has_changed())


def _save(card: Card, clause: Clause, version: int, by: User) -> Clause:
    """The line, and what was pasted behind its first line as lines of their own; the last of them."""
    change = card.change()
    first, *more = pasting.split(change.text or "") or [""]
    if not more:
        return lines.change_line(clause=clause, change=change, seen_version=version, by=by)
    change = replace(change, text=first)
    return lines.change_and_add(clause=clause, change=change, more=more, seen_version=version, by=by)[-1]


def _after_saving(request: HttpRequest, plan: Plan, card: Card) -> str:
    """Back to the line; to the whole paper when other lines may look different."""
    pk = card.clause.pk
    more = len(pasting.split(request.POST.get("line-text", ""))) > 1
    return f"{plan_url(plan)}?{'moved' if card.moves_others or more else 'saved'}={pk}#line-{pk}"


def _card_again(
    request: HttpRequest, access: Access, plan: Plan, pk: int, error: DomainError | None = None
) -> HttpResponse:
    """The card with everything that was typed, on the line as it is now."""
    sheet = sheets.load_sheet(plan)
    line, row = sheet.line(pk), sheet.row(pk)
    if line is None or row is None:
        return _gone(request, access, plan, pk)
    card = Card(line, unions_of(plan), request.POST)
    card.is_valid()
    stale = error if isinstance(error, StaleLine) else None
    version = stale.current.version if stale else number_in(request, "version")
    pages.open_card(row, card, error=None if stale else error, stale=stale, version=version)
    return pages.one_line(request, access, sheet, row, 409 if stale else 422)


def _gone(request: HttpRequest, access: Access, plan: Plan, pk: int) -> HttpResponse:
    """The line left the paper while somebody wrote in it: all they typed, as a new line that they may add."""
    if "line-text" not in request.POST:
        raise Http404
    data = request.POST.copy()
    data["line-text"] = left_words(data, unions_of(plan))
    if pages.is_swap(request):
        sheet = sheets.load_sheet(plan)
        place_addition(sheet, addition_in(request, sheet, "line", data=data), _why_gone(sheet.paper, pk), gone=pk)
        return pages.paper(request, access, sheet, 409)
    context = {
        "access": access,
        "plan": plan,
        "base": plan_url(plan),
        "section": "plan",
        "error": _why_gone(load_paper(plan), pk),
        "text": data["line-text"],
    }
    return render(request, "plans/clause_gone.html", context, status=409)


def _why_gone(paper: Paper, pk: int) -> DomainError:
    line = next((line for line in paper.aside if line.clause.pk == pk), None)
    title = line.activity.title if line and line.activity else ""
    return CalledOffMeanwhile(title=title) if line else RemovedMeanwhile()


@require_POST
def clause_move(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """Move a line with all below it. Its card stays open, with what is typed in it, not saved yet."""
    access, plan = open_plan(request, code, year, Permission.EDIT_PLAN)
    clause = _clause(plan, pk)
    directions: dict[str, clauses.Direction] = {"up": "up", "down": "down", "in": "in", "out": "out"}
    direction = directions.get(request.POST.get("direction", ""))
    if direction is None:
        raise Http404
    move = partial(clauses.move_clause, clause=clause, direction=direction, by=access.user)
    try:
        _once(request, clause, access.user, move)
    except DomainError as error:
        messages.warning(request, str(error))
    if "line-text" not in request.POST:
        return redirect(f"{plan_url(plan)}?moved={pk}#line-{pk}")
    return _card_kept(request, access, plan, pk)


def _once(request: HttpRequest, clause: Clause, by: User, move: Callable[[], Clause]) -> None:
    """Move a line once for each press of a key or button, however often the browser sends it."""
    press = request.POST.get("press")
    if press is None:  # a page without script
        move()
    else:
        digest = hashlib.sha256(press.encode()).hexdigest()
        sending.once(plan=clause.plan, by=by, key=f"move-{clause.pk}", digest=digest, act=move)


@require_POST
def clause_place(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """Put a line where it was dragged to: under the line `below`, or at the head of the plan."""
    access, plan = open_plan(request, code, year, Permission.EDIT_PLAN)
    clause, below = _clause(plan, pk), number_in(request, "below")
    place = partial(clauses.place_clause, clause=clause, below=_clause(plan, below) if below else None, by=access.user)
    try:
        _once(request, clause, access.user, place)
    except DomainError as error:
        messages.warning(request, str(error))
    return redirect(f"{plan_url(plan)}?moved={pk}#line-{pk}")


def _card_kept(request: HttpRequest, access: Access, plan: Plan, pk: int) -> HttpResponse:
    """The whole paper with the line's card still open, holding what was typed."""
    sheet = sheets.load_sheet(plan)
    line, row = sheet.line(pk), sheet.row(pk)
    if line is None or row is None:
        return _gone(request, access, plan, pk)
    data = _with_numbering(request.POST, line.clause)
    card = Card(line, unions_of(plan), data)
    if not card.has_changed():
        return redirect(f"{plan_url(plan)}?writing={pk}#line-{pk}")
    # Indenting takes a new version itself; the words in the card are no older for it.
    pages.open_card(row, card)
    return pages.paper(request, access, sheet)


def _with_numbering(data: QueryDict, clause: Clause) -> QueryDict:
    """What was typed, with the mark that the move has just given the line."""
    kept = data.copy()
    kept["number-marker"], kept["number-label"] = clause.marker, clause.label
    return kept


@require_http_methods(["GET", "HEAD", "POST"])
def clause_remove(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """Show what would go with a line, then remove it."""
    access, plan = open_plan(request, code, year, Permission.EDIT_PLAN)
    clause = _clause(plan, pk)
    if request.method == "POST":
        count = _remove(request, clause, access.user)
        if count:
            return redirect(plan_url(plan))
    selection = removing.select(clause)
    hindered = [(one, calling_off.hindrance(plan, selection.with_parts(one))) for one in selection.to_call_off]
    context = {
        "access": access,
        "plan": plan,
        "base": plan_url(plan),
        "section": "plan",
        "clause": clause,
        "selection": selection,
        "to_call_off": [one for one, refusal in hindered if refusal is None],
        "hindrance": next((refusal for _one, refusal in hindered if refusal), None),
        "printed": _printed(plan, selection),
        "swap": pages.is_swap(request),
        "action": reverse("plans:clause_remove", kwargs={"code": code, "year": year, "pk": pk}),
    }
    template = "plans/_remove.html" if pages.is_swap(request) else "plans/clause_remove.html"
    response = render(request, template, context, status=409 if request.method == "POST" else 200)
    return pages.swapping(response, f"#line-{pk}") if pages.is_swap(request) else response


def _remove(request: HttpRequest, clause: Clause, by: User) -> int:
    """How many lines went; 0 when it was refused, with the reason as a message."""
    count = len(removing.select(clause).lines)
    try:
        removing.remove_clause(clause=clause, seen=request.POST.get("seen", ""), by=by)
    except DomainError as error:
        messages.warning(request, str(error))
        return 0
    text = ngettext("%(count)d line was removed.", "%(count)d lines were removed.", count) % {"count": count}
    messages.info(request, text)
    return count


def _printed(plan: Plan, selection: removing.Selection) -> list[sheets.Row]:
    """The lines that would go, as the paper shows them, and last those of what was called off."""
    going, paper = {line.pk for line in selection.lines}, load_paper(plan)
    return [sheets.row_of(line) for line in (*paper.lines, *paper.aside) if line.clause.pk in going]


def _clause(plan: Plan, pk: int) -> Clause:
    clause = Clause.objects.filter(plan=plan, pk=pk).first()
    if clause is None:
        raise Http404
    clause.plan = plan
    return clause
