"""Head counts: how many people of each union came. Entered at any time, also from a paper the next day."""

from collections.abc import Mapping

from django.db import transaction

from campaigns import errors
from campaigns.models import Attendance
from plans.models import Activity, Occurrence
from unions import audit
from unions.models import MemberUnion, User


@transaction.atomic
def set_attendance(
    *, activity: Activity, occurrence: Occurrence | None, people: Mapping[MemberUnion, int | None], by: User
) -> list[Attendance]:
    """Write the number of people of each union named; None takes an entry away. The rows that changed.

    `occurrence` is None for an activity without times of its own. Raises ForeignOccurrence, CalledOff, ForeignUnion.
    """
    _check(activity, occurrence, people)
    Activity.objects.select_for_update().get(pk=activity.pk)
    rows = activity.attendance.filter(occurrence=occurrence, union__in=people).select_related("union")
    known = {row.union_id: row for row in rows}
    before = {row.union.code: row.people for row in known.values()}
    changed = {union: number for union, number in people.items() if before.get(union.code) != number}
    written = [
        _write(activity, occurrence, union, number, known.get(union.pk), by) for union, number in changed.items()
    ]
    if changed:
        audit.record(
            "attendance.set",
            occurrence or activity,
            by=by,
            cluster=activity.plan.cluster,
            about=activity.title,
            before={union.code: before.get(union.code) for union in changed},
            after={union.code: number for union, number in changed.items()},
        )
    return [row for row in written if row is not None]


def _check(activity: Activity, occurrence: Occurrence | None, people: Mapping[MemberUnion, int | None]) -> None:
    if occurrence is not None and occurrence.activity_id != activity.pk:
        raise errors.ForeignOccurrence
    if occurrence is not None and occurrence.state == Occurrence.State.CANCELLED:
        raise errors.CalledOff(reason=occurrence.reason)
    for union in people:
        if union.cluster_id != activity.plan.cluster_id:
            raise errors.ForeignUnion(union=union)


def _write(
    activity: Activity,
    occurrence: Occurrence | None,
    union: MemberUnion,
    number: int | None,
    known: Attendance | None,
    by: User,
) -> Attendance | None:
    if number is None:
        if known is not None:
            known.delete()
        return None
    row = known or Attendance(activity=activity, occurrence=occurrence, union=union)
    row.people, row.entered_by = number, by
    row.save()
    return row
