"""Lines that hold two columns side by side, parted by tabs or by three spaces and more. Pure."""

import re

GAP = re.compile(r"\t+|[ \u00a0]{3,}")
# Blanks left to be filled in are no gaps: "ngày      tháng      năm 2024", "Số:      -KH/ĐTN".
BLANK_DATE = re.compile(
    r"(?:(?P<left>[^\t]*?)(?:\t| {3,}))?(?P<dateline>\S[^\t]*?\bngày\b[^\t]*\btháng\b[^\t]*\bnăm\b.*)"
)
BLANK_NUMBER = re.compile(r"(?:(?<=Số:)|(?<=Số))\s{3,}(?=[-–/]|KH\b)")
HOLD = "\x00"  # stands for a blank of the number while the line is split; no printable text has it
LONGEST = 300  # characters; a longer line is a paragraph


def split_cells(line: str) -> list[str]:
    """The non-empty cells of a line, left to right."""
    line = line.strip()
    if len(line) > LONGEST or not GAP.search(line):
        return [line] if line else []
    line = BLANK_NUMBER.sub(lambda blank: HOLD * len(blank.group()), line)
    if found := BLANK_DATE.fullmatch(line):
        cells = [*GAP.split(found.group("left") or ""), found.group("dateline")]
    else:
        cells = GAP.split(line)
    return [cell.strip().replace(HOLD, " ") for cell in cells if cell.strip()]


def has_columns(line: str) -> bool:
    """Whether the line holds two cells or more."""
    return len(split_cells(line)) > 1
