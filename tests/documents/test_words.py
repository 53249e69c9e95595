"""Amounts in words and digits: the certain vectors, the rules one by one, and the way back."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.words import dong, dong_in_words, dong_unit, number_in_words
from tests.documents.papers import SHARED

VECTORS = SHARED / "data" / "vn-number-words.json"
DIGITS = dict(zip(["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"], range(10), strict=True))
ADDED = DIGITS | {"mốt": 1, "tư": 4, "lăm": 5, "mười": 10}
SCALES = {"nghìn": 10**3, "triệu": 10**6}


def read_back(said: str) -> int:
    """The number that these words name: a parser that shares nothing with the writer."""
    total = billions = group = 0
    for word in said.split():
        if word in ADDED:
            group += ADDED[word]
        elif word == "trăm":
            group *= 100
        elif word == "mươi":
            group = group // 100 * 100 + group % 100 * 10
        elif word in SCALES:
            total, group = total + group * SCALES[word], 0
        elif word == "tỷ":
            billions, total, group = (billions + total + group) * 10**9, 0, 0
        else:
            assert word == "linh", word
    return billions + total + group


def hundreds_are_single_digits(said: str) -> bool:
    """`read_back` adds digits up: two digits in a row would be read as their sum."""
    parts = said.split()
    return not any(a in DIGITS and b in DIGITS for a, b in pairwise(parts))


@pytest.mark.skipif(not VECTORS.exists(), reason="the shared vectors are not here")
@pytest.mark.parametrize("column", ["A", "B"])
def test_words_match_the_certain_vectors(column: str) -> None:
    vectors = json.loads(VECTORS.read_text(encoding="utf-8"))[column]
    wrong = [(v["n"], v["words"], number_in_words(v["n"])) for v in vectors if number_in_words(v["n"]) != v["words"]]
    assert len(vectors) > 20
    assert wrong == []
    assert [v["n"] for v in vectors if "money" in v and dong_in_words(v["n"]) != v["money"]] == []


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "không"),
        (4, "bốn"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (40, "bốn mươi"),
        (101, "một trăm linh một"),
        (104, "một trăm linh bốn"),
        (110, "một trăm mười"),
        (1_005, "một nghìn không trăm linh năm"),
        (1_015, "một nghìn không trăm mười lăm"),
        (100_000, "một trăm nghìn"),
        (1_750_000, "một triệu bảy trăm năm mươi nghìn"),
        (49_000_000, "bốn mươi chín triệu"),
        (1_234_567_890, "một tỷ hai trăm ba mươi tư triệu năm trăm sáu mươi bảy nghìn tám trăm chín mươi"),
        (10**12, "một nghìn tỷ"),
        (2 * 10**15, "hai triệu tỷ"),
    ],
)
def test_number_in_words_follows_the_rules(number: int, said: str) -> None:
    assert number_in_words(number) == said


@given(st.integers(min_value=0, max_value=10**18 - 1))
def test_words_lead_back_to_the_number(number: int) -> None:
    said = number_in_words(number)
    assert hundreds_are_single_digits(said)
    assert read_back(said) == number


@given(st.integers(min_value=0, max_value=10**15), st.integers(min_value=0, max_value=10**15))
def test_two_numbers_never_share_their_words(one: int, other: int) -> None:
    assert (number_in_words(one) == number_in_words(other)) == (one == other)


@pytest.mark.parametrize("function", [number_in_words, dong_in_words])
def test_a_negative_number_has_no_words(function: object) -> None:
    with pytest.raises(ValueError, match="from zero up"):
        function(-1)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("amount", "said"),
    [(7_000_000, "Bảy triệu đồng"), (0, "Không đồng"), (1_500_000, "Một triệu năm trăm nghìn đồng")],
)
def test_an_amount_in_words_begins_with_a_capital(amount: int, said: str) -> None:
    assert dong_in_words(amount) == said


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1.000"),
        (7_000_000, "7.000.000"),
        (-50_000, "-50.000"),
        (10**12, "1.000.000.000.000"),
    ],
)
def test_digits_are_grouped_by_dots(amount: int, written: str) -> None:
    assert dong(amount) == written


def test_the_unit_is_never_parted_from_its_number() -> None:
    assert dong_unit(7_000_000) == "7.000.000\u00a0đồng"


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_digits_lead_back_to_the_number(amount: int) -> None:
    assert int(dong(amount).replace(".", "")) == amount
