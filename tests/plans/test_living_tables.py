"""What the tables of agreeing, issuing, undoing and carrying over can never hold, whoever writes to them."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, models, transaction
from django.db.models import ProtectedError

from plans.models import Opinion, Plan, Proposal, RegisterEntry, Remark, Round, RoundItem, UndoStep, Version
from tests.factories import ClusterFactory, MemberUnionFactory, UserFactory
from tests.plans.factories import ActivityFactory, PlanFactory
from unions.models import Cluster, MemberUnion, User

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2024, 8, 20, 5, tzinfo=dt.UTC)
DAY = dt.date(2024, 2, 5)
Make = Callable[..., models.Model]


@pytest.fixture
def plan() -> Plan:
    return PlanFactory.create()


@pytest.fixture
def person() -> User:
    return UserFactory.create(full_name="Lê Thư Ký")


@pytest.fixture
def union(plan: Plan) -> MemberUnion:
    return MemberUnionFactory.create(cluster=plan.cluster, short_name="Sở Y tế")


@pytest.fixture
def asked(plan: Plan, person: User) -> Round:
    return Round.objects.create(plan=plan, number=1, deadline=DAY, opened_by=person)


@pytest.fixture
def item(asked: Round) -> RoundItem:
    activity = ActivityFactory.create(plan=asked.plan)
    return RoundItem.objects.create(round=asked, activity=activity, position=1, title="Kỳ nghỉ hồng", text="1. Kỳ nghỉ")


@pytest.fixture
def entry(plan: Plan, person: User) -> RegisterEntry:
    return take(plan.cluster, person, 1)


def take(cluster: Cluster, person: User, number: int, **facts: Any) -> RegisterEntry:
    """A number of the register, of 2024 unless `facts` say otherwise."""
    symbol = f"{number:02d}-KH/ĐTN"
    given = {"series": "2024", "symbol": symbol, "signed_on": DAY, "taken_by": person, **facts}
    return RegisterEntry.objects.create(cluster=cluster, number=number, **given)


def freeze(entry: RegisterEntry, plan: Plan, **facts: Any) -> Version:
    """A frozen version; the first one unless `facts` say otherwise."""
    given = {"number": 1, "kind": Version.Kind.PLAN, "data": {}, "issued_by": entry.taken_by, **facts}
    return Version.objects.create(plan=plan, entry=entry, **given)


def refuses(make: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            make()
    except IntegrityError:
        return True
    return False


# -- Rounds


def test_one_round_of_a_plan_is_open_at_a_time(asked: Round, person: User) -> None:
    def second() -> Round:
        return Round.objects.create(plan=asked.plan, number=2, deadline=DAY, opened_by=person)

    assert refuses(second)
    Round.objects.filter(pk=asked.pk).update(closed_at=NOW, closed_by=person)
    assert not refuses(second)


def test_two_plans_ask_at_the_same_time(asked: Round, person: User) -> None:
    other = PlanFactory.create(year=2025)
    assert not refuses(lambda: Round.objects.create(plan=other, number=1, deadline=DAY, opened_by=person))


def test_a_round_keeps_its_number_for_itself(asked: Round, person: User) -> None:
    closed = {"closed_at": NOW, "closed_by": person}
    assert refuses(
        lambda: Round.objects.create(plan=asked.plan, number=1, deadline=DAY, opened_by=person, **closed)  # type: ignore[misc]
    )


@pytest.mark.parametrize("half", ["closed_at", "closed_by"])
def test_a_round_is_closed_by_someone_at_some_time(asked: Round, person: User, half: str) -> None:
    value = NOW if half == "closed_at" else person
    assert refuses(lambda: Round.objects.filter(pk=asked.pk).update(**{half: value}))


def test_two_questions_of_a_round_have_two_places(item: RoundItem) -> None:
    assert refuses(lambda: RoundItem.objects.create(round=item.round, position=1, title="Khác", text="Khác"))
    assert not refuses(lambda: RoundItem.objects.create(round=item.round, position=2, title="Khác", text="Khác"))


def test_a_question_outlives_its_activity(item: RoundItem) -> None:
    assert item.activity
    item.activity.delete()
    item.refresh_from_db()
    assert (item.activity, item.title, item.text) == (None, "Kỳ nghỉ hồng", "1. Kỳ nghỉ")


# -- Answers


@pytest.mark.parametrize(
    ("facts", "refused"),
    [
        ({"answer": "agree"}, False),
        ({"answer": "abstain"}, False),
        ({"answer": "change", "text": "Dời sang tháng 9."}, False),
        ({"answer": "change"}, True),
        ({"answer": "agree", "reply": "Đã ghi nhận."}, True),
        ({"answer": "agree", "replied_at": NOW}, True),
        ({"answer": "agree", "reply": "Đã ghi nhận.", "replied_at": NOW}, True),
    ],
)
def test_an_answer(item: RoundItem, union: MemberUnion, person: User, facts: dict[str, Any], refused: bool) -> None:
    assert refuses(lambda: Opinion.objects.create(item=item, union=union, given_by=person, **facts)) is refused


def test_a_reply_has_its_words_its_hour_and_its_person(item: RoundItem, union: MemberUnion, person: User) -> None:
    Opinion.objects.create(item=item, union=union, answer="agree", given_by=person)
    whole = {"reply": "Cảm ơn.", "replied_at": NOW, "replied_by": person}
    for missing in whole:
        half = {name: value for name, value in whole.items() if name != missing}
        assert refuses(lambda half=half: Opinion.objects.update(**half)), missing  # type: ignore[misc]
    assert not refuses(lambda: Opinion.objects.update(**whole))


def test_one_answer_a_union_and_question(item: RoundItem, union: MemberUnion, person: User) -> None:
    Opinion.objects.create(item=item, union=union, answer="agree", given_by=person)
    assert refuses(lambda: Opinion.objects.create(item=item, union=union, answer="abstain", given_by=person))
    other = MemberUnionFactory.create(cluster=union.cluster)
    assert not refuses(lambda: Opinion.objects.create(item=item, union=other, answer="abstain", given_by=person))


def test_a_remark_says_something_once(asked: Round, union: MemberUnion, person: User) -> None:
    facts: dict[str, Any] = {"round": asked, "union": union, "given_by": person}
    assert refuses(lambda: Remark.objects.create(text="", **facts))
    Remark.objects.create(text="Đồng ý cả bản.", **facts)
    assert refuses(lambda: Remark.objects.create(text="Một lần nữa.", **facts))
    assert refuses(lambda: Remark.objects.update(reply="Cảm ơn."))


# -- Numbers and versions


def test_a_number_is_taken_once_in_its_series(entry: RegisterEntry, plan: Plan, person: User) -> None:
    assert refuses(lambda: take(plan.cluster, person, 1))
    assert not refuses(lambda: take(plan.cluster, person, 2))
    assert not refuses(lambda: take(plan.cluster, person, 1, series="2025"))
    assert not refuses(lambda: take(plan.cluster, person, 1, kind="TB"))
    assert not refuses(lambda: take(ClusterFactory.create(), person, 1))


def test_numbers_begin_with_one(plan: Plan, person: User) -> None:
    assert refuses(lambda: take(plan.cluster, person, 0))


@pytest.mark.parametrize(
    ("number", "kind", "refused"),
    [(1, "plan", False), (2, "amendment", False), (3, "amendment", False), (1, "amendment", True), (2, "plan", True)],
)
def test_the_first_version_is_the_plan(entry: RegisterEntry, plan: Plan, number: int, kind: str, refused: bool) -> None:
    assert refuses(lambda: freeze(entry, plan, number=number, kind=kind)) is refused


def test_a_version_has_its_number_for_itself(entry: RegisterEntry, plan: Plan, person: User) -> None:
    freeze(entry, plan)
    second = take(plan.cluster, person, 2)
    assert refuses(lambda: freeze(second, plan))
    assert refuses(lambda: freeze(entry, plan, number=2, kind="amendment"))
    assert not refuses(lambda: freeze(second, plan, number=2, kind="amendment"))


def test_what_is_issued_is_never_changed_or_deleted(entry: RegisterEntry, plan: Plan) -> None:
    version = freeze(entry, plan, text="Bản đã ký.", pdf=b"%PDF-1.7", pdf_hash="ab")
    for change in (
        lambda: Version.objects.update(text="Bản khác."),
        lambda: Version.objects.all()._raw_delete("default"),
        lambda: RegisterEntry.objects.update(number=9),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    version.refresh_from_db()
    assert (version.text, bytes(version.pdf), version.entry.number) == ("Bản đã ký.", b"%PDF-1.7", 1)


def test_a_plan_with_versions_stays(entry: RegisterEntry, plan: Plan) -> None:
    freeze(entry, plan)
    with pytest.raises(ProtectedError):
        plan.delete()


# -- Steps and proposals


@pytest.mark.parametrize("half", ["undone_at", "undone_by"])
def test_a_step_is_undone_by_someone_at_some_time(plan: Plan, person: User, half: str) -> None:
    step = UndoStep.objects.create(plan=plan, verb="line.change", images={}, by=person)
    value = NOW if half == "undone_at" else person
    assert refuses(lambda: UndoStep.objects.filter(pk=step.pk).update(**{half: value}))
    assert not refuses(lambda: UndoStep.objects.filter(pk=step.pk).update(undone_at=NOW, undone_by=person))


@pytest.mark.parametrize(
    ("state", "when", "who", "refused"),
    [
        ("open", False, False, False),
        ("taken", True, True, False),
        ("declined", True, True, False),
        ("taken", False, False, True),
        ("declined", True, False, True),
        ("open", True, True, True),
    ],
)
def test_a_proposal_is_decided_by_someone_at_some_time(
    plan: Plan, person: User, state: str, when: bool, who: bool, refused: bool
) -> None:
    decided = {"decided_at": NOW if when else None, "decided_by": person if who else None}
    assert (
        refuses(
            lambda: Proposal.objects.create(
                plan=plan, kind="duty", text="Còn dở.", source="plans.duty:1", state=state, **decided
            )
        )
        is refused
    )


def test_the_same_thing_is_proposed_once(plan: Plan) -> None:
    Proposal.objects.create(plan=plan, kind="duty", text="Còn dở.", source="plans.duty:1")
    assert refuses(lambda: Proposal.objects.create(plan=plan, kind="duty", text="Còn dở.", source="plans.duty:1"))
    assert not refuses(lambda: Proposal.objects.create(plan=plan, kind="duty", text="Khác.", source="plans.duty:2"))


# -- The plan


def test_a_withdrawn_plan_says_why(plan: Plan) -> None:
    assert refuses(lambda: Plan.objects.filter(pk=plan.pk).update(state=Plan.State.WITHDRAWN))
    assert not refuses(
        lambda: Plan.objects.filter(pk=plan.pk).update(state=Plan.State.WITHDRAWN, state_reason="Thay bằng bản mới.")
    )


def test_each_row_says_what_it_is(item: RoundItem, union: MemberUnion, entry: RegisterEntry, person: User) -> None:
    plan = item.round.plan
    opinion = Opinion(item=item, union=union, answer="agree")
    remark = Remark(round=item.round, union=union, text="Đồng ý cả bản.")
    step = UndoStep(plan=plan, verb="line.change", about="Dòng 1")
    said = [str(row) for row in (item.round, item, opinion, remark, entry, freeze(entry, plan), step)]
    assert said == [
        f"{plan} · 1",
        "Kỳ nghỉ hồng",
        "Sở Y tế: agree",
        "Sở Y tế: Đồng ý cả bản.",
        "01-KH/ĐTN",
        f"{plan} · 1",
        "line.change Dòng 1",
    ]
