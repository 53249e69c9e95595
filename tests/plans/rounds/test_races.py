"""Two people at once: one round is opened, no answer is overwritten unseen, nothing is answered after the closing."""

import datetime as dt

import pytest
from django.utils import timezone

from plans.actions.opinions import agree_with_rest, give_opinion, give_remark, reply_to_opinion
from plans.actions.rounds import close_round, open_round
from plans.errors import RoundIsClosed, RoundIsOpen, StaleOpinion
from plans.models import Opinion, Plan, Remark, Round, RoundItem
from plans.rounds import Answer
from tests.factories import ClusterFactory, MemberUnionFactory, UserFactory
from tests.plans.factories import ActivityFactory, PlanFactory
from tests.race import Together, refused, together
from unions.models import MemberUnion, User

__all__ = ["together"]


@pytest.fixture
def plan(transactional_db: None) -> Plan:
    """Committed, so that other connections see it."""
    plan = PlanFactory.create(cluster=ClusterFactory.create(code="dua"), year=2024)
    ActivityFactory.create(plan=plan, title="Một")
    ActivityFactory.create(plan=plan, title="Hai")
    return plan


@pytest.fixture
def union(plan: Plan) -> MemberUnion:
    return MemberUnionFactory.create(cluster=plan.cluster, code="YT")


@pytest.fixture
def people(plan: Plan) -> list[User]:
    return UserFactory.create_batch(2)


def tomorrow() -> dt.date:
    return timezone.localdate() + dt.timedelta(days=1)


@pytest.fixture
def held(plan: Plan, people: list[User]) -> Round:
    return open_round(plan=plan, deadline=tomorrow(), by=people[0])


@pytest.fixture
def item(held: Round) -> RoundItem:
    return held.items.select_related("round").get(position=1)


def test_two_windows_open_one_round(plan: Plan, people: list[User], together: Together) -> None:
    answers = together(*[lambda: open_round(plan=plan, deadline=tomorrow(), by=people[0])] * 3)
    refusals = refused(answers)
    assert len(refusals) == 2
    assert all(isinstance(refusal, RoundIsOpen) for refusal in refusals)
    (opened,) = [answer for answer in answers if isinstance(answer, Round)]
    assert opened.number == 1


def test_two_officers_of_a_union_answer_at_once(
    item: RoundItem, union: MemberUnion, people: list[User], together: Together
) -> None:
    answers = together(
        lambda: give_opinion(item=item, union=union, answer=Answer.AGREE, by=people[0]),
        lambda: give_opinion(item=item, union=union, answer=Answer.CHANGE, text="Dời ngày.", by=people[1]),
    )
    (loser,) = refused(answers)
    assert isinstance(loser, StaleOpinion)
    (kept,) = [answer for answer in answers if isinstance(answer, Opinion)]
    assert loser.current.pk == kept.pk


def test_the_same_answer_from_two_windows_is_one(
    item: RoundItem, union: MemberUnion, people: list[User], together: Together
) -> None:
    answers = together(*[lambda: give_opinion(item=item, union=union, answer=Answer.AGREE, by=people[0])] * 3)
    assert not refused(answers)
    assert len({answer.pk for answer in answers if isinstance(answer, Opinion)}) == 1


def test_agreeing_with_the_rest_from_two_windows_answers_each_once(
    held: Round, union: MemberUnion, people: list[User], together: Together
) -> None:
    every = [item.pk for item in held.items.all()]
    answers = together(*[lambda: agree_with_rest(consultation=held, union=union, items=every, by=people[0])] * 2)
    assert not refused(answers)
    assert sorted(map(str, answers)) == ["0", "2"]


def test_two_remarks_at_once(held: Round, union: MemberUnion, people: list[User], together: Together) -> None:
    answers = together(
        lambda: give_remark(consultation=held, union=union, text="Một.", by=people[0]),
        lambda: give_remark(consultation=held, union=union, text="Hai.", by=people[1]),
    )
    assert len(refused(answers)) == 1
    assert len([answer for answer in answers if isinstance(answer, Remark)]) == 1


def test_closing_and_answering_at_once(
    held: Round, item: RoundItem, union: MemberUnion, people: list[User], together: Together
) -> None:
    """Either the answer came first, or it is told that the round is closed; never is it taken after the closing."""
    closed, given = together(
        lambda: close_round(consultation=held, by=people[0]),
        lambda: give_opinion(item=item, union=union, answer=Answer.AGREE, by=people[1]),
    )
    assert isinstance(closed, Round)
    assert closed.closed_at
    assert isinstance(given, RoundIsClosed) or (isinstance(given, Opinion) and given.given_at <= closed.closed_at)


def test_closing_twice_at_once_is_once(held: Round, people: list[User], together: Together) -> None:
    answers = together(*[lambda by=by: close_round(consultation=held, by=by) for by in people])
    assert not refused(answers)
    assert len({answer.closed_by_id for answer in answers if isinstance(answer, Round)}) == 1


def test_a_reply_and_a_new_wish_at_once(
    item: RoundItem, union: MemberUnion, people: list[User], together: Together
) -> None:
    """The reply stands beside what it answers, or is told that the union spoke again."""
    wish = give_opinion(item=item, union=union, answer=Answer.CHANGE, text="Một xe.", by=people[0])
    seen = wish.given_at
    replied, wished = together(
        lambda: reply_to_opinion(opinion=wish, reply="Tiếp thu.", by=people[1], seen=seen),
        lambda: give_opinion(item=item, union=union, answer=Answer.CHANGE, text="Hai xe.", by=people[0], seen=seen),
    )
    assert isinstance(wished, Opinion)
    assert isinstance(replied, StaleOpinion) or (isinstance(replied, Opinion) and replied.reply == "Tiếp thu.")
