"""What differs between two snapshots of a plan: lines joined by their ids, and the amounts of its levies. Pure.

A snapshot is what `plans.issuing.snapshot` freezes: {"lines": [{id, label, text, level, …}], "levies": [{id, …}]}.
What the ledger knows besides (`Books`) is handed in: dues are not this app's.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from itertools import islice, takewhile
from typing import Any

from plans.sentences import Basis

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
    """A line that the amending paper speaks of. `where` and `before` are of the old version, the rest of the new.

    A line that moved inside its section is told by one neighbour: the line that it stands before now, or behind.
    """

    kind: Kind
    where: str
    before: str
    after: str
    to: str = ""  # where a moved line went
    ahead_of: str = ""
    behind: str = ""
    along: int = 0  # lines below it that went along


@dataclass(frozen=True, slots=True)
class AmountRow:
    """What one union pays each time, or for one time, in đồng; 0 for nothing."""

    union: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class AmountChange:
    """A levy whose amounts, basis or date differ. `rows` holds every union that pays, before or after.

    `visits`: how often its activity takes place, 0 where nobody said; no basis: there was no levy, or is none.
    """

    activity: str
    rows: tuple[AmountRow, ...]
    basis: tuple[str, str]
    due_on: tuple[str, str]
    levy: int = 0
    visits: int = 0

    @property
    def differing(self) -> tuple[AmountRow, ...]:
        """The unions whose amount is another one."""
        return tuple(row for row in self.rows if row.before != row.after)

    @property
    def staying(self) -> int:
        """How many unions keep their amount."""
        return len(self.rows) - len(self.differing)

    @property
    def kept(self) -> int:
        """What those pay together, before as after."""
        return sum(row.after for row in self.rows if row.before == row.after)

    @property
    def before(self) -> int:
        return sum(row.before for row in self.rows)

    @property
    def after(self) -> int:
        return sum(row.after for row in self.rows)

    @property
    def is_otherwise_paid(self) -> bool:
        """Whether the basis is another one."""
        return self.basis[0] != self.basis[1]

    @property
    def times(self) -> tuple[int, int]:
        """How often it is paid in a year; once while that is not decided, 0 where it is not known or not paid."""
        return times_a_year(self.basis[0], self.visits), times_a_year(self.basis[1], self.visits)

    @property
    def year(self) -> tuple[int, int]:
        """What the whole cluster pays in a year."""
        return self.before * self.times[0], self.after * self.times[1]


@dataclass(frozen=True, slots=True)
class TimeChange:
    """Dues of one time of a levy that ask for something else. `time` as papers name it, "" for the levy's only one."""

    levy: int
    activity: str
    time: str
    called_off: bool  # the time does not take place
    rows: tuple[AmountRow, ...]

    @property
    def before(self) -> int:
        return sum(row.before for row in self.rows)

    @property
    def after(self) -> int:
        return sum(row.after for row in self.rows)


@dataclass(frozen=True, slots=True)
class Books:
    """What the ledger knows: the dues that would be adjusted, how often the activity of each levy takes place."""

    dues: tuple[TimeChange, ...] = ()
    visits: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that differs between two versions. `times`: dues that change though no amount of a levy says so."""

    lines: tuple[LineChange, ...] = ()
    amounts: tuple[AmountChange, ...] = ()
    times: tuple[TimeChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lines or self.amounts or self.times)

    @property
    def count(self) -> int:
        """How many lines, contributions and times differ."""
        return len(self.lines) + len(self.amounts) + len(self.times)

    def with_books(self, books: Books) -> "Changes":
        """The same with every due that would be adjusted: told by its levy's amounts, or by its time."""
        amounts = tuple(replace(one, visits=books.visits.get(one.levy, 0)) for one in self.amounts)
        told = {(one.levy, row) for one in amounts for row in one.differing}
        times = (one if one.called_off else _untold(one, told) for one in books.dues)
        return Changes(self.lines, amounts, tuple(one for one in times if one.rows))

    def as_json(self) -> list[dict[str, Any]]:
        """Plain values, to be kept with the version."""
        lines = ({"about": "line", **asdict(one)} for one in self.lines)
        levies = ({"about": "levy", **asdict(one)} for one in self.amounts)
        return [*lines, *levies, *({"about": "dues", **asdict(one)} for one in self.times)]


def _untold(change: TimeChange, told: Collection[tuple[int, AmountRow]]) -> TimeChange:
    """The dues of a time that no change of an amount speaks of."""
    return replace(change, rows=tuple(row for row in change.rows if (change.levy, row) not in told))


def times_a_year(basis: str, visits: int) -> int:
    """How often a levy is paid in a year: 4 for each quarter, `visits` for each time."""
    often = {"": 0, Basis.PER_QUARTER.value: 4, Basis.PER_OCCURRENCE.value: visits}
    return often.get(basis, 1)


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
    pairs = list(pairs)
    before = [pair.before for pair in pairs if pair.before]
    after = [pair.after for pair in pairs if pair.after]
    moved = {pair.after.pk for pair in pairs if pair.moved and pair.after}
    was = {line.pk: place for place, line in enumerate(before)}
    carried: set[int] = set()
    for place, line in enumerate(after):
        if line.pk not in moved or line.pk in carried:
            continue
        old = before[was[line.pk]]
        change = LineChange(Kind.MOVED, str(old.spot), old.text, line.text, str(line.spot))
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
