"""What the reading steps share: the lines, what became of their words, the book of unions, what was not understood."""

from dataclasses import dataclass, field

from documents.blocks import Line
from plans.reading.book import Book, Entry
from plans.reading.drafts import DutyDraft, HolderDraft, Scope, Unread, Why
from plans.reading.duties import DutyReading


@dataclass(slots=True)
class Desk:
    """`templates` begins as the lines' own words; a step that understands a fact puts its slot in."""

    lines: list[Line]
    book: Book
    year: int
    templates: list[str] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.templates = [line.text for line in self.lines]

    def tell(self, why: Why, index: int) -> None:
        """Note that a line was kept as text."""
        self.unread.append(Unread(why, self.lines[index].text, index))

    def duty(self, index: int, reading: DutyReading) -> DutyDraft:
        """The duty of a line."""
        holders = tuple(HolderDraft(self.book.key(h.entry), h.part, h.label) for h in reading.holders)
        return DutyDraft(index, reading.scope, reading.collective, reading.last_joiner, holders)

    def held_by(self, index: int, entry: Entry) -> DutyDraft:
        """The duty of a line that stands below a union's name."""
        return DutyDraft(index, Scope.NAMED, holders=(HolderDraft(self.book.key(entry)),))
