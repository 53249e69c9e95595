"""Sentences made from facts. Pure: what a line with slots prints, given the facts that fill them.

A line's text may hold slots, written as an officer reads them: "{đơn vị} phụ trách nội dung khám, phát thuốc." Only the
slots of facts tied to the line are filled; any other brace is text. Figures print as the plan prints them:
"7.000.000 đồng/đơn vị", or the tiers "Đoàn A: 2.250.000 đồng; Đoàn B, Đoàn C: 1.750.000 đồng".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from documents.words import dong_unit


class Slot(StrEnum):
    """A place in a line's text that a fact fills. The values are stored in the lines: never change one."""

    TITLE = "{tên hoạt động}"
    WHEN = "{thời gian}"
    WHERE = "{địa điểm}"
    LEAD = "{đơn vị}"
    SUPPORT = "{đơn vị phối hợp}"
    LEVY = "{mức đóng góp}"
    QUOTA = "{số lượng}"


class Basis(StrEnum):
    """How often a share is due; the values of `plans.models.Levy.Basis`."""

    UNDECIDED = "undecided"
    ONCE = "once"
    PER_OCCURRENCE = "per_occurrence"
    PER_QUARTER = "per_quarter"


@dataclass(frozen=True, slots=True)
class Share:
    """What one union pays each time, under the name the line prints. Amount in whole đồng."""

    name: str
    amount: int


EACH = {Basis.PER_OCCURRENCE: "/lần", Basis.PER_QUARTER: "/quý"}
ONE_PAYMENT = "; nộp một lần cho cả năm"


def compose(template: str, values: Mapping[Slot, str]) -> str:
    """The template with its slots filled; a slot without a value stays as it is written."""
    for slot, value in values.items():
        template = template.replace(slot, value)
    return template


def join_names(names: Sequence[str], last_joiner: str = ", ") -> str:
    """ "A, B và C" with `last_joiner` " và "; "A, B, C" with ", "."""
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + last_joiner + names[-1]


def flat_figure(amount: int, basis: Basis = Basis.UNDECIDED) -> str:
    """ "7.000.000 đồng/đơn vị", with "/lần" or "/quý" once that is decided."""
    return f"{dong_unit(amount)}/đơn vị{EACH.get(basis, '')}"


def tier_figures(shares: Sequence[Share], basis: Basis = Basis.UNDECIDED) -> str:
    """Unions of equal amount that follow one another share a tier; tiers are parted by ";"."""
    tiers = groupby(shares, key=lambda share: share.amount)
    return "; ".join(
        f"{join_names([share.name for share in tier])}: {dong_unit(amount)}{EACH.get(basis, '')}"
        for amount, tier in tiers
    )


def levy_figures(shares: Sequence[Share], *, flat: bool, basis: Basis, recurring: bool) -> str:
    """What stands in the brackets of a levy's sentence. The basis is printed once it is chosen.

    A levy of an activity that does not recur can be paid only once, so nothing needs to be said then.
    """
    if flat:
        figure = flat_figure(shares[0].amount, basis) if shares else ""
    else:
        figure = tier_figures(shares, basis)
    return figure + (ONE_PAYMENT if basis is Basis.ONCE and recurring and figure else "")


def quota_figure(people: int) -> str:
    """Counts below ten are written with a zero: "05"."""
    return f"{people:02d}"
