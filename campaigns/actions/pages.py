"""What happens to an activity's public page: opened, limited, closed, called off, given a new address."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from campaigns import errors
from campaigns.models import PublicPage, SignUp, new_token
from plans.models import Activity
from unions import audit
from unions.models import User

State = PublicPage.State


@transaction.atomic
def open_public_page(*, activity: Activity, by: User) -> PublicPage:
    """The activity's public page, made with an unguessable address if there is none yet."""
    page, made = PublicPage.objects.get_or_create(activity=activity)
    if made:
        _record("public_page.open", page, by, {}, _facts(page))
    return page


@transaction.atomic
def renew_token(*, page: PublicPage, seen_token: str, by: User) -> PublicPage:
    """Give the page a new address; posters with the old one lead nowhere. A second click changes nothing more."""
    row = lock_page(page)
    if row.token != seen_token:
        return row
    row.token = new_token()
    row.save(update_fields=["token"])
    _record("public_page.renew", row, by, {}, {})
    return row


@transaction.atomic
def close_sign_up(*, page: PublicPage, reason: str, by: User) -> PublicPage:
    """Take no more sign-ups; the page stays and says until when it was open. The reason may be left out."""
    return _switch("public_page.close", page, State.CLOSED, reason.strip(), by)


@transaction.atomic
def call_off(*, page: PublicPage, reason: str, by: User) -> PublicPage:
    """Say on the page that the activity does not take place. Raises ReasonMissing."""
    if not reason.strip():
        raise errors.ReasonMissing
    return _switch("public_page.call_off", page, State.CANCELLED, reason.strip(), by)


@transaction.atomic
def reopen_sign_up(*, page: PublicPage, by: User) -> PublicPage:
    """Take sign-ups again."""
    return _switch("public_page.reopen", page, State.OPEN, "", by)


@transaction.atomic
def set_limits(*, page: PublicPage, places: int | None, closes_on: dt.date | None, note: str, by: User) -> PublicPage:
    """How many may sign up, until when, and what to know. Raises PlacesTaken below the people who have a place."""
    row = lock_page(page)
    taken = taken_places(row)
    if places is not None and places < taken:
        raise errors.PlacesTaken(taken=taken)
    before = _facts(row)
    row.places, row.closes_on, row.note = places, closes_on, note.strip()
    if _facts(row) != before:
        row.save()
        _record("public_page.limit", row, by, before, _facts(row))
    return row


def lock_page(page: PublicPage) -> PublicPage:
    """The page's row as it is now, held until the transaction ends: everybody who wants a place waits here."""
    rows = PublicPage.objects.select_for_update(of=("self",)).select_related("activity__plan__cluster")
    return rows.get(pk=page.pk)


def taken_places(page: PublicPage) -> int:
    """How many people are signed up. One query."""
    return SignUp.objects.filter(public_page=page, cancelled_at__isnull=True).count()


def _switch(verb: str, page: PublicPage, state: State, reason: str, by: User) -> PublicPage:
    row = lock_page(page)
    before = _facts(row)
    if (row.state, row.reason) == (state, reason):
        return row
    row.state, row.reason = state, reason
    row.closed_at = None if state == State.OPEN else row.closed_at or timezone.now()
    row.save()
    _record(verb, row, by, before, _facts(row))
    return row


def _facts(page: PublicPage) -> dict[str, object]:
    limits = {"places": page.places, "closes_on": page.closes_on, "note": page.note}
    return {"state": str(page.state), "reason": page.reason, **limits}


def _record(verb: str, page: PublicPage, by: User, before: dict[str, object], after: dict[str, object]) -> None:
    plan = page.activity.plan
    audit.record(verb, page, by=by, cluster=plan.cluster, about=page.activity.title, before=before, after=after)
