"""Which groups of rows may be parted by a page, seen from how the pages were drawn."""

from documents.parting import WHOLE, Look, Parting, better

FULL, HALF = 0.1, 0.5
SIZES = {(1, 0): 2, (1, 1): 3, (1, 2): 1}
FREED = Parting(frozenset({(1, 1)}))


def test_full_pages_are_left_as_they_are() -> None:
    looks = [Look(((1, 0, 0), (1, 0, 1)), FULL), Look(((1, 1, 0), (1, 1, 1), (1, 1, 2)), HALF)]
    assert better(looks, SIZES, WHOLE) == WHOLE


def test_a_group_that_left_a_page_blank_may_go_on() -> None:
    looks = [Look(((1, 0, 0), (1, 0, 1)), HALF), Look(((1, 1, 0), (1, 1, 1), (1, 1, 2)), FULL)]
    assert better(looks, SIZES, WHOLE) == FREED
    assert better(looks, SIZES, WHOLE, may_free=False) == WHOLE


def test_one_row_cannot_be_parted() -> None:
    assert better([Look(((1, 1, 0),), HALF), Look(((1, 2, 0),), FULL)], SIZES, WHOLE) == WHOLE


def test_what_goes_on_is_headed_and_only_there() -> None:
    looks = [Look(((1, 0, 0), (1, 1, 0)), FULL), Look(((1, 1, 1), (1, 1, 2)), FULL)]
    headed = Parting(FREED.free, frozenset({(1, 1, 1)}))
    assert better(looks, SIZES, FREED) == headed
    assert better(looks, SIZES, headed) == headed
    assert better(looks, SIZES, Parting(FREED.free, frozenset({(1, 1, 2)}))) == headed


def test_a_row_that_goes_on_itself_is_not_headed() -> None:
    looks = [Look(((1, 1, 0), (1, 1, 1)), FULL), Look(((1, 1, 1), (1, 1, 2)), FULL)]
    assert better(looks, SIZES, FREED) == FREED


def test_pages_without_rows_are_passed_over() -> None:
    assert better([Look((), HALF), Look((), FULL)], SIZES, WHOLE) == WHOLE
    assert better([], {}, WHOLE) == WHOLE
