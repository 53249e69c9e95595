"""Tables that the database itself keeps append-only, on SQLite and PostgreSQL.

A migration lists `*append_only("app_table")` among its operations. From then on a DELETE, or an UPDATE of anything but
the columns named, is refused by a trigger with an IntegrityError, even when typed into the database by hand. SQLite
drops a table's triggers when a later migration rebuilds the table: that migration lists `append_only` again (a test
looks for the triggers after all migrations).
"""

from collections.abc import Callable, Sequence

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

MESSAGE = "recorded rows are never changed or deleted"


def trigger_name(table: str, event: str) -> str:
    """The name under which a table's trigger stands in the database; `event` is "update" or "delete"."""
    return f"append_only_{table}_{event}"


def _sqlite_drop(table: str) -> list[str]:
    return [f'DROP TRIGGER IF EXISTS "{trigger_name(table, event)}"' for event in ("update", "delete")]


def _sqlite_create(table: str, free: Sequence[str], columns: Sequence[str]) -> list[str]:
    kept = " AND ".join(f'OLD."{name}" IS NEW."{name}"' for name in columns if name not in free)
    refusal = f"BEGIN SELECT RAISE(ABORT, '{table}: {MESSAGE}'); END"
    when = f"WHEN NOT ({kept}) " if free else ""
    return [
        f'CREATE TRIGGER "{trigger_name(table, "update")}" BEFORE UPDATE ON "{table}" {when}{refusal}',
        f'CREATE TRIGGER "{trigger_name(table, "delete")}" BEFORE DELETE ON "{table}" {refusal}',
    ]


def _postgresql_drop(table: str) -> list[str]:
    return [
        *(f'DROP TRIGGER IF EXISTS "{trigger_name(table, event)}" ON "{table}"' for event in ("update", "delete")),
        f'DROP FUNCTION IF EXISTS "append_only_{table}"()',
    ]


def _postgresql_create(table: str, free: Sequence[str], columns: Sequence[str]) -> list[str]:
    # The columns' names go in quoted as text; they come from the migration, never from a person.
    listed = ", ".join(f"'{name}'" for name in free if name in columns)
    refusal = f"RAISE EXCEPTION '{table}: {MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'"
    when = (
        f"WHEN ((to_jsonb(NEW) - ARRAY[{listed}]) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY[{listed}])) " if free else ""
    )
    call = f'EXECUTE FUNCTION "append_only_{table}"()'
    return [
        f'CREATE FUNCTION "append_only_{table}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {refusal}; END $$',
        f'CREATE TRIGGER "{trigger_name(table, "update")}" BEFORE UPDATE ON "{table}" FOR EACH ROW {when}{call}',
        f'CREATE TRIGGER "{trigger_name(table, "delete")}" BEFORE DELETE ON "{table}" FOR EACH ROW {call}',
    ]


DROP: dict[str, Callable[[str], list[str]]] = {"sqlite": _sqlite_drop, "postgresql": _postgresql_drop}
CREATE: dict[str, Callable[[str, Sequence[str], Sequence[str]], list[str]]] = {
    "sqlite": _sqlite_create,
    "postgresql": _postgresql_create,
}


def _columns(editor: BaseDatabaseSchemaEditor, table: str) -> list[str]:
    with editor.connection.cursor() as cursor:
        return [column.name for column in editor.connection.introspection.get_table_description(cursor, table)]


def append_only(table: str, columns: Sequence[str] | None = None) -> list[migrations.RunPython]:
    """The migration operations that guard `table`. Only `columns` may change after a row is written; None: nothing.

    Columns are database names ("confirmed_by_id"). Running it twice replaces the guard.
    """

    def guard(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        vendor, present = editor.connection.vendor, _columns(editor, table)
        unknown = set(columns or ()) - set(present)
        if unknown:
            raise ValueError(f"{table} has no columns {sorted(unknown)}")
        for statement in (*DROP[vendor](table), *CREATE[vendor](table, columns or (), present)):
            editor.execute(statement, params=None)

    def release(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in DROP[editor.connection.vendor](table):
            editor.execute(statement, params=None)

    return [migrations.RunPython(guard, release)]
