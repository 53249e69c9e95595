"""Ledgers and lists as a spreadsheet (.xlsx).

Whole numbers stay numbers and dates stay dates, so that a treasurer can sum them. Text is stored as text whatever it
begins with: "=1+1" in somebody's name is a name, never a formula.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell as BookCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet as Page

from documents.characters import printable

Cell = str | int | date | None
NUMBER, DATE = "#,##0", "dd/mm/yyyy"
FONT = "Times New Roman"
LONGEST_NAME, LONGEST_TEXT = 31, 32_767  # the format's own limits
FORBIDDEN_IN_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))
_EDGE = Side(style="thin")
BORDER = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table. Every row has as many cells as there are columns; `total` is printed bold under them."""

    name: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Cell]] = ()
    total: Sequence[Cell] = ()
    widths: tuple[float, ...] = field(default=())  # in characters; guessed from the heads when left out


def render_xlsx(title: str, sheets: Sequence[Sheet]) -> bytes:
    """A workbook with a sheet for each table, headed by the title. ValueError when there is no sheet at all."""
    if not sheets:
        raise ValueError("A workbook needs at least one sheet.")
    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = printable(title), ""
    names = _names(sheets)
    for sheet, name in zip(sheets, names, strict=True):
        _fill(book, name, title, sheet)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _fill(book: Workbook, name: str, title: str, sheet: Sheet) -> None:
    page: Any = book.create_sheet(name)  # the types do not know its columns
    for number, head in enumerate(sheet.columns, 1):
        width = sheet.widths[number - 1] if number <= len(sheet.widths) else max(12, min(len(head) + 4, 48))
        page.column_dimensions[get_column_letter(number)].width = width
    page.freeze_panes = "A4"
    page.print_title_rows = "3:3"
    page.append([_cell(page, title, bold=True, size=14)])
    page.append([])
    page.append([_cell(page, head, bold=True, bordered=True) for head in sheet.columns])
    for row in sheet.rows:
        page.append([_cell(page, value, bordered=True) for value in row])
    if sheet.total:
        page.append([_cell(page, value, bold=True, bordered=True) for value in sheet.total])


def _cell(page: Page, value: Cell, *, bold: bool = False, bordered: bool = False, size: int = 12) -> BookCell:
    text = (printable(value)[:LONGEST_TEXT] or None) if isinstance(value, str) else value
    cell = WriteOnlyCell(page, text)  # type: ignore[arg-type] # the types forget dates without a time
    if isinstance(text, str):
        cell.data_type = "s"  # after the value: openpyxl takes "=…" for a formula and "#N/A" for an error
        cell.alignment = Alignment(
            wrap_text=bordered, vertical="top", horizontal="center" if bold and bordered else None
        )
    elif text is not None:
        cell.number_format = DATE if isinstance(text, date) else NUMBER
    cell.font = _font(bold=bold, size=size)
    if bordered:
        cell.border = BORDER
    return cell


_FONTS = {(bold, size): Font(name=FONT, size=size, bold=bold) for bold in (True, False) for size in (12, 14)}


def _font(*, bold: bool, size: int) -> Font:
    """Fonts are shared: making one for each cell doubles the time of a long ledger."""
    return _FONTS[bold, size]


def _names(sheets: Sequence[Sheet]) -> Iterator[str]:
    """Names the format accepts: no forbidden character, at most 31 letters, no two alike."""
    taken: set[str] = set()
    for number, sheet in enumerate(sheets, 1):
        clean = " ".join(printable(sheet.name).translate(FORBIDDEN_IN_NAME).split()).strip("'")
        name = clean[:LONGEST_NAME] or f"Bảng {number}"
        if name.casefold() in taken:
            ending = f" ({number})"
            name = name[: LONGEST_NAME - len(ending)] + ending
        taken.add(name.casefold())
        yield name
