"""What is late or open in a year, as numbers for the board."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.models import DutyReport, Problem
from campaigns.progress import last_day
from campaigns.queries.activities import ActivityLine
from campaigns.queries.waiting import Task, address, each_year
from plans.models import Duty, Plan, Proposal
from unions.permissions import Access, Permission


@dataclass(frozen=True, slots=True)
class Matters:
    """`late`: duties of activities that are over, which nobody reported as done. The others by year of the cluster."""

    late: int = 0
    problems: Mapping[int, int] = field(default_factory=dict)
    proposals: Mapping[int, int] = field(default_factory=dict)


def matters(plan: Plan, lines: Sequence[ActivityLine], today: dt.date) -> Matters:
    """The numbers of a plan whose activities are loaded with their times. Three queries at most.

    Problems and proposals are those of the whole cluster: what an earlier year left open, and what waits in next
    year's plan, would else be seen by nobody.
    """
    days = {} if plan.is_drafted else {line.activity.pk: last_day(line.activity) for line in lines}
    over = [pk for pk, day in days.items() if day is not None and day < today]
    done = DutyReport.objects.filter(duty=OuterRef("pk"), state=DutyReport.State.DONE)
    return Matters(
        late=Duty.objects.filter(plan=plan, activity__in=over).exclude(Exists(done)).count() if over else 0,
        problems=_by_year(Problem.objects.filter(plan__cluster=plan.cluster_id, settled_at=None)),
        proposals=_by_year(Proposal.objects.filter(plan__cluster=plan.cluster_id, state=Proposal.State.OPEN)),
    )


def _by_year(rows: "QuerySet[Problem] | QuerySet[Proposal]") -> Mapping[int, int]:
    return Counter(rows.order_by().values_list("plan__year", flat=True))


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
    for where, count, about in each_year(plan, found.problems):
        text = ngettext("%(count)s problem is open", "%(count)s problems are open", count) % {"count": count}
        yield Task(text, address(where, "campaigns:problem_list"), _("Answer"), tone="warning", about=about)
    for where, count, about in each_year(plan, found.proposals):
        text = ngettext("%(count)s proposal to decide on", "%(count)s proposals to decide on", count)
        yield Task(text % {"count": count}, address(where, "plans:proposal_list"), _("Decide"), about=about)
