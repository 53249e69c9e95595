"""What was left over: taken into the plan as a line, left out, thought about again; decided once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.actions.clauses import add_clause
from plans.actions.proposals import decline_proposal, keep_line, reopen_proposal, take_proposal
from plans.actions.undoing import undo_last
from plans.carrying.errors import LineIsBuiltOn, LineIsThere, ProposalDecided, ProposalOpen, WordsGone
from plans.errors import LineIsGone
from plans.issuing.errors import AlreadyEnded
from plans.models import Clause, ContentItem, Plan, Proposal
from tests.conftest import Persona
from tests.factories import UserFactory
from tests.plans.conftest import fail_to_record, last_record, texts
from tests.plans.factories import PlanFactory
from tests.plans.seed import Seed
from tests.race import Together, refused, together
from unions.models import User

__all__ = ["together"]

BASE = "/c/hcsn/2024/plan/proposals/"
State = Proposal.State


@pytest.fixture
def proposal(seed: Seed) -> Proposal:
    return Proposal.objects.create(
        plan=seed.plan,
        kind=Proposal.Kind.DUTY,
        text="Khám bệnh cho 200 người.",
        origin="Kỳ nghỉ hồng · Đoàn Sở Y tế: đang làm",
        source="plans.duty:1",
    )


def stored(proposal: Proposal) -> Proposal:
    return Proposal.objects.select_related("clause", "decided_by").get(pk=proposal.pk)


def test_into_an_activity(proposal: Proposal, seed: Seed, by: User) -> None:
    clause = take_proposal(proposal=proposal, text="Khám bệnh  cho 300 người.", by=by, activity=seed.campaign)
    assert clause.text == "Khám bệnh cho 300 người."
    assert ContentItem.objects.filter(activity=seed.campaign, clause=clause).exists()
    row = stored(proposal)
    assert (row.state, row.clause, row.decided_by) == (State.TAKEN, clause, by)
    assert row.decided_at


def test_at_the_plans_end(proposal: Proposal, seed: Seed, by: User) -> None:
    take_proposal(proposal=proposal, text=proposal.text, by=by)
    assert texts(seed.plan)[-1] == "Khám bệnh cho 200 người."


def test_left_out_and_thought_about_again(proposal: Proposal, by: User) -> None:
    assert decline_proposal(proposal=proposal, by=by).state == State.DECLINED
    assert (last_record().verb, last_record().data["after"]) == ("proposal.decide", {"state": "declined"})
    row = reopen_proposal(proposal=proposal, by=by)
    assert (row.state, row.decided_at, row.decided_by) == (State.OPEN, None, None)
    with pytest.raises(ProposalOpen):
        reopen_proposal(proposal=proposal, by=by)


def test_decided_once(proposal: Proposal, seed: Seed, by: User) -> None:
    decline_proposal(proposal=proposal, by=by)
    before = texts(seed.plan)
    with pytest.raises(ProposalDecided):
        take_proposal(proposal=proposal, text="Khám bệnh.", by=by)
    with pytest.raises(ProposalDecided):
        decline_proposal(proposal=proposal, by=by)
    assert texts(seed.plan) == before


@pytest.mark.parametrize("words", ["", "  ", "\n"])
def test_a_line_needs_words(proposal: Proposal, by: User, words: str) -> None:
    with pytest.raises(WordsGone):
        take_proposal(proposal=proposal, text=words, by=by)
    assert stored(proposal).state == State.OPEN


def test_a_plan_that_ended_takes_nothing(proposal: Proposal, seed: Seed, by: User) -> None:
    Plan.objects.filter(pk=seed.plan.pk).update(state=Plan.State.CLOSED)
    with pytest.raises(AlreadyEnded):
        take_proposal(proposal=proposal, text="Khám bệnh.", by=by)


def test_without_a_record_nothing_is_decided(
    proposal: Proposal, seed: Seed, by: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = texts(seed.plan)
    fail_to_record(monkeypatch)
    with pytest.raises(RuntimeError):
        take_proposal(proposal=proposal, text="Khám bệnh.", by=by, activity=seed.campaign)
    assert stored(proposal).state == State.OPEN
    assert texts(seed.plan) == before


def test_undoing_the_line_leaves_the_decision(proposal: Proposal, seed: Seed, by: User) -> None:
    take_proposal(proposal=proposal, text="Khám bệnh.", by=by, activity=seed.campaign)
    undo_last(plan=seed.plan, by=by)
    row = stored(proposal)
    assert (row.state, row.clause) == (State.TAKEN, None)
    assert reopen_proposal(proposal=proposal, by=by).state == State.OPEN


# -- Taken, opened again: one proposal makes one line


@pytest.fixture
def reopened(proposal: Proposal, seed: Seed, by: User) -> Proposal:
    """Open again, with its line in the plan."""
    take_proposal(proposal=proposal, text="Khám bệnh.", by=by, activity=seed.campaign)
    reopen_proposal(proposal=proposal, by=by)
    return stored(proposal)


def test_taken_again_it_keeps_its_line(reopened: Proposal, seed: Seed, by: User) -> None:
    before = texts(seed.plan)
    with pytest.raises(LineIsThere, match="Khám bệnh"):
        take_proposal(proposal=reopened, text="Khám bệnh khác.", by=by)
    keep_line(proposal=reopened, by=by)
    assert texts(seed.plan) == before
    row = stored(reopened)
    assert (row.state, row.clause) == (State.TAKEN, reopened.clause)


def test_left_out_its_line_goes_and_comes_back(reopened: Proposal, seed: Seed, by: User) -> None:
    decline_proposal(proposal=reopened, by=by)
    assert "Khám bệnh." not in texts(seed.plan)
    assert not ContentItem.objects.filter(clause=reopened.clause_id).exists()
    assert (stored(reopened).state, stored(reopened).clause) == (State.DECLINED, None)
    undo_last(plan=seed.plan, by=by)
    assert "Khám bệnh." in texts(seed.plan)


def test_what_was_added_to_its_line_does_not_go(reopened: Proposal, seed: Seed, by: User) -> None:
    assert reopened.clause
    add_clause(plan=seed.plan, text="Dòng dưới.", by=by, inside=reopened.clause)
    before = texts(seed.plan)
    with pytest.raises(LineIsBuiltOn, match="Khám bệnh"):
        decline_proposal(proposal=reopened, by=by)
    assert texts(seed.plan) == before
    assert stored(reopened).state == State.OPEN


def test_without_its_line_it_is_taken_as_at_first(reopened: Proposal, seed: Seed, by: User) -> None:
    undo_last(plan=seed.plan, by=by)
    with pytest.raises(LineIsGone):
        keep_line(proposal=reopened, by=by)
    take_proposal(proposal=reopened, text="Khám bệnh lại.", by=by)
    assert texts(seed.plan)[-1] == "Khám bệnh lại."


# -- The page


def test_the_page(secretary: Persona, proposal: Proposal, seed: Seed) -> None:
    page = secretary.get(BASE).content.decode()
    for shown in ("1 đề xuất chờ quyết định", proposal.text, proposal.origin, seed.campaign.title, "Cuối kế hoạch"):
        assert shown in page


def test_an_empty_page_says_what_it_is_for(secretary: Persona, seed: Seed) -> None:
    assert "Không có đề xuất nào từ kế hoạch trước" in secretary.get(BASE).content.decode()


def test_taking_on_the_page(secretary: Persona, proposal: Proposal, seed: Seed) -> None:
    name = f"p{proposal.pk}"
    data = {f"{name}-text": "Khám bệnh.", f"{name}-activity": str(seed.campaign.pk)}
    page = secretary.post(f"{BASE}{proposal.pk}/take/", data, follow=True).content.decode()
    assert "Kế hoạch có dòng mới: Khám bệnh." in page
    assert "Đã quyết định mọi đề xuất" in page
    assert stored(proposal).clause


@pytest.mark.parametrize(("field", "value"), [("text", ""), ("text", "x" * 2001), ("activity", "999999")])
def test_a_wrong_form_is_said_and_kept(
    secretary: Persona, proposal: Proposal, seed: Seed, field: str, value: str
) -> None:
    name = f"p{proposal.pk}"
    data = {f"{name}-text": "Giữ lời này.", f"{name}-{field}": value}
    answer = secretary.post(f"{BASE}{proposal.pk}/take/", data)
    assert answer.status_code == 422
    assert f'id="id_{name}-{field}_error"' in answer.content.decode()
    assert field == "text" or "Giữ lời này." in answer.content.decode()
    assert stored(proposal).state == State.OPEN


def test_leaving_out_and_reopening_on_the_page(secretary: Persona, proposal: Proposal) -> None:
    secretary.post(f"{BASE}{proposal.pk}/decline/")
    assert stored(proposal).state == State.DECLINED
    assert "đã được quyết định rồi" in secretary.post(f"{BASE}{proposal.pk}/decline/", follow=True).content.decode()
    secretary.post(f"{BASE}{proposal.pk}/reopen/")
    assert stored(proposal).state == State.OPEN


def test_its_line_is_kept_or_left_out_on_the_page(secretary: Persona, reopened: Proposal, seed: Seed) -> None:
    page = secretary.get(BASE).content.decode()
    assert f"#line-{reopened.clause_id}" in page
    assert "/take/" not in page
    secretary.post(f"{BASE}{reopened.pk}/keep/")
    assert stored(reopened).state == State.TAKEN
    secretary.post(f"{BASE}{reopened.pk}/reopen/")
    secretary.post(f"{BASE}{reopened.pk}/decline/")
    assert (stored(reopened).state, "Khám bệnh." in texts(seed.plan)) == (State.DECLINED, False)


def duty_line(seed: Seed, proposal: Proposal) -> str:
    """The proposal is about a duty's line, which prints so."""
    clause = seed.line("phụ trách khám bệnh")
    Proposal.objects.filter(pk=proposal.pk).update(clause=clause)
    return f"{seed.unions[1].name}, {seed.unions[2].name} phụ trách khám bệnh."


def test_its_line_is_shown_as_it_prints(secretary: Persona, proposal: Proposal, seed: Seed) -> None:
    printed = duty_line(seed, proposal)
    page = secretary.get(BASE).content.decode()
    assert (printed in page, "{đơn vị}" in page) == (True, False)
    clause = stored(proposal).clause
    assert clause
    add_clause(plan=seed.plan, text="Dòng dưới.", by=secretary.user, inside=clause)
    refusal = secretary.post(f"{BASE}{proposal.pk}/decline/", follow=True).content.decode()
    assert (printed[:60] in refusal, "{đơn vị}" in refusal) == (True, False)


def test_what_takes_the_line_out_says_so(secretary: Persona, reopened: Proposal) -> None:
    page = secretary.get(BASE).content.decode()
    assert f'aria-describedby="going-{reopened.pk}"' in page
    assert "xóa dòng khỏi kế hoạch ngay" in page
    assert "Hoàn tác" in page


@pytest.mark.parametrize("count", [1, 3, 60])
def test_lines_are_printed_in_a_fixed_number_of_queries(secretary: Persona, seed: Seed, count: int) -> None:
    clause = seed.line("phụ trách khám bệnh")
    Proposal.objects.bulk_create(
        Proposal(plan=seed.plan, kind=Proposal.Kind.DUTY, text="Khám.", source=f"plans.duty:{n}", clause=clause)
        for n in range(count)
    )
    secretary.get(BASE)
    with CaptureQueriesContext(connection) as captured:
        secretary.get(BASE)
    assert sum('FROM "plans_clause"' in query["sql"] for query in captured) == 1


def test_somebody_was_faster(secretary: Persona, proposal: Proposal, by: User) -> None:
    decline_proposal(proposal=proposal, by=by)
    name = f"p{proposal.pk}"
    answer = secretary.post(f"{BASE}{proposal.pk}/take/", {f"{name}-text": "Khám bệnh."})
    assert answer.status_code == 422
    assert not Clause.objects.filter(text="Khám bệnh.").exists()


def test_another_plans_proposal_does_not_exist(secretary: Persona, proposal: Proposal) -> None:
    other = PlanFactory.create()
    Proposal.objects.filter(pk=proposal.pk).update(plan=other)
    for action in ("take", "keep", "decline", "reopen"):
        assert secretary.post(f"{BASE}{proposal.pk}/{action}/").status_code == 404


def test_a_closed_plan_shows_and_takes_nothing(secretary: Persona, proposal: Proposal, seed: Seed) -> None:
    Plan.objects.filter(pk=seed.plan.pk).update(state=Plan.State.CLOSED)
    page = secretary.get(BASE).content.decode()
    assert proposal.text in page
    assert "/take/" not in page


# -- Two at once


def test_two_people_decide_at_once(transactional_db: None, together: Together) -> None:
    plan = PlanFactory.create()
    row = Proposal.objects.create(plan=plan, kind=Proposal.Kind.PROBLEM, text="Thiếu xe.", source="campaigns.problem:1")
    people = UserFactory.create_batch(2)
    answers = together(
        lambda: take_proposal(proposal=row, text="Thuê thêm xe.", by=people[0]),
        lambda: decline_proposal(proposal=row, by=people[1]),
    )
    (loser,) = refused(answers)
    assert isinstance(loser, ProposalDecided)
