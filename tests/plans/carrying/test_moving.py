"""Days and times in another year: quarter stays quarter, month stays month, what nobody should overlook is named."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.calendars import Precision, Repeat, quarter_of
from plans.carrying.moving import MovedDay, Trouble, moved, moved_day, moved_time
from plans.reading.times import TimeReading

DAYS = st.dates(dt.date(1999, 1, 1), dt.date(2100, 12, 31))
D = dt.date


@given(DAYS, st.integers(1, 8))
def test_a_quarter_and_a_month_stay(day: dt.date, years: int) -> None:
    after = moved_day(day, years)
    assert after.year == day.year + years
    assert (after.month, quarter_of(after)) == (day.month, quarter_of(day))
    assert after.day in (day.day, 28)


@pytest.mark.parametrize(
    ("before", "after", "trouble"),
    [
        (D(2024, 2, 29), D(2025, 2, 28), Trouble.NO_SUCH_DAY),
        (D(2024, 3, 26), D(2025, 3, 26), None),
        (D(2024, 8, 16), D(2025, 8, 16), Trouble.WEEKEND),
        (D(2024, 8, 17), D(2025, 8, 17), None),  # it was a Saturday before
        (D(2024, 3, 17), D(2025, 3, 17), Trouble.WORKING_DAY),
        (D(2024, 2, 28), D(2025, 2, 28), None),
    ],
)
def test_what_somebody_should_look_at(before: dt.date, after: dt.date, trouble: Trouble | None) -> None:
    assert moved(before, 1) == MovedDay(before, after)
    assert moved(before, 1).trouble == trouble


def test_a_leap_day_moves_to_a_leap_year() -> None:
    assert moved(D(2024, 2, 29), 4) == MovedDay(D(2024, 2, 29), D(2028, 2, 29))
    assert moved(D(2024, 2, 29), 4).trouble is None


@pytest.mark.parametrize(
    ("time", "starts_on", "ends_on"),
    [
        (TimeReading(D(2024, 6, 1), D(2024, 8, 31), Precision.MONTH), D(2025, 6, 1), D(2025, 8, 31)),
        (TimeReading(D(2024, 2, 1), D(2024, 2, 29), Precision.MONTH), D(2025, 2, 1), D(2025, 2, 28)),
        (TimeReading(D(2023, 2, 1), D(2023, 2, 28), Precision.MONTH), D(2024, 2, 1), D(2024, 2, 29)),
        (TimeReading(D(2024, 4, 1), D(2024, 6, 30), Precision.QUARTER), D(2025, 4, 1), D(2025, 6, 30)),
        (TimeReading(D(2023, 2, 28), D(2023, 2, 28), Precision.DAY), D(2024, 2, 28), D(2024, 2, 28)),
        (TimeReading(None, D(2024, 7, 15)), None, D(2025, 7, 15)),
        (TimeReading(), None, None),
    ],
)
def test_times(time: TimeReading, starts_on: dt.date | None, ends_on: dt.date | None) -> None:
    after = moved_time(time, 1)
    assert (after.starts_on, after.ends_on, after.precision) == (starts_on, ends_on, time.precision)


def test_how_often_and_tentative_stay() -> None:
    time = TimeReading(repeat=Repeat.QUARTERLY, tentative=True, assigned_by_superior=True)
    assert moved_time(time, 1) == time
