"""The plan as PDF in a process that stays, against WeasyPrint as it comes, on the same HTML."""

import statistics
import time
from collections.abc import Callable

from benchmarks.goals import Figure
from documents.blocks import Document
from documents.pdf import render_html, render_pdf, stylesheet

GOAL = 0.9


def plan_pdf(document: Document, rounds: int) -> Figure:
    """The median of our render against the stock one, in turns. Both make a tagged file with the same words."""
    import pypdfium2
    import weasyprint

    def stock() -> bytes:
        pdf: bytes = weasyprint.HTML(string=render_html(document)).write_pdf(stylesheets=[stylesheet()], pdf_tags=True)
        return pdf

    def words(pdf: bytes) -> list[str]:
        pages = pypdfium2.PdfDocument(pdf)
        return " ".join(page.get_textpage().get_text_bounded() for page in pages).split()

    text = words(render_pdf(document))
    assert text == words(stock()), "the two renders do not say the same"
    ours, theirs = [], []
    for _ in range(rounds):
        theirs.append(_milliseconds(stock))
        ours.append(_milliseconds(lambda: render_pdf(document)))
    mine, other = statistics.median(ours), statistics.median(theirs)
    detail = f"{mine:.0f} ms / {other:.0f} ms, {len(text)} words"
    return Figure("Papers", "plan PDF, warm", round(mine / other, 3), GOAL, detail=detail)


def _milliseconds(render: Callable[[], bytes]) -> float:
    begun = time.perf_counter()
    render()
    return (time.perf_counter() - begun) * 1000
