"""Depth and headings of body lines, on plans of every shape."""

import pytest

from documents.blocks import Column, Line, Marker, Table
from documents.reader.outline import outline

TABLE = Table((Column("a"), Column("b")), (("1", "2"),))


def shape(text: str) -> list[tuple[int, str]]:
    """(depth, label or first word) of each line."""
    lines = outline(text.split("\n"))
    return [(line.level, line.label or line.text.split()[0]) for line in lines if isinstance(line, Line)]


def headings(text: str) -> list[str]:
    return [line.text for line in outline(text.split("\n")) if isinstance(line, Line) and line.heading]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mở đầu\nI. MỘT\n1. Hai\n- ba\n+ bốn\n* năm\n2. Sáu\nII. BẢY\nKết",
            [(0, "Mở"), (0, "I."), (1, "1."), (2, "-"), (3, "+"), (2, "*"), (1, "2."), (0, "II."), (1, "Kết")],
        ),
        ("1. Một\n- hai\n1.1. Ba\n- bốn", [(0, "1."), (1, "-"), (1, "1.1."), (2, "-")]),
        ("I. MỘT\n1. Hai\n1.1. Ba\n1.1.1. Bốn\n- năm", [(0, "I."), (1, "1."), (2, "1.1."), (3, "1.1.1."), (4, "-")]),
        ("I. MỘT\na) hai\n- ba\nb) bốn", [(0, "I."), (1, "a)"), (2, "-"), (1, "b)")]),
        ("I. MỘT\n1. Hai\na) ba\nb) bốn\n- năm", [(0, "I."), (1, "1."), (2, "a)"), (2, "b)"), (3, "-")]),
        ("- một\n+ hai\n- ba", [(0, "-"), (1, "+"), (0, "-")]),
        ("+ một\n+ hai", [(0, "+"), (0, "+")]),
        ("I. MỘT\n+ hai\n- ba\n+ bốn", [(0, "I."), (1, "+"), (1, "-"), (2, "+")]),
        ("I. MỘT\n* hai", [(0, "I."), (1, "*")]),
        ("Một đoạn\nHai đoạn", [(0, "Một"), (0, "Hai")]),
        ("A. MỘT\n1. Hai", [(0, "A."), (1, "1.")]),
        (
            "I MỤC MỘT\n- hai\nII MỤC BA\n1. Bốn\nIII MỤC NĂM\nsáu",
            [(0, "I"), (1, "-"), (0, "II"), (1, "1."), (0, "III"), (1, "sáu")],
        ),
        ("I MỤC MỘT\n1. Hai", [(0, "I"), (0, "1.")]),
        ("I MỤC MỘT\nIII MỤC BA\n1. Hai", [(0, "I"), (0, "III"), (0, "1.")]),
        ("I MỤC MỘT\n• hai\no Ba\no Bốn", [(0, "I"), (0, "-"), (1, "o"), (1, "o")]),
    ],
)
def test_depth_follows_the_labels(text: str, expected: list[tuple[int, str]]) -> None:
    assert shape(text) == expected


def test_a_paragraph_belongs_to_what_stands_above_it() -> None:
    assert shape("I. MỘT\n1. Thời gian:\nTừ tháng 6.\n- một\nthêm của một\n2. Hết\n- cuối") == [
        (0, "I."),
        (1, "1."),
        (2, "Từ"),
        (2, "-"),
        (2, "thêm"),
        (1, "2."),
        (2, "-"),
    ]


def test_paragraphs_after_the_last_label_are_the_papers_own() -> None:
    assert shape("I. MỘT\n- hai\nTrên đây là kế hoạch.\nĐề nghị các đơn vị.")[-2:] == [(0, "Trên"), (0, "Đề")]


def test_a_last_heading_keeps_its_paragraph() -> None:
    text = "I. MỘT\n3. Chế độ báo cáo\nCác đơn vị gửi báo cáo trước ngày 08/6.\nTrên đây là kế hoạch."
    assert shape(text)[-2:] == [(2, "Các"), (0, "Trên")]
    assert shape("I. MỘT\n3. Chế độ báo cáo\nTrên đây là kế hoạch.")[-1] == (0, "Trên")


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("I. MỤC ĐÍCH\n1. Mục đích\n- a", ["MỤC ĐÍCH", "Mục đích"]),
        ("1. Tổ chức sinh hoạt:\n- a", ["Tổ chức sinh hoạt:"]),
        ("1. " + "chữ " * 20 + "hết:\n- a", ["chữ " * 20 + "hết:"]),
        ("1. " + "chữ " * 20 + "hết\n- a", ["chữ " * 20 + "hết"]),
        ("1. " + "chữ " * 20 + "hết\n2. Khác", ["Khác"]),
        ("1. " + "chữ " * 40 + "hết:\n- a", []),
        ("1. Làm ngay việc này.\n2. Làm việc kia;", []),
        ("1.1. Đối tượng: học sinh.\n1.2. Nội dung\n- a", ["Nội dung"]),
        ("- Thời gian:\n+ một", []),
        ("a) Thời gian:\n- một", []),
    ],
)
def test_headings_are_told_from_sentences(text: str, titles: list[str]) -> None:
    assert headings(text) == titles


def test_tables_stay_where_they_stood() -> None:
    lines = outline(["I. MỘT", "1. Kinh phí như bảng sau", TABLE, "- hai"])
    assert [type(line).__name__ for line in lines] == ["Line", "Line", "Table", "Line"]
    assert lines[2] is TABLE
    assert outline([TABLE]) == [TABLE]
    assert outline([]) == []


def test_a_heading_may_be_about_a_table() -> None:
    title = "1. " + "chữ " * 20 + "hết"
    assert [line.heading for line in outline([title, TABLE]) if isinstance(line, Line)] == [True]


def test_labels_and_markers_are_kept() -> None:
    (line,) = outline(["1) Mục đích"])
    assert line == Line("Mục đích", Marker.ARABIC, "1)", 0, heading=True)
