"""How papers are numbered: HD 29-HD/TWĐTN-VP III.3, or by year where a cluster's office does so. Pure."""

import datetime as dt
import re

from plans.models import Plan
from unions.models import Cluster

KIND = "KH"  # a plan, and what amends it
ANY_UNION = "ĐTN"  # the symbol of a lead union that has none of its own
# "Số: 01-KH/ĐTN", "53 KH/ĐTN", "Số 05 - KH/ĐU": the number that was typed by hand.
TYPED = re.compile(r"^\s*(?:số\s*:?)?\s*(\d{1,5})\b", re.IGNORECASE)


def series_of(cluster: Cluster, issuer: str, day: dt.date) -> str:
    """What numbers run in: the issuer's year or term, "ĐKDCĐ 2024". Each lead union has a book of its own."""
    span = str(day.year) if cluster.numbering == Cluster.Numbering.PER_YEAR else cluster.term
    return " ".join(filter(None, [issuer, span]))[:40]


def issuer_of(plan: Plan) -> str:
    """Whose book a plan is numbered in: the lead union's, or the cluster's own."""
    if plan.cluster.issued_by == Cluster.IssuedBy.CLUSTER or plan.lead is None:
        return plan.cluster.code
    return plan.lead.symbol or plan.lead.code


def symbol_of(number: int, plan: Plan) -> str:
    """Number and symbol: "01-KH/ĐKDCĐ"; "ĐTN" where the lead union has no symbol of its own."""
    return f"{number:02d}-{KIND}/{(plan.lead and plan.lead.symbol) or ANY_UNION}"


def number_line(symbol: str) -> str:
    """The line of the letterhead: "Số: 01-KH/ĐKDCĐ"."""
    return f"Số: {symbol}"


def typed_number(line: str) -> int | None:
    """The number in a line typed by hand, if there is one: "Số: 07-KH/ĐTN" -> 7."""
    found = TYPED.match(line)
    return int(found[1]) if found and int(found[1]) else None
