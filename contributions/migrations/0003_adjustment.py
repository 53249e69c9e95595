"""What an amendment changes in dues that were made: entries of their own, never edited."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from unions.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0002_recorded_money_is_kept"),
        ("plans", "0003_living_plan"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Adjustment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount", models.BigIntegerField(verbose_name="change in đồng")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="made at")),
                (
                    "due",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adjustments",
                        to="contributions.due",
                        verbose_name="due",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adjustments",
                        to="plans.version",
                        verbose_name="amendment",
                    ),
                ),
            ],
            options={
                "verbose_name": "adjustment of a due",
                "verbose_name_plural": "adjustments of dues",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("due", "version"), name="one_adjustment_a_due_and_amendment"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__gte", -1000000000000),
                            ("amount__lte", 1000000000000),
                            models.Q(("amount", 0), _negated=True),
                        ),
                        name="adjustment_is_whole_dong_in_range",
                        violation_error_message="An amount is at least 1 đồng and at most 1.000.000.000.000 đồng.",
                    ),
                ],
            },
        ),
        *append_only("contributions_adjustment"),
    ]
