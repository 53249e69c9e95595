"""Numbers of lines: what a reader of the paper counts on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.blocks import Marker
from plans.numbering import (
    Place,
    from_roman,
    number_in,
    number_labels,
    standard_label,
    subtree_end,
    to_roman,
)

R, A, D, L, DASH, PLUS, NONE = (
    Marker.ROMAN,
    Marker.ARABIC,
    Marker.DECIMAL,
    Marker.LETTER,
    Marker.DASH,
    Marker.PLUS,
    Marker.NONE,
)


@pytest.mark.parametrize(
    ("number", "roman"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (1994, "MCMXCIV")]
)
def test_roman_numbers_both_ways(number: int, roman: str) -> None:
    assert to_roman(number) == roman
    assert from_roman(roman) == number


@given(st.integers(1, 3999))
def test_roman_reads_what_it_writes(number: int) -> None:
    assert from_roman(to_roman(number)) == number


@pytest.mark.parametrize("text", ["", "IIII", "VX", "A", "1"])
def test_what_is_no_roman_number_is_zero(text: str) -> None:
    assert from_roman(text) == 0


@pytest.mark.parametrize(
    ("marker", "number", "parent", "label"),
    [
        (R, 3, "", "III."),
        (A, 12, "", "12."),
        (D, 2, "3.", "3.2."),
        (D, 1, "3.1.", "3.1.1."),
        (D, 4, "", "4."),
        (L, 1, "", "a)"),
        (L, 5, "", "đ)"),
        (DASH, 9, "", "-"),
        (PLUS, 1, "", "+"),
        (NONE, 1, "", ""),
    ],
)
def test_label_of_the_nth_line(marker: Marker, number: int, parent: str, label: str) -> None:
    assert standard_label(marker, number, parent) == label


@pytest.mark.parametrize(
    ("label", "marker", "number"),
    [
        ("3.2.", D, 2),
        ("IV.", R, 4),
        ("C.", R, 3),
        ("D.", R, 4),
        ("b)", L, 2),
        ("đ)", L, 5),
        ("7.", A, 7),
        ("*", DASH, 0),
        ("xy)", L, 0),
        ("", A, 0),
    ],
)
def test_number_that_a_typed_label_stands_for(label: str, marker: Marker, number: int) -> None:
    assert number_in(label, marker) == number


def labels(*places: tuple[int, Marker] | tuple[int, Marker, str]) -> list[str]:
    return number_labels(Place(*place) for place in places)


def test_plan_is_numbered_as_on_paper() -> None:
    assert labels((0, NONE), (0, R), (1, A), (2, DASH), (1, A), (0, R), (1, A), (2, DASH), (3, PLUS), (1, A)) == [
        "",
        "I.",
        "1.",
        "-",
        "2.",
        "II.",
        "1.",
        "-",
        "+",
        "2.",
    ]


def test_numbers_go_on_from_a_typed_one() -> None:
    assert labels((0, A), (0, A, "5."), (0, A)) == ["1.", "5.", "6."]


def test_paragraph_does_not_part_siblings() -> None:
    assert labels((0, A), (0, NONE), (0, A)) == ["1.", "", "2."]


def test_kinds_of_one_level_count_apart() -> None:
    assert labels((0, R), (1, A), (1, L), (1, A)) == ["I.", "1.", "a)", "2."]


def test_decimal_takes_the_number_above_it() -> None:
    assert labels((0, R), (1, A), (2, D), (2, D), (3, D), (1, A), (2, D)) == [
        "I.",
        "1.",
        "1.1.",
        "1.2.",
        "1.2.1.",
        "2.",
        "2.1.",
    ]


@given(st.lists(st.integers(0, 4), max_size=30))
def test_siblings_count_up_without_gaps(levels: list[int]) -> None:
    found = number_labels(Place(level, Marker.ARABIC) for level in levels)
    for at, label in enumerate(found):
        earlier = [i for i in range(at) if levels[i] <= levels[at]]
        sibling = earlier and levels[earlier[-1]] == levels[at]
        expected = int(found[earlier[-1]].rstrip(".")) + 1 if sibling else 1
        assert label == f"{expected}."


@pytest.mark.parametrize(("levels", "start", "end"), [([0, 1, 1, 0], 0, 3), ([0, 1, 1, 0], 1, 2), ([0], 0, 1)])
def test_lines_that_go_with_a_line(levels: list[int], start: int, end: int) -> None:
    assert subtree_end(levels, start) == end
