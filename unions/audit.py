"""The trail: one record for each change, in the transaction of the change, chained by hash.

An action that cannot write its record does not happen. `verify` walks a chain and names the first record that no longer
fits, so that a change made in the database by hand shows.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from unions.models import AuditChain, AuditRecord, Cluster, User


def target_of(row: models.Model) -> str:
    """The name of a row in the trail: "plans.clause:12"."""
    return f"{row._meta.label_lower}:{row.pk}"


def digest(fields: Mapping[str, Any]) -> str:
    """SHA-256 of a record's fields in canonical JSON."""
    text = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _fields(record: AuditRecord) -> dict[str, Any]:
    return {
        "number": record.number,
        "at": record.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        "by": record.by_id,
        "by_name": record.by_name,
        "verb": record.verb,
        "target": record.target,
        "about": record.about,
        "data": record.data,
        "previous": record.previous,
    }


def record(
    verb: str,
    row: models.Model,
    *,
    by: User | None,
    cluster: Cluster | None,
    about: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> AuditRecord:
    """Add one record to the cluster's chain. Call it inside the action's transaction, as its last write.

    `before` and `after` hold plain values (text, integers, ISO dates). `by` is None only for a person without an
    account (a volunteer on a public page) or a command line.
    """
    with transaction.atomic():
        chain, _made = AuditChain.objects.select_for_update().get_or_create(cluster=cluster)
        data = json.loads(json.dumps({"before": dict(before or {}), "after": dict(after or {})}, default=str))
        entry = AuditRecord(
            chain=chain,
            number=chain.length + 1,
            at=timezone.now(),
            by=by,
            by_name=str(by or ""),
            verb=verb,
            target=target_of(row),
            about=about[:300],
            data=data,
            previous=chain.head,
        )
        entry.hash = digest(_fields(entry))
        entry.save(force_insert=True)
        chain.length, chain.head = entry.number, entry.hash
        chain.save(update_fields=["length", "head"])
        return entry


def verify(chain: AuditChain) -> AuditRecord | None:
    """The first record of a chain that does not fit what follows from the ones before, or None when all fit."""
    previous, number = "", 0
    for entry in chain.records.order_by("number").iterator():
        number += 1
        if entry.number != number or entry.previous != previous or entry.hash != digest(_fields(entry)):
            return entry
        previous = entry.hash
    return None if (number, previous) == (chain.length, chain.head) else chain.records.order_by("number").last()
