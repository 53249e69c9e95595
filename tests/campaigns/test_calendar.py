"""The calendar: months, the year, and the file that calendar programs read by a secret address."""

import datetime as dt
import re
from dataclasses import replace
from typing import Any

import icalendar
import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from campaigns import errors
from campaigns.actions.feeds import open_feed, revoke_feed
from campaigns.addresses import absolute
from campaigns.calendar import CalendarEvent, month_of, to_ics, year_of
from campaigns.models import CalendarFeed
from campaigns.queries.calendar import plan_events
from plans.actions.issuing import issue_plan
from plans.actions.lines import LineChange, change_line
from plans.actions.occurrences import cancel_occurrence
from plans.actions.rounds import close_round, open_round
from plans.actions.times import understood
from plans.actions.undoing import undo_last
from plans.amending.queries import unissued
from plans.models import Activity, Clause, Occurrence, Plan
from tests.conftest import Persona
from tests.contributions.factories import DueFactory
from tests.plans.factories import OccurrenceFactory
from tests.plans.issuing.conftest import SIGNING
from unions.models import MemberUnion

STAMP = dt.datetime(2024, 8, 20, 5, 0, tzinfo=dt.UTC)
DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2024, 12, 31))


def page(plan: Plan, name: str, *more: object) -> str:
    return reverse(f"campaigns:{name}", args=[plan.cluster.code, plan.year, *more])


def feed_url(feed: CalendarFeed) -> str:
    return reverse("campaigns:feed", args=[feed.token])


def event(first: dt.date, last: dt.date | None = None, title: str = "Thăm Mẹ") -> CalendarEvent:
    return CalendarEvent(f"{first}-{title}", first, last or first, title)


def read(content: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


@pytest.fixture
def issued(plan: Plan) -> Plan:
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.ISSUED)
    plan.refresh_from_db()
    return plan


@pytest.mark.parametrize("asked", ["?month=9", "?view=year"])
def test_links_of_the_screens_are_paths_and_those_of_a_file_whole(
    issued: Plan, time: Occurrence, secretary: Persona, asked: str
) -> None:
    path = page(issued, "activity_detail", time.activity_id)
    assert f'href="{path}"' in secretary.get(page(issued, "calendar") + asked).content.decode()
    feed = open_feed(cluster=issued.cluster, union=None, by=secretary.user)
    assert absolute(path) in {str(row.get("url", "")) for row in read(Client().get(feed_url(feed)).content)}


@pytest.fixture
def time(visit: Activity) -> Occurrence:
    return OccurrenceFactory.create(
        activity=visit, number=1, starts_on=dt.date(2024, 9, 12), ends_on=None, precision="day", place="Xã Phước Hiệp"
    )


# -- Pure


@given(DAYS, st.integers(0, 6))
def test_a_short_event_stands_in_each_of_its_days(first: dt.date, length: int) -> None:
    last = first + dt.timedelta(days=length)
    months = list(year_of([event(first, last)], 2024, first))
    days = {day.on for month in months for week in month.weeks for day in week if day.inside and day.events}
    wanted = {first + dt.timedelta(days=n) for n in range(length + 1)}
    assert days == {day for day in wanted if day.year == 2024}


def test_a_long_event_stands_above_the_grid_of_each_month_it_touches() -> None:
    summer = event(dt.date(2024, 6, 1), dt.date(2024, 8, 31))
    assert [bool(month.long) for month in year_of([summer], 2024, STAMP.date())] == [
        *[False] * 5, *[True] * 3, *[False] * 4,
    ]  # fmt: skip


def test_weeks_begin_on_monday_and_today_is_marked() -> None:
    month = month_of([], 2024, 8, dt.date(2024, 8, 20))
    assert {week[0].on.weekday() for week in month.weeks} == {0}
    assert [day.on.day for week in month.weeks for day in week if day.is_today] == [20]


@given(st.text(max_size=300).filter(lambda text: text.isprintable()), DAYS)
def test_what_is_written_is_read_again_by_a_calendar_program(title: str, first: dt.date) -> None:
    (row,) = read(to_ics([event(first, title=title)], "Cụm", STAMP))
    assert str(row["summary"]) == title
    assert (row.decoded("dtstart"), row.decoded("dtend")) == (first, first + dt.timedelta(days=1))


def test_no_line_of_the_file_is_longer_than_75_bytes() -> None:
    content = to_ics([event(dt.date(2024, 3, 1), title="Sinh hoạt chuyên đề " * 20)], "Cụm", STAMP)
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


# -- Events of a plan


def test_times_stand_in_the_calendar_and_where_there_are_none_what_the_plan_says(
    plan: Plan, campaign: Activity, visit: Activity, time: Occurrence
) -> None:
    found = {event.title: event for event in plan_events(plan, waiting=None)}
    assert (found[campaign.title].starts_on, found[campaign.title].note) == (
        dt.date(2024, 6, 1), "Tháng 6 - 8 năm 2024",
    )  # fmt: skip
    assert (found[visit.title].starts_on, found[visit.title].place) == (dt.date(2024, 9, 12), "Xã Phước Hiệp")


def test_each_listed_day_stands_in_the_calendar_and_none_between_them(plan: Plan, campaign: Activity) -> None:
    campaign.schedules.update(**understood("Ngày 03/6, 10/6 và 17/6", 2024))
    found = [event for event in plan_events(plan, waiting=None) if event.title == campaign.title]
    assert [(event.starts_on.day, event.ends_on.day) for event in found] == [(3, 3), (10, 10), (17, 17)]
    assert len({event.uid for event in found}) == 3


@pytest.mark.parametrize(("text", "days"), [("Ngày 05 hằng tháng", 12), ("Thứ Sáu hằng tuần, từ 01/3 đến 31/3", 5)])
def test_days_that_come_back_stand_in_the_calendar(plan: Plan, campaign: Activity, text: str, days: int) -> None:
    campaign.schedules.update(**understood(text, 2024))
    found = [event for event in plan_events(plan, waiting=None) if event.title == campaign.title]
    assert len({event.uid for event in found}) == len(found) == days
    assert all(event.starts_on == event.ends_on for event in found)


def test_a_union_sees_the_days_to_pay_of_its_own_dues_only(
    plan: Plan, union_a: MemberUnion, union_b: MemberUnion
) -> None:
    due = DueFactory.create(plan=plan, union=union_b, due_on=dt.date(2024, 6, 15))
    titles = [event.title for event in plan_events(plan, union_a, waiting=None)]
    assert not [title for title in titles if due.levy.activity.title in title and title != due.levy.activity.title]
    assert any(event.starts_on == dt.date(2024, 6, 15) for event in plan_events(plan, union_b, waiting=None))


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_number_of_queries_does_not_grow_with_the_times(number: int, plan: Plan, visit: Activity) -> None:
    for n in range(number):
        OccurrenceFactory.create(activity=visit, number=n + 1, starts_on=dt.date(2024, 1, 1) + dt.timedelta(days=n))
    with CaptureQueriesContext(connection) as captured:
        assert len(plan_events(plan, waiting=None)) == number
    assert len(captured) == 6


def test_a_time_that_waits_for_an_amendment_is_tentative(
    plan: Plan, campaign: Activity, visit: Activity, officer_a: Persona, secretary: Persona
) -> None:
    with time_machine.travel("2024-08-20T09:00:00+07:00", tick=False) as clock:
        plan = issue_plan(plan=plan, signing=SIGNING, by=secretary.user).plan
        assert {event.tentative for event in plan_events(plan, waiting=unissued(plan))} == {False}
        clock.shift(60)
        schedule = campaign.schedules.get()
        line = Clause.objects.get(pk=schedule.clause_id)
        change = LineChange(when="Ngày 10/9/2024")
        change_line(clause=line, change=change, seen_version=line.version, by=secretary.user)
        plan.refresh_from_db()
        told = {event.title: event.status for event in plan_events(plan, waiting=unissued(plan))}
        assert told[campaign.title] == "TENTATIVE"
        assert {status for title, status in told.items() if title != campaign.title} <= {"CONFIRMED"}
        for name in ("calendar", "my_union"):
            assert "Kế hoạch đang được điều chỉnh" in officer_a.get(page(plan, name)).content.decode()
        undo_last(plan=plan, by=secretary.user)
        plan.refresh_from_db()
        assert {event.tentative for event in plan_events(plan, waiting=unissued(plan))} == {False}
        assert "đang được điều chỉnh" not in secretary.get(page(plan, "calendar")).content.decode()


@pytest.mark.parametrize(
    ("state", "said"), [("draft", ["chưa ban hành:"]), ("withdrawn", ["đã được thu hồi:"]), ("closed", [])]
)
def test_what_the_plan_is_stands_on_the_pages_of_its_year(
    plan: Plan, officer_a: Persona, state: str, said: list[str]
) -> None:
    Plan.objects.filter(pk=plan.pk).update(state=state, state_reason="Mưa.")
    for name in ("calendar", "my_union", "progress_list", "activity_list"):
        shown = officer_a.get(page(plan, name)).content.decode()
        assert [words for words in ("chưa ban hành:", "đã được thu hồi:") if words in shown] == said


# -- Feeds


def test_the_address_tells_the_dates_to_whoever_has_it(
    issued: Plan, plan: Plan, time: Occurrence, union_a: MemberUnion, officer_a: Persona
) -> None:
    feed = open_feed(cluster=plan.cluster, union=union_a, by=officer_a.user)
    answer = Client().get(feed_url(feed))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    row = next(row for row in read(answer.content) if str(row["uid"]).startswith("occurrence"))
    assert (str(row["location"]), str(row["status"])) == ("Xã Phước Hiệp", "CONFIRMED")


def test_a_moved_time_keeps_its_uid_and_a_called_off_one_says_so(
    issued: Plan, plan: Plan, time: Occurrence, officer_a: Persona, secretary: Persona, union_a: MemberUnion
) -> None:
    feed = open_feed(cluster=plan.cluster, union=union_a, by=officer_a.user)
    before = [str(row["uid"]) for row in read(Client().get(feed_url(feed)).content)]
    cancel_occurrence(occurrence=time, reason="Mưa bão", by=secretary.user)
    rows = read(Client().get(feed_url(feed)).content)
    assert [str(row["uid"]) for row in rows] == before
    assert {str(row["status"]) for row in rows if str(row["uid"]).startswith("occurrence")} == {"CANCELLED"}


def test_a_revoked_address_answers_nobody_and_a_new_one_is_another(
    plan: Plan, union_a: MemberUnion, officer_a: Persona
) -> None:
    feed = open_feed(cluster=plan.cluster, union=union_a, by=officer_a.user)
    assert open_feed(cluster=plan.cluster, union=union_a, by=officer_a.user) == feed
    revoke_feed(feed=feed, by=officer_a.user)
    assert Client().get(feed_url(feed)).status_code == 404
    assert open_feed(cluster=plan.cluster, union=union_a, by=officer_a.user).token != feed.token


@pytest.mark.parametrize("token", ["x", "a" * 300, "%00", "..%2f"])
def test_a_guessed_address_finds_nothing(db: None, token: str) -> None:
    assert Client().get(f"/ics/{token}.ics").status_code == 404


def test_a_feed_of_another_clusters_union_is_refused(plan: Plan, stranger: Persona, secretary: Persona) -> None:
    with pytest.raises(errors.ForeignUnion):
        open_feed(cluster=plan.cluster, union=MemberUnion.objects.get(cluster__code="khac"), by=secretary.user)


def test_an_officer_makes_and_revokes_its_own_unions_address_only(
    plan: Plan, union_a: MemberUnion, union_b: MemberUnion, officer_a: Persona, officer_b: Persona
) -> None:
    assert officer_a.post(page(plan, "feed_open"), {"union": union_b.code}).status_code == 403
    assert officer_a.post(page(plan, "feed_open")).status_code == 403  # the whole cluster's
    officer_a.post(page(plan, "feed_open"), {"union": union_a.code})
    feed = CalendarFeed.objects.get()
    assert feed.token in officer_a.get(page(plan, "feed_list")).content.decode()
    assert feed.token not in officer_b.get(page(plan, "feed_list")).content.decode()
    assert officer_b.post(page(plan, "feed_revoke", feed.pk)).status_code == 403
    officer_a.post(page(plan, "feed_revoke", feed.pk))
    feed.refresh_from_db()
    assert feed.revoked_by == officer_a.user


def told(feed: CalendarFeed) -> dict[str, Any]:
    """What a feed tells: event by uid."""
    return {str(row["uid"]).split("@")[0]: row for row in read(Client().get(feed_url(feed)).content)}


def test_a_plan_that_is_not_issued_goes_to_nobodys_calendar_but_until_when_one_is_asked(
    plan: Plan, campaign: Activity, time: Occurrence, union_a: MemberUnion, officer_a: Persona, secretary: Persona
) -> None:
    feed = open_feed(cluster=plan.cluster, union=union_a, by=officer_a.user)
    DueFactory.create(plan=plan, union=union_a, due_on=dt.date(2024, 6, 15))
    assert told(feed) == {}
    held = open_round(plan=plan, deadline=dt.date(2024, 9, 1), by=secretary.user)
    assert list(told(feed)) == [f"round-{held.pk}"]
    close_round(consultation=held, by=secretary.user)
    assert told(feed) == {}
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.ISSUED)
    assert f"occurrence-{time.pk}" in told(feed)
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.CLOSED)
    assert f"occurrence-{time.pk}" in told(feed)
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.WITHDRAWN, state_reason="Sáp nhập")
    assert told(feed) == {}


def test_a_round_that_was_closed_early_has_no_day_ahead(plan: Plan, campaign: Activity, secretary: Persona) -> None:
    held = open_round(plan=plan, deadline=dt.date(2024, 9, 1), by=secretary.user)
    assert dt.date(2024, 9, 1) in [event.starts_on for event in plan_events(plan, waiting=None)]
    close_round(consultation=held, by=secretary.user)
    assert dt.date(2024, 9, 1) not in [event.starts_on for event in plan_events(plan, waiting=None)]


def test_what_is_tentative_in_the_plan_is_so_in_the_calendar_until_somebody_sets_its_day(
    issued: Plan, plan: Plan, campaign: Activity, session: Activity, union_a: MemberUnion, officer_a: Persona
) -> None:
    feed = open_feed(cluster=plan.cluster, union=union_a, by=officer_a.user)
    by_title = {str(row["summary"]): str(row["status"]) for row in told(feed).values()}
    assert by_title == {session.title: "TENTATIVE", campaign.title: "CONFIRMED"}
    made = OccurrenceFactory.create(
        activity=session, number=1, precision="month", starts_on=dt.date(2024, 8, 1), ends_on=dt.date(2024, 8, 31)
    )
    assert str(told(feed)[f"occurrence-{made.pk}"]["status"]) == "TENTATIVE"
    Occurrence.objects.filter(pk=made.pk).update(precision="day", starts_on=dt.date(2024, 8, 24), ends_on=None)
    assert str(told(feed)[f"occurrence-{made.pk}"]["status"]) == "CONFIRMED"


def test_what_is_called_off_is_no_longer_tentative() -> None:
    off = replace(event(dt.date(2024, 8, 1)), cancelled=True, tentative=True)
    assert off.status == "CANCELLED"


def test_a_calendar_program_shows_whose_dates_and_that_they_are_the_clusters(
    issued: Plan, union_a: MemberUnion, officer_a: Persona, secretary: Persona
) -> None:
    own = open_feed(cluster=issued.cluster, union=union_a, by=officer_a.user)
    whole = open_feed(cluster=issued.cluster, union=None, by=secretary.user)
    names = [
        str(icalendar.Calendar.from_ical(Client().get(feed_url(feed)).content)["x-wr-calname"]) for feed in (own, whole)
    ]
    assert names == [f"Sở Y tế – Lịch {issued.cluster.name}", f"Lịch {issued.cluster.name}"]


# -- Screens


def test_dates_of_a_plan_not_issued_are_marked_and_those_of_an_issued_one_are_not(
    plan: Plan, visit: Activity, time: Occurrence, officer_a: Persona
) -> None:
    for query in ("?month=9", "?view=year"):
        text = officer_a.get(page(plan, "calendar") + query).content.decode()
        assert "Kế hoạch chưa ban hành" in text
        assert "event-tentative" in text
        assert "dự kiến" in text
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.ISSUED)
    for query in ("?month=9", "?view=year"):
        text = officer_a.get(page(plan, "calendar") + query).content.decode()
        assert visit.title in text
        assert "Kế hoạch chưa ban hành" not in text
        assert "event-tentative" not in text


def test_the_address_is_copied_or_opened_with_one_tap(plan: Plan, union_a: MemberUnion, officer_a: Persona) -> None:
    feed = open_feed(cluster=plan.cluster, union=union_a, by=officer_a.user)
    text = officer_a.get(page(plan, "feed_list")).content.decode()
    address = absolute(feed_url(feed))
    assert f">{address}</textarea>" in text
    assert f'href="webcal:{address.split(":", 1)[1]}"' in text
    assert 'data-copy="address-1"' in text
    assert 'id="address-1"' in text


def test_the_month_that_is_asked_for_is_shown(plan: Plan, time: Occurrence, officer_a: Persona) -> None:
    text = officer_a.get(page(plan, "calendar") + "?month=9").content.decode()
    assert "Tháng 9/2024" in text
    assert "Thăm Mẹ Việt Nam Anh hùng" in text
    assert "Thăm Mẹ" not in officer_a.get(page(plan, "calendar") + "?month=10").content.decode()


def test_the_year_shows_all_twelve(plan: Plan, time: Occurrence, officer_a: Persona) -> None:
    text = officer_a.get(page(plan, "calendar") + "?view=year").content.decode()
    assert all(f"Tháng {month}<" in text for month in range(1, 13))


def test_a_time_called_off_is_said_in_words(
    plan: Plan, time: Occurrence, secretary: Persona, officer_a: Persona
) -> None:
    """In the grid too, not by a stroke alone; and the stroke goes through the title, not through the reason."""
    cancel_occurrence(occurrence=time, reason="Bão số 3", by=secretary.user)
    text = " ".join(officer_a.get(page(plan, "calendar") + "?month=9").content.decode().split())
    grid, agenda = text.split("</table>")
    (cell,) = re.findall(r'<p class="day-event event-cancelled">(.*?)</p>', grid)
    assert re.fullmatch(r'<span class="event-title" lang="vi">.*</span> <span class="muted">\(đã hủy\)</span>', cell)
    (row,) = re.findall(r'<li class="event event-cancelled">(.*?)</li>', agenda)
    title = re.search(r'<p class="event-title" lang="vi">(.*?)</p>', row)
    assert title is not None
    assert time.activity.title in title[1]
    assert "Đã hủy: Bão số 3" in row.replace(title[0], "")
    assert ".event-cancelled .event-title {" in (settings.BASE_DIR / "static/css/following.css").read_text()


@pytest.mark.parametrize("month", ["0", "13", "x", "٣", "1e1"])
def test_no_such_month(month: str, plan: Plan, officer_a: Persona) -> None:
    assert officer_a.get(page(plan, "calendar"), {"month": month}).status_code == 404
