"""Names folded for searching, matching and sorting. Pure: standard library only.

Vietnamese writes one name in many ways: composed and decomposed letters, "-" or "–" or nothing between words, capitals
at will, "Thành phố" at the end or not. `fold` makes them comparable; `union_key` also drops what does not tell two
bodies of one city apart.
"""

import re
import unicodedata
from functools import lru_cache

TAILS = (" thanh pho ho chi minh", " tp ho chi minh", " tp hcm", " thanh pho")


def nfc(text: str) -> str:
    """The one Unicode form that is stored."""
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=16_384)  # the same names and lines are compared on every page
def fold(text: str) -> str:
    """Lower case, no accents, single spaces between words of letters and digits: "Đoàn Sở Y tế" -> "doan so y te"."""
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d").lower())
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", letters))


def union_key(name: str) -> str:
    """What two spellings of one body's name have in common."""
    key = fold(name)
    for tail in TAILS:
        key = key.removesuffix(tail)
    return key


# Words that say what kind of body it is, with their accents: "thành phố" is one, "thanh niên" is not.
_GENERIC = {"đoàn", "khối", "sở", "bộ", "lực", "lượng", "thành", "phố", "tp", "cơ", "chi", "liên", "quận", "huyện"}
_SILENT = {"và", "của", "trực", "thuộc"}


def propose_code(name: str) -> str:
    """Initials of what is particular in a name: "Đoàn Sở Giao thông Vận tải" -> "GTVT". Never empty."""
    length = len(union_key(name).split())  # without "Thành phố" at the end
    words = [w for w in re.findall(r"[^\W_]+", nfc(name).lower())[:length] if w not in _SILENT]
    start = next((i for i, word in enumerate(words) if word not in _GENERIC), 0)
    return "".join(w if w.isdigit() else fold(w)[:1] for w in words[start:]).upper() or "DV"


def without_city(name: str) -> str:
    """A name without the "Thành phố" at its end."""
    tail = len(fold(name).split()) - len(union_key(name).split())
    return " ".join(nfc(name).split()[: -tail or None])


def propose_short_name(name: str) -> str:
    """A name for tables: "Đoàn Sở Y tế Thành phố" -> "Sở Y tế". The whole name where nothing would be left."""
    words = without_city(name).split()
    return " ".join(words[1:] if len(words) > 2 and fold(words[0]) == "doan" else words)


_ORDER = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz"
_RANK = {letter: chr(0x100 + i) for i, letter in enumerate(_ORDER)}


def sort_key(text: str) -> str:
    """A string that sorts as a Vietnamese dictionary does, on any database."""
    return "".join(_RANK.get(c, c) for c in nfc(text).lower())
