"""Keeping what an action did, so that its author can take it back (`plans.actions.undoing`)."""

import datetime as dt
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import transaction
from django.utils import timezone

from plans import undoing
from plans.actions import holding
from plans.errors import LineCalledOff
from plans.models import Activity, Clause, Levy, Plan, UndoStep
from plans.queries import load_paper
from unions.models import User

P = ParamSpec("P")
R = TypeVar("R")


TOGETHER = dt.timedelta(minutes=10)


def undoable(verb: str, *, joins: bool = False, called_off: bool = False) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """An action in one transaction whose change of the plan's rows is kept as a step. Holds the plan; 22 queries.

    Refuses with LineCalledOff what is about a line of an activity that was called off, unless that is just what the
    action is for (`called_off`): nobody sees those lines, so nothing in them may change.

    One that `joins` goes on with the person's last step when that was the same on the same rows a moment ago: what
    saves itself while somebody writes is one change to whoever undoes it. Six queries more where the line that it is
    about has slots, for the words that it prints.
    """

    def decorate(action: Callable[P, R]) -> Callable[P, R]:
        @wraps(action)
        @transaction.atomic
        def kept(*args: P.args, **kwargs: P.kwargs) -> R:
            plan, by = _plan_of(kwargs), _author(kwargs)
            holding.hold(plan)
            before, clause = undoing.snapshot(plan), kwargs.get("clause")
            if not called_off:
                _refuse_called_off(before, kwargs.values())
            words = printed(plan, clause) if isinstance(clause, Clause) else ""
            result = action(*args, **kwargs)
            if images := undoing.differences(before, undoing.snapshot(plan)):
                line = _line_of(kwargs, result)
                step = UndoStep(plan=plan, verb=verb, images={**images, undoing.LINE: line.pk}, by=by)
                step.about = (words or printed(plan, line))[:300]
                if not (joins and _joined(step)):
                    step.save()
            return result

        return kept

    return decorate


def undoable_around(verb: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """The same of an action on what stands around the lines; it refuses itself when the paper is issued. 6 queries."""

    def decorate(action: Callable[P, R]) -> Callable[P, R]:
        @wraps(action)
        @transaction.atomic
        def kept(*args: P.args, **kwargs: P.kwargs) -> R:
            plan, by = _plan_of(kwargs), _author(kwargs)
            Plan.objects.select_for_update(no_key=True).only("pk").get(pk=plan.pk)
            before = undoing.head_of(plan)
            result = action(*args, **kwargs)
            if images := undoing.head_differences(before, undoing.head_of(plan)):
                UndoStep.objects.create(plan=plan, verb=verb, about=str(plan)[:300], images=images, by=by)
            return result

        return kept

    return decorate


def _refuse_called_off(rows: undoing.Snapshot, about: Iterable[object]) -> None:
    """Raise LineCalledOff where one of the things that an action is given stands aside. No query."""
    if titles := undoing.called_off_lines(rows):
        for one in about:
            activity = one.activity if isinstance(one, Levy) else one
            pk = activity.clause_id if isinstance(activity, Activity) else getattr(activity, "pk", None)
            if isinstance(activity, Activity | Clause) and pk in titles:
                raise LineCalledOff(titles[pk])


def _plan_of(kwargs: dict[str, Any]) -> Plan:
    """The plan of whatever an action is about."""
    if plan := kwargs.get("plan"):
        return plan  # type: ignore[no-any-return]
    about = kwargs.get("clause") or kwargs.get("activity") or kwargs["levy"].activity
    return about.plan  # type: ignore[no-any-return]


def _author(kwargs: dict[str, Any]) -> User:
    return kwargs["by"]  # type: ignore[no-any-return]


def _line_of(kwargs: dict[str, Any], result: object) -> Clause:
    """The line that an action was about: the one it was given, or what it made, or where that is stated."""
    about: Any = kwargs.get("clause") or (result[0] if isinstance(result, list) else result)
    if isinstance(about, Clause):
        return about
    return about.clause or about.activity.clause  # type: ignore[no-any-return]


def printed(plan: Plan, clause: Clause) -> str:
    """What a line prints; the stored words of one that is not there. No query for a line without slots, else three."""
    if clause.override or "{" not in clause.text:
        return clause.override or clause.text
    return load_paper(plan).printed(clause)


def _joined(step: UndoStep) -> bool:
    """Whether a change goes on with the last step of the plan, which then reaches until now."""
    last = UndoStep.objects.filter(plan=step.plan).order_by("-pk").first()
    if last is None or (last.verb, last.by_id, last.undone_at) != (step.verb, step.by_id, None):
        return False
    if timezone.now() - last.at > TOGETHER or not undoing.continues(last.images, step.images):
        return False
    for label, pairs in undoing.tables(step.images).items():
        for pk, (_before, after) in pairs.items():
            last.images[label][pk][1] = after
    last.about = _first_words(last.images) or last.about
    last.save(update_fields=["images", "about"])
    return True


def _first_words(images: dict[str, Any]) -> str:
    """What a line said before, or says now that somebody began it: not the half word that was saved first."""
    before, after = next(iter(images.get(undoing.CLAUSE, {}).values()), (None, None))
    return str((before or {}).get("text") or (after or {}).get("text") or "")[:300]
