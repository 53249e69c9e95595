"""What of a year is left over for the next plan: duties reported as unfinished, problems nobody settled."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class LeftOver:
    """One thing that the next plan may take up. `source` names its row, so that it is proposed once."""

    kind: str
    text: str
    origin: str
    source: str


def left_over(plan: Plan) -> list[LeftOver]:
    """Duties that somebody did not finish in the order of the paper, then open problems, oldest first. Six queries."""
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
    return [*_duties(found), *problems]


def _duties(found: Sequence[DutyProgress]) -> Iterator[LeftOver]:
    """Only what was reported counts: silence says nothing, and the line of the duty comes along anyway."""
    for duty in found:
        behind = [standing for standing in duty.standings if standing.report and not standing.is_done]
        if behind:
            yield LeftOver(
                Proposal.Kind.DUTY, duty.stated.line.text, _origin(duty, behind), target_of(duty.stated.duty)
            )


def _origin(duty: DutyProgress, behind: Sequence[Standing]) -> str:
    """ "Kỳ nghỉ hồng · Đoàn Sở Y tế: đang làm (thiếu xe)"."""
    who = "; ".join(_standing(standing) for standing in behind)
    return " · ".join(filter(None, [duty.stated.activity, who]))[:500]


def _standing(standing: Standing) -> str:
    note = f" ({standing.report.note})" if standing.report and standing.report.note else ""
    return f"{standing.union.name}: {WORDS[standing.state]}{note}"
