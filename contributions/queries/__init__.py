"""Questions about money. Each says how many queries it takes, whatever the number of rows."""

from contributions.queries.accounts import (
    PAGE,
    DueLine,
    UnionAccount,
    due_lines,
    open_due_lines,
    payment_list,
    union_account,
)
from contributions.queries.ledgers import Ledger, LedgerRow, LedgerSection, ledger
from contributions.queries.levies import LevyState, levy_facts, levy_state, levy_states
from contributions.queries.payments import (
    DaySums,
    Desk,
    PaymentPage,
    Queue,
    desk,
    payment_page,
    waiting_count,
)

__all__ = [
    "PAGE",
    "DaySums",
    "Desk",
    "DueLine",
    "Ledger",
    "LedgerRow",
    "LedgerSection",
    "LevyState",
    "PaymentPage",
    "Queue",
    "UnionAccount",
    "desk",
    "due_lines",
    "ledger",
    "levy_facts",
    "levy_state",
    "levy_states",
    "open_due_lines",
    "payment_list",
    "payment_page",
    "union_account",
    "waiting_count",
]
