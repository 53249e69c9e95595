"""The issued papers of a plan: what is frozen, downloads of exactly that, and whether a file is one of them."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from plans.access import open_plan
from plans.actions.carrying import CARRIED_STATES
from plans.documents import plan_name
from plans.exchange.writing import json_bytes
from plans.forms.issuing import FileForm, ReasonForm
from plans.issuing.queries import file_found, versions_of
from plans.models import Plan, Version
from plans.views.files import file_response
from plans.views.pages import plan_url
from unions.days import format_day
from unions.permissions import Access, Permission

STORED: dict[str, Callable[[Version], bytes]] = {
    "pdf": lambda version: bytes(version.pdf),
    "docx": lambda version: bytes(version.docx),
    "txt": lambda version: version.text.encode(),
    "json": lambda version: json_bytes(version.data["plan"]),
}

WHOLE = ("TXT", "JSON")  # the whole plan; beside an amendment's PDF, which is the amending paper alone


@require_safe
def version_list(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Every issued paper of the plan, newest first."""
    access, plan = open_plan(request, code, year)
    return version_page(request, access, plan)


def version_page(request: HttpRequest, access: Access, plan: Plan, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The page; `forms` holds those that were sent and have to be filled in again."""
    context = {
        "access": access,
        "plan": plan,
        "section": "plan",
        "base": plan_url(plan),
        "versions": list(versions_of(plan)),
        "issues": access.may(Permission.ISSUE_PLAN),
        "may_carry": access.may(Permission.EDIT_PLAN) and plan.state in CARRIED_STATES,
        "withdraw": ReasonForm(),
        "compare": FileForm(),
    } | forms
    return render(request, "plans/version_list.html", context, status=status)


@require_safe
@cache_control(private=True, no_store=True)
def version_download(request: HttpRequest, code: str, year: int, number: int, format: str) -> HttpResponse:  # noqa: A002 -- the address says so
    """The stored bytes, as they were issued."""
    _access, plan = open_plan(request, code, year)
    version = Version.objects.filter(plan=plan, number=number).select_related("entry").first()
    if version is None:
        raise Http404
    return file_response(STORED[format](version), format, file_name(plan, version))


def file_name(plan: Plan, version: Version) -> str:
    """What a downloaded file is called: its number first, then what it is about."""
    return f"{version.entry.symbol.replace('/', '-')} {version.entry.about or plan_name(plan)}"


@require_POST
def file_compare(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Whether a file is, byte by byte, an issued paper. The file is not kept."""
    access, plan = open_plan(request, code, year)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return version_page(request, access, plan, compare=form, status=422)
    digest = hashlib.sha256()
    for chunk in form.cleaned_data["file"].chunks():
        digest.update(chunk)
    found = file_found(plan, digest.hexdigest())
    if found is None:
        messages.warning(
            request, _("This file is not an issued paper of the plan: it was changed, or is another paper.")
        )
    else:
        version, kind = found
        if version.number > 1 and kind in WHOLE:
            kind = _("%(kind)s (full text after the amendment)") % {"kind": kind}
        places = {"kind": kind, "number": version.entry.symbol, "day": format_day(version.entry.signed_on)}
        messages.success(request, _("This is the %(kind)s file of %(number)s of %(day)s, unchanged.") % places)
    return redirect("plans:version_list", code=code, year=year)
