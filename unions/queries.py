"""Questions about unions, people and the log."""

import datetime as dt
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from unions import verbs
from unions.models import AuditRecord, Cluster, Membership, MemberUnion
from unions.names import fold, sort_key


def unions_of(cluster: Cluster) -> QuerySet[MemberUnion]:
    """The cluster's unions in the order of papers, with their spellings and present officers. Four queries."""
    today = timezone.localdate()
    officers = Membership.objects.current(today).select_related("user")
    return cluster.unions.order_by("position", "id").prefetch_related(
        "aliases", Prefetch("memberships", officers, to_attr="officers")
    )


def roles_of(cluster: Cluster) -> list[Membership]:
    """The roles held today, people in Vietnamese order. One query."""
    held = Membership.objects.current(timezone.localdate()).filter(cluster=cluster).select_related("user", "union")
    return sorted(held, key=lambda membership: (sort_key(str(membership.user)), membership.pk))


def roles_in(cluster: Cluster, person_id: int) -> QuerySet[Membership]:
    """One person's roles in a cluster, present and past. One query."""
    return Membership.objects.filter(cluster=cluster, user=person_id).select_related("user", "union", "cluster")


def log_of(cluster: Cluster, wanted: dict[str, Any]) -> QuerySet[AuditRecord]:
    """The records of a cluster's chain that fit `q`, `person`, `verb` and `day`, newest first. One query when read."""
    records = AuditRecord.objects.filter(chain__cluster=cluster).order_by("-number")
    if wanted.get("q"):
        records = records.filter(folded__contains=fold(wanted["q"]))
    if wanted.get("person"):
        records = records.filter(by=wanted["person"])
    if wanted.get("verb"):
        records = records.filter(verb=wanted["verb"])
    if wanted.get("day"):
        begins = timezone.make_aware(dt.datetime.combine(wanted["day"], dt.time.min))
        records = records.filter(at__gte=begins, at__lt=begins + dt.timedelta(days=1))
    return records


def log_people(cluster: Cluster) -> list[tuple[str, str]]:
    """Who ever did something here, as choices. One query."""
    found = AuditRecord.objects.filter(chain__cluster=cluster, by__isnull=False).order_by()
    pairs = {str(pk): name for pk, name in found.values_list("by", "by_name").distinct()}
    return sorted(pairs.items(), key=lambda pair: sort_key(pair[1]))


def log_verbs(cluster: Cluster) -> list[tuple[str, str]]:
    """What was ever done here, as choices. One query."""
    found = AuditRecord.objects.filter(chain__cluster=cluster).order_by().values_list("verb", flat=True).distinct()
    return sorted(((verb, verbs.title(verb)) for verb in found), key=lambda pair: sort_key(pair[1]))
