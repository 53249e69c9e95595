"""Papers for the tests of reading: two of our own, real ones where the shared folder is there, and made-up ones."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from documents.blocks import Block, Closing, Document, Letterhead, Line, Title
from documents.characters import words
from documents.text import block_lines, render_text
from plans.numbering import Place, number_labels
from plans.reading.composing import printed_texts
from plans.reading.drafts import ActivityDraft, DutyDraft, Part, PlanDraft

HERE = Path(__file__).resolve().parent
GOLDEN = HERE / "golden"
SHARED = HERE.parent.parent.parent / "shared"
SEED = SHARED / "sources" / "004_817de225d31dd6e9.txt"
REAL = sorted((SHARED / "data" / "plans").glob("*.txt")) if SHARED.is_dir() else []
OWN = sorted(GOLDEN.glob("*.txt"))

needs_shared = pytest.mark.skipif(not SEED.exists(), reason="the shared folder is not here")


def text_of(path: Path) -> str:
    """A paper's text without the comment lines above it."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    while lines and lines[0].startswith("# "):
        lines.pop(0)
    return "\n".join(lines)


def printed_words(draft: PlanDraft, document: Document) -> tuple[list[str], list[str]]:
    """The words of the text's lines before reading and after, in order."""
    before = words(" ".join(str(block) if isinstance(block, Line) else _said(block) for block in body(document)))
    after = words(" ".join(str(line) for line in printed_lines(draft)))
    return before, after


def printed_lines(draft: PlanDraft) -> list[Line]:
    """The draft's lines as the paper has them."""
    labels = number_labels(Place(c.level, c.marker, c.label) for c in draft.clauses)
    lines = zip(draft.clauses, labels, printed_texts(draft), strict=True)
    return [Line(text, clause.marker, label, clause.level, clause.heading) for clause, label, text in lines]


def draft_document(draft: PlanDraft) -> Document:
    """The paper of a draft, without what is still to be filled in."""
    head = draft.head
    letterhead = Letterhead(head.parent_heading, head.issuer, head.number, head.heading, head.dateline or head.place)
    closing = Closing(tuple(f"- {text}" for text in head.recipients), (head.signer,))
    return Document("", (letterhead, Title(head.kind, head.subject), *printed_lines(draft), closing))


def body(document: Document) -> Sequence[Block]:
    """The blocks of a document that become lines."""
    return [
        block for block in document.blocks if not isinstance(block, Letterhead | Closing) and hasattr(block, "text")
    ]


def _said(block: Block) -> str:
    return " ".join(block_lines(block))


def all_words(document: Document) -> list[str]:
    return words(render_text(document))


def total(activity: ActivityDraft) -> int:
    """One payment of every union for every levy of an activity."""
    return sum(levy.total for levy in activity.levies)


def codes_of(draft: PlanDraft, duty: DutyDraft, part: Part | None = None) -> list[str]:
    """Codes of a duty's holders."""
    codes = {union.key: union.code for union in draft.unions}
    return [codes[holder.union] for holder in duty.holders if part in (None, holder.part)]


def activity_facts(draft: PlanDraft) -> list[tuple[str, str, list[str], list[str], int, int]]:
    """Kind, title, first days, places, number of contents and of duties of each activity."""
    return [
        (
            activity.kind.value,
            activity.title,
            [str(s.time.starts_on) for s in activity.schedules],
            [place.text for place in activity.places],
            len(activity.contents),
            len(activity.duties),
        )
        for activity in draft.activities
    ]
