"""What stands around the lines and must be there before the paper can be issued. Pure on what is given."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from plans.checks.finding import LETTERHEAD, RECIPIENTS, SIGNER, Code, Finding, Spot
from plans.models import Plan

# "TP. Hồ Chí Minh, ngày 05 tháng 02 năm 2024": a day, not the room to write one.
FULL_DATE = re.compile(r"ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}", re.IGNORECASE)


def missing_parts(plan: Plan, recipients: int, base: str) -> Iterator[Finding]:
    """What is not filled in yet around the lines; `recipients` is how many there are."""
    for code, spot, text in _missing(plan, recipients):
        yield Finding(code, text, base + spot.query, spot)


def _missing(plan: Plan, recipients: int) -> Iterator[tuple[Code, Spot, str]]:
    if not plan.place and not plan.dateline:
        yield Code.PLACE_MISSING, LETTERHEAD, _("The plan has no place of signing yet.")
    if not has_date(plan):
        yield Code.DATE_MISSING, LETTERHEAD, _("The plan has no date of signing yet.")
    if not plan.signer_name:
        yield Code.SIGNER_MISSING, SIGNER, _("Nobody is named as signer.")
    elif not (plan.signer_office or plan.signer_note):
        yield Code.OFFICE_MISSING, SIGNER, _("The signer's office is not given.")
    if not recipients:
        yield Code.RECIPIENTS_MISSING, RECIPIENTS, _("Nobody is named as recipient.")
    if not plan.number:
        yield Code.NUMBER_MISSING, LETTERHEAD, _("The plan has no number yet. It gets one when it is issued.")


def has_date(plan: Plan) -> bool:
    """Whether the paper prints a day of signing; a typed line counts only when its day is filled in."""
    return bool(FULL_DATE.search(plan.dateline)) if plan.dateline else plan.signed_on is not None
