import pytest
from hypothesis import given
from hypothesis import strategies as st

from contributions.reckoning import (
    Balance,
    LevyFacts,
    Open,
    Part,
    ProposedDue,
    Split,
    Time,
    allocate,
    dues_to_make,
    fingerprint,
    times_of,
    total,
)
from plans.sentences import Basis

AMOUNTS = st.integers(min_value=1, max_value=10**12)
DUES = st.lists(AMOUNTS | st.just(0), max_size=12).map(lambda lefts: [Open(i, left) for i, left in enumerate(lefts)])
SHARES = ((1, 2_250_000), (2, 1_750_000), (3, 1_500_000))


@pytest.mark.parametrize(
    ("basis", "times"),
    [
        (Basis.UNDECIDED, ()),
        (Basis.ONCE, (Time(),)),
        (Basis.PER_QUARTER, (Time(quarter=1), Time(quarter=2), Time(quarter=3), Time(quarter=4))),
        (Basis.PER_OCCURRENCE, (Time(occurrence=7), Time(occurrence=9))),
    ],
)
def test_times_follow_the_basis(basis: Basis, times: tuple[Time, ...]) -> None:
    assert times_of(basis, [7, 9]) == times


@pytest.mark.parametrize(
    ("basis", "occurrences", "count", "sum_"),
    [
        (Basis.ONCE, (), 3, 5_500_000),
        (Basis.PER_QUARTER, (), 12, 22_000_000),
        (Basis.PER_OCCURRENCE, (5, 6), 6, 11_000_000),
        (Basis.PER_OCCURRENCE, (), 0, 0),
        (Basis.UNDECIDED, (5, 6), 0, 0),
    ],
)
def test_dues_to_make_by_basis(basis: Basis, occurrences: tuple[int, ...], count: int, sum_: int) -> None:
    dues = dues_to_make(LevyFacts(basis, SHARES, occurrences))
    assert (len(dues), sum(due.amount for due in dues)) == (count, sum_)


def test_dues_to_make_leaves_out_what_is_made() -> None:
    levy = LevyFacts(Basis.PER_OCCURRENCE, SHARES, (5, 6))
    existing = {(union, Time(occurrence=5)) for union, _amount in SHARES} | {(1, Time(occurrence=6))}
    assert dues_to_make(levy, existing) == [
        ProposedDue(2, Time(occurrence=6), 1_750_000),
        ProposedDue(3, Time(occurrence=6), 1_500_000),
    ]


def test_the_lead_is_left_out_where_it_does_not_pay() -> None:
    levy = LevyFacts(Basis.ONCE, SHARES, exempt=1)
    assert [due.union for due in dues_to_make(levy)] == [2, 3]
    assert levy.each_time == 3_250_000


@given(st.sampled_from(Basis), st.lists(AMOUNTS, max_size=9), st.sets(st.integers(1, 50), max_size=9), st.data())
def test_making_twice_makes_nothing_twice(
    basis: Basis, amounts: list[int], visits: set[int], data: st.DataObject
) -> None:
    levy = LevyFacts(basis, tuple(enumerate(amounts)), tuple(visits))
    every = dues_to_make(levy)
    made = data.draw(st.sets(st.sampled_from(every)) if every else st.just(set()))
    later = dues_to_make(levy, {(due.union, due.time) for due in made})
    assert sorted([*made, *later], key=repr) == sorted(every, key=repr)
    assert sum(due.amount for due in every) == levy.each_time * len(levy.times)


def test_fingerprint_tells_any_difference() -> None:
    due = ProposedDue(1, Time(quarter=1), 7)
    others = [[], [due, due], [ProposedDue(1, Time(quarter=1), 8)], [ProposedDue(2, Time(quarter=1), 7)]]
    assert len({fingerprint(dues) for dues in [[due], *others]}) == 5
    assert fingerprint([due]) == fingerprint([ProposedDue(1, Time(quarter=1), 7)])


@pytest.mark.parametrize(
    ("amount", "lefts", "parts", "rest"),
    [
        (7, [7], [7], 0),
        (5, [7], [5], 0),
        (9, [7], [7], 2),
        (9, [4, 4, 4], [4, 4, 1], 0),
        (9, [0, 9], [9], 0),
        (9, [], [], 9),
    ],
)
def test_allocate_oldest_first(amount: int, lefts: list[int], parts: list[int], rest: int) -> None:
    split = allocate(amount, [Open(number, left) for number, left in enumerate(lefts)])
    assert ([part.amount for part in split.parts], split.rest) == (parts, rest)


def test_allocate_names_the_dues() -> None:
    assert allocate(9, [Open(31, 4), Open(12, 8)]) == Split((Part(31, 4), Part(12, 5)), 0)


@given(AMOUNTS, DUES)
def test_nothing_is_created_or_lost(amount: int, dues: list[Open]) -> None:
    split = allocate(amount, dues)
    assert sum(part.amount for part in split.parts) + split.rest == amount


@given(AMOUNTS, DUES)
def test_no_due_gets_more_than_it_lacks(amount: int, dues: list[Open]) -> None:
    lefts = {due.due: due.left for due in dues}
    split = allocate(amount, dues)
    assert all(0 < part.amount <= lefts[part.due] for part in split.parts)
    assert len({part.due for part in split.parts}) == len(split.parts)


@given(AMOUNTS, DUES)
def test_a_rest_means_that_every_due_is_full(amount: int, dues: list[Open]) -> None:
    split = allocate(amount, dues)
    assert not split.rest or sum(part.amount for part in split.parts) == sum(due.left for due in dues)


@pytest.mark.parametrize(
    ("balance", "left", "open_", "settled"),
    [
        (Balance(), 0, 0, False),
        (Balance(7, 0, 0), 7, 7, False),
        (Balance(7, 3, 4), 4, 0, False),
        (Balance(7, 7, 0), 0, 0, True),
    ],
)
def test_balance_tells_what_is_left(balance: Balance, left: int, open_: int, settled: bool) -> None:
    assert (balance.left, balance.open, balance.is_settled) == (left, open_, settled)


def test_what_one_due_got_too_much_is_not_what_another_lacks() -> None:
    lowered, open_ = Balance(4, 5), Balance(1, 0)
    assert (lowered.left, lowered.over, lowered.is_settled) == (0, 1, True)
    both = total([lowered, open_])
    assert (both.due, both.paid, both.left, both.over, both.is_settled) == (5, 5, 1, 1, False)
    assert both == total([open_, lowered]) == Balance.summed(5, 5, 0, 1)


BALANCES = st.lists(st.builds(Balance, *[st.integers(0, 9)] * 3), max_size=6)


@given(BALANCES, BALANCES)
def test_sums_of_balances_are_the_sums_of_what_is_left_and_over(some: list[Balance], more: list[Balance]) -> None:
    whole = total([total(some), total(more)])
    assert whole.left == sum(balance.left for balance in [*some, *more])
    assert whole.over == sum(balance.over for balance in [*some, *more])
    assert whole.left - whole.over == whole.due - whole.paid


def test_balances_add_up() -> None:
    assert total([Balance(7, 3, 1), Balance(2, 2, 0)]) == Balance(9, 5, 1)
    assert total([]) == Balance()
