"""A name is found however it is spelled, in its place, and nobody else's is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.checks.names import UnionFinder, finder, plain, spelling_pattern, spellings, union_finder

LABOUR = "Đoàn Sở Lao động – Thương binh và Xã hội Thành phố"
PARTY = "Đoàn Khối Dân – Chính – Đảng Thành phố"
HEALTH = "Đoàn Sở Y tế Thành phố"


def unions(*names: tuple[int | str, ...]) -> UnionFinder:
    return union_finder(names or ((1, LABOUR, "Sở LĐTBXH"), (2, PARTY), (3, HEALTH)))


def found(text: str) -> list[tuple[int, str]]:
    return list(unions().find(text))


# -- Letters


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Đoàn Sở Y tế", "doan so y te"), ("ĐẶNG", "dang"), ("xã hội – Ắc", "xa hoi – ac"), ("", "")],
)
def test_letters_without_accents_and_capitals(text: str, folded: str) -> None:
    assert plain(text) == folded


@given(st.text(st.characters(max_codepoint=0x1EFF, exclude_categories=["Cs", "Mn"])))
def test_every_letter_keeps_its_place(text: str) -> None:
    """So that a place in the folded text is the same place in the text."""
    assert len(plain(text)) <= len(text)
    assert len(plain("Sở Y tế" + text)) - len(plain(text)) == len("Sở Y tế")


# -- Spellings of one name


@pytest.mark.parametrize(
    "written",
    [
        "Đoàn Sở Lao động – Thương binh và Xã hội Thành phố",
        "Đoàn Sở Lao động - Thương binh và Xã hội Thành phố",
        "Đoàn Sở Lao động, Thương binh và Xã hội",
        "Đoàn Sở Lao động — Thương binh, Xã hội",
        "đoàn sở lao động thương binh và xã hội",
        "Đoàn Sở Lao động – Thương binh và Xã hội TP. Hồ Chí Minh",
        "Đoàn Sở Lao động – Thương binh và Xã hội TP HCM",
        "Đoàn Sở Lao động – Thương binh và Xã hội Thành phố Hồ Chí Minh",
    ],
)
def test_one_union_in_many_spellings(written: str) -> None:
    assert found(f"{written} phụ trách tuyên truyền.") == [(1, written)]


@pytest.mark.parametrize(
    "text",
    [
        "Đoàn Sở Lao động phụ trách.",
        "Hội Thương binh và Xã hội",
        "Sở LĐTBXH cử người.",  # initials may mean the office itself
        "Ban Dân vận, Chính quyền, Đảng ủy",
        "",
    ],
)
def test_what_is_nobodys_name(text: str) -> None:
    assert found(text) == []


def test_a_name_inside_a_longer_word_is_none() -> None:
    pattern = finder([spelling_pattern("Sở Y")])
    assert [word for word, _match in spellings("Sở Yên Bái, Sở Y tế", pattern)] == ["Sở Y"]


def test_every_place_is_found_in_order() -> None:
    text = f"{HEALTH}, {PARTY} và Đoàn Sở Y tế cùng đi."
    assert [owner for owner, _spelling in found(text)] == [3, 2, 3]


def test_the_longer_of_two_names_wins() -> None:
    finder_ = unions((1, "Đoàn Khối Bộ Tài nguyên"), (2, "Đoàn Khối Bộ Tài nguyên và Môi trường"))
    assert list(finder_.find("Đoàn Khối Bộ Tài nguyên và Môi trường phụ trách.")) == [
        (2, "Đoàn Khối Bộ Tài nguyên và Môi trường")
    ]


def test_a_name_that_two_unions_share_is_nobodys() -> None:
    both = unions((1, "Đoàn Trường Cao đẳng Một", "Đoàn Khối Trường học"), (2, "Đoàn Khối Trường học"))
    assert list(both.find("Đoàn Khối Trường học phụ trách.")) == []


def test_no_unions_no_names() -> None:
    empty = union_finder(())
    assert list(empty.find("Đoàn Sở Y tế")) == []
    assert empty.without("Đoàn Sở Y tế đi") == "Đoàn Sở Y tế đi"


def test_a_text_without_the_names() -> None:
    left = unions().without(f"{HEALTH}, Đoàn Khối Dân - Chính - Đảng phụ trách khám bệnh.")
    assert left == ",  phụ trách khám bệnh."


def test_decomposed_letters_are_found_too() -> None:
    import unicodedata

    text = unicodedata.normalize("NFD", f"{HEALTH} phụ trách.")
    assert [owner for owner, _spelling in found(text)] == [3]


def test_spaces_are_told_as_one() -> None:
    assert found("Đoàn  Sở  Y tế") == [(3, "Đoàn Sở Y tế")]
