"""Each finding: the sound plan has none of them; one change makes this one, and names the place where it is mended."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from documents.blocks import Marker
from plans.actions.activities import add_activity, add_content
from plans.actions.times import understood
from plans.checks import Code, Severity, before_issue, findings_in
from plans.checks.finding import severity_of
from plans.checks.form import RULES, verdicts
from plans.checks.loading import load_checked
from plans.models import Activity, Clause, Duty, DutyHolder, Levy, LevyShare, Place, Quota, Recipient, Schedule
from tests.conftest import Persona
from tests.factories import MemberUnionFactory, UnionAliasFactory
from tests.plans.checks.sound import HEALTH, LAND, TRAFFIC, Sound
from tests.plans.factories import (
    ActivityFactory,
    ClauseFactory,
    ContentItemFactory,
    DutyFactory,
    LevyFactory,
    OccurrenceFactory,
    PlaceFactory,
    RecipientFactory,
    ScheduleFactory,
)

pytestmark = pytest.mark.django_db

Break = Callable[[Sound], object]
DOCS = Path(__file__).resolve().parents[3] / "docs" / "plan-checks.md"


def override(words: str, text: str) -> Break:
    return lambda sound: Clause.objects.filter(pk=sound.line(words).pk).update(override=text)


def new_union(sound: Sound) -> None:
    """A fourth member that pays like the others and does nothing."""
    union = MemberUnionFactory.create(cluster=sound.plan.cluster, name="Đoàn Khối Doanh nghiệp", code="S9", position=9)
    LevyShare.objects.create(levy=sound.levy, union=union, amount=7_000_000, position=9)


def new_union_and_common_duty(sound: Sound) -> None:
    new_union(sound)
    DutyFactory.create(
        activity=sound.activity, scope=Duty.Scope.ALL, collective="Các đơn vị", clause__text="{đơn vị} cử cán bộ."
    )


def common_duty(text: str) -> Break:
    """A duty of all unions, "Các đơn vị", that a line words so."""

    def change(sound: Sound) -> None:
        clause = sound.add(text, marker=Marker.PLUS, level=3)
        DutyFactory.create(activity=sound.activity, clause=clause, scope=Duty.Scope.ALL, collective="Các đơn vị")

    return change


def held_by_nobody(text: str) -> Break:
    """A duty of named unions, of which none is named."""

    def change(sound: Sound) -> None:
        clause = sound.add(text, marker=Marker.PLUS, level=3)
        DutyFactory.create(activity=sound.activity, clause=clause, scope=Duty.Scope.NAMED)

    return change


def second_holder(words: str) -> Break:
    """The second union has the duty of a line, too."""
    return lambda s: DutyHolder.objects.create(duty=s.line(words).duty, union=s.unions[1], position=9)


def printed_as(words: str, label: str) -> Break:
    """The unions of a duty are printed under another name."""
    return lambda s: DutyHolder.objects.filter(duty=s.line(words).duty).update(label=label)


def second_activity(sound: Sound, *, leave: str) -> None:
    """An activity that lacks one thing."""
    activity = ActivityFactory.create(plan=sound.plan, title="Ngày hội", clause__position=900)
    if leave != "time":
        ScheduleFactory.create(activity=activity, clause__position=901)
    if leave != "place":
        PlaceFactory.create(activity=activity, clause__position=902)
    if leave != "duty":
        DutyFactory.create(activity=activity, unions=sound.unions[:1], clause__position=903)
    ClauseFactory.create(plan=sound.plan, position=904, marker=Marker.NONE.value, text="Trên đây là kế hoạch.")


def new_content(sound: Sound) -> None:
    clause = sound.add("Tặng quà gia đình chính sách.", marker=Marker.PLUS, level=3)
    ContentItemFactory.create(activity=sound.activity, clause=clause)


def times(**values: object) -> Break:
    return lambda sound: Schedule.objects.filter(activity=sound.activity).update(**values)


def worded(text: str) -> dict[str, Any]:
    """What a time is when it is worded so."""
    return understood(text, 2024)


def levies(**values: object) -> Break:
    return lambda sound: Levy.objects.filter(pk=sound.levy.pk).update(**values)


def spared(sound: Sound) -> None:
    """The lead does not pay."""
    LevyShare.objects.filter(levy=sound.levy, union=sound.plan.lead).delete()
    Levy.objects.filter(pk=sound.levy.pk).update(lead_pays=False)


def both(*breaks: Break) -> Break:
    return lambda sound: [one(sound) for one in breaks]


def groups(*texts: str, **values: Any) -> Break:
    return lambda sound: [sound.add(text, **values) for text in texts]


def recipients(*texts: str) -> Break:
    def change(sound: Sound) -> None:
        Recipient.objects.filter(plan=sound.plan).delete()
        for place, text in enumerate(texts):
            RecipientFactory.create(plan=sound.plan, text=text, position=place)

    return change


def bases(*texts: str) -> Break:
    def change(sound: Sound) -> None:
        sound.write("Thực hiện chủ đề", texts[-1])
        Clause.objects.filter(plan=sound.plan, position=1).update(position=999)
        for place, text in enumerate(texts[:-1]):
            ClauseFactory.create(plan=sound.plan, position=place, marker=Marker.NONE.value, text=text)
        Clause.objects.filter(plan=sound.plan, position=999).update(position=1)

    return change


def second_levy(amount: int) -> Break:
    """Of the same unions in the same activity."""
    return lambda sound: LevyFactory.create(
        activity=sound.activity,
        clause=sound.add("Kinh phí: {mức đóng góp}."),
        basis=Levy.Basis.ONCE,
        due_on=sound.levy.due_on,
        amounts=dict.fromkeys(sound.unions, amount),
    )


def drop_levy(sound: Sound) -> None:
    LevyShare.objects.all().delete()
    Levy.objects.all().delete()
    sound.write("{mức đóng góp}", "Mỗi cơ sở Đoàn đóng góp kinh phí 500.000 đồng/đơn vị.")


BROKEN: list[tuple[Code, Break, str]] = [
    (Code.PLACE_MISSING, lambda s: s.set(place=""), "địa danh"),
    (Code.DATE_MISSING, lambda s: s.set(signed_on=None), "ngày ký"),
    (Code.DATE_MISSING, lambda s: s.set(dateline="TP. Hồ Chí Minh, ngày      tháng      năm 2024"), "ngày ký"),
    (Code.SIGNER_MISSING, lambda s: s.set(signer_name=""), "người ký"),
    (Code.RECIPIENTS_MISSING, recipients(), "nơi nhận"),
    (Code.NUMBER_MISSING, lambda s: s.set(number=""), "chưa có số"),
    (Code.OFFICE_MISSING, lambda s: s.set(signer_office="", signer_note=""), "chức vụ"),
    (Code.CONTENT_WITHOUT_HOLDER, new_content, "Tặng quà"),
    (
        Code.DUTY_WITHOUT_CONTENT,
        lambda s: s.write("khám, phát thuốc", "{đơn vị} khám, phát thuốc; đổi giấy phép lái xe và cấp thẻ Unipass."),
        "“đổi giấy phép lái xe”",
    ),
    (Code.UNION_WITHOUT_DUTY, new_union, "Khối Doanh nghiệp"),
    (Code.UNION_WITH_COMMON_DUTY, new_union_and_common_duty, "Khối Doanh nghiệp"),
    (Code.ACTIVITY_WITHOUT_DUTY, lambda s: second_activity(s, leave="duty"), "Ngày hội"),
    (Code.ACTIVITY_WITHOUT_TIME, lambda s: second_activity(s, leave="time"), "Ngày hội"),
    (Code.ACTIVITY_WITHOUT_PLACE, lambda s: second_activity(s, leave="place"), "Ngày hội"),
    (
        Code.TWO_TIMES,
        lambda s: ScheduleFactory.create(activity=s.activity, clause=s.add("Giờ: {thời gian}."), text="7 giờ"),
        "“7 giờ”",
    ),
    (Code.TIME_UNKNOWN, times(text=""), "chưa có thời gian"),
    (Code.TIME_OUTSIDE_YEAR, times(starts_on=dt.date(2023, 6, 1)), "2023"),
    (Code.TIME_OUTSIDE_YEAR, times(ends_on=dt.date(2025, 1, 5)), "2025"),
    (Code.TIME_TENTATIVE, times(tentative=True), "dự kiến"),
    (Code.TIME_ASSIGNED, times(assigned_by_superior=True), "cấp trên"),
    (Code.WEEKDAY_WRONG, lambda s: s.add("Ra quân Thứ Sáu, ngày 17/8/2024."), "17/08/2024”: ngày này là “thứ Bảy”"),
    (Code.WEEKDAY_WRONG, lambda s: s.add("Ra quân ngày 17/8 (thứ 6)."), "“thứ 6, 17/08/2024”"),
    (Code.NO_SUCH_DAY, times(**worded("Ngày 31/4")), "Lịch không có “31/4”"),
    (Code.NO_SUCH_DAY, times(**worded("từ 28/6 đến 30-2-2024")), "“30-2-2024”"),
    (Code.NO_SUCH_DAY, times(**worded("Tháng 13")), "“Tháng 13”"),
    (Code.NO_SUCH_DAY, lambda s: s.add("Nộp báo cáo trước ngày 31/6 và 31/9."), "“31/6”, “31/9”"),
    (Code.NO_SUCH_DAY, lambda s: s.set(dateline="TP. Hồ Chí Minh, ngày 31 tháng 4 năm 2024"), "“31 tháng 4 năm 2024”"),
    (Code.TIME_NOT_UNDERSTOOD, times(**worded("Trong đợt cao điểm")), "chưa hiểu “Trong đợt cao điểm” là ngày"),
    (Code.PLACE_UNKNOWN, lambda _s: Place.objects.update(text=""), "chưa có địa điểm"),
    (
        Code.OCCURRENCE_OUTSIDE_YEAR,
        lambda s: OccurrenceFactory.create(activity=s.activity, number=3, starts_on=dt.date(2025, 1, 1), ends_on=None),
        "lần 3, 01/01/2025",
    ),
    (
        Code.OCCURRENCE_ADRIFT,
        lambda s: OccurrenceFactory.create(
            activity=s.activity, number=3, precision="quarter", follows_plan=True, starts_on=dt.date(2024, 1, 1)
        ),
        "không còn đúng với kế hoạch: Quý I",
    ),
    (Code.LEVY_WITHOUT_BASIS, levies(basis=Levy.Basis.UNDECIDED), "21.000.000 đồng một năm"),
    (Code.LEVY_WITHOUT_DATE, levies(due_on=None), "hạn nộp"),
    (
        Code.LEVY_DATE_DISAGREES,
        lambda s: s.add("Hạn nộp: trước ngày 12/6."),
        "ghi hạn nộp 12/06/2024, còn khoản đóng góp ghi hạn nộp 01/06/2024",
    ),
    (Code.LEVY_OUTSIDE_YEAR, levies(due_on=dt.date(2025, 1, 2)), "02/01/2025"),
    (Code.LEVY_WITHOUT_UNION, lambda s: LevyShare.objects.filter(union=s.unions[1]).delete(), "Giao thông"),
    (Code.LEVY_LEAD_NOT_SAID, spared, "Cụm trưởng không đóng góp"),
    (Code.LEVY_ASKED_TWICE, second_levy(7_000_000), "7.000.000 đồng, nên bị tính hai lần"),
    (Code.LEVY_ONLY_IN_TEXT, drop_levy, "500.000"),
    (
        Code.SUM_DISAGREES,
        lambda s: s.add("Tổng cộng 49.000.000 đồng."),
        "49.000.000 đồng, còn các mức đóng góp cộng lại là 21.000.000",
    ),
    (Code.SUM_DISAGREES, lambda s: s.write("góp ý kịp thời", "Toàn cụm thu 20 triệu đồng kinh phí."), "20.000.000"),
    (Code.AMOUNT_DISAGREES, lambda s: s.add("Mỗi đơn vị nộp 6.500.000 đồng/đơn vị."), "6.500.000"),
    (
        Code.AMOUNT_DISAGREES,
        lambda s: s.add("Mỗi đơn vị đóng góp 2.000.000 đồng."),
        "ghi 2.000.000 đồng mỗi đơn vị, còn mức đóng góp là 7.000.000",
    ),
    (
        Code.AMOUNT_DISAGREES,
        lambda s: s.write("góp ý kịp thời", "Từng cơ sở Đoàn nộp 6 triệu đồng trước ngày 30/6."),
        "6.000.000",
    ),
    (
        Code.QUOTA_DISAGREES,
        lambda s: s.add("Mỗi đơn vị cử 05 đoàn viên tham gia."),
        "mỗi đơn vị 05 đoàn viên, còn số lượng đã định là 30 đoàn viên",
    ),
    (
        Code.QUOTA_DISAGREES,
        lambda s: s.add("Mỗi đơn vị đóng góp 7.000.000 đồng và cử 25 đoàn viên tham dự."),
        "mỗi đơn vị 25 đoàn viên",
    ),
    (Code.QUOTA_DISAGREES, lambda s: s.add("Thành phần: 20 đoàn viên/đơn vị."), "20 đoàn viên"),
    (Code.PEOPLE_DISAGREE, lambda s: s.add("Tổng số 200 đoàn viên tham dự."), "mỗi đơn vị 30 người là 90"),
    (
        Code.OWN_WORDING_DISAGREES,
        override("{mức đóng góp}", "Mỗi đơn vị góp 9.000.000 đồng/đơn vị."),
        "ghi 9.000.000, dữ liệu là 7.000.000:",
    ),
    (Code.OWN_WORDING_DISAGREES, override("{mức đóng góp}", "Mỗi đơn vị góp tiền."), "không ghi 7.000.000 như dữ liệu"),
    (Code.OWN_WORDING_DISAGREES, override("{số lượng}", "Mỗi cơ sở Đoàn mời 40 đoàn viên tham dự."), "ghi 40"),
    (Code.OWN_WORDING_DISAGREES, override("khám, phát thuốc", f"{LAND} khám, phát thuốc."), LAND),
    (Code.FACT_NOT_PRINTED, lambda s: s.write("{mức đóng góp}", "Các cơ sở Đoàn đóng góp."), "{mức đóng góp}"),
    (Code.DUTY_WITHOUT_HOLDER, held_by_nobody("Khám, phát thuốc."), "chưa ghi đơn vị nào: “Khám, phát thuốc.”"),
    (
        Code.DUTY_NOT_PRINTED,
        lambda s: s.write("khám, phát thuốc", "Phụ trách nội dung khám, phát thuốc."),
        f"không in tên {HEALTH}: “Phụ trách nội dung",
    ),
    (
        Code.DUTY_NOT_PRINTED,
        both(
            second_holder("khám, phát thuốc"),
            lambda s: s.write("khám, phát thuốc", "Đoàn Sở Y tế Thành phố phụ trách khám, phát thuốc."),
        ),
        f"không in tên {TRAFFIC}: “Đoàn Sở Y tế",
    ),
    (
        Code.DUTY_NOT_PRINTED,
        both(printed_as("khám, phát thuốc", "Đoàn ngành Y"), override("khám, phát thuốc", "Khám, phát thuốc.")),
        f"không in tên {HEALTH}: “Khám, phát thuốc",
    ),
    (Code.DUTY_NOT_PRINTED, common_duty("Cử cán bộ tham gia."), "không in tên “Các đơn vị”: “Cử cán bộ"),
    (
        Code.DUTY_NOT_PRINTED,
        lambda s: s.write("khám, phát thuốc", "{đơn vị} phối hợp với {đơn vị phối hợp} khám, phát thuốc."),
        "không có đơn vị nào để in vào “{đơn vị phối hợp}”",
    ),
    (Code.LINE_EMPTY, lambda s: s.add("  "), "1 dòng trống"),
    (Code.LINE_OUTSIDE_YEAR, lambda s: s.add("Báo cáo trước ngày 15/01/2025."), "nêu ngày 15/01/2025"),
    (Code.LINE_OUTSIDE_YEAR, lambda s: s.add("Họp cụm ngày 5 tháng 3 năm 2023."), "nêu ngày 05/03/2023"),
    (Code.LABEL_OUT_OF_ORDER, lambda s: Clause.objects.filter(pk=s.line("TỔ CHỨC").pk).update(label="III."), "“III.”"),
    (Code.SLOT_UNKNOWN, lambda s: s.add("Đơn vị chủ trì phối hợp {phối hợp}."), "“{phối hợp}”"),
    (
        Code.SLOT_UNKNOWN,
        lambda s: s.write("khám, phát thuốc", "{đơn vị} và {đon vị} khám, phát thuốc."),
        "dữ liệu để điền “{đon vị}”",
    ),
    (Code.SLOT_UNKNOWN, lambda s: s.add("Kinh phí: {mức đóng góp."), "“{”"),
    (Code.GROUP_EMPTY, lambda s: s.add("Ghi chú:"), "“Ghi chú:”"),
    (Code.GROUP_EMPTY, groups("Ghi chú:", "Địa điểm: sân trường."), "“Ghi chú:”"),
    (Code.GROUP_EMPTY, groups("Đội hình:", "Mang theo nước.", marker=Marker.LETTER), "“Đội hình:”"),
    (Code.LABEL_TWICE, lambda s: s.add("- Mang theo nước uống."), "- - Mang theo"),
    (Code.LABEL_TWICE, lambda s: s.write("NỘI DUNG", "I. NỘI DUNG"), "I. I. NỘI DUNG"),
    (Code.THEME_SPELLING, lambda s: s.set(theme="Năm Thanh niên tình nguyện"), "“Năm thanh niên tình nguyện”"),
    (Code.THEME_SPELLING, lambda s: s.set(theme="Năm chuyển đổi số"), "“Năm thanh niên tình nguyện”"),
    (
        Code.THEME_SPELLING,
        lambda s: s.add('Hưởng ứng "Năm thanh niên tình nguyện" của Đoàn.'),
        '"Năm thanh niên tình nguyện"',
    ),
    (Code.THEME_SPELLING, lambda s: s.add("Hưởng ứng “Năm Thanh niên Tình nguyện”."), "“Năm Thanh niên Tình nguyện”"),
    (Code.UNION_SPELLING, lambda s: s.add("Đoàn Sở Y tế lo xe."), "“Đoàn Sở Y tế”"),
    (Code.UNION_SPELLING, lambda s: s.add("Đoàn Sở Giao thông Vận tải lo xe."), "“Đoàn Sở Giao thông Vận tải”"),
    (
        Code.UNION_SPELLING,
        lambda s: s.add("Đoàn Khối bộ Tài nguyên, Môi trường lo xe."),
        "“Đoàn Khối bộ Tài nguyên, Môi trường”",
    ),
    (Code.UNION_SPELLING, lambda s: s.set(signer_note="(Bí thư Đoàn Sở Y tế thành phố)"), "“Đoàn Sở Y tế thành phố”"),
    (Code.CLUSTER_SPELLING, lambda s: s.add("Cụm hành chính - sự nghiệp chuẩn bị."), "“Cụm hành chính - sự nghiệp”"),
    (Code.RECIPIENT_PUNCTUATION, recipients("Thành Đoàn: Văn phòng,", "Lưu: VP"), "Văn phòng,"),
    (Code.RECIPIENT_PUNCTUATION, recipients("Thành Đoàn; Các đơn vị", "Lưu: VP"), "Thành Đoàn; Các"),
    (Code.ARCHIVE_MISSING, recipients("Thành Đoàn: Văn phòng"), "Lưu"),
    (Code.ARCHIVE_NOT_LAST, recipients("Lưu: VP", "Thành Đoàn: Văn phòng"), "đứng cuối"),
    (Code.FORM_HEADING, lambda s: s.set(heading=""), "ĐOÀN TNCS"),
    (Code.FORM_ISSUER, lambda s: s.set(issuer="Ban Chấp hành Đoàn"), "cơ quan ban hành"),
    (Code.FORM_NUMBER, lambda s: s.set(number="Số: 1/KH"), "Số: 1/KH"),
    (Code.FORM_DATELINE, lambda s: s.set(dateline="TP. Hồ Chí Minh, ngày 5 tháng 2 năm 2024"), "ngày 5"),
    (Code.FORM_TITLE, lambda s: s.set(kind="Kế hoạch"), "tên loại"),
    (Code.FORM_PART_CAPITALS, lambda s: s.write("NỘI DUNG", "Nội dung"), "Nội dung"),
    (Code.FORM_LEVELS, lambda s: s.add("Mục nhỏ", marker=Marker.ARABIC, level=4), "Mục nhỏ"),
    (Code.FORM_BASES, bases("Căn cứ Điều lệ Đoàn.", "Căn cứ chương trình năm,"), "Điều lệ Đoàn."),
    (Code.FORM_ENDING, lambda s: s.write("góp ý kịp thời", "Các đơn vị góp ý"), "Các đơn vị góp ý"),
    (Code.FORM_CAPACITY, lambda s: s.set(signer_capacity="T/M BAN THƯỜNG VỤ"), "đề ký"),
    (Code.FORM_SIGNER_NAME, lambda s: s.set(signer_name="ThS. Trần A"), "ThS."),
]


def test_the_sound_plan_has_nothing_to_find(sound: Sound) -> None:
    assert [(finding.code, finding.text) for finding in sound.found()] == []
    assert all(verdict.is_kept for verdict in verdicts(sound.found()))


@pytest.mark.parametrize(
    ("code", "change", "said"), BROKEN, ids=[f"{c.value}-{i}" for i, (c, *_r) in enumerate(BROKEN)]
)
def test_one_change_makes_one_finding(sound: Sound, code: Code, change: Break, said: str) -> None:
    change(sound)
    found = sound.found()
    assert [finding.code for finding in found] == [code], [finding.text for finding in found]
    assert said in found[0].text.replace("\u00a0", " ")
    assert found[0].severity is severity_of(code)
    assert found[0].url.startswith(f"/c/{sound.plan.cluster.code}/2024/")


def test_every_code_is_broken_by_some_change_and_documented() -> None:
    assert {code for code, *_rest in BROKEN} == set(Code)
    rows = [
        line.split("|")
        for line in DOCS.read_text(encoding="utf-8").split("## The codes")[1].splitlines()
        if line.startswith("| `")
    ]
    assert {row[1].strip(" `"): row[2].strip() for row in rows} == {c.value: severity_of(c).value for c in Code}


def test_two_contributions_of_an_activity_may_differ(sound: Sound) -> None:
    second_levy(2_000_000)(sound)
    assert sound.found() == []


def test_every_code_of_the_form_belongs_to_a_rule() -> None:
    listed = {code for rule in RULES for code in rule.codes}
    assert {code for code in Code if code.value.startswith("form.")} <= listed


def test_the_usual_lines_of_a_new_activity_ask_to_be_filled(sound: Sound, secretary: Persona) -> None:
    activity = add_activity(plan=sound.plan, kind=Activity.Kind.OTHER, title="Hội thao", by=secretary.user)
    assert [finding.text for finding in sound.of(Code.GROUP_EMPTY)] == [
        "Dưới “Nội dung:” chưa có dòng nào.",
        "Dưới “Phân công thực hiện:” chưa có dòng nào.",
    ]
    add_content(activity=activity, text="Thi kéo co.", by=secretary.user)
    assert [finding.text for finding in sound.of(Code.GROUP_EMPTY)] == ["Dưới “Phân công thực hiện:” chưa có dòng nào."]


# -- Where it is, and where it is mended


def test_a_line_is_named_by_the_numbers_above_it_and_opened(sound: Sound) -> None:
    clause = sound.add("Tổng cộng 49.000.000 đồng.")
    (found,) = sound.of(Code.SUM_DISAGREES)
    assert (found.spot.label, found.spot.line, found.spot.part) == ("I.1", clause.pk, "")
    assert found.url.endswith(f"/2024/plan/?line={clause.pk}#line-{clause.pk}")


def test_a_part_around_the_lines_is_opened(sound: Sound) -> None:
    sound.set(signer_name="")
    (found,) = sound.of(Code.SIGNER_MISSING)
    assert (found.spot.line, found.spot.part) == (None, "signer")
    assert found.url.endswith("/2024/plan/?part=signer#signer")


def test_the_basis_is_mended_on_its_own_page_and_an_occurrence_on_the_activitys(sound: Sound) -> None:
    levies(basis=Levy.Basis.UNDECIDED)(sound)
    OccurrenceFactory.create(activity=sound.activity, number=1, starts_on=dt.date(2025, 1, 1), ends_on=None)
    code = sound.plan.cluster.code
    assert sound.of(Code.LEVY_WITHOUT_BASIS)[0].url == f"/c/{code}/2024/levies/{sound.levy.pk}/basis/"
    assert sound.of(Code.OCCURRENCE_OUTSIDE_YEAR)[0].url == f"/c/{code}/2024/activities/{sound.activity.pk}/"


def test_a_union_is_told_once_with_all_its_spellings_and_lines(sound: Sound) -> None:
    lines = [sound.add(text) for text in ("Đoàn Sở Y tế lo xe.", "Đoàn sở y tế lo nước.", "Đoàn Sở Y tế lo cờ.")]
    (found,) = sound.of(Code.UNION_SPELLING)
    assert (HEALTH in found.text, "“Đoàn Sở Y tế”, “Đoàn sở y tế”" in found.text) == (True, True)
    assert {found.spot.line, *(spot.line for spot in found.others)} == {line.pk for line in lines}


def test_the_gravest_come_first(sound: Sound) -> None:
    sound.set(number="", signer_name="", theme="Năm Thanh niên tình nguyện")
    order = [finding.severity for finding in sound.found()]
    assert order == [Severity.BLOCKING, Severity.WARNING, Severity.INFO]


# -- What is no finding


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda s: s.add("Tổng cộng 21.000.000 đồng."), id="a right total"),
        pytest.param(lambda s: s.add("Mỗi đơn vị đóng góp 7.000.000 đồng."), id="a right amount for each union"),
        pytest.param(
            lambda s: s.add("Mỗi đơn vị được hỗ trợ kinh phí 500.000 đồng."), id="an amount that each union gets"
        ),
        pytest.param(lambda s: s.add("Mỗi đơn vị cử 30 đoàn viên."), id="a right number from each union"),
        pytest.param(lambda s: s.add("Mỗi đơn vị cử 02 cán bộ."), id="other people"),
        pytest.param(lambda s: s.add("Mỗi đơn vị cử 02 đoàn viên phụ trách hậu cần."), id="people for some other work"),
        pytest.param(lambda s: s.add("Mỗi đơn vị cử 05 đoàn viên vào Ban Tổ chức."), id="people who organise it"),
        pytest.param(lambda s: s.add("Giải nhất 500.000 đồng."), id="a prize"),
        pytest.param(lambda s: s.add("Tổng số 90 đoàn viên tham dự."), id="all unions' people"),
        pytest.param(lambda s: s.add("Tổng số 60 đoàn viên tham dự."), id="people without the lead's"),
        pytest.param(lambda s: s.add("Sở Y tế cử bác sĩ."), id="the department is not the union"),
        pytest.param(lambda s: s.add("PHÂN CÔNG ĐOÀN SỞ Y TẾ"), id="a name in capitals"),
        pytest.param(lambda s: s.add("2.000 người dân được khám."), id="a number is no typed label"),
        pytest.param(
            lambda s: s.set(dateline="TP. Hồ Chí Minh, ngày 05 tháng 02 năm 2024", place=""), id="a typed dateline"
        ),
        pytest.param(lambda s: s.set(number="Số: 15 - KH/ĐKDCĐ"), id="spaces in the number"),
        pytest.param(lambda s: s.set(signer_office="", signer_note="(Bí thư Đoàn)"), id="the office below the name"),
        pytest.param(lambda s: s.set(signer_capacity="", signer_office="CHÁNH VĂN PHÒNG"), id="the head of an office"),
        pytest.param(recipients("Thành Đoàn: Văn phòng;", "Lưu VP."), id="recipients typed with their marks"),
        pytest.param(bases("Căn cứ Điều lệ Đoàn;", "Căn cứ chương trình năm,"), id="bases with their marks"),
        pytest.param(
            override("{mức đóng góp}", "Góp 7.000.000 đồng/đơn vị, tổng cộng 21.000.000 đồng."), id="own total"
        ),
        pytest.param(
            both(
                levies(due_on=dt.date(2024, 5, 20)),
                override("{mức đóng góp}", "Góp 7.000.000 đồng/đơn vị trước ngày 20 tháng 5 năm 2024."),
            ),
            id="the date to pay by",
        ),
        pytest.param(override("{mức đóng góp}", "Góp 7.000.000 đồng/đơn vị trong tháng 7."), id="the activity's time"),
        pytest.param(
            both(
                lambda s: OccurrenceFactory.create(
                    activity=s.activity, number=1, starts_on=dt.date(2024, 11, 9), ends_on=None
                ),
                override("{mức đóng góp}", "Góp 7.000.000 đồng/đơn vị ngày 9/11."),
            ),
            id="a date of the activity",
        ),
        pytest.param(
            lambda s: s.write("khám, phát thuốc", "Khám, phát thuốc: Đoàn Sở Y tế Thành phố."), id="a union in words"
        ),
        pytest.param(
            both(
                lambda s: UnionAliasFactory.create(union=s.unions[0], name="ĐSYT"),
                lambda s: s.write("khám, phát thuốc", "Khám, phát thuốc: ĐSYT."),
            ),
            id="a union by its initials",
        ),
        pytest.param(
            both(
                printed_as("khám, phát thuốc", "Đoàn ngành Y"), override("khám, phát thuốc", "Đoàn ngành Y khám bệnh.")
            ),
            id="a union as its duty prints it",
        ),
        pytest.param(common_duty("Mỗi đơn vị cử cán bộ tham gia."), id="all unions in other words"),
        pytest.param(lambda s: s.add("Các đơn vị làm như sau:"), id="what leads in to a higher line"),
        pytest.param(groups("Ghi chú:", "Mang theo nước uống."), id="an item at the level of its heading"),
        pytest.param(groups("Mỗi đơn vị chuẩn bị gồm:", "Ghi chú: mang theo nước."), id="a line that leads in"),
        pytest.param(lambda s: UnionAliasFactory.create(union=s.unions[0], name="ĐSYT"), id="initials"),
        pytest.param(times(**worded("Ngày 29/2")), id="the day of a leap year"),
        pytest.param(times(**worded("Hằng quý")), id="how often"),
        pytest.param(times(**worded("Trước ngày 15/7")), id="until when"),
        pytest.param(lambda s: s.add("Tập trung tại 31/4 Lê Lợi."), id="a house"),
        pytest.param(
            both(
                times(**worded("Trong đợt cao điểm")),
                lambda s: OccurrenceFactory.create(activity=s.activity, starts_on=dt.date(2024, 7, 1), ends_on=None),
            ),
            id="words of a time that has its date",
        ),
        pytest.param(lambda s: s.add("Theo Kế hoạch số 12-KH/ĐTN ngày 15/12/2023, các đơn vị."), id="a cited paper"),
        pytest.param(lambda s: s.add("Kỷ niệm ngày 30/4/1975."), id="a day of history"),
        pytest.param(
            lambda s: OccurrenceFactory.create(
                activity=s.activity,
                number=1,
                starts_on=dt.date(2025, 1, 1),
                ends_on=None,
                state="cancelled",
                reason="mưa",
            ),
            id="a cancelled time",
        ),
    ],
)
def test_this_is_no_finding(sound: Sound, change: Break) -> None:
    change(sound)
    assert [(finding.code, finding.text) for finding in sound.found()] == []


def more_levies(sound: Sound) -> None:
    """A second activity for which unions pay each quarter; not decided yet whether they pay once for a third one."""
    for basis in (Levy.Basis.PER_QUARTER, Levy.Basis.UNDECIDED):
        activity = ActivityFactory.create(plan=sound.plan, kind=Activity.Kind.RECURRING_VISIT)
        LevyFactory.create(activity=activity, basis=basis, amounts=dict.fromkeys(sound.unions, 1_000_000))


@pytest.mark.parametrize(
    ("amount", "is_told"),
    [
        ("7.000.000", False),  # of the first activity
        ("1.000.000", False),  # of one quarter
        ("4.000.000", False),  # of four
        ("9.000.000", False),  # one payment of each levy
        ("12.000.000", False),  # the year: 7 + 4 x 1 + 1
        ("15.000.000", False),  # the year: 7 + 4 x 1 + 4 x 1
        ("8.000.000", True),
        ("13.000.000", True),
    ],
)
def test_what_each_union_pays_in_all_is_right_outside_the_activities(sound: Sound, amount: str, is_told: bool) -> None:
    more_levies(sound)
    sound.write("góp ý kịp thời", f"Mỗi đơn vị đóng góp {amount} đồng.")
    assert bool(sound.of(Code.AMOUNT_DISAGREES)) is is_told


def test_a_part_of_an_activity_may_name_what_is_paid_for_the_whole(sound: Sound) -> None:
    whole = made_of_others(sound, leave="place")
    LevyFactory.create(activity=whole, clause__position=891, amounts={sound.unions[0]: 300_000})
    line = ClauseFactory.create(plan=sound.plan, level=3, position=902, text="Mỗi đơn vị nộp 300.000 đồng.")
    assert sound.of(Code.LEVY_ONLY_IN_TEXT) == []
    Clause.objects.filter(pk=line.pk).update(text="Mỗi đơn vị nộp 400.000 đồng.")
    assert len(sound.of(Code.AMOUNT_DISAGREES)) == 1


def test_the_total_of_a_part_is_its_own(sound: Sound) -> None:
    whole = made_of_others(sound, leave="place")
    part = Activity.objects.get(title="Ngày hội")
    for activity, position, amount in ((whole, 891, 300_000), (part, 905, 200_000)):
        amounts = dict.fromkeys(sound.unions, amount)
        LevyFactory.create(activity=activity, clause__position=position, amounts=amounts)
    line = ClauseFactory.create(plan=sound.plan, level=3, position=902, text="Tổng cộng 600.000 đồng.")
    assert sound.of(Code.SUM_DISAGREES) == []
    Clause.objects.filter(pk=line.pk).update(text="Tổng cộng 1.500.000 đồng.")
    assert len(sound.of(Code.SUM_DISAGREES)) == 1


def test_a_content_that_a_duty_is_tied_to_has_a_holder(sound: Sound) -> None:
    sound.write("Khám bệnh", "Tặng quà gia đình chính sách.")
    duty = Duty.objects.get(clause__text__contains="khám")
    Duty.objects.filter(pk=duty.pk).update(content=sound.line("Tặng quà").content)
    assert sound.of(Code.CONTENT_WITHOUT_HOLDER) == []
    assert sound.of(Code.DUTY_WITHOUT_CONTENT) == []


def test_a_duty_among_those_of_the_whole_plan_holds_a_content_too(sound: Sound) -> None:
    sound.write("Khám bệnh", "Tặng quà gia đình chính sách.")
    duty = Duty.objects.create(plan=sound.plan, clause=sound.line("góp ý"), scope=Duty.Scope.NAMED)
    DutyHolder.objects.create(duty=duty, union=sound.unions[0])
    sound.write("góp ý", "{đơn vị} tặng quà các gia đình.")
    assert sound.of(Code.CONTENT_WITHOUT_HOLDER) == []


def with_part(sound: Sound, duty: str = "{đơn vị} vận động hiến máu tình nguyện.") -> Activity:
    """The sound activity with one that is a part of it, in which the first union has a duty."""
    part = ActivityFactory.create(plan=sound.plan, title="Ngày hội hiến máu", clause=sound.add("Ngày hội hiến máu"))
    clause = sound.add(duty, marker=Marker.PLUS, level=3)
    DutyFactory.create(activity=part, clause=clause, unions=sound.unions[:1])
    return part


def test_an_activity_with_a_part_is_as_sound_as_before(sound: Sound) -> None:
    with_part(sound)
    assert sound.found() == []


def test_contents_and_duties_of_an_activity_with_a_part_are_looked_at_too(sound: Sound) -> None:
    sound.write("khám, phát thuốc", "{đơn vị} khám, phát thuốc; đổi giấy phép lái xe và cấp thẻ Unipass.")
    new_content(sound)
    with_part(sound)
    assert ["Tặng quà" in one.text for one in sound.of(Code.CONTENT_WITHOUT_HOLDER)] == [True]
    assert ["giấy phép" in one.text for one in sound.of(Code.DUTY_WITHOUT_CONTENT)] == [True]


def test_a_duty_of_a_part_holds_a_content_of_the_whole(sound: Sound) -> None:
    new_content(sound)
    with_part(sound, "{đơn vị} tặng quà gia đình chính sách.")
    assert sound.of(Code.CONTENT_WITHOUT_HOLDER) == []


def test_a_duty_of_the_whole_holds_a_content_of_a_part(sound: Sound) -> None:
    part = with_part(sound)
    for text in ("Khám bệnh, phát thuốc tại chỗ.", "Vận động hiến máu tình nguyện.", "Tặng quà gia đình chính sách."):
        ContentItemFactory.create(activity=part, clause=sound.add(text, marker=Marker.PLUS, level=3))
    (found,) = sound.of(Code.CONTENT_WITHOUT_HOLDER)
    assert "Tặng quà" in found.text
    assert sound.of(Code.DUTY_WITHOUT_CONTENT) == []


def test_a_content_that_names_a_part_is_held_by_those_of_the_part(sound: Sound) -> None:
    clause = sound.add("Tổ chức Ngày hội hiến máu.", marker=Marker.PLUS, level=3)
    ContentItemFactory.create(activity=sound.activity, clause=clause)
    with_part(sound, "{đơn vị} chuẩn bị khánh tiết.")
    assert sound.of(Code.CONTENT_WITHOUT_HOLDER) == []


def test_a_duty_may_be_about_a_part_as_such(sound: Sound) -> None:
    sound.write("khám, phát thuốc", "{đơn vị} khám, phát thuốc; chủ trì Ngày hội hiến máu toàn thành phố.")
    with_part(sound)
    assert sound.of(Code.DUTY_WITHOUT_CONTENT) == []


@pytest.mark.parametrize(
    ("head", "code"),
    [("Đoàn Sở Y tế Thành phố", None), ("Cụm trưởng", None), ("Ban tổ chức", Code.DUTY_NOT_PRINTED)],
)
def test_a_duty_below_the_name_of_its_union_needs_not_name_it(sound: Sound, head: str, code: Code | None) -> None:
    ClauseFactory.create(plan=sound.plan, level=1, marker=Marker.ARABIC.value, text=head)
    line = ClauseFactory.create(plan=sound.plan, level=2, marker=Marker.DASH.value, text="Theo dõi tiến độ.")
    duty = Duty.objects.create(plan=sound.plan, clause=line, scope=Duty.Scope.NAMED)
    DutyHolder.objects.create(duty=duty, union=sound.unions[0])
    assert [finding.code for finding in sound.found()] == [code] * bool(code)


@pytest.mark.parametrize("text", ["{đơn vị} theo dõi.", "Theo dõi.", f"{HEALTH} theo dõi."])
def test_a_duty_of_the_lead_names_it_or_stands_below_it(sound: Sound, text: str) -> None:
    line = ClauseFactory.create(plan=sound.plan, level=1, marker=Marker.DASH.value, text=text)
    Duty.objects.create(plan=sound.plan, clause=line, scope=Duty.Scope.LEAD, collective="Cụm trưởng")
    assert len(sound.of(Code.DUTY_NOT_PRINTED)) == (text == "Theo dõi.")
    sound.write("TỔ CHỨC THỰC HIỆN", "CỤM TRƯỞNG")
    assert sound.of(Code.DUTY_NOT_PRINTED) == []


@pytest.mark.parametrize("words", ["trừ Cụm trưởng", "không tính đơn vị Cụm trưởng"])
def test_the_lead_left_out_on_purpose_is_no_finding_where_it_is_said(sound: Sound, words: str) -> None:
    spared(sound)
    text = sound.levy.clause.text.replace("{mức đóng góp}", f"{{mức đóng góp}}, {words}")
    Clause.objects.filter(pk=sound.levy.clause_id).update(text=text)
    assert sound.found() == []


def test_amounts_of_each_union_say_themselves_who_pays(sound: Sound) -> None:
    spared(sound)
    Levy.objects.filter(pk=sound.levy.pk).update(shape=Levy.Shape.TIERED)
    assert sound.of(Code.LEVY_LEAD_NOT_SAID) == []


def made_of_others(sound: Sound, *, leave: str = "") -> Activity:
    """An activity above the second one, which lacks what `leave` says."""
    second_activity(sound, leave=leave)
    whole = ActivityFactory.create(plan=sound.plan, title="Ba chiến dịch", clause__position=890, clause__level=1)
    Clause.objects.filter(activity__title="Ngày hội").update(level=2)
    Clause.objects.filter(plan=sound.plan, position__in=(901, 902, 903)).update(level=3)
    return whole


def test_an_activity_made_of_others_needs_no_time_of_its_own(sound: Sound) -> None:
    whole = made_of_others(sound)
    assert [finding for finding in sound.found() if finding.spot.line == whole.clause_id] == []


@pytest.mark.parametrize(
    ("leave", "code", "fact"),
    [
        ("time", Code.ACTIVITY_WITHOUT_TIME, ScheduleFactory),
        ("place", Code.ACTIVITY_WITHOUT_PLACE, PlaceFactory),
    ],
)
def test_a_part_is_when_and_where_the_whole_is(sound: Sound, leave: str, code: Code, fact: Any) -> None:
    whole = made_of_others(sound, leave=leave)
    (found,) = sound.of(code)
    assert "Ngày hội" in found.text
    fact.create(activity=whole, clause__position=891)
    assert sound.of(code) == []


def test_the_time_of_a_part_is_none_of_its_neighbours(sound: Sound) -> None:
    made_of_others(sound, leave="time")
    other = ActivityFactory.create(plan=sound.plan, title="Ngày hội khác", clause__position=895, clause__level=2)
    ScheduleFactory.create(activity=other, clause__position=896, clause__level=3)
    assert ["Ngày hội”" in finding.text for finding in sound.of(Code.ACTIVITY_WITHOUT_TIME)] == [True]


def test_two_lines_of_time_are_found_in_an_activity_made_of_others(sound: Sound) -> None:
    whole = made_of_others(sound)
    ScheduleFactory.create(activity=whole, clause__position=891)
    assert sound.of(Code.TWO_TIMES) == []  # its own line and those of its parts are no two
    second = ScheduleFactory.create(activity=whole, clause__position=892, text="Tháng 9")
    (found,) = sound.of(Code.TWO_TIMES)
    assert found.spot.line == second.clause_id
    assert "“Ba chiến dịch” có 2 dòng thời gian" in found.text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Dự kiến khi thuận lợi", Code.TIME_TENTATIVE),
        ("Theo phân công của Thành Đoàn", Code.TIME_ASSIGNED),
        ("", Code.TIME_UNKNOWN),
        ("31/4", Code.NO_SUCH_DAY),
    ],
)
def test_a_time_without_a_date_is_told_once(sound: Sound, text: str, code: Code) -> None:
    times(**worded(text))(sound)
    assert [finding.code for finding in sound.found()] == [code]


@pytest.mark.parametrize(("noun", "count"), [("đoàn viên", 1), ("", 0)])
def test_a_quota_without_a_noun_compares_no_people(sound: Sound, noun: str, count: int) -> None:
    Quota.objects.update(noun=noun)
    sound.add("Tổng số 200 đoàn viên tham dự.")
    assert len(sound.of(Code.PEOPLE_DISAGREE)) == count


# -- Before issue, and queries


def test_only_what_the_paper_cannot_do_without_stands_in_the_way(sound: Sound) -> None:
    assert before_issue(sound.fresh()) == []
    sound.set(number="", issuer="", signer_office="", signer_note="(Bí thư)", theme="Năm Thanh niên tình nguyện")
    assert before_issue(sound.fresh()) == []
    sound.set(place="", signed_on=None, signer_name="")
    Recipient.objects.all().delete()
    codes = [finding.code.value for finding in before_issue(sound.fresh())]
    assert codes == ["paper.no-place", "paper.no-date", "paper.no-signer", "paper.no-recipients"]


def test_what_the_issuing_form_has_just_given_counts(sound: Sound) -> None:
    sound.set(place="", signed_on=None, signer_name="")
    plan = sound.fresh()
    plan.place, plan.signed_on, plan.signer_name = "TP. Hồ Chí Minh", dt.date(2024, 2, 5), "Trần A"
    assert before_issue(plan) == []


@pytest.mark.parametrize("count", [1, 3, 300])
def test_checking_takes_nine_queries(
    sound: Sound, count: int, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    lines = (Clause(plan=sound.plan, position=5000 + n, text=f"Đoàn Sở Y tế {n}") for n in range(count))
    Clause.objects.bulk_create(lines)
    activities = [ActivityFactory.create(plan=sound.plan) for _ in range(min(count, 5))]
    for activity in activities:
        DutyFactory.create(activity=activity, unions=sound.unions)
        OccurrenceFactory.create(activity=activity)
    plan = sound.fresh()
    with django_assert_num_queries(8):  # type: ignore[operator]
        checked = load_checked(plan)
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert findings_in(checked)
    assert Activity.objects.filter(plan=plan).count() == len(activities) + 1


def test_before_issue_takes_one_query(sound: Sound, django_assert_num_queries: pytest.FixtureRequest) -> None:
    plan = sound.fresh()
    with django_assert_num_queries(1):  # type: ignore[operator]
        before_issue(plan)


def test_a_text_that_says_the_day_to_pay_by_is_no_finding(sound: Sound) -> None:
    sound.add("Hạn nộp: trước ngày 01/6.")
    assert sound.found() == []


def test_a_day_to_pay_by_that_only_the_text_says_is_told(sound: Sound) -> None:
    levies(due_on=None)(sound)
    sound.add("Hạn nộp: trước ngày 01/6.")
    assert [(one.code, "01/06/2024" in str(one.text)) for one in sound.found()] == [(Code.LEVY_WITHOUT_DATE, True)]
