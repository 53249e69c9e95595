"""What is needed and how much of it is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.models import Resource
from campaigns.supplies import Item, tally

ITEMS = st.lists(
    st.builds(
        Item,
        st.sampled_from(["need", "offer", "given"]),
        st.sampled_from(["Áo", "áo", "Gạo"]),
        st.just("kg"),
        st.integers(1, 99),
    )
)


def test_the_kinds_are_those_of_the_table() -> None:
    assert {"need", "offer", "given"} == set(Resource.Kind.values)


def test_one_thing_in_several_spellings_is_one_thing() -> None:
    items = [
        Item("need", "Áo phao", "cái", 50),
        Item("offer", "ÁO PHAO", "Cái", 10),
        Item("given", "ao phao", "cai", 5),
    ]
    (supply,) = tally(items)
    assert (supply.thing, supply.needed, supply.offered, supply.given, supply.found, supply.missing) == (
        "Áo phao",
        50,
        10,
        5,
        15,
        35,
    )


def test_another_unit_is_another_thing() -> None:
    assert len(tally([Item("need", "Gạo", "kg", 50), Item("given", "Gạo", "bao", 2)])) == 2


def test_the_need_names_the_thing_wherever_it_stands() -> None:
    (supply,) = tally([Item("given", "ao phao", "cai", 5), Item("need", "Áo phao", "cái", 50)])
    assert (supply.thing, supply.unit) == ("Áo phao", "cái")


def test_more_than_needed_leaves_nothing_missing() -> None:
    (supply,) = tally([Item("need", "Gạo", "kg", 50), Item("given", "Gạo", "kg", 80)])
    assert (supply.missing, supply.found) == (0, 80)


def test_needs_stand_before_gifts_nobody_asked_for() -> None:
    items = [Item("given", "Tủ sách", "tủ", 1), Item("need", "Gạo", "kg", 50), Item("need", "Áo", "cái", 5)]
    assert [supply.thing for supply in tally(items)] == ["Gạo", "Áo", "Tủ sách"]


@pytest.mark.parametrize("items", [[], ()])
def test_nothing_is_nothing(items: list[Item]) -> None:
    assert tally(items) == []


@given(ITEMS)
def test_no_quantity_is_lost(items: list[Item]) -> None:
    supplies = tally(items)
    assert sum(s.needed + s.found for s in supplies) == sum(item.quantity for item in items)
    assert all(supply.missing >= 0 for supply in supplies)


@given(ITEMS, st.randoms())
def test_the_order_of_entries_does_not_change_the_sums(items: list[Item], random: object) -> None:
    shuffled = list(items)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    sums = [{(s.thing.lower(), s.needed, s.offered, s.given) for s in tally(entries)} for entries in (items, shuffled)]
    assert sums[0] == sums[1]
