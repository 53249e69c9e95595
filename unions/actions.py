"""What can happen to unions and people."""

from django.db import transaction

from unions import audit
from unions.models import User


@transaction.atomic
def set_password(*, person: User, password: str, by: User | None) -> None:
    """Give a person a password. One of their own choice is theirs; one given by another is to be changed."""
    person.set_password(password)
    person.password_given = by != person
    person.save(update_fields=["password", "password_given"])
    audit.record("set_password", person, by=by, cluster=None, about=str(person))
