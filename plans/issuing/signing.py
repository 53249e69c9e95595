"""What is signed, as a form or a command gives it."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signing:
    """What is asked for when a paper is issued: its number, where and when it is signed, by whom, who receives it."""

    number: int
    place: str
    signed_on: dt.date
    signer_capacity: str
    signer_office: str
    signer_name: str
    signer_note: str
    recipients: tuple[str, ...]
