"""Issuing an amendment, and what follows for the dues that were made: entries that raise or lower them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from contributions.models import Adjustment, Due
from contributions.queries.levies import LevyState, levy_states
from contributions.reckoning import Time, dues_to_make
from plans.actions.amending import issue_amendment
from plans.issuing.signing import Signing
from plans.models import Levy, Plan, Version
from unions import audit
from unions.models import User


@dataclass(frozen=True, slots=True)
class Shift:
    """A due that the plan now wants to ask for another amount: from what, to what, in đồng."""

    due: Due
    before: int
    after: int

    @property
    def change(self) -> int:
        return self.after - self.before


@transaction.atomic
def amend_plan(*, plan: Plan, signing: Signing, reason: str, by: User, seen: dt.datetime | None = None) -> Version:
    """Issue the amending paper and adjust the dues that were made. Raises what `issue_amendment` raises."""
    version = issue_amendment(plan=plan, signing=signing, reason=reason, by=by, seen=seen)
    # Levies, then dues: the order of everybody who makes or pays dues.
    list(Levy.objects.select_for_update().filter(activity__plan=plan).order_by("pk").values_list("pk"))
    list(Due.objects.select_for_update().filter(plan=plan).order_by("pk").values_list("pk"))
    entries = [Adjustment(due=shift.due, amount=shift.change, version=version, made_by=by) for shift in shifts_of(plan)]
    if entries:
        made = Adjustment.objects.bulk_create(entries)
        facts = {"adjustments": [adjustment_facts(entry) for entry in made]}
        audit.record("dues_adjusted", version, by=by, cluster=version.plan.cluster, about=str(version), after=facts)
    return version


def adjustment_facts(entry: Adjustment) -> list[int]:
    """An adjustment as the trail keeps it."""
    return [entry.pk, entry.due_id, entry.amount]


def shifts_of(plan: Plan) -> list[Shift]:
    """The dues made that ask for something else than the plan says now, oldest first. Six queries."""
    said = {key: amount for state in levy_states(plan) for key, amount in _said(state)}
    dues = Due.objects.for_plan(plan).with_asked().select_related("union", "levy__activity", "occurrence")
    shifts = (Shift(due, due.asked, said.get(_key(due), 0)) for due in dues.oldest_first())
    return [shift for shift in shifts if shift.change]


def _said(state: LevyState) -> Iterator[tuple[tuple[int, int, Time], int]]:
    for due in dues_to_make(state.facts):
        yield (state.levy.pk, due.union, due.time), due.amount


def _key(due: Due) -> tuple[int, int, Time]:
    return due.levy_id, due.union_id, Time(due.occurrence_id, due.quarter)
