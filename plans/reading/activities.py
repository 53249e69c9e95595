"""One activity: the lines below its heading → time, place, contents, duties, money, people. Pure."""

import datetime as dt
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from documents.blocks import Line, Marker
from plans.reading.bodies import VERB, begins_body
from plans.reading.composing import is_recurring
from plans.reading.deadlines import is_deadline, pay_by
from plans.reading.desk import Desk
from plans.reading.drafts import (
    ActivityDraft,
    DutyDraft,
    LevyDraft,
    PlaceDraft,
    QuotaDraft,
    ScheduleDraft,
    Scope,
    ShareDraft,
    Why,
)
from plans.reading.duties import NEXT_CELL, only_support, read_duty
from plans.reading.kinds import kind_of, read_quota
from plans.reading.labels import Role, read_label
from plans.reading.levies import LevyReading, given, is_money_head, read_levy
from plans.reading.money import with_currency
from plans.reading.sections import parts_of
from plans.reading.texts import cut
from plans.reading.times import read_time
from plans.reading.tree import NUMBER_IN_WORDS, Node
from plans.sentences import Basis, Slot

LONGEST = 500  # of a title, a time, a place
MAY_BE_DUTY = {Role.ASSIGNMENT, Role.SUPPORT, Role.MONEY, Role.PEOPLE, None}
SAYS_WHAT = re.compile(rf"{re.escape(Slot.LEAD)},? (?={VERB.pattern})")  # who, then a verb; not who, then a sum
TENTATIVE = re.compile(r"dự kiến", re.IGNORECASE)
TAIL = re.compile(r"[\s.;,:]*$")
TIME_AND_PLACE = re.compile(r"^(?P<when>.+?)(?P<mid>\s*[,;–-]?\s+(?:tại|ở)\s+)(?P<where>.+)$")


@dataclass(frozen=True, slots=True)
class Said:
    """A line of an activity with what it is about. `start` is where its label ends; `depth` counts from the heading."""

    node: Node
    role: Role | None
    start: int
    is_own: bool  # the label stands in this line, not above it
    depth: int


@dataclass(slots=True)
class _Found:
    """The facts of an activity while its lines are read."""

    schedules: list[ScheduleDraft] = field(default_factory=list)
    places: list[PlaceDraft] = field(default_factory=list)
    contents: list[int] = field(default_factory=list)
    duties: list[DutyDraft] = field(default_factory=list)
    levies: list[tuple[int, LevyReading]] = field(default_factory=list)
    deadline: dt.date | None = None  # of a line of its own: "Hạn nộp: ngày 05/6/2026"
    quota: QuotaDraft | None = None


def said_below(heading: Node) -> Iterator[Said]:
    """Every line of an activity, without its parts, with its role: its own label's, else that of the label above it."""
    return _said(heading, {part.index for part in parts_of(heading)})


def _said(node: Node, parts: Collection[int], role: Role | None = None, depth: int = 1) -> Iterator[Said]:
    for child in node.children:
        if child.index in parts:
            continue
        label = read_label(child.line.text)
        here = label.role if label else role
        yield Said(child, here, label.length if label else 0, label is not None, depth)
        yield from _said(child, parts, here, 1 if label else depth + 1)


def read_activity(heading: Node, desk: Desk) -> ActivityDraft:
    """The activity that a heading begins."""
    found = _Found()
    for said in said_below(heading):
        _read_line(said, desk, found)
    title = _title(heading, desk)
    kind = kind_of(title, found.schedules)
    draft = ActivityDraft(
        clause=heading.index,
        kind=kind,
        title=title,
        schedules=tuple(found.schedules),
        places=tuple(found.places),
        contents=tuple(found.contents),
        duties=tuple(found.duties),
        quota=found.quota,
    )
    return _with_levies(draft, found, desk)


def _title(heading: Node, desk: Desk) -> str:
    text = heading.line.text
    tail = TAIL.search(text)
    numbered = NUMBER_IN_WORDS.match(text)
    start = numbered.end() if numbered else 0
    title = text[start : tail.start()] if tail else text[start:]
    if title and len(title) <= LONGEST:
        desk.templates[heading.index] = text[:start] + Slot.TITLE + text[start + len(title) :]
    return cut(title or text, LONGEST)


def _read_line(said: Said, desk: Desk, found: _Found) -> None:
    text = said.node.line.text
    rest = text[said.start :]
    is_bare = not rest.strip(" .:")
    if is_deadline(text):
        found.deadline = found.deadline or pay_by(text, desk.year)
    if said.role in (Role.WHEN, Role.WHERE, Role.WHEN_WHERE):
        if not is_bare:
            _time_and_place(said, rest, desk, found)
        return
    if said.role is Role.CONTENT and not is_bare and said.depth == 1 and _is_item(said.node.line):
        found.contents.append(said.node.index)
    _money_and_people(said, rest, desk, found)
    if said.role in MAY_BE_DUTY and not is_bare:
        _duty(said, desk, found)


def _time_and_place(said: Said, rest: str, desk: Desk, found: _Found) -> None:
    index, head = said.node.index, said.node.line.text[: said.start]
    body, tail = _parted(rest)
    if len(body) > LONGEST:
        return
    time = read_time(body, desk.year)
    if TENTATIVE.search(head):  # "Thời gian dự kiến: …"
        time = replace(time, tentative=True)
    if said.role is Role.WHERE:
        found.places.append(PlaceDraft(index, body))
        desk.templates[index] = f"{head}{Slot.WHERE}{tail}"
        return
    if time.is_empty and not said.is_own:
        return
    both = TIME_AND_PLACE.match(body)
    if both and not time.assigned_by_superior and not read_time(both["when"], desk.year).is_empty:
        found.places.append(PlaceDraft(index, both["where"]))
        body, tail = both["when"], f"{both['mid']}{Slot.WHERE}{tail}"
    found.schedules.append(ScheduleDraft(index, body, time))
    desk.templates[index] = f"{head}{Slot.WHEN}{tail}"
    if time.is_empty:
        desk.tell(Why.TIME, index)


def _parted(rest: str) -> tuple[str, str]:
    """Words, and the marks at their end."""
    tail = TAIL.search(rest)
    at = tail.start() if tail else len(rest)
    return rest[:at], rest[at:]


def _money_and_people(said: Said, rest: str, desk: Desk, found: _Found) -> None:
    index, head = said.node.index, said.node.line.text[: said.start]
    below = [child.line.text for child in said.node.children]
    levy = read_levy(head + rest, below, desk.book, desk.book.present())
    if levy is None and said.role is Role.MONEY:
        levy = read_levy(rest, below, desk.book, desk.book.present())
        levy = replace(levy, template=head + levy.template) if levy else None
    if levy:
        found.levies.append((index, levy))
        desk.templates[index] = levy.template
    if (levy is None or not levy.is_complete) and (given(head + rest) or (said.is_own and _given_below(head, below))):
        desk.tell(Why.MONEY, index)
    quota = read_quota(desk.templates[index]) if found.quota is None else None
    if quota:
        found.quota = QuotaDraft(index, quota.people, quota.noun)
        desk.templates[index] = quota.template


def _given_below(head: str, below: Sequence[str]) -> bool:
    """Whether a label's lines name amounts that unions pay, though none of them says so itself."""
    return is_money_head(head) and any(given(f"{head} {with_currency(line)}") and not given(line) for line in below)


def _duty(said: Said, desk: Desk, found: _Found) -> None:
    index = said.node.index
    head, rest = desk.templates[index][: said.start], desk.templates[index][said.start :]
    is_assigned = said.role in (Role.ASSIGNMENT, Role.SUPPORT)
    is_support = said.role is Role.SUPPORT
    reading = only_support(rest, desk.book) if is_support else read_duty(rest, desk.book, after_label=is_assigned)
    if said.role is Role.MONEY and reading and not SAYS_WHAT.match(reading.template):
        return
    if reading and (is_assigned or reading.template != rest or begins_body(rest)):
        desk.templates[index] = head + reading.template
        found.duties.append(desk.duty(index, reading))
    elif is_assigned and not said.node.children and not NEXT_CELL.search(rest):  # a table has a row of heads
        found.duties.append(DutyDraft(index, Scope.NAMED))
        desk.tell(Why.NO_HOLDER, index)
    elif (
        said.role is None
        and said.depth == 1
        and said.node.line.marker is not Marker.NONE
        and not said.node.line.heading
    ):
        found.contents.append(index)


def _is_item(line: Line) -> bool:
    return line.marker is not Marker.NONE and not line.heading


def _with_levies(draft: ActivityDraft, found: _Found, desk: Desk) -> ActivityDraft:
    """The activity with its levies; what can be paid only once needs no decision."""
    levies: list[LevyDraft] = []
    for index, reading in found.levies:
        if any(levy.clause is not None and _within(levy.clause, index, desk) for levy in levies):
            continue  # a line below one whose tiers were read with it
        basis = reading.basis
        if basis is Basis.UNDECIDED and not is_recurring(draft):
            basis = Basis.ONCE
        levy = LevyDraft(index, reading.shape, basis, _shares(reading, desk), everyone=reading.everyone)
        levies.append(replace(levy, due_on=_pay_by(index, desk) or found.deadline))
    return replace(draft, levies=tuple(levies))


def _pay_by(index: int, desk: Desk) -> dt.date | None:
    """Until when a levy is paid, as its line or one below it says."""
    below = takewhile(lambda line: line.level > desk.lines[index].level, desk.lines[index + 1 :])
    found = (pay_by(line.text, desk.year) for line in (desk.lines[index], *below))
    return next(filter(None, found), None)


def _within(parent: int, index: int, desk: Desk) -> bool:
    """Whether a line stands below another."""
    between = desk.lines[parent + 1 : index + 1]
    return bool(between) and all(line.level > desk.lines[parent].level for line in between)


def _shares(reading: LevyReading, desk: Desk) -> tuple[ShareDraft, ...]:
    if reading.everyone:
        return tuple(ShareDraft(desk.book.key(entry), reading.amount) for entry in desk.book.present())
    return tuple(ShareDraft(desk.book.key(payer.entry), payer.amount, payer.label) for payer in reading.payers)
