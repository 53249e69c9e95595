"""Issuing an amendment, and what follows for the dues that were made: entries that raise or lower them.

The paper that is signed and the entries come from the same shifts, so neither can say what the other does not.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction

from contributions.documents import time_in_words
from contributions.errors import AmendedMeanwhile
from contributions.models import Adjustment, Due
from contributions.queries.levies import LevyState, levy_states
from contributions.reckoning import Time, dues_to_make
from plans.actions.amending import issue_amendment
from plans.actions.issuing import hold_whole
from plans.amending.changes import AmountRow, Books, TimeChange
from plans.issuing.queries import versions_of
from plans.issuing.signing import Signing
from plans.models import Levy, Occurrence, Plan, Version
from unions import audit
from unions.models import User


@dataclass(frozen=True, slots=True)
class Shift:
    """A due that the plan now wants to ask for another amount: from what, to what, what was paid on it; in đồng."""

    due: Due
    before: int
    after: int
    paid: int = 0

    @property
    def over(self) -> int:
        """What will have been paid too much."""
        return max(self.paid - self.after, 0)

    @property
    def change(self) -> int:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Following:
    """What follows from the plan as it stands: the dues to be adjusted, and what the paper has to know of them."""

    shifts: tuple[Shift, ...]
    books: Books


@transaction.atomic
def amend_plan(*, plan: Plan, signing: Signing, reason: str, by: User, seen: dt.datetime | None = None) -> Version:
    """Issue the amending paper and adjust the dues that were made.

    Raises AmendedMeanwhile and what `issue_amendment` raises.
    """
    row = hold_whole(plan)
    _refuse_amended(row, seen)
    hold_dues(row)
    follows = following(row)
    version = issue_amendment(plan=row, signing=signing, reason=reason, by=by, seen=seen, books=follows.books)
    entries = [Adjustment(due=one.due, amount=one.change, version=version, made_by=by) for one in follows.shifts]
    if entries:
        made = Adjustment.objects.bulk_create(entries)
        facts = {"adjustments": [adjustment_facts(entry) for entry in made]}
        audit.record("dues_adjusted", version, by=by, cluster=version.plan.cluster, about=str(version), after=facts)
    return version


def hold_dues(plan: Plan) -> None:
    """Levies, then dues, locked until the transaction ends: the order of everybody who makes or pays dues."""
    list(Levy.objects.select_for_update().filter(activity__plan=plan).order_by("pk").values_list("pk"))
    list(Due.objects.select_for_update().filter(plan=plan).order_by("pk").values_list("pk"))


def _refuse_amended(plan: Plan, seen: dt.datetime | None) -> None:
    """Somebody who was faster is named with the paper: else nothing would be left to amend, and nobody knew why."""
    later = versions_of(plan).filter(issued_at__gt=seen).first() if seen else None
    if later:
        raise AmendedMeanwhile(later)


def adjustment_facts(entry: Adjustment) -> list[int]:
    """An adjustment as the trail keeps it."""
    return [entry.pk, entry.due_id, entry.amount]


def following(plan: Plan) -> Following:
    """The dues made that ask for something else than the plan says now, oldest first. Six queries."""
    states = levy_states(plan)
    said = {key: amount for state in states for key, amount in _said(state)}
    dues = Due.objects.for_plan(plan).with_sums().select_related("union", "levy__activity", "occurrence")
    found = (Shift(due, due.asked, said.get(_key(due), 0), due.paid) for due in dues.oldest_first())
    shifts = tuple(shift for shift in found if shift.change)
    visits = {state.levy.pk: state.visits for state in states}
    bases = {state.levy.pk: state.levy.basis for state in states}
    return Following(shifts, Books(_by_time(shifts), visits, bases))


def _by_time(shifts: Iterable[Shift]) -> tuple[TimeChange, ...]:
    """The shifts of each time of each levy together, as the paper tells them."""
    together: dict[tuple[int, Time], list[Shift]] = {}
    for shift in shifts:
        together.setdefault((shift.due.levy_id, time_of(shift.due)), []).append(shift)
    return tuple(_time_change(group) for group in together.values())


def _time_change(shifts: list[Shift]) -> TimeChange:
    due = shifts[0].due
    # What was called off as a whole is told by its lines and its amounts, not time by time.
    called_off = (
        due.occurrence is not None
        and due.occurrence.state == Occurrence.State.CANCELLED
        and not due.occurrence.with_activity
    )
    rows = tuple(AmountRow(shift.due.union.name, shift.before, shift.after) for shift in shifts)
    return TimeChange(due.levy_id, due.levy.activity.title, time_in_words(due), called_off, rows)


def _said(state: LevyState) -> Iterator[tuple[tuple[int, int, Time], int]]:
    for due in dues_to_make(state.facts):
        yield (state.levy.pk, due.union, due.time), due.amount


def _key(due: Due) -> tuple[int, int, Time]:
    return due.levy_id, due.union_id, time_of(due)


def time_of(due: Due) -> Time:
    """Which time of its levy a due is for."""
    return Time(due.occurrence_id, due.quarter)
