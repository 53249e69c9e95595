"""What an activity reached: entered, changed, taken away, by the one who runs it or by a union for its own part."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from campaigns import errors
from campaigns.figures import format_figure
from campaigns.models import Result
from plans.models import Activity
from unions import audit
from unions.models import MemberUnion, User


@dataclass(frozen=True, slots=True)
class ResultFacts:
    """One result: what was counted, in what unit, how many, how exactly (`Result.Qualifier`), and by which union."""

    indicator: str
    unit: str
    number: Decimal
    qualifier: str = Result.Qualifier.EXACT
    union: MemberUnion | None = None


@transaction.atomic
def add_result(*, activity: Activity, facts: ResultFacts, by: User) -> Result:
    """Enter a result; one with the very same facts is the same one. Raises ForeignUnion."""
    _check(activity, facts)
    Activity.objects.select_for_update().get(pk=activity.pk)
    row, made = Result.objects.get_or_create(activity=activity, **_columns(facts), defaults={"entered_by": by})
    if made:
        _record("result.add", row, by, {}, _facts(row))
    return row


@transaction.atomic
def change_result(*, result: Result, facts: ResultFacts, by: User) -> Result:
    """Replace what was entered. Raises ForeignUnion."""
    row = _lock(result)
    _check(row.activity, facts)
    before = _facts(row)
    for name, value in _columns(facts).items():
        setattr(row, name, value)
    if _facts(row) != before:
        row.entered_by = by
        row.save()
        _record("result.change", row, by, before, _facts(row))
    return row


@transaction.atomic
def remove_result(*, result: Result, by: User) -> None:
    """Take an entry away; the trail keeps what it was."""
    row = _lock(result)
    _record("result.remove", row, by, _facts(row), {})
    row.delete()


def _check(activity: Activity, facts: ResultFacts) -> None:
    if facts.union is not None and facts.union.cluster_id != activity.plan.cluster_id:
        raise errors.ForeignUnion(union=facts.union)


def _columns(facts: ResultFacts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in ResultFacts.__slots__}


def _facts(row: Result) -> dict[str, object]:
    facts = {"indicator": row.indicator, "unit": row.unit, "number": format_figure(row.number)}
    return {**facts, "qualifier": str(row.qualifier), "union": row.union.code if row.union else ""}


def _lock(result: Result) -> Result:
    rows = Result.objects.select_for_update(of=("self",)).select_related("activity__plan__cluster", "union")
    return rows.get(pk=result.pk)


def _record(verb: str, row: Result, by: User, before: dict[str, object], after: dict[str, object]) -> None:
    activity = row.activity
    audit.record(verb, row, by=by, cluster=activity.plan.cluster, about=activity.title, before=before, after=after)
