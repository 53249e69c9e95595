"""The secret address under which a calendar program reads a union's dates, or the whole cluster's."""

from django.db import transaction
from django.utils import timezone

from campaigns import errors
from campaigns.models import CalendarFeed
from unions import audit
from unions.models import Cluster, MemberUnion, User


@transaction.atomic
def open_feed(*, cluster: Cluster, union: MemberUnion | None, by: User) -> CalendarFeed:
    """The living address of a union (None: of the cluster), made when there is none. Raises ForeignUnion."""
    if union is not None and union.cluster_id != cluster.pk:
        raise errors.ForeignUnion(union=union)
    Cluster.objects.select_for_update().only("pk").get(pk=cluster.pk)
    feed, made = CalendarFeed.objects.get_or_create(
        cluster=cluster, union=union, revoked_at=None, defaults={"made_by": by}
    )
    if made:
        _record("feed.open", feed, by)
    return feed


@transaction.atomic
def revoke_feed(*, feed: CalendarFeed, by: User) -> CalendarFeed:
    """From now on the address answers nobody. Revoked twice, it is revoked once."""
    row = CalendarFeed.objects.select_for_update(of=("self",)).select_related("cluster", "union").get(pk=feed.pk)
    if row.revoked_at is None:
        row.revoked_at, row.revoked_by = timezone.now(), by
        row.save(update_fields=["revoked_at", "revoked_by"])
        _record("feed.revoke", row, by)
    return row


def _record(verb: str, row: CalendarFeed, by: User) -> None:
    audit.record(verb, row, by=by, cluster=row.cluster, about=str(row), after={"union": getattr(row.union, "code", "")})
