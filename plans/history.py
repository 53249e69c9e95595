"""The history of one line: the records of its own row and of the facts that it states."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from plans import recorded
from plans.actions.steps import TOGETHER
from plans.models import Clause, Plan
from plans.queries import SLOTS, levy_text
from plans.sentences import Slot
from unions import audit, verbs
from unions.models import AuditRecord, MemberUnion

STATED = ("activity", "schedule", "place", "content", "duty", "levy", "quota")


@dataclass(frozen=True, slots=True)
class Event:
    """One record as a person reads it; `changes` holds name, before, after of the values that differ."""

    record: AuditRecord
    sentence: str
    changes: list[tuple[str, str, str]]


def history_of(plan: Plan, clause: Clause, recurring: Collection[int] = ()) -> list[Event]:
    """What happened to a line, newest first. One query for a line that was read with its facts, two if it names unions.

    `recurring` are the plan's activities that happen more than once.
    """
    facts = [fact for name in STATED if (fact := getattr(clause, name, None))]
    targets = [audit.target_of(row) for row in (clause, *facts)]
    records = AuditRecord.objects.filter(chain__cluster=plan.cluster_id, target__in=targets).order_by("-number")
    named = any(hasattr(clause, name) for name in ("duty", "levy"))
    unions = MemberUnion.objects.filter(cluster=plan.cluster_id).order_by("position", "pk")
    names = dict(unions.values_list("code", "name")) if named else {}
    return list(_told(written_together(records), _slots_now(clause, recurring), names))


def _slots_now(clause: Clause, recurring: Collection[int]) -> dict[Slot, str]:
    """What the line's facts fill its slots with today. No query on a line that was read with its facts."""
    found = {slot: say(fact) for slot, (name, say) in SLOTS.items() if (fact := getattr(clause, name, None))}
    if levy := getattr(clause, "levy", None):
        found[Slot.LEVY] = levy_text(levy, recurring=levy.activity_id in recurring)
    return found


def _told(records: Iterable[AuditRecord], now: Mapping[Slot, str], names: Mapping[str, str]) -> Iterator[Event]:
    """Records, newest first, with the words of their time: what a fact was before a change, it was until then."""
    slots = dict(now)
    for record in records:
        before, after = (_by_fact(record, record.data.get(side, {})) for side in ("before", "after"))
        later = slots | recorded.slots_of(after, names)
        earlier = later | recorded.slots_of(before, names)
        sentence = verbs.said(record.verb, recorded.filled(record.about, later))
        before, after = recorded.differing(recorded.flat(before, names), recorded.flat(after, names))
        record.data = {"before": _worded(before, earlier), "after": _worded(after, later)}
        yield Event(record, sentence, _changes(record))
        slots = earlier


def _by_fact(record: AuditRecord, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The values of a record of a levy or a duty alone, as a line's record has them."""
    noun = record.verb.partition(".")[0]
    return {noun: values} if noun in ("levy", "duty") and values else values


def _worded(values: dict[str, Any], slots: Mapping[Slot, str]) -> dict[str, Any]:
    """Values with the words of the paper in place of slots."""
    words = {"text": recorded.filled(values["text"], slots)} if "text" in values else {}
    lines = {"lines": recorded.removed_lines(values, slots)} if isinstance(values.get("lines"), list) else {}
    return values | words | lines


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
    """The values that a person sees differ; "nothing" and "not there" look the same."""
    rows = verbs.differences(record)
    return [row for row in rows if row[1] != row[2] and {*row[1:]} != {"", "—"}]
