"""What a volunteer does without an account: signs up, corrects, withdraws; and how they are forgotten in the end.

The trail says that it happened and to which row, never to whom: names and telephones stay out of it.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from campaigns import errors
from campaigns.actions.pages import lock_page
from campaigns.consent import KEPT_DAYS, Consent, may_need_guardian
from campaigns.door import door
from campaigns.models import PublicPage, SignUp, Volunteer
from campaigns.queries.public import last_day_of, situation_of
from unions import audit
from unions.models import Cluster, MemberUnion, User
from unions.names import fold

FORGOTTEN = "(đã ẩn danh)"


@dataclass(frozen=True, slots=True)
class Person:
    """Who signs up: `phone` as +84…; the guardian only matters under 16."""

    full_name: str
    phone: str
    birth_year: int
    union: MemberUnion | None = None
    guardian_name: str = ""
    guardian_phone: str = ""
    guardian_agreed: bool = False

    @property
    def has_guardian(self) -> bool:
        return bool(self.guardian_name and self.guardian_phone and self.guardian_agreed)


@transaction.atomic
def sign_up(*, page: PublicPage, person: Person, consent: Consent | None, key: UUID, by: User | None) -> SignUp:
    """A place for a person, or the place they have: the same name and number twice is one sign-up.

    Raises ConsentMissing, GuardianMissing, ForeignUnion, DoorShut. Exact under any number of clicks at once: all wait
    for the page's row. A form sent again (`key`) is answered as the first time, even when places ran out since.
    """
    if consent is None or not consent.text:
        raise errors.ConsentMissing
    if may_need_guardian(person.birth_year, timezone.localdate()) and not person.has_guardian:
        raise errors.GuardianMissing
    row = lock_page(page)
    cluster = row.activity.plan.cluster
    if person.union is not None and person.union.cluster_id != cluster.pk:
        raise errors.ForeignUnion(union=person.union)
    known = _sign_up_of(row, person)
    if known is not None and known.key == key and known.cancelled_at is None:
        return known
    shut = door(row, situation_of(row), timezone.localdate())
    if not shut.is_open:  # said alike to those who have a place and those who have none
        raise errors.DoorShut(shut)
    return _place(known, row, person, consent, key, by)


def _sign_up_of(page: PublicPage, person: Person) -> SignUp | None:
    same = {"volunteer__phone": person.phone, "volunteer__folded": fold(person.full_name)[:120]}
    return SignUp.objects.filter(public_page=page, **same).select_related("volunteer").first()


def _place(
    known: SignUp | None, page: PublicPage, person: Person, consent: Consent, key: UUID, by: User | None
) -> SignUp:
    """Write the sign-up: a new one, or the one there is with what the person agrees to now."""
    given = {
        "key": key,
        "consent_version": consent.version,
        "consent_text": consent.text,
        "consented_at": timezone.now(),
        "news_agreed": consent.news,
        "photos_agreed": consent.photos,
        "guardian_agreed": person.guardian_agreed,
        "cancelled_at": None,
    }
    verb, before = ("sign_up.again", _facts(known)) if known else ("sign_up.make", {})
    volunteer = _volunteer(page.activity.plan.cluster, person)
    row, _made = SignUp.objects.update_or_create(public_page=page, volunteer=volunteer, defaults=given)
    _record(verb, row, page, by, before, _facts(row))
    return row


def _volunteer(cluster: Cluster, person: Person) -> Volunteer:
    """The person in the cluster's network, who joins once. What they told us the first time is kept."""
    told: dict[str, Any] = {
        "full_name": person.full_name,
        "birth_year": person.birth_year,
        "union": person.union,
        "guardian_name": person.guardian_name,
        "guardian_phone": person.guardian_phone,
    }
    key = {"cluster": cluster, "phone": person.phone, "folded": fold(person.full_name)[:120]}
    volunteer, _made = Volunteer.objects.get_or_create(**key, defaults=told)
    if person.has_guardian and not volunteer.guardian_phone:
        volunteer.guardian_name, volunteer.guardian_phone = person.guardian_name, person.guardian_phone
        volunteer.save()
    return volunteer


@transaction.atomic
def withdraw(*, sign_up: SignUp, by: User | None) -> SignUp:
    """Give the place back. Twice changes nothing more."""
    row = _lock(sign_up)
    if row.cancelled_at is None:
        before = _facts(row)
        row.cancelled_at = timezone.now()
        row.save(update_fields=["cancelled_at"])
        _record("sign_up.withdraw", row, row.public_page, by, before, _facts(row))
    return row


@transaction.atomic
def correct(*, sign_up: SignUp, phone: str, full_name: str, birth_year: int | None, by: User | None) -> SignUp:
    """Correct a name or a year of birth; `phone` proves who asks. Raises WrongPhone, NameTaken, GuardianMissing."""
    row = _lock(sign_up)
    volunteer = row.volunteer
    if phone != volunteer.phone:
        raise errors.WrongPhone
    year = birth_year or volunteer.birth_year
    if may_need_guardian(year, timezone.localdate()) and not volunteer.guardian_phone:
        raise errors.GuardianMissing
    volunteer.full_name, volunteer.birth_year = full_name or volunteer.full_name, year
    try:
        with transaction.atomic():
            volunteer.save()
    except IntegrityError:
        raise errors.NameTaken from None
    _record("sign_up.correct", row, row.public_page, by, {}, {})
    return row


@transaction.atomic
def forget_volunteers(*, cluster: Cluster, today: dt.date, by: User | None) -> int:
    """Overwrite the personal data of those whose last activity ended more than 90 days ago. How many were forgotten.

    The rows stay, so that head counts hold. An activity whose last day nobody knows ends with its plan's year.
    """
    people = Volunteer.objects.select_for_update(of=("self",)).filter(cluster=cluster, forgotten_at__isnull=True)
    activity = "sign_ups__public_page__activity"
    related = (f"{activity}__plan", f"{activity}__occurrences", f"{activity}__schedules")
    old = [person for person in people.prefetch_related(*related) if (today - _last_day(person)).days > KEPT_DAYS]
    for person in old:
        _forget(person, by)
    return len(old)


def _last_day(volunteer: Volunteer) -> dt.date:
    """When the last activity of a volunteer ends; the day of joining for one without any."""
    days = [timezone.localdate(volunteer.joined_at)]
    for sign_up in volunteer.sign_ups.all():
        activity = sign_up.public_page.activity
        days.append(last_day_of(activity) or dt.date(activity.plan.year, 12, 31))
    return max(days)


def _forget(volunteer: Volunteer, by: User | None) -> None:
    volunteer.full_name, volunteer.phone = FORGOTTEN, f"x{volunteer.pk}"
    volunteer.birth_year, volunteer.union = 0, None
    volunteer.guardian_name = volunteer.guardian_phone = ""
    volunteer.forgotten_at = timezone.now()
    volunteer.save()
    audit.record("volunteer.forget", volunteer, by=by, cluster=volunteer.cluster)


def _lock(sign_up: SignUp) -> SignUp:
    related = ("volunteer", "public_page__activity__plan__cluster")
    return SignUp.objects.select_for_update(of=("self",)).select_related(*related).get(pk=sign_up.pk)


def _facts(row: SignUp) -> dict[str, object]:
    agreed = {"news": row.news_agreed, "photos": row.photos_agreed}
    return {"consent": row.consent_version, **agreed, "withdrawn": row.cancelled_at is not None}


def _record(
    verb: str, row: SignUp, page: PublicPage, by: User | None, before: dict[str, object], after: dict[str, object]
) -> None:
    plan = page.activity.plan
    audit.record(verb, row, by=by, cluster=plan.cluster, about=page.activity.title, before=before, after=after)
