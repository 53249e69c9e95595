"""The pages behind the QR code, for people without an account. No names, no script needed, nothing to log in to.

A wrong address, a replaced one and one that never was get the same friendly page. What belongs to one person is not
kept by any cache, and none of it is for search engines.
"""

import datetime as dt
import io
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

import segno
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns import consent
from campaigns.access import open_public_page, open_sign_up
from campaigns.actions import sign_ups
from campaigns.forms.public import CorrectForm, SignUpForm
from campaigns.limits import WINDOW, too_often
from campaigns.models import PublicPage, SignUp
from campaigns.queries.activities import active_unions
from campaigns.queries.public import public_activity
from campaigns.views.activities import public_url
from campaigns.views.answers import accepted, tell
from unions.errors import DomainError

FORM = ["GET", "HEAD", "POST"]
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
# Every address that needs no account, for the test that all others do.
PUBLIC_NAMES = ("public_page", "public_qr", "sign_up_detail", "sign_up_withdraw", "sign_up_correct")


def for_anybody(view: View[P]) -> View[P]:
    """Not for search engines; a missing page is explained instead of refused."""

    @wraps(view)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            response = render(request, "campaigns/public_missing.html", status=404)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return cast("View[P]", login_not_required(answer))


def agreement(page: PublicPage, news: bool, photos: bool) -> consent.Consent:
    """The wording that this visitor is shown, and what else they agree to."""
    language = translation.get_language() or "vi"
    activity = page.activity
    text = consent.wording(language, keeper=activity.plan.cluster.name, activity=activity.title)
    return consent.Consent(consent.version(language), text, news, photos)


@for_anybody
@sensitive_post_parameters()
@require_http_methods(FORM)
def public_page(request: HttpRequest, token: str) -> HttpResponse:
    """Time, place, what is needed, how many come; and the form to join."""
    page = open_public_page(token)
    today = timezone.localdate()
    form = SignUpForm(request.POST or None, unions=active_unions(page.activity.plan), today=today)
    if request.method == "POST" and too_often(request, "sign_up"):
        return _busy(request)
    if form.is_valid():
        sign_up = _signed_up(page, form)
        if sign_up is not None:
            return redirect("campaigns:sign_up_detail", code=sign_up.code)
    return _show(request, page, form, today)


def _busy(request: HttpRequest) -> HttpResponse:
    """Too many forms from one address: nothing was written, come back in ten minutes."""
    response = render(request, "campaigns/public_busy.html", status=429)
    response.headers["Retry-After"] = f"{WINDOW:d}"
    return response


def _signed_up(page: PublicPage, form: SignUpForm) -> SignUp | None:
    """The place taken, or nothing, with the refusal in the form."""
    data = form.cleaned_data
    agreed = agreement(page, data["news"], data["photos"])
    try:
        return sign_ups.sign_up(page=page, person=form.person(), consent=agreed, key=data["stamp"], by=None)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return None


def _show(request: HttpRequest, page: PublicPage, form: SignUpForm, today: dt.date) -> HttpResponse:
    context = {
        "shown": public_activity(page),
        "form": form,
        "wording": agreement(page, news=False, photos=False).text,
        "adult_year": f"{today.year - consent.ADULT_AGE:d}",
    }
    return render(request, "campaigns/public_page.html", context, status=422 if form.is_bound else 200)


@for_anybody
@require_safe
def public_qr(_request: HttpRequest, token: str) -> HttpResponse:
    """The QR code of the page's address, drawn here."""
    page = open_public_page(token)
    drawn = io.BytesIO()
    code = segno.make(public_url(page), error="m")
    code.save(drawn, kind="svg", border=4, dark="#000", light="#fff", omitsize=True, svgclass=None, lineclass=None)
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")


@for_anybody
@never_cache
@require_safe
def sign_up_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One's own sign-up: what one comes to, how to correct it and how to withdraw."""
    return _own_page(request, open_sign_up(code), CorrectForm(today=timezone.localdate()))


@for_anybody
@never_cache
@require_POST
def sign_up_withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Give one's place back."""
    sign_up = open_sign_up(code)
    tell(
        request, lambda: sign_ups.withdraw(sign_up=sign_up, by=None), _("You have withdrawn. Your place is free again.")
    )
    return redirect("campaigns:sign_up_detail", code=sign_up.code)


@for_anybody
@never_cache
@sensitive_post_parameters()
@require_POST
def sign_up_correct(request: HttpRequest, code: str) -> HttpResponse:
    """Correct a slip in one's name or year of birth."""
    sign_up = open_sign_up(code)
    form = CorrectForm(request.POST, today=timezone.localdate())
    if too_often(request, "correct"):
        return _busy(request)
    if accepted(
        request,
        form,
        lambda: sign_ups.correct(sign_up=sign_up, by=None, **form.cleaned_data),
        _("Your details are corrected."),
    ):
        return redirect("campaigns:sign_up_detail", code=sign_up.code)
    return _own_page(request, sign_up, form)


def _own_page(request: HttpRequest, sign_up: SignUp, form: CorrectForm) -> HttpResponse:
    context = {
        "sign_up": sign_up,
        "shown": public_activity(sign_up.public_page),
        "form": form,
        "last_digits": sign_up.volunteer.phone[-3:],
    }
    return render(request, "campaigns/sign_up_detail.html", context, status=422 if form.is_bound else 200)
