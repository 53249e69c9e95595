"""The unions a plan speaks of, under all the names it uses. Pure: filled while the plan is read.

Two spellings are one union when they differ only in accents, capitals, dashes, "Thành phố" or a named city at the end,
a leading "Ban Chấp hành", or in an abbreviation ("Đoàn Sở GTVT", "LĐTBXH").
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from documents.characters import DASHES
from plans.reading.bodies import PARTS, goes_on
from plans.reading.drafts import KnownUnion, UnionDraft
from unions.names import fold, nfc, propose_code, propose_short_name, union_key

PREFIXES = ("ban chap hanh ", "ban thuong vu ", "bch ", "btv ")
SILENT = {"va", "cua"}
TERRITORY = re.compile(r"(?:thanh pho|tp|tinh|quan|huyen|thi xa)\b")
GENERIC = {"doan", "chi", "lien", "quan", "huyen", "phuong", "xa", "truong", "so", "co", "khoi"}
LONGEST_CODE, LONGEST_NAME, LONGEST_SHORT_NAME, MOST_UNIONS = 20, 200, 60, 100


def key_of(name: str) -> str:
    """What the spellings of one union have in common."""
    key = union_key(name)
    for prefix in PREFIXES:
        key = key.removeprefix(prefix)
    return key


def initials(name: str) -> str:
    """ "Đoàn Khối Dân - Chính - Đảng Thành phố" -> "ĐKDCĐ"."""
    folded, own = fold(name), key_of(name)
    start = folded.find(own)
    before = len(folded[:start].split())
    written = re.findall(r"[^\W_]+", nfc(name))[before : before + len(own.split())]
    return "".join(word[0] for word in written if fold(word) not in SILENT).upper()


@dataclass(slots=True)
class Entry:
    """One union while the plan is read."""

    known: KnownUnion | None = None
    spellings: list[str] = field(default_factory=list)  # of the plan, in order of appearance
    symbol: str = ""

    @property
    def is_present(self) -> bool:
        """Whether it is a member this year, or the plan names it."""
        return self.known is None or self.known.is_member or bool(self.spellings)

    @property
    def names(self) -> list[str]:
        return [*([self.known.name, *self.known.spellings] if self.known else []), *self.spellings]

    @property
    def official(self) -> str:
        """The name it has, or the longest that the plan gives it; capitals decide between equals."""
        if self.known:
            return self.known.name
        plain = [name for name in self.spellings if not fold(name).startswith(PREFIXES)] or self.spellings
        return max(plain, key=lambda name: (len(name), sum(map(str.isupper, name))))


class Book:
    """Finds a union by any of its names; takes new ones in."""

    def __init__(self, known: Sequence[KnownUnion] = ()) -> None:
        self.entries: list[Entry] = []
        self.lead: Entry | None = None  # once it is found: "Cụm trưởng" pays too
        self._found: dict[str, Entry | None] = {}
        self._elided: dict[str, Entry | None] = {}
        self._spelled: list[str] | None = None
        self._by_key: dict[str, Entry] = {}
        for union in known:
            entry = Entry(union, symbol=union.symbol)
            self.entries.append(entry)
            for name in (union.name, *union.spellings, union.code):
                self._by_key.setdefault(key_of(name), entry)

    def find(self, text: str) -> Entry | None:
        """The one union that a text names; None when there is none, or more than one."""
        if text not in self._found:
            self._found[text] = self._search(key_of(text))
        return self._found[text]

    def _search(self, key: str) -> Entry | None:
        if not key or key in self._by_key:
            return self._by_key.get(key)
        for same in (_without_body, _same_territory, _abbreviated):
            found = {id(entry): entry for other, entry in self._by_key.items() if same(key, other)}
            if found:
                return next(iter(found.values())) if len(found) == 1 else None
        return None

    def find_elided(self, text: str) -> Entry | None:
        """The union meant by the rest of a list: "Hòa Quý" after "Đoàn phường Hòa Hải"."""
        if text not in self._elided:
            key = key_of(text)
            found = {id(e): e for other, e in self._by_key.items() if key and _is_tail(key, other)}
            self._elided[text] = next(iter(found.values())) if len(found) == 1 else None
        return self._elided[text]

    def starts(self, text: str) -> str:
        """The longest known spelling that the text begins with, as the text writes it; "" without any."""
        folded = DASHES.sub("-", text[:LONGEST_NAME].lower())
        if self._spelled is None:
            names = {DASHES.sub("-", name.lower()) for entry in self.entries for name in entry.names if name}
            self._spelled = sorted(names, key=len, reverse=True)
        return text[: len(next((name for name in self._spelled if _begins(folded, name)), ""))]

    def _changed(self) -> None:
        """Forget what was looked up: there is a new name."""
        self._found, self._elided, self._spelled = {}, {}, None

    def take(self, name: str) -> Entry | None:
        """The union of this name, new or not, with this spelling added; None when the name cannot be kept."""
        entry = self.find(name)
        if entry is None:
            if len(self.entries) >= MOST_UNIONS or len(name) > LONGEST_NAME:
                return None
            entry = Entry()
            self.entries.append(entry)
        if name not in entry.spellings:
            self._by_key.setdefault(key_of(name), entry)
            entry.spellings.append(name)
            self._changed()
        return entry

    def settle(self) -> None:
        """Forget new names that are none: another union's and what it does ("Đoàn Sở Y tế khảo sát"), or several's."""
        names = [name for entry in self.entries for name in entry.names]
        wrong = [
            entry
            for entry in self.entries
            if entry.known is None
            and (any(_is_said_of(name, entry.spellings) for name in names) or self._is_of_several(entry))
        ]
        self.entries = [entry for entry in self.entries if entry not in wrong]
        self._by_key = {key: entry for key, entry in self._by_key.items() if entry not in wrong}
        self._changed()

    def _is_of_several(self, entry: Entry) -> bool:
        """Whether each spelling is a list of other unions: "Đoàn Cục Bản đồ, Viện Khoáng sản"."""
        lists = [PARTS.split(spelling)[::2] for spelling in entry.spellings]
        found = [[self.find(name) for name in names] for names in lists]
        return all(len(names) > 1 and all(one and one is not entry for one in names) for names in found)

    def key(self, entry: Entry) -> str:
        """What the facts of the draft call a union."""
        return f"u{next(place for place, other in enumerate(self.entries) if other is entry)}"

    def present(self) -> list[Entry]:
        """The unions of the plan's cluster and year, those known before first."""
        return [entry for entry in self.entries if entry.is_present]

    def drafts(self) -> tuple[UnionDraft, ...]:
        """The same as drafts, with codes that are not taken."""
        codes = {entry.known.code for entry in self.entries if entry.known}
        return tuple(self._draft(entry, codes) for entry in self.present())

    def _draft(self, entry: Entry, codes: set[str]) -> UnionDraft:
        name = entry.official
        code = entry.known.code if entry.known else free_code(name, codes)
        codes.add(code)
        known = {nfc(n) for n in (name, *(entry.known.spellings if entry.known else ()))}
        new = [spelling for spelling in dict.fromkeys(entry.spellings) if spelling not in known]
        extra = [entry.symbol] if entry.symbol and not entry.known else []
        return UnionDraft(
            key=self.key(entry),
            code=code,
            name=name,
            aliases=(*new, *(alias for alias in extra if alias not in new)),
            spellings=tuple(dict.fromkeys(entry.spellings)),
            short_name="" if entry.known else propose_short_name(name)[:LONGEST_SHORT_NAME],
            symbol=entry.symbol,
            is_known=entry.known is not None,
        )


def free_code(name: str, taken: Iterable[str]) -> str:
    """A code that is not taken: "YT", then "YT2"."""
    used = {code.upper() for code in taken}
    base = re.sub(r"[^A-Z0-9]", "", propose_code(name))[: LONGEST_CODE - 3] or "DV"
    return next(code for n in range(1, len(used) + 2) if (code := base if n == 1 else f"{base}{n}") not in used)


def _begins(folded: str, name: str) -> bool:
    return folded.startswith(name) and not folded[len(name) : len(name) + 1].isalnum()


def _is_said_of(name: str, spellings: Sequence[str]) -> bool:
    return all(longer.startswith(f"{name} ") and not goes_on(name, longer) for longer in spellings)


def _is_tail(key: str, other: str) -> bool:
    head = other.removesuffix(f" {key}")
    return head != other and set(head.split()) <= GENERIC


def _without_body(key: str, other: str) -> bool:
    """ "so y te" for "doan so y te"."""
    short, long = sorted((key, other), key=len)
    return len(short.split()) > 1 and long in (f"doan {short}", f"chi doan {short}")


def _same_territory(key: str, other: str) -> bool:
    """ "doan so y te" for "doan so y te thanh pho da nang"."""
    short, long = sorted((key, other), key=len)
    tail = long.removeprefix(f"{short} ")
    return len(short.split()) > 2 and tail != long and bool(TERRITORY.match(tail)) and not re.search(r"\d", tail)


def _abbreviated(key: str, other: str) -> bool:
    """ "doan so gtvt" for "doan so giao thong van tai", "dkdcd" for "doan khoi dan chinh dang"."""
    pairs = ((key, other), (other, key), (f"doan {key}", other), (f"doan {other}", key))
    if not key[:1].isalpha() or key.count(" ") == other.count(" "):
        return False
    return any(_may_expand(short, long) and _expands(short.split(), long.split()) for short, long in pairs)


def _may_expand(key: str, other: str) -> bool:
    """Cheaply: whether `key` has fewer words, of which one or two are not words of `other`."""
    if key.count(" ") >= other.count(" "):
        return False
    return 1 <= len(set(key.split()) - set(other.split())) <= 2


def _expands(short: list[str], long: list[str]) -> bool:
    """Whether the words of `short` are those of `long`, some runs of which it gives by their initials alone."""
    if not short or not long:
        return not short and not long
    if short[0] == long[0] and _expands(short[1:], long[1:]):
        return True
    word = short[0]
    if not 2 <= len(word) <= 8:
        return False
    for end in range(2, len(long) + 1):
        run = long[:end]
        spoken = "".join(w[0] for w in run if w not in SILENT)
        if (word in (spoken, "".join(w[0] for w in run))) and _expands(short[1:], long[end:]):
            return True
    return False
