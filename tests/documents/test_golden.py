"""The real plan of 2024, line by line: what the reader must understand of it, now and after every change."""

from pathlib import Path

import pytest

from documents.blocks import Closing, Document, Line, Marker, Title
from documents.pdf import render_pdf
from documents.reader import read_file
from documents.word import render_docx
from tests.documents.papers import SHARED, pdf_pages

SEED = SHARED / "sources" / "004_817de225d31dd6e9.txt"
GOLDEN = Path(__file__).parent / "golden" / "plan_2024_outline.txt"

pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the real plan is not here")


@pytest.fixture(scope="module")
def plan() -> Document:
    """The plan as read."""
    return read_file(SEED.read_bytes(), SEED.name).document


def outline_of(document: Document) -> str:
    """Depth, marker, label, heading and the number of words of each line."""
    shown = (
        (
            "  " * line.level,
            line.marker,
            line.label or "·",
            "heading" if line.heading else "text",
            len(line.text.split()),
        )
        for line in document.lines()
    )
    return "".join(f"{indent}{marker} {label} {kind} {count}\n" for indent, marker, label, kind, count in shown)


def test_the_outline_is_the_one_that_was_looked_at(plan: Document) -> None:
    assert outline_of(plan) == GOLDEN.read_text(encoding="utf-8")


def test_title_and_closing_are_found(plan: Document) -> None:
    first, *_, last = plan.blocks
    assert isinstance(first, Title)
    assert (first.kind, len(first.subject)) == ("KẾ HOẠCH", 1)
    assert isinstance(last, Closing)
    assert len(last.recipients) == 4
    assert len(last.signers) == 1
    assert last.signers[0].note.startswith("(Bí thư")
    assert plan.name == f"{first.kind} {first.subject[0]}"


def test_three_parts_and_seven_titled_items(plan: Document) -> None:
    headings = [line for line in plan.lines() if line.heading]
    assert [line.label for line in headings if line.marker is Marker.ROMAN] == ["I.", "II.", "III."]
    assert [line.label for line in headings if line.marker is Marker.ARABIC] == [
        "1.",
        "2.",
        "1.",
        "2.",
        "3.",
        "1.",
        "2.",
    ]


def test_every_plus_stands_under_its_dash(plan: Document) -> None:
    above: Line | None = None
    for line in plan.lines():
        if line.marker is Marker.PLUS:
            assert above is not None
            assert line.level == above.level + 1
        elif line.marker is Marker.DASH:
            above = line


def test_its_paper_has_three_pages_and_the_signer_on_the_last(plan: Document) -> None:
    pages = pdf_pages(render_pdf(plan))
    assert len(pages) == 3
    assert "Nơi nhận:" in pages[2]
    assert "TỔ CHỨC THỰC HIỆN" in pages[2]
    assert "Nơi nhận:" not in pages[0] + pages[1]


def test_word_brings_back_the_same_plan(plan: Document) -> None:
    assert read_file(render_docx(plan), "ke-hoach.docx").document == plan
