"""The database itself refuses to change or delete what was recorded."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from tests.factories import ClusterFactory, UserFactory
from unions import audit
from unions.models import AuditRecord, Cluster
from unions.triggers import append_only, trigger_name


@pytest.fixture
def entry(db: None) -> AuditRecord:
    cluster = ClusterFactory.create()
    return audit.record("made", cluster, by=UserFactory.create(), cluster=cluster)


@pytest.mark.parametrize("column", ["number", "at", "by_id", "by_name", "verb", "target", "data", "previous", "hash"])
def test_update_of_any_column_of_the_trail_is_refused(entry: AuditRecord, column: str) -> None:
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        cursor.execute(f"UPDATE unions_auditrecord SET {column} = {column}")
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditRecord.objects.update(verb="forged")
    entry.refresh_from_db()
    assert entry.verb == "made"


def test_delete_of_the_trail_is_refused(entry: AuditRecord) -> None:
    with pytest.raises(IntegrityError, match="never changed or deleted"), transaction.atomic():
        entry.delete()
    with connection.cursor() as cursor, pytest.raises(IntegrityError), transaction.atomic():
        cursor.execute("DELETE FROM unions_auditrecord")
    assert AuditRecord.objects.filter(pk=entry.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_tables_can_be_emptied_between_tests_and_are_guarded_again_afterwards() -> None:
    cluster = ClusterFactory.create()
    audit.record("made", cluster, by=None, cluster=cluster)
    call_command("flush", interactive=False, verbosity=0)
    assert not AuditRecord.objects.exists()
    cluster = ClusterFactory.create()
    entry = audit.record("made", cluster, by=None, cluster=cluster)
    with pytest.raises(IntegrityError):
        entry.delete()


class Guard:
    """`append_only` applied to the table of clusters for one test, and taken away again."""

    table = Cluster._meta.db_table

    def __init__(self, columns: list[str] | None) -> None:
        self.operations = append_only(self.table, columns)

    def __enter__(self) -> None:
        with connection.schema_editor() as editor:
            for operation in self.operations:
                operation.code(None, editor)

    def __exit__(self, *_: object) -> None:
        with connection.schema_editor() as editor:
            for operation in self.operations:
                operation.reverse_code(None, editor)


@pytest.mark.django_db(transaction=True)
def test_only_the_columns_named_may_change() -> None:
    cluster = ClusterFactory.create(place="Huế")
    with Guard(["place"]):
        cluster.place = "Củ Chi"
        cluster.save()  # writes every column, of which one differs
        cluster.name = "Cụm Khác"
        with pytest.raises(IntegrityError), transaction.atomic():
            cluster.save()
        with pytest.raises(IntegrityError), transaction.atomic():
            cluster.delete()
    cluster.refresh_from_db()
    assert (cluster.place, cluster.name != "Cụm Khác") == ("Củ Chi", True)
    Cluster.objects.update(name="Cụm Khác")  # the guard is gone with its reverse


@pytest.mark.django_db(transaction=True)
def test_empty_values_are_compared_too() -> None:
    cluster = ClusterFactory.create()
    entry = audit.record("made", cluster, by=None, cluster=cluster)
    operations = append_only("unions_auditchain", ["length", "head"])
    with connection.schema_editor() as editor:
        operations[0].code(None, editor)
    try:
        with connection.cursor() as cursor, pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute("UPDATE unions_auditchain SET cluster_id = NULL WHERE id = %s", [entry.chain_id])
    finally:
        with connection.schema_editor() as editor:
            operations[0].reverse_code(None, editor)


@pytest.mark.django_db(transaction=True)
def test_a_column_that_does_not_exist_is_a_mistake_in_the_migration() -> None:
    with pytest.raises(ValueError, match="no columns"), Guard(["palce"]):
        pass


@pytest.mark.django_db(transaction=True)
def test_guarding_twice_replaces_the_guard() -> None:
    cluster = ClusterFactory.create()
    with Guard(None), Guard(["place"]):
        cluster.place = "Củ Chi"
        cluster.save()


def test_triggers_stand_after_all_migrations(db: None) -> None:
    catalogue = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(catalogue[connection.vendor])
        names = {row[0] for row in cursor.fetchall()}
    assert {trigger_name("unions_auditrecord", event) for event in ("update", "delete")} <= names
