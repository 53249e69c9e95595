"""What a plan still needs, and what in it does not agree: small checks over the loaded paper, each with a stable code.

`before_issue` says what stands in the way of issuing; `check_plan` says everything. docs/plan-checks.md lists the codes.
"""

from django.urls import reverse

from plans.checks.around import missing_parts
from plans.checks.finding import Code, Finding, Severity, Spot
from plans.models import Plan

__all__ = ["Code", "Finding", "Severity", "Spot", "before_issue"]


def before_issue(plan: Plan) -> list[Finding]:
    """What must be filled in before the plan can be issued: place, date, signer, recipients. One query.

    Looks at `plan` as it is in memory, so an action may set what the person has just given and ask then.
    """
    base = reverse("plans:plan_edit", kwargs={"code": plan.cluster.code, "year": plan.year})
    found = missing_parts(plan, plan.recipients.count(), base)
    return [finding for finding in found if finding.severity is Severity.BLOCKING]
