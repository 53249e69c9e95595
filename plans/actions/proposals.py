"""What was left over from an earlier plan, decided on: taken into the plan as a line, left out, or open again."""

from django.db import transaction
from django.utils import timezone

from plans.actions import activities, clauses, holding, removing
from plans.actions.steps import printed
from plans.carrying.errors import LineIsBuiltOn, LineIsThere, ProposalDecided, ProposalOpen, WordsGone
from plans.errors import LineIsGone
from plans.models import Activity, Clause, ContentItem, Duty, Plan, Proposal
from unions.models import User


@transaction.atomic
def take_proposal(*, proposal: Proposal, text: str, by: User, activity: Activity | None = None) -> Clause:
    """Make it a line: a content of an activity of the plan, or a line at the plan's end.

    Raises ProposalDecided when somebody was faster, LineIsThere when one says it already, WordsGone without words,
    AlreadyEnded.
    """
    row = _open(proposal)
    if row.clause:
        raise LineIsThere(text=printed(row.plan, row.clause)[:80])
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
def keep_line(*, proposal: Proposal, by: User) -> Proposal:
    """Take it with the line that says it: carried over, or made of it before. Raises ProposalDecided, LineIsGone."""
    row = _open(proposal)
    if row.clause is None:
        raise LineIsGone
    return _decide(row, Proposal.State.TAKEN, by)


@transaction.atomic
def decline_proposal(*, proposal: Proposal, by: User) -> Proposal:
    """Leave it out, with the line that says it; it stays in the list and can be opened again.

    Raises ProposalDecided; LineIsBuiltOn when something was added to the line.
    """
    row = _open(proposal)
    if row.clause:
        _take_out(row.clause, by)
        row.clause = None
    return _decide(row, Proposal.State.DECLINED, by)


def _take_out(clause: Clause, by: User) -> None:
    going = removing.select(clause)
    if len(going.lines) > 1 or any(not isinstance(fact, ContentItem | Duty) for fact in going.facts):
        raise LineIsBuiltOn(text=printed(clause.plan, clause)[:80])
    removing.remove_clause(clause=clause, seen=going.mark, by=by)


@transaction.atomic
def reopen_proposal(*, proposal: Proposal, by: User) -> Proposal:
    """Think about it again. A line that was made of it stays until that is decided. Raises ProposalOpen."""
    row = _hold(proposal)
    if row.state == Proposal.State.OPEN:
        raise ProposalOpen
    return _decide(row, Proposal.State.OPEN, by)


def _open(proposal: Proposal) -> Proposal:
    row = _hold(proposal)
    if row.state != Proposal.State.OPEN:
        raise ProposalDecided
    return row


def _hold(proposal: Proposal) -> Proposal:
    """Plan, then proposal: the order of all who write lines."""
    holding.hold(Plan(pk=proposal.plan_id))
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("plan__cluster", "clause")
    return rows.get(pk=proposal.pk)


def _decide(row: Proposal, state: str, by: User) -> Proposal:
    before = {"state": row.state}
    row.state = state
    row.decided_at, row.decided_by = (None, None) if state == Proposal.State.OPEN else (timezone.now(), by)
    row.save(update_fields=["state", "decided_at", "decided_by", "clause"])
    after = {"state": state}
    holding.note("proposal.decide", row, row.plan, by=by, about=row.text, before=before, after=after)
    return row
