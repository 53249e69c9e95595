"""A plan's activities with when and where they are and how many people came."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from campaigns.models import Attendance, PublicPage
from plans.models import Activity, Occurrence, Plan, Schedule
from plans.planned import planned_spans
from unions.models import MemberUnion

CANCELLED = Occurrence.State.CANCELLED
HeadCounts = Mapping[tuple[int, int | None], Mapping[int, int]]  # (activity, occurrence) -> union -> people


def head_counts(plan: Plan, unions: Collection[int] | None = None) -> HeadCounts:
    """How many people of each union came to what took place; of the unions with these ids, or of all. One query."""
    rows = Attendance.objects.filter(activity__plan=plan).order_by()
    if unions is not None:
        rows = rows.filter(union__in=unions)
    counts: dict[tuple[int, int | None], dict[int, int]] = defaultdict(dict)
    columns = ("activity", "occurrence", "occurrence__state", "union", "people")
    for activity, occurrence, state, union, people in rows.values_list(*columns):
        if state != CANCELLED:
            counts[activity, occurrence][union] = people
    return counts


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """One activity in a list, with the head counts of the unions that the reader sees (`unions`)."""

    activity: Activity
    unions: tuple[int, ...]
    counts: HeadCounts

    @property
    def takes_place(self) -> bool:
        """Not called off as a whole."""
        return self.activity.called_off_at is None

    @property
    def times(self) -> tuple[Occurrence, ...]:
        """Its times, the first one first."""
        return tuple(sorted(self.activity.occurrences.all(), key=lambda time: (time.starts_on, time.number)))

    @property
    def standing(self) -> tuple[Occurrence, ...]:
        """The times that were not called off."""
        return tuple(time for time in self.times if time.state != CANCELLED)

    @property
    def schedules(self) -> tuple[Schedule, ...]:
        return tuple(self.activity.schedules.all())

    @property
    def announced(self) -> int:
        """How many times the plan announces."""
        return len(planned_spans(self.activity.kind, self.schedules, self.activity.plan.year))

    @property
    def is_dated(self) -> bool:
        """Whether anybody knows when it is."""
        return bool(self.times) or any(schedule.starts_on for schedule in self.schedules)

    @property
    def page(self) -> PublicPage | None:
        return getattr(self.activity, "public_page", None)

    @property
    def quota(self) -> int:
        """People asked of each union each time; 0 without a quota."""
        quota = getattr(self.activity, "quota", None)
        return quota.people if quota else 0

    def wanted_of(self, unions: int) -> int:
        """People asked of so many unions over all times."""
        return self.quota * unions * max(1 if self.takes_place else 0, len(self.standing))

    @property
    def wanted(self) -> int:
        """People asked of the unions seen, over all times."""
        return self.wanted_of(len(self.unions))

    def came_from(self, union: int) -> int:
        """People of one union over all times."""
        return sum(people.get(union, 0) for people in self._counts())

    @property
    def came(self) -> int:
        """People of the unions seen, over all times."""
        return sum(sum(people.values()) for people in self._counts())

    def _counts(self) -> Iterable[Mapping[int, int]]:
        times = [None, *(time.pk for time in self.times)]
        return (self.counts[self.activity.pk, time] for time in times if (self.activity.pk, time) in self.counts)


def active_unions(plan: Plan) -> list[MemberUnion]:
    """The unions of the plan's year, in the order of the paper. One query."""
    return list(MemberUnion.objects.active(plan.year).filter(cluster=plan.cluster_id).order_by("position", "pk"))


def activity_lines(
    plan: Plan, unions: Collection[int], seen: Collection[int] | None, *also: str
) -> tuple[ActivityLine, ...]:
    """The plan's activities in the order of their lines. Four queries, and one for each of `also` ("places").

    Those called off are among them, for who shows that they are; who asks for something leaves them out.
    `unions` are the ids of the unions of the year, `seen` those whose figures the reader may see (None: all).
    """
    shown = tuple(pk for pk in unions if seen is None or pk in seen)
    counts = head_counts(plan, seen)
    rows = Activity.objects.filter(plan=plan).select_related("quota", "public_page").order_by("clause__position")
    lines = []
    for activity in rows.prefetch_related("occurrences", "schedules", *also):
        activity.plan = plan
        lines.append(ActivityLine(activity, shown, counts))
    return tuple(lines)
