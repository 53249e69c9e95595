"""A problem's life (vấn đề phát sinh): raised by a union, answered by the lead, settled; or taken up again."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from campaigns import errors
from campaigns.models import Problem
from plans.models import Activity, Plan
from unions import audit
from unions.models import MemberUnion, User
from unions.names import nfc


@transaction.atomic
def raise_problem(*, plan: Plan, union: MemberUnion, text: str, by: User, activity: Activity | None = None) -> Problem:
    """Tell the lead what came up. The same words sent again while the problem is open are the same problem.

    Raises NothingSaid, ForeignUnion, ForeignActivity.
    """
    text = nfc(text).strip()
    if not text:
        raise errors.NothingSaid
    if union.cluster_id != plan.cluster_id:
        raise errors.ForeignUnion(union=union)
    if activity is not None and activity.plan_id != plan.pk:
        raise errors.ForeignActivity
    Plan.objects.select_for_update(of=("self",)).only("pk").get(pk=plan.pk)
    same = Problem.objects.filter(plan=plan, union=union, text=text, activity=activity, settled_at=None).first()
    if same:
        return same
    problem = Problem.objects.create(plan=plan, union=union, activity=activity, text=text, raised_by=by)
    _record("problem.raise", problem, by, after={"union": union.code, "problem": text})
    return problem


@transaction.atomic
def answer_problem(*, problem: Problem, answer: str, by: User) -> Problem:
    """The lead's answer; a later one replaces it, the trail keeps both. Raises NothingSaid."""
    answer = nfc(answer).strip()
    if not answer:
        raise errors.NothingSaid
    row = _lock(problem)
    before = {"answer": row.answer}
    if row.answer != answer:
        row.answer, row.answered_by, row.answered_at = answer, by, timezone.now()
        row.save(update_fields=["answer", "answered_by", "answered_at"])
        _record("problem.answer", row, by, before=before, after={"answer": answer})
    return row


@transaction.atomic
def settle_problem(*, problem: Problem, by: User) -> Problem:
    """It is done with. Settled twice, it is settled once."""
    row = _lock(problem)
    if row.settled_at is None:
        row.settled_at, row.settled_by = timezone.now(), by
        row.save(update_fields=["settled_at", "settled_by"])
        _record("problem.settle", row, by)
    return row


@transaction.atomic
def reopen_problem(*, problem: Problem, by: User) -> Problem:
    """It was not done with after all."""
    row = _lock(problem)
    if row.settled_at is not None:
        row.settled_at, row.settled_by = None, None
        row.save(update_fields=["settled_at", "settled_by"])
        _record("problem.reopen", row, by)
    return row


def _lock(problem: Problem) -> Problem:
    rows = Problem.objects.select_for_update(of=("self",)).select_related("plan__cluster", "union", "activity")
    return rows.get(pk=problem.pk)


def _record(
    verb: str, row: Problem, by: User, before: Mapping[str, str] | None = None, after: Mapping[str, str] | None = None
) -> None:
    about = row.activity.title if row.activity else str(row.union)
    audit.record(verb, row, by=by, cluster=row.plan.cluster, about=about, before=before, after=after)
