"""A paper as plain text: what a person would type into a message, and what `documents.reader` reads back."""

from collections.abc import Iterator
from itertools import groupby

from documents.blocks import Block, Closing, Document, Fate, Letterhead, Line, Signer, Table, Title
from documents.characters import printable

STARS = "***"
RULE = "-----------"
CELL = " | "


def render_text(document: Document) -> str:
    """Letterhead (left column, then right), title, lines, closing, in the order of the blocks, NFC, ends with \\n."""
    groups = groupby(enumerate(document.blocks), key=lambda at: -1 if isinstance(at[1], Line) else at[0])
    texts = ("\n".join(text for _, block in group for text in block_lines(block)) for _, group in groups)
    return printable("\n\n".join(filter(None, texts))).strip("\n") + "\n"


def block_lines(block: Block) -> Iterator[str]:
    """The printed lines of one block, in reading order."""
    match block:
        case Letterhead():
            yield from _letterhead(block)
        case Title():
            yield from (block.kind, *block.subject, RULE)
        case Line():
            yield _marked(block) if block.pieces else str(block)
        case Table():
            yield from _table(block)
        case Closing():
            yield from _closing(block)


def _marked(line: Line) -> str:
    """Words that went in [-…-], words that came in {+…+}."""
    signs = {Fate.OUT: "[-{}-]", Fate.IN: "{{+{}+}}"}
    return "".join(signs.get(piece.fate, "{}").format(piece.text) for piece in line.marked).strip()


def _letterhead(block: Letterhead) -> Iterator[str]:
    left = [block.parent, block.issuer, STARS if block.issuer else "", block.number, block.mark]
    yield from (part for part in (*left, block.heading, block.dateline) if part)


def _table(block: Table) -> Iterator[str]:
    heads = tuple(column.head for column in block.columns)
    rows = (heads if any(heads) else (), *block.rows, block.total)
    yield from ([block.caption] if block.caption else [])
    yield from (CELL.join(" ".join(cell.split()) for cell in row) for row in rows if row)


def _closing(block: Closing) -> Iterator[str]:
    if block.recipients:
        yield from ("Nơi nhận:", *block.recipients)
    for place, signer in enumerate(block.signers):
        if place or block.recipients:
            yield ""
        yield from signer_lines(signer)


def signer_lines(signer: Signer) -> Iterator[str]:
    """Boxes 13-15, with room for the signature before the name."""
    if signer.capacity or signer.office:
        yield from (part for part in (*signer.capacity_lines, signer.office) if part)
        yield ""
    yield from (part for part in (signer.name, signer.note) if part)
