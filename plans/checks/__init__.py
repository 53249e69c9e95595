"""What a plan still needs, and what does not agree in it: small checks over the loaded paper.

`before_issue` says what stands in the way of issuing, `check_plan` everything. docs/plan-checks.md lists the codes,
which never change.
"""

from collections.abc import Callable, Iterator

from django.urls import reverse

from plans.checks.around import missing_parts
from plans.checks.finding import Code, Finding, Severity, Spot
from plans.checks.form import broken_form
from plans.checks.holders import unheld
from plans.checks.levies import unfinished_levies
from plans.checks.lines import odd_lines
from plans.checks.loading import Checked, load_checked
from plans.checks.printed import unprinted
from plans.checks.recipients import odd_recipients
from plans.checks.spellings import misspelled
from plans.checks.sums import wrong_figures
from plans.checks.times import untimed
from plans.models import Plan

__all__ = [
    "Checked",
    "Code",
    "Finding",
    "Severity",
    "Spot",
    "before_issue",
    "before_signing",
    "check_plan",
    "findings_in",
]

Check = Callable[[Checked], Iterator[Finding]]
CHECKS: tuple[Check, ...] = (
    lambda checked: missing_parts(checked.plan, len(checked.recipients), checked.base),
    unfinished_levies,
    wrong_figures,
    odd_lines,
    unprinted,
    untimed,
    unheld,
    misspelled,
    odd_recipients,
    broken_form,
)
GRAVEST = list(Severity)


def check_plan(plan: Plan) -> list[Finding]:
    """Everything found, the gravest first. Nine queries at most."""
    return findings_in(load_checked(plan))


def findings_in(checked: Checked) -> list[Finding]:
    """The same on what is loaded already. No query."""
    found = [finding for check in CHECKS for finding in check(checked)]
    return sorted(found, key=lambda finding: GRAVEST.index(finding.severity))


def before_issue(plan: Plan) -> list[Finding]:
    """What must be filled in before the plan can be issued: place, date, signer, recipients. One query.

    Looks at `plan` as it is in memory, so an action may set what the person has just given and ask then.
    """
    return before_signing(plan, plan.recipients.count())


def before_signing(plan: Plan, recipients: int) -> list[Finding]:
    """The same of a paper with so many recipients that is signed as `plan` says. No query."""
    base = reverse("plans:plan_edit", kwargs={"code": plan.cluster.code, "year": plan.year})
    found = missing_parts(plan, recipients, base)
    return [finding for finding in found if finding.severity is Severity.BLOCKING]
