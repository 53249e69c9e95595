"""Issuing what was changed since the last issued paper as an amending paper of its own."""

import datetime as dt

from django.db import transaction

from plans.actions import holding
from plans.actions.issuing import hold_whole, refuse_changed, sign
from plans.amending.changes import NO_BOOKS, Books
from plans.amending.papers import amending_document
from plans.amending.queries import known_names, pending
from plans.checks import before_signing
from plans.issuing import errors
from plans.issuing.freezing import freeze
from plans.issuing.register import number_line
from plans.issuing.signing import SIGNER, Signing
from plans.models import Plan, Version
from unions.models import User


@transaction.atomic
def issue_amendment(
    *,
    plan: Plan,
    signing: Signing,
    reason: str,
    by: User,
    seen: dt.datetime | None = None,
    books: Books = NO_BOOKS,
) -> Version:
    """Make the amending paper from the difference, number and freeze it. What dues follow from it is the caller's.

    `books` says which dues that will be: the paper states them all. Raises NotIssued, AlreadyEnded, NothingToAmend,
    ReasonMissing, ChangedSinceSeen, PartsMissing, SignedBeforeAmended, and what `take_number` raises.
    """
    row = hold_whole(plan)
    if row.has_ended:
        raise errors.AlreadyEnded(state=row.get_state_display())
    if row.state != Plan.State.ISSUED:
        raise errors.NotIssued
    refuse_changed(row, seen)
    words = holding.one_line(reason)[:500]
    if not words:
        raise errors.ReasonMissing
    found = pending(row)
    changes = found.changes.with_books(books) if found else None
    if not found or not changes:
        raise errors.NothingToAmend
    _refuse_unfilled(row, signing)
    entry = sign(row, signing, f"Điều chỉnh, bổ sung {found.former.name}", by)
    number = number_line(entry.symbol)
    printed = amending_document(row, found.former, changes, words, signing, number, known_names(row))
    version = freeze(row, entry, by=by, reason=words, changes=changes.as_json(), printed=printed)
    facts = {"number": number, "signed_on": signing.signed_on.isoformat(), "reason": words}
    holding.note("plan.amend", row, row, by=by, about=f"{number} · {row}", after=facts)
    return version


def _refuse_unfilled(plan: Plan, signing: Signing) -> None:
    """An amending paper needs what a plan needs; the plan's own signer and recipients stay as they were."""
    signed = Plan(cluster=plan.cluster, year=plan.year)
    for name in ("place", "signed_on", *SIGNER):
        value = getattr(signing, name)
        setattr(signed, name, value.strip() if isinstance(value, str) else value)
    if missing := before_signing(signed, sum(bool(text.strip()) for text in signing.recipients)):
        raise errors.PartsMissing(what=missing[0].text)
