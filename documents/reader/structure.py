"""Paragraphs → blocks: letterhead, title, lines, closing. Pure.

The law is kept here: the blocks are printed again as text and their words counted against those that came in. Where a
word would be lost, a simpler reading is taken, down to plain paragraphs, which cannot lose any.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

from documents.blocks import Block, Document, Line, Table
from documents.characters import tidy, words
from documents.reader.closing import find_closing, read_closing
from documents.reader.labels import is_rule, split_label
from documents.reader.letterhead import find_title, read_letterhead, read_title
from documents.reader.outline import outline
from documents.text import block_lines, render_text

Item = str | Table  # a raw paragraph, empty for a blank line, or a table where it stood
WRAPPED = 60  # a line shorter than this was ended on purpose


def structure(items: Sequence[Item], name: str = "") -> Document:
    """The paper that these paragraphs make. `name` is used when the paper has no title."""
    expected = Counter(words("\n".join(_plain(item) for item in items)))
    for head, foot in ((True, True), (True, False), (False, True), (False, False)):
        document = Document(name, tuple(_blocks(items, head=head, foot=foot)))
        if Counter(words(render_text(document))) == expected:
            return document
    return Document(name, tuple(Line(item) if isinstance(item, str) else item for item in _tidied(items)))


def _plain(item: Item) -> str:
    return item if isinstance(item, str) else "\n".join(block_lines(item))


def _blocks(items: Sequence[Item], *, head: bool, foot: bool) -> Iterator[Block]:
    start = 0
    if head:
        blocks, start = _head(items)
        yield from blocks
    end, foot_blocks = _foot(items, start) if foot else (len(items), [])
    yield from outline(_unwrapped(items[start:end]))
    yield from foot_blocks


def _head(items: Sequence[Item]) -> tuple[list[Block], int]:
    """Letterhead and title, what stands between them, and where the text begins."""
    lines = list(takewhile(lambda item: isinstance(item, str), items))
    strings = [line for line in lines if isinstance(line, str)]
    at = find_title(strings)
    above = strings[:at] if at is not None else _above_first_label(strings)
    letterhead, taken = read_letterhead(above, titled=at is not None)
    blocks: list[Block] = [letterhead] if letterhead else []
    if at is None:
        return blocks, taken
    blocks += [Line(text) for text in _tidied(strings[taken:at]) if isinstance(text, str)]
    title, used = read_title(strings[at:])
    return [*blocks, title], at + used


def _above_first_label(lines: Sequence[str]) -> list[str]:
    return list(takewhile(lambda line: is_rule(line) or not split_label(tidy(line)).label, lines[:12]))


def _foot(items: Sequence[Item], start: int) -> tuple[int, list[Block]]:
    """Where the text ends, and the closing with what follows it."""
    tables = [place for place, item in enumerate(items) if isinstance(item, Table)]
    after_tables = max(start, tables[-1] + 1 if tables else 0)
    lines = [item for item in items[after_tables:] if isinstance(item, str)]
    at = find_closing(lines)
    if at is None:
        return len(items), []
    closing, rest = read_closing(lines[at:])
    if closing is None:
        return len(items), []
    return after_tables + at, [closing, *outline(_tidied(rest))]


def _tidied(items: Sequence[Item]) -> list[Item]:
    """Without blank lines and drawn lines."""
    tidied = [tidy(item) if isinstance(item, str) else item for item in items]
    return [item for item in tidied if not isinstance(item, str) or (item and not is_rule(item) and item not in "-–—")]


def _unwrapped(items: Sequence[Item]) -> list[Item]:
    """Tidied, with lines that a mail programme or a PDF viewer broke joined again."""
    joined: list[Item] = []
    before: Item = ""
    for item in items:
        if isinstance(item, str) and isinstance(before, str) and joined and _goes_on(before, tidy(item)):
            joined[-1] = f"{joined[-1]} {tidy(item)}"
        else:
            joined.append(item)
        before = item
    return _tidied(joined)


def _goes_on(before: str, text: str) -> bool:
    """Whether the text can only be the rest of the line before it."""
    ended = before.rstrip().endswith((".", ":", ";", "!", "?"))
    return len(before.strip()) >= WRAPPED and not ended and text[:1].islower() and not split_label(text).label
