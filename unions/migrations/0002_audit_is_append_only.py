"""The database itself refuses to change or delete an audit record."""

from django.db import migrations

from unions.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("unions", "0001_initial")]

    operations = [*append_only("unions_auditrecord")]
