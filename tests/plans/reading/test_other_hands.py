"""Four more plans with other numbering, and a Word paper with tables: what is understood, and that no word is lost.

Written like `test_many_plans`: the plan, then its facts, one a line. All names are invented.
"""

import io
from collections.abc import Iterator

import pytest
from docx import Document as WordFile

from documents.characters import words
from documents.reader import read_file, read_text
from plans.reading import PlanDraft, read_plan
from plans.reading.drafts import Why
from tests.plans.papers import printed_lines
from tests.plans.reading.test_many_plans import told

NUMBERED_IN_WORDS = """\
ĐOÀN TNCS HỒ CHÍ MINH TỈNH BÌNH AN
BCH ĐOÀN KHỐI CƠ QUAN
Số: 03-KH/ĐKCQ
Bình An, ngày 10 tháng 01 năm 2026

KẾ HOẠCH
Phối hợp hoạt động Cụm liên kết số 2 năm 2026

Căn cứ Chương trình công tác năm 2026, Cụm liên kết số 2 xây dựng kế hoạch như sau:

I. NỘI DUNG
Hoạt động 1: Chiến dịch Mùa hè xanh
Thời gian dự kiến: từ 01/7 đến 31/7/2026
Địa điểm: xã Tân Lập
Đơn vị thực hiện:
- Đoàn Trường Trung cấp Y tế phụ trách khám bệnh.
- Đoàn Trường Cao đẳng Xây dựng chủ trì sửa nhà tình nghĩa.
- Đoàn Bệnh viện Phục hồi chức năng phối hợp với Đoàn Trường Trung cấp Y tế chăm sóc người già.
Kinh phí: Mỗi đơn vị đóng góp 3.000.000đ
Hoạt động 2: Sinh hoạt chuyên đề "Chuyển đổi số"
Thời gian dự kiến: tháng 9/2026
Đơn vị thực hiện: Đoàn Trường Cao đẳng Xây dựng
Hoạt động 3: Thăm gia đình chính sách
Mỗi quý, mỗi đơn vị thăm 01 gia đình chính sách và đóng góp 500.000 đồng.

II. TỔ CHỨC THỰC HIỆN
Đoàn Khối Cơ quan theo dõi, đôn đốc các đơn vị.
Các đơn vị báo cáo kết quả trước 15/12/2026.

TM. BAN THƯỜNG VỤ
PHÓ BÍ THƯ

Nguyễn Minh Mẫu

Nơi nhận:
- Tỉnh Đoàn;
- Lưu VP.
"""

NUMBERED_IN_WORDS_FACTS = """\
union TTCYT Đoàn Trường Trung cấp Y tế
union TCDXD Đoàn Trường Cao đẳng Xây dựng
union BVPHCN Đoàn Bệnh viện Phục hồi chức năng
union Q Đoàn Khối Cơ quan
lead Q
signer PHÓ BÍ THƯ Nguyễn Minh Mẫu
to Tỉnh Đoàn
to Lưu VP
* campaign Chiến dịch Mùa hè xanh
when 2026-07-01..2026-07-31 day tentative
where xã Tân Lập
contents 0
duty TTCYT
duty TCDXD
duty BVPHCN with TTCYT
duty all Mỗi đơn vị
levy flat once TTCYT 3000000, TCDXD 3000000, BVPHCN 3000000, Q 3000000
* themed_session Sinh hoạt chuyên đề "Chuyển đổi số"
when 2026-09-01..2026-09-30 month tentative
contents 0
duty TCDXD
* recurring_visit Thăm gia đình chính sách
contents 0
duty all Mỗi quý, mỗi đơn vị
levy flat per_quarter TTCYT 500000, TCDXD 500000, BVPHCN 500000, Q 500000
duty outside Q
"""

ARTICLES = """\
KẾ HOẠCH
V/v tổ chức các hoạt động cụm thi đua khối trường học năm học 2025 - 2026

PHẦN I: MỤC ĐÍCH
Tạo môi trường rèn luyện.

PHẦN II: CÁC HOẠT ĐỘNG
Điều 1. Hiến máu tình nguyện "Giọt hồng"
1. Thời gian: 7h30 ngày 12/3/2026 (thứ Năm)
2. Địa điểm: Nhà văn hóa Thanh niên
3. Phân công
3.1 Trường THPT Lê Lợi: chuẩn bị hội trường
3.2 Trường THPT Nguyễn Du và Trường THPT Trần Phú: vận động mỗi trường 50 đoàn viên
3.3 Đóng góp: 1,5 triệu đồng/trường
Điều 2. Hội trại truyền thống 26/3
1. Thời gian: Từ 25/3 đến 26/3/2026
2. Phân công: Trường THPT Trần Phú đăng cai; các trường tham gia
3. Kinh phí:
- Trường THPT Lê Lợi: 5 triệu
- Trường THPT Nguyễn Du: 3 triệu
- Trường THPT Trần Phú: 2 triệu

PHẦN III: KINH PHÍ
Tổng kinh phí: 14.500.000đ
"""

ARTICLES_FACTS = """\
union TTLL Trường THPT Lê Lợi
union TTND Trường THPT Nguyễn Du
union TTTP Trường THPT Trần Phú
* other Hiến máu tình nguyện "Giọt hồng"
when 2026-03-12 day
where Nhà văn hóa Thanh niên
contents 0
duty TTLL
duty TTND, TTTP
levy flat once TTLL 1500000, TTND 1500000, TTTP 1500000
quota 50 đoàn viên
* other Hội trại truyền thống 26/3
when 2026-03-25..2026-03-26 day
contents 0
duty TTTP
levy tiered once TTLL 5000000, TTND 3000000, TTTP 2000000
"""

ROWS_AND_RESTS = """\
KẾ HOẠCH
Hoạt động Cụm Ven sông năm 2026

I. NỘI DUNG
1. Ngày Chủ nhật xanh
- Thời gian: Chủ nhật tuần thứ hai hằng tháng
- Địa điểm: theo phân công của Quận Đoàn
- Phân công: Đoàn phường 1 chủ trì, Đoàn phường 2 và Đoàn phường 3 phối hợp.
- Kinh phí:
Đơn vị | Số tiền
Đoàn phường 1 | 2.000.000 đồng
Đoàn phường 2 | 1.500.000 đồng
Đoàn phường 3 | 1.500.000 đồng
2. Hội thi “Tiếng hát thanh niên”
- Thời gian: 19h00 ngày 15/5/2026 và 20/5/2026
- Phân công:
+ Đoàn phường 2 phụ trách âm thanh, ánh sáng.
+ Đoàn phường 1, 3 vận động thí sinh.
- Kinh phí: mỗi cơ sở Đoàn 2.000.000đ
3. Thăm, tặng quà gia đình có công nhân dịp 27/7
- Thời gian: Tháng 7
- Mỗi đơn vị tặng 05 phần quà, trị giá 500.000 đồng/phần.
4. Tập huấn kỹ năng cho cán bộ Đoàn
- Thời gian: Quý 4/2026
- Số lượng: 20 đồng chí/đơn vị
- Đoàn phường 3 chuẩn bị hội trường
II. CÔNG TÁC CHUẨN BỊ
Các đơn vị chủ động thực hiện.
"""

ROWS_AND_RESTS_FACTS = """\
union P1 Đoàn phường 1
union P2 Đoàn phường 2
union P3 Đoàn phường 3
* recurring_visit Ngày Chủ nhật xanh
when monthly
where theo phân công của Quận Đoàn
contents 0
duty P1 with P2, P3
levy tiered undecided P1 2000000, P2 1500000, P3 1500000
* other Hội thi “Tiếng hát thanh niên”
when 2026-05-15..2026-05-20 day listed
contents 0
duty P2
duty P1, P3
levy flat once P1 2000000, P2 2000000, P3 2000000
* recurring_visit Thăm, tặng quà gia đình có công nhân dịp 27/7
when 2026-07-01..2026-07-31 month
contents 0
duty all Mỗi đơn vị
* themed_session Tập huấn kỹ năng cho cán bộ Đoàn
when 2026-10-01..2026-12-31 quarter
contents 0
duty P3
quota 20 đồng chí
"""

SLASHES = """\
KẾ HOẠCH LIÊN TỊCH
Phối hợp hoạt động giữa các Đoàn cơ sở năm 2027

1/ Mục đích:
- Tăng cường đoàn kết.
2/ Nội dung:
2.1/ Chương trình "Tiếp sức mùa thi":
* Thời gian: từ ngày 20 đến ngày 28 tháng 6 năm 2027.
* Địa điểm: các điểm thi trên địa bàn.
* Đoàn Công an huyện: giữ gìn trật tự.
* Đoàn Trung tâm Y tế huyện: trực sơ cấp cứu.
* Đoàn thị trấn Phú Hòa: nấu cơm miễn phí.
2.2/ Hành trình "Đền ơn đáp nghĩa":
* Thời gian: 27/7/2027.
* Mỗi đơn vị đóng góp 1 triệu đồng.
3/ Tổ chức thực hiện:
- Đoàn thị trấn Phú Hòa là đơn vị đầu mối năm 2027.
"""

SLASHES_FACTS = """\
union CAH Đoàn Công an huyện
union TTYTH Đoàn Trung tâm Y tế huyện
union TTPH Đoàn thị trấn Phú Hòa
* other Chương trình "Tiếp sức mùa thi"
when 2027-06-20..2027-06-28 day
where các điểm thi trên địa bàn
contents 0
duty CAH
duty TTYTH
duty TTPH
* other Hành trình "Đền ơn đáp nghĩa"
when 2027-07-27 day
contents 0
duty all Mỗi đơn vị
levy flat once CAH 1000000, TTYTH 1000000, TTPH 1000000
duty outside TTPH
"""

LETTERED = """\
KẾ HOẠCH
Hoạt động Cụm Liên chi đoàn năm 2026

A. MỤC TIÊU
Xây dựng môi trường học tập.
B. CÁC HOẠT ĐỘNG CHÍNH
I. HỌC KỲ I
1. Cuộc thi "Nhà kinh tế trẻ"
• Thời gian: 20/11/2026
• Phân công:
  o LCĐ Khoa Kế toán ra đề
  o LCĐ Khoa Luật chấm thi
II. HỌC KỲ II
1. Hội trại
• Thời gian: 26/3/2026
• Kinh phí: 2.000.000 VNĐ/LCĐ
C. TỔ CHỨC THỰC HIỆN
1. LCĐ Khoa Luật: Trưởng cụm
2. Các LCĐ: thực hiện theo phân công
"""

LETTERED_FACTS = """\
union LKKT LCĐ Khoa Kế toán
union LKL LCĐ Khoa Luật
lead LKL
* other Cuộc thi "Nhà kinh tế trẻ"
when 2026-11-20 day
contents 0
duty LKKT
duty LKL
* other Hội trại
when 2026-03-26 day
contents 0
levy flat once LKKT 2000000, LKL 2000000
duty outside LKL
duty outside all Các LCĐ
"""

TITLES_BELOW = """\
KẾ HOẠCH
Hoạt động Đoàn phường năm 2026

Phần I
MỤC ĐÍCH, YÊU CẦU
1.1. Phát huy vai trò xung kích.
Phần II
NỘI DUNG TRỌNG TÂM
2.1. Lớp học hè
- Thời gian: 09/6/2026
- Phân công: Chi đoàn Khu phố 1 dạy học.
Phần III
TỔ CHỨC THỰC HIỆN
3.1. Các chi đoàn trực thuộc
- Gửi danh sách.
"""

TITLES_BELOW_FACTS = """\
union KP1 Chi đoàn Khu phố 1
* other Lớp học hè
when 2026-06-09 day
contents 0
duty KP1
duty outside all Các chi đoàn trực thuộc
"""

PLANS = {
    "lettered parts, the bullets of Word": (LETTERED, LETTERED_FACTS),
    "titles of parts on their own line": (TITLES_BELOW, TITLES_BELOW_FACTS),
    "activities numbered in words": (NUMBERED_IN_WORDS, NUMBERED_IN_WORDS_FACTS),
    "articles, schools without “Đoàn”": (ARTICLES, ARTICLES_FACTS),
    "rows of a table, shortened lists": (ROWS_AND_RESTS, ROWS_AND_RESTS_FACTS),
    "slashes and stars": (SLASHES, SLASHES_FACTS),
}


@pytest.mark.parametrize("name", PLANS)
def test_a_whole_plan_is_told_back_as_facts(name: str) -> None:
    text, facts = PLANS[name]
    assert "\n".join(told(read_plan(read_text(text).document, year=2026))) == facts.rstrip("\n")


@pytest.mark.parametrize("name", PLANS)
def test_every_word_of_the_body_is_printed_again(name: str) -> None:
    text, _facts = PLANS[name]
    document = read_text(text).document
    before = words(" ".join(getattr(block, "text", "") for block in document.blocks))
    after = words(" ".join(str(line) for line in printed_lines(read_plan(document))))
    assert not set(before) - set(after)


# -- The known gaps, one by one


def plan_of(*lines: str) -> PlanDraft:
    return read_plan(read_text("\n".join(["KẾ HOẠCH", "Hoạt động cụm năm 2026", "", *lines])).document)


@pytest.mark.parametrize("name", ["Trung cấp Y tế", "Sơ cấp nghề số 2", "Cao cấp Chính trị"])
def test_a_kind_of_school_is_no_verb(name: str) -> None:
    draft = plan_of(
        "I. NỘI DUNG",
        "1. Hội trại",
        "- Thời gian: 26/3/2026",
        "- Phân công:",
        f"+ Đoàn Trường {name} phụ trách cấp thẻ.",
    )
    assert [union.name for union in draft.unions] == [f"Đoàn Trường {name}"]


@pytest.mark.parametrize(
    "word", ["Hoạt động 1:", "HOẠT ĐỘNG 1.", "Nội dung 1:", "Chương trình số 1 -", "Điều 1.", "Sự kiện 1:"]
)
@pytest.mark.parametrize("part", ["I. NỘI DUNG", "PHẦN I. NỘI DUNG"])
def test_activities_numbered_in_words_stand_below_their_part(word: str, part: str) -> None:
    draft = plan_of(
        part,
        f"{word} Hiến máu",
        "Thời gian: 12/3/2026",
        f"{word.replace('1', '2')} Hội thi",
        "Đoàn Sở Y tế tổ chức.",
        part.replace("I.", "II.").replace("NỘI DUNG", "TỔ CHỨC THỰC HIỆN"),
        "Các đơn vị báo cáo kết quả.",
    )
    assert [activity.title for activity in draft.activities] == ["Hiến máu", "Hội thi"]
    assert [len(activity.schedules) for activity in draft.activities] == [1, 0]


@pytest.mark.parametrize(
    ("words_", "basis"),
    [
        ("Mỗi quý, mỗi đơn vị đóng góp 500.000 đồng", "per_quarter"),
        ("Hằng quý các đơn vị nộp 500.000 đồng/đơn vị", "per_quarter"),
        ("Mỗi chuyến, mỗi đơn vị góp 500.000 đồng", "per_occurrence"),
    ],
)
def test_how_often_with_a_capital(words_: str, basis: str) -> None:
    draft = plan_of("I. NỘI DUNG", "1. Thăm Mẹ Việt Nam Anh hùng", "- Thời gian: Định kỳ hằng quý", f"- {words_}.")
    assert [levy.basis.value for activity in draft.activities for levy in activity.levies] == [basis]


@pytest.mark.parametrize(
    ("label", "tentative"), [("Thời gian dự kiến", True), ("Dự kiến thời gian", False), ("Thời gian", False)]
)
def test_a_label_may_say_that_a_time_is_tentative(label: str, tentative: bool) -> None:
    draft = plan_of("I. NỘI DUNG", "1. Hội trại", f"- {label}: 26/3/2026", "- Phân công: Đoàn Sở Y tế lo trại.")
    said = [schedule.time.tentative for activity in draft.activities for schedule in activity.schedules]
    assert said in ([tentative], [])


@pytest.mark.parametrize("verb", ["phối hợp", "hỗ trợ", "cùng phối hợp"])
def test_who_helps_may_stand_before_the_verb(verb: str) -> None:
    draft = plan_of(
        "I. NỘI DUNG",
        "1. Hội trại",
        "- Thời gian: 26/3/2026",
        f"- Phân công: Đoàn Sở Y tế chủ trì, Đoàn Sở Xây dựng và Đoàn Sở Tư pháp {verb}.",
    )
    (duty,) = draft.activities[0].duties
    assert [holder.part.value for holder in duty.holders] == ["lead", "support", "support"]


def test_the_rest_of_a_list_is_no_union_of_its_own() -> None:
    draft = plan_of(
        "I. NỘI DUNG",
        "1. Hội trại",
        "- Thời gian: 26/3/2026",
        "- Phân công:",
        "+ Đoàn phường 3 lo trại.",
        "+ Đoàn phường 1, 3 vận động thí sinh.",
    )
    assert [union.name for union in draft.unions] == ["Đoàn phường 3", "Đoàn phường 1"]


def test_amounts_below_a_label_that_nobody_is_known_to_pay_are_told() -> None:
    draft = plan_of(
        "I. NỘI DUNG",
        "1. Hội trại",
        "- Thời gian: 26/3/2026",
        "- Mức đóng góp:",
        "+ Khối lớn: 500.000 đồng;",
        "+ Khối nhỏ: 300.000 đồng.",
    )
    assert [unread.why for unread in draft.unread] == [Why.MONEY]
    assert draft.activities[0].levies == ()


def test_parts_named_by_letters_stand_above_those_with_roman_numerals() -> None:
    levels = [(line.label, line.level) for line in printed_lines(read_plan(read_text(LETTERED).document)) if line.label]
    assert [line for line in levels if line[0] in ("A.", "B.", "I.", "II.", "C.")] == [
        ("A.", 0),
        ("B.", 0),
        ("I.", 1),
        ("II.", 1),
        ("C.", 0),
    ]


def test_a_closing_before_an_appendix_is_told_and_keeps_its_lines() -> None:
    text = (
        "KẾ HOẠCH\nHoạt động năm 2026\n\nI. NỘI DUNG\n1. Hội trại\n- Thời gian: 26/3/2026\n\nNơi nhận:\n- Lưu: VP.\n\n"
        "TM. BAN THƯỜNG VỤ\nBÍ THƯ\n(Đã ký)\nLê Minh Mẫu\n\nPHỤ LỤC\nDanh sách đội hình"
    )
    draft = read_plan(read_text(text).document)
    assert [unread.why for unread in draft.unread] == [Why.HEAD]
    assert [clause.text for clause in draft.clauses][-6:] == [
        "TM. BAN THƯỜNG VỤ",
        "BÍ THƯ",
        "(Đã ký)",
        "Lê Minh Mẫu",
        "PHỤ LỤC",
        "Danh sách đội hình",
    ]


def test_a_table_may_say_once_that_its_amounts_are_dong() -> None:
    rows = (
        "TT | Đơn vị | Số tiền | Ghi chú",
        "1 | Đoàn Sở Y tế | 4.000.000 | Cụm trưởng",
        "2 | Đoàn Sở Nội vụ | 2.500.000 |",
        "| Tổng cộng | 6.500.000 |",
    )
    draft = plan_of(
        "I. NỘI DUNG", "1. Hội trại", "- Thời gian: 26/3/2026", "- Kinh phí (đồng):", *rows, "II. KHÁC", "- Hết."
    )
    assert list(told(draft))[-1] == "levy tiered once YT 4000000, NV 2500000"
    assert [unread.why for unread in draft.unread] == []


def test_a_table_with_two_amounts_in_a_row_is_told() -> None:
    rows = ("Đơn vị | Đợt 1 | Đợt 2", "Đoàn Sở Y tế | 4.000.000 | 1.000.000")
    draft = plan_of(
        "I. NỘI DUNG", "1. Hội trại", "- Thời gian: 26/3/2026", "- Kinh phí (đồng):", *rows, "II. KHÁC", "- Hết."
    )
    assert draft.activities[0].levies == ()


def test_who_issues_the_paper_is_a_member_where_it_is_called_the_head_of_the_cluster() -> None:
    text = (
        "ĐOÀN KHỐI BỆNH VIỆN\nSố: 01-KH/ĐKBV\nĐOÀN TNCS HỒ CHÍ MINH\n\nKẾ HOẠCH\nHoạt động cụm năm 2026\n\n"
        "I. NỘI DUNG\n1. Hội trại\n- Thời gian: 26/3/2026\n- Phân công: Đoàn Sở Y tế lo trại.\n"
        "- Kinh phí: mỗi đơn vị 500.000 đồng\n"
        "II. TỔ CHỨC THỰC HIỆN\n1. Đoàn Khối Bệnh viện{head}\n- Theo dõi, đôn đốc.\n2. Các đơn vị\n- Báo cáo."
    )
    facts = list(told(read_plan(read_text(text.format(head=" (đơn vị Cụm trưởng)")).document)))
    assert "lead BV" in facts
    assert any(fact.startswith("levy flat once YT 500000, ") for fact in facts)
    assert not any(fact.startswith("lead") for fact in told(read_plan(read_text(text.format(head="")).document)))


@pytest.mark.parametrize(
    ("line", "template"),
    [
        ("- Kinh phí: Mỗi đơn vị 1.000.000đ (Một triệu đồng)", "Kinh phí: Mỗi đơn vị {mức đóng góp} (Một triệu đồng)"),
        ("- Thành phần: Mỗi chi đoàn 15 đồng chí.", "Thành phần: {đơn vị} {số lượng} đồng chí."),
    ],
)
def test_a_slot_is_no_part_of_who_does_it(line: str, template: str) -> None:
    draft = plan_of("I. NỘI DUNG", "1. Hội trại", "- Thời gian: 26/3/2026", "- Đoàn Sở Y tế lo trại.", line, "- Hết.")
    assert draft.clauses[4].text == template
    assert not any("{" in duty.collective for duty in draft.activities[0].duties)


# -- Word


def word_paper() -> bytes:
    """Letterhead and closing in tables without lines, bullets by style, assignments and sums in tables."""
    paper = WordFile()

    def table(*rows: tuple[str, ...]) -> None:
        made = paper.add_table(len(rows), len(rows[0]))
        for cells, row in zip(made.rows, rows, strict=True):
            for cell, text in zip(cells.cells, row, strict=True):
                cell.text = text

    table(
        (
            "TỈNH ĐOÀN BÌNH AN\nBCH ĐOÀN KHỐI CƠ QUAN\nSố: 05-KH/ĐKCQ",
            "ĐOÀN TNCS HỒ CHÍ MINH\nBình An, ngày 11 tháng 02 năm 2026",
        )
    )
    paper.add_paragraph("KẾ HOẠCH")
    paper.add_paragraph("Hoạt động Cụm thi đua số 5 năm 2026")
    paper.add_paragraph("I. NỘI DUNG")
    paper.add_paragraph("1. Chiến dịch Hành quân xanh")
    paper.add_paragraph("Thời gian: tháng 7/2026", style="List Bullet")
    paper.add_paragraph("Phân công:", style="List Bullet")
    table(
        ("STT", "Đơn vị", "Nhiệm vụ"),
        ("1", "Đoàn Sở Y tế", "Khám bệnh, phát thuốc"),
        ("2", "Đoàn Sở Xây dựng", "Sửa nhà"),
    )
    paper.add_paragraph("2. Hội thao truyền thống")
    paper.add_paragraph("Thời gian: 26/3/2026")
    paper.add_paragraph("Đoàn Sở Xây dựng đăng cai; các đơn vị cử vận động viên.")
    paper.add_paragraph("Mức đóng góp:", style="List Bullet")
    table(("Đoàn Sở Y tế", "5.000.000 đồng"), ("Đoàn Sở Xây dựng", "4.000.000 đồng"))
    paper.add_paragraph("II. TỔ CHỨC THỰC HIỆN")
    paper.add_paragraph("Đoàn Sở Y tế theo dõi chung.")
    table(("Nơi nhận:\n- Tỉnh Đoàn;\n- Lưu: VP.", "TM. BAN THƯỜNG VỤ\nBÍ THƯ\n\n\nTrần Minh Mẫu"))
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


WORD_FACTS = """\
union YT Đoàn Sở Y tế
union XD Đoàn Sở Xây dựng
signer BÍ THƯ Trần Minh Mẫu
to Tỉnh Đoàn
to Lưu: VP
* campaign Chiến dịch Hành quân xanh
when 2026-07-01..2026-07-31 month
contents 0
duty YT
duty XD
* other Hội thao truyền thống
when 2026-03-26 day
contents 0
duty XD
levy tiered once YT 5000000, XD 4000000
duty outside YT"""


def test_a_word_paper_with_tables_is_told_back_as_facts() -> None:
    assert list(_lines(word_paper())) == WORD_FACTS.splitlines()


def _lines(data: bytes) -> Iterator[str]:
    yield from told(read_plan(read_file(data, "ke-hoach.docx").document))


def test_no_word_of_a_table_is_lost() -> None:
    printed = " ".join(str(line) for line in printed_lines(read_plan(read_file(word_paper(), "a.docx").document)))
    for said in ("STT", "Nhiệm vụ", "Khám bệnh, phát thuốc", "Sửa nhà", "5.000.000 đồng", "4.000.000 đồng"):
        assert said in printed.replace("\u00a0", " ")
