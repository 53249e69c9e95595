"""The year on one page: what waits, the year as a strip, the unions with their figures, the next thirty days."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns import strip
from campaigns.permissions import sees_everyone, unions_seen
from campaigns.queries import waiting
from campaigns.queries.activities import ActivityLine, active_unions, activity_lines
from campaigns.queries.matters import matter_tasks
from campaigns.queries.progress import Held, duties_held
from campaigns.queries.waiting import Task
from campaigns.wording import nearness, time_name
from contributions.queries import Ledger, LevyState, booked_dues, ledger, levy_states, waiting_by_year
from contributions.queries.levies import Stage
from contributions.reckoning import Balance
from plans.amending.queries import Unissued, unissued
from plans.calendars import span_days
from plans.models import Occurrence, Plan, Schedule
from plans.planned import stretches_of
from plans.rounds_queries import open_round
from unions.amounts import format_dong
from unions.days import format_day
from unions.models import Membership, MemberUnion, Role
from unions.permissions import Access, Permission

AHEAD = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class StripRow:
    """One activity drawn into the year."""

    line: ActivityLine
    bars: tuple[strip.Bar, ...]
    dots: tuple[strip.Dot, ...]


@dataclass(frozen=True, slots=True)
class UnionRow:
    """One union's figures for the year. `seen` is when one of its officers signed in last."""

    union: MemberUnion
    duties: int
    balance: Balance | None  # None: not this reader's business
    came: int
    wanted: int
    seen: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Ahead:
    """Something in the next thirty days."""

    on: dt.date
    when: str  # as it is called: "Quý IV", "12–13/12/2026", "Tháng 6 - 8 năm 2026"
    near: str
    text: str
    url: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """Everything on the year's board."""

    headline: str
    tasks: tuple[Task, ...]
    rows: tuple[StripRow, ...]
    months: tuple[strip.Month, ...]
    today: str  # where today is drawn; empty in another year
    unions: tuple[UnionRow, ...]
    ahead: tuple[Ahead, ...]
    ledger: Ledger
    all_unions: bool
    unissued: Unissued | None  # what waits for an amendment

    @property
    def duties(self) -> int:
        return sum(row.duties for row in self.unions)

    @property
    def came(self) -> int:
        return sum(row.came for row in self.unions)

    @property
    def wanted(self) -> int:
        return sum(row.wanted for row in self.unions)


def board(plan: Plan, access: Access, today: dt.date) -> Board:
    """The board as this person may see it. Seventeen queries at most, whatever the number of rows.

    One more of a plan that is issued, about eight more while a change of it waits for an amendment.
    """
    seen, changes = unions_seen(access), unissued(plan)
    unions = active_unions(plan)
    lines = activity_lines(plan, [union.pk for union in unions], seen)
    activities, standing = [line.activity for line in lines], [line for line in lines if line.takes_place]
    sees_all = access.may(Permission.SEE_ALL_MONEY)
    scope = None if sees_all else seen
    dues = booked_dues(plan, scope)
    held = duties_held(plan, [union.pk for union in unions])
    money = ledger(plan, scope, dues=dues, active=unions, activities=activities)
    changed = changes.levies if changes else ()
    levies = levy_states(plan, activities, dues, changed) if sees_all else []
    tasks = chain(
        waiting.payment_tasks(plan, access, waiting_by_year(plan.cluster_id) if sees_all else {}),
        waiting.round_task(plan, access, open_round(plan)),
        waiting.round_tasks_elsewhere(plan, access),
        waiting.amendment_task(plan, access, changes),
        waiting.levy_tasks(plan, access, levies),
        waiting.activity_tasks(plan, access, standing, today),
        matter_tasks(plan, access, standing, held, today),
    )
    ahead = () if plan.is_withdrawn else tuple(_ahead(plan, standing, levies, today))
    shown = [union for union in unions if seen is None or union.pk in seen]
    return Board(
        headline=_headline(plan, access, money, levies, standing, ahead),
        tasks=waiting.most_urgent_first(tasks),
        rows=tuple(_strip_row(line, plan.year, today) for line in lines),
        months=strip.months(plan.year),
        today=strip.today_mark(today, plan.year),
        unions=_union_rows(access, shown, standing, held, money, today),
        ahead=tuple(sorted(ahead, key=lambda item: item.on)),
        ledger=money,
        all_unions=sees_everyone(access),
        unissued=changes,
    )


def _headline(
    plan: Plan,
    access: Access,
    money: Ledger,
    levies: Sequence[LevyState],
    lines: Sequence[ActivityLine],
    ahead: Sequence[Ahead],
) -> str:
    """The state of the year in words."""
    if plan.is_withdrawn:
        return _("The plan of %(year)s is withdrawn") % {"year": f"{plan.year:d}"}
    if access.may(Permission.SEE_ALL_MONEY) and money.asked:
        figures = {"settled": money.settled, "asked": money.asked, "left": format_dong(money.missing)}
        if not money.missing:
            return _("All %(asked)s unions have paid what was asked so far") % figures
        return _("%(settled)s of %(asked)s unions have paid in full; %(left)s đồng is missing") % figures
    undecided = sum(state.stage == "undecided" for state in levies)
    if undecided:
        sentence = ngettext(
            "No dues yet: %(count)s contribution waits for a decision",
            "No dues yet: %(count)s contributions wait for a decision",
            undecided,
        )
        return sentence % {"count": undecided}
    if ahead:
        return _("Next: %(name)s") % {"name": ahead[0].text}
    sentence = ngettext("%(count)s activity in %(year)s", "%(count)s activities in %(year)s", len(lines))
    return sentence % {"count": len(lines), "year": f"{plan.year:d}"}


def _strip_row(line: ActivityLine, year: int, today: dt.date) -> StripRow:
    announced = line.schedules if line.takes_place else ()
    spans = chain.from_iterable(stretches_of(schedule, year) for schedule in announced)
    bars = strip.merge(strip.bar(first, last, year) for first, last in spans)
    dots = tuple(
        strip.dot(
            time.starts_on,
            time.ends_on,
            year,
            strip.state_of(time.state, time.ends_on or time.starts_on, today),
            time_name(time),
        )
        for time in line.times
    )
    return StripRow(line, bars, dots)


def _union_rows(
    access: Access,
    unions: Sequence[MemberUnion],
    lines: Sequence[ActivityLine],
    held: Sequence[Held],
    money: Ledger,
    today: dt.date,
) -> tuple[UnionRow, ...]:
    """The unions with their figures. One query."""
    duties = Counter(union for one in held for union in one.unions)
    seen = _last_seen([union.pk for union in unions], today)
    asked = [line for line in lines if line.quota]
    return tuple(
        UnionRow(
            union,
            duties[union.pk],
            money.by_union.get(union.pk) if access.may_see_money_of(union.pk) else None,
            sum(line.came_from(union.pk) for line in asked),
            sum(line.wanted_of(1) for line in asked),
            seen.get(union.pk),
        )
        for union in unions
    )


def _last_seen(unions: Collection[int], today: dt.date) -> dict[int, dt.datetime]:
    """When an officer of each union signed in last. One query."""
    held = Membership.objects.current(today).filter(union__in=unions, role=Role.OFFICER).order_by("user__last_login")
    return {union: seen for union, seen in held.values_list("union", "user__last_login") if union and seen}


def _ahead(plan: Plan, lines: Sequence[ActivityLine], levies: Sequence[LevyState], today: dt.date) -> Iterator[Ahead]:
    """What begins, or is under way, or is to be paid within thirty days."""
    for line in lines:
        url = waiting.address(plan, "campaigns:activity_detail", pk=line.activity.pk)
        times = [time for time in line.standing if time.state == Occurrence.State.PLANNED]
        spans = [(time.starts_on, time.ends_on, time_name(time)) for time in times]
        if not line.times:
            spans = [span for schedule in line.schedules for span in _announced(schedule, plan.year)]
        for first, last, name in spans:
            if _soon(first, last, today):
                yield Ahead(first, name, nearness(first, last, today), line.activity.title, url)
    for state in levies:
        day, title = state.levy.due_on, state.levy.activity.title
        is_asked = state.made_total or state.stage != Stage.CALLED_OFF
        if is_asked and day and _soon(day, None, today):
            near, url = nearness(day, None, today), waiting.address(plan, "contributions:desk")
            yield Ahead(day, format_day(day), near, _("Contribution to be paid"), url, title)


def _announced(schedule: Schedule, year: int) -> Iterator[tuple[dt.date, dt.date | None, str]]:
    """The days of a time with what they are called: the words of the plan, or the day where these name several."""
    stretches = stretches_of(schedule, year)
    for first, last in stretches:
        yield first, last, span_days(first, last) if len(stretches) > 1 else schedule.text


def _soon(starts_on: dt.date, ends_on: dt.date | None, today: dt.date) -> bool:
    return starts_on <= today + AHEAD and (ends_on or starts_on) >= today
