"""A plan's life after the draft: issued once, closed or withdrawn, reopened when that was a mistake."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from plans.actions import holding, register
from plans.actions.papers import write_recipients
from plans.amending.changes import NO_BOOKS, Books
from plans.amending.queries import pending
from plans.checks import before_issue
from plans.documents import plan_name
from plans.issuing import errors
from plans.issuing.freezing import freeze
from plans.issuing.register import issuer_of, number_line, symbol_of
from plans.issuing.signing import SIGNER, Signing
from plans.models import Plan, RegisterEntry, Version
from unions.actions.unions import change_union
from unions.models import User
from unions.names import nfc

State = Plan.State


@transaction.atomic
def issue_plan(*, plan: Plan, signing: Signing, by: User, seen: dt.datetime | None = None) -> Version:
    """Give the plan its number, freeze text, data and files. `seen` is the plan's `changed_at` that the person saw.

    Raises IssuedAlready, AlreadyEnded, RoundIsOpen, ChangedSinceSeen, PartsMissing, and what `take_number` raises; then
    nothing is issued and no number is taken.
    """
    row = hold_whole(plan)
    _refuse_to_issue(row, seen)
    entry = sign(row, signing, plan_name(row), by)
    row.state = State.ISSUED
    _write_signing(row, signing, entry)
    if missing := before_issue(row):
        raise errors.PartsMissing(what=missing[0].text)
    version = freeze(row, entry, by=by)
    facts = {"number": row.number, "signed_on": row.signed_on.isoformat() if row.signed_on else None}
    holding.note("plan.issue", row, row, by=by, about=f"{row.number} · {row}", after=facts)
    return version


def _refuse_to_issue(plan: Plan, seen: dt.datetime | None) -> None:
    if plan.state == State.ISSUED:
        raise errors.IssuedAlready(number=plan.number)
    if plan.has_ended:
        raise errors.AlreadyEnded(state=plan.get_state_display())
    holding.refuse_open_round(plan)
    refuse_changed(plan, seen)


def refuse_changed(plan: Plan, seen: dt.datetime | None) -> None:
    """What is signed is what the person looked at."""
    if seen is not None and seen != plan.changed_at:
        raise errors.ChangedSinceSeen


def sign(plan: Plan, signing: Signing, about: str, by: User) -> RegisterEntry:
    """Take the number that the person chose from the plan's register, once the lead has the symbol it was given."""
    if signing.symbol and plan.lead and not plan.lead.symbol:
        plan.lead = change_union(union=plan.lead, changes={"symbol": signing.symbol}, by=by)
    return register.take_number(
        cluster=plan.cluster,
        issuer=issuer_of(plan),
        number=signing.number,
        symbol=symbol_of(signing.number, plan),
        about=about,
        signed_on=signing.signed_on,
        by=by,
    )


def _write_signing(plan: Plan, signing: Signing, entry: RegisterEntry) -> None:
    """Number, place, date, signer, recipients; a dateline typed by hand gives way to place and date."""
    names = ("place", *SIGNER)
    for name in names:
        setattr(plan, name, nfc(getattr(signing, name)).strip())
    plan.number, plan.signed_on, plan.dateline = number_line(entry.symbol), signing.signed_on, ""
    plan.version += 1
    plan.save(update_fields=[*names, "number", "signed_on", "dateline", "version", "state"])
    plan.recipients.all().delete()
    write_recipients(plan, signing.recipients)


@transaction.atomic
def close_plan(*, plan: Plan, by: User, books: Books = NO_BOOKS) -> Plan:
    """The year is over: nothing in the plan changes any more; payments and results may still come in.

    `books` says which dues an amendment would still adjust. Raises NotIssued, ChangesNotIssued, DuesNotAmended.
    """
    row = hold_whole(plan)
    waiting = pending(row)
    if row.state != State.ISSUED or waiting is None:
        raise errors.NotIssued
    if waiting.changes:
        raise errors.ChangesNotIssued
    if times := waiting.changes.with_books(books).times:
        raise errors.DuesNotAmended(times="; ".join(str(one) for one in times))
    return _move(row, State.CLOSED, "plan.close", by)


@transaction.atomic
def withdraw_plan(*, plan: Plan, reason: str, by: User) -> Plan:
    """The plan does not hold any more, and says why. Raises AlreadyEnded, ReasonMissing, RoundIsOpen."""
    row = hold_whole(plan)
    words = holding.one_line(reason)[:300]
    if row.has_ended:
        raise errors.AlreadyEnded(state=row.get_state_display())
    if not words:
        raise errors.ReasonMissing
    holding.refuse_open_round(row)
    return _move(row, State.WITHDRAWN, "plan.withdraw", by, words)


@transaction.atomic
def reopen_plan(*, plan: Plan, by: User) -> Plan:
    """Take back a closing or a withdrawal: issued again, or a draft if it never was issued. Raises NotEnded."""
    row = hold_whole(plan)
    if not row.has_ended:
        raise errors.NotEnded
    issued = Version.objects.filter(plan=row).exists()
    return _move(row, State.ISSUED if issued else State.DRAFT, "plan.reopen", by)


def hold_whole(plan: Plan) -> Plan:
    """The plan as stored, with cluster and lead, locked until the transaction ends. One query."""
    rows = Plan.objects.select_for_update(of=("self",), no_key=True).select_related("cluster", "lead", "changed_by")
    return rows.get(pk=plan.pk)


def _move(plan: Plan, state: str, verb: str, by: User, reason: str = "") -> Plan:
    before = {"state": plan.state}
    plan.state, plan.state_reason = state, reason
    plan.save(update_fields=["state", "state_reason"])
    after: Mapping[str, str] = {"state": state} | ({"reason": reason} if reason else {})
    holding.note(verb, plan, plan, by=by, about=str(plan), before=before, after=after)
    return plan
