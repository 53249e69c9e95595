"""An activity called off, in the field: calendar and feed, board, lists, the public page; history stays in sight."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import icalendar
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.actions.feeds import open_feed
from campaigns.errors import DoorShut
from campaigns.models import DutyReport, PublicPage
from campaigns.queries.activities import activity_lines
from campaigns.queries.calendar import plan_events
from campaigns.queries.progress import duties_held
from plans.actions.calling_off import call_off, take_up
from plans.actions.occurrences import cancel_occurrence
from plans.models import Activity, Occurrence, Plan
from tests.campaigns.conftest import join, somebody
from tests.campaigns.factories import AttendanceFactory, ResourceFactory, ResultFactory, SignUpFactory
from tests.conftest import Persona
from tests.contributions.factories import DueFactory
from tests.plans.factories import ActivityFactory, DutyFactory, LevyFactory, OccurrenceFactory
from unions.models import MemberUnion

WHY = "Bão số 3 đổ bộ"


def page(plan: Plan, name: str, *more: object) -> str:
    return reverse(f"campaigns:{name}", args=[plan.cluster.code, plan.year, *more])


def flat(response: Any) -> str:
    return " ".join(response.content.decode().split())


def off(activity: Activity, by: Persona) -> Activity:
    return call_off(activity=activity, reason=WHY, by=by.user)


# -- PL07: whatever keeps an activity from being removed, calling off is offered


def report(activity: Activity, by: Persona) -> None:
    duty = DutyFactory.create(activity=activity, unions=list(MemberUnion.objects.all()[:1]))
    DutyReport.objects.create(duty=duty, union=duty.holders.get().union, state="done", reported_by=by.user)


KEEPING: dict[str, Callable[[Activity, Persona], object]] = {
    "campaigns.Attendance": lambda activity, _by: AttendanceFactory.create(activity=activity),
    "campaigns.DutyReport": report,
    "campaigns.PublicPage": lambda activity, _by: SignUpFactory.create(public_page__activity=activity),
    "campaigns.Resource": lambda activity, _by: ResourceFactory.create(activity=activity),
    "campaigns.Result": lambda activity, _by: ResultFactory.create(activity=activity),
    "contributions.Due": lambda activity, _by: DueFactory.create(levy=LevyFactory.create(activity=activity)),
    "plans.Occurrence": lambda activity, _by: OccurrenceFactory.create(activity=activity),
}


@pytest.mark.parametrize("table", KEEPING)
def test_whatever_keeps_it_calling_off_is_offered(
    running: Plan, campaign: Activity, secretary: Persona, table: str
) -> None:
    KEEPING[table](campaign, secretary)
    editor = f"/c/{running.cluster.code}/2024/plan/"
    refusal = flat(secretary.get(f"{editor}lines/{campaign.clause_id}/remove/"))
    assert "Không xóa được vì đang được dùng" in refusal
    assert f"{editor}activities/{campaign.pk}/call-off/" in refusal
    off(campaign, secretary)
    assert campaign.title not in flat(secretary.get(f"{editor}txt"))


# -- Calendar and feed


@pytest.fixture
def time(visit: Activity) -> Occurrence:
    return OccurrenceFactory.create(
        activity=visit, number=1, starts_on=dt.date(2024, 9, 12), ends_on=None, precision="day"
    )


def test_feed_and_calendar_say_that_it_is_cancelled(
    running: Plan, campaign: Activity, visit: Activity, time: Occurrence, secretary: Persona
) -> None:
    """One with a date of its own, and one of which only the plan says when."""
    feed = open_feed(cluster=running.cluster, union=None, by=secretary.user)
    for activity in (campaign, visit):
        off(activity, secretary)
    content = Client().get(reverse("campaigns:feed", args=[feed.token])).content
    rows = {str(row["summary"]): row for row in icalendar.Calendar.from_ical(content).walk("VEVENT")}
    for activity in (campaign, visit):
        row = next(row for name, row in rows.items() if activity.title in name)
        assert str(row["status"]) == "CANCELLED"
        assert WHY in str(row["description"])
    for activity in (campaign, visit):
        take_up(activity=Activity.objects.get(pk=activity.pk), by=secretary.user)
    assert not any(event.cancelled for event in plan_events(running, waiting=None))


# -- Board, lists, figures


def test_board_shows_it_as_called_off_and_asks_nothing_of_it(
    running: Plan, session: Activity, visit: Activity, time: Occurrence, secretary: Persona
) -> None:
    DutyFactory.create(activity=session, unions=list(MemberUnion.objects.all()[:1]))
    before = secretary.get(page(running, "board")).context["board"]
    assert (before.wanted, before.duties, len(before.ahead)) == (60, 1, 2)
    off(session, secretary)
    off(visit, secretary)
    answer = secretary.get(page(running, "board"))
    found = answer.context["board"]
    assert (found.wanted, found.duties, found.ahead, found.tasks) == (0, 0, (), ())
    assert flat(answer).count("đã hủy") >= 2
    assert duties_held(running, []) == []


def test_a_union_is_asked_for_nothing_of_it(
    running: Plan, session: Activity, union_a: MemberUnion, secretary: Persona, officer_a: Persona
) -> None:
    DutyFactory.create(activity=session, unions=[union_a], clause__text="{đơn vị} lo hội trường.")
    assert "lo hội trường" in flat(officer_a.get(page(running, "my_union")))
    off(session, secretary)
    own = flat(officer_a.get(page(running, "my_union")))
    assert "lo hội trường" not in own
    assert session.title not in own
    assert "lo hội trường" not in flat(officer_a.get(page(running, "progress_list")))
    assert "lo hội trường" not in flat(officer_a.get(f"/c/{running.cluster.code}/2024/duties/"))


def test_the_list_of_activities_and_the_search_mark_it(running: Plan, session: Activity, secretary: Persona) -> None:
    off(session, secretary)
    listed = flat(secretary.get(page(running, "activity_list")))
    assert "đã hủy" in listed
    (line,) = [line for line in activity_lines(running, [1, 2], None) if line.activity == session]
    assert (line.takes_place, line.wanted) == (False, 0)
    found = flat(secretary.get(page(running, "find") + "?q=chuyên+đề"))
    assert session.title in found
    assert "đã hủy" in found


# -- The activity's page


def test_its_page_says_since_when_by_whom_and_why(
    running: Plan, visit: Activity, time: Occurrence, secretary: Persona, officer_a: Persona
) -> None:
    off(visit, secretary)
    shown = flat(secretary.get(page(running, "activity_detail", visit.pk)))
    for words in (f"{secretary.user.full_name} đã hủy ngày 20/08/2024", f"Lý do: {WHY}", "Tổ chức lại"):
        assert words in shown
    for gone in ("times/add/", "times/make/", "/reopen/", "page/open/"):
        assert gone not in shown
    seen = flat(officer_a.get(page(running, "activity_detail", visit.pk)))
    assert WHY in seen
    assert "Tổ chức lại" not in seen


def test_its_page_offers_calling_off_to_who_edits_the_plan(
    running: Plan, session: Activity, secretary: Persona, treasurer: Persona, officer_a: Persona
) -> None:
    """Nothing has to be recorded, and nobody has to try to remove it first."""
    own, form = (
        page(running, "activity_detail", session.pk),
        f"/c/{running.cluster.code}/2024/plan/activities/{session.pk}/call-off/",
    )
    assert f'href="{form}">Hủy hoạt động…</a>' in flat(secretary.get(own))
    for other in (treasurer, officer_a):
        assert form not in flat(other.get(own))
    answer = secretary.post(form, {"reason": WHY}, follow=True)
    assert f"Lý do: {WHY}" in flat(answer)
    assert form not in flat(answer)
    take_up(activity=Activity.objects.get(pk=session.pk), by=secretary.user)
    Plan.objects.filter(pk=running.pk).update(state=Plan.State.CLOSED)
    assert form not in flat(secretary.get(own))


def test_a_part_leads_to_the_whole(running: Plan, campaign: Activity, secretary: Persona) -> None:
    part = ActivityFactory.create(plan=running, title="Khám bệnh", clause__level=2)
    off(campaign, secretary)
    shown = flat(secretary.get(page(running, "activity_detail", part.pk)))
    assert "Đây là một phần của hoạt động đã hủy" in shown
    assert "take-up" not in shown
    answer = secretary.post(f"/c/{running.cluster.code}/2024/plan/activities/{part.pk}/take-up/", follow=True)
    assert "Hãy tổ chức lại hoạt động đó trước" in flat(answer)


def test_what_was_recorded_is_still_shown(running: Plan, campaign: Activity, secretary: Persona) -> None:
    ResultFactory.create(activity=campaign)
    AttendanceFactory.create(activity=campaign, union=MemberUnion.objects.all()[0], people=27)
    off(campaign, secretary)
    shown = flat(secretary.get(page(running, "activity_detail", campaign.pk)))
    assert "Quà tặng gia đình chính sách" in shown
    assert "27" in shown


def test_as_many_questions_as_before(
    running: Plan, session: Activity, visit: Activity, time: Occurrence, secretary: Persona
) -> None:
    """The activity's page asks two more: who called it off, and whether it is a part."""
    counts = {}
    for name, more in (("board", ()), ("activity_list", ()), ("calendar", ()), ("activity_detail", (visit.pk,))):
        with CaptureQueriesContext(connection) as asked:
            secretary.get(page(running, name, *more))
        counts[name] = len(asked)
    off(visit, secretary)
    for name, more in (("board", ()), ("activity_list", ()), ("calendar", ()), ("activity_detail", (visit.pk,))):
        with CaptureQueriesContext(connection) as asked:
            secretary.get(page(running, name, *more))
        assert len(asked) <= counts[name] + (2 if name == "activity_detail" else 0), name


def test_a_report_is_still_found_and_no_more_are_taken(
    running: Plan, campaign: Activity, union_a: MemberUnion, secretary: Persona, officer_a: Persona
) -> None:
    duty = DutyFactory.create(activity=campaign, unions=[union_a], clause__text="{đơn vị} khám bệnh.")
    said = "Đã khám 120 người."
    DutyReport.objects.create(duty=duty, union=union_a, state="under_way", note=said, reported_by=officer_a.user)
    off(campaign, secretary)
    address = page(running, "duty_report", duty.pk) + f"?union={union_a.code}"
    shown = flat(officer_a.get(address))
    assert said in shown
    assert "<textarea" not in shown
    assert officer_a.post(address, {"state": "done"}).status_code == 403
    assert DutyReport.objects.count() == 1


# -- The public page


@pytest.mark.parametrize("dated", [False, True])
def test_volunteers_read_that_it_is_called_off_and_why(
    running: Plan, campaign: Activity, qr_page: PublicPage, anybody: Client, secretary: Persona, dated: bool
) -> None:
    if dated:
        OccurrenceFactory.create(activity=campaign, starts_on=dt.date(2024, 9, 12), ends_on=None, precision="day")
    signed = join(qr_page)
    off(campaign, secretary)
    shown = flat(anybody.get(reverse("campaigns:public_page", args=[qr_page.token])))
    assert f"Hoạt động này đã hủy. Lý do: {WHY}." in shown
    assert 'id="id_full_name"' not in shown
    own = flat(anybody.get(reverse("campaigns:sign_up_detail", args=[signed.code])))
    assert WHY in own
    fresh = PublicPage.objects.get(pk=qr_page.pk)
    with pytest.raises(DoorShut):
        join(fresh, somebody("Người Khác", "+84912345679"))
    take_up(activity=Activity.objects.get(pk=campaign.pk), by=secretary.user)
    join(PublicPage.objects.get(pk=qr_page.pk), somebody("Người Khác", "+84912345679"))


# -- The public page's own word


def test_the_public_page_s_button_says_that_the_plan_stands(
    running: Plan, campaign: Activity, qr_page: PublicPage, secretary: Persona
) -> None:
    """Two different things: a word on the page, and calling off in the plan."""
    in_plan = f'href="/c/{running.cluster.code}/2024/plan/activities/{campaign.pk}/call-off/"'
    for name in ("page_detail", "page_call_off"):
        shown = flat(secretary.get(page(running, name, campaign.pk)))
        assert "Báo hủy trên trang công khai" in shown
        assert ">Hủy hoạt động<" not in shown
        assert "kế hoạch, phân công và khoản phải nộp vẫn giữ nguyên" in shown
    assert in_plan in flat(secretary.get(page(running, "page_detail", campaign.pk)))
    Plan.objects.filter(pk=running.pk).update(state=Plan.State.CLOSED)
    assert in_plan not in flat(secretary.get(page(running, "page_detail", campaign.pk)))


def test_a_page_that_says_called_off_is_told_from_an_activity_called_off(
    running: Plan, campaign: Activity, qr_page: PublicPage, secretary: Persona, officer_a: Persona
) -> None:
    """Taken up again in the plan, the page keeps its own word until somebody opens it again."""
    secretary.post(page(running, "page_call_off", campaign.pk), {"reason": WHY})
    assert "trang công khai báo hủy" in flat(secretary.get(page(running, "activity_list")))
    own = f'href="{page(running, "page_detail", campaign.pk)}"'
    off(campaign, secretary)
    assert "Trang công khai vẫn báo" not in flat(secretary.get(page(running, "activity_detail", campaign.pk)))
    answer = flat(secretary.post(f"/c/{running.cluster.code}/2024/plan/activities/{campaign.pk}/take-up/", follow=True))
    assert "Trang công khai vẫn báo rằng hoạt động này đã hủy" in answer
    assert answer.count(own) == 2
    seen = flat(officer_a.get(page(running, "activity_detail", campaign.pk)))
    assert "Trang công khai vẫn báo rằng hoạt động này đã hủy" in seen
    assert own not in seen
    secretary.post(page(running, "page_reopen", campaign.pk))
    assert "Trang công khai vẫn báo" not in flat(secretary.get(page(running, "activity_detail", campaign.pk)))


def reopening(plan: Plan, activity: Activity) -> str:
    return f'action="{page(plan, "page_reopen", activity.pk)}"'


@pytest.mark.parametrize("shut", [False, True], ids=["open", "closed by hand"])
def test_sign_up_is_not_run_for_what_was_called_off(
    running: Plan, campaign: Activity, qr_page: PublicPage, secretary: Persona, shut: bool
) -> None:
    if shut:
        secretary.post(page(running, "page_close", campaign.pk), {"reason": ""})
    off(campaign, secretary)
    shown = flat(secretary.get(page(running, "page_detail", campaign.pk)))
    assert "đã hủy</span>" in shown
    for gone in ("Đang nhận đăng ký", "Ngừng nhận đăng ký", "Báo hủy trên trang công khai"):
        assert gone not in shown
    assert reopening(running, campaign) not in shown
    take_up(activity=Activity.objects.get(pk=campaign.pk), by=secretary.user)
    shown = flat(secretary.get(page(running, "page_detail", campaign.pk)))
    assert ("Đang nhận đăng ký" in shown) != shut
    assert (reopening(running, campaign) in shown) == shut


def test_a_page_that_says_called_off_is_opened_again_only_while_it_helps(
    running: Plan, campaign: Activity, qr_page: PublicPage, secretary: Persona
) -> None:
    secretary.post(page(running, "page_call_off", campaign.pk), {"reason": WHY})
    shown = flat(secretary.get(page(running, "page_detail", campaign.pk)))
    assert reopening(running, campaign) in shown
    assert f"Đã hủy · {WHY}" in shown
    off(campaign, secretary)
    assert reopening(running, campaign) not in flat(secretary.get(page(running, "page_detail", campaign.pk)))


def test_sign_up_is_not_run_for_what_is_over(
    running: Plan, campaign: Activity, qr_page: PublicPage, secretary: Persona
) -> None:
    pages = [page(running, name, *more) for name, more in (("activity_list", ()), ("activity_detail", (campaign.pk,)))]
    pages.append(page(running, "page_detail", campaign.pk))
    assert all("Đang nhận đăng ký" in flat(secretary.get(address)) for address in pages)
    campaign.schedules.update(ends_on=dt.date(2024, 8, 10))
    for address in pages:
        shown = flat(secretary.get(address))
        assert "Đang nhận đăng ký" not in shown, address
        assert "đã kết thúc</span>" in shown, address
    shown = flat(secretary.get(pages[-1]))
    for gone in ("Ngừng nhận đăng ký", "Báo hủy trên trang công khai"):
        assert gone not in shown


def test_all_times_called_off_is_called_off_too(
    running: Plan, campaign: Activity, qr_page: PublicPage, secretary: Persona
) -> None:
    time = OccurrenceFactory.create(activity=campaign, starts_on=dt.date(2024, 9, 12), ends_on=None, precision="day")
    cancel_occurrence(occurrence=time, reason=WHY, by=secretary.user)
    shown = flat(secretary.get(page(running, "page_detail", campaign.pk)))
    assert "đã hủy</span>" in shown
    assert "Đang nhận đăng ký" not in shown
