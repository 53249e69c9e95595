"""The words of a line in another year: what moves, what belongs to a cited paper, a term or a number and stays."""

import datetime as dt
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from plans.carrying.moving import Trouble
from plans.carrying.wording import Years
from plans.weekdays import named_days

NEXT = Years(2024, 2025)


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("Kỳ nghỉ hồng năm 2024", "Kỳ nghỉ hồng năm 2025"),
        ("Tháng 6 - 8 năm 2024.", "Tháng 6 - 8 năm 2025."),
        ("Dự kiến tháng 8/2024", "Dự kiến tháng 8/2025"),
        ("Từ 02/6 đến 31/8/2024", "Từ 02/6 đến 31/8/2025"),
        ("Từ 02.6.2024 đến 31-8-2024", "Từ 02.6.2025 đến 31-8-2025"),
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
        ("16/8/2024, tại số 272 Võ Thị Sáu", "16/8/2025, tại số 272 Võ Thị Sáu"),
        ("", ""),
    ],
)
def test_words(text: str, moved: str) -> None:
    assert NEXT.moved(text) == moved


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("Báo cáo trước ngày 15/01/2025.", "Báo cáo trước ngày 15/01/2026."),
        ("Tổng kết quý I/2025", "Tổng kết quý I/2026"),
        ("Tổng kết tháng 01 năm 2025", "Tổng kết tháng 01 năm 2026"),
        ("Từ 25/12/2024 đến 05/01/2025", "Từ 25/12/2025 đến 05/01/2026"),
        ("Từ ngày 25/12/2023 đến ngày 05/01/2024", "Từ ngày 25/12/2024 đến ngày 05/01/2025"),
        ("Từ tháng 12/2023 - 02/2024", "Từ tháng 12/2024 - 02/2025"),
        ("Mục tiêu đến năm 2025", "Mục tiêu đến năm 2025"),
        ("Đã làm ngày 25/12/2023.", "Đã làm ngày 25/12/2023."),
    ],
)
def test_days_beyond_the_year_move_years_named_alone_do_not(text: str, moved: str) -> None:
    assert NEXT.moved(text) == moved


def test_a_leap_day_in_words_stays_in_a_leap_year() -> None:
    assert Years(2024, 2028).moved("ngày 29/02/2024") == "ngày 29/02/2028"


# -- Weekdays


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("Thứ Sáu, ngày 16/8/2024", "Thứ Bảy, ngày 16/8/2025"),
        ("08 giờ 00, thứ sáu, ngày 16 tháng 8 năm 2024", "08 giờ 00, thứ bảy, ngày 16 tháng 8 năm 2025"),
        ("ngày 16/8/2024 (thứ 6)", "ngày 16/8/2025 (thứ 7)"),
        ("Chủ nhật, ngày 18/8", "Thứ Hai, ngày 18/8"),  # a day without a year is the plan's
        ("sáng Chủ nhật, ngày 18/8/2024", "sáng thứ Hai, ngày 18/8/2025"),
        ("ngày 29/02/2024 (thứ Năm)", "ngày 28/02/2025 (thứ Sáu)"),
        ("Thứ Tư, ngày 15/01/2025", "Thứ Năm, ngày 15/01/2026"),
        ("Thứ Sáu, ngày 15/12/2023", "Thứ Sáu, ngày 15/12/2023"),  # of another year, which stays
        ("Thứ Bảy hằng tuần", "Thứ Bảy hằng tuần"),
        ("Đại hội lần thứ hai, ngày 16/8/2024", "Đại hội lần thứ hai, ngày 16/8/2025"),
    ],
)
def test_a_weekday_is_that_of_its_day(text: str, moved: str) -> None:
    assert NEXT.moved(text) == moved


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Thứ Sáu, ngày 16/8/2024", {dt.date(2025, 8, 16): Trouble.WEEKEND}),
        ("Thứ Sáu, ngày 16/8", {dt.date(2025, 8, 16): Trouble.WEEKEND}),
        ("ngày 29/02/2024", {dt.date(2025, 2, 28): Trouble.NO_SUCH_DAY}),
        ("15, 16/8/2024", {dt.date(2025, 8, 15): None, dt.date(2025, 8, 16): Trouble.WEEKEND}),
        ("Kỷ niệm ngày 16/8", {}),  # every year
        ("theo Kế hoạch số 5-KH/ĐTN ngày 16/8/2024", {}),
        ("tháng 8/2024", {}),
    ],
)
def test_days_that_move(text: str, days: dict[dt.date, Trouble | None]) -> None:
    assert {day.after: day.trouble for day in NEXT.days(text)} == days


# -- Cited papers

PAPERS = [
    "Căn cứ Chương trình số 12-CTr/ĐTN ngày 05/01/2024",
    "Căn cứ Chương trình số 12-CTr/ĐTN ngày 05/01/2024 của Thành Đoàn về công tác năm 2024;",
    "Thực hiện Kế hoạch số: 05 KH/TĐTN năm 2024",
    "theo Công văn số 101/ĐTN-VP ngày 02/02/2024",
    "Nghị quyết 05-NQ/ĐTN ngày 05/01/2024",
    "Căn cứ Luật Thanh niên năm 2024",
]


@pytest.mark.parametrize("text", PAPERS)
def test_words_that_name_a_paper_stay(text: str) -> None:
    assert NEXT.moved(text) == text
    assert NEXT.moved_whole(text) == text.replace("2024", "2025")


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        (
            "Theo Kế hoạch số 05-KH/TĐTN ngày 05/01/2024, ra quân ngày 01/6/2024.",
            "Theo Kế hoạch số 05-KH/TĐTN ngày 05/01/2024, ra quân ngày 01/6/2025.",
        ),
        (
            "Ra quân ngày 01/6/2024 theo Kế hoạch số 05-KH/TĐTN ngày 05/01/2024.",
            "Ra quân ngày 01/6/2025 theo Kế hoạch số 05-KH/TĐTN ngày 05/01/2024.",
        ),
        ("Năm 2024, thực hiện Luật Thanh niên năm 2024.", "Năm 2025, thực hiện Luật Thanh niên năm 2024."),
        (
            # its subject goes on behind the comma
            "Chương trình số 12-CTr/ĐTN về Mùa hè xanh, Kỳ nghỉ hồng năm 2024",
            "Chương trình số 12-CTr/ĐTN về Mùa hè xanh, Kỳ nghỉ hồng năm 2024",
        ),
        (
            "Kế hoạch số 5-KH/ĐTN ngày 05/01/2024, Công văn số 7-CV/ĐTN ngày 08/01/2024, họp thứ Sáu, ngày 16/8/2024",
            "Kế hoạch số 5-KH/ĐTN ngày 05/01/2024, Công văn số 7-CV/ĐTN ngày 08/01/2024, họp thứ Bảy, ngày 16/8/2025",
        ),
    ],
)
def test_what_stands_beside_a_paper_moves(text: str, moved: str) -> None:
    assert NEXT.moved(text) == moved


@pytest.mark.parametrize(
    "text", ["số 272 Võ Thị Sáu", "Số 272, đường Võ Thị Sáu, Quận 3", "số lượng 30 người", "một số đơn vị"]
)
def test_other_numbers_are_no_papers(text: str) -> None:
    assert NEXT.moved(f"{text} năm 2024") == f"{text} năm 2025"


# -- Any words

WORDS = st.lists(
    st.sampled_from(["2024", "2025", "2023", "16/8/2024", "đến", "-", "năm", "Đoàn", "5", "/", "thứ", "12-KH/ĐTN", ","])
).map(" ".join)


@given(st.one_of(st.text(alphabet="Đoàn 20245-/ năm", max_size=30), WORDS))
def test_there_and_nothing_else_changes(text: str) -> None:
    """Digits of years aside, no letter changes; a weekday beside its day does, and has its tests above."""
    assume(not named_days(text, NEXT.old))
    moved = NEXT.moved(text)
    assert len(moved) == len(text)
    assert [a for a, b in zip(text, moved, strict=True) if a != b and not a.isdigit()] == []


@given(
    st.lists(st.sampled_from(["năm 2024", "ngày 16/8/2024", "tháng 8/2024", "Đoàn", "quý II/2024", "30 người", "."]))
)
def test_the_old_year_is_gone(words: list[str]) -> None:
    """Where no paper is cited and no term is named."""
    text = " ".join(words)
    assert not re.search("2024", NEXT.moved(text))
    assert NEXT.moved(text).count("2025") == text.count("2024")
