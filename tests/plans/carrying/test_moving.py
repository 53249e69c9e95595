"""Days and words in another year: quarter stays quarter, month stays month, what nobody should overlook is named."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.calendars import Precision, Repeat, quarter_of
from plans.carrying.moving import Trouble, moved_day, moved_text, moved_time, names_a_paper, trouble_of
from plans.reading.times import TimeReading

DAYS = st.dates(dt.date(1999, 1, 1), dt.date(2100, 12, 31))
D = dt.date


@given(DAYS, st.integers(1, 8))
def test_a_quarter_and_a_month_stay(day: dt.date, years: int) -> None:
    moved = moved_day(day, years)
    assert moved.year == day.year + years
    assert (moved.month, quarter_of(moved)) == (day.month, quarter_of(day))
    assert moved.day in (day.day, 28)


@pytest.mark.parametrize(
    ("before", "after", "trouble"),
    [
        (D(2024, 2, 29), D(2025, 2, 28), Trouble.NO_SUCH_DAY),
        (D(2024, 3, 26), D(2025, 3, 26), None),
        (D(2024, 8, 16), D(2025, 8, 16), Trouble.WEEKEND),
        (D(2024, 8, 17), D(2025, 8, 17), None),  # it was a Saturday before
        (D(2024, 2, 28), D(2025, 2, 28), None),
    ],
)
def test_what_somebody_should_look_at(before: dt.date, after: dt.date, trouble: Trouble | None) -> None:
    assert moved_day(before, 1) == after
    assert trouble_of(before, after) == trouble


def test_a_leap_day_moves_to_a_leap_year() -> None:
    assert moved_day(D(2024, 2, 29), 4) == D(2028, 2, 29)
    assert trouble_of(D(2024, 2, 29), D(2028, 2, 29)) is None


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
    moved = moved_time(time, 1)
    assert (moved.starts_on, moved.ends_on, moved.precision) == (starts_on, ends_on, time.precision)


def test_how_often_and_tentative_stay() -> None:
    time = TimeReading(repeat=Repeat.QUARTERLY, tentative=True, assigned_by_superior=True)
    assert moved_time(time, 1) == time


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("Kỳ nghỉ hồng năm 2024", "Kỳ nghỉ hồng năm 2025"),
        ("Tháng 6 - 8 năm 2024.", "Tháng 6 - 8 năm 2025."),
        ("Dự kiến tháng 8/2024", "Dự kiến tháng 8/2025"),
        ("Từ 02/6 đến 31/8/2024", "Từ 02/6 đến 31/8/2025"),
        ("ngày 29/02/2024", "ngày 28/02/2025"),
        ("ngày 29 tháng 02 năm 2024", "ngày 28 tháng 02 năm 2025"),
        ("ngày 28/02/2024", "ngày 28/02/2025"),
        ("Năm học 2023 - 2024", "Năm học 2024 - 2025"),
        ("Năm học 2024-2025 và hè 2024", "Năm học 2025-2026 và hè 2025"),
        ("Nhiệm kỳ 2022 - 2027", "Nhiệm kỳ 2022 - 2027"),
        ("Nhiệm kỳ 2022 - 2027, năm 2024", "Nhiệm kỳ 2022 - 2027, năm 2025"),
        ("Giai đoạn 2020 - 2024", "Giai đoạn 2020 - 2024"),
        ("Kết quả năm 2023 và kế hoạch 2024", "Kết quả năm 2023 và kế hoạch 2025"),
        ("Số tài khoản 120245", "Số tài khoản 120245"),
        ("Không có năm nào.", "Không có năm nào."),
        ("", ""),
    ],
)
def test_words(text: str, moved: str) -> None:
    assert moved_text(text, 2024, 2025) == moved


def test_a_leap_day_in_words_stays_in_a_leap_year() -> None:
    assert moved_text("ngày 29/02/2024", 2024, 2028) == "ngày 29/02/2028"


@pytest.mark.parametrize(
    "text",
    [
        "Căn cứ Chương trình số 12-CTr/ĐTN ngày 05/01/2024",
        "Thực hiện Kế hoạch số: 05 KH/TĐTN năm 2024",
        "theo Công văn số 101/ĐTN-VP ngày 02/02/2024",
        "Nghị quyết 05-NQ/ĐTN ngày 05/01/2024",
        "Căn cứ Luật Thanh niên năm 2024",
    ],
)
def test_words_that_name_a_paper_stay(text: str) -> None:
    assert names_a_paper(text)
    assert moved_text(text, 2024, 2025) == text


def test_an_address_keeps_no_old_year() -> None:
    assert moved_text("16/8/2024, tại số 272 Võ Thị Sáu", 2024, 2025) == "16/8/2025, tại số 272 Võ Thị Sáu"


@pytest.mark.parametrize(
    "text", ["số 272 Võ Thị Sáu", "Số 272, đường Võ Thị Sáu, Quận 3", "số lượng 30 người", "một số đơn vị"]
)
def test_other_numbers_are_no_papers(text: str) -> None:
    assert not names_a_paper(text)


@given(st.text(alphabet="Đoàn 20245-/ năm", max_size=30))
def test_there_and_nothing_else_changes(text: str) -> None:
    """Digits of the year aside, no letter changes; and the old year is nowhere left alone."""
    moved = moved_text(text, 2024, 2025)
    assert len(moved) == len(text)
    assert [a for a, b in zip(text, moved, strict=True) if a != b and not a.isdigit()] == []
