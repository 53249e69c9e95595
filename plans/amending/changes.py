"""What an amending paper tells: lines, amounts and times that are otherwise in the new version. Pure.

What the ledger knows besides (`Books`) is handed in: dues are not this app's.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

from plans.sentences import Basis


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

    An added line stands where the old version has no number for it: `where` says which numbers are new, as `to` does.

    A line that moved inside its section is told by one neighbour: the line that it stands before now, or behind.
    `whole` is the place that a removed line went with, where nothing of that is left.
    """

    kind: Kind
    where: str
    before: str
    after: str
    to: str = ""  # where a moved line went
    ahead_of: str = ""
    behind: str = ""
    along: int = 0  # lines below it that went along
    whole: str = ""


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
    `since`: the basis that was chosen after the issue, where the paper left it open and the levy is gone now.
    `dues`: what the dues made from it ask for together, union by union, and will; `due_times`: for how many times.
    """

    activity: str
    rows: tuple[AmountRow, ...]
    basis: tuple[str, str]
    due_on: tuple[str, str]
    levy: int = 0
    visits: int = 0
    since: str = ""
    dues: tuple[AmountRow, ...] = ()
    due_times: int = 0

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
        return times_a_year(self.since or self.basis[0], self.visits), times_a_year(self.basis[1], self.visits)

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

    def __str__(self) -> str:
        return f"{self.activity}, {self.time}" if self.time else self.activity

    @property
    def before(self) -> int:
        return sum(row.before for row in self.rows)

    @property
    def after(self) -> int:
        return sum(row.after for row in self.rows)


@dataclass(frozen=True, slots=True)
class Books:
    """What the ledger knows: the dues that would be adjusted; of each levy its basis, how often its activity is."""

    dues: tuple[TimeChange, ...] = ()
    visits: Mapping[int, int] = field(default_factory=dict)
    bases: Mapping[int, str] = field(default_factory=dict)


NO_BOOKS = Books()


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
        return self.in_plan + len(self.times)

    @property
    def in_plan(self) -> int:
        """How many of them the plan itself says otherwise, apart from the dues."""
        return len(self.lines) + len(self.amounts)

    def with_books(self, books: Books) -> "Changes":
        """The same with every due that would be adjusted: told by its levy's amounts, or by its time."""
        amounts = tuple(_with_dues(one, books) for one in self.amounts)
        told = {(one.levy, row) for one in amounts for row in one.differing}
        times = (one if one.called_off else _untold(one, told) for one in books.dues)
        return Changes(self.lines, amounts, tuple(one for one in times if one.rows))

    def as_json(self) -> list[dict[str, Any]]:
        """Plain values, to be kept with the version."""
        lines = ({"about": "line", **asdict(one)} for one in self.lines)
        levies = ({"about": "levy", **asdict(one)} for one in self.amounts)
        return [*lines, *levies, *({"about": "dues", **asdict(one)} for one in self.times)]


def _with_dues(change: AmountChange, books: Books) -> AmountChange:
    """A levy that is otherwise, with its dues that follow from it; a time called off by itself speaks for its own."""
    differing = set(change.differing)
    mine = (one for one in books.dues if one.levy == change.levy and not one.called_off)
    times = [rows for one in mine if (rows := [row for row in one.rows if row in differing])]
    dues = tuple(total for row in change.differing if (total := _summed(row, times)))
    is_decided_since = bool(dues) and change.basis == (Basis.UNDECIDED.value, "")
    since = books.bases.get(change.levy, "") if is_decided_since else ""
    visits = books.visits.get(change.levy, 0)
    return replace(change, visits=visits, since=since, dues=dues, due_times=len(times))


def _summed(row: AmountRow, times: Iterable[Collection[AmountRow]]) -> AmountRow | None:
    """What a union's dues of all these times sum to, None without any."""
    often = sum(row in rows for rows in times)
    return AmountRow(row.union, row.before * often, row.after * often) if often else None


def _untold(change: TimeChange, told: Collection[tuple[int, AmountRow]]) -> TimeChange:
    """The dues of a time that no change of an amount speaks of."""
    return replace(change, rows=tuple(row for row in change.rows if (change.levy, row) not in told))


def times_a_year(basis: str, visits: int) -> int:
    """How often a levy is paid in a year: 4 for each quarter, `visits` for each time."""
    often = {"": 0, Basis.PER_QUARTER.value: 4, Basis.PER_OCCURRENCE.value: visits}
    return often.get(basis, 1)
