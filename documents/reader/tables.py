"""Tables of a Word file: those that only set columns side by side, and those that are tables."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from documents.blocks import Align, Column, Table
from documents.characters import is_caps, tidy
from documents.reader.closing import CAPACITY, RECIPIENTS
from documents.reader.letterhead import DATELINE, HEADING, NUMBER
from documents.reader.numbering import W

AMOUNT = re.compile(r"[\d.,\s]+(đ|đồng)?", re.IGNORECASE)
TOTAL = re.compile(r"(TỔNG|CỘNG)\b", re.IGNORECASE)
MOST_LAYOUT_COLUMNS, MOST_COLUMNS, LONGEST_SIGN = 3, 60, 200


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell's lines and how many columns it covers."""

    lines: tuple[str, ...]
    span: int = 1

    @property
    def text(self) -> str:
        return "\n".join(filter(None, map(tidy, self.lines)))


def read_table(node: etree._Element, read_cell: Callable[[etree._Element], list[str]]) -> Iterator[str | Table]:
    """The table's lines column by column when it only lays text out, otherwise one `Table`."""
    rows = [[_cell(tc, read_cell) for tc in _inside(row, "tc")] for row in _inside(node, "tr")]
    rows = [row for row in rows if any(cell.text for cell in row)]
    width = max((len(row) for row in rows), default=0)
    if width <= 1:
        yield from (line for row in rows for cell in row for line in cell.lines)
    elif width <= MOST_LAYOUT_COLUMNS and _only_lays_out(rows, drawn=_is_drawn(node)):
        for place in range(width):
            yield from ("", *(line for row in rows if place < len(row) for line in row[place].lines), "")
    else:
        yield _table(rows, _shares(node))


def _inside(node: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows or cells, also those inside content controls and insertions; deleted ones are left out."""
    for child in node.iterchildren(tag=etree.Element):
        if child.tag == f"{W}{name}":
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"):
            yield from _inside(child, name)


def _cell(node: etree._Element, read_cell: Callable[[etree._Element], list[str]]) -> _Cell:
    span = node.find(f"{W}tcPr/{W}gridSpan")
    text = "" if span is None else span.get(f"{W}val", "")
    wide = int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 1
    return _Cell(tuple(read_cell(node)), max(1, min(wide, MOST_COLUMNS)))


def _only_lays_out(rows: Sequence[Sequence[_Cell]], *, drawn: bool) -> bool:
    """Whether the cells say what stands in a letterhead or a closing."""
    texts = [tidy(line) for row in rows for cell in row for line in cell.lines]
    texts = [text for text in texts if len(text) <= LONGEST_SIGN]
    certain = any(HEADING.fullmatch(t) or RECIPIENTS.match(t) or (CAPACITY.match(t) and is_caps(t)) for t in texts)
    return certain or (not drawn and any(NUMBER.match(text) or DATELINE.fullmatch(text) for text in texts))


def _is_drawn(node: etree._Element) -> bool:
    """Whether the table has borders, of its own or from a style."""
    properties = node.find(f"{W}tblPr")
    if properties is None:
        return False
    borders = properties.find(f"{W}tblBorders")
    if borders is not None:
        return any(border.get(f"{W}val") not in (None, "none", "nil") for border in borders)
    style = properties.find(f"{W}tblStyle")
    return style is not None and "Grid" in style.get(f"{W}val", "")


def _table(rows: Sequence[Sequence[_Cell]], shares: Sequence[float]) -> Table:
    """A table of ready strings: a first row of one cell is its caption, the next its heads."""
    texts = [_spread(row) for row in rows]
    width = max(map(len, texts))
    texts = [(*row, *[""] * (width - len(row))) for row in texts]
    caption = ""
    if len(texts) > 1 and len(rows[0]) == 1:
        caption, texts = tidy(texts[0][0]), texts[1:]
    heads, *body = texts
    total = body.pop() if len(body) > 1 and any(TOTAL.match(cell) for cell in body[-1]) else ()
    aligns = [_align([row[place] for row in body]) for place in range(width)]
    widths = shares if len(shares) == width else [0.0] * width
    columns = tuple(Column(tidy(head), align, share) for head, align, share in zip(heads, aligns, widths, strict=True))
    return Table(columns, tuple(body), total, caption)


def _spread(row: Sequence[_Cell]) -> tuple[str, ...]:
    """One text a column; a cell over several columns leaves the others empty."""
    return tuple(text for cell in row for text in (cell.text, *[""] * (cell.span - 1)))[:MOST_COLUMNS]


def _align(cells: Sequence[str]) -> Align:
    filled = [cell for cell in cells if cell]
    return Align.RIGHT if filled and all(AMOUNT.fullmatch(cell) for cell in filled) else Align.LEFT


def _shares(node: etree._Element) -> list[float]:
    """The columns' widths in percent, as the file says; empty when it does not say."""
    texts = [column.get(f"{W}w", "") for column in node.iterfind(f"{W}tblGrid/{W}gridCol")]
    widths = [int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0 for text in texts]
    return [round(100 * width / sum(widths), 1) for width in widths] if widths and all(widths) else []
