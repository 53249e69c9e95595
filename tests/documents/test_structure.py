"""The law: no word of any plan is lost, whatever its shape; and the shapes that people use are understood."""

from collections import Counter
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.blocks import Closing, Column, Document, Letterhead, Line, Marker, Table, Title
from documents.characters import words
from documents.reader import structure as reader_structure
from documents.reader.structure import structure
from documents.text import render_text
from tests.documents.papers import PLAN, REAL_PLANS, lost, plan_text, strict_words

SEED_LIKE = """ KẾ HOẠCH
Tổ chức hoạt động Cụm Một năm 2024
-----------
Thực hiện Chương trình công tác, cụ thể như sau:
I. MỤC ĐÍCH, YÊU CẦU:

1. Mục đích:

- Phát huy chuyên môn.
 + Đoàn Khối phụ trách.
II. NỘI DUNG:\u0020
Trên đây là Kế hoạch.

\tNơi nhận:

- Thành Đoàn;
- Lưu: VP.
 Bùi Văn Mẫu
(Bí thư Đoàn Khối)
"""
ODD_PLANS = {
    "only words": "một hai ba",
    "one word": "x",
    "no title": "I. MỤC ĐÍCH\n1. Mục đích\n- Phát huy.\nNơi nhận:\n- Lưu VP.",
    "no headings": "KẾ HOẠCH\nTổ chức hè\n---\nĐoạn một.\n\nĐoạn hai.\n\nĐoạn ba.",
    "only a signature": "TM. BAN THƯỜNG VỤ\nBÍ THƯ\nLê Văn Mẫu",
    "only recipients": "Nơi nhận:\n- Thành Đoàn;\n- Lưu VP.",
    "recipients without items": "Một đoạn.\nNơi nhận:",
    "recipients in capitals": "Một đoạn.\nNƠI NHẬN:\n- Thành Đoàn;\n- Lưu VP.",
    "only a letterhead": (
        "THÀNH ĐOÀN X\nBCH ĐOÀN Y\n***\nSố: 1-KH/ĐTN\nĐOÀN TNCS HỒ CHÍ MINH\nHuế, ngày 1 tháng 3 năm 2024"
    ),
    "letterhead in tabs": (
        "THÀNH ĐOÀN X\tĐOÀN TNCS HỒ CHÍ MINH\nBCH ĐOÀN Y\n***\nSố: 1-KH/ĐTN\tHuế, ngày 1 tháng 3 năm 2024\n"
        "KẾ HOẠCH\nTổ chức hè\n---\nĐoạn."
    ),
    "other numbering": "KẾ HOẠCH\nA. MỘT\nI- Hai\n1/ Ba\na. bốn\n• năm\n1.1 Sáu\n2) Bảy",
    "glued labels": "I.MỤC ĐÍCH\n1.Mục đích\n-Phát huy\n+Thăm hỏi\n*Lưu ý\n•Chấm\n1.1.Một\na)hai\nII-NỘI DUNG",
    "all in capitals": (
        "KẾ HOẠCH\nTỔ CHỨC HÈ\nTHỰC HIỆN CHƯƠNG TRÌNH\nI. MỤC ĐÍCH\nPHÁT HUY TINH THẦN\nBÍ THƯ\nLÊ VĂN MẪU"
    ),
    "a poem": (
        "THƠ\n\nQuê hương là chùm khế ngọt\nCho con trèo hái mỗi ngày\n\n"
        "Quê hương là đường đi học\nCon về rợp bướm vàng bay"
    ),
    "dates and figures": (
        "20/5 là ngày hội\n1.000 người\n100% đơn vị\n24 điểm thi\n7h30 tập trung\n3-4 đội\n28.02.2019"
    ),
    "drawn lines everywhere": "---\nKẾ HOẠCH\n---\n***\nĐoạn\n=====\n- - -\n…………\n______",
    "underscores under the title": "KẾ HOẠCH\nTổ chức hè\n________\nĐoạn một.",
    "dates to fill in": (
        "ĐOÀN MỘT\nSố:      -KH/ĐTN\tHuế, ngày      tháng      năm 2024\nKẾ HOẠCH\nTổ chức\n---\nĐoạn."
    ),
    "title after the text": "Đoạn một.\nĐoạn hai.\nKẾ HOẠCH\nTổ chức\n---\nĐoạn ba.",
    "two titles": "KẾ HOẠCH\nKẾ HOẠCH\nKẾ HOẠCH",
    "an annex after the signer": (
        "KẾ HOẠCH\nA\n---\nB.\nNơi nhận:\n- Lưu VP.\nTM. ĐOÀN\nLê Mẫu\nPHỤ LỤC\n1. Một\n- hai"
    ),
    "two closings": "Nơi nhận:\n- A;\nTM. B\nLê Mẫu\nĐoạn.\nNơi nhận:\n- C.\nTM. D\nLê Mai",
    "rows with bars": "STT | Nội dung | Tiền\n1 | Hè | 7.000.000\n2 | Đông | 1.000.000",
    "rows with tabs": "1\tĐoàn Một\t7.000.000\n2\tĐoàn Hai\t1.000.000\nNơi nhận:\t\tTM. ĐOÀN\n- A;\t\tLê Mẫu",
    "signer first": "Đoạn.\nTM. BAN THƯỜNG VỤ\nBÍ THƯ\n(đã ký)\nLê Mẫu\nNơi nhận:\n- Lưu VP.",
    "invisible letters": "KẾ HOẠCH\nTổ\u00a0chức\u00a0hè\n---\nĐoạn một.",
    "decomposed letters": (
        "KE\u0302\u0301 HOA\u0323CH\nTo\u0302\u0309 chu\u031b\u0301c\n---\nI. MU\u0323C \u0110I\u0301CH"
    ),
    "a sentence beginning with a kind": "Kế hoạch này dành cho mọi người.\nI. MỘT",
    "english": "PLAN\nSummer campaign\n-----\n1. Purpose\na) To help.\n- Really",
    "repeated labels": "1. 1. 1. một\n- - hai\n+ + ba\nI. I. bốn",
    "bare labels": "I.\n1.\n-\n+\n*\na)\nĐoạn",
    "a quote on top": "“Không có gì quý hơn độc lập, tự do”\nKẾ HOẠCH\nTổ chức\n---\nĐoạn.",
    "official letter": (
        "ĐOÀN MỘT\nSố: 1-CV/ĐTN\nV/v mời họp\nHuế, ngày 1 tháng 3 năm 2024\n"
        "Kính gửi: Đoàn Hai\nMời họp.\nNơi nhận:\n- Như trên;\n- Lưu."
    ),
}


@pytest.mark.parametrize("path", REAL_PLANS, ids=lambda path: path.stem[:20])
def test_a_real_plan_keeps_every_word_in_order(path: Path) -> None:
    source = plan_text(path)
    document = structure(source.splitlines())
    assert strict_words(render_text(document)) == strict_words(source)
    assert structure(render_text(document).splitlines()) == document


@pytest.mark.parametrize("path", REAL_PLANS, ids=lambda path: path.stem[:20])
def test_a_real_plan_is_understood(path: Path) -> None:
    blocks = structure(plan_text(path).splitlines()).blocks
    kinds = [type(block).__name__ for block in blocks if not isinstance(block, Line)]
    assert kinds in (["Title", "Closing"], ["Letterhead", "Title", "Closing"])
    closing = blocks[-1]
    assert isinstance(closing, Closing)
    assert closing.recipients
    assert closing.signers[0].name
    assert [line.text for line in blocks if isinstance(line, Line) and line.marker is Marker.ROMAN]


@pytest.mark.parametrize("name", ODD_PLANS)
def test_an_odd_plan_loses_and_gains_no_word(name: str) -> None:
    text = ODD_PLANS[name]
    result = render_text(structure(text.splitlines()))
    assert lost(text, result) == {}
    assert lost(result, text) - Counter(["nơi", "nhận"]) == {}


@pytest.mark.parametrize("name", sorted(set(ODD_PLANS) - {"signer first", "letterhead in tabs", "rows with tabs"}))
def test_an_odd_plan_keeps_its_order(name: str) -> None:
    text = ODD_PLANS[name]
    assert strict_words(render_text(structure(text.splitlines()))) == strict_words(text)


def test_the_cluster_plan_is_taken_apart() -> None:
    document = structure(SEED_LIKE.splitlines())
    title, *lines, closing = document.blocks
    assert title == Title("KẾ HOẠCH", ("Tổ chức hoạt động Cụm Một năm 2024",))
    assert [(line.label, line.level, line.heading) for line in lines if isinstance(line, Line)] == [
        ("", 0, False),
        ("I.", 0, True),
        ("1.", 1, True),
        ("-", 2, False),
        ("+", 3, False),
        ("II.", 0, True),
        ("", 0, False),
    ]
    assert isinstance(closing, Closing)
    assert closing.recipients == ("- Thành Đoàn;", "- Lưu: VP.")
    assert (closing.signers[0].name, closing.signers[0].note) == ("Bùi Văn Mẫu", "(Bí thư Đoàn Khối)")


def test_a_printed_plan_is_read_back_as_it_was() -> None:
    assert structure(render_text(PLAN).splitlines()).blocks == PLAN.blocks


def test_lines_broken_by_a_mail_programme_are_joined() -> None:
    text = (
        "I. MỤC ĐÍCH\n- Phát huy tốt chuyên môn và sự phối hợp giữa các đơn vị thành viên trong\n"
        "cụm để hoàn thành chương trình.\n- Hai"
    )
    lines = list(structure(text.splitlines()).lines())
    assert [line.text[-22:] for line in lines] == ["MỤC ĐÍCH", "thành chương trình.", "Hai"] or len(lines) == 3
    assert lines[1].text.endswith("thành viên trong cụm để hoàn thành chương trình.")


@pytest.mark.parametrize("second", ["Cụm để hoàn thành.", "a) cụm để hoàn thành.", "- cụm"])
def test_lines_ended_on_purpose_stay_apart(second: str) -> None:
    first = "- Phát huy tốt chuyên môn và sự phối hợp giữa các đơn vị thành viên trong"
    assert len(list(structure(["I. MỘT", first, second]).lines())) == 3
    assert len(list(structure(["I. MỘT", "thơ ngắn", "dòng hai"]).lines())) == 3
    assert len(list(structure(["I. MỘT", first, "", "cụm để hoàn thành"]).lines())) == 3


def test_tables_keep_their_place_between_lines() -> None:
    table = Table((Column("Đơn vị"), Column("Tiền")), (("Một", "7.000.000"),))
    document = structure(["KẾ HOẠCH", "Tổ chức", "---", "1. Kinh phí", table, "- Hết", "Nơi nhận:", "- Lưu VP."])
    assert [type(block).__name__ for block in document.blocks] == ["Title", "Line", "Table", "Line", "Closing"]


def test_a_table_after_the_signer_keeps_the_closing_in_the_text() -> None:
    table = Table((Column("Đơn vị"), Column("Tiền")), (("Một", "7.000.000"),))
    document = structure(["Đoạn.", "Nơi nhận:", "- Lưu VP.", "TM. ĐOÀN", "Lê Mẫu", table])
    assert document.blocks[-1] == table
    assert lost("Nơi nhận: - Lưu VP. TM. ĐOÀN Lê Mẫu", render_text(document)) == {}


def test_a_reading_that_would_lose_words_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def forgetful(_items: object, *, head: bool, foot: bool) -> list[object]:
        return [Letterhead(number="mất hết")] if head or foot else [Line("còn thiếu")]

    monkeypatch.setattr(reader_structure, "_blocks", forgetful)
    assert structure(["I. MỘT", "", "hai ba"], "tên") == Document("tên", (Line("I. MỘT"), Line("hai ba")))


def test_the_name_is_kept_when_there_is_no_title() -> None:
    assert structure(["một"], "ke-hoach").name == "ke-hoach"


FRAGMENTS = st.sampled_from(
    [
        "",
        " ",
        "\t",
        "---------",
        "***",
        "KẾ HOẠCH",
        "BÁO CÁO",
        "Tổ chức hoạt động hè",
        "THÀNH ĐOÀN X",
        "BCH ĐOÀN Y",
        "Số: 63 -KH/ĐTN",
        "ĐOÀN TNCS HỒ CHÍ MINH",
        "Huế, ngày 11 tháng 3 năm 2019",
        "DỰ THẢO",
        "V/v mời họp",
        "I. MỤC ĐÍCH",
        "II- NỘI DUNG",
        "1. Mục đích:",
        "1.Mục đích",
        "1.1. Một",
        "a) hai",
        "- Phát huy;",
        "+ Thăm hỏi.",
        "* Lưu ý",
        "•Chấm",
        "Một đoạn văn xuôi, có dấu chấm.",
        "Trên đây là Kế hoạch.",
        "Nơi nhận:",
        "NƠI NHẬN",
        "- Lưu VP.",
        "Nơi nhận:\t\tTM. BAN THƯỜNG VỤ",
        "- Thành Đoàn;\t\tBÍ THƯ",
        "TM. BAN THƯỜNG VỤ",
        "KT. TRƯỞNG BAN",
        "BÍ THƯ",
        "(đã ký)",
        "Hoàng Văn Mẫu",
        "(Bí thư Đoàn Khối)",
        "PHỤ LỤC",
        "một\thai",
        "một    hai",
        "______",
        "…………",
        "a|b | c",
        "1.",
        "-",
        "20/5",
        "1.000 người",
        "Kính gửi: Đoàn Hai",
        "“Trích dẫn”",
        "ngày      tháng      năm",
        "Số:      -KH",
    ]
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(FRAGMENTS, max_size=14))
def test_no_plan_made_of_real_pieces_loses_a_word(lines: list[str]) -> None:
    text = "\n".join(lines)
    result = render_text(structure(lines))
    assert lost(text, result) == {}


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(FRAGMENTS, st.text(max_size=40)), max_size=10))
def test_no_text_at_all_loses_a_word(lines: list[str]) -> None:
    result = render_text(structure(lines))
    assert Counter(words("\n".join(lines))) - Counter(words(result)) == {}


def test_a_plan_of_six_hundred_lines_is_read_in_a_tenth_of_a_second() -> None:
    lines = (plan_text(REAL_PLANS[0]) if REAL_PLANS else SEED_LIKE).splitlines()
    many = (lines * (600 // len(lines) + 1))[:600]
    assert min(_seconds(many) for _ in range(3)) < 0.25  # 0.05 s of the processor on a quiet machine


@pytest.mark.parametrize(
    "line",
    [
        "chữ " * 12,
        "1. a",
        "ngày " * 12,
        "\t" * 40 + "x",
        "   x" * 12,
        "Số" + " " * 50 + "x",
        "TM. A",
        "Nơi nhận:",
        "- " * 25,
        "KẾ HOẠCH " * 5,
        "-" * 50 + "a",
        "(" * 50,
    ],
)
def test_ten_times_the_text_takes_about_ten_times_as_long(line: str) -> None:
    short, long = [line] * 300, [line] * 3000
    assert min(_seconds(long) for _ in range(2)) < 40 * max(min(_seconds(short) for _ in range(3)), 0.002)


@pytest.mark.parametrize(
    "piece", ["ngày ", "Số ", "Số: ", "DỰ THẢO ", "KẾ HOẠCH ", "\t", "   ", "“", "1.1", "- ", "I.", "a)", "TM. "]
)
def test_one_endless_line_is_read_in_time(piece: str) -> None:
    assert _seconds([piece * (20_000 // len(piece)) + "x"]) < 1.5


def _seconds(lines: list[str]) -> float:
    start = process_time()
    structure(lines)
    return process_time() - start
