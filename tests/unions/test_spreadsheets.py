"""Cells: what goes out runs nowhere, what comes in is read as people write it, and the preview marks what differs."""

import datetime as dt
import io
from typing import Any

import pytest
import tablib
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.factories import ClusterFactory, MemberUnionFactory
from unions.models import Cluster, MemberUnion
from unions.spreadsheets import (
    CodeCell,
    DayCell,
    GuardedCsv,
    LineCell,
    PhoneCell,
    TypedXlsx,
    WordCell,
    _marked,
    guarded,
)


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_formulas_go_out_behind_an_apostrophe_and_come_back_without(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert LineCell().render(text) == f"'{text}"
    assert LineCell().clean(LineCell().render(text)) == text


@pytest.mark.parametrize("text", ["Đoàn Sở Y tế", "'quoted'", "1=1", ""])
def test_other_text_goes_out_as_it_is(text: str) -> None:
    assert guarded(text) == text
    assert LineCell().clean(LineCell().render(text)) == text


@given(st.text(alphabet=st.characters(categories=["L", "N", "P"]), max_size=20))
def test_a_line_survives_the_way_out_and_in(text: str) -> None:
    line = LineCell().clean(text)
    assert LineCell().clean(LineCell().render(line)) == line
    assert not LineCell().render(line).startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize(
    ("value", "line"), [(None, ""), (5, "5"), ("  a \n b ", "a b"), ("Đoa\u0300n", "Đoàn"), ("\ufeffx", "x")]
)
def test_lines_come_in_tidy(value: object, line: str) -> None:
    assert LineCell().clean(value) == line


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("05/02/2024", dt.date(2024, 2, 5)),
        (dt.date(2024, 2, 5), dt.date(2024, 2, 5)),
        (dt.datetime(2024, 2, 5, 0, 0), dt.date(2024, 2, 5)),  # noqa: DTZ001 -- what openpyxl gives
        ("2024-02-05", dt.date(2024, 2, 5)),
        ("", None),
        (None, None),
    ],
)
def test_days_come_in_as_typed_or_as_the_spreadsheet_has_them(value: object, day: dt.date | None) -> None:
    assert DayCell().clean(value) == day


@pytest.mark.parametrize("value", ["31/02/2024", "mai", 45_327, "02/05/24"])
def test_what_is_no_day_is_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        DayCell().clean(value)


def test_days_go_out_as_days_or_as_people_write_them() -> None:
    day = dt.date(2024, 2, 5)
    assert DayCell().render(day, force_native_type=True) == day
    assert DayCell().render(day) == "05/02/2024"
    assert DayCell().render(None) == ""


@pytest.mark.parametrize("value", ["0912 345 678", 912345678, "912345678", "'+84912345678", "84912345678"])
def test_telephones_come_in_even_when_the_spreadsheet_dropped_the_zero(value: object) -> None:
    assert PhoneCell().clean(value) == "+84912345678"


def test_telephones_go_out_as_people_write_them() -> None:
    assert PhoneCell().render("+84912345678") == "0912 345 678"
    assert PhoneCell().render("") == ""
    assert PhoneCell().render("+1 202") == "'+1 202"


WORDS = WordCell({"clerk": "Văn phòng", "officer": "Cán bộ đơn vị"})


@pytest.mark.parametrize(
    ("value", "code"), [("Văn phòng", "clerk"), ("VĂN  PHÒNG", "clerk"), ("officer", "officer"), (" clerk ", "clerk")]
)
def test_words_stand_for_codes(value: str, code: str) -> None:
    assert WORDS.clean(value) == code
    assert WORDS.clean(WORDS.render(code)) == code


@pytest.mark.parametrize("value", ["", None, "Vua", "van phong"])
def test_an_unknown_word_is_answered_with_those_there_are(value: object) -> None:
    with pytest.raises(ValueError, match="Văn phòng, Cán bộ đơn vị"):
        WORDS.clean(value)
    assert WORDS.render("king") == ""


def test_codes_find_rows_of_the_same_cluster_only(db: None) -> None:
    mine, other = (MemberUnionFactory.create(code="SYT") for _n in range(2))
    cell = CodeCell(MemberUnion, "code", ("cluster__code", "Mã cụm"))
    assert cell.clean("SYT", {"Mã cụm": mine.cluster.code}) == mine
    assert cell.clean(" SYT ", {"Mã cụm": other.cluster.code}) == other
    assert cell.clean("", {"Mã cụm": other.cluster.code}) is None
    with pytest.raises(ValidationError, match="KHAC"):
        cell.clean("KHAC", {"Mã cụm": mine.cluster.code})
    with pytest.raises(ValidationError, match="SYT"):
        cell.clean("SYT", {})
    assert CodeCell(Cluster, "code").clean(mine.cluster.code, {}) == mine.cluster


def test_codes_that_are_numbers_are_codes(db: None) -> None:
    cluster = ClusterFactory.create(code="272")
    assert CodeCell(Cluster, "code").clean(272, {}) == cluster


# -- files


def table() -> tablib.Dataset:
    return tablib.Dataset(["=1+1", 7_000_000, dt.date(2024, 2, 5), None], headers=["chữ", "số", "ngày", "không"])


def test_excel_keeps_types_and_runs_nothing(settings: Any) -> None:
    settings.IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True
    sheet = load_workbook(io.BytesIO(TypedXlsx().export_data(table()))).active
    cells = next(sheet.iter_rows(min_row=2))
    assert [cell.value for cell in cells[:3]] == ["'=1+1", 7_000_000, dt.datetime(2024, 2, 5)]  # noqa: DTZ001
    assert "f" not in {cell.data_type for cell in cells}
    assert cells[3].value in (None, "")


def test_csv_runs_nothing(settings: Any) -> None:
    settings.IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True
    assert GuardedCsv().export_data(table()).splitlines()[1].startswith("'=1+1,7000000,2024-02-05")


# -- the preview


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("Sở Y tế", "Sở Y tế", "Sở Y tế"),
        ("", "Sở Y tế", "<ins>Sở Y tế</ins>"),
        ("Sở Y tế Thành phố", "Sở Y tế", "Sở Y tế <del>Thành phố</del>"),
        ("Đoàn Sở Y tế", "Đoàn Ngành Y tế", "Đoàn <del>Sở</del> <ins>Ngành</ins> Y tế"),
        ("2", "3", "<del>2</del> <ins>3</ins>"),
        ("a", "<b>", "<del>a</del> <ins>&lt;b&gt;</ins>"),
        ("<b>", "<b>", "&lt;b&gt;"),
    ],
)
def test_a_preview_marks_what_differs_by_elements(old: str, new: str, shown: str) -> None:
    assert _marked(old, new).replace("<del></del> ", "") == shown
