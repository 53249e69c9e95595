"""Reading a plan: a paper's blocks → activities, duties, money, unions, with every word kept.

`read_plan` is for whole papers, `read_time` for one expression of time (the plan editor uses it too).
"""

from plans.reading.drafts import KnownUnion, PlanDraft
from plans.reading.plan import read_plan
from plans.reading.times import TimeReading, read_time

__all__ = ["KnownUnion", "PlanDraft", "TimeReading", "read_plan", "read_time"]
