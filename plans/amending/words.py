"""Two wordings of a line, word by word. Pure."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from documents.blocks import Fate, Piece

# A word with the space behind it: pieces put together are the text again.
WORD = re.compile(r"\S+\s*")


def pieces_of(before: str, after: str) -> tuple[Piece, ...]:
    """What stayed, went and came. The pieces that are not IN are `before`, those that are not OUT are `after`."""
    old, new = WORD.findall(before), WORD.findall(after)
    # A last word has no space behind it; it is the same word all the same.
    matcher = SequenceMatcher(None, [word.rstrip() for word in old], [word.rstrip() for word in new], autojunk=False)
    return tuple(_pieces(matcher, old, new))


def _pieces(matcher: "SequenceMatcher[str]", old: list[str], new: list[str]) -> Iterator[Piece]:
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield Piece(Fate.SAME, "".join(new[c:d]))
            continue
        if a < b:
            yield Piece(Fate.OUT, _spaced(old[a:b], last=d == len(new) and c == d))
        if c < d:
            yield Piece(Fate.IN, "".join(new[c:d]))


def _spaced(words: list[str], *, last: bool) -> str:
    """Words that went, parted from the word that comes next."""
    text = "".join(words)
    return text if last or text.endswith(" ") else f"{text} "
