"""What one union has to do, holds and owes: its own page. Nothing here is read of any other union."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.models import Problem
from campaigns.progress import Standing, last_day, standings
from campaigns.queries.activities import ActivityLine, activity_lines
from campaigns.queries.progress import newest_reports, open_problems
from campaigns.queries.waiting import (
    OtherYear,
    Task,
    address,
    most_urgent_first,
    name_of_time,
    name_of_year,
    opinion_task,
    opinion_tasks_elsewhere,
    times_begun,
)
from contributions.models import Due
from contributions.queries import UnionAccount, union_account
from contributions.wording import time_label
from plans.assignments import Stated
from plans.models import Activity, Duty, DutyHolder, Occurrence, Plan
from plans.queries import PaperLine, fact_lines
from plans.rounds_queries import open_round
from unions.amounts import format_dong
from unions.models import MemberUnion
from unions.permissions import Access, Permission


@dataclass(frozen=True, slots=True)
class OwnDuty:
    """A duty as the paper says it, the union's part in it, and how far it is."""

    standing: Standing
    activity: Activity | None
    tone: str
    is_late: bool

    @property
    def pk(self) -> int:
        return self.standing.stated.duty.pk

    @property
    def text(self) -> str:
        return self.standing.stated.line.text

    @property
    def supporting(self) -> bool:
        return self.standing.supporting

    @property
    def of_all(self) -> bool:
        return self.standing.stated.duty.scope == Duty.Scope.ALL


@dataclass(frozen=True, slots=True)
class OwnTime:
    """A time of an activity to come."""

    activity: Activity
    time: Occurrence


@dataclass(frozen=True, slots=True)
class MyUnion:
    """Everything on a union's page. `mine`: the reader acts for it and may declare payments."""

    union: MemberUnion
    mine: bool
    tasks: tuple[Task, ...]
    duties: tuple[OwnDuty, ...]
    account: UnionAccount
    times: tuple[OwnTime, ...]
    problems: tuple[Problem, ...]  # that nobody has settled yet
    asked: tuple[ActivityLine, ...]  # activities to which it brings people


def my_union(plan: Plan, access: Access, union: MemberUnion, today: dt.date) -> MyUnion:
    """The page of a union. Seventeen queries at most, three more for each other year that is asked about.

    A plan that is withdrawn asks nothing: what is to be done comes from the other years alone.
    """
    mine = access.may(Permission.DECLARE_PAYMENT) and any(own.pk == union.pk for own in access.unions)
    lines = [line for line in activity_lines(plan, [union.pk], [union.pk]) if line.takes_place]
    account = union_account(plan, union)
    duties = own_duties(plan, union, [line.activity for line in lines], today)
    tasks = chain(
        opinion_task(plan, open_round(plan), union),
        opinion_tasks_elsewhere(plan, union),
        () if plan.is_withdrawn else _due_tasks(plan, account, union),
        _debt_tasks(plan, account, union),
        _head_count_tasks(plan, lines, today) if plan.is_in_force else (),
        _late_tasks(duties),
    )
    return MyUnion(
        union,
        mine,
        most_urgent_first(tasks) if mine else (),
        duties,
        account,
        () if plan.is_withdrawn else tuple(_to_come(lines, today)),
        tuple(open_problems(plan, [union.pk])),
        tuple(line for line in lines if line.quota),
    )


def own_duties(plan: Plan, union: MemberUnion, activities: Collection[Activity], today: dt.date) -> tuple[OwnDuty, ...]:
    """The duties of a union, in the words of the paper: those that name it, of all, of the lead. Three queries.

    `activities` are the plan's, with their schedules and occurrences loaded.
    """
    stated = [_stated(line) for line in fact_lines(plan, _held_by(union, plan), ["duty", "levy", "quota"], activities)]
    known = {activity.pk: activity for activity in activities}
    lasting = () if plan.is_withdrawn else known.items()  # what was to be done by a day is not due any more
    days = {pk: day for pk, activity in lasting if (day := last_day(activity))}
    late = not plan.is_drafted  # before it is issued a plan asks nothing of anybody
    found = standings(stated, [union], newest_reports(plan, union), days, plan.lead_id)
    return tuple(
        OwnDuty(own, known.get(own.stated.duty.activity_id or 0), own.tone(today), late and own.is_late(today))
        for own in found
    )


def _held_by(union: MemberUnion, plan: Plan) -> Q:
    """The lines of the duties in which a union has a part, without those of activities called off."""
    named = DutyHolder.objects.filter(union=union, duty__plan=plan).values("duty")
    scopes = [Duty.Scope.ALL, Duty.Scope.LEAD] if plan.lead_id == union.pk else [Duty.Scope.ALL]
    standing = Q(duty__activity__called_off_at=None)
    return standing & (Q(duty__scope__in=scopes) | Q(duty__in=named))


def _stated(line: PaperLine) -> Stated:
    return Stated(line, line.clause.duty, line.activity.title if line.activity else "")


def _late_tasks(duties: Sequence[OwnDuty]) -> Iterator[Task]:
    """Duties of activities that are over, of which the union did not say that they are done."""
    late = [duty for duty in duties if duty.is_late]
    if late:
        text = ngettext("Report on %(count)s duty that is late", "Report on %(count)s duties that are late", len(late))
        since = min(duty.standing.last_day for duty in late if duty.standing.last_day)
        yield Task(text % {"count": len(late)}, "#duties", _("Look"), since, "warning")


def _due_tasks(plan: Plan, account: UnionAccount, union: MemberUnion) -> Iterator[Task]:
    """What the union still has to pay, each with the code to write into the transfer."""
    declare = address(plan, "contributions:payment_declare")
    for line in account.open_dues:
        due = line.due
        yield Task(
            _("Pay %(amount)s đồng") % {"amount": format_dong(line.balance.open)},
            f"{declare}?union={union.code}&due={due.pk:d}",
            _("I have paid"),
            due.due_on,
            "warning",
            _("Write into the transfer: %(code)s") % {"code": due.code},
            _name_of_due(due),
        )


def _name_of_due(due: Due) -> str:
    """What a due is for, with its time as the table of money says it, and whether that was called off. No query."""
    activity, time = due.levy.activity, time_label(due)
    off = activity.called_off_at or (due.occurrence and due.occurrence.state == Occurrence.State.CANCELLED)
    return " · ".join(filter(None, (activity.title, time, _("called off, waits for the amendment") if off else "")))


def _debt_tasks(plan: Plan, account: UnionAccount, union: MemberUnion) -> Iterator[Task]:
    """What other years left unpaid; each year's account has the dues and their codes."""
    for year, balance in account.elsewhere:
        if balance.open > 0:
            url = address(OtherYear(plan.cluster, year), "contributions:union_account", union=union.code)
            amount = _("Pay %(amount)s đồng") % {"amount": format_dong(balance.open)}
            yield Task(amount, url, _("Look"), tone="warning", about=name_of_year(year))


def _head_count_tasks(plan: Plan, lines: Sequence[ActivityLine], today: dt.date) -> Iterator[Task]:
    """Times that have begun, that ask people of each union, and for which this one has not said how many came."""
    for line in lines:
        for time, day in times_begun(line, today) if line.quota else ():
            if line.counts.get((line.activity.pk, time.pk if time else None)):
                continue
            number = f"?time={time.number:d}" if time else ""
            url = address(plan, "campaigns:attendance", pk=line.activity.pk) + number
            asked = _("%(count)s people are asked of each union") % {"count": line.quota}
            yield Task(_("Enter how many came"), url, _("Enter"), day, "info", asked, name_of_time(line, time))


def _to_come(lines: Sequence[ActivityLine], today: dt.date) -> Iterator[OwnTime]:
    """The times to come, called-off ones among them, the nearest first."""
    times = [OwnTime(line.activity, time) for line in lines for time in line.times]
    coming = [own for own in times if (own.time.ends_on or own.time.starts_on) >= today]
    yield from sorted(coming, key=lambda own: own.time.starts_on)
