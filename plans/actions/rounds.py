"""A consultation round's life: opened with the texts of that moment, perhaps prolonged, closed; then back to the draft.

After the deadline's day answers are still taken until somebody closes the round, because a late opinion is worth more
than none; they are marked as late (`plans.rounds`). Closing leaves the plan's state: it is "being agreed on" until it
is issued or taken back to the draft.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from plans import errors
from plans.actions import holding
from plans.models import AskedUnion, Plan, Round, RoundItem
from plans.queries import load_paper
from plans.rounds import Question
from plans.rounds_queries import parties, questions
from unions import audit
from unions.days import format_day
from unions.models import User
from unions.names import nfc


@transaction.atomic
def open_round(
    *, plan: Plan, deadline: dt.date, by: User, message: str = "", activities: Collection[int] | None = None
) -> Round:
    """Ask the members about `activities` (ids; None: all) as they stand now, until the end of the day `deadline`.

    Raises NotBeingDrafted, RoundIsOpen, DeadlineNotAhead, NothingToAsk.
    """
    row = _hold(plan)
    _refuse(row, deadline)
    asked = [q for q in questions(load_paper(row)) if activities is None or q.activity in activities]
    if not asked:
        raise errors.NothingToAsk
    number = Round.objects.filter(plan=row).count() + 1
    opened = Round.objects.create(
        plan=row, number=number, deadline=deadline, message=nfc(message).strip(), opened_by=by
    )
    _freeze(opened, asked)
    _set_state(row, Plan.State.CONSULTING)
    _record("round.open", opened, by, after={"deadline": deadline.isoformat(), "activities": [q.title for q in asked]})
    return opened


def _refuse(plan: Plan, deadline: dt.date) -> None:
    if not plan.is_drafted:
        raise errors.NotBeingDrafted
    holding.refuse_open_round(plan)
    if deadline <= timezone.localdate():
        raise errors.DeadlineNotAhead


def _freeze(opened: Round, asked: Sequence[Question]) -> None:
    RoundItem.objects.bulk_create(
        RoundItem(
            round=opened,
            activity_id=one.activity,
            position=position,
            label=one.label[:80],
            title=one.title,
            text=one.text,
        )
        for position, one in enumerate(asked, 1)
    )


@transaction.atomic
def extend_round(*, consultation: Round, deadline: dt.date, by: User) -> Round:
    """Give the unions more time. Raises RoundIsClosed, DeadlineNotAhead, DeadlineNotLater."""
    row = hold_open(consultation)
    if deadline <= timezone.localdate():
        raise errors.DeadlineNotAhead
    if deadline <= row.deadline:
        raise errors.DeadlineNotLater(day=format_day(row.deadline))
    before = {"deadline": row.deadline.isoformat()}
    row.deadline = deadline
    row.save(update_fields=["deadline"])
    _record("round.extend", row, by, before=before, after={"deadline": deadline.isoformat()})
    return row


@transaction.atomic
def close_round(*, consultation: Round, by: User) -> Round:
    """Take no more answers. Who was asked is kept; who said nothing stays silent. Closed twice, it is closed once."""
    row = _hold_round(consultation)
    if row.closed_at is None:
        AskedUnion.objects.bulk_create(AskedUnion(round=row, union_id=one.pk) for one in parties(row))
        row.closed_at, row.closed_by = timezone.now(), by
        row.save(update_fields=["closed_at", "closed_by"])
        _record("round.close", row, by)
    return row


@transaction.atomic
def back_to_draft(*, plan: Plan, by: User) -> Plan:
    """The plan is a draft again, after its rounds. Done twice, it is done once. Raises RoundIsOpen, NotBeingDrafted."""
    row = _hold(plan)
    if not row.is_drafted:
        raise errors.NotBeingDrafted
    holding.refuse_open_round(row)
    if row.state == Plan.State.CONSULTING:
        _set_state(row, Plan.State.DRAFT)
        audit.record("plan.back_to_draft", row, by=by, cluster=row.cluster, about=str(row))
    return row


def hold_open(consultation: Round) -> Round:
    """The round, locked until the transaction ends, so that nothing is answered in it after it was closed.

    Raises RoundIsClosed. One query.
    """
    row = _hold_round(consultation)
    if row.closed_at is not None:
        raise errors.RoundIsClosed(day=format_day(timezone.localdate(row.closed_at)))
    return row


def _hold(plan: Plan) -> Plan:
    return Plan.objects.select_for_update(of=("self",)).select_related("cluster").get(pk=plan.pk)


def _hold_round(consultation: Round) -> Round:
    rows = Round.objects.select_for_update(of=("self",)).select_related("plan__cluster")
    return rows.get(pk=consultation.pk)


def _set_state(plan: Plan, state: str) -> None:
    """Only the state: nothing in the paper changed, so "saved at" stays."""
    plan.state = state
    plan.save(update_fields=["state"])


def round_name(consultation: Round) -> str:
    """How the trail names a round: "2 · Cụm … 2026"."""
    return f"{consultation.number} · {consultation.plan}"


def _record(verb: str, row: Round, by: User, **facts: Mapping[str, object]) -> None:
    audit.record(verb, row, by=by, cluster=row.plan.cluster, about=round_name(row), **facts)
