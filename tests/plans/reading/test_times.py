"""Times as people write them, one a row; and what is never a time."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.calendars import Precision, Repeat
from plans.models import Schedule
from plans.models.facts import Precision as StoredPrecision
from plans.reading.dates import no_such_days
from plans.reading.times import NO_TIME, TimeReading, listed_times, read_time

D = dt.date
DAY, MONTH, QUARTER, YEAR = Precision.DAY, Precision.MONTH, Precision.QUARTER, Precision.YEAR

ONE_DAY = [
    ("17/3/2019", D(2019, 3, 17)),
    ("Ngày 17-3-2019", D(2019, 3, 17)),
    ("ngày 28.02.2019", D(2019, 2, 28)),
    ("7h00 Ngày 16/05/2019.", D(2019, 5, 16)),
    ("Từ 7h30 đến 11h00 ngày 17/3/2019", D(2019, 3, 17)),
    ("Vào lúc 07h00’ đến 17h00’ ngày 23/3/2019 (Thứ bảy).", D(2019, 3, 23)),
    ("từ 8h đến 17h ngày 14-11-2009", D(2009, 11, 14)),
    ("từ 06h30 – 11h30 ngày 26 tháng 11 năm 2016 (Thứ bảy)", D(2016, 11, 26)),
    ("9 giờ, thứ Sáu, ngày 26/3/2021", D(2021, 3, 26)),
    ("16h30 ngày 15/3/2024", D(2024, 3, 15)),
    ("8 giờ 30 phút ngày 02 tháng 9 năm 2024", D(2024, 9, 2)),
    ("tối ngày 26/7", D(2024, 7, 26)),
    ("ngày 2 tháng 9", D(2024, 9, 2)),
    ("29/2/2024", D(2024, 2, 29)),
    ("ngày 26-3", D(2024, 3, 26)),
    ("26-3", D(2024, 3, 26)),
    ("7h30, 12/5/2024", D(2024, 5, 12)),
    ("ngày 12/5/2024, tại số 31/4 Lê Lợi", D(2024, 5, 12)),
    ("ngày 12/5/2024, ở hẻm 12/3 đường Lê Lợi", D(2024, 5, 12)),
]

SEVERAL_DAYS = [
    ("Từ 02/6 đến 31/8/2019", D(2019, 6, 2), D(2019, 8, 31)),
    ("từ ngày 1/5 – 30/5/2019", D(2019, 5, 1), D(2019, 5, 30)),
    ("Từ ngày 20/04/2019 đến ngày 10/05/2019", D(2019, 4, 20), D(2019, 5, 10)),
    ("02 ngày, từ 10 – 11/8/2019", D(2019, 8, 10), D(2019, 8, 11)),
    ("Ngày 02,03/3/2019", D(2019, 3, 2), D(2019, 3, 3)),
    ("Ngày 03/3, 10/3, 17/3, 24/3", D(2024, 3, 3), D(2024, 3, 24)),
    ("từ ngày 10 đến ngày 12 tháng 8 năm 2024", D(2024, 8, 10), D(2024, 8, 12)),
    ("ngày 10 và 11/8/2024", D(2024, 8, 10), D(2024, 8, 11)),
    ("Từ 25/12 đến 05/01/2025", D(2024, 12, 25), D(2025, 1, 5)),
    ("Diễn ra từ 01/3 đến 30/6/2019, ngày thứ bảy, chủ nhật.", D(2019, 3, 1), D(2019, 6, 30)),
]

MONTHS = [
    ("Tháng 6 - 8 năm 2024", D(2024, 6, 1), D(2024, 8, 31)),
    ("tháng 8/2024", D(2024, 8, 1), D(2024, 8, 31)),
    ("trong tháng 6/2019", D(2019, 6, 1), D(2019, 6, 30)),
    ("đầu tháng 9/2019", D(2019, 9, 1), D(2019, 9, 30)),
    ("Tháng 2/2024", D(2024, 2, 1), D(2024, 2, 29)),
    ("Tháng 7, 8 và tháng 9 năm 2024", D(2024, 7, 1), D(2024, 9, 30)),
    ("Từ tháng 6 đến tháng 8", D(2024, 6, 1), D(2024, 8, 31)),
    ("Từ tháng 11/2024 đến tháng 02/2025", D(2024, 11, 1), D(2025, 2, 28)),
    ("tháng 3/2024 và tháng 9/2024", D(2024, 3, 1), D(2024, 9, 30)),
]

LONGER = [
    ("Quý II/2024", QUARTER, D(2024, 4, 1), D(2024, 6, 30)),
    ("Quý 3 năm 2025", QUARTER, D(2025, 7, 1), D(2025, 9, 30)),
    ("Quý I, II năm 2024", QUARTER, D(2024, 1, 1), D(2024, 6, 30)),
    ("quý IV", QUARTER, D(2024, 10, 1), D(2024, 12, 31)),
    ("6 tháng đầu năm 2024", QUARTER, D(2024, 1, 1), D(2024, 6, 30)),
    ("6 tháng cuối năm", QUARTER, D(2024, 7, 1), D(2024, 12, 31)),
    ("Năm 2025", YEAR, D(2025, 1, 1), D(2025, 12, 31)),
    ("trong năm 2025", YEAR, D(2025, 1, 1), D(2025, 12, 31)),
    ("Cả năm", YEAR, D(2024, 1, 1), D(2024, 12, 31)),
]

REPEATS = [
    ("định kỳ hằng quý", Repeat.QUARTERLY),
    ("Định kỳ mỗi quý một lần", Repeat.QUARTERLY),
    ("Mỗi quý 01 lần", Repeat.QUARTERLY),
    ("1 lần/quý", Repeat.QUARTERLY),
    ("03 tháng/lần", Repeat.QUARTERLY),
    ("hằng tháng", Repeat.MONTHLY),
    ("mỗi tháng 01 lần", Repeat.MONTHLY),
    ("hàng tuần", Repeat.WEEKLY),
    ("trước 9h00 ngày thứ Năm hằng tuần", Repeat.WEEKLY),
    ("định kỳ vào thứ 3 và thứ 5 hằng tuần", Repeat.WEEKLY),
    ("hằng năm", Repeat.YEARLY),
]

NOT_DATES = [
    "",
    "sẽ có thông báo cụ thể sau",
    "(Có Kế hoạch riêng)",
    "30/682019",
    "ngày 31/02/2024",
    "ngày 30 tháng 2 năm 2024",
    "từ ngày 29/02/2023 đến 05/3/2023",
    "tháng 13/2024",
    "tháng 0/2024",
    "Kế hoạch số 45 KH/ĐTN ngày 14/01/2019",
    "theo Quyết định số 1847/QĐ-TTg ngày 28/12/2018",
    "(26/3/1931 – 26/3/2019)",
    "kỷ niệm 129 năm ngày sinh Chủ tịch Hồ Chí Minh (19/5/1890 – 19/5/2019)",
    "chào mừng ngày thành lập Đoàn 26/3",
    "năm học 2018 – 2019",
    "nhiệm kỳ 2017 – 2022",
    "Tượng đài 2 tháng 9",
    "24 điểm thi",
    "Số 2A, hội trường 272",
    "có mặt trước giờ thi 30 phút",
]


@pytest.mark.parametrize(("text", "day"), ONE_DAY)
def test_one_day_has_a_first_day_and_no_last(text: str, day: dt.date) -> None:
    time = read_time(text, 2024)
    assert (time.starts_on, time.ends_on, time.precision) == (day, None, DAY)


@pytest.mark.parametrize(("text", "first", "last"), SEVERAL_DAYS)
def test_days_span_from_the_first_to_the_last(text: str, first: dt.date, last: dt.date) -> None:
    time = read_time(text, 2024)
    assert (time.starts_on, time.ends_on, time.precision) == (first, last, DAY)


@pytest.mark.parametrize(("text", "first", "last"), MONTHS)
def test_months_span_whole_months(text: str, first: dt.date, last: dt.date) -> None:
    time = read_time(text, 2024)
    assert (time.starts_on, time.ends_on, time.precision) == (first, last, MONTH)


@pytest.mark.parametrize(("text", "precision", "first", "last"), LONGER)
def test_quarters_and_years_span_all_of_them(text: str, precision: Precision, first: dt.date, last: dt.date) -> None:
    time = read_time(text, 2024)
    assert (time.precision, time.starts_on, time.ends_on) == (precision, first, last)


@pytest.mark.parametrize(("text", "repeat"), REPEATS)
def test_what_recurs_has_no_date_of_its_own(text: str, repeat: Repeat) -> None:
    time = read_time(text, 2024)
    assert time.repeat is repeat
    assert (time.starts_on, time.precision) == (None, Precision.NONE)


@pytest.mark.parametrize("text", NOT_DATES)
def test_what_is_no_time_gives_no_date(text: str) -> None:
    time = read_time(text, 2024)
    assert (time.starts_on, time.ends_on, time.precision) == (None, None, Precision.NONE)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("trước ngày 15/7/2019", D(2019, 7, 15)),
        ("chậm nhất ngày 28.02.2019", D(2019, 2, 28)),
        ("Hạn cuối: 20/11/2024", D(2024, 11, 20)),
    ],
)
def test_a_deadline_has_only_a_last_day(text: str, last: dt.date) -> None:
    time = read_time(text, 2024)
    assert (time.starts_on, time.ends_on, time.precision) == (None, last, Precision.NONE)


def test_expected_times_are_tentative() -> None:
    assert read_time("Dự kiến tháng 8/2024", 2024).tentative
    assert read_time("khoảng giữa tháng 8/2024", 2024).tentative
    assert not read_time("tháng 8/2024", 2024).tentative


@pytest.mark.parametrize(
    "text",
    [
        "Theo phân công của Ban Thường vụ Thành Đoàn",
        "theo sự chỉ đạo của Tỉnh Đoàn",
        "Theo thông báo của cấp trên",
        "theo lịch của Trung ương Đoàn",
    ],
)
def test_a_time_that_a_superior_sets_is_known_as_such(text: str) -> None:
    time = read_time(text, 2024)
    assert time.assigned_by_superior
    assert time.starts_on is None


def test_a_repeated_time_keeps_the_months_it_names() -> None:
    time = read_time("hằng tháng, từ tháng 3 đến tháng 11 năm 2025", 2024)
    assert time == TimeReading(D(2025, 3, 1), D(2025, 11, 30), MONTH, Repeat.MONTHLY)


def test_the_plans_year_stands_where_the_text_names_none() -> None:
    assert read_time("ngày 26/7", 2031).starts_on == D(2031, 7, 26)
    assert read_time("tháng 5", 2031).starts_on == D(2031, 5, 1)


def test_without_any_year_there_is_no_date() -> None:
    assert read_time("ngày 26/7", 0).starts_on is None


def test_decomposed_letters_and_capitals_read_the_same() -> None:
    import unicodedata

    assert read_time(unicodedata.normalize("NFD", "DỰ KIẾN THÁNG 8/2024"), 2024) == read_time("dự kiến tháng 8/2024", 1)


def test_the_stored_words_are_those_of_the_tables() -> None:
    assert {word.value for word in Precision} == set(StoredPrecision.values)
    assert {word.value for word in Repeat} == set(Schedule.Repeat.values)


@given(st.text(max_size=200), st.integers(min_value=-5, max_value=9999))
def test_any_text_gives_dates_that_the_table_accepts(text: str, year: int) -> None:
    time = read_time(text, year)
    assert (time.starts_on is None) == (time.precision is Precision.NONE)
    assert time.starts_on is None or time.ends_on is None or time.starts_on <= time.ends_on


WORDS = [
    "ngày",
    "tháng",
    "quý",
    "năm",
    "từ",
    "đến",
    "-",
    "–",
    ",",
    "và",
    "/",
    "2",
    "6",
    "31",
    "2024",
    "ii",
    "h",
    "30/6",
]


@given(st.lists(st.sampled_from(WORDS), max_size=14))
def test_words_of_time_in_any_order_are_read_without_harm(words: list[str]) -> None:
    time = read_time(" ".join(words), 2024)
    assert time == NO_TIME or time.starts_on or time.ends_on or time.repeat is not Repeat.NEVER


LISTED = [
    ("03/6, 10/6, 17/6/2026", [("03/06",) * 2, ("10/06",) * 2, ("17/06",) * 2]),
    ("10 và 12/5/2026", [("10/05",) * 2, ("12/05",) * 2]),
    ("ngày 5, 6 và 7/3/2026", [("05/03",) * 2, ("06/03",) * 2, ("07/03",) * 2]),
    ("Các ngày 3, 10 và 17 tháng 6 năm 2026", [("03/06",) * 2, ("10/06",) * 2, ("17/06",) * 2]),
    ("10 - 12/5 và 20/5/2026", [("10/05", "12/05"), ("20/05",) * 2]),
    ("từ ngày 10/5 đến ngày 12/5 và từ 20/5 đến 22/5/2026", [("10/05", "12/05"), ("20/05", "22/05")]),
    ("7h30 ngày 03/6/2026 (thứ Tư), 14h00 ngày 10/6/2026 (thứ Tư)", [("03/06",) * 2, ("10/06",) * 2]),
    ("8h00 - 11h00 ngày 03/6 và 13h30 - 16h00 ngày 10/6/2026", [("03/06",) * 2, ("10/06",) * 2]),
    ("Đợt 1: ngày 03/6; đợt 2: ngày 17/6/2026", [("03/06",) * 2, ("17/06",) * 2]),
    ("Tháng 3 và tháng 9 năm 2026", [("01/03", "31/03"), ("01/09", "30/09")]),
    ("Quý I, III/2026", [("01/01", "31/03"), ("01/07", "30/09")]),
    ("23 - 24/3/2026; chung kết ngày 26/3/2026", [("23/03", "24/03"), ("26/03",) * 2]),
    ("Vòng loại: ngày 23/3; chung kết: 8h00 ngày 24/3/2026", [("23/03",) * 2, ("24/03",) * 2]),
    ("Tháng 3; tổng kết trong tháng 4 năm 2026", [("01/03", "31/03"), ("01/04", "30/04")]),
]

ONE_STRETCH = [
    *(text for text, *_days in ONE_DAY),
    *(text for text, *_days in SEVERAL_DAYS if text != "Ngày 03/3, 10/3, 17/3, 24/3"),
    *(text for text, *_days in MONTHS if text != "tháng 3/2024 và tháng 9/2024"),
    *(text for text, *_days in LONGER),
    "17, 18/8/2024 (thứ Bảy, Chủ nhật)",  # a weekend
    "Khai mạc ngày 03/6, bế mạc ngày 17/6/2026",
    "Hằng tuần, ngày 03/6, 10/6, 17/6/2026",
    "trước ngày 10 và 20/5/2026",
    "ngày 17/6, 10/6/2026",
    "ngày 17/6, 10/6, 24/6/2026",
    "ngày 03/6, 31/6/2026",
]


@pytest.mark.parametrize(("text", "stretches"), LISTED)
def test_listed_days_are_so_many_times(text: str, stretches: list[tuple[str, str]]) -> None:
    time = read_time(text, 2026)
    assert time.repeat is Repeat.LISTED
    times = listed_times(text, 2026)
    assert [(f"{one.starts_on:%d/%m}", f"{one.ends_on:%d/%m}") for one in times] == stretches
    assert {one.precision for one in times} == {time.precision}
    assert (time.starts_on, time.ends_on) == (times[0].starts_on, times[-1].ends_on)


@pytest.mark.parametrize("text", ONE_STRETCH)
def test_what_lists_no_days_is_one_time(text: str) -> None:
    assert read_time(text, 2024).repeat is not Repeat.LISTED
    assert listed_times(text, 2024) == ()


MONTHLY = [
    ("Ngày 05 hằng tháng", [5] * 12),
    ("ngày mùng 5 hàng tháng", [5] * 12),
    ("8h00, ngày 15 của mỗi tháng", [15] * 12),
    ("Định kỳ hằng tháng, vào ngày 20", [20] * 12),
    ("ngày 31 hằng tháng", [31] * 7),
    ("Ngày 29 hằng tháng", [29] * 11),
    ("Ngày 5 và 20 hằng tháng", [5, 20] * 12),
    ("Ngày 05 hằng tháng, từ tháng 3 đến tháng 5 năm 2026", [5] * 3),
    ("ngày 05 hằng tháng, từ ngày 10/3 đến ngày 10/5/2026", [5] * 2),
    ("Thứ Bảy tuần đầu tiên hằng tháng", [3, 7, 7, 4, 2, 6, 4, 1, 5, 3, 7, 5]),
    ("Sáng thứ Bảy đầu tiên của mỗi tháng", [3, 7, 7, 4, 2, 6, 4, 1, 5, 3, 7, 5]),
    ("Hằng tháng, vào Chủ nhật tuần cuối, tháng 1 - 3/2026", [25, 22, 29]),
    ("thứ Hai tuần thứ hai hằng tháng, tháng 1 - 3/2026", [12, 9, 9]),
]

WEEKLY = [
    ("Thứ Sáu hằng tuần", [4], 52, D(2026, 1, 2), D(2026, 12, 25)),
    ("Chiều thứ Sáu hằng tuần", [4], 52, D(2026, 1, 2), D(2026, 12, 25)),
    ("định kỳ vào thứ 3 và thứ 5 hằng tuần", [1, 3], 105, D(2026, 1, 1), D(2026, 12, 31)),
    ("Hằng tuần, vào sáng Chủ nhật", [6], 52, D(2026, 1, 4), D(2026, 12, 27)),
    ("Thứ Sáu hằng tuần, từ tháng 3 đến tháng 5/2026", [4], 13, D(2026, 3, 6), D(2026, 5, 29)),
    ("Thứ Sáu hằng tuần, từ ngày 03/3 đến ngày 20/3/2026", [4], 3, D(2026, 3, 6), D(2026, 3, 20)),
]

NO_DAY_OF_THEM = [
    "Định kỳ hằng tháng",
    "hằng tuần",
    "Tuần đầu tiên hằng tháng",
    "trước ngày 05 hằng tháng",
    "trước 9h00 ngày thứ Năm hằng tuần",
    "Từ thứ Hai đến thứ Sáu hằng tuần",
    "Hằng tháng, ngày 05/3/2026",
    "Ngày 05 hằng quý",
    "Hằng tháng, từ ngày 10 đến ngày 12 tháng 8",
]


@pytest.mark.parametrize(("text", "days"), MONTHLY)
def test_a_day_of_each_month_is_so_many_days(text: str, days: list[int]) -> None:
    times = listed_times(text, 2026)
    assert [one.starts_on.day for one in times] == days
    assert {(one.ends_on - one.starts_on, one.precision) for one in times} == {(dt.timedelta(0), DAY)}
    assert [one.number for one in times] == list(range(1, len(days) + 1))
    assert read_time(text, 2026).repeat is Repeat.MONTHLY


def test_days_of_each_month_that_follow_one_another_are_one_time() -> None:
    times = listed_times("Từ ngày 10 đến ngày 12 hằng tháng", 2026)
    assert [(one.starts_on.day, one.ends_on.day) for one in times] == [(10, 12)] * 12


@pytest.mark.parametrize(("text", "weekdays", "count", "first", "last"), WEEKLY)
def test_a_day_of_each_week_is_so_many_days(
    text: str, weekdays: list[int], count: int, first: dt.date, last: dt.date
) -> None:
    times = listed_times(text, 2026)
    assert {one.starts_on.weekday() for one in times} == set(weekdays)
    assert (len(times), times[0].starts_on, times[-1].starts_on) == (count, first, last)
    assert read_time(text, 2026).repeat is Repeat.WEEKLY


@pytest.mark.parametrize("text", NO_DAY_OF_THEM)
def test_how_often_without_a_day_names_no_days(text: str) -> None:
    assert listed_times(text, 2026) == ()


NO_SUCH = [
    ("31/2/2026", ["31/2/2026"]),
    ("31/4", ["31/4"]),
    ("30-2", ["30-2"]),
    ("ngày 30-2", ["30-2"]),
    ("31-4-2026", ["31-4-2026"]),
    ("ngày 29/2", ["29/2"]),
    ("ngày 30 và 31/4/2026", ["30 và 31/4/2026"]),
    ("từ ngày 28/2 đến ngày 31 tháng 2 năm 2026", ["31 tháng 2 năm 2026"]),
    ("03/6, 31/6", ["31/6"]),
    ("Tháng 13/2026", ["tháng 13/2026"]),
    ("ngày 12/31/2026", ["12/31/2026"]),
]

EXISTING = [
    "ngày 29/2/2024",
    "7h45, 12/5/2026",
    "8 giờ 45, 12/5/2026",
    "số lượng 45, ngày 12/5/2026",
    "(19/5/1890 – 19/5/2026)",
    "12/5, tại số 31/4 Lê Lợi",
    "Tháng 6 - 8",
    "Quý II/2026",
    "định kỳ hằng quý",
    "",
]

NO_DAYS = [
    "Địa điểm: 31/4 Lê Lợi",
    "Hội trường, 31/4 đường Lê Lợi",
    "30/45 đoàn viên",
    "lương tháng 13",
    "Nghị quyết 31/4/2024/NQ-ĐTN",
    "Tượng đài 30 tháng 2",
    "phục vụ 24/7",
    "Số 45-KH/ĐTN",
]


RECURRING = [*WORDS, "thứ sáu", "chủ nhật", "đầu tiên", "hằng", "tuần", "mỗi", "ngày 05", "cuối"]


@given(st.lists(st.sampled_from(RECURRING), max_size=10), st.integers(min_value=-5, max_value=9999))
def test_times_that_are_listed_are_in_order_whatever_the_words(words: list[str], year: int) -> None:
    days = [(one.starts_on, one.ends_on) for one in listed_times(" ".join(words), year)]
    assert days == sorted(set(days))
    assert all(first <= last for first, last in days)


@pytest.mark.parametrize(("text", "found"), NO_SUCH)
def test_a_day_that_no_calendar_has_is_told(text: str, found: list[str]) -> None:
    assert [words.lower() for words in no_such_days(text, 2026, is_time=True)] == found


@pytest.mark.parametrize("text", EXISTING)
def test_a_day_of_the_calendar_is_not_told(text: str) -> None:
    assert no_such_days(text, 2026, is_time=True) == ()


@pytest.mark.parametrize("text", NO_DAYS)
def test_among_other_words_only_what_is_surely_a_day_is_told(text: str) -> None:
    assert no_such_days(text, 2026) == ()


def test_among_other_words_a_day_is_known_by_its_year_its_month_or_the_word_before_it() -> None:
    words = "Nộp báo cáo trước 31/6, ngày 31/9, 31/11; họp 31/4/2026, từ 30 tháng 2."
    assert no_such_days(words, 2026) == ("31/6", "31/9", "31/11", "31/4/2026", "30 tháng 2")


@pytest.mark.parametrize(
    "text",
    [
        "Vòng 1: 10/11/2026; Vòng 2: 20/11/2026; Chung kết: 05/12/2026",
        "vòng loại ngày 10/11, bán kết ngày 20/11 và chung kết ngày 05/12/2026",
        "Giai đoạn 1: 10/11; giai đoạn 2: 20/11; giai đoạn 3: 05/12/2026",
    ],
)
def test_rounds_of_a_contest_are_times_of_their_own(text: str) -> None:
    assert read_time(text, 2026).repeat is Repeat.LISTED
    days = [dt.date(2026, 11, 10), dt.date(2026, 11, 20), dt.date(2026, 12, 5)]
    assert [span.starts_on for span in listed_times(text, 2026)] == days


@pytest.mark.parametrize("text", ["tuần 2 tháng 4 năm 2026", "Tuần thứ 2 của tháng 4/2026", "tuần 1, 2 tháng 4"])
def test_the_number_of_a_week_is_no_day(text: str) -> None:
    time = read_time(text, 2026)
    assert (time.starts_on, time.precision) == (dt.date(2026, 4, 1), Precision.MONTH)


@pytest.mark.parametrize("text", ["02 lần/năm (tháng 6 và tháng 12)", "Hằng năm: tháng 6; tháng 12"])
def test_the_months_of_a_year_are_times_of_their_own(text: str) -> None:
    assert read_time(text, 2026).repeat is Repeat.LISTED
    assert [span.starts_on for span in listed_times(text, 2026)] == [dt.date(2026, 6, 1), dt.date(2026, 12, 1)]
