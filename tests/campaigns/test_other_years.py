"""What waits in the cluster's other years is named where a person looks: on this year's board, page and desk."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.actions.problems import raise_problem, settle_problem
from contributions.models import Due
from contributions.queries import union_account
from contributions.reckoning import Balance
from plans.actions.rounds import open_round
from plans.models import Plan, Proposal
from tests.campaigns.test_board import board_of
from tests.campaigns.test_my_union import page_of
from tests.conftest import Persona
from tests.contributions.factories import DueFactory, PaymentFactory
from tests.factories import ClusterFactory
from tests.plans.factories import ActivityFactory, LevyFactory, PlanFactory
from unions.models import MemberUnion

BOARD = "/c/hcsn/2024/"


@pytest.fixture
def last_year(plan: Plan) -> Plan:
    return PlanFactory.create(cluster=plan.cluster, year=2023, lead=plan.lead, state=Plan.State.ISSUED)


@pytest.fixture
def next_year(plan: Plan) -> Plan:
    coming = PlanFactory.create(cluster=plan.cluster, year=2025, lead=plan.lead)
    ActivityFactory.create(plan=coming, title="Mùa hè xanh")
    return coming


@pytest.fixture
def old_due(last_year: Plan, union_a: MemberUnion) -> Due:
    """7.000.000 đồng of the year before."""
    levy = LevyFactory.create(activity=ActivityFactory.create(plan=last_year), amounts={union_a: 7_000_000})
    return DueFactory.create(levy=levy, union=union_a)


def tasks_of(plan: Plan, someone: Persona) -> list[tuple[str, str, str]]:
    return [(task.url, task.text, task.about) for task in board_of(plan, someone).tasks]


# -- The board


def test_problems_and_proposals_of_other_years(
    plan: Plan, last_year: Plan, next_year: Plan, union_a: MemberUnion, officer_a: Persona, secretary: Persona
) -> None:
    old = raise_problem(plan=last_year, union=union_a, text="Thiếu xe.", by=officer_a.user)
    Proposal.objects.create(plan=next_year, kind="problem", text="Cũ", source="x:1")
    assert tasks_of(plan, secretary) == [
        ("/c/hcsn/2023/problems/", "1 vấn đề chưa giải quyết", "Kế hoạch 2023"),
        ("/c/hcsn/2025/plan/proposals/", "1 đề xuất chờ quyết định", "Kế hoạch 2025"),
    ]
    assert tasks_of(plan, officer_a) == []
    settle_problem(problem=old, by=secretary.user)
    assert [about for _url, _text, about in tasks_of(plan, secretary)] == ["Kế hoạch 2025"]


def test_payments_of_other_years_wait_for_the_treasurer(
    plan: Plan, last_year: Plan, treasurer: Persona, officer_a: Persona
) -> None:
    PaymentFactory.create(plan=last_year)
    PaymentFactory.create(plan=last_year, returned=True)
    PaymentFactory.create(plan=PlanFactory.create(cluster=ClusterFactory.create(), year=2023))
    assert tasks_of(plan, treasurer) == [("/c/hcsn/2023/money/", "1 khoản nộp chờ ghi nhận", "Kế hoạch 2023")]
    assert tasks_of(plan, officer_a) == []


def test_who_has_not_answered_about_next_years_plan(
    plan: Plan, next_year: Plan, secretary: Persona, officer_a: Persona, clerk: Persona
) -> None:
    open_round(plan=next_year, deadline=dt.date(2024, 12, 1), by=secretary.user)
    ((url, text, about),) = tasks_of(plan, secretary)
    assert (url, about) == ("/c/hcsn/2025/plan/rounds/1/reminders/", "Kế hoạch 2025")
    assert "2 đơn vị" in text
    assert tasks_of(plan, officer_a) == []
    assert tasks_of(plan, clerk) == []


def test_the_page_says_which_year(plan: Plan, last_year: Plan, secretary: Persona, union_a: MemberUnion) -> None:
    raise_problem(plan=last_year, union=union_a, text="Thiếu xe.", by=secretary.user)
    body = secretary.get(BOARD).content.decode()
    assert "Kế hoạch 2023" in body
    assert 'href="/c/hcsn/2023/problems/"' in body


def test_the_number_of_years_adds_no_query(
    plan: Plan, secretary: Persona, treasurer: Persona, union_a: MemberUnion
) -> None:
    taken = []
    for year in (2021, 2022, 2023):
        other = PlanFactory.create(cluster=plan.cluster, year=year)
        raise_problem(plan=other, union=union_a, text="Thiếu xe.", by=secretary.user)
        PaymentFactory.create(plan=other)
        opened = [Plan.objects.select_related("cluster").get(pk=plan.pk) for _person in range(2)]
        with CaptureQueriesContext(connection) as captured:
            board_of(opened[0], secretary)
            board_of(opened[1], treasurer)
        taken.append(len(captured))
    assert len(set(taken)) == 1


# -- The desk


def test_the_desk_leads_to_what_waits_in_other_years(plan: Plan, last_year: Plan, treasurer: Persona) -> None:
    PaymentFactory.create(plan=last_year)
    body = treasurer.get("/c/hcsn/2024/money/").content.decode()
    assert "Năm 2023 cũng có 1 khoản nộp chờ ghi nhận." in body
    assert 'href="/c/hcsn/2023/money/"' in body
    assert "Năm 2024 cũng có" not in treasurer.get("/c/hcsn/2023/money/").content.decode()


# -- A union's page


def test_what_an_earlier_year_left_unpaid(plan: Plan, old_due: Due, union_a: MemberUnion, officer_a: Persona) -> None:
    account = union_account(plan, union_a)
    assert account.balance == Balance()
    assert account.elsewhere == ((2023, Balance(7_000_000)),)
    (task,) = page_of(plan, officer_a, union_a).tasks
    assert (task.text, task.about) == ("Nộp 7.000.000 đồng", "Kế hoạch 2023")
    assert task.url == "/c/hcsn/2023/money/unions/SYT/"
    for url in ("/c/hcsn/2024/my-union/", "/c/hcsn/2024/money/unions/SYT/"):
        assert "Năm 2023 còn 7.000.000 đồng chưa nộp." in officer_a.get(url).content.decode()


def test_what_is_declared_is_left_but_asked_for_no_more(
    plan: Plan, old_due: Due, union_a: MemberUnion, officer_a: Persona
) -> None:
    PaymentFactory.create(plan=old_due.plan, union=union_a, dues={old_due: 7_000_000})
    assert union_account(plan, union_a).elsewhere == ((2023, Balance(7_000_000, 0, 7_000_000)),)
    assert page_of(plan, officer_a, union_a).tasks == ()


def test_what_was_paid_is_not_told(plan: Plan, old_due: Due, union_a: MemberUnion) -> None:
    PaymentFactory.create(plan=old_due.plan, union=union_a, dues={old_due: 7_000_000}, confirmed=True)
    assert union_account(plan, union_a).elsewhere == ()


def test_nothing_of_another_unions_debts(plan: Plan, old_due: Due, union_b: MemberUnion, officer_b: Persona) -> None:
    assert union_account(plan, union_b).elsewhere == ()
    assert page_of(plan, officer_b, union_b).tasks == ()
