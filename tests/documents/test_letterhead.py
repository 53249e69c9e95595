"""Letterheads and titles, in the orders and spellings of real papers."""

import pytest

from documents.blocks import Letterhead, Title
from documents.reader.cells import split_cells
from documents.reader.letterhead import find_title, read_letterhead, read_title

EXPECTED = Letterhead(
    "THÀNH ĐOÀN ĐÀ NẴNG",
    "BCH ĐOÀN QUẬN NGŨ HÀNH SƠN",
    "Số: 63 -KH/ĐTN",
    "ĐOÀN TNCS HỒ CHÍ MINH",
    "Ngũ Hành Sơn, ngày 11 tháng 3 năm 2019",
)
LEFT = ["THÀNH ĐOÀN ĐÀ NẴNG", "BCH ĐOÀN QUẬN NGŨ HÀNH SƠN", "***", "Số: 63 -KH/ĐTN"]
RIGHT = ["ĐOÀN TNCS HỒ CHÍ MINH", "Ngũ Hành Sơn, ngày 11 tháng 3 năm 2019"]


@pytest.mark.parametrize(
    "lines",
    [
        [*LEFT, *RIGHT],
        [*RIGHT, *LEFT],
        [*LEFT, "", *RIGHT, ""],
        [
            "THÀNH ĐOÀN ĐÀ NẴNG\tĐOÀN TNCS HỒ CHÍ MINH",
            "BCH ĐOÀN QUẬN NGŨ HÀNH SƠN\t\t",
            "***",
            "Số: 63 -KH/ĐTN\t\tNgũ Hành Sơn, ngày 11 tháng 3 năm 2019",
        ],
        [
            "  THÀNH ĐOÀN ĐÀ NẴNG              ĐOÀN TNCS HỒ CHÍ MINH",
            "BCH ĐOÀN QUẬN NGŨ HÀNH SƠN        ---------------------",
            "        ***",
            "   Số: 63 -KH/ĐTN          Ngũ Hành Sơn, ngày 11 tháng 3 năm 2019",
        ],
        [LEFT[0], RIGHT[0], LEFT[1], "---", LEFT[3], RIGHT[1]],
    ],
)
def test_the_usual_orders_give_the_same_letterhead(lines: list[str]) -> None:
    found, taken = read_letterhead(lines, titled=True)
    assert found == EXPECTED
    assert all(not line.strip() for line in lines[taken:])


@pytest.mark.parametrize(
    "number",
    ["Số: 01-KH/ĐTN", "Số 369 - QĐ/TWĐTN-BTC", "Số:      -KH/ĐTN", "Số: 53 KH/ĐTN", "SỐ: 12/KH-ĐTN", "Số:…/KH"],
)
def test_numbers_are_kept_as_typed(number: str) -> None:
    found, _ = read_letterhead(["CHI ĐOÀN MỘT", number], titled=True)
    assert found is not None
    assert found.number == number


@pytest.mark.parametrize(
    "dateline",
    ["TP. Hồ Chí Minh, ngày 05 tháng 02 năm 2024", "Huế, ngày      tháng      năm 2019", "ngày … tháng … năm 2020"],
)
def test_datelines_are_kept_with_their_blanks(dateline: str) -> None:
    found, _ = read_letterhead(["CHI ĐOÀN MỘT", f"Số: 1-KH/ĐTN\t{dateline}"], titled=True)
    assert found is not None
    assert (found.number, found.dateline) == ("Số: 1-KH/ĐTN", dateline)


def test_state_headings_of_two_lines_and_draft_marks_find_their_boxes() -> None:
    lines = [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "ĐOÀN TRƯỜNG",
        "CHI ĐOÀN MỘT",
        "PHÂN ĐOÀN HAI",
        "Số: 1-CV/CĐ",
        "V/v tổ chức ngày hội",
        "DỰ THẢO LẦN THỨ 2",
    ]
    found, taken = read_letterhead(lines, titled=False)
    assert taken == len(lines)
    assert found == Letterhead(
        "ĐOÀN TRƯỜNG",
        "CHI ĐOÀN MỘT\nPHÂN ĐOÀN HAI",
        "Số: 1-CV/CĐ\nV/v tổ chức ngày hội",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
        "",
        "DỰ THẢO LẦN THỨ 2",
    )


@pytest.mark.parametrize("mark", ["BẢN HỢP NHẤT", "ĐÃ THU HỒI", "ĐÃ THU HỒI\nDỰ THẢO ĐIỀU CHỈNH"])
def test_other_marks_find_their_box(mark: str) -> None:
    found, _ = read_letterhead(["ĐOÀN TRƯỜNG", "CHI ĐOÀN MỘT", "Số: 1-KH/CĐ", *mark.splitlines()], titled=True)
    assert found == Letterhead("ĐOÀN TRƯỜNG", "CHI ĐOÀN MỘT", "Số: 1-KH/CĐ", mark=mark)


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["Kính gửi: các đơn vị"],
        ["Một câu văn dài có chấm ở cuối.", "Số: 1-KH/ĐTN"],
        ["THƠ TẶNG ANH", "EM Ở NƠI XA"],
        ["ĐOÀN MỘT", "ĐOÀN HAI", "ĐOÀN BA", "ĐOÀN BỐN", "ĐOÀN NĂM"],
        ["1. Mục đích", "Số: 1-KH/ĐTN"],
    ],
)
def test_other_lines_are_no_letterhead(lines: list[str]) -> None:
    assert read_letterhead(lines, titled=True) == (None, 0)


def test_names_alone_are_a_letterhead_only_above_a_title() -> None:
    names = ["THÀNH ĐOÀN TP. HỒ CHÍ MINH", "CỤM HÀNH CHÍNH - SỰ NGHIỆP"]
    assert read_letterhead(names, titled=True)[0] == Letterhead(*names)
    assert read_letterhead(names, titled=False) == (None, 0)


@pytest.mark.parametrize(
    ("lines", "title", "taken"),
    [
        (["KẾ HOẠCH", "Tổ chức", "-----", "Căn cứ"], Title("KẾ HOẠCH", ("Tổ chức",)), 3),
        (
            ["KẾ HOẠCH", "Tổ chức", "dành cho đoàn viên", "---", "x"],
            Title("KẾ HOẠCH", ("Tổ chức", "dành cho đoàn viên")),
            4,
        ),
        (["KẾ HOẠCH TỔ CHỨC HÈ 2024", "", "Căn cứ"], Title("KẾ HOẠCH", ("TỔ CHỨC HÈ 2024",)), 1),
        (["Kế hoạch", "Tổ chức hè", "", "Một đoạn"], Title("Kế hoạch", ("Tổ chức hè",)), 2),
        (["KẾ HOẠCH", "Thực hiện Chương trình như sau:"], Title("KẾ HOẠCH"), 1),
        (["KẾ HOẠCH", "", "Tổ chức hè", "I. MỤC ĐÍCH"], Title("KẾ HOẠCH", ("Tổ chức hè",)), 3),
        (["BÁO CÁO", "I. MỞ ĐẦU"], Title("BÁO CÁO"), 1),
        (
            ["CHƯƠNG TRÌNH", "CÔNG TÁC ĐOÀN", "NĂM 2024", "Một đoạn văn."],
            Title("CHƯƠNG TRÌNH", ("CÔNG TÁC ĐOÀN", "NĂM 2024")),
            3,
        ),
        (["KẾ HOẠCH LIÊN TỊCH"], Title("KẾ HOẠCH LIÊN TỊCH"), 1),
        (["KẾ HOẠCH", "1. Một", "---"], Title("KẾ HOẠCH"), 1),
    ],
)
def test_titles_end_where_the_text_begins(lines: list[str], title: Title, taken: int) -> None:
    assert read_title(lines) == (title, taken)


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        (["A", "KẾ HOẠCH"], 1),
        (["Kế hoạch"], 0),
        (["Kế hoạch số 45 KH/ĐTN ngày 14/01/2019"], None),
        (["Lịch công tác của đoàn"], None),
        (["I. MỤC ĐÍCH", "KẾ HOẠCH"], None),
        (["***", "BÁO CÁO"], 1),
        ([], None),
        (["x"] * 40 + ["KẾ HOẠCH"], None),
    ],
)
def test_the_title_is_looked_for_above_the_first_label(lines: list[str], place: int | None) -> None:
    assert find_title(lines) == place


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("một", ["một"]),
        ("một\thai", ["một", "hai"]),
        ("một   hai", ["một", "hai"]),
        ("một  hai", ["một  hai"]),
        ("\t\tmột", ["một"]),
        ("", []),
        ("Số: 1      Huế, ngày      tháng      năm 2019", ["Số: 1", "Huế, ngày      tháng      năm 2019"]),
        ("Huế, ngày 1 tháng 2 năm 2019", ["Huế, ngày 1 tháng 2 năm 2019"]),
    ],
)
def test_cells_are_parted_by_tabs_and_wide_gaps(line: str, cells: list[str]) -> None:
    assert split_cells(line) == cells


@pytest.mark.parametrize("number", ["Số:      KH/ĐTN", "Số:      -KH/ĐTN"])
def test_a_number_to_be_filled_in_is_one_cell(number: str) -> None:
    (block, taken) = read_letterhead(["ĐOÀN MỘT", number, "ĐOÀN TNCS HỒ CHÍ MINH"], titled=True)
    assert block is not None
    assert (block.issuer, block.number, taken) == ("ĐOÀN MỘT", number, 3)
