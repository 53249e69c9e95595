"""How far the duties are: reported by whoever holds them, shown to whom it concerns, kept report by report."""

import datetime as dt
import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from campaigns import errors
from campaigns.actions.progress import report_duty
from campaigns.models import DutyReport
from campaigns.progress import holds
from campaigns.queries.progress import plan_standings
from contributions.slips import read_slip
from plans.models import Activity, Duty, Plan
from plans.queries import load_paper
from tests.conftest import Persona
from tests.contributions.factories import picture
from tests.plans.factories import DutyFactory
from unions import audit, pictures
from unions.models import AuditRecord, MemberUnion
from unions.pictures import shrunk

State = DutyReport.State


@pytest.fixture
def duty(campaign: Activity, union_a: MemberUnion) -> Duty:
    return DutyFactory.create(activity=campaign, unions=[union_a])


def report(duty: Duty, union: MemberUnion, by: Persona, state: str = State.UNDER_WAY, **more: Any) -> DutyReport:
    return report_duty(duty=duty, union=union, state=state, by=by.user, **more)


def page(plan: Plan, name: str, *more: object) -> str:
    return reverse(f"campaigns:{name}", args=[plan.cluster.code, plan.year, *more])


# -- The action


def test_each_report_stays_and_the_newest_says_where_the_duty_stands(
    duty: Duty, union_a: MemberUnion, officer_a: Persona, plan: Plan
) -> None:
    report(duty, union_a, officer_a, note="Đã mời đoàn bác sĩ")
    report(duty, union_a, officer_a, State.DONE)
    (standing,) = plan_standings(plan, load_paper(plan), [union_a])
    assert (standing.state, standing.is_done, DutyReport.objects.count()) == (State.DONE, True, 2)


def test_a_report_leaves_a_record_with_what_was_said_before(
    duty: Duty, union_a: MemberUnion, officer_a: Persona
) -> None:
    report(duty, union_a, officer_a, note="Đã mời đoàn bác sĩ")
    report(duty, union_a, officer_a, State.DONE)
    record = AuditRecord.objects.order_by("-number")[0]
    assert (record.verb, record.by) == ("duty.report", officer_a.user)
    assert record.data["before"] == {"progress": "under_way", "note": "Đã mời đoàn bác sĩ"}
    assert record.data["after"] == {"union": "SYT", "progress": "done", "note": "", "photo": False}


def test_the_same_report_sent_twice_is_one(duty: Duty, union_a: MemberUnion, officer_a: Persona) -> None:
    assert report(duty, union_a, officer_a) == report(duty, union_a, officer_a)
    assert (DutyReport.objects.count(), AuditRecord.objects.count()) == (1, 1)


def test_a_duty_that_cannot_be_done_says_why(duty: Duty, union_a: MemberUnion, officer_a: Persona) -> None:
    with pytest.raises(errors.CannotSaysWhy):
        report(duty, union_a, officer_a, State.CANNOT, note="  ")
    assert report(duty, union_a, officer_a, State.CANNOT, note="Thiếu bác sĩ").note == "Thiếu bác sĩ"


def test_only_who_holds_a_duty_reports_on_it(duty: Duty, union_b: MemberUnion, officer_b: Persona) -> None:
    with pytest.raises(errors.NotItsDuty):
        report(duty, union_b, officer_b)
    assert not DutyReport.objects.exists()


def test_a_union_of_another_cluster_does_not_report(duty: Duty, stranger: Persona) -> None:
    union = MemberUnion.objects.get(cluster__code="khac")
    with pytest.raises(errors.ForeignUnion):
        report(duty, union, stranger)


def test_nothing_is_kept_when_the_record_cannot_be_written(
    duty: Duty, union_a: MemberUnion, officer_a: Persona, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(audit, "record", refuse)
    before = set(Path(settings.MEDIA_ROOT).rglob("progress/*"))
    with pytest.raises(RuntimeError):
        report(duty, union_a, officer_a, photo=read_slip(SimpleUploadedFile("a.jpg", picture())))
    assert not DutyReport.objects.exists()
    assert set(Path(settings.MEDIA_ROOT).rglob("progress/*")) == before


# -- Who holds what


def test_a_duty_of_all_is_every_unions_and_one_of_the_lead_only_the_leads(
    campaign: Activity, union_a: MemberUnion, union_b: MemberUnion, plan: Plan
) -> None:
    everyone = DutyFactory.create(activity=campaign, scope=Duty.Scope.ALL)
    leads = DutyFactory.create(activity=campaign, scope=Duty.Scope.LEAD)
    assert [holds(everyone, union.pk, plan.lead_id) for union in (union_a, union_b)] == [True, True]
    assert [holds(leads, union.pk, plan.lead_id) for union in (union_a, union_b)] == [True, False]


def test_a_duty_is_late_once_its_activity_is_over_and_it_is_neither_done_nor_given_up(
    duty: Duty, union_a: MemberUnion, officer_a: Persona, plan: Plan
) -> None:
    def late(day: dt.date) -> bool:
        return plan_standings(plan, load_paper(plan), [union_a])[0].is_late(day)

    assert [late(dt.date(2024, 8, 31)), late(dt.date(2024, 9, 1))] == [False, True]
    report(duty, union_a, officer_a, State.DONE)
    assert not late(dt.date(2024, 9, 1))


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_question_takes_the_same_queries_whatever_the_number_of_reports(
    number: int, campaign: Activity, union_a: MemberUnion, officer_a: Persona, plan: Plan
) -> None:
    for _row in range(number):
        duty = DutyFactory.create(activity=campaign, unions=[union_a])
        report(duty, union_a, officer_a)
    paper = load_paper(plan)
    with CaptureQueriesContext(connection) as captured:
        assert len(plan_standings(plan, paper, [union_a])) == number
    assert len(captured) == 2


# -- The screens


def test_an_officer_reports_with_a_photo_and_finds_it_again(
    duty: Duty, union_a: MemberUnion, officer_a: Persona, plan: Plan
) -> None:
    photo = SimpleUploadedFile("anh.jpg", picture(), content_type="image/jpeg")
    answer = officer_a.post(
        page(plan, "duty_report", duty.pk), {"state": "done", "note": "Đã khám 200 người", "photo": photo}, follow=True
    )
    assert "Đã ghi nhận tiến độ." in answer.content.decode()
    assert "Đã khám 200 người" in answer.content.decode()
    row = DutyReport.objects.get()
    seen = officer_a.get(page(plan, "duty_photo", duty.pk, row.pk))
    assert seen["Content-Type"] == "image/jpeg"
    assert b"".join(seen.streaming_content)[:2] == b"\xff\xd8"


def test_the_title_says_how_far_the_duty_is(duty: Duty, union_a: MemberUnion, officer_a: Persona, plan: Plan) -> None:
    report(duty, union_a, officer_a, State.DONE)
    text = officer_a.get(page(plan, "duty_report", duty.pk)).content.decode()
    assert "<h1>Sở Y tế: đã thực hiện</h1>" in text


def test_ones_own_page_leads_to_each_duty_and_to_the_button_for_problems(
    duty: Duty, officer_a: Persona, plan: Plan
) -> None:
    text = officer_a.get(page(plan, "my_union")).content.decode()
    assert f'href="{page(plan, "duty_report", duty.pk)}?union=SYT"' in text
    assert f'href="{page(plan, "problem_raise")}"' in text


def test_a_wrong_photo_keeps_what_was_typed(duty: Duty, officer_a: Persona, plan: Plan) -> None:
    photo = SimpleUploadedFile("anh.jpg", b"khong phai anh", content_type="image/jpeg")
    answer = officer_a.post(
        page(plan, "duty_report", duty.pk), {"state": "done", "note": "Đã khám 200 người", "photo": photo}
    )
    assert answer.status_code == 422
    assert "Đã khám 200 người" in answer.content.decode()
    assert not DutyReport.objects.exists()


def iphone_photo() -> bytes:
    return b"\0\0\0\x24ftypheic\0\0\0\0mif1heic" + b"\0" * 200


def rough(size: tuple[int, int], **more: Any) -> bytes:
    """A photo that does not compress well."""
    out = io.BytesIO()
    Image.effect_noise(size, 120).convert("RGB").save(out, "JPEG", **more)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (iphone_photo(), "Cài đặt › Camera › Định dạng › Tương thích nhất"),
        (b"khong phai anh", "không phải là ảnh"),
        (b"", "Ảnh trống"),
        (picture((5001, 5000), kind="PNG"), "quá nhiều điểm ảnh"),
        (picture()[:300], "bị hỏng"),
        (b"\xff" * (8 * 1024 * 1024 + 1), "Ảnh quá lớn"),
    ],
    ids=["heic", "text", "empty", "pixels", "cut", "bytes"],
)
def test_a_photo_of_work_is_refused_in_its_own_words(
    duty: Duty, officer_a: Persona, plan: Plan, content: bytes, sentence: str
) -> None:
    photo = SimpleUploadedFile("anh.jpg", content, content_type="image/jpeg")
    answer = officer_a.post(page(plan, "duty_report", duty.pk), {"state": "done", "note": "Xong", "photo": photo})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    assert "chứng từ" not in text
    assert not DutyReport.objects.exists()


@pytest.mark.parametrize(
    "content",
    [picture((8000, 6000)), rough((3000, 2400), quality=100)],
    ids=["48 million pixels", "more than 8 MB"],
)
def test_a_phones_large_photo_is_made_small(duty: Duty, officer_a: Persona, plan: Plan, content: bytes) -> None:
    photo = SimpleUploadedFile("anh.jpg", content, content_type="image/jpeg")
    answer = officer_a.post(page(plan, "duty_report", duty.pk), {"state": "done", "note": "", "photo": photo})
    assert answer.status_code == 302
    with DutyReport.objects.get().photo.open("rb") as kept, Image.open(kept) as shown:
        assert max(shown.size) == 2400


def test_a_large_photo_taken_upright_stays_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned: a phone held upright writes that, and lying pixels
    content = picture((6000, 4000), exif=exif.tobytes())
    with Image.open(shrunk(SimpleUploadedFile("anh.jpg", content))) as shown:
        assert shown.size == (1600, 2400)


@pytest.mark.parametrize(
    "content",
    [
        picture((8000, 6000), progressive=True),  # would be put together at full size
        picture((9000, 8000)),
        picture((65_000, 2), kind="PNG"),
        picture((600, 900)),
        b"khong phai anh",
    ],
    ids=["progressive", "beyond the limit", "no jpeg", "small", "no picture"],
)
def test_what_is_not_made_small_is_left_as_it_came(content: bytes) -> None:
    assert shrunk(SimpleUploadedFile("anh.jpg", content)).read() == content


def test_a_photo_of_more_bytes_than_any_phones_is_not_even_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures.Image, "open", lambda *_args, **_more: pytest.fail("opened"))
    file = SimpleUploadedFile("anh.jpg", picture() + b"\0" * pictures.MOST_BYTES)
    assert shrunk(file) is file


def test_another_unions_part_does_not_exist_for_an_officer(
    duty: Duty, union_a: MemberUnion, officer_a: Persona, officer_b: Persona, plan: Plan
) -> None:
    row = report(duty, union_a, officer_a, note="Chỉ mình Sở Y tế")
    assert officer_b.get(page(plan, "duty_report", duty.pk) + "?union=SYT").status_code == 404
    assert officer_b.get(page(plan, "duty_photo", duty.pk, row.pk)).status_code == 404
    assert "Chỉ mình Sở Y tế" not in officer_b.get(page(plan, "progress_list")).content.decode()


def test_those_who_only_look_cannot_report(duty: Duty, clerk: Persona, plan: Plan) -> None:
    url = page(plan, "duty_report", duty.pk) + "?union=SYT"
    assert 'name="state"' not in clerk.get(url).content.decode()
    assert clerk.post(url, {"state": "done"}).status_code == 403
    assert not DutyReport.objects.exists()


def test_the_list_says_in_its_title_how_much_is_done_and_late(
    duty: Duty, campaign: Activity, union_a: MemberUnion, officer_a: Persona, secretary: Persona, plan: Plan, clock: Any
) -> None:
    DutyFactory.create(activity=campaign, unions=[union_a])
    report(duty, union_a, officer_a, State.DONE)
    clock.move_to(dt.datetime(2024, 9, 2, 5, 0, tzinfo=dt.UTC))
    secretary.force_login(secretary.user)
    text = " ".join(secretary.get(page(plan, "progress_list")).content.decode().split())
    assert "1 trên 2 phần việc đã hoàn thành · 1 phần việc trễ hạn" in text


@pytest.fixture
def several(
    duty: Duty, campaign: Activity, union_a: MemberUnion, union_b: MemberUnion, officer_a: Persona, officer_b: Persona
) -> Duty:
    """A duty of two unions, one of which is done, beside a duty of one that is under way."""
    both = DutyFactory.create(activity=campaign, unions=[union_a, union_b], clause__text="{đơn vị} phát thuốc.")
    report(both, union_a, officer_a, State.DONE)
    report(duty, union_a, officer_a, State.UNDER_WAY)
    return both


def listed(who: Persona, plan: Plan, query: str = "") -> str:
    return " ".join(who.get(page(plan, "progress_list") + query).content.decode().split())


def parts_shown(text: str) -> list[str]:
    """Which parts of duties a page lists: the addresses of their reports."""
    return re.findall(r'<li><a href="[^"]*/duties/(\d+/report/\?union=\w+)"', text)


def test_the_list_is_narrowed_to_a_state_and_says_how_many_there_are(
    several: Duty, duty: Duty, secretary: Persona, plan: Plan
) -> None:
    text = listed(secretary, plan)
    assert len(parts_shown(text)) == 3
    assert 'href="?state=not_started">Chưa thực hiện <span class="count">1</span>' in text
    assert 'href="?state=done">Đã thực hiện <span class="count">1</span>' in text
    assert "Không thực hiện được" not in text  # there is none: nothing to choose
    assert parts_shown(listed(secretary, plan, "?state=done")) == [f"{several.pk}/report/?union=SYT"]
    assert parts_shown(listed(secretary, plan, "?state=under_way")) == [f"{duty.pk}/report/?union=SYT"]


def test_the_list_is_narrowed_to_what_is_late(
    several: Duty, duty: Duty, secretary: Persona, plan: Plan, clock: Any
) -> None:
    assert parts_shown(listed(secretary, plan, "?state=late")) == []
    assert "Không có việc nào như vậy" in listed(secretary, plan, "?state=late")
    clock.move_to(dt.datetime(2024, 9, 2, 5, 0, tzinfo=dt.UTC))
    secretary.force_login(secretary.user)
    shown = parts_shown(listed(secretary, plan, "?state=late"))
    assert sorted(shown) == sorted([f"{duty.pk}/report/?union=SYT", f"{several.pk}/report/?union=GTVT"])


def test_the_list_is_narrowed_to_a_union_and_the_state_stays(
    several: Duty, duty: Duty, secretary: Persona, plan: Plan
) -> None:
    text = listed(secretary, plan, "?union=SYT&state=done")
    assert parts_shown(text) == [f"{several.pk}/report/?union=SYT"]
    assert '<input type="hidden" name="state" value="done">' in text
    assert '<option value="SYT" lang="vi" selected>' in text
    assert "1 trên 2 phần việc đã hoàn thành" in text  # the title is about the union
    assert 'href="?union=SYT&amp;state=under_way"' in text


@pytest.mark.parametrize("query", ["?state=x", "?union=x", "?state=", "?union=&state=", "?page=2"])
def test_what_cannot_be_chosen_narrows_nothing(several: Duty, secretary: Persona, plan: Plan, query: str) -> None:
    assert len(parts_shown(listed(secretary, plan, query))) == 3


def test_an_officer_chooses_among_states_and_never_sees_another_union(
    several: Duty, union_b: MemberUnion, officer_a: Persona, plan: Plan
) -> None:
    text = listed(officer_a, plan, f"?union={union_b.code}")
    assert len(parts_shown(text)) == 2
    assert f"union={union_b.code}" not in "".join(parts_shown(text))
    assert "<select" not in text
