"""The plan as paper, read and edited in its place; letterhead, title, signer and recipients around it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from plans import sheet as sheets
from plans.access import open_plan
from plans.actions import papers
from plans.amending.queries import Unissued, unissued_in
from plans.errors import StalePaper
from plans.forms.additions import KINDS, Addition
from plans.forms.cards import Card
from plans.forms.papers import LetterheadForm, RecipientsForm, SignerForm, TitleForm
from plans.issuing.errors import PaperIsIssued
from plans.models import Plan
from plans.queries import unions_of
from plans.views import pages
from plans.views.pages import plan_url
from unions.permissions import Permission

PART_FORMS: dict[str, Any] = {"letterhead": LetterheadForm, "title": TitleForm, "signer": SignerForm}


def number_in(request: HttpRequest, name: str) -> int:
    """A line's id or a version that the address or a form names; 0 for none."""
    text = request.GET.get(name) or request.POST.get(name) or ""
    # 18 digits fit the ids' columns. A version's column is smaller: a lookup beyond its range finds nothing.
    return int(text) if text.isdecimal() and len(text) < 19 else 0


@require_safe
def plan_edit(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The plan as the paper it will be; for those who may edit it, any line opens in its place."""
    access, plan = open_plan(request, code, year, Permission.SEE_PLAN, "changed_by")
    sheet = sheets.load_sheet(plan)
    if not access.may(Permission.EDIT_PLAN) or plan.has_ended:
        return pages.paper(request, access, sheet, unissued=_marked_unissued(sheet))
    if request.GET.get("add") in KINDS:
        place_addition(sheet, addition_in(request, sheet, request.GET["add"]))
    elif line := sheet.line(number_in(request, "line")):
        row = pages.open_card(sheet.row(line.clause.pk) or sheets.row_of(line), Card(line, unions_of(plan)))
        return pages.one_line(request, access, sheet, row)
    elif row_found := sheet.row(number_in(request, "show") or number_in(request, "saved")):
        row_found.focus = True
        return pages.one_line(request, access, sheet, row_found)
    elif line := sheet.line(number_in(request, "writing")):
        pages.open_card(sheet.row(line.clause.pk) or sheets.row_of(line), Card(line, unions_of(plan)))
    elif moved := sheet.row(number_in(request, "moved")):
        moved.focus = True
    part = _part(request.GET.get("part", ""), plan) if plan.is_drafted else None
    return pages.paper(request, access, sheet, part=part)


def _marked_unissued(sheet: sheets.Sheet) -> Unissued | None:
    """Who only reads must not take for issued what is not. Three queries for a plan that was issued."""
    found = None if sheet.plan.is_drafted else unissued_in(sheet.paper)
    if found:
        sheet.mark_unissued(found.lines)
    return found


def place_addition(sheet: sheets.Sheet, addition: Addition, error: object = None, gone: int | None = None) -> None:
    """The card of something new: after a line, inside it, or in its place when the line will state it."""
    row = pages.addition_row(addition, error=error, gone=gone)
    beside = addition.beside.clause.pk if addition.beside else None
    replaced = sheet.row(beside) if beside and addition.where == "on" else None
    if replaced:
        sheet.rows[sheet.rows.index(replaced)] = row
    else:
        sheet.insert_after(beside, row, before_parts=addition.is_fact)


def addition_in(request: HttpRequest, sheet: sheets.Sheet, kind: str, *, data: QueryDict | None = None) -> Addition:
    """The new thing that a request names, and where; with `data` what its card holds."""
    where = next((name for name in ("on", "inside", "after") if number_in(request, name)), "after")
    beside = sheet.line(number_in(request, where))
    plan = sheet.plan
    return Addition(kind, unions_of(plan), year=plan.year, beside=beside, where=where, data=data)


def _part(name: str, plan: Plan, data: Any = None) -> dict[str, Any] | None:  # noqa: ANN401 -- what a form takes
    """The form of one part around the lines, open in its place."""
    if name == "recipients":
        entries = "\n".join(plan.recipients.values_list("text", flat=True))
        return {"name": name, "form": RecipientsForm(data, initial={"recipients": entries}), "version": plan.version}
    if name in PART_FORMS:
        return {"name": name, "form": PART_FORMS[name](data, instance=plan), "version": plan.version}
    return None


@require_POST
def paper_change(request: HttpRequest, code: str, year: int, part: str) -> HttpResponse:
    """Save the letterhead, the title, the signer or the recipients."""
    access, plan = open_plan(request, code, year, Permission.EDIT_PLAN)
    found = _part(part, plan, request.POST)
    if found is None:
        raise Http404
    form, version = found["form"], number_in(request, "version")
    if form.is_valid():
        try:
            _write_part(plan, part, form, version, access.user)
        except StalePaper as error:
            found |= {"stale": error, "version": error.current.version, "theirs": _theirs(part, error.current)}
        except PaperIsIssued as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(f"{plan_url(plan)}?done={part}#{part}")
    status = 409 if "stale" in found else 422
    fresh = Plan.objects.select_related("lead", "changed_by", "cluster").get(pk=plan.pk)
    return pages.paper(request, access, sheets.load_sheet(fresh), status, part=found)


def _write_part(plan: Plan, part: str, form: Any, version: int, by: Any) -> None:  # noqa: ANN401 -- either form
    if part == "recipients":
        papers.change_recipients(plan=plan, texts=form.lines(), seen_version=version, by=by)
    else:
        papers.change_paper(plan=plan, values=form.cleaned_data, seen_version=version, by=by)


def _theirs(part: str, plan: Plan) -> list[str]:
    """The part as it is stored now, a line each."""
    if part == "recipients":
        return list(plan.recipients.values_list("text", flat=True))
    form = PART_FORMS[part](instance=plan)
    return [f"{field.label}: {getattr(plan, field.name) or ''}" for field in form]
