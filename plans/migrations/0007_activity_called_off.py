"""An activity may be called off, and its planned times with it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import unions.modelfields


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("plans", "0006_asked_unions"),
    ]

    operations = [
        migrations.AddField(
            model_name="activity",
            name="called_off_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="called off on"),
        ),
        migrations.AddField(
            model_name="activity",
            name="called_off_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="called off by",
            ),
        ),
        migrations.AddField(
            model_name="activity",
            name="called_off_reason",
            field=unions.modelfields.NfcCharField(blank=True, max_length=300, verbose_name="why it was called off"),
        ),
        migrations.AddField(
            model_name="occurrence",
            name="with_activity",
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(called_off_at__isnull=True, called_off_by__isnull=True, called_off_reason="")
                | (
                    models.Q(called_off_at__isnull=False, called_off_by__isnull=False) & ~models.Q(called_off_reason="")
                ),
                name="called_off_with_day_person_and_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="occurrence",
            constraint=models.CheckConstraint(
                condition=models.Q(with_activity=False) | models.Q(state="cancelled"),
                name="called_off_with_its_activity",
            ),
        ),
    ]
