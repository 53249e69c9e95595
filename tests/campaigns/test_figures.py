"""Numbers of results, read and written with a decimal comma."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.figures import FigureError, Reason, format_figure, parse_figure

NUMBERS = st.decimals(0, 10**11, places=3, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("7,4", "7.4"),
        ("7,40", "7.4"),
        ("0,125", "0.125"),
        ("276.200", "276200"),
        ("276 200", "276200"),
        ("276\u00a0200", "276200"),
        ("1.233", "1233"),
        ("1233", "1233"),
        ("12.800,5", "12800.5"),
        ("1,000,000", "1000000"),
        ("0", "0"),
        ("03", "3"),
        ("  15  ", "15"),
        ("1000000000000", "1000000000000"),
    ],
)
def test_parse_reads_what_people_write(typed: str, number: str) -> None:
    assert parse_figure(typed) == Decimal(number)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", Reason.UNREADABLE),
        ("7.4", Reason.UNREADABLE),
        ("1.00", Reason.UNREADABLE),
        ("12.80", Reason.UNREADABLE),
        ("7,4567", Reason.UNREADABLE),
        ("7,", Reason.UNREADABLE),
        (",5", Reason.UNREADABLE),
        ("-5", Reason.UNREADABLE),
        ("+5", Reason.UNREADABLE),
        ("1e6", Reason.UNREADABLE),
        ("1_000", Reason.UNREADABLE),
        ("NaN", Reason.UNREADABLE),
        ("∞", Reason.UNREADABLE),
        ("٣", Reason.UNREADABLE),
        ("１２", Reason.UNREADABLE),
        ("1.234 567", Reason.UNREADABLE),
        ("hơn 5", Reason.UNREADABLE),
        ("9" * 50, Reason.TOO_LARGE),
        ("1000000000001", Reason.TOO_LARGE),
        ("7,400", Reason.AMBIGUOUS),
        ("12,800", Reason.AMBIGUOUS),
    ],
)
def test_parse_refuses_what_is_no_number_or_two(typed: str, reason: Reason) -> None:
    with pytest.raises(FigureError) as refusal:
        parse_figure(typed)
    assert refusal.value.reason == reason


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (Decimal("276200.000"), "276.200"),
        (Decimal("7.400"), "7,4"),
        (Decimal("0.125"), "0,125"),
        (Decimal(0), "0"),
        (15, "15"),
        (1_000_000, "1.000.000"),
        (Decimal("1E+6"), "1.000.000"),
    ],
)
def test_format_writes_points_between_thousands_and_a_comma_before_the_rest(
    number: Decimal | int, written: str
) -> None:
    assert format_figure(number) == written


@given(NUMBERS)
def test_what_is_written_is_read_back_unless_it_could_be_misread(number: Decimal) -> None:
    written = format_figure(number)
    if "," in written and "." not in written and len(written.partition(",")[2]) == 3 and not written.startswith("0,"):
        with pytest.raises(FigureError) as refusal:  # 7,125 alone
            parse_figure(written)
        assert refusal.value.reason == Reason.AMBIGUOUS
    else:
        assert parse_figure(written) == number


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_a_refusal(typed: str) -> None:
    with suppress(FigureError):
        assert 0 <= parse_figure(typed) <= 10**12
