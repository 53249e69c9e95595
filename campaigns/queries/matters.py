"""What is late or open in a year, as numbers for the board."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
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
    """The numbers of a plan whose activities are loaded with their times. Three queries at most."""
    days = {} if plan.is_drafted else {line.activity.pk: last_day(line.activity) for line in lines}
    over = [pk for pk, day in days.items() if day is not None and day < today]
    done = DutyReport.objects.filter(duty=OuterRef("pk"), state=DutyReport.State.DONE)
    return Matters(
        late=Duty.objects.filter(plan=plan, activity__in=over).exclude(Exists(done)).count() if over else 0,
        problems=Problem.objects.filter(plan=plan, settled_at=None).count(),
        proposals=Proposal.objects.filter(plan=plan, state=Proposal.State.OPEN).count(),
    )


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
