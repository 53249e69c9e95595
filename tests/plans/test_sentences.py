"""Sentences made from facts, letter by letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.sentences import (
    Basis,
    Share,
    Slot,
    compose,
    flat_figure,
    join_names,
    levy_figures,
    quota_figure,
    tier_figures,
)

NBSP = "\u00a0"
TIERS = [Share("Đoàn A", 2_250_000), Share("Đoàn B", 1_750_000), Share("Đoàn C", 1_750_000)]


def test_slots_are_filled_and_other_braces_stay() -> None:
    text = compose("{đơn vị} làm {việc} ({mức đóng góp}).", {Slot.LEAD: "Đoàn A", Slot.LEVY: "1 đồng"})
    assert text == "Đoàn A làm {việc} (1 đồng)."


def test_slot_without_a_fact_stays_as_it_is_written() -> None:
    assert compose("Mời {số lượng} người.", {Slot.LEAD: "x"}) == "Mời {số lượng} người."


@given(st.text())
def test_text_without_slots_is_printed_as_it_is(text: str) -> None:
    values = {Slot.LEAD: "Đoàn A", Slot.LEVY: "1"}
    if not any(slot in text for slot in values):
        assert compose(text, values) == text


@pytest.mark.parametrize(
    ("names", "joiner", "expected"),
    [([], ", ", ""), (["A"], " và ", "A"), (["A", "B"], " và ", "A và B"), (["A", "B", "C"], ", ", "A, B, C")],
)
def test_names_are_joined_as_the_line_does(names: list[str], joiner: str, expected: str) -> None:
    assert join_names(names, joiner) == expected


@pytest.mark.parametrize(
    ("basis", "expected"),
    [
        (Basis.UNDECIDED, f"7.000.000{NBSP}đồng/đơn vị"),
        (Basis.ONCE, f"7.000.000{NBSP}đồng/đơn vị"),
        (Basis.PER_OCCURRENCE, f"7.000.000{NBSP}đồng/đơn vị/lần"),
        (Basis.PER_QUARTER, f"7.000.000{NBSP}đồng/đơn vị/quý"),
    ],
)
def test_flat_figure_prints_the_chosen_basis(basis: Basis, expected: str) -> None:
    assert flat_figure(7_000_000, basis) == expected


def test_equal_amounts_that_follow_one_another_share_a_tier() -> None:
    assert tier_figures(TIERS) == f"Đoàn A: 2.250.000{NBSP}đồng; Đoàn B, Đoàn C: 1.750.000{NBSP}đồng"
    assert tier_figures(TIERS, Basis.PER_OCCURRENCE).count("/lần") == 2


@pytest.mark.parametrize(
    ("basis", "recurring", "ending"),
    [
        (Basis.ONCE, True, "; nộp một lần cho cả năm"),
        (Basis.ONCE, False, "đồng"),
        (Basis.UNDECIDED, True, "đồng"),
        (Basis.PER_QUARTER, True, "đồng/quý"),
    ],
)
def test_choice_is_printed_where_there_was_one(basis: Basis, recurring: bool, ending: str) -> None:
    assert levy_figures(TIERS, flat=False, basis=basis, recurring=recurring).endswith(ending)


def test_levy_without_shares_prints_nothing() -> None:
    assert levy_figures([], flat=True, basis=Basis.ONCE, recurring=True) == ""


@pytest.mark.parametrize(("people", "printed"), [(5, "05"), (30, "30"), (120, "120")])
def test_small_counts_have_a_zero(people: int, printed: str) -> None:
    assert quota_figure(people) == printed
