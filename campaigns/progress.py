"""Who stands where with which duty: the plan's duties joined with the newest reports. No query, today passed in."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from campaigns.models import DutyReport
from plans.assignments import Stated, part_of
from plans.models import Activity, Duty, DutyHolder, Occurrence, Schedule
from unions.models import MemberUnion

State = DutyReport.State
OPEN = (State.NOT_STARTED, State.UNDER_WAY)  # there is still something to be done
Newest = Mapping[tuple[int, int], DutyReport]  # (duty, union) -> the newest report


@dataclass(frozen=True, slots=True)
class Standing:
    """One union's part in one duty and how far it is. `last_day` is the end of the duty's activity, where known."""

    stated: Stated
    union: MemberUnion
    supporting: bool
    report: DutyReport | None
    last_day: dt.date | None

    @property
    def state(self) -> State:
        return State(self.report.state) if self.report else State.NOT_STARTED

    @property
    def is_done(self) -> bool:
        return self.state == State.DONE

    def is_late(self, today: dt.date) -> bool:
        """The activity is over and the duty is neither done nor given up."""
        return self.is_open and self.last_day is not None and self.last_day < today

    @property
    def is_open(self) -> bool:
        """Whether there is still something to be done."""
        return self.state in OPEN

    def tone(self, today: dt.date) -> str:
        """The chip's tone: late and impossible duties are what the lead has to see."""
        if self.state == State.CANNOT:
            return "danger"
        if self.is_late(today):
            return "warning"
        return "done" if self.is_done else "info"


@dataclass(frozen=True, slots=True)
class DutyProgress:
    """A duty with everybody who holds it."""

    stated: Stated
    standings: tuple[Standing, ...]


def holds(duty: Duty, union_id: int, lead_id: int | None) -> bool:
    """Whether a union has a part in a duty: as one of all, as the lead, by name."""
    return duty.scope == Duty.Scope.ALL or bool(part_of(duty, union_id, lead_id))


def standings(
    duties: Sequence[Stated],
    unions: Sequence[MemberUnion],
    newest: Newest,
    last_days: Mapping[int, dt.date],
    lead_id: int | None,
) -> Iterator[Standing]:
    """Every part that the unions have, in the order of the paper. `last_days` are by activity."""
    for stated in duties:
        for union in unions:
            if holds(stated.duty, union.pk, lead_id):
                supporting = part_of(stated.duty, union.pk, lead_id) == DutyHolder.Part.SUPPORT
                last_day = last_days.get(stated.duty.activity_id or 0)
                yield Standing(stated, union, supporting, newest.get((stated.duty.pk, union.pk)), last_day)


def last_day(activity: Activity) -> dt.date | None:
    """When an activity is over, as far as its times say; its schedules and occurrences are loaded."""
    standing = (time for time in activity.occurrences.all() if time.state != Occurrence.State.CANCELLED)
    spans: list[Schedule | Occurrence] = [*activity.schedules.all(), *standing]
    return max((day for span in spans for day in (span.starts_on, span.ends_on) if day), default=None)


def by_duty(found: Sequence[Standing]) -> tuple[DutyProgress, ...]:
    """The parts of each duty together."""
    groups: dict[int, list[Standing]] = {}
    for standing in found:
        groups.setdefault(standing.stated.duty.pk, []).append(standing)
    return tuple(DutyProgress(group[0].stated, tuple(group)) for group in groups.values())
