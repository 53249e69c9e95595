"""The plan as a living object: agreeing, issuing, amending, undoing, carrying over. Issued papers are append-only."""

import django.db.models.deletion
import unions.modelfields
from django.conf import settings
from django.db import migrations, models

from unions.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0002_initial"),
        ("unions", "0004_numbering"),
        ("unions", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("deadline", models.DateField(verbose_name="answers until")),
                ("message", models.TextField(blank=True, max_length=1000, verbose_name="what to look at")),
                ("opened_at", models.DateTimeField(auto_now_add=True, verbose_name="opened at")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="closed by",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="opened by",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="plans.plan",
                        verbose_name="plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "consultation round",
                "verbose_name_plural": "consultation rounds",
                "ordering": ["plan_id", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="round_numbers_without_repeats"),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at__isnull", True)), fields=("plan",), name="one_open_round_a_plan"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="round_closed_by_someone_at_some_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoundItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="order")),
                ("title", models.CharField(max_length=500, verbose_name="title")),
                ("text", models.TextField(verbose_name="as asked")),
                (
                    "activity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="round_items",
                        to="plans.activity",
                        verbose_name="activity",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="plans.round",
                        verbose_name="round",
                    ),
                ),
            ],
            options={
                "verbose_name": "question of a round",
                "verbose_name_plural": "questions of a round",
                "ordering": ["round_id", "position"],
                "constraints": [models.UniqueConstraint(fields=("round", "position"), name="one_question_a_position")],
            },
        ),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("agree", "Agrees"),
                            ("change", "Asks for a change"),
                            ("abstain", "Does not take part"),
                        ],
                        max_length=10,
                        verbose_name="answer",
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=2000, verbose_name="wording")),
                ("given_at", models.DateTimeField(auto_now=True, verbose_name="given at")),
                ("reply", models.TextField(blank=True, max_length=2000, verbose_name="reply")),
                ("replied_at", models.DateTimeField(blank=True, null=True, verbose_name="replied at")),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="given by",
                    ),
                ),
                (
                    "replied_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="replied by",
                    ),
                ),
                (
                    "union",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to="unions.memberunion",
                        verbose_name="union",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to="plans.rounditem",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "verbose_name": "opinion",
                "verbose_name_plural": "opinions",
                "ordering": ["item_id", "union__position"],
                "constraints": [
                    models.UniqueConstraint(fields=("item", "union"), name="one_opinion_a_union_and_question"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "change"), _negated=True),
                            models.Q(("text", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="asking_for_a_change_says_which",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("replied_at__isnull", True), ("replied_by__isnull", True), ("reply", "")),
                            models.Q(
                                models.Q(("reply", ""), _negated=True),
                                ("replied_at__isnull", False),
                                ("replied_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="opinion_replied_by_someone_at_some_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=2000, verbose_name="wording")),
                ("given_at", models.DateTimeField(auto_now=True, verbose_name="given at")),
                ("reply", models.TextField(blank=True, max_length=2000, verbose_name="reply")),
                ("replied_at", models.DateTimeField(blank=True, null=True, verbose_name="replied at")),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="given by",
                    ),
                ),
                (
                    "replied_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="replied by",
                    ),
                ),
                (
                    "union",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remarks",
                        to="unions.memberunion",
                        verbose_name="union",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remarks",
                        to="plans.round",
                        verbose_name="round",
                    ),
                ),
            ],
            options={
                "verbose_name": "remark on the whole plan",
                "verbose_name_plural": "remarks on the whole plan",
                "ordering": ["round_id", "union__position"],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "union"), name="one_remark_a_union_and_round"),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="remark_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("replied_at__isnull", True), ("replied_by__isnull", True), ("reply", "")),
                            models.Q(
                                models.Q(("reply", ""), _negated=True),
                                ("replied_at__isnull", False),
                                ("replied_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="remark_replied_by_someone_at_some_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegisterEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(default="KH", max_length=10, verbose_name="kind of paper")),
                ("series", models.CharField(blank=True, max_length=40, verbose_name="series")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("symbol", models.CharField(max_length=80, verbose_name="number and symbol")),
                ("about", models.CharField(blank=True, max_length=500, verbose_name="about")),
                ("signed_on", models.DateField(verbose_name="date of signing")),
                ("taken_at", models.DateTimeField(auto_now_add=True, verbose_name="taken at")),
                (
                    "cluster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="register",
                        to="unions.cluster",
                        verbose_name="cluster",
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="taken by",
                    ),
                ),
            ],
            options={
                "verbose_name": "number in the register",
                "verbose_name_plural": "numbers in the register",
                "ordering": ["cluster_id", "kind", "series", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("cluster", "kind", "series", "number"), name="register_numbers_without_repeats"
                    ),
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="register_number_at_least_1"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "kind",
                    models.CharField(
                        choices=[("plan", "Plan"), ("amendment", "Amendment")], max_length=10, verbose_name="kind"
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                ("text", models.TextField(verbose_name="text")),
                ("data", models.JSONField(verbose_name="data")),
                ("changes", models.JSONField(default=list, verbose_name="changes")),
                ("pdf", models.BinaryField(verbose_name="PDF")),
                ("docx", models.BinaryField(verbose_name="Word")),
                ("text_hash", models.CharField(max_length=64, verbose_name="sum of the text")),
                ("data_hash", models.CharField(max_length=64, verbose_name="sum of the data")),
                ("pdf_hash", models.CharField(max_length=64, verbose_name="sum of the PDF")),
                ("docx_hash", models.CharField(max_length=64, verbose_name="sum of the Word file")),
                ("issued_at", models.DateTimeField(auto_now_add=True, verbose_name="issued at")),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="version",
                        to="plans.registerentry",
                        verbose_name="number in the register",
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="issued by",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="plans.plan",
                        verbose_name="plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "issued version",
                "verbose_name_plural": "issued versions",
                "ordering": ["plan_id", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="version_numbers_without_repeats"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "plan"), ("number", 1)),
                            models.Q(("kind", "amendment"), ("number__gte", 2)),
                            _connector="OR",
                        ),
                        name="first_version_is_the_plan",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UndoStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("verb", models.CharField(max_length=60, verbose_name="what")),
                ("about", models.CharField(blank=True, max_length=300, verbose_name="about")),
                ("images", models.JSONField(verbose_name="rows before and after")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="undone at")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undo_steps",
                        to="plans.plan",
                        verbose_name="plan",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="undone by",
                    ),
                ),
            ],
            options={
                "verbose_name": "step that can be undone",
                "verbose_name_plural": "steps that can be undone",
                "ordering": ["plan_id", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone_at__isnull", True), ("undone_by__isnull", True)),
                            models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="step_undone_by_someone_at_some_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("duty", "Unfinished duty"), ("problem", "Open problem")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("text", models.TextField(verbose_name="text")),
                ("origin", models.CharField(blank=True, max_length=500, verbose_name="where it comes from")),
                ("source", models.CharField(max_length=80)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Not decided yet"),
                            ("taken", "Taken into the plan"),
                            ("declined", "Left out"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                (
                    "clause",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="plans.clause",
                        verbose_name="line it became",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="plans.plan",
                        verbose_name="plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposal",
                "verbose_name_plural": "proposals",
                "ordering": ["plan_id", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "source"), name="one_proposal_a_plan_and_source"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decided_by__isnull", True), ("state", "open")),
                            models.Q(
                                models.Q(("state", "open"), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="proposal_decided_by_someone_at_some_time",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="plan",
            name="copied_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="copies",
                to="plans.plan",
                verbose_name="carried over from",
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="state_reason",
            field=unions.modelfields.NfcCharField(blank=True, max_length=300, verbose_name="reason"),
        ),
        migrations.AlterField(
            model_name="plan",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("consulting", "Being agreed on"),
                    ("issued", "Issued"),
                    ("closed", "Closed"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="draft",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "withdrawn"), _negated=True),
                    models.Q(("state_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="withdrawn_plan_has_a_reason",
            ),
        ),
        *append_only("plans_registerentry"),
        *append_only("plans_version"),
    ]
