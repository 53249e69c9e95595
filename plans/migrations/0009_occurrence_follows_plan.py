from django.db import migrations, models


def tell_those_of_the_plan(apps, schema_editor):
    """A quarter, a month or a year was made from the plan's words; who moves a date names days."""
    apps.get_model("plans", "Occurrence").objects.exclude(precision="day").update(follows_plan=True)


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0008_sending"),
    ]

    operations = [
        migrations.AddField(
            model_name="occurrence",
            name="follows_plan",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(tell_those_of_the_plan, migrations.RunPython.noop),
    ]
