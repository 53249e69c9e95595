"""What was left over from the plan before: each taken into the plan as a line, left out, or thought about again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plans.access import open_plan
from plans.actions import proposals
from plans.carrying.wording import Years
from plans.forms.proposals import TakeForm
from plans.models import Activity, Plan, Proposal
from plans.queries import load_paper
from plans.views.pages import plan_url
from unions.errors import DomainError
from unions.permissions import Access, Permission


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal, with the form that takes it while it is open and has no line yet, else with the line as it prints."""

    row: Proposal
    form: TakeForm | None
    line: str


@require_safe
def proposal_list(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """All of them, open ones first."""
    access, plan = open_plan(request, code, year, Permission.EDIT_PLAN, "copied_from")
    return _page(request, access, plan)


def _page(request: HttpRequest, access: Access, plan: Plan, sent: tuple[int, TakeForm] | None = None) -> HttpResponse:
    rows = list(Proposal.objects.filter(plan=plan).select_related("decided_by", "clause").order_by("pk"))
    activities = list(Activity.objects.filter(plan=plan, called_off_at=None).order_by("clause__position"))
    waiting = [row for row in rows if row.state == Proposal.State.OPEN and row.clause is None]
    forms = {row.pk: _form(row, plan, activities) for row in waiting}
    forms |= dict([sent] if sent else [])
    lines = _lines(plan, [row for row in rows if row.state == Proposal.State.OPEN and row.clause])
    offers = [Offer(row, forms.get(row.pk), lines.get(row.pk, "")) for row in rows]
    context = {
        "access": access,
        "plan": plan,
        "section": "plan",
        "base": plan_url(plan),
        "open": [offer for offer in offers if offer.row.state == Proposal.State.OPEN],
        "decided": [offer.row for offer in offers if offer.row.state != Proposal.State.OPEN],
        "editable": not plan.has_ended,
    }
    return render(request, "plans/proposal_list.html", context, status=422 if sent else 200)


def _lines(plan: Plan, rows: Sequence[Proposal]) -> dict[int, str]:
    """The lines of proposals as they print, by the proposals' ids. Three queries where there are any."""
    paper = load_paper(plan) if rows else None
    return {row.pk: paper.printed(row.clause) for row in rows if paper and row.clause}


def _form(row: Proposal, plan: Plan, activities: Sequence[Activity]) -> TakeForm:
    """With the proposal's own words, and the activity it came from as it is called now."""
    origin = Years(plan.copied_from.year, plan.year).moved(row.origin) if plan.copied_from else row.origin
    named = next((activity.pk for activity in activities if activity.title in origin), None)
    return TakeForm(initial={"text": row.text, "activity": named}, plan=plan, prefix=f"p{row.pk:d}")


@require_POST
def proposal_take(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """Into the plan, as the words and the place say."""
    access, plan = open_plan(request, code, year, Permission.EDIT_PLAN)
    row = _row(plan, pk)
    form = TakeForm(request.POST, plan=plan, prefix=f"p{row.pk:d}")
    if not form.is_valid():
        return _page(request, access, plan, (row.pk, form))
    try:
        clause = proposals.take_proposal(proposal=row, by=access.user, **form.cleaned_data)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return _page(request, access, plan, (row.pk, form))
    messages.success(request, _("The plan has a new line: %(text)s") % {"text": clause.text[:80]})
    return redirect("plans:proposal_list", code=code, year=year)


@require_POST
def proposal_keep(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """Taken with the line that is in the plan already."""
    access, plan = open_plan(request, code, year, Permission.EDIT_PLAN)
    return _decided(request, plan, lambda row: proposals.keep_line(proposal=row, by=access.user), pk)


@require_POST
def proposal_decline(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """Left out."""
    access, plan = open_plan(request, code, year, Permission.EDIT_PLAN)
    return _decided(request, plan, lambda row: proposals.decline_proposal(proposal=row, by=access.user), pk)


@require_POST
def proposal_reopen(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """Thought about again."""
    access, plan = open_plan(request, code, year, Permission.EDIT_PLAN)
    return _decided(request, plan, lambda row: proposals.reopen_proposal(proposal=row, by=access.user), pk)


def _decided(request: HttpRequest, plan: Plan, decide: Callable[[Proposal], object], pk: int) -> HttpResponse:
    """Back to the list; a refusal is told there."""
    try:
        decide(_row(plan, pk))
    except DomainError as refusal:
        messages.warning(request, str(refusal))
    return redirect("plans:proposal_list", code=plan.cluster.code, year=plan.year)


def _row(plan: Plan, pk: int) -> Proposal:
    row = Proposal.objects.filter(plan=plan, pk=pk).first()
    if row is None:
        raise Http404
    return row
