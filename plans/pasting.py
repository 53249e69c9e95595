"""Lines that were typed or pasted together, as the lines of the outline they become. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from documents.blocks import Line, Marker
from documents.characters import INVISIBLE, tidy
from documents.reader.labels import split_label
from documents.reader.outline import outline
from plans.bullets import with_our_marks
from plans.outline import DEEPEST
from unions.names import fold


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line that is not stored yet."""

    text: str
    level: int
    marker: Marker
    heading: bool = False


NUMBER = re.compile(r"\(?\d{1,3}\)?")
NUMBERS_COLUMN = {"tt", "stt", "so tt"}
CELLS = " – "


def split(text: str) -> tuple[str, ...]:
    """The lines of a text, each tidy, none empty; bullets as the paper has them, rows of a table with their cells."""
    lines = [line for line in INVISIBLE.sub("", text).splitlines() if line.strip()]
    return tuple(filter(None, (tidy(_row(line)) for line in with_our_marks(lines))))


def _row(line: str) -> str:
    """A row of a table as one line: "1⇥Khám bệnh⇥Đoàn A" is "Khám bệnh – Đoàn A", since lines number themselves.

    The row that names the columns says nothing without them, nor does one that numbers them. A tab after a label ("1.",
    "-") or a colon only moves the words in.
    """
    cells = [tidy(cell) for cell in line.split("\t")]
    cells = [cell for cell in cells if cell]
    if len(cells) < 2:
        return line
    counted = [cell.strip("()") for cell in cells]
    if fold(cells[0]).strip(" .") in NUMBERS_COLUMN or counted == [str(n) for n in range(1, len(cells) + 1)]:
        return ""
    is_numbered = NUMBER.fullmatch(cells[0]) and not all(NUMBER.fullmatch(cell) for cell in cells)
    return "".join(_joined(cells[1:] if is_numbered else cells))


def _joined(cells: Sequence[str]) -> Iterator[str]:
    for cell, following in zip(cells, [*cells[1:], None], strict=True):
        if following is None:
            yield cell
        elif cell.endswith(":") or split_label(f"{cell} {following}").text == following:
            yield f"{cell} "
        else:
            yield cell.rstrip(" ,;") + CELLS


def pasted(texts: Sequence[str], level: int, marker: Marker) -> list[NewLine]:
    """The lines at a place of the outline, whose own next line would have this level and mark.

    Lines with labels ("1.", "-", "+") keep their order of depth, the highest of them at `level`; numbers are not kept,
    they follow from the place. Lines without any label are lines like the one they stand beside.
    """
    found = list(_starred(line for line in outline(texts) if isinstance(line, Line)))
    if all(line.marker is Marker.NONE for line in found):
        return [NewLine(text, level, marker) for text in texts]
    highest = min(line.level for line in found)
    return [NewLine(line.text, min(level + line.level - highest, DEEPEST), line.marker, line.heading) for line in found]


def unmarked(text: str) -> str:
    """The words of a line without the mark that was typed before them."""
    return split_label(text).text


def is_marked(text: str) -> bool:
    """Whether a line says its own mark or number."""
    return unmarked(text) != text


def pasted_behind(first: str, more: Sequence[str], level: int, marker: Marker) -> list[NewLine]:
    """The same behind a first line that stands there already, at this level.

    What belongs below the first is deeper than it, nothing is higher.
    """
    if not is_marked(first):
        return pasted(more, level, marker)
    top, *rest = pasted([first, *more], level, marker)
    return [replace(line, level=max(level, level + line.level - top.level)) for line in rest]


def _starred(lines: Iterator[Line]) -> Iterator[Line]:
    """A star is one deeper than the plus above it, and so is what is written below the star without a mark."""
    plus, shift = -1, 0
    for line in lines:
        if line.marker is Marker.PLUS:
            plus = line.level
        elif line.marker not in (Marker.STAR, Marker.NONE):
            plus = -1
        if line.marker is not Marker.NONE:
            shift = plus + 1 - line.level if line.marker is Marker.STAR and plus >= 0 else 0
        yield replace(line, level=line.level + shift)
