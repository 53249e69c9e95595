"""The foot of the paper in every order people type it."""

import pytest

from documents.blocks import Closing, Document, Line, Signer
from documents.pdf import render_pdf
from documents.reader.closing import find_closing, read_closing
from documents.reader.reading import read_file
from documents.text import render_text
from documents.word import render_docx
from tests.documents.test_pdf import letters_of

ITEMS = ("- Thành Đoàn (B/c);", "- Các đơn vị;", "- Lưu VT.")
SIGNER = Signer("TM. BAN THƯỜNG VỤ", "BÍ THƯ", "Hoàng Văn Mẫu")
WHOLE = Closing(ITEMS, (SIGNER,))


@pytest.mark.parametrize(
    "text",
    [
        "Nơi nhận:\n- Thành Đoàn (B/c);\n- Các đơn vị;\n- Lưu VT.\n\nTM. BAN THƯỜNG VỤ\nBÍ THƯ\n\nHoàng Văn Mẫu",
        "TM. BAN THƯỜNG VỤ\nBÍ THƯ\n\n\n\nHoàng Văn Mẫu\n\nNơi nhận:\n- Thành Đoàn (B/c);\n- Các đơn vị;\n- Lưu VT.",
        "\tNơi nhận:\n\n- Thành Đoàn (B/c);\n\n– Các đơn vị;\n- Lưu VT.\nTM. BAN THƯỜNG VỤ\nBÍ THƯ\nHoàng Văn Mẫu\n\n",
        "Nơi nhận: - Thành Đoàn (B/c);\n- Các đơn vị;\n-Lưu VT.\nTM. BAN THƯỜNG VỤ\nBÍ THƯ\nHoàng Văn Mẫu",
        "Nơi nhận:\t\tTM. BAN THƯỜNG VỤ\n- Thành Đoàn (B/c);\t\tBÍ THƯ\n- Các đơn vị;\n- Lưu VT.\n\t\tHoàng Văn Mẫu",
        (
            "                              TM. BAN THƯỜNG VỤ\n"
            "Nơi nhận:                          BÍ THƯ\n"
            "- Thành Đoàn (B/c);\n"
            "- Các đơn vị;\n"
            "- Lưu VT.                     Hoàng Văn Mẫu"
        ),
    ],
)
def test_the_usual_orders_give_the_same_closing(text: str) -> None:
    lines = ["Một đoạn văn của kế hoạch này.", "", *text.split("\n")]
    at = find_closing(lines)
    assert at is not None
    assert read_closing(lines[at:]) == (WHOLE, [])


@pytest.mark.parametrize(
    ("text", "signer"),
    [
        (
            "TL. BAN THƯỜNG VỤ\nCHÁNH VĂN PHÒNG\nLê Văn Mẫu",
            Signer("TL. BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG", "Lê Văn Mẫu"),
        ),
        ("KT. TRƯỞNG BAN\nPHÓ TRƯỞNG BAN\nLê Văn Mẫu", Signer("KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "Lê Văn Mẫu")),
        ("T/M BAN CHẤP HÀNH\nBÍ THƯ\nLê Văn Mẫu", Signer("T/M BAN CHẤP HÀNH", "BÍ THƯ", "Lê Văn Mẫu")),
        ("TM. UBND\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLê Mẫu", Signer("TM. UBND KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Mẫu")),
        (
            "TM. BAN THƯỜNG VỤ\nQUẬN ĐOÀN MỘT\nBÍ THƯ\nLê Mẫu",
            Signer("TM. BAN THƯỜNG VỤ QUẬN ĐOÀN MỘT", "BÍ THƯ", "Lê Mẫu"),
        ),
        ("TM. BAN THƯỜNG VỤ\nBÍ THƯ\n(đã ký)\nLê Mẫu", Signer("TM. BAN THƯỜNG VỤ", "BÍ THƯ\n(đã ký)", "Lê Mẫu")),
        ("TM. BAN THƯỜNG VỤ\nBÍ THƯ\nLÊ VĂN MẪU", Signer("TM. BAN THƯỜNG VỤ", "BÍ THƯ", "LÊ VĂN MẪU")),
        (
            "TM. CỤM MỘT\nCỤM TRƯỞNG\nLê Mẫu\n(Bí thư Đoàn Khối)",
            Signer("TM. CỤM MỘT", "CỤM TRƯỞNG", "Lê Mẫu", "(Bí thư Đoàn Khối)"),
        ),
        (
            "TM. CỤM MỘT\nCỤM TRƯỞNG\nLê Mẫu\nBÍ THƯ HUYỆN ĐOÀN MỘT",
            Signer("TM. CỤM MỘT", "CỤM TRƯỞNG", "Lê Mẫu", "BÍ THƯ HUYỆN ĐOÀN MỘT"),
        ),
        (
            "TM. CỤM MỘT\nCỤM TRƯỞNG\nLê Mẫu\nPhó Bí thư Đoàn Khối",
            Signer("TM. CỤM MỘT", "CỤM TRƯỞNG", "Lê Mẫu", "Phó Bí thư Đoàn Khối"),
        ),
        ("TM. BAN THƯỜNG VỤ\nBÍ THƯ", Signer("TM. BAN THƯỜNG VỤ", "BÍ THƯ")),
        ("TM. BAN THƯỜNG VỤ", Signer("TM. BAN THƯỜNG VỤ")),
        ("Q. TRƯỞNG BAN\nLê Mẫu", Signer("Q. TRƯỞNG BAN", "", "Lê Mẫu")),
    ],
)
def test_signers_of_every_capacity(text: str, signer: Signer) -> None:
    lines = ["Trên đây là kế hoạch.", *text.split("\n")]
    at = find_closing(lines)
    assert at == 1
    assert read_closing(lines[at:]) == (Closing((), (signer,)), [])


def test_the_office_may_stand_under_the_name_before_the_recipients() -> None:
    lines = ["T/M BAN CHẤP HÀNH", "TRƯỞNG CỤM", "Lê Mẫu", "Bí thư Đoàn Trung tâm Số", "Nơi nhận:", "- Lưu VT."]
    signer = Signer("T/M BAN CHẤP HÀNH", "TRƯỞNG CỤM", "Lê Mẫu", "Bí thư Đoàn Trung tâm Số")
    assert read_closing(lines) == (Closing(("- Lưu VT.",), (signer,)), [])


def test_a_bare_name_signs_only_under_recipients() -> None:
    with_recipients = ["Nơi nhận:", "- Lưu VP.", " Bùi Văn Mẫu", "(Bí thư Đoàn Khối)"]
    assert read_closing(with_recipients)[0] == Closing(
        ("- Lưu VP.",), (Signer("", "", "Bùi Văn Mẫu", "(Bí thư Đoàn Khối)"),)
    )
    assert find_closing(["Một đoạn.", "Bùi Văn Mẫu"]) is None
    assert read_closing(["Bùi Văn Mẫu"]) == (None, ["Bùi Văn Mẫu"])


@pytest.mark.parametrize(
    ("office", "signer"),
    [("BÍ THƯ", Signer("", "BÍ THƯ", "Lê Mẫu")), ("CHÁNH VĂN PHÒNG", Signer("CHÁNH VĂN PHÒNG", "", "Lê Mẫu"))],
)
def test_an_office_alone_finds_its_box(office: str, signer: Signer) -> None:
    assert read_closing(["Nơi nhận:", "- Lưu VP.", office, "Lê Mẫu"])[0] == Closing(("- Lưu VP.",), (signer,))


def test_two_signers_side_by_side() -> None:
    lines = [
        "TM. BTV ĐOÀN MỘT\t\tTM. BTV ĐOÀN HAI",
        "BÍ THƯ\t\tPHÓ BÍ THƯ",
        "",
        "Lê Văn Một\t\tLê Thị Hai",
        "Nơi nhận:",
        "- Lưu VP.",
    ]
    closing, rest = read_closing(lines[find_closing(lines) or 0 :])
    assert rest == []
    assert closing is not None
    assert [signer.name for signer in closing.signers] == ["Lê Văn Một", "Lê Thị Hai"]
    assert [signer.office for signer in closing.signers] == ["BÍ THƯ", "PHÓ BÍ THƯ"]
    assert closing.recipients == ("- Lưu VP.",)


def test_items_without_dash_and_broken_items_are_recipients() -> None:
    lines = [
        "Nơi nhận",
        "Như trên;",
        "- Thành Đoàn: Thường trực,",
        "văn phòng;",
        "Lưu: VP, TH.",
        "TM. ĐOÀN MỘT",
        "Lê Mẫu",
    ]
    closing, rest = read_closing(lines)
    assert closing is not None
    assert closing.recipients == ("Như trên;", "- Thành Đoàn: Thường trực,", "văn phòng;", "Lưu: VP, TH.")
    assert (closing.signers[0].name, rest) == ("Lê Mẫu", [])


def test_what_follows_the_signer_is_handed_back() -> None:
    lines = ["Nơi nhận:", "- Lưu VP.", "TM. ĐOÀN MỘT", "BÍ THƯ", "Lê Mẫu", "PHỤ LỤC", "1. Danh sách các đơn vị."]
    closing, rest = read_closing(lines)
    assert closing is not None
    assert closing.signers[0].name == "Lê Mẫu"
    assert rest == ["PHỤ LỤC", "1. Danh sách các đơn vị."]


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["- Nơi nhận hồ sơ: văn phòng."],
        ["Nơi nhận hồ sơ: văn phòng Đoàn."],
        ["TM. là viết tắt của thay mặt."],
        ["Tm. ban thường vụ"],
        ["TM. BAN THƯỜNG VỤ", "Một đoạn văn dài sau đó, có dấu chấm."],
    ],
)
def test_other_lines_are_no_closing(lines: list[str]) -> None:
    assert find_closing(lines) is None


def test_the_last_recipients_of_the_text_count() -> None:
    lines = ["Nơi nhận:", "- bàn số 1;", "I. MỤC ĐÍCH", "Một đoạn.", "Nơi nhận:", "- Lưu VP."]
    assert find_closing(lines) == 4


def test_who_signs_for_the_one_who_signs_for_a_body_has_a_line() -> None:
    signer = Signer("TM. BAN THƯỜNG VỤ ĐOÀN KHỐI KT. BÍ THƯ", "PHÓ BÍ THƯ", "Lê Văn Mẫu")
    assert signer.capacity_lines == ("TM. BAN THƯỜNG VỤ ĐOÀN KHỐI", "KT. BÍ THƯ")
    assert Signer("KT. TRƯỞNG BAN").capacity_lines == ("KT. TRƯỞNG BAN",)
    assert Signer().capacity_lines == ()
    document = Document("", (Line("Một đoạn."), Closing(ITEMS, (signer,))))
    assert "TM. BAN THƯỜNG VỤ ĐOÀN KHỐI\nKT. BÍ THƯ\nPHÓ BÍ THƯ" in render_text(document)
    assert read_file(render_docx(document), "a.docx").document.blocks[-1] == Closing(ITEMS, (signer,))
    upper, lower = (letters_of(render_pdf(document), line)[0] for line in signer.capacity_lines)
    assert upper.bottom != lower.bottom
