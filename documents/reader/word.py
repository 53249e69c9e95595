"""Word's XML → paragraphs and tables in reading order, as a reader of the printed paper sees them.

Insertions are kept, deletions left out. Letterhead and closing, which Word files hold in tables without borders, come
out left column first. A text box comes after the paragraph it hangs on. What is left out is noted.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from lxml import etree

from documents.blocks import Table
from documents.characters import printable, tidy
from documents.reader.archive import parse
from documents.reader.numbering import Numbering, W
from documents.reader.structure import Item
from documents.reader.tables import read_table
from documents.text import block_lines

COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
TEXT = {f"{W}t", f"{MATHS}t"}
SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
SKIPPED = {f"{W}{name}" for name in ("pPr", "rPr", "del", "moveFrom", "instrText", "delText", "fldData")}
THROUGH = {f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo")}
PICTURES = ("{http://schemas.openxmlformats.org/drawingml/2006/main}blip", "{urn:schemas-microsoft-com:vml}imagedata")


def read_word(parts: dict[str, bytes]) -> tuple[list[Item], list[str]]:
    """Paragraphs and tables of the document, and a note for each thing that is not among them."""
    root = parse(parts["word/document.xml"])
    roots = {name: parse(parts[f"word/{name}.xml"]) for name in ("numbering", "styles") if f"word/{name}.xml" in parts}
    body = root.find(f"{W}body")
    reader = _Reader(Numbering(roots.get("numbering"), roots.get("styles")))
    items = list(reader.items(body)) if body is not None else []
    return items, [*_notes(parts), *_pictures(root)]


@dataclass(slots=True)
class _Text:
    """What one paragraph holds while it is read: its text and the text boxes that hang on it."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)

    def read(self, node: etree._Element) -> None:
        """Append the text of the node's children."""
        for child in _children(node):
            tag = child.tag
            if tag in TEXT:
                self.pieces.append(child.text or "")
            elif tag in SIGNS:
                self.pieces.append(SIGNS[tag])
            elif tag == f"{W}br":
                self.pieces.append("\n")
            elif tag == f"{W}sym":
                self.pieces.append(_symbol(child))
            elif tag == f"{W}txbxContent":
                self.boxes.append(child)
            elif tag not in SKIPPED:
                self.read(child)


@dataclass(slots=True)
class _Reader:
    """Walks a body, a cell or a text box."""

    numbering: Numbering

    def items(self, container: etree._Element) -> Iterator[Item]:
        """Paragraphs, one line each, and tables."""
        for child in _children(container):
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from read_table(child, self._cell)
            elif child.tag in THROUGH:
                yield from self.items(child)

    def _paragraph(self, node: etree._Element) -> Iterator[Item]:
        text = _Text()
        text.read(node)
        lines = printable("".join(text.pieces)).split("\n")
        label = self.numbering.label(node)
        if label and tidy(lines[0]):
            lines[0] = f"{label} {lines[0].lstrip()}"
        yield from lines
        for box in text.boxes:
            yield from self.items(box)

    def _cell(self, node: etree._Element) -> list[str]:
        """The lines of a table's cell, those of tables inside it among them."""
        items = self.items(node)
        return [line for item in items for line in (block_lines(item) if isinstance(item, Table) else [item])]


def _children(node: etree._Element) -> Iterator[etree._Element]:
    """Child elements; of two versions of the same content only the first."""
    for child in node.iterchildren(tag=etree.Element):
        if child.tag == f"{COMPATIBILITY}AlternateContent":
            versions = list(child.iterchildren(tag=etree.Element))
            yield from _children(versions[0]) if versions else ()
        else:
            yield child


def _symbol(node: etree._Element) -> str:
    code = node.get(f"{W}char", "")
    return chr(int(code, 16)) if len(code) == 4 and all(c in "0123456789abcdefABCDEF" for c in code) else ""


def _notes(parts: dict[str, bytes]) -> Iterator[str]:
    """Footnotes are told in full; headers and footers too; comments are only counted, they are not the paper's."""
    for name in sorted(parts):
        if name in ("word/footnotes.xml", "word/endnotes.xml"):
            for text in filter(None, map(_text_of, parse(parts[name]))):
                yield _("Footnote, not part of the plan's lines: %(text)s") % {"text": text}
        elif name.startswith(("word/header", "word/footer")):
            text = _text_of(parse(parts[name]))
            if any(c.isalpha() for c in text):
                yield _("Header or footer, not read: %(text)s") % {"text": text}
        elif name == "word/comments.xml":
            count = len(parse(parts[name]).findall(f"{W}comment"))
            if count:
                yield ngettext("%(count)s comment was not read.", "%(count)s comments were not read.", count) % {
                    "count": count
                }


def _pictures(root: etree._Element) -> Iterator[str]:
    count = sum(1 for _picture in root.iter(*PICTURES))
    if count:
        yield ngettext("%(count)s picture was not read.", "%(count)s pictures were not read.", count) % {"count": count}


def _text_of(node: etree._Element) -> str:
    text = _Text()
    text.read(node)
    return tidy(" ".join(text.pieces))
