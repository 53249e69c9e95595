"""People and the roles they hold in a cluster."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from unions import audit, errors
from unions.models import Cluster, Membership, MemberUnion, Role, User
from unions.names import nfc


@transaction.atomic
def add_person(
    *,
    cluster: Cluster,
    username: str,
    full_name: str,
    password: str,
    role: str,
    union: MemberUnion | None = None,
    phone: str = "",
    email: str = "",
    office: str = "",
    by: User | None,
) -> User:
    """A new person with a first role and a first password, which the person is asked to change.

    Raises UsernameTakenError, RoleAndUnionDisagreeError.
    """
    username = nfc(username)
    if User.objects.filter(username__iexact=username).exists():
        raise errors.UsernameTakenError(username=username)
    person = User(username=username, full_name=nfc(full_name), phone=phone, email=email, password_given=True)
    person.set_password(password)
    person.save(force_insert=True)
    after = {"username": username, "full_name": person.full_name}
    audit.record("person_added", person, by=by, cluster=cluster, about=person.full_name, after=after)
    grant_role(person=person, cluster=cluster, role=role, union=union, office=office, by=by)
    return person


def _refuse_unfit_role(role: str, cluster: Cluster, union: MemberUnion | None) -> None:
    fits = union.cluster_id == cluster.pk if union else True
    if role not in Role or (role == Role.OFFICER) != (union is not None) or not fits:
        raise errors.RoleAndUnionDisagreeError


@transaction.atomic
def grant_role(
    *,
    person: User,
    cluster: Cluster,
    role: str,
    union: MemberUnion | None = None,
    office: str = "",
    by: User | None,
) -> Membership:
    """A role from today on; one that has ended is taken up again.

    Raises RoleAndUnionDisagreeError, RoleHeldAlreadyError.
    """
    _refuse_unfit_role(role, cluster, union)
    today = timezone.localdate()
    known = Membership.objects.select_for_update()
    held = known.filter(user=person, cluster=cluster, role=role, union=union).first()
    if held and (held.ends_on is None or held.ends_on >= today):
        raise errors.RoleHeldAlreadyError(person=person)
    held = held or Membership(user=person, cluster=cluster, role=role, union=union)
    held.starts_on, held.ends_on, held.office = today, None, nfc(office)
    held.save()
    after = {"role": role, "union": str(union or ""), "office": held.office, "starts_on": today}
    audit.record("role_granted", held, by=by, cluster=cluster, about=str(person), after=after)
    return held


@transaction.atomic
def end_role(*, membership: Membership, by: User | None) -> Membership:
    """The role ends now: yesterday was its last day. Raises RoleEndedAlreadyError, LastSecretaryError."""
    today = timezone.localdate()
    cluster, person = membership.cluster, membership.user
    current = list(Membership.objects.current(today).select_for_update().filter(cluster=cluster))
    if membership not in current:
        raise errors.RoleEndedAlreadyError(person=person)
    secretaries = [held for held in current if held.role == Role.SECRETARY]
    if secretaries == [membership]:
        raise errors.LastSecretaryError(person=person)
    membership.ends_on = today - dt.timedelta(days=1)
    if membership.starts_on and membership.starts_on > membership.ends_on:
        membership.starts_on = membership.ends_on
    membership.save(update_fields=["starts_on", "ends_on"])
    before = {"role": membership.role, "union": str(membership.union or ""), "office": membership.office}
    after = {"ends_on": membership.ends_on}
    audit.record("role_ended", membership, by=by, cluster=cluster, about=str(person), before=before, after=after)
    return membership


def _refuse_person_of_others(person: User, cluster: Cluster | None, by: User | None) -> None:
    today = timezone.localdate()
    elsewhere = Membership.objects.current(today).filter(user=person).exclude(cluster=cluster).exists()
    if cluster is not None and by != person and (person.is_superuser or person.is_staff or elsewhere):
        raise errors.PersonOfOthersTooError(person=person)


@transaction.atomic
def set_contact(*, person: User, phone: str, email: str, cluster: Cluster | None = None, by: User | None) -> User:
    """Where a person is reached; the address itself is not in the trail. Nothing is written when nothing differs.

    A cluster's secretary (`cluster` given) sets it for people of this cluster alone. Raises PersonOfOthersTooError.
    """
    _refuse_person_of_others(person, cluster, by)
    if (person.phone, person.email) != (phone, email):
        person.phone, person.email = phone, email
        person.save(update_fields=["phone", "email"])
        audit.record("contact_set", person, by=by, cluster=cluster, about=str(person))
    return person


@transaction.atomic
def set_password(*, person: User, password: str, cluster: Cluster | None = None, by: User | None) -> User:
    """A new password; it ends the person's other sessions. One given by somebody else is to be changed by the person.

    A cluster's secretary (`cluster` given) sets it only for people of this cluster alone: whoever knows the password of
    the system owner or of an officer elsewhere would reach what is not theirs. Raises PersonOfOthersTooError.
    """
    _refuse_person_of_others(person, cluster, by)
    person.set_password(password)
    person.password_given = by != person
    person.save(update_fields=["password", "password_given"])
    audit.record("password_set", person, by=by, cluster=cluster, about=str(person))
    return person
