"""The foot of the paper: recipients and signers, in either order or side by side. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from documents.blocks import Closing, Signer
from documents.characters import is_caps, tidy
from documents.reader.cells import has_columns, split_cells
from documents.reader.labels import DASHES, is_rule, split_label

RECIPIENTS = re.compile(r"Nơi nhận\s*:?(?=\s*$|\s*[-–—+*]|\t| {3,})", re.IGNORECASE)
CAPACITY = re.compile(r"(TM|KT|TL|TUQ|Q|T/M|K/T|T/L)\s?[./]?\s?(?=[A-ZĐ])(?<=[./\s])")
OFFICE = re.compile(r"\b(BÍ THƯ|TRƯỞNG|CHÁNH|PHÓ|CHỦ TỊCH|GIÁM ĐỐC|ỦY VIÊN|UỶ VIÊN|CHỦ NHIỆM|BAN|ĐOÀN|CỤM|HỘI|TỔ)\b")
OWN_OFFICE = re.compile(r"(PHÓ )?(BÍ THƯ|CỤM TRƯỞNG|CỤM PHÓ)")
OFFICE_BELOW = re.compile(r"(Phó )?(Bí thư|Cụm trưởng|Chủ tịch)\b", re.IGNORECASE)
BRACKETED = re.compile(r"[(\[].*[)\]]\.?")
FILED = re.compile(r"(Lưu|Như trên|Như kính gửi|Như điều)\b", re.IGNORECASE)
SIGNER_LINES, LONGEST_NAME = 14, 7  # lines a signer may take, words of a name


def find_closing(lines: Sequence[str]) -> int | None:
    """The place where the foot begins, or None."""
    places = [
        place
        for place, line in enumerate(lines)
        if any(RECIPIENTS.match(c) for c in (line.strip(), *split_cells(line)))
    ]
    signed = _signers_start(lines, places[-1] if places else len(lines))
    return signed if signed is not None else (places[-1] if places else None)


def read_closing(lines: Sequence[str]) -> tuple[Closing | None, list[str]]:
    """The foot that these lines begin with, and the lines after it; (None, lines) when they do not hold one."""
    queue = [tidy(line) for line in _one_column(lines)]
    queue = [line for line in queue if line and not is_rule(line)]
    recipients: tuple[str, ...] = ()
    signers: list[Signer] = []
    while queue:
        if RECIPIENTS.match(queue[0]) and not recipients:
            recipients, queue = _recipients(queue)
        else:
            found, rest = _signer(queue, first=not signers, alone=bool(recipients))
            if found is None:
                break
            has_office = not found.note and _is_office_below(rest)
            signers.append(replace(found, note=rest[0]) if has_office else found)
            queue = rest[1:] if has_office else rest
    if not recipients and not signers:
        return None, list(lines)
    return Closing(recipients, tuple(signers)), queue


def _signers_start(lines: Sequence[str], end: int) -> int | None:
    """The first of the lines that name the signer and reach down to `end`."""
    start = None
    looked = [place for place in range(end) if lines[place].strip()][-SIGNER_LINES:]
    for place in reversed(looked):
        cells = [tidy(cell) for cell in split_cells(lines[place])]
        if any(CAPACITY.match(cell) and is_caps(cell) for cell in cells):
            start = place
        elif not all(_may_sign(cell) for cell in cells):
            break
    return start


def _is_office_below(rest: Sequence[str]) -> bool:
    """Whether the line after a name is the signer's office: the last one of all, or the last before the recipients."""
    is_last = len(rest) == 1 or (len(rest) > 1 and bool(RECIPIENTS.match(rest[1])))
    return is_last and bool(OFFICE_BELOW.match(rest[0])) and _may_sign(rest[0])


def _may_sign(cell: str) -> bool:
    if BRACKETED.fullmatch(cell) or is_rule(cell):
        return True
    return len(cell.split()) <= 14 and not cell.endswith((".", ":", ";", ",")) and not split_label(cell).label


def _one_column(lines: Sequence[str]) -> list[str]:
    """The left column, then the right one, when lines hold two; otherwise the lines themselves."""
    if not any(has_columns(line) for line in lines):
        return list(lines)
    left: list[str] = []
    right: list[str] = []
    for line in lines:
        cells = split_cells(line)
        if len(cells) > 1:
            left.append(cells[0])
            right += cells[1:]
        elif cells:
            (left if _is_left(line) else right).append(cells[0])
    return left + right


def _is_left(line: str) -> bool:
    """A lone cell stands at the left when it is a recipient or is not pushed to the right."""
    text = tidy(line)
    if split_label(text).label or FILED.match(text) or RECIPIENTS.match(text) or text.endswith(";"):
        return True
    return not line.startswith(("\t", " " * 8)) and not _is_person(text)


def _recipients(queue: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """The items under "Nơi nhận:" and the lines after them; no items when there is nothing to print."""
    head = RECIPIENTS.match(queue[0])
    rest = queue[0][head.end() :].strip() if head else ""
    items = [rest] if rest else []
    place = 1
    while place < len(queue) and _is_item(queue[place], items):
        items.append(queue[place])
        place += 1
    return tuple(_dashed(item) for item in items), list(queue[place:])


def _is_item(line: str, items: Sequence[str]) -> bool:
    if CAPACITY.match(line) and is_caps(line):
        return False
    if split_label(line).label or line.endswith(";") or FILED.match(line):
        return True
    unfinished = not items or not items[-1].endswith((".", ";", "/."))
    return line[0].islower() or (unfinished and not is_caps(line) and not _is_person(line))


def _dashed(item: str) -> str:
    """The item as printed: any dash becomes "- "."""
    return f"- {item[1:].strip()}" if item[0] in DASHES else item


@dataclass(slots=True)
class _Draft:
    """A signer while its lines are read."""

    capacity: list[str] = field(default_factory=list)
    office: list[str] = field(default_factory=list)
    stamp: list[str] = field(default_factory=list)  # "(đã ký)"
    name: str = ""
    note: str = ""

    def take(self, line: str) -> bool:
        """Put the line where it belongs; False when it belongs to no place that is still free."""
        if self.note:
            return False
        if BRACKETED.fullmatch(line):
            self._bracketed(line)
        elif self.name:
            return False
        elif CAPACITY.match(line) and is_caps(line) and not self.office:
            self.capacity.append(line)
        elif is_caps(line) and OFFICE.search(line) and not self.stamp:
            self.office.append(line)
        elif _is_person(line):
            self.name = line
        else:
            return False
        return True

    def _bracketed(self, line: str) -> None:
        if self.name:
            self.note = line
        else:
            self.stamp.append(line)

    def signer(self) -> Signer:
        """The last line in capitals is the office; what stands above it belongs to the capacity."""
        above, own = self.office[:-1], self.office[-1:]
        if own and not self.capacity and not above and not OWN_OFFICE.match(own[0]):
            above, own = own, []
        return Signer(" ".join(self.capacity + above), "\n".join(own + self.stamp), self.name, self.note)


def _signer(queue: Sequence[str], *, first: bool, alone: bool) -> tuple[Signer | None, list[str]]:
    """One signer and the lines after; `alone` accepts a bare name, as under recipients. Others need a capacity."""
    draft = _Draft()
    taken = 0
    while taken < len(queue) and draft.take(queue[taken]):
        taken += 1
    if not taken or not (draft.capacity or (first and (alone or draft.office))):
        return None, list(queue)
    return draft.signer(), list(queue[taken:])


def _is_person(text: str) -> bool:
    """Two to seven words that all begin with a capital, without figures: "Bùi Hữu Hồng Hải"."""
    parts = text.split()
    named = all(part[0].isupper() for part in parts)
    return 2 <= len(parts) <= LONGEST_NAME and named and not re.search(r"\d|[:;,.!?]$", text)
