"""Keeping what an action did, so that its author can take it back (`plans.actions.undoing`)."""

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import transaction
from django.utils import timezone

from plans import undoing
from plans.actions import holding
from plans.models import Plan, UndoStep

P = ParamSpec("P")
R = TypeVar("R")


TOGETHER = dt.timedelta(minutes=10)


def undoable(verb: str, *, joins: bool = False) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """An action in one transaction whose change of the plan's rows is kept as a step. Holds the plan; 22 queries.

    One that `joins` goes on with the person's last step when that was the same on the same rows a moment ago: what
    saves itself while somebody writes is one change to whoever undoes it.
    """

    def decorate(action: Callable[P, R]) -> Callable[P, R]:
        @wraps(action)
        @transaction.atomic
        def kept(*args: P.args, **kwargs: P.kwargs) -> R:
            plan = _plan_of(kwargs)
            holding.hold(plan)
            before = undoing.snapshot(plan)
            result = action(*args, **kwargs)
            _keep(plan, verb, before, kwargs["by"], joins=joins)
            return result

        return kept

    return decorate


def _plan_of(kwargs: dict[str, Any]) -> Plan:
    """The plan of whatever an action is about."""
    if plan := kwargs.get("plan"):
        return plan  # type: ignore[no-any-return]
    about = kwargs.get("clause") or kwargs.get("activity") or kwargs["levy"].activity
    return about.plan  # type: ignore[no-any-return]


def _keep(plan: Plan, verb: str, before: undoing.Snapshot, by: Any, *, joins: bool) -> None:  # noqa: ANN401 -- whoever acts
    images = undoing.differences(before, undoing.snapshot(plan))
    if not images or (joins and _joined(plan, verb, images, by)):
        return
    UndoStep.objects.create(plan=plan, verb=verb, about=_about(images)[:300], images=images, by=by)


def _joined(plan: Plan, verb: str, images: dict[str, Any], by: Any) -> bool:  # noqa: ANN401 -- whoever acts
    """Whether the change goes on with the last step of the plan, which then reaches until now."""
    last = UndoStep.objects.filter(plan=plan).order_by("-pk").first()
    if last is None or (last.verb, last.by_id, last.undone_at) != (verb, by.pk, None):
        return False
    if timezone.now() - last.at > TOGETHER or not undoing.continues(last.images, images):
        return False
    for label, pairs in images.items():
        for pk, (_before, after) in pairs.items():
            last.images[label][pk][1] = after
    last.save(update_fields=["images"])
    return True


def _about(images: dict[str, Any]) -> str:
    """The words of the first line that differs."""
    pair = next(iter(images.get(undoing.CLAUSE, {}).values()), None)
    return str((pair[0] or pair[1])["text"]) if pair else ""
