"""What can happen to money, and nothing else: dues are made, payments declared, confirmed, returned, reversed.

With it what a plan does to dues, or what dues ask of a plan: its amendments, its closing.
"""

from contributions.actions.amending import amend_plan
from contributions.actions.closing import close_plan
from contributions.actions.dues import make_dues
from contributions.actions.payments import confirm_payment, declare_payment, return_payment, reverse_payment

__all__ = [
    "amend_plan",
    "close_plan",
    "confirm_payment",
    "declare_payment",
    "make_dues",
    "return_payment",
    "reverse_payment",
]
