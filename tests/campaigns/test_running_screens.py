"""The buttons of those who run activities: dates, resources, results, the public page. And nobody else's."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from campaigns.models import PublicPage, Resource, Result
from plans.actions.occurrences import make_occurrences
from plans.actions.times import understood
from plans.models import Activity, Levy, Occurrence, Plan
from tests.campaigns.conftest import join, somebody
from tests.campaigns.factories import PublicPageFactory, ResourceFactory, ResultFactory, SignUpFactory
from tests.conftest import Persona
from tests.contributions.factories import DueFactory
from tests.plans.factories import ActivityFactory, OccurrenceFactory
from unions.models import AuditRecord, MemberUnion


def url_of(activity: Activity, name: str, *more: int) -> str:
    plan = activity.plan
    return reverse(f"campaigns:{name}", args=[plan.cluster.code, plan.year, activity.pk, *more])


def messages_of(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.fixture
def time(session: Activity) -> Occurrence:
    return OccurrenceFactory.create(
        activity=session, number=1, starts_on=dt.date(2024, 8, 14), ends_on=None, precision="day"
    )


# -- Who may


POSTS = ("times_make", "times_replan", "page_open", "page_reopen", "page_renew")
FORMS = ("time_add", "resource_add", "page_limits", "page_close", "page_call_off")
ROWS: tuple[tuple[str, str], ...] = (
    ("time_move", "time"),
    ("time_cancel", "time"),
    ("time_done", "time"),
    ("time_reopen", "time"),
    ("resource_change", "resource"),
    ("resource_remove", "resource"),
)


@pytest.fixture
def address(session: Activity, time: Occurrence) -> Callable[[str], str]:
    """The address of each button, with a row behind it."""
    page = PublicPageFactory.create(activity=session)
    resource = ResourceFactory.create(activity=session)
    kinds = dict(ROWS)

    def find(name: str) -> str:
        if name not in kinds:
            return url_of(page.activity, name)
        return url_of(session, name, time.number if kinds[name] == "time" else resource.pk)

    return find


ALL = [*POSTS, *FORMS, *(name for name, _row in ROWS), "page_detail"]


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize(
    ("who", "status"), [("officer_a", 403), ("treasurer", 403), ("clerk", 403), ("owner", 403), ("stranger", 404)]
)
def test_only_who_runs_it_may(
    address: Callable[[str], str], name: str, who: str, status: int, request: pytest.FixtureRequest
) -> None:
    before = AuditRecord.objects.count()
    someone: Persona = request.getfixturevalue(who)
    assert someone.post(address(name), {"reason": "X"}).status_code in (status, 405)
    assert someone.get(address(name)).status_code in (status, 405)
    assert AuditRecord.objects.count() == before


@pytest.mark.parametrize("name", [*POSTS, "time_done", "time_reopen", "resource_remove"])
def test_nothing_is_written_by_following_a_link(address: Callable[[str], str], name: str, secretary: Persona) -> None:
    assert secretary.get(address(name)).status_code == 405


@pytest.mark.parametrize("name", [*FORMS, "time_move", "time_cancel", "resource_change"])
def test_each_form_opens_and_leads_back(
    address: Callable[[str], str], name: str, secretary: Persona, session: Activity
) -> None:
    response = secretary.get(address(name))
    assert response.status_code == 200
    body = response.content.decode()
    assert url_of(session, "activity_detail") in body
    assert "csrfmiddlewaretoken" in body


@pytest.mark.parametrize(
    "name", ["time_add", "time_move", "time_cancel", "resource_add", "result_add", "page_call_off"]
)
def test_an_empty_form_is_sent_back_and_nothing_is_written(
    address: Callable[[str], str], name: str, secretary: Persona
) -> None:
    response = secretary.post(address(name), {"csrf": "x"})
    assert response.status_code == 422
    assert 'class="errorlist"' in response.content.decode()
    assert not AuditRecord.objects.exists()


# -- Dates


def test_one_click_makes_the_four_visits_and_two_clicks_too(visit: Activity, secretary: Persona) -> None:
    for _click in range(2):
        response = secretary.post(url_of(visit, "times_make"))
        assert response.headers["Location"] == url_of(visit, "activity_detail") + "#times"
    assert visit.occurrences.count() == 4
    body = secretary.get(url_of(visit, "activity_detail")).content.decode()
    assert all(name in body for name in ("Quý I", "Quý II", "Quý III", "Quý IV"))


def test_what_does_not_repeat_says_so(session: Activity, secretary: Persona) -> None:
    response = secretary.post(url_of(session, "times_make"))
    assert len(messages_of(response)) == 1
    assert not session.occurrences.exists()


def test_a_date_is_added_moved_called_off_and_taken_up_again(session: Activity, secretary: Persona) -> None:
    secretary.post(url_of(session, "time_add"), {"starts_on": "14/08/2024", "place": "Hội trường 272"})
    time = session.occurrences.get()
    assert (time.starts_on, time.place) == (dt.date(2024, 8, 14), "Hội trường 272")
    shown = {"starts_on": "15/08/2024", "ends_on": "16/08/2024", "place": "Nhà văn hoá", "version": "1"}
    secretary.post(url_of(session, "time_move", 1), shown)
    time.refresh_from_db()
    assert (time.starts_on, time.ends_on, time.place) == (dt.date(2024, 8, 15), dt.date(2024, 8, 16), "Nhà văn hoá")
    secretary.post(url_of(session, "time_cancel", 1), {"reason": "Bão số 3"})
    time.refresh_from_db()
    assert (time.state, time.reason) == ("cancelled", "Bão số 3")
    secretary.post(url_of(session, "time_reopen", 1))
    secretary.post(url_of(session, "time_done", 1))
    time.refresh_from_db()
    assert time.state == "done"


def test_the_form_to_move_shows_the_date_as_it_is(time: Occurrence, secretary: Persona) -> None:
    body = secretary.get(url_of(time.activity, "time_move", 1)).content.decode()
    assert 'value="14/08/2024"' in body
    assert 'name="version" value="1"' in body


def test_the_second_of_two_editors_is_told_and_keeps_what_was_typed(time: Occurrence, secretary: Persona) -> None:
    first = {"starts_on": "15/08/2024", "version": "1"}
    second = {"starts_on": "16/08/2024", "version": "1"}
    assert secretary.post(url_of(time.activity, "time_move", 1), first).status_code == 302
    response = secretary.post(url_of(time.activity, "time_move", 1), second)
    assert response.status_code == 422
    body = response.content.decode()
    assert "15/08/2024" in body  # what it is now
    assert 'value="16/08/2024"' in body  # what was typed
    time.refresh_from_db()
    assert time.starts_on == dt.date(2024, 8, 15)


@pytest.mark.parametrize("typed", ["31/02/2024", "08/15/2024", "15/08/24", "hôm nào", "15/08/2042"])
def test_a_date_that_cannot_be_is_answered_with_a_sentence(session: Activity, secretary: Persona, typed: str) -> None:
    response = secretary.post(url_of(session, "time_add"), {"starts_on": typed})
    assert response.status_code == 422
    assert f'value="{typed}"' in response.content.decode()
    assert not session.occurrences.exists()


def test_done_before_the_day_is_refused_with_a_sentence(session: Activity, secretary: Persona) -> None:
    OccurrenceFactory.create(activity=session, number=1, starts_on=dt.date(2024, 8, 21), ends_on=None)
    response = secretary.post(url_of(session, "time_done", 1))
    assert "21/08/2024" in messages_of(response)[0]
    assert session.occurrences.get().state == "planned"
    assert url_of(session, "time_done", 1) not in secretary.get(url_of(session, "activity_detail")).content.decode()


def test_whoever_calls_off_is_told_of_the_dues_made_for_it(
    visit: Activity, secretary: Persona, union_a: MemberUnion
) -> None:
    time = make_occurrences(activity=visit, by=secretary.user)[3]
    DueFactory.create(levy__activity=visit, levy__basis=Levy.Basis.PER_OCCURRENCE, union=union_a, occurrence=time)
    secretary.cookies["django_language"] = "en"
    body = secretary.get(url_of(visit, "time_cancel", time.number)).content.decode()
    assert "1 due was made for this date" in body
    assert "notice-warning" not in secretary.get(url_of(visit, "time_cancel", 1)).content.decode()


@pytest.mark.parametrize(
    ("state", "said", "where"),
    [
        ("draft", "Only an amendment lowers them, once the plan is issued.", "plans:version_list"),
        ("issued", "When the amendment is issued, it lowers them to nothing", "contributions:plan_amend"),
        ("closed", "for that the plan has to be reopened", "plans:version_list"),
        ("withdrawn", "", ""),
    ],
)
def test_whoever_calls_off_is_told_what_lowers_the_dues_and_where(
    plan: Plan, visit: Activity, secretary: Persona, union_a: MemberUnion, state: str, said: str, where: str
) -> None:
    time = make_occurrences(activity=visit, by=secretary.user)[3]
    DueFactory.create(levy__activity=visit, levy__basis=Levy.Basis.PER_OCCURRENCE, union=union_a, occurrence=time)
    Plan.objects.filter(pk=plan.pk).update(state=state, state_reason="Làm lại.")
    secretary.cookies["django_language"] = "en"
    page = secretary.get(url_of(visit, "time_cancel", time.number)).content.decode()
    notice = page.partition('class="notice notice-warning"')[2].partition("</p>")[0]
    if not said:
        assert "due was made" not in page
        return
    assert said in notice
    assert f'href="{reverse(where, args=[plan.cluster.code, 2024])}"' in notice


@pytest.mark.parametrize("name", ["time_move", "time_cancel"])
def test_a_time_of_another_activity_is_not_there(time: Occurrence, secretary: Persona, name: str) -> None:
    other = ActivityFactory.create(plan=time.activity.plan)
    assert secretary.get(url_of(other, name, time.number)).status_code == 404


# -- Resources and results


def test_a_need_is_entered_corrected_and_taken_away(campaign: Activity, secretary: Persona) -> None:
    typed = {"kind": "need", "thing": "Áo phao", "quantity": "1.200", "unit": "cái", "value": "12 triệu"}
    secretary.post(url_of(campaign, "resource_add"), typed)
    row = Resource.objects.get()
    assert (row.quantity, row.value) == (1200, 12_000_000)
    form = secretary.get(url_of(campaign, "resource_change", row.pk)).content.decode()
    assert 'value="1.200"' in form
    assert 'value="12.000.000"' in form
    secretary.post(url_of(campaign, "resource_change", row.pk), typed | {"quantity": "60"})
    row.refresh_from_db()
    assert row.quantity == 60
    response = secretary.post(url_of(campaign, "resource_remove", row.pk))
    assert response.headers["Location"].endswith("#resources")
    assert not Resource.objects.exists()


def test_the_form_knows_what_was_asked_for(campaign: Activity, secretary: Persona) -> None:
    body = secretary.get(url_of(campaign, "resource_add") + "?kind=given").content.decode()
    assert 'value="given" required id="id_kind_2" checked' in body.replace("\n", "")


def test_a_resource_of_another_activity_is_not_there(campaign: Activity, secretary: Persona) -> None:
    other = ResourceFactory.create()
    assert secretary.get(url_of(campaign, "resource_change", other.pk)).status_code == 404
    assert secretary.post(url_of(campaign, "resource_remove", other.pk)).status_code == 404
    assert Resource.objects.count() == 1


RESULT = {"indicator": "Quà tặng", "qualifier": "over", "number": "7,4", "unit": "tỷ đồng"}


def test_the_secretary_reports_for_the_cluster_and_any_union(
    campaign: Activity, secretary: Persona, union_b: MemberUnion
) -> None:
    secretary.post(url_of(campaign, "result_add"), RESULT)
    secretary.post(url_of(campaign, "result_add"), RESULT | {"union": str(union_b.pk)})
    rows = Result.objects.values_list("union__code", "number", "qualifier")
    assert list(rows) == [(None, Decimal("7.400"), "over"), ("GTVT", Decimal("7.400"), "over")]


def test_an_officer_reports_for_the_own_union_only(
    campaign: Activity, officer_a: Persona, union_a: MemberUnion, union_b: MemberUnion
) -> None:
    for union, status in ((union_a.pk, 302), (union_b.pk, 422), ("", 422)):
        response = officer_a.post(url_of(campaign, "result_add"), RESULT | {"union": str(union)})
        assert response.status_code == status
    assert [row.union for row in Result.objects.all()] == [union_a]


@pytest.mark.parametrize("who", ["treasurer", "clerk", "owner"])
def test_who_only_looks_reports_nothing(campaign: Activity, who: str, request: pytest.FixtureRequest) -> None:
    someone = request.getfixturevalue(who)
    assert someone.get(url_of(campaign, "result_add")).status_code == 403
    assert someone.post(url_of(campaign, "result_add"), RESULT).status_code == 403


@pytest.mark.parametrize("whose", ["union_b", None])
def test_anothers_result_does_not_exist_for_an_officer(
    campaign: Activity, officer_a: Persona, whose: str | None, request: pytest.FixtureRequest
) -> None:
    row = ResultFactory.create(activity=campaign, union=request.getfixturevalue(whose) if whose else None)
    missing = officer_a.get(url_of(campaign, "result_change", 999_999))
    for url in (url_of(campaign, "result_change", row.pk), url_of(campaign, "result_remove", row.pk)):
        assert officer_a.post(url, RESULT).status_code == missing.status_code == 404
    assert Result.objects.count() == 1


def test_an_officer_corrects_and_takes_away_the_own_result(
    campaign: Activity, officer_a: Persona, union_a: MemberUnion
) -> None:
    row = ResultFactory.create(activity=campaign, union=union_a)
    assert 'value="12.800"' in officer_a.get(url_of(campaign, "result_change", row.pk)).content.decode()
    officer_a.post(url_of(campaign, "result_change", row.pk), RESULT | {"union": str(union_a.pk)})
    row.refresh_from_db()
    assert (row.number, row.unit) == (Decimal("7.400"), "tỷ đồng")
    officer_a.post(url_of(campaign, "result_remove", row.pk))
    assert not Result.objects.exists()


# -- The public page


def test_the_page_is_opened_limited_closed_and_opened_again(campaign: Activity, secretary: Persona) -> None:
    response = secretary.post(url_of(campaign, "page_open"))
    assert response.headers["Location"] == url_of(campaign, "page_detail")
    page = PublicPage.objects.get()
    typed = {"places": "50", "closes_on": "25/08/2024", "note": "Mang nước"}
    secretary.post(url_of(campaign, "page_limits"), typed)
    page.refresh_from_db()
    assert (page.places, page.closes_on, page.note) == (50, dt.date(2024, 8, 25), "Mang nước")
    secretary.post(url_of(campaign, "page_close"), {"reason": ""})
    page.refresh_from_db()
    assert page.state == "closed"
    secretary.post(url_of(campaign, "page_reopen"))
    secretary.post(url_of(campaign, "page_call_off"), {"reason": "Bão số 3"})
    page.refresh_from_db()
    assert (page.state, page.reason) == ("cancelled", "Bão số 3")
    assert "Bão số 3" in secretary.get(url_of(campaign, "page_detail")).content.decode()


def test_fewer_places_than_people_is_refused_in_the_form(qr_page: PublicPage, secretary: Persona) -> None:
    SignUpFactory.create_batch(3, public_page=qr_page)
    response = secretary.post(url_of(qr_page.activity, "page_limits"), {"places": "2"})
    assert response.status_code == 422
    assert "3" in response.content.decode()


def test_a_new_address_is_made_from_the_one_that_was_seen(qr_page: PublicPage, secretary: Persona) -> None:
    url = url_of(qr_page.activity, "page_renew")
    for _click in range(2):
        secretary.post(url, {"token": qr_page.token})
    renewed = PublicPage.objects.get()
    assert renewed.token != qr_page.token
    assert AuditRecord.objects.filter(verb="public_page.renew").count() == 1


def test_names_and_telephones_are_for_those_who_arrange_it(
    qr_page: PublicPage, secretary: Persona, officer_a: Persona
) -> None:
    join(qr_page, somebody(guardian_name="Nguyễn Thị Mẹ", guardian_phone="+84987654321", guardian_agreed=True))
    response = secretary.get(url_of(qr_page.activity, "page_detail"))
    body = response.content.decode()
    for fact in ("Đặng Thị Thu", "0912 345 678", "2000", "Nguyễn Thị Mẹ", "0987 654 321"):
        assert fact in body
    assert "no-store" in response.headers["Cache-Control"]
    for name in ("activity_detail", "poster"):
        assert "Đặng Thị Thu" not in secretary.get(url_of(qr_page.activity, name)).content.decode()
    assert officer_a.get(url_of(qr_page.activity, "page_detail")).status_code == 403


def test_who_withdrew_is_not_on_the_list(qr_page: PublicPage, secretary: Persona) -> None:
    SignUpFactory.create(
        public_page=qr_page, volunteer__full_name="Đã Rút", cancelled_at=dt.datetime(2024, 8, 1, tzinfo=dt.UTC)
    )
    assert "Đã Rút" not in secretary.get(url_of(qr_page.activity, "page_detail")).content.decode()


def test_before_a_page_is_opened_there_is_nothing_to_manage(campaign: Activity, secretary: Persona) -> None:
    assert secretary.get(url_of(campaign, "page_detail")).status_code == 404
    assert secretary.post(url_of(campaign, "page_renew")).status_code == 404


def test_dates_that_the_plan_says_otherwise_are_told_and_put_there(visit: Activity, secretary: Persona) -> None:
    make_occurrences(activity=visit, by=secretary.user)
    visit.schedules.update(**understood("Tháng 3 và tháng 9/2024", 2024))
    told = secretary.get(url_of(visit, "activity_detail")).content.decode()
    for words in ("Kế hoạch nay ghi “Tháng 3 và tháng 9/2024”", "Quý I chuyển sang", "Quý II bị hủy"):
        assert words in told
    response = secretary.post(url_of(visit, "times_replan"))
    assert response.url.endswith("#times")
    assert "Kế hoạch nay ghi" not in secretary.get(url_of(visit, "activity_detail")).content.decode()
    standing = visit.occurrences.exclude(state="cancelled").order_by("starts_on")
    assert [row.starts_on for row in standing] == [dt.date(2024, 3, 1), dt.date(2024, 9, 1)]


def test_who_does_not_run_it_is_told_without_the_button(
    visit: Activity, secretary: Persona, officer_a: Persona
) -> None:
    make_occurrences(activity=visit, by=secretary.user)
    visit.schedules.update(**understood("Tháng 3 và tháng 9/2024", 2024))
    told = officer_a.get(url_of(visit, "activity_detail")).content.decode()
    assert "Kế hoạch nay ghi" in told
    assert url_of(visit, "times_replan") not in told
