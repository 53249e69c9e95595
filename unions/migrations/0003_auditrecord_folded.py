"""The log is searched without accents. SQLite rebuilds the table for the new column and loses its triggers: set again."""

from django.db import migrations

import unions.modelfields
from unions.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("unions", "0002_audit_is_append_only")]

    operations = [
        migrations.AddField(
            model_name="auditrecord",
            name="folded",
            field=unions.modelfields.FoldedField(blank=True, editable=False, max_length=300, source="about"),
        ),
        *append_only("unions_auditrecord"),
    ]
