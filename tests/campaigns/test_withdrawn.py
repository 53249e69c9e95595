"""A plan that was withdrawn asks nothing of anybody; what happened in it, and what was paid, stays to be seen."""

import datetime as dt

import pytest
from django.urls import reverse

from campaigns.actions.problems import raise_problem
from campaigns.queries.my_union import MyUnion, my_union
from campaigns.queries.progress import plan_standings
from contributions import actions as money
from contributions.models import Due
from contributions.queries import union_account
from plans.models import Activity, Levy, Plan, Proposal
from plans.queries import load_paper
from tests.campaigns.test_board import board_of, page_of
from tests.conftest import Persona
from tests.contributions.factories import DueFactory, PaymentFactory
from tests.plans.factories import ActivityFactory, DutyFactory, LevyFactory, OccurrenceFactory, PlanFactory
from unions.access import access_to
from unions.models import MemberUnion

LATE = dt.date(2024, 12, 1)


def withdraw(plan: Plan) -> None:
    """The plan as its withdrawal leaves it."""
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.WITHDRAWN, state_reason="Làm lại.")
    plan.refresh_from_db()


@pytest.fixture
def busy(
    running: Plan,
    campaign: Activity,
    session: Activity,
    union_a: MemberUnion,
    union_b: MemberUnion,
    secretary: Persona,
    officer_a: Persona,
) -> Plan:
    """A running plan of which everything waits: a due half paid, a duty, a head count, a problem, a proposal."""
    levy = LevyFactory.create(
        activity=campaign,
        amounts={union_a: 7_000_000, union_b: 7_000_000},
        basis=Levy.Basis.ONCE,
        due_on=dt.date(2024, 8, 25),
    )
    due = next(one for one in money.make_dues(levy=levy, by=secretary.user) if one.union == union_a)
    PaymentFactory.create(plan=running, union=union_a, amount=3_000_000, dues={due: 3_000_000}, confirmed=True)
    LevyFactory.create(activity=session, amounts={union_a: 1_000_000})
    DutyFactory.create(activity=campaign, unions=[union_a])
    OccurrenceFactory.create(activity=session, number=1, starts_on=dt.date(2024, 8, 14), ends_on=None)
    OccurrenceFactory.create(activity=session, number=2, starts_on=dt.date(2024, 8, 28), ends_on=None)
    raise_problem(plan=running, union=union_a, text="Thiếu xe.", by=officer_a.user)
    Proposal.objects.create(plan=running, kind="problem", text="Cũ", source="x:1")
    return running


def own(plan: Plan, someone: Persona, union: MemberUnion, day: dt.date = LATE) -> MyUnion:
    access = access_to(someone.user, plan.cluster)
    assert access is not None
    return my_union(plan, access, union, day)


def body(someone: Persona, name: str, *args: object) -> str:
    someone.cookies["django_language"] = "en"
    response = someone.get(reverse(name, args=args))
    assert response.status_code == 200
    return str(response.content.decode())


def test_the_board_says_so_and_has_no_to_dos(busy: Plan, secretary: Persona) -> None:
    notice = "The plan of 2024 is withdrawn: what stands on this page does not hold any more."
    secretary.cookies["django_language"] = "en"
    assert len(board_of(busy, secretary).tasks) >= 5
    assert board_of(busy, secretary).ahead
    assert notice not in page_of(busy, secretary)
    withdraw(busy)
    found = board_of(busy, secretary)
    assert (found.tasks, found.ahead) == ((), ())
    page = page_of(busy, secretary)
    assert notice in page
    assert "4.000.000" not in page.partition("<h1")[2].partition("</h1>")[0]
    assert "3.000.000" in page


def test_money_that_a_union_says_it_paid_is_still_looked_for(
    busy: Plan, secretary: Persona, treasurer: Persona, union_a: MemberUnion
) -> None:
    """The union asks that, not the plan."""
    due = Due.objects.get(union=union_a)
    PaymentFactory.create(plan=busy, union=union_a, amount=1_000_000, dues={due: 1_000_000})
    withdraw(busy)
    (task,) = board_of(busy, treasurer).tasks
    assert task.url == reverse("contributions:desk", args=[busy.cluster.code, 2024])


def test_its_union_has_nothing_to_do_and_is_late_with_nothing(
    busy: Plan, officer_a: Persona, union_a: MemberUnion
) -> None:
    assert len(own(busy, officer_a, union_a).tasks) == 4
    assert own(busy, officer_a, union_a, dt.date(2024, 8, 20)).times
    withdraw(busy)
    page = own(busy, officer_a, union_a)
    assert page.tasks == ()
    assert own(busy, officer_a, union_a, dt.date(2024, 8, 20)).times == ()
    assert [(duty.is_late, duty.tone) for duty in page.duties] == [(False, "info")]


def test_its_union_sees_what_was_paid_and_no_lateness(busy: Plan, officer_a: Persona, union_a: MemberUnion) -> None:
    places = [
        ("campaigns:my_union", busy.cluster.code, 2024),
        ("contributions:union_account", busy.cluster.code, 2024, union_a.code),
        ("contributions:due_list", busy.cluster.code, 2024),
    ]
    left = [body(officer_a, *place).count("4.000.000") for place in places]
    assert all(left)
    assert all("in 5 days" in body(officer_a, *place) for place in places)
    withdraw(busy)
    for place in places:
        page = body(officer_a, *place)
        assert "3.000.000" in page
        assert "7.000.000" in page
        assert "4.000.000" not in page
        assert "in 5 days" not in page
        assert "is withdrawn: what stands on this page" in page


def test_the_desk_counts_nothing_as_missing(busy: Plan, treasurer: Persona) -> None:
    desk = ("contributions:desk", busy.cluster.code, 2024)
    assert "is missing" in body(treasurer, *desk)
    withdraw(busy)
    page = body(treasurer, *desk)
    assert "is missing" not in page
    assert "3.000.000 đồng was paid; nothing is asked any more" in page


def test_no_part_of_a_duty_is_late(busy: Plan, union_a: MemberUnion) -> None:
    (standing,) = plan_standings(busy, load_paper(busy), [union_a])
    assert standing.is_late(LATE)
    withdraw(busy)
    (standing,) = plan_standings(busy, load_paper(busy), [union_a])
    assert not standing.is_late(LATE)


def test_other_years_do_not_ask_for_it_either(
    busy: Plan, officer_a: Persona, secretary: Persona, union_a: MemberUnion
) -> None:
    other = PlanFactory.create(cluster=busy.cluster, year=2025, lead=busy.lead, state=Plan.State.ISSUED)
    levy = LevyFactory.create(activity=ActivityFactory.create(plan=other), amounts={union_a: 500_000})
    DueFactory.create(levy=levy, union=union_a, amount=500_000)
    assert union_account(other, union_a).elsewhere
    assert {task.about for task in board_of(other, secretary).tasks} >= {"Kế hoạch 2024"}
    withdraw(busy)
    assert union_account(other, union_a).elsewhere == ()
    assert union_account(other, union_a).balance.due == 500_000
    assert [year for year, _balance in union_account(busy, union_a).elsewhere] == [2025]
    assert "Kế hoạch 2024" not in {task.about for task in board_of(other, secretary).tasks}
