"""Whole numbers and amounts of đồng in words and digits. Pure.

The dialect is the written standard: nghìn, linh, tư, tỷ. Both `linh` and `lẻ`, `nghìn` and `ngàn` are correct
Vietnamese; one paper keeps to one of each.
"""

from documents.characters import NBSP

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
AFTER_TENS = {1: "mốt", 4: "tư", 5: "lăm"}  # hai mươi mốt, hai mươi tư, hai mươi lăm
BILLION = 10**9


def number_in_words(n: int) -> str:
    """A whole number in words, from zero up: 1005 -> "một nghìn không trăm linh năm".

    A group of zeros is not said (1.000.500.000 -> "một tỷ năm trăm nghìn"). ValueError when negative.
    """
    if n < 0:
        raise ValueError("Only whole numbers from zero up have words here.")
    return " ".join(_said(n, full=False)) or DIGITS[0]


def dong_in_words(n: int) -> str:
    """An amount as a receipt says it: 7000000 -> "Bảy triệu đồng". ValueError when negative."""
    said = number_in_words(n)
    return f"{said[0].upper()}{said[1:]} đồng"


def dong(n: int) -> str:
    """Digits in groups of three parted by dots: 7000000 -> "7.000.000"."""
    return f"{n:,}".replace(",", ".")


def dong_unit(n: int) -> str:
    """Digits and the unit, never parted at a line's end: "7.000.000 đồng" with a no-break space."""
    return f"{dong(n)}{NBSP}đồng"


def _said(n: int, *, full: bool) -> list[str]:
    """Words of n; `full` when something stands before it, so that missing hundreds are said."""
    high, low = divmod(n, BILLION)
    said = [*_said(high, full=full), "tỷ"] if high else []
    for size, name in ((10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        group = low // size % 1000
        if group:
            said += _hundreds(group, full=full or bool(said))
            said += [name] if name else []
    return said


def _hundreds(group: int, *, full: bool) -> list[str]:
    """Words of 1 to 999."""
    hundreds, rest = divmod(group, 100)
    said = [DIGITS[hundreds], "trăm"] if hundreds or full else []
    return said + _tens(rest, linked=bool(said))


def _tens(rest: int, *, linked: bool) -> list[str]:
    """Words of 0 to 99; `linked` when hundreds stand before them."""
    tens, units = divmod(rest, 10)
    if tens == 0:
        return ([*(["linh"] if linked else []), DIGITS[units]]) if units else []
    said = ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    if units:
        special = AFTER_TENS.get(units) if tens > 1 else {5: "lăm"}.get(units)
        said.append(special or DIGITS[units])
    return said
