"""What an activity needs and what it reached: resources by those who run it, results also by the unions themselves."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.access import open_activity, open_resource, open_result
from campaigns.actions import resources, results
from campaigns.forms.field import ResourceForm, ResultForm
from campaigns.models import Resource, Result
from campaigns.permissions import reported_unions
from campaigns.queries.activities import active_unions
from campaigns.views.answers import accepted, form_page, tell, to_activity
from plans.models import Activity
from unions.permissions import Access, Permission

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
def resource_add(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """Enter something needed, offered or given."""
    access, activity = open_activity(request, code, year, pk, Permission.RUN_ACTIVITY)
    kind = request.GET.get("kind", "")
    shown: dict[str, object] = {"kind": kind if kind in Resource.Kind.values else Resource.Kind.NEED}
    form = ResourceForm(request.POST or None, shown, unions=active_unions(activity.plan))
    if accepted(
        request,
        form,
        lambda: resources.add_resource(activity=activity, facts=form.facts(), by=access.user),
        _("Entered."),
    ):
        return to_activity(activity, "resources")
    heading = _("What is needed, offered or given?")
    return form_page(request, access, activity, form, heading=heading, button=_("Enter it"))


@require_http_methods(FORM)
def resource_change(request: HttpRequest, code: str, year: int, pk: int, row: int) -> HttpResponse:
    """Correct an entry."""
    access, activity, resource = open_resource(request, code, year, pk, row)
    names = ("kind", "thing", "quantity", "unit", "value", "giver")
    shown = {"union": resource.union_id} | {name: getattr(resource, name) for name in names}
    form = ResourceForm(request.POST or None, shown, unions=active_unions(activity.plan))
    if accepted(
        request,
        form,
        lambda: resources.change_resource(resource=resource, facts=form.facts(), by=access.user),
        _("The change is recorded."),
    ):
        return to_activity(activity, "resources")
    heading = _("Correct “%(thing)s”") % {"thing": resource.thing}
    return form_page(request, access, activity, form, heading=heading, button=_("Record the change"))


@require_POST
def resource_remove(request: HttpRequest, code: str, year: int, pk: int, row: int) -> HttpResponse:
    """Take an entry away."""
    access, activity, resource = open_resource(request, code, year, pk, row)
    said = _("“%(thing)s” is taken away.") % {"thing": resource.thing}
    tell(request, lambda: resources.remove_resource(resource=resource, by=access.user), said)
    return to_activity(activity, "resources")


@require_http_methods(FORM)
def result_add(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """Enter a result: of the cluster, or of one's own union."""
    access, activity = open_activity(request, code, year, pk)
    form = _result_form(request, access, activity, {"qualifier": Result.Qualifier.EXACT})
    if accepted(
        request,
        form,
        lambda: results.add_result(activity=activity, facts=form.facts(), by=access.user),
        _("The result is recorded."),
    ):
        return to_activity(activity, "results")
    return form_page(request, access, activity, form, heading=_("What was reached?"), button=_("Record the result"))


@require_http_methods(FORM)
def result_change(request: HttpRequest, code: str, year: int, pk: int, row: int) -> HttpResponse:
    """Correct a result."""
    access, activity, result = open_result(request, code, year, pk, row)
    names = ("indicator", "unit", "number", "qualifier")
    shown = {"union": result.union_id} | {name: getattr(result, name) for name in names}
    form = _result_form(request, access, activity, shown)
    if accepted(
        request,
        form,
        lambda: results.change_result(result=result, facts=form.facts(), by=access.user),
        _("The change is recorded."),
    ):
        return to_activity(activity, "results")
    heading = _("Correct “%(thing)s”") % {"thing": result.indicator}
    return form_page(request, access, activity, form, heading=heading, button=_("Record the change"))


@require_POST
def result_remove(request: HttpRequest, code: str, year: int, pk: int, row: int) -> HttpResponse:
    """Take a result away."""
    access, activity, result = open_result(request, code, year, pk, row)
    said = _("“%(thing)s” is taken away.") % {"thing": result.indicator}
    tell(request, lambda: results.remove_result(result=result, by=access.user), said)
    return to_activity(activity, "results")


def _result_form(request: HttpRequest, access: Access, activity: Activity, shown: dict[str, object]) -> ResultForm:
    """The form with the unions for which the person reports. PermissionDenied for one who reports for none."""
    unions = reported_unions(access, active_unions(activity.plan))
    runs = access.may(Permission.RUN_ACTIVITY)
    if not unions and not runs:
        raise PermissionDenied
    return ResultForm(request.POST or None, shown, unions=unions, for_cluster=runs)
