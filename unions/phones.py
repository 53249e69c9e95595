"""Vietnamese telephone numbers in one form, so that one person has one number. Pure: standard library only."""

import re

_MARKS = re.compile(r"[\s().\-\u00a0\u2013]+")
_NUMBER = re.compile(r"(?:\+84|0084|84)?0?(?P<rest>[35789][0-9]{8}|2[0-9]{9})")

_SHOWN = re.compile(
    r"\+84(?:([35789][0-9]{2})([0-9]{3})([0-9]{3})|(2[48])([0-9]{4})([0-9]{4})|(2[0-9]{2})([0-9]{4})([0-9]{3}))"
)


class PhoneError(ValueError):
    """A text that is no Vietnamese telephone number; `text` is what was typed, shortened."""

    def __init__(self, text: str) -> None:
        super().__init__(f"not a telephone number: {text[:40]!r}")
        self.text = text.strip()[:40]


def parse_phone(text: str) -> str:
    """ "0912 345 678", "84912345678", "+84 912 345 678" -> "+84912345678". Raises PhoneError.

    A mobile number has nine digits after the 0 and begins with 3, 5, 7, 8 or 9; a landline has ten and begins with 2.
    """
    bare = _MARKS.sub("", text)
    match = _NUMBER.fullmatch(bare)
    if match is None or not bare.startswith(("0", "84", "+84")):
        raise PhoneError(text)
    return f"+84{match['rest']}"


def format_phone(phone: str) -> str:
    """ "+84912345678" -> "0912 345 678"; a number in another form stays as it is."""
    match = _SHOWN.fullmatch(phone)
    return "0" + " ".join(part for part in match.groups() if part) if match else phone
