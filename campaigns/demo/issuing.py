"""The demonstration's plan as its year finds it: signed at the beginning of February."""

import datetime as dt

from plans.actions.issuing import issue_plan
from plans.issuing.queries import next_number
from plans.issuing.signing import Signing
from plans.letterheads import USUAL_CAPACITY, USUAL_OFFICE
from plans.models import Plan, Version
from unions.models import User


def signing_day(plan: Plan, today: dt.date) -> dt.date:
    """5 February of the plan's year, or today while that lies ahead."""
    return min(dt.date(plan.year, 2, 5), today)


def issue(plan: Plan, *, secretary: User, signed_on: dt.date) -> Version:
    """Signed as it stands by whom it names."""
    signing = Signing(
        number=next_number(plan, signed_on).number,
        place=plan.place,
        signed_on=signed_on,
        signer_capacity=plan.signer_capacity or USUAL_CAPACITY,
        signer_office=plan.signer_office or USUAL_OFFICE,
        signer_name=plan.signer_name,
        signer_note=plan.signer_note,
        recipients=tuple(plan.recipients.values_list("text", flat=True)),
    )
    return issue_plan(plan=plan, signing=signing, by=secretary)
