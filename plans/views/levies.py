"""How often a levy is due: both readings with what each brings, and the choice. The secretary decides, all may look."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from documents.words import dong
from plans.access import open_plan
from plans.actions import levies
from plans.actions.levies import dues_made
from plans.forms.papers import BasisForm
from plans.levies import LevyTotals, levy_totals, plan_total
from plans.models import Levy, Plan
from plans.queries import load_paper
from plans.views.pages import plan_url
from unions.errors import DomainError
from unions.permissions import Access, Permission

Basis = Levy.Basis


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a levy: what it brings in a year, and what the whole plan then brings at least and at most."""

    basis: str
    total: int
    times: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class UnionAmounts:
    """What one union pays in a year under each reading."""

    union: str
    once: int
    every_time: int


@require_http_methods(["GET", "HEAD", "POST"])
def levy_basis(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """Choose how often a levy is due."""
    access, plan = open_plan(request, code, year)
    editable = access.may(Permission.EDIT_PLAN)
    if request.method == "POST" and not editable:
        raise PermissionDenied
    totals = levy_totals(plan)
    total = next((total for total in totals if total.levy.pk == pk), None)
    if total is None:
        raise Http404
    form = BasisForm(request.POST or None, initial={"basis": total.levy.basis, "version": total.levy.version})
    if form.is_valid():
        if _choose(request, total.levy, form, access):
            return redirect(f"{plan_url(plan)}?moved={total.levy.clause_id or ''}")
        return redirect(request.path)
    context = _context(plan, totals, total) | {"access": access, "form": form, "editable": editable}
    return render(request, "plans/levy_basis.html", context, status=422 if form.errors else 200)


def _choose(request: HttpRequest, levy: Levy, form: BasisForm, access: Access) -> bool:
    """Whether the choice was written; a refusal is told as a message."""
    basis, seen = Basis(form.cleaned_data["basis"]), form.cleaned_data["version"]
    try:
        levies.choose_basis(levy=levy, basis=basis, seen_version=seen, by=access.user)
    except DomainError as error:
        messages.warning(request, str(error))
        return False
    text = _("“%(title)s”: %(basis)s. This is printed in the plan.")
    messages.info(request, text % {"title": levy.activity.title, "basis": levy.get_basis_display()})
    return True


def _context(plan: Plan, totals: list[LevyTotals], total: LevyTotals) -> dict[str, object]:
    shares = list(total.levy.shares.all())
    return {
        "plan": plan,
        "section": "plan",
        "total": total,
        "printed": _printed(plan, total.levy),
        "levy": total.levy,
        "readings": readings(totals, total),
        "amounts": [UnionAmounts(str(s.union), s.amount, s.amount * total.times) for s in shares],
        "dues": dues_made(total.levy),
        "once": dong(total.once),
        "every_time": dong(total.every_time),
        "plan_url": plan_url(plan),
    }


def _printed(plan: Plan, levy: Levy) -> str:
    """The sentence that states the levy, as the paper prints it."""
    line = load_paper(plan).by_clause.get(levy.clause_id or 0)
    return line.text if line else ""


def readings(totals: list[LevyTotals], total: LevyTotals) -> list[Reading]:
    """The readings of a levy, each with the plan's total if it were chosen."""
    others = plan_total(other for other in totals if other.levy.pk != total.levy.pk)
    times = {Basis.ONCE: 1, Basis.PER_OCCURRENCE: total.times, Basis.PER_QUARTER: 4}
    sums = {basis: total.each_time * count for basis, count in times.items()}
    return [
        Reading(basis.value, amount, times[basis], others.least + amount, others.most + amount)
        for basis, amount in sums.items()
    ]
