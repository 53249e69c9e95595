"""What a change did to a plan's rows, and the order of lines when it is taken back.

An image is a row's stored values by column, as JSON holds them. A step keeps [before, after] of each row that differs;
versions, times and places of lines are no difference: places are kept apart, as the lines' order before and after.
What stands around the lines is one image of its own, with only the values that differ: two people who change the title
and the signer are not in each other's way.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from django.db import models

from plans import outline
from plans.aside import aside
from plans.issuing.signing import SIGNER
from plans.models import (
    Activity,
    Clause,
    ContentItem,
    Duty,
    DutyHolder,
    Levy,
    LevyShare,
    Place,
    Plan,
    Quota,
    Schedule,
)

Image: TypeAlias = dict[str, Any]
Snapshot: TypeAlias = dict[str, dict[str, Image]]
Images: TypeAlias = dict[str, dict[str, list[Image | None]]]

# Each table with the way from it to the plan, in the order in which rows can come back.
TABLES: dict[type[models.Model], str] = {
    Clause: "plan",
    Activity: "plan",
    Schedule: "activity__plan",
    Place: "activity__plan",
    ContentItem: "activity__plan",
    Duty: "plan",
    DutyHolder: "duty__plan",
    Levy: "activity__plan",
    LevyShare: "levy__activity__plan",
    Quota: "activity__plan",
}
LABELS = {model._meta.label_lower: model for model in TABLES}
CLAUSE, ORDER, HEAD = Clause._meta.label_lower, "order", "head"
ACTIVITY = Activity._meta.label_lower
LINE = "line"  # the id of the line that a step was about
# What stands around the lines, as it may be written by hand. The recipients, in order, are one value more.
AROUND = {
    "letterhead": ("parent_heading", "issuer", "number", "heading", "place", "signed_on", "dateline"),
    "title": ("kind", "subject", "theme", "lead"),
    "signer": SIGNER,
}
RECIPIENTS = "recipients"
# Columns in the order of the paper; stored JSON keeps none.
IN_ORDER = (*(name for part in AROUND.values() for name in part), RECIPIENTS)
STAMPS = {
    CLAUSE: {"position", "version", "changed_at", "changed_by_id"},
    Levy._meta.label_lower: {"version"},
}


def snapshot(plan: Plan) -> Snapshot:
    """All rows of a plan by table and id, lines in reading order. Ten queries."""
    return {model._meta.label_lower: _images(model, way, plan) for model, way in TABLES.items()}


def _images(model: type[models.Model], way: str, plan: Plan) -> dict[str, Image]:
    rows = model._default_manager.filter(**{way: plan}).order_by("position" if model is Clause else "pk").values()
    return {str(row["id"]): row for row in json.loads(json.dumps(list(rows), default=str))}


def head_of(plan: Plan) -> Image:
    """What stands around the lines, as stored now; the lead by its id. Two queries."""
    names = [name for part in AROUND.values() for name in part]
    values = Plan.objects.values(*names).get(pk=plan.pk)
    recipients = plan.recipients.order_by("position").values_list("text", flat=True)
    stored: Image = json.loads(json.dumps({**values, RECIPIENTS: list(recipients)}, default=str))
    return stored


def head_differences(before: Image, after: Image) -> dict[str, Any]:
    """The values around the lines that differ, before and after; empty for no change."""
    names = [name for name in before if before[name] != after[name]]
    return {HEAD: [{name: image[name] for name in names} for image in (before, after)]} if names else {}


def head_changed_since(head: Sequence[Image], now: Image) -> list[str]:
    """The names of the values that are no longer as a step left them."""
    return [name for name, value in head[1].items() if now[name] != value]


def head_values(image: Image) -> dict[str, Any]:
    """The values of an image as the columns of a plan take them, without the recipients."""
    fields = {field.name: field for field in Plan._meta.concrete_fields}
    return {fields[name].attname: fields[name].to_python(value) for name, value in image.items() if name != RECIPIENTS}


def part_of(image: Image) -> str:
    """The part around the lines that an image is about."""
    return next((part for part, names in AROUND.items() if set(names) & set(image)), RECIPIENTS)


def order_of(rows: Snapshot) -> list[int]:
    """The ids of the lines in reading order."""
    return [int(pk) for pk in rows[CLAUSE]]


def called_off_lines(rows: Snapshot) -> dict[int, str]:
    """The lines that stand aside: their ids, each with the title of an activity that was called off above it."""
    lines = list(rows[CLAUSE].values())
    places, levels = {line["id"]: at for at, line in enumerate(lines)}, [line["level"] for line in lines]
    found: dict[int, str] = {}
    for activity in rows[ACTIVITY].values():
        if activity["called_off_at"]:
            places_off = aside(levels, [places[activity["clause_id"]]])
            found |= {lines[at]["id"]: activity["title"] for at in sorted(places_off)}
    return found


def called_off_or_on(images: Images) -> frozenset[int]:
    """The ids of the activities that a step called off or took up again."""
    return frozenset(
        int(pk)
        for pk, (before, after) in images.get(ACTIVITY, {}).items()
        if before and after and before.get("called_off_at") != after.get("called_off_at")
    )


def only_carried(images: Images, now: Snapshot, off: Collection[int]) -> set[int]:
    """The ids of lines aside (`off`) that a step did nothing to but take in or out with the line they stand below."""
    lines, pairs = list(now[CLAUSE].values()), images.get(CLAUSE, {})
    levels, shifts = [line["level"] for line in lines], {int(pk): _shift(*pair) for pk, pair in pairs.items()}
    found = set()
    for at, line in enumerate(lines):
        pk = line["id"]
        if pk in off and shifts.get(pk) and _is_shifted_only(*pairs[str(pk)]):
            above = (lines[place]["id"] for place in outline.path_up(levels, at))
            carrier = next((other for other in above if other not in off), 0)
            found |= {pk} if shifts.get(carrier) == shifts[pk] else set()
    return found


def _shift(before: Image | None, after: Image | None) -> int:
    """How much deeper a step put a line."""
    return after["level"] - before["level"] if before and after else 0


def _is_shifted_only(before: Image | None, after: Image | None) -> bool:
    was, becomes = ({**(facts_of(CLAUSE, image) or {}), "level": 0} for image in (before, after))
    return was == becomes


def lines_touched(images: Images, now: Snapshot) -> set[int]:
    """The ids of the lines that a step changed, or whose facts it changed."""
    found = {int(pk) for pk in images.get(CLAUSE, {})}
    for pairs in images.values():
        for image in (one for pair in pairs.values() for one in pair if one):
            found |= {pk for pk in (image.get("clause_id"), _owners_line(image, now)) if pk}
    return found


def _owners_line(image: Image, now: Snapshot) -> int | None:
    """The line of the duty that a holder is of, or of the levy that a share is of."""
    for model, column in ((Duty, "duty_id"), (Levy, "levy_id")):
        owner = now[model._meta.label_lower].get(str(image.get(column)))
        if owner:
            return int(owner["clause_id"]) if owner["clause_id"] else None
    return None


def facts_of(label: str, image: Image | None) -> Image | None:
    """An image without what only says when and by whom."""
    return None if image is None else {key: value for key, value in image.items() if key not in STAMPS.get(label, ())}


def differences(before: Snapshot, after: Snapshot) -> dict[str, Any]:
    """The images of the rows that differ, and the orders when lines came, went or moved; empty for no change."""
    found: dict[str, Any] = {label: _differing(label, before[label], after[label]) for label in before}
    if order_of(before) != order_of(after):
        found[ORDER] = [order_of(before), order_of(after)]
    return {label: pairs for label, pairs in found.items() if pairs}


def _differing(label: str, before: Mapping[str, Image], after: Mapping[str, Image]) -> dict[str, list[Image | None]]:
    return {
        pk: [before.get(pk), after.get(pk)]
        for pk in dict.fromkeys([*before, *after])
        if facts_of(label, before.get(pk)) != facts_of(label, after.get(pk))
    }


def tables(images: Mapping[str, Any]) -> Images:
    """The rows of a step, without what it keeps beside them."""
    return {label: pairs for label, pairs in images.items() if label in LABELS}


def reversed_step(images: Mapping[str, Any]) -> dict[str, Any]:
    """A step the other way round: what it left comes first."""
    rows = {label: {pk: pair[::-1] for pk, pair in pairs.items()} for label, pairs in tables(images).items()}
    return {**images, **rows, **{name: images[name][::-1] for name in (ORDER, HEAD) if name in images}}


def line_of(images: Mapping[str, Any]) -> int | None:
    """The id of the line that a step was about; None for what stands around the lines."""
    first = next(iter(images.get(CLAUSE, {})), None)
    return images.get(LINE) or (int(first) if first else None)


def continues(images: Mapping[str, Any], more: Mapping[str, Any]) -> bool:
    """Whether a second change begins where the first one ended: on the same rows, and nothing moved."""
    rows, further = tables(images), tables(more)
    moved = ORDER in images or ORDER in more
    if moved or {k: set(v) for k, v in rows.items()} != {k: set(v) for k, v in further.items()}:
        return False
    return all(
        facts_of(label, rows[label][pk][1]) == facts_of(label, pair[0])
        for label, pairs in further.items()
        for pk, pair in pairs.items()
    )


def changed_since(images: Images, now: Snapshot) -> bool:
    """Whether any row of a step is no longer as the step left it."""
    return any(
        _known_to(pair[1], facts_of(label, now[label].get(pk))) != facts_of(label, pair[1])
        for label, pairs in images.items()
        for pk, pair in pairs.items()
    )


def _known_to(left: Image | None, row: Image | None) -> Image | None:
    """A row without columns that the tables did not have yet when a step was kept."""
    return row if left is None or row is None else {name: value for name, value in row.items() if name in left}


def moved_since(orders: Sequence[Sequence[int]], now: Sequence[int]) -> bool:
    """Whether lines that a step knew stand in another order than it left them in."""
    left = [pk for pk in orders[1] if pk in set(now)]
    return left != [pk for pk in now if pk in set(orders[1])]


def order_before(orders: Sequence[Sequence[int]], now: Sequence[int], there: Iterable[int]) -> list[int]:
    """The order before a step of the lines that are `there`; each line that came later stays behind its neighbour."""
    kept = set(there)
    result = [pk for pk in orders[0] if pk in kept]
    known = {*orders[0], *orders[1]}
    for at, pk in enumerate(now):
        if pk in kept and pk not in known:
            above = next((other for other in reversed(now[:at]) if other in kept), None)
            result.insert(0 if above is None else result.index(above) + 1, pk)
    return result


def holds_others(order: Sequence[int], levels: Sequence[int], going: set[int]) -> bool:
    """Whether lines that stay stand below one that goes."""
    starts = [at for at, pk in enumerate(order) if pk in going]
    return any(order[at] not in going for start in starts for at in outline.block(levels, start))


def row_of(model: type[models.Model], image: Image) -> models.Model:
    """A row with the values of an image, not saved."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return model(**{name: fields[name].to_python(value) for name, value in image.items() if name in fields})


def points_nowhere(images: Images, now: Snapshot) -> bool:
    """Whether a row that comes back would point to one that went meanwhile."""
    there = {
        label: {pk for pk in rows if _stays(images, label, pk)} | _back(images, label) for label, rows in now.items()
    }
    return any(
        str(image[field.attname]) not in there[label]
        for image, field, label in _pointers(images)
        if image[field.attname] is not None
    )


def _stays(images: Images, label: str, pk: str) -> bool:
    return pk not in images.get(label, {}) or images[label][pk][0] is not None


def _back(images: Images, label: str) -> set[str]:
    return {pk for pk, pair in images.get(label, {}).items() if pair[0] is not None}


def _pointers(images: Images) -> Iterable[tuple[Image, Any, str]]:
    """Every image before a step with each of its columns that points into a plan's tables."""
    for label, pairs in images.items():
        for field in LABELS[label]._meta.concrete_fields:
            target = field.related_model._meta.label_lower if isinstance(field, models.ForeignKey) else ""
            if target in LABELS:
                yield from ((pair[0], field, target) for pair in pairs.values() if pair[0] is not None)
