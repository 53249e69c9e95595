"""What is still open in a year whose plan is going to be closed: it hinders nothing, but nobody should overlook it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.queries.activities import active_unions
from campaigns.queries.progress import open_problems, plan_standings
from campaigns.queries.waiting import address
from contributions.queries import booked_dues, levy_states
from contributions.queries.levies import Stage
from contributions.reckoning import total
from plans.models import Occurrence, Opinion, Plan
from plans.queries import load_paper
from unions.amounts import format_dong


@dataclass(frozen=True, slots=True)
class StillOpen:
    """One thing that is open: what, and the page where it is seen to."""

    text: str
    url: str


def still_open(plan: Plan) -> tuple[StillOpen, ...]:
    """Money first, then problems, wishes, dates and duties. Seventeen queries at most, whatever the number of rows."""
    return (*_open_money(plan), *_open_matters(plan))


def _open_money(plan: Plan) -> Iterator[StillOpen]:
    dues = booked_dues(plan)
    sums = total(due.balance for due in dues)
    desk = address(plan, "contributions:desk")
    if sums.left:
        text = _("%(left)s đồng of the dues is not paid yet") % {"left": format_dong(sums.left)}
        yield StillOpen(text, address(plan, "contributions:due_list") + "?state=open")
    if sums.waiting:
        text = _("%(waiting)s đồng is declared and waits for the treasurer") % {"waiting": format_dong(sums.waiting)}
        yield StillOpen(text, desk)
    states = levy_states(plan, dues=dues)
    missing = [due for state in states if state.can_make for due in state.missing]
    if missing:
        text = ngettext(
            "%(count)s due of %(sum)s đồng is not made; after the closing none is made any more",
            "%(count)s dues of %(sum)s đồng are not made; after the closing none is made any more",
            len(missing),
        )
        yield StillOpen(text % {"count": len(missing), "sum": format_dong(sum(due.amount for due in missing))}, desk)
    if undecided := sum(state.stage == Stage.UNDECIDED for state in states):
        text = ngettext(
            "Of %(count)s contribution nobody decided how often it is paid, so it has no dues",
            "Of %(count)s contributions nobody decided how often they are paid, so they have no dues",
            undecided,
        )
        yield StillOpen(text % {"count": undecided}, desk)


def _open_matters(plan: Plan) -> Iterator[StillOpen]:
    if problems := len(open_problems(plan, None)):
        text = ngettext("%(count)s problem is open", "%(count)s problems are open", problems)
        yield StillOpen(text % {"count": problems}, address(plan, "campaigns:problem_list"))
    wishes = Opinion.objects.filter(item__round__plan=plan, answer=Opinion.Answer.CHANGE, reply="").count()
    if wishes:
        text = ngettext(
            "%(count)s request of a union has no reply", "%(count)s requests of unions have no reply", wishes
        )
        yield StillOpen(text % {"count": wishes}, address(plan, "plans:round_list"))
    past = Q(ends_on__lt=timezone.localdate()) | Q(ends_on=None, starts_on__lt=timezone.localdate())
    over = Occurrence.objects.filter(past, activity__plan=plan, state=Occurrence.State.PLANNED).count()
    if over:
        text = ngettext(
            "Of %(count)s past date nobody said whether it took place",
            "Of %(count)s past dates nobody said whether they took place",
            over,
        )
        yield StillOpen(text % {"count": over}, address(plan, "campaigns:activity_list"))
    standings = plan_standings(plan, load_paper(plan), active_unions(plan))
    if parts := sum(standing.is_open for standing in standings):
        text = ngettext("%(count)s part in a duty is not finished", "%(count)s parts in duties are not finished", parts)
        yield StillOpen(text % {"count": parts}, address(plan, "campaigns:progress_list"))
