"""What is late or open in a year, as numbers for the board. One query, whatever the number of rows."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.models import DutyReport, Problem
from campaigns.progress import last_day
from campaigns.queries.activities import ActivityLine
from campaigns.queries.waiting import Task, address
from plans.models import Duty, Plan, Proposal
from unions.permissions import Access, Permission


@dataclass(frozen=True, slots=True)
class Matters:
    """`late`: duties of activities that are over, which nobody reported as done."""

    late: int = 0
    problems: int = 0
    proposals: int = 0


def matters(plan: Plan, lines: Sequence[ActivityLine], today: dt.date) -> Matters:
    """The numbers of a plan whose activities are loaded with their times. One query."""
    days = {} if plan.is_drafted else {line.activity.pk: last_day(line.activity) for line in lines}
    over = [pk for pk, day in days.items() if day is not None and day < today]
    done = DutyReport.objects.filter(duty=OuterRef("pk"), state=DutyReport.State.DONE)
    counts = {
        "late": _count(Duty.objects.filter(activity__in=over).exclude(Exists(done))) if over else Value(0),
        "unsettled": _count(Problem.objects.filter(settled_at=None)),
        "undecided": _count(Proposal.objects.filter(state=Proposal.State.OPEN)),
    }
    rows = Plan.objects.filter(pk=plan.pk).order_by().annotate(**counts)
    return Matters(*rows.values_list(*counts).get())


def _count(rows: "QuerySet[Duty] | QuerySet[Problem] | QuerySet[Proposal]") -> Coalesce:
    """How many of these the plan has."""
    numbers = rows.filter(plan=OuterRef("pk")).order_by().values("plan").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(numbers), 0, output_field=IntegerField())


def matter_tasks(plan: Plan, access: Access, lines: Sequence[ActivityLine], today: dt.date) -> Iterator[Task]:
    """What the lead should look at: late duties, open problems, proposals from the year before."""
    if not access.may(Permission.EDIT_PLAN):
        return
    found = matters(plan, lines, today)
    if found.late:
        text = ngettext(
            "%(count)s duty of a past activity is not reported as done",
            "%(count)s duties of past activities are not reported as done",
            found.late,
        )
        yield Task(text % {"count": found.late}, address(plan, "campaigns:progress_list"), _("Look"), tone="warning")
    if found.problems:
        text = ngettext("%(count)s problem is open", "%(count)s problems are open", found.problems)
        url = address(plan, "campaigns:problem_list")
        yield Task(text % {"count": found.problems}, url, _("Answer"), tone="warning")
    if found.proposals:
        text = ngettext("%(count)s proposal to decide on", "%(count)s proposals to decide on", found.proposals)
        yield Task(text % {"count": found.proposals}, address(plan, "plans:proposal_list"), _("Decide"))
