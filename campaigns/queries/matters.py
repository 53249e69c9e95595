"""What is late or open in a year, as numbers for the board."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.models import Problem
from campaigns.progress import last_day
from campaigns.queries.activities import ActivityLine
from campaigns.queries.progress import Held, late_parts
from campaigns.queries.waiting import Task, address, each_year
from plans.models import Plan, Proposal
from unions.permissions import Access, Permission


@dataclass(frozen=True, slots=True)
class Matters:
    """`late`: unions' open parts in duties of activities that are over. The others by year of the cluster."""

    late: int = 0
    problems: Mapping[int, int] = field(default_factory=dict)
    proposals: Mapping[int, int] = field(default_factory=dict)


def matters(plan: Plan, lines: Sequence[ActivityLine], held: Sequence[Held], today: dt.date) -> Matters:
    """The numbers of a plan whose activities are loaded with their times. Three queries at most.

    Problems and proposals are those of the whole cluster: what an earlier year left open, and what waits in next
    year's plan, would else be seen by nobody. A plan that is withdrawn has neither late duties nor anything to settle.
    """
    days = {} if not plan.is_in_force else {line.activity.pk: last_day(line.activity) for line in lines}
    over = [pk for pk, day in days.items() if day is not None and day < today]
    return Matters(
        late=late_parts(plan, held, over),
        problems=_by_year(Problem.objects.filter(plan__cluster=plan.cluster_id, settled_at=None)),
        proposals=_by_year(Proposal.objects.filter(plan__cluster=plan.cluster_id, state=Proposal.State.OPEN)),
    )


def _by_year(rows: "QuerySet[Problem] | QuerySet[Proposal]") -> Mapping[int, int]:
    rows = rows.exclude(plan__state=Plan.State.WITHDRAWN)
    return Counter(rows.order_by().values_list("plan__year", flat=True))


def matter_tasks(
    plan: Plan, access: Access, lines: Sequence[ActivityLine], held: Sequence[Held], today: dt.date
) -> Iterator[Task]:
    """What the lead should look at: late duties, open problems, proposals from the year before."""
    if not access.may(Permission.EDIT_PLAN):
        return
    found = matters(plan, lines, held, today)
    if found.late:
        text = ngettext(
            "%(count)s part in a duty of a past activity is not finished",
            "%(count)s parts in duties of past activities are not finished",
            found.late,
        )
        url = f"{address(plan, 'campaigns:progress_list')}?state=late"
        yield Task(text % {"count": found.late}, url, _("Look"), tone="warning")
    for where, count, about in each_year(plan, found.problems):
        text = ngettext("%(count)s problem is open", "%(count)s problems are open", count) % {"count": count}
        yield Task(text, address(where, "campaigns:problem_list"), _("Answer"), tone="warning", about=about)
    for where, count, about in each_year(plan, found.proposals):
        text = ngettext("%(count)s proposal to decide on", "%(count)s proposals to decide on", count)
        yield Task(text % {"count": count}, address(where, "plans:proposal_list"), _("Decide"), about=about)
