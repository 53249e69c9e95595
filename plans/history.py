"""The history of one line: the records of its own row and of the facts that it states.

The cluster's log tells of lines in the same words.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db.models import Q, QuerySet

from plans import recorded
from plans.actions.steps import TOGETHER
from plans.models import Activity, Clause, Plan
from plans.queries import SLOTS, levy_text, recurring_in, with_facts
from plans.sentences import Slot
from unions import audit, verbs
from unions.models import AuditRecord, Cluster, MemberUnion

STATED = ("activity", "schedule", "place", "content", "duty", "levy", "quota")
SLOTTED = ("clause", "duty")  # whose records keep the texts of lines as they are stored


Words: TypeAlias = Mapping[Slot, str]
Timed: TypeAlias = tuple[AuditRecord, dict[Slot, str], dict[Slot, str]]


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
    records = _records_of(plan.cluster_id, _targets(clause))
    named = any(hasattr(clause, name) for name in ("duty", "levy"))
    names = _names_in(plan.cluster_id) if named else {}
    return list(_told(written_together(records), _slots_now(clause, recurring), names))


def _targets(clause: Clause) -> list[str]:
    """What the trail calls the line and the facts that it states."""
    facts = [fact for name in STATED if (fact := getattr(clause, name, None))]
    return [audit.target_of(row) for row in (clause, *facts)]


def _records_of(cluster: int, targets: Iterable[str]) -> QuerySet[AuditRecord]:
    return AuditRecord.objects.filter(chain__cluster=cluster, target__in=targets).order_by("-number")


def _names_in(cluster: int) -> dict[str, str]:
    """The names of the unions by their codes, in the order of papers. One query."""
    unions = MemberUnion.objects.filter(cluster=cluster).order_by("position", "pk")
    return dict(unions.values_list("code", "name"))


def _slots_now(clause: Clause, recurring: Collection[int]) -> dict[Slot, str]:
    """What the line's facts fill its slots with today. No query on a line that was read with its facts."""
    found = {slot: say(fact) for slot, (name, say) in SLOTS.items() if (fact := getattr(clause, name, None))}
    if levy := getattr(clause, "levy", None):
        found[Slot.LEVY] = levy_text(levy, recurring=levy.activity_id in recurring)
    return found


def _told(records: Iterable[AuditRecord], now: Mapping[Slot, str], names: Mapping[str, str]) -> Iterator[Event]:
    """Records, newest first, with the words of their time: what a fact was before a change, it was until then."""
    for record, earlier, later in _with_slots(records, now, names):
        before, after = _sides(record)
        sentence = verbs.said(record.verb, recorded.filled(record.about, later))
        before, after = recorded.differing(recorded.flat(before, names), recorded.flat(after, names))
        record.data = {"before": _worded(before, earlier), "after": _worded(after, later)}
        yield Event(record, sentence, _changes(record))


def _with_slots(records: Iterable[AuditRecord], now: Words, names: Mapping[str, str]) -> Iterator[Timed]:
    """Records, newest first, each with what filled the line's slots before it and after it."""
    slots = dict(now)
    for record in records:
        before, after = _sides(record)
        later = slots | recorded.slots_of(after, names)
        earlier = later | recorded.slots_of(before, names)
        yield record, earlier, later
        slots = earlier


def _sides(record: AuditRecord) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    before, after = (_by_fact(record, record.data.get(side, {})) for side in ("before", "after"))
    return before, after


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


# -- The log of the cluster


def put_in_words(cluster: Cluster, records: Sequence[AuditRecord]) -> None:
    """Give the loaded records of lines the words that the paper had then, in place of slots. What is stored stays.

    Nine queries at most, however many the records; none where no record has a slot.
    """
    wanted = {record.pk: record for record in records if _is_slotted(record)}
    if not wanted:
        return
    lines = _lines_of(wanted.values())
    homes = {target: pk for pk, line in lines.items() for target in _targets(line)}
    named = {record.target for record in wanted.values()}
    trails: dict[int | str, list[AuditRecord]] = defaultdict(list)
    for record in _records_of(cluster.pk, named | set(homes)):
        trails[homes.get(record.target, record.target)].append(record)
    names, recurring = _names_in(cluster.pk), _recurring_of(lines.values())
    for home, trail in trails.items():
        now = _slots_now(lines[home], recurring) if isinstance(home, int) else _slots_left(trail, names)
        for told, earlier, later in _with_slots(trail, now, names):
            if told.pk in wanted:
                _fill(wanted[told.pk], earlier, later)


def _is_slotted(record: AuditRecord) -> bool:
    values = [value for side in record.data.values() for value in (side.get("text"), *_texts(side.get("lines")))]
    noun = record.verb.partition(".")[0]
    return noun in SLOTTED and any(recorded.has_slots(text) for text in (record.about, *values))


def _texts(lines: object) -> Sequence[object]:
    """The lines of a record that tells them; an import only counts them."""
    return lines if isinstance(lines, list) else ()


def _lines_of(records: Iterable[AuditRecord]) -> dict[int, Clause]:
    """The lines that the records are about and that are there still, with their facts. Three queries."""
    ids: dict[str, list[str]] = defaultdict(list)
    for record in records:
        model, _colon, pk = record.target.partition(":")
        ids[model].append(pk)
    which = Q(pk__in=ids["plans.clause"]) | Q(duty__in=ids["plans.duty"])
    return {clause.pk: clause for clause in with_facts(Clause.objects.filter(which))}


def _recurring_of(lines: Iterable[Clause]) -> set[int]:
    """Which activities of the lines' levies happen more than once. Two queries at most."""
    levies = (getattr(line, "levy", None) for line in lines)
    ids = {levy.activity_id for levy in levies if levy}
    return recurring_in(Activity.objects.filter(pk__in=ids).prefetch_related("schedules")) if ids else set()


def _slots_left(records: Sequence[AuditRecord], names: Mapping[str, str]) -> dict[Slot, str]:
    """What filled the slots of a line that is gone, as far as its records tell: the newest of them counts."""
    found: dict[Slot, str] = {}
    for record in reversed(records):
        for side in _sides(record):
            found |= recorded.slots_of(side, names) | recorded.stated_alone(side)
    return found


def _fill(record: AuditRecord, earlier: Words, later: Words) -> None:
    """The record in words; a line that went is told as it was before."""
    record.about = recorded.filled(record.about, {**earlier, **later})
    slots = {"before": earlier, "after": later}
    record.data = {side: _worded(values, slots[side]) for side, values in record.data.items()}
