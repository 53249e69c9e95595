"""A time may list its days; how often an activity comes back can say so."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0004_asked_labels")]

    operations = [
        migrations.AlterField(
            model_name="schedule",
            name="repeat",
            field=models.CharField(
                choices=[
                    ("never", "once"),
                    ("weekly", "every week"),
                    ("monthly", "every month"),
                    ("quarterly", "every quarter"),
                    ("yearly", "every year"),
                    ("listed", "at each time it names"),
                ],
                default="never",
                max_length=10,
                verbose_name="repeats",
            ),
        ),
    ]
