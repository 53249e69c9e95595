"""Next year's plan from this one: what comes along, what does not, what to look at; then it is made."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from campaigns.actions.carrying import carry_over_year
from campaigns.forms.carrying import CarryForm
from campaigns.queries.carrying import left_over
from plans.access import open_plan
from plans.actions.carrying import prepare
from plans.amending.queries import unissued
from plans.errors import PlanExists
from plans.models import Activity, Plan
from plans.views.pages import plan_url
from unions.errors import DomainError
from unions.models import MemberUnion
from unions.permissions import Permission

BEHIND = (
    _("Dues, payments and adjustments"),
    _("Dates (they are made again from the times), attendance, results, public pages and sign-ups"),
    _("Opinions and consultation rounds"),
    _("Number, date of signing, theme of the year, issued papers"),
    _("Reports on duties, and problems"),
)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_carry(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The preview for a year and a lead (GET), and the new plan (POST)."""
    access, plan = open_plan(request, code, year, Permission.EDIT_PLAN, "lead")
    form = _form(request, plan)
    refusal: DomainError | None = None
    found = wanted = None
    if form.is_valid():
        wanted = form.wanted
        try:
            if request.method == "POST":
                also = [duty.pk for duty in form.cleaned_data["unreported"]]
                made = carry_over_year(source=plan, wanted=wanted, by=access.user, unreported=also)
                messages.success(
                    request, gettext("The plan for %(year)d is ready. Look through it.") % {"year": made.year}
                )
                made.cluster = plan.cluster
                return redirect(plan_url(made))
            found = prepare(plan, wanted)
        except DomainError as error:
            refusal = error
    left = left_over(plan, timezone.localdate()) if found else []
    context = {
        "access": access,
        "plan": plan,
        "section": "plan",
        "form": form,
        "found": found,
        "wanted": wanted,
        "refusal": refusal,
        "existing": _existing(plan, form) if isinstance(refusal, PlanExists) else "",
        "behind": BEHIND,
        "called_off": _called_off(plan),
        "left_over": [one for one in left if one.unreported is None],
        "unreported": [one for one in left if one.unreported is not None],
        "plan_url": plan_url(plan),
        "unissued": unissued(plan),
    }
    asked = request.method == "POST" or "year" in request.GET
    status = 422 if asked and (refusal or form.errors) else 200
    return render(request, "campaigns/plan_carry.html", context, status=status)


def _form(request: HttpRequest, plan: Plan) -> CarryForm:
    """What was sent, or the year after with the same lead."""
    unions = MemberUnion.objects.filter(cluster=plan.cluster)
    if request.method == "POST":
        return CarryForm(request.POST, plan=plan, unions=unions)
    if "year" in request.GET:
        return CarryForm(request.GET, plan=plan, unions=unions)
    first = unions.active(plan.year + 1).order_by("position").first()
    lead = plan.lead or first
    given = {"year": str(plan.year + 1), "lead": str(lead.pk) if lead else "", "hand_over": "on"}
    return CarryForm(given, plan=plan, unions=unions)


def _called_off(plan: Plan) -> list[str]:
    """What is in no line that comes along, in the order it had. One query."""
    off = Activity.objects.filter(plan=plan, called_off_at__isnull=False)
    return list(off.order_by("clause__position").values_list("title", flat=True))


def _existing(plan: Plan, form: CarryForm) -> str:
    """The address of the plan that is there already."""
    return plan_url(Plan(cluster=plan.cluster, year=form.cleaned_data["year"]))
