"""Labels at the head of a line: what is one, what only looks like one, and that nothing of it is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.blocks import GLUED, Line, Marker
from documents.characters import tidy, words
from documents.reader.labels import is_rule, split_label

R, A, D, L, N = Marker.ROMAN, Marker.ARABIC, Marker.DECIMAL, Marker.LETTER, Marker.NONE


@pytest.mark.parametrize(
    ("text", "marker", "label", "rest"),
    [
        ("I. MỤC ĐÍCH", R, "I.", "MỤC ĐÍCH"),
        ("I, MỤC ĐÍCH", R, "I,", "MỤC ĐÍCH"),
        ("I- MỤC ĐÍCH", R, "I-", "MỤC ĐÍCH"),
        ("I – MỤC ĐÍCH", R, "I –", "MỤC ĐÍCH"),
        ("I-MỤC ĐÍCH", R, "I-" + GLUED, "MỤC ĐÍCH"),
        ("I.MỤC ĐÍCH", R, "I." + GLUED, "MỤC ĐÍCH"),
        ("II/ NỘI DUNG", R, "II/", "NỘI DUNG"),
        ("IV) THỜI GIAN", R, "IV)", "THỜI GIAN"),
        ("VIII. KINH PHÍ", R, "VIII.", "KINH PHÍ"),
        ("XIX. PHỤ LỤC", R, "XIX.", "PHỤ LỤC"),
        ("A. PHẦN CHUNG", R, "A.", "PHẦN CHUNG"),
        ("B/ PHẦN RIÊNG", R, "B/", "PHẦN RIÊNG"),
        ("1. Mục đích", A, "1.", "Mục đích"),
        ("1.Mục đích", A, "1." + GLUED, "Mục đích"),
        ("1- Mục đích", A, "1-", "Mục đích"),
        ("1-Mục đích", A, "1-" + GLUED, "Mục đích"),
        ("1) Mục đích", A, "1)", "Mục đích"),
        ("1/ Mục đích", A, "1/", "Mục đích"),
        ("1, Mục đích", A, "1,", "Mục đích"),
        ("01. Mục đích", A, "01.", "Mục đích"),
        ("12. “Ngày hội”", A, "12.", "“Ngày hội”"),
        ("1.1. Đối tượng", D, "1.1.", "Đối tượng"),
        ("1.1.Đối tượng", D, "1.1." + GLUED, "Đối tượng"),
        ("2.3.4. Nội dung", D, "2.3.4.", "Nội dung"),
        ("2.3 Nội dung", D, "2.3", "Nội dung"),
        ("3.2) Nói chuyện", D, "3.2)", "Nói chuyện"),
        ("I.1. Mục đích", D, "I.1.", "Mục đích"),
        ("a) Thời gian", L, "a)", "Thời gian"),
        ("a. Thời gian", L, "a.", "Thời gian"),
        ("đ) Địa điểm", L, "đ)", "Địa điểm"),
        ("b)nội dung", L, "b)" + GLUED, "nội dung"),
        ("- Thời gian", Marker.DASH, "-", "Thời gian"),
        ("– Thời gian", Marker.DASH, "-", "Thời gian"),
        ("— Thời gian", Marker.DASH, "-", "Thời gian"),
        ("-Thời gian", Marker.DASH, "-", "Thời gian"),
        ("• Thời gian", Marker.DASH, "-", "Thời gian"),
        ("\uf0b7 Thời gian", Marker.DASH, "-", "Thời gian"),
        ("•Thời gian", Marker.DASH, "•" + GLUED, "Thời gian"),
        ("- 05 đội hình", Marker.DASH, "-", "05 đội hình"),
        ("+ 01 giải nhất", Marker.PLUS, "+", "01 giải nhất"),
        ("+Thăm hỏi", Marker.PLUS, "+" + GLUED, "Thăm hỏi"),
        ("* Lưu ý", Marker.STAR, "*", "Lưu ý"),
        ("*Lưu ý", Marker.STAR, "*" + GLUED, "Lưu ý"),
    ],
)
def test_labels_are_taken_off_as_written(text: str, marker: Marker, label: str, rest: str) -> None:
    assert split_label(text) == (marker, label, rest)


@pytest.mark.parametrize(
    "text",
    [
        "1.000 người dân",
        "20/5 là ngày hội",
        "28.02.2019 là hạn chót",
        "28.02 Ngày hội",
        "30.4 Ngày Thống nhất",
        "100% đơn vị tham gia",
        "24 điểm thi",
        "3-4 đội hình",
        "7h30 tập trung",
        "2.5 triệu đồng",
        "2019. Đây là năm",
        "1.",
        "-",
        "+84912345678",
        "V/v tổ chức",
        "I-ốt cho vùng cao",
        "Ivan đến thăm",
        "Vì đàn em thân yêu",
        "a.m. là buổi sáng",
        "ban tổ chức",
        "p. Tân Định",
        "*** ",
        "(*) Ghi chú",
        "Điều 1. Phạm vi",
        "Số: 01-KH/ĐTN",
        "1/3 số đơn vị",
        "đ/c Bí thư",
        "",
    ],
)
def test_these_only_look_like_labels(text: str) -> None:
    assert split_label(tidy(text)) == (N, "", tidy(text))


LABELS = st.sampled_from(
    ["I.", "II-", "1.", "1)", "2.3.", "a)", "b.", "-", "–", "+", "*", "•", "I", "1", "A.", "10/", "x"]
)


@given(LABELS, st.sampled_from(["", " ", "  ", "\t"]), st.text(max_size=30))
def test_taking_a_label_off_and_printing_it_again_loses_no_word(label: str, gap: str, rest: str) -> None:
    text = tidy(label + gap + rest)
    taken = split_label(text)
    assert words(str(Line(taken.text, taken.marker, taken.label))) == words(text)


@given(st.text(max_size=60))
def test_any_line_keeps_its_words(line: str) -> None:
    text = tidy(line)
    taken = split_label(text)
    assert words(str(Line(taken.text, taken.marker, taken.label))) == words(text)


@pytest.mark.parametrize("text", ["-----------", "---", "– – – –", "***", "======", "~~~~", "—————", "* * *"])
def test_drawn_lines_are_known(text: str) -> None:
    assert is_rule(text)


@pytest.mark.parametrize("text", ["--", "- a -", "......", "______", "", "…………", "-5-"])
def test_blanks_to_fill_in_are_not_drawn_lines(text: str) -> None:
    assert not is_rule(text)


@given(st.integers(min_value=1, max_value=39))
def test_every_roman_number_of_a_plan_is_read(number: int) -> None:
    tens, units = divmod(number, 10)
    roman = "X" * tens + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][units]
    assert split_label(f"{roman}. NỘI DUNG") == (R, f"{roman}.", "NỘI DUNG")
    assert re.fullmatch(r"[XVI]+", roman)
