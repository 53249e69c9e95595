"""How the two columns of a letterhead share the width, and where its names break. Lengths are in points.

A name stands on one line where the heading beside it leaves room; a longer one is parted into lines at a place where a
person would part it. No letter is set closer: words would touch.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.blocks import Letterhead
from documents.fonts import text_width
from documents.layout import TEXT_WIDTH

LEFT = 0.46  # the left column's share where no name needs more
LEAST = 0.25  # what a long heading ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") leaves it
GAP = 12  # between the longest name and the heading
SLACK = 1  # what the width of a line may be off by
DASHES = {"-", "–", "—"}
# Words that belong to the one behind them: "SỞ | Y TẾ", "TP. HỒ CHÍ | MINH" would be torn.
BOUND = {"VÀ", "TP.", "TP", "THÀNH", "HỒ", "CHÍ", "ĐOÀN", "SỞ", "BỘ", "BAN", "QUẬN", "HUYỆN", "XÃ", "TỈNH"}
LEADING = {"VÀ", "TP.", "TP", "THÀNH"}  # words that begin a line well
# What a place to part at costs, against the square of the share of a line that is left empty.
DASH, TORN, LED = 1.0, 0.5, -0.3


@dataclass(frozen=True, slots=True)
class Fitted:
    """Widths of the left column: beside the heading, and beside the dateline, where `indent` stays free at its left.

    Each name is its printed lines.
    """

    names: float
    number: float
    indent: float
    parent: tuple[tuple[str, ...], ...]
    issuer: tuple[tuple[str, ...], ...]


def fitted(block: Letterhead, *, landscape: bool) -> Fitted:
    """The columns and lines of this letterhead."""
    total = TEXT_WIDTH[landscape]
    heading = max(_widths(block.heading.split("\n"), "Bold", 15))
    free = max(total * LEAST, total - heading - GAP)
    least = min(total * LEFT, free)
    most = max(least, free)
    parent = tuple(parted(name, "Regular", most) for name in block.parent.split("\n"))
    issuer = tuple(parted(name, "Bold", most) for name in block.issuer.split("\n"))
    lines = [
        *(width for name in parent for width in _widths(name, "Regular", 14)),
        *(width for name in issuer for width in _widths(name, "Bold", 14)),
    ]
    names = max(least, *(width + SLACK for width in lines if width + SLACK <= most), 0)
    return Fitted(names, *_beside_dateline(block, names, total), parent, issuer)


def _beside_dateline(block: Letterhead, names: float, total: float) -> tuple[float, float]:
    """The dateline takes from the left column what it lacks, as long as the number keeps its line and its middle."""
    dateline = max(_widths([block.dateline], "Italic", 13)) + SLACK
    number = max(_widths(block.number.split("\n")[:1], "Regular", 14)) + SLACK
    left = min(names, total - dateline)
    indent = names - left
    return (left, indent) if left - indent >= number else (names, 0)


def parted(name: str, style: str, most: float) -> tuple[str, ...]:
    """The lines of a name at size 14: as few as hold it, parted where it is torn least."""
    words = name.split()
    best: list[tuple[int, float, int] | None] = [(0, 0.0, 0)]  # for so many words: lines, cost, where the last began
    for end in range(1, len(words) + 1):
        found = (
            (before[0] + 1, before[1] + cost, start)
            for start, before in enumerate(best)
            if before is not None and (cost := _cost(words, start, end, style, most)) is not None
        )
        best.append(min(found, default=None))
    if best[-1] is None or best[-1][0] <= 1:
        return (name,)
    return tuple(reversed(list(_lines(words, best))))


def _lines(words: Sequence[str], best: Sequence[tuple[int, float, int] | None]) -> Iterator[str]:
    """From the last line up."""
    end = len(words)
    while end and (found := best[end]) is not None:
        yield " ".join(words[found[2] : end])
        end = found[2]


def _cost(words: Sequence[str], start: int, end: int, style: str, most: float) -> float | None:
    """What a line of these words costs: room that stays empty, and what is torn at its beginning. None: too long."""
    width = text_width(" ".join(words[start:end]), style, 14) + SLACK
    if width > most:
        return None
    return (1 - width / most) ** 2 + (_torn(words[start - 1], words[start]) if start else 0)


def _torn(before: str, after: str) -> float:
    """What it costs to begin a line between these words."""
    torn = DASH if DASHES & {before, after} else TORN if before in BOUND else 0
    return torn + (LED if after in LEADING else 0)


def _widths(lines: Sequence[str], style: str, size: float) -> list[float]:
    return [text_width(line, style, size) for line in lines]
