"""The parts of a Word paper, one function a block. `word` is a python-docx document, `place` a document or a cell."""

from collections.abc import Sequence

from docx.document import Document as Word
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from documents import blocks
from documents.blocks import Align, Fate
from documents.characters import NBSP, glue_units, printable
from documents.layout import depth, groups, joined
from documents.letterheads import Fitted, fitted
from documents.text import RULE, STARS

ALIGNMENTS = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}
CENTRE = WD_ALIGN_PARAGRAPH.CENTER


def run(paragraph: Paragraph, text: str, *, size: float | None = None, bold: bool = False, italic: bool = False) -> Run:
    """Text added to a paragraph; None keeps the style's size of 14."""
    added = paragraph.add_run(glue_units(printable(text)))
    added.bold, added.italic = bold or None, italic or None
    added.font.size = Pt(size) if size else None
    return added


def field(added: Run, code: str) -> None:
    """A field that Word fills in, such as PAGE."""
    for kind in ("begin", None, "end"):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = code
        added._r.append(part)


def letterhead(word: Word, block: blocks.Letterhead, *, landscape: bool = False) -> None:
    """Boxes 1-7 in a table without borders: names and heading, then number level with the dateline, then the mark."""
    columns = fitted(block, landscape=landscape)
    grid = _head_grid(word, columns, 3 if block.mark else 2)
    names, heading = grid.rows[0].cells[0], grid.rows[0].cells[-1]
    for name in columns.parent:
        _centred(names, _kept_lines(name))
    for name in columns.issuer:
        _centred(names, _kept_lines(name), bold=True)
    _centred(names, STARS if block.issuer else "")
    for added in _centred(heading, block.heading, size=15, bold=True)[-1:]:
        added.underline = True
    left, right = grid.rows[1].cells[0], grid.rows[1].cells[-1]
    number, *about = block.number.split("\n")
    _centred(left, number)
    _centred(left, "\n".join(about), size=12, italic=True)
    for paragraph in left.paragraphs:
        paragraph.paragraph_format.left_indent = Pt(columns.indent) if columns.indent else None
    _centred(right, block.dateline, size=13, italic=True)
    for added in _centred(grid.rows[-1].cells[0], block.mark, size=13, bold=True):
        _box(added)
    word.add_paragraph()


def _head_grid(word: Word, columns: Fitted, rows: int) -> Table:
    """The letterhead's table; the row of the dateline has a wider right cell where the dateline needs it."""
    total = _text_width(word) / Pt(1)
    edges = [columns.number, columns.names] if columns.indent else [columns.names]
    grid = _grid(word, rows, [(end - start) / total for start, end in zip((0, *edges), (*edges, total), strict=True)])
    _no_cell_margins(grid)
    if columns.indent:
        for place, row in enumerate(grid.rows):
            first = 1 if place == 1 else 0
            row.cells[first].merge(row.cells[first + 1])
    return grid


def _no_cell_margins(grid: Table) -> None:
    """Cells as wide as their text; the format wants the element before the table's look."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        margin = OxmlElement(side)
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    for look in grid._tbl.tblPr.iterfind(qn("w:tblLook")):
        look.addprevious(margins)


def _kept_lines(name: Sequence[str]) -> str:
    """A name that breaks between its lines only."""
    return name[0] if len(name) == 1 else " ".join(line.replace(" ", NBSP) for line in name)


def title(word: Word, block: blocks.Title) -> None:
    """Boxes 8 and 9 and the dashed line."""
    _heading_paragraph(word, block.kind, size=16)
    for part in block.subject:
        _heading_paragraph(word, part, size=14)
    rule = word.add_paragraph(RULE)
    rule.alignment, rule.paragraph_format.space_after = CENTRE, Pt(12)
    rule.paragraph_format.keep_with_next = True


def line(word: Word, block: blocks.Line, *, keep: bool = False) -> None:
    """Box 11: a line with its label typed. `keep` holds it on the page of what follows."""
    paragraph = word.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    layout = paragraph.paragraph_format
    layout.first_line_indent, layout.space_after = Cm(1.27), Pt(6)
    layout.widow_control = True
    layout.keep_with_next = block.heading or keep or None
    below = depth(block)
    bold, italic = block.heading and below <= 1, block.heading and 1 <= below <= 2
    if not block.pieces:
        run(paragraph, str(block), bold=bold, italic=italic)
        return
    for piece in block.marked:
        added = run(paragraph, piece.text, bold=bold, italic=italic)
        added.font.strike = piece.fate is Fate.OUT or None
        added.underline = piece.fate is Fate.IN or None


def table(word: Word, block: blocks.Table) -> None:
    """A real table: the head repeated on each page, rows kept whole, a bold total."""
    if block.caption:
        _heading_paragraph(word, block.caption, size=12)
    grid = word.add_table(rows=0, cols=len(block.columns))
    grid.style, grid.autofit, grid.alignment = "Table Grid", False, WD_TABLE_ALIGNMENT.CENTER
    heads = tuple(column.head for column in block.columns)
    if any(heads):
        row = _row(grid, heads, (Align.CENTRE,) * len(heads), bold=True)
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    aligned = tuple(column.align for column in block.columns)
    for group in groups(block):
        added = [_row(grid, cells, aligned) for cells in group]
        if block.grouped:
            _together(added, [joined(cells) for cells in group])
    if block.total:
        _row(grid, block.total, aligned, bold=True)
    shares = [column.width or 100 / len(block.columns) for column in block.columns]
    _widths(grid, _text_width(word), [share / sum(shares) for share in shares])
    word.add_paragraph().paragraph_format.space_after = Pt(0)


def closing(word: Word, block: blocks.Closing) -> None:
    """Boxes 12-15 in a table without borders, kept on one page; several signers stand side by side above box 12."""
    word.add_paragraph().paragraph_format.keep_with_next = True
    several = len(block.signers) > 1
    columns = block.signers if several else (None, *block.signers)
    grid = _grid(word, 1, tuple(1 / len(columns) for _ in columns))
    cells = grid.rows[0].cells
    for cell, signer in zip(cells, columns, strict=True):
        if signer is None:
            _recipients(cell, block, level=bool(block.signers and block.signers[0].capacity))
        else:
            _signer(cell, signer)
    if several:
        _recipients(word, block, level=False)
    for cell in cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def _signer(cell: _Cell, signer: blocks.Signer) -> None:
    _centred(cell, "\n".join(signer.capacity_lines), bold=True)
    _centred(cell, signer.office)
    for _ in range(4):
        _blank(cell)
    _centred(cell, signer.name, bold=True)
    _centred(cell, signer.note, size=13)


def _recipients(place: Word | _Cell, block: blocks.Closing, *, level: bool) -> None:
    """Box 12; `level` leaves box 13's line free, so that it stands level with the office."""
    if not block.recipients:
        return
    if level:
        _blank(place)
    run(_paragraph(place), "Nơi nhận:", size=13, bold=True)
    for recipient in block.recipients:
        run(_paragraph(place), recipient, size=11)


def _grid(word: Word, rows: int, shares: Sequence[float]) -> Table:
    """A table without borders over the text's width."""
    grid: Table = word.add_table(rows=rows, cols=len(shares))
    grid.autofit = False
    _widths(grid, _text_width(word), shares)
    for row in grid.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return grid


def _text_width(word: Word) -> int:
    section = word.sections[0]
    return (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)


def _widths(grid: Table, total: int, shares: Sequence[float]) -> None:
    for column, share in zip(grid.columns, shares, strict=True):
        column.width = int(total * share)
        for cell in column.cells:
            cell.width = int(total * share)


def _row(grid: Table, cells: Sequence[str], aligned: Sequence[Align], *, bold: bool = False) -> _Row:
    row: _Row = grid.add_row()  # type: ignore[no-untyped-call]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, text, align in zip(row.cells, cells, aligned, strict=False):
        paragraph = cell.paragraphs[0]
        paragraph.alignment = ALIGNMENTS[align]
        run(paragraph, text, size=12, bold=bold)
    return row


def _together(rows: Sequence[_Row], above: Sequence[int]) -> None:
    """Rows that stay on one page; the first `above` cells of each but the first belong to the cell above."""
    for row in rows[:-1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    own = (0, *above[1:], 0)
    for row, goes_on, begins in zip(rows, own, own[1:], strict=False):
        for place, cell in enumerate(row.cells[: max(goes_on, begins)]):
            merged = OxmlElement("w:vMerge")
            merged.set(qn("w:val"), "continue" if place < goes_on else "restart")
            cell._tc.get_or_add_tcPr().append(merged)


def _heading_paragraph(word: Word, text: str, *, size: float) -> None:
    paragraph = word.add_paragraph()
    paragraph.alignment = CENTRE
    paragraph.paragraph_format.keep_with_next = True
    run(paragraph, text, size=size, bold=True)


def _centred(cell: _Cell, text: str, size: float = 14, *, bold: bool = False, italic: bool = False) -> list[Run]:
    """Each line of the text as a centred paragraph of the cell; the runs added."""
    runs = []
    for part in filter(None, text.split("\n")):
        paragraph = _paragraph(cell)
        paragraph.alignment = CENTRE
        runs.append(run(paragraph, part, size=size, bold=bold, italic=italic))
    return runs


def _paragraph(place: Word | _Cell) -> Paragraph:
    """A new paragraph, or a cell's first one while it is still empty and unused."""
    if isinstance(place, _Cell) and len(place.paragraphs) == 1 and not place.paragraphs[0].runs:
        first: Paragraph = place.paragraphs[0]
        return first
    return place.add_paragraph()


def _blank(place: Word | _Cell) -> None:
    """An empty line that later paragraphs do not fill."""
    _paragraph(place).add_run("")


def _box(added: Run) -> None:
    """A rectangle round the text."""
    border = OxmlElement("w:bdr")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "4"), ("color", "000000")):
        border.set(qn(f"w:{name}"), value)
    added._r.get_or_add_rPr().append(border)
