"""The history of one line: the records of its own row and of the facts that it states."""

from dataclasses import dataclass

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
    return [Event(record, verbs.sentence(record), _changes(record)) for record in records]


def _changes(record: AuditRecord) -> list[tuple[str, str, str]]:
    return [row for row in verbs.differences(record) if row[1] != row[2]]
