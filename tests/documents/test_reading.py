"""The door: bytes of strangers get a sentence or are read, and nothing else ever comes out."""

import random
import zipfile
from io import BytesIO

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.blocks import Line
from documents.pdf import render_pdf
from documents.reader import LARGEST_FILE, UnreadableFile, read_file, read_text
from documents.reader.reading import LONGEST_TEXT
from documents.sheets import Sheet, render_xlsx
from documents.text import render_text
from documents.word import render_docx
from tests.documents.papers import PLAN, REAL_PLANS, lost, paper, plan_text
from tests.documents.word_files import NAMES, W, p, part, word_file, zipped

GOOD = "KẾ HOẠCH\nTổ chức hoạt động Cụm Hành chính – Sự nghiệp năm 2024\nI. MỤC ĐÍCH, YÊU CẦU\n"
VNI = "KEÁ HOAÏCH\nToå chöùc hoaït ñoäng Cuïm Haønh chính – Söï nghieäp naêm 2024\nI. MUÏC ÑÍCH, YEÂU CAÀU\n"
TCVN3 = "KÕ HO¹CH\nTæ chøc ho¹t ®éng Côm Hµnh chÝnh – Sù nghiÖp n¨m 2024\nMôc ®Ých, yªu cÇu, thêi gian, ®Þa ®iÓm\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENTITY = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def is_read_or_refused(data: bytes, name: str = "a.docx") -> bool:
    """Anything else than a reading or a sentence fails the test by itself."""
    try:
        reading = read_file(data, name)
    except UnreadableFile as refused:
        return len(str(refused)) > 10
    return bool(reading.document.blocks)


def sentence(data: bytes, name: str = "tep.txt") -> str:
    """What the sender is told, in English."""
    with translation.override("en"), pytest.raises(UnreadableFile) as refused:
        read_file(data, name)
    return str(refused.value)


def encrypted() -> bytes:
    """A zip whose member says that it is encrypted."""
    data = bytearray(word_file(p("một"), settings="<x/>"))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    return bytes(data)


def twice() -> bytes:
    """A zip with two members of one name."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", part("document", ""))
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("word/document.xml", part("document", ""))
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "a.txt", "empty"),
        (b" \n\t\r\n", "a.txt", "empty"),
        ("\ufeff \u00a0\u2003\n---\n***".encode(), "a.txt", "no text"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 500, "anh.docx", "picture"),
        (b"\xff\xd8\xff\xe0" + b"0" * 500, "anh.txt", "picture"),
        (b"GIF89a" + b"0" * 50, "anh.docx", "picture"),
        (b"%PDF-1.7\n", "a.docx", "PDF"),
        (b"{\\rtf1 abc}", "a.doc", "Save as"),
        (b"  <!DOCTYPE html><html></html>", "a.doc", "Save as"),
        (OLE + b"\0" * 200, "a.doc", "Save as"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "password"),
        (bytes(range(256)) * 40, "a.txt", "not text"),
        (GOOD.encode() + b"\x00\x01", "a.txt", "not text"),
        ("Kế hoạch".encode("utf-16-le"), "a.txt", "not text"),
        ("K\u00ea ho\u00e0n".encode("latin-1") + b"\xff\xfe\xe9", "a.txt", "UTF-8"),
        (GOOD.encode(), "a.docx", "not a Word file"),
        (VNI.encode() * 4, "a.txt", "VNI"),
        (TCVN3.encode() * 4, "a.txt", "TCVN3"),
        (GOOD.encode().decode("cp1252", "ignore").encode(), "a.txt", "broken"),
        (b"a" * (LARGEST_FILE + 1), "a.txt", "10 MB"),
        (b"mot " * (LONGEST_TEXT // 4 + 1), "a.txt", "too long"),
        (b"PK\x03\x04" + b"\0" * 100, "a.docx", "damaged"),
        (b"PK", "a.docx", "damaged"),
        (word_file(p("một"))[:-40], "a.docx", "damaged"),
        (zipped({"a.txt": "x"}), "a.docx", "no Word document"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "a.odt", "no Word document"),
        (render_xlsx("Sổ", [Sheet("A", ("A",))]), "a.docx", "spreadsheet"),
        (zipped({"word/document.xml": b"<w>" + b"0" * 60_000_000 + b"</w>"}), "a.docx", "too large"),
        (zipped({"word/document.xml": b"0" * 20_000_000}), "a.docx", "too large"),
        (zipped({f"word/{n}.xml": "" for n in range(2100)} | {"word/document.xml": ""}), "a.docx", "too large"),
        (zipped({"word/document.xml": "<w:document"}), "a.docx", "damaged"),
        (zipped({"word/document.xml": b""}), "a.docx", "damaged"),
        (zipped({"word/document.xml": f"{ENTITY}<w:p xmlns:w='{W}'>&e;</w:p>"}), "a.docx", "unsafe"),
        (word_file(p("một"), settings=f"{ENTITY}<x/>"), "a.docx", "unsafe"),
        (zipped({"word/document.xml": f"{ENTITY}<x/>".encode("utf-16")}), "a.docx", "unsafe"),
        (word_file(""), "a.docx", "no text"),
        (word_file(p(VNI.replace("\n", " ") * 3)), "a.docx", "VNI"),
        (encrypted(), "a.docx", "password"),
        (twice(), "a.docx", "unsafe"),
    ],
)  # fmt: skip
def test_a_bad_file_gets_its_own_sentence(data: bytes, name: str, said: str) -> None:
    told = sentence(data, name)
    assert said in told
    assert told.endswith(".")
    assert len(told) < 160


def test_sixty_megabytes_are_refused_however_well_they_are_packed() -> None:
    """Packed too little for the ratio to tell: only the sum does."""
    source = random.Random(2024)
    sparse = b"".join(bytes([source.randrange(256)]) + b"0" * 150 for _ in range(400_000))
    packed = zipped({"word/document.xml": sparse})
    assert len(packed) > len(sparse) / 100
    assert "too large" in sentence(packed, "a.docx")


def test_deeply_nested_xml_is_refused() -> None:
    body = "<w:sdt><w:sdtContent>" * 3000 + p("x") + "</w:sdtContent></w:sdt>" * 3000
    assert "damaged" in sentence(word_file(body), "a.docx")


def test_nesting_as_deep_as_the_parser_allows_is_read() -> None:
    body = "<w:sdt><w:sdtContent>" * 100 + p("sâu") + "</w:sdtContent></w:sdt>" * 100
    assert render_text(read_file(word_file(body), "a.docx").document) == "sâu\n"


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.docx", "a", ""]))
def test_random_bytes_are_read_or_refused_with_a_sentence(data: bytes, name: str) -> None:
    assert is_read_or_refused(data, name)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_damaged_word_file_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(word_file(p("KẾ HOẠCH") + p("Tổ chức"), numbering=part("numbering", "")))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(whole)))
    assert is_read_or_refused(bytes(whole))
    assert is_read_or_refused(bytes(whole[:cut]))


XML_PIECES = st.sampled_from(
    [
        "<w:p>",
        "</w:p>",
        "<w:r>",
        "</w:r>",
        "<w:t>một</w:t>",
        "<w:tbl>",
        "</w:tbl>",
        "<w:tr>",
        "</w:tr>",
        "<w:tc>",
        "</w:tc>",
        "<w:tab/>",
        "<w:br/>",
        "<w:sym/>",
        '<w:sym w:char="ZZZZ"/>',
        '<w:sym w:char="D800"/>',
        "<w:numPr/>",
        "<w:pPr/>",
        '<w:gridSpan w:val="x"/>',
        '<w:gridSpan w:val="-1"/>',
        '<w:tcPr><w:gridSpan w:val="99"/></w:tcPr>',
        "<w:ins/>",
        '<w:pPr><w:numPr><w:ilvl w:val="9"/><w:numId w:val="1"/></w:numPr></w:pPr>',
        "<mc:AlternateContent/>",
        "<!-- x -->",
        "<?x y?>",
        "<w:sdt/>",
        "<w:txbxContent/>",
        '<w:pPr><w:pStyle w:val="1"/></w:pPr>',
        "&#xE000;",
        "\ufffe",
    ]
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(XML_PIECES, max_size=14), st.lists(XML_PIECES, max_size=4))
def test_strange_xml_is_read_or_refused(body: list[str], lists: list[str]) -> None:
    assert is_read_or_refused(word_file("".join(body), numbering=part("numbering", "".join(lists))))


@pytest.mark.parametrize(
    "data",
    [GOOD.encode(), b"\xef\xbb\xbf" + GOOD.encode(), GOOD.encode("utf-16"), b"\xfe\xff" + GOOD.encode("utf-16-be")],
)
def test_unicode_in_its_usual_forms_is_read(data: bytes) -> None:
    reading = read_file(data, "ke-hoach.txt")
    assert reading.notes == ()
    assert lost(GOOD, render_text(reading.document)) == {}


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\u0085"])
def test_every_kind_of_line_end_ends_a_line(newline: str) -> None:
    assert [str(line) for line in read_text(newline.join(["I. MỘT", "1. Hai"])).document.lines()] == [
        "I. MỘT",
        "1. Hai",
    ]


def test_comment_lines_on_top_are_left_out_and_said() -> None:
    with translation.override("en"):
        reading = read_text("# URL: x\n# NOTE: y\nKẾ HOẠCH\nTổ chức\n---\n# không phải ghi chú")
    assert reading.notes == ("2 comment lines were left out.",)
    assert "URL" not in render_text(reading.document)
    assert "không phải ghi chú" in render_text(reading.document)


def test_damaged_letters_are_counted() -> None:
    with translation.override("en"):
        assert read_text("M\ufffdt đoạn v\ufffdn").notes == ("2 letters of the file are damaged (\ufffd).",)


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        "Café naïve à la façon de Besançon, où l'été brûle : Noël, maïs, coïncidence, forêt, île, sûr, hôtel",
        "Müller fährt über die Brücke nach Köln, während Björn schöne Äpfel, Öl, Möhren und Käse für später kauft",
        "El niño español señaló mañana la montaña, el año, la piña, el baño, la caña, el sueño, el pequeño dueño",
        "Brand® names and “quotes” of §5 in 20 m² or 10 µm with ½ cup at ±3 °C, «guillemets», ¥100, £5, ©2024",
        "Hoà bình, hoá học, thuỷ lợi, khoẻ mạnh, tuỳ ý, luỹ tre, quý báu, toàn dân, oà khóc, loá mắt",
        "KẾ HOẠCH Y TẾ XÃ HỘI TOÀN QUỐC, ĐOÀN SỞ Y TẾ, HOÀ, KHOÁ, LOÃNG, ÂU LẠC, ÊM ÁI",
        "Plan for 2024: visits, training, 30 members per union, budget 7.000.000",
        "Aê ôi, eâm đềm: hai chữ gõ sai trong một đoạn văn Việt Nam đúng dài hơn rất nhiều",
        "1.000 2.000 3.000",
        "# Đoàn – Hội – Đội",
    ],
)
def test_honest_letters_are_never_taken_for_old_ones(text: str) -> None:
    for version in (text, f"{text}\n" * 5, text.upper(), text.lower()):
        assert read_text("a " + version).document.blocks


@pytest.mark.parametrize("path", REAL_PLANS, ids=lambda path: path.stem[:20])
def test_no_line_of_a_real_plan_is_taken_for_old_letters(path: object) -> None:
    for line in plan_text(path).splitlines():  # type: ignore[arg-type]
        if any(c.isalnum() for c in line):
            assert read_text("a " + line).document.blocks


@pytest.mark.parametrize("path", REAL_PLANS, ids=lambda path: path.stem[:20])
def test_text_word_and_text_again_are_the_same(path: object) -> None:
    first = read_text(plan_text(path)).document  # type: ignore[arg-type]
    again = read_file(render_docx(first), "a.docx")
    assert again.notes == ()
    assert again.document.blocks == first.blocks
    assert read_file(render_text(again.document).encode(), "a.txt").document.blocks == first.blocks


def test_our_own_pdf_is_refused_with_advice() -> None:
    assert "Word" in sentence(render_pdf(paper(Line("một"))), "a.pdf")


def test_our_own_word_file_comes_back_whole() -> None:
    assert read_file(render_docx(PLAN), "a.docx").document.blocks == PLAN.blocks


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.txt", "passwd"),
        ("C:\\x\\kế hoạch.txt", "kế hoạch"),
        ("a" * 300 + ".txt", "a" * 120),
        ("", ""),
    ],
)
def test_names_are_only_names(name: str, kept: str) -> None:
    assert read_file("Một đoạn.".encode(), name).document.name == kept


def test_members_that_are_not_xml_are_never_unpacked() -> None:
    members = {
        "word/document.xml": part("document", f"<w:body>{p('một')}</w:body>"),
        "word/media/a.png": b"<!DOCTYPE x>",
    }
    assert render_text(read_file(zipped(members), "a.docx").document) == "một\n"
    assert NAMES
