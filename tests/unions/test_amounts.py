"""Đồng as people type them. The reference grammar here is written independently of the parser."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unions.amounts import MAX_DONG, AmountError, Reason, format_dong, parse_dong

ACCEPTED = [
    ("7.000.000", 7_000_000),
    ("7,000,000", 7_000_000),
    ("7 000 000", 7_000_000),
    ("7\u00a0000\u00a0000", 7_000_000),
    ("7\u202f000\u202f000", 7_000_000),
    ("7000000", 7_000_000),
    ("  7.000.000  ", 7_000_000),
    ("7.000.000đ", 7_000_000),
    ("7.000.000 đ", 7_000_000),
    ("7.000.000 đồng", 7_000_000),
    ("7.000.000 Đồng", 7_000_000),
    ("7.000.000 đô\u0300ng", 7_000_000),  # decomposed letters
    ("7.000.000 VND", 7_000_000),
    ("7.000.000 VNĐ", 7_000_000),
    ("7.000.000₫", 7_000_000),
    ("7 triệu", 7_000_000),
    ("7triệu", 7_000_000),
    ("7 TRIỆU", 7_000_000),
    ("7 trieu", 7_000_000),
    ("7 triệu đồng", 7_000_000),
    ("7tr", 7_000_000),
    ("1,5 triệu", 1_500_000),
    ("1.5 triệu", 1_500_000),
    ("2,25 triệu", 2_250_000),
    ("7,4 tỷ", 7_400_000_000),
    ("7,4 tỉ", 7_400_000_000),
    ("1000 tỷ", 10**12),
    ("500k", 500_000),
    ("500 K", 500_000),
    ("500 nghìn", 500_000),
    ("500 ngàn", 500_000),
    ("0,5 triệu", 500_000),
    ("1,2345 triệu", 1_234_500),
    ("1", 1),
    ("999", 999),
    ("1.000.000.000.000", 10**12),
    ("\u200b7.000.000\ufeff", 7_000_000),  # pasted from a chat
]
REFUSED = [
    ("", Reason.EMPTY),
    ("   ", Reason.EMPTY),
    ("7.5", Reason.FRACTION),
    ("7,5", Reason.FRACTION),
    ("1,500.5", Reason.FRACTION),
    ("1.000,00", Reason.FRACTION),
    ("7.000.000,00", Reason.FRACTION),
    ("0.5", Reason.FRACTION),
    ("0,0001k", Reason.FRACTION),
    ("1,0000001 triệu", Reason.FRACTION),
    ("1,500 triệu", Reason.AMBIGUOUS),
    ("1.500 triệu", Reason.AMBIGUOUS),
    ("-5", Reason.NEGATIVE),
    ("-7.000.000", Reason.NEGATIVE),
    ("−7.000.000", Reason.NEGATIVE),
    ("7.000.000-", Reason.NEGATIVE),
    ("(500)", Reason.NEGATIVE),
    ("(500.000 đ)", Reason.NEGATIVE),
    ("0", Reason.ZERO),
    ("000", Reason.ZERO),
    ("0 triệu", Reason.ZERO),
    ("0 đồng", Reason.ZERO),
    ("1000000000001", Reason.TOO_LARGE),
    ("1001 tỷ", Reason.TOO_LARGE),
    ("9" * 59, Reason.TOO_LARGE),
    ("9" * 5000, Reason.UNREADABLE),
    ("1e6", Reason.UNREADABLE),
    ("1_000", Reason.UNREADABLE),
    ("0x10", Reason.UNREADABLE),
    ("+7000000", Reason.UNREADABLE),
    ("nan", Reason.UNREADABLE),
    ("inf", Reason.UNREADABLE),
    ("∞", Reason.UNREADABLE),
    ("7.000,000", Reason.UNREADABLE),
    ("7.00.000", Reason.UNREADABLE),
    ("7000.000", Reason.UNREADABLE),
    (".000", Reason.UNREADABLE),
    ("7.", Reason.UNREADABLE),
    ("007", Reason.UNREADABLE),
    ("007 triệu", Reason.UNREADABLE),
    ("7tr5", Reason.UNREADABLE),
    ("7 triệu 500", Reason.UNREADABLE),
    ("1.000 2.000", Reason.UNREADABLE),
    ("bảy triệu", Reason.UNREADABLE),
    ("7 usd", Reason.UNREADABLE),
    ("$7", Reason.UNREADABLE),
    ("đồng", Reason.UNREADABLE),
    ("triệu", Reason.UNREADABLE),
    ("７.０００", Reason.UNREADABLE),  # full-width digits
    ("٧٠٠٠", Reason.UNREADABLE),  # Arabic digits
    ("²", Reason.UNREADABLE),
    ("½ triệu", Reason.UNREADABLE),
    ("7\n000", Reason.UNREADABLE),
    ("7.000.000; DROP TABLE", Reason.UNREADABLE),
]


@pytest.mark.parametrize(("text", "amount"), ACCEPTED)
def test_parse_reads_what_people_write(text: str, amount: int) -> None:
    assert parse_dong(text) == amount


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_parse_refuses_and_says_why(text: str, reason: Reason) -> None:
    with pytest.raises(AmountError) as refusal:
        parse_dong(text)
    assert refusal.value.reason == reason
    assert len(refusal.value.text) <= 60


@given(st.integers(1, MAX_DONG))
def test_what_is_shown_is_read_back(amount: int) -> None:
    assert parse_dong(format_dong(amount)) == amount
    assert parse_dong(str(amount)) == amount


def _in_threes(digits: str, mark: str) -> str:
    head = len(digits) % 3 or 3
    return mark.join([digits[:head], *(digits[i : i + 3] for i in range(head, len(digits), 3))])


def reference(text: str) -> int | None:
    """What a text is worth by the rules alone: try every way in which it may have been written. None: nothing."""
    text = re.sub("[ \u00a0]+", " ", text).strip(" ").lower()
    for tail in (" đồng", "đồng", " vnd", "vnd", " đ", "đ", ""):
        if tail and not text.endswith(tail):
            continue
        body = text.removesuffix(tail) if tail else text
        for unit, power in (("triệu", 6), ("tr", 6), ("tỷ", 9), ("nghìn", 3), ("k", 3), ("", 0)):
            if unit and not body.endswith(unit):
                continue
            number = body.removesuffix(unit).removesuffix(" ") if unit else body
            worth = _worth(number, power, with_unit=bool(unit))
            if worth is not None and 1 <= worth <= MAX_DONG:
                return worth
    return None


def _ascii_digits(text: str) -> bool:
    return text != "" and all(c in "0123456789" for c in text)


def _worth(number: str, power: int, *, with_unit: bool) -> int | None:
    if _ascii_digits(number) and (number == "0" or number[0] != "0"):
        return int(number) * 10**power
    if with_unit:
        whole, mark, part = number.replace(",", ".").partition(".")
        plain = _ascii_digits(whole) and (whole == "0" or whole[0] != "0") and _ascii_digits(part)
        if not mark or not plain or len(part) == 3 or len(part.rstrip("0")) > power:
            return None
        return int((whole + part).ljust(len(whole) + max(power, len(part)), "0")[: len(whole) + power])
    digits = re.sub("[., ]", "", number)
    written = [_in_threes(digits, mark) for mark in (".", ",", " ")] if _ascii_digits(digits) else []
    return int(digits) if number in written and digits[0] != "0" else None


PIECES = ["0", "1", "7", "25", "000", "500", ".", ",", " ", "\u00a0", "-", "(", "tr", "triệu", "tỷ", "k", "nghìn"]
PIECES += ["đ", "đồng", "vnd", "e", "_", "７", "+"]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join))
def test_parser_and_reference_agree(text: str) -> None:
    try:
        read: int | None = parse_dong(text)
    except AmountError:
        read = None
    assert read == reference(text), text


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        amount = parse_dong(text)
    except AmountError:
        return
    assert 1 <= amount <= MAX_DONG


@pytest.mark.parametrize(
    ("amount", "shown"), [(0, "0"), (999, "999"), (1000, "1.000"), (7_000_000, "7.000.000"), (-1500, "-1.500")]
)
def test_format_groups_in_threes(amount: int, shown: str) -> None:
    assert format_dong(amount) == shown
