"""The plan: an outline of lines (`outline`) and the facts that some of the lines print (`facts`); how it is agreed on
(`agreeing`), issued and amended (`issuing`), and what helps its author (`writing`).

A plan is one list of `Clause` rows in reading order. A clause that prints facts holds a template with slots
("{đơn vị} phụ trách …"); the facts stand in rows of their own, tied to the clause, and fill the slots. So the sentence
in the paper, the due in the ledger and the line in a notice come from one row. Nothing here holds a computed figure.
"""

from plans.models.agreeing import AskedUnion, Opinion, Remark, Round, RoundItem
from plans.models.facts import (
    Activity,
    ContentItem,
    Duty,
    DutyHolder,
    Levy,
    LevyShare,
    Occurrence,
    Place,
    Quota,
    Schedule,
)
from plans.models.issuing import RegisterEntry, Version
from plans.models.outline import Clause, Plan, Recipient
from plans.models.writing import Proposal, Sending, UndoStep

__all__ = [
    "Activity",
    "AskedUnion",
    "Clause",
    "ContentItem",
    "Duty",
    "DutyHolder",
    "Levy",
    "LevyShare",
    "Occurrence",
    "Opinion",
    "Place",
    "Plan",
    "Proposal",
    "Quota",
    "Recipient",
    "RegisterEntry",
    "Remark",
    "Round",
    "RoundItem",
    "Schedule",
    "Sending",
    "UndoStep",
    "Version",
]
