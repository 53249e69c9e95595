"""Lines that were typed or pasted together, as the lines of the outline they become. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from documents.blocks import Line, Marker
from documents.reader.outline import outline
from plans.outline import DEEPEST


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line that is not stored yet."""

    text: str
    level: int
    marker: Marker
    heading: bool = False


def split(text: str) -> tuple[str, ...]:
    """The lines of a text, each tidy, none empty."""
    return tuple(filter(None, (" ".join(line.split()) for line in text.splitlines())))


def pasted(texts: Sequence[str], level: int, marker: Marker) -> list[NewLine]:
    """The lines at a place of the outline, whose own next line would have this level and mark.

    Lines with labels ("1.", "-", "+") keep their order of depth, the highest of them at `level`; numbers are not kept,
    they follow from the place. Lines without any label are lines like the one they stand beside.
    """
    found = [line for line in outline(texts) if isinstance(line, Line)]
    if all(line.marker is Marker.NONE for line in found):
        return [NewLine(text, level, marker) for text in texts]
    highest = min(line.level for line in found)
    return [NewLine(line.text, min(level + line.level - highest, DEEPEST), line.marker, line.heading) for line in found]
