"""A paper as PDF, by WeasyPrint: tagged, Vietnamese, the same bytes for the same document.

Nothing is fetched but the four font files. What costs time is kept between papers: WeasyPrint itself (imported on first
use), the fonts and the parsed style sheet. One paper is drawn at a time (`_LOCK`): the kept fonts are not made for two
threads, and drawing is bound to one core anyway; the garbage collector rests meanwhile, as a paper is one burst of
small objects that all live to its end.
"""

import atexit
import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from documents import fonts
from documents.blocks import Document, Letterhead, Table
from documents.letterheads import Fitted, fitted
from documents.markup import view
from documents.parting import FREEING, LOOKS, WHOLE, Parting, better, looks_of

STYLESHEET = "static/css/document.css"
_LOCK = threading.Lock()


def render_pdf(document: Document) -> bytes:
    """The paper as a tagged PDF. Thread-safe; papers asked for at the same time wait for each other."""
    html = render_html(document)
    with _LOCK, _collector_resting():
        return _draw(document, html, _column_rules(document))


def render_html(document: Document, parting: Parting = WHOLE) -> str:
    """The paper as one HTML page without styles; see `stylesheet` for its look."""
    return render_to_string("documents/paper.html", view(document, parting))


def stylesheet() -> Path:
    """The style sheet of every paper."""
    return Path(settings.BASE_DIR) / STYLESHEET


def _draw(document: Document, html: str, rules: str) -> bytes:
    """Once; again where a group of rows left too much of a page blank."""
    is_grouped = any(isinstance(block, Table) and block.grouped for block in document.blocks)
    drawn, root = _layout(html, rules)
    parting = WHOLE
    for look in range(1, LOOKS if is_grouped else 1):
        looks, sizes = looks_of(drawn.pages, root)
        found = better(looks, sizes, parting, may_free=look < FREEING)
        if found == parting:
            break
        parting = found
        drawn, root = _layout(render_html(document, parting), rules)
    pdf: bytes = drawn.write_pdf(pdf_tags=True)
    return pdf


def _layout(html: str, rules: str) -> tuple[Any, Any]:
    """The drawn pages, and the tree they were drawn from."""
    import weasyprint  # here, because its import takes longer than a paper

    font_config, style, fetcher = _kept(fonts.folders(), stylesheet().stat().st_mtime_ns)
    styles = [style, weasyprint.CSS(string=rules, url_fetcher=fetcher)] if rules else [style]
    page = weasyprint.HTML(string=html, url_fetcher=fetcher)
    return page.render(stylesheets=styles, font_config=font_config, pdf_tags=True), page.etree_element


@lru_cache(maxsize=1)
def _kept(_folders: tuple[Path, ...], _changed: int) -> tuple[Any, Any, Any]:
    """Fonts, parsed style and fetcher, made anew when the font folders or the style sheet change."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    allowed = {path.as_uri() for path in fonts.files().values()}

    class FontsOnly(URLFetcher):  # type: ignore[misc]
        """Refuses every address but those of our own font files."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> object:
            if url not in allowed:
                raise ValueError(f"Papers fetch nothing: {url[:80]}")
            return super().fetch(url, headers)

    fetcher = FontsOnly(allowed_protocols=("file",), allow_redirects=False)
    config = FontConfiguration()
    css = _font_faces() + stylesheet().read_text(encoding="utf-8")
    return config, CSS(string=css, font_config=config, url_fetcher=fetcher), fetcher


# The kept fonts lie in a temporary folder that is cleared while Python still can.
atexit.register(_kept.cache_clear)


def _font_faces() -> str:
    """The found files by their paths, so that the folders of `PAPER_FONT_FOLDERS` need not be known to the machine."""
    faces = ((*fonts.STYLES[style][1:], path.as_uri()) for style, path in fonts.files().items())
    rule = '@font-face {{ font-family: "{}"; font-weight: {}; font-style: {}; src: url("{}") }}\n'
    return "".join(rule.format(fonts.FAMILY, *face) for face in faces)


def _column_rules(document: Document) -> str:
    """Rules for the columns of letterheads, and of tables that name their shares of the width."""
    heads = (block for block in document.blocks if isinstance(block, Letterhead))
    tables = (block for block in document.blocks if isinstance(block, Table))
    return "".join(
        (
            *(_head_rules(place, fitted(head, landscape=document.landscape)) for place, head in enumerate(heads, 1)),
            *(
                f".table-{place} col:nth-child({number}) {{ width: {column.width:.2f}% }}\n"
                for place, table in enumerate(tables, 1)
                for number, column in enumerate(table.columns, 1)
                if column.width > 0
            ),
        )
    )


def _head_rules(place: int, columns: Fitted) -> str:
    number = f"width: {columns.number:.1f}pt; padding-left: {columns.indent:.1f}pt"
    return (
        f".letterhead-{place} .left {{ width: {columns.names:.1f}pt }}\n"
        f".letterhead-{place} .beside-dateline {{ {number} }}\n"
    )


@contextmanager
def _collector_resting() -> Iterator[None]:
    """Garbage collection off inside; on again afterwards if it was on. Called under `_LOCK`, so never nested."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
