"""Closing a plan: first the dues that were made have to agree with it, as they do after an amendment."""

from django.db import transaction

from contributions.actions.amending import following, hold_dues
from plans.actions import issuing
from plans.models import Plan
from unions.models import User


@transaction.atomic
def close_plan(*, plan: Plan, by: User) -> Plan:
    """The year is over. Raises NotIssued, ChangesNotIssued, DuesNotAmended."""
    row = issuing.hold_whole(plan)
    hold_dues(row)
    return issuing.close_plan(plan=row, by=by, books=following(row).books)
