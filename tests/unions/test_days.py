"""Dates as people type them: day, month, year, and nothing else."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unions.days import DayError, Reason, format_day, parse_day

ACCEPTED = [
    ("03/04/2026", dt.date(2026, 4, 3)),
    ("3/4/2026", dt.date(2026, 4, 3)),
    (" 05/02/2024 ", dt.date(2024, 2, 5)),
    ("29/02/2024", dt.date(2024, 2, 29)),
    ("2026-04-03", dt.date(2026, 4, 3)),
]
REFUSED = [
    ("31/02/2024", Reason.NO_SUCH_DAY),
    ("29/02/2023", Reason.NO_SUCH_DAY),
    ("13/13/2024", Reason.NO_SUCH_DAY),
    ("12/31/2024", Reason.NO_SUCH_DAY),
    ("00/01/2024", Reason.NO_SUCH_DAY),
    ("2024-02-31", Reason.NO_SUCH_DAY),
    ("3/4/26", Reason.SHORT_YEAR),
    ("3/4/02026", Reason.SHORT_YEAR),
    ("01/01/1899", Reason.FAR_YEAR),
    ("01/01/2101", Reason.FAR_YEAR),
    ("01/01/0000", Reason.NO_SUCH_DAY),
    ("", Reason.UNREADABLE),
    ("hôm nay", Reason.UNREADABLE),
    ("2026/04/03", Reason.UNREADABLE),
    ("3-4-2026", Reason.UNREADABLE),
    ("3/4", Reason.UNREADABLE),
    ("3 / 4 / 2026", Reason.UNREADABLE),
    ("０３/04/2026", Reason.UNREADABLE),
    ("٣/٤/٢٠٢٦", Reason.UNREADABLE),
    ("03/04/2026 10:00", Reason.UNREADABLE),
    ("2026-4-3", Reason.UNREADABLE),
]


@pytest.mark.parametrize(("text", "day"), ACCEPTED)
def test_parse_reads_day_before_month(text: str, day: dt.date) -> None:
    assert parse_day(text) == day


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_parse_refuses_and_says_why(text: str, reason: Reason) -> None:
    with pytest.raises(DayError) as refusal:
        parse_day(text)
    assert refusal.value.reason == reason


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)))
def test_what_is_shown_is_read_back(day: dt.date) -> None:
    assert parse_day(format_day(day)) == day
    assert parse_day(f"{day.day}/{day.month}/{day.year}") == day
    assert parse_day(day.isoformat()) == day


@given(st.text(alphabet="0123456789/-. ", max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        day = parse_day(text)
    except DayError:
        return
    numbers = [int(n) for n in text.replace("-", "/").split("/")]
    assert numbers in ([day.day, day.month, day.year], [day.year, day.month, day.day])
