"""A plan as JSON and back, without loss: the format of docs/plan-json.md.

Written from rows (`plan_to_json`), read into a draft (`draft_from_json`), which `plans.actions.importing` writes.
"""

from plans.exchange.reading import draft_from_bytes, draft_from_json
from plans.exchange.writing import FORMAT, VERSION, plan_json, plan_to_json

__all__ = ["FORMAT", "VERSION", "draft_from_bytes", "draft_from_json", "plan_json", "plan_to_json"]
