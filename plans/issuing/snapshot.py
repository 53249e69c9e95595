"""What is frozen of a plan: its lines as printed with their ids, the amounts of its levies, and the whole plan as JSON.

The ids join a line to the same line in a later version, so that a difference knows a changed line from a new one.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch

from plans.exchange.writing import plan_to_json
from plans.models import Levy, LevyShare, Plan
from plans.queries import Paper, PaperLine

Json = dict[str, Any]


def snapshot(paper: Paper) -> Json:
    """Everything that a version keeps, as plain values. Sixteen queries at most, whatever the plan's size."""
    return {
        "plan": plan_to_json(paper.plan),
        "lines": [line_image(line) for line in paper.lines],
        "levies": levy_images(paper.plan),
    }


def line_image(line: PaperLine) -> Json:
    """A line as it is compared: id, label, printed text, depth, and the title of the activity it stands in."""
    clause, activity = line.clause, line.activity
    return {
        "id": clause.pk,
        "label": line.label,
        "text": line.text,
        "level": clause.level,
        "heading": clause.heading,
        "activity": activity.title if activity else "",
    }


def levy_images(plan: Plan) -> list[Json]:
    """The plan's levies in the order of its activities, without what was called off. Two queries."""
    shares = Prefetch("shares", LevyShare.objects.asked().select_related("union").order_by("union__position", "pk"))
    levies = Levy.objects.filter(activity__plan=plan, activity__called_off_at=None).select_related("activity")
    return [levy_image(levy) for levy in levies.order_by("activity__clause__position", "pk").prefetch_related(shares)]


def levy_image(levy: Levy) -> Json:
    """A levy as it is compared: what each union pays each time, how often, by when."""
    shares = {share.union.code: [share.union.name, share.amount] for share in levy.shares.all()}
    due_on = levy.due_on.isoformat() if levy.due_on else ""
    facts = {"basis": levy.basis, "due_on": due_on, "shares": shares}
    return {"id": levy.pk, "activity": levy.activity.title} | facts


def canonical(data: Json) -> bytes:
    """The same bytes for the same values, in whatever order a database gives them back."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def sha256(data: bytes | memoryview) -> str:
    """The sum that shows that a file is still the same."""
    return hashlib.sha256(data).hexdigest()


def sums_of(text: str, data: Json, pdf: bytes | memoryview, docx: bytes | memoryview) -> dict[str, str]:
    """The four sums of a version, by the names of their columns."""
    parts: Iterable[tuple[str, bytes | memoryview]] = (
        ("text_hash", text.encode()),
        ("data_hash", canonical(data)),
        ("pdf_hash", pdf),
        ("docx_hash", docx),
    )
    return {name: sha256(content) for name, content in parts}
