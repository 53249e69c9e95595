"""The written forms that the guide prescribes, and those it does not: number, date, capacity, recipients."""

import pytest

from plans.checks.around import FULL_DATE
from plans.checks.form import CAPACITY, DATE, NUMBER, PARTY_CAPACITY, PERSONAL_TITLE
from plans.checks.lines import TYPED
from plans.checks.recipients import _is_odd, is_archive
from plans.checks.spellings import THEME
from plans.checks.sums import TOTAL, _is_total


@pytest.mark.parametrize(
    "number",
    ["Số: 01-KH/ĐTN", "01-KH/ĐTN", "Số 12-KH/ĐTN", "Số: 105 - KH/ĐTN-BTC", "Số: 01-KH/ĐKDCĐ", "09-QĐ/TĐTN-BPT"],
)
def test_numbers_as_prescribed(number: str) -> None:
    assert NUMBER.fullmatch(number)


@pytest.mark.parametrize(
    "number", ["Số: 1-KH/ĐTN", "Số: 01/KH-ĐTN", "Số: -KH/ĐTN", "Số: 00-KH/ĐTN", "KH/ĐTN", "Số: 01-KH", "01 KH ĐTN", ""]
)
def test_numbers_otherwise(number: str) -> None:
    assert not NUMBER.fullmatch(number)


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("TP. Hồ Chí Minh, ngày 05 tháng 02 năm 2024", True),
        ("TP. Hồ Chí Minh, ngày 15 tháng 3 năm 2024", True),
        ("Hà Nội, ngày 31 tháng 12 năm 2026", True),
        ("TP. Hồ Chí Minh, ngày 5 tháng 02 năm 2024", False),  # a day below ten takes a zero
        ("TP. Hồ Chí Minh, ngày 05 tháng 2 năm 2024", False),  # and so do January and February
        ("TP. Hồ Chí Minh, ngày 05 tháng 03 năm 2024", False),  # other months none
        ("TP. Hồ Chí Minh ngày 05 tháng 02 năm 2024", False),  # a comma after the place
        ("TP. Hồ Chí Minh, ngày 32 tháng 02 năm 2024", False),
        ("TP. Hồ Chí Minh, ngày 05 tháng 13 năm 2024", False),
        ("TP. Hồ Chí Minh, ngày 05/02/2024", False),
    ],
)
def test_dates_as_prescribed(line: str, right: bool) -> None:
    assert bool(DATE.fullmatch(line)) is right


@pytest.mark.parametrize(
    ("line", "filled"),
    [
        ("TP. Hồ Chí Minh, ngày 05 tháng 02 năm 2024", True),
        ("ngày 5 tháng 2 năm 2024", True),
        ("TP. Hồ Chí Minh, ngày      tháng 02 năm 2024", False),
        ("TP. Hồ Chí Minh, ngày … tháng … năm 2024", False),
        ("TP. Hồ Chí Minh, tháng 02 năm 2024", False),
    ],
)
def test_a_day_or_the_room_to_write_one(line: str, filled: bool) -> None:
    assert bool(FULL_DATE.search(line)) is filled


@pytest.mark.parametrize(
    ("capacity", "right", "partys"),
    [
        ("TM. BAN THƯỜNG VỤ", True, False),
        ("KT. BÍ THƯ", True, False),
        ("TL. BAN THƯỜNG VỤ", True, False),
        ("TUQ. BAN THƯỜNG VỤ", True, False),
        ("Q. BÍ THƯ", True, False),
        ("T/M BAN THƯỜNG VỤ", False, True),
        ("K/T BÍ THƯ", False, True),
        ("TM.", False, False),
        ("BÍ THƯ", False, False),
    ],
)
def test_for_whom_one_signs(capacity: str, right: bool, partys: bool) -> None:
    assert (bool(CAPACITY.match(capacity)), bool(PARTY_CAPACITY.search(capacity))) == (right, partys)


@pytest.mark.parametrize(
    ("name", "has"),
    [
        ("Đ/c Trần A", True),
        ("đồng chí Trần A", True),
        ("Ông Trần A", True),
        ("ThS. Trần A", True),
        ("BS Trần A", True),
        ("Trần Ông A", False),
        ("Trần A", False),
        ("Bà Rịa", True),  # doubtful: told, and left to the secretary
        ("Bảo Trần", False),
        ("Tsu A", False),
    ],
)
def test_titles_before_a_name(name: str, has: bool) -> None:
    assert bool(PERSONAL_TITLE.match(name)) is has


@pytest.mark.parametrize(
    ("text", "last", "odd"),
    [
        ("Thành Đoàn: Văn phòng", False, False),
        ("Thành Đoàn: Văn phòng;", False, False),
        ("Lưu: VP", True, False),
        ("Lưu: VP.", True, False),
        ("Lưu: VP;", True, True),
        ("Thành Đoàn.", False, True),
        ("Thành Đoàn,", False, True),
        ("Thành Đoàn:", False, True),
        ("Thành Đoàn;;", False, True),
        ("Thành Đoàn; Các đơn vị", False, True),
        ("", False, True),
        (" - ", True, True),
        ("Như trên./.", True, True),
    ],
)
def test_punctuation_of_recipients(text: str, last: bool, odd: bool) -> None:
    assert _is_odd(text, is_last=last) is odd


@pytest.mark.parametrize(
    ("text", "archive"),
    [("Lưu: VP", True), ("- Lưu VT.", True), ("LƯU: VP", True), ("Ban Lưu trữ", False), ("Lưu trú", True), ("", False)],
)
def test_where_the_paper_is_filed(text: str, archive: bool) -> None:
    assert is_archive(text) is archive


@pytest.mark.parametrize(
    ("text", "twice"),
    [
        ("1. Khám bệnh", True),
        ("- Khám bệnh", True),
        ("+ Khám bệnh", True),
        ("a) Khám bệnh", True),
        ("đ) Khám bệnh", True),
        ("II. NỘI DUNG", True),
        ("2.1. Thời gian", True),
        ("12 đơn vị tham gia", False),
        ("1.000 phần quà", False),
        ("TP. Hồ Chí Minh", False),
        ("A. Nguyễn", False),
        ("-", False),
    ],
)
def test_a_number_typed_into_the_text(text: str, twice: bool) -> None:
    assert bool(TYPED.match(text)) is twice


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("Thực hiện chủ đề năm “Năm thanh niên tình nguyện”", "Năm thanh niên tình nguyện"),
        ("chủ đề năm 2024 là “Tuổi trẻ xung kích”", "Tuổi trẻ xung kích"),
        ('chủ đề: "Tuổi trẻ xung kích"', "Tuổi trẻ xung kích"),
        ("Chủ đề của năm “Tuổi trẻ”", "Tuổi trẻ"),
    ],
)
def test_what_a_paper_calls_its_theme(text: str, theme: str) -> None:
    found = THEME.search(text)
    assert found
    assert found["theme"] == theme


@pytest.mark.parametrize("text", ["chuyên đề “Văn hóa”", "chủ đề tự chọn", "khẩu hiệu “Tuổi trẻ”"])
def test_what_is_no_theme(text: str) -> None:
    assert not THEME.search(text)


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("Tổng cộng: 49.000.000 đồng", True),
        ("Tổng kinh phí đóng góp là 49.000.000 đồng", True),
        ("Toàn cụm đóng góp 49.000.000 đồng", True),
        ("Mỗi đơn vị 7.000.000 đồng", False),
        ("Tổng kết. Mỗi đơn vị 7.000.000 đồng", False),  # the sentence before
        ("Đồng chí Cộng nộp 7.000.000 đồng", True),  # doubtful: "cộng" is a word of sums
    ],
)
def test_what_a_sentence_calls_a_total(text: str, total: bool) -> None:
    figure = next(at for at, letter in enumerate(text) if letter.isdigit())
    assert _is_total(text, figure) is total
    assert bool(TOTAL.search("không có gì")) is False
