"""A plan carried over with what is left over from it as proposals."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from campaigns.queries.carrying import left_over
from plans.actions.carrying import NextPlan, carry_over
from plans.actions.positions import lines_of, on_paper
from plans.models import Plan, Proposal
from unions.models import User


@transaction.atomic
def carry_over_year(*, source: Plan, wanted: NextPlan, by: User, unreported: Collection[int] = ()) -> Plan:
    """The next plan, with unfinished duties and open problems to decide on.

    A duty's proposal knows its line, which came along. `unreported` are ids of duties that nobody reported on and that
    are proposed too. Raises what `carry_over` raises.
    """
    plan = carry_over(source=source, wanted=wanted, by=by)
    became = dict(zip(_lines(source), _lines(plan), strict=True))  # carrying over drops and adds no line
    Proposal.objects.bulk_create(
        Proposal(
            plan=plan,
            kind=one.kind,
            text=one.text,
            origin=one.origin,
            source=one.source,
            clause_id=became[one.line] if one.line else None,
        )
        for one in left_over(source, timezone.localdate())
        if one.unreported is None or one.unreported in unreported
    )
    return plan


def _lines(plan: Plan) -> list[int]:
    """Ids of the lines on its paper, in order; what was called off is on none, and does not come along."""
    return [line.pk for line in on_paper(lines_of(plan))]
