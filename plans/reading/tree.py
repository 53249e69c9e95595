"""Lines as a tree: who stands below whom. Pure.

The reader of papers knows numbers and bullets. Parts and activities that are numbered in words ("PHẦN II",
"Hoạt động 1:") are plain paragraphs to it; here they become headings, with what follows below them. And bullets of
another kind after a label ("* Phân công:", then "- …") belong below it, though both are bullets.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from documents.blocks import Line, Marker
from plans.reading.labels import is_bare_label

PART = re.compile(r"^(?:PHẦN|Phần)\s+(?:THỨ\s+|thứ\s+)?\w+\s*[:.–-]?\s*")
NUMBER_IN_WORDS = re.compile(
    r"^(?:Hoạt động|Nội dung|Chương trình|Sự kiện|Công trình|Điều)\s+(?:thứ\s+|số\s+)?\d{1,2}\s*[:.–-]\s*(?=\S)",
    re.IGNORECASE,
)
CELLS = " | "  # between the cells of a row that a table left behind
BULLETED = {Marker.DASH, Marker.PLUS, Marker.STAR}
LETTERS = tuple("ABCDEFGH")
LONGEST_TITLE = 40  # words


@dataclass(slots=True)
class Node:
    """A line of the paper with those below it. `index` is its place among the lines, -1 for the root."""

    index: int
    line: Line
    children: list["Node"] = field(default_factory=list)

    def below(self) -> Iterator["Node"]:
        """Every line below, in order."""
        for child in self.children:
            yield child
            yield from child.below()


def deepened(lines: Sequence[Line]) -> list[Line]:
    """The lines with parts and activities that are numbered in words as headings above what follows them."""
    out: list[Line] = []
    above = below = 0  # the level of an activity numbered in words, and of what stands below the last heading
    has_romans = any(line.label.startswith("I") for line in lines if line.marker is Marker.ROMAN)
    for line in lines:
        if _is_heading(line, PART) or (has_romans and _is_lettered(line)):
            out.append(replace(line, level=0, heading=True))
            above = below = 1
        elif _is_heading(line, NUMBER_IN_WORDS):
            out.append(replace(line, level=above, heading=True))
            below = above + 1
        elif line.marker is Marker.ROMAN and line.level == 0:
            part = _level_of_parts(out, has_lettered=has_romans)
            out.append(replace(line, level=part))
            above, below = part + 1, part  # activities numbered in words stand below it
        else:
            out.append(replace(line, level=line.level + below))
    return _below_labels(out)


def _level_of_parts(before: Sequence[Line], *, has_lettered: bool) -> int:
    """Where "I." stands: below the "PHẦN" or "A." before it, else at the top."""
    tops = (line for line in before if line.level == 0)
    return int(any(_is_heading(line, PART) or (has_lettered and _is_lettered(line)) for line in tops))


def _is_lettered(line: Line) -> bool:
    """Whether a part is called "A.", "B.": with parts "I.", "II." in the same paper these stand below it."""
    return line.marker is Marker.ROMAN and line.level == 0 and line.label[:1] in LETTERS


def _below_labels(lines: Sequence[Line]) -> list[Line]:
    """Bullets of another kind, or a table's rows, right after a bare label on its level: one level down."""
    out: list[Line] = []
    label: Line | None = None
    for before, line in zip((None, *lines), lines, strict=False):
        if label and (line.level < label.level or (line.level == label.level and not _may_belong(line, label))):
            label = None
        if before and line.level == before.level and _may_belong(line, before) and is_bare_label(before.text):
            label = before
        out.append(replace(line, level=line.level + 1) if label else line)
    return out


def _may_belong(line: Line, label: Line) -> bool:
    is_row = line.marker is Marker.NONE and label.marker is not Marker.NONE and CELLS in line.text
    return is_row or line.marker in BULLETED - {label.marker}


def _is_heading(line: Line, form: re.Pattern[str]) -> bool:
    return line.marker is Marker.NONE and bool(form.match(line.text)) and len(line.text.split()) <= LONGEST_TITLE


def grow(lines: Sequence[Line]) -> Node:
    """The tree of some lines; its root is no line."""
    root = Node(-1, Line("", level=-1))
    open_nodes = [root]
    for index, line in enumerate(lines):
        while open_nodes[-1].line.level >= line.level and len(open_nodes) > 1:
            open_nodes.pop()
        node = Node(index, line)
        open_nodes[-1].children.append(node)
        open_nodes.append(node)
    return root
