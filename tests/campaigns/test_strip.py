"""Where a day lies in the drawing of the year."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns import strip

YEARS = st.integers(1931, 2199)
DAYS = st.dates(dt.date(2023, 1, 1), dt.date(2026, 12, 31))


def value(percent: str) -> float:
    assert percent.endswith("%")
    assert "," not in percent  # a browser reads no decimal comma
    return float(percent[:-1])


@pytest.mark.parametrize(
    ("day", "share"),
    [
        (dt.date(2023, 1, 1), 0),
        (dt.date(2023, 7, 2), 182 / 365),
        (dt.date(2023, 12, 31), 364 / 365),
        (dt.date(2022, 12, 31), 0),
        (dt.date(2024, 5, 5), 1),
    ],
)
def test_share_of_the_year_that_has_passed(day: dt.date, share: float) -> None:
    assert strip.share_of(day, 2023) == pytest.approx(share)


def test_june_to_august_lies_in_the_middle() -> None:
    bar = strip.bar(dt.date(2024, 6, 1), dt.date(2024, 8, 31), 2024)
    assert bar == strip.Bar("41.53%", "25.14%")


@pytest.mark.parametrize(
    ("first", "last", "x", "width"),
    [
        (dt.date(2023, 11, 1), dt.date(2024, 1, 31), 0.0, 8.47),
        (dt.date(2024, 12, 1), dt.date(2025, 2, 28), 91.53, 8.47),
        (dt.date(2023, 1, 1), dt.date(2026, 1, 1), 0.0, 100.0),
    ],
)
def test_what_reaches_over_the_year_is_cut_at_its_ends(first: dt.date, last: dt.date, x: float, width: float) -> None:
    bar = strip.bar(first, last, 2024)
    assert bar is not None
    assert (value(bar.x), value(bar.width)) == (pytest.approx(x), pytest.approx(width))


@pytest.mark.parametrize("year", [2023, 2025])
def test_no_bar_in_another_year(year: int) -> None:
    assert strip.bar(dt.date(2024, 6, 1), None, year) is None


def test_one_day_is_wide_enough_to_be_seen_and_stays_inside() -> None:
    bar = strip.bar(dt.date(2024, 12, 31), None, 2024)
    assert bar is not None
    assert value(bar.width) == strip.NARROWEST
    assert value(bar.x) + value(bar.width) <= 100.01


@given(DAYS, DAYS)
def test_a_bar_never_leaves_the_drawing(one: dt.date, other: dt.date) -> None:
    first, last = sorted((one, other))
    bar = strip.bar(first, last, 2024)
    if bar is not None:
        assert 0 <= value(bar.x) <= value(bar.x) + value(bar.width) <= 100.02
    else:
        assert last.year < 2024 or first.year > 2024


@given(DAYS)
def test_a_dot_never_leaves_the_drawing(day: dt.date) -> None:
    assert 1 <= value(strip.dot(day, None, 2024, "planned", "").x) <= 99


def test_a_quarter_is_marked_in_its_middle() -> None:
    mark = strip.dot(dt.date(2024, 1, 1), dt.date(2024, 3, 31), 2024, "done", "Quý I")
    assert (value(mark.x), mark.state, mark.title) == (pytest.approx(12.3, abs=0.1), "done", "Quý I")


@given(YEARS)
def test_twelve_months_in_order_each_with_its_name_inside(year: int) -> None:
    months = strip.months(year)
    begins = [value(month.begins) for month in months]
    assert [month.number for month in months] == list(range(1, 13))
    assert begins == sorted(begins)
    assert all(begin < value(m.x) < end for m, begin, end in zip(months, begins, [*begins[1:], 100], strict=True))


def test_today_is_drawn_in_its_own_year_only() -> None:
    assert strip.today_mark(dt.date(2024, 7, 1), 2024) == "49.73%"
    assert strip.today_mark(dt.date(2024, 7, 1), 2023) == ""


@pytest.mark.parametrize(
    ("state", "last_day", "drawn"),
    [
        ("planned", dt.date(2024, 8, 19), "late"),
        ("planned", dt.date(2024, 8, 20), "planned"),
        ("done", dt.date(2024, 8, 19), "done"),
        ("cancelled", dt.date(2024, 8, 19), "cancelled"),
    ],
)
def test_what_has_passed_unreported_is_drawn_as_late(state: str, last_day: dt.date, drawn: str) -> None:
    assert strip.state_of(state, last_day, dt.date(2024, 8, 20)) == drawn


def test_two_lines_about_the_same_days_draw_one_bar() -> None:
    bar = strip.bar(dt.date(2024, 6, 1), None, 2024)
    assert strip.merge([bar, None, bar]) == (bar,)
