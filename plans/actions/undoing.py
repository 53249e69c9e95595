"""Taking back one's own last change of a plan. What others did since stays; where it is in the way, nothing happens."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import models, transaction
from django.db.models import F, ProtectedError, QuerySet
from django.utils import timezone

from plans import undoing
from plans.actions import calling_off, clauses, holding, positions
from plans.actions.levies import refuse_with_dues
from plans.actions.lines import line_values
from plans.actions.papers import write_recipients
from plans.errors import CannotTurn, ChangedSince, HeadChangedSince, NothingToRedo, NothingToUndo, UndoInUse
from plans.models import Clause, DutyHolder, Levy, LevyShare, Plan, UndoStep
from plans.queries import lines_aside
from plans.undoing import CLAUSE, HEAD, LABELS, ORDER, RECIPIENTS, Image, Images, Snapshot
from unions import verbs
from unions.models import MemberUnion, User

MEANWHILE = positions.FAR // 2  # where lines that come back wait for their place


@transaction.atomic
def undo_last(*, plan: Plan, by: User) -> UndoStep:
    """Take back the last change of this person that still stands.

    Raises NothingToUndo, ChangedSince, HeadChangedSince, UndoInUse, LevyHasDues, LeavesActivity: then nothing is taken
    back.
    """
    holding.hold(plan)
    step = _steps_of(plan, by).filter(undone_at=None).order_by("-pk").first()
    if step is None:
        raise NothingToUndo
    _turn("undo", plan, step, step.images, by)
    step.undone_at, step.undone_by = timezone.now(), by
    step.save(update_fields=["undone_at", "undone_by"])
    return step


@transaction.atomic
def redo_last(*, plan: Plan, by: User) -> UndoStep:
    """Do again what this person took back last, unless the person has changed something since.

    Raises NothingToRedo, ChangedSince, HeadChangedSince, UndoInUse, LevyHasDues, LeavesActivity.
    """
    holding.hold(plan)
    own = _steps_of(plan, by)
    step = own.exclude(undone_at=None).order_by("-undone_at", "pk").first()
    if step is None or own.filter(undone_at=None, at__gt=step.undone_at).exists():
        raise NothingToRedo
    try:
        _turn("redo", plan, step, undoing.reversed_step(step.images), by)
    except CannotTurn as refusal:
        refusal.is_redo = True
        raise
    step.undone_at, step.undone_by = None, None
    step.save(update_fields=["undone_at", "undone_by"])
    return step


def _steps_of(plan: Plan, by: User) -> QuerySet[UndoStep]:
    """The person's steps. What stands around the lines of a paper that was issued stays as it was signed."""
    own = UndoStep.objects.filter(plan=plan, by=by)
    is_drafted = Plan.objects.filter(pk=plan.pk, state__in=Plan.DRAFTED).exists()
    return own if is_drafted else own.exclude(images__has_key=HEAD)


def _turn(verb: str, plan: Plan, step: UndoStep, stored: dict[str, Any], by: User) -> None:
    """Bring everything from the second to the first of each pair of images, or refuse with everything as it is."""
    if head := stored.get(HEAD):
        _turn_head(verb, plan, head, by)
        return
    pk = undoing.line_of(stored)
    before = _values(pk)
    _turn_lines(plan, undoing.tables(stored), stored.get(ORDER), by)
    after = _values(pk)
    row: models.Model = Clause(pk=pk) if pk else plan
    values = {"before": _unlike(before, after), "after": _unlike(after, before)}
    holding.note(f"clause.{verb}" if pk else f"plan.{verb}", row, plan, by=by, about=step.about, **values)


def _values(pk: int | None) -> dict[str, Any]:
    """A line with its facts as it stands now; nothing of one that is not there."""
    line = Clause.objects.filter(pk=pk).first() if pk else None
    return {**line_values(line), "level": line.level, "position": line.position} if line else {}


def _unlike(values: dict[str, Any], others: dict[str, Any]) -> dict[str, Any]:
    """The values that differ from the others."""
    return {name: value for name, value in values.items() if value != others.get(name)}


def _turn_head(verb: str, plan: Plan, head: Sequence[Image], by: User) -> None:
    now = undoing.head_of(plan)
    if others := undoing.head_changed_since(head, now):
        raise HeadChangedSince(", ".join(verbs.label(name, "plan") for name in others))
    # A form of the paper that is open somewhere will be told.
    Plan.objects.filter(pk=plan.pk).update(version=F("version") + 1, **undoing.head_values(head[0]))
    if RECIPIENTS in head[0]:
        plan.recipients.all().delete()
        write_recipients(plan, head[0][RECIPIENTS])
    leads = dict(MemberUnion.objects.filter(cluster=plan.cluster_id).values_list("pk", "code"))
    after, before = (image | ({"lead": leads.get(image["lead"])} if "lead" in image else {}) for image in head)
    holding.note(f"plan.{verb}", plan, plan, by=by, about=str(plan), before=before, after=after)


def _turn_lines(plan: Plan, images: Images, orders: Any, by: User) -> None:  # noqa: ANN401 -- JSON
    now = undoing.snapshot(plan)
    _refuse_changed(images, orders, now)
    _refuse_dues(images)
    was = clauses.homes(plan, positions.lines_of(plan))
    _take_back(plan, images, orders, by)
    clauses.refuse_homeless(was, clauses.homes(plan, positions.lines_of(plan)))
    turned = undoing.called_off_or_on(images)
    _refuse_unseen(plan, images, now, turned)
    calling_off.follow(plan, turned)


def _refuse_unseen(plan: Plan, images: Images, before: Snapshot, turned: Collection[int]) -> None:
    """What others called off since is on no paper: nothing in it changes, and nothing gets in or out of it.

    It goes with the line that it stands below, as it does when that is moved.
    """
    off = undoing.called_off_lines(before)
    if not off and not turned:
        return
    lines = positions.lines_of(plan)
    aside = lines_aside(lines)
    if any(not line.activity.called_off_at for line in lines if line.pk in aside and hasattr(line, "activity")):
        raise ChangedSince
    still = set(off) & {line.pk for line in lines}
    inside = undoing.lines_touched(images, before) & set(off)
    if not turned and (still != aside or inside - undoing.only_carried(images, before, off)):
        raise ChangedSince


def _refuse_changed(images: Images, orders: Any, now: Snapshot) -> None:  # noqa: ANN401 -- JSON
    if undoing.changed_since(images, now) or undoing.points_nowhere(images, now):
        raise ChangedSince
    going = {int(pk) for pk, pair in images.get(CLAUSE, {}).items() if pair[0] is None}
    order = undoing.order_of(now)
    levels = [row["level"] for row in now[CLAUSE].values()]
    if orders and (undoing.moved_since(orders, order) or undoing.holds_others(order, levels, going)):
        raise ChangedSince


def _refuse_dues(images: Images) -> None:
    """Dues that were made from a levy stay, so what the levy says stays too."""
    shares = images.get(LevyShare._meta.label_lower, {}).values()
    touched = {int(image["levy_id"]) for pair in shares for image in pair if image}
    rows = images.get(Levy._meta.label_lower, {})
    based = {int(pk) for pk, (before, after) in rows.items() if not (before and after and _same_basis(before, after))}
    for levy in Levy.objects.filter(pk__in=touched | {int(pk) for pk in rows}).select_related("activity__plan"):
        refuse_with_dues(levy, amounts=levy.pk not in based)


def _same_basis(before: undoing.Image, after: undoing.Image) -> bool:
    return bool(before["basis"] == after["basis"])


def _take_back(plan: Plan, images: Images, orders: Any, by: User) -> None:  # noqa: ANN401 -- JSON
    now = [line.pk for line in positions.lines_of(plan)]
    _delete(images)
    for label in LABELS:
        _write(label, images.get(label, {}), by)
    if orders:
        there = [line.pk for line in positions.lines_of(plan)]
        positions.arrange(plan, undoing.order_before(orders, now, there))


def _delete(images: Images) -> None:
    """Take out what the step added. Raises UndoInUse when something stands on it."""
    try:
        for label in reversed(LABELS):
            going = [int(pk) for pk, pair in images.get(label, {}).items() if pair[0] is None]
            _refuse_parts(label, going)
            LABELS[label]._default_manager.filter(pk__in=going).delete()
    except ProtectedError as error:
        raise UndoInUse from error


def _refuse_parts(label: str, going: list[int]) -> None:
    """Holders and shares that came later would go unseen with their duty or levy."""
    parts = {
        "plans.duty": DutyHolder.objects.filter(duty__in=going),
        "plans.levy": LevyShare.objects.filter(levy__in=going),
    }
    if label in parts and parts[label].exists():
        raise ChangedSince


def _write(label: str, pairs: dict[str, list[undoing.Image | None]], by: User) -> None:
    """Bring back what the step removed, and the values that it changed."""
    model = LABELS[label]
    for number, (before, after) in enumerate(pairs.values()):
        if before is None:
            continue
        row = undoing.row_of(model, before)
        if isinstance(row, Clause):
            row.version, row.changed_by, row.position = row.version + 1, by, MEANWHILE + number
        if after is None:
            row.save(force_insert=True)
            continue
        names = set(before) - undoing.STAMPS.get(label, set()) - {"id"}
        model._default_manager.filter(pk=row.pk).update(**{name: getattr(row, name) for name in names})
        if isinstance(row, Clause):
            holding.bump(row, by=by)
        elif isinstance(row, Levy):
            Levy.objects.filter(pk=row.pk).update(version=F("version") + 1)
