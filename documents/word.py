"""A paper as Word (.docx), by python-docx: the layout of the PDF in real page setup, tables and header fields.

Labels are typed, not numbered by Word, so that a paper edited in the office comes back with every label. The typeface
is Times New Roman, which the office computers have and which has the widths of our PDF's Tinos.
"""

from datetime import UTC, datetime
from io import BytesIO

import docx
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt

from documents import word_parts
from documents.blocks import Closing, Document, Letterhead, Line, Table, Title
from documents.characters import printable
from documents.layout import near_closing

FONT = "Times New Roman"
MARGINS = {"top_margin": 20, "bottom_margin": 20, "left_margin": 30, "right_margin": 20}  # mm
PORTRAIT = (210, 297)  # mm
MADE = datetime(2013, 10, 29, tzinfo=UTC)  # a fixed stamp: the same document gives the same parts


def render_docx(document: Document) -> bytes:
    """The paper as a .docx file. Characters that XML cannot hold are left out."""
    word = docx.Document()
    _properties(word, document)
    _typeface(word)
    _page(word.sections[0], document)
    near = near_closing(document)
    for place, block in enumerate(document.blocks):
        match block:
            case Letterhead():
                word_parts.letterhead(word, block, landscape=document.landscape)
            case Title():
                word_parts.title(word, block)
            case Line():
                word_parts.line(word, block, keep=place in near)
            case Table():
                word_parts.table(word, block)
            case Closing():
                word_parts.closing(word, block)
    file = BytesIO()
    word.save(file)
    return file.getvalue()


def _properties(word: Word, document: Document) -> None:
    properties = word.core_properties
    properties.title = printable(document.name)[:255]
    properties.language = "vi-VN"
    properties.author = properties.comments = properties.last_modified_by = ""
    properties.created = properties.modified = MADE


def _typeface(word: Word) -> None:
    """Times New Roman 14 for every script, single spacing, at most 6 pt between paragraphs."""
    style = word.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.rPr.append(language)
    style.paragraph_format.line_spacing = 1.0
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)


def _page(section: Section, document: Document) -> None:
    """A4, the guide's margins, the page number at the top from page 2."""
    width, height = reversed(PORTRAIT) if document.landscape else PORTRAIT
    section.orientation = WD_ORIENT.LANDSCAPE if document.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    for side, size in MARGINS.items():
        setattr(section, side, Mm(size))
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    header = section.header.paragraphs[0]
    header.alignment = WD_ALIGN_PARAGRAPH.CENTER
    word_parts.field(header.add_run(), "PAGE")
    if document.code:
        for footer in (section.footer, section.first_page_footer):
            word_parts.run(footer.paragraphs[0], document.code, size=8, italic=True)
