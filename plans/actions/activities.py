"""What can happen to an activity: a new one with its usual lines, its name and kind, when, where, what, how many."""

from collections.abc import Sequence
from typing import Any

from plans.actions import holding, positions
from plans.actions.clauses import spot_of
from plans.actions.homes import ASSIGNMENT, CONTENTS, activity_spot, fact_spot, heads_of
from plans.actions.steps import undoable
from plans.actions.times import understood
from plans.models import Activity, Clause, ContentItem, Place, Plan, Quota, Schedule
from plans.sentences import Slot
from unions.models import User

HEADING = Slot.TITLE.value
WHEN = f"Thời gian: {Slot.WHEN}."
WHERE = f"Địa điểm: {Slot.WHERE}."
BENEFICIARY = "Đối tượng:"
QUOTA = f"Mỗi cơ sở Đoàn trong cụm mời {Slot.QUOTA} đoàn viên tham dự."


@undoable("activity.add")
def add_activity(
    *,
    plan: Plan,
    kind: Activity.Kind,
    title: str,
    by: User,
    when: str = "",
    where: str = "",
    beneficiary: str = "",
    contents: Sequence[str] = (),
    people: int | None = None,
    after: Clause | None = None,
    inside: Activity | None = None,
) -> Activity:
    """A new activity with lines for its time, place, contents and duties, for whom it is, how many each union invites.

    It stands after the activity of `after`, or as the last one of the part `after` is in, or after the last activity;
    or as a part of the activity `inside`.
    """
    holding.hold(plan)
    title = holding.one_line(title)
    spot = positions.spot_inside(plan, inside.clause) if inside else activity_spot(plan, after)
    head = positions.insert(plan, spot, HEADING, by=by, heading=True)
    activity = Activity.objects.create(plan=plan, clause=head, kind=kind, title=title)
    beneficiary = holding.one_line(beneficiary)
    _usual_lines(activity, holding.one_line(when), holding.one_line(where), beneficiary, by)
    for text in contents:
        _new_content(activity, text, by)
    if people:
        Quota.objects.create(activity=activity, clause=_quota_line(activity, by), people=people)
    after_values = {"title": title, "kind": kind, "when": when, "where": where} | ({"people": people} if people else {})
    holding.note("activity.add", activity, plan, by=by, about=title, after=after_values)
    return activity


def _usual_lines(activity: Activity, when: str, where: str, beneficiary: str, by: User) -> None:
    plan, head = activity.plan, activity.clause
    spot = positions.spot_inside(plan, head)
    whom = [f"{BENEFICIARY} {beneficiary.rstrip('.')}."] if beneficiary else []
    texts = (WHEN, WHERE, *whom, CONTENTS, ASSIGNMENT)
    positions.make_room(plan, spot.position, len(texts))
    rows = [
        Clause(
            plan=plan,
            position=spot.position + place,
            level=spot.level,
            marker=spot.marker.value,
            text=text,
            changed_by=by,
        )
        for place, text in enumerate(texts)
    ]
    made = Clause.objects.bulk_create(rows)
    Schedule.objects.create(activity=activity, clause=made[0], **understood(when, plan.year))
    Place.objects.create(activity=activity, clause=made[1], text=where)


def set_activity(activity: Activity, title: str, kind: str) -> None:
    """Write an activity's name and kind; the caller has claimed its line."""
    activity.title, activity.kind = holding.one_line(title), kind
    activity.save(update_fields=["title", "kind", "folded"])


def set_schedule(schedule: Schedule, text: str) -> None:
    """Write a schedule's words and what was understood of them; the caller has claimed its line."""
    for name, value in understood(holding.one_line(text), schedule.activity.plan.year).items():
        setattr(schedule, name, value)
    schedule.save()


def schedule_values(schedule: Schedule) -> dict[str, Any]:
    """A schedule for the trail."""
    return {
        "text": schedule.text,
        "from": schedule.starts_on,
        "to": schedule.ends_on,
        "precision": schedule.precision,
        "repeat": schedule.repeat,
    }


def set_place(place: Place, text: str) -> None:
    """Write a place's words; the caller has claimed its line."""
    place.text = holding.one_line(text)
    place.save(update_fields=["text"])


@undoable("schedule.add")
def add_time(*, activity: Activity, when: str, by: User, after: Clause | None = None) -> Schedule:
    """One more line of time: after `after`, or after the last one there is."""
    clause = _another(activity, WHEN, "schedule", after, by)
    words = holding.one_line(when)
    schedule = Schedule.objects.create(activity=activity, clause=clause, **understood(words, activity.plan.year))
    holding.note("schedule.add", schedule, activity.plan, by=by, about=words, after={"when": words})
    return schedule


@undoable("place.add")
def add_place(*, activity: Activity, where: str, by: User, after: Clause | None = None) -> Place:
    """One more line of place: after `after`, or after the last one there is."""
    clause = _another(activity, WHERE, "place", after, by)
    words = holding.one_line(where)
    place = Place.objects.create(activity=activity, clause=clause, text=words)
    holding.note("place.add", place, activity.plan, by=by, about=words, after={"where": words})
    return place


def _another(activity: Activity, template: str, fact: str, after: Clause | None, by: User) -> Clause:
    """The line of one more fact of a kind: after its like, else the last of the activity's own lines."""
    plan = activity.plan
    holding.hold(plan)
    like = Clause.objects.filter(**{f"{fact}__activity": activity}).order_by("position").last()
    beside = after if after and after.pk != activity.clause_id else like
    spot = spot_of(plan, after=beside) if beside else spot_of(plan, inside=activity.clause, before=heads_of(plan))
    return positions.insert(plan, spot, template, by=by)


@undoable("content.add")
def add_content(*, activity: Activity, text: str, by: User, after: Clause | None = None) -> ContentItem:
    """One more thing done in an activity: after `after`, or after its last content, or below its line "Nội dung:"."""
    plan = activity.plan
    holding.hold(plan)
    content = _new_content(activity, text, by, after)
    words = content.clause.text
    holding.note("content.add", content, plan, by=by, about=words, after={"text": words})
    return content


def _new_content(activity: Activity, text: str, by: User, after: Clause | None = None) -> ContentItem:
    plan = activity.plan
    last = Clause.objects.filter(content__activity=activity).order_by("position").last()
    spot = spot_of(plan, after=after) if after else fact_spot(activity, last, CONTENTS, by)
    clause = positions.insert(plan, spot, holding.one_line(text), by=by)
    return ContentItem.objects.create(activity=activity, clause=clause)


@undoable("quota.set")
def set_quota(*, activity: Activity, people: int, by: User) -> Quota:
    """How many people each union invites. A first quota gets a line of its own after the duties."""
    plan = activity.plan
    holding.hold(plan)
    quota = Quota.objects.filter(activity=activity).select_related("clause").first()
    before = {"people": quota.people} if quota else {}
    if quota is None:
        quota = Quota.objects.create(activity=activity, clause=_quota_line(activity, by), people=people)
    else:
        write_quota(quota, people)
        if quota.clause is not None:
            holding.bump(quota.clause, by=by)
    after = {"people": people}
    holding.note("quota.set", quota, plan, by=by, about=activity.title, before=before, after=after)
    return quota


def write_quota(quota: Quota, people: int) -> None:
    """Write the number of people; the caller has claimed its line."""
    quota.people = people
    quota.save(update_fields=["people"])


def _quota_line(activity: Activity, by: User) -> Clause:
    last = Clause.objects.filter(duty__activity=activity).order_by("position").last()
    return positions.insert(activity.plan, fact_spot(activity, last, ASSIGNMENT, by), QUOTA, by=by)
