"""The plan as a file: PDF, Word, text, JSON."""

from collections.abc import Callable
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from documents.pdf import render_pdf
from documents.text import render_text
from documents.word import render_docx
from plans.access import open_plan
from plans.documents import CHANGED_MARK, JOINED_MARK, plan_document, plan_name
from plans.exchange.writing import plan_json
from plans.issuing.queries import last_version, says_the_same
from plans.models import Plan
from unions.names import fold

Writer = Callable[[Plan], bytes]
FILES: dict[str, tuple[str, Writer]] = {
    "pdf": ("application/pdf", lambda plan: render_pdf(plan_document(plan, mark_of(plan)))),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        lambda plan: render_docx(plan_document(plan, mark_of(plan))),
    ),
    "txt": ("text/plain; charset=utf-8", lambda plan: render_text(plan_document(plan)).encode()),
    "json": ("application/json", plan_json),
}


@require_safe
def plan_download(request: HttpRequest, code: str, year: int, format: str) -> HttpResponse:  # noqa: A002 -- the address says so
    """The plan as PDF, Word, text or JSON; while nothing was changed since it was issued, the very files issued."""
    _access, plan = open_plan(request, code, year)
    content_type, write = FILES[format]
    response = HttpResponse(as_issued(plan, format) or write(plan), content_type=content_type)
    response["Content-Disposition"] = disposition(f"{plan_name(plan)}.{format}")
    response["Cache-Control"] = "private, no-store"
    return response


def as_issued(plan: Plan, kind: str) -> bytes | None:
    """The stored file, if the plan is still what its only issued paper says."""
    if kind not in ("pdf", "docx") or plan.is_drafted:
        return None
    issued = last_version(plan)
    if issued is None or issued.number > 1 or not says_the_same(plan, issued):
        return None
    return bytes(getattr(issued, kind))


def mark_of(plan: Plan) -> str:
    """What the paper made from the rows is, beside the issued ones."""
    issued = None if plan.is_drafted else last_version(plan)
    if issued is None:
        return ""
    if not says_the_same(plan, issued):
        return CHANGED_MARK
    return JOINED_MARK if issued.number > 1 else ""


def disposition(name: str) -> str:
    """A download's header: the name without accents for old machines, and as it is for all others.

    "Kế hoạch 2024.pdf" -> filename="ke-hoach-2024.pdf"; filename*=UTF-8''K%E1%BA%BF…
    """
    stem, _dot, ending = name.rpartition(".")
    plain = "-".join(fold(stem).split())[:100].rstrip("-") or "ke-hoach"
    return f"attachment; filename=\"{plain}.{ending}\"; filename*=UTF-8''{quote(name[-200:], safe='')}"
