"""Whole papers with one mistake each, as files: read in, checked from the command line, found in its place.

The paper is ours and has none of the mistakes; each case changes its text, so the reader is on the way as well.
"""

import json
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db

PAPER = """\
BCH ĐOÀN KHỐI DOANH NGHIỆP
Số: 07-KH/ĐKDN
ĐOÀN TNCS HỒ CHÍ MINH
TP. Hồ Chí Minh, ngày 12 tháng 01 năm 2025

KẾ HOẠCH
Hoạt động Cụm Kinh tế năm 2025
-----------
Thực hiện chủ đề năm “Tuổi trẻ sáng tạo”, Cụm Kinh tế xây dựng kế hoạch như sau:
I. MỤC ĐÍCH
- Các đơn vị cùng làm việc có ích.
II. NỘI DUNG
1. Chiến dịch tình nguyện Hoa phượng đỏ
- Thời gian: Tháng 6 - 7 năm 2025.
- Địa điểm: Huyện Cần Giờ.
- Nội dung:
+ Khám bệnh, phát thuốc cho người dân.
+ Sửa đường, làm cầu nông thôn.
- Phân công thực hiện:
+ Đoàn Tổng Công ty Điện lực phụ trách sửa đường, làm cầu nông thôn.
+ Đoàn Bệnh viện Thống Nhất phụ trách khám bệnh, phát thuốc.
+ Đoàn Khối Doanh nghiệp phụ trách kế hoạch và điều phối chung.
+ Các cơ sở Đoàn trong cụm đóng góp kinh phí (5.000.000 đồng/đơn vị).
2. Hội thi Tin học văn phòng
- Thời gian: Ngày 20/9/2025.
- Địa điểm: Hội trường Điện lực.
- Phân công thực hiện:
+ Đoàn Bệnh viện Thống Nhất phụ trách tổ chức hội thi.
III. TỔ CHỨC THỰC HIỆN
1. Cụm trưởng
- Theo dõi, nhắc việc các đơn vị.
Kế hoạch này được các đơn vị trong Cụm Kinh tế thống nhất thực hiện.

Nơi nhận:
- Ban Thường vụ Thành Đoàn;
- Các đơn vị trong cụm;
- Lưu: VP.

TM. BAN CHẤP HÀNH
BÍ THƯ

Trần Minh Họa
"""
COMMON = "+ Các cơ sở Đoàn trong cụm đóng góp kinh phí (5.000.000 đồng/đơn vị)."

Found = list[dict[str, object]]
Check = Callable[[str], Found]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Reads a paper into a new cluster and gives what `check_plan --format json` prints."""

    def run(text: str) -> Found:
        file = tmp_path / "ke-hoach.txt"
        file.write_text(text, encoding="utf-8")
        made = {"cluster": "KT", "year": 2025, "new_cluster": "Cụm Kinh tế"}
        call_command("import_plan", str(file), **made, stdout=StringIO(), stderr=StringIO())
        out = StringIO()
        with suppress(SystemExit):  # how it ends is told elsewhere
            call_command("check_plan", cluster="KT", year=2025, format="json", stdout=out)
        return json.loads(out.getvalue())

    return run


def codes(found: Found) -> set[str]:
    return {str(one["code"]) for one in found}


def test_the_paper_itself_lacks_only_what_a_first_paper_lacks(check: Check) -> None:
    """Whoever reads the list is not to be bothered with what is right."""
    assert Counter(one["code"] for one in check(PAPER)) == {"levy.no-due-date": 1}


MISTAKES: list[tuple[str, str, str, str]] = [
    # what is changed, into what, the code, words of the sentence
    ("ngày 12 tháng 01 năm 2025", "ngày      tháng 01 năm 2025", "paper.no-date", "ngày ký"),
    ("Số: 07-KH/ĐKDN", "Số:     -KH/ĐKDN", "paper.no-number", "chưa có số"),
    ("Số: 07-KH/ĐKDN", "Số: 7-KH/ĐKDN", "form.number", "Số: 7-KH/ĐKDN"),
    ("ngày 12 tháng 01 năm 2025", "ngày 12 tháng 1 năm 2025", "form.dateline", "ngày 12 tháng 1"),
    (
        "+ Sửa đường, làm cầu nông thôn.\n",
        "+ Sửa đường, làm cầu nông thôn.\n+ Tặng quà gia đình chính sách.\n",
        "content.no-holder",
        "Tặng quà gia đình",
    ),
    (
        "phụ trách khám bệnh, phát thuốc.",
        "phụ trách khám bệnh, phát thuốc; đổi giấy phép lái xe lưu động.",
        "duty.no-content",
        "đổi giấy phép lái xe",
    ),
    (
        "- Thời gian: Tháng 6 - 7 năm 2025.\n",
        "- Thời gian: Tháng 6 - 7 năm 2025.\n- Thời gian: Tháng 8 năm 2025.\n",
        "time.two-lines",
        "Tháng 8 năm 2025",
    ),
    ("Ngày 20/9/2025", "Ngày 20/9/2024", "time.outside-year", "20/09/2024"),
    ("Ngày 20/9/2025", "Dự kiến ngày 20/9/2025", "time.tentative", "Dự kiến"),
    ("- Thời gian: Ngày 20/9/2025.\n", "", "activity.no-time", "Hội thi Tin học"),
    ("- Địa điểm: Hội trường Điện lực.\n", "", "activity.no-place", "Hội thi Tin học"),
    (
        "- Phân công thực hiện:\n+ Đoàn Bệnh viện Thống Nhất phụ trách tổ chức hội thi.\n",
        "",
        "activity.no-duty",
        "Hội thi Tin học",
    ),
    ("Cụm Kinh tế thống nhất", "cụm kinh tế thống nhất", "spelling.cluster", "cụm kinh tế"),
    (
        "+ Đoàn Bệnh viện Thống Nhất phụ trách tổ chức",
        "+ Đoàn Bệnh viện Thống nhất phụ trách tổ chức",
        "spelling.union",
        "Bệnh viện Thống",
    ),
    (
        "- Các đơn vị cùng làm việc có ích.\n",
        "- Chủ đề năm “Tuổi trẻ Sáng tạo” là việc chung.\n",
        "spelling.theme",
        "Tuổi trẻ Sáng tạo",
    ),
    (
        "- Theo dõi, nhắc việc các đơn vị.\n",
        "- Thu tổng cộng 12.000.000 đồng từ các đơn vị.\n",
        "sum.disagrees",
        "12.000.000",
    ),
    ("- Lưu: VP.\n", "", "recipients.no-archive", "Lưu"),
    (
        "- Các đơn vị trong cụm;\n- Lưu: VP.\n",
        "- Lưu: VP;\n- Các đơn vị trong cụm.\n",
        "recipients.archive-not-last",
        "Lưu",
    ),
    ("TM. BAN CHẤP HÀNH\n", "T/M BAN CHẤP HÀNH\n", "form.capacity", "TM."),
    ("Trần Minh Họa", "Đ/c Trần Minh Họa", "form.signer-name", "Đ/c Trần Minh Họa"),
    ("I. MỤC ĐÍCH\n", "I. Mục đích\n", "form.part-capitals", "Mục đích"),
    ("Cụm Kinh tế thống nhất thực hiện.", "Cụm Kinh tế thống nhất thực hiện", "form.ending", "thống nhất thực hiện"),
    ("III. TỔ CHỨC THỰC HIỆN", "IV. TỔ CHỨC THỰC HIỆN", "line.label-out-of-order", "IV"),
]


@pytest.mark.parametrize(
    ("old", "new", "code", "words"), MISTAKES, ids=[f"{row[2]}-{n}" for n, row in enumerate(MISTAKES)]
)
def test_a_mistake_in_the_file_is_found(check: Check, old: str, new: str, code: str, words: str) -> None:
    assert old in PAPER
    found = check(PAPER.replace(old, new))
    ours = [one for one in found if one["code"] == code]
    assert ours, codes(found)
    assert any(words in str(one["sentence"]).replace("\u00a0", " ") for one in ours)
    for one in ours:
        assert str(one["url"]).startswith("/c/KT/2025/")


def test_a_union_that_only_pays_is_told(check: Check) -> None:
    text = PAPER.replace(COMMON, f"+ Đoàn Kho bạc Nhà nước cử lực lượng tham gia.\n{COMMON}")
    lonely = text.replace("+ Đoàn Kho bạc Nhà nước cử lực lượng tham gia.\n", "")
    assert "union.no-duty" not in codes(check(text))
    assert lonely == PAPER


def test_two_mistakes_are_two_findings(check: Check) -> None:
    text = PAPER.replace("ngày 12 tháng 01", "ngày      tháng 01").replace("Ngày 20/9/2025", "Ngày 20/9/2026")
    assert {"paper.no-date", "time.outside-year"} <= codes(check(text))


def test_a_plan_without_money_has_no_finding_about_money(check: Check) -> None:
    found = codes(check(PAPER.replace(COMMON + "\n", "")))
    assert not any(code.startswith(("levy.", "sum.", "amount.")) for code in found)


def test_an_almost_empty_plan_is_checked_too(check: Check) -> None:
    found = check("KẾ HOẠCH\nHoạt động năm 2025\n\nMột dòng chữ.\n")
    assert {"paper.no-signer", "paper.no-recipients", "paper.no-date"} <= codes(found)


def test_text_and_json_say_the_same(check: Check, capsys: pytest.CaptureFixture[str]) -> None:
    found = check(PAPER.replace("Ngày 20/9/2025", "Ngày 20/9/2024"))
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("check_plan", cluster="KT", year=2025, stdout=out)
    lines = [line.strip() for line in out.getvalue().splitlines() if line.startswith("  ")]
    assert [line.split(" ")[0].rstrip(":") for line in lines] == [one["code"] for one in found]
    assert all(str(one["sentence"]) in line for one, line in zip(found, lines, strict=True))


@pytest.mark.parametrize(("cluster", "year"), [("KHONG", 2025), ("KT", 1999)])
def test_what_is_not_there_gets_a_sentence_and_a_code(check: Check, cluster: str, year: int) -> None:
    check(PAPER)
    with pytest.raises(CommandError) as refusal:
        call_command("check_plan", cluster=cluster, year=year, stdout=StringIO())
    assert refusal.value.returncode == 2
    assert str(refusal.value)


@pytest.mark.parametrize(
    "renamed",
    [
        (("I. MỤC", "A. MỤC"), ("II. NỘI", "B. NỘI"), ("III. TỔ", "C. TỔ")),
        (
            ("I. MỤC ĐÍCH", "Phần I\nMỤC ĐÍCH\n1.1. Chung"),
            ("II. NỘI DUNG", "Phần II\nNỘI DUNG"),
            ("1. Chiến", "2.1. Chiến"),
            ("2. Hội", "2.2. Hội"),
            ("III. TỔ CHỨC THỰC HIỆN\n1.", "Phần III\nTỔ CHỨC THỰC HIỆN\n3.1."),
        ),
    ],
    ids=["letters", "decimals below parts in words"],
)
def test_other_habits_of_numbering_are_in_order(check: Check, renamed: tuple[tuple[str, str], ...]) -> None:
    text = PAPER
    for old, new in reversed(renamed):
        text = text.replace(old, new, 1)
    assert "line.label-out-of-order" not in codes(check(text))


def test_a_decimal_that_skips_one_is_told(check: Check) -> None:
    text = PAPER.replace("1. Chiến", "2.1. Chiến").replace("2. Hội", "2.3. Hội").replace("1. Cụm", "3.1. Cụm")
    found = check(text)
    assert [one["sentence"] for one in found if one["code"] == "line.label-out-of-order" and "2.3." in str(one)]


PARTS = (
    "trong đó Đoàn Khối Doanh nghiệp 2.000.000 đồng, Đoàn Bệnh viện Thống Nhất 3.000.000 đồng, "
    "Đoàn Tổng Công ty Điện lực 1.000.000 đồng"
)
BELOW = """\
- Mức đóng góp:
+ Đoàn Khối Doanh nghiệp: 3.000.000 đồng;
+ Các đơn vị còn lại: 2.000.000 đồng."""


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("“Tuổi trẻ sáng tạo”", '"Tuổi trẻ sáng tạo"', "spelling.theme"),
        (COMMON, BELOW, "wording.fact-not-printed"),
        (COMMON, f"{COMMON}\n+ Hội nghị tổng kết hết 2.000.000 đồng.", "sum.disagrees"),
        (COMMON, f"{COMMON}\n+ Tặng 50 phần quà, tổng trị giá 15.000.000 đồng.", "sum.disagrees"),
        (COMMON, "- Kinh phí: Cụm trưởng 3.000.000đ; các đơn vị khác 2.000.000đ.", "wording.disagrees"),
        (
            COMMON,
            "- Kinh phí: Đoàn Khối Doanh nghiệp: 3 triệu đồng; 02 đơn vị còn lại: 2 triệu đồng/đơn vị.",
            "wording.disagrees",
        ),
        (
            COMMON,
            "+ Đoàn Khối Doanh nghiệp (chủ trì); Đoàn Tổng Công ty Điện lực (phối hợp).",
            "wording.fact-not-printed",
        ),
        (
            COMMON,
            f"- Kinh phí: Tổng cộng 6.000.000đ, {PARTS}.",
            "sum.disagrees",
        ),
    ],
)
def test_what_a_person_reads_as_right_is_no_mistake(check: Check, old: str, new: str, code: str) -> None:
    assert old in PAPER
    assert code not in codes(check(PAPER.replace(old, new)))


def test_a_sum_that_the_parts_do_not_make_is_told(check: Check) -> None:
    parts = "trong đó Đoàn Khối Doanh nghiệp 2.000.000 đồng, Đoàn Bệnh viện Thống Nhất 3.000.000 đồng"
    found = check(PAPER.replace(COMMON, f"- Kinh phí: Tổng cộng 7.000.000 đồng, {parts}."))
    (sum_,) = [one for one in found if one["code"] == "sum.disagrees"]
    assert "7.000.000" in str(sum_["sentence"])


def test_a_duty_is_told_without_what_joined_its_unions(check: Check) -> None:
    joined = "+ Đoàn Bệnh viện Thống Nhất và Đoàn Tổng Công ty Điện lực: vận động nguồn hỗ trợ xây nhà."
    found = check(PAPER.replace(COMMON, joined))
    (told,) = [str(one["sentence"]) for one in found if one["code"] == "duty.no-content"]
    assert "“vận động nguồn hỗ trợ xây nhà”" in told
