"""Keeping what an action did, so that its author can take it back (`plans.actions.undoing`)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

from plans import undoing
from plans.actions import holding
from plans.models import Plan, UndoStep

P = ParamSpec("P")
R = TypeVar("R")


def undoable(verb: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """An action in one transaction whose change of the plan's rows is kept as a step. Holds the plan; 22 queries."""

    def decorate(action: Callable[P, R]) -> Callable[P, R]:
        @wraps(action)
        @transaction.atomic
        def kept(*args: P.args, **kwargs: P.kwargs) -> R:
            plan = _plan_of(kwargs)
            holding.hold(plan)
            before = undoing.snapshot(plan)
            result = action(*args, **kwargs)
            _keep(plan, verb, before, kwargs["by"])
            return result

        return kept

    return decorate


def _plan_of(kwargs: dict[str, Any]) -> Plan:
    """The plan of whatever an action is about."""
    if plan := kwargs.get("plan"):
        return plan  # type: ignore[no-any-return]
    about = kwargs.get("clause") or kwargs.get("activity") or kwargs["levy"].activity
    return about.plan  # type: ignore[no-any-return]


def _keep(plan: Plan, verb: str, before: undoing.Snapshot, by: Any) -> None:  # noqa: ANN401 -- whoever acts
    images = undoing.differences(before, undoing.snapshot(plan))
    if images:
        UndoStep.objects.create(plan=plan, verb=verb, about=_about(images)[:300], images=images, by=by)


def _about(images: dict[str, Any]) -> str:
    """The words of the first line that differs."""
    pair = next(iter(images.get(undoing.CLAUSE, {}).values()), None)
    return str((pair[0] or pair[1])["text"]) if pair else ""
