"""Word files → paragraphs: whatever Word does to show a word, the word is read."""

import pytest

from documents.blocks import Align, Closing, Document, Letterhead, Line, Marker, Table, Title
from documents.reader import read_file
from documents.reader.numbering import _formed
from documents.text import render_text
from tests.documents.word_files import levels, numbered, numbering, p, part, table, word_file


def read(body: str, **parts: str) -> Document:
    return read_file(word_file(body, **parts), "thu.docx").document


def text(body: str, **parts: str) -> list[str]:
    return render_text(read(body, **parts)).splitlines()


def run(content: str) -> str:
    return f"<w:p><w:r>{content}</w:r></w:p>"


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (p("Một"), ["Một"]),
        ("<w:p><w:r><w:t>Mộ</w:t></w:r><w:r><w:t>t hai</w:t></w:r></w:p>", ["Một hai"]),
        (run("<w:t>một</w:t><w:tab/><w:t>hai</w:t>"), ["một hai"]),
        (run("<w:t>một</w:t><w:br/><w:t>hai</w:t>"), ["một", "hai"]),
        (run('<w:t>một</w:t><w:br w:type="page"/><w:t>hai</w:t>'), ["một", "hai"]),
        (run("<w:t>Hành</w:t><w:noBreakHyphen/><w:t>chính</w:t>"), ["Hành-chính"]),
        (run("<w:t>vi</w:t><w:softHyphen/><w:t>ệt</w:t>"), ["việt"]),
        (run('<w:sym w:font="Symbol" w:char="F0B7"/><w:t xml:space="preserve"> một</w:t>'), ["- một"]),
        ('<w:p><w:hyperlink r:id="x" xmlns:r="r"><w:r><w:t>trang web</w:t></w:r></w:hyperlink></w:p>', ["trang web"]),
        ('<w:p><w:fldSimple w:instr="PAGE"><w:r><w:t>3</w:t></w:r></w:fldSimple></w:p>', ["3"]),
        (run("<w:instrText>PAGE</w:instrText><w:t>một</w:t>"), ["một"]),
        (
            "<w:p><w:ins><w:r><w:t>thêm</w:t></w:r></w:ins><w:del><w:r><w:delText>bớt</w:delText></w:r></w:del></w:p>",
            ["thêm"],
        ),
        (
            (
                "<w:p><w:r><w:t>một</w:t></w:r><w:del><w:r><w:br/><w:delText>x</w:delText></w:r></w:del>"
                "<w:r><w:t>hai</w:t></w:r></w:p>"
            ),
            ["mộthai"],
        ),
        (
            "<w:p><w:moveFrom><w:r><w:t>cũ</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>mới</w:t></w:r></w:moveTo></w:p>",
            ["mới"],
        ),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{p('trong khung')}</w:sdtContent></w:sdt>", ["trong khung"]),
        (f"<w:customXml>{p('trong thẻ')}</w:customXml>", ["trong thẻ"]),
        ("<w:p><w:smartTag><w:r><w:t>thẻ</w:t></w:r></w:smartTag></w:p>", ["thẻ"]),
        ("<w:p><m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath></w:p>", ["x+1"]),
        (p("A &amp; B &lt;C&gt;"), ["A & B <C>"]),
        (p("e\u0302\u0301"), ["ế"]),
    ],
)
def test_every_way_of_showing_a_word_is_read(body: str, lines: list[str]) -> None:
    assert text(p("Đoạn đầu.") + body)[1:] == lines


def test_a_text_box_is_read_once_although_it_stands_in_the_file_twice() -> None:
    box = f"<w:txbxContent>{p('trong hộp')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>ngoài</w:t></w:r><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert text(body) == ["ngoài", "trong hộp"]


def test_a_document_without_body_has_nothing_to_read() -> None:
    from documents.reader import UnreadableFile

    with pytest.raises(UnreadableFile):
        read("")


LISTS = numbering(
    levels(("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3."), ("lowerLetter", "%4)"), ("bullet", "-")),
    levels(("bullet", "\uf0b7"), ("bullet", "o"), ("bullet", "\uf0a7")),
    levels(("bullet", "+")),
    levels(("decimalZero", "%1."), ("none", ""), start=9),
)


def test_words_own_numbers_become_labels() -> None:
    body = "".join(
        [
            numbered("MỤC ĐÍCH", 1),
            numbered("Mục đích", 1, 1),
            numbered("Yêu cầu", 1, 1),
            numbered("Một", 1, 2),
            numbered("Hai", 1, 2),
            numbered("Ba", 1, 3),
            numbered("Bốn", 1, 4),
            numbered("NỘI DUNG", 1),
            numbered("Tên gọi", 1, 1),
        ]
    )
    assert [(line.marker, line.label) for line in read(body, numbering=LISTS).lines()] == [
        (Marker.ROMAN, "I."),
        (Marker.ARABIC, "1."),
        (Marker.ARABIC, "2."),
        (Marker.DECIMAL, "2.1."),
        (Marker.DECIMAL, "2.2."),
        (Marker.LETTER, "a)"),
        (Marker.DASH, "-"),
        (Marker.ROMAN, "II."),
        (Marker.ARABIC, "1."),
    ]


def test_bullets_become_dash_plus_and_star_by_their_depth() -> None:
    body = numbered("một", 2) + numbered("hai", 2, 1) + numbered("ba", 2, 2) + numbered("bốn", 3)
    assert text(body, numbering=LISTS) == ["- một", "+ hai", "* ba", "+ bốn"]


def test_lists_may_start_late_and_be_empty() -> None:
    body = numbered("chín", 4) + numbered("mười", 4) + numbered("không số", 4, 1) + numbered("không có", 99)
    assert text(body, numbering=LISTS) == ["09. chín", "10. mười", "không số", "không có"]


def test_a_list_may_start_again() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    again = f'<w:num w:numId="7"><w:abstractNumId w:val="1"/>{override}</w:num>'
    lists = numbering(levels(("decimal", "%1.")), overrides=again)
    body = numbered("a", 1) + numbered("b", 1) + numbered("c", 7) + numbered("d", 7)
    assert text(body, numbering=lists) == ["1. a", "2. b", "1. c", "2. d"]


def test_a_list_may_come_from_a_style_and_be_switched_off() -> None:
    styles = part(
        "styles",
        '<w:style w:styleId="Muc"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="MucCon"><w:basedOn w:val="Muc"/></w:style>'
        '<w:style w:styleId="Vong"><w:basedOn w:val="Vong"/></w:style>',
    )
    body = (
        p("MỘT", '<w:pStyle w:val="Muc"/>')
        + p("HAI", '<w:pStyle w:val="MucCon"/>')
        + p("KHÔNG SỐ", '<w:pStyle w:val="Muc"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>')
        + p("VÒNG", '<w:pStyle w:val="Vong"/>')
    )
    assert text(body, numbering=LISTS, styles=styles) == ["I. MỘT", "II. HAI", "KHÔNG SỐ", "VÒNG"]


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (4, "lowerRoman", "iv"),
        (39, "upperRoman", "XXXIX"),
        (27, "lowerLetter", "aa"),
        (2, "upperLetter", "B"),
        (3, "decimal", "3"),
        (3, "unknown", "3"),
        (0, "upperRoman", ""),
        (99999, "lowerRoman", ""),
    ],
)
def test_numbers_are_formed_as_word_forms_them(number: int, form: str, shown: str) -> None:
    assert _formed(number, form) == shown


LEFT = p("THÀNH ĐOÀN X") + p("BCH ĐOÀN Y") + p("***") + p("Số: 1-KH/ĐTN")
RIGHT = p("ĐOÀN TNCS HỒ CHÍ MINH") + p("Huế, ngày 1 tháng 3 năm 2024")
LETTERHEAD = Letterhead(
    "THÀNH ĐOÀN X", "BCH ĐOÀN Y", "Số: 1-KH/ĐTN", "ĐOÀN TNCS HỒ CHÍ MINH", "Huế, ngày 1 tháng 3 năm 2024"
)


@pytest.mark.parametrize("drawn", [True, False])
@pytest.mark.parametrize(
    "rows",
    [
        [[LEFT, RIGHT]],
        [
            [p("THÀNH ĐOÀN X") + p("BCH ĐOÀN Y") + p("***"), p("ĐOÀN TNCS HỒ CHÍ MINH")],
            [p("Số: 1-KH/ĐTN"), p("Huế, ngày 1 tháng 3 năm 2024")],
        ],
    ],
)
def test_a_letterhead_in_a_table_is_read_column_by_column(rows: list[list[str]], *, drawn: bool) -> None:
    document = read(table(rows, drawn=drawn) + p("KẾ HOẠCH") + p("Tổ chức hè") + p("-----") + p("Đoạn."))
    assert document.blocks == (LETTERHEAD, Title("KẾ HOẠCH", ("Tổ chức hè",)), Line("Đoạn."))
    assert document.name == "KẾ HOẠCH Tổ chức hè"


def test_a_closing_in_a_table_is_read_column_by_column() -> None:
    left = p("Nơi nhận:") + p("- Thành Đoàn;") + p("- Lưu VP.")
    right = p("TM. BAN THƯỜNG VỤ") + p("BÍ THƯ") + p("") + p("Lê Văn Mẫu")
    closing = read(p("Đoạn.") + table([[left, right]], drawn=False)).blocks[-1]
    assert isinstance(closing, Closing)
    assert closing.recipients == ("- Thành Đoàn;", "- Lưu VP.")
    assert (closing.signers[0].capacity, closing.signers[0].name) == ("TM. BAN THƯỜNG VỤ", "Lê Văn Mẫu")


def test_a_table_of_figures_stays_a_table() -> None:
    grid = '<w:tblGrid><w:gridCol w:w="1000"/><w:gridCol w:w="6000"/><w:gridCol w:w="3000"/></w:tblGrid>'
    rows = [
        ["STT", "Đơn vị", "Tiền"],
        ["1", "Đoàn Một", "7.000.000"],
        ["2", "Đoàn Hai", "1.750.000"],
        ["", "Tổng cộng", "8.750.000"],
    ]
    (found,) = [block for block in read(p("Đoạn.") + table(rows, head=grid)).blocks if isinstance(block, Table)]
    assert [column.head for column in found.columns] == ["STT", "Đơn vị", "Tiền"]
    assert [column.width for column in found.columns] == [10.0, 60.0, 30.0]
    assert [column.align for column in found.columns] == [Align.RIGHT, Align.LEFT, Align.RIGHT]
    assert found.rows == (("1", "Đoàn Một", "7.000.000"), ("2", "Đoàn Hai", "1.750.000"))
    assert found.total == ("", "Tổng cộng", "8.750.000")


def test_merged_nested_and_uneven_cells_lose_nothing() -> None:
    wide = "<w:tcPr><w:gridSpan w:val='3'/></w:tcPr>"
    rows = [
        [wide + p("Bảng một")],
        ["A", "B", "C"],
        ["<w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" + p("rộng"), "hẹp"],
        [p("dòng một") + p("dòng hai"), table([["trong", "bảng"]]), "c"],
        ["chỉ một"],
    ]
    (found,) = [block for block in read(p("Đoạn.") + table(rows)).blocks if isinstance(block, Table)]
    assert found.caption == "Bảng một"
    assert found.rows[0] == ("rộng", "", "hẹp")
    assert found.rows[1] == ("dòng một\ndòng hai", "trong | bảng", "c")
    assert found.rows[2] == ("chỉ một", "", "")


def test_a_frame_of_one_cell_is_only_a_frame() -> None:
    document = read(table([["DỰ THẢO"], ["Đoạn trong khung."]]) + p("Đoạn sau."))
    assert [str(line) for line in document.lines()] == ["DỰ THẢO", "Đoạn trong khung.", "Đoạn sau."]


def test_deleted_rows_are_left_out() -> None:
    kept = f"<w:tr><w:tc>{p('giữ')}</w:tc><w:tc>{p('lại')}</w:tc></w:tr>"
    gone = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('đã')}</w:tc><w:tc>{p('xóa')}</w:tc></w:tr>"
    assert text(p("Đoạn.") + f"<w:tbl>{kept}{gone}</w:tbl>")[-1] == "giữ | lại"


def test_what_is_not_read_is_said() -> None:
    body = p("Đoạn.") + run(
        '<w:drawing><a:blip/></w:drawing><w:pict><v:imagedata/></w:pict><w:footnoteReference w:id="2"/>'
    )
    reading = read_file(
        word_file(
            body,
            footnotes=part(
                "footnotes", f'<w:footnote w:id="0"/><w:footnote w:id="2">{p("Theo số liệu 2023")}</w:footnote>'
            ),
            comments=part("comments", f'<w:comment w:author="Người thật">{p("Cần xem lại")}</w:comment>'),
            header1=part("hdr", p("Tài liệu nội bộ")),
            footer1=part("ftr", p("3")),
        ),
        "thu.docx",
    )
    notes = " / ".join(reading.notes)
    assert len(reading.notes) == 4
    assert "Theo số liệu 2023" in notes
    assert "Tài liệu nội bộ" in notes
    assert "Cần xem lại" not in notes + render_text(reading.document)
    assert "Người thật" not in notes


def test_the_file_name_is_used_when_there_is_no_title() -> None:
    assert read_file(word_file(p("Đoạn.")), "C:\\Đoàn\\Kế hoạch hè.docx").document.name == "Kế hoạch hè"
