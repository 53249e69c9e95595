"""The amending paper's words, in the order of the prescribed form, and the paper that compares two versions."""

import datetime as dt
import io
import re
from dataclasses import replace

import docx
import pytest

from documents.blocks import Fate, Line, Marker, Piece, Signer, Table
from documents.pdf import render_html, render_pdf
from documents.text import render_text
from documents.word import render_docx
from plans.amending.changes import AmountChange, AmountRow, Changes, Kind, LineChange, TimeChange
from plans.amending.papers import (
    Former,
    amending_document,
    marked_document,
    marker_of,
    number_in,
    pieces_in,
    quoted,
    signed,
)
from plans.amending.queries import known_names
from plans.amending.weaving import Pair, Placed, Spot
from plans.models import Plan
from tests.factories import MemberUnionFactory
from tests.plans.factories import PlanFactory
from tests.plans.issuing.conftest import SIGNING
from tests.printed import pdf_text
from unions.models import UnionAlias

FORMER = Former((("01-KH/ĐTN", dt.date(2024, 2, 5)),))
WHERE = "khoản 1 mục II (Kỳ nghỉ hồng)"
SECOND = replace(SIGNING, number=2, signed_on=dt.date(2024, 8, 20), recipients=("Thành Đoàn", "Lưu: VP"))
CHANGED = LineChange(Kind.CHANGED, WHERE, "Khám bệnh.", "Khám bệnh miễn phí.")
ADDED = [LineChange(Kind.ADDED, WHERE, "", f"+ Việc {n}.") for n in (1, 2)]
REMOVED = LineChange(Kind.REMOVED, WHERE, "- Tặng quà.", "")
MOVED = LineChange(Kind.MOVED, WHERE, "Đọc sách.", "Đọc báo.", "mục III (TỔ CHỨC)")
RENUMBERED = [LineChange(Kind.RENUMBERED, WHERE, f"{n}.", f"{n + 1}.") for n in (1, 2)]
LEVY = AmountChange(
    "Kỳ nghỉ hồng",
    (AmountRow("Đoàn A", 7_000_000, 6_000_000), AmountRow("Đoàn B", 7_000_000, 7_000_000)),
    ("once", "once"),
    ("", ""),
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    return PlanFactory.create(subject="Tổ chức hoạt động Cụm\nnăm 2024", issuer="BCH ĐOÀN KHỐI")


def paper(plan: Plan, changes: Changes, number: str = "Số: 02-KH/ĐTN", reason: str = "Trời mưa.") -> str:
    return render_text(amending_document(plan, FORMER, changes, reason, SECOND, number))


def test_the_whole_paper_in_order(plan: Plan) -> None:
    changes = Changes((CHANGED, *ADDED, REMOVED, *RENUMBERED, MOVED), (LEVY,))
    text = paper(plan, changes)
    said = [
        "Số: 02-KH/ĐTN",
        "ngày 20 tháng 8 năm 2024",
        "KẾ HOẠCH",
        "Điều chỉnh, bổ sung",
        "Kế hoạch số 01-KH/ĐTN ngày 05/02/2024",
        "về tổ chức hoạt động Cụm",
        "Căn cứ Kế hoạch số 01-KH/ĐTN ngày 05/02/2024 về tổ chức hoạt động Cụm năm 2024;",
        "Căn cứ tình hình thực tế: trời mưa,",
        "I. NỘI DUNG ĐIỀU CHỈNH, BỔ SUNG",
        f"1. Điều chỉnh, bổ sung tại {WHERE}:",
        "- Nội dung đã ban hành: “Khám bệnh.”",
        "- Nội dung điều chỉnh: “Khám bệnh miễn phí.”",
        "- Bổ sung nội dung: “+ Việc 1.”",
        "- Bổ sung nội dung: “+ Việc 2.”",
        "- Bỏ nội dung: “Tặng quà.”",
        f"2. Chuyển nội dung sau từ {WHERE} đến mục III (TỔ CHỨC):",
        "- “Đọc báo.”",
        "- Nội dung đã ban hành của dòng được chuyển: “Đọc sách.”",
        "3. Số thứ tự",
        "II. ĐIỀU CHỈNH MỨC ĐÓNG GÓP",
        "1. Kỳ nghỉ hồng:",
        "1 | Đoàn A | 7.000.000 | 6.000.000 | −1.000.000",
        " | Cộng toàn cụm | 14.000.000 | 13.000.000 | −1.000.000",
        "Khoản đã nộp giữ nguyên",
        "III. TỔ CHỨC THỰC HIỆN",
        "- Các nội dung khác của Kế hoạch số 01-KH/ĐTN ngày 05/02/2024",
        "- Thành Đoàn;",
        "- Lưu: VP.",
        "Lê Minh Họa",
    ]
    places = [text.index(part) for part in said]
    assert places == sorted(places)
    assert "Đoàn B" not in text, "what stays is not told"


OTHER = "khoản 2 mục II (Ngày hội)"


def items(plan: Plan, *changes: LineChange) -> list[str]:
    """The lines of the part that tells what is changed in the plan's words."""
    text = paper(plan, Changes(changes))
    return text[text.index("I. NỘI") : text.index("II. TỔ")].splitlines()[1:]


def test_what_stands_below_one_heading_is_one_item(plan: Plan) -> None:
    """A heading of two lines for each of forty changes makes nine pages of five."""
    again = replace(CHANGED, before="Tặng quà.", after="Tặng sách.")
    elsewhere = replace(CHANGED, where=OTHER)
    assert items(plan, CHANGED, again, elsewhere, CHANGED) == [
        f"1. Sửa nội dung tại {WHERE}:",
        "- Nội dung đã ban hành: “Khám bệnh.”",
        "- Nội dung điều chỉnh: “Khám bệnh miễn phí.”",
        "- Nội dung đã ban hành: “Tặng quà.”",
        "- Nội dung điều chỉnh: “Tặng sách.”",
        f"2. Sửa nội dung tại {OTHER}:",
        "- Nội dung đã ban hành: “Khám bệnh.”",
        "- Nội dung điều chỉnh: “Khám bệnh miễn phí.”",
        f"3. Sửa nội dung tại {WHERE}:",
        "- Nội dung đã ban hành: “Khám bệnh.”",
        "- Nội dung điều chỉnh: “Khám bệnh miễn phí.”",
    ]


def test_only_what_came_or_only_what_went_says_so_in_its_heading(plan: Plan) -> None:
    assert items(plan, *ADDED, replace(REMOVED, where=OTHER)) == [
        f"1. Bổ sung vào {WHERE}:",
        "- “+ Việc 1.”",
        "- “+ Việc 2.”",
        f"2. Bỏ nội dung sau tại {OTHER}:",
        "- “Tặng quà.”",
    ]


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("khoản 5 mới mục II (Hiến máu)", "khoản 5 (mới) vào mục II (Hiến máu)"),
        ("điểm a mới khoản 2 mới mục II (Hiến máu)", "điểm a (mới) vào khoản 2 mới mục II (Hiến máu)"),
        ("mục IV mới (KHEN THƯỞNG)", "mục IV (mới) (KHEN THƯỞNG)"),
        ("mục IV mới", "mục IV (mới)"),
        ("khoản 2 mục II (Hiến máu)", "vào khoản 2 mục II (Hiến máu)"),
    ],
)
def test_a_new_place_is_added_and_nothing_is_added_into_it(plan: Plan, where: str, said: str) -> None:
    assert items(plan, *(replace(change, where=where) for change in ADDED))[0] == f"1. Bổ sung {said}:"


def test_what_went_as_a_whole_is_named_and_not_quoted(plan: Plan) -> None:
    """Eighteen lines of an activity called off say no more than its number and its name."""
    gone = [replace(REMOVED, before=f"- Việc {n}.", whole=WHERE) for n in range(18)]
    assert items(plan, *gone, replace(REMOVED, where=OTHER), CHANGED) == [
        f"1. Bỏ toàn bộ {WHERE}.",
        f"2. Bỏ nội dung sau tại {OTHER}:",
        "- “Tặng quà.”",
        f"3. Sửa nội dung tại {WHERE}:",
        "- Nội dung đã ban hành: “Khám bệnh.”",
        "- Nội dung điều chỉnh: “Khám bệnh miễn phí.”",
    ]


def test_a_proper_name_keeps_its_capital_inside_a_sentence(plan: Plan) -> None:
    changes = Changes((CHANGED,))
    assert "Căn cứ tình hình thực tế: Thành Đoàn lùi ngày," in paper(plan, changes, reason="Thành Đoàn lùi ngày.")
    Plan.objects.filter(pk=plan.pk).update(subject="Cụm Hành chính ra quân")
    plan.refresh_from_db()
    text = paper(plan, changes)
    assert "về Cụm Hành chính ra quân;" in text


def test_a_unions_own_name_keeps_its_capital_too(plan: Plan) -> None:
    union = MemberUnionFactory.create(cluster=plan.cluster, name="Trạm xe Số 7", short_name="Trạm 7", code="TX")
    UnionAlias.objects.create(union=union, name="Bến xe")
    for name in ("Trạm xe Số 7", "Trạm 7", "Bến xe"):
        document = amending_document(plan, FORMER, Changes(), f"{name} sửa chữa.", SECOND, "", known_names(plan))
        assert f"Căn cứ tình hình thực tế: {name} sửa chữa," in render_text(document)


def test_a_name_that_ends_with_a_colon_gets_no_second_one(plan: Plan) -> None:
    text = paper(plan, Changes((), (replace(LEVY, activity="Tuyên truyền tại huyện Củ Chi:"),)))
    assert "1. Tuyên truyền tại huyện Củ Chi:\n" in text


def test_parts_that_say_nothing_are_left_out(plan: Plan) -> None:
    lines = paper(plan, Changes((CHANGED,)))
    assert "MỨC ĐÓNG GÓP" not in lines
    assert "II. TỔ CHỨC THỰC HIỆN" in lines
    money = paper(plan, Changes((), (LEVY,)))
    assert "I. ĐIỀU CHỈNH MỨC ĐÓNG GÓP" in money
    assert "NỘI DUNG ĐIỀU CHỈNH, BỔ SUNG" not in money


def test_a_draft_is_marked(plan: Plan) -> None:
    assert "DỰ THẢO" in paper(plan, Changes((CHANGED,)), number="")
    assert "DỰ THẢO" not in paper(plan, Changes((CHANGED,)))


def test_earlier_amendments_are_named(plan: Plan) -> None:
    """Where the plan is cited, and where the paper says what still holds: else it would seem to undo them."""
    second, third = ("02-KH/ĐTN", dt.date(2024, 8, 20)), ("03-KH/ĐTN", dt.date(2024, 9, 6))
    twice, thrice = Former((*FORMER.papers, second)), Former((*FORMER.papers, second, third))
    first = "Kế hoạch số 01-KH/ĐTN ngày 05/02/2024"
    amended = f"{first} (được điều chỉnh, bổ sung tại Kế hoạch số 02-KH/ĐTN ngày 20/08/2024"
    assert twice.name == str(FORMER) == first
    assert str(twice) == f"{amended})"
    assert str(thrice) == f"{amended}, số 03-KH/ĐTN ngày 06/09/2024)"
    text = render_text(amending_document(plan, thrice, Changes((CHANGED,)), "Mưa", SECOND, "Số: 04-KH/ĐTN"))
    assert f"Căn cứ {thrice} về tổ chức hoạt động Cụm năm 2024;" in text
    assert f"- Các nội dung khác của {thrice} không nêu ở trên giữ nguyên hiệu lực thực hiện." in text


@pytest.mark.parametrize(
    ("basis", "visits", "said"),
    [
        (
            ("undecided", "per_occurrence"),
            4,
            "từ “chưa xác định” (12.000.000 đồng cả năm nếu nộp một lần) thành “mỗi lần tổ chức” (4 lần, 48.000.000",
        ),
        (
            ("per_quarter", "once"),
            0,
            "từ “mỗi quý” (4 lần, 48.000.000 đồng cả năm) thành “một lần trong năm” (12.000.000 đồng cả năm).",
        ),
        (("once", ""), 0, "từ “một lần trong năm” (12.000.000 đồng cả năm) thành “không thu”."),
        (("", "per_occurrence"), 0, "“mỗi lần tổ chức”."),
        (("", "per_occurrence"), 4, "“mỗi lần tổ chức” (4 lần, 48.000.000 đồng cả năm)."),
    ],
)
def test_another_basis_with_what_it_brings(plan: Plan, basis: tuple[str, str], visits: int, said: str) -> None:
    change = AmountChange("Thăm Mẹ", (AmountRow("A", 12_000_000, 12_000_000),), basis, ("", ""), visits=visits)
    text = paper(plan, Changes((), (change,))).replace("\u00a0", " ")
    assert f"{'- ' if basis[0] else '- Khoản đóng góp mới. '}Cách tính: {said}" in text
    assert "TT | Đơn vị" not in text
    assert "→" not in text


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (("", "2024-06-30"), "ngày 30/06/2024 (trước đây chưa có)"),
        (("2024-06-30", "2024-07-15"), "từ ngày 30/06/2024 thành ngày 15/07/2024"),
        (("2024-06-30", ""), "bỏ (trước đây là ngày 30/06/2024)"),
    ],
)
def test_another_day_to_pay_by(plan: Plan, days: tuple[str, str], said: str) -> None:
    change = AmountChange("Thăm Mẹ", (AmountRow("A", 5, 5),), ("once", "once"), days)
    text = paper(plan, Changes((), (change,)))
    assert f"- Hạn nộp: {said}." in text
    assert "Cách tính" not in text


def test_a_new_levy_has_no_day_before(plan: Plan) -> None:
    change = AmountChange("Thăm Mẹ", (AmountRow("A", 0, 5),), ("", "once"), ("", "2024-06-30"))
    text = paper(plan, Changes((), (change,)))
    assert "- Hạn nộp: ngày 30/06/2024.\n" in text
    assert "chưa thu" not in text


def test_the_table_adds_up(plan: Plan) -> None:
    """Whoever adds up the column comes to its last row."""
    document = amending_document(plan, FORMER, Changes((), (LEVY,)), "Mưa", SECOND, "Số: 02")
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    assert table.rows[-1] == ("", "Các đơn vị còn lại (1) giữ nguyên", "7.000.000", "7.000.000", "0")
    figures = [[int(cell.replace(".", "").replace("−", "-")) for cell in row[2:]] for row in (*table.rows, table.total)]
    *rows, total = figures
    assert [sum(column) for column in zip(*rows, strict=True)] == total


def test_without_a_union_that_stays_no_row_says_so(plan: Plan) -> None:
    change = replace(LEVY, rows=LEVY.rows[:1])
    assert "còn lại (" not in paper(plan, Changes((), (change,)))


ROWS = (AmountRow("Đoàn A", 2_250_000, 0), AmountRow("Đoàn B", 1_750_000, 0), AmountRow("Đoàn C", 1_750_000, 0))
VISIT = TimeChange(7, "Thăm Mẹ", "lần 4 (Quý IV)", called_off=True, rows=ROWS)


def test_a_time_that_was_called_off(plan: Plan) -> None:
    text = paper(plan, Changes((), (), (VISIT,))).replace("\u00a0", " ")
    assert "I. ĐIỀU CHỈNH MỨC ĐÓNG GÓP\n1. Thăm Mẹ:\n- Không tổ chức lần 4 (Quý IV): các đơn vị không phải nộp" in text
    assert "(Đoàn A: 2.250.000 đồng; Đoàn B, Đoàn C: 1.750.000 đồng), tổng 5.750.000 đồng." in text
    assert "Khoản đã nộp giữ nguyên" in text


def test_other_dues_of_a_time(plan: Plan) -> None:
    rows = (AmountRow("Đoàn A", 0, 500_000), AmountRow("Đoàn B", 0, 500_000), AmountRow("Đoàn C", 7_000, 0))
    again = replace(VISIT, called_off=False, rows=rows)
    text = paper(plan, Changes((), (), (again,))).replace("\u00a0", " ")
    told = "Đoàn A, Đoàn B từ 0 đồng thành 500.000 đồng; Đoàn C từ 7.000 đồng thành 0 đồng"
    assert f"- Khoản phải nộp lần 4 (Quý IV): {told}, tổng từ 7.000 đồng thành 1.000.000 đồng." in text


def test_amounts_and_times_of_one_levy_are_one_item(plan: Plan) -> None:
    visit = replace(VISIT, activity=LEVY.activity)
    changes = Changes((), (replace(LEVY, levy=7), replace(LEVY, levy=8, activity="Khác")), (visit,))
    text = paper(plan, changes)
    said = ["1. Kỳ nghỉ hồng:", "Cộng toàn cụm", "- Không tổ chức lần 4", "2. Khác:"]
    places = [text.index(part) for part in said]
    assert places == sorted(places)
    assert "3. " not in text


def test_a_move_inside_a_section(plan: Plan) -> None:
    """Two columns or two places that read the same tell nobody anything."""
    up = LineChange(Kind.MOVED, WHERE, "Đọc sách.", "Đọc sách.", WHERE, ahead_of="Khám bệnh.")
    down = LineChange(Kind.MOVED, WHERE, "Chơi cờ.", "Chơi cờ.", WHERE, behind="Khám bệnh.", along=2)
    text = paper(plan, Changes((up, down)))
    assert f"1. Đổi thứ tự nội dung tại {WHERE}:" in text
    assert "- Chuyển nội dung “Đọc sách.” lên trước nội dung “Khám bệnh.”" in text
    assert "- Chuyển nội dung “Chơi cờ.” cùng các nội dung bên dưới xuống sau nội dung “Khám bệnh.”" in text
    assert "đến khoản" not in text


def test_items_of_both_parts_look_the_same(plan: Plan) -> None:
    blocks = amending_document(plan, FORMER, Changes((CHANGED, *RENUMBERED), (LEVY,)), "Mưa", SECOND, "Số").blocks
    items = [block for block in blocks if isinstance(block, Line) and block.marker is Marker.ARABIC]
    assert [item.text[:8] for item in items] == ["Sửa nội ", "Số thứ t", "Kỳ nghỉ "]
    assert all(item.heading for item in items)


@pytest.mark.parametrize(("amount", "text"), [(500_000, "+500.000"), (-500_000, "−500.000"), (0, "0"), (-1, "−1")])
def test_amounts_with_their_sign(amount: int, text: str) -> None:
    assert signed(amount) == text


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("- Khám.", "“Khám.”"),
        ("+ Khám.", "“Khám.”"),
        ("1. Khám", "“1. Khám”"),
        ("- Chuyên đề “Mạng”", "“Chuyên đề ‘Mạng’”"),
    ],
)
def test_quotation_marks(line: str, text: str) -> None:
    assert quoted(line) == text


def test_the_signer_and_recipients_of_the_amendment(plan: Plan) -> None:
    closing = amending_document(plan, FORMER, Changes((CHANGED,)), "Mưa", SECOND, "Số: 02").blocks[-1]
    assert closing.signers == (Signer("TM. BAN THƯỜNG VỤ", "BÍ THƯ", "Lê Minh Họa", ""),)  # type: ignore[union-attr]
    assert closing.recipients == ("- Thành Đoàn;", "- Lưu: VP.")  # type: ignore[union-attr]


def test_pdf_and_word_say_what_the_text_says(plan: Plan) -> None:
    document = amending_document(plan, FORMER, Changes((CHANGED,), (LEVY,)), "Mưa", SECOND, "Số: 02-KH/ĐTN")
    printed = pdf_text(render_pdf(document))
    word = docx.Document(io.BytesIO(render_docx(document)))
    written = " ".join(" ".join(paragraph.text for paragraph in word.paragraphs).split())
    for said in ("Sửa nội dung tại khoản 1 mục II", "“Khám bệnh miễn phí.”", "ĐIỀU CHỈNH MỨC ĐÓNG GÓP"):
        assert said in printed
        assert said in written
    assert any(isinstance(block, Table) for block in document.blocks)


# -- Two versions in one paper


def line(pk: int, text: str, label: str = "-", *, heading: bool = False) -> Placed:
    return Placed(pk, label, text, 2, heading, Spot())


PAIRS = [
    Pair(line(1, "NỘI DUNG", "II.", heading=True), line(1, "NỘI DUNG", "II.", heading=True)),
    Pair(line(2, "Mời 30 người."), line(2, "Mời 50 người.")),
    Pair(line(3, "Tặng quà."), None),
    Pair(None, line(4, "Đọc sách.")),
]


def test_each_pair_in_pieces() -> None:
    same, changed, gone, new = (pieces_in(pair) for pair in PAIRS)
    assert {piece.fate for piece in same} == {Fate.SAME}
    assert [piece.fate for piece in changed] == [Fate.SAME, Fate.OUT, Fate.IN, Fate.SAME]
    assert gone == (Piece(Fate.OUT, "Tặng quà."),)
    assert new == (Piece(Fate.IN, "Đọc sách."),)


def test_the_marked_paper(plan: Plan) -> None:
    document = marked_document(plan, PAIRS, ("bản số 01", "bản đang soạn"))
    text = render_text(document)
    assert "BẢN SO SÁNH" in text
    assert "(So sánh bản số 01 với bản đang soạn)" in text
    for said in ("II. NỘI DUNG", "- Mời [-30 -]{+50 +}người.", "- [-Tặng quà.-]", "- {+Đọc sách.+}"):
        assert said in text
    html = re.sub(r"</?(i|span)>", "", render_html(document))
    for said in ("<del>30 </del><ins>50 </ins>", "<del>Tặng quà.</del>", "<ins>Đọc sách.</ins>"):
        assert said in html


RENUMBERED_PAIR = Pair(line(8, "Hội thao", "7.", heading=True), line(8, "Hội thao", "8.", heading=True))


def test_a_new_number_is_marked(plan: Plan) -> None:
    """The line is counted as one that differs, so a reader looks for what differs in it."""
    assert number_in(RENUMBERED_PAIR) == (Piece(Fate.OUT, "7."), Piece(Fate.SAME, " "), Piece(Fate.IN, "8."))
    document = marked_document(plan, [RENUMBERED_PAIR], ("a", "b"))
    assert "[-7.-] {+8.+} Hội thao" in render_text(document)
    assert "<del>7.</del> <ins>8.</ins> Hội thao" in re.sub(r"</?(i|span)>", "", render_html(document))
    word = docx.Document(io.BytesIO(render_docx(document)))
    runs = [run for paragraph in word.paragraphs for run in paragraph.runs]
    assert [run.text for run in runs if run.font.strike] == ["7."]
    assert [run.text for run in runs if run.underline] == ["8."]


def test_a_bullet_that_became_plain_is_marked() -> None:
    pair = Pair(line(1, "Khám bệnh.", "-"), line(1, "Khám bệnh.", ""))
    assert number_in(pair) == (Piece(Fate.OUT, "-"),)


def test_the_marked_word_file(plan: Plan) -> None:
    word = docx.Document(io.BytesIO(render_docx(marked_document(plan, PAIRS, ("a", "b")))))
    runs = [run for paragraph in word.paragraphs for run in paragraph.runs]
    assert "".join(run.text for run in runs if run.font.strike) == "30 Tặng quà."
    assert "".join(run.text for run in runs if run.underline) == "50 Đọc sách."


def test_a_line_of_pieces_is_escaped(plan: Plan) -> None:
    document = marked_document(plan, [Pair(None, line(1, "<b>&"))], ("a", "b"))
    assert "<ins>&lt;b&gt;&amp;</ins>" in render_html(document)


@pytest.mark.parametrize(
    ("label", "marker"),
    [
        ("-", Marker.DASH),
        ("+", Marker.PLUS),
        ("*", Marker.STAR),
        ("", Marker.NONE),
        ("1.", Marker.ARABIC),
        ("a)", Marker.LETTER),
        ("1.1.", Marker.DECIMAL),
        ("IV.", Marker.ROMAN),
    ],
)
def test_the_look_of_a_label(label: str, marker: Marker) -> None:
    assert marker_of(label) == marker


def test_a_line_without_pieces_prints_as_before() -> None:
    assert str(Line("Khám.", Marker.DASH, "-")) == "- Khám."
