"""Signing in and out, the language of the screens, one's own account, the health of the server."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login as auth_login
from django.contrib.auth import logout as auth_logout
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST, require_safe

from unions import actions
from unions.access import current_user
from unions.forms import ContactForm, OwnPasswordForm, SignInForm


def next_page(request: HttpRequest, default: str = "/") -> str:
    """Where the person wanted to go; never another host."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    hosts = {request.get_host()}
    return wanted if url_has_allowed_host_and_scheme(wanted, hosts, require_https=request.is_secure()) else default


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def login(request: HttpRequest) -> HttpResponse:
    """Sign in with a name and a password; wrong tries are slowed down."""
    if request.user.is_authenticated:
        return redirect(next_page(request))
    form = SignInForm(request, request.POST or None)
    if form.is_valid():
        auth_login(request, form.get_user())
        return redirect("unions:account" if current_user(request).password_given else next_page(request))
    status = 422 if form.is_bound else 200
    return render(request, "registration/login.html", {"form": form, "next": next_page(request, "")}, status=status)


@login_not_required
@require_safe
def admin_login(request: HttpRequest) -> HttpResponse:
    """The admin has no door of its own: the same sign-in, the same limit of tries."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(next_page(request, "/admin/"))


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """End the session."""
    auth_logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the chosen language for a year, in a cookie."""
    response = redirect(next_page(request))
    chosen = request.POST.get("language", "")
    if translation.check_for_language(chosen) and chosen in dict(settings.LANGUAGES):
        cookie = {"max_age": 60 * 60 * 24 * 365, "samesite": "Lax", "secure": settings.HTTPS, "httponly": True}
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, **cookie)
    return response


@sensitive_post_parameters()
def account(request: HttpRequest) -> HttpResponse:
    """One's own password, and where one is reached."""
    user = current_user(request)
    form = OwnPasswordForm(user, request.POST or None)
    if form.is_valid():
        actions.set_password(person=user, password=form.cleaned_data["new_password1"], by=user)
        update_session_auth_hash(request, user)
        messages.success(request, _("The new password is in force."))
        return redirect("unions:account")
    return _account(request, form, ContactForm.of(user))


def _account(request: HttpRequest, form: OwnPasswordForm, contact: ContactForm) -> HttpResponse:
    context = {"form": form, "contact": contact, "section": "account"}
    return render(request, "unions/account.html", context, status=422 if form.is_bound or contact.is_bound else 200)


@require_POST
def account_contact(request: HttpRequest) -> HttpResponse:
    """Where oneself is reached."""
    user = current_user(request)
    contact = ContactForm.of(user, request.POST)
    if not contact.is_valid():
        return _account(request, OwnPasswordForm(user), contact)
    actions.set_contact(person=user, by=user, **contact.cleaned_data)
    messages.success(request, _("Telephone and e-mail are saved."))
    return redirect("unions:account")


@login_not_required
@never_cache
@require_GET
def health(_request: HttpRequest) -> JsonResponse:
    """For the watchman of the server: the process answers and the database too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        answered = cursor.fetchone() == (1,)
    return JsonResponse({"database": answered}, status=200 if answered else 503)
