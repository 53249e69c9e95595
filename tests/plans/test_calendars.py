"""When things recur, what spans are called, how near a day is."""

import datetime as dt
from calendar import isleap
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans import calendars
from plans.calendars import Precision, Repeat, Span
from plans.models import Schedule
from plans.models import facts as tables

YEARS = st.integers(1931, 2200)
DAYS = st.dates(dt.date(2023, 1, 1), dt.date(2027, 12, 31))
REPEATS = st.sampled_from([repeat for repeat in Repeat if repeat != Repeat.NEVER])


def day(text: str) -> dt.date:
    return dt.datetime.strptime(text, "%d/%m/%Y").replace(tzinfo=dt.UTC).date()


def test_the_values_are_those_of_the_tables() -> None:
    assert [repeat.value for repeat in Repeat] == Schedule.Repeat.values
    assert [precision.value for precision in Precision] == tables.Precision.values


def test_quarterly_is_four_whole_quarters() -> None:
    spans = calendars.occurrences_for("quarterly", 2024)
    assert [(s.number, s.starts_on, s.ends_on) for s in spans] == [
        (1, day("01/01/2024"), day("31/03/2024")),
        (2, day("01/04/2024"), day("30/06/2024")),
        (3, day("01/07/2024"), day("30/09/2024")),
        (4, day("01/10/2024"), day("31/12/2024")),
    ]
    assert {s.precision for s in spans} == {Precision.QUARTER}


@pytest.mark.parametrize(
    ("repeat", "count"), [("never", 0), ("yearly", 1), ("quarterly", 4), ("monthly", 12), ("weekly", 53)]
)
def test_how_many_times_a_year_has(repeat: str, count: int) -> None:
    assert len(calendars.occurrences_for(repeat, 2024)) == count  # 2024 begins on a Monday and is a leap year


def test_weekly_has_52_mondays_in_most_years() -> None:
    spans = calendars.occurrences_for("weekly", 2025)
    assert (len(spans), spans[0].starts_on, spans[-1].ends_on) == (52, day("06/01/2025"), day("31/12/2025"))


def test_monthly_february_ends_on_the_29th_in_a_leap_year() -> None:
    assert calendars.occurrences_for("monthly", 2024)[1].ends_on == day("29/02/2024")
    assert calendars.occurrences_for("monthly", 2023)[1].ends_on == day("28/02/2023")


def test_only_the_periods_that_the_given_days_touch() -> None:
    spans = calendars.occurrences_for("monthly", 2024, day("15/06/2024"), day("01/08/2024"))
    assert [(s.number, s.starts_on.month) for s in spans] == [(1, 6), (2, 7), (3, 8)]


def test_a_weekly_thing_keeps_its_weekday() -> None:
    spans = calendars.occurrences_for("weekly", 2024, day("06/06/2024"), day("27/06/2024"))  # a Thursday
    assert [f"{s.starts_on:%d/%m}" for s in spans] == ["06/06", "13/06", "20/06", "27/06"]
    assert all(s.starts_on == s.ends_on for s in spans)


def test_what_began_last_year_goes_on_with_its_weekday() -> None:
    spans = calendars.occurrences_for("weekly", 2024, day("28/12/2023"))
    assert spans[0].starts_on == day("04/01/2024")


def test_nothing_recurs_after_it_ended() -> None:
    assert calendars.occurrences_for("quarterly", 2024, day("01/01/2023"), day("31/12/2023")) == ()


@given(REPEATS, YEARS)
def test_periods_lie_in_the_year_in_order_without_overlap(repeat: Repeat, year: int) -> None:
    spans = calendars.occurrences_for(repeat, year)
    assert [span.number for span in spans] == list(range(1, len(spans) + 1))
    assert all(span.starts_on.year == year == span.ends_on.year for span in spans)
    assert all(span.starts_on <= span.ends_on for span in spans)
    assert all(before.ends_on < after.starts_on for before, after in pairwise(spans))


@given(st.sampled_from([Repeat.MONTHLY, Repeat.QUARTERLY, Repeat.YEARLY]), YEARS)
def test_months_quarters_and_years_leave_no_day_out(repeat: Repeat, year: int) -> None:
    spans = calendars.occurrences_for(repeat, year)
    assert sum((span.ends_on - span.starts_on).days + 1 for span in spans) == (366 if isleap(year) else 365)


@given(REPEATS, DAYS, DAYS)
def test_no_period_lies_outside_the_days_given(repeat: Repeat, one: dt.date, other: dt.date) -> None:
    first, last = sorted((one, other))
    for span in calendars.occurrences_for(repeat, 2025, first, last):
        assert span.ends_on >= first
        assert span.starts_on <= last


@given(DAYS)
def test_every_day_lies_in_its_quarter(when: dt.date) -> None:
    first, last = calendars.quarter_days(when.year, calendars.quarter_of(when))
    assert first <= when <= last


def test_missing_is_all_at_first_and_none_once_made() -> None:
    spans = calendars.occurrences_for("quarterly", 2024)
    assert calendars.missing(spans, []) == spans
    assert calendars.missing(spans, [span.starts_on for span in spans]) == ()


def test_missing_counts_a_visit_that_was_moved_to_another_quarter() -> None:
    spans = calendars.occurrences_for("quarterly", 2024)
    moved = [day("02/04/2024"), day("01/04/2024"), day("01/07/2024"), day("01/10/2024")]
    assert calendars.missing(spans, moved) == ()


def test_missing_fills_the_empty_quarters_first() -> None:
    spans = calendars.occurrences_for("quarterly", 2024)
    assert [span.number for span in calendars.missing(spans, [day("05/05/2024"), day("06/08/2024")])] == [1, 4]


@given(st.lists(DAYS, max_size=8))
def test_missing_never_makes_more_than_the_plan_announces(existing: list[dt.date]) -> None:
    spans = calendars.occurrences_for("quarterly", 2025)
    assert len(existing) + len(calendars.missing(spans, existing)) <= max(len(spans), len(existing))


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        ("12/03/2024", None, "12/03/2024"),
        ("12/03/2024", "12/03/2024", "12/03/2024"),
        ("12/03/2024", "14/03/2024", "12–14/03/2024"),
        ("28/02/2024", "02/03/2024", "28/02–02/03/2024"),
        ("30/12/2024", "02/01/2025", "30/12/2024–02/01/2025"),
    ],
)
def test_span_days_writes_each_part_once(first: str, last: str | None, written: str) -> None:
    assert calendars.span_days(day(first), day(last) if last else None) == written


@pytest.mark.parametrize(
    ("first", "last", "precision", "label"),
    [
        ("01/01/2024", "31/03/2024", "quarter", "Quý I"),
        ("01/10/2024", "31/12/2024", "quarter", "Quý IV"),
        ("01/03/2024", "31/03/2024", "month", "Tháng 3"),
        ("01/01/2024", "31/12/2024", "year", "Năm 2024"),
        ("12/03/2024", None, "day", "12/03/2024"),
        ("02/01/2024", "31/03/2024", "quarter", "02/01–31/03/2024"),
        ("01/03/2024", "30/03/2024", "month", "01–30/03/2024"),
        ("01/01/2024", "31/03/2024", "day", "01/01–31/03/2024"),
    ],
)
def test_label_names_whole_periods_and_writes_out_the_others(
    first: str, last: str | None, precision: str, label: str
) -> None:
    assert calendars.label(day(first), day(last) if last else None, precision) == label


@given(YEARS)
def test_each_quarter_is_labelled_by_its_number(year: int) -> None:
    spans = calendars.occurrences_for("quarterly", year)
    assert [calendars.label(s.starts_on, s.ends_on, s.precision) for s in spans] == [
        "Quý I",
        "Quý II",
        "Quý III",
        "Quý IV",
    ]


def test_a_span_is_a_value() -> None:
    span = Span(1, day("01/01/2024"), day("31/03/2024"), Precision.QUARTER)
    assert span == calendars.occurrences_for("quarterly", 2024)[0]
