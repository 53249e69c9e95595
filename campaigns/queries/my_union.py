"""What one union has to do, holds and owes: its own page. Nothing here is read of any other union."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from campaigns.queries.activities import ActivityLine, activity_lines
from campaigns.queries.waiting import Task, address, most_urgent_first, name_of_time, times_begun
from contributions.queries import UnionAccount, union_account
from plans.models import Activity, Duty, DutyHolder, Occurrence, Plan
from plans.queries import load_paper
from unions.amounts import format_dong
from unions.models import MemberUnion
from unions.permissions import Access, Permission


@dataclass(frozen=True, slots=True)
class OwnDuty:
    """A duty as the paper says it, and the union's part in it."""

    pk: int
    text: str
    activity: Activity | None
    supporting: bool
    of_all: bool


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
    asked: tuple[ActivityLine, ...]  # activities to which it brings people


def my_union(plan: Plan, access: Access, union: MemberUnion, today: dt.date) -> MyUnion:
    """The page of a union. Eleven queries."""
    mine = access.may(Permission.DECLARE_PAYMENT) and any(own.pk == union.pk for own in access.unions)
    lines = activity_lines(plan, [union.pk], [union.pk])
    account = union_account(plan, union)
    tasks = [*_due_tasks(plan, account, union, mine), *_head_count_tasks(plan, lines, today)] if mine else []
    return MyUnion(
        union,
        mine,
        most_urgent_first(iter(tasks)),
        own_duties(plan, union),
        account,
        tuple(_to_come(lines, today)),
        tuple(line for line in lines if line.quota),
    )


def own_duties(plan: Plan, union: MemberUnion) -> tuple[OwnDuty, ...]:
    """The duties of a union, in the words of the paper: those that name it, of all, of the lead. Four queries."""
    found = []
    for line in load_paper(plan).lines:
        duty = getattr(line.clause, "duty", None)
        part = _part(duty, plan, union) if duty else None
        if duty is not None and part is not None:
            found.append(OwnDuty(duty.pk, line.text, line.activity, part == "support", duty.scope == Duty.Scope.ALL))
    return tuple(found)


def _part(duty: Duty, plan: Plan, union: MemberUnion) -> str | None:
    if duty.scope == Duty.Scope.ALL:
        return DutyHolder.Part.LEAD
    if duty.scope == Duty.Scope.LEAD:
        return DutyHolder.Part.LEAD if plan.lead_id == union.pk else None
    return next((holder.part for holder in duty.holders.all() if holder.union_id == union.pk), None)


def _due_tasks(plan: Plan, account: UnionAccount, union: MemberUnion, mine: bool) -> Iterator[Task]:
    """What the union still has to pay, each with the code to write into the transfer."""
    if not mine:
        return
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
            due.levy.activity.title,
        )


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
