"""What is a letter, a word and a printable character. Pure; used by every writer and reader.

"No word is lost" is measured with `words`: letter case, edge punctuation, whitespace, Unicode form and the kind of dash
or quote aside, the rest has to come out as it went in.
"""

import re
import unicodedata

NBSP = "\u00a0"
# What XML 1.0 cannot hold, and what has no business on a paper: controls, lone surrogates, non-characters.
UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
SEPARATORS = str.maketrans(dict.fromkeys("\x0b\x0c\x1c\x1d\x1e\x1f", " "))  # controls that part words
# Marks that show nothing and only disturb searching; bidirectional overrides can make a name read as another one.
INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
UNSEEN = {"Cf", "Mn", "Me", "Zs"}  # categories of characters that show nothing by themselves
DASHES = re.compile("[\u2010-\u2015\u2212]")
QUOTES = re.compile('[“”„"]')
EDGES = '.,;:()"/-'


def printable(text: str) -> str:
    """The text in NFC without characters that Word, spreadsheets or PDF refuse. Line ends become `\\n`."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(SEPARATORS)
    return unicodedata.normalize("NFC", UNPRINTABLE.sub("", text))


def tidy(text: str) -> str:
    """One paragraph as it is kept: printable, nothing invisible, single spaces, no space at the ends.

    Joiners stay where they join something; alone they are nothing.
    """
    kept = " ".join(INVISIBLE.sub("", printable(text)).split())
    return kept if any(unicodedata.category(c) not in UNSEEN for c in kept) else ""


def words(text: str) -> list[str]:
    """The words of a text, in order, folded so that only a lost or changed word makes a difference."""
    folded = INVISIBLE.sub("", printable(text)).casefold()
    folded = QUOTES.sub('"', DASHES.sub("-", folded))
    stripped = (word.strip(EDGES) for word in folded.split() if re.search(r"\w", word))
    return [word for word in stripped if word]


def is_caps(text: str) -> bool:
    """Whether every letter is a capital, and there are at least two of them."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 2 and all(c.isupper() for c in letters)


def glue_units(text: str) -> str:
    """The house style of papers: a number and its `đồng` are never parted by a line's end."""
    return re.sub(r"(?<=\d) (?=(?:đồng(?! chí)|đ)\b)", NBSP, text)
