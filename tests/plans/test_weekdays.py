"""Names of weekdays beside a day: which are found, of which day they are said, how another one is written like it."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.dates import short, weekday
from plans.weekdays import named_days, weekday_like

FRIDAY, SATURDAY, SUNDAY = (dt.date(2024, 8, day) for day in (16, 17, 18))
MONDAY = dt.date(2024, 8, 12)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thứ Sáu, ngày 16/8/2024", [("Thứ Sáu", FRIDAY)]),
        ("16/8/2024 (thứ 6)", [("thứ 6", FRIDAY)]),
        ("16/8/2024, thứ Sáu", [("thứ Sáu", FRIDAY)]),
        ("7h30, 16/8/2024 (thứ Sáu)", [("thứ Sáu", FRIDAY)]),
        ("7:30, 16/8/2024 (thứ Sáu)", [("thứ Sáu", FRIDAY)]),
        ("7g30, 16/8/2024 (thứ Sáu)", [("thứ Sáu", FRIDAY)]),
        ("THỨ SÁU, NGÀY 16 THÁNG 8", [("THỨ SÁU", FRIDAY)]),
        ("Thứ Bảy và Chủ nhật, ngày 17 và 18/8/2024", [("Thứ Bảy", SATURDAY), ("Chủ nhật", SUNDAY)]),
        ("17, 18/8/2024 (thứ Bảy, Chủ nhật)", [("thứ Bảy", SATURDAY), ("Chủ nhật", SUNDAY)]),
        ("từ thứ Hai ngày 12/8 đến thứ Sáu ngày 16/8/2024", [("thứ Hai", MONDAY), ("thứ Sáu", FRIDAY)]),
        ("12/8/2024, thứ Sáu ngày 16/8/2024", [("thứ Sáu", FRIDAY)]),
        ("Thứ Bảy, 17 và 18/8/2024", []),  # of which of the two?
        ("Thứ Bảy hằng tuần", []),
        ("Đại hội lần thứ hai, ngày 16/8/2024", []),
        ("Thứ Ba, ngày 30/02/2024", []),  # no such day
        ("", []),
    ],
)
def test_found(text: str, found: list[tuple[str, dt.date]]) -> None:
    assert [(named.name, named.day) for named in named_days(text, 2024)] == found
    assert all(text[named.start : named.end] == named.name for named in named_days(text, 2024))


@given(st.dates(dt.date(1990, 1, 1), dt.date(2199, 12, 31)))
def test_what_papers_write_is_right(day: dt.date) -> None:
    (named,) = named_days(f"{weekday(day)}, ngày {short(day)}", 2000)
    assert named.day == day
    assert named.is_right
    (wrong,) = named_days(f"{weekday(day + dt.timedelta(1))}, {day:%d/%m}/{day.year}", 2000)
    assert not wrong.is_right


@pytest.mark.parametrize(
    ("name", "day", "begins", "written"),
    [
        ("thứ Sáu", SATURDAY, False, "thứ Bảy"),
        ("Thứ Sáu", SATURDAY, False, "Thứ Bảy"),
        ("Thứ sáu", SATURDAY, False, "Thứ bảy"),
        ("thứ sáu", SUNDAY, False, "chủ nhật"),
        ("THỨ SÁU", SUNDAY, False, "CHỦ NHẬT"),
        ("thứ Sáu", SUNDAY, False, "Chủ nhật"),
        ("Thứ 6", SATURDAY, False, "Thứ 7"),
        ("thứ 6", SUNDAY, False, "chủ nhật"),
        ("Chủ nhật", MONDAY, False, "thứ Hai"),
        ("Chủ nhật", MONDAY, True, "Thứ Hai"),
        ("chủ nhật", MONDAY, True, "thứ hai"),
    ],
)
def test_written_like(name: str, day: dt.date, begins: bool, written: str) -> None:
    assert weekday_like(name, day, begins=begins) == written
