"""The bullets of other programs, as the marks of the paper: "-", below it "+", below that "*". Pure.

Word's bullets say how deep they are by their sign (•, o, ▪), and by the tabs before them where there are any. A sign
that is none of its usual ones is deeper than the one above it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.blocks import Marker
from documents.reader.labels import DASHES, split_label

MARKS = "-+*"
# How deep Word puts its usual bullets; U+F0xx are those of Symbol and Wingdings. "§" is a square without its font.
RANKS = {sign: rank for rank, signs in enumerate(("•·●\uf0b7", "o○◦", "▪■§\uf0a7")) for sign in signs}
OTHERS = "‣➢➤✓\uf0d8\uf0fc\uf076"
# "o" and "§" are letters too: they are bullets before a gap, or beside other bullets.
SIGNS = re.escape("".join((*RANKS, OTHERS, MARKS, DASHES)))
SIGN = re.compile(rf"(?P<indent>\s*)(?P<sign>[{SIGNS}])(?P<gap>\s*)(?=\S)")
LETTERS = "o§"
TAB, STEP = 4, 2  # spaces of a tab; spaces that are a step inwards and no slip of the hand


@dataclass(frozen=True, slots=True)
class Bullet:
    """A bullet as it stands before its text: how many steps in, which sign, where the text begins."""

    indent: int
    sign: str
    end: int

    @property
    def rank(self) -> int | None:
        return RANKS.get(self.sign)

    @property
    def family(self) -> str:
        """Signs that look different and mean the same."""
        if self.sign in DASHES:
            return "-"
        return self.sign if self.rank is None else str(self.rank)

    @property
    def is_ours(self) -> bool:
        return self.sign in MARKS or self.sign in DASHES


def with_our_marks(lines: Sequence[str]) -> list[str]:
    """Lines with the bullets of other programs, or with bullets further in, as the paper marks them; others stay."""
    bullets = _bullets(lines)
    found = [bullet for bullet in bullets if bullet]
    if all(bullet.is_ours for bullet in found) and len({bullet.indent for bullet in found}) < 2:
        return list(lines)
    depths = _depths(lines, bullets)
    return [
        f"{MARKS[min(depth, len(MARKS) - 1)]} {line[bullet.end :]}" if bullet else line
        for line, bullet, depth in zip(lines, bullets, depths, strict=True)
    ]


def _bullets(lines: Sequence[str]) -> list[Bullet | None]:
    matches = [SIGN.match(line) for line in lines]
    sure = any(match and match["sign"] not in LETTERS + MARKS + DASHES for match in matches)
    found = [_bullet(match) if match and _is_bullet(match, sure=sure) else None for match in matches]
    return _first_as_others(found)


def _is_bullet(match: re.Match[str], *, sure: bool) -> bool:
    sign, gap = match["sign"], match["gap"]
    if sign in LETTERS:
        return bool(gap) and (sure or gap != " ")
    return bool(gap) if sign in MARKS else True


def _bullet(match: re.Match[str]) -> Bullet:
    return Bullet(len(match["indent"].expandtabs(TAB)) // STEP, match["sign"], match.end())


def _first_as_others(found: list[Bullet | None]) -> list[Bullet | None]:
    """The space before a text is cut off on its way here: the first sign of Word's is as far in as the next like it."""
    first = found[0] if found else None
    if first and first.rank is not None:
        alike = [bullet.indent for bullet in found[1:] if bullet and bullet.family == first.family]
        return [Bullet(min(alike, default=0), first.sign, first.end), *found[1:]]
    return found


def _depths(lines: Sequence[str], bullets: Sequence[Bullet | None]) -> Iterator[int]:
    """How deep each line stands among the bullets; a number begins anew."""
    above: list[Bullet] = []
    for line, bullet in zip(lines, bullets, strict=True):
        if bullet is None:
            if split_label(line.strip()).marker not in (Marker.NONE, Marker.DASH):
                above.clear()
            yield 0
            continue
        while above and _goes_up(above, bullet):
            above.pop()
        if not (above and _is_like(above[-1], bullet)):
            above.append(bullet)
        yield len(above) - 1


def _goes_up(above: Sequence[Bullet], bullet: Bullet) -> bool:
    """Whether a bullet stands higher than the last one above it."""
    last = above[-1]
    if last.indent != bullet.indent:
        return last.indent > bullet.indent
    if last.rank is not None and bullet.rank is not None:
        return last.rank > bullet.rank
    return not _is_like(last, bullet) and any(_is_like(other, bullet) for other in above)


def _is_like(one: Bullet, other: Bullet) -> bool:
    return (one.indent, one.family) == (other.indent, other.family)
