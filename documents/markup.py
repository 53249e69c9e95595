"""Blocks → what the paper's template needs: a tag, classes and safe text for each block, made ready here.

A line's end may only fall between words: a word with a hyphen or slash inside ("63-KH/ĐTN", "đồng/đơn") is kept whole,
so that the text copied from the PDF has the same words as the paper.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from documents.blocks import Block, Closing, Document, Fate, Letterhead, Line, Marker, Table, Title
from documents.characters import glue_units, printable
from documents.layout import depth, groups, joined, near_closing
from documents.letterheads import fitted
from documents.parting import WHOLE, Parting

# A word that a line breaker would part, unless it is so long that it must be parted (an address on the web); and a word
# that ends in a hyphen with the one after it, because viewers take a hyphen at a line's end for a parted word.
# What a no-break space holds together is one word here: beside a word kept whole it would hide where a line may end.
WORD = r"[\S\u00a0]"
PARTED = re.compile(
    rf"(?<!{WORD})({WORD}{{1,30}}- {WORD}{{1,30}}(?!{WORD})"
    rf"|(?={WORD}{{2,40}}(?!{WORD})){WORD}*[-\u2010-\u2015/|?!\\}}\u2026]{WORD}+)"
)
GOES_ON = " (tiếp theo)"
HEADINGS = {Marker.ROMAN: "h2", Marker.ARABIC: "h3", Marker.LETTER: "h5", Marker.NONE: "h3"}


def view(document: Document, parting: Parting = WHOLE) -> dict[str, Any]:
    """The template's context. `parting` says which groups of rows may be parted by a page, and how."""
    return {"document": document, "title": printable(document.name), "blocks": list(_blocks(document, parting))}


def _blocks(document: Document, parting: Parting) -> Iterator[dict[str, Any]]:
    tables = heads = 0
    closing_follows = near_closing(document)
    for place, block in enumerate(document.blocks):
        tables += isinstance(block, Table)
        heads += isinstance(block, Letterhead)
        yield _block(block, document.landscape, (tables, heads), parting) | {"near_closing": place in closing_follows}


def _block(block: Block, landscape: bool, places: tuple[int, int], parting: Parting) -> dict[str, Any]:
    match block:
        case Line():
            return _line(block)
        case Letterhead():
            return _letterhead(block, landscape=landscape) | {"place": places[1]}
        case Title():
            return {"kind": "title", "name": safe(block.kind), "subject": [safe(part) for part in block.subject]}
        case Table():
            return _table(block, places[0], parting) | {"place": places[0]}
        case Closing():
            return _closing(block)


def _line(line: Line) -> dict[str, Any]:
    """A paragraph, or a heading with the depth of its number."""
    below = depth(line)
    tag = HEADINGS.get(line.marker, f"h{min(3 + below, 6)}") if line.heading else "p"
    style = f"{line.marker}-{below}" if below else str(line.marker)
    return {"kind": "line", "tag": tag, "style": style, "text": _marked(line) if line.pieces else safe(str(line))}


def _marked(line: Line) -> SafeString:
    """What stayed, went and came, the label too."""
    tags = {Fate.OUT: "<del>{}</del>", Fate.IN: "<ins>{}</ins>"}
    pieces = ((format_html(tags.get(piece.fate, "{}"), safe(piece.text)),) for piece in line.marked)
    return format_html_join("", "{}", pieces)


def _letterhead(block: Letterhead, *, landscape: bool) -> dict[str, Any]:
    """Names as lists of lines that are kept whole; how wide the columns are says `column_rules`."""
    number, *about = block.number.split("\n")
    columns = fitted(block, landscape=landscape)
    return {
        "kind": "letterhead",
        "parent": [[safe(line) for line in name] for name in columns.parent],
        "issuer": [[safe(line) for line in name] for name in columns.issuer],
        "has_issuer": bool(block.issuer),
        "number": safe(number),
        "about": [safe(part) for part in about],
        "heading": lines(block.heading),
        "dateline": safe(block.dateline),
        "mark": lines(block.mark),
    }


def _table(table: Table, place: int, parting: Parting) -> dict[str, Any]:
    """Groups of rows, these as (text, class) pairs; the class says where the text stands."""
    aligned = [f"to-{column.align}" for column in table.columns]
    return {
        "kind": "table",
        "caption": safe(table.caption),
        "columns": [(safe(column.head), align) for column, align in zip(table.columns, aligned, strict=True)],
        "groups": [_group(rows, aligned, table, (place, at), parting) for at, rows in enumerate(groups(table))],
        "total": [(safe(c), a) for c, a in zip(table.total, aligned, strict=False)],
        "has_heads": any(column.head for column in table.columns),
    }


def _group(
    rows: Sequence[tuple[str, ...]], aligned: list[str], table: Table, spot: tuple[int, int], parting: Parting
) -> dict[str, Any]:
    """Rows that stay on one page, or go on on the next under their first cells."""
    again = [(*spot, place) in parting.headed for place in range(len(rows))]
    cells = [_headed(rows, place) if again[place] else row for place, row in enumerate(rows)]
    return {
        "whole": table.grouped and spot not in parting.free,
        "rows": [
            _row(row, aligned, table.grouped and place > 0 and not again[place]) for place, row in enumerate(cells)
        ],
    }


def _headed(group: Sequence[tuple[str, ...]], row: int) -> tuple[str, ...]:
    """A row at the top of a page, with the first cells of its group: "3", "Ngày hội (tiếp theo)"."""
    cells = group[row]
    above = list(group[0][: joined(cells)])
    if above:
        above[-1] = above[-1].removesuffix(GOES_ON) + GOES_ON
    return (*above, *cells[len(above) :])


def _row(row: tuple[str, ...], aligned: list[str], goes_on: bool) -> list[tuple[SafeString, str]]:
    above = joined(row) if goes_on else 0
    styles = (f"{align} joined" if place < above else align for place, align in enumerate(aligned))
    return [(safe(cell), style) for cell, style in zip(row, styles, strict=False)]


def _closing(closing: Closing) -> dict[str, Any]:
    signers = [
        {
            "capacity": [safe(line) for line in s.capacity_lines],
            "office": lines(s.office),
            "name": safe(s.name),
            "note": safe(s.note),
        }
        for s in closing.signers
    ]
    return {"kind": "closing", "recipients": [safe(r) for r in closing.recipients], "signers": signers}


def lines(text: str) -> list[SafeString]:
    """Each line of a field that may have several; one empty line when there is none."""
    return [safe(line) for line in text.split("\n")]


def safe(text: str) -> SafeString:
    """Escaped, printable, with the words that must not be parted marked.

    A space before a marked word is an element of its own: at the end of a full line WeasyPrint takes text that ends in
    a space for too wide, and sets it word by word, each on a line.
    """
    pieces = PARTED.split(glue_units(printable(text)))
    marked = ((format_html("<i>{}</i>", piece) if place % 2 else _plain(piece),) for place, piece in enumerate(pieces))
    return format_html_join("", "{}", marked)


def _plain(text: str) -> SafeString:
    return format_html("{}<span> </span>", text[:-1]) if text.endswith(" ") else format_html("{}", text)
