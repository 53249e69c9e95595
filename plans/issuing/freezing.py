"""Freezing a plan into a version: text, data, PDF and Word with their sums."""

from typing import Any

from documents.blocks import Document
from documents.pdf import render_pdf
from documents.text import render_text
from documents.word import render_docx
from plans.documents import paper_document
from plans.issuing import errors
from plans.issuing.queries import last_signed
from plans.issuing.snapshot import Json, snapshot, sums_of
from plans.models import Plan, RegisterEntry, Version
from plans.queries import load_paper
from unions.days import format_day
from unions.models import User


def freeze(
    plan: Plan,
    entry: RegisterEntry,
    *,
    by: User,
    reason: str = "",
    changes: list[Any] | None = None,
    printed: Document | None = None,
) -> Version:
    """Store the plan as it stands as its next version. `printed` is what is signed: the plan, or an amending paper.

    Raises SignedBeforeAmended.
    """
    number = _number_after(last_signed(plan), entry)
    paper = load_paper(plan)
    whole = paper_document(paper)
    signed = printed or whole
    text, data = render_text(whole), snapshot(paper)
    pdf, docx = render_pdf(signed), render_docx(signed)
    return Version.objects.create(
        plan=plan,
        number=number,
        kind=Version.Kind.PLAN if number == 1 else Version.Kind.AMENDMENT,
        entry=entry,
        reason=reason,
        changes=changes or [],
        text=text,
        data=data,
        pdf=pdf,
        docx=docx,
        issued_by=by,
        **sums_of(text, data, pdf, docx),
    )


def _number_after(former: Version | None, entry: RegisterEntry) -> int:
    """The version that follows the former one, which was signed no later than this one."""
    if former is None:
        return 1
    if entry.signed_on < former.entry.signed_on:
        amended = former.entry
        raise errors.SignedBeforeAmended(number=amended.symbol, day=format_day(amended.signed_on))
    return former.number + 1


def broken_parts(version: Version) -> list[str]:
    """The columns whose content no longer has the sum that was stored with it; none when all is as issued."""
    data: Json = version.data
    now = sums_of(version.text, data, version.pdf, version.docx)
    return [name.removesuffix("_hash") for name, digest in now.items() if digest != getattr(version, name)]
