"""Every sum is a door: rows of balances as ready strings, each figure with the address of the rows behind it.

A ledger of fifty unions has hundreds of doors. Their addresses differ in the query alone, so each list's address is
asked for once; the template only prints.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from contributions.queries import LedgerRow
from contributions.reckoning import Balance
from plans.models import Plan
from unions.amounts import format_dong


@dataclass(frozen=True, slots=True)
class Door:
    """A figure below its column's name; `url` is empty where there is nothing behind it."""

    column: str
    figure: str
    url: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures of a balance: its name, the list that its doors lead to, the state that narrows the list."""

    figure: str
    name: str
    url: str
    state: str = ""

    def door(self, amount: int, narrowed: Sequence[tuple[str, object]]) -> Door:
        """The door of an amount in đồng. Nothing is behind a zero."""
        query = urlencode([*narrowed, *([("state", self.state)] if self.state else [])])
        url = f"{self.url}?{query}" if query else self.url
        return Door(self.name, format_dong(amount), url) if amount else Door(self.name, "0", "")


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """One union's figures, one for each column."""

    name: str
    url: str
    doors: tuple[Door, ...]


@dataclass(frozen=True, slots=True)
class BalanceTable:
    """The columns, the unions' rows and their sum, which is shown below more than one."""

    columns: tuple[Column, ...]
    rows: tuple[BalanceRow, ...]
    total: BalanceRow


def balance_table(plan: Plan, rows: Iterable[LedgerRow], total: Balance, activity: int | None) -> BalanceTable:
    """Balances ready to print. `activity`: the id of the one they are of; None: they are of all. No query."""
    place = {"code": plan.cluster.code, "year": plan.year}
    columns = _columns(place, plan, total)
    # Codes are slugs: the address of one union's page is that of any other with its code in the place of this one's.
    account = reverse("contributions:union_account", kwargs={**place, "union": "0"})
    head, _zero, tail = account.rpartition("0")

    def ready(name: str, url: str, balance: Balance, union: str) -> BalanceRow:
        narrowed = [(key, value) for key, value in (("union", union), ("activity", activity)) if value]
        doors = (column.door(getattr(balance, column.figure), narrowed) for column in columns)
        return BalanceRow(name, url, tuple(doors))

    lines = tuple(ready(str(r.union), f"{head}{r.union.code}{tail}", r.balance, r.union.code) for r in rows)
    return BalanceTable(columns, lines, ready("", "", total, ""))


def _columns(place: dict[str, object], plan: Plan, total: Balance) -> tuple[Column, ...]:
    """A withdrawn plan asks for nothing; the last one only where somebody paid too much, which is rare."""
    dues, payments = (reverse(f"contributions:{name}", kwargs=place) for name in ("due_list", "payment_list"))
    return (
        Column("due", _("Due"), dues),
        Column("paid", _("Paid"), payments, "confirmed"),
        Column("waiting", _("Waiting"), payments, "waiting"),
        *([] if plan.is_withdrawn else [Column("left", _("Left"), dues, "open")]),
        *([Column("over", _("Paid too much"), dues, "over")] if total.over else []),
    )
