"""A payment's screens: an officer declares it, the treasurer answers it, both read it with its slip."""

import uuid

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contributions import actions, errors, queries
from contributions.access import Purse, open_payment, open_purse, own_union
from contributions.forms import PaymentForm, ReasonForm
from contributions.models import Payment
from unions.amounts import format_dong
from unions.errors import DomainError
from unions.models import MemberUnion
from unions.permissions import Permission
from unions.pictures import picture_answer

UNPROCESSABLE, CONFLICT = 422, 409


@require_http_methods(["GET", "HEAD", "POST"])
def payment_declare(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """An officer writes down what the union paid. The union is the officer's own."""
    purse = open_purse(request, code, year, Permission.DECLARE_PAYMENT)
    union = own_union(purse, request.GET.get("union", ""))
    lines = queries.open_due_lines(purse.plan, union)
    form = PaymentForm(request.POST or None, request.FILES or None, lines=lines, chosen=request.GET.getlist("due"))
    status = 200
    if request.method == "POST":
        payment, status = _declare(form, purse, union)
        if payment:
            text = _("Declared %(amount)s đồng. The treasurer will look for it.")
            messages.success(request, text % {"amount": format_dong(payment.amount)})
            return redirect("contributions:payment_detail", code=code, year=year, public_id=payment.public_id)
    context = purse.context(form=form, union=union)
    return render(request, "contributions/payment_declare.html", context, status=status)


def _declare(form: PaymentForm, purse: Purse, union: MemberUnion) -> tuple[Payment | None, int]:
    if not form.is_valid():
        return None, UNPROCESSABLE
    try:
        return actions.declare_payment(plan=purse.plan, union=union, by=purse.access.user, **form.cleaned_data), 302
    except DomainError as error:
        form.add_error(None, str(error))
        return None, CONFLICT if isinstance(error, errors.KeyReused) else UNPROCESSABLE


@require_safe
def payment_detail(request: HttpRequest, code: str, year: int, public_id: uuid.UUID) -> HttpResponse:
    """One payment: who declared it, who answered, which dues it is for, its slip."""
    purse, payment = open_payment(request, code, year, public_id)
    return _detail(request, purse, payment, ReasonForm())


def _detail(
    request: HttpRequest, purse: Purse, payment: Payment, form: ReasonForm, *, status: int = 200
) -> HttpResponse:
    context = purse.context(shown=queries.payment_page(payment), payment=payment, reason_form=form)
    return render(request, "contributions/payment_detail.html", context, status=status)


@require_POST
def payment_confirm(request: HttpRequest, code: str, year: int, public_id: uuid.UUID) -> HttpResponse:
    """The treasurer found the money."""
    purse, payment = open_payment(request, code, year, public_id, Permission.CONFIRM_PAYMENT)
    try:
        actions.confirm_payment(payment=payment, by=purse.access.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Recorded %(amount)s đồng from %(union)s.") % _words(payment))
    return _onward(request, payment, code, year)


@require_POST
def payment_return(request: HttpRequest, code: str, year: int, public_id: uuid.UUID) -> HttpResponse:
    """The treasurer gives it back with a reason."""
    purse, payment = open_payment(request, code, year, public_id, Permission.CONFIRM_PAYMENT)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _detail(request, purse, payment, form, status=UNPROCESSABLE)
    try:
        actions.return_payment(payment=payment, by=purse.access.user, reason=form.cleaned_data["reason"])
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Returned %(amount)s đồng to %(union)s.") % _words(payment))
    return _onward(request, payment, code, year)


@require_http_methods(["GET", "HEAD", "POST"])
def payment_reverse(request: HttpRequest, code: str, year: int, public_id: uuid.UUID) -> HttpResponse:
    """Take a recorded payment back: first what that does, then doing it."""
    purse, payment = open_payment(request, code, year, public_id, Permission.CONFIRM_PAYMENT)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.reverse_payment(payment=payment, by=purse.access.user, reason=form.cleaned_data["reason"])
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Reversed %(amount)s đồng of %(union)s.") % _words(payment))
        return redirect("contributions:payment_detail", code=code, year=year, public_id=public_id)
    context = purse.context(shown=queries.payment_page(payment), payment=payment, form=form)
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "contributions/payment_reverse.html", context, status=status)


@require_safe
@cache_control(private=True, no_store=True)
def payment_slip(request: HttpRequest, code: str, year: int, public_id: uuid.UUID) -> FileResponse:
    """The picture of a slip, to those who may see its payment; to be looked at and nothing else."""
    _purse, payment = open_payment(request, code, year, public_id)
    return picture_answer(payment.slip, "slip.jpg")


def _words(payment: Payment) -> dict[str, str]:
    return {"amount": format_dong(payment.amount), "union": payment.union.name}


def _onward(request: HttpRequest, payment: Payment, code: str, year: int) -> HttpResponse:
    """After an answer: at the desk to the next payment in the queue, elsewhere to the payment itself."""
    if request.POST.get("from") != "desk":
        return redirect("contributions:payment_detail", code=code, year=year, public_id=payment.public_id)
    following = request.POST.get("next", "")
    query = {"at": following} if following else None
    return redirect(reverse("contributions:desk", kwargs={"code": code, "year": year}, query=query))
