"""One sentence a row, read inside a small whole plan: who holds it, what is paid, how many come, when it is.

The plan around the sentence is the same for all, its five unions are known; see `reading_of`. Below the
table the whole plans of `test_many_plans` are read again as other programs would have left them.
"""

import datetime as dt
import re
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Callable

import pytest

from documents.blocks import Letterhead
from documents.characters import tidy, words
from documents.reader import read_text
from plans.calendars import Precision, Repeat
from plans.reading import KnownUnion, PlanDraft, read_plan
from plans.reading.composing import printed_texts
from plans.reading.drafts import ActivityDraft, Part, Scope
from plans.sentences import Basis
from tests.plans.papers import all_words, draft_document, printed_words
from tests.plans.reading.test_many_plans import PLANS, draft_of, told

KNOWN = (
    KnownUnion("BM", "Đoàn phường Bến Mới"),
    KnownUnion("HS", "Chi đoàn Trường Hoa Sen"),
    KnownUnion("NS", "Đoàn Công ty Nước sạch"),
    KnownUnion("BT", "Đoàn Bệnh viện Bình Tâm"),
    KnownUnion("NL", "Đoàn Sở Nông lâm, Thủy lợi và Nghề cá"),
)
ONCE, EACH_TIME, QUARTERLY, OPEN = Basis.ONCE, Basis.PER_OCCURRENCE, Basis.PER_QUARTER, Basis.UNDECIDED


def reading_of(*below: str, title: str = "Hội trại bãi bồi") -> PlanDraft:
    """A plan of one activity, with these lines below its heading."""
    lines = ["KẾ HOẠCH", "Hoạt động cụm năm 2024", "", "I. NỘI DUNG", f"1. {title}", *below]
    return read_plan(read_text("\n".join(lines)).document, KNOWN, year=2024)


def activity_of(*below: str, title: str = "Hội trại bãi bồi") -> ActivityDraft:
    (activity,) = reading_of(*below, title=title).activities
    return activity


def assigned(sentence: str) -> PlanDraft:
    draft = reading_of("- Phân công:", f"+ {sentence}")
    assert printed_texts(draft)[-1] == sentence
    return draft


def held(draft: PlanDraft, part: Part) -> str:
    """Codes of the last duty's holders."""
    codes = {union.key: union.code for union in draft.unions}
    duty = draft.activities[0].duties[-1]
    return " ".join(codes[holder.union] for holder in duty.holders if holder.part is part)


ALONE = [
    ("Đoàn phường Bến Mới phụ trách âm thanh.", "BM"),
    ("Đoàn phường Bến Mới: phụ trách âm thanh.", "BM"),
    ("Đoàn phường Bến Mới - phụ trách âm thanh.", "BM"),
    ("Đoàn phường Bến Mới chịu trách nhiệm dựng lều.", "BM"),
    ("Đoàn phường Bến Mới có trách nhiệm giữ trật tự.", "BM"),
    ("Đoàn Công ty Nước sạch cung cấp nước uống.", "NS"),
    ("Đoàn Công ty Nước sạch đảm nhận phần lửa trại.", "NS"),
    ("Đoàn Công ty Nước sạch sẽ bố trí xe.", "NS"),
    ("Đoàn Bệnh viện Bình Tâm cử bác sĩ trực.", "BT"),
    ("Đoàn Bệnh viện Bình Tâm khám sức khỏe cho trại sinh.", "BT"),
    ("Đoàn Bệnh viện Bình Tâm chuẩn bị tủ thuốc.", "BT"),
    ("Chi đoàn Trường Hoa Sen biểu diễn văn nghệ.", "HS"),
    ("Chi đoàn Trường Hoa Sen đăng cai vòng loại.", "HS"),
    ("Chi đoàn Trường Hoa Sen thiết kế phông nền và băng rôn.", "HS"),
    ("Đoàn Sở Nông lâm, Thủy lợi và Nghề cá tặng cây giống.", "NL"),
    ("Đoàn Sở Nông lâm, Thủy lợi và Nghề cá là đơn vị đầu mối.", "NL"),
    ("Đoàn phường Bến Mới, Chi đoàn Trường Hoa Sen dựng cổng trại.", "BM HS"),
    ("Đoàn phường Bến Mới và Chi đoàn Trường Hoa Sen tổ chức trò chơi.", "BM HS"),
    ("Đoàn phường Bến Mới, Chi đoàn Trường Hoa Sen và Đoàn Công ty Nước sạch lo hậu cần.", "BM HS NS"),
    ("Đoàn Sở Nông lâm, Thủy lợi và Nghề cá và Đoàn Bệnh viện Bình Tâm mua quà.", "NL BT"),
    ("Đoàn Sở Nông lâm, Thủy lợi và Nghề cá, Đoàn Bệnh viện Bình Tâm mua quà.", "NL BT"),
    ("Đoàn Công ty Nước sạch lo xe; Đoàn Bệnh viện Bình Tâm lo thuốc.", "NS BT"),
    ("Công tác y tế do Đoàn Bệnh viện Bình Tâm đảm nhận.", "BT"),
    ("Giao Chi đoàn Trường Hoa Sen chuẩn bị kịch bản.", "HS"),
    ("Đề nghị Đoàn Công ty Nước sạch hỗ trợ bồn chứa.", "NS"),
]
TOGETHER = [
    ("Đoàn phường Bến Mới chủ trì, phối hợp với Chi đoàn Trường Hoa Sen dựng trại.", "BM", "HS"),
    ("Đoàn phường Bến Mới chủ trì phối hợp với Chi đoàn Trường Hoa Sen dựng trại.", "BM", "HS"),
    ("Đoàn phường Bến Mới phối hợp với Chi đoàn Trường Hoa Sen dựng trại.", "BM", "HS"),
    ("Đoàn phường Bến Mới phối hợp cùng Chi đoàn Trường Hoa Sen dựng trại.", "BM", "HS"),
    ("Đoàn phường Bến Mới chủ trì, phối hợp cùng Đoàn Công ty Nước sạch làm cổng.", "BM", "NS"),
    (
        "Đoàn Công ty Nước sạch chủ trì, phối hợp với Đoàn phường Bến Mới và Chi đoàn Trường Hoa Sen tập huấn.",
        "NS",
        "BM HS",
    ),
    ("Đoàn Công ty Nước sạch chủ trì, phối hợp với Đoàn Sở Nông lâm, Thủy lợi và Nghề cá trồng cây.", "NS", "NL"),
    ("Đoàn Bệnh viện Bình Tâm, Chi đoàn Trường Hoa Sen phối hợp với Đoàn phường Bến Mới tuyên truyền.", "BT HS", "BM"),
    ("Chi đoàn Trường Hoa Sen: chủ trì, phối hợp với Đoàn Bệnh viện Bình Tâm chấm điểm.", "HS", "BT"),
]
COLLECTIVE = [
    ("Các đơn vị tham gia đầy đủ.", Scope.ALL, "Các đơn vị"),
    ("Các đơn vị thành viên chuẩn bị trang phục.", Scope.ALL, "Các đơn vị thành viên"),
    ("Các đơn vị trong cụm cử lực lượng.", Scope.ALL, "Các đơn vị trong cụm"),
    ("Mỗi đơn vị chuẩn bị một tiết mục.", Scope.ALL, "Mỗi đơn vị"),
    ("Mỗi chi đoàn đăng ký một đội.", Scope.ALL, "Mỗi chi đoàn"),
    ("Các cơ sở Đoàn vận động đoàn viên.", Scope.ALL, "Các cơ sở Đoàn"),
    ("Các cơ sở Đoàn trực thuộc báo cáo kết quả.", Scope.ALL, "Các cơ sở Đoàn trực thuộc"),
    ("Tất cả các đơn vị có mặt đúng giờ.", Scope.ALL, "Tất cả các đơn vị"),
    ("100% cơ sở Đoàn triển khai.", Scope.ALL, "100% cơ sở Đoàn"),
    ("Cụm trưởng theo dõi chung.", Scope.LEAD, "Cụm trưởng"),
    ("Trưởng cụm báo cáo cấp trên.", Scope.LEAD, "Trưởng cụm"),
]

EVERYONE = [
    ("Kinh phí: 700.000 đồng/đơn vị.", 700_000, ONCE),
    ("Kinh phí: 700.000đ/đơn vị", 700_000, ONCE),
    ("Kinh phí: 700.000 VNĐ/đơn vị.", 700_000, ONCE),
    ("Kinh phí: 700 nghìn đồng/đơn vị.", 700_000, ONCE),
    ("Kinh phí: 2 triệu đồng/đơn vị.", 2_000_000, ONCE),
    ("Kinh phí: 1,5 triệu đồng/đơn vị.", 1_500_000, ONCE),
    ("Kinh phí thực hiện: mỗi đơn vị đóng góp 700.000 đồng.", 700_000, ONCE),
    ("Kinh phí: Mỗi đơn vị 700.000 đồng.", 700_000, ONCE),
    ("Mức đóng góp: 450.000 đồng/chi đoàn.", 450_000, ONCE),
    ("Mức đóng góp: 450.000 đồng/cơ sở Đoàn.", 450_000, ONCE),
    ("Mức đóng góp: mỗi đơn vị 1.250.000 đồng", 1_250_000, ONCE),
    ("Các đơn vị đóng góp kinh phí (3.000.000 đồng/đơn vị).", 3_000_000, ONCE),
    ("Các cơ sở Đoàn trong cụm đóng góp 3.000.000 đồng/đơn vị.", 3_000_000, ONCE),
    ("Mỗi đơn vị đóng góp 3 triệu đồng.", 3_000_000, ONCE),
    ("Mỗi đơn vị nộp 3.000.000đ trước ngày 15/5/2024.", 3_000_000, ONCE),
    ("Đề nghị mỗi đơn vị đóng góp 900.000 đồng.", 900_000, ONCE),
    ("Mỗi đơn vị ủng hộ 250.000 đồng.", 250_000, ONCE),
]
AGAIN = [
    ("Kinh phí: 500.000 đồng/đơn vị/quý.", 500_000, QUARTERLY),
    ("Kinh phí: 500.000đ/đơn vị/quý", 500_000, QUARTERLY),
    ("Kinh phí: 500.000 đồng/quý/đơn vị.", 500_000, QUARTERLY),
    ("Kinh phí: 500.000 đồng/đơn vị/lần.", 500_000, EACH_TIME),
    ("Kinh phí: 500.000 đồng/lần/đơn vị.", 500_000, EACH_TIME),
    ("Kinh phí: 500.000 đồng/đơn vị/đợt.", 500_000, EACH_TIME),
    ("Kinh phí: 500.000 đồng/đơn vị/năm.", 500_000, ONCE),
    ("Mỗi đơn vị đóng góp 500.000 đồng mỗi lần.", 500_000, EACH_TIME),
    ("Mỗi đơn vị đóng góp 500.000 đồng cho cả năm.", 500_000, ONCE),
    ("Kinh phí: 500.000 đồng/đơn vị.", 500_000, OPEN),
    ("Mỗi đơn vị đóng góp 500.000 đồng.", 500_000, OPEN),
]
TIERS = [
    (
        "Kinh phí: Đoàn phường Bến Mới 900.000 đồng; Chi đoàn Trường Hoa Sen 300.000 đồng.",
        {"BM": 900_000, "HS": 300_000},
    ),
    (
        "Kinh phí: Đoàn phường Bến Mới: 900.000 đồng; Chi đoàn Trường Hoa Sen: 300.000 đồng.",
        {"BM": 900_000, "HS": 300_000},
    ),
    (
        "Kinh phí: Đoàn phường Bến Mới 900.000đ; các đơn vị còn lại 400.000đ.",
        {"BM": 900_000, "HS": 400_000, "NS": 400_000, "BT": 400_000, "NL": 400_000},
    ),
    (
        "Kinh phí: Đoàn phường Bến Mới và Đoàn Công ty Nước sạch 900.000đ; các đơn vị khác 400.000đ.",
        {"BM": 900_000, "NS": 900_000, "HS": 400_000, "BT": 400_000, "NL": 400_000},
    ),
    (
        "Các đơn vị đóng góp (Đoàn Bệnh viện Bình Tâm: 2 triệu đồng; Đoàn Công ty Nước sạch: 1,5 triệu đồng).",
        {"BT": 2_000_000, "NS": 1_500_000},
    ),
    (
        "Đoàn Sở Nông lâm, Thủy lợi và Nghề cá đóng góp 1.000.000đ; Đoàn phường Bến Mới đóng góp 600.000đ.",
        {"NL": 1_000_000, "BM": 600_000},
    ),
    (
        "Kinh phí: Đoàn phường Bến Mới, Chi đoàn Trường Hoa Sen: 350.000 đồng/đơn vị.",
        {"BM": 350_000, "HS": 350_000},
    ),
]
NO_LEVY = [
    "Kinh phí: từ nguồn vận động xã hội.",
    "Kinh phí: do các đơn vị tự cân đối.",
    "Tổng kinh phí: 20.000.000 đồng.",
    "Trao 10 suất học bổng, mỗi suất 1.000.000 đồng.",
    "Giải nhất: 2.000.000 đồng và giấy khen.",
    "Tặng 50 phần quà, mỗi phần trị giá 300.000 đồng.",
    "Vận động tài trợ 5.000.000 đồng từ doanh nghiệp.",
    "Trồng 1.000 cây bần ven sông.",
]

QUOTAS = [
    ("Mỗi đơn vị cử 10 đoàn viên tham gia.", 10, "đoàn viên"),
    ("Mỗi đơn vị cử 05 đồng chí dự lễ.", 5, "đồng chí"),
    ("Mỗi đơn vị cử ít nhất 12 thanh niên.", 12, "thanh niên"),
    ("Mỗi đơn vị mời tối thiểu 30 đoàn viên, thanh niên.", 30, "đoàn viên, thanh niên"),
    ("Mỗi chi đoàn huy động 20 học sinh.", 20, "học sinh"),
    ("Mỗi cơ sở Đoàn giới thiệu 02 thí sinh.", 2, "thí sinh"),
    ("Mỗi đơn vị đăng ký 8 vận động viên.", 8, "vận động viên"),
    ("Từng đơn vị bố trí 4 tình nguyện viên trực.", 4, "tình nguyện viên"),
    ("Số lượng: 15 đoàn viên/đơn vị.", 15, "đoàn viên"),
    ("Thành phần: 25 sinh viên/chi đoàn.", 25, "sinh viên"),
    ("Số lượng: mỗi đơn vị 06 người.", 6, "người"),
    ("Các đơn vị tham gia, mỗi đơn vị 7 công nhân.", 7, "công nhân"),
]
NO_QUOTA = [
    "Thu hút 500 đoàn viên tham gia.",
    "Đoàn phường Bến Mới cử 10 đoàn viên.",
    "Tổng số: 200 người.",
    "Mỗi đơn vị chuẩn bị 02 lều trại.",
    "Dự kiến có 1.000 thanh niên hưởng ứng.",
]

D = dt.date
DAY, MONTH, QUARTER, NONE = Precision.DAY, Precision.MONTH, Precision.QUARTER, Precision.NONE
DATED = [
    ("Thời gian: 18/5/2024", D(2024, 5, 18), None, DAY),
    ("Thời gian: ngày 18 tháng 5 năm 2024.", D(2024, 5, 18), None, DAY),
    ("Thời gian tổ chức: 7h30, ngày 18/5/2024", D(2024, 5, 18), None, DAY),
    ("Thời gian thực hiện: ngày 18/5", D(2024, 5, 18), None, DAY),
    ("Thời gian: Từ ngày 01/6 đến ngày 15/6/2024.", D(2024, 6, 1), D(2024, 6, 15), DAY),
    ("Thời gian: từ 28/12/2024 đến 03/01/2025", D(2024, 12, 28), D(2025, 1, 3), DAY),
    ("Thời gian: ngày 05 và 06/10/2024", D(2024, 10, 5), D(2024, 10, 6), DAY),
    ("Thời gian: Tháng 4/2024", D(2024, 4, 1), D(2024, 4, 30), MONTH),
    ("Thời gian: trong tháng 4 năm 2024", D(2024, 4, 1), D(2024, 4, 30), MONTH),
    ("Thời gian: Tháng 6 - 7 năm 2024", D(2024, 6, 1), D(2024, 7, 31), MONTH),
    ("Thời gian: từ tháng 9 đến tháng 11/2024", D(2024, 9, 1), D(2024, 11, 30), MONTH),
    ("Thời gian: Quý I/2024", D(2024, 1, 1), D(2024, 3, 31), QUARTER),
    ("Thời gian: quý 4 năm 2024", D(2024, 10, 1), D(2024, 12, 31), QUARTER),
    ("Thời điểm: 02/9/2024", D(2024, 9, 2), None, DAY),
]
RECURRING = [
    ("Thời gian: hằng quý", Repeat.QUARTERLY),
    ("Thời gian: Định kỳ hàng quý.", Repeat.QUARTERLY),
    ("Thời gian: mỗi quý một lần", Repeat.QUARTERLY),
    ("Thời gian: 01 lần/quý", Repeat.QUARTERLY),
    ("Thời gian: hằng tháng", Repeat.MONTHLY),
    ("Thời gian: mỗi tháng 1 lần", Repeat.MONTHLY),
    ("Thời gian: sáng thứ bảy hằng tuần", Repeat.WEEKLY),
    ("Thời gian: hằng năm", Repeat.YEARLY),
]
TENTATIVE = [
    ("Thời gian: Dự kiến tháng 8/2024", True),
    ("Thời gian: khoảng tháng 8/2024", True),
    ("Thời gian: tháng 8/2024 (dự kiến)", True),
    ("Thời gian: tháng 8/2024", False),
]
PLACES = [
    ("Địa điểm: Bãi bồi Cồn Én", "Bãi bồi Cồn Én"),
    ("Địa điểm: Bãi bồi Cồn Én.", "Bãi bồi Cồn Én"),
    ("Địa điểm tổ chức: Hội trường A, số 12 đường Bờ Lau", "Hội trường A, số 12 đường Bờ Lau"),
    ("Địa điểm thực hiện: Xã Suối Khô, huyện Kẻ Sim;", "Xã Suối Khô, huyện Kẻ Sim"),
    ("Địa bàn: các khu trọ công nhân", "các khu trọ công nhân"),
]


@pytest.mark.parametrize(("sentence", "codes"), ALONE)
def test_a_duty_is_held_by_those_it_names(sentence: str, codes: str) -> None:
    draft = assigned(sentence)
    assert (held(draft, Part.LEAD), held(draft, Part.SUPPORT)) == (codes, "")
    assert len(draft.unions) == len(KNOWN)


@pytest.mark.parametrize(("sentence", "lead", "support"), TOGETHER)
def test_a_joint_duty_has_a_lead_and_supporters(sentence: str, lead: str, support: str) -> None:
    draft = assigned(sentence)
    assert (held(draft, Part.LEAD), held(draft, Part.SUPPORT)) == (lead, support)


@pytest.mark.parametrize(("sentence", "scope", "collective"), COLLECTIVE)
def test_a_duty_of_all_or_of_the_head_keeps_its_words(sentence: str, scope: Scope, collective: str) -> None:
    (duty,) = assigned(sentence).activities[0].duties
    assert (duty.scope, duty.collective, duty.holders) == (scope, collective, ())


@pytest.mark.parametrize(("sentence", "amount", "basis"), EVERYONE)
def test_every_union_pays_the_same_once(sentence: str, amount: int, basis: Basis) -> None:
    (levy,) = activity_of(f"- {sentence}").levies
    assert levy.everyone
    assert (levy.basis, [share.amount for share in levy.shares]) == (basis, [amount] * len(KNOWN))


@pytest.mark.parametrize(("sentence", "amount", "basis"), AGAIN)
def test_a_recurring_visit_is_paid_as_often_as_it_says(sentence: str, amount: int, basis: Basis) -> None:
    activity = activity_of("- Thời gian: hằng quý", f"- {sentence}", title="Thăm hỏi người già neo đơn")
    (levy,) = activity.levies
    assert (levy.basis, {share.amount for share in levy.shares}) == (basis, {amount})


@pytest.mark.parametrize(("sentence", "paid"), TIERS)
def test_named_unions_pay_their_own_sums(sentence: str, paid: dict[str, int]) -> None:
    draft = reading_of(f"- {sentence}")
    (levy,) = draft.activities[0].levies
    codes = {union.key: union.code for union in draft.unions}
    assert {codes[share.union]: share.amount for share in levy.shares} == paid
    assert levy.total == sum(paid.values())


@pytest.mark.parametrize("sentence", NO_LEVY)
def test_nobody_is_asked_to_pay_for_these(sentence: str) -> None:
    draft = reading_of("- Thời gian: tháng 5", f"- {sentence}")
    assert draft.activities[0].levies == ()
    assert printed_texts(draft)[-1] == sentence


@pytest.mark.parametrize(("sentence", "people", "noun"), QUOTAS)
def test_people_of_each_union_are_a_quota(sentence: str, people: int, noun: str) -> None:
    quota = activity_of("- Thời gian: tháng 5", f"- {sentence}").quota
    assert quota is not None
    assert (quota.people, quota.noun) == (people, noun)


@pytest.mark.parametrize("sentence", NO_QUOTA)
def test_other_counts_are_no_quota(sentence: str) -> None:
    assert activity_of("- Thời gian: tháng 5", f"- {sentence}").quota is None


@pytest.mark.parametrize(("sentence", "first", "last", "precision"), DATED)
def test_a_time_has_its_days(sentence: str, first: dt.date, last: dt.date | None, precision: Precision) -> None:
    (schedule,) = activity_of(f"- {sentence}").schedules
    assert (schedule.time.starts_on, schedule.time.ends_on, schedule.time.precision) == (first, last, precision)


@pytest.mark.parametrize(("sentence", "repeat"), RECURRING)
def test_a_time_that_comes_back_has_no_day(sentence: str, repeat: Repeat) -> None:
    (schedule,) = activity_of(f"- {sentence}").schedules
    assert (schedule.time.repeat, schedule.time.starts_on, schedule.time.precision) == (repeat, None, NONE)


@pytest.mark.parametrize(("sentence", "tentative"), TENTATIVE)
def test_an_expected_time_is_tentative(sentence: str, *, tentative: bool) -> None:
    (schedule,) = activity_of(f"- {sentence}").schedules
    assert schedule.time.tentative is tentative
    assert schedule.time.starts_on == D(2024, 8, 1)


@pytest.mark.parametrize(("sentence", "place"), PLACES)
def test_a_place_is_kept_without_its_last_mark(sentence: str, place: str) -> None:
    draft = reading_of(f"- {sentence}")
    assert [found.text for found in draft.activities[0].places] == [place]
    assert printed_texts(draft)[-1] == sentence


def doubled_blanks(text: str) -> str:
    return text.replace("\n\n", "\n\n\n\n")


def other_bullets(text: str) -> str:
    """Dashes become round dots and pluses white ones, as word processors make them."""
    return re.sub(r"(?m)^\+ ", "◦ ", re.sub(r"(?m)^[-–] ", "• ", text))


def tabbed(text: str) -> str:
    """A tab behind every mark of the body instead of a space."""
    body, closing, rest = text.partition("Nơi nhận:")
    return re.sub(r"(?m)^([-–•+*]|[\dIVX]+(?:\.\d+)*[.)/-]|[a-dA-D][.)]) ", "\\1\t", body) + closing + rest


def indented(text: str) -> str:
    return "\n".join(f"    {line}" if line[:1] in "-–•+*" else line for line in text.split("\n"))


def wrapped(text: str) -> str:
    """Long lines of the body broken near 60 characters, as a mail program breaks them."""
    return "\n".join(
        textwrap.fill(line, 60, break_on_hyphens=False) if line.strip() else line for line in text.split("\n")
    )


VARIANTS: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "blank lines doubled": doubled_blanks,
    "decomposed letters": lambda text: unicodedata.normalize("NFD", text),
    "tabs after marks": tabbed,
    "spaces at line ends": lambda text: text.replace("\n", "  \n"),
    "no-break spaces": lambda text: re.sub(r"(?<=\d) (?=đồng)", "\u00a0", text),
    "byte order mark": lambda text: "\ufeff" + text,
    "bullets indented": indented,
    "other bullets": other_bullets,
    "wrapped": wrapped,
    "capitals": str.upper,
    "small letters": str.lower,
}
SAME_FACTS = list(VARIANTS)[1:9]  # what a file's way through programs does to it must not change what it says


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("name", PLANS)
def test_no_word_is_lost_and_none_moves(name: str, variant: str) -> None:
    text = VARIANTS[variant](PLANS[name][0])
    document = read_text(text).document
    draft = read_plan(document, year=2024)
    before, after = printed_words(draft, document)
    assert after == before
    assert not Counter(words(text)) - Counter(all_words(document))
    dateline = [word for block in document.blocks if isinstance(block, Letterhead) for word in words(block.dateline)]
    assert not Counter(words(text)) - Counter(all_words(draft_document(draft))) - Counter(dateline)


@pytest.mark.parametrize("name", PLANS)
def test_the_lines_print_in_the_order_of_the_source(name: str) -> None:
    text = tidy(PLANS[name][0])
    at = 0
    for line in printed_texts(draft_of(PLANS[name][0])):
        found = text.find(tidy(line), at)
        assert found >= at, line
        at = found + len(tidy(line))


@pytest.mark.parametrize("variant", SAME_FACTS)
@pytest.mark.parametrize("name", PLANS)
def test_the_way_a_file_came_changes_no_fact(name: str, variant: str) -> None:
    text, facts = PLANS[name]
    assert "\n".join(told(draft_of(VARIANTS[variant](text)))) == facts.rstrip("\n")


@pytest.mark.parametrize("name", PLANS)
def test_wrapped_lines_still_name_the_same_activities(name: str) -> None:
    text, _ = PLANS[name]
    titles = [(activity.kind, activity.title) for activity in draft_of(wrapped(text)).activities]
    assert titles == [(activity.kind, activity.title) for activity in draft_of(text).activities]


@pytest.mark.parametrize("name", PLANS)
def test_knowing_the_unions_already_changes_no_fact(name: str) -> None:
    """Reading the plan a second time, with the unions of the first reading, finds them and adds none."""
    text, facts = PLANS[name]
    known = [KnownUnion(union.code, union.name) for union in draft_of(text).unions]
    again = read_plan(read_text(text).document, known, year=2024)
    assert all(union.is_known for union in again.unions)
    assert "\n".join(told(again)) == facts.rstrip("\n")


@pytest.mark.parametrize("name", PLANS)
def test_reading_twice_gives_the_same_draft(name: str) -> None:
    assert draft_of(PLANS[name][0]) == draft_of(PLANS[name][0])


@pytest.mark.parametrize("name", PLANS)
def test_facts_point_at_lines_and_unions_that_exist(name: str) -> None:
    draft = draft_of(PLANS[name][0])
    keys = {union.key for union in draft.unions}
    for activity in draft.activities:
        lines = [activity.clause, *activity.contents]
        lines += [fact.clause for fact in (*activity.schedules, *activity.places, *activity.duties)]
        lines += [levy.clause for levy in activity.levies if levy.clause is not None]
        assert all(0 <= line < len(draft.clauses) for line in lines)
        assert {share.union for levy in activity.levies for share in levy.shares} <= keys
        assert {holder.union for duty in activity.duties for holder in duty.holders} <= keys
