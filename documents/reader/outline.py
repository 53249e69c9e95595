"""Body lines → labelled lines with their depth and whether they are headings. Pure.

Depth: ROMAN 0; ARABIC 1, or 0 in a paper without Roman numerals; DECIMAL by its dots; a dash one deeper than the
heading above it, a plus one deeper than the dash, a star beside the dash; a paragraph belongs to the heading or bullet
above it. Paragraphs before the first and after the last label belong to the whole paper.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from documents.blocks import Line, Marker, Table
from documents.reader.labels import Labelled, bare_parts, split_label

TITLED = {Marker.ARABIC, Marker.DECIMAL}
BULLETED = {Marker.DASH, Marker.PLUS, Marker.STAR}
ENDING = re.compile(r"(Trên đây|Đề nghị|Yêu cầu|Ban [Tt]hường vụ|BTV|Nhận được|Để |Căn cứ)")
SHORT, LONG = 12, 30  # words


def outline(body: Sequence[str | Table]) -> list[Line | Table]:
    """Lines in order, tables where they stood. `body` holds tidy, non-empty paragraphs."""
    parts: list[Labelled | Table] = [part if isinstance(part, Table) else split_label(part) for part in body]
    for place, part in bare_parts([part if isinstance(part, str) else None for part in body]).items():
        parts[place] = part
    labelled = [place for place, part in enumerate(parts) if isinstance(part, Labelled) and part.label]
    if not labelled:
        return [part if isinstance(part, Table) else Line(part.text) for part in parts]
    has_roman = any(isinstance(part, Labelled) and part.marker is Marker.ROMAN for part in parts)
    depths = _Depths(arabic=1 if has_roman else 0)
    first, last = labelled[0], labelled[-1]
    lines = [_line(part, place, first, depths) for place, part in enumerate(parts)]
    return _ended([_headed(lines, place) for place in range(len(lines))], last)


@dataclass(slots=True)
class _Depths:
    """Where the outline stands while it is read downwards; -1 says that there is no such line above."""

    arabic: int  # the depth of "1."
    number: int = -1  # of the last I., 1. or 1.1.
    heading: int = -1  # of the last number or letter
    dash: int = -1  # of the last dash under that heading
    current: int = 0  # of a paragraph that would stand here

    def of(self, line: Labelled) -> int:
        """The depth of the next line."""
        if line.marker is Marker.NONE:
            return self.current
        if line.marker in BULLETED:
            self.current = self._bullet(line.marker)
            return self.current
        self.heading, self.dash = self._numbered(line), -1
        self.current = self.heading + 1
        return self.heading

    def _bullet(self, marker: Marker) -> int:
        if marker is Marker.DASH:
            self.dash = self.heading + 1
        if marker is Marker.PLUS and self.dash >= 0:
            return self.dash + 1
        return self.dash if self.dash >= 0 else self.heading + 1

    def _numbered(self, line: Labelled) -> int:
        if line.marker is Marker.LETTER:
            return self.number + 1
        dots = line.label.strip("./) ").count(".") if line.marker is Marker.DECIMAL else 0
        self.number = 0 if line.marker is Marker.ROMAN else self.arabic + dots
        return self.number


def _line(part: Labelled | Table, place: int, first: int, depths: _Depths) -> Line | Table:
    if isinstance(part, Table):
        return part
    level = 0 if place < first else depths.of(part)
    return Line(part.text, part.marker, part.label, level, heading=part.marker is Marker.ROMAN)


def _headed(lines: list[Line | Table], place: int) -> Line | Table:
    """An Arabic or decimal line is a heading when it looks like a title."""
    line = lines[place]
    if isinstance(line, Table) or line.marker not in TITLED:
        return line
    following = lines[place + 1] if place + 1 < len(lines) else None
    deeper = isinstance(following, Table) or (following is not None and following.level > line.level)
    return replace(line, heading=_is_title(line.text, deeper=deeper))


def _is_title(text: str, *, deeper: bool) -> bool:
    length = len(text.split())
    if text.endswith((".", ";", ",")):
        return False
    return length <= SHORT or (length <= LONG and (deeper or text.endswith(":")))


def _ended(lines: list[Line | Table], last: int) -> list[Line | Table]:
    """Paragraphs after the last label are the paper's own, save the one that a heading there is about."""
    after = [place for place in range(last + 1, len(lines)) if isinstance(lines[place], Line)]
    titled = lines[last]
    if after and isinstance(titled, Line) and titled.heading:
        about = lines[after[0]]
        if isinstance(about, Line) and not ENDING.match(about.text):
            after = after[1:]
    return [replace(line, level=0) if p in after and isinstance(line, Line) else line for p, line in enumerate(lines)]
