"""What is signed, as a form or a command gives it."""

import datetime as dt
from dataclasses import dataclass

# Who signs: the fields of a signing, of its form, and the columns of a plan.
SIGNER = ("signer_capacity", "signer_office", "signer_name", "signer_note")


@dataclass(frozen=True, slots=True)
class Signing:
    """What is asked for when a paper is issued: its number, where and when it is signed, by whom, who receives it.

    `symbol` is what a lead union without a symbol of its own is given.
    """

    number: int
    place: str
    signed_on: dt.date
    signer_capacity: str
    signer_office: str
    signer_name: str
    signer_note: str
    recipients: tuple[str, ...]
    symbol: str = ""
