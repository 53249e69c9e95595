"""Sums of money as people type them, read into whole đồng or refused. Pure: standard library only.

    amount   = number [currency] | quantity unit [currency]
    number   = digits | digits in threes, parted by the same one of "." "," " "        7.000.000
    quantity = digits [("," | ".") digits, but not three of them]                        1,5 triệu
    unit     = k | nghìn | ngàn | tr | triệu | tỷ | tỉ          currency = đ | ₫ | đồng | VND | VNĐ

Three decimals before a unit ("1,500 triệu") mean a thousand times more to one reader than to another, and "7.5" alone
means nothing: both are refused, not guessed. Only the digits 0–9 count as digits.
"""

import re
import unicodedata
from enum import StrEnum

MAX_DONG = 10**12
LONGEST = 60  # characters; nobody types more

UNITS = {"k": 3, "nghin": 3, "ngan": 3, "tr": 6, "trieu": 6, "ty": 9, "ti": 9}  # powers of ten
_CURRENCY = re.compile(r"\s?(?:đồng|dong|vnđ|vnd|đ|d|₫)\.?$")
_PLAIN = re.compile(r"[0-9]+")
_GROUPED = re.compile(r"[0-9]{1,3}(?P<mark>[., ])[0-9]{3}(?:(?P=mark)[0-9]{3})*")
_WITH_UNIT = re.compile(r"(?P<whole>0|[1-9][0-9]*)(?:[.,](?P<part>[0-9]+))? ?(?P<unit>[^\W\d_]+)")
_NEGATIVE = re.compile(r"[-−–—] ?[0-9].*|\(.*[0-9].*\)|.*[0-9] ?[-−–—]")
_FRACTION = re.compile(r"[0-9., ]*[.,][0-9]{1,2}")
_SPACES = re.compile("[ \t\u00a0\u2007\u2009\u202f]+")


class Reason(StrEnum):
    """Why a text is no sum of money."""

    EMPTY = "empty"
    UNREADABLE = "unreadable"
    FRACTION = "fraction"
    AMBIGUOUS = "ambiguous"
    NEGATIVE = "negative"
    ZERO = "zero"
    TOO_LARGE = "too_large"


class AmountError(ValueError):
    """A text that is no sum of money; `reason` says why, `text` is what was typed, shortened."""

    def __init__(self, reason: Reason, text: str) -> None:
        super().__init__(f"{reason}: {text[:LONGEST]!r}")
        self.reason = reason
        self.text = text.strip()[:LONGEST]


def format_dong(amount: int) -> str:
    """7000000 -> "7.000.000"."""
    return f"{amount:,}".replace(",", ".")


def _tidy(text: str) -> str:
    visible = "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) != "Cf")
    return _SPACES.sub(" ", visible).strip(" ").lower()


def _plain_letters(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def _number(text: str) -> int | None:
    if _PLAIN.fullmatch(text) or _GROUPED.fullmatch(text):
        return int(re.sub("[., ]", "", text)) if text[0] != "0" or not text.strip("0") else None
    return None


def _quantity(text: str, typed: str) -> int | None:
    match = _WITH_UNIT.fullmatch(text)
    power = UNITS.get(_plain_letters(match["unit"])) if match else None
    if match is None or power is None:
        return None
    part = match["part"] or ""
    if len(part) == 3:
        raise AmountError(Reason.AMBIGUOUS, typed)
    if part[power:].strip("0"):
        raise AmountError(Reason.FRACTION, typed)
    scale: int = 10**power
    return int(match["whole"]) * scale + int(part[:power].ljust(power, "0"))


def _refusal(text: str) -> Reason:
    if _NEGATIVE.fullmatch(text):
        return Reason.NEGATIVE
    return Reason.FRACTION if _FRACTION.fullmatch(text) else Reason.UNREADABLE


def parse_dong(text: str) -> int:
    """Whole đồng, from 1 to 10^12. Raises AmountError for everything else."""
    tidy = _tidy(text)
    if not tidy:
        raise AmountError(Reason.EMPTY, text)
    if len(tidy) > LONGEST:
        raise AmountError(Reason.UNREADABLE, text)
    bare = _CURRENCY.sub("", tidy)
    amount = _number(bare)
    if amount is None:
        amount = _quantity(bare, text)
    if amount is None:
        raise AmountError(_refusal(bare), text)
    if amount == 0:
        raise AmountError(Reason.ZERO, text)
    if amount > MAX_DONG:
        raise AmountError(Reason.TOO_LARGE, text)
    return amount
