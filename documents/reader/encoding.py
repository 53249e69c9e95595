"""Bytes of a text file → text, and the recognition of letters from before Unicode.

VNI and TCVN3 files show as "KEÁ HOAÏCH" or "KÕ HO¹CH": valid characters, wrong letters. They are recognised by their
share of the words, because single marks also stand in French, German or quoted names.
"""

import re
import unicodedata
from collections.abc import Sequence

from django.utils.translation import gettext as _

from documents.reader.errors import UnreadableFile

BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
WORD = re.compile(r"\S*[^\W\d_]\S*")
# Letters that only Unicode Vietnamese has; a text with many of them is not in an old encoding.
UNICODE = re.compile("[\u1ea0-\u1ef9ăĂđĐơƠưƯ]")
# Each old encoding has the look of its words and, rarer, what no honest text of any language has so often.
# VNI writes a vowel and then its mark as a second letter: "haønh", "toå", "chöùc", and "ñ" for "đ".
VNI = re.compile("[aeouyAEOUYôÔöÖ][øØûÛïÏåÅäÄëËüÜùÙõÕâÂêÊáÁàÀãÃéÉèÈúÚ]|[ñÑ]|[öÖ]")
VNI_TELLING = re.compile("[aeouyAEOUYôÔöÖ][øØûÛïÏåÅäÄëËüÜ]|[aeoAEO][ùÙâÂêÊ]|[öÖ][ùÙõÕ]")
# TCVN3 uses signs as letters, inside words: "ho¹t", "®éng", "n¨m".
_SIGN = "[®µ¸¶·¹¨»¾¼½©£§¤¥¦ª«¬\u00ad¢¡÷×]"
TCVN3 = re.compile(rf"[^\W\d_]{_SIGN}|{_SIGN}[^\W\d_]|[æøïîûüñöëÆÇÖÏËÑÜÞþßÐ]")
TCVN3_TELLING = re.compile(rf"[^\W\d_]{_SIGN}|{_SIGN}[^\W\d_]")
# UTF-8 that was once opened as Windows letters.
MOJIBAKE = re.compile("áº|á»|Ä‘|Æ°|Æ¡")
OLD = (("VNI", VNI, VNI_TELLING), ("TCVN3 (ABC)", TCVN3, TCVN3_TELLING))
SHARE, FEWEST = 0.3, 3  # of the words must look so, and at least so many must tell


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, or in UTF-16 with its mark. UnreadableFile for anything else."""
    encoding = next((name for bom, name in BOMS if data.startswith(bom)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile(_not_utf8(data)) from error
    if CONTROLS.search(text):
        raise UnreadableFile(_("This file is not text. Save it as a Word file (.docx) or as plain text (.txt)."))
    return text


def refuse_legacy(text: str) -> None:
    """UnreadableFile when the letters are VNI, TCVN3 (ABC) or UTF-8 read as something else."""
    text = unicodedata.normalize("NFC", text)
    words = WORD.findall(text)
    if _is_written_in(words, MOJIBAKE, MOJIBAKE):
        raise UnreadableFile(
            _("The Vietnamese letters of this file are broken. Open the original and save it as Unicode (UTF-8).")
        )
    for name, look, telling in OLD:
        if _is_written_in(words, look, telling):
            message = _("The text is in the old %(encoding)s letters. Convert it to Unicode first, then send it again.")
            raise UnreadableFile(message % {"encoding": name})


def _is_written_in(words: Sequence[str], look: re.Pattern[str], telling: re.Pattern[str]) -> bool:
    """Whether enough of the words look so, some tell, and fewer are in Unicode Vietnamese."""
    if sum(1 for word in words if telling.search(word)) < FEWEST:
        return False
    marked = sum(1 for word in words if look.search(word))
    modern = sum(1 for word in words if UNICODE.search(word))
    return marked >= SHARE * len(words) and marked > modern


def _not_utf8(data: bytes) -> str:
    if b"\x00" in data[:4096]:
        return _("This file is not text. Save it as a Word file (.docx) or as plain text (.txt).")
    return _(
        "The file is not in Unicode (UTF-8). Open it, choose Save as, choose the encoding UTF-8, and send it again."
    )
