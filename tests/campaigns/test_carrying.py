"""The next year's plan with what is left over: unfinished duties and open problems become proposals, once."""

import datetime as dt

import pytest
import time_machine

from campaigns.actions.carrying import carry_over_year
from campaigns.actions.problems import raise_problem, settle_problem
from campaigns.actions.progress import report_duty
from campaigns.models import DutyReport
from campaigns.queries.activities import activity_lines
from campaigns.queries.carrying import left_over
from campaigns.queries.matters import Matters, matters
from campaigns.queries.progress import duties_held, plan_standings
from plans.actions.calling_off import call_off
from plans.actions.carrying import NextPlan
from plans.actions.clauses import add_clause
from plans.actions.issuing import issue_plan
from plans.errors import PlanExists
from plans.models import Activity, Clause, Duty, Plan, Proposal, Recipient
from plans.queries import load_paper
from tests.campaigns.test_board import board_of
from tests.conftest import Persona
from tests.factories import ClusterFactory, MemberUnionFactory, UserFactory
from tests.plans.factories import ActivityFactory, ClauseFactory, DutyFactory, LevyFactory, PlanFactory, ScheduleFactory
from tests.plans.issuing.conftest import SIGNING
from tests.race import Together, refused, together
from unions.models import MemberUnion

__all__ = ["together"]

State = DutyReport.State
TODAY = dt.date(2024, 8, 20)
CARRY = "/c/hcsn/2024/plan/carry/"


@pytest.fixture
def issued(plan: Plan, campaign: Activity) -> Plan:
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.ISSUED)
    return Plan.objects.select_related("cluster", "lead").get(pk=plan.pk)


@pytest.fixture
def duties(issued: Plan, campaign: Activity, union_a: MemberUnion, union_b: MemberUnion) -> tuple[Duty, Duty]:
    return (
        DutyFactory.create(activity=campaign, unions=[union_a]),
        DutyFactory.create(activity=campaign, unions=[union_a, union_b]),
    )


def texts(plan: Plan) -> list[tuple[str, str]]:
    return list(Proposal.objects.filter(plan=plan).order_by("pk").values_list("kind", "text"))


# -- What is left over


def test_what_nobody_reported_on_is_left_over_once_it_is_over(
    issued: Plan, campaign: Activity, duties: tuple[Duty, Duty], union_b: MemberUnion, officer_b: Persona
) -> None:
    Duty.objects.filter(pk=duties[0].pk).update(activity=None)  # a duty of the whole year
    last = campaign.schedules.get().ends_on
    assert last is not None
    assert left_over(issued, last) == []
    (found,) = left_over(issued, last + dt.timedelta(days=1))
    assert (found.kind, found.source, found.unreported) == ("duty", f"plans.duty:{duties[1].pk}", duties[1].pk)
    assert found.origin == "Chiến dịch Kỳ nghỉ hồng · chưa ai báo cáo"
    over = left_over(issued, dt.date(2025, 1, 1))
    assert {(one.unreported, one.origin) for one in over} == {
        (duties[0].pk, "chưa ai báo cáo"),
        (duties[1].pk, "Chiến dịch Kỳ nghỉ hồng · chưa ai báo cáo"),
    }
    report_duty(duty=duties[1], union=union_b, state=State.DONE, by=officer_b.user)
    assert [one.unreported for one in left_over(issued, dt.date(2025, 1, 1))] == [duties[0].pk]


def test_of_a_closed_plan_nothing_is_still_to_come(issued: Plan, duties: tuple[Duty, Duty]) -> None:
    issued.state = Plan.State.CLOSED
    assert [one.unreported for one in left_over(issued, TODAY)] == [duties[0].pk, duties[1].pk]


def test_what_is_not_done(
    issued: Plan, duties: tuple[Duty, Duty], union_a: MemberUnion, union_b: MemberUnion, officer_a: Persona
) -> None:
    report_duty(duty=duties[0], union=union_a, state=State.DONE, by=officer_a.user)
    report_duty(duty=duties[1], union=union_a, state=State.UNDER_WAY, note="Thiếu xe", by=officer_a.user)
    (found,) = left_over(issued, TODAY)
    assert (found.kind, found.source) == ("duty", f"plans.duty:{duties[1].pk}")
    assert found.origin == f"Chiến dịch Kỳ nghỉ hồng · {union_a.name}: đang làm (Thiếu xe)"
    report_duty(duty=duties[1], union=union_b, state=State.NOT_STARTED, by=officer_a.user)
    (found,) = left_over(issued, TODAY)
    assert found.origin == f"Chiến dịch Kỳ nghỉ hồng · {union_a.name}: đang làm (Thiếu xe); {union_b.name}: chưa làm"


def test_a_duty_that_is_not_over_is_not_left_over_whatever_was_reported_on_others(
    issued: Plan, duties: tuple[Duty, Duty], union_a: MemberUnion, officer_a: Persona
) -> None:
    report_duty(duty=duties[0], union=union_a, state=State.DONE, by=officer_a.user)
    assert left_over(issued, TODAY) == []
    report_duty(duty=duties[0], union=union_a, state=State.NOT_STARTED, by=officer_a.user)
    assert [one.source for one in left_over(issued, TODAY)] == [f"plans.duty:{duties[0].pk}"]


def test_what_could_not_be_done(
    issued: Plan, duties: tuple[Duty, Duty], union_a: MemberUnion, officer_a: Persona
) -> None:
    report_duty(duty=duties[0], union=union_a, state=State.CANNOT, note="Mưa", by=officer_a.user)
    assert left_over(issued, TODAY)[0].origin.endswith("không làm được (Mưa)")


def test_open_problems_the_oldest_first(
    issued: Plan, campaign: Activity, union_a: MemberUnion, officer_a: Persona, clock: object
) -> None:
    first = raise_problem(plan=issued, union=union_a, text="Thiếu xe.", by=officer_a.user)
    second = raise_problem(plan=issued, union=union_a, text="Thiếu thuốc.", by=officer_a.user)
    third = raise_problem(plan=issued, union=union_a, text="Đã xong.", by=officer_a.user)
    settle_problem(problem=third, by=officer_a.user)
    found = left_over(issued, TODAY)
    assert [(one.kind, one.text, one.source) for one in found] == [
        ("problem", "Thiếu xe.", f"campaigns.problem:{first.pk}"),
        ("problem", "Thiếu thuốc.", f"campaigns.problem:{second.pk}"),
    ]
    assert found[0].origin == union_a.name


@pytest.mark.parametrize("count", [1, 3, 60])
def test_left_over_takes_a_fixed_number_of_queries(
    issued: Plan,
    campaign: Activity,
    union_a: MemberUnion,
    officer_a: Persona,
    count: int,
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    for _n in range(count):
        duty = DutyFactory.create(activity=campaign, unions=[union_a])
        report_duty(duty=duty, union=union_a, state=State.UNDER_WAY, by=officer_a.user)
    raise_problem(plan=issued, union=union_a, text="Thiếu xe.", by=officer_a.user)
    with django_assert_num_queries(6):  # type: ignore[operator]
        assert len(left_over(issued, TODAY)) == count + 1


# -- Carrying over


def test_they_come_along_as_proposals(
    issued: Plan, duties: tuple[Duty, Duty], union_a: MemberUnion, officer_a: Persona, secretary: Persona
) -> None:
    report_duty(duty=duties[1], union=union_a, state=State.UNDER_WAY, by=officer_a.user)
    raise_problem(plan=issued, union=union_a, text="Thiếu xe.", by=officer_a.user)
    made = carry_over_year(source=issued, wanted=NextPlan(2025, issued.lead), by=secretary.user)
    assert [kind for kind, _text in texts(made)] == ["duty", "problem"]
    assert texts(made)[1] == ("problem", "Thiếu xe.")
    assert {row.state for row in Proposal.objects.all()} == {"open"}


def test_a_duty_is_proposed_with_the_line_that_came_along(
    issued: Plan, duties: tuple[Duty, Duty], union_a: MemberUnion, officer_a: Persona, secretary: Persona
) -> None:
    """So that taking it in does not say it twice, and leaving it out takes it out."""
    for duty in duties:
        report_duty(duty=duty, union=union_a, state=State.UNDER_WAY, by=officer_a.user)
    raise_problem(plan=issued, union=union_a, text="Thiếu xe.", by=officer_a.user)
    made = carry_over_year(source=issued, wanted=NextPlan(2025, issued.lead), by=secretary.user)
    first, second, problem = Proposal.objects.filter(plan=made).order_by("pk")
    assert [first.clause, second.clause] == [duty.clause for duty in made.duties.order_by("clause__position")]
    assert problem.clause is None
    lines, base = made.clauses.count(), "/c/hcsn/2025/plan/proposals/"
    page = secretary.get(base).content.decode()
    assert (page.count("Kế hoạch đang có dòng của đề xuất này"), page.count("/take/")) == (2, 1)
    secretary.post(f"{base}{first.pk}/keep/")
    assert made.clauses.count() == lines
    secretary.post(f"{base}{second.pk}/decline/")
    assert not made.clauses.filter(pk=second.clause_id).exists()
    assert made.duties.get().clause == first.clause


def test_a_duty_is_proposed_with_its_own_line_though_another_activity_was_called_off(
    issued: Plan, duties: tuple[Duty, Duty], union_a: MemberUnion, officer_a: Persona, secretary: Persona
) -> None:
    off = ActivityFactory.create(plan=issued, title="Hội trại", clause__position=0)
    DutyFactory.create(activity=off, unions=[union_a])
    call_off(activity=off, reason="Mưa bão.", by=secretary.user)
    report_duty(duty=duties[1], union=union_a, state=State.UNDER_WAY, by=officer_a.user)
    made = carry_over_year(source=issued, wanted=NextPlan(2025, issued.lead), by=secretary.user)
    (proposal,) = Proposal.objects.filter(plan=made)
    assert proposal.clause == made.duties.order_by("clause__position")[1].clause


def test_what_was_called_off_is_said_to_stay_behind(
    issued: Plan, campaign: Activity, union_a: MemberUnion, secretary: Persona
) -> None:
    """Who makes next year's plan decides whether it is written anew there."""
    assert "Hoạt động đã hủy" not in secretary.get(CARRY).content.decode()
    part = ActivityFactory.create(plan=issued, title="Hội trại", clause__level=2)
    call_off(activity=campaign, reason="Mưa bão.", by=secretary.user)
    behind = " ".join(secretary.get(CARRY).content.decode().split()).split("Không chuyển")[1].split("</section>")[0]
    assert f'Hoạt động đã hủy: <span lang="vi">{campaign.title}; {part.title}</span>' in behind


def test_what_nobody_reported_on_is_proposed_where_it_is_ticked(
    issued: Plan, duties: tuple[Duty, Duty], union_a: MemberUnion, secretary: Persona
) -> None:
    Plan.objects.filter(pk=issued.pk).update(state=Plan.State.CLOSED)
    page = secretary.get(CARRY).content.decode()
    assert "2 phần việc đã qua mà chưa ai báo cáo" in page
    for duty in duties:
        assert f'<input type="checkbox" name="unreported" value="{duty.pk}" form="carry"' in page
    assert " checked" not in page[page.index('name="unreported"') :]
    secretary.post(CARRY, {"year": "2025", "lead": str(union_a.pk), "unreported": [str(duties[1].pk)]})
    assert Proposal.objects.get().source == f"plans.duty:{duties[1].pk}"
    assert Proposal.objects.get().plan.year == 2025


def test_duties_of_another_plan_are_not_proposed(issued: Plan, union_a: MemberUnion, secretary: Persona) -> None:
    strange = DutyFactory.create(activity=ActivityFactory.create(), unions=[])
    answer = secretary.post(CARRY, {"year": "2025", "lead": str(union_a.pk), "unreported": [str(strange.pk)]})
    assert answer.status_code == 422
    assert Plan.objects.filter(year=2025).count() == 0


def test_days_of_activities_with_one_name_can_be_told_apart(issued: Plan, secretary: Persona) -> None:
    for day in (dt.date(2024, 3, 1), dt.date(2024, 3, 8)):
        activity = ActivityFactory.create(plan=issued, title="Hiến máu")
        text = f"{day:%d/%m/%Y}"
        ScheduleFactory.create(activity=activity, text=text, starts_on=day, ends_on=None, precision="day")
    LevyFactory.create(activity=activity, due_on=dt.date(2024, 3, 8))
    page = " ".join(secretary.get(CARRY).content.decode().split())
    assert '2. Hiến máu<br><span class="small muted">01/03/2024</span>' in page
    assert '3. Hiến máu<br><span class="small muted">08/03/2024</span>' in page
    assert '3. Hiến máu<br><span class="small muted">Hạn đóng góp</span>' in page


def test_carrying_over_twice_proposes_once(issued: Plan, union_a: MemberUnion, secretary: Persona) -> None:
    raise_problem(plan=issued, union=union_a, text="Thiếu xe.", by=secretary.user)
    carry_over_year(source=issued, wanted=NextPlan(2025, issued.lead), by=secretary.user)
    with pytest.raises(PlanExists):
        carry_over_year(source=issued, wanted=NextPlan(2025, issued.lead), by=secretary.user)
    assert Plan.objects.count() == 2
    assert Proposal.objects.count() == 1


def test_the_activity_it_came_from_is_chosen_under_its_new_name(
    issued: Plan, campaign: Activity, union_a: MemberUnion, officer_a: Persona, secretary: Persona
) -> None:
    Activity.objects.filter(pk=campaign.pk).update(title="Kỳ nghỉ hồng năm 2024")
    raise_problem(plan=issued, union=union_a, text="Thiếu xe.", by=officer_a.user, activity=campaign)
    made = carry_over_year(source=issued, wanted=NextPlan(2025, issued.lead), by=secretary.user)
    page = secretary.get("/c/hcsn/2025/plan/proposals/").content.decode()
    chosen = made.activities.get(title="Kỳ nghỉ hồng năm 2025")
    assert f'<option value="{chosen.pk}" selected>' in page


# -- The page


def test_the_preview(issued: Plan, secretary: Persona, union_a: MemberUnion) -> None:
    ClauseFactory.create(plan=issued, text="Căn cứ Chương trình số 12-CTr/ĐTN ngày 05/01/2024;")
    raise_problem(plan=issued, union=union_a, text="Thiếu xe.", by=secretary.user)
    page = secretary.get(CARRY).content.decode()
    for shown in (
        'value="2025"',
        "Được chuyển sang",
        "Không chuyển",
        "Thời gian: Tháng 6 - 8 năm 2025",
        "12-CTr/ĐTN",
        "Thiếu xe.",
        "Lập kế hoạch năm 2025",
    ):
        assert shown in page
    assert Plan.objects.count() == 1


def test_the_preview_says_what_another_lead_changes(
    issued: Plan, duties: tuple[Duty, Duty], union_a: MemberUnion, union_b: MemberUnion, secretary: Persona
) -> None:
    Plan.objects.filter(pk=issued.pk).update(lead=union_a, issuer="BCH ĐOÀN CŨ", signer_name="Lê Minh Họa")
    MemberUnion.objects.filter(pk=union_a.pk).update(symbol="ĐCU")
    MemberUnion.objects.filter(pk=union_b.pk).update(symbol="ĐMOI", heading="BCH ĐOÀN MỚI")
    Recipient.objects.create(plan=issued, position=32_000, text="Lưu: VP ĐCU")
    Clause.objects.filter(pk=duties[0].clause_id).update(text="{đơn vị} trực trạm y tế.")
    same = secretary.get(CARRY, {"year": "2025", "lead": str(union_a.pk), "hand_over": "on"}).content.decode()
    assert "Phần đầu văn bản, nơi nhận và người ký" in same
    assert "BCH ĐOÀN MỚI" not in same
    page = secretary.get(CARRY, {"year": "2025", "lead": str(union_b.pk), "hand_over": "on"}).content.decode()
    for shown in (
        "BCH ĐOÀN MỚI",
        "ĐMOI</span>",
        "“Lưu: VP ĐCU” → “Lưu: VP ĐMOI”",
        "Tên người ký là Lê Minh Họa",
        f"{union_b.name} trực trạm y tế.",
    ):
        assert shown in page
    assert "Phần đầu văn bản, nơi nhận và người ký" not in page


def test_what_is_not_issued_yet_is_said_to_come_along(plan: Plan, campaign: Activity, secretary: Persona) -> None:
    with time_machine.travel("2024-08-20T09:00:00+07:00", tick=False) as clock:
        issue_plan(plan=plan, signing=SIGNING, by=secretary.user)
        clock.shift(60)
        assert "chưa ban hành" not in secretary.get(CARRY).content.decode()
        add_clause(plan=plan, text="Dòng mới.", by=secretary.user)
        assert "1 chỗ của kế hoạch này đã sửa mà chưa ban hành" in secretary.get(CARRY).content.decode()


def test_weekdays_and_leap_days_are_shown(issued: Plan, campaign: Activity, secretary: Persona) -> None:
    ScheduleFactory.create(
        activity=campaign,
        text="29/02/2024",
        starts_on=dt.date(2024, 2, 29),
        ends_on=dt.date(2024, 8, 16),
        precision="day",
    )
    page = secretary.get(CARRY).content.decode()
    assert "không có ngày 29/02" in page
    assert "rơi vào cuối tuần" in page


def test_the_plan_is_made(issued: Plan, secretary: Persona, union_b: MemberUnion) -> None:
    data = {"year": "2025", "lead": str(union_b.pk), "hand_over": "on"}
    answer = secretary.post(CARRY, data, follow=True)
    made = Plan.objects.get(year=2025)
    assert made.lead == union_b
    assert "Kế hoạch năm 2025 đã sẵn sàng" in answer.content.decode()
    assert answer.redirect_chain[-1][0] == "/c/hcsn/2025/plan/"
    assert "/plan/proposals/" in answer.content.decode()


def test_lines_are_decided_on_one_by_one(issued: Plan, secretary: Persona, union_a: MemberUnion) -> None:
    past = ClauseFactory.create(plan=issued, text="Sơ kết Đề án của năm 2024.")
    law = ClauseFactory.create(plan=issued, text="Tìm hiểu Luật Thanh niên năm 2024.")
    page = secretary.get(CARRY).content.decode()
    assert f'name="keep" value="{past.pk}"' in page
    assert f'name="whole" value="{law.pk}"' in page
    data = {"year": "2025", "lead": str(union_a.pk), "keep": [str(past.pk)], "whole": [str(law.pk)]}
    secretary.post(CARRY, data)
    made = set(Plan.objects.get(year=2025).clauses.values_list("text", flat=True))
    assert {"Sơ kết Đề án của năm 2024.", "Tìm hiểu Luật Thanh niên năm 2025."} <= made


def test_a_line_that_went_meanwhile_is_told(issued: Plan, secretary: Persona, union_a: MemberUnion) -> None:
    answer = secretary.post(CARRY, {"year": "2025", "lead": str(union_a.pk), "keep": ["999999"]})
    assert answer.status_code == 422
    assert "Một dòng vừa bị xóa" in answer.content.decode()
    assert Plan.objects.count() == 1


def test_a_weekday_that_falls_on_a_weekend_is_marked(issued: Plan, secretary: Persona) -> None:
    ClauseFactory.create(plan=issued, text="Ra quân Thứ Sáu, ngày 16/8/2024.")
    page = secretary.get(CARRY).content.decode()
    assert "Ra quân Thứ Bảy, ngày 16/8/2025." in page
    assert page.count("rơi vào cuối tuần") == 2  # told above, marked at the line


def test_a_weekend_that_becomes_a_working_day_is_marked_and_the_sum_says_what_is_counted(
    issued: Plan, campaign: Activity, secretary: Persona
) -> None:
    for day in (dt.date(2024, 3, 17), dt.date(2024, 8, 17)):  # Monday then; Sunday then
        ScheduleFactory.create(activity=campaign, text="", starts_on=day, ends_on=None, precision="day")
    page = secretary.get(CARRY).content.decode()
    assert "1 ngày trước đây là cuối tuần, nay là ngày làm việc." in page
    assert page.count("nay là ngày làm việc") == 2  # told above, marked at the day
    assert "rơi vào cuối tuần" not in page
    assert "vẫn là cuối tuần thì không tính" in page


def test_a_second_time_leads_to_the_plan_that_is_there(issued: Plan, secretary: Persona, union_a: MemberUnion) -> None:
    data = {"year": "2025", "lead": str(union_a.pk)}
    secretary.post(CARRY, data)
    answer = secretary.post(CARRY, data)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "đã có kế hoạch năm 2025" in page
    assert 'href="/c/hcsn/2025/plan/"' in page
    assert Plan.objects.count() == 2


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"year": "2024"}, "Hãy chọn một năm sau năm 2024"),
        ({"year": "hai nghìn"}, "id_year_error"),
        ({"year": "2025", "lead": "999999"}, "id_lead_error"),
        ({"year": "99999"}, "id_year_error"),
    ],
)
def test_what_is_wrong_is_said(
    issued: Plan, secretary: Persona, union_a: MemberUnion, data: dict[str, str], sentence: str
) -> None:
    given = {"lead": str(union_a.pk)} | data
    for answer in (secretary.post(CARRY, given), secretary.get(CARRY, given)):
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
    assert Plan.objects.count() == 1


def test_a_lead_that_left_is_named(issued: Plan, secretary: Persona) -> None:
    gone = MemberUnionFactory.create(cluster=issued.cluster, name="Đoàn Đã Rời", active_to=dt.date(2024, 12, 31))
    answer = secretary.post(CARRY, {"year": "2025", "lead": str(gone.pk)})
    assert answer.status_code == 422
    assert "Đoàn Đã Rời không còn là thành viên của Cụm trong năm 2025" in answer.content.decode()


def test_a_draft_is_not_carried_over(plan: Plan, campaign: Activity, secretary: Persona) -> None:
    answer = secretary.get(CARRY)
    assert answer.status_code == 200
    assert "Hãy ban hành kế hoạch này trước" in answer.content.decode()


def test_the_way_to_the_page(issued: Plan, secretary: Persona, officer_a: Persona) -> None:
    assert f'href="{CARRY}"' in secretary.get("/c/hcsn/2024/plan/versions/").content.decode()
    assert f'href="{CARRY}"' in secretary.get("/c/hcsn/2024/plan/").content.decode()
    assert f'href="{CARRY}"' not in officer_a.get("/c/hcsn/2024/plan/").content.decode()


# -- The board


def test_numbers_of_the_board(
    issued: Plan,
    duties: tuple[Duty, Duty],
    union_a: MemberUnion,
    union_b: MemberUnion,
    officer_a: Persona,
) -> None:
    over = ActivityFactory.create(plan=issued, title="Đã qua")
    ScheduleFactory.create(
        activity=over, text="01/03/2024", starts_on=dt.date(2024, 3, 1), ends_on=None, precision="day"
    )
    late = DutyFactory.create(activity=over, unions=[union_a, union_b])
    raise_problem(plan=issued, union=union_a, text="Thiếu xe.", by=officer_a.user)
    Proposal.objects.create(plan=issued, kind="problem", text="Cũ", source="x:1")
    both = [union_a.pk, union_b.pk]
    lines, held = activity_lines(issued, both, None), duties_held(issued, both)
    assert matters(issued, lines, held, TODAY) == Matters(late=2, problems={2024: 1}, proposals={2024: 1})
    report_duty(duty=late, union=union_a, state=State.DONE, by=officer_a.user)
    Proposal.objects.update(state="declined", decided_by=officer_a.user, decided_at="2024-08-20T00:00:00Z")
    assert matters(issued, lines, held, TODAY) == Matters(late=1, problems={2024: 1}, proposals={})
    shown = plan_standings(issued, load_paper(issued), [union_a, union_b])  # on the page of all duties
    assert sum(standing.is_late(TODAY) for standing in shown) == 1
    report_duty(duty=late, union=union_b, state=State.CANNOT, note="Mưa", by=officer_a.user)
    assert matters(issued, lines, held, TODAY).late == 0
    report_duty(duty=late, union=union_b, state=State.UNDER_WAY, by=officer_a.user)
    assert matters(issued, lines, held, TODAY).late == 1


def test_numbers_of_the_board_take_three_queries(
    issued: Plan, duties: tuple[Duty, Duty], union_a: MemberUnion, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    lines, held = activity_lines(issued, [union_a.pk], None), duties_held(issued, [union_a.pk])
    with django_assert_num_queries(3):  # type: ignore[operator]
        assert matters(issued, lines, held, dt.date(2025, 1, 1)) == Matters(late=2)
    assert matters(issued, [], held, TODAY) == Matters()


def test_the_secretary_is_told_and_others_are_not(
    issued: Plan, duties: tuple[Duty, Duty], union_a: MemberUnion, officer_a: Persona, secretary: Persona
) -> None:
    raise_problem(plan=issued, union=union_a, text="Thiếu xe.", by=officer_a.user)
    Proposal.objects.create(plan=issued, kind="problem", text="Cũ", source="x:1")
    secretary.cookies["django_language"] = "en"
    urls = [task.url for task in board_of(issued, secretary).tasks]
    assert "/c/hcsn/2024/problems/" in urls
    assert "/c/hcsn/2024/plan/proposals/" in urls
    assert not [task for task in board_of(issued, officer_a).tasks if "problems" in task.url]


# -- Two at once


def test_two_windows_make_one_plan(transactional_db: None, together: Together) -> None:
    cluster = ClusterFactory.create()
    plan = PlanFactory.create(cluster=cluster, state=Plan.State.ISSUED)
    ClauseFactory.create(plan=plan)
    by = UserFactory.create()
    answers = together(*[lambda: carry_over_year(source=plan, wanted=NextPlan(2025, None), by=by)] * 3)
    assert len([answer for answer in answers if isinstance(answer, Plan)]) == 1
    assert all(isinstance(refusal, PlanExists) for refusal in refused(answers))
