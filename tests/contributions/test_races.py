"""Two people at once, on real connections: one wins, the other is told; money is never counted twice.

Between check and write each thread pauses, so that without its lock an action would fail here (the negative control
takes the lock away and does fail).
"""

import threading
import time
import uuid
from typing import Any

import pytest
from django.db.models import QuerySet

from contributions import actions
from contributions.actions import payments as payment_actions
from contributions.checking import findings
from contributions.models import Due, Payment
from contributions.slips import Slip
from plans.models import Levy, Plan
from tests.contributions.conftest import PAID_ON
from tests.contributions.factories import add_visits, decide, levy_of, seed_plan
from tests.factories import ClusterFactory, MemberUnionFactory, UserFactory
from tests.race import ON_SQLITE, Together, refused, together

__all__ = ["together"]
PAUSE = 0.15


@pytest.fixture
def plan(transactional_db: None) -> Plan:
    """One union's plan, committed, so that other connections see it."""
    cluster = ClusterFactory.create(code="dua")
    return seed_plan(cluster, [MemberUnionFactory.create(cluster=cluster, code="YT")])


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time passes between looking and writing, so that two threads look before either writes."""
    wait_after(monkeypatch, "_lock")
    wait_after(monkeypatch, "_lock_dues")


def wait_after(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    look = getattr(payment_actions, name)

    def looking(*args: object) -> object:
        found = look(*args)
        time.sleep(PAUSE)
        return found

    monkeypatch.setattr(payment_actions, name, looking)


def declare(plan: Plan, amount: int, key: uuid.UUID | None = None, slip: Slip | None = None) -> Payment:
    due = Due.objects.select_related("union").first()
    assert due is not None
    by = UserFactory._meta.model.objects.get(username="khai")
    return actions.declare_payment(
        plan=plan, union=due.union, amount=amount, paid_on=PAID_ON, by=by, key=key or uuid.uuid4(), slip=slip
    )


@pytest.fixture
def waiting(plan: Plan) -> Payment:
    """One payment of 7.000.000 đồng that waits."""
    UserFactory.create(username="khai")
    actions.make_dues(levy=decide(levy_of(plan, "campaign"), "once"), by=UserFactory.create())
    return declare(plan, 7_000_000)


@pytest.mark.usefixtures("slow")
def test_two_confirmations_at_once_one_wins(waiting: Payment, together: Together) -> None:
    people = UserFactory.create_batch(2)
    answers = together(*(lambda by=by: actions.confirm_payment(payment=waiting, by=by) for by in people))
    (loser,) = refused(answers)
    (winner,) = [answer for answer in answers if isinstance(answer, Payment)]
    assert str(winner.confirmed_by) in str(loser)


@pytest.mark.usefixtures("slow")
def test_a_confirmation_and_a_return_at_once_one_wins(waiting: Payment, together: Together) -> None:
    by = UserFactory.create()
    answers = together(
        lambda: actions.confirm_payment(payment=waiting, by=by),
        lambda: actions.return_payment(payment=waiting, by=by, reason="Ảnh mờ."),
    )
    assert len(refused(answers)) == 1


@pytest.mark.usefixtures("slow")
def test_two_reversals_at_once_one_wins(waiting: Payment, together: Together) -> None:
    by = UserFactory.create()
    actions.confirm_payment(payment=waiting, by=by)
    answers = together(*[lambda: actions.reverse_payment(payment=waiting, by=by, reason="Ghi nhầm.")] * 2)
    assert len(refused(answers)) == 1


@pytest.mark.usefixtures("slow")
def test_two_declarations_do_not_pay_a_due_twice(plan: Plan, together: Together) -> None:
    UserFactory.create(username="khai")
    actions.make_dues(levy=decide(levy_of(plan, "campaign"), "once"), by=UserFactory.create())
    answers = together(*[lambda: declare(plan, 4_000_000)] * 3)
    assert len(refused(answers)) == 2


@pytest.mark.usefixtures("slow")
def test_the_same_form_many_times_at_once_is_one_payment(plan: Plan, together: Together) -> None:
    UserFactory.create(username="khai")
    actions.make_dues(levy=decide(levy_of(plan, "campaign"), "once"), by=UserFactory.create())
    key = uuid.uuid4()
    answers = together(*[lambda: declare(plan, 7_000_000, key)] * 5)
    assert not refused(answers)
    assert len({getattr(answer, "public_id", None) for answer in answers}) == 1


def test_two_clicks_at_once_make_the_dues_once(plan: Plan, together: Together) -> None:
    add_visits(plan)
    levy, by = decide(levy_of(plan, "recurring_visit"), Levy.Basis.PER_OCCURRENCE), UserFactory.create()
    answers = together(*[lambda: actions.make_dues(levy=levy, by=by)] * 3)
    assert len(refused(answers)) == 2
    (dues,) = [answer for answer in answers if isinstance(answer, list)]
    assert len(dues) == 4


def test_many_payments_at_once_leave_books_that_fit(plan: Plan, together: Together) -> None:
    UserFactory.create(username="khai")
    treasurer = UserFactory.create()
    for kind in ("campaign", "themed_session"):
        actions.make_dues(levy=decide(levy_of(plan, kind), "once"), by=treasurer)

    def pay() -> Payment:
        return actions.confirm_payment(payment=declare(plan, 1_000_000), by=treasurer)

    answers = together(*[pay] * 10, lambda: [*map(str, findings())])
    assert len(refused(answers)) == 2  # 8.000.000 is owed
    assert answers[-1] == []
    assert together(lambda: [*map(str, findings())]) == [[]]


@pytest.mark.skipif(ON_SQLITE, reason="SQLite lets one transaction write at a time, lock or not")
def test_without_its_lock_a_confirmation_would_be_given_twice(
    waiting: Payment, together: Together, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: without the lock both look before either writes; only the database's trigger stops one."""

    def no_lock(self: QuerySet[Any], **_options: object) -> QuerySet[Any]:
        return self

    both_looked, look = threading.Barrier(2, timeout=30), payment_actions._check_room

    def looking(payment: Payment) -> None:
        look(payment)
        both_looked.wait()

    monkeypatch.setattr(QuerySet, "select_for_update", no_lock)
    monkeypatch.setattr(payment_actions, "_check_room", looking)
    people = UserFactory.create_batch(2)
    answers = together(*(lambda by=by: actions.confirm_payment(payment=waiting, by=by) for by in people))
    (raised,) = [answer for answer in answers if isinstance(answer, Exception)]
    assert "answered once" in str(raised)
