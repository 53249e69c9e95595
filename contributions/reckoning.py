"""Arithmetic of dues and payments. Pure; every amount is whole đồng, rows are named by their ids.

A levy says what each union pays each time; its basis says how many times. A payment is parted over the dues it settles,
the first one first, until nothing is left of it or of them; nothing is ever rounded, so parts and rest are the amount.
"""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from plans.sentences import Basis

QUARTERS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True, order=True)
class Time:
    """Which time of a levy a due is for: an occurrence, a quarter, or (both None) the levy's only one."""

    occurrence: int | None = None
    quarter: int | None = None


@dataclass(frozen=True, slots=True)
class LevyFacts:
    """What is needed to make a levy's dues. `shares`: (union, amount) in the order of the paper."""

    basis: Basis
    shares: tuple[tuple[int, int], ...]
    occurrences: tuple[int, ...] = ()  # those not cancelled, in order
    exempt: int | None = None  # the lead union, where it does not pay

    @property
    def paying(self) -> tuple[tuple[int, int], ...]:
        """The shares that are to be paid."""
        return tuple((union, amount) for union, amount in self.shares if union != self.exempt)

    @property
    def each_time(self) -> int:
        """What one time brings, from all unions."""
        return sum(amount for _union, amount in self.paying)

    @property
    def times(self) -> tuple[Time, ...]:
        """The times of the levy by its basis; none while that is not decided."""
        return times_of(self.basis, self.occurrences)


@dataclass(frozen=True, slots=True)
class ProposedDue:
    """A due that is not made yet."""

    union: int
    time: Time
    amount: int


def times_of(basis: Basis, occurrences: Sequence[int] = ()) -> tuple[Time, ...]:
    """Once, each quarter, or each occurrence given; none while not decided."""
    match basis:
        case Basis.ONCE:
            return (Time(),)
        case Basis.PER_QUARTER:
            return tuple(Time(quarter=quarter) for quarter in QUARTERS)
        case Basis.PER_OCCURRENCE:
            return tuple(Time(occurrence=occurrence) for occurrence in occurrences)
    return ()


def dues_to_make(levy: LevyFacts, existing: Collection[tuple[int, Time]] = ()) -> list[ProposedDue]:
    """The dues still missing, time by time and in the order of the shares; `existing` are the (union, time) made."""
    made = set(existing)
    return [
        ProposedDue(union, time, amount)
        for time in levy.times
        for union, amount in levy.paying
        if (union, time) not in made
    ]


def fingerprint(dues: Iterable[ProposedDue]) -> str:
    """A short name of exactly these dues: what was shown and what is about to be made are compared by it."""
    return hashlib.sha256(repr(list(dues)).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Open:
    """A due and what may still be paid on it."""

    due: int
    left: int


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a payment that goes to one due."""

    due: int
    amount: int


@dataclass(frozen=True, slots=True)
class Split:
    """A payment parted over dues; `rest` found no due."""

    parts: tuple[Part, ...]
    rest: int


def allocate(amount: int, dues: Iterable[Open]) -> Split:
    """Part an amount over dues in the order given. Parts and rest sum to the amount; no part exceeds its due's left."""
    parts: list[Part] = []
    rest = amount
    for due in dues:
        part = min(rest, due.left)
        if part > 0:
            parts.append(Part(due.due, part))
            rest -= part
    return Split(tuple(parts), rest)


@dataclass(frozen=True, slots=True)
class Balance:
    """Sums of one due or many: asked for, confirmed, declared but not answered yet.

    What one due got too much (an amendment lowered it afterwards) is not what another one lacks: sums keep both apart,
    so that the page of a union, its rows and every sum of them say the same. `hidden` is how much of both the bare
    sums would hide; none in one due.
    """

    due: int = 0
    paid: int = 0
    waiting: int = 0
    hidden: int = 0

    @property
    def left(self) -> int:
        """What is still owed: only confirmed money counts. Never below zero."""
        return max(self.due - self.paid, 0) + self.hidden

    @property
    def over(self) -> int:
        """What was paid beyond what is asked for now."""
        return max(self.paid - self.due, 0) + self.hidden

    @property
    def open(self) -> int:
        """What may still be declared: owed, and not waiting for the treasurer already."""
        return self.left - self.waiting

    @property
    def is_settled(self) -> bool:
        """Something was owed and nothing is any more."""
        return self.due > 0 and not self.left

    def __add__(self, other: "Balance") -> "Balance":
        due, paid = self.due + other.due, self.paid + other.paid
        return Balance.summed(due, paid, self.waiting + other.waiting, self.over + other.over)

    @classmethod
    def summed(cls, due: int, paid: int, waiting: int, over: int) -> "Balance":
        """The balance of many dues that got `over` too much, each by itself."""
        return cls(due, paid, waiting, over - max(paid - due, 0))


def total(balances: Iterable[Balance]) -> Balance:
    """The sum of many balances."""
    return sum(balances, Balance())
