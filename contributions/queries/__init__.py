"""Questions about money. Each says how many queries it takes, whatever the number of rows."""

from contributions.queries.accounts import (
    PAGE,
    DueLine,
    UnionAccount,
    due_lines,
    dues_shown,
    open_due_lines,
    payment_list,
    union_account,
)
from contributions.queries.booked import BookedDue, booked_dues
from contributions.queries.ledgers import Ledger, LedgerRow, LedgerSection, ledger
from contributions.queries.levies import LevyState, levy_facts, levy_state, levy_states, loaded_states
from contributions.queries.lists import DueList, Narrowing, PaymentRows, due_list, narrowing, payment_rows
from contributions.queries.payments import (
    DaySums,
    Desk,
    PaymentPage,
    Queue,
    desk,
    payment_page,
    waiting_by_year,
)
from contributions.queries.preview import Preview, PreviewRow, preview

__all__ = [
    "PAGE",
    "BookedDue",
    "DaySums",
    "Desk",
    "DueLine",
    "DueList",
    "Ledger",
    "LedgerRow",
    "LedgerSection",
    "LevyState",
    "Narrowing",
    "PaymentPage",
    "PaymentRows",
    "Preview",
    "PreviewRow",
    "Queue",
    "UnionAccount",
    "booked_dues",
    "desk",
    "due_lines",
    "due_list",
    "dues_shown",
    "ledger",
    "levy_facts",
    "levy_state",
    "levy_states",
    "loaded_states",
    "narrowing",
    "open_due_lines",
    "payment_list",
    "payment_page",
    "payment_rows",
    "preview",
    "union_account",
    "waiting_by_year",
]
