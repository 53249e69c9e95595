"""Lines that hold two columns side by side, parted by tabs or by three spaces and more. Pure."""

import re

GAP = re.compile(r"\t+| {3,}|\u00a0{3,}")
# The blanks of an unfilled date ("ngày      tháng      năm 2024") are not columns.
BLANK_DATE = re.compile(
    r"(?:^|(?P<left>.*?)(?:\t| {3,}))(?P<dateline>\S[^\t]*?\bngày\b[^\t]*\btháng\b[^\t]*\bnăm\b.*)$"
)


def split_cells(line: str) -> list[str]:
    """The non-empty cells of a line, left to right."""
    if found := BLANK_DATE.match(line.strip()):
        return [*split_cells(found.group("left") or ""), found.group("dateline").strip()]
    return [cell.strip() for cell in GAP.split(line) if cell.strip()]


def has_columns(line: str) -> bool:
    """Whether the line holds two cells or more."""
    return len(split_cells(line)) > 1
