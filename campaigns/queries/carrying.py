"""What of a year is left over for the next plan: duties that are not finished, problems nobody settled."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from campaigns.models import DutyReport
from campaigns.progress import DutyProgress, Standing, by_duty
from campaigns.queries.activities import active_unions
from campaigns.queries.progress import plan_standings, problems_of
from plans.models import Plan, Proposal
from plans.queries import load_paper
from unions.audit import target_of

State = DutyReport.State
# On papers and in proposals, Vietnamese whatever the language of the screen.
WORDS = {State.NOT_STARTED: "chưa làm", State.UNDER_WAY: "đang làm", State.CANNOT: "không làm được"}


NOBODY = "chưa ai báo cáo"


@dataclass(frozen=True, slots=True)
class LeftOver:
    """One thing that the next plan may take up. `source` names its row, so that it is proposed once.

    `line` is the id of the line in the old plan that says it, if one does: it comes along. `unreported` is the id of a
    duty that is over and that nobody reported on: it may be done, or not.
    """

    kind: str
    text: str
    origin: str
    source: str
    line: int | None = None
    unreported: int | None = None


def left_over(plan: Plan, today: dt.date) -> list[LeftOver]:
    """What is not finished; six queries.

    Duties that somebody reported as unfinished in the order of the paper, open problems, oldest first, then the duties
    that are over and nobody reported on.
    """
    found = by_duty(plan_standings(plan, load_paper(plan), active_unions(plan)))
    open_ones = [problem for problem in problems_of(plan, None) if problem.settled_at is None]
    problems = (
        LeftOver(
            Proposal.Kind.PROBLEM,
            problem.text,
            " · ".join(filter(None, [problem.union.name, problem.activity.title if problem.activity else ""])),
            target_of(problem),
        )
        for problem in reversed(open_ones)
    )
    return [*_duties(found), *problems, *_unreported(plan, found, today)]


def _duties(found: Sequence[DutyProgress]) -> Iterator[LeftOver]:
    """Of those who share a duty that somebody reported on, only who reported is named."""
    for duty in found:
        behind = [standing for standing in duty.standings if standing.report and not standing.is_done]
        if behind:
            yield _left_duty(duty, "; ".join(_standing(standing) for standing in behind))


def _unreported(plan: Plan, found: Sequence[DutyProgress], today: dt.date) -> Iterator[LeftOver]:
    """Of a plan that is closed or whose year is over, all; else those of activities that are over."""
    all_over = plan.state == Plan.State.CLOSED or plan.year < today.year
    for duty in found:
        over = all_over or duty.standings[0].is_late(today)
        if over and not any(standing.report for standing in duty.standings):
            yield replace(_left_duty(duty, NOBODY), unreported=duty.stated.duty.pk)


def _left_duty(duty: DutyProgress, how_far: str) -> LeftOver:
    """A duty, with "Kỳ nghỉ hồng · Đoàn Sở Y tế: đang làm (thiếu xe)" as where it comes from."""
    origin = " · ".join(filter(None, [duty.stated.activity, how_far]))[:500]
    line = duty.stated.line
    return LeftOver(Proposal.Kind.DUTY, line.text, origin, target_of(duty.stated.duty), line.clause.pk)


def _standing(standing: Standing) -> str:
    note = f" ({standing.report.note})" if standing.report and standing.report.note else ""
    return f"{standing.union.name}: {WORDS[standing.state]}{note}"
