"""Letters, words and what may not stand on paper."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.characters import glue_units, is_caps, printable, tidy, words


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\x00b\x07c", "abc"),
        ("một\r\nhai\rba", "một\nhai\nba"),
        ("e\u0302\u0301", "ế"),
        ("\ud800lẻ\udfff", "lẻ"),
        ("\ufffe\uffffhết", "hết"),
        ("giữ\ttab", "giữ\ttab"),
        ("<b>&amp;", "<b>&amp;"),
    ],
)
def test_printable_keeps_what_paper_can_hold(text: str, kept: str) -> None:
    assert printable(text) == kept


@given(st.text())
def test_printable_text_always_fits_xml_and_is_composed(text: str) -> None:
    clean = printable(text)
    assert clean == unicodedata.normalize("NFC", clean)
    assert all(c in "\t\n" or ord(c) >= 0x20 for c in clean)
    clean.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  Thời gian  \t tổ chức ", "Thời gian tổ chức"),
        ("7.000.000\u00a0đồng", "7.000.000 đồng"),
        ("\u200bNội\u00ad dung\ufeff", "Nội dung"),
        ("abc\u202egpj.exe", "abcgpj.exe"),
        ("\n\n", ""),
        ("\u200b\ufeff\u00ad", ""),
        (" \u200c\u200d \u180e\ufe0f", ""),
        ("क\u094d\u200dष", "क\u094d\u200dष"),
    ],
)
def test_tidy_leaves_one_paragraph(text: str, kept: str) -> None:
    assert tidy(text) == kept


def test_words_ignore_case_edges_dashes_and_quotes_only() -> None:
    assert words("“Năm  Thanh niên”, 2024 – (tình-nguyện)") == words('"năm thanh\u00a0niên" 2024 - tình–nguyện')
    assert words("-----------  ***  |") == []
    assert words("a/b") == ["a/b"]
    assert words("bảy") != words("bẩy")


@given(st.text())
def test_tidying_loses_no_word(text: str) -> None:
    assert words(tidy(text)) == words(printable(text))


@pytest.mark.parametrize(
    ("text", "caps"), [("KẾ HOẠCH 2024", True), ("Kế hoạch", False), ("A", False), ("12/3", False)]
)
def test_capitals_need_two_letters(text: str, *, caps: bool) -> None:
    assert is_caps(text) is caps


@pytest.mark.parametrize(
    ("text", "glued"),
    [
        ("7.000.000 đồng/đơn vị", "7.000.000\u00a0đồng/đơn vị"),
        ("800.000 đ.", "800.000\u00a0đ."),
        ("30 đồng chí", "30 đồng chí"),
        ("100 đoàn viên", "100 đoàn viên"),
        ("đồng 7", "đồng 7"),
    ],
)
def test_a_number_stays_with_its_dong(text: str, glued: str) -> None:
    assert glue_units(text) == glued
