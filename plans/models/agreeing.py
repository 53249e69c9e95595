"""Agreeing on a plan: consultation rounds, what each union answered, what the lead replied.

A round asks about activities as they stood when it was opened (`RoundItem.text`): later changes to the plan do not
change what was answered. A union that says nothing has no row: silence is shown as silence. Who was asked is kept when
the round is closed (`AskedUnion`): later changes to the member list do not change who answered and who kept silent.
"""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.models.facts import Activity
from plans.models.outline import Plan
from unions.models import MemberUnion, User

if TYPE_CHECKING:
    from django_stubs_ext.db.models import TypedModelMeta
else:
    TypedModelMeta = object

REPLY_TOGETHER = Q(reply="", replied_by__isnull=True, replied_at__isnull=True) | (
    ~Q(reply="") & Q(replied_by__isnull=False, replied_at__isnull=False)
)


class Round(models.Model):
    """One time that the members are asked, until the end of the local day `deadline` or until it is closed by hand."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="rounds", verbose_name=_("plan"))
    number = models.PositiveSmallIntegerField(_("number"))
    deadline = models.DateField(_("answers until"))
    message = models.TextField(_("what to look at"), max_length=1000, blank=True)
    opened_at = models.DateTimeField(_("opened at"), auto_now_add=True)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("opened by"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("closed by")
    )

    class Meta(TypedModelMeta):
        verbose_name = _("consultation round")
        verbose_name_plural = _("consultation rounds")
        ordering = ["plan_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="round_numbers_without_repeats"),
            models.UniqueConstraint(fields=["plan"], condition=Q(closed_at__isnull=True), name="one_open_round_a_plan"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="round_closed_by_someone_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} · {self.number}"


class AskedUnion(models.Model):
    """A union that a round asked, written down when the round is closed; until then the year's members are asked."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="asked_unions", verbose_name=_("round"))
    union = models.ForeignKey(MemberUnion, models.PROTECT, related_name="+", verbose_name=_("union"))

    class Meta(TypedModelMeta):
        verbose_name = _("union that was asked")
        verbose_name_plural = _("unions that were asked")
        ordering = ["round_id", "union__position"]
        constraints = [models.UniqueConstraint(fields=["round", "union"], name="a_union_is_asked_once_a_round")]

    def __str__(self) -> str:
        return f"{self.round}: {self.union}"


class RoundItem(models.Model):
    """An activity as a round asks about it: number in the plan, title and printed text of that moment."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="items", verbose_name=_("round"))
    activity = models.ForeignKey(
        Activity, models.SET_NULL, null=True, blank=True, related_name="round_items", verbose_name=_("activity")
    )
    position = models.PositiveSmallIntegerField(_("order"))
    label = models.CharField(_("number as asked"), max_length=80, blank=True)
    title = models.CharField(_("title"), max_length=500)
    text = models.TextField(_("as asked"))

    class Meta(TypedModelMeta):
        verbose_name = _("question of a round")
        verbose_name_plural = _("questions of a round")
        ordering = ["round_id", "position"]
        constraints = [models.UniqueConstraint(fields=["round", "position"], name="one_question_a_position")]

    def __str__(self) -> str:
        return self.title


class Opinion(models.Model):
    """What a union answered about one activity, and the lead's reply. It may change until the round is closed."""

    class Answer(models.TextChoices):
        AGREE = "agree", _("Agrees")
        CHANGE = "change", _("Asks for a change")
        ABSTAIN = "abstain", _("Does not take part")

    item = models.ForeignKey(RoundItem, models.PROTECT, related_name="opinions", verbose_name=_("question"))
    union = models.ForeignKey(MemberUnion, models.PROTECT, related_name="opinions", verbose_name=_("union"))
    answer = models.CharField(_("answer"), max_length=10, choices=Answer)
    text = models.TextField(_("wording"), max_length=2000, blank=True)
    given_at = models.DateTimeField(_("given at"), auto_now=True)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("given by"))
    reply = models.TextField(_("reply"), max_length=2000, blank=True)
    replied_at = models.DateTimeField(_("replied at"), null=True, blank=True)
    replied_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("replied by")
    )

    class Meta(TypedModelMeta):
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")
        ordering = ["item_id", "union__position"]
        constraints = [
            models.UniqueConstraint(fields=["item", "union"], name="one_opinion_a_union_and_question"),
            models.CheckConstraint(condition=~Q(answer="change") | ~Q(text=""), name="asking_for_a_change_says_which"),
            models.CheckConstraint(condition=REPLY_TOGETHER, name="opinion_replied_by_someone_at_some_time"),
        ]

    def __str__(self) -> str:
        return f"{self.union}: {self.answer}"


class Remark(models.Model):
    """What a union says of the whole plan in one round, and the lead's reply."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="remarks", verbose_name=_("round"))
    union = models.ForeignKey(MemberUnion, models.PROTECT, related_name="remarks", verbose_name=_("union"))
    text = models.TextField(_("wording"), max_length=2000)
    given_at = models.DateTimeField(_("given at"), auto_now=True)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("given by"))
    reply = models.TextField(_("reply"), max_length=2000, blank=True)
    replied_at = models.DateTimeField(_("replied at"), null=True, blank=True)
    replied_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("replied by")
    )

    class Meta(TypedModelMeta):
        verbose_name = _("remark on the whole plan")
        verbose_name_plural = _("remarks on the whole plan")
        ordering = ["round_id", "union__position"]
        constraints = [
            models.UniqueConstraint(fields=["round", "union"], name="one_remark_a_union_and_round"),
            models.CheckConstraint(condition=~Q(text=""), name="remark_says_something"),
            models.CheckConstraint(condition=REPLY_TOGETHER, name="remark_replied_by_someone_at_some_time"),
        ]

    def __str__(self) -> str:
        return f"{self.union}: {self.text[:60]}"
