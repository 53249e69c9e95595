"""What an activity needs, what somebody offers, what was given: entered, changed, taken away."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from campaigns import errors
from campaigns.models import Resource
from plans.models import Activity
from unions import audit
from unions.models import MemberUnion, User


@dataclass(frozen=True, slots=True)
class ResourceFacts:
    """One entry: `kind` of Resource.Kind, so much of a thing, its value in whole đồng where known, and who gives it."""

    kind: str
    thing: str
    quantity: int
    unit: str = ""
    value: int | None = None
    union: MemberUnion | None = None
    giver: str = ""


@transaction.atomic
def add_resource(*, activity: Activity, facts: ResourceFacts, by: User) -> Resource:
    """Enter a resource; one with the very same facts is the same one. Raises ForeignUnion."""
    _check(activity, facts)
    Activity.objects.select_for_update().get(pk=activity.pk)
    row, made = Resource.objects.get_or_create(activity=activity, **_columns(facts))
    if made:
        _record("resource.add", row, by, {}, _facts(row))
    return row


@transaction.atomic
def change_resource(*, resource: Resource, facts: ResourceFacts, by: User) -> Resource:
    """Replace what was entered. Raises ForeignUnion."""
    row = _lock(resource)
    _check(row.activity, facts)
    before = _facts(row)
    for name, value in _columns(facts).items():
        setattr(row, name, value)
    if _facts(row) != before:
        row.save()
        _record("resource.change", row, by, before, _facts(row))
    return row


@transaction.atomic
def remove_resource(*, resource: Resource, by: User) -> None:
    """Take an entry away; the trail keeps what it was."""
    row = _lock(resource)
    _record("resource.remove", row, by, _facts(row), {})
    row.delete()


def _check(activity: Activity, facts: ResourceFacts) -> None:
    if facts.union is not None and facts.union.cluster_id != activity.plan.cluster_id:
        raise errors.ForeignUnion(union=facts.union)


def _columns(facts: ResourceFacts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in ResourceFacts.__slots__}


def _facts(row: Resource) -> dict[str, object]:
    facts = {"kind": str(row.kind), "thing": row.thing, "quantity": row.quantity, "unit": row.unit}
    return {**facts, "value": row.value, "union": row.union.code if row.union else "", "giver": row.giver}


def _lock(resource: Resource) -> Resource:
    rows = Resource.objects.select_for_update(of=("self",)).select_related("activity__plan__cluster", "union")
    return rows.get(pk=resource.pk)


def _record(verb: str, row: Resource, by: User, before: dict[str, object], after: dict[str, object]) -> None:
    activity = row.activity
    audit.record(verb, row, by=by, cluster=activity.plan.cluster, about=activity.title, before=before, after=after)
