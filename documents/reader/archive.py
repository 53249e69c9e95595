"""A stranger's .docx, looked at before anything parses it: sizes, names, and no document type declarations.

A Word file is a zip of XML files. Forty kilobytes can hold a gigabyte, and an entity can name a file of the server.
"""

import struct
import zipfile
import zlib
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from documents.reader.errors import UnreadableFile

LARGEST_SUM = 50 * 1024 * 1024  # bytes of all members, unpacked
LARGEST_RATIO, SMALL = 200, 2 * 1024 * 1024  # unpacked to packed, asked only above SMALL
MOST_MEMBERS = 2000
DECLARATIONS = tuple(
    word.encode(enc) for word in ("<!DOCTYPE", "<!ENTITY") for enc in ("utf-8", "utf-16-le", "utf-16-be")
)
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
)


def word_parts(data: bytes) -> dict[str, bytes]:
    """The XML members by name. UnreadableFile when the zip is broken, too large, dangerous or not a Word file."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_sizes(archive)
            _check_kind(archive.namelist())
            parts = {name: archive.read(name) for name in archive.namelist() if _is_xml(name)}
    except BROKEN as error:
        raise UnreadableFile(
            _("The Word file is damaged. Open it in Word, save it again, and send that file.")
        ) from error
    if any(declaration in part for part in parts.values() for declaration in DECLARATIONS):
        raise UnreadableFile(_unsafe())
    return parts


def parse(part: bytes) -> etree._Element:
    """The root of one XML member; no entity is resolved, no address fetched. UnreadableFile when it is broken."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(part, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(
            _("The Word file is damaged. Open it in Word, save it again, and send that file.")
        ) from error
    info: Any = root.getroottree().docinfo
    if info.doctype:
        raise UnreadableFile(_unsafe())
    return root


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _check_sizes(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    unpacked, packed = sum(m.file_size for m in members), sum(m.compress_size for m in members)
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableFile(_("The file is protected with a password. Remove the password and send it again."))
    if len({member.filename for member in members}) < len(members):
        raise UnreadableFile(_unsafe())
    dense = unpacked > SMALL and unpacked > LARGEST_RATIO * max(packed, 1)
    if len(members) > MOST_MEMBERS or unpacked > LARGEST_SUM or dense:
        raise UnreadableFile(_("The Word file is too large once unpacked. Take out its pictures and send it again."))


def _check_kind(names: list[str]) -> None:
    if "word/document.xml" in names:
        return
    if "xl/workbook.xml" in names:
        raise UnreadableFile(
            _("This is a spreadsheet, not a plan. Send the plan as a Word file (.docx) or as text (.txt).")
        )
    raise UnreadableFile(_("There is no Word document in this file. Open the plan in Word and save it as .docx."))


def _unsafe() -> str:
    return _(
        "The Word file holds something unsafe and was not read. Save it again in Word as .docx and send that file."
    )
