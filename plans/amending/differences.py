"""What differs between two snapshots of a plan, as the amending paper tells it. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice, takewhile

from plans.amending.changes import AmountChange, AmountRow, Changes, Kind, LineChange
from plans.amending.weaving import Json, Pair, Placed, cited, pairs_of, path_of


def differences(old: Json, new: Json) -> Changes:
    """What the amending paper states."""
    pairs = pairs_of(old, new)
    before = {pair.before.pk: pair.before for pair in pairs if pair.before}
    wholes = _wholes(pairs)
    lines = tuple(change for pair in pairs for change in _line_changes(pair, before, wholes))
    return Changes((*lines, *_moves(pairs)), tuple(_amount_changes(old, new)))


def _wholes(pairs: Sequence[Pair]) -> dict[int, str]:
    """The outermost numbered place that each removed line went with, where all of that went; by the line's id."""
    old = [pair.before for pair in pairs if pair.before]
    gone = {pair.before.pk for pair in pairs if pair.before and pair.after is None and not pair.moved}
    found: dict[int, str] = {}
    for place, line in enumerate(old):
        is_place = line.pk in gone and line.pk not in found and line.heading and path_of([line.label])
        below = _below(old, place) if is_place else []
        if below and gone.issuperset(below):
            found |= dict.fromkeys([line.pk, *below], str(line.spot))
    return found


def _line_changes(pair: Pair, known: Mapping[int, Placed], wholes: Mapping[int, str]) -> Iterator[LineChange]:
    """`known` are the lines of the old version, `wholes` the places that went as a whole."""
    before, after = pair.before, pair.after
    if before and after:
        if before.text != after.text:
            yield LineChange(Kind.CHANGED, str(before.spot), before.text, after.text)
        if before.label != after.label:
            yield LineChange(Kind.RENUMBERED, str(before.spot), before.label, after.label)
    elif after and not pair.moved:
        yield LineChange(Kind.ADDED, str(cited(after, known)), "", str(after))
    elif before and not pair.moved:
        yield LineChange(Kind.REMOVED, str(before.spot), str(before), "", whole=wholes.get(before.pk, ""))


def _moves(pairs: Iterable[Pair]) -> Iterator[LineChange]:
    pairs = list(pairs)
    before = [pair.before for pair in pairs if pair.before]
    after = [pair.after for pair in pairs if pair.after]
    moved = {pair.after.pk for pair in pairs if pair.moved and pair.after}
    was = {line.pk: place for place, line in enumerate(before)}
    known = {line.pk: line for line in before}
    carried: set[int] = set()
    for place, line in enumerate(after):
        if line.pk not in moved or line.pk in carried:
            continue
        old = before[was[line.pk]]
        change = LineChange(Kind.MOVED, str(old.spot), old.text, line.text, str(cited(line, known)))
        if change.where == change.to:
            carried |= (along := _along(before, was[line.pk], after, place, moved))
            change = replace(_beside(change, after, place, was, moved), along=len(along))
            yield change
            yield from _reworded(before, after, was, along)
        else:
            yield change


def _along(
    before: Sequence[Placed], was: int, after: Sequence[Placed], now: int, moved: Collection[int]
) -> frozenset[int]:
    """The lines below a moved one, where all went with it in the order they had."""
    below = _below(after, now)
    return frozenset(below if below == _below(before, was) and set(below) <= set(moved) else ())


def _below(lines: Sequence[Placed], place: int) -> list[int]:
    deeper = takewhile(lambda line: line.level > lines[place].level, islice(lines, place + 1, None))
    return [line.pk for line in deeper]


def _beside(
    change: LineChange, after: Sequence[Placed], place: int, was: Mapping[int, int], moved: Collection[int]
) -> LineChange:
    """The neighbour that tells a move inside one section: one that it stood behind before, or else one before it.

    As many lines as possible count as staying, so one of the staying lines around it proves the direction.
    """
    line = after[place]
    follows = next((one.pk for one in after[place + 1 :] if one.pk in was and one.pk not in moved), None)
    up = follows is not None and was[follows] < was[line.pk]
    later, earlier = _sibling(after[place + 1 :], line), _sibling(reversed(after[:place]), line)
    if later and (up or not earlier):
        return replace(change, ahead_of=later.text)
    return replace(change, behind=earlier.text if earlier else "")


def _sibling(lines: Iterable[Placed], line: Placed) -> Placed | None:
    """The nearest of these lines at the same depth below the same line."""
    nearest = next((one for one in lines if one.level <= line.level), None)
    return nearest if nearest and nearest.level == line.level else None


def _reworded(
    before: Sequence[Placed], after: Sequence[Placed], was: Mapping[int, int], along: Collection[int]
) -> Iterator[LineChange]:
    """Lines that only went along with the one above them, and read otherwise now."""
    for line in after:
        if line.pk in along and line.text != (old := before[was[line.pk]]).text:
            yield LineChange(Kind.CHANGED, str(old.spot), old.text, line.text)


def _amount_changes(old: Json, new: Json) -> Iterator[AmountChange]:
    """Levies in the order of the new version, then those that are gone."""
    before, after = ({levy["id"]: levy for levy in side.get("levies", ())} for side in (old, new))
    for pk in [*after, *(pk for pk in before if pk not in after)]:
        change = _amount_change(before.get(pk, {}), after.get(pk, {}))
        if change.differing or change.basis[0] != change.basis[1] or change.due_on[0] != change.due_on[1]:
            yield change


def _amount_change(before: Json, after: Json) -> AmountChange:
    was, now = before.get("shares", {}), after.get("shares", {})
    rows = (
        AmountRow((now.get(code) or was[code])[0], was.get(code, ("", 0))[1], now.get(code, ("", 0))[1])
        for code in dict.fromkeys([*now, *was])
    )
    basis, due_on = ((before.get(name, ""), after.get(name, "")) for name in ("basis", "due_on"))
    known = after or before
    return AmountChange(str(known["activity"]), tuple(rows), basis, due_on, known["id"])
