"""A question keeps the number that its activity had when it was asked; those asked before get today's, as they showed."""

from collections.abc import Iterable

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from documents.blocks import Marker
from plans.numbering import Place, number_labels


def labels_of(clauses: Iterable[tuple[int, int, str, str]]) -> dict[int, str]:
    """The printed number of each line of a plan, from ids, levels, marks and typed numbers in reading order."""
    lines = {pk: Place(level, Marker(marker), label) for pk, level, marker, label in clauses}
    return dict(zip(lines, number_labels(lines.values()), strict=True))


def number_questions(apps: Apps, _editor: BaseDatabaseSchemaEditor | None) -> None:
    """Plan by plan, so that no plan is read twice."""
    items, clauses = apps.get_model("plans", "RoundItem"), apps.get_model("plans", "Clause")
    asked = items._default_manager.exclude(activity=None)
    for plan in set(asked.values_list("round__plan", flat=True)):
        rows = clauses._default_manager.filter(plan=plan).order_by("position")
        labels = labels_of(rows.values_list("pk", "level", "marker", "label"))
        for item in asked.filter(round__plan=plan).select_related("activity"):
            item.label = labels.get(item.activity.clause_id, "")[:80]
            item.save(update_fields=["label"])


class Migration(migrations.Migration):
    dependencies = [("plans", "0003_living_plan")]

    operations = [
        migrations.AddField(
            model_name="rounditem",
            name="label",
            field=models.CharField(blank=True, max_length=80, verbose_name="number as asked"),
        ),
        migrations.RunPython(number_questions, migrations.RunPython.noop),
    ]
