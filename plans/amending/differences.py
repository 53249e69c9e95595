"""What differs between two snapshots of a plan: lines joined by their ids, and the amounts of its levies. Pure.

A snapshot is what `plans.issuing.snapshot` freezes: {"lines": [{id, label, text, level, …}], "levies": [{id, …}]}.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

Json = Mapping[str, Any]

PART = re.compile(r"[IVXLC]+\.?")
ITEM = re.compile(r"\d+[.)]?")
POINT = re.compile(r"(?:\d+\.)+\d+\.?|[a-zđ]\)")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a line stands: "khoản 1 mục II" and the title of what it belongs to."""

    path: str = ""
    heading: str = ""

    def __str__(self) -> str:
        return f"{self.path} ({self.heading})" if self.path and self.heading else self.path or self.heading


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of a snapshot with its spot."""

    pk: int
    label: str
    text: str
    level: int
    heading: bool
    spot: Spot

    def __str__(self) -> str:
        return f"{self.label} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class Pair:
    """A line before and after, None where it was not there. A moved one is two pairs, each with `moved`."""

    before: Placed | None
    after: Placed | None
    moved: bool = False

    @property
    def differs(self) -> bool:
        """Whether anything in it is worth a mark."""
        return self.before is None or self.after is None or str(self.before) != str(self.after)


class Kind(StrEnum):
    """What happened to a line."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    RENUMBERED = "renumbered"


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line that the amending paper speaks of. `where` and `before` are of the old version, the rest of the new."""

    kind: Kind
    where: str
    before: str
    after: str
    to: str = ""  # where a moved line went


@dataclass(frozen=True, slots=True)
class AmountRow:
    """What one union pays each time, in đồng; 0 for nothing."""

    union: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class AmountChange:
    """A levy whose amounts, basis or date differ. `rows` holds every union that pays, before or after."""

    activity: str
    rows: tuple[AmountRow, ...]
    basis: tuple[str, str]
    due_on: tuple[str, str]

    @property
    def differing(self) -> tuple[AmountRow, ...]:
        """The unions whose amount is another one."""
        return tuple(row for row in self.rows if row.before != row.after)

    @property
    def before(self) -> int:
        return sum(row.before for row in self.rows)

    @property
    def after(self) -> int:
        return sum(row.after for row in self.rows)


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that differs between two versions."""

    lines: tuple[LineChange, ...] = ()
    amounts: tuple[AmountChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lines or self.amounts)

    @property
    def count(self) -> int:
        """How many lines and contributions differ."""
        return len(self.lines) + len(self.amounts)

    def as_json(self) -> list[dict[str, Any]]:
        """Plain values, to be kept with the version."""
        lines = ({"about": "line", **asdict(one)} for one in self.lines)
        return [*lines, *({"about": "levy", **asdict(one)} for one in self.amounts)]


def differences(old: Json, new: Json) -> Changes:
    """What the amending paper states."""
    pairs = pairs_of(old, new)
    lines = tuple(change for pair in pairs for change in _line_changes(pair))
    return Changes((*lines, *_moves(pairs)), tuple(_amount_changes(old, new)))


def pairs_of(old: Json, new: Json) -> list[Pair]:
    """Both versions woven together in reading order, each line once, a moved line where it was and where it is."""
    before, after = ({line.pk: line for line in placed(side)} for side in (old, new))
    staying = _staying(list(before), list(after))
    there = set(staying)
    left = iter(before.values())
    woven: list[Pair] = []
    for line in after.values():
        if line.pk in there:
            woven += _gone_until(line.pk, left, after)
            woven.append(Pair(before[line.pk], line))
        else:
            woven.append(Pair(None, line, moved=line.pk in before))
    return [*woven, *(_gone(line, after) for line in left)]


def _gone_until(pk: int, left: Iterator[Placed], after: Mapping[int, Placed]) -> list[Pair]:
    """Old lines that stood before this one and stand here no more."""
    gone = []
    for line in left:
        if line.pk == pk:
            break
        gone.append(_gone(line, after))
    return gone


def _gone(line: Placed, after: Mapping[int, Placed]) -> Pair:
    return Pair(line, None, moved=line.pk in after)


def _staying(old: Sequence[int], new: Sequence[int]) -> list[int]:
    """As many of the common lines as kept their order: a longest increasing run of old places."""
    at = {pk: place for place, pk in enumerate(old)}
    common = [pk for pk in new if pk in at]
    ends: list[int] = []  # the lowest old place that a run of each length ends with
    lengths = []
    for pk in common:
        length = bisect_left(ends, at[pk])
        ends[length : length + 1] = [at[pk]]
        lengths.append(length)
    wanted = len(ends) - 1
    kept: list[int] = []
    for pk, length in zip(reversed(common), reversed(lengths), strict=True):
        if length == wanted and (not kept or at[pk] < at[kept[-1]]):
            kept.append(pk)
            wanted -= 1
    return kept[::-1]


def placed(snapshot: Json) -> list[Placed]:
    """The lines of a snapshot, each with the spot it stands at."""
    found: list[Placed] = []
    above: list[Placed] = []
    for row in snapshot.get("lines", ()):
        while above and above[-1].level >= row["level"]:
            above.pop()
        labels = [*(line.label for line in above), row["label"]]
        heading = next((line.text for line in reversed(above) if line.heading), "")
        spot = Spot(path_of(labels), row["text"] if row["heading"] else row["activity"] or heading)
        line = Placed(row["id"], row["label"], row["text"], row["level"], row["heading"], spot)
        found.append(line)
        above.append(line)
    return found


def path_of(labels: Iterable[str]) -> str:
    """How papers name a place by the numbers that lead to it: ["II.", "1.", "-"] -> "khoản 1 mục II"."""
    names: list[str] = []
    for label in labels:
        if PART.fullmatch(label):
            names.append(f"mục {label.rstrip('.')}")
        elif ITEM.fullmatch(label):
            names.append(f"{'khoản' if names else 'mục'} {label.rstrip('.)')}")
        elif POINT.fullmatch(label):
            names.append(f"điểm {label.rstrip('.)')}")
    return " ".join(reversed(names))


def _line_changes(pair: Pair) -> Iterator[LineChange]:
    before, after = pair.before, pair.after
    if before and after:
        if before.text != after.text:
            yield LineChange(Kind.CHANGED, str(before.spot), before.text, after.text)
        if before.label != after.label:
            yield LineChange(Kind.RENUMBERED, str(before.spot), before.label, after.label)
    elif after and not pair.moved:
        yield LineChange(Kind.ADDED, str(after.spot), "", str(after))
    elif before and not pair.moved:
        yield LineChange(Kind.REMOVED, str(before.spot), str(before), "")


def _moves(pairs: Iterable[Pair]) -> Iterator[LineChange]:
    moved = [pair for pair in pairs if pair.moved]
    before = {pair.before.pk: pair.before for pair in moved if pair.before}
    for pair in moved:
        if pair.after:
            was = before[pair.after.pk]
            yield LineChange(Kind.MOVED, str(was.spot), was.text, pair.after.text, str(pair.after.spot))


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
    return AmountChange(str((after or before)["activity"]), tuple(rows), basis, due_on)
