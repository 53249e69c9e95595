"""The block model: what a paper is made of before it is PDF, Word or text, and after it has been read.

A `Document` is a tuple of frozen blocks in reading order. Text is NFC, one paragraph a string, no markup. The layout of
each block follows Hướng dẫn 29-HD/TWĐTN-VP (29/10/2013); the numbers in brackets are the boxes of its Mẫu 1.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Marker(StrEnum):
    """How a line is numbered on paper. Values are stored by the plan: never rename one."""

    ROMAN = "roman"  # I.
    ARABIC = "arabic"  # 1.
    DECIMAL = "decimal"  # 1.1.  1.1.1.
    LETTER = "letter"  # a)
    DASH = "dash"  # -
    PLUS = "plus"  # +
    STAR = "star"  # *
    NONE = "none"  # a paragraph


# Ends a label that was typed without a space after it ("1.Mục đích"), so that it is printed as it was typed.
GLUED = "\u2060"

BULLETS = {Marker.DASH: "-", Marker.PLUS: "+", Marker.STAR: "*", Marker.NONE: ""}


class Align(StrEnum):
    """Where a table column's text stands."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Boxes 1-7, the two columns at the head of page 1. An empty string leaves its line out."""

    parent: str = ""  # 2a: the direct superior, not bold
    issuer: str = ""  # 2b: who issues, bold; several lines joined by "\n"
    number: str = ""  # 3: the whole line, as in "Số: 01-KH/ĐTN"
    heading: str = ""  # 1: "ĐOÀN TNCS HỒ CHÍ MINH"
    dateline: str = ""  # 4: "TP. Hồ Chí Minh, ngày 05 tháng 02 năm 2024"
    mark: str = ""  # 6: "DỰ THẢO" in a box


@dataclass(frozen=True, slots=True)
class Title:
    """Boxes 8 and 9: the kind of paper, then what it is about, then the dashed line."""

    kind: str
    subject: tuple[str, ...] = ()


class Fate(StrEnum):
    """What became of some words between two versions of a paper."""

    SAME = "same"
    OUT = "out"  # struck through
    IN = "in"  # underlined


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a line with one fate. The texts of a line's pieces, one after the other, are all its words."""

    fate: Fate
    text: str


def label_pieces(before: str, after: str) -> tuple[Piece, ...]:
    """A label in both versions, whole: "7." struck out, then "8."."""
    if before == after:
        return (Piece(Fate.SAME, after),)
    pieces = (Piece(Fate.OUT, before), Piece(Fate.SAME, " " if before and after else ""), Piece(Fate.IN, after))
    return tuple(piece for piece in pieces if piece.text)


@dataclass(frozen=True, slots=True)
class Line:
    """Box 11: one line of the text. `label` is what is printed before it ("I.", "3.2.", "-", "").

    A line that compares two versions has its words in `pieces`; `text` is then the newer wording, `was` the label of
    the older version where that was another one.
    """

    text: str
    marker: Marker = Marker.NONE
    label: str = ""
    level: int = 0  # depth in the outline, 0 for a part or a paragraph of the whole paper
    heading: bool = False  # a title on its own line, set bold as the guide says
    pieces: tuple[Piece, ...] = ()
    was: str | None = None

    @property
    def marked(self) -> tuple[Piece, ...]:
        """The pieces of the whole line, its label before them."""
        label = (Piece(Fate.SAME, self.label),) if self.was is None else label_pieces(self.was, self.label)
        return (*label, Piece(Fate.SAME, " "), *self.pieces) if any(one.text for one in label) else self.pieces

    def __str__(self) -> str:
        """The line as printed: "3.2. Nói chuyện chuyên đề"."""
        return f"{self.label[:-1]}{self.text}" if self.label.endswith(GLUED) else f"{self.label} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its head, where its text stands, its share of the width in percent."""

    head: str
    align: Align = Align.LEFT
    width: float = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a head repeated on each page and an optional bold last row. Cells are ready strings.

    In a `grouped` one a row whose first cell is empty goes on with the row above: they stay on one page if it holds
    them, and no line is drawn between the cells that it leaves empty at its beginning and those above.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()
    caption: str = ""
    grouped: bool = False


# "TM. BAN THƯỜNG VỤ KT. BÍ THƯ": two lines.
SIGNING_FOR = re.compile(r"(?<=\w)\s+(?=(?:KT|TL|TUQ)\.)")


@dataclass(frozen=True, slots=True)
class Signer:
    """Boxes 13-15 of one signer."""

    capacity: str = ""  # 13: "TM. BAN THƯỜNG VỤ"
    office: str = ""  # 14: "BÍ THƯ"
    name: str = ""  # 15
    note: str = ""  # under the name, in brackets: "(Bí thư Đoàn Khối …)"

    @property
    def capacity_lines(self) -> tuple[str, ...]:
        """The capacity as printed: who signs for somebody who signs for a body stands on a line of its own."""
        return tuple(filter(None, SIGNING_FOR.split(self.capacity)))


@dataclass(frozen=True, slots=True)
class Closing:
    """The foot of the paper: recipients (box 12) at the left, the signer at the right."""

    recipients: tuple[str, ...] = ()  # each as printed, with its dash and its ";" or "."
    signers: tuple[Signer, ...] = ()


Block = Letterhead | Title | Line | Table | Closing


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper. `name` becomes the PDF's title and the file's name; `code` the archive mark (box 16)."""

    name: str
    blocks: tuple[Block, ...]
    landscape: bool = False
    code: str = ""

    def lines(self) -> Iterator[Line]:
        """The text lines only, in order."""
        return (block for block in self.blocks if isinstance(block, Line))
