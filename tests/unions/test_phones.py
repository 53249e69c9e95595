"""One person, one number, in whatever way it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unions.phones import PhoneError, format_phone, parse_phone


@pytest.mark.parametrize(
    "text",
    [
        "0912345678",
        "0912 345 678",
        "0912.345.678",
        "0912-345-678",
        "(0912) 345 678",
        "84912345678",
        "+84912345678",
        "+84 912 345 678",
        "+84 (0)912 345 678",
        "0084912345678",
        " 0912\u00a0345\u00a0678 ",
    ],
)
def test_parse_makes_one_form_of_all_spellings(text: str) -> None:
    assert parse_phone(text) == "+84912345678"


@pytest.mark.parametrize(("text", "shown"), [("02838231234", "028 3823 1234"), ("0251 3822 123", "0251 3822 123")])
def test_parse_takes_landlines_too(text: str, shown: str) -> None:
    assert format_phone(parse_phone(text)) == shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "912345678",
        "091234567",
        "09123456789",
        "0112345678",
        "+1 202 555 0100",
        "113",
        "không có",
        "０９１２３４５６７８",
    ],
)
def test_parse_refuses_what_is_no_vietnamese_number(text: str) -> None:
    with pytest.raises(PhoneError) as refusal:
        parse_phone(text)
    assert refusal.value.text == text.strip()


@given(st.sampled_from("35789"), st.text("0123456789", min_size=8, max_size=8))
def test_what_is_shown_is_read_back(first: str, rest: str) -> None:
    phone = f"+84{first}{rest}"
    assert parse_phone(format_phone(phone)) == phone


@pytest.mark.parametrize("text", ["", "+12025550100", "không có"])
def test_format_leaves_other_numbers_alone(text: str) -> None:
    assert format_phone(text) == text
