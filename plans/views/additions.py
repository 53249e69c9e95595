"""Something new in the plan: a line, an activity, a content, a duty, a levy, a number of people."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from plans import pasting
from plans import sheet as sheets
from plans.access import open_plan
from plans.actions import activities, clauses, duties, levies, sending
from plans.errors import OutsideActivity
from plans.forms.additions import KINDS, Addition
from plans.models import Activity, Clause, Plan
from plans.views import pages
from plans.views.pages import plan_url
from plans.views.plans import addition_in, place_addition
from unions.errors import DomainError
from unions.models import User
from unions.permissions import Permission


@require_POST
def clause_add(request: HttpRequest, code: str, year: int, kind: str) -> HttpResponse:
    """Write something new into the plan."""
    access, plan = open_plan(request, code, year, Permission.EDIT_PLAN)
    if kind not in KINDS:
        raise Http404
    sheet = sheets.load_sheet(plan)
    addition = addition_in(request, sheet, kind, data=request.POST)
    error: DomainError | None = None
    if addition.is_valid():
        try:
            clause = _added(request, Wanted(plan, addition, access.user))
        except DomainError as refusal:
            error = refusal
        else:
            return redirect(
                pages.going_on(request, plan, clause) or f"{plan_url(plan)}?moved={clause.pk}#line-{clause.pk}"
            )
    place_addition(sheet, addition, error)
    return pages.paper(request, access, sheet, 422)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be added, where, by whom."""

    plan: Plan
    addition: Addition
    by: User

    @property
    def values(self) -> dict[str, Any]:
        return self.addition.values()

    @property
    def activity(self) -> Activity:
        """The activity that the line beside it stands in. Raises OutsideActivity."""
        if self.nearest is None:
            raise OutsideActivity
        return self.nearest

    @property
    def nearest(self) -> Activity | None:
        return self.addition.beside.activity if self.addition.beside else None

    def beside(self, where: str) -> Clause | None:
        """The line beside it, when the new one goes `where` from it."""
        asked = self.addition.where == where
        return self.addition.beside.clause if asked and self.addition.beside else None


def _added(request: HttpRequest, wanted: Wanted) -> Clause:
    """What the card makes; once, however often the browser sends it."""
    adds = partial(ADDERS[wanted.addition.kind], wanted)
    said = {name: values for name, values in request.POST.lists() if name not in ("csrfmiddlewaretoken", "then")}
    digest = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
    return sending.once(plan=wanted.plan, by=wanted.by, key=wanted.addition.sending, digest=digest, act=adds)


def _line(wanted: Wanted) -> Clause:
    after, inside = wanted.beside("after"), wanted.beside("inside")
    texts = pasting.split(wanted.values["text"])
    if len(texts) > 1 or any(map(pasting.is_marked, texts)):
        return clauses.add_lines(plan=wanted.plan, texts=texts, by=wanted.by, after=after, inside=inside)[-1]
    return clauses.add_clause(plan=wanted.plan, by=wanted.by, after=after, inside=inside, **wanted.values)


def _activity(wanted: Wanted) -> Clause:
    after = wanted.addition.beside.clause if wanted.addition.beside else None
    return activities.add_activity(plan=wanted.plan, by=wanted.by, after=after, **_activity_values(wanted)).clause


def _subactivity(wanted: Wanted) -> Clause:
    values = _activity_values(wanted)
    return activities.add_activity(plan=wanted.plan, by=wanted.by, inside=wanted.activity, **values).clause


def _activity_values(wanted: Wanted) -> dict[str, Any]:
    return wanted.values | {"kind": Activity.Kind(wanted.values["kind"])}


def _time(wanted: Wanted) -> Clause:
    return activities.add_time(activity=wanted.activity, by=wanted.by, **wanted.values).clause


def _place(wanted: Wanted) -> Clause:
    return activities.add_place(activity=wanted.activity, by=wanted.by, **wanted.values).clause


def _content(wanted: Wanted) -> Clause:
    return activities.add_content(activity=wanted.activity, by=wanted.by, **wanted.values).clause


def _duty(wanted: Wanted) -> Clause:
    """Among the duties of its activity; outside any, after the line it was asked from; or on that very line."""
    activity = wanted.nearest
    after = wanted.beside("after") if activity is None else None
    on = wanted.beside("on")
    return duties.add_duty(
        plan=wanted.plan, by=wanted.by, activity=activity, after=after, on=on, **wanted.values
    ).clause


def _levy(wanted: Wanted) -> Clause:
    levy = levies.add_levy(activity=wanted.activity, by=wanted.by, on=wanted.beside("on"), **wanted.values)
    return levy.clause or levy.activity.clause


def _quota(wanted: Wanted) -> Clause:
    quota = activities.set_quota(activity=wanted.activity, by=wanted.by, **wanted.values)
    return quota.clause or quota.activity.clause


ADDERS: dict[str, Callable[[Wanted], Clause]] = {
    "line": _line,
    "activity": _activity,
    "subactivity": _subactivity,
    "time": _time,
    "place": _place,
    "content": _content,
    "duty": _duty,
    "levy": _levy,
    "quota": _quota,
}
