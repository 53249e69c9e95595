"""One activity with all its facts and all that happened in the field, as far as the reader may see it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Q, prefetch_related_objects

from campaigns.models import PublicPage, Resource, Result, SignUp
from campaigns.permissions import may_report_for, unions_seen
from campaigns.queries.activities import HeadCounts, active_unions, head_counts
from campaigns.supplies import Item, Supply, tally
from contributions.queries import LevyState, loaded_states
from plans.levies import levies_of
from plans.models import Activity, Occurrence, Quota
from plans.planned import planned_spans, said_spans
from plans.queries import Family, PaperLine, fact_lines, family_of
from plans.replanning import Replan, replanned
from unions.models import MemberUnion
from unions.permissions import Access, Permission

CANCELLED = Occurrence.State.CANCELLED


@dataclass(frozen=True, slots=True)
class HeadCount:
    """One union's entry: None until somebody said how many came."""

    union: MemberUnion
    people: int | None
    wanted: int
    may_enter: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """The head counts of one time (or of an activity without times)."""

    time: Occurrence | None
    rows: tuple[HeadCount, ...]

    @property
    def came(self) -> int:
        return sum(row.people or 0 for row in self.rows)

    @property
    def wanted(self) -> int:
        return sum(row.wanted for row in self.rows)

    @property
    def answered(self) -> int:
        """How many unions have an entry."""
        return sum(row.people is not None for row in self.rows)

    @property
    def may_enter(self) -> bool:
        return any(row.may_enter for row in self.rows)


@dataclass(frozen=True, slots=True)
class OwnResult:
    """A result, and whether the reader may change it."""

    result: Result
    may_change: bool


@dataclass(frozen=True, slots=True)
class Detail:
    """Everything on an activity's page."""

    activity: Activity
    times: tuple[Occurrence, ...]
    announced: int
    replan: Replan
    contents: tuple[PaperLine, ...]
    duties: tuple[PaperLine, ...]
    levies: tuple[LevyState, ...]
    sheets: tuple[Sheet, ...]
    supplies: tuple[Supply, ...]
    resources: tuple[Resource, ...]
    results: tuple[OwnResult, ...]
    page: PublicPage | None
    people: int
    quota: Quota | None
    family: Family

    @property
    def may_enter(self) -> bool:
        """Whether the reader may say of any time how many came."""
        return any(sheet.may_enter for sheet in self.sheets)

    @property
    def missing_times(self) -> int:
        """Times that the plan announces and that are not there yet."""
        return max(0, self.announced - len(self.times))

    @property
    def said(self) -> str:
        """When the plan says that it is."""
        return "; ".join(schedule.text for schedule in self.activity.schedules.all())


def detail(activity: Activity, access: Access) -> Detail:
    """An activity's page. Sixteen queries at most, whatever the number of rows."""
    seen = unions_seen(access)
    prefetch_related_objects([activity], "occurrences", "schedules", "places")
    times, year = activity.schedules.all(), activity.plan.year
    sheets = attendance_sheets(activity, access)
    stated = Q(content__activity=activity) | Q(duty__activity=activity) | Q(levy__activity=activity)
    lines = fact_lines(activity.plan, stated, ["content", "duty", "levy"], [activity])
    levies = levies_of(lines, [activity])
    resources = tuple(activity.resources.select_related("union").order_by("pk"))
    page: PublicPage | None = getattr(activity, "public_page", None)
    return Detail(
        activity=activity,
        times=tuple(sheet.time for sheet in sheets if sheet.time),
        announced=len(planned_spans(activity.kind, times, year)),
        replan=replanned(said_spans(activity.kind, times, year), activity.occurrences.all()),
        contents=tuple(line for line in lines if hasattr(line.clause, "content")),
        duties=tuple(line for line in lines if hasattr(line.clause, "duty")),
        levies=tuple(loaded_states(activity.plan, levies, [activity])),
        sheets=sheets,
        supplies=tuple(tally(Item(r.kind, r.thing, r.unit, r.quantity) for r in resources)),
        resources=resources if access.may(Permission.RUN_ACTIVITY) else (),
        results=_results(activity, access, seen),
        page=page,
        quota=quota_of(activity),
        family=family_of(activity),
        people=SignUp.objects.filter(public_page=page, cancelled_at__isnull=True).count() if page else 0,
    )


def _results(activity: Activity, access: Access, seen: Collection[int] | None) -> tuple[OwnResult, ...]:
    """The results of the cluster as a whole and of the unions that the reader sees. One query."""
    rows = activity.results.select_related("union")
    shown = (row for row in rows if seen is None or row.union_id is None or row.union_id in seen)
    return tuple(OwnResult(row, may_report_for(access, row.union_id)) for row in shown)


def attendance_sheets(activity: Activity, access: Access) -> tuple[Sheet, ...]:
    """The head counts of each time, of the unions that the reader sees. Four queries.

    An activity without times has one sheet of its own; one with times keeps it only where something was entered in it.
    """
    seen = unions_seen(access)
    unions = [union for union in active_unions(activity.plan) if seen is None or union.pk in seen]
    counts = head_counts(activity.plan, seen)
    quota = quota_of(activity)
    wanted = quota.people if quota else 0
    times = sorted(activity.occurrences.all(), key=lambda time: (time.starts_on, time.number))
    places: list[Occurrence | None] = [*times]
    if not times or (activity.pk, None) in counts:
        places.append(None)
    return tuple(_sheet(activity, time, unions, counts, wanted, access) for time in places)


def quota_of(activity: Activity) -> Quota | None:
    """How many people are asked of each union, if the plan says so. One query, the first time."""
    return getattr(activity, "quota", None)


def _sheet(
    activity: Activity,
    time: Occurrence | None,
    unions: Sequence[MemberUnion],
    counts: HeadCounts,
    wanted: int,
    access: Access,
) -> Sheet:
    entered = counts.get((activity.pk, time.pk if time else None), {})
    off = time.state == CANCELLED if time else activity.called_off_at is not None
    return Sheet(
        time,
        tuple(
            HeadCount(union, entered.get(union.pk), 0 if off else wanted, not off and may_report_for(access, union.pk))
            for union in unions
        ),
    )


def volunteers(page: PublicPage) -> tuple[SignUp, ...]:
    """Who signed up, for those who may see names and telephones; withdrawn ones are left out. One query."""
    rows = page.sign_ups.filter(cancelled_at__isnull=True).select_related("volunteer__union").order_by("pk")
    return tuple(rows)
