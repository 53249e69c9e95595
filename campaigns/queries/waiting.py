"""What waits for whom: a list of next steps, each with the place where it is done."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.queries.activities import ActivityLine
from campaigns.wording import time_name
from contributions.queries import LevyState
from contributions.queries.levies import Stage
from plans.amending.queries import Unissued
from plans.models import Occurrence, Plan
from plans.rounds_queries import OpenRound, open_round
from unions.amounts import format_dong
from unions.models import Cluster, MemberUnion
from unions.permissions import Access, Permission


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: what, about which activity, where, by when if anybody said so, how urgent (a chip's tone)."""

    text: str
    url: str
    action: str
    due_on: dt.date | None = None
    tone: str = "info"
    detail: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class OtherYear:
    """Another year of a plan's cluster, as far as an address needs to know it."""

    cluster: Cluster
    year: int


def address(plan: Plan | OtherYear, name: str, **more: object) -> str:
    """The address of one of a year's pages."""
    return reverse(name, kwargs={"code": plan.cluster.code, "year": plan.year, **more})


def name_of_year(year: int) -> str:
    """What a task of another year is about."""
    return _("Plan %(year)s") % {"year": f"{year:d}"}


def each_year(plan: Plan, counts: Mapping[int, int]) -> Iterator[tuple[Plan | OtherYear, int, str]]:
    """What is counted by year: where it is, how many, and which year's it is (nothing for the plan's own)."""
    for year, count in sorted(counts.items()):
        if year == plan.year:
            yield plan, count, ""
        else:
            yield OtherYear(plan.cluster, year), count, name_of_year(year)


def payment_tasks(plan: Plan, access: Access, waiting: Mapping[int, int]) -> Iterator[Task]:
    """Payments that nobody has answered yet, year by year; none for who may not see them."""
    mine = access.may(Permission.CONFIRM_PAYMENT)
    for where, count, about in each_year(plan, waiting):
        text = ngettext("%(count)s payment to confirm", "%(count)s payments to confirm", count) % {"count": count}
        yield Task(
            text,
            address(where, "contributions:desk"),
            _("Answer them") if mine else _("Look"),
            tone="warning" if mine else "info",
            detail="" if mine else _("with the treasurer"),
            about=about,
        )


def round_task(plan: Plan, access: Access, consultation: OpenRound | None) -> Iterator[Task]:
    """Unions that have not answered everything about the plan."""
    if consultation is None or not consultation.owing or not access.may(Permission.EDIT_PLAN):
        return
    text = ngettext(
        "%(count)s union has not given its opinion on the plan",
        "%(count)s unions have not given their opinions on the plan",
        consultation.owing,
    )
    url = address(plan, "plans:round_reminders", number=consultation.number)
    yield Task(text % {"count": consultation.owing}, url, _("Remind them"), consultation.deadline)


def rounds_elsewhere(plan: Plan) -> Iterator[tuple[Plan, OpenRound]]:
    """The rounds that are open in other years: next year's plan is agreed on while this one runs.

    No query where there are none, and the years of the cluster are known; else one, three more for each such plan.
    """
    states = plan.cluster.plan_states
    asked = [year for year, state in states.items() if state == Plan.State.CONSULTING and year != plan.year]
    for other in Plan.objects.filter(cluster=plan.cluster_id, year__in=asked).order_by("year") if asked else ():
        other.cluster = plan.cluster
        if consultation := open_round(other):
            yield other, consultation


def round_tasks_elsewhere(plan: Plan, access: Access) -> Iterator[Task]:
    """Unions that have not answered about other years' plans. One query, three more for each that is asked about."""
    for other, consultation in rounds_elsewhere(plan) if access.may(Permission.EDIT_PLAN) else ():
        yield from _of_year(other, round_task(other, access, consultation))


def opinion_tasks_elsewhere(plan: Plan, union: MemberUnion) -> Iterator[Task]:
    """What a union itself has not answered about them. One query, three more for each that is asked about."""
    for other, consultation in rounds_elsewhere(plan):
        yield from _of_year(other, opinion_task(other, consultation, union))


def _of_year(other: Plan, tasks: Iterator[Task]) -> Iterator[Task]:
    """Tasks of another year, each saying which."""
    return (replace(task, about=name_of_year(other.year)) for task in tasks)


def opinion_task(plan: Plan, consultation: OpenRound | None, union: MemberUnion) -> Iterator[Task]:
    """What a union itself has not answered yet."""
    if consultation is None or not consultation.owes(union.pk):
        return
    left = consultation.asked - consultation.answered.get(union.pk, 0)
    text = ngettext(
        "Give your opinion on %(count)s activity of the plan",
        "Give your opinion on %(count)s activities of the plan",
        left,
    )
    url = address(plan, "plans:round_answer", number=consultation.number) + f"?union={union.code}"
    yield Task(text % {"count": left}, url, _("Answer"), consultation.deadline, "warning")


def amendment_task(plan: Plan, access: Access, changes: Unissued | None) -> Iterator[Task]:
    """What was changed since the paper that holds: nothing of it binds anybody before an amendment is issued."""
    if changes is None or not access.may(Permission.ISSUE_PLAN):
        return
    text = ngettext(
        "%(count)s place in the plan was changed and waits for an amendment",
        "%(count)s places in the plan were changed and wait for an amendment",
        changes.count,
    )
    yield Task(text % {"count": changes.count}, address(plan, "contributions:plan_amend"), _("Look and issue"))


def levy_tasks(plan: Plan, access: Access, levies: Sequence[LevyState]) -> Iterator[Task]:
    """Contributions whose basis nobody chose, and dues that can be made.

    Dues of a plan that is not issued can be made, but nobody is reminded of it: they would hold its amounts.
    """
    for state in levies:
        title = state.levy.activity.title
        if state.stage == Stage.UNDECIDED and access.may(Permission.EDIT_PLAN):
            sums = {"once": format_dong(state.once), "every": format_dong(state.every_time)}
            yield Task(
                _("Choose how often the contribution is paid"),
                address(plan, "plans:levy_basis", pk=state.levy.pk),
                _("Choose"),
                tone="warning",
                detail=_("%(once)s or %(every)s đồng a year") % sums if state.once != state.every_time else "",
                about=title,
            )
        if state.can_make and not plan.is_drafted and access.may(Permission.ISSUE_DUES):
            yield Task(
                _("Make the dues"),
                address(plan, "contributions:dues_make", pk=state.levy.pk),
                _("Look and make"),
                detail=_("%(count)s dues, %(sum)s đồng")
                % {"count": len(state.missing), "sum": format_dong(state.missing_total)},
                about=title,
            )


def activity_tasks(plan: Plan, access: Access, lines: Sequence[ActivityLine], today: dt.date) -> Iterator[Task]:
    """Activities without dates, times that passed unreported, head counts that are missing; none once withdrawn."""
    if plan.is_withdrawn or not access.may(Permission.RUN_ACTIVITY):
        return
    for line in lines:
        yield from _date_task(plan, line)
        if not plan.is_drafted:  # before it is issued nothing of it takes place
            yield from _passed_task(plan, line, today)
            yield from _head_count_task(plan, line, today)


def _date_task(plan: Plan, line: ActivityLine) -> Iterator[Task]:
    url = address(plan, "campaigns:activity_detail", pk=line.activity.pk) + "#times"
    if line.announced and not line.times:
        text = ngettext("Make the %(count)s date of the plan", "Make the %(count)s dates of the plan", line.announced)
        yield Task(text % {"count": line.announced}, url, _("Make the dates"), about=line.activity.title)
    elif not line.is_dated:
        yield Task(_("No date yet"), url, _("Set a date"), about=line.activity.title)


def _passed_task(plan: Plan, line: ActivityLine, today: dt.date) -> Iterator[Task]:
    passed = [t for t in line.times if t.state == Occurrence.State.PLANNED and (t.ends_on or t.starts_on) < today]
    if not passed:
        return
    text = ngettext(
        "%(count)s date has passed: did it take place?",
        "%(count)s dates have passed: did they take place?",
        len(passed),
    )
    url = address(plan, "campaigns:activity_detail", pk=line.activity.pk) + "#times"
    last = max(time.ends_on or time.starts_on for time in passed)
    yield Task(text % {"count": len(passed)}, url, _("Say so"), last, "warning", about=line.activity.title)


def _head_count_task(plan: Plan, line: ActivityLine, today: dt.date) -> Iterator[Task]:
    if not line.quota:
        return
    for time, day in times_begun(line, today):
        entered = line.counts.get((line.activity.pk, time.pk if time else None), {})
        missing = [union for union in line.unions if union not in entered]
        if not missing:
            continue
        text = ngettext(
            "The head count of %(count)s union is missing",
            "The head counts of %(count)s unions are missing",
            len(missing),
        )
        url = address(plan, "campaigns:attendance", pk=line.activity.pk) + (f"?time={time.number:d}" if time else "")
        about = name_of_time(line, time)
        yield Task(text % {"count": len(missing)}, url, _("Enter them"), day, about=about)


def name_of_time(line: ActivityLine, time: Occurrence | None) -> str:
    """An activity's title, with the name of the time where it has several."""
    return f"{line.activity.title} · {time_name(time)}" if time and len(line.times) > 1 else line.activity.title


def times_begun(line: ActivityLine, today: dt.date) -> Iterator[tuple[Occurrence | None, dt.date]]:
    """The times of an activity that have begun, with the day of each; an activity without times counts as one."""
    if line.times:
        yield from ((time, time.starts_on) for time in line.standing if time.starts_on <= today)
        return
    begun = [s.ends_on or s.starts_on for s in line.schedules if s.starts_on and s.starts_on <= today]
    if begun and begun[0] is not None:
        yield None, begun[0]


def most_urgent_first(tasks: Iterator[Task]) -> tuple[Task, ...]:
    """What others wait for before the rest; of each, those with a date by their date, then those without."""
    return tuple(
        sorted(tasks, key=lambda task: (task.tone != "warning", task.due_on is None, task.due_on or dt.date.max))
    )
