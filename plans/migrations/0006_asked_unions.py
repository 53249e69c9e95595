"""A closed round keeps who was asked; those closed before get the members of the plan's year and whoever spoke."""

import datetime as dt

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Q


def keep_who_was_asked(apps: Apps, _editor: BaseDatabaseSchemaEditor | None) -> None:
    """What the matrix of each closed round shows today, and who spoke in it and left since."""
    rounds, asked = apps.get_model("plans", "Round"), apps.get_model("plans", "AskedUnion")
    for held in rounds._default_manager.exclude(closed_at=None).select_related("plan"):
        unions = _members(apps, held.plan.cluster_id, held.plan.year) | _spoke(apps, held.pk)
        asked._default_manager.bulk_create(asked(round=held, union_id=union) for union in sorted(unions))


def _members(apps: Apps, cluster: int, year: int) -> set[int]:
    """The unions that belong to the cluster at some time in the year, as `MemberUnionQuerySet.active` says."""
    rows = apps.get_model("unions", "MemberUnion")._default_manager.filter(
        Q(active_from__isnull=True) | Q(active_from__lte=dt.date(year, 12, 31)),
        Q(active_to__isnull=True) | Q(active_to__gte=dt.date(year, 1, 1)),
        cluster=cluster,
    )
    return set(rows.values_list("pk", flat=True))


def _spoke(apps: Apps, held: int) -> set[int]:
    opinions = apps.get_model("plans", "Opinion")._default_manager.filter(item__round=held)
    remarks = apps.get_model("plans", "Remark")._default_manager.filter(round=held)
    return {union for rows in (opinions, remarks) for union in rows.order_by().values_list("union", flat=True)}


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0005_listed_times"),
        ("unions", "0004_numbering"),
    ]

    operations = [
        migrations.CreateModel(
            name="AskedUnion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asked_unions",
                        to="plans.round",
                        verbose_name="round",
                    ),
                ),
                (
                    "union",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="unions.memberunion",
                        verbose_name="union",
                    ),
                ),
            ],
            options={
                "verbose_name": "union that was asked",
                "verbose_name_plural": "unions that were asked",
                "ordering": ["round_id", "union__position"],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "union"), name="a_union_is_asked_once_a_round")
                ],
            },
        ),
        migrations.RunPython(keep_who_was_asked, migrations.RunPython.noop),
    ]
