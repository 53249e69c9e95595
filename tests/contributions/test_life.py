"""Any sequence of declaring, confirming, returning and reversing, tried by chance against a dictionary of the truth.

Each step of the machine is an action or a refusal that the model foretells; after each step the ledger, the account and
`verify_ledger` must agree with the model to the đồng.
"""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from contributions import actions, errors, queries
from contributions.checking import findings
from contributions.models import Due, Payment, PaymentState
from contributions.reckoning import Balance
from plans.models import Plan
from tests.contributions.conftest import PAID_ON
from tests.contributions.factories import decide, levy_of, seed_plan
from tests.factories import ClusterFactory, MemberUnionFactory
from unions.models import MemberUnion, User

OWED = {"campaign": 7_000_000, "themed_session": 1_000_000}
AMOUNTS = st.sampled_from([1, 400_000, 1_000_000, 3_500_000, 7_000_000, 8_000_000, 8_000_001])


class Life(RuleBasedStateMachine):
    """One union with two dues. `truth`: each payment's amount and state, as it must be."""

    truth: dict[int, tuple[int, PaymentState]]
    plan: Plan
    union: MemberUnion
    officer: User
    treasurer: User

    @initialize()
    def begin(self) -> None:
        self.sheltered = transaction.atomic()
        self.sheltered.__enter__()
        cluster = ClusterFactory.create()
        self.union = MemberUnionFactory.create(cluster=cluster)
        self.plan = seed_plan(cluster, [self.union])
        # Without passwords: hashing them would take most of the time.
        self.officer, self.treasurer = (User.objects.create(username=name) for name in ("khai", "thuquy"))
        for kind in OWED:
            actions.make_dues(levy=decide(levy_of(self.plan, kind), "once"), by=self.treasurer)
        self.truth = {}

    def teardown(self) -> None:
        if hasattr(self, "sheltered"):
            transaction.set_rollback(True)
            self.sheltered.__exit__(None, None, None)

    def sum_of(self, *states: PaymentState) -> int:
        return sum(amount for amount, state in self.truth.values() if state in states)

    @property
    def open(self) -> int:
        return sum(OWED.values()) - self.sum_of(PaymentState.CONFIRMED, PaymentState.WAITING)

    @rule(amount=AMOUNTS)
    def declare(self, amount: int) -> None:
        facts: dict[str, Any] = {"plan": self.plan, "union": self.union, "paid_on": PAID_ON, "by": self.officer}
        if amount > self.open:
            with pytest.raises((errors.TooMuch, errors.NothingLeft)):
                actions.declare_payment(amount=amount, key=uuid.uuid4(), **facts)
            return
        payment = actions.declare_payment(amount=amount, key=uuid.uuid4(), **facts)
        again = actions.declare_payment(amount=amount, key=payment.key, **facts)
        assert again == payment
        self.truth[payment.pk] = (amount, PaymentState.WAITING)

    def pick(self, place: int) -> Payment | None:
        rows = sorted(self.truth)
        return Payment.objects.get(pk=rows[place % len(rows)]) if rows else None

    def become(self, payment: Payment, state: PaymentState) -> None:
        self.truth[payment.pk] = (self.truth[payment.pk][0], state)

    @rule(place=st.integers(0, 20))
    def confirm(self, place: int) -> None:
        if (payment := self.pick(place)) is None:
            return
        if self.truth[payment.pk][1] is PaymentState.WAITING:
            actions.confirm_payment(payment=payment, by=self.treasurer)
            self.become(payment, PaymentState.CONFIRMED)
        else:
            with pytest.raises(errors.Answered):
                actions.confirm_payment(payment=payment, by=self.treasurer)

    @rule(place=st.integers(0, 20))
    def give_back(self, place: int) -> None:
        if (payment := self.pick(place)) is None:
            return
        if self.truth[payment.pk][1] is PaymentState.WAITING:
            actions.return_payment(payment=payment, by=self.treasurer, reason="Ảnh mờ.")
            self.become(payment, PaymentState.RETURNED)
        else:
            with pytest.raises(errors.Answered):
                actions.return_payment(payment=payment, by=self.treasurer, reason="Ảnh mờ.")

    @rule(place=st.integers(0, 20))
    def reverse(self, place: int) -> None:
        if (payment := self.pick(place)) is None:
            return
        state = self.truth[payment.pk][1]
        if state is PaymentState.CONFIRMED:
            actions.reverse_payment(payment=payment, by=self.treasurer, reason="Ghi nhầm.")
            self.become(payment, PaymentState.REVERSED)
        else:
            refusal = errors.ReversedAlready if state is PaymentState.REVERSED else errors.NotConfirmed
            with pytest.raises(refusal):
                actions.reverse_payment(payment=payment, by=self.treasurer, reason="Ghi nhầm.")

    @invariant()
    def the_ledger_is_the_truth(self) -> None:
        if not hasattr(self, "truth"):
            return
        total = queries.ledger(self.plan).total
        assert total.due == sum(OWED.values())
        assert total.paid == self.sum_of(PaymentState.CONFIRMED)
        assert total.waiting == self.sum_of(PaymentState.WAITING)
        assert queries.union_account(self.plan, self.union).balance == total

    @invariant()
    def rows_and_database_add_up_alike(self) -> None:
        if hasattr(self, "truth"):
            added = {due.pk: due.balance for due in queries.booked_dues(self.plan)}
            summed = Due.objects.for_plan(self.plan).with_sums()
            assert added == {due.pk: Balance(due.asked, due.paid, due.waiting) for due in summed}

    @invariant()
    def each_payment_stands_where_it_must(self) -> None:
        if hasattr(self, "truth"):
            states = dict(Payment.objects.filter(plan=self.plan).with_state().values_list("pk", "state"))
            assert states == {pk: state.value for pk, (_amount, state) in self.truth.items()}

    @invariant()
    def no_due_is_paid_twice(self) -> None:
        if hasattr(self, "truth"):
            for due in Due.objects.filter(plan=self.plan).with_sums():
                assert 0 <= due.paid + due.waiting <= due.amount

    @invariant()
    def the_books_fit(self) -> None:
        if hasattr(self, "truth"):
            assert [str(finding) for finding in findings()] == []


@pytest.mark.django_db
def test_any_life_of_payments_keeps_the_books() -> None:
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=12,
            stateful_step_count=14,
            deadline=dt.timedelta(seconds=60),
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
