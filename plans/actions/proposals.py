"""What was left over from an earlier plan, decided on: taken into the plan as a line, left out, or open again."""

from django.db import transaction
from django.utils import timezone

from plans.actions import activities, clauses, holding
from plans.carrying.errors import ProposalDecided, ProposalOpen, WordsGone
from plans.models import Activity, Clause, Plan, Proposal
from unions.models import User


@transaction.atomic
def take_proposal(*, proposal: Proposal, text: str, by: User, activity: Activity | None = None) -> Clause:
    """Make it a line: a content of an activity of the plan, or a line at the plan's end.

    Raises ProposalDecided when somebody was faster, WordsGone without words, AlreadyEnded.
    """
    row = _hold(proposal)
    if row.state != Proposal.State.OPEN:
        raise ProposalDecided
    words = holding.one_line(text)
    if not words:
        raise WordsGone
    if activity:
        clause = activities.add_content(activity=activity, text=words, by=by).clause
    else:
        clause = clauses.add_clause(plan=row.plan, text=words, by=by)
    row.clause = clause
    _decide(row, Proposal.State.TAKEN, by)
    return clause


@transaction.atomic
def decline_proposal(*, proposal: Proposal, by: User) -> Proposal:
    """Leave it out; it stays in the list and can be opened again. Raises ProposalDecided."""
    row = _hold(proposal)
    if row.state != Proposal.State.OPEN:
        raise ProposalDecided
    return _decide(row, Proposal.State.DECLINED, by)


@transaction.atomic
def reopen_proposal(*, proposal: Proposal, by: User) -> Proposal:
    """Think about it again. A line that was made of it stays. Raises ProposalOpen."""
    row = _hold(proposal)
    if row.state == Proposal.State.OPEN:
        raise ProposalOpen
    row.clause = None
    return _decide(row, Proposal.State.OPEN, by)


def _hold(proposal: Proposal) -> Proposal:
    """Plan, then proposal: the order of all who write lines."""
    holding.hold(Plan(pk=proposal.plan_id))
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("plan__cluster")
    return rows.get(pk=proposal.pk)


def _decide(row: Proposal, state: str, by: User) -> Proposal:
    before = {"state": row.state}
    row.state = state
    row.decided_at, row.decided_by = (None, None) if state == Proposal.State.OPEN else (timezone.now(), by)
    row.save(update_fields=["state", "decided_at", "decided_by", "clause"])
    after = {"state": state}
    holding.note("proposal.decide", row, row.plan, by=by, about=row.text, before=before, after=after)
    return row
