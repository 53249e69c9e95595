"""Issued papers: the register of numbers, and the frozen versions of a plan. Both are written once and never changed.

A plan's first version is the plan as issued; each later one is an amending paper together with the plan as it stands
from then on. Between two versions the plan's rows gather the changes that the next amending paper will state.
"""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.models.outline import Plan
from unions.models import Cluster, User

if TYPE_CHECKING:
    from django_stubs_ext.db.models import TypedModelMeta
else:
    TypedModelMeta = object


class RegisterEntry(models.Model):
    """One number taken from a cluster's register. `series` is what numbers run in: a year ("2024") or a term.

    `symbol` is the number with its symbol as printed: "01-KH/ĐKDCĐ".
    """

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="register", verbose_name=_("cluster"))
    kind = models.CharField(_("kind of paper"), max_length=10, default="KH")
    series = models.CharField(_("series"), max_length=40, blank=True)
    number = models.PositiveIntegerField(_("number"))
    symbol = models.CharField(_("number and symbol"), max_length=80)
    about = models.CharField(_("about"), max_length=500, blank=True)
    signed_on = models.DateField(_("date of signing"))
    taken_at = models.DateTimeField(_("taken at"), auto_now_add=True)
    taken_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("taken by"))

    class Meta(TypedModelMeta):
        verbose_name = _("number in the register")
        verbose_name_plural = _("numbers in the register")
        ordering = ["cluster_id", "kind", "series", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["cluster", "kind", "series", "number"], name="register_numbers_without_repeats"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="register_number_at_least_1"),
        ]

    def __str__(self) -> str:
        return self.symbol


class Version(models.Model):
    """A plan as it was issued, or as an amending paper left it: text, data, the printed files, their SHA-256.

    `text` and `data` are the whole plan from this version on; `pdf` and `docx` the paper that was signed (for an
    amendment: the amending paper). `changes` is what an amending paper states (`plans.amendments`).
    """

    class Kind(models.TextChoices):
        PLAN = "plan", _("Plan")
        AMENDMENT = "amendment", _("Amendment")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions", verbose_name=_("plan"))
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    entry = models.OneToOneField(
        RegisterEntry, models.PROTECT, related_name="version", verbose_name=_("number in the register")
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    text = models.TextField(_("text"))
    data = models.JSONField(_("data"))
    changes = models.JSONField(_("changes"), default=list)
    pdf = models.BinaryField(_("PDF"))
    docx = models.BinaryField(_("Word"))
    text_hash = models.CharField(_("sum of the text"), max_length=64)
    data_hash = models.CharField(_("sum of the data"), max_length=64)
    pdf_hash = models.CharField(_("sum of the PDF"), max_length=64)
    docx_hash = models.CharField(_("sum of the Word file"), max_length=64)
    issued_at = models.DateTimeField(_("issued at"), auto_now_add=True)
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("issued by"))

    class Meta(TypedModelMeta):
        verbose_name = _("issued version")
        verbose_name_plural = _("issued versions")
        ordering = ["plan_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="version_numbers_without_repeats"),
            models.CheckConstraint(
                condition=Q(kind="plan", number=1) | Q(kind="amendment", number__gte=2),
                name="first_version_is_the_plan",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} · {self.number}"
