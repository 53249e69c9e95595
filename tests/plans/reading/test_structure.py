"""Labels, sections, activities, numbers, head: what each part of the paper is taken for."""

import datetime as dt

import pytest

from documents.blocks import GLUED, Closing, Column, Document, Letterhead, Line, Marker, Signer, Table, Title
from plans.numbering import Place, number_labels
from plans.reading import PlanDraft, read_plan
from plans.reading.drafts import ActivityDraft, Kind, ScheduleDraft, Scope, Why
from plans.reading.head import frame, recipient_text
from plans.reading.kinds import kind_of, read_quota
from plans.reading.labels import Role, is_label_like, read_label
from plans.reading.numbers import fitted, typed_labels
from plans.reading.sections import Section, find_activities, section_of
from plans.reading.times import read_time
from plans.reading.tree import deepened, grow

A, R, DASH, NONE = Marker.ARABIC, Marker.ROMAN, Marker.DASH, Marker.NONE


@pytest.mark.parametrize(
    ("text", "role", "length"),
    [
        ("Thời gian: Tháng 6.", Role.WHEN, 11),
        ("Thời gian  tổ chức", Role.WHEN, 18),
        ("Thời gian dự kiến: quý II", Role.WHEN, 19),
        ("Thời gian hoàn thành: trước 31/7", Role.WHEN, 22),
        ("Thời gian - Địa điểm: Theo phân công", Role.WHEN_WHERE, 22),
        ("Thời gian, địa điểm tổ chức: 8h00", Role.WHEN_WHERE, 29),
        ("Địa điểm: Huyện Củ Chi.", Role.WHERE, 10),
        ("Nội dung:", Role.CONTENT, 9),
        ("Nội dung triển khai", Role.CONTENT, 19),
        ("Các hoạt động: thăm", Role.CONTENT, 15),
        ("Phân công thực hiện:", Role.ASSIGNMENT, 20),
        ("Phân công nhiệm vụ", Role.ASSIGNMENT, 18),
        ("Phân công:", Role.ASSIGNMENT, 10),
        ("Đơn vị thực hiện: Đoàn A", Role.ASSIGNMENT, 18),
        ("Đơn vị chủ trì: Đoàn A", Role.ASSIGNMENT, 16),
        ("Thực hiện: Đoàn A", Role.ASSIGNMENT, 11),
        ("Phụ trách chính: Đoàn A", Role.ASSIGNMENT, 17),
        ("Đăng cai: Đoàn A", Role.ASSIGNMENT, 10),
        ("Đầu mối: Đoàn A", Role.ASSIGNMENT, 9),
        ("Đơn vị phối hợp: Đoàn B", Role.SUPPORT, 17),
        ("Phối hợp thực hiện: Đoàn B", Role.SUPPORT, 20),
        ("Phối hợp: Đoàn B", Role.SUPPORT, 10),
        ("Đơn vị hỗ trợ: Đoàn B", Role.SUPPORT, 15),
        ("Kinh phí: 500.000đ", Role.MONEY, 10),
        ("Mức đóng góp:", Role.MONEY, 13),
        ("Tổng cộng: 14.000.000 đồng", Role.MONEY, 11),
        ("Tổng cộng 14.000.000 đồng.", Role.MONEY, 26),
        ("Thành phần: mỗi đơn vị 5 đồng chí", Role.PEOPLE, 12),
        ("Số lượng: 30", Role.PEOPLE, 10),
        ("Lực lượng: mỗi chi đoàn 15 đ/c", Role.PEOPLE, 11),
        ("Lệ phí: 1.200.000 đồng/đội", Role.OTHER, 8),
        ("Hình thức: trực tuyến", Role.OTHER, 11),
        ("Lưu ý: mang áo", Role.OTHER, 7),
    ],
)
def test_a_label_says_what_a_line_is_about(text: str, role: Role, length: int) -> None:
    assert read_label(text) == (role, length)


@pytest.mark.parametrize(
    "text",
    [
        "Tặng quà cho trẻ em",
        "Đoàn Sở Y tế: khám bệnh",
        "Nội dung 1: Hội trại",
        "Hoạt động 2: Thăm hỏi",
        "",
        ":",
        "Sân chơi: 3",
    ],
)
def test_other_lines_have_no_label(text: str) -> None:
    assert read_label(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đối tượng tham gia", True),
        ("Thời gian, địa điểm tổ chức sinh hoạt tại Quận:", True),
        ("Nội dung chương trình sinh hoạt:", True),
        ("Tên gọi cuộc thi: Tìm hiểu 6 bài học", True),
        ("Giải thưởng", True),
        ("Tổ chức Sinh hoạt chuyên đề", False),
        ("Chiến dịch Mùa hè xanh", False),
        ("Hoạt động 1: Hội trại", False),
    ],
)
def test_a_heading_about_an_aspect_names_no_activity(text: str, expected: bool) -> None:
    assert is_label_like(text) is expected


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("NỘI DUNG:", Section.CONTENTS),
        ("NỘI DUNG CÁC HOẠT ĐỘNG", Section.CONTENTS),
        ("NỘI DUNG, HÌNH THỨC, GIẢI THƯỞNG", Section.CONTENTS),
        ("CÁC HOẠT ĐỘNG TRỌNG TÂM", Section.CONTENTS),
        ("PHẦN II: CÁC HOẠT ĐỘNG", Section.CONTENTS),
        ("TỔ CHỨC THỰC HIỆN:", Section.ORGANISATION),
        ("BIỆN PHÁP TỔ CHỨC THỰC HIỆN", Section.ORGANISATION),
        ("PHÂN CÔNG NHIỆM VỤ", Section.ORGANISATION),
        ("PHÂN CÔNG", Section.ORGANISATION),
        ("MỤC ĐÍCH, YÊU CẦU", Section.OTHER),
        ("MỘT SỐ CHỈ TIÊU CƠ BẢN", Section.OTHER),
        ("CHỦ ĐỀ, THỜI GIAN, ĐỊA BÀN", Section.OTHER),
        ("KINH PHÍ", Section.OTHER),
        ("CHIẾN DỊCH KỲ NGHỈ HỒNG", Section.UNKNOWN),
    ],
)
def test_a_section_is_known_by_its_title(text: str, section: Section) -> None:
    assert section_of(text) is section


def titles(lines: list[Line]) -> list[str]:
    return [node.line.text for node in find_activities(grow(deepened(lines)))]


def test_activities_are_the_titled_numbers_of_the_contents() -> None:
    lines = [
        Line("NỘI DUNG", R, "I.", 0, heading=True),
        Line("Hội trại", A, "1.", 1, heading=True),
        Line("Thời gian: tháng 3", DASH, "-", 2),
        Line("Đối tượng", A, "2.", 1, heading=True),
        Line("Một câu dài.", A, "3.", 1),
        Line("Giải bóng", A, "4.", 1, heading=True),
        Line("TỔ CHỨC THỰC HIỆN", R, "II.", 0, heading=True),
        Line("Cụm trưởng", A, "1.", 1, heading=True),
    ]
    assert titles(lines) == ["Hội trại", "Giải bóng"]


def test_headings_that_only_group_activities_are_looked_into() -> None:
    lines = [
        Line("NỘI DUNG", R, "I.", 0, heading=True),
        Line("Hoạt động tình nguyện hè", A, "1.", 1, heading=True),
        Line("Đợt một", Marker.DECIMAL, "1.1.", 2, heading=True),
        Line("Thời gian: tháng 6", DASH, "-", 3),
        Line("Đợt hai", Marker.DECIMAL, "1.2.", 2, heading=True),
        Line("Địa điểm: Bờ Đá", DASH, "-", 3),
    ]
    assert titles(lines) == ["Đợt một", "Đợt hai"]


def test_a_part_with_a_time_below_it_is_an_activity_itself() -> None:
    lines = [
        Line("MỤC ĐÍCH", R, "I.", 0, heading=True),
        Line("HỘI TRẠI MÙA XUÂN", R, "II.", 0, heading=True),
        Line("Thời gian: tháng 3", A, "1.", 1),
        Line("THỂ LỆ", R, "III.", 0, heading=True),
    ]
    assert titles(lines) == ["HỘI TRẠI MÙA XUÂN"]


@pytest.mark.parametrize(("marker", "labels"), [(Marker.DECIMAL, ("1.1.", "1.2.")), (Marker.LETTER, ("a)", "b)"))])
def test_numbered_lines_with_a_time_of_their_own_are_parts_of_an_activity(
    marker: Marker, labels: tuple[str, str]
) -> None:
    lines = [
        Line("NỘI DUNG", R, "I.", 0, heading=True),
        Line("Chiến dịch hè", A, "1.", 1, heading=True),
        Line("Thời gian: tháng 7", DASH, "-", 2),
        Line("Lễ ra quân", marker, labels[0], 2),
        Line("Thời gian: 03/7/2024", DASH, "-", 3),
        Line("Đoàn Sở Y tế phụ trách.", DASH, "-", 3),
        Line("Trao quà", marker, labels[1], 2),  # without a time it is a content
        Line("Hội thao", A, "2.", 1, heading=True),
    ]
    whole, part, other = activities_of(lines)
    assert [one.title for one in (whole, part, other)] == ["Chiến dịch hè", "Lễ ra quân", "Hội thao"]
    assert [one.text for one in whole.schedules] == ["tháng 7"]
    assert [one.text for one in part.schedules] == ["03/7/2024"]
    assert whole.contents == (6,)
    assert ([duty.clause for duty in whole.duties], [duty.clause for duty in part.duties]) == ([], [5])


def test_a_total_is_no_content() -> None:
    lines = [
        Line("NỘI DUNG", R, "I.", 0, heading=True),
        Line("Hội trại", A, "1.", 1, heading=True),
        Line("Tặng quà cho trẻ em.", DASH, "-", 2),
        Line("Tổng cộng: 14.000.000 đồng.", DASH, "-", 2),
        Line("Tổng kinh phí 14.000.000 đồng.", DASH, "-", 2),
    ]
    (activity,) = activities_of(lines)
    assert activity.contents == (2,)


def activities_of(lines: list[Line]) -> tuple[ActivityDraft, ...]:
    return read_plan(Document("", tuple(lines)), year=2024).activities


def test_bulleted_activities_need_a_time_a_place_or_an_assignment() -> None:
    lines = [
        Line("NỘI DUNG", R, "I.", 0, heading=True),
        Line("Hội trại", DASH, "-", 1),
        Line("Phân công: Đoàn A", Marker.PLUS, "+", 2),
        Line("Tặng quà", DASH, "-", 1),
        Line("cho trẻ em", Marker.PLUS, "+", 2),
    ]
    assert titles(lines) == ["Hội trại"]


def test_numbers_in_words_become_headings_above_what_follows() -> None:
    lines = [Line("PHẦN I: NỘI DUNG"), Line("Hoạt động 1: Hội trại"), Line("Địa điểm: Bờ Đá", A, "1.", 0), Line("Hết.")]
    deep = deepened(lines)
    assert [(line.level, line.heading) for line in deep] == [(0, True), (1, True), (2, False), (2, False)]
    assert titles(lines) == ["Hoạt động 1: Hội trại"]


@pytest.mark.parametrize(
    ("title", "time", "kind"),
    [
        ("Chiến dịch tình nguyện Kỳ Nghỉ Hồng", "", Kind.CAMPAIGN),
        ("Tháng Thanh niên năm 2025", "", Kind.CAMPAIGN),
        ("Hoạt động hè tình nguyện", "", Kind.CAMPAIGN),
        ("Tổ chức Sinh hoạt chuyên đề “Vai trò”", "", Kind.THEMED_SESSION),
        ("Tọa đàm về cảng biển", "", Kind.THEMED_SESSION),
        ("Nói chuyện chuyên đề", "hằng quý", Kind.THEMED_SESSION),
        ("Thăm hỏi và phụng dưỡng Mẹ", "định kỳ hằng quý", Kind.RECURRING_VISIT),
        ("Thăm hỏi gia đình chính sách", "", Kind.RECURRING_VISIT),
        ("Thăm, tặng quà", "ngày 27/7/2024", Kind.OTHER),
        ("Phụng dưỡng Mẹ Việt Nam Anh hùng", "ngày 27/7/2024", Kind.RECURRING_VISIT),
        ("Vệ sinh nghĩa trang", "mỗi tháng một lần", Kind.RECURRING_VISIT),
        ("Tham gia hội trại", "tháng 3/2024", Kind.OTHER),
        ("Tham quan bảo tàng", "", Kind.OTHER),
    ],
)
def test_the_kind_follows_from_title_and_times(title: str, time: str, kind: Kind) -> None:
    schedules = [ScheduleDraft(0, time, read_time(time, 2024))] if time else []
    assert kind_of(title, schedules) is kind


@pytest.mark.parametrize(
    ("text", "people", "noun"),
    [
        ("Mỗi cơ sở Đoàn trong cụm mời 30 đoàn viên tham dự.", 30, "đoàn viên"),
        ("mỗi Đoàn phường triệu tập 30 đồng chí là Bí thư", 30, "đồng chí"),
        ("Đề nghị mỗi đơn vị cử ít nhất 10 người", 10, "người"),
        ("Từng chi đoàn huy động 05 đoàn viên, thanh niên", 5, "đoàn viên, thanh niên"),
        ("Thành phần: 15 đại biểu/đơn vị", 15, "đại biểu"),
    ],
)
def test_people_of_each_union_are_counted(text: str, people: int, noun: str) -> None:
    quota = read_quota(text)
    assert quota is not None
    assert (quota.people, quota.noun) == (people, noun)
    assert "{số lượng}" in quota.template


@pytest.mark.parametrize(
    "text", ["Dự kiến 250 học viên", "vận động 1.000 đoàn viên", "Mỗi đơn vị cử cán bộ", "mỗi đơn vị 0 người"]
)
def test_people_altogether_are_no_quota(text: str) -> None:
    assert read_quota(text) is None


def test_labels_follow_the_outline_wherever_they_can() -> None:
    places = [
        Place(0, R, "I."),
        Place(1, A, "1."),
        Place(2, DASH, "-"),
        Place(2, DASH, "–"),
        Place(1, A, "2."),
        Place(0, R, "II."),
    ]
    assert typed_labels(places) == [""] * 6


@pytest.mark.parametrize(
    ("labels", "typed"),
    [
        (["3.", "4.", "6.", "7."], ["3.", "", "6.", ""]),
        (["1.", "1.", "2."], ["", "1.", ""]),
        (["1)", "2)"], ["1)", "2)"]),
        ([f"1.{GLUED}", "2."], [f"1.{GLUED}", ""]),
    ],
)
def test_labels_that_disagree_are_kept_and_the_rest_goes_on(labels: list[str], typed: list[str]) -> None:
    places = [Place(0, A, label) for label in labels]
    assert typed_labels(places) == typed
    again = [Place(0, A, label) for label in typed]
    assert number_labels(again) == labels


def test_decimals_take_their_parent() -> None:
    places = [Place(0, A, "3."), Place(1, Marker.DECIMAL, "3.2."), Place(1, Marker.DECIMAL, "3.3.")]
    assert typed_labels(places) == ["3.", "3.2.", ""]


def test_lines_that_no_column_holds_are_made_to_fit() -> None:
    lines = fitted([Line("sâu", DASH, "-", 15), Line("không nhãn", DASH), Line("dài", A, "1." * 30, 1)])
    assert [line.level for line in lines] == [8, 0, 1]
    assert [line.marker for line in lines] == [DASH, NONE, NONE]
    assert lines[2].text == "1." * 30 + " dài"


HEAD = Letterhead(
    "TỈNH ĐOÀN", "BCH ĐOÀN CẢNG", "Số: 12-KH/ĐTN", "ĐOÀN TNCS HỒ CHÍ MINH", "Sông Lam, ngày 05 tháng 02 năm 2025"
)
TITLE = Title("KẾ HOẠCH", ("Hoạt động năm 2025",))
CLOSING = Closing(("- Tỉnh Đoàn;", "- Lưu: VP."), (Signer("TM. BCH", "BÍ THƯ", "Lê Thị Sóng", ""),))


def test_a_whole_head_is_taken_apart() -> None:
    framed = frame(Document("", (HEAD, TITLE, Line("Một."), CLOSING)))
    head = framed.head
    assert (head.parent_heading, head.issuer, head.number) == ("TỈNH ĐOÀN", "BCH ĐOÀN CẢNG", "Số: 12-KH/ĐTN")
    assert (head.place, head.signed_on, head.dateline) == ("Sông Lam", dt.date(2025, 2, 5), "")
    assert (head.recipients, head.signer.name) == (("Tỉnh Đoàn", "Lưu: VP"), "Lê Thị Sóng")
    assert (framed.years, framed.lines, framed.unread) == ((2025,), (Line("Một."),), ())


@pytest.mark.parametrize(
    ("number", "mark", "kept", "symbol"),
    [
        ("Số:      -KH/ĐTN", "DỰ THẢO", "", "KH/ĐTN"),
        ("Số: … -KH/ĐKDCĐ", "", "", "KH/ĐKDCĐ"),
        ("", "DỰ THẢO", "", ""),
        ("Số: 12-KH/ĐTN", "DỰ THẢO", "Số: 12-KH/ĐTN\nDỰ THẢO", ""),
        ("Số:      -KH/ĐTN", "DỰ THẢO LẦN THỨ HAI", "Số:      -KH/ĐTN\nDỰ THẢO LẦN THỨ HAI", ""),
        ("Số:      /BC-ĐTN", "", "Số:      /BC-ĐTN", ""),
    ],
)
def test_a_blank_number_is_empty_and_any_other_mark_is_kept(number: str, mark: str, kept: str, symbol: str) -> None:
    framed = frame(Document("", (Letterhead(number=number, mark=mark), TITLE)))
    assert (framed.head.number, framed.blank_symbol) == (kept, symbol)


@pytest.mark.parametrize(
    ("line", "place", "day", "kept"),
    [
        ("Sông Lam, ngày      tháng      năm 2025", "Sông Lam", None, ""),
        ("ngày      tháng      năm 2025", "", None, ""),
        ("Sông Lam, ngày 5 tháng 2 năm 2025", "Sông Lam", dt.date(2025, 2, 5), "Sông Lam, ngày 5 tháng 2 năm 2025"),
        ("Sông Lam, ngày 31 tháng 02 năm 2025", "", None, "Sông Lam, ngày 31 tháng 02 năm 2025"),
        ("Sông Lam, ngày ... tháng ... năm 2025", "", None, "Sông Lam, ngày ... tháng ... năm 2025"),
    ],
)
def test_a_dateline_is_kept_where_it_would_print_otherwise(
    line: str, place: str, day: dt.date | None, kept: str
) -> None:
    head = frame(Document("", (Letterhead(dateline=line), TITLE))).head
    assert (head.place, head.signed_on, head.dateline) == (place, day, kept)


def test_a_second_signer_stands_below_the_first() -> None:
    two = Closing((), (Signer("TM. BCH", "BÍ THƯ", "Lê Thị Sóng"), Signer("TM. HỘI", "CHỦ TỊCH", "Trần Văn Đá")))
    framed = frame(Document("", (TITLE, two)))
    assert framed.head.signer == Signer("TM. BCH", "BÍ THƯ", "Lê Thị Sóng", "TM. HỘI\nCHỦ TỊCH\nTrần Văn Đá")
    assert [unread.why for unread in framed.unread] == [Why.SIGNERS]


@pytest.mark.parametrize(
    "blocks",
    [
        (TITLE, HEAD, Line("Một.")),
        (HEAD, TITLE, CLOSING, Line("Phụ lục")),
        (Letterhead("X" * 400), TITLE, Line("Một.")),
        (TITLE, Closing(("- " + "dài " * 100,))),
        (TITLE, Closing((), (Signer("TM. " + "X" * 300),))),
        (TITLE, Table((Column("STT"), Column("Tên")), (("1", "Sóng"),))),
    ],
)
def test_blocks_that_have_no_place_become_paragraphs(blocks: tuple[object, ...]) -> None:
    from documents.characters import words
    from documents.text import render_text

    document = Document("", blocks)  # type: ignore[arg-type]
    framed = frame(document)
    assert framed.lines
    told = [framed.head.kind, *framed.head.subject, *(str(line) for line in framed.lines), *framed.head.recipients]
    around = [
        framed.head.parent_heading,
        framed.head.issuer,
        framed.head.number,
        framed.head.heading,
        framed.head.place,
    ]
    signer = framed.head.signer
    whole = " ".join([*around, *told, signer.capacity, signer.office, signer.name, "ngày 05 tháng 02 năm 2025"])
    lost = set(words(render_text(document))) - set(words(whole)) - {"nơi", "nhận"}
    assert not lost


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("năm 2024, chủ đề “Năm thanh niên tình nguyện”, Cụm", "Năm thanh niên tình nguyện"),
        ('chủ đề công tác năm 2025 là: "Tuổi trẻ số"', "Tuổi trẻ số"),
        ("Chủ đề: Thanh niên vì cộng đồng.", "Thanh niên vì cộng đồng"),
        ("Không nói gì", ""),
    ],
)
def test_the_theme_is_found(text: str, theme: str) -> None:
    assert frame(Document("", (Line(text),))).head.theme == theme


@pytest.mark.parametrize(
    ("subject", "years"),
    [
        ("Hoạt động năm 2025", (2025,)),
        ("TỔ CHỨC CHIẾN DỊCH NĂM 2019", (2019,)),
        ("kỷ niệm 129 năm ngày sinh (19/5/1890 – 19/5/2019)", ()),
        ("Hoạt động tháng 5/2025 và năm 2026", (2025, 2026)),
        ("Tìm hiểu 6 bài học", ()),
    ],
)
def test_the_years_of_the_title_are_known(subject: str, years: tuple[int, ...]) -> None:
    assert frame(Document("", (Title("KẾ HOẠCH", (subject,)),))).years == years


def test_bullets_after_a_bare_label_stand_below_it() -> None:
    star, plus = Marker.STAR, Marker.PLUS
    lines = [
        Line("Thời gian: tháng 3", star, "*", 1),
        Line("Phân công:", star, "*", 1),
        Line("Đoàn A", DASH, "-", 1),
        Line("việc nhỏ", plus, "+", 2),
        Line("Đoàn B", DASH, "-", 1),
        Line("Lưu ý: áo xanh", star, "*", 1),
        Line("một", DASH, "-", 1),
        Line("Đoạn sau", NONE, "", 0),
    ]
    assert [line.level for line in deepened(lines)] == [1, 1, 2, 3, 2, 1, 1, 0]


def plan_of(*texts: str) -> PlanDraft:
    """A plan of one activity with these lines below its heading."""
    lines = [Line("NỘI DUNG", R, "I.", 0, heading=True), Line("Hội trại", A, "1.", 1, heading=True)]
    return read_plan(Document("", (*lines, *(Line(text, DASH, "-", 2) for text in texts))), year=2024)


@pytest.mark.parametrize(
    ("text", "when", "where", "template"),
    [
        ("Thời gian: 8h00 ngày 10/5, tại Bờ Đá.", "8h00 ngày 10/5", "Bờ Đá", "Thời gian: {thời gian}, tại {địa điểm}."),
        (
            "Thời gian - Địa điểm: tháng 5 tại Bờ Đá",
            "tháng 5",
            "Bờ Đá",
            "Thời gian - Địa điểm: {thời gian} tại {địa điểm}",
        ),
        ("Thời gian: trước giờ, tại Bờ Đá", "trước giờ, tại Bờ Đá", None, "Thời gian: {thời gian}"),
        (
            "Thời gian - Địa điểm: Theo phân công của Tỉnh Đoàn tại xã",
            "Theo phân công của Tỉnh Đoàn tại xã",
            None,
            None,
        ),
        ("Thời gian: tháng 5", "tháng 5", None, "Thời gian: {thời gian}"),
    ],
)
def test_a_time_and_its_place_are_parted(text: str, when: str, where: str | None, template: str | None) -> None:
    draft = plan_of(text)
    (activity,) = draft.activities
    assert [schedule.text for schedule in activity.schedules] == [when]
    assert [place.text for place in activity.places] == ([where] if where else [])
    assert template is None or draft.clauses[2].text == template


def test_a_time_that_says_nothing_is_told() -> None:
    draft = plan_of("Thời gian: sẽ có thông báo sau")
    assert draft.activities[0].schedules[0].text == "sẽ có thông báo sau"
    assert [unread.why for unread in draft.unread] == [Why.TIME]


def test_a_duty_of_nobody_known_is_told_and_kept() -> None:
    draft = plan_of("Phân công: Ban Tổ chức lo quà.")
    (duty,) = draft.activities[0].duties
    assert (duty.holders, duty.collective) == ((), "")
    assert [unread.why for unread in draft.unread] == [Why.NO_HOLDER]


def test_money_nobody_is_asked_for_is_told() -> None:
    assert [unread.why for unread in plan_of("Kinh phí đóng góp: 20.000.000 đồng").unread] == [Why.MONEY]
    outside = read_plan(Document("", (Line("KINH PHÍ: mỗi đơn vị đóng góp 500.000 đồng", R, "I.", 0, heading=True),)))
    assert [unread.why for unread in outside.unread] == [Why.MONEY_OUTSIDE]


def test_what_is_longer_than_its_column_stays_text() -> None:
    long = "rất dài " * 80
    draft = plan_of(f"Địa điểm: {long}", f"Thời gian: tháng 5 {long}")
    assert (draft.activities[0].places, draft.activities[0].schedules) == ((), ())
    heading = Line("Hội trại " + long, A, "1.", 1, heading=True)
    lines = (Line("NỘI DUNG", R, "I.", 0, heading=True), heading, Line("Địa điểm: Bờ", DASH, "-", 2))
    (activity,) = read_plan(Document("", lines)).activities
    assert len(activity.title) <= 500
    assert activity.title.endswith("…")


@pytest.mark.parametrize(
    ("heading", "scope", "collective"),
    [
        ("Cụm trưởng:", Scope.LEAD, "Cụm trưởng"),
        ("Quận Đoàn", Scope.LEAD, "Quận Đoàn"),
        ("Cấp Quận", Scope.LEAD, "Cấp Quận"),
        ("Đối với các đơn vị thành viên:", Scope.ALL, "Các đơn vị thành viên"),
        ("Các Chi đoàn trực thuộc", Scope.ALL, "Các Chi đoàn trực thuộc"),
    ],
)
def test_duties_outside_activities_belong_to_their_heading(heading: str, scope: Scope, collective: str) -> None:
    lines = (
        Line("TỔ CHỨC THỰC HIỆN", R, "I.", 0, heading=True),
        Line(heading, A, "1.", 1, heading=True),
        Line("Theo dõi, đôn đốc.", DASH, "-", 2),
        Line("Chế độ báo cáo", A, "2.", 1, heading=True),
        Line("Gửi báo cáo đúng hạn.", DASH, "-", 2),
    )
    (duty,) = read_plan(Document("", lines)).duties
    assert (duty.clause, duty.scope, duty.collective) == (2, scope, collective)


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("Đoàn Sở Mây (Cụm trưởng): điều hành.", True),
        ("Cụm trưởng: Đoàn Sở Mây.", True),
        ("Cụm trưởng năm 2024 là Đoàn Sở Mây", True),
        ("Đoàn Sở Mây phụ trách nội dung và điều phối tổng thể.", True),
        ("Đoàn Sở Mây báo cáo Cụm trưởng.", False),
    ],
)
def test_the_lead_is_found_by_what_is_said_of_it(text: str, leads: bool) -> None:
    lines = (
        Line("NỘI DUNG", R, "I.", 0, heading=True),
        Line("Hội trại", A, "1.", 1, heading=True),
        Line("Phân công: Đoàn Sở Gió, Đoàn Sở Mây dọn dẹp.", DASH, "-", 2),
        Line("TỔ CHỨC THỰC HIỆN", R, "II.", 0, heading=True),
        Line(text, DASH, "-", 1),
    )
    draft = read_plan(Document("", lines))
    names = {union.key: union.name for union in draft.unions}
    assert names.get(draft.lead or "") == ("Đoàn Sở Mây" if leads else None)


@pytest.mark.parametrize("text", ["- Lưu VP./.", "– Lưu VP.", "- Lưu VP ;", "Lưu VP"])
def test_a_recipient_is_kept_without_its_marks(text: str) -> None:
    assert recipient_text(text) == "Lưu VP"
