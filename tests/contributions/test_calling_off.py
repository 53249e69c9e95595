"""An activity called off and its money: dues stand until the amendment, then go to nothing by entries; paid is kept."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from campaigns.queries.calendar import plan_events
from contributions import actions, queries
from contributions.actions.amending import following
from contributions.checking import findings
from contributions.models import Adjustment, Allocation, Due
from contributions.queries.levies import Stage
from plans.actions.calling_off import call_off, take_up
from plans.actions.issuing import issue_plan
from plans.actions.levies import choose_basis
from plans.actions.occurrences import cancel_occurrence
from plans.actions.positions import arrange
from plans.actions.undoing import undo_last
from plans.amending.queries import pending
from plans.errors import ActivityCalledOff
from plans.issuing.signing import Signing
from plans.models import Activity, Clause, Levy, Occurrence, Plan, Version
from tests.conftest import Persona
from tests.contributions.conftest import Declare, money_url
from tests.contributions.factories import add_visits, decide, levy_of
from tests.plans.issuing.conftest import SIGNING
from tests.printed import pdf_text
from unions.models import MemberUnion

AMEND = "/c/hcsn/2024/plan/amend/"
SIGNED = dt.date(2024, 8, 20)
WHY = "Dịch bệnh kéo dài."
Million = 1_000_000


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel("2024-08-20T09:00:00+07:00", tick=False) as traveller:
        yield traveller


def signing(number: int) -> Signing:
    return replace(SIGNING, number=number, signed_on=SIGNED, recipients=("Thành Đoàn", "Lưu: VP"))


@pytest.fixture
def plan(plan: Plan) -> Plan:
    """Each line that states something of an activity stands below its heading, as in every plan."""
    order = []
    for activity in plan.activities.all():
        stated = Clause.objects.filter(Q(levy__activity=activity) | Q(schedule__activity=activity))
        order += [activity.clause_id, *stated.order_by("position").values_list("pk", flat=True)]
    arrange(plan, order)
    return plan


@pytest.fixture
def campaign(levy: Levy) -> Activity:
    return levy.activity


@pytest.fixture
def issued(plan: Plan, dues: dict[MemberUnion, Due], secretary: Persona) -> Version:
    """The plan was issued after the dues of the campaign were made."""
    return issue_plan(plan=plan, signing=signing(1), by=secretary.user)


def off(activity: Activity, by: Persona) -> Activity:
    activity = Activity.objects.select_related("plan__cluster").get(pk=activity.pk)
    return call_off(activity=activity, reason=WHY, by=by.user)


def again(activity: Activity, by: Persona) -> Activity:
    activity = Activity.objects.select_related("plan__cluster").get(pk=activity.pk)
    return take_up(activity=activity, by=by.user)


def amend(plan: Plan, by: Persona, number: int = 2) -> Version:
    return actions.amend_plan(plan=plan, signing=signing(number), reason="Hủy hoạt động.", by=by.user)


def asked(plan: Plan) -> list[int]:
    return [line.balance.due for line in queries.due_lines(queries.dues_shown(plan))]


def flat(page: Any) -> str:
    return " ".join(page.content.decode().split())


def test_from_calling_off_to_the_ledger(
    issued: Version,
    plan: Plan,
    campaign: Activity,
    union_a: MemberUnion,
    union_b: MemberUnion,
    declare: Declare,
    secretary: Persona,
    treasurer: Persona,
) -> None:
    """Union A paid; the campaign is called off; the paper leaves it out and lowers both dues; A has paid too much."""
    actions.confirm_payment(payment=declare(7 * Million), by=treasurer.user)
    secretary.post(f"/c/hcsn/2024/plan/activities/{campaign.pk}/call-off/", {"reason": WHY})
    assert asked(plan) == [7 * Million] * 2
    page = flat(secretary.get(AMEND))
    for words in (campaign.title, "7.000.000"):
        assert words in page
    draft = pdf_text(secretary.get(f"{AMEND}pdf").content)
    assert "Bỏ" in draft
    assert campaign.title in draft
    version = amend(plan, secretary)
    assert asked(plan) == [0, 0]
    assert list(Adjustment.objects.values_list("amount", "version")) == [(-7 * Million, version.pk)] * 2
    assert set(Due.objects.values_list("amount", flat=True)) == {7 * Million}
    assert Allocation.objects.count() == 1
    balance = queries.union_account(plan, union_a).balance
    assert (balance.due, balance.paid, balance.over) == (0, 7 * Million, 7 * Million)
    assert queries.union_account(plan, union_b).balance.left == 0
    ledger = flat(treasurer.get(money_url(plan, "ledger/")))
    assert "thừa 7.000.000 đồng" in ledger or "7.000.000" in ledger
    assert "thừa 7.000.000 đồng" in flat(secretary.get(money_url(plan, f"unions/{union_a.code}/")))
    assert findings() == []
    assert pending(plan).changes.count == 0
    assert following(plan).shifts == ()
    assert campaign.title not in version.text
    assert campaign.title in Version.objects.get(number=1).text


def told_of(version: Version) -> list[tuple[str, int]]:
    """What the paper says each union's dues change by."""
    rows = [row for change in version.changes if change["about"] != "line" for row in change["rows"]]
    return sorted((row["union"], row["after"] - row["before"]) for row in rows)


def test_the_paper_lists_what_the_entries_do(
    issued: Version, plan: Plan, campaign: Activity, secretary: Persona
) -> None:
    off(campaign, secretary)
    version = amend(plan, secretary)
    entries = version.adjustments.values_list("due__union__name", "amount")
    assert told_of(version) == sorted(entries)
    assert {change["kind"] for change in version.changes if change["about"] == "line"} >= {"removed"}


def test_taken_up_again_its_dues_are_raised_by_the_next_paper(
    issued: Version, plan: Plan, campaign: Activity, secretary: Persona
) -> None:
    off(campaign, secretary)
    amend(plan, secretary)
    again(campaign, secretary)
    assert asked(plan) == [0, 0]
    version = amend(plan, secretary, 3)
    assert asked(plan) == [7 * Million] * 2
    assert campaign.title in version.text
    assert findings() == []


@pytest.mark.parametrize("back", [again, lambda activity, by: undo_last(plan=activity.plan, by=by.user)])
def test_called_off_and_back_before_a_paper_changes_nothing(
    issued: Version, plan: Plan, campaign: Activity, secretary: Persona, back: Callable[[Activity, Persona], object]
) -> None:
    off(campaign, secretary)
    assert pending(plan).changes
    back(campaign, secretary)
    assert not pending(plan).changes
    assert following(plan).shifts == ()


def test_each_visit_s_dues_are_lowered_and_told_once(plan: Plan, secretary: Persona, treasurer: Persona) -> None:
    """The paper tells the visits together, and counts the year as it was."""
    add_visits(plan)
    levy = decide(levy_of(plan, "recurring_visit"), Levy.Basis.PER_OCCURRENCE)
    actions.make_dues(levy=levy, by=treasurer.user)
    issue_plan(plan=plan, signing=signing(1), by=secretary.user)
    off(levy.activity, secretary)
    version = amend(plan, secretary)
    words = pdf_text(bytes(version.pdf))
    assert "Không tổ chức lần" not in words
    assert "16.000.000 đồng" in words
    assert asked(plan) == [0] * 8
    assert [change["about"] for change in version.changes if change["about"] != "line"] == ["levy"]
    again(levy.activity, secretary)
    amend(plan, secretary, 3)
    assert sum(asked(plan)) == 16 * Million


def test_a_visit_called_off_before_stays_told_by_itself(plan: Plan, secretary: Persona, treasurer: Persona) -> None:
    add_visits(plan)
    levy = decide(levy_of(plan, "recurring_visit"), Levy.Basis.PER_OCCURRENCE)
    actions.make_dues(levy=levy, by=treasurer.user)
    issue_plan(plan=plan, signing=signing(1), by=secretary.user)
    visit = Occurrence.objects.get(activity__plan=plan, number=4)
    cancel_occurrence(occurrence=visit, reason="Trùng lịch.", by=secretary.user)
    off(levy.activity, secretary)
    amend(plan, secretary)
    assert asked(plan) == [0] * 8
    assert following(plan).shifts == ()
    assert findings() == []


def test_no_new_dues(plan: Plan, campaign: Activity, levy: Levy, secretary: Persona, treasurer: Persona) -> None:
    off(campaign, secretary)
    state = queries.levy_state(Levy.objects.select_related("activity__plan").get(pk=levy.pk))
    assert (state.stage, state.can_make, state.missing, state.total) == (Stage.CALLED_OFF, False, (), 0)
    with pytest.raises(ActivityCalledOff):
        actions.make_dues(levy=levy, by=treasurer.user)
    desk = flat(treasurer.get(money_url(plan)))
    assert f"levies/{levy.pk}" not in desk
    assert "Chưa lập khoản phải nộp nào, và sẽ không lập nữa." in desk
    assert treasurer.get(f"/c/hcsn/2024/levies/{levy.pk}/basis/").status_code == 404
    assert "đã hủy" in flat(treasurer.get(money_url(plan, f"levies/{levy.pk}/dues/")))
    assert not Due.objects.exists()


def test_the_desk_says_what_is_still_asked(
    issued: Version, plan: Plan, campaign: Activity, secretary: Persona, treasurer: Persona
) -> None:
    off(campaign, secretary)
    page = flat(treasurer.get(money_url(plan)))
    assert "2 khoản phải nộp, tổng cộng 14.000.000 đồng" in page
    assert "2 khoản phải nộp không còn khớp" in page
    amend(plan, secretary)
    page = flat(treasurer.get(money_url(plan)))
    assert "2 khoản phải nộp, tổng cộng 0 đồng" in page
    assert "không còn khớp" not in page


def test_a_day_to_pay_goes_once_the_dues_were_lowered(
    plan: Plan, levy: Levy, campaign: Activity, union_a: MemberUnion, secretary: Persona, treasurer: Persona
) -> None:
    day = dt.date(2024, 9, 1)
    Levy.objects.filter(pk=levy.pk).update(due_on=day)
    actions.make_dues(levy=levy, by=treasurer.user)
    issue_plan(plan=plan, signing=signing(1), by=secretary.user)
    off(campaign, secretary)
    assert day in [event.starts_on for event in plan_events(plan, union_a, waiting=None)]
    board = "/c/hcsn/2024/"
    assert day in [item.on for item in secretary.get(board).context["board"].ahead]
    amend(plan, secretary)
    assert day not in [event.starts_on for event in plan_events(plan, union_a, waiting=None)]
    assert day not in [item.on for item in secretary.get(board).context["board"].ahead]


# -- What the paper says and what the entries do


BASES = [Levy.Basis.ONCE, Levy.Basis.PER_OCCURRENCE, Levy.Basis.PER_QUARTER]


def total_told(version: Version) -> int:
    """What the paper says that all dues change by: those of its levies, and those of single times."""
    levies = [row for change in version.changes if change["about"] == "levy" for row in change["dues"]]
    times = [row for change in version.changes if change["about"] == "dues" for row in change["rows"]]
    return sum(row["after"] - row["before"] for row in (*levies, *times))


def visit_dues(plan: Plan, basis: str, by: Persona, treasurer: Persona, *, late: bool) -> Levy:
    """The quarterly visit issued with its dues made; `late`: its basis was chosen after the issue."""
    add_visits(plan)
    levy = levy_of(plan, "recurring_visit")
    if late:
        issue_plan(plan=plan, signing=signing(1), by=by.user)
    choose_basis(levy=levy, basis=basis, seen_version=levy.version, by=by.user)
    actions.make_dues(levy=levy, by=treasurer.user)
    if not late:
        issue_plan(plan=plan, signing=signing(1), by=by.user)
    return levy


@pytest.mark.parametrize("late", [False, True], ids=["decided before", "decided after"])
@pytest.mark.parametrize("basis", BASES)
def test_the_paper_sums_to_what_the_entries_do(
    plan: Plan, secretary: Persona, treasurer: Persona, basis: str, late: bool
) -> None:
    levy = visit_dues(plan, basis, secretary, treasurer, late=late)
    often = 1 if basis == Levy.Basis.ONCE else 4
    share = levy.shares.get(amount=1_750_000)
    levy.shares.filter(pk=share.pk).update(amount=1_500_000)
    lowered = amend(plan, secretary)
    off(levy.activity, secretary)
    gone = amend(plan, secretary, 3)
    again(levy.activity, secretary)
    back = amend(plan, secretary, 4)
    changes = [-250_000 * often, -3_750_000 * often, 3_750_000 * often]
    for version, change in zip((lowered, gone, back), changes, strict=True):
        assert sum(version.adjustments.values_list("amount", flat=True)) == change
        assert total_told(version) == change
        assert f"{'−' if change < 0 else '+'}{abs(change):,}".replace(",", ".") in pdf_text(bytes(version.pdf))


def test_a_basis_left_open_at_issue_and_its_dues(plan: Plan, secretary: Persona, treasurer: Persona) -> None:
    """Issued without saying how often; then four visits were asked for: the paper starts from those."""
    levy = visit_dues(plan, Levy.Basis.PER_OCCURRENCE, secretary, treasurer, late=True)
    off(levy.activity, secretary)
    page = flat(secretary.get(AMEND))
    assert "16.000.000" in page
    assert "nếu nộp một lần" not in page
    words = pdf_text(bytes(amend(plan, secretary).pdf))
    assert "“chưa xác định” (sau đó chọn “mỗi lần tổ chức”: 4 lần, 16.000.000 đồng cả năm) thành “không thu”" in words
    assert "nếu nộp một lần" not in words
    assert "Khoản phải nộp đã lập (4 lần):" in words
    assert "9.000.000 0 −9.000.000" in words
    assert "16.000.000 0 −16.000.000" in words
    assert "4.000.000 0 −4.000.000" not in words, "a level of one time beside it would contradict the ledger"


def test_levels_and_dues_stand_side_by_side(plan: Plan, secretary: Persona, treasurer: Persona) -> None:
    levy = visit_dues(plan, Levy.Basis.PER_OCCURRENCE, secretary, treasurer, late=False)
    levy.shares.filter(amount=1_750_000).update(amount=1_500_000)
    words = pdf_text(bytes(amend(plan, secretary).pdf))
    assert "Mức đóng góp mỗi lần:" in words
    assert "1.750.000 1.500.000 −250.000" in words
    assert "Khoản phải nộp đã lập (4 lần):" in words
    assert "7.000.000 6.000.000 −1.000.000" in words


def test_dues_of_one_time_need_no_second_table(
    issued: Version, plan: Plan, campaign: Activity, secretary: Persona
) -> None:
    off(campaign, secretary)
    words = pdf_text(bytes(amend(plan, secretary).pdf))
    assert "Khoản phải nộp đã lập" not in words
    assert "14.000.000 0 −14.000.000" in words


# -- Until the amendment


WAITS = "đã hủy, chờ văn bản điều chỉnh"


def test_each_due_says_that_its_activity_was_called_off_until_the_amendment(
    issued: Version, plan: Plan, campaign: Activity, union_a: MemberUnion, secretary: Persona, officer_a: Persona
) -> None:
    """They are asked for as before, but nobody pays without knowing."""
    own = "/c/hcsn/2024/my-union/"
    pages = [
        (secretary, money_url(plan, "dues/"), 2),
        (secretary, money_url(plan, f"unions/{union_a.code}/"), 1),
        (officer_a, own, 2),
    ]
    assert [flat(who.get(address)).count(WAITS) for who, address, _often in pages] == [0, 0, 0]
    counts = []
    for change in (lambda: None, lambda: off(campaign, secretary)):
        change()
        with CaptureQueriesContext(connection) as asked:
            shown = flat(officer_a.get(own))
        counts.append(len(asked))
    assert "Nộp 7.000.000 đồng" in shown
    assert counts[1] <= counts[0]
    for who, address, often in pages:
        assert flat(who.get(address)).count(WAITS) == often, address
    amend(plan, secretary)
    assert [flat(who.get(address)).count(WAITS) for who, address, _often in pages] == [0, 0, 0]
