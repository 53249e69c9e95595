"""Papers as Word files, opened again as Word would open them."""

import zipfile
from io import BytesIO

import docx
import pytest
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.blocks import GLUED, Closing, Column, Document, Letterhead, Line, Marker, Signer, Table, Title
from documents.reader import read_file
from documents.text import render_text
from documents.word import render_docx
from tests.documents.papers import CLOSING, GROUPED, LETTERHEAD, LINES, PLAN, TABLE, TITLE, lost, paper


def opened(document: Document) -> Word:
    """The paper as Word sees it."""
    return docx.Document(BytesIO(render_docx(document)))


def all_paragraphs(word: Word) -> list[Paragraph]:
    """Paragraphs in reading order, those of cells included."""
    cells = [
        paragraph for table in word.tables for row in table.rows for cell in row.cells for paragraph in cell.paragraphs
    ]
    return [*word.paragraphs, *cells]


def find(word: Word, text: str) -> Paragraph:
    """The paragraph that begins with this text."""
    return next(p for p in all_paragraphs(word) if p.text.replace("\u00a0", " ").startswith(text))


@pytest.fixture(scope="module")
def plan() -> Word:
    """The whole plan, written once."""
    return opened(PLAN)


def test_the_page_is_set_up_as_the_guide_says(plan: Word) -> None:
    section = plan.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [20, 20, 30, 20]
    assert section.orientation == WD_ORIENT.PORTRAIT


def test_a_wide_paper_lies_across() -> None:
    section = opened(paper(TABLE, landscape=True)).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert section.orientation == WD_ORIENT.LANDSCAPE


def test_the_page_number_stands_at_the_top_from_page_two(plan: Word) -> None:
    section = plan.sections[0]
    assert section.different_first_page_header_footer
    (header,) = section.header.paragraphs
    assert header.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert "PAGE" in header._p.xml
    assert section.first_page_header.paragraphs[0].text == ""
    assert "PAGE" not in section.first_page_header.paragraphs[0]._p.xml


@pytest.mark.parametrize(
    ("text", "size", "bold", "italic"),
    [
        ("THÀNH ĐOÀN", 14, None, None),
        ("BCH ĐOÀN KHỐI", 14, True, None),
        ("***", 14, None, None),
        ("Số: 01", 14, None, None),
        ("ĐOÀN TNCS", 15, True, None),
        ("TP. Hồ Chí Minh, ngày", 13, None, True),
        ("KẾ HOẠCH", 16, True, None),
        ("Tổ chức hoạt động", 14, True, None),
        ("I. MỤC ĐÍCH", None, True, None),
        ("1. Mục đích", None, True, None),
        ("- Phát huy", None, None, None),
        ("Nơi nhận:", 13, True, None),
        ("- Thành Đoàn", 11, None, None),
        ("TM. BAN THƯỜNG VỤ", 14, True, None),
        ("BÍ THƯ", 14, None, None),
        ("Nguyễn Văn Mẫu", 14, True, None),
    ],
)
def test_each_part_has_the_guides_type(plan: Word, text: str, size: float | None, *, bold: bool, italic: bool) -> None:
    (run,) = find(plan, text).runs
    assert (run.font.size.pt if run.font.size else None, run.bold, run.italic) == (size, bold, italic)


@pytest.mark.parametrize(
    ("label", "bold", "italic"),
    [("1.1.", True, True), ("1.1.1.", None, True), ("1.1.1.1.", None, None)],
)
def test_points_get_lighter_with_their_depth(label: str, *, bold: bool, italic: bool) -> None:
    (run,) = find(opened(paper(Line("Đối tượng", Marker.DECIMAL, label, 2, heading=True))), label).runs
    assert (run.bold, run.italic) == (bold, italic)


def test_the_typeface_is_times_for_every_script(plan: Word) -> None:
    style = plan.styles["Normal"]
    assert (style.font.name, style.font.size.pt) == ("Times New Roman", 14)
    fonts = style.element.rPr.rFonts
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
    assert style.element.rPr.find(qn("w:lang")).get(qn("w:val")) == "vi-VN"


def test_text_is_justified_and_its_first_line_indented(plan: Word) -> None:
    paragraph = find(plan, "Thực hiện")
    assert paragraph.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert paragraph.paragraph_format.first_line_indent.cm == pytest.approx(1.27, abs=0.01)
    assert paragraph.paragraph_format.space_after.pt <= 6


def test_headings_and_the_closing_stay_with_their_text(plan: Word) -> None:
    assert find(plan, "I. MỤC ĐÍCH").paragraph_format.keep_with_next
    assert find(plan, "Trên đây").paragraph_format.keep_with_next
    assert not find(plan, "- Phát huy").paragraph_format.keep_with_next
    assert find(plan, "Nơi nhận").paragraph_format.keep_with_next
    assert "cantSplit" in plan.tables[-1]._tbl.xml


def test_letterhead_and_closing_are_tables_without_borders(plan: Word) -> None:
    head, foot = plan.tables
    assert [len(table.columns) for table in (head, foot)] == [2, 2]
    assert all("tblBorders" not in table._tbl.xml and "TableGrid" not in table._tbl.xml for table in (head, foot))
    number, dateline = head.rows[1].cells
    assert number.text == "Số: 01-KH/ĐTN"
    assert dateline.text == LETTERHEAD.dateline
    assert find(plan, "ĐOÀN TNCS").runs[0].underline


def test_a_table_has_a_repeated_head_and_a_bold_total() -> None:
    word = opened(paper(TABLE))
    (table,) = word.tables
    assert table.style.name == "Table Grid"
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in table.rows[1].cells] == ["1", "Đoàn Sở Một", "7.000.000"]
    assert table.rows[1].cells[2].paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert table.rows[-1].cells[1].paragraphs[0].runs[0].bold
    widths = [column.width for column in table.columns]
    assert [round(100 * width / sum(widths)) for width in widths] == [10, 60, 30]
    assert find(word, "Phân bổ kinh phí").runs[0].bold


def test_rows_of_a_group_stay_together_and_share_their_first_cells() -> None:
    (table,) = opened(paper(GROUPED)).tables
    kept = [row._tr.findall(f".//{qn('w:keepNext')}") != [] for row in table.rows]
    assert kept == [False, True, True, False, False]  # the head, three rows of one group, one of another
    merged = [[cell.tcPr.vMerge_val for cell in row._tr.tc_lst] for row in table.rows]
    nothing = [None, None, None]
    assert merged == [
        nothing,
        ["restart", "restart", None],
        ["continue", "continue", None],
        ["continue", None, None],
        nothing,
    ]


def test_columns_without_widths_share_the_page() -> None:
    (table,) = opened(paper(Table((Column("A"), Column("B")), (("1", "2"),)))).tables
    assert len({column.width for column in table.columns}) == 1


def test_the_draft_mark_stands_in_a_box() -> None:
    marked = Letterhead("THÀNH ĐOÀN TP. HỒ CHÍ MINH", "BCH ĐOÀN QUẬN NGŨ HÀNH SƠN", "Số: 1", "ĐOÀN TNCS", "", "DỰ THẢO")
    assert find(opened(paper(marked)), "DỰ THẢO").runs[0]._r.rPr.find(qn("w:bdr")) is not None


def test_several_signers_stand_side_by_side_above_the_recipients() -> None:
    two = Closing(
        ("- Lưu VP.",), (Signer("TM. BTV A", "BÍ THƯ", "Lê Văn Mẫu"), Signer("TM. BTV B", "BÍ THƯ", "Phạm Thị Mẫu"))
    )
    word = opened(paper(Line("Đoạn."), two))
    (foot,) = word.tables
    assert ["Lê Văn Mẫu" in cell.text for cell in foot.rows[0].cells] == [True, False]
    assert [p.text for p in word.paragraphs][-2:] == ["Nơi nhận:", "- Lưu VP."]
    assert read_file(render_docx(paper(Line("Đoạn."), two)), "a.docx").document.blocks == (Line("Đoạn."), two)


def test_who_wrote_it_is_not_told(plan: Word) -> None:
    properties = plan.core_properties
    assert properties.title == PLAN.name
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.language == "vi-VN"


def test_the_same_paper_has_the_same_parts() -> None:
    one, other = (zipfile.ZipFile(BytesIO(render_docx(PLAN))) for _ in range(2))
    assert one.namelist() == other.namelist()
    assert all(one.read(name) == other.read(name) for name in one.namelist())


@pytest.mark.parametrize(
    "blocks",
    [
        (),
        (LETTERHEAD,),
        (TITLE,),
        LINES,
        (TABLE,),
        (CLOSING,),
        (Closing(),),
        (Letterhead(),),
        (Title("", ()),),
        (Closing(recipients=("- Lưu VP.",)),),
        (Letterhead(issuer="CHI ĐOÀN MỘT\nPHÂN ĐOÀN HAI", number="Số: 1-CV/CĐ\nV/v mời họp"), TITLE),
    ],
)
def test_any_part_may_be_missing(blocks: tuple[object, ...]) -> None:
    document = paper(*blocks)
    text = "\n".join(paragraph.text for paragraph in all_paragraphs(opened(document)))
    assert lost(render_text(document), text) == {}


def test_labels_are_typed_as_they_were(plan: Word) -> None:
    word = opened(paper(Line("Mục đích", Marker.ARABIC, "1." + GLUED), Line("Hai", Marker.ARABIC, "2)")))
    assert [paragraph.text for paragraph in word.paragraphs] == ["1.Mục đích", "2) Hai"]
    assert all("numPr" not in paragraph._p.xml for paragraph in plan.paragraphs)


def test_letters_that_xml_cannot_hold_are_left_out() -> None:
    word = opened(paper(Line("a\x00b\x0bc\ud800d\ufffee <&> \"'"), Title("KẾ\x07 HOẠCH")))
    assert [p.text for p in word.paragraphs][:2] == ["ab cde <&> \"'", "KẾ HOẠCH"]


def test_the_archive_code_stands_at_the_foot_of_every_page() -> None:
    section = opened(paper(Line("Đoạn."), code="KHHe2024/VP")).sections[0]
    for footer in (section.footer, section.first_page_footer):
        (run,) = footer.paragraphs[0].runs
        assert (run.text, run.font.size.pt, run.italic) == ("KHHe2024/VP", 8, True)


def test_money_is_not_parted_from_its_unit(plan: Word) -> None:
    assert any("7.000.000\u00a0đồng" in paragraph.text for paragraph in plan.paragraphs)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, TEXTS, TEXTS)
def test_any_text_can_be_written_and_its_words_read_again(one: str, other: str, third: str) -> None:
    document = paper(
        Title("KẾ HOẠCH", (one,)), Line(other), Table((Column("A"), Column("B")), ((third, one),)), CLOSING
    )
    text = "\n".join(paragraph.text for paragraph in all_paragraphs(opened(document)))
    assert lost(render_text(document), text) == {}
