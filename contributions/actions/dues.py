"""Making dues from a levy, in one step, after a preview."""

import secrets
from collections.abc import Sequence

from django.db import transaction

from contributions import codes, errors
from contributions.models import Due
from contributions.queries.levies import LevyState, Stage, levy_state
from contributions.reckoning import ProposedDue, fingerprint
from plans.errors import ActivityCalledOff
from plans.models import Levy
from unions import audit
from unions.errors import DomainError
from unions.models import MemberUnion, User

REFUSALS: dict[Stage, type[DomainError]] = {
    Stage.CALLED_OFF: ActivityCalledOff,
    Stage.NO_SHARES: errors.NoShares,
    Stage.UNDECIDED: errors.BasisUndecided,
    Stage.NO_OCCURRENCES: errors.NoOccurrences,
    Stage.MADE: errors.DuesMadeAlready,
    Stage.NOT_ISSUED: errors.LevyNotIssued,
    Stage.CLOSED: errors.PlanClosed,
    Stage.WITHDRAWN: errors.PlanWithdrawn,
}


def make_dues(*, levy: Levy, by: User, seen: str | None = None) -> list[Due]:
    """Make the dues of a levy that are still missing, and return them.

    `seen` is the fingerprint of the preview that the person looked at; None where there was none (a command). Raises
    ActivityCalledOff, BasisUndecided, NoShares, NoOccurrences, DuesMadeAlready (a second click ends here), DuesChanged,
    LevyNotIssued, PlanClosed, PlanWithdrawn. Whoever closes the plan holds its levies too, so none is made after that.
    """
    with transaction.atomic():
        locked = Levy.objects.select_for_update(of=("self",)).select_related("activity__plan__cluster").get(pk=levy.pk)
        state = levy_state(locked)
        if state.stage in REFUSALS:
            raise REFUSALS[state.stage]
        if seen is not None and seen != fingerprint(state.missing):
            raise errors.DuesChanged
        dues = Due.objects.bulk_create(_dues(locked, state.missing, by))
        audit.record(
            "dues_made",
            locked,
            by=by,
            cluster=locked.activity.plan.cluster,
            about=locked.activity.title,
            after=_facts(state, dues),
        )
    return dues


def _dues(levy: Levy, proposed: Sequence[ProposedDue], by: User) -> list[Due]:
    unions = MemberUnion.objects.in_bulk({due.union for due in proposed})
    prefixes = {pk: codes.prefix(levy.activity.title, union.code) for pk, union in unions.items()}
    taken = set(Due.objects.filter(plan__cluster=levy.activity.plan.cluster).values_list("code", flat=True))
    dues = []
    for due in proposed:
        code = codes.new_code(prefixes[due.union], taken, secrets.choice)
        taken.add(code)
        dues.append(
            Due(
                plan=levy.activity.plan,
                levy=levy,
                union_id=due.union,
                occurrence_id=due.time.occurrence,
                quarter=due.time.quarter,
                amount=due.amount,
                due_on=levy.due_on,
                code=code,
                made_by=by,
            )
        )
    return dues


def _facts(state: LevyState, dues: Sequence[Due]) -> dict[str, object]:
    """What the trail keeps: enough to find out later that a due was changed behind the program's back."""
    return {"basis": state.facts.basis.value, "dues": [due_facts(due) for due in dues]}


def due_facts(due: Due) -> list[object]:
    """A due as the trail keeps it."""
    day = due.due_on.isoformat() if due.due_on else None
    return [due.pk, due.union_id, due.occurrence_id, due.quarter, due.amount, due.code, day]
