"""The figures behind the pages: an activity's line, its head counts, when it ends, what a visitor may know."""

import datetime as dt
from collections import Counter

import pytest

from campaigns.actions.attendance import set_attendance
from campaigns.models import PublicPage
from campaigns.queries.activities import ActivityLine, activity_lines, head_counts
from campaigns.queries.detail import Detail, attendance_sheets, detail, volunteers
from campaigns.queries.progress import duties_held
from campaigns.queries.public import find_page, find_sign_up, last_day_of, public_activity, situation_of
from plans.actions.occurrences import cancel_occurrence, make_occurrences
from plans.models import Activity, Plan
from tests.campaigns.conftest import join, somebody
from tests.campaigns.factories import AttendanceFactory, SignUpFactory
from tests.conftest import Persona
from tests.plans.factories import ActivityFactory, DutyFactory, OccurrenceFactory, ScheduleFactory
from unions.access import access_to
from unions.models import MemberUnion
from unions.permissions import Access


def access_of(someone: Persona, plan: Plan) -> Access:
    access = access_to(someone.user, plan.cluster)
    assert access is not None
    return access


def line_of(activity: Activity, *unions: MemberUnion, seen: list[int] | None = None) -> ActivityLine:
    lines = activity_lines(activity.plan, [union.pk for union in unions], seen)
    return next(line for line in lines if line.activity == activity)


def detail_of(activity: Activity, someone: Persona) -> Detail:
    return detail(activity, access_of(someone, activity.plan))


def on(activity: Activity, day: int, number: int = 1, **facts: object) -> object:
    return OccurrenceFactory.create(
        activity=activity, number=number, starts_on=dt.date(2024, 8, day), ends_on=None, precision="day", **facts
    )


# -- Head counts


def test_head_counts_are_by_time_and_union(session: Activity, union_a: MemberUnion, union_b: MemberUnion) -> None:
    time = OccurrenceFactory.create(activity=session)
    AttendanceFactory.create(activity=session, union=union_a, people=27)
    AttendanceFactory.create(activity=session, union=union_b, occurrence=time, people=31)
    assert head_counts(session.plan) == {
        (session.pk, None): {union_a.pk: 27},
        (session.pk, time.pk): {union_b.pk: 31},
    }


def test_head_counts_of_others_are_not_even_read(session: Activity, union_a: MemberUnion, union_b: MemberUnion) -> None:
    AttendanceFactory.create(activity=session, union=union_a)
    AttendanceFactory.create(activity=session, union=union_b)
    assert head_counts(session.plan, [union_b.pk]) == {(session.pk, None): {union_b.pk: 27}}
    assert head_counts(session.plan, []) == {}


def test_head_counts_of_another_plan_are_not_ours(session: Activity) -> None:
    AttendanceFactory.create()
    assert head_counts(session.plan) == {}


# -- A line of the list


def test_a_line_asks_as_many_people_as_unions_times_times(
    session: Activity, union_a: MemberUnion, union_b: MemberUnion
) -> None:
    assert line_of(session, union_a, union_b).wanted == 60
    on(session, 14, 1)
    on(session, 15, 2)
    on(session, 16, 3, state="cancelled", reason="Bão")
    line = line_of(session, union_a, union_b)
    assert (line.wanted, len(line.times), len(line.standing)) == (120, 3, 2)
    assert line_of(session, union_a, union_b, seen=[union_a.pk]).wanted == 60


def test_a_line_counts_the_people_of_all_its_times(
    session: Activity, union_a: MemberUnion, union_b: MemberUnion, secretary: Persona
) -> None:
    time = OccurrenceFactory.create(activity=session, starts_on=dt.date(2024, 8, 14), ends_on=None)
    set_attendance(activity=session, occurrence=time, people={union_a: 27}, by=secretary.user)
    set_attendance(activity=session, occurrence=None, people={union_a: 2, union_b: 5}, by=secretary.user)
    line = line_of(session, union_a, union_b)
    assert (line.came, line.came_from(union_a.pk), line.came_from(union_b.pk)) == (34, 29, 5)


@pytest.mark.parametrize(
    ("name", "dated", "announced"), [("campaign", True, 0), ("session", True, 0), ("visit", False, 4)]
)
def test_a_line_knows_whether_anybody_knows_when(
    name: str, dated: bool, announced: int, union_a: MemberUnion, request: pytest.FixtureRequest
) -> None:
    line = line_of(request.getfixturevalue(name), union_a)
    assert (line.is_dated, line.announced) == (dated, announced)


def test_times_stand_in_the_order_of_their_days(session: Activity, union_a: MemberUnion) -> None:
    for number, day in ((1, 20), (2, 10), (3, 15)):
        on(session, day, number)
    assert [time.number for time in line_of(session, union_a).times] == [2, 3, 1]


# -- One activity


def test_an_activity_without_times_has_one_sheet(session: Activity, secretary: Persona) -> None:
    (sheet,) = attendance_sheets(session, access_of(secretary, session.plan))
    assert (sheet.time, sheet.came, sheet.wanted, sheet.answered) == (None, 0, 60, 0)


def test_with_times_the_sheet_of_none_stays_only_if_it_was_used(
    session: Activity, secretary: Persona, union_a: MemberUnion
) -> None:
    access = access_of(secretary, session.plan)
    on(session, 14)
    assert [sheet.time is None for sheet in attendance_sheets(session, access)] == [False]
    AttendanceFactory.create(activity=session, union=union_a)
    session = Activity.objects.select_related("plan__cluster").get(pk=session.pk)
    assert [sheet.time is None for sheet in attendance_sheets(session, access)] == [False, True]


def test_nothing_is_asked_at_a_time_that_was_called_off(session: Activity, secretary: Persona) -> None:
    on(session, 14, state="cancelled", reason="Bão")
    (sheet,) = attendance_sheets(session, access_of(secretary, session.plan))
    assert (sheet.wanted, sheet.may_enter) == (0, False)


@pytest.mark.parametrize(
    ("who", "codes", "may"),
    [("secretary", ["SYT", "GTVT"], True), ("officer_b", ["GTVT"], True), ("clerk", ["SYT", "GTVT"], False)],
)
def test_a_sheet_holds_the_unions_one_sees(
    session: Activity, who: str, codes: list[str], may: bool, request: pytest.FixtureRequest
) -> None:
    (sheet,) = attendance_sheets(session, access_of(request.getfixturevalue(who), session.plan))
    assert [row.union.code for row in sheet.rows] == codes
    assert sheet.may_enter is may


def test_the_times_that_are_missing_are_counted(visit: Activity, secretary: Persona) -> None:
    assert detail_of(visit, secretary).missing_times == 4
    make_occurrences(activity=visit, by=secretary.user)
    fresh = Activity.objects.select_related("plan__cluster").get(pk=visit.pk)
    found = detail_of(fresh, secretary)
    assert (found.missing_times, len(found.times)) == (0, 4)


def test_the_list_of_volunteers_is_in_the_order_of_joining(qr_page: PublicPage) -> None:
    names = ["Người Ba", "Người Ái", "Người Đức"]
    for name in names:
        join(qr_page, somebody(name))
    assert [row.volunteer.full_name for row in volunteers(qr_page)] == names


# -- Duties


def test_duties_are_counted_by_name_for_all_and_for_the_lead(
    campaign: Activity, union_a: MemberUnion, union_b: MemberUnion
) -> None:
    DutyFactory.create(activity=campaign, unions=[union_b], support=[union_a])
    DutyFactory.create(activity=campaign, scope="all")
    DutyFactory.create(activity=campaign, scope="all")
    DutyFactory.create(activity=campaign, scope="lead")
    DutyFactory.create(unions=[union_b])  # in another plan
    held = duties_held(campaign.plan, [union_a.pk, union_b.pk, 999])
    count = Counter(union for one in held for union in one.unions)
    assert count == {union_a.pk: 4, union_b.pk: 3, 999: 2}


def test_without_a_lead_nobody_has_its_duties(campaign: Activity, union_a: MemberUnion) -> None:
    campaign.plan.lead = None
    DutyFactory.create(activity=campaign, scope="lead")
    assert [one.unions for one in duties_held(campaign.plan, [union_a.pk])] == [frozenset()]


# -- When it ends, and what a visitor may know


def test_the_last_day_is_that_of_the_dates_before_that_of_the_plan(campaign: Activity) -> None:
    assert last_day_of(campaign) == dt.date(2024, 8, 31)
    on(campaign, 10)
    assert last_day_of(campaign) == dt.date(2024, 8, 10)


def test_what_was_called_off_ends_nothing(campaign: Activity) -> None:
    on(campaign, 10, 1)
    on(campaign, 25, 2, state="cancelled", reason="Bão")
    assert last_day_of(campaign) == dt.date(2024, 8, 10)


def test_without_any_date_nobody_knows_the_last_day(visit: Activity) -> None:
    assert last_day_of(visit) is None


def test_of_two_schedules_the_later_end_counts(campaign: Activity) -> None:
    ScheduleFactory.create(activity=campaign, starts_on=dt.date(2024, 9, 5), ends_on=None, precision="day")
    assert last_day_of(campaign) == dt.date(2024, 9, 5)


def test_the_situation_of_a_page(qr_page: PublicPage, secretary: Persona) -> None:
    SignUpFactory.create_batch(2, public_page=qr_page)
    SignUpFactory.create(public_page=qr_page, cancelled_at=dt.datetime(2024, 8, 1, tzinfo=dt.UTC))
    SignUpFactory.create()
    found = situation_of(qr_page)
    assert (found.taken, found.last_day, found.called_off) == (2, dt.date(2024, 8, 31), "")


def test_all_times_called_off_is_the_activity_called_off(visit: Activity, secretary: Persona) -> None:
    page = PublicPage.objects.create(activity=visit)
    for time in make_occurrences(activity=visit, by=secretary.user):
        assert situation_of(page).called_off == ""
        cancel_occurrence(occurrence=time, reason=f"Lý do {time.number}", by=secretary.user)
    assert situation_of(page).called_off == "Lý do 4"


@pytest.mark.parametrize(("places", "left"), [(None, None), (5, 3), (2, 0), (1, 0)])
def test_places_left_are_never_fewer_than_none(qr_page: PublicPage, places: int | None, left: int | None) -> None:
    SignUpFactory.create_batch(2, public_page=qr_page)
    qr_page.places = places
    assert public_activity(qr_page).places_left == left


def test_a_page_and_a_sign_up_are_found_by_their_key_alone(qr_page: PublicPage) -> None:
    sign_up = join(qr_page)
    assert find_page(qr_page.token) == qr_page
    assert find_sign_up(sign_up.code) == sign_up
    assert find_page("") is None
    assert find_sign_up("") is None


def test_a_visitor_costs_few_queries(qr_page: PublicPage, django_assert_num_queries: object) -> None:
    join(qr_page)
    with django_assert_num_queries(6):  # type: ignore[operator]
        page = find_page(qr_page.token)
        assert page is not None
        public_activity(page)


def test_only_times_to_come_are_shown_to_visitors(qr_page: PublicPage) -> None:
    for number, day in ((1, 19), (2, 20), (3, 25)):
        on(qr_page.activity, day, number)
    OccurrenceFactory.create(  # under way
        activity=qr_page.activity, number=4, starts_on=dt.date(2024, 8, 1), ends_on=dt.date(2024, 8, 20)
    )
    assert [time.number for time in public_activity(qr_page).times] == [4, 2, 3]


def test_an_activity_of_another_plan_is_on_no_list(campaign: Activity, union_a: MemberUnion) -> None:
    ActivityFactory.create()
    assert [line.activity for line in activity_lines(campaign.plan, [union_a.pk], None)] == [campaign]
