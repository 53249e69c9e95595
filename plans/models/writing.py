"""What helps a plan's author: steps that can be undone, cards that arrived, proposals from the year before."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.models.outline import Clause, Plan
from unions.models import User

if TYPE_CHECKING:
    from django_stubs_ext.db.models import TypedModelMeta
else:
    TypedModelMeta = object


class UndoStep(models.Model):
    """One change to a plan's rows with their images before and after, so that it can be taken back, and done again.

    `images` maps a table to its rows by id: [before, after], null where the row was not there (`plans.undoing`).
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="undo_steps", verbose_name=_("plan"))
    verb = models.CharField(_("what"), max_length=60)
    about = models.CharField(_("about"), max_length=300, blank=True)
    images = models.JSONField(_("rows before and after"))
    at = models.DateTimeField(_("when"), auto_now_add=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("who"))
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("undone by")
    )

    class Meta(TypedModelMeta):
        verbose_name = _("step that can be undone")
        verbose_name_plural = _("steps that can be undone")
        ordering = ["plan_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="step_undone_by_someone_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.about[:60]}"


class Sending(models.Model):
    """A card of something new that arrived, so that the same one, sent again because its answer was lost, adds nothing.

    `key` is the card's own, made up by the page; `digest` is of what it said. Of a line that was moved, the key names
    the line, and the digest the press that moved it last.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="sendings", verbose_name=_("plan"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("who"))
    key = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    clause = models.ForeignKey(Clause, models.SET_NULL, null=True, related_name="+", verbose_name=_("line it became"))

    class Meta(TypedModelMeta):
        verbose_name = _("card that arrived")
        verbose_name_plural = _("cards that arrived")
        constraints = [models.UniqueConstraint(fields=["plan", "by", "key"], name="a_card_arrives_once")]

    def __str__(self) -> str:
        return self.key


class Proposal(models.Model):
    """Something left over from an earlier plan that the new one may take up: an unfinished duty, an open problem.

    `source` names the row it came from ("plans.duty:12"), so that carrying over again proposes nothing twice.
    """

    class Kind(models.TextChoices):
        DUTY = "duty", _("Unfinished duty")
        PROBLEM = "problem", _("Open problem")

    class State(models.TextChoices):
        OPEN = "open", _("Not decided yet")
        TAKEN = "taken", _("Taken into the plan")
        DECLINED = "declined", _("Left out")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="proposals", verbose_name=_("plan"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    text = models.TextField(_("text"))
    origin = models.CharField(_("where it comes from"), max_length=500, blank=True)
    source = models.CharField(max_length=80)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    clause = models.ForeignKey(
        Clause, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("line it became")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )

    class Meta(TypedModelMeta):
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["plan_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "source"], name="one_proposal_a_plan_and_source"),
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(state="open") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="proposal_decided_by_someone_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
