"""Which union somebody means. People write one name in many ways; this finds the union or says that it does not know.

Spellings are compared exactly as folded first, then without the city's name at the end, then also without spaces and
without "Đoàn" in front. A spelling that fits two unions fits none: who is meant is asked, not guessed.
"""

from collections.abc import Callable, Iterable

from unions.models import MemberUnion
from unions.names import fold, union_key


def _bare(text: str) -> str:
    return union_key(text).removeprefix("doan ").replace(" ", "")


LEVELS: tuple[Callable[[str], str], ...] = (fold, union_key, _bare)


def spellings(union: MemberUnion) -> list[str]:
    """Every way a union is known to be written. Reads `union.aliases`: prefetch them."""
    written = [union.name, union.short_name, union.code, *(alias.name for alias in union.aliases.all())]
    return [text for text in written if text]


class UnionIndex:
    """The unions of a cluster under all their spellings, for looking up many texts."""

    def __init__(self, unions: Iterable[MemberUnion]) -> None:
        self._levels: list[dict[str, set[int]]] = [{} for _ in LEVELS]
        self._unions: dict[int, MemberUnion] = {}
        for union in unions:
            self.add(union)

    def add(self, union: MemberUnion) -> None:
        """Put a union in under all its spellings."""
        self._unions[union.pk] = union
        for text in spellings(union):
            for key, known in zip(LEVELS, self._levels, strict=True):
                known.setdefault(key(text), set()).add(union.pk)

    def find(self, text: str) -> MemberUnion | None:
        """The one union that is written so, or None when there is none or more than one."""
        for key, known in zip(LEVELS, self._levels, strict=True):
            found = known.get(key(text), set()) if key(text) else set()
            if found:
                return self._unions[next(iter(found))] if len(found) == 1 else None
        return None


def find_union(text: str, unions: Iterable[MemberUnion]) -> MemberUnion | None:
    """The one of `unions` (aliases prefetched) that `text` names, or None. For many texts make a UnionIndex once."""
    return UnionIndex(unions).find(text)
