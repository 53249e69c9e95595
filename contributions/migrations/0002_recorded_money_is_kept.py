"""The database itself refuses to change or delete recorded money; a payment is answered once."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from unions.triggers import append_only

ANSWER = ("confirmed_at", "confirmed_by_id", "returned_at", "returned_by_id", "return_reason")
ANSWERED = "OLD.confirmed_at IS NOT NULL OR OLD.returned_at IS NOT NULL"
MESSAGE = "contributions_payment: a payment is answered once"

SQLITE = [
    f"CREATE TRIGGER payment_answered_once BEFORE UPDATE ON contributions_payment WHEN {ANSWERED} "
    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
]
POSTGRESQL = [
    "CREATE FUNCTION payment_answered_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    f"CREATE TRIGGER payment_answered_once BEFORE UPDATE ON contributions_payment FOR EACH ROW WHEN ({ANSWERED}) "
    "EXECUTE FUNCTION payment_answered_once()",
]


def guard(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement, params=None)


def release(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TRIGGER IF EXISTS payment_answered_once", params=None)
    else:
        editor.execute("DROP TRIGGER IF EXISTS payment_answered_once ON contributions_payment", params=None)
        editor.execute("DROP FUNCTION IF EXISTS payment_answered_once()", params=None)


class Migration(migrations.Migration):
    dependencies = [("contributions", "0001_initial")]

    operations = [
        *append_only("contributions_due"),
        *append_only("contributions_allocation"),
        *append_only("contributions_reversal"),
        *append_only("contributions_payment", columns=ANSWER),
        migrations.RunPython(guard, release),
    ]
