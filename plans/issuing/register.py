"""How papers are numbered: HD 29-HD/TWĐTN-VP III.3, or by year where a cluster's office does so. Pure."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from plans.models import Plan
from unions.models import Cluster

KIND = "KH"  # a plan, and what amends it
ANY_UNION = "ĐTN"  # the symbol of a lead union that has none of its own, and the book that these share
# "Số: 01-KH/ĐTN", "53 KH/ĐTN", "Số 05 - KH/ĐU": the number that was typed by hand.
TYPED = re.compile(r"^\s*(?:số\s*:?)?\s*(\d{1,5})\b", re.IGNORECASE)
YEAR = re.compile(r"\d{4}")


class Taken(NamedTuple):
    """A number that was taken, and from which book."""

    series: str
    number: int
    symbol: str
    signed_on: dt.date


@dataclass(frozen=True, slots=True)
class NextNumber:
    """The number that a paper gets next from a book.

    `after` is what it follows, None where nothing was numbered yet: then any number begins the book but those that are
    `gone`, taken from another book of the same issuer in the same year.
    """

    series: str
    number: int
    after: Taken | None
    gone: frozenset[int]

    @property
    def begins(self) -> bool:
        """Whether any number may be the first, because the office's own book is older than this one."""
        return self.after is None


def number_after(rows: Iterable[Taken], cluster: Cluster, issuer: str, day: dt.date) -> NextNumber:
    """The number that follows those that were taken: no symbol is given twice in a year, however numbering was changed.

    A book goes on from its own last number, and from those that the issuer took in the year from a book of the other
    scheme. The book of a new term begins with 01; what the former term gave in the year is skipped.
    """
    series, rows = series_of(cluster, issuer, day), list(rows)
    beside = [
        row for row in rows if row.series != series and row.signed_on.year == day.year and _is_of(issuer, row.series)
    ]
    followed = [row for row in rows if row.series == series]
    followed += [row for row in beside if not (_is_term(issuer, series) and _is_term(issuer, row.series))]
    after = max(followed, key=lambda row: row.number, default=None)
    gone = frozenset(row.number for row in beside)
    number = after.number + 1 if after else 1
    while number in gone:
        number += 1
    return NextNumber(series, number, after, gone)


def _is_of(issuer: str, series: str) -> bool:
    """Whether a book is the issuer's: "ĐTN", "ĐTN 2024", "ĐTN 2022 - 2027", but not "ĐTNK"."""
    return f"{series} ".startswith(f"{issuer} ")


def _is_term(issuer: str, series: str) -> bool:
    """Whether a book is that of a named term, not of a year."""
    span = series.removeprefix(issuer).strip()
    return bool(span) and not YEAR.fullmatch(span)


def series_of(cluster: Cluster, issuer: str, day: dt.date) -> str:
    """What numbers run in: the issuer's year or term, "ĐKDCĐ 2024"."""
    span = str(day.year) if cluster.numbering == Cluster.Numbering.PER_YEAR else cluster.term
    return " ".join(filter(None, [issuer, span]))[:40]


def issuer_of(plan: Plan) -> str:
    """Which book a plan is numbered in: the cluster's, or that of the symbol it prints: none is printed twice."""
    if plan.cluster.issued_by == Cluster.IssuedBy.CLUSTER:
        return plan.cluster.code
    return (plan.lead and plan.lead.symbol) or ANY_UNION


def symbol_of(number: int, plan: Plan, given: str = "") -> str:
    """Number and symbol: "01-KH/ĐKDCĐ"; where the lead union has no symbol of its own, that `given` to it, or "ĐTN"."""
    return f"{number:02d}-{KIND}/{(plan.lead and plan.lead.symbol) or given or ANY_UNION}"


def number_line(symbol: str) -> str:
    """The line of the letterhead: "Số: 01-KH/ĐKDCĐ"."""
    return f"Số: {symbol}"


def typed_number(line: str) -> int | None:
    """The number in a line typed by hand, if there is one: "Số: 07-KH/ĐTN" -> 7."""
    found = TYPED.match(line)
    return int(found[1]) if found and int(found[1]) else None
