"""Spreadsheets: numbers are numbers, dates are dates, and text is text whatever it begins with."""

from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from documents.sheets import Sheet, render_xlsx

LEDGER = Sheet(
    "Sổ đóng góp",
    ("Đơn vị", "Phải nộp", "Ngày nộp"),
    [("Đoàn Sở Một", 7_000_000, date(2024, 2, 5)), ("Đoàn Sở Hai", 1_750_000, None)],
    ("Tổng cộng", 8_750_000, None),
)


def opened(*sheets: Sheet, title: str = "Sổ đóng góp năm 2024") -> Workbook:
    """The workbook as a spreadsheet program sees it."""
    return openpyxl.load_workbook(BytesIO(render_xlsx(title, sheets)))


def test_a_ledger_has_title_heads_rows_and_total() -> None:
    page = opened(LEDGER)["Sổ đóng góp"]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert rows == [
        ["Sổ đóng góp năm 2024", None, None],
        [None, None, None],
        ["Đơn vị", "Phải nộp", "Ngày nộp"],
        ["Đoàn Sở Một", 7_000_000, datetime(2024, 2, 5)],  # noqa: DTZ001 - a spreadsheet's day has no zone
        ["Đoàn Sở Hai", 1_750_000, None],
        ["Tổng cộng", 8_750_000, None],
    ]


def test_money_and_dates_are_native_and_shown_as_written_here() -> None:
    page = opened(LEDGER)["Sổ đóng góp"]
    assert (page["B4"].data_type, page["B4"].number_format) == ("n", "#,##0")
    assert (page["C4"].is_date, page["C4"].number_format) == (True, "dd/mm/yyyy")
    assert sum(page[f"B{row}"].value for row in (4, 5)) == page["B6"].value


def test_heads_and_total_are_bold_and_the_head_stays_in_view() -> None:
    page = opened(LEDGER)["Sổ đóng góp"]
    assert [page[cell].font.bold for cell in ("A1", "A3", "A4", "A6")] == [True, True, False, True]
    assert page["A4"].font.name == "Times New Roman"
    assert page.freeze_panes == "A4"
    assert page["A4"].border.left.style == "thin"


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("http://evil","x")',
        "+84912345678",
        "-5",
        "@SUM(A1)",
        "＝1+1",
        "\t=1+1",
        "#N/A",
        "#REF!",
        "1.000",
        "007",
        "TRUE",
        "05/02/2024",
        "{=1}",
    ],
)
def test_text_is_never_a_formula_an_error_or_a_number(text: str) -> None:
    page = opened(Sheet(text, (text,), [(text,)], (text,)), title=text).worksheets[0]
    cells = [page["A1"], page["A3"], page["A4"], page["A5"]]
    assert [cell.data_type for cell in cells] == ["s"] * 4
    assert [cell.value for cell in cells] == [text] * 4


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60), st.integers(-(10**15), 10**15))
def test_any_text_and_any_amount_can_be_stored(text: str, amount: int) -> None:
    page = opened(Sheet("A", ("Tên", "Số"), [(text, amount)])).active
    assert page is not None
    assert page["A4"].data_type in ("s", "n")
    assert page["A4"].data_type == "s" or page["A4"].value is None
    assert page["B4"].value == amount


def test_letters_that_the_format_cannot_hold_are_left_out() -> None:
    page = opened(Sheet("A", ("Tên",), [("a\x00b\x0bc\ud800d",)])).worksheets[0]
    assert page["A4"].value == "ab cd"


def test_very_long_text_is_cut_at_the_formats_limit() -> None:
    page = opened(Sheet("A", ("Tên",), [("x" * 40_000,)])).worksheets[0]
    assert len(page["A4"].value) == 32_767


@pytest.mark.parametrize(
    ("names", "given"),
    [
        (["a/b:c*?[d]\\"], ["a-b-c---d--"]),
        (["Sổ", "sổ", "SỔ"], ["Sổ", "sổ (2)", "SỔ (3)"]),
        (["x" * 40, "x" * 40], ["x" * 31, "x" * 27 + " (2)"]),
        (["", "  "], ["Bảng 1", "Bảng 2"]),
        (["'trích'"], ["trích"]),
        (["một\nhai"], ["một hai"]),
    ],
)
def test_sheet_names_are_made_acceptable_and_unlike(names: list[str], given: list[str]) -> None:
    assert opened(*(Sheet(name, ("A",)) for name in names)).sheetnames == given


def test_widths_follow_the_caller_or_the_heads() -> None:
    page = opened(Sheet("A", ("STT", "Một cái tên cột khá dài để đo", "x" * 90), widths=(6,))).worksheets[0]
    widths = [page.column_dimensions[letter].width for letter in "ABC"]
    assert widths == [6, 33, 48]


def test_a_workbook_without_sheets_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        render_xlsx("Trống", [])


def test_nobody_is_named_as_its_author() -> None:
    book = opened(LEDGER)
    assert book.properties.title == "Sổ đóng góp năm 2024"
    assert not book.properties.creator


def test_a_table_without_rows_has_its_heads() -> None:
    page = opened(Sheet("A", ("Đơn vị", "Số tiền"))).worksheets[0]
    assert [cell.value for cell in page[3]] == ["Đơn vị", "Số tiền"]
    assert page.max_row == 3
