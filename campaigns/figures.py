"""Numbers of results as people here write them: "276.200", "7,4". Pure.

    number = whole ["," one to three digits] | digits in threes parted by "," at least twice     7,4   1,000,000
    whole  = digits | digits in threes parted by the same one of "." " "                         276.200

A comma is the decimal sign. "7.4" means nothing here, and "7,400" one thing to one reader and a thousand times more to
another: both are refused, not guessed. Only the digits 0–9 count as digits.
"""

import re
from decimal import Decimal
from enum import StrEnum

LARGEST = Decimal(10) ** 12
_WHOLE = r"[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]+"
_NUMBER = re.compile(rf"(?P<whole>{_WHOLE})(?:,(?P<part>[0-9]{{1,3}}))?")
_ENGLISH = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){2,}")
_EITHER = re.compile(r"[0-9]{1,3},[0-9]{3}")


class Reason(StrEnum):
    """Why a text is no number."""

    UNREADABLE = "unreadable"
    AMBIGUOUS = "ambiguous"
    TOO_LARGE = "too_large"


class FigureError(ValueError):
    """A text that is no number; `reason` says why, `text` is what was typed, shortened."""

    def __init__(self, reason: Reason, text: str) -> None:
        super().__init__(f"{reason}: {text[:40]!r}")
        self.reason = reason
        self.text = text.strip()[:40]


def parse_figure(text: str) -> Decimal:
    """A number from 0 up, with at most three decimals. Raises FigureError."""
    tidy = " ".join(text.split())[:41]
    if _EITHER.fullmatch(tidy) and not tidy.startswith("0,"):
        raise FigureError(Reason.AMBIGUOUS, text)
    match = _NUMBER.fullmatch(tidy)
    if match:
        number = Decimal(f"{re.sub('[. ]', '', match['whole'])}.{match['part'] or 0}")
    elif _ENGLISH.fullmatch(tidy):
        number = Decimal(tidy.replace(",", ""))
    else:
        raise FigureError(Reason.UNREADABLE, text)
    if number > LARGEST:
        raise FigureError(Reason.TOO_LARGE, text)
    return number


def format_figure(number: Decimal | int) -> str:
    """Decimal("276200.000") -> "276.200", Decimal("7.400") -> "7,4"."""
    whole, _point, part = f"{Decimal(number):,f}".partition(".")
    part = part.rstrip("0")
    return whole.replace(",", ".") + (f",{part}" if part else "")
