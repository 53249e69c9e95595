"""Everything the checks look at, loaded once; they ask nothing more."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from django.urls import reverse

from plans.checks.finding import Code, Finding, Spot
from plans.checks.names import UnionFinder, union_finder
from plans.levies import LevyTotals, paper_totals
from plans.models import Activity, Occurrence, Plan, Quota
from plans.queries import Paper, PaperLine, load_paper
from unions.models import MemberUnion, UnionAlias


@dataclass(frozen=True)
class Checked:
    """A plan as the checks see it. `recipients` as typed; `aliases` are the unions' other names, by their ids."""

    paper: Paper
    totals: tuple[LevyTotals, ...]
    unions: tuple[MemberUnion, ...]
    aliases: Mapping[int, Sequence[str]]
    recipients: tuple[str, ...]
    occurrences: tuple[Occurrence, ...]

    @property
    def plan(self) -> Plan:
        return self.paper.plan

    @cached_property
    def base(self) -> str:
        """The address of the plan's page."""
        return reverse("plans:plan_edit", kwargs=self.address)

    @cached_property
    def duties_url(self) -> str:
        """The page of who does what."""
        return reverse("plans:duty_list", kwargs=self.address)

    @property
    def address(self) -> dict[str, str | int]:
        """What every address of the plan is made from."""
        return {"code": self.plan.cluster.code, "year": self.plan.year}

    @cached_property
    def paths(self) -> Mapping[int, str]:
        """For each line, the numbers it stands under: "II.1"."""
        return {line.clause.pk: _path((*self.heads[line.clause.pk], line)) for line in self.paper.lines}

    @cached_property
    def heads(self) -> Mapping[int, tuple[PaperLine, ...]]:
        """For each line, the lines it stands below, the outermost first."""
        found: dict[int, tuple[PaperLine, ...]] = {}
        above: list[PaperLine] = []
        for line in self.paper.lines:
            while above and above[-1].clause.level >= line.clause.level:
                above.pop()
            found[line.clause.pk] = tuple(above)
            above.append(line)
        return found

    def below(self, clause_id: int) -> Iterator[PaperLine]:
        """The lines that stand below a line, in order; none below one that is not on the paper."""
        places = (at for at, line in enumerate(self.paper.lines) if line.clause.pk == clause_id)
        at = next(places, None)
        if at is None:
            return iter(())
        level = self.paper.lines[at].clause.level
        return takewhile(lambda line: line.clause.level > level, self.paper.lines[at + 1 :])

    @cached_property
    def wholes(self) -> Mapping[int, tuple[int, ...]]:
        """The activities that each activity is a part of, the outermost first; by their ids."""
        return {activity.pk: tuple(self._activities_above(activity.clause_id)) for activity in self.paper.activities}

    def _activities_above(self, clause_id: int) -> Iterator[int]:
        for head in self.heads[clause_id]:
            activity: Activity | None = getattr(head.clause, "activity", None)
            if activity is not None:
                yield activity.pk

    @cached_property
    def leaves(self) -> tuple[Activity, ...]:
        """The activities that have no activity below them: in each of them somebody has a duty."""
        parents = {pk for above in self.wholes.values() for pk in above}
        return tuple(activity for activity in self.paper.activities if activity.pk not in parents)

    @cached_property
    def names(self) -> UnionFinder:
        """What finds the unions in a text."""
        named = ((union.pk, union.name, *self.aliases.get(union.pk, ())) for union in self.unions)
        return union_finder(tuple(named))

    @cached_property
    def times(self) -> Mapping[int, list[tuple[dt.date, dt.date]]]:
        """From when to when each activity is, as its lines and its dates say."""
        found: dict[int, list[tuple[dt.date, dt.date]]] = {}
        schedules = (getattr(line.clause, "schedule", None) for line in self.paper.lines)
        for time in (*filter(None, schedules), *self.occurrences):
            if time.starts_on:
                found.setdefault(time.activity_id, []).append((time.starts_on, time.ends_on or time.starts_on))
        return found

    @cached_property
    def quotas(self) -> Mapping[int, Quota]:
        """How many people each union sends, by activity."""
        found = (getattr(line.clause, "quota", None) for line in self.paper.lines)
        return {quota.activity_id: quota for quota in found if quota is not None}

    def spot(self, clause_id: int) -> Spot:
        """A line as a place in the paper."""
        return Spot(self.paths.get(clause_id, ""), clause_id)

    def at(self, code: Code, clause_id: int, text: str, url: str = "") -> Finding:
        """A finding about a line; `url` where it is mended elsewhere than in the line."""
        spot = self.spot(clause_id)
        return Finding(code, text, url or self.base + spot.query, spot)

    def around(self, code: Code, spot: Spot, text: str) -> Finding:
        """A finding about a part around the lines."""
        return Finding(code, text, self.base + spot.query, spot)


def load_checked(plan: Plan) -> Checked:
    """A plan for its checks. Nine queries at most, whatever its size."""
    paper = load_paper(plan)
    recipients = tuple(plan.recipients.values_list("text", flat=True))
    unions = tuple(MemberUnion.objects.filter(cluster=plan.cluster_id).active(plan.year))
    if lead := next((union for union in unions if union.pk == plan.lead_id), None):
        plan.lead = lead  # known, so that no query need bring it once more
    times = _times(paper.activities)
    standing = tuple(time for time in times if time.state != Occurrence.State.CANCELLED)
    return Checked(paper, tuple(paper_totals(paper, times)), unions, _aliases(plan), recipients, standing)


def _aliases(plan: Plan) -> Mapping[int, Sequence[str]]:
    """The other names of the cluster's unions. One query."""
    found: dict[int, list[str]] = {}
    rows = UnionAlias.objects.filter(union__cluster=plan.cluster_id).order_by("pk")
    for union, name in rows.values_list("union", "name"):
        found.setdefault(union, []).append(name)
    return found


def _times(activities: Sequence[Activity]) -> list[Occurrence]:
    """The dates, called-off ones among them, in the order of the paper, then of the year. One query."""
    order = {activity.pk: place for place, activity in enumerate(activities)}
    rows = Occurrence.objects.filter(activity__in=order).order_by()
    times = sorted(rows, key=lambda time: (order[time.activity_id], time.starts_on, time.number))
    for time in times:
        time.activity = activities[order[time.activity_id]]
    return times


def _path(lines: Iterable[PaperLine]) -> str:
    """The numbers of lines below each other, "II.1"; "-" and "+" are no numbers."""
    path = ""
    for line in lines:
        number = line.label.rstrip(".)\u2060 ")
        if number[:1].isalnum():
            path = _joined(path, number)
    return path


def _joined(path: str, number: str) -> str:
    """ "II.3" and "3.1" -> "II.3.1"."""
    last = path.rpartition(".")[2]
    if last and number.startswith(f"{last}."):
        return path + number[len(last) :]
    return f"{path}.{number}" if path else number
