"""Who may write now: the plan's lock, a line's version, and the note that every change leaves.

Actions that change the order of lines hold the plan's row, so two of them never interleave. Actions that change one
line only need its version: the update names the version its author saw, and finds no row when somebody was faster.
"""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import F
from django.utils import timezone

from documents.blocks import GLUED
from documents.characters import tidy
from plans.errors import LineIsGone, RoundIsOpen, StaleLevy, StaleLine
from plans.issuing.errors import AlreadyEnded
from plans.models import Clause, Levy, Plan, Round
from unions import audit
from unions.models import User


def hold(plan: Plan) -> None:
    """Keep everybody else from changing the order of the plan's lines until the transaction ends. One query.

    Raises AlreadyEnded for a closed or withdrawn plan. Rows that point to the plan may still be added meanwhile (dues,
    while their levy is held): else each would wait for the other.
    """
    held = Plan.objects.select_for_update(no_key=True).only("pk", "state").get(pk=plan.pk)
    if held.has_ended:
        raise AlreadyEnded(state=held.get_state_display())


def refuse_open_round(plan: Plan) -> None:
    """While the unions are asked, nothing decides over them. One query. Raises RoundIsOpen."""
    running = Round.objects.filter(plan=plan, closed_at=None).first()
    if running:
        raise RoundIsOpen(number=running.number)


def claim(clause: Clause, *, seen_version: int, by: User) -> None:
    """Take the next version of a line, or raise StaleLine with the line as it is now, LineIsGone without one."""
    now = timezone.now()
    mine = Clause.objects.filter(pk=clause.pk, version=seen_version)
    if not mine.update(version=F("version") + 1, changed_at=now, changed_by=by):
        current = Clause.objects.select_related("changed_by").filter(pk=clause.pk).first()
        raise StaleLine(current) if current else LineIsGone
    clause.refresh_from_db()


def bump(clause: Clause, *, by: User) -> None:
    """A new version of a line whose facts were changed from elsewhere: an open editor of it will be told."""
    Clause.objects.filter(pk=clause.pk).update(version=F("version") + 1, changed_at=timezone.now(), changed_by=by)


def claim_levy(levy: Levy, *, seen_version: int) -> None:
    """Take the next version of a levy, or raise StaleLevy."""
    if not Levy.objects.filter(pk=levy.pk, version=seen_version).update(version=F("version") + 1):
        raise StaleLevy(levy)
    levy.refresh_from_db()


def note(
    verb: str,
    row: models.Model,
    plan: Plan,
    *,
    by: User,
    about: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """The last write of every action: the plan's "saved at" and the audit record."""
    Plan.objects.filter(pk=plan.pk).update(changed_at=timezone.now(), changed_by=by)
    audit.record(verb, row, by=by, cluster=plan.cluster, about=about, before=before, after=after)


def one_line(text: str) -> str:
    """What a line may hold: NFC, one paragraph, nothing invisible, no space at its ends."""
    return tidy(text)


def one_label(text: str) -> str:
    """The same of a number typed by hand, which may end in the mark that no space follows it."""
    words = one_line(text)
    return words + GLUED if words and text.rstrip().endswith(GLUED) else words
