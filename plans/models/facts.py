"""The facts that a plan's lines print: activities, when and where, contents, duties, levies, quotas, occurrences.

Amounts are whole đồng, at least 1 and at most 10^12. A levy whose `basis` is not decided makes no dues. Dates
are local.
"""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from plans.models.outline import Clause, Plan
from unions.modelfields import FoldedField, NfcCharField
from unions.models import MemberUnion, User

if TYPE_CHECKING:
    from django_stubs_ext.db.models import TypedModelMeta
else:
    TypedModelMeta = object

MAX_AMOUNT = 10**12
ENDS_AFTER_START = Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on"))


class Activity(models.Model):
    """Something the cluster does in the year. Its heading line prints `title`.

    One that was called off keeps its lines and all that hangs on it, but none of its lines is printed. Its parts are
    called off with it, at the same moment.
    """

    class Kind(models.TextChoices):
        CAMPAIGN = "campaign", _("Campaign")
        THEMED_SESSION = "themed_session", _("Themed session")
        RECURRING_VISIT = "recurring_visit", _("Recurring visit")
        OTHER = "other", _("Other activity")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="activities")
    clause = models.OneToOneField(Clause, models.PROTECT, related_name="activity")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    title = models.CharField(_("title"), max_length=500)
    folded = FoldedField(source="title", max_length=500)
    called_off_at = models.DateTimeField(_("called off on"), null=True, blank=True)
    called_off_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("called off by")
    )
    called_off_reason = NfcCharField(_("why it was called off"), max_length=300, blank=True)

    class Meta(TypedModelMeta):
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["plan_id", "clause__position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(called_off_at__isnull=True, called_off_by__isnull=True, called_off_reason="")
                | (Q(called_off_at__isnull=False, called_off_by__isnull=False) & ~Q(called_off_reason="")),
                name="called_off_with_day_person_and_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Precision(models.TextChoices):
    """How exactly a time is known."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    QUARTER = "quarter", _("quarter")
    YEAR = "year", _("year")
    NONE = "none", _("not a date")


class Schedule(models.Model):
    """When an activity is. `text` is what is printed; the dates are what was understood of it, or nothing."""

    class Repeat(models.TextChoices):
        NEVER = "never", _("once")
        WEEKLY = "weekly", _("every week")
        MONTHLY = "monthly", _("every month")
        QUARTERLY = "quarterly", _("every quarter")
        YEARLY = "yearly", _("every year")
        LISTED = "listed", _("at each time it names")

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="schedules")
    clause = models.OneToOneField(Clause, models.PROTECT, related_name="schedule")
    text = models.CharField(_("time"), max_length=500)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    precision = models.CharField(_("precision"), max_length=10, choices=Precision, default=Precision.NONE)
    repeat = models.CharField(_("repeats"), max_length=10, choices=Repeat, default=Repeat.NEVER)
    tentative = models.BooleanField(_("tentative"), default=False)
    assigned_by_superior = models.BooleanField(_("set by a superior"), default=False)

    class Meta(TypedModelMeta):
        verbose_name = _("time")
        verbose_name_plural = _("times")
        ordering = ["activity_id", "clause__position"]
        constraints = [
            models.CheckConstraint(condition=ENDS_AFTER_START, name="schedule_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(precision="none", starts_on__isnull=True)
                | (~Q(precision="none") & Q(starts_on__isnull=False)),
                name="schedule_dates_and_precision_go_together",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Place(models.Model):
    """Where an activity is, as printed."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="places")
    clause = models.OneToOneField(Clause, models.PROTECT, related_name="place")
    text = models.CharField(_("place"), max_length=500)

    class Meta(TypedModelMeta):
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["activity_id", "clause__position"]

    def __str__(self) -> str:
        return self.text


class ContentItem(models.Model):
    """One of the things done in an activity; its words are its clause's."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="contents")
    clause = models.OneToOneField(Clause, models.PROTECT, related_name="content")

    class Meta(TypedModelMeta):
        verbose_name = _("content")
        verbose_name_plural = _("contents")
        ordering = ["activity_id", "clause__position"]

    def __str__(self) -> str:
        return self.clause.text


class Duty(models.Model):
    """Who does what. Named unions hold it (`holders`), or the lead, or all members; a duty may have no activity."""

    class Scope(models.TextChoices):
        NAMED = "named", _("The unions named")
        ALL = "all", _("All member unions")
        LEAD = "lead", _("The lead union")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="duties")
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="duties")
    clause = models.OneToOneField(Clause, models.PROTECT, related_name="duty")
    scope = models.CharField(_("who"), max_length=10, choices=Scope, default=Scope.NAMED)
    # How the holders are printed when they are not named: "Các cơ sở Đoàn trong cụm".
    collective = models.CharField(_("printed as"), max_length=200, blank=True)
    last_joiner = models.CharField(max_length=10, default=", ")  # between the last two names: ", " or " và "
    content = models.ForeignKey(
        ContentItem, models.PROTECT, null=True, blank=True, related_name="duties", verbose_name=_("content")
    )

    class Meta(TypedModelMeta):
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        ordering = ["plan_id", "clause__position"]

    def __str__(self) -> str:
        return self.clause.text


class DutyHolder(models.Model):
    """A union's part in a duty. `label` is its name as this line prints it; empty means the official name."""

    class Part(models.TextChoices):
        LEAD = "lead", _("in charge")
        SUPPORT = "support", _("supporting")

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="holders")
    union = models.ForeignKey(MemberUnion, models.PROTECT, related_name="duty_parts")
    part = models.CharField(_("part"), max_length=10, choices=Part, default=Part.LEAD)
    label = models.CharField(_("printed as"), max_length=200, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta(TypedModelMeta):
        verbose_name = _("holder of a duty")
        verbose_name_plural = _("holders of duties")
        ordering = ["duty_id", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["duty", "union"], name="union_once_a_duty")]

    def __str__(self) -> str:
        return self.label or self.union.name


class Levy(models.Model):
    """What each union pays for an activity. A share is the amount for one payment: `basis` says how often it is due."""

    class Basis(models.TextChoices):
        UNDECIDED = "undecided", _("Not decided")
        ONCE = "once", _("Once")
        PER_OCCURRENCE = "per_occurrence", _("Each time")
        PER_QUARTER = "per_quarter", _("Each quarter")

    class Shape(models.TextChoices):
        FLAT = "flat", _("The same for every union")
        TIERED = "tiered", _("By union")

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="levies")
    clause = models.OneToOneField(Clause, models.PROTECT, null=True, blank=True, related_name="levy")
    shape = models.CharField(_("amounts"), max_length=10, choices=Shape, default=Shape.FLAT)
    basis = models.CharField(_("how often"), max_length=20, choices=Basis, default=Basis.UNDECIDED)
    lead_pays = models.BooleanField(_("the lead union pays too"), default=True)
    due_on = models.DateField(_("to be paid by"), null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(TypedModelMeta):
        verbose_name = _("levy")
        verbose_name_plural = _("levies")
        ordering = ["activity_id", "id"]

    def __str__(self) -> str:
        return f"{self.get_shape_display()} · {self.get_basis_display()}"


class LevyShareQuerySet(models.QuerySet["LevyShare"]):
    """Filters on shares of levies."""

    def asked(self) -> "LevyShareQuerySet":
        """Those that are to be paid: without the lead's where it does not pay, which it may have from before it led."""
        return self.exclude(levy__lead_pays=False, union=F("levy__activity__plan__lead"))


class LevyShare(models.Model):
    """One union's amount. `label` is its name as the line prints it; empty means the official name."""

    levy = models.ForeignKey(Levy, models.CASCADE, related_name="shares")
    union = models.ForeignKey(MemberUnion, models.PROTECT, related_name="levy_shares")
    amount = models.BigIntegerField(_("amount"))
    label = models.CharField(_("printed as"), max_length=200, blank=True)
    position = models.PositiveIntegerField(default=0)

    objects = LevyShareQuerySet.as_manager()

    class Meta(TypedModelMeta):
        verbose_name = _("share of a levy")
        verbose_name_plural = _("shares of levies")
        ordering = ["levy_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["levy", "union"], name="one_share_a_union_and_levy"),
            models.CheckConstraint(
                condition=Q(amount__gte=1, amount__lte=MAX_AMOUNT),
                name="share_is_whole_dong_in_range",
                violation_error_message=_("An amount is at least 1 đồng and at most 1.000.000.000.000 đồng."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.union} {self.amount}"


class Quota(models.Model):
    """How many people each union invites or sends to an activity."""

    activity = models.OneToOneField(Activity, models.PROTECT, related_name="quota")
    clause = models.OneToOneField(Clause, models.PROTECT, null=True, blank=True, related_name="quota")
    people = models.PositiveIntegerField(_("people from each union"))
    noun = models.CharField(_("called"), max_length=80, default="đoàn viên")

    class Meta(TypedModelMeta):
        verbose_name = _("quota")
        verbose_name_plural = _("quotas")
        constraints = [models.CheckConstraint(condition=Q(people__gte=1), name="quota_of_at_least_one")]

    def __str__(self) -> str:
        return f"{self.people} {self.noun}"


class Occurrence(models.Model):
    """One time of an activity: a visit, a session, a peak day. A real row: own date, own place, can be cancelled."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        DONE = "done", _("Done")
        CANCELLED = "cancelled", _("Cancelled")

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="occurrences")
    number = models.PositiveSmallIntegerField(_("number"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    precision = models.CharField(_("precision"), max_length=10, choices=Precision, default=Precision.QUARTER)
    place = models.CharField(_("place"), max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    # Made from the words of the plan, and neither moved nor called off by itself since.
    follows_plan = models.BooleanField(default=False)
    # Called off because its activity was: it is planned again when that is taken up again.
    with_activity = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta(TypedModelMeta):
        verbose_name = _("occurrence")
        verbose_name_plural = _("occurrences")
        ordering = ["activity_id", "starts_on", "number"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "number"], name="occurrence_numbers_without_repeats"),
            models.CheckConstraint(condition=ENDS_AFTER_START, name="occurrence_ends_after_it_starts"),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(reason=""), name="cancelled_occurrence_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(with_activity=False) | Q(state="cancelled"), name="called_off_with_its_activity"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity} {self.number}"

    @property
    def is_planned(self) -> bool:
        """Whether it still lies ahead of whoever runs it: neither done nor called off."""
        return self.state == self.State.PLANNED
