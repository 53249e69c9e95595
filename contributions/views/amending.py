"""The proposed amendment: what was changed since the last issued paper, what it does to dues, the paper itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from contributions.actions import amend_plan
from contributions.actions.amending import following
from documents.blocks import Fate, Piece
from plans.access import open_plan
from plans.amending.changes import LineChange
from plans.amending.papers import amending_document
from plans.amending.queries import Pending, known_names, pending
from plans.amending.words import exact_pieces
from plans.checks import Code, check_plan
from plans.forms.issuing import AmendingForm, signing_of, signing_values
from plans.issuing.errors import AlreadyEnded
from plans.issuing.queries import next_number
from plans.models import Plan
from plans.views.files import document_response
from plans.views.issuing import add_refusal
from plans.views.pages import plan_url
from unions.errors import DomainError
from unions.permissions import Permission

NO_REASON = "…"  # printed in a draft for which nobody has written one yet


@dataclass(frozen=True, slots=True)
class Marked:
    """A line that differs, as both versions read, with the words that went and came marked."""

    change: LineChange
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


def _marked(changes: Iterable[LineChange]) -> Iterator[Marked]:
    for change in changes:
        pieces = exact_pieces(change.before, change.after)
        before, after = (tuple(one for one in pieces if one.fate is not fate) for fate in (Fate.IN, Fate.OUT))
        yield Marked(change, before, after)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_amend(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Everything that the amending paper would state; issue it."""
    access, plan = open_plan(request, code, year, Permission.ISSUE_PLAN, "lead")
    found = _pending(plan)
    if plan.has_ended and request.method != "POST":
        return _ended(request, plan)
    follows = following(plan)
    offered = next_number(plan, timezone.localdate())
    form = AmendingForm(request.POST or None, initial=_first_values(plan, offered.number), plan=plan)
    if form.is_valid():
        try:
            version = amend_plan(
                plan=plan,
                signing=form.signing(),
                reason=form.cleaned_data["reason"],
                by=access.user,
                seen=form.cleaned_data["seen"],
            )
        except DomainError as refusal:
            add_refusal(form, refusal, plan)
        else:
            messages.success(request, _("The amendment is issued as %(number)s.") % {"number": version.entry.symbol})
            return redirect("plans:version_list", code=code, year=year)
    changes = found.changes.with_books(follows.books)
    context = {
        "access": access,
        "plan": plan,
        "plan_url": plan_url(plan),
        "section": "plan",
        "form": form,
        "offered": offered,
        "changes": changes,
        "lines": list(_marked(changes.lines)),
        "empty": next((one for one in check_plan(plan) if one.code is Code.LINE_EMPTY), None),
        "former": found.former,
        "shifts": follows.shifts,
    }
    return render(request, "contributions/plan_amend.html", context, status=422 if form.is_bound else 200)


def _pending(plan: Plan) -> Pending:
    """What waits; a plan that is not issued has no such page."""
    found = pending(plan) if plan.state == Plan.State.ISSUED or plan.has_ended else None
    if found is None:
        raise Http404
    return found


def _ended(request: HttpRequest, plan: Plan) -> HttpResponse:
    """A closed or withdrawn plan, reached from an old tab: its papers, and a word why it is not amended."""
    messages.warning(request, str(AlreadyEnded(state=plan.get_state_display())))
    return redirect("plans:version_list", code=plan.cluster.code, year=plan.year)


def _first_values(plan: Plan, number: int) -> dict[str, Any]:
    """Signer and recipients of the plan, today's date."""
    return {**signing_values(plan, number, begins=False), "signed_on": timezone.localdate()}


@require_safe
@cache_control(private=True, no_store=True)
def amendment_draft(request: HttpRequest, code: str, year: int, format: str) -> HttpResponse:  # noqa: A002 -- its name in addresses
    """The amending paper as it would be, marked as a draft."""
    _access, plan = open_plan(request, code, year, Permission.ISSUE_PLAN, "lead")
    found = _pending(plan)
    if plan.has_ended:
        return _ended(request, plan)
    reason = " ".join(request.GET.get("reason", "").split())[:500] or NO_REASON
    changes = found.changes.with_books(following(plan).books)
    document = amending_document(plan, found.former, changes, reason, signing_of(plan), "", known_names(plan))
    return document_response(document, format)
