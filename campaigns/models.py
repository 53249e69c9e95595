"""The field: who comes, what is needed, what was reached.

An activity may have a `PublicPage` with an unguessable address. A `Volunteer` joins once and signs up many times; each
sign-up keeps the wording of the consent it was given under. Of a volunteer who is forgotten only the row stays, so that
head counts hold. Attendance is a number per union, entered at any time. Results are indicator, unit, number and
qualifier ("hơn", "gần"), as people report them. A duty's progress, a problem that came up and a calendar's address are
here too: they follow the plan once it is carried out.
"""

import secrets
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from plans.models import Activity, Duty, Occurrence, Plan
from unions.modelfields import FoldedField, NfcCharField
from unions.models import Cluster, MemberUnion, User

if TYPE_CHECKING:
    from django_stubs_ext.db.models import TypedModelMeta
else:
    TypedModelMeta = object


def new_token() -> str:
    """144 random bits, safe in an address."""
    return secrets.token_urlsafe(18)


class PublicPage(models.Model):
    """The page behind an activity's QR code. Anyone with the address may read it; closed or called off, it says why.

    `closed_at` is when sign-up was closed by hand; `closes_on` is the last day on which it is open by itself.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open for sign-up")
        CLOSED = "closed", _("Sign-up closed")
        CANCELLED = "cancelled", _("Called off")

    activity = models.OneToOneField(Activity, models.PROTECT, related_name="public_page")
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)
    reason = NfcCharField(_("reason"), max_length=300, blank=True)
    closes_on = models.DateField(_("sign-up until"), null=True, blank=True)
    places = models.PositiveIntegerField(_("places"), null=True, blank=True)
    note = models.TextField(_("what to know"), max_length=1000, blank=True)

    class Meta(TypedModelMeta):
        verbose_name = _("public page")
        verbose_name_plural = _("public pages")
        constraints = [
            models.CheckConstraint(condition=Q(places__isnull=True) | Q(places__gte=1), name="public_page_has_a_place"),
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True) | (~Q(state="open") & Q(closed_at__isnull=False)),
                name="public_page_closed_at_some_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(reason=""), name="public_page_called_off_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return str(self.activity)


class Volunteer(models.Model):
    """A person without an account who joined the cluster's network; only what is needed to reach them is kept."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="volunteers")
    full_name = NfcCharField(_("full name"), max_length=120)
    folded = FoldedField(source="full_name", max_length=120)
    phone = models.CharField(_("telephone"), max_length=20)  # +84…
    birth_year = models.PositiveSmallIntegerField(_("year of birth"))
    union = models.ForeignKey(MemberUnion, models.PROTECT, null=True, blank=True, related_name="volunteers")
    guardian_name = NfcCharField(_("guardian"), max_length=120, blank=True)
    guardian_phone = models.CharField(_("guardian's telephone"), max_length=20, blank=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    forgotten_at = models.DateTimeField(null=True, blank=True, editable=False)  # personal data overwritten

    class Meta(TypedModelMeta):
        verbose_name = _("volunteer")
        verbose_name_plural = _("volunteers")
        ordering = ["cluster_id", "full_name"]
        constraints = [
            models.UniqueConstraint(fields=["cluster", "phone", "folded"], name="volunteer_once_a_cluster"),
        ]

    def __str__(self) -> str:
        return self.full_name


class SignUp(models.Model):
    """A volunteer's place in an activity, given with consent to a wording that is kept.

    `key` is the form's own: the same form sent again is answered as the first time, even when places have run out.
    """

    public_page = models.ForeignKey(PublicPage, models.PROTECT, related_name="sign_ups")
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="sign_ups")
    code = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    key = models.UUIDField(null=True, editable=False)
    consent_version = models.CharField(max_length=20)
    consent_text = models.TextField()
    consented_at = models.DateTimeField()
    news_agreed = models.BooleanField(_("wants news of other activities"), default=False)
    photos_agreed = models.BooleanField(_("agrees to photos"), default=False)
    guardian_agreed = models.BooleanField(_("the guardian agrees"), default=False)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta(TypedModelMeta):
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        ordering = ["public_page_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["public_page", "volunteer"], name="one_sign_up_a_volunteer_and_page"),
            models.CheckConstraint(condition=~Q(consent_version="") & ~Q(consent_text=""), name="sign_up_with_consent"),
        ]

    def __str__(self) -> str:
        return f"{self.volunteer} · {self.public_page}"


class Resource(models.Model):
    """A thing an activity needs, that somebody offers or gave: quantity and unit, value where it is known (đồng)."""

    class Kind(models.TextChoices):
        NEED = "need", _("needed")
        OFFER = "offer", _("offered")
        GIVEN = "given", _("given")

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="resources")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.NEED)
    thing = NfcCharField(_("thing"), max_length=200)
    quantity = models.PositiveIntegerField(_("quantity"))
    unit = NfcCharField(_("unit"), max_length=40, blank=True)
    value = models.BigIntegerField(_("value in đồng"), null=True, blank=True)
    union = models.ForeignKey(MemberUnion, models.PROTECT, null=True, blank=True, related_name="resources")
    giver = NfcCharField(_("given by"), max_length=200, blank=True)

    class Meta(TypedModelMeta):
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        ordering = ["activity_id", "kind", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gte=1), name="resource_of_at_least_one"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0), name="resource_value_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} {self.unit} {self.thing}"


class Attendance(models.Model):
    """How many people of one union came, to an activity or to one occurrence of it. Entered at any time."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="attendance")
    occurrence = models.ForeignKey(Occurrence, models.PROTECT, null=True, blank=True, related_name="attendance")
    union = models.ForeignKey(MemberUnion, models.PROTECT, related_name="attendance")
    people = models.PositiveIntegerField(_("people"))
    entered_at = models.DateTimeField(auto_now=True)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta(TypedModelMeta):
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering = ["activity_id", "occurrence_id", "union__position"]
        constraints = [
            models.UniqueConstraint(
                "activity", Coalesce("occurrence", 0), "union", name="one_head_count_a_union_and_time"
            ),
            models.CheckConstraint(condition=Q(people__lte=100_000), name="head_count_at_most_100000"),
        ]

    def __str__(self) -> str:
        return f"{self.union}: {self.people}"


class Result(models.Model):
    """What an activity reached: "hơn 276.200 người". Up to three decimals."""

    class Qualifier(models.TextChoices):
        EXACT = "exact", _("exactly")
        OVER = "over", _("over")
        NEARLY = "nearly", _("nearly")

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="results")
    union = models.ForeignKey(MemberUnion, models.PROTECT, null=True, blank=True, related_name="results")
    indicator = NfcCharField(_("indicator"), max_length=200)
    unit = NfcCharField(_("unit"), max_length=60)
    number = models.DecimalField(_("number"), max_digits=15, decimal_places=3)
    qualifier = models.CharField(_("qualifier"), max_length=10, choices=Qualifier, default=Qualifier.EXACT)
    entered_at = models.DateTimeField(auto_now=True)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta(TypedModelMeta):
        verbose_name = _("result")
        verbose_name_plural = _("results")
        ordering = ["activity_id", "id"]
        constraints = [models.CheckConstraint(condition=Q(number__gte=0), name="result_not_negative")]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.number} {self.unit}"


class DutyReport(models.Model):
    """How far a union is with a duty it holds. Each report is a row of its own; the newest one is where it stands."""

    class State(models.TextChoices):
        NOT_STARTED = "not_started", _("Not started")
        UNDER_WAY = "under_way", _("Under way")
        DONE = "done", _("Done")
        CANNOT = "cannot", _("Cannot be done")

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="reports", verbose_name=_("duty"))
    union = models.ForeignKey(MemberUnion, models.PROTECT, related_name="duty_reports", verbose_name=_("union"))
    state = models.CharField(_("how far"), max_length=12, choices=State)
    note = NfcCharField(_("note"), max_length=500, blank=True)
    photo = models.FileField(_("photo"), upload_to="progress/", blank=True)
    reported_at = models.DateTimeField(_("reported at"), auto_now_add=True)
    reported_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("reported by"))

    class Meta(TypedModelMeta):
        verbose_name = _("report on a duty")
        verbose_name_plural = _("reports on duties")
        ordering = ["duty_id", "union__position", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(state="cannot") | ~Q(note=""), name="cannot_be_done_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.union}: {self.state}"


class Problem(models.Model):
    """Something that came up (vấn đề phát sinh): raised by a union, answered by the lead, settled in the end."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="problems", verbose_name=_("plan"))
    union = models.ForeignKey(MemberUnion, models.PROTECT, related_name="problems", verbose_name=_("union"))
    activity = models.ForeignKey(
        Activity, models.SET_NULL, null=True, blank=True, related_name="problems", verbose_name=_("activity")
    )
    text = models.TextField(_("what came up"), max_length=1000)
    raised_at = models.DateTimeField(_("raised at"), auto_now_add=True)
    raised_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("raised by"))
    answer = models.TextField(_("answer"), max_length=1000, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    settled_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("settled by")
    )

    class Meta(TypedModelMeta):
        verbose_name = _("problem that came up")
        verbose_name_plural = _("problems that came up")
        ordering = ["-raised_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="problem_says_something"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True, answered_by__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="problem_answered_by_someone_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="problem_settled_by_someone_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class CalendarFeed(models.Model):
    """A secret address under which a calendar program reads a union's dates, or the whole cluster's. Revocable."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="feeds", verbose_name=_("cluster"))
    union = models.ForeignKey(
        MemberUnion, models.PROTECT, null=True, blank=True, related_name="feeds", verbose_name=_("union")
    )
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("made by"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("revoked by")
    )

    class Meta(TypedModelMeta):
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        ordering = ["cluster_id", "union__position", "id"]
        constraints = [
            models.UniqueConstraint(
                "cluster", Coalesce("union", 0), condition=Q(revoked_at__isnull=True), name="one_living_feed_a_union"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="feed_revoked_by_someone_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.union or self.cluster)
