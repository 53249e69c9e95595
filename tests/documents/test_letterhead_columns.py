"""The columns of a letterhead: names on one line where they fit, parted with sense where not, never squeezed."""

from dataclasses import replace
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from documents import fonts
from documents.blocks import Letterhead
from documents.characters import tidy
from documents.letterheads import fitted, parted
from documents.pdf import render_pdf
from documents.reader.reading import read_file
from documents.word import render_docx
from tests.documents.papers import LETTERHEAD, TITLE, paper
from tests.documents.test_pdf import letters_of, letters_of_page, middle

NARROW, WIDE = 248, 322  # points that a name has at most beside the heading
ISSUERS = (
    "BCH ĐOÀN SỞ Y TẾ VÀ DÂN SỐ",
    "BCH ĐOÀN QUẬN NGŨ HÀNH SƠN",
    "CỤM HÀNH CHÍNH – SỰ NGHIỆP",
    "BCH ĐOÀN TỈNH HƯNG YÊN",
)


def head(issuer: str, parent: str = "THÀNH ĐOÀN TP. HỒ CHÍ MINH") -> Letterhead:
    return replace(LETTERHEAD, parent=parent, issuer=issuer)


def left_lines(block: Letterhead, *, landscape: bool = False) -> list[str]:
    """What is printed left of the heading, line by line; a gap of a fifth of the letters' size is a space."""
    letters = letters_of_page(render_pdf(paper(block, TITLE, landscape=landscape)), 0)
    title = next(place for place, one in enumerate(letters) if one.size == 16)
    lines: dict[int, str] = {}
    ends: dict[int, float] = {}
    for one in letters[:title]:
        if one.size != 14 or not one.sign.strip():
            continue
        row = round(one.bottom)
        row = next((known for known in lines if abs(known - row) <= 2), row)
        space = " " if row in ends and one.left - ends[row] > 14 / 5 / 72 * 25.4 else ""
        lines[row] = lines.get(row, "") + space + one.sign
        ends[row] = one.right
    return list(lines.values())


@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize("issuer", ISSUERS)
def test_words_of_a_name_keep_their_spaces_on_one_line(issuer: str, *, landscape: bool) -> None:
    printed = left_lines(head(issuer), landscape=landscape)
    assert printed[:2] == ["THÀNH ĐOÀN TP. HỒ CHÍ MINH", issuer]


def test_a_long_name_breaks_where_a_person_would_break_it() -> None:
    printed = left_lines(head("BCH ĐOÀN KHỐI DÂN - CHÍNH - ĐẢNG"))
    assert printed[1:3] == ["BCH ĐOÀN KHỐI", "DÂN - CHÍNH - ĐẢNG"]


@pytest.mark.parametrize(
    ("name", "most", "lines"),
    [
        ("", NARROW, ("",)),
        ("CHI ĐOÀN MỘT", NARROW, ("CHI ĐOÀN MỘT",)),
        ("BCH ĐOÀN KHỐI DÂN - CHÍNH - ĐẢNG", WIDE, ("BCH ĐOÀN KHỐI DÂN - CHÍNH - ĐẢNG",)),
        (
            "BCH ĐOÀN SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN THÀNH PHỐ HỒ CHÍ MINH",
            NARROW,
            ("BCH ĐOÀN SỞ NÔNG NGHIỆP", "VÀ PHÁT TRIỂN NÔNG THÔN", "THÀNH PHỐ HỒ CHÍ MINH"),
        ),
        ("BCH ĐOÀN SỞ TÀI CHÍNH TP. HỒ CHÍ MINH", NARROW, ("BCH ĐOÀN SỞ TÀI CHÍNH", "TP. HỒ CHÍ MINH")),
        ("X" * 60, NARROW, ("X" * 60,)),
    ],
)
def test_where_names_are_parted(name: str, most: float, lines: tuple[str, ...]) -> None:
    assert parted(name, "Bold", most) == lines


@given(st.text(alphabet="ĐAI- ", max_size=200).map(tidy))
def test_parting_loses_no_word_and_holds_the_width(name: str) -> None:
    lines = parted(name, "Bold", NARROW)
    assert " ".join(lines) == name
    if len(lines) > 1:
        assert max(fonts.text_width(line, "Bold", 14) for line in lines) <= NARROW


def test_the_longest_name_decides_how_wide_its_column_is() -> None:
    usual, wide = fitted(head("CHI ĐOÀN MỘT"), landscape=False), fitted(head(ISSUERS[1]), landscape=False)
    assert usual.names == pytest.approx(454 * 0.46, abs=2)
    assert usual.names < fonts.text_width(ISSUERS[1], "Bold", 14) < wide.names <= NARROW
    assert wide.number < wide.names, "the dateline keeps its line"
    assert wide.number - wide.indent > fonts.text_width(LETTERHEAD.number, "Regular", 14)


def test_a_number_as_long_as_its_column_keeps_it() -> None:
    long = replace(head(ISSUERS[1]), number="Số: 245-BC/TĐTN-TCKT-ĐKDCĐ-VP")
    assert fitted(long, landscape=False).indent == 0


def test_number_and_names_have_one_middle() -> None:
    data = render_pdf(paper(head(ISSUERS[1]), TITLE))
    assert middle(letters_of(data, ISSUERS[1])) == pytest.approx(middle(letters_of(data, "Số: 01-KH/ĐTN")), abs=0.5)


@pytest.mark.parametrize("issuer", [*ISSUERS, "BCH ĐOÀN KHỐI DÂN - CHÍNH - ĐẢNG"])
def test_word_has_the_same_columns_and_reads_back(issuer: str) -> None:
    block = head(issuer)
    data = render_docx(paper(block, TITLE))
    (grid,) = docx.Document(BytesIO(data)).tables
    columns = fitted(block, landscape=False)
    assert grid.rows[0].cells[0].width.pt == pytest.approx(columns.names, abs=1)
    assert grid.rows[1].cells[0].width.pt == pytest.approx(columns.number, abs=1)
    assert grid._tbl.find(f".//{qn('w:spacing')}[@{qn('w:val')}]") is None, "no letter is set closer"
    assert [node.get(qn("w:w")) for node in grid._tbl.tblPr.find(qn("w:tblCellMar"))] == ["0", "0"]
    assert read_file(data, "a.docx").document.blocks[0] == block


def test_in_word_a_long_name_breaks_between_its_lines_only() -> None:
    word = docx.Document(BytesIO(render_docx(paper(head("BCH ĐOÀN KHỐI DÂN - CHÍNH - ĐẢNG"), TITLE))))
    names = word.tables[0].rows[0].cells[0].paragraphs[1].text
    assert names.split(" ") == ["BCH\u00a0ĐOÀN\u00a0KHỐI", "DÂN\u00a0-\u00a0CHÍNH\u00a0-\u00a0ĐẢNG"]


def test_without_the_font_widths_are_guessed(settings: object) -> None:
    settings.PAPER_FONT_FOLDERS = ["/nowhere"]  # type: ignore[attr-defined]
    assert fonts.text_width("ĐOÀN", "Bold", 10) == pytest.approx(28)


@pytest.mark.parametrize("issuer", ["CHI ĐOÀN MỘT", "BAN CHẤP HÀNH ĐOÀN PHƯỜNG TÂN HƯNG"])
def test_a_long_heading_is_printed_whole(issuer: str) -> None:
    long = "ĐOÀN TNCS HỒ CHÍ MINH\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    block = replace(head(issuer), heading=long)
    letters = letters_of(render_pdf(paper(block, TITLE)), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert max(letter.right for letter in letters) <= 210 - 20 + 0.5, "it ends at the margin"
    assert fitted(block, landscape=False).names + fonts.text_width(long.split("\n")[1], "Bold", 15) <= 454
