"""The cluster's register of numbers: every number with its paper, how numbers run, a number for another paper."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plans.actions import register
from plans.forms.issuing import NumberingForm, OtherPaperForm
from plans.issuing.queries import books_of, next_number, register_of
from plans.issuing.register import symbol_of
from unions.access import enter
from unions.errors import DomainError
from unions.models import Cluster
from unions.permissions import Access, Permission


@require_safe
def register_list(request: HttpRequest, code: str) -> HttpResponse:
    """Every number that was taken, series by series."""
    return _page(request, enter(request, code, Permission.SEE_PLAN))


def _page(request: HttpRequest, access: Access, *, status: int = 200, **more: Any) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "access": access,
        "section": "plans",
        "series": register_of(access.cluster),
        "books": books_of(access.cluster, today),
        "edits": access.may(Permission.ISSUE_PLAN),
        "numbering": NumberingForm(instance=access.cluster),
        "other": OtherPaperForm(initial={"signed_on": today}),
    } | more
    return render(request, "plans/register.html", context, status=status)


@require_POST
def register_take(request: HttpRequest, code: str) -> HttpResponse:
    """The next number, for a paper that is written elsewhere."""
    access = enter(request, code, Permission.ISSUE_PLAN)
    form, chosen = OtherPaperForm(request.POST), request.POST.get("book")
    books = books_of(access.cluster, timezone.localdate())
    book = next((book for book in books if chosen in (None, book.issuer)), None)
    if books and book is None:
        form.add_error(None, _("The leads were changed while this page was open. Choose the register again."))
    if book is None or not form.is_valid():
        return _page(request, access, status=422, other=form, chosen=chosen)
    day = form.cleaned_data["signed_on"]
    number = next_number(book.plan, day).number
    try:
        entry = register.take_number_for_other(
            cluster=access.cluster,
            issuer=book.issuer,
            number=number,
            symbol=symbol_of(number, book.plan),
            about=form.cleaned_data["about"],
            signed_on=day,
            by=access.user,
        )
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return _page(request, access, status=422, other=form, chosen=chosen)
    messages.success(request, _("Number %(number)s is taken for “%(about)s”.") % _said(entry.symbol, entry.about))
    return redirect("plans:register_list", code=code)


def _said(number: str, about: str) -> dict[str, str]:
    return {"number": number, "about": about}


@require_POST
def register_numbering(request: HttpRequest, code: str) -> HttpResponse:
    """By year or by term."""
    access = enter(request, code, Permission.ISSUE_PLAN)
    form = NumberingForm(request.POST, instance=Cluster.objects.get(pk=access.cluster.pk))
    if not form.is_valid():
        return _page(request, access, status=422, numbering=form)
    register.set_numbering(cluster=access.cluster, by=access.user, **form.cleaned_data)
    messages.success(request, _("How papers are numbered is saved. Numbers that were taken stay as they are."))
    return redirect("plans:register_list", code=code)
