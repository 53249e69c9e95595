"""The plan as a file: PDF, Word, text, JSON; and how any paper is sent as one."""

from collections.abc import Callable, Container
from dataclasses import dataclass
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from documents.blocks import Document
from documents.pdf import render_pdf
from documents.text import render_text
from documents.word import render_docx
from plans.access import open_plan
from plans.documents import CHANGED_MARK, JOINED_MARK, WITHDRAWN_MARK, paper_document, plan_name
from plans.exchange.writing import plan_json
from plans.issuing.queries import last_version, says_the_same
from plans.models import Plan, Version
from plans.queries import Paper, load_paper
from unions.names import fold

WRITERS: dict[str, Callable[[Document], bytes]] = {
    "pdf": render_pdf,
    "docx": render_docx,
    "txt": lambda document: render_text(document).encode(),
}
PRINTED = ("pdf", "docx")  # those that look like paper; what was issued is kept in both

Writer = Callable[[Plan], bytes]
FILES: dict[str, tuple[str, Writer]] = {
    "pdf": ("application/pdf", lambda plan: _printed(plan, "pdf")),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        lambda plan: _printed(plan, "docx"),
    ),
    "txt": ("text/plain; charset=utf-8", lambda plan: _from_rows(edition_of(plan), "txt")),
    "json": ("application/json", plan_json),
}


@require_safe
@cache_control(private=True, no_store=True)
def plan_download(request: HttpRequest, code: str, year: int, format: str) -> HttpResponse:  # noqa: A002 -- the address says so
    """The plan as PDF, Word, text or JSON; while nothing was changed since it was issued, the very files issued."""
    _access, plan = open_plan(request, code, year)
    _content_type, write = FILES[format]
    return file_response(write(plan), format, plan_name(plan))


def _printed(plan: Plan, kind: str) -> bytes:
    """The very file that was issued while the plan says the same; else a paper made from the rows."""
    edition = edition_of(plan, kind)
    return bytes(getattr(edition.issued, kind)) if edition.issued else _from_rows(edition, kind)


@dataclass(frozen=True, slots=True)
class Edition:
    """A plan's rows, the mark that a paper made from them bears, and the only issued paper while it needs none."""

    paper: Paper
    mark: str = ""
    issued: Version | None = None


def edition_of(plan: Plan, *files: str) -> Edition:
    """The plan as it would be printed; `files` of the last paper are read along. Five queries, three for a draft."""
    paper = load_paper(plan)
    issued = None if plan.is_drafted else last_version(plan, *files)
    marks = [WITHDRAWN_MARK] if plan.state == Plan.State.WITHDRAWN else []
    if issued and not says_the_same(paper, issued):
        marks.append(CHANGED_MARK)
    elif issued and issued.number > 1:
        marks.append(JOINED_MARK)
    return Edition(paper, "\n".join(marks), None if marks else issued)


def _from_rows(edition: Edition, kind: str) -> bytes:
    return WRITERS[kind](paper_document(edition.paper, edition.mark))


def document_response(document: Document, kind: str, kinds: Container[str] = PRINTED) -> HttpResponse:
    """A paper as a file. Raises Http404 for a kind that is not among `kinds`."""
    if kind not in kinds:
        raise Http404
    return file_response(WRITERS[kind](document), kind, document.name)


def file_response(content: bytes, kind: str, name: str) -> HttpResponse:
    """A download of one of the kinds of `FILES`."""
    content_type, _write = FILES[kind]
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = disposition(f"{name}.{kind}")
    return response


def disposition(name: str) -> str:
    """A download's header: the name without accents for old machines, and as it is for all others.

    "Kế hoạch 2024.pdf" -> filename="ke-hoach-2024.pdf"; filename*=UTF-8''K%E1%BA%BF…
    """
    stem, _dot, ending = name.rpartition(".")
    plain = "-".join(fold(stem).split())[:100].rstrip("-") or "ke-hoach"
    return f"attachment; filename=\"{plain}.{ending}\"; filename*=UTF-8''{quote(name[-200:], safe='')}"
