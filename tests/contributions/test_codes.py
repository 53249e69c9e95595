import random
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contributions.codes import ALPHABET, initials, new_code, plain_letters, prefix
from contributions.models import Due


@pytest.mark.parametrize(
    ("title", "letters"),
    [
        ("Chiến dịch tình nguyện Kỳ Nghỉ Hồng năm 2024", "KNH"),
        ("Thăm và phụng dưỡng Mẹ Việt Nam Anh hùng", "MVNA"),
        ("đi bộ đồng hành", "DDH"),
        ("“Đường đến Trường”", "DDT"),
        ("", ""),
    ],
)
def test_initials_of_a_title(title: str, letters: str) -> None:
    assert initials(title) == letters


def test_plain_letters_have_no_accents_and_no_look_alikes() -> None:
    assert plain_letters("Đặng Ý 0123456789 olsbziI") == "DANGY3479"


@pytest.mark.parametrize(
    ("title", "union", "expected"),
    [
        ("Chiến dịch Kỳ Nghỉ Hồng", "YT", "KNHYT"),
        ("Chiến dịch Kỳ Nghỉ Hồng", "NNPTNT", "KNHNNPT"),
        ("379", "47", "DP"),
        ("", "", "DP"),
    ],
)
def test_prefix_is_readable(title: str, union: str, expected: str) -> None:
    assert prefix(title, union) == expected


@given(st.text(max_size=80), st.text(max_size=20), st.randoms(use_true_random=False))
def test_a_code_is_short_plain_and_begins_with_a_letter(title: str, union: str, chance: random.Random) -> None:
    code = new_code(prefix(title, union), (), chance.choice)
    assert len(code) <= Due._meta.get_field("code").max_length
    assert set(code) <= set(ALPHABET) | set("DP")
    assert code[0].isalpha()


def test_a_taken_code_is_not_given_again() -> None:
    letters = iter("AAAAA" + "AAAAC")
    assert new_code("KNH", {"KNHAAAAA"}, lambda _alphabet: next(letters)) == "KNHAAAAC"


def test_codes_of_one_union_differ() -> None:
    taken: set[str] = set()
    for _ in range(500):
        taken.add(new_code("KNHYT", taken, secrets.choice))
    assert len(taken) == 500
