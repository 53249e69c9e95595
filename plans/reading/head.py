"""What stands around a plan's lines: letterhead, title, signer, recipients → `HeadDraft`, or lines if they do not fit.

A plan's paper is always letterhead, title, lines, closing. Blocks in another order, and parts longer than their
columns, become paragraphs in their place: their words stay in order.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from documents.blocks import Block, Closing, Document, Letterhead, Line, Marker, Signer, Table, Title
from documents.dates import dateline
from documents.text import block_lines
from plans.reading.drafts import HeadDraft, Unread, Why
from plans.reading.texts import same_words

LIMITS = {
    "kind": 80, "parent_heading": 300, "issuer": 300, "number": 80, "heading": 120, "place": 100, "dateline": 200,
    "theme": 300,
}  # fmt: skip
SIGNER_LIMITS = {"capacity": 200, "office": 200, "name": 120, "note": 300}
LONGEST_RECIPIENT = 300
DRAFT_MARK = "DỰ THẢO"
BLANK_NUMBER = re.compile(r"Số\s*:?[\s.…_]*-\s*(?P<symbol>KH/[\w-]+)")
DATED = re.compile(r"(?P<place>.{1,100}?),\s*ngày\s+(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})\s+năm\s+(?P<y>\d{4})\.?")
BLANK_DATE = re.compile(r"(?:(?P<place>.{1,100}?),\s*)?ngày\s+tháng\s+năm(?:\s+(?P<y>\d{4}))?")
RECIPIENT_END = re.compile(r"(?:\./\.|[ ;.])+$")
THEME = re.compile(
    r"[Cc]hủ đề(?:\s+(?:năm|công tác|của năm))*(?:\s+\d{4})?(?:\s+là)?\s*:?\s*"
    r"[“\"](?P<theme>[^”\"]{3,300})[”\"]"
)
THEME_LINE = re.compile(r"Chủ đề(?:\s+năm(?:\s+\d{4})?)?\s*:\s*[“\"]?(?P<theme>[^”\"]{3,300}?)[”\"]?\.?")
YEAR = re.compile(r"\bnăm\s+(\d{4})\b|/(20\d{2})\b|\bNĂM\s+(\d{4})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Framed:
    """A document as head and lines."""

    head: HeadDraft
    lines: tuple[Line, ...]
    unread: tuple[Unread, ...] = ()
    blank_symbol: str = ""  # of a number that is still to be filled in: "KH/ĐKDCĐ"
    years: tuple[int, ...] = ()


def frame(document: Document) -> Framed:
    """Head and lines of a document."""
    blocks = list(document.blocks)
    letterhead = blocks[0] if blocks and isinstance(blocks[0], Letterhead) else None
    rest = blocks[1:] if letterhead else blocks
    title = rest[0] if rest and isinstance(rest[0], Title) else None
    rest = rest[1:] if title else rest
    closing = rest[-1] if rest and isinstance(rest[-1], Closing) else None
    rest = rest[:-1] if closing else rest
    head, symbol = _opening(letterhead, title)
    unread: list[Unread] = []
    if head is None:
        flat = [block for block in (letterhead, title) if block]
        head, rest = HeadDraft(), [*_flattened(flat), *rest]
        unread.append(Unread(Why.HEAD, _said(flat)))
    head, rest, more = _close(head, closing, rest)
    unread += [Unread(Why.HEAD, _said([block])) for block in rest if isinstance(block, Closing) and not more]
    unread += more + [Unread(Why.TABLE, _said([block])) for block in rest if isinstance(block, Table)]
    lines = tuple(_flattened(rest))
    head = replace(head, theme=_theme(lines))
    return Framed(head, lines, tuple(unread), symbol, _years(title))


def _opening(letterhead: Letterhead | None, title: Title | None) -> tuple[HeadDraft | None, str]:
    """The head's first fields, with the symbol of a blank number; None when they do not fit their columns."""
    head = HeadDraft(kind=title.kind, subject=title.subject) if title else HeadDraft()
    symbol = ""
    if letterhead:
        number, symbol = _number(letterhead)
        head = replace(
            _dated(head, letterhead.dateline),
            parent_heading=letterhead.parent,
            issuer=letterhead.issuer,
            number=number,
            heading=letterhead.heading,
        )
    fits = all(len(getattr(head, name)) <= limit for name, limit in LIMITS.items())
    return (head if fits else None), symbol


def _number(letterhead: Letterhead) -> tuple[str, str]:
    """The number as kept, and the symbol of a blank one. A mark that does not print by itself stands below it."""
    blank = BLANK_NUMBER.fullmatch(letterhead.number)
    if blank and letterhead.mark in ("", DRAFT_MARK):
        return "", blank["symbol"]
    if not letterhead.number and letterhead.mark == DRAFT_MARK:
        return "", ""
    return "\n".join(filter(None, (letterhead.number, letterhead.mark))), ""


def _dated(head: HeadDraft, line: str) -> HeadDraft:
    """The head with place and day of signing; the line itself is kept when they would print another one."""
    if blank := BLANK_DATE.fullmatch(" ".join(line.split())):
        return replace(head, place=blank["place"] or "")
    found = DATED.fullmatch(line)
    try:
        day = dt.date(int(found["y"]), int(found["m"]), int(found["d"])) if found else None
    except ValueError:
        day = None
    if found is None or day is None:
        return replace(head, dateline=line)
    kept = "" if same_words(dateline(found["place"], day), line) else line
    return replace(head, place=found["place"], signed_on=day, dateline=kept)


def _close(
    head: HeadDraft, closing: Closing | None, rest: Sequence[Block]
) -> tuple[HeadDraft, list[Block], list[Unread]]:
    """The head with recipients and signer, or the closing as the last lines when it does not fit."""
    blocks = list(rest)
    if closing is None:
        return head, blocks, []
    recipients = tuple(filter(None, (recipient_text(text) for text in closing.recipients)))
    signer = _one_signer(closing.signers)
    fits = all(len(text) <= LONGEST_RECIPIENT for text in recipients)
    if signer is None or not fits:
        return head, [*blocks, closing], [Unread(Why.HEAD, _said([closing]))]
    unread = [Unread(Why.SIGNERS, _said([Closing(signers=closing.signers[1:])]))] if len(closing.signers) > 1 else []
    return replace(head, recipients=recipients, signer=signer), blocks, unread


def recipient_text(text: str) -> str:
    """A recipient without the dash before it and the ";", "." or "./." after it."""
    return RECIPIENT_END.sub("", text.strip().lstrip("-–")).strip()


def _one_signer(signers: Sequence[Signer]) -> Signer | None:
    """The first signer, the others in the note below; None when that is too long."""
    if not signers:
        return Signer()
    first = signers[0]
    if len(signers) > 1:
        others = [part for block in block_lines(Closing(signers=tuple(signers[1:]))) if (part := block.strip())]
        first = replace(first, note="\n".join(filter(None, (first.note, *others))))
    fits = all(len(getattr(first, name)) <= limit for name, limit in SIGNER_LIMITS.items())
    return first if fits else None


def _flattened(blocks: Sequence[Block]) -> Iterator[Line]:
    """Every block as lines; those that are none as plain paragraphs, a table's rows where one would stand."""
    level = 0
    for block in blocks:
        if isinstance(block, Line):
            level = block.level + (block.marker is not Marker.NONE)
            yield block
        else:
            drawn = [] if not isinstance(block, Title) else [block.kind, *block.subject]
            at = level if isinstance(block, Table) else 0
            said = (text for block_line in drawn or block_lines(block) for text in block_line.splitlines())
            texts = (text.strip() for text in said if text.strip(" *"))
            yield from (Line(text, Marker.NONE, level=at) for text in texts)


def _said(blocks: Sequence[Block]) -> str:
    return " / ".join(line.text for line in _flattened(blocks))


def _theme(lines: Sequence[Line]) -> str:
    """The theme of the year, from the first paragraphs or from a line of its own."""
    for line in lines[:40]:
        found = THEME_LINE.fullmatch(line.text) or THEME.search(line.text)
        if found:
            return found["theme"].strip()
    return ""


def _years(title: Title | None) -> tuple[int, ...]:
    """The years that the title names; anniversaries in brackets aside."""
    said = re.sub(r"\([^)]*\)", " ", " ".join(title.subject)) if title else ""
    return tuple(dict.fromkeys(int(next(filter(None, found.groups()))) for found in YEAR.finditer(said)))
