"""A union's own page: what it has to do, holds and owes; nothing of any other union."""

import datetime as dt

import pytest
from django.urls import reverse

from campaigns.actions.attendance import set_attendance
from campaigns.actions.problems import raise_problem, settle_problem
from campaigns.actions.progress import report_duty
from campaigns.queries.my_union import MyUnion, my_union
from contributions import actions as money
from contributions.models import Due
from plans.actions.occurrences import cancel_occurrence, make_occurrences
from plans.actions.rounds import open_round
from plans.models import Activity, Duty, Levy, Place, Plan
from plans.queries import load_paper
from tests.conftest import Persona
from tests.contributions.factories import PaymentFactory
from tests.factories import MembershipFactory, MemberUnionFactory
from tests.plans.factories import (
    ActivityFactory,
    DutyFactory,
    LevyFactory,
    OccurrenceFactory,
    PlanFactory,
    QuotaFactory,
)
from unions.access import access_to
from unions.models import MemberUnion, Role

TODAY = dt.date(2024, 8, 20)


def url_of(plan: Plan, union: MemberUnion | None = None) -> str:
    url = reverse("campaigns:my_union", args=[plan.cluster.code, plan.year])
    return f"{url}?union={union.code}" if union else url


def page_of(plan: Plan, someone: Persona, union: MemberUnion) -> MyUnion:
    access = access_to(someone.user, plan.cluster)
    assert access is not None
    return my_union(plan, access, union, TODAY)


@pytest.fixture
def dues(campaign: Activity, union_a: MemberUnion, union_b: MemberUnion, secretary: Persona) -> dict[MemberUnion, Due]:
    """7.000.000 đồng each, to be paid by 15/09/2024."""
    levy = LevyFactory.create(
        activity=campaign, amounts={union_a: 7_000_000, union_b: 7_000_000}, basis="once", due_on=dt.date(2024, 9, 15)
    )
    return {due.union: due for due in money.make_dues(levy=levy, by=secretary.user)}


def test_an_officer_opens_the_own_union_without_naming_it(plan: Plan, officer_a: Persona) -> None:
    body = officer_a.get(url_of(plan)).content.decode()
    assert "Sở Y tế" in body
    assert "Sở GTVT" not in body


@pytest.mark.parametrize(
    ("who", "whose", "status"),
    [
        ("officer_a", "union_a", 200),
        ("officer_a", "union_b", 404),
        ("secretary", "union_b", 200),
        ("treasurer", "union_b", 200),
        ("clerk", "union_b", 200),
        ("owner", "union_b", 200),
        ("stranger", "union_a", 404),
    ],
)
def test_who_may_open_whose_page(plan: Plan, who: str, whose: str, status: int, request: pytest.FixtureRequest) -> None:
    someone, union = request.getfixturevalue(who), request.getfixturevalue(whose)
    assert someone.get(url_of(plan, union)).status_code == status


@pytest.mark.parametrize("who", ["secretary", "treasurer", "clerk", "owner"])
def test_who_has_no_union_names_one(plan: Plan, who: str, request: pytest.FixtureRequest) -> None:
    assert request.getfixturevalue(who).get(url_of(plan)).status_code == 404


@pytest.mark.parametrize("code", ["KHONGCO", "\x00", "' OR 1=1"])
def test_a_union_that_is_not_there_is_not_there(plan: Plan, secretary: Persona, code: str) -> None:
    assert secretary.get(url_of(plan), {"union": code}).status_code == 404


def test_a_union_of_another_cluster_is_not_there(plan: Plan, secretary: Persona) -> None:
    assert secretary.get(url_of(plan, MemberUnionFactory.create())).status_code == 404


def test_an_officer_of_two_unions_switches_between_them(
    plan: Plan, officer_a: Persona, union_a: MemberUnion, union_b: MemberUnion
) -> None:
    MembershipFactory.create(user=officer_a.user, cluster=plan.cluster, role=Role.OFFICER, union=union_b)
    body = officer_a.get(url_of(plan, union_b)).content.decode()
    assert f'href="?union={union_a.code}"' in body
    assert f'href="?union={union_b.code}" aria-current="page"' in body


def test_what_is_to_be_paid_stands_on_top_with_code_date_and_button(
    plan: Plan, dues: dict[MemberUnion, Due], officer_a: Persona, union_a: MemberUnion
) -> None:
    (task,) = page_of(plan, officer_a, union_a).tasks
    due = dues[union_a]
    assert "7.000.000" in task.text
    assert due.code in task.detail
    assert (task.due_on, task.about) == (dt.date(2024, 9, 15), "Chiến dịch Kỳ nghỉ hồng")
    assert task.url.endswith(f"?union={union_a.code}&due={due.pk}")
    assert officer_a.get(task.url).status_code == 200
    body = officer_a.get(url_of(plan)).content.decode()
    assert "15/09/2024" in body
    assert due.code in body


@pytest.mark.parametrize(
    ("basis", "names"),
    [
        ("per_quarter", ["Quý I", "Quý II", "Quý III", "Quý IV"]),
        ("per_occurrence", ["Lần 1: Quý I", "Lần 2: Quý II", "Lần 3: Quý III", "Lần 4: Quý IV"]),
    ],
)
def test_each_time_of_a_contribution_is_named(
    plan: Plan,
    visit: Activity,
    basis: str,
    names: list[str],
    officer_a: Persona,
    secretary: Persona,
    union_a: MemberUnion,
) -> None:
    make_occurrences(activity=visit, by=secretary.user)
    levy = LevyFactory.create(activity=visit, amounts={union_a: 1_500_000}, basis=basis)
    money.make_dues(levy=levy, by=secretary.user)
    page = page_of(plan, officer_a, union_a)
    assert sorted(task.about for task in page.tasks) == [f"{visit.title} · {name}" for name in names]
    table = officer_a.get(url_of(plan)).content.decode().partition('id="money"')[2]
    assert all(f"· {name}<" in table for name in names)


def test_a_due_of_a_time_that_was_called_off_is_not_asked_for_without_a_word(
    plan: Plan, visit: Activity, officer_a: Persona, secretary: Persona, union_a: MemberUnion
) -> None:
    first, *_others = make_occurrences(activity=visit, by=secretary.user)
    levy = LevyFactory.create(activity=visit, amounts={union_a: 1_500_000}, basis="per_occurrence")
    money.make_dues(levy=levy, by=secretary.user)
    cancel_occurrence(occurrence=first, reason="Bão", by=secretary.user)
    said = [task.about for task in page_of(plan, officer_a, union_a).tasks if "đã hủy" in task.about]
    assert said == [f"{visit.title} · Lần 1: Quý I · đã hủy, chờ văn bản điều chỉnh"]


def test_what_is_declared_is_not_asked_for_again(
    plan: Plan, dues: dict[MemberUnion, Due], officer_a: Persona, union_a: MemberUnion
) -> None:
    PaymentFactory.create(plan=plan, union=union_a, amount=3_000_000, dues={dues[union_a]: 3_000_000})
    (task,) = page_of(plan, officer_a, union_a).tasks
    assert "4.000.000" in task.text
    PaymentFactory.create(plan=plan, union=union_a, amount=4_000_000, dues={dues[union_a]: 4_000_000})
    assert page_of(plan, officer_a, union_a).tasks == ()


def test_the_money_is_shown_as_due_paid_and_left(
    plan: Plan, dues: dict[MemberUnion, Due], officer_a: Persona, union_a: MemberUnion
) -> None:
    PaymentFactory.create(plan=plan, union=union_a, amount=3_000_000, dues={dues[union_a]: 3_000_000}, confirmed=True)
    returned = PaymentFactory.create(plan=plan, union=union_a, amount=1_234_567, returned=True)
    balance = page_of(plan, officer_a, union_a).account.balance
    assert (balance.due, balance.paid, balance.left) == (7_000_000, 3_000_000, 4_000_000)
    body = officer_a.get(url_of(plan)).content.decode()
    for fact in ("7.000.000", "3.000.000", "4.000.000", "1.234.567", returned.return_reason):
        assert fact in body
    assert reverse("contributions:payment_detail", args=[plan.cluster.code, 2024, returned.public_id]) in body


def test_a_head_count_is_asked_for_once_the_time_has_begun(
    running: Plan, plan: Plan, session: Activity, officer_a: Persona, union_a: MemberUnion
) -> None:
    first = OccurrenceFactory.create(activity=session, number=1, starts_on=dt.date(2024, 8, 14), ends_on=None)
    OccurrenceFactory.create(activity=session, number=2, starts_on=dt.date(2024, 8, 21), ends_on=None)
    (task,) = page_of(plan, officer_a, union_a).tasks
    assert task.url.endswith("?time=1")
    assert "30" in task.detail
    assert officer_a.get(task.url).status_code == 200
    set_attendance(activity=session, occurrence=first, people={union_a: 0}, by=officer_a.user)
    assert page_of(plan, officer_a, union_a).tasks == ()


def test_a_visit_that_asks_for_no_number_asks_for_no_head_count(
    plan: Plan, visit: Activity, officer_a: Persona, secretary: Persona, union_a: MemberUnion
) -> None:
    make_occurrences(activity=visit, by=secretary.user)
    assert page_of(plan, officer_a, union_a).tasks == ()


def test_money_comes_before_head_counts(
    running: Plan, plan: Plan, dues: dict[MemberUnion, Due], session: Activity, officer_a: Persona, union_a: MemberUnion
) -> None:
    assert [task.tone for task in page_of(plan, officer_a, union_a).tasks] == ["warning", "info"]


def test_others_see_the_page_but_not_the_buttons(
    plan: Plan, dues: dict[MemberUnion, Due], session: Activity, treasurer: Persona, union_a: MemberUnion
) -> None:
    found = page_of(plan, treasurer, union_a)
    assert (found.mine, found.tasks) == (False, ())
    body = treasurer.get(url_of(plan, union_a)).content.decode()
    assert reverse("contributions:payment_declare", args=[plan.cluster.code, 2024]) not in body
    assert "7.000.000" in body


def test_duties_are_said_in_the_words_of_the_paper(
    plan: Plan, campaign: Activity, officer_b: Persona, union_a: MemberUnion, union_b: MemberUnion
) -> None:
    DutyFactory.create(activity=campaign, unions=[union_a], clause__text="{đơn vị} khám, phát thuốc.")
    DutyFactory.create(activity=campaign, unions=[union_a], support=[union_b], clause__text="{đơn vị} tuyên truyền.")
    DutyFactory.create(activity=campaign, scope="all", collective="Các cơ sở Đoàn", clause__text="{đơn vị} cử người.")
    DutyFactory.create(activity=campaign, scope="lead", collective="Cụm trưởng", clause__text="{đơn vị} điều phối.")
    found = page_of(plan, officer_b, union_b).duties
    assert [(duty.text, duty.supporting, duty.of_all) for duty in found] == [
        ("Đoàn Sở Y tế Thành phố tuyên truyền.", True, False),
        ("Các cơ sở Đoàn cử người.", False, True),
    ]
    lead = page_of(plan, officer_b, union_a).duties
    assert "Cụm trưởng điều phối." in [duty.text for duty in lead]


def test_dates_to_come_include_what_was_called_off(
    plan: Plan, visit: Activity, officer_a: Persona, secretary: Persona, union_a: MemberUnion
) -> None:
    times = make_occurrences(activity=visit, by=secretary.user)
    cancel_occurrence(occurrence=times[2], reason="Bão số 3", by=secretary.user)
    found = page_of(plan, officer_a, union_a).times
    assert [own.time.number for own in found] == [3, 4]
    assert "Bão số 3" in officer_a.get(url_of(plan)).content.decode()


def test_an_empty_year_says_what_will_stand_here(plan: Plan, officer_a: Persona) -> None:
    body = officer_a.get(url_of(plan)).content.decode()
    assert body.count('class="empty"') == 2


def test_a_union_without_any_levy_owes_nothing(
    plan: Plan, campaign: Activity, officer_a: Persona, union_a: MemberUnion
) -> None:
    assert page_of(plan, officer_a, union_a).account.balance.due == 0
    assert not Levy.objects.exists()


# -- How far the duties are, and what came up


@pytest.fixture
def duty(campaign: Activity, union_a: MemberUnion, union_b: MemberUnion) -> Duty:
    """Both hold it; its activity ends on 31/08/2024."""
    return DutyFactory.create(activity=campaign, unions=[union_a, union_b])


def duties_of(body: str) -> str:
    """The part of the page that lists the duties."""
    return body.partition('id="duties"')[2].partition("</section>")[0]


def test_a_duty_nobody_began_shows_its_last_day(plan: Plan, duty: Duty, officer_a: Persona) -> None:
    shown = duties_of(officer_a.get(url_of(plan)).content.decode())
    assert "Chưa thực hiện" in shown
    assert "hạn 31/08/2024" in shown
    assert "text-warning" not in shown


def test_a_late_duty_waits(running: Plan, plan: Plan, duty: Duty, union_a: MemberUnion, officer_a: Persona) -> None:
    access = access_to(officer_a.user, plan.cluster)
    assert access
    (task,) = my_union(plan, access, union_a, dt.date(2024, 9, 1)).tasks
    assert (task.url, task.due_on, task.tone) == ("#duties", dt.date(2024, 8, 31), "warning")
    report_duty(duty=duty, union=union_a, state="done", by=officer_a.user)
    assert my_union(plan, access, union_a, dt.date(2024, 9, 1)).tasks == ()


def test_a_draft_asks_for_nothing(
    plan: Plan, duty: Duty, session: Activity, union_a: MemberUnion, officer_a: Persona
) -> None:
    OccurrenceFactory.create(activity=session, number=1, starts_on=dt.date(2024, 8, 14), ends_on=None)
    access = access_to(officer_a.user, plan.cluster)
    assert access
    page = my_union(plan, access, union_a, dt.date(2024, 12, 1))
    assert page.tasks == ()
    assert not page.duties[0].is_late


def test_what_next_years_plan_asks_is_told_this_year(
    running: Plan, plan: Plan, union_a: MemberUnion, officer_a: Persona, secretary: Persona
) -> None:
    following = PlanFactory.create(cluster=plan.cluster, year=2025)
    ActivityFactory.create(plan=following)
    held = open_round(plan=following, deadline=dt.date(2024, 9, 1), by=secretary.user)
    (task,) = page_of(plan, officer_a, union_a).tasks
    assert (task.about, task.due_on) == ("Kế hoạch 2025", dt.date(2024, 9, 1))
    assert task.url == f"/c/hcsn/2025/plan/rounds/{held.number}/answer/?union={union_a.code}"


def test_a_late_duty_is_marked(running: Plan, plan: Plan, duty: Duty, union_a: MemberUnion, officer_a: Persona) -> None:
    access = access_to(officer_a.user, plan.cluster)
    assert access
    late = my_union(plan, access, union_a, dt.date(2024, 9, 1)).duties[0]
    in_time = my_union(plan, access, union_a, dt.date(2024, 8, 31)).duties[0]
    assert (late.is_late, late.tone) == (True, "warning")
    assert (in_time.is_late, in_time.tone) == (False, "info")


def test_the_newest_report_is_shown_with_its_note(
    plan: Plan, duty: Duty, union_a: MemberUnion, officer_a: Persona
) -> None:
    report_duty(duty=duty, union=union_a, state="under_way", note="Đã gặp xã.", by=officer_a.user)
    report_duty(duty=duty, union=union_a, state="done", note="Xong ngày 18.", by=officer_a.user)
    shown = duties_of(officer_a.get(url_of(plan)).content.decode())
    assert "Đã thực hiện" in shown
    assert "Xong ngày 18." in shown
    assert "Đã gặp xã." not in shown
    assert "hạn 31/08/2024" not in shown  # what is done is not due


def test_another_unions_report_does_not_count(
    plan: Plan, duty: Duty, union_b: MemberUnion, officer_a: Persona, officer_b: Persona
) -> None:
    report_duty(duty=duty, union=union_b, state="done", note="Chuyện của đơn vị khác.", by=officer_b.user)
    shown = duties_of(officer_a.get(url_of(plan)).content.decode())
    assert "Chưa thực hiện" in shown
    assert "Chuyện của đơn vị khác." not in shown


def test_open_problems_of_the_union_are_listed(
    plan: Plan, union_a: MemberUnion, union_b: MemberUnion, officer_a: Persona, officer_b: Persona, secretary: Persona
) -> None:
    raise_problem(plan=plan, union=union_a, text="Thiếu xe đi xã.", by=officer_a.user)
    raise_problem(plan=plan, union=union_b, text="Vấn đề của đơn vị khác.", by=officer_b.user)
    settled = raise_problem(plan=plan, union=union_a, text="Đã lo xong chỗ nghỉ.", by=officer_a.user)
    settle_problem(problem=settled, by=secretary.user)
    body = officer_a.get(url_of(plan)).content.decode()
    assert "Thiếu xe đi xã." in body
    assert "chưa trả lời" in body
    assert "Đã lo xong chỗ nghỉ." not in body
    assert "Vấn đề của đơn vị khác." not in body


def test_a_duty_prints_its_amount_and_its_number_of_people(
    plan: Plan, campaign: Activity, union_a: MemberUnion, officer_a: Persona
) -> None:
    """One line may state a duty, a levy and a quota at once; the page has the words of the paper."""
    duty = DutyFactory.create(
        activity=campaign,
        unions=[union_a],
        clause__text="{đơn vị} cử {số lượng} người, đóng góp ({mức đóng góp}) tại {địa điểm}.",
    )
    LevyFactory.create(activity=campaign, clause=duty.clause, amounts={union_a: 7_000_000})
    QuotaFactory.create(activity=campaign, clause=duty.clause, people=5)
    place = campaign.places.get()
    Place.objects.filter(pk=place.pk).update(clause=duty.clause)
    own = page_of(plan, officer_a, union_a).duties[0]
    words = "Đoàn Sở Y tế Thành phố cử 05 người, đóng góp (7.000.000\N{NO-BREAK SPACE}đồng/đơn vị) tại Huyện Cần Giờ."
    assert own.text == words
    assert words in [line.text for line in load_paper(plan).lines]
