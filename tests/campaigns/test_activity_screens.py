"""The list of activities, one activity, its head counts. Officers see and enter their own union's numbers only."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from campaigns.actions.attendance import set_attendance
from campaigns.models import Attendance, PublicPage
from plans.actions.occurrences import cancel_occurrence
from plans.models import Activity, Occurrence, Plan
from tests.campaigns.factories import ResourceFactory, ResultFactory, SignUpFactory
from tests.conftest import Persona
from tests.plans.factories import ActivityFactory, ContentItemFactory, DutyFactory, LevyFactory, OccurrenceFactory
from unions.models import MemberUnion


def list_url(plan: Plan) -> str:
    return reverse("campaigns:activity_list", args=[plan.cluster.code, plan.year])


def url_of(activity: Activity, name: str = "activity_detail") -> str:
    plan = activity.plan
    return reverse(f"campaigns:{name}", args=[plan.cluster.code, plan.year, activity.pk])


def body_of(someone: Persona, url: str) -> str:
    response = someone.get(url)
    assert response.status_code == 200, url
    return str(response.content.decode())


def test_the_list_shows_each_activity_with_time_and_place(
    plan: Plan, campaign: Activity, session: Activity, officer_a: Persona
) -> None:
    body = body_of(officer_a, list_url(plan))
    for fact in ("Chiến dịch Kỳ nghỉ hồng", "Tháng 6 - 8 năm 2024", "Huyện Cần Giờ", "Sinh hoạt chuyên đề"):
        assert fact in body
    assert body.index("Chiến dịch Kỳ nghỉ hồng") < body.index("Sinh hoạt chuyên đề")  # the order of the paper
    assert url_of(campaign) in body


def test_the_list_counts_the_people_whom_the_reader_may_see(
    plan: Plan, session: Activity, secretary: Persona, officer_b: Persona, union_a: MemberUnion
) -> None:
    set_attendance(activity=session, occurrence=None, people={union_a: 27}, by=secretary.user)
    secretary.cookies["django_language"] = officer_b.cookies["django_language"] = "en"
    assert "27 of 60 people" in body_of(secretary, list_url(plan))
    assert "0 of 30 people" in body_of(officer_b, list_url(plan))


def test_an_empty_list_says_where_activities_come_from(plan: Plan, secretary: Persona) -> None:
    assert reverse("plans:plan_edit", args=[plan.cluster.code, 2024]) in body_of(secretary, list_url(plan))


def test_the_page_shows_the_facts_of_the_plan(
    session: Activity, secretary: Persona, union_a: MemberUnion, union_b: MemberUnion
) -> None:
    ContentItemFactory.create(activity=session, clause__text="Nghe báo cáo chuyên đề.")
    DutyFactory.create(activity=session, unions=[union_a], clause__text="{đơn vị} phụ trách nội dung.")
    LevyFactory.create(activity=session, amounts={union_a: 1_000_000, union_b: 1_000_000}, basis="once")
    body = body_of(secretary, url_of(session))
    for fact in (
        "Dự kiến tháng 8/2024",
        "Nghe báo cáo chuyên đề.",
        "Đoàn Sở Y tế Thành phố phụ trách nội dung.",
        "2.000.000",
        "30 đoàn viên",
    ):
        assert fact in body


def test_a_levy_without_a_basis_shows_both_totals_and_the_way_to_choose(
    visit: Activity, secretary: Persona, officer_a: Persona, union_a: MemberUnion
) -> None:
    levy = LevyFactory.create(activity=visit, amounts={union_a: 2_250_000})
    choose = reverse("plans:levy_basis", args=[visit.plan.cluster.code, 2024, levy.pk])
    body = body_of(secretary, url_of(visit))
    assert "2.250.000" in body
    assert "9.000.000" in body
    assert choose in body
    assert choose not in body_of(officer_a, url_of(visit))


def test_a_levy_paid_each_time_counts_before_there_are_dates(
    campaign: Activity, secretary: Persona, union_a: MemberUnion
) -> None:
    LevyFactory.create(activity=campaign, amounts={union_a: 300_000}, basis="per_occurrence")
    body = " ".join(body_of(secretary, url_of(campaign)).split())
    assert "300.000 đồng của tất cả đơn vị trong năm" in body
    assert "(Mỗi lần tổ chức, chưa có ngày)" in body
    campaign.schedules.update(text="Ngày 03/6, 10/6 năm 2024", repeat="listed")
    assert "600.000 đồng của tất cả đơn vị trong năm" in body_of(secretary, url_of(campaign))


def test_contents_and_duties_of_other_activities_are_not_here(
    campaign: Activity, session: Activity, secretary: Persona
) -> None:
    ContentItemFactory.create(activity=session, clause__text="Nghe báo cáo chuyên đề.")
    assert "Nghe báo cáo" not in body_of(secretary, url_of(campaign))


@pytest.mark.parametrize("who", ["secretary", "treasurer", "clerk", "owner", "officer_a"])
def test_everybody_in_the_cluster_reads_an_activity(
    campaign: Activity, who: str, request: pytest.FixtureRequest
) -> None:
    assert campaign.title in body_of(request.getfixturevalue(who), url_of(campaign))


def test_a_stranger_and_a_wrong_number_find_nothing(campaign: Activity, stranger: Persona, secretary: Persona) -> None:
    other = ActivityFactory.create()
    wrong = reverse("campaigns:activity_detail", args=[campaign.plan.cluster.code, 2024, other.pk])
    assert stranger.get(url_of(campaign)).status_code == 404
    assert secretary.get(wrong).status_code == 404  # another plan's activity under our year


@pytest.mark.parametrize("who", ["treasurer", "clerk", "owner", "officer_a"])
def test_only_who_runs_it_sees_the_buttons(
    campaign: Activity, qr_page: PublicPage, who: str, request: pytest.FixtureRequest
) -> None:
    body = body_of(request.getfixturevalue(who), url_of(campaign))
    for name in ("times_make", "time_add", "resource_add", "page_open", "page_detail"):
        assert url_of(campaign, name) not in body, name


def test_the_secretary_sees_the_buttons_for_what_can_be_done_now(visit: Activity, secretary: Persona) -> None:
    body = body_of(secretary, url_of(visit))
    for name in ("times_make", "time_add", "resource_add", "result_add", "page_open", "attendance"):
        assert url_of(visit, name) in body, name
    secretary.post(url_of(visit, "times_make"))
    assert url_of(visit, "times_make") not in body_of(secretary, url_of(visit))


@pytest.mark.parametrize("who", ["treasurer", "clerk", "owner"])
def test_who_only_looks_gets_no_form_for_numbers(session: Activity, who: str, request: pytest.FixtureRequest) -> None:
    someone = request.getfixturevalue(who)
    assert url_of(session, "attendance") not in body_of(someone, url_of(session))
    assert someone.get(url_of(session, "attendance")).status_code == 403
    assert someone.post(url_of(session, "attendance"), {}).status_code == 403


def test_the_page_counts_who_came_against_who_was_asked(
    session: Activity, secretary: Persona, union_a: MemberUnion, union_b: MemberUnion
) -> None:
    set_attendance(activity=session, occurrence=None, people={union_a: 27, union_b: 31}, by=secretary.user)
    secretary.cookies["django_language"] = "en"
    body = body_of(secretary, url_of(session))
    assert "58 of 60 people" in body
    assert "27/30" in body


def test_an_officer_sees_only_the_own_number(
    session: Activity, secretary: Persona, officer_b: Persona, union_a: MemberUnion, union_b: MemberUnion
) -> None:
    set_attendance(activity=session, occurrence=None, people={union_a: 27, union_b: 31}, by=secretary.user)
    officer_b.cookies["django_language"] = "en"
    body = body_of(officer_b, url_of(session))
    assert "31 of 30 people" in body
    assert "27/30" not in body
    assert not re.search(r"\b58\b", body)  # the sum of both would tell the other one's


def test_the_secretary_enters_all_unions_at_once(
    session: Activity, secretary: Persona, union_a: MemberUnion, union_b: MemberUnion
) -> None:
    url = url_of(session, "attendance")
    body = body_of(secretary, url)
    assert f'name="people_{union_a.pk}"' in body
    response = secretary.post(url, {f"people_{union_a.pk}": "27", f"people_{union_b.pk}": "31"})
    assert response.headers["Location"] == url_of(session) + "#attendance"
    assert dict(Attendance.objects.values_list("union__code", "people")) == {"SYT": 27, "GTVT": 31}


def test_an_officer_enters_the_own_union_and_no_other(
    session: Activity, officer_a: Persona, union_a: MemberUnion, union_b: MemberUnion
) -> None:
    url = url_of(session, "attendance")
    assert f'name="people_{union_b.pk}"' not in body_of(officer_a, url)
    officer_a.post(url, {f"people_{union_a.pk}": "27", f"people_{union_b.pk}": "99"})
    assert dict(Attendance.objects.values_list("union__code", "people")) == {"SYT": 27}


def test_a_number_entered_meanwhile_is_not_wiped_out(
    session: Activity, secretary: Persona, officer_a: Persona, union_a: MemberUnion, union_b: MemberUnion
) -> None:
    shown = {f"initial-people_{u.pk}": "" for u in (union_a, union_b)}  # the secretary opened the page before
    officer_a.post(url_of(session, "attendance"), {f"people_{union_a.pk}": "27"})
    typed = {f"people_{union_a.pk}": "", f"people_{union_b.pk}": "31"}
    secretary.post(url_of(session, "attendance"), typed | shown)
    assert dict(Attendance.objects.values_list("union__code", "people")) == {"SYT": 27, "GTVT": 31}


def test_a_wrong_number_is_sent_back_with_the_others_still_typed(
    session: Activity, secretary: Persona, union_a: MemberUnion, union_b: MemberUnion
) -> None:
    response = secretary.post(
        url_of(session, "attendance"), {f"people_{union_a.pk}": "hai bảy", f"people_{union_b.pk}": "31"}
    )
    assert response.status_code == 422
    assert "hai bảy" in response.content.decode()
    assert 'value="31"' in response.content.decode()
    assert not Attendance.objects.exists()


def test_each_time_has_its_own_form(session: Activity, secretary: Persona, union_a: MemberUnion) -> None:
    for number, day in ((1, 14), (2, 15)):
        OccurrenceFactory.create(activity=session, number=number, starts_on=dt.date(2024, 8, day), ends_on=None)
    secretary.post(url_of(session, "attendance") + "?time=2", {f"people_{union_a.pk}": "27"})
    row = Attendance.objects.get()
    assert row.occurrence is not None
    assert row.occurrence.number == 2
    assert 'value="27"' in body_of(secretary, url_of(session, "attendance"))  # the one that is being filled


@pytest.mark.parametrize("number", ["3", "0", "x", "-1", "1 OR 1"])
def test_a_time_that_is_not_there_is_not_there(session: Activity, secretary: Persona, number: str) -> None:
    OccurrenceFactory.create(activity=session, number=1, starts_on=dt.date(2024, 8, 14), ends_on=None)
    assert secretary.get(url_of(session, "attendance"), {"time": number}).status_code == 404


def test_a_time_that_was_called_off_has_no_boxes(session: Activity, secretary: Persona, union_a: MemberUnion) -> None:
    time: Occurrence = OccurrenceFactory.create(
        activity=session, number=1, starts_on=dt.date(2024, 8, 14), ends_on=None
    )
    OccurrenceFactory.create(activity=session, number=2, starts_on=dt.date(2024, 8, 15), ends_on=None)
    cancel_occurrence(occurrence=time, reason="Bão số 3", by=secretary.user)
    body = body_of(secretary, url_of(session, "attendance") + "?time=1")
    assert "Bão số 3" in body
    assert f'name="people_{union_a.pk}"' not in body
    secretary.post(url_of(session, "attendance") + "?time=1", {f"people_{union_a.pk}": "27"})
    assert not Attendance.objects.exists()


def test_needs_are_shown_with_how_much_is_found(campaign: Activity, officer_a: Persona, union_b: MemberUnion) -> None:
    ResourceFactory.create(activity=campaign, quantity=50)
    ResourceFactory.create(activity=campaign, kind="given", quantity=20, union=union_b, giver="Ông Ba")
    officer_a.cookies["django_language"] = "en"
    body = body_of(officer_a, url_of(campaign))
    assert "20 of 50 cái" in body
    assert "Ông Ba" not in body  # who gave is for those who run it


def test_results_are_shown_with_their_qualifier(
    campaign: Activity, officer_a: Persona, secretary: Persona, union_a: MemberUnion, union_b: MemberUnion
) -> None:
    ResultFactory.create(activity=campaign, indicator="Quà của cụm", number=Decimal(12_800), qualifier="over")
    ResultFactory.create(activity=campaign, indicator="Đường của A", union=union_a, number=Decimal("7.4"), unit="km")
    ResultFactory.create(activity=campaign, indicator="Việc của B", union=union_b)
    officer_a.cookies["django_language"] = "en"
    body = body_of(officer_a, url_of(campaign))
    assert "over 12.800 phần" in body
    assert "7,4 km" in body
    assert "Việc của B" not in body
    assert "Việc của B" in body_of(secretary, url_of(campaign))


def test_an_officer_changes_only_the_own_results(campaign: Activity, officer_a: Persona, union_a: MemberUnion) -> None:
    whole = ResultFactory.create(activity=campaign)
    own = ResultFactory.create(activity=campaign, union=union_a)
    body = body_of(officer_a, url_of(campaign))
    assert f"/results/{own.pk}/change/" in body
    assert f"/results/{whole.pk}/change/" not in body


def test_people_signed_up_are_a_number_to_all(qr_page: PublicPage, officer_a: Persona) -> None:
    SignUpFactory.create_batch(3, public_page=qr_page, volunteer__full_name="Người Tình Nguyện")
    SignUpFactory.create(public_page=qr_page, cancelled_at=dt.datetime(2024, 8, 1, tzinfo=dt.UTC))
    body = body_of(officer_a, url_of(qr_page.activity))
    assert '<span class="money-big">3</span>' in body
    assert "Người Tình Nguyện" not in body


def test_the_poster_of_an_activity_without_a_page_is_not_there(campaign: Activity, secretary: Persona) -> None:
    assert secretary.get(url_of(campaign, "poster")).status_code == 404
