"""The people of a cluster and their roles, for who manages people."""

from functools import partial

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from unions import actions, queries
from unions.access import enter
from unions.errors import DomainError
from unions.forms import ContactForm, PasswordForm, PersonForm, RoleForm, attempt
from unions.models import Cluster, Membership, MemberUnion, User
from unions.permissions import Access, Permission


def _person(cluster: Cluster, pk: int) -> User:
    return get_object_or_404(User.objects.filter(memberships__cluster=cluster).distinct(), pk=pk)


def _unions(cluster: Cluster) -> QuerySet[MemberUnion]:
    return cluster.unions.order_by("position", "id")


@require_safe
def person_list(request: HttpRequest, code: str) -> HttpResponse:
    """Who holds which role today."""
    access = enter(request, code, Permission.MANAGE_PEOPLE)
    context = {"access": access, "section": "unions", "roles": queries.roles_of(access.cluster)}
    return render(request, "unions/person_list.html", context)


@sensitive_post_parameters("password")
def person_create(request: HttpRequest, code: str) -> HttpResponse:
    """A new person with a first role and a first password."""
    access = enter(request, code, Permission.MANAGE_PEOPLE)
    form = PersonForm(request.POST or None, unions=_unions(access.cluster))
    person = attempt(form, lambda: actions.add_person(cluster=access.cluster, by=access.user, **form.cleaned_data))
    if person:
        done = _("%(person)s can sign in as %(username)s with the password you have set.")
        messages.success(request, done % {"person": person, "username": person.username})
        return redirect("unions:person_list", code=code)
    context = {"access": access, "section": "unions", "form": form}
    return render(request, "unions/person_form.html", context, status=422 if form.is_bound else 200)


def _page(
    request: HttpRequest,
    access: Access,
    person: User,
    role_form: RoleForm | None = None,
    password_form: PasswordForm | None = None,
    contact_form: ContactForm | None = None,
) -> HttpResponse:
    context = {
        "access": access,
        "section": "unions",
        "person": person,
        "roles": queries.roles_in(access.cluster, person.pk),
        "role_form": role_form or RoleForm(unions=_unions(access.cluster)),
        "password_form": password_form or PasswordForm(person=person),
        "contact_form": contact_form or ContactForm.of(person),
    }
    status = 422 if role_form or password_form or contact_form else 200
    return render(request, "unions/person_detail.html", context, status=status)


@require_safe
def person_detail(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One person: roles present and past, with forms for another role and for a new password."""
    access = enter(request, code, Permission.MANAGE_PEOPLE)
    return _page(request, access, _person(access.cluster, pk))


@require_POST
def role_grant(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One more role for a person of the cluster."""
    access = enter(request, code, Permission.MANAGE_PEOPLE)
    person = _person(access.cluster, pk)
    form = RoleForm(request.POST, unions=_unions(access.cluster))
    role_for = partial(actions.grant_role, person=person, cluster=access.cluster, by=access.user)
    if attempt(form, lambda: role_for(**form.cleaned_data)):
        messages.success(request, _("%(person)s holds one more role.") % {"person": person})
        return redirect("unions:person_detail", code=code, pk=pk)
    return _page(request, access, person, role_form=form)


@require_POST
@sensitive_post_parameters("password")
def person_password(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A new password for somebody who has forgotten the old one."""
    access = enter(request, code, Permission.MANAGE_PEOPLE)
    person = _person(access.cluster, pk)
    form = PasswordForm(request.POST, person=person)
    give = partial(actions.set_password, person=person, cluster=access.cluster, by=access.user)
    if attempt(form, lambda: give(password=form.cleaned_data["password"])):
        messages.success(request, _("%(person)s can sign in with the new password.") % {"person": person})
        return redirect("unions:person_detail", code=code, pk=pk)
    return _page(request, access, person, password_form=form)


@require_POST
def person_contact(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Where a person of the cluster is reached."""
    access = enter(request, code, Permission.MANAGE_PEOPLE)
    person = _person(access.cluster, pk)
    form = ContactForm.of(person, request.POST)
    save = partial(actions.set_contact, person=person, cluster=access.cluster, by=access.user)
    if attempt(form, lambda: save(**form.cleaned_data)):
        messages.success(request, _("Telephone and e-mail are saved."))
        return redirect("unions:person_detail", code=code, pk=pk)
    return _page(request, access, person, contact_form=form)


def role_end(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Ask once, then end a role."""
    access = enter(request, code, Permission.MANAGE_PEOPLE)
    known = Membership.objects.filter(cluster=access.cluster).select_related("user", "union", "cluster")
    membership = get_object_or_404(known, pk=pk)
    context = {"access": access, "section": "unions", "membership": membership}
    if request.method != "POST":
        return render(request, "unions/role_end.html", context)
    try:
        actions.end_role(membership=membership, by=access.user)
    except DomainError as refusal:
        return render(request, "unions/role_end.html", {**context, "refusal": str(refusal)}, status=422)
    messages.success(request, _("The role of %(person)s has ended.") % {"person": membership.user})
    return redirect("unions:person_list", code=code)
