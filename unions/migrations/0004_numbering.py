"""How a cluster numbers its papers: through a term or by year."""

from django.db import migrations, models

import unions.modelfields


class Migration(migrations.Migration):
    dependencies = [
        ("unions", "0003_auditrecord_folded"),
    ]

    operations = [
        migrations.AddField(
            model_name="cluster",
            name="numbering",
            field=models.CharField(
                choices=[("per_term", "From 01 in each term"), ("per_year", "From 01 in each year")],
                default="per_term",
                max_length=10,
                verbose_name="how papers are numbered",
            ),
        ),
        migrations.AddField(
            model_name="cluster",
            name="term",
            field=unions.modelfields.NfcCharField(blank=True, max_length=40, verbose_name="term"),
        ),
    ]
