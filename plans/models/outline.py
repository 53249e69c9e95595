"""The paper: a cluster's plan for a year, its lines in order, who receives it."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documents.blocks import Marker
from unions.modelfields import NfcCharField
from unions.models import Cluster, MemberUnion, User

if TYPE_CHECKING:
    from django_stubs_ext.db.models import TypedModelMeta
else:
    TypedModelMeta = object

MARKERS = [(marker.value, marker.value) for marker in Marker]


class PlanQuerySet(models.QuerySet["Plan"]):
    """Filters on plans."""

    def for_year(self, cluster: Cluster, year: int) -> "PlanQuerySet":
        """The plan of a cluster for a year: one row or none."""
        return self.filter(cluster=cluster, year=year)


class Plan(models.Model):
    """A cluster's work plan for one year, with what stands around its text: letterhead, title, signer.

    Letterhead and signer are kept as printed. An empty `dateline` is made from `place` and `signed_on`.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        CONSULTING = "consulting", _("Being agreed on")
        ISSUED = "issued", _("Issued")
        CLOSED = "closed", _("Closed")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    DRAFTED = (State.DRAFT, State.CONSULTING)
    ENDED = (State.CLOSED, State.WITHDRAWN)

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="plans", verbose_name=_("cluster"))
    year = models.PositiveSmallIntegerField(_("year"))
    lead = models.ForeignKey(
        MemberUnion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lead union")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)

    kind = models.CharField(_("kind of paper"), max_length=80, default="KẾ HOẠCH", blank=True)
    subject = models.TextField(_("subject"), blank=True)  # one printed line a line
    theme = models.CharField(_("theme of the year"), max_length=300, blank=True)

    parent_heading = models.CharField(_("parent body on the letterhead"), max_length=300, blank=True)
    issuer = models.CharField(_("issuing body on the letterhead"), max_length=300, blank=True)
    number = models.CharField(_("number and symbol"), max_length=80, blank=True)
    heading = models.CharField(_("heading"), max_length=120, default="ĐOÀN TNCS HỒ CHÍ MINH", blank=True)
    place = models.CharField(_("place"), max_length=100, blank=True)
    signed_on = models.DateField(_("date of signing"), null=True, blank=True)
    dateline = models.CharField(_("place and date as printed"), max_length=200, blank=True)

    signer_capacity = models.CharField(_("signs for"), max_length=200, blank=True)
    signer_office = models.CharField(_("office"), max_length=200, blank=True)
    signer_name = models.CharField(_("signer"), max_length=120, blank=True)
    signer_note = models.CharField(_("note under the name"), max_length=300, blank=True)

    # Why it was withdrawn, in the secretary's words.
    state_reason = NfcCharField(_("reason"), max_length=300, blank=True)
    copied_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="copies", verbose_name=_("carried over from")
    )

    version = models.PositiveIntegerField(default=1)
    source_hash = models.CharField(max_length=64, blank=True)  # SHA-256 of the file it was read from
    created_at = models.DateTimeField(auto_now_add=True)
    # The last change to anything in the plan: what the editor shows as "saved at".
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = PlanQuerySet.as_manager()

    class Meta(TypedModelMeta):
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["cluster_id", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["cluster", "year"], name="one_plan_a_cluster_and_year"),
            models.CheckConstraint(condition=Q(year__gte=1931, year__lte=2200), name="plan_year_is_a_year"),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(state_reason=""), name="withdrawn_plan_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cluster} {self.year}"

    @property
    def is_drafted(self) -> bool:
        """Not issued yet: everything about it may change."""
        return self.state in self.DRAFTED

    @property
    def has_ended(self) -> bool:
        """Closed or withdrawn: nothing in it changes any more."""
        return self.state in self.ENDED

    @property
    def is_withdrawn(self) -> bool:
        """It does not hold any more, so it asks nothing of anybody."""
        return self.state == self.State.WITHDRAWN

    @property
    def is_in_force(self) -> bool:
        """Issued and not withdrawn: only then is anybody late with what it says."""
        return not self.is_drafted and not self.is_withdrawn


class Clause(models.Model):
    """One line of the paper. Reading order is `position`; the outline follows from `level`.

    `label` is empty when numbering is automatic, else the label as somebody typed it ("3.2." where 3.1 is missing).
    `text` is the printed text, or a template with slots when facts are tied to the clause (`plans.sentences`).
    `override` is the secretary's own wording instead of the generated sentence. `version` counts the saved changes:
    an editor must name the version it saw.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="clauses")
    position = models.PositiveIntegerField()
    level = models.PositiveSmallIntegerField(default=0)
    marker = models.CharField(max_length=10, choices=MARKERS, default=Marker.NONE.value)
    label = models.CharField(max_length=40, blank=True)
    text = models.TextField(blank=True)
    override = models.TextField(blank=True)
    heading = models.BooleanField(default=False)

    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta(TypedModelMeta):
        verbose_name = _("line")
        verbose_name_plural = _("lines")
        ordering = ["plan_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="one_clause_a_position"),
            models.CheckConstraint(condition=Q(level__lte=8), name="clause_level_at_most_8"),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.text[:60]}"


class Recipient(models.Model):
    """One entry of "Nơi nhận", as typed; the dash before it and the ";" or "." after it are printed by position."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="recipients")
    position = models.PositiveIntegerField()
    text = models.CharField(_("recipient"), max_length=300)

    class Meta(TypedModelMeta):
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")
        ordering = ["plan_id", "position"]
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="one_recipient_a_position")]

    def __str__(self) -> str:
        return self.text
