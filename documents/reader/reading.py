"""What the door does: look at the bytes, choose how to read them, say what was left out."""

from dataclasses import dataclass, replace
from pathlib import PurePath

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.blocks import Document, Title
from documents.characters import printable, tidy
from documents.reader.archive import word_parts
from documents.reader.encoding import decode, refuse_legacy
from documents.reader.errors import UnreadableFile
from documents.reader.structure import Item, structure
from documents.reader.word import read_word
from documents.text import block_lines

LARGEST_FILE = 10 * 1024 * 1024  # bytes
LONGEST_TEXT = 300_000  # characters; the longest plan seen has 40,000
ZIP, OLE = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
LINE_ENDS = dict.fromkeys((0x0B, 0x0C, 0x85, 0x2028, 0x2029), "\n")
LOCKED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Reading:
    """A paper that was read, and a sentence for each thing that is not in it."""

    document: Document
    notes: tuple[str, ...] = ()


def read_file(data: bytes, name: str) -> Reading:
    """The paper in an uploaded file, text or Word by its content. UnreadableFile says what is wrong with it.

    `name` is what the sender calls the file; it is only used in sentences and when the paper has no title.
    """
    if len(data) > LARGEST_FILE:
        limit = LARGEST_FILE // 1024 // 1024
        raise UnreadableFile(
            _("The file is larger than %(limit)s MB. Take out its pictures and send it again.") % {"limit": limit}
        )
    _refuse_kind(data)
    stem = tidy(PurePath(name.replace("\\", "/")).stem)[:120]
    if data.startswith(ZIP):
        return _reading(*read_word(word_parts(data)), stem)
    if name.lower().endswith((".docx", ".docm")):
        raise UnreadableFile(_("“%(name)s” is not a Word file although it is named so.") % {"name": tidy(name)[:80]})
    return read_text(decode(data), name=stem)


def read_text(text: str, name: str = "") -> Reading:
    """The paper in a text, typed or pasted. UnreadableFile when there is nothing to read in it."""
    lines = printable(text.removeprefix("\ufeff").translate(LINE_ENDS)).split("\n")
    comments = 0
    while comments < len(lines) and lines[comments].startswith("# "):
        comments += 1
    notes = []
    if comments:
        skipped = ngettext("%(count)s comment line was left out.", "%(count)s comment lines were left out.", comments)
        notes.append(skipped % {"count": comments})
    return _reading(list[Item](lines[comments:]), notes, name)


def _refuse_kind(data: bytes) -> None:
    """Kinds of files that people send by mistake, each with its own advice."""
    if not data.strip():
        raise UnreadableFile(_("The file is empty."))
    if data.startswith(OLE):
        raise UnreadableFile(_locked() if LOCKED in data else _old_word())
    if data.startswith(PICTURES):
        raise UnreadableFile(_("This is a picture. Send the plan as a Word file (.docx) or as text (.txt)."))
    if data.startswith(b"%PDF"):
        raise UnreadableFile(_("This is a PDF. Send the Word file (.docx) it was made from, or paste its text."))
    if data.startswith(b"{\\rtf") or data[:200].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        raise UnreadableFile(_old_word())


def _reading(items: list[Item], notes: list[str], name: str) -> Reading:
    text = "\n".join(item if isinstance(item, str) else "\n".join(block_lines(item)) for item in items)
    if not any(c.isalnum() for c in text):
        raise UnreadableFile(_("There is no text in this file."))
    if len(text) > LONGEST_TEXT:
        raise UnreadableFile(_("The text is far too long for a plan. Send only the plan."))
    refuse_legacy(text)
    damaged = text.count("\ufffd")
    if damaged:
        lost = ngettext(
            "%(count)s letter of the file is damaged (�).", "%(count)s letters of the file are damaged (�).", damaged
        )
        notes = [*notes, lost % {"count": damaged}]
    return Reading(_named(structure(items, name)), tuple(notes))


def _named(document: Document) -> Document:
    """The paper under its own title, when it has one."""
    title = next((block for block in document.blocks if isinstance(block, Title)), None)
    return replace(document, name=" ".join((title.kind, *title.subject))) if title else document


def _locked() -> str:
    return _("The file is protected with a password. Remove the password and send it again.")


def _old_word() -> str:
    return _(
        "This is not a .docx file. Open it in Word, choose Save as, choose Word document (.docx), and send that file."
    )
