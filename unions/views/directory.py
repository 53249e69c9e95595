"""The cluster's unions with their spellings: everybody in the cluster sees them, who manages people changes them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unions import actions, queries
from unions.access import enter
from unions.forms import AliasForm, UnionForm, attempt
from unions.models import Cluster, MemberUnion, UnionAlias
from unions.permissions import Permission


def _union(cluster: Cluster, pk: int) -> MemberUnion:
    return get_object_or_404(MemberUnion.objects.select_related("cluster"), cluster=cluster, pk=pk)


@require_safe
def union_list(request: HttpRequest, code: str) -> HttpResponse:
    """The unions of the cluster: names, spellings, officers. Everybody in the cluster sees it."""
    access = enter(request, code)
    manages = access.may(Permission.MANAGE_PEOPLE)
    context = {
        "access": access,
        "section": "unions",
        "unions": queries.unions_of(access.cluster),
        "manages": manages,
        "own": {union.pk for union in access.unions},
    }
    return render(request, "unions/union_list.html", context)


def union_create(request: HttpRequest, code: str) -> HttpResponse:
    """A new member union."""
    access = enter(request, code, Permission.MANAGE_PEOPLE)
    form = UnionForm(request.POST or None)
    union = attempt(form, lambda: actions.add_union(cluster=access.cluster, by=access.user, **form.cleaned_data))
    if union:
        messages.success(request, _("Added %(union)s.") % {"union": union.name})
        return redirect("unions:union_list", code=code)
    context = {"access": access, "section": "unions", "form": form}
    return render(request, "unions/union_form.html", context, status=422 if form.is_bound else 200)


def union_change(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One union: its names, its time in the cluster, its spellings."""
    access = enter(request, code, Permission.MANAGE_PEOPLE)
    union = _union(access.cluster, pk)
    form = UnionForm.showing(union, request.POST or None)
    if attempt(form, lambda: actions.change_union(union=union, changes=form.changes(), by=access.user)):
        messages.success(request, _("Changed %(union)s.") % {"union": union.name})
        return redirect("unions:union_list", code=code)
    context = {"access": access, "section": "unions", "form": form, "union": union, "alias_form": AliasForm()}
    return render(request, "unions/union_form.html", context, status=422 if form.is_bound else 200)


@require_POST
def alias_add(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One more spelling of a union's name."""
    access = enter(request, code, Permission.MANAGE_PEOPLE)
    union = _union(access.cluster, pk)
    form = AliasForm(request.POST)
    if attempt(form, lambda: actions.add_alias(union=union, name=form.cleaned_data["name"], by=access.user)):
        return redirect("unions:union_change", code=code, pk=pk)
    context = {"access": access, "section": "unions", "union": union, "alias_form": form}
    return render(request, "unions/union_form.html", {**context, "form": UnionForm.showing(union)}, status=422)


@require_POST
def alias_remove(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Forget a spelling."""
    access = enter(request, code, Permission.MANAGE_PEOPLE)
    known = UnionAlias.objects.select_related("union__cluster")
    alias = get_object_or_404(known, pk=pk, union__cluster=access.cluster)
    actions.remove_alias(alias=alias, by=access.user)
    return redirect("unions:union_change", code=code, pk=alias.union_id)
