"""Dates of papers: the guide's leading zeros, blanks to fill in, weekdays."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.dates import dateline, in_words, short, weekday

PLACE = "TP. Hồ Chí Minh"


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2024, 2, 5), "ngày 05 tháng 02 năm 2024"),
        (date(2013, 2, 9), "ngày 09 tháng 02 năm 2013"),
        (date(2009, 5, 19), "ngày 19 tháng 5 năm 2009"),
        (date(2024, 1, 31), "ngày 31 tháng 01 năm 2024"),
        (date(2024, 3, 1), "ngày 01 tháng 3 năm 2024"),
        (date(2024, 10, 10), "ngày 10 tháng 10 năm 2024"),
        (date(2024, 12, 31), "ngày 31 tháng 12 năm 2024"),
    ],
)
def test_days_below_ten_and_the_first_two_months_take_a_zero(day: date, written: str) -> None:
    assert in_words(day) == written
    assert dateline(PLACE, day) == f"{PLACE}, {written}"


def test_an_unset_day_leaves_room_to_write_it() -> None:
    assert dateline(PLACE, None, year=2024) == f"{PLACE}, ngày      tháng      năm 2024"
    assert dateline(PLACE, None) == f"{PLACE}, ngày      tháng      năm"


def test_a_dateline_without_place_has_no_comma() -> None:
    assert dateline("", date(2024, 2, 5)) == "ngày 05 tháng 02 năm 2024"


def test_a_set_day_wins_over_the_year_alone() -> None:
    assert dateline(PLACE, date(2024, 2, 5), year=2030).endswith("năm 2024")


@pytest.mark.parametrize(
    ("day", "written"),
    [(date(2024, 2, 5), "05/02/2024"), (date(2024, 12, 31), "31/12/2024"), (date(999, 1, 1), "01/01/0999")],
)
def test_short_dates_are_day_month_year(day: date, written: str) -> None:
    assert short(day) == written


def test_weekdays_are_named_from_monday_to_sunday() -> None:
    monday = date(2024, 2, 5)
    names = [weekday(monday + timedelta(days=n)) for n in range(7)]
    assert names == ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"]


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_written_date_holds_its_own_figures(day: date) -> None:
    figures = [int(word) for word in in_words(day).split() if word.isdigit()]
    assert figures == [day.day, day.month, day.year]
    assert [int(part) for part in short(day).split("/")] == [day.day, day.month, day.year]
