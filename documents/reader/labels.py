"""The label at the head of a line: "I.", "1.", "1.1.", "a)", "-", "+", "*" and the other ways people write them. Pure.

Not labels: "1.000 người", "20/5", "24 điểm thi", "100% đơn vị", "V/v …", "I-ốt", "3-4 đội".
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from documents.blocks import GLUED, Marker
from documents.characters import is_caps

_CAPITAL = '[A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠ-Ỹ“"‘(]'  # also lower-case letters of the last block: harmless here
_TITLE = rf"(?=\s|{_CAPITAL}[^\W\d_])"  # a space, or a title glued to the label
_ROMAN = r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})"
_PART = r"(?:\.\d{1,2})"
PATTERNS = {
    Marker.ROMAN: rf"(?:{_ROMAN}|[A-H])\s?[./),]{_TITLE}|{_ROMAN}\s?[-–:](?:\s|(?=[^\W\d_a-z]{{2}}))",
    Marker.DECIMAL: rf"(?:[IVX]{{1,4}}|\d{{1,2}}){_PART}{{1,3}}(?:[.)/]{_TITLE}|(?=\s{_CAPITAL}))",
    Marker.ARABIC: rf"\d{{1,2}}\s?(?:[./)\-–]{_TITLE}|[,:](?=\s{_CAPITAL}))",
    Marker.LETTER: rf"[a-nđ]\s?(?:\)(?=\s|[^\W\d_])|[./]{_TITLE})",
}
NUMBERED = tuple((marker, re.compile(pattern)) for marker, pattern in PATTERNS.items())
# What Word and people use for a dash; U+F0xx are bullets of Symbol and Wingdings.
DASHES = "-–—‒‐‑−―"
BULLET = re.compile(rf"[{DASHES}•●○▪■◦‣·➢➤✓\uf02d\uf0b7\uf0a7\uf0d8\uf0fc\uf076](?=\s*\S)")
SIGNS = (
    (Marker.PLUS, re.compile(rf"\+(?=\s\S|[^\W\d])|o(?=\s{_CAPITAL})")),
    (Marker.STAR, re.compile(r"\*(?=\s\S|[^\W\d])")),
)
# A line drawn, not written: under a title, between two parts. Underscores are blanks to fill in and stay.
RULE = re.compile(rf"[{DASHES}=*~•·]{{3,}}")
ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
BARE_PART = re.compile(r"(?P<roman>[IVX]{1,4}) (?P<title>\S.*)")
HIGHEST_PART = 20  # "28.02" and "30.4" are dates


class Labelled(NamedTuple):
    """A line taken apart. `label` is empty when there is none."""

    marker: Marker
    label: str
    text: str


def split_label(text: str) -> Labelled:
    """Marker, label and text of one tidy line. A dash of any kind becomes "-"; other labels stay as written."""
    for marker, pattern in NUMBERED:
        found = pattern.match(text)
        if found and not (marker is Marker.DECIMAL and _is_date(found.group())):
            return _taken(text, marker, found.group())
    if found := BULLET.match(text):
        is_dash = found.group() in DASHES or text[found.end()] == " "
        return Labelled(Marker.DASH, "-", text[1:].strip()) if is_dash else _taken(text, Marker.DASH, found.group())
    for marker, pattern in SIGNS:
        if found := pattern.match(text):
            return _taken(text, marker, found.group())
    return Labelled(Marker.NONE, "", text)


def bare_parts(texts: Sequence[str | None]) -> dict[int, Labelled]:
    """Parts whose Roman numeral has no mark behind it ("I MỤC ĐÍCH", "II NỘI DUNG"), by their place.

    They count from I, in capitals, and there are two at least: one alone may be anything. None stands for no line.
    """
    matches = ((place, BARE_PART.fullmatch(text)) for place, text in enumerate(texts) if text and is_caps(text))
    found = [(place, match) for place, match in matches if match]
    written = [match["roman"] for _place, match in found]
    if len(found) < 2 or written != list(ROMANS[: len(found)]):
        return {}
    return {place: Labelled(Marker.ROMAN, match["roman"], match["title"]) for place, match in found}


def is_rule(text: str) -> bool:
    """Whether the line is drawn with dashes, stars or equals signs."""
    return bool(RULE.fullmatch("".join(text.split())))


def _is_date(label: str) -> bool:
    return any(int(part) > HIGHEST_PART for part in re.findall(r"\d+", label))


def _taken(text: str, marker: Marker, written: str) -> Labelled:
    """The rest after what was written; marked as glued when no space stood between."""
    rest = text[len(written) :]
    glued = "" if rest.startswith(" ") or written.endswith(" ") else GLUED
    return Labelled(marker, written.strip() + glued, rest.strip())
