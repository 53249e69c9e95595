"""The table of opinions as a paper (Bảng tổng hợp ý kiến), Vietnamese whatever the language of the screens. No query.

A row is a group of unions that said the same; a wish is a row of its own. Who said nothing has not answered yet while
the round is open, and is listed as not having answered once it is closed: silence is not consent.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import TypeAlias

from documents.blocks import Align, Block, Closing, Column, Document, Letterhead, Line, Signer, Table, Title
from documents.dates import dateline, short
from plans.capitals import inside
from plans.letterheads import parent_line
from plans.models import Plan
from plans.rounds import Answer, Cell, Matrix, Row, Said, Standing

COLUMNS = (
    Column("STT", Align.CENTRE, 5),
    Column("Nội dung", width=18),
    Column("Đơn vị", width=32),
    Column("Ý kiến", width=26),
    Column("Tiếp thu, giải trình", width=19),
)
LETTERS = 1.15  # how many fit a line of a column for each percent of its width
WIDTHS = tuple(column.width * LETTERS for column in COLUMNS[2:])
FIRST, TOGETHER = 17, 24  # lines of a group that surely fit the first page under its title, and a later one
LEAST = 6  # lines of a row that are worth beginning it on a page that does not hold it whole
SILENT = "Không gửi ý kiến"  # never "có ý kiến": having none would read as having no objection
UNANSWERED = "Chưa trả lời"
AGREED = "Thống nhất"
ABSTAINED = "Không tham gia"
GOES_ON = " (tiếp theo)"
WHOLE = "Ý kiến chung về kế hoạch"
LATE = " (trả lời sau thời hạn)"

Voice: TypeAlias = tuple[str, str, str]  # who, what, the reply


@dataclass(frozen=True, slots=True)
class Held:
    """How a round was held: its number and its local days. `closed_on` is None while answers are still taken."""

    number: int
    opened_on: dt.date
    deadline: dt.date
    closed_on: dt.date | None = None

    @property
    def silence(self) -> str:
        """What is printed for a union that said nothing."""
        return SILENT if self.closed_on else UNANSWERED


def opinions_document(
    plan: Plan, held: Held, found: Matrix, printed_on: dt.date, names: Collection[str] = ()
) -> Document:
    """The table of one round as it stands on a day, on landscape paper. `names` as for `named_inside`."""
    head = Letterhead(
        parent=plan.parent_heading or parent_line(plan.cluster),
        issuer=plan.issuer or plan.cluster.name.upper(),
        heading=plan.heading,
        dateline=dateline(plan.place, printed_on),
    )
    about = f"Về dự thảo {named_inside(plan, names)}"
    title = Title("BẢNG TỔNG HỢP Ý KIẾN", (about, _span(held, printed_on)))
    name = f"Bảng tổng hợp ý kiến lần {held.number}, kế hoạch năm {plan.year}"
    blocks: tuple[Block, ...] = (head, title, Line(_counts(found, held)), _table(found, held), _closing(plan))
    return Document(name, blocks, landscape=True)


def named_inside(plan: Plan, names: Collection[str]) -> str:
    """The paper's name with its subject inside a sentence: "Kế hoạch tổ chức …"; the `names` of unions keep theirs."""
    lines = (inside(line, names) for line in plan.subject.splitlines())
    return " ".join([plan.kind.capitalize(), *lines]).strip() or str(plan)


def _span(held: Held, printed_on: dt.date) -> str:
    """Until the day on which it really ended; while it is open, as of the day of printing."""
    since, deadline = f"Lần {held.number}, lấy ý kiến từ ngày {short(held.opened_on)}", short(held.deadline)
    if held.closed_on is None:
        return f"({since}, thời hạn đến hết ngày {deadline}; số liệu tính đến ngày {short(printed_on)})"
    late = f", thời hạn ngày {deadline}" if held.closed_on > held.deadline else ""  # what "late" in the table refers to
    return f"({since} đến ngày {short(held.closed_on)}{late})"


def _counts(found: Matrix, held: Held) -> str:
    return (
        f"Số đơn vị được lấy ý kiến: {len(found.parties)}; trả lời đủ: {found.complete}; "
        f"trả lời một phần: {found.partly}; {held.silence.lower()}: {len(found.silent)}."
    )


def _table(found: Matrix, held: Held) -> Table:
    rows = [line for number, row in enumerate(found.rows, 1) for line in _of_question(number, row, held)]
    if found.remarks:
        rows += _headed(len(found.rows) + 1, WHOLE, [_of_remark(one) for one in found.remarks])
    return Table(COLUMNS, tuple(rows), grouped=True)


def _of_question(number: int, row: Row, held: Held) -> list[tuple[str, ...]]:
    return _headed(number, row.asked.title, list(_groups(row, held)))


def _headed(number: int, title: str, lines: Sequence[Voice]) -> list[tuple[str, ...]]:
    """Number and title stand in the first row of their group, and again where it is too long for one page."""
    rows: list[tuple[str, ...]] = []
    room = FIRST if number == 1 else TOGETHER
    for line in lines:
        for piece in _pieces(line, room):
            room -= _height(piece)
            again = room < 0 and rows
            head = (str(number), title + GOES_ON if again else title) if again or not rows else ("", "")
            room = TOGETHER - _height(piece) if again else room
            rows.append((*head, *piece))
    return rows


def _height(line: Voice) -> int:
    """About how many printed lines a row takes."""
    return max(ceil(len(cell) / width) for cell, width in zip(line, WIDTHS, strict=True))


def _pieces(line: Voice, room: int) -> Iterator[Voice]:
    """A row that no page holds as several, each on a page of its own: who speaks is named again on each."""
    room = room if room >= LEAST else TOGETHER
    while _height(line) > TOGETHER:
        piece, line = _parted(line, room)
        yield piece
        room = TOGETHER
    yield line


def _parted(line: Voice, room: int) -> tuple[Voice, Voice]:
    """What fits `room` lines, and what goes on."""
    cuts = [cut(cell, int(width * room)) for cell, width in zip(line, WIDTHS, strict=True)]
    (names, words, reply), (more_names, more_words, more_reply) = zip(*cuts, strict=True)
    who = more_names or (names if names.endswith(GOES_ON) else names + GOES_ON)
    what = more_words or (words if more_names else "")  # the same answer of further unions
    return (names, words, reply), (who, what, more_reply)


def cut(text: str, most: int) -> tuple[str, str]:
    """At most so many letters, and the rest: between names where there are several, between words, or anywhere."""
    if len(text) <= most:
        return text, ""
    ends = text.rfind("; ", 0, most) + 1, text.rfind(" ", 0, most + 1)
    end = next((end for end in ends if end > most // 2), most)
    return text[:end].rstrip(), text[end:].lstrip()


def _groups(row: Row, held: Held) -> Iterator[Voice]:
    """Who agreed, each wish, who does not take part and why, who is silent."""
    for late in (False, True):
        agreed = [cell for cell in row.agreed if cell.late is late]
        if agreed:
            yield _names(agreed), AGREED + (LATE if late else ""), ""
    for cell in row.worded:
        assert cell.said is not None  # noqa: S101 -- `worded` has no silent cell
        yield cell.party.name, _opinion(cell.said, late=cell.late), cell.said.reply
    if row.silent:
        yield _names(row.silent), held.silence, ""


def _names(cells: Sequence[Cell]) -> str:
    return "; ".join(cell.party.name for cell in cells)


def _opinion(said: Said, *, late: bool) -> str:
    if said.answer is Answer.ABSTAIN:
        words = f"{ABSTAINED}: {said.text}" if said.text else ABSTAINED
    else:
        words = f"Đề nghị điều chỉnh: {said.text}"
    return words + (LATE if late else "")


def _of_remark(one: Standing) -> Voice:
    assert one.remark is not None  # noqa: S101 -- `remarks` has none without
    return one.party.name, one.remark.text + (LATE if one.remark_late else ""), one.remark.reply


def _closing(plan: Plan) -> Closing:
    """Who gathered the opinions signs by hand; beside it the plan's signer, by the office if nobody is named yet."""
    signer = Signer(plan.signer_capacity, plan.signer_office, plan.signer_name, plan.signer_note)
    if not signer.capacity and not signer.office:
        signer = replace(signer, capacity="CỤM TRƯỞNG")
    return Closing(signers=(Signer("NGƯỜI TỔNG HỢP", "(Ký, ghi rõ họ tên)"), signer))
