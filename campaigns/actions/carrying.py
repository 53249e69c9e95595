"""A plan carried over with what is left over from it as proposals."""

from django.db import transaction

from campaigns.queries.carrying import left_over
from plans.actions.carrying import NextPlan, carry_over
from plans.models import Plan, Proposal
from unions.models import User


@transaction.atomic
def carry_over_year(*, source: Plan, wanted: NextPlan, by: User) -> Plan:
    """The next plan, with unfinished duties and open problems to decide on. Raises what `carry_over` raises."""
    plan = carry_over(source=source, wanted=wanted, by=by)
    Proposal.objects.bulk_create(
        Proposal(plan=plan, kind=one.kind, text=one.text, origin=one.origin, source=one.source)
        for one in left_over(source)
    )
    return plan
