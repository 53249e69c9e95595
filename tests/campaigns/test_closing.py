"""The page that closes a plan lists what is open, each with its page, and closes the plan all the same."""

import datetime as dt
from dataclasses import replace

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.actions.problems import raise_problem, settle_problem
from campaigns.actions.progress import report_duty
from campaigns.queries.closing import still_open
from contributions import actions as money
from plans.actions.issuing import issue_plan
from plans.models import Activity, Duty, Levy, Opinion, Plan, Round, RoundItem
from tests.conftest import Persona
from tests.contributions.factories import PaymentFactory
from tests.plans.factories import ActivityFactory, DutyFactory, LevyFactory, OccurrenceFactory
from tests.plans.issuing.conftest import SIGNING
from unions.models import MemberUnion


@pytest.fixture
def levy(campaign: Activity, union_a: MemberUnion, union_b: MemberUnion) -> Levy:
    return LevyFactory.create(activity=campaign, amounts={union_a: 7_000_000, union_b: 7_000_000}, basis="once")


@pytest.fixture
def duty(campaign: Activity, union_a: MemberUnion, union_b: MemberUnion) -> Duty:
    return DutyFactory.create(activity=campaign, unions=[union_a, union_b])


def page(plan: Plan, name: str) -> str:
    return reverse(name, args=[plan.cluster.code, plan.year])


def listed(plan: Plan) -> list[tuple[str, str]]:
    return [(one.text, one.url) for one in still_open(plan)]


def test_nothing_is_open_in_a_plan_that_is_done(running: Plan, campaign: Activity) -> None:
    assert still_open(running) == ()


@pytest.mark.usefixtures("duty")
def test_money_problems_and_duties_are_listed_with_their_pages(
    running: Plan,
    levy: Levy,
    session: Activity,
    visit: Activity,
    union_a: MemberUnion,
    officer_a: Persona,
    secretary: Persona,
) -> None:
    LevyFactory.create(activity=session, amounts={union_a: 1_000_000})
    LevyFactory.create(activity=visit, amounts={union_a: 500_000}, basis="per_quarter")
    due = next(one for one in money.make_dues(levy=levy, by=secretary.user) if one.union == union_a)
    PaymentFactory.create(plan=running, union=union_a, amount=3_000_000, dues={due: 3_000_000}, confirmed=True)
    PaymentFactory.create(plan=running, union=union_a, amount=1_000_000, dues={due: 1_000_000})
    raise_problem(plan=running, union=union_a, text="Thiếu xe.", by=officer_a.user)
    desk = page(running, "contributions:desk")
    assert listed(running) == [
        ("Còn 11.000.000 đồng chưa nộp", page(running, "contributions:due_list") + "?state=open"),
        ("1.000.000 đồng đã khai báo, đang chờ thủ quỹ ghi nhận", desk),
        ("Chưa lập 4 khoản phải nộp, tổng 2.000.000 đồng; sau khi kết thúc không lập được nữa", desk),
        ("Chưa chọn số lần nộp của 1 mức đóng góp, nên chưa có khoản phải nộp", desk),
        ("1 vấn đề chưa giải quyết", page(running, "campaigns:problem_list")),
        ("2 phần việc phân công chưa hoàn thành", page(running, "campaigns:progress_list")),
    ]


def test_what_is_done_is_not_listed(
    running: Plan,
    levy: Levy,
    duty: Duty,
    union_a: MemberUnion,
    union_b: MemberUnion,
    officer_a: Persona,
    secretary: Persona,
) -> None:
    for due in money.make_dues(levy=levy, by=secretary.user):
        PaymentFactory.create(plan=running, union=due.union, amount=due.amount, dues={due: due.amount}, confirmed=True)
    settle_problem(
        problem=raise_problem(plan=running, union=union_a, text="Thiếu xe.", by=officer_a.user), by=officer_a.user
    )
    report_duty(duty=duty, union=union_a, state="done", by=officer_a.user)
    assert [text for text, _url in listed(running)] == ["1 phần việc phân công chưa hoàn thành"]
    report_duty(duty=duty, union=union_b, state="cannot", note="Không có người.", by=secretary.user)
    assert listed(running) == []


def test_the_page_shows_them_and_closes_all_the_same(plan: Plan, levy: Levy, duty: Duty, secretary: Persona) -> None:
    issue_plan(plan=plan, signing=replace(SIGNING, signed_on=dt.date(2024, 8, 20)), by=secretary.user)
    money.make_dues(levy=levy, by=secretary.user)
    url = page(plan, "campaigns:plan_close")
    shown = " ".join(secretary.get(url).content.decode().split())
    assert "Kế hoạch năm 2024 có thể kết thúc, nhưng còn việc chưa xong" in shown
    for text, where in listed(plan):
        assert f'<a href="{where}">{text}</a>' in shown
        assert secretary.get(where).status_code == 200
    assert "Sau đó không" not in shown
    assert "Sau khi kết thúc, không sửa được gì" in shown
    secretary.post(url)
    plan.refresh_from_db()
    assert plan.state == Plan.State.CLOSED


def test_as_many_queries_with_more_rows(
    running: Plan, levy: Levy, duty: Duty, union_a: MemberUnion, secretary: Persona
) -> None:
    counts = []
    for number in range(3):
        with CaptureQueriesContext(connection) as captured:
            still_open(running)
        counts.append(len(captured))
        activity = ActivityFactory.create(plan=running, title=f"Hoạt động {number}")
        more = LevyFactory.create(activity=activity, amounts={union_a: 1_000_000}, basis="once")
        money.make_dues(levy=more, by=secretary.user)
        DutyFactory.create(activity=activity, unions=[union_a])
    assert len(set(counts)) == 1
    assert counts[0] <= 15


def test_wishes_without_a_reply_and_dates_nobody_told_of_are_listed(
    running: Plan, campaign: Activity, union_a: MemberUnion, secretary: Persona
) -> None:
    by = secretary.user
    held = Round.objects.create(plan=running, number=1, deadline=dt.date(2024, 3, 8), opened_by=by)
    item = RoundItem.objects.create(round=held, activity=campaign, position=1, title="Kỳ nghỉ hồng", text="1.")
    Opinion.objects.create(item=item, union=union_a, answer="change", text="Đổi ngày.", given_by=by)
    for number, (first, last) in enumerate([(5, 6), (5, None), (28, 31)], 1):
        ends_on = dt.date(2024, 8, last) if last else None
        OccurrenceFactory.create(activity=campaign, number=number, starts_on=dt.date(2024, 8, first), ends_on=ends_on)
    with time_machine.travel("2024-08-20T09:00:00+07:00"):
        found = listed(running)
    assert found == [
        ("1 đề nghị của đơn vị chưa có phản hồi", page(running, "plans:round_list")),
        ("Chưa ghi nhận kết quả của 2 lần tổ chức đã qua", page(running, "campaigns:activity_list")),
    ]
