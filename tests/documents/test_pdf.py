"""Papers as PDF, looked at from outside: text, sizes, places, page by page."""

import gc
import re
import threading
import unicodedata
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents import pdf
from documents.blocks import Align, Closing, Column, Document, Letterhead, Line, Marker, Signer, Table, Title
from documents.markup import PARTED
from documents.pdf import render_html, render_pdf
from documents.reader import read_text
from documents.text import render_text
from tests.documents.papers import (
    CLOSING,
    GROUPED,
    LETTERHEAD,
    LINES,
    PLAN,
    REAL_PLANS,
    TABLE,
    TITLE,
    lines_of,
    lost,
    paper,
    pdf_pages,
    plan_text,
)

MM = 72 / 25.4
PAYLOADS = [
    "<img src=file:///etc/passwd>",
    "<script>alert(1)</script>",
    "</p></body><link rel=attachment href=file:///etc/passwd>",
    "<style>@import 'http://127.0.0.1:1/x.css'</style>",
    "{{ settings.SECRET_KEY }} {% debug %} {0.__class__}",
    "&lt;b&gt; &amp; &#65;",
    "<iframe src='http://169.254.169.254/latest'></iframe>",
    "<svg onload=x><image href='data:text/plain,x'/></svg>",
]


class Letter:
    """One letter on a page: where it stands in millimetres from the paper's top left, how large it is."""

    def __init__(self, page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, place: int) -> None:
        left, bottom, right, top = text.get_charbox(place)
        self.sign = text.get_text_range(place, 1)
        self.left, self.right = left / MM, right / MM
        self.top, self.bottom = (page.get_height() - top) / MM, (page.get_height() - bottom) / MM
        self.size = round(pdfium.FPDFText_GetFontSize(text.raw, place) * 0.75)  # drawn in CSS pixels


def letters_of(data: bytes, words: str, page_number: int = 0) -> list[Letter]:
    """The letters of these words where they first stand on the page."""
    document = pypdfium2.PdfDocument(BytesIO(data))
    page = document[page_number]
    text = page.get_textpage()
    found = text.search(words, match_case=True).get_next()
    assert found, words
    start, count = found
    letters = [Letter(page, text, place) for place in range(start, start + count)]
    text.close()
    document.close()
    return [letter for letter in letters if letter.sign.strip()]


def middle(letters: list[Letter]) -> float:
    """Half way between the first letter and the last, in mm."""
    return (letters[0].left + letters[-1].right) / 2


def letters_of_page(data: bytes, page_number: int) -> list[Letter]:
    """Every letter of a page."""
    document = pypdfium2.PdfDocument(BytesIO(data))
    text = document[page_number].get_textpage()
    letters = [Letter(document[page_number], text, place) for place in range(text.count_chars())]
    text.close()
    document.close()
    return [letter for letter in letters if letter.sign.strip()]


def font_names(data: bytes) -> set[str]:
    """The fonts that the file carries, without the subset's prefix."""
    return {name.decode().split("+")[-1] for name in re.findall(rb"/BaseFont /([\w+-]+)", uncompressed(data))}


def uncompressed(data: bytes) -> bytes:
    """The file with what object streams hide laid open, as far as the tests need it."""
    import zlib

    parts = [data]
    for match in re.finditer(rb"stream\r?\n", data):
        try:
            parts.append(zlib.decompressobj().decompress(data[match.end() :]))
        except zlib.error:
            continue
    return b"\n".join(parts)


@pytest.fixture(scope="module")
def plan() -> bytes:
    """The whole plan with every part, drawn once."""
    return render_pdf(PLAN)


@pytest.mark.parametrize(
    ("words", "size"),
    [
        ("THÀNH ĐOÀN", 14),
        ("Số: 01", 14),
        ("ĐOÀN TNCS HỒ CHÍ MINH", 15),
        ("ngày 05 tháng 02", 13),
        ("KẾ HOẠCH", 16),
        ("Tổ chức hoạt động Cụm Một", 14),
        ("Thực hiện Chương trình", 14),
        ("MỤC ĐÍCH, YÊU CẦU", 14),
        ("Nơi nhận:", 13),
        ("Thành Đoàn: Văn phòng", 11),
        ("TM. BAN THƯỜNG VỤ", 14),
        ("BÍ THƯ", 14),
        ("Nguyễn Văn Mẫu", 14),
    ],
)
def test_each_part_has_the_guides_size(plan: bytes, words: str, size: float) -> None:
    assert {letter.size for letter in letters_of(plan, words)} == {size}


def test_the_page_is_a4_with_the_guides_margins() -> None:
    data = render_pdf(
        paper(*lines_of(80, "Một dòng dài để chạm cả hai lề của trang giấy khổ A4 theo hướng dẫn của Đoàn."))
    )
    document = pypdfium2.PdfDocument(BytesIO(data))
    assert document.get_page_size(0) == pytest.approx((210 * MM, 297 * MM), abs=0.5)
    document.close()
    body = [letter for letter in letters_of_page(data, 1) if letter.top > 20]
    assert min(letter.left for letter in body) == pytest.approx(30, abs=0.6)
    assert max(letter.right for letter in body) == pytest.approx(190, abs=0.6)
    assert min(letter.top for letter in body) >= 20
    assert max(letter.bottom for letter in body) <= 277


def test_a_wide_paper_lies_across() -> None:
    document = pypdfium2.PdfDocument(BytesIO(render_pdf(paper(TABLE, *lines_of(60), landscape=True))))
    assert len(document) > 1
    sizes = {tuple(round(side / MM) for side in document.get_page_size(number)) for number in range(len(document))}
    assert sizes == {(297, 210)}
    document.close()


def test_pages_are_numbered_at_the_top_from_the_second() -> None:
    data = render_pdf(paper(TITLE, *lines_of(90)))
    pages = pdf_pages(data)
    assert pages[0].startswith("KẾ HOẠCH")
    assert pages[0].split()[-1] != "1"
    assert [page.split()[-1] for page in pages[1:]] == [str(number) for number in range(2, len(pages) + 1)]
    number = next(letter for letter in letters_of_page(data, 1) if letter.top < 20)
    assert number.sign == "2"
    assert (number.left + number.right) / 2 == pytest.approx(110, abs=1.5)  # the middle of the text area
    assert number.size in (13, 14)


def test_the_first_line_of_a_paragraph_is_indented(plan: bytes) -> None:
    assert letters_of(plan, "Thực hiện Chương trình")[0].left == pytest.approx(30 + 12.7, abs=0.6)


def test_number_and_dateline_stand_level(plan: bytes) -> None:
    number, dateline = letters_of(plan, "Số: 01")[0], letters_of(plan, "Hồ Chí Minh, ngày")[0]
    assert number.bottom == pytest.approx(dateline.bottom, abs=0.7)
    assert number.right < 110 < dateline.left + 20


@pytest.mark.parametrize("capacity", ["TM. BAN THƯỜNG VỤ", "TM. BAN THƯỜNG VỤ QUẬN ĐOÀN NGŨ HÀNH SƠN MỞ RỘNG"])
def test_recipients_stand_level_with_the_office(capacity: str) -> None:
    closing = Closing(CLOSING.recipients, (Signer(capacity, "BÍ THƯ", "Nguyễn Văn Mẫu"),))
    data = render_pdf(paper(*LINES, closing))
    recipients, office = letters_of(data, "Nơi nhận")[0], letters_of(data, "BÍ THƯ")[0]
    assert recipients.bottom == pytest.approx(office.bottom, abs=0.7)
    assert recipients.left == pytest.approx(30, abs=0.7)
    assert office.left > 110


def test_only_our_typeface_is_inside(plan: bytes) -> None:
    names = font_names(plan)
    assert names
    assert {name.split("-")[0] for name in names} == {"Tinos"}


def test_the_file_is_tagged_titled_and_vietnamese(plan: bytes) -> None:
    document = pypdfium2.PdfDocument(BytesIO(plan))
    assert document.get_metadata_dict()["Title"] == PLAN.name
    assert document.get_metadata_dict()["Author"] == ""
    assert document.is_tagged()
    document.close()
    assert b"/Lang (vi)" in uncompressed(plan)
    assert b"/StructTreeRoot" in uncompressed(plan)


def test_the_same_paper_has_the_same_bytes(plan: bytes) -> None:
    assert render_pdf(PLAN) == plan


@pytest.mark.parametrize("path", REAL_PLANS, ids=lambda path: path.stem[:20])
def test_a_real_plan_keeps_every_word_in_its_pdf(path: Path) -> None:
    source = plan_text(path)
    assert lost(source, "\n".join(pdf_pages(render_pdf(read_text(source).document)))) == {}


LETTERS = "aăâeêioôơuưyàảãáạằẳẵắặầẩẫấậđèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵBCDĐGHKLMNPQRSTVXŨ"
WORDS = st.text(LETTERS + "0123456789-/.,:;–…()“”!?%", min_size=1, max_size=14)


@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(WORDS, min_size=1, max_size=25), min_size=1, max_size=6))
def test_no_word_is_parted_at_a_line_end(paragraphs: list[list[str]]) -> None:
    # pdfium joins lines of a single sign, and a line that ends in a hyphen with the next
    texts = [" ".join(["Dòng", *paragraph, "hết."]) for paragraph in paragraphs]
    document = paper(*(Line(unicodedata.normalize("NFC", text)) for text in texts))
    assert lost("\n".join(texts), "\n".join(pdf_pages(render_pdf(document)))) == {}


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Số: 63-KH/ĐTN ngày", ["63-KH/ĐTN"]),
        ("7.000.000 đồng/đơn vị", ["đồng/đơn"]),
        ("Hành chính – Sự nghiệp", []),
        ("xanh - sạch - đẹp", []),
        ("http://" + "a" * 60 + "/b", []),
        ("b/c, t/h", ["b/c,", "t/h"]),
        ("?không -có … gì", ["?không", "-có"]),
        ("Thương binh- Xã hội", ["binh- Xã"]),
        ("- Nội dung", []),
    ],
)
def test_words_with_a_breaking_sign_inside_are_kept_whole(text: str, whole: list[str]) -> None:
    assert PARTED.findall(text) == whole


def test_lines_are_full_before_an_amount() -> None:
    """A sentence with amounts, moved along by some letters each time: no word of it stands on a line of its own."""
    tiers = (
        "cử cán bộ cùng đi và đóng góp kinh phí thực hiện (Đoàn Khối Dân – Chính – Đảng Thành phố: 2.250.000 đồng/lần; "
        "Đoàn Sở Y tế Thành phố, Đoàn Sở Giao thông Vận tải Thành phố, Đoàn Sở Lao động – Thương binh và Xã hội Thành "
        "phố: 1.750.000 đồng/lần; Đoàn Lực lượng Thanh niên xung phong, Đoàn Khối Bộ Tài nguyên và Môi trường, Đoàn "
        "Khối Bộ Nông nghiệp và Phát triển nông thôn: 1.500.000 đồng/lần)."
    )
    texts = [f"“{'đoàn ' * count}{'viên' * last} {tiers}”" for count in range(12) for last in (1, 2)]
    pages = pdf_pages(render_pdf(paper(*(Line(text, Marker.DASH, "-") for text in texts))))
    printed = [line for page in pages for line in page.splitlines() if len(line) > 2]  # without the pages' numbers
    assert [line for line in printed if len(line) < 58 and not line.endswith("”")] == []


def test_a_very_long_word_is_broken_and_stays_on_the_paper() -> None:
    data = render_pdf(paper(Line("x" * 400), Line("Dòng sau.")))
    assert "".join(pdf_pages(data)).replace("\r\n", "").count("x") == 400
    assert max(letter.right for letter in letters_of(data, "Dòng sau")) < 190


@pytest.mark.parametrize("payload", PAYLOADS)
def test_typed_markup_is_printed_and_fetches_nothing(payload: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("socket.socket.connect", lambda _self, address: opened.append(str(address)))
    every_field = Document(
        payload,
        (
            Letterhead(payload, payload, payload, payload, payload, payload),
            Title(payload, (payload,)),
            Line(payload, Marker.ROMAN, payload, heading=True),
            Table((Column(payload), Column(payload)), ((payload, payload),), (payload, payload), payload),
            Closing((payload,), (Signer(payload, payload, payload, payload),)),
        ),
        code=payload,
    )
    data = render_pdf(every_field)
    flat = "".join("".join(pdf_pages(data)).split())
    assert flat.count("".join(payload.split())) >= 15
    assert opened == []
    assert b"/EmbeddedFile" not in uncompressed(data)
    assert b"root:" not in uncompressed(data)


def test_an_address_in_the_page_is_refused_by_the_fetcher() -> None:
    render_pdf(paper(Line("giữ sẵn")))
    _config, _style, fetcher = pdf._kept(pdf.fonts.folders(), pdf.stylesheet().stat().st_mtime_ns)
    for address in ("file:///etc/passwd", "http://127.0.0.1/", "data:text/plain,x", "ftp://127.0.0.1/x"):
        with pytest.raises(ValueError, match="fetch nothing"):
            fetcher.fetch(address)


def test_the_closing_takes_two_lines_of_text_along() -> None:
    for count in range(24, 40):
        document = paper(*(Line(f"Dòng số {number}.", Marker.DASH, "-") for number in range(count)), CLOSING)
        pages = pdf_pages(render_pdf(document))
        last = pages[-1]
        assert "Nơi nhận" in last
        assert "Nguyễn Văn Mẫu" in last
        if len(pages) > 1:
            assert last.count("Dòng số") >= 2, count


LONG = "Đề nghị các cơ sở Đoàn trong cụm căn cứ nội dung điều chỉnh, bổ sung để tổ chức thực hiện, báo cáo kết quả. "


@pytest.mark.parametrize("above", range(20, 30))
def test_the_closing_leaves_the_last_part_where_it_fits(above: int) -> None:
    """Two printed lines go along with the signatures, not the whole part that ends the paper."""
    head = Line("TỔ CHỨC THỰC HIỆN", Marker.ROMAN, "II.", heading=True)
    document = paper(*lines_of(above, "Dòng"), head, Line(LONG * 2, Marker.DASH, "-"), Line(LONG * 2), CLOSING)
    data = render_pdf(document)
    pages = pdf_pages(data)
    if len(pages) == 1:
        return
    assert "Nguyễn Văn Mẫu" in pages[1]
    assert "báo cáo kết quả." in pages[1], "signatures never stand alone"
    closing = 75  # mm that the signatures and two lines of text take at most
    assert max(letter.bottom for letter in letters_of_page(data, 0)) > 277 - closing


def test_a_heading_never_ends_a_page() -> None:
    for count in range(24, 40):
        document = paper(
            *lines_of(count, "Dòng"),
            Line("TỔ CHỨC THỰC HIỆN", Marker.ROMAN, "III.", heading=True),
            Line("Cụm trưởng", Marker.ARABIC, "1.", 1, heading=True),
            Line("Theo dõi kết quả.", Marker.DASH, "-", 2),
        )
        for page in pdf_pages(render_pdf(document)):
            assert ("TỔ CHỨC THỰC HIỆN" in page) == ("Theo dõi kết quả" in page), count


def test_a_long_table_repeats_its_head_and_keeps_its_figures() -> None:
    rows = tuple((str(n), f"Đơn vị {n}", f"{n}.000.000") for n in range(1, 91))
    table = Table(TABLE.columns, rows, ("", "Tổng cộng", "4.095.000.000"))
    data = render_pdf(paper(table))
    pages = pdf_pages(data)
    assert len(pages) >= 3
    assert all("Số tiền (đồng)" in page for page in pages)
    assert lost(render_text(paper(table)), "\n".join(pages)) == {}
    assert "90.000.000" in pages[-1]
    assert "Tổng cộng" in pages[-1]


@pytest.mark.parametrize("above", range(31, 37))
def test_a_group_of_rows_is_not_parted_by_a_page(above: int) -> None:
    """Wherever the page ends."""
    table = replace(GROUPED, rows=(("0", "Trước", "a"),) * above + GROUPED.rows)
    pages = pdf_pages(render_pdf(paper(*lines_of(1), table)))
    first, last = (next(n for n, page in enumerate(pages) if words in page) for words in ("Việc một", "Việc hai"))
    assert first == last


@pytest.mark.parametrize("above", [6, 10, 14])
def test_a_group_that_would_leave_a_page_half_empty_goes_on_and_says_what_it_is(above: int) -> None:
    """In a table of opinions half a page stayed blank above an activity with many wishes."""
    rows = (*((str(n), "Trước", "a") for n in range(above)), ("99", "Ngày hội", "Ý 0"))
    rows += tuple(("", "", f"Ý {n} " + "dài " * 20) for n in range(1, 12))
    table = Table(GROUPED.columns, rows, grouped=True)
    data = render_pdf(paper(*lines_of(1), table, CLOSING, landscape=True))
    pages = pdf_pages(data)
    for number in range(len(pages) - 1):
        assert max(letter.bottom for letter in letters_of_page(data, number)) > 190 - 0.35 * 170, number
    for page in pages[1:]:
        if "Ý " in page:
            assert "99 Ngày hội (tiếp theo)" in " ".join(page.split())[:80]
    together = "\n".join(pages)
    assert together.count("Ngày hội") == sum("Ý " in page for page in pages)
    assert lost(render_text(paper(table)), together) == {}


def test_a_group_longer_than_a_page_loses_nothing() -> None:
    rows = (("1", "Việc", "Ý kiến 0"), *(("", "", f"Ý kiến {n}") for n in range(1, 90)))
    table = Table(GROUPED.columns, rows, grouped=True)
    data = render_pdf(paper(table))
    assert len(pdf_pages(data)) >= 2
    assert lost(render_text(paper(table)), "\n".join(pdf_pages(data))) == {}


def test_two_signers_share_the_width_and_one_has_the_right_half() -> None:
    first, second = Signer("NGƯỜI LẬP"), Signer("CỤM TRƯỞNG")
    both = render_pdf(paper(Closing(signers=(first, second))))
    middles = [middle(letters_of(both, words)) for words in ("NGƯỜI LẬP", "CỤM TRƯỞNG")]
    assert middles == pytest.approx([30 + 40, 30 + 120], abs=0.5)
    assert middle(letters_of(render_pdf(paper(Closing(signers=(second,)))), "CỤM TRƯỞNG")) > 110


def test_money_stands_at_the_right_and_widths_are_kept() -> None:
    data = render_pdf(paper(TABLE))
    rights = [letters_of(data, money)[-1].right for money in ("7.000.000", "1.750.000", "8.750.000")]
    assert max(rights) - min(rights) < 0.3
    assert rights[0] == pytest.approx(190 - 1.5, abs=0.8)
    assert letters_of(data, "Đoàn Sở Một")[0].left == pytest.approx(30 + 16 + 1.5, abs=0.8)


def test_a_table_without_heads_has_no_empty_head_row() -> None:
    html = render_html(paper(Table((Column(""), Column("")), (("một", "hai"),))))
    assert "<thead>" not in html
    assert "<td" in html


@pytest.mark.parametrize(
    ("line", "tag"),
    [
        (Line("A", Marker.ROMAN, "I.", 0, heading=True), '<h2 class="roman">I. A</h2>'),
        (Line("A", Marker.ARABIC, "1.", 1, heading=True), '<h3 class="arabic">1. A</h3>'),
        (Line("A", Marker.DECIMAL, "1.1.", 2, heading=True), '<h4 class="decimal-1">1.1. A</h4>'),
        (Line("A", Marker.DECIMAL, "1.1.1.", 3, heading=True), '<h5 class="decimal-2">1.1.1. A</h5>'),
        (Line("A", Marker.ARABIC, "1.", 1), '<p class="arabic">1. A</p>'),
        (Line("A", Marker.DASH, "-", 2), '<p class="dash">- A</p>'),
        (Line("A & B <C>"), '<p class="none">A &amp; B &lt;C&gt;</p>'),
    ],
)
def test_lines_become_headings_and_paragraphs(line: Line, tag: str) -> None:
    assert tag in render_html(paper(line))


def test_letters_are_printed_as_typed() -> None:
    data = render_pdf(paper(Letterhead(issuer="Chi đoàn Một"), Line("Mục đích", Marker.ROMAN, "I.", heading=True)))
    (page,) = pdf_pages(data)
    assert "Chi đoàn Một" in page
    assert "I. Mục đích" in page


@pytest.mark.parametrize(
    "blocks",
    [
        (),
        (LETTERHEAD,),
        (TITLE,),
        (CLOSING,),
        (TABLE,),
        LINES,
        (Closing(),),
        (Letterhead(),),
        (Closing(recipients=("- Lưu.",)),),
    ],
)
def test_any_part_may_be_missing(blocks: tuple[object, ...]) -> None:
    data = render_pdf(paper(*blocks))
    assert data.startswith(b"%PDF")
    assert lost(render_text(paper(*blocks)), "\n".join(pdf_pages(data))) == {}


def test_draft_mark_archive_code_and_two_signers_are_printed() -> None:
    two = Closing(
        ("- Lưu VP.",), (Signer("TM. BTV A", "BÍ THƯ", "Lê Văn Mẫu"), Signer("TM. BTV B", "BÍ THƯ", "Phạm Thị Mẫu"))
    )
    document = paper(
        Letterhead(issuer="CỤM MỘT", number="Số: 1", mark="DỰ THẢO"), Line("Văn bản."), two, code="KHHe2024/VP"
    )
    data = render_pdf(document)
    first, second = letters_of(data, "Lê Văn Mẫu")[0], letters_of(data, "Phạm Thị Mẫu")[0]
    assert first.bottom == pytest.approx(second.bottom, abs=0.3)
    assert first.left < second.left
    assert letters_of(data, "Nơi nhận")[0].top > first.bottom
    assert letters_of(data, "DỰ THẢO")[0].size == 13
    code = letters_of(data, "KHHe2024/VP")[0]
    assert (code.size, code.top > 277) == (8, True)


def test_wrong_letters_do_not_stop_a_paper() -> None:
    data = render_pdf(paper(Line("lẻ \ud800 và \x00 và \x0b và \ufffe hết"), Title("KẾ\x07 HOẠCH")))
    assert "KẾ HOẠCH" in pdf_pages(data)[0]
    assert "hết" in pdf_pages(data)[0]


def test_the_collector_rests_only_while_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    draw = pdf._draw
    monkeypatch.setattr(pdf, "_draw", lambda *args: (seen.append(gc.isenabled()), draw(*args))[1])
    assert gc.isenabled()
    render_pdf(paper(Line("một")))
    assert seen == [False]
    assert gc.isenabled()


def test_the_collector_wakes_after_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> bytes:
        raise RuntimeError("drawing failed")

    monkeypatch.setattr(pdf, "_draw", fail)
    with pytest.raises(RuntimeError):
        render_pdf(paper(Line("một")))
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        render_pdf(paper(Line("một")))
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_papers_drawn_at_the_same_time_are_right() -> None:
    documents = [paper(Line(f"Tờ giấy số {number}")) for number in range(6)]
    drawn: dict[int, bytes] = {}
    threads = [
        threading.Thread(target=lambda n=number: drawn.update({n: render_pdf(documents[n])})) for number in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [drawn[number] == render_pdf(documents[number]) for number in range(6)] == [True] * 6
    assert gc.isenabled()


def test_columns_may_stand_in_the_middle() -> None:
    data = render_pdf(paper(Table((Column("A", Align.CENTRE, 50), Column("B", Align.LEFT, 50)), (("x", "y"),))))
    middle = letters_of(data, "x")[0]
    assert (middle.left + middle.right) / 2 == pytest.approx(70, abs=0.5)
