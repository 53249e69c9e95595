"""Loaders: the first line of every view. Outside your scope a thing does not exist (404); inside it, without the right,
the door is shut (403). Nothing is cached: a role taken away is gone with the next click."""

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils import timezone

from unions.models import Cluster, Membership, User
from unions.permissions import OWNER_PERMISSIONS, ROLE_PERMISSIONS, Access, Permission


def current_user(request: HttpRequest) -> User:
    """The signed-in person; LoginRequiredMiddleware has already turned everybody else away."""
    return cast("User", request.user)


def access_to(user: User, cluster: Cluster) -> Access | None:
    """What `user` is in `cluster` today, or None for a stranger. One query."""
    return _access(user, cluster, held_today(user))


def held_today(user: User) -> list[Membership]:
    """Every role of a person today, in all clusters, by the cluster's code. One query.

    Every page asks this first. A person's roles are few: they are picked and sorted here in half the time that the
    longer query takes.
    """
    today = timezone.localdate()
    held = Membership.objects.filter(user=user).select_related("cluster", "union").order_by()
    return sorted((one for one in held if one.is_held_on(today)), key=lambda one: (one.cluster.code, one.role, one.pk))


def _access(user: User, cluster: Cluster, everywhere: list[Membership]) -> Access | None:
    held = [membership for membership in everywhere if membership.cluster_id == cluster.pk]
    if not held and not user.is_superuser:
        return None
    permissions = frozenset().union(*(ROLE_PERMISSIONS[m.role] for m in held))
    if user.is_superuser:
        permissions |= OWNER_PERMISSIONS
    unions = tuple(m.union for m in held if m.union is not None)
    clusters = tuple({m.cluster_id: m.cluster for m in everywhere}.values())
    return Access(user, cluster, frozenset(m.role for m in held), unions, permissions, clusters)


def enter(request: HttpRequest, cluster_code: str, permission: Permission | None = None) -> Access:
    """The person's access to a cluster. One query for a member.

    Raises Http404 for a stranger or an unknown code (the same answer), PermissionDenied without `permission`.
    """
    user = current_user(request)
    held = held_today(user)
    known = next((membership.cluster for membership in held if membership.cluster.code == cluster_code), None)
    cluster = known or Cluster.objects.filter(code=cluster_code).first()
    access = _access(user, cluster, held) if cluster else None
    if access is None:
        raise Http404
    if permission is not None and not access.may(permission):
        raise PermissionDenied
    return access


def clusters_of(user: User) -> list[Cluster]:
    """The clusters a person may enter, by code. One query."""
    if user.is_superuser:
        return list(Cluster.objects.all())
    held = Membership.objects.current(timezone.localdate()).filter(user=user)
    return list(Cluster.objects.filter(pk__in=held.values("cluster")))
