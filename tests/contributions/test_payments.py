"""A payment's life: every refusal, every record, all or nothing."""

import datetime as dt
import uuid
from functools import partial
from pathlib import Path

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import DatabaseError, IntegrityError, connection, transaction

from contributions import actions, errors, queries
from contributions.models import Allocation, Due, Payment, PaymentState, Reversal
from contributions.slips import read_slip
from plans.models import Plan
from tests.conftest import Persona
from tests.contributions.conftest import PAID_ON, Declare
from tests.contributions.factories import PaymentFactory, decide, levy_of, picture
from tests.factories import UserFactory
from unions import audit
from unions.models import AuditRecord, MemberUnion

pytestmark = pytest.mark.usefixtures("english")


def state_of(payment: Payment) -> str:
    return Payment.objects.with_state().get(pk=payment.pk).state


def left(plan: Plan, union: MemberUnion) -> int:
    return queries.union_account(plan, union).balance.left


@pytest.fixture
def two_dues(plan: Plan, dues: dict[MemberUnion, Due], union_a: MemberUnion, treasurer: Persona) -> tuple[Due, Due]:
    """Union A also owes 1.000.000 đồng for the session."""
    actions.make_dues(levy=decide(levy_of(plan, "themed_session"), "once"), by=treasurer.user)
    return dues[union_a], Due.objects.get(union=union_a, amount=1_000_000)


# Declaring


def test_a_declared_payment_waits_and_settles_nothing(declare: Declare, plan: Plan, union_a: MemberUnion) -> None:
    payment = declare(3_000_000, note=" Chuyển khoản lần 1 ")
    assert state_of(payment) == PaymentState.WAITING
    assert payment.note == "Chuyển khoản lần 1"
    account = queries.union_account(plan, union_a)
    assert (account.balance.paid, account.balance.waiting, account.balance.left) == (0, 3_000_000, 7_000_000)
    assert account.balance.open == 4_000_000


def test_without_a_choice_the_oldest_dues_come_first(declare: Declare, two_dues: tuple[Due, Due]) -> None:
    first, second = two_dues
    payment = declare(7_400_000)
    assert dict(payment.allocations.values_list("due", "amount")) == {first.pk: 7_000_000, second.pk: 400_000}


def test_only_the_dues_chosen_are_paid(declare: Declare, two_dues: tuple[Due, Due]) -> None:
    payment = declare(600_000, dues=[two_dues[1].pk])
    assert dict(payment.allocations.values_list("due", "amount")) == {two_dues[1].pk: 600_000}


def test_more_than_is_left_is_refused_and_says_what_is_left(declare: Declare) -> None:
    with pytest.raises(errors.TooMuch) as refusal:
        declare(7_000_001)
    assert str(refusal.value) == "7.000.000 đồng is left to pay on the dues you chose; you wrote 7.000.001."
    assert not Payment.objects.exists()


def test_what_waits_is_not_declared_again(declare: Declare) -> None:
    declare(5_000_000)
    with pytest.raises(errors.TooMuchBesideWaiting) as refusal:
        declare(2_000_001)
    assert "2.000.000 đồng is left" in str(refusal.value)
    assert "5.000.000 đồng is already waiting" in str(refusal.value)
    declare(2_000_000)
    with pytest.raises(errors.AllWaiting, match=r"7\.000\.000 đồng is waiting"):
        declare(1)


def test_a_union_that_has_paid_everything_declares_nothing(declare: Declare, treasurer: Persona) -> None:
    actions.confirm_payment(payment=declare(), by=treasurer.user)
    with pytest.raises(errors.NothingLeft, match="Nothing is left to pay"):
        declare(1)


def test_a_union_without_dues_declares_nothing(plan: Plan, union_a: MemberUnion, officer_a: Persona) -> None:
    with pytest.raises(errors.NothingLeft):
        actions.declare_payment(
            plan=plan, union=union_a, amount=1, paid_on=PAID_ON, by=officer_a.user, key=uuid.uuid4()
        )


def test_dues_of_another_union_cannot_be_chosen(
    declare: Declare, dues: dict[MemberUnion, Due], union_b: MemberUnion
) -> None:
    for chosen in ([dues[union_b].pk], [10**9]):
        with pytest.raises(errors.UnknownDue):
            declare(1_000_000, dues=chosen)
    assert not Payment.objects.exists()


@pytest.mark.parametrize("amount", [0, -5, 10**12 + 1])
def test_amounts_out_of_range_are_refused(declare: Declare, amount: int) -> None:
    with pytest.raises(errors.AmountOutOfRange):
        declare(amount)


@pytest.mark.parametrize(
    ("now", "paid_on", "refusal"),
    [
        # 17:30 in London is already tomorrow in Ho Chi Minh City.
        ("2024-06-10T17:30:00Z", dt.date(2024, 6, 11), None),
        ("2024-06-10T16:30:00Z", dt.date(2024, 6, 11), errors.PaidInFuture),
        ("2024-06-10T05:00:00Z", dt.date(2023, 1, 1), None),
        ("2024-06-10T05:00:00Z", dt.date(2022, 12, 31), errors.PaidLongAgo),
    ],
)
def test_the_day_of_payment_is_a_local_day_not_in_the_future(
    declare: Declare, now: str, paid_on: dt.date, refusal: type[Exception] | None
) -> None:
    with time_machine.travel(now, tick=False):
        if refusal is None:
            assert declare(paid_on=paid_on).paid_on == paid_on
        else:
            with pytest.raises(refusal, match=f"{paid_on:%d/%m/%Y}"):
                declare(paid_on=paid_on)


def test_the_same_form_sent_twice_is_one_payment(declare: Declare) -> None:
    key = uuid.uuid4()
    first = declare(key=key)
    assert declare(key=key) == first
    assert Payment.objects.count() == 1
    assert AuditRecord.objects.filter(verb="payment_declared").count() == 1


@pytest.mark.parametrize(
    "other",
    [{"amount": 1}, {"paid_on": dt.date(2024, 6, 9)}, {"method": "cash"}, {"note": "khác"}],
    ids=lambda other: next(iter(other)),
)
def test_the_same_form_with_other_content_is_refused(declare: Declare, other: dict[str, object]) -> None:
    key = uuid.uuid4()
    declare(key=key)
    with pytest.raises(errors.KeyReused, match=r"already sent with 7\.000\.000 đồng, paid on 10/06/2024"):
        declare(**{"key": key, **other})
    assert Payment.objects.count() == 1


def test_the_same_form_with_another_slip_or_other_dues_is_refused(declare: Declare, two_dues: tuple[Due, Due]) -> None:
    key, slip = uuid.uuid4(), read_slip(ContentFile(picture()))
    declare(500_000, key=key, slip=slip, dues=[two_dues[0].pk])
    for other in ({"slip": None, "dues": [two_dues[0].pk]}, {"slip": slip, "dues": [two_dues[1].pk]}):
        with pytest.raises(errors.KeyReused):
            declare(500_000, key=key, **other)


def test_a_slip_is_stored_under_a_name_of_ours(declare: Declare, media: Path) -> None:
    slip = read_slip(ContentFile(picture()))
    payment = declare(slip=slip)
    assert [path.read_bytes() for path in media.rglob("*.jpg")] == [slip.content]
    assert payment.slip.name.startswith("slips/")
    assert payment.slip_hash == slip.sha256


def test_all_or_nothing_when_the_trail_cannot_be_written(
    declare: Declare, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_more: object) -> None:
        raise DatabaseError("disk full")

    monkeypatch.setattr(audit, "record", broken)
    with pytest.raises(DatabaseError):
        declare(slip=read_slip(ContentFile(picture())))
    assert not Payment.objects.exists()
    assert not Allocation.objects.exists()
    assert not list(media.rglob("*.jpg"))


def test_the_trail_keeps_what_was_declared(declare: Declare, officer_a: Persona, union_a: MemberUnion) -> None:
    payment = declare(3_000_000)
    record = AuditRecord.objects.get(verb="payment_declared")
    assert (record.by, record.target) == (officer_a.user, f"contributions.payment:{payment.pk}")
    assert record.data["after"]["amount"] == 3_000_000
    assert record.data["after"]["union"] == union_a.pk
    assert record.data["after"]["dues"] == [list(payment.allocations.values_list("due", "amount")[0])]


# Answering


def test_a_confirmed_payment_counts(declare: Declare, treasurer: Persona, plan: Plan, union_a: MemberUnion) -> None:
    payment = actions.confirm_payment(payment=declare(3_000_000), by=treasurer.user)
    assert state_of(payment) == PaymentState.CONFIRMED
    assert payment.confirmed_by == treasurer.user
    assert left(plan, union_a) == 4_000_000
    assert AuditRecord.objects.get(verb="payment_confirmed").by == treasurer.user


def test_a_returned_payment_gives_its_place_up(declare: Declare, treasurer: Persona) -> None:
    payment = actions.return_payment(payment=declare(), by=treasurer.user, reason="  Ảnh \n mờ. ")
    assert state_of(payment) == PaymentState.RETURNED
    assert payment.return_reason == "Ảnh mờ."
    assert AuditRecord.objects.get(verb="payment_returned").data["after"]["reason"] == "Ảnh mờ."
    assert declare(7_000_000).amount == 7_000_000


@pytest.mark.parametrize("reason", ["", "   ", "\n\t"])
def test_nothing_is_returned_or_reversed_without_a_reason(declare: Declare, treasurer: Persona, reason: str) -> None:
    payment = declare()
    with pytest.raises(errors.ReasonMissing):
        actions.return_payment(payment=payment, by=treasurer.user, reason=reason)
    actions.confirm_payment(payment=payment, by=treasurer.user)
    with pytest.raises(errors.ReasonMissing):
        actions.reverse_payment(payment=payment, by=treasurer.user, reason=reason)
    assert state_of(payment) == PaymentState.CONFIRMED


def test_an_answered_payment_is_not_answered_again(declare: Declare, treasurer: Persona) -> None:
    other = UserFactory.create(full_name="Người Thứ Hai")
    confirmed, returned = declare(1_000_000), declare(2_000_000)
    with time_machine.travel("2024-06-11T02:05:00Z"):
        actions.confirm_payment(payment=confirmed, by=treasurer.user)
        actions.return_payment(payment=returned, by=treasurer.user, reason="Ảnh mờ.")
    for payment, verb in ((confirmed, "recorded"), (returned, "returned")):
        sentence = f"Trần Thủ Quỹ already {verb} this payment on 11/06/2024 09:05."
        with pytest.raises(errors.Answered) as refusal:
            actions.confirm_payment(payment=payment, by=other)
        assert str(refusal.value) == sentence
        with pytest.raises(errors.Answered) as refusal:
            actions.return_payment(payment=payment, by=other, reason="Vì sao?")
        assert str(refusal.value) == sentence


def test_maker_is_not_checker(declare: Declare, officer_a: Persona) -> None:
    payment = declare()
    with pytest.raises(errors.OwnPayment):
        actions.confirm_payment(payment=payment, by=officer_a.user)
    assert state_of(payment) == PaymentState.WAITING


def test_a_due_never_gets_more_than_it_asks_for(
    declare: Declare, dues: dict[MemberUnion, Due], union_a: MemberUnion, treasurer: Persona, plan: Plan
) -> None:
    due = dues[union_a]
    PaymentFactory.create(plan=plan, union=union_a, dues={due: 7_000_000}, confirmed=True)
    extra = PaymentFactory.create(plan=plan, union=union_a, amount=1, dues={due: 1})
    with pytest.raises(errors.OverPaid, match=due.code):
        actions.confirm_payment(payment=extra, by=treasurer.user)
    assert state_of(extra) == PaymentState.WAITING


@pytest.mark.parametrize("verb", ["confirm", "return"])
def test_an_answer_leaves_nothing_when_the_trail_cannot_be_written(
    declare: Declare, treasurer: Persona, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    payment = declare()

    def broken(*_args: object, **_more: object) -> None:
        raise DatabaseError("disk full")

    monkeypatch.setattr(audit, "record", broken)
    answer = partial(actions.return_payment, reason="Ảnh mờ.") if verb == "return" else actions.confirm_payment
    with pytest.raises(DatabaseError):
        answer(payment=payment, by=treasurer.user)
    assert state_of(payment) == PaymentState.WAITING


# Reversing


def test_a_reversed_payment_stays_and_counts_no_more(
    declare: Declare, treasurer: Persona, plan: Plan, union_a: MemberUnion
) -> None:
    payment = actions.confirm_payment(payment=declare(), by=treasurer.user)
    entry = actions.reverse_payment(payment=payment, by=treasurer.user, reason="Ghi nhầm đơn vị.")
    assert (entry.amount, entry.reason, entry.by) == (7_000_000, "Ghi nhầm đơn vị.", treasurer.user)
    assert state_of(payment) == PaymentState.REVERSED
    assert left(plan, union_a) == 7_000_000
    assert declare(7_000_000).amount == 7_000_000


def test_a_reversal_happens_once(declare: Declare, treasurer: Persona) -> None:
    payment = actions.confirm_payment(payment=declare(), by=treasurer.user)
    actions.reverse_payment(payment=payment, by=treasurer.user, reason="Ghi nhầm.")
    with pytest.raises(errors.ReversedAlready, match="Trần Thủ Quỹ already reversed"):
        actions.reverse_payment(payment=payment, by=treasurer.user, reason="Lần nữa.")
    assert Reversal.objects.count() == 1


def test_only_recorded_money_is_reversed(declare: Declare, treasurer: Persona) -> None:
    waiting, returned = declare(1), declare(2)
    actions.return_payment(payment=returned, by=treasurer.user, reason="Ảnh mờ.")
    for payment in (waiting, returned):
        with pytest.raises(errors.NotConfirmed):
            actions.reverse_payment(payment=payment, by=treasurer.user, reason="Ghi nhầm.")


def test_no_reversal_stays_when_the_trail_cannot_be_written(
    declare: Declare, treasurer: Persona, monkeypatch: pytest.MonkeyPatch
) -> None:
    payment = actions.confirm_payment(payment=declare(), by=treasurer.user)

    def broken(*_args: object, **_more: object) -> None:
        raise DatabaseError("disk full")

    monkeypatch.setattr(audit, "record", broken)
    with pytest.raises(DatabaseError):
        actions.reverse_payment(payment=payment, by=treasurer.user, reason="Ghi nhầm.")
    assert state_of(payment) == PaymentState.CONFIRMED


# What the database itself refuses


@pytest.mark.parametrize(
    "change",
    [
        "amount = amount + 1",
        "paid_on = '2001-01-01'",
        "slip_hash = 'x'",
        "note = 'x'",
        "confirmed_at = NULL, confirmed_by_id = NULL",
        "returned_at = confirmed_at, returned_by_id = confirmed_by_id, return_reason = 'x'",
    ],
)
def test_a_confirmed_payment_is_not_changed_by_hand(declare: Declare, treasurer: Persona, change: str) -> None:
    payment = actions.confirm_payment(payment=declare(), by=treasurer.user)
    with connection.cursor() as cursor, pytest.raises(IntegrityError), transaction.atomic():
        cursor.execute(f"UPDATE contributions_payment SET {change} WHERE id = %s", [payment.pk])


@pytest.mark.parametrize("table", ["due", "payment", "allocation", "reversal"])
def test_recorded_rows_are_not_deleted_by_hand(declare: Declare, treasurer: Persona, table: str) -> None:
    payment = actions.confirm_payment(payment=declare(), by=treasurer.user)
    actions.reverse_payment(payment=payment, by=treasurer.user, reason="Ghi nhầm.")
    with connection.cursor() as cursor, pytest.raises(IntegrityError), transaction.atomic():
        cursor.execute(f"DELETE FROM contributions_{table}")


@pytest.mark.parametrize("table", ["due", "allocation", "reversal"])
def test_recorded_amounts_are_not_changed_by_hand(declare: Declare, treasurer: Persona, table: str) -> None:
    payment = actions.confirm_payment(payment=declare(), by=treasurer.user)
    actions.reverse_payment(payment=payment, by=treasurer.user, reason="Ghi nhầm.")
    with connection.cursor() as cursor, pytest.raises(IntegrityError), transaction.atomic():
        cursor.execute(f"UPDATE contributions_{table} SET amount = amount + 1")


def test_facts_that_belong_together_stand_together(declare: Declare, treasurer: Persona) -> None:
    payment = declare()
    for change in ("confirmed_at = '2024-01-01'", "returned_at = '2024-01-01'", "return_reason = 'x'"):
        with connection.cursor() as cursor, pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute(f"UPDATE contributions_payment SET {change} WHERE id = %s", [payment.pk])
