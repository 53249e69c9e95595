"""Taking back one's own last change of a plan. What others did since stays; where it is in the way, nothing happens."""

from typing import Any

from django.db import transaction
from django.db.models import F, ProtectedError
from django.utils import timezone

from plans import undoing
from plans.actions import clauses, holding, positions
from plans.actions.levies import refuse_with_dues
from plans.errors import ChangedSince, NothingToRedo, NothingToUndo, UndoInUse
from plans.models import Clause, DutyHolder, Levy, LevyShare, Plan, UndoStep
from plans.undoing import CLAUSE, LABELS, ORDER, Images, Snapshot
from unions.models import User

MEANWHILE = positions.FAR // 2  # where lines that come back wait for their place


@transaction.atomic
def undo_last(*, plan: Plan, by: User) -> UndoStep:
    """Take back the last change of this person that still stands.

    Raises NothingToUndo, ChangedSince, UndoInUse, LevyHasDues, LeavesActivity: then nothing is taken back.
    """
    holding.hold(plan)
    step = UndoStep.objects.filter(plan=plan, by=by, undone_at=None).order_by("-pk").first()
    if step is None:
        raise NothingToUndo
    images: Images = {label: pairs for label, pairs in step.images.items() if label != ORDER}
    _turn(plan, images, step.images.get(ORDER), by)
    step.undone_at, step.undone_by = timezone.now(), by
    step.save(update_fields=["undone_at", "undone_by"])
    _note("undo", plan, step, images, by)
    return step


@transaction.atomic
def redo_last(*, plan: Plan, by: User) -> UndoStep:
    """Do again what this person took back last, unless the person has changed something since.

    Raises NothingToRedo, ChangedSince, UndoInUse, LevyHasDues, LeavesActivity.
    """
    holding.hold(plan)
    own = UndoStep.objects.filter(plan=plan, by=by)
    step = own.exclude(undone_at=None).order_by("-undone_at", "pk").first()
    if step is None or own.filter(undone_at=None, at__gt=step.undone_at).exists():
        raise NothingToRedo
    images: Images = {
        label: {pk: pair[::-1] for pk, pair in pairs.items()} for label, pairs in step.images.items() if label != ORDER
    }
    orders = step.images.get(ORDER)
    _turn(plan, images, orders and orders[::-1], by)
    step.undone_at, step.undone_by = None, None
    step.save(update_fields=["undone_at", "undone_by"])
    _note("redo", plan, step, images, by)
    return step


def _turn(plan: Plan, images: Images, orders: Any, by: User) -> None:  # noqa: ANN401 -- JSON
    """Bring the rows from the second to the first of each pair of images, or refuse with everything as it is."""
    _refuse_changed(images, orders, undoing.snapshot(plan))
    _refuse_dues(images)
    was = clauses.homes(plan, positions.lines_of(plan))
    _take_back(plan, images, orders, by)
    clauses.refuse_homeless(was, clauses.homes(plan, positions.lines_of(plan)))


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


def _note(verb: str, plan: Plan, step: UndoStep, images: Images, by: User) -> None:
    pk, pair = next(iter(images.get(CLAUSE, {}).items()), (None, [None, None]))
    row = Clause(pk=int(pk)) if pk else plan
    after, before = ({"text": image["text"]} if image else {} for image in pair)
    holding.note(
        f"clause.{verb}" if pk else f"plan.{verb}", row, plan, by=by, about=step.about, before=before, after=after
    )
