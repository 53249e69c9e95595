"""A plan comes in: send it, see what was understood, confirm once."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.reader import UnreadableFile
from plans import uploads
from plans.actions.importing import import_plan, known_unions, refuse_unfit
from plans.forms.importing import ImportForm, UnionForm, choices_of, union_forms
from plans.incoming import read_incoming, source_hash
from plans.reading.choices import apply_choices
from plans.reading.drafts import PlanDraft
from plans.understood import understand
from plans.uploads import Waiting
from unions.access import enter
from unions.errors import DomainError
from unions.permissions import Access, Permission


def plan_import(request: HttpRequest, code: str) -> HttpResponse:
    """Send a file or a text. What is wrong with it is said here, and nothing typed is lost."""
    access = enter(request, code, Permission.IMPORT_PLAN)
    form = ImportForm(request.POST or None, request.FILES or None, initial={"year": timezone.localdate().year})
    if form.is_valid() and (waiting := _kept(request, form, access)):
        return redirect("plans:plan_import_preview", code, waiting.token)
    context = {"access": access, "section": "plan", "form": form}
    return render(request, "plans/plan_import.html", context, status=422 if form.is_bound else 200)


def _kept(request: HttpRequest, form: ImportForm, access: Access) -> Waiting | None:
    """The file, stored for the preview; None with the reason on the form when it cannot become a plan."""
    data, name = form.content()
    year = form.cleaned_data["year"]
    try:
        refuse_unfit(_read(data, name, year, access), access.cluster, year)
    except (UnreadableFile, DomainError) as error:
        form.add_error("year" if isinstance(error, DomainError) else None, str(error))
        return None
    return uploads.keep(request.session, data, name=name, year=year, cluster=access.cluster.pk)


def _read(data: bytes, name: str, year: int, access: Access) -> PlanDraft:
    known = known_unions(access.cluster, year)
    return read_incoming(data, name, known, year=year, cluster=access.cluster)


def plan_import_preview(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """What was understood of a waiting file. One button writes all of it."""
    access = enter(request, code, Permission.IMPORT_PLAN)
    waiting = uploads.find(request.session, token, cluster=access.cluster.pk)
    data = waiting.data() if waiting else None
    if waiting is None or data is None:
        messages.warning(request, _("That file is no longer here. Send it again."))
        return redirect("plans:plan_import", code)
    draft = _read(data, waiting.name, waiting.year, access)
    forms = union_forms(draft, request.POST or None)
    error = ""
    if request.method == "POST" and all(form.is_valid() for form in forms):
        try:
            return _written(request, access, waiting, draft, forms, data)
        except DomainError as refusal:
            error = str(refusal)
    return _preview(request, access, waiting, draft, forms, error)


def _written(
    request: HttpRequest, access: Access, waiting: Waiting, draft: PlanDraft, forms: Sequence[UnionForm], data: bytes
) -> HttpResponse:
    chosen = apply_choices(draft, choices_of(forms))
    plan = import_plan(chosen, cluster=access.cluster, year=waiting.year, by=access.user, source_hash=source_hash(data))
    uploads.drop(request.session, waiting)
    written = {"year": str(plan.year), "lines": len(draft.clauses)}
    messages.success(request, _("The plan for %(year)s is here, with %(lines)s lines.") % written)
    return redirect("plans:plan_edit", access.cluster.code, plan.year)


def _preview(
    request: HttpRequest, access: Access, waiting: Waiting, draft: PlanDraft, forms: Sequence[UnionForm], error: str
) -> HttpResponse:
    context = {
        "access": access,
        "section": "plan",
        "draft": draft,
        "understood": understand(draft, waiting.year),
        "forms": forms,
        "known": [union for union in draft.unions if union.is_known],
        "waiting": waiting,
        "error": error,
    }
    return render(request, "plans/plan_import_preview.html", context, status=422 if request.method == "POST" else 200)
