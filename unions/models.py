"""Who there is: clusters, their member unions under all the names people use, people and the roles they hold.

A union, not a person, owes and pays; a person acts for it through a `Membership` that has a beginning and may have an
end. Names are NFC; `folded` columns hold the same name without accents for searching. The audit trail is append-only:
each record carries the hash of the one before, so a change made behind the program's back shows.
"""

import datetime as dt
from typing import TYPE_CHECKING

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from unions.modelfields import FoldedField, NfcCharField

if TYPE_CHECKING:
    from django_stubs_ext.db.models import TypedModelMeta
else:
    TypedModelMeta = object


class User(AbstractUser):
    """A person who signs in. Roles come from memberships; `is_superuser` marks the system owner."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = NfcCharField(_("full name"), max_length=120)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    # Somebody else knows the password: the person is asked for one of their own after signing in.
    password_given = models.BooleanField(_("password was given"), default=False)

    REQUIRED_FIELDS = ["full_name"]

    class Meta(TypedModelMeta):
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["full_name", "id"]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self).split(" ")[-1]


class Cluster(models.Model):
    """A handful of unions under one parent body, led by one of them for a year."""

    class IssuedBy(models.TextChoices):
        LEAD = "lead", _("The lead union")
        CLUSTER = "cluster", _("The cluster as a body of its parent")

    class Numbering(models.TextChoices):
        PER_TERM = "per_term", _("From 01 in each term")
        PER_YEAR = "per_year", _("From 01 in each year")

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = NfcCharField(_("name"), max_length=200)
    parent_name = NfcCharField(_("parent body"), max_length=200, default="Thành Đoàn")
    parent_heading = NfcCharField(_("parent body on papers"), max_length=200, blank=True)
    place = NfcCharField(_("place on papers"), max_length=100, default="TP. Hồ Chí Minh")
    issued_by = models.CharField(_("who issues"), max_length=10, choices=IssuedBy, default=IssuedBy.LEAD)
    # HD 29-HD/TWĐTN-VP III.3 numbers papers through a term; offices that follow the State's form number them by year.
    numbering = models.CharField(
        _("how papers are numbered"), max_length=10, choices=Numbering, default=Numbering.PER_TERM
    )
    term = NfcCharField(_("term"), max_length=40, blank=True)

    class Meta(TypedModelMeta):
        verbose_name = _("cluster")
        verbose_name_plural = _("clusters")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def plan_states(self) -> dict[int, str]:
        """The states of its plans by their years, the newest first. One query for each time the cluster is loaded."""
        return dict(self.plans.order_by("-year").values_list("year", "state"))


class MemberUnionQuerySet(models.QuerySet["MemberUnion"]):
    """Filters on member unions."""

    def active(self, year: int) -> "MemberUnionQuerySet":
        """Unions that belong to their cluster at some time in `year`."""
        return self.filter(
            Q(active_from__isnull=True) | Q(active_from__lte=dt.date(year, 12, 31)),
            Q(active_to__isnull=True) | Q(active_to__gte=dt.date(year, 1, 1)),
        )


class MemberUnion(models.Model):
    """A base union. `name` is printed in full, `short_name` in tables; `aliases` are what else people write."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="unions", verbose_name=_("cluster"))
    code = models.SlugField(_("code"), max_length=20)
    name = NfcCharField(_("official name"), max_length=200)
    short_name = NfcCharField(_("short name"), max_length=60, blank=True)
    folded = FoldedField(source="name", max_length=200, db_index=True)
    position = models.PositiveIntegerField(_("order on paper"), default=0)

    heading = NfcCharField(_("name on letterheads"), max_length=200, blank=True)
    symbol = models.CharField(_("symbol in document numbers"), max_length=20, blank=True)

    active_from = models.DateField(_("member from"), null=True, blank=True)
    active_to = models.DateField(_("member until"), null=True, blank=True)

    objects = MemberUnionQuerySet.as_manager()

    class Meta(TypedModelMeta):
        verbose_name = _("member union")
        verbose_name_plural = _("member unions")
        ordering = ["cluster_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["cluster", "code"], name="union_code_once_in_a_cluster"),
            models.UniqueConstraint(fields=["cluster", "name"], name="union_name_once_in_a_cluster"),
            models.CheckConstraint(
                condition=Q(active_to__isnull=True) | Q(active_from__isnull=True) | Q(active_to__gte=F("active_from")),
                name="union_leaves_after_it_joins",
                violation_error_message=_("A union cannot leave before it joined."),
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name


class UnionAlias(models.Model):
    """Another spelling of a union's name, found in a paper or typed by a person."""

    union = models.ForeignKey(MemberUnion, models.CASCADE, related_name="aliases", verbose_name=_("union"))
    name = NfcCharField(_("also written"), max_length=200)
    folded = FoldedField(source="name", max_length=200, db_index=True)

    class Meta(TypedModelMeta):
        verbose_name = _("other spelling")
        verbose_name_plural = _("other spellings")
        ordering = ["union_id", "id"]
        constraints = [models.UniqueConstraint(fields=["union", "name"], name="alias_once_a_union")]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What a person is in a cluster. The system owner is not here: it is `User.is_superuser`."""

    SECRETARY = "secretary", _("Cluster secretary")
    TREASURER = "treasurer", _("Treasurer")
    CLERK = "clerk", _("Office clerk")
    OFFICER = "officer", _("Union officer")


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Filters on memberships."""

    def current(self, today: dt.date) -> "MembershipQuerySet":
        """Roles held on a local date, as `Membership.is_held_on` says of one."""
        return self.filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=today),
            Q(ends_on__isnull=True) | Q(ends_on__gte=today),
        )


class Membership(models.Model):
    """One person's role in one cluster, for a term. An officer acts for exactly one union; the others for none."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name=_("person"))
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="memberships", verbose_name=_("cluster"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    union = models.ForeignKey(
        MemberUnion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("union"),
    )
    office = NfcCharField(_("office held"), max_length=120, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta(TypedModelMeta):
        verbose_name = _("role held")
        verbose_name_plural = _("roles held")
        ordering = ["cluster_id", "role", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role="officer", union__isnull=False) | (~Q(role="officer") & Q(union__isnull=True)),
                name="officers_and_only_officers_have_a_union",
                violation_error_message=_("A union officer needs a union; the other roles have none."),
            ),
            models.UniqueConstraint("user", "cluster", "role", Coalesce("union", 0), name="role_once_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.union or self.cluster}"

    def is_held_on(self, today: dt.date) -> bool:
        """Whether the person holds the role on a local date."""
        return (self.starts_on or today) <= today <= (self.ends_on or today)


class AuditChain(models.Model):
    """The head of one hash chain: a cluster's, or the installation's own. Locked while a record is added."""

    cluster = models.OneToOneField(Cluster, models.PROTECT, null=True, related_name="audit_chain")
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default="")

    class Meta(TypedModelMeta):
        constraints = [models.UniqueConstraint(Coalesce("cluster", 0), name="one_audit_chain_a_cluster")]

    def __str__(self) -> str:
        return f"{self.cluster or gettext('the whole installation')}: {self.length}"


class AuditRecord(models.Model):
    """Who did what to which row, when, with the values before and after. Written once, never changed."""

    chain = models.ForeignKey(AuditChain, models.PROTECT, related_name="records", verbose_name=_("chain"))
    number = models.PositiveBigIntegerField(_("number"))
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("who"))
    by_name = models.CharField(_("name at that time"), max_length=120)
    verb = models.CharField(_("what"), max_length=60, db_index=True)
    target = models.CharField(_("row"), max_length=80, db_index=True)
    about = models.CharField(_("about"), max_length=300, blank=True)
    folded = FoldedField(source="about", max_length=300, blank=True)  # not hashed: it follows from `about`
    data = models.JSONField(_("before and after"), default=dict)
    previous = models.CharField(_("sum of the record before"), max_length=64, blank=True)
    hash = models.CharField(_("sum"), max_length=64)

    class Meta(TypedModelMeta):
        verbose_name = _("audit record")
        verbose_name_plural = _("audit records")
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="audit_numbers_without_repeats")]

    def __str__(self) -> str:
        return f"{self.number} {self.verb} {self.target}"
