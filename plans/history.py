"""The history of one line: the records of its own row and of the facts that it states."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plans.actions.steps import TOGETHER
from plans.models import Clause, Plan
from unions import audit, verbs
from unions.models import AuditRecord

STATED = ("activity", "schedule", "place", "content", "duty", "levy", "quota")


@dataclass(frozen=True, slots=True)
class Event:
    """One record as a person reads it; `changes` holds name, before, after of the values that differ."""

    record: AuditRecord
    sentence: str
    changes: list[tuple[str, str, str]]


def history_of(plan: Plan, clause: Clause) -> list[Event]:
    """What happened to a line, newest first. One query for a line that was read with its facts."""
    facts = [fact for name in STATED if (fact := getattr(clause, name, None))]
    targets = [audit.target_of(row) for row in (clause, *facts)]
    records = AuditRecord.objects.filter(chain__cluster=plan.cluster_id, target__in=targets).order_by("-number")
    return [Event(record, verbs.sentence(record), _changes(record)) for record in written_together(records)]


def written_together(records: Iterable[AuditRecord]) -> Iterator[AuditRecord]:
    """Records, newest first; what saved itself while one person wrote is one, from the first words to the last."""
    newest: AuditRecord | None = None
    for record in records:
        if newest and _goes_on(record, newest):
            newest.data = {"before": record.data["before"], "after": newest.data["after"]}
            continue
        if newest:
            yield newest
        newest = record
    if newest:
        yield newest


def _goes_on(earlier: AuditRecord, later: AuditRecord) -> bool:
    same = (earlier.verb, earlier.target, earlier.by_id) == (later.verb, later.target, later.by_id)
    return same and later.verb == "clause.write" and later.at - earlier.at <= TOGETHER


def _changes(record: AuditRecord) -> list[tuple[str, str, str]]:
    return [row for row in verbs.differences(record) if row[1] != row[2]]
