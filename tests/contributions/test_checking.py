"""`verify_ledger` finds what somebody changed in the database by hand."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection

from contributions import actions
from contributions.checking import findings
from contributions.models import Due, Payment
from contributions.slips import read_slip
from plans.models import Plan
from tests.conftest import Persona
from tests.contributions.conftest import Declare
from tests.contributions.factories import PaymentFactory, picture
from unions.models import AuditRecord, MemberUnion


@pytest.fixture
def books(declare: Declare, treasurer: Persona) -> list[Payment]:
    """A waiting, a confirmed, a returned and a reversed payment."""
    slip = read_slip(ContentFile(picture()))
    waiting, confirmed, returned, reversed_one = (declare(n * 100_000, slip=slip) for n in (1, 2, 3, 4))
    actions.confirm_payment(payment=confirmed, by=treasurer.user)
    actions.return_payment(payment=returned, by=treasurer.user, reason="Ảnh mờ.")
    actions.confirm_payment(payment=reversed_one, by=treasurer.user)
    actions.reverse_payment(payment=reversed_one, by=treasurer.user, reason="Ghi nhầm.")
    return [waiting, confirmed, returned, reversed_one]


def by_hand(statement: str) -> None:
    """Change a row behind the triggers, as somebody with the database file could."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            kept = cursor.fetchall()
            for name, _sql in kept:
                cursor.execute(f'DROP TRIGGER "{name}"')
            cursor.execute(statement)
            for _name, sql in kept:
                cursor.execute(sql)
        else:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(statement)
            cursor.execute("SET session_replication_role = DEFAULT")


def found() -> list[str]:
    return [str(finding) for finding in findings()]


def test_books_that_fit(books: list[Payment]) -> None:
    assert found() == []
    out = StringIO()
    call_command("verify_ledger", stdout=out)
    assert out.getvalue() == "2 dues and 4 payments: everything fits\n"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE contributions_due SET amount = amount + 1",
        "UPDATE contributions_due SET code = 'KHAC' WHERE id = (SELECT min(id) FROM contributions_due)",
        "UPDATE contributions_due SET due_on = '2024-01-01'",
        "UPDATE contributions_due SET quarter = 1",
        "UPDATE contributions_payment SET amount = amount + 1",
        "UPDATE contributions_payment SET paid_on = '2024-01-01'",
        "UPDATE contributions_payment SET method = 'cash'",
        "UPDATE contributions_payment SET slip_hash = 'x'",
        "UPDATE contributions_payment SET return_reason = 'x' WHERE returned_at IS NOT NULL",
        "UPDATE contributions_payment SET confirmed_by_id = declared_by_id WHERE confirmed_at IS NOT NULL",
        "UPDATE contributions_allocation SET amount = amount - 1",
        "UPDATE contributions_reversal SET amount = amount - 1",
        "UPDATE contributions_reversal SET reason = 'x'",
        "DELETE FROM contributions_allocation",
    ],
)
def test_a_change_by_hand_is_found(books: list[Payment], change: str) -> None:
    by_hand(change)
    assert found()
    err = StringIO()
    with pytest.raises(CommandError, match="findings"):
        call_command("verify_ledger", stderr=err)
    assert "contributions." in err.getvalue()


def test_the_row_is_named(books: list[Payment]) -> None:
    by_hand(f"UPDATE contributions_payment SET amount = 999 WHERE id = {books[1].pk}")
    assert f"contributions.payment:{books[1].pk}: is 999, its parts sum to 200000" in found()
    assert not [line for line in found() if f"payment:{books[0].pk}:" in line]


def test_money_without_a_record_is_found(plan: Plan, dues: dict[MemberUnion, Due], union_a: MemberUnion) -> None:
    payment = PaymentFactory.create(plan=plan, union=union_a, amount=5, dues={dues[union_a]: 5}, confirmed=True)
    name = f"contributions.payment:{payment.pk}: is not as the trail recorded it"
    assert found() == [f"{name} (payment_declared)", f"{name} (payment_confirmed)"]


def test_a_due_paid_twice_is_found(plan: Plan, dues: dict[MemberUnion, Due], union_a: MemberUnion) -> None:
    due = dues[union_a]
    for amount in (7_000_000, 1):
        PaymentFactory.create(plan=plan, union=union_a, amount=amount, dues={due: amount}, confirmed=True)
    assert f"contributions.due:{due.pk}: asks for 7000000, gets 7000001 and 0 waiting" in found()


def test_a_payment_for_another_unions_due_is_found(
    plan: Plan, dues: dict[MemberUnion, Due], union_a: MemberUnion, union_b: MemberUnion
) -> None:
    payment = PaymentFactory.create(plan=plan, union=union_a, amount=5, dues={dues[union_b]: 5})
    allocation = payment.allocations.get()
    assert f"contributions.allocation:{allocation.pk}: belongs to another union or plan than its payment" in found()


def test_a_slip_that_is_gone_or_another_is_found(books: list[Payment], media: Path) -> None:
    (media / books[0].slip.name).unlink()
    (media / books[1].slip.name).write_bytes(picture())
    assert found() == [
        f"contributions.payment:{books[0].pk}: its slip is missing",
        f"contributions.payment:{books[1].pk}: its slip is another picture than the one declared",
    ]


def test_a_broken_trail_is_found(books: list[Payment]) -> None:
    record = AuditRecord.objects.get(verb="dues_made")
    by_hand(f"UPDATE unions_auditrecord SET by_name = 'Ai đó' WHERE id = {record.pk}")
    err = StringIO()
    with pytest.raises(CommandError):
        call_command("verify_ledger", stderr=err)
    assert f"broken at record {record.number}" in err.getvalue()
