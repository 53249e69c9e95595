"""Papers as plain text: what stands where, and what is left out when it is empty."""

import unicodedata

from documents.blocks import GLUED, Closing, Column, Document, Letterhead, Line, Marker, Signer, Table, Title
from documents.text import render_text
from tests.documents.papers import LETTERHEAD, PLAN, TABLE, paper


def test_a_whole_plan_reads_like_a_typed_one() -> None:
    assert render_text(PLAN) == (
        "THÀNH ĐOÀN TP. HỒ CHÍ MINH\n"
        "BCH ĐOÀN KHỐI DÂN - CHÍNH - ĐẢNG\n"
        "***\n"
        "Số: 01-KH/ĐTN\n"
        "ĐOÀN TNCS HỒ CHÍ MINH\n"
        "TP. Hồ Chí Minh, ngày 05 tháng 02 năm 2024\n"
        "\n"
        "KẾ HOẠCH\n"
        "Tổ chức hoạt động Cụm Một năm 2024\n"
        "-----------\n"
        "\n"
        "Thực hiện Chương trình công tác năm 2024, Cụm Một xây dựng kế hoạch, cụ thể như sau:\n"
        "I. MỤC ĐÍCH, YÊU CẦU\n"
        "1. Mục đích\n"
        "- Phát huy chuyên môn của các đơn vị.\n"
        "II. NỘI DUNG\n"
        "1. Ngày hội tình nguyện:\n"
        "- Nội dung:\n"
        "+ Khám bệnh, phát thuốc cho 120 người dân.\n"
        "+ Mỗi đơn vị đóng góp 7.000.000 đồng/đơn vị.\n"
        "Trên đây là Kế hoạch của Cụm Một năm 2024.\n"
        "\n"
        "Nơi nhận:\n"
        "- Thành Đoàn: Văn phòng;\n"
        "- Các cơ sở Đoàn thuộc Cụm;\n"
        "- Lưu: VP.\n"
        "\n"
        "TM. BAN THƯỜNG VỤ\n"
        "BÍ THƯ\n"
        "\n"
        "Nguyễn Văn Mẫu\n"
        "(Bí thư Đoàn Khối)\n"
    )


def test_a_table_has_one_row_a_line() -> None:
    assert render_text(paper(TABLE)).splitlines() == [
        "Phân bổ kinh phí",
        "STT | Đơn vị | Số tiền (đồng)",
        "1 | Đoàn Sở Một | 7.000.000",
        "2 | Đoàn Sở Hai | 1.750.000",
        " | Tổng cộng | 8.750.000",
    ]


def test_cells_of_several_lines_stay_on_their_row() -> None:
    table = Table((Column(""), Column("")), (("Một\nhai", "ba"),))
    assert render_text(paper(table)) == "Một hai | ba\n"


def test_empty_parts_leave_no_line() -> None:
    assert render_text(paper(Letterhead(issuer="CHI ĐOÀN MỘT"))) == "CHI ĐOÀN MỘT\n***\n"
    assert render_text(paper(Letterhead(heading="ĐOÀN TNCS HỒ CHÍ MINH"))) == "ĐOÀN TNCS HỒ CHÍ MINH\n"
    assert render_text(paper(Closing(signers=(Signer(name="Trần Thị Mẫu"),)))) == "Trần Thị Mẫu\n"
    assert render_text(paper(Closing(recipients=("- Lưu VP.",)))) == "Nơi nhận:\n- Lưu VP.\n"
    assert render_text(Document("", ())) == "\n"


def test_the_draft_mark_stands_under_the_number() -> None:
    marked = Letterhead(number="Số:      -KH/ĐTN", mark="DỰ THẢO", heading="ĐOÀN TNCS HỒ CHÍ MINH")
    assert render_text(paper(marked)).splitlines() == ["Số:      -KH/ĐTN", "DỰ THẢO", "ĐOÀN TNCS HỒ CHÍ MINH"]


def test_several_signers_follow_each_other() -> None:
    closing = Closing(signers=(Signer("TM. BTV A", "BÍ THƯ", "Lê Văn Mẫu"), Signer("TM. BTV B", "", "Phạm Thị Mẫu")))
    assert [line for line in render_text(paper(closing)).splitlines() if line] == [
        "TM. BTV A",
        "BÍ THƯ",
        "Lê Văn Mẫu",
        "TM. BTV B",
        "Phạm Thị Mẫu",
    ]


def test_a_line_is_printed_with_its_label_as_it_was_typed() -> None:
    assert str(Line("Mục đích", Marker.ARABIC, "1.")) == "1. Mục đích"
    assert str(Line("Mục đích", Marker.ARABIC, "1." + GLUED)) == "1.Mục đích"
    assert str(Line("Một đoạn văn")) == "Một đoạn văn"
    assert str(Line("", Marker.DASH, "-")) == "-"


def test_text_is_composed_and_printable() -> None:
    text = render_text(paper(Line("e\u0302\u0301\x00"), Title("KẾ HOẠCH\r")))
    assert text == unicodedata.normalize("NFC", text)
    assert "\x00" not in text
    assert "\r" not in text


def test_lines_stand_together_and_other_blocks_apart() -> None:
    text = render_text(paper(Line("một"), Line("hai"), TABLE, Line("ba"), LETTERHEAD))
    groups = text.strip().split("\n\n")
    assert [group.splitlines()[0] for group in groups] == [
        "một",
        "Phân bổ kinh phí",
        "ba",
        "THÀNH ĐOÀN TP. HỒ CHÍ MINH",
    ]
