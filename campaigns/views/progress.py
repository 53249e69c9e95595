"""How far the duties are: everybody's on one page for the lead, one union's part with its history and photos."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from campaigns import progress
from campaigns.actions.progress import report_duty
from campaigns.forms.following import ProgressForm
from campaigns.models import DutyReport
from campaigns.permissions import may_report_for, unions_seen
from campaigns.queries.activities import active_unions
from campaigns.queries.progress import plan_standings, reports_of, stated_duty
from campaigns.views.answers import accepted
from plans.access import open_plan
from plans.assignments import Stated
from plans.models import Plan
from plans.queries import load_paper
from unions.models import MemberUnion
from unions.permissions import Access
from unions.pictures import picture_answer


@require_safe
def progress_list(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """How far every duty is (`?union=SYT`, `?state=late`); an officer sees the own union's parts."""
    access, plan = open_plan(request, code, year)
    seen = unions_seen(access)
    unions = [union for union in active_unions(plan) if seen is None or union.pk in seen]
    asked = next((union for union in unions if union.code == request.GET.get("union")), None)
    found = plan_standings(plan, load_paper(plan), [asked] if asked else unions)
    today = timezone.localdate()
    filters = _filters(found, today, request.GET.get("state", ""))
    chosen = next((one for one in filters if one["chosen"]), None)
    shown = [one for one in found if chosen is None or _is_in(one, str(chosen["key"]), today)]
    context = {
        "access": access,
        "plan": plan,
        "section": "duties",
        "rows": [_row(plan, duty, today) for duty in progress.by_duty(shown)],
        "done": sum(standing.is_done for standing in found),
        "parts": len(found),
        "late": sum(standing.is_late(today) for standing in found),
        "unions": unions,
        "union": asked,
        "filters": filters,
        "state": chosen,
    }
    return render(request, "campaigns/progress_list.html", context)


LATE = "late"


def _filters(found: Iterable[progress.Standing], today: dt.date, asked: str) -> list[dict[str, object]]:
    """What the parts can be narrowed to, with how many each leaves: what is late first, then by how far they are.

    What would leave nothing is not offered, unless it is what was asked for.
    """
    labels = {LATE: _("Late"), **dict(DutyReport.State.choices)}
    parts = list(found)
    counts = {key: sum(_is_in(one, key, today) for one in parts) for key in labels}
    return [
        {"key": key, "label": label, "count": counts[key], "chosen": key == asked}
        for key, label in labels.items()
        if counts[key] or key == asked
    ]


def _is_in(standing: progress.Standing, key: str, today: dt.date) -> bool:
    return standing.is_late(today) if key == LATE else standing.state == key


def _row(plan: Plan, duty: progress.DutyProgress, today: dt.date) -> dict[str, object]:
    """A duty ready for the template: each holder with tone, word and address."""
    chips = [
        {
            "union": str(standing.union),
            "tone": standing.tone(today),
            "state": standing.state.label,
            "late": standing.is_late(today),
            "note": standing.report.note if standing.report else "",
            "url": report_url(plan, standing.stated.duty.pk, standing.union),
        }
        for standing in duty.standings
    ]
    return {"text": duty.stated.line.text, "activity": duty.stated.activity, "chips": chips}


def report_url(plan: Plan, duty_pk: int, union: MemberUnion) -> str:
    """The page of a union's part in a duty."""
    url = reverse("campaigns:duty_report", kwargs={"code": plan.cluster.code, "year": plan.year, "pk": duty_pk})
    return f"{url}?union={union.code}"


@require_http_methods(["GET", "HEAD", "POST"])
def duty_report(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """One union's part in a duty: where it stands, what was reported, the next report."""
    access, plan, stated, union = _open_part(request, code, year, pk)
    reports = reports_of(stated.duty.pk, union)
    activity = stated.line.activity
    may = may_report_for(access, union.pk) and not (activity and activity.called_off_at)
    if request.method == "POST" and not may:
        raise PermissionDenied
    state = DutyReport.State(reports[0].state) if reports else None
    form = ProgressForm(request.POST or None, request.FILES or None, state=state)
    stated.duty.plan = plan
    if accepted(
        request,
        form,
        lambda: report_duty(duty=stated.duty, union=union, by=access.user, **form.cleaned_data),
        _("Recorded how far the duty is."),
    ):
        return redirect(report_url(plan, pk, union))
    context = {"access": access, "plan": plan, "section": "duties", "stated": stated, "union": union}
    context |= {
        "reports": reports,
        "form": form if may else None,
        "state": (state or DutyReport.State.NOT_STARTED).label,
    }
    return render(request, "campaigns/duty_report.html", context, status=422 if form.is_bound else 200)


def _open_part(request: HttpRequest, code: str, year: int, pk: int) -> tuple[Access, Plan, Stated, MemberUnion]:
    """The duty and the union whose part it is: the one named, else the person's own. Six queries at most.

    Raises Http404 for a union that the person does not see or that has no part in the duty.
    """
    access, plan = open_plan(request, code, year)
    stated = stated_duty(load_paper(plan), pk)
    if stated is None:
        raise Http404
    seen = unions_seen(access)
    unions = [union for union in active_unions(plan) if seen is None or union.pk in seen]
    parts = [union for union in unions if progress.holds(stated.duty, union.pk, plan.lead_id)]
    asked = request.GET.get("union", "")
    union = next((union for union in parts if not asked or union.code == asked), None)
    if union is None:
        raise Http404
    return access, plan, stated, union


@require_safe
@cache_control(private=True, no_store=True)
def duty_photo(request: HttpRequest, code: str, year: int, pk: int, report: int) -> FileResponse:
    """The photo of a report, to those who may see the report."""
    access, plan = open_plan(request, code, year)
    row = get_object_or_404(DutyReport, pk=report, duty=pk, duty__plan=plan)
    seen = unions_seen(access)
    if seen is not None and row.union_id not in seen:
        raise Http404
    return picture_answer(row.photo, "photo.jpg")
