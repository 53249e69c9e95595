"""The year on one page: its numbers are the rows', its tasks lead to where they are done, and roles see their own."""

import datetime as dt
import re
from typing import Any

import pytest
from django.urls import reverse
from time_machine import Traveller

from campaigns.actions.attendance import set_attendance
from campaigns.queries.board import Board, board
from campaigns.queries.waiting import Task
from contributions import actions as money
from plans.actions.issuing import issue_plan
from plans.actions.levies import Amounts
from plans.actions.lines import LineChange, change_line
from plans.actions.occurrences import cancel_occurrence, make_occurrences
from plans.actions.times import understood
from plans.models import Activity, Levy, Plan
from tests.conftest import Persona
from tests.contributions.factories import PaymentFactory
from tests.plans.factories import ActivityFactory, DutyFactory, LevyFactory, OccurrenceFactory, ScheduleFactory
from tests.plans.issuing.conftest import SIGNING
from unions.access import access_to
from unions.models import MemberUnion

TODAY = dt.date(2024, 8, 20)


def board_of(plan: Plan, someone: Persona) -> Board:
    access = access_to(someone.user, plan.cluster)
    assert access is not None
    return board(plan, access, TODAY)


def url_of(plan: Plan) -> str:
    return reverse("campaigns:board", args=[plan.cluster.code, plan.year])


def page_of(plan: Plan, someone: Persona) -> str:
    response = someone.get(url_of(plan))
    assert response.status_code == 200
    return str(response.content.decode())


def tasks_about(found: Board, url: str) -> list[Task]:
    return [task for task in found.tasks if task.url.startswith(url)]


@pytest.fixture
def levy(campaign: Activity, union_a: MemberUnion, union_b: MemberUnion) -> Levy:
    return LevyFactory.create(activity=campaign, amounts={union_a: 7_000_000, union_b: 7_000_000}, basis="once")


@pytest.fixture
def paid(plan: Plan, levy: Levy, secretary: Persona, union_a: MemberUnion) -> Plan:
    """Union A has paid its 7.000.000 đồng, union B has not."""
    dues = {due.union: due for due in money.make_dues(levy=levy, by=secretary.user)}
    PaymentFactory.create(plan=plan, union=union_a, amount=7_000_000, dues={dues[union_a]: 7_000_000}, confirmed=True)
    return plan


def test_the_heading_says_how_the_year_stands(paid: Plan, secretary: Persona) -> None:
    secretary.cookies["django_language"] = "en"
    body = page_of(paid, secretary)
    assert "1 of 2 unions have paid in full; 7.000.000 đồng is missing" in body


def test_the_heading_when_all_have_paid(plan: Plan, levy: Levy, secretary: Persona) -> None:
    for due in money.make_dues(levy=levy, by=secretary.user):
        PaymentFactory.create(plan=plan, union=due.union, amount=due.amount, dues={due: due.amount}, confirmed=True)
    secretary.cookies["django_language"] = "en"
    assert "All 2 unions have paid what was asked so far" in page_of(plan, secretary)


def test_the_heading_before_a_basis_is_chosen(
    plan: Plan, campaign: Activity, union_a: MemberUnion, secretary: Persona
) -> None:
    LevyFactory.create(activity=campaign, amounts={union_a: 1_000_000})
    secretary.cookies["django_language"] = "en"
    assert "No dues yet: 1 contribution waits for a decision" in page_of(plan, secretary)


def test_the_heading_without_money_is_what_comes_next(plan: Plan, campaign: Activity, secretary: Persona) -> None:
    assert campaign.title in board_of(plan, secretary).headline


def test_the_heading_of_an_empty_year_counts_to_nought(plan: Plan, secretary: Persona) -> None:
    secretary.cookies["django_language"] = "en"
    assert "0 activities in 2024" in page_of(plan, secretary)


def test_a_unions_row_holds_its_own_numbers(
    paid: Plan, session: Activity, secretary: Persona, union_a: MemberUnion, union_b: MemberUnion, campaign: Activity
) -> None:
    DutyFactory.create(activity=campaign, unions=[union_a], support=[union_b])
    DutyFactory.create(activity=campaign, unions=[union_a])
    DutyFactory.create(activity=campaign, scope="all")
    DutyFactory.create(activity=campaign, scope="lead")  # union A leads
    set_attendance(activity=session, occurrence=None, people={union_a: 27}, by=secretary.user)
    rows = {row.union: row for row in board_of(paid, secretary).unions}
    assert {union.code: row.duties for union, row in rows.items()} == {"SYT": 4, "GTVT": 2}
    assert {union.code: (row.came, row.wanted) for union, row in rows.items()} == {"SYT": (27, 30), "GTVT": (0, 30)}
    balances = {union.code: row.balance for union, row in rows.items()}
    assert balances["SYT"] is not None
    assert balances["GTVT"] is not None
    assert (balances["SYT"].paid, balances["SYT"].left) == (7_000_000, 0)
    assert (balances["GTVT"].paid, balances["GTVT"].left) == (0, 7_000_000)


def test_the_last_row_is_the_sum_of_the_rows(
    paid: Plan, session: Activity, secretary: Persona, union_a: MemberUnion, union_b: MemberUnion
) -> None:
    set_attendance(activity=session, occurrence=None, people={union_a: 27, union_b: 31}, by=secretary.user)
    found = board_of(paid, secretary)
    assert (found.came, found.wanted) == (58, 60)
    assert (found.ledger.total.paid, found.ledger.total.due) == (7_000_000, 14_000_000)
    assert "58/60" in page_of(paid, secretary)


def test_people_are_asked_for_at_each_time_that_stands(
    plan: Plan, session: Activity, secretary: Persona, union_a: MemberUnion
) -> None:
    for day, state, reason in ((14, "planned", ""), (15, "planned", ""), (16, "cancelled", "Bão")):
        OccurrenceFactory.create(
            activity=session, starts_on=dt.date(2024, 8, day), ends_on=None, state=state, reason=reason
        )
    assert {row.wanted for row in board_of(plan, secretary).unions} == {60}


def test_people_of_a_time_that_was_called_off_afterwards_do_not_count(
    plan: Plan, session: Activity, secretary: Persona, union_a: MemberUnion
) -> None:
    time = OccurrenceFactory.create(activity=session, starts_on=dt.date(2024, 8, 14), ends_on=None)
    set_attendance(activity=session, occurrence=time, people={union_a: 27}, by=secretary.user)
    cancel_occurrence(occurrence=time, reason="Nhầm ngày", by=secretary.user)
    assert {row.came for row in board_of(plan, secretary).unions} == {0}


def test_a_union_was_seen_when_its_officer_signed_in_last(
    plan: Plan, officer_a: Persona, secretary: Persona, union_a: MemberUnion, union_b: MemberUnion
) -> None:
    officer_a.user.last_login = dt.datetime(2024, 8, 18, 3, tzinfo=dt.UTC)
    officer_a.user.save()
    rows = {row.union.code: row.seen for row in board_of(plan, secretary).unions}
    assert rows == {"SYT": officer_a.user.last_login, "GTVT": None}


def test_every_number_is_a_door(paid: Plan, session: Activity, secretary: Persona, union_a: MemberUnion) -> None:
    set_attendance(activity=session, occurrence=None, people={union_a: 27}, by=secretary.user)
    body = page_of(paid, secretary)
    row = next(part for part in body.split("<tr>") if "Sở Y tế" in part)
    doors = re.findall(r'href="([^"]+)"', row)
    assert len(doors) == 4
    for door in doors:
        assert secretary.get(door.split("#")[0]).status_code == 200, door


def test_payments_wait_for_the_treasurer_and_the_secretary_sees_so(
    paid: Plan, secretary: Persona, treasurer: Persona, union_b: MemberUnion
) -> None:
    PaymentFactory.create(plan=paid, union=union_b, amount=1_000_000)
    desk = reverse("contributions:desk", args=[paid.cluster.code, 2024])
    (mine,) = tasks_about(board_of(paid, treasurer), desk)
    (seen,) = tasks_about(board_of(paid, secretary), desk)
    assert (mine.tone, seen.tone) == ("warning", "info")
    assert seen.detail


def test_a_levy_without_a_basis_waits_with_both_totals(
    plan: Plan, visit: Activity, union_a: MemberUnion, union_b: MemberUnion, secretary: Persona
) -> None:
    levy = LevyFactory.create(activity=visit, amounts={union_a: 2_250_000, union_b: 1_750_000})
    url = reverse("plans:levy_basis", args=[plan.cluster.code, 2024, levy.pk])
    (task,) = tasks_about(board_of(plan, secretary), url)
    assert "4.000.000" in task.detail
    assert "16.000.000" in task.detail
    assert task.about == visit.title
    assert secretary.get(task.url).status_code == 200


def test_dues_that_can_be_made_wait_with_their_sum(running: Plan, plan: Plan, levy: Levy, secretary: Persona) -> None:
    url = reverse("contributions:dues_make", args=[plan.cluster.code, 2024, levy.pk])
    (task,) = tasks_about(board_of(plan, secretary), url)
    assert "14.000.000" in task.detail
    money.make_dues(levy=levy, by=secretary.user)
    assert tasks_about(board_of(plan, secretary), url) == []


def test_a_repeating_activity_without_dates_waits(plan: Plan, visit: Activity, secretary: Persona) -> None:
    url = reverse("campaigns:activity_detail", args=[plan.cluster.code, 2024, visit.pk])
    (task,) = tasks_about(board_of(plan, secretary), url)
    assert (task.about, task.due_on) == (visit.title, None)
    make_occurrences(activity=visit, by=secretary.user)
    assert all("4" not in task.text for task in tasks_about(board_of(plan, secretary), url))


def test_an_activity_that_nobody_dated_waits(plan: Plan, secretary: Persona) -> None:
    undated = ActivityFactory.create(plan=plan, title="Không rõ ngày")
    ScheduleFactory.create(activity=undated, text="Theo phân công", starts_on=None, ends_on=None, precision="none")
    assert [task.about for task in board_of(plan, secretary).tasks] == ["Không rõ ngày"]


def test_times_that_passed_unreported_wait(running: Plan, plan: Plan, visit: Activity, secretary: Persona) -> None:
    make_occurrences(activity=visit, by=secretary.user)
    (task,) = [task for task in board_of(plan, secretary).tasks if task.tone == "warning"]
    assert (task.about, task.due_on) == (visit.title, dt.date(2024, 6, 30))
    assert task.url.endswith("#times")


def test_head_counts_that_are_missing_wait_until_they_are_entered(
    running: Plan, plan: Plan, session: Activity, secretary: Persona, union_a: MemberUnion, union_b: MemberUnion
) -> None:
    url = reverse("campaigns:attendance", args=[plan.cluster.code, 2024, session.pk])
    assert len(tasks_about(board_of(plan, secretary), url)) == 1
    set_attendance(activity=session, occurrence=None, people={union_a: 27, union_b: 0}, by=secretary.user)
    assert tasks_about(board_of(plan, secretary), url) == []


def test_head_counts_are_not_asked_before_the_day(plan: Plan, session: Activity, secretary: Persona) -> None:
    OccurrenceFactory.create(activity=session, starts_on=dt.date(2024, 8, 21), ends_on=None)
    url = reverse("campaigns:attendance", args=[plan.cluster.code, 2024, session.pk])
    assert tasks_about(board_of(plan, secretary), url) == []


@pytest.mark.parametrize("who", ["treasurer", "clerk", "owner", "officer_a"])
def test_what_only_the_secretary_can_do_waits_for_nobody_else(
    running: Plan,
    plan: Plan,
    visit: Activity,
    session: Activity,
    levy: Levy,
    who: str,
    request: pytest.FixtureRequest,
) -> None:
    make_occurrences(activity=visit, by=request.getfixturevalue("secretary").user)
    body = page_of(plan, request.getfixturevalue(who))
    found = board_of(plan, request.getfixturevalue(who))
    allowed = reverse("contributions:dues_make", args=[plan.cluster.code, 2024, levy.pk])
    assert [task.url for task in found.tasks] == ([allowed] if who == "treasurer" else [])
    assert reverse("campaigns:times_make", args=[plan.cluster.code, 2024, visit.pk]) not in body


def test_a_draft_does_not_ask_what_took_place(
    plan: Plan, visit: Activity, session: Activity, secretary: Persona
) -> None:
    make_occurrences(activity=visit, by=secretary.user)
    assert not [task for task in board_of(plan, secretary).tasks if task.tone == "warning"]
    url = reverse("campaigns:attendance", args=[plan.cluster.code, 2024, session.pk])
    assert tasks_about(board_of(plan, secretary), url) == []


def test_what_others_wait_for_stands_on_top(
    running: Plan, plan: Plan, visit: Activity, levy: Levy, session: Activity, secretary: Persona
) -> None:
    make_occurrences(activity=visit, by=secretary.user)
    tones = [task.tone for task in board_of(plan, secretary).tasks]
    assert tones == sorted(tones, key=lambda tone: tone != "warning")
    assert tones[0] == "warning"


def test_the_strip_draws_each_activity_with_its_marks(
    plan: Plan, campaign: Activity, visit: Activity, secretary: Persona
) -> None:
    first, second, third, _fourth = make_occurrences(activity=visit, by=secretary.user)
    cancel_occurrence(occurrence=second, reason="Bão", by=secretary.user)
    rows = {row.line.activity: row for row in board_of(plan, secretary).rows}
    assert [bar.x for bar in rows[campaign].bars] == ["41.53%"]
    assert [dot.state for dot in rows[visit].dots] == ["late", "cancelled", "planned", "planned"]
    assert rows[visit].bars == ()
    assert (first.number, third.number) == (1, 3)


def test_listed_days_are_drawn_and_told_one_by_one(plan: Plan, campaign: Activity, secretary: Persona) -> None:
    campaign.schedules.update(**understood("Ngày 03/8, 24/8 và 14/9", 2024))
    found = board_of(plan, secretary)
    (row,) = (row for row in found.rows if row.line.activity == campaign)
    assert len(row.bars) == 3
    assert [item.when for item in found.ahead if item.url.endswith(f"/{campaign.pk}/")] == ["24/08/2024", "14/09/2024"]


def test_the_strip_is_said_in_words_too(plan: Plan, visit: Activity, secretary: Persona) -> None:
    make_occurrences(activity=visit, by=secretary.user)
    body = page_of(plan, secretary)
    drawing = re.search(r'<svg class="strip-drawing".*?aria-hidden="true"', body, re.DOTALL)
    assert drawing
    words = re.findall(r'<span class="visually-hidden">(Quý I: [^<]+)</span>', body)
    assert len(words) == 1
    assert all(name in words[0] for name in ("Quý I", "Quý II", "Quý III", "Quý IV"))


def test_the_page_has_no_style_of_its_own_and_no_decimal_commas_in_drawings(
    plan: Plan, campaign: Activity, visit: Activity, secretary: Persona
) -> None:
    make_occurrences(activity=visit, by=secretary.user)
    body = page_of(plan, secretary)
    assert " style=" not in body
    places = re.findall(r'\b(?:x|x1|x2|width)="([0-9.,]+%)"', body)
    assert len(places) > 30
    assert not any("," in place for place in places)


@pytest.mark.parametrize(("year", "drawn"), [(2024, True), (2023, False)])
def test_today_is_a_line_in_the_year_it_lies_in(plan: Plan, secretary: Persona, year: int, drawn: bool) -> None:
    plan.year = year
    plan.save()
    assert bool(board_of(plan, secretary).today) is drawn


def test_the_next_thirty_days_hold_what_begins_or_goes_on(
    plan: Plan, campaign: Activity, levy: Levy, secretary: Persona
) -> None:
    for day in (TODAY, TODAY + dt.timedelta(days=30), TODAY + dt.timedelta(days=31), TODAY - dt.timedelta(days=1)):
        activity = ActivityFactory.create(plan=plan, title=f"Ngày {day:%d/%m}")
        OccurrenceFactory.create(activity=activity, starts_on=day, ends_on=None, precision="day")
    Levy.objects.update(due_on=TODAY + dt.timedelta(days=5))
    ahead = board_of(plan, secretary).ahead
    assert [item.text for item in ahead if item.text.startswith("Ngày")] == ["Ngày 20/08", "Ngày 19/09"]
    assert [item.when for item in ahead][:2] == ["Tháng 6 - 8 năm 2024", "20/08/2024"]
    assert [item.about for item in ahead if item.about] == [campaign.title]


def test_what_was_called_off_or_done_is_not_ahead(plan: Plan, visit: Activity, secretary: Persona) -> None:
    for state, reason in (("cancelled", "Bão"), ("done", "")):
        OccurrenceFactory.create(activity=visit, starts_on=TODAY, ends_on=None, state=state, reason=reason)
    assert board_of(plan, secretary).ahead == ()


@pytest.mark.parametrize("who", ["secretary", "treasurer", "clerk", "owner"])
def test_those_who_see_all_money_see_all_unions(paid: Plan, who: str, request: pytest.FixtureRequest) -> None:
    body = page_of(paid, request.getfixturevalue(who))
    assert "Sở Y tế" in body
    assert "Sở GTVT" in body
    assert "7.000.000/14.000.000" in body or "7.000.000 of 14.000.000" in body or "7.000.000 trên 14.000.000" in body


def test_an_officer_sees_the_own_union_only(
    paid: Plan, session: Activity, officer_b: Persona, secretary: Persona, union_a: MemberUnion
) -> None:
    set_attendance(activity=session, occurrence=None, people={union_a: 27}, by=secretary.user)
    found = board_of(paid, officer_b)
    assert [row.union.code for row in found.unions] == ["GTVT"]
    assert found.ledger.total.paid == 0
    body = page_of(paid, officer_b)
    assert "14.000.000" not in body
    assert "27" not in re.sub(r'"[^"]*"', "", body)


def test_a_stranger_finds_nothing(plan: Plan, stranger: Persona) -> None:
    assert stranger.get(url_of(plan)).status_code == 404


def test_there_is_no_board_without_a_plan(plan: Plan, secretary: Persona) -> None:
    assert secretary.get(reverse("campaigns:board", args=[plan.cluster.code, 2023])).status_code == 404


def test_a_title_of_markup_is_text(plan: Plan, campaign: Activity, secretary: Persona) -> None:
    Activity.objects.update(title="<script>alert(1)</script>")
    assert "<script>alert(1)" not in page_of(plan, secretary)


@pytest.mark.parametrize(
    ("moment", "drawn"),
    [
        (dt.datetime(2024, 12, 31, 16, 59, 59, tzinfo=dt.UTC), True),
        (dt.datetime(2024, 12, 31, 17, tzinfo=dt.UTC), False),
    ],
)
def test_the_year_ends_at_midnight_in_vietnam(
    plan: Plan, visit: Activity, secretary: Persona, clock: Traveller, moment: dt.datetime, drawn: bool
) -> None:
    clock.move_to(moment)
    secretary.force_login(secretary.user)
    assert ('class="strip-today"' in page_of(plan, secretary)) is drawn


def test_a_task_is_a_value(plan: Plan) -> None:
    task: Any = Task("Nộp", "/", "Đã nộp")
    assert (task.due_on, task.tone, task.about) == (None, "info", "")


@pytest.mark.parametrize("state", ["closed", "withdrawn"])
def test_a_plan_that_ended_offers_neither_dues_nor_the_editor(
    running: Plan, levy: Levy, secretary: Persona, state: str
) -> None:
    make = reverse("contributions:dues_make", args=[running.cluster.code, 2024, levy.pk])
    edit = reverse("plans:plan_edit", args=[running.cluster.code, 2024])
    undecided = LevyFactory.create(activity=levy.activity, amounts={levy.shares.first().union: 1_000_000})
    basis = reverse("plans:levy_basis", args=[running.cluster.code, 2024, undecided.pk])
    button = f'<a class="button" href="{edit}">'
    assert tasks_about(board_of(running, secretary), make)
    assert tasks_about(board_of(running, secretary), basis)
    assert button in page_of(running, secretary)
    Plan.objects.filter(pk=running.pk).update(state=state, state_reason="Làm lại.")
    running.refresh_from_db()
    assert not tasks_about(board_of(running, secretary), make)
    assert not tasks_about(board_of(running, secretary), basis)
    assert button not in page_of(running, secretary)


@pytest.mark.parametrize("state", ["draft", "consulting"])
def test_dues_of_a_draft_are_no_to_do(
    plan: Plan, levy: Levy, secretary: Persona, treasurer: Persona, state: str
) -> None:
    """Made too early they would hold the amounts, which the unions are still asked about."""
    Plan.objects.filter(pk=plan.pk).update(state=state)
    plan.refresh_from_db()
    url = reverse("contributions:dues_make", args=[plan.cluster.code, 2024, levy.pk])
    for someone in (secretary, treasurer):
        assert tasks_about(board_of(plan, someone), url) == []
    assert url in treasurer.get(reverse("contributions:desk", args=[plan.cluster.code, 2024])).content.decode()


# -- An issued plan that is being changed


def test_what_waits_for_an_amendment_waits_for_the_secretary(
    plan: Plan, levy: Levy, secretary: Persona, treasurer: Persona, officer_a: Persona, time_machine: Traveller
) -> None:
    """Dues of amounts that are not issued yet are not offered: the amendment comes first."""
    time_machine.move_to("2024-08-20T09:00:00+07:00", tick=False)
    plan = issue_plan(plan=plan, signing=SIGNING, by=secretary.user).plan
    base = reverse("campaigns:board", args=[plan.cluster.code, plan.year])
    make, amend = f"{base}money/levies/{levy.pk}/dues/", f"{base}plan/amend/"
    assert tasks_about(board_of(plan, treasurer), make)
    assert not tasks_about(board_of(plan, secretary), amend)
    assert "đang được điều chỉnh" not in page_of(plan, officer_a)
    time_machine.shift(60)
    change = LineChange(amounts=Amounts(6_000_000, {}, lead_pays=True, due_on=None))
    change_line(clause=levy.clause, change=change, seen_version=1, by=secretary.user)
    plan.refresh_from_db()
    assert not tasks_about(board_of(plan, treasurer), make)
    assert not tasks_about(board_of(plan, treasurer), amend)
    assert len(tasks_about(board_of(plan, secretary), amend)) == 1
    assert "Có 2 chỗ trong kế hoạch đã sửa, chờ ban hành văn bản điều chỉnh" in page_of(plan, secretary)
    assert "đang được điều chỉnh" in page_of(plan, officer_a)
