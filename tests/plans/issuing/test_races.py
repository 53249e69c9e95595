"""Two windows at once: one paper is issued, and no number of the register is taken twice or left out."""

import datetime as dt
from dataclasses import asdict, replace
from functools import partial

import pytest
from django.utils import timezone

from plans.actions.clauses import add_clause
from plans.actions.issuing import close_plan, issue_plan, withdraw_plan
from plans.actions.register import set_numbering, take_number_for_other
from plans.issuing import errors
from plans.issuing.signing import Signing
from plans.models import Plan, RegisterEntry, Version
from tests.conftest import persona
from tests.factories import ClusterFactory, MembershipFactory, UserFactory
from tests.plans.factories import ClauseFactory, PlanFactory
from tests.plans.issuing.conftest import SIGNING
from tests.race import Together, refused, together
from unions.models import Cluster, User

__all__ = ["together"]


@pytest.fixture
def plan(transactional_db: None) -> Plan:
    """Committed, so that other connections see it."""
    plan = PlanFactory.create(cluster=ClusterFactory.create(code="dua"), year=2024)
    ClauseFactory.create(plan=plan, text="Một dòng.")
    return plan


@pytest.fixture
def by(plan: Plan) -> User:
    return UserFactory.create()


def signing(number: int = 1) -> Signing:
    return replace(SIGNING, number=number, signed_on=timezone.localdate())


def test_two_windows_issue_one_paper(plan: Plan, by: User, together: Together) -> None:
    answers = together(
        lambda: issue_plan(plan=plan, signing=signing(1), by=by),
        lambda: issue_plan(plan=plan, signing=signing(1), by=by),
        lambda: issue_plan(plan=plan, signing=signing(2), by=by),
    )
    assert len([answer for answer in answers if isinstance(answer, Version)]) == 1
    refusals = refused(answers)
    assert len(refusals) == 2
    assert all(isinstance(refusal, errors.IssuedAlready) for refusal in refusals)


def test_the_slower_window_is_shown_the_papers(plan: Plan, by: User, together: Together) -> None:
    MembershipFactory.create(cluster=plan.cluster, user=by)
    windows = [persona(by) for _window in range(3)]
    values = asdict(signing()) | {"signed_on": f"{timezone.localdate():%d/%m/%Y}", "recipients": "Lưu: VP."}
    answers = together(*[partial(window.post, "/c/dua/2024/plan/issue/", values) for window in windows])
    assert [answer.url for answer in answers] == ["/c/dua/2024/plan/versions/"] * 3  # type: ignore[attr-defined]
    shown = [window.get("/c/dua/2024/plan/versions/").content.decode() for window in windows]
    assert sorted("đã ban hành rồi" in page for page in shown) == [False, True, True]


def test_two_plans_take_two_numbers_or_one_is_told(plan: Plan, by: User, together: Together) -> None:
    other = PlanFactory.create(cluster=plan.cluster, year=2025)
    answers = together(
        lambda: issue_plan(plan=plan, signing=signing(), by=by),
        lambda: issue_plan(plan=other, signing=signing(), by=by),
    )
    (loser,) = refused(answers)
    assert isinstance(loser, errors.NumberNotNext)
    assert str(loser.places["next"]) == "02"


def test_numbers_of_the_register_have_no_gap(plan: Plan, by: User, together: Together) -> None:
    def take() -> RegisterEntry:
        for number in range(1, 6):
            try:
                return take_number_for_other(
                    cluster=plan.cluster,
                    issuer="ĐTN",
                    number=number,
                    symbol=f"{number:02d}-KH/ĐTN",
                    about="Văn bản",
                    signed_on=dt.date(2024, 2, 5),
                    by=by,
                )
            except errors.NumberNotNext:
                continue
        raise AssertionError

    entries = [answer for answer in together(*[take] * 4) if isinstance(answer, RegisterEntry)]
    assert sorted(entry.number for entry in entries) == [1, 2, 3, 4]


def test_numbering_is_changed_while_numbers_are_taken(plan: Plan, by: User, together: Together) -> None:
    """Whatever comes between, no symbol is given twice and none is left out."""

    def take() -> list[int]:
        taken: list[int] = []
        for number in range(1, 20):
            numbering = (Cluster.Numbering.PER_YEAR, Cluster.Numbering.PER_TERM)[number % 2]
            set_numbering(cluster=plan.cluster, numbering=numbering, term="", by=by)
            try:
                entry = take_number_for_other(
                    cluster=plan.cluster,
                    issuer="ĐTN",
                    number=number,
                    symbol=f"{number:02d}-KH/ĐTN",
                    about="Văn bản",
                    signed_on=dt.date(2024, 2, 5),
                    by=by,
                )
            except (errors.NumberNotNext, errors.NumberTaken):
                continue
            taken.append(entry.number)
        return taken

    answers = together(take, take)
    assert not refused(answers)
    assert sorted(number for answer in answers if isinstance(answer, list) for number in answer) == list(range(1, 20))


def test_issuing_and_writing_at_once(plan: Plan, by: User, together: Together) -> None:
    """What is frozen is the plan before the line or with it, never half of it."""
    issued, line = together(
        lambda: issue_plan(plan=plan, signing=signing(), by=by),
        lambda: add_clause(plan=plan, text="Dòng thêm.", by=by),
    )
    assert isinstance(issued, Version)
    assert not isinstance(line, Exception)
    printed = {entry["text"] for entry in issued.data["lines"]}
    assert ("Dòng thêm." in printed) == ("Dòng thêm." in issued.text)


def test_closing_and_writing_at_once(plan: Plan, by: User, together: Together) -> None:
    """Either the line came first and the plan stays open, or the plan is closed as it was issued."""
    issue_plan(plan=plan, signing=signing(), by=by)
    closed, line = together(
        lambda: close_plan(plan=plan, by=by), lambda: add_clause(plan=plan, text="Dòng thêm.", by=by)
    )
    if isinstance(closed, Plan):
        assert isinstance(line, errors.AlreadyEnded)
    else:
        assert isinstance(closed, errors.ChangesNotIssued)


def test_closing_and_withdrawing_at_once(plan: Plan, by: User, together: Together) -> None:
    issue_plan(plan=plan, signing=signing(), by=by)
    answers = together(lambda: close_plan(plan=plan, by=by), lambda: withdraw_plan(plan=plan, reason="Nhầm.", by=by))
    (loser,) = refused(answers)
    assert isinstance(loser, errors.NotIssued | errors.AlreadyEnded)
