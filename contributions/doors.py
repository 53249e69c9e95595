"""Every sum is a door: rows of balances as ready strings, each figure with the address of the rows behind it.

A ledger of fifty unions has hundreds of doors. Their addresses differ in the query alone, so each list's address is
asked for once; the template only prints.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from contributions.queries import LedgerRow
from contributions.reckoning import Balance
from plans.models import Plan
from unions.amounts import format_dong


@dataclass(frozen=True, slots=True)
class Door:
    """A figure; `url` is empty where there is nothing behind it."""

    figure: str
    url: str


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """One union's due, paid, waiting and left."""

    name: str
    url: str
    due: Door
    paid: Door
    waiting: Door
    left: Door


@dataclass(frozen=True, slots=True)
class BalanceTable:
    """The unions' rows and their sum, which is shown below more than one."""

    rows: tuple[BalanceRow, ...]
    total: BalanceRow


def balance_table(plan: Plan, rows: Iterable[LedgerRow], total: Balance, activity: int | None) -> BalanceTable:
    """Balances ready to print. `activity`: the id of the one they are of; None: they are of all. No query."""
    place = {"code": plan.cluster.code, "year": plan.year}
    dues, payments = (
        reverse("contributions:due_list", kwargs=place),
        reverse("contributions:payment_list", kwargs=place),
    )
    # Codes are slugs: the address of one union's page is that of any other with its code in the place of this one's.
    account = reverse("contributions:union_account", kwargs={**place, "union": "0"})

    def ready(name: str, url: str, balance: Balance, union: str) -> BalanceRow:
        narrowed = [(key, value) for key, value in (("union", union), ("activity", activity)) if value]
        found = (
            (dues, balance.due, ""),
            (payments, balance.paid, "confirmed"),
            (payments, balance.waiting, "waiting"),
            (dues, balance.left, "open"),
        )
        return BalanceRow(name, url, *(_door(base, amount, narrowed, state) for base, amount, state in found))

    head, _zero, tail = account.rpartition("0")
    lines = tuple(ready(str(r.union), f"{head}{r.union.code}{tail}", r.balance, r.union.code) for r in rows)
    return BalanceTable(lines, ready("", "", total, ""))


def _door(base: str, amount: int, narrowed: Sequence[tuple[str, object]], state: str) -> Door:
    query = urlencode([*narrowed, *([("state", state)] if state else [])])
    return Door(format_dong(amount), f"{base}?{query}" if query else base) if amount else Door("0", "")
