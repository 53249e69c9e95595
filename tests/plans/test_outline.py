"""Blocks of an outline: pure functions, checked on tables and on any outline hypothesis can think of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.blocks import Marker
from plans import outline
from plans.numbering import Place, number_labels

LEVELS = [0, 1, 2, 2, 1, 2, 0, 1]
places = st.lists(st.builds(Place, st.integers(0, 8), st.sampled_from(list(Marker))), min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("start", "expected"),
    [(0, range(6)), (1, range(1, 4)), (2, range(2, 3)), (4, range(4, 6)), (6, range(6, 8)), (7, range(7, 8))],
)
def test_block_is_a_line_with_all_below_it(start: int, expected: range) -> None:
    assert outline.block(LEVELS, start) == expected


@pytest.mark.parametrize(
    ("start", "before", "after"),
    [
        (0, None, range(6, 8)),
        (1, None, range(4, 6)),
        (2, None, range(3, 4)),
        (3, range(2, 3), None),
        (4, range(1, 4), None),
        (5, None, None),
        (6, range(6), None),
    ],
)
def test_siblings_have_one_level_and_one_parent(start: int, before: range | None, after: range | None) -> None:
    assert outline.block_before(LEVELS, start) == before
    assert outline.block_after(LEVELS, start) == after


@pytest.mark.parametrize(("start", "parent"), [(0, None), (1, 0), (2, 1), (5, 4), (6, None), (7, 6)])
def test_parent_is_the_nearest_line_of_a_lower_level(start: int, parent: int | None) -> None:
    assert outline.parent_of(LEVELS, start) == parent


def test_line_deeper_than_its_first_sibling_is_not_taken_for_one() -> None:
    assert outline.block_before([0, 2, 1], 2) is None


@pytest.mark.parametrize(
    ("parent", "child"),
    [
        (Marker.ROMAN, Marker.ARABIC),
        (Marker.ARABIC, Marker.DASH),
        (Marker.DECIMAL, Marker.DECIMAL),
        (Marker.DASH, Marker.PLUS),
        (Marker.PLUS, Marker.STAR),
        (Marker.NONE, Marker.DASH),
    ],
)
def test_first_child_is_marked_as_is_usual(parent: Marker, child: Marker) -> None:
    assert outline.child_marker([Place(0, parent)], 0) is child


def test_next_child_is_marked_as_its_siblings() -> None:
    lines = [Place(0, Marker.ARABIC), Place(1, Marker.NONE), Place(1, Marker.LETTER)]
    assert outline.child_marker(lines, 0) is Marker.LETTER


def test_indenting_marks_the_line_as_its_new_siblings_and_keeps_the_steps_below() -> None:
    lines = [Place(1, Marker.DASH), Place(1, Marker.DASH), Place(2, Marker.PLUS), Place(3, Marker.STAR)]
    moved = outline.indented(lines, 1)
    assert moved == [Place(2, Marker.PLUS), Place(3, Marker.STAR), Place(4, Marker.NONE)]


def test_outdenting_marks_the_line_as_the_one_it_stood_below() -> None:
    lines = [Place(0, Marker.ARABIC), Place(1, Marker.DASH), Place(2, Marker.PLUS)]
    assert outline.outdented(lines, 1) == [Place(0, Marker.ARABIC), Place(1, Marker.DASH)]


def test_unusual_marks_below_stay_as_somebody_chose_them() -> None:
    lines = [Place(1, Marker.DASH), Place(1, Marker.DASH), Place(2, Marker.LETTER)]
    assert outline.indented(lines, 1) == [Place(2, Marker.PLUS), Place(3, Marker.LETTER)]


def test_typed_label_goes_with_the_kind_of_number_it_was() -> None:
    lines = [Place(0, Marker.ARABIC), Place(0, Marker.ARABIC, "5."), Place(1, Marker.NONE, "(*)")]
    assert outline.indented(lines, 1) == [Place(1, Marker.DASH), Place(2, Marker.NONE, "(*)")]


def test_first_line_cannot_be_indented_and_the_top_not_outdented() -> None:
    lines = [Place(0, Marker.ROMAN), Place(1, Marker.ARABIC)]
    assert outline.indented(lines, 0) is None
    assert outline.indented(lines, 1) is None
    assert outline.outdented(lines, 0) is None


def test_lines_go_no_deeper_than_the_table_allows() -> None:
    lines = [Place(7, Marker.DASH), Place(7, Marker.DASH), Place(8, Marker.PLUS)]
    assert outline.indented(lines, 1) is None


@given(places)
def test_blocks_cover_their_lines_once(lines: list[Place]) -> None:
    levels = [place.level for place in lines]
    at = 0
    covered: list[int] = []
    while at < len(levels):
        found = outline.block(levels, at)
        covered += list(found)
        at = found.stop
    assert covered == list(range(len(levels)))


@given(places, st.data())
def test_sibling_relation_is_the_same_from_both_sides(lines: list[Place], data: st.DataObject) -> None:
    levels = [place.level for place in lines]
    at = data.draw(st.integers(0, len(levels) - 1))
    after = outline.block_after(levels, at)
    if after is not None:
        assert outline.block_before(levels, after.start) == range(at, after.start)


@given(places, st.data())
def test_indenting_changes_levels_by_one_and_loses_no_line(lines: list[Place], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(lines) - 1))
    size = len(outline.block([place.level for place in lines], at))
    for moved, delta in ((outline.indented(lines, at), 1), (outline.outdented(lines, at), -1)):
        if moved is not None:
            assert [place.level for place in moved] == [place.level + delta for place in lines[at : at + size]]


@given(places, st.data())
def test_in_and_out_again_gives_back_the_levels(lines: list[Place], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(lines) - 1))
    moved = outline.indented(lines, at)
    if moved is None:
        return
    changed = [*lines[:at], *moved, *lines[at + len(moved) :]]
    back = outline.outdented(changed, at)
    assert back is not None
    assert [place.level for place in back] == [place.level for place in lines[at : at + len(moved)]]


@given(places)
def test_numbers_follow_any_change_of_levels(lines: list[Place]) -> None:
    labels = number_labels(lines)
    assert len(labels) == len(lines)
    romans = [label for label, place in zip(labels, lines, strict=True) if place == Place(0, Marker.ROMAN)]
    assert len(set(romans)) == len(romans)
