"""Lines aside keep the line they stand below, and never take a line of the paper below themselves. Pure."""

from hypothesis import given
from hypothesis import strategies as st

from plans import outline
from plans.aside import Stand, aside, woven


def stands(*levels: int) -> list[Stand]:
    """Lines named by their place, at these levels."""
    return [Stand(pk, level) for pk, level in enumerate(levels)]


def pks(lines: list[Stand]) -> list[int]:
    return [line.pk for line in lines]


def test_all_below_a_heading_stands_aside_with_it() -> None:
    assert aside([0, 1, 2, 2, 1], [1]) == {1, 2, 3}
    assert aside([0, 1, 2, 2, 1], []) == set()


def test_nothing_moved_leaves_the_order() -> None:
    was = stands(0, 1, 2, 1, 2, 1)
    assert woven(was, {3, 4}, [was[0], was[1], was[2], was[5]]) == was


def test_a_block_aside_follows_its_neighbour() -> None:
    """Two siblings around it change places."""
    was = stands(0, 1, 1, 1)
    assert pks(woven(was, {2}, [was[0], was[3], was[1]])) == [0, 3, 1, 2]


def test_a_block_aside_stays_below_its_parent_when_the_neighbour_leaves() -> None:
    was = stands(0, 1, 1, 0, 1)  # 2 is aside; 1 goes below 3
    assert pks(woven(was, {2}, [was[0], was[3], was[4], was[1]])) == [0, 2, 3, 4, 1]


def test_a_block_aside_goes_along_with_its_parent_and_its_level() -> None:
    was = stands(0, 1, 2, 0)  # 1 with 2 (aside) below it comes out one level
    assert woven(was, {2}, [was[0], Stand(1, 0), was[3]]) == [was[0], Stand(1, 0), Stand(2, 1), was[3]]


def test_a_line_that_goes_deeper_does_not_come_to_stand_below_it() -> None:
    """The line under a heading aside is moved in: it belongs to the line above that people see."""
    was = stands(1, 1, 2, 1)  # 1 and 2 are aside
    assert woven(was, {1, 2}, [was[0], Stand(3, 2)]) == [was[0], Stand(3, 2), was[1], was[2]]


def test_a_neighbour_that_came_out_does_not_take_it_along() -> None:
    was = stands(0, 2, 2)  # 2 is aside; 1 comes out one level
    assert woven(was, {2}, [was[0], Stand(1, 1)]) == [was[0], was[2], Stand(1, 1)]


@st.composite
def moves(draw: st.DrawFn) -> tuple[list[Stand], set[int], list[Stand]]:
    """Lines, those aside, and any order and levels of the others."""
    levels = draw(st.lists(st.integers(0, 3), min_size=1, max_size=9))
    heads = draw(st.sets(st.integers(0, len(levels) - 1), max_size=3))
    off = set(aside(levels, heads))
    seen = [Stand(pk, draw(st.integers(0, 3))) for pk in range(len(levels)) if pk not in off]
    return stands(*levels), off, draw(st.permutations(seen))


def parents(lines: list[Stand]) -> dict[int, int | None]:
    levels = [line.level for line in lines]
    found = (outline.parent_of(levels, at) for at in range(len(lines)))
    return {line.pk: None if at is None else lines[at].pk for line, at in zip(lines, found, strict=True)}


@given(moves())
def test_lines_on_the_paper_stay_as_they_were_put(case: tuple[list[Stand], set[int], list[Stand]]) -> None:
    """Whatever moved: their order is the one asked for, each stands below the line people see above it."""
    was, off, now = case
    order = woven(was, off, now)
    assert [line for line in order if line.pk not in off] == now
    assert sorted(pks(order)) == sorted(pks(was))
    assert {pk: parent for pk, parent in parents(order).items() if pk not in off} == parents(now)


@given(moves())
def test_lines_aside_keep_the_line_they_stand_below(case: tuple[list[Stand], set[int], list[Stand]]) -> None:
    was, off, now = case
    before, after = parents(was), parents(woven(was, off, now))
    assert {pk: after[pk] for pk in off} == {pk: before[pk] for pk in off}
