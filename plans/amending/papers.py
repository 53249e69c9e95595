"""The amending paper (Kế hoạch điều chỉnh, bổ sung) made from what differs, and the paper that compares two versions.

Vietnamese whatever the language of the screens. No query.
"""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from documents.blocks import (
    Align,
    Block,
    Closing,
    Column,
    Document,
    Fate,
    Letterhead,
    Line,
    Marker,
    Piece,
    Signer,
    Table,
    Title,
    label_pieces,
)
from documents.dates import dateline, short
from documents.words import dong, dong_unit
from plans.amending.changes import AmountChange, AmountRow, Changes, Kind, LineChange, TimeChange
from plans.amending.weaving import Pair, without_stop
from plans.amending.words import pieces_of
from plans.capitals import inside
from plans.documents import DRAFT_MARK, recipient_lines
from plans.issuing.signing import Signing
from plans.models import Plan
from plans.numbering import to_roman
from plans.sentences import Basis, Share, join_names, tier_figures

COLUMNS = (
    Column("TT", Align.CENTRE, 7),
    Column("Đơn vị", width=45),
    Column("Mức đã ban hành (đồng)", Align.RIGHT, 16),
    Column("Mức điều chỉnh (đồng)", Align.RIGHT, 16),
    Column("Chênh lệch (đồng)", Align.RIGHT, 16),
)
DUE_COLUMNS = (
    *COLUMNS[:2],
    Column("Đang phải nộp (đồng)", Align.RIGHT, 16),
    Column("Điều chỉnh thành (đồng)", Align.RIGHT, 16),
    COLUMNS[4],
)
BASES = {
    Basis.UNDECIDED: "chưa xác định",
    Basis.ONCE: "một lần trong năm",
    Basis.PER_OCCURRENCE: "mỗi lần tổ chức",
    Basis.PER_QUARTER: "mỗi quý",
}
IN_PLACE = (Kind.CHANGED, Kind.ADDED, Kind.REMOVED)
COMPARED_MARK = "BẢN SO SÁNH"
INNER = str.maketrans("“”", "‘’")


@dataclass(frozen=True, slots=True)
class Former:
    """The papers that are amended, oldest first: number and symbol, day of signing."""

    papers: tuple[tuple[str, dt.date], ...]

    def __str__(self) -> str:
        """ "Kế hoạch số 01-KH/ĐTN ngày … (được điều chỉnh, bổ sung tại Kế hoạch số 02-KH/ĐTN ngày …, số 03-…)"."""
        later = ", ".join(f"số {symbol} ngày {short(day)}" for symbol, day in self.papers[1:])
        return f"{self.name} (được điều chỉnh, bổ sung tại Kế hoạch {later})" if later else self.name

    @property
    def name(self) -> str:
        """The first paper alone."""
        symbol, day = self.papers[0]
        return f"Kế hoạch số {symbol} ngày {short(day)}"


def amending_document(
    plan: Plan,
    former: Former,
    changes: Changes,
    reason: str,
    signing: Signing,
    number: str,
    names: Collection[str] = (),
) -> Document:
    """The paper that is signed. `number` is the line of the letterhead; empty for a draft, which is marked as one.

    `names` are those of unions, which keep their capital inside a sentence.
    """
    head = Letterhead(
        parent=plan.parent_heading,
        issuer=plan.issuer,
        number=number or "Số:      -KH/…",
        heading=plan.heading,
        dateline=dateline(signing.place, signing.signed_on),
        mark="" if number else DRAFT_MARK,
    )
    title = Title("KẾ HOẠCH", ("Điều chỉnh, bổ sung", former.name, *_about(plan, names)))
    parts = [part for part in (_line_part(changes.lines), _amount_part(changes), _rest(former)) if part[1:]]
    body = (line for number, part in enumerate(parts, 1) for line in _numbered(number, part))
    name = f"Kế hoạch điều chỉnh, bổ sung {former.name}"
    return Document(name, (head, title, *_bases(plan, former, reason, names), *body, _closing(signing)))


def _about(plan: Plan, names: Collection[str]) -> tuple[str, ...]:
    lines = (inside(line, names) for line in plan.subject.splitlines())
    return tuple(f"{'về ' if place == 0 else ''}{line}" for place, line in enumerate(lines))


def _bases(plan: Plan, former: Former, reason: str, names: Collection[str]) -> Iterator[Line]:
    about = " ".join(plan.subject.split())
    yield Line(f"Căn cứ {former} về {inside(about, names)};" if about else f"Căn cứ {former};")
    yield Line(f"Căn cứ tình hình thực tế: {inside(reason.rstrip(' .;,'), names)},")
    yield Line(f"{plan.cluster.name} điều chỉnh, bổ sung một số nội dung của kế hoạch như sau:")


def _numbered(number: int, part: Sequence[Block]) -> Iterator[Block]:
    head, *rest = part
    assert isinstance(head, Line)  # noqa: S101 -- every part begins with its title
    yield Line(head.text, Marker.ROMAN, f"{to_roman(number)}.", 0, heading=True)
    yield from rest


# -- Lines


def _line_part(changes: Sequence[LineChange]) -> list[Block]:
    told = [list(group) for _key, group in groupby(_stated(changes), key=_together)]
    items = (line for number, group in enumerate(told, 1) for line in _item(number, group))
    return [Line("NỘI DUNG ĐIỀU CHỈNH, BỔ SUNG"), *items]


def _stated(changes: Sequence[LineChange]) -> Iterator[LineChange]:
    """All changes; new numbers of lines are told once, at the end."""
    yield from (change for change in changes if change.kind is not Kind.RENUMBERED)
    yield from [change for change in changes if change.kind is Kind.RENUMBERED][:1]


def _together(change: LineChange) -> tuple[str, ...]:
    """Neighbours that are changed, come or go at one place are one item, and a place that went as a whole is one.

    Moves are told by where they end.
    """
    if change.whole:
        return ("whole", change.whole)
    if change.kind in IN_PLACE:
        return (change.where,)
    return (change.kind, change.where, change.to)


NEW_PLACE = re.compile(r"(?P<place>\w+ \S+) mới ?(?P<rest>.*)")


def _item(number: int, group: Sequence[LineChange]) -> Iterator[Line]:
    yield Line(_head(group), Marker.ARABIC, f"{number}.", 1, heading=True)
    if group[0].whole:
        return
    if group[0].kind is Kind.RENUMBERED:
        yield _dash("Các nội dung còn lại được đánh lại theo thứ tự mới.")
    elif group[0].kind is Kind.MOVED:
        yield from (_dash(_moved(change) if change.where == change.to else quoted(change.after)) for change in group)
        yield from _reworded(group)
    else:
        is_mixed = _kind(group) is None
        yield from (_dash(text) for change in group for text in _in_place(change, is_mixed=is_mixed))


def _kind(group: Sequence[LineChange]) -> Kind | None:
    """What happened to all of them, None where it is not the same."""
    kinds = {change.kind for change in group}
    return kinds.pop() if len(kinds) == 1 else None


def _head(group: Sequence[LineChange]) -> str:
    first = group[0]
    if first.whole:
        return f"Bỏ toàn bộ {first.whole}."
    where = first.where or "kế hoạch"
    heads = {
        None: f"Điều chỉnh, bổ sung tại {where}:",
        Kind.CHANGED: f"Sửa nội dung tại {where}:",
        Kind.ADDED: f"Bổ sung {_into(where)}:",
        Kind.REMOVED: f"Bỏ nội dung sau tại {where}:",
        Kind.MOVED: f"Chuyển nội dung sau từ {where} đến {first.to or 'vị trí mới'}:",
        Kind.RENUMBERED: "Số thứ tự, dấu đầu dòng:",
    }
    if first.kind is Kind.MOVED and first.where == first.to:
        return f"Đổi thứ tự nội dung tại {where}:"
    return heads[_kind(group)]


def _into(where: str) -> str:
    """Where something is added; a place that is itself new is what is added: "khoản 5 (mới) vào mục II (Ngày hội)"."""
    if not (new := NEW_PLACE.fullmatch(where)):
        return f"vào {where}"
    rest = new["rest"]
    above = rest and not rest.startswith("(")  # else only its name follows, or nothing
    return f"{new['place']} (mới) {'vào ' if above else ''}{rest}".rstrip()


def _in_place(change: LineChange, *, is_mixed: bool) -> Iterator[str]:
    """A line that is changed, comes or goes; in a mixed item each says which."""
    if change.kind is Kind.CHANGED:
        yield f"Nội dung đã ban hành: {quoted(change.before)}"
        yield f"Nội dung điều chỉnh: {quoted(change.after)}"
    elif change.kind is Kind.ADDED:
        yield f"{'Bổ sung nội dung: ' if is_mixed else ''}{whole(change.after)}"
    else:
        yield f"{'Bỏ nội dung: ' if is_mixed else ''}{quoted(change.before)}"


def _moved(change: LineChange) -> str:
    """A move inside one section: “Đọc sách.” lên trước nội dung “Khám bệnh.”"""
    what = f"Chuyển nội dung {quoted(change.after)}{' cùng các nội dung bên dưới' if change.along else ''}"
    if change.ahead_of:
        return f"{what} lên trước nội dung {quoted(change.ahead_of)}"
    return f"{what} xuống sau nội dung {quoted(change.behind)}" if change.behind else f"{what} đến vị trí mới"


def _reworded(group: Iterable[LineChange]) -> Iterator[Line]:
    """A moved line may read otherwise at its new place."""
    for change in group:
        if change.kind is Kind.MOVED and change.before != change.after:
            yield _dash(f"Nội dung đã ban hành của dòng được chuyển: {quoted(change.before)}")


def _dash(text: str) -> Line:
    return Line(text, Marker.DASH, "-", 2)


def quoted(text: str) -> str:
    """In the paper's quotation marks, without the line's own mark: "+ Khám bệnh." -> “Khám bệnh.”

    Marks inside become single ones, so that it is plain where the wording ends: “Chuyên đề ‘Mạng’”.
    """
    return whole(text.removeprefix("- ").removeprefix("+ ").removeprefix("* "))


def whole(text: str) -> str:
    """The same with the mark that the line will print, which tells below which line it stands: “+ Khám bệnh.”"""
    return f"“{text.translate(INNER)}”"


# -- Money


def _amount_part(changes: Changes) -> list[Block]:
    """One item for each levy: what changes each time, then the times that change by themselves."""
    changed: tuple[AmountChange | TimeChange, ...] = (*changes.amounts, *changes.times)
    levies = {one.levy: one.activity for one in changed}
    items = (
        block
        for number, (levy, activity) in enumerate(levies.items(), 1)
        for block in (
            Line(f"{without_stop(activity)}:", Marker.ARABIC, f"{number}.", 1, heading=True),
            *(block for one in changes.amounts if one.levy == levy for block in _levy(one)),
            *(_dash(time_told(one)) for one in changes.times if one.levy == levy),
        )
    )
    last = Line("Khoản đã nộp giữ nguyên; phần chênh lệch được ghi tăng hoặc ghi giảm vào sổ theo dõi đóng góp.")
    return [Line("ĐIỀU CHỈNH MỨC ĐÓNG GÓP"), *items, last] if levies else []


def _levy(change: AmountChange) -> Iterator[Block]:
    is_new = not change.basis[0]
    if is_new:
        yield _dash(f"Khoản đóng góp mới. Cách tính: {_reckoned(change, 1)}.")
    elif change.is_otherwise_paid:
        yield _dash(f"Cách tính: từ {_reckoned(change, 0)} thành {_reckoned(change, 1)}.")
    if change.due_on[0] != change.due_on[1]:
        yield _dash(f"Hạn nộp: ngày {_day(change.due_on[1])}." if is_new else _by_when(*change.due_on))
    yield from _tables(change)


def _tables(change: AmountChange) -> Iterator[Block]:
    """What each union pays each time; where the ledger changes by another sum, that of the dues as well.

    A levy that is gone has only what its dues ask for to tell, where each union that paid has some.
    """
    if not change.differing:
        return
    if not change.dues or change.dues == change.differing:
        yield _table(change)
        return
    if change.basis[1] or len(change.dues) < len(change.differing):
        yield _dash("Mức đóng góp mỗi lần:")
        yield _table(change)
    often = f" ({change.due_times} lần)" if change.due_times > 1 else ""
    yield _dash(f"Khoản phải nộp đã lập{often}:")
    yield _due_table(change.dues)


def _reckoned(change: AmountChange, side: int) -> str:
    """One way of reckoning with what it brings: “mỗi lần tổ chức” (4 lần, 48.000.000 đồng cả năm)."""
    basis, times, year = change.basis[side], change.times[side], change.year[side]
    if not basis:
        return "“không thu”"
    if not times:
        return f"“{BASES[Basis(basis)]}”"
    often = f"{times} lần, " if times > 1 else ""
    if side == 0 and change.since:
        chosen = f"sau đó chọn “{BASES[Basis(change.since)]}”"
        return f"“{BASES[Basis(basis)]}” ({chosen}: {often}{dong_unit(year)} cả năm)"
    once = " nếu nộp một lần" if basis == Basis.UNDECIDED else ""
    return f"“{BASES[Basis(basis)]}” ({often}{dong_unit(year)} cả năm{once})"


def _by_when(before: str, after: str) -> str:
    was, now = _day(before), _day(after)
    if was and now:
        return f"Hạn nộp: từ ngày {was} thành ngày {now}."
    return f"Hạn nộp: ngày {now} (trước đây chưa có)." if now else f"Hạn nộp: bỏ (trước đây là ngày {was})."


def _day(iso: str) -> str:
    return short(dt.date.fromisoformat(iso)) if iso else ""


def time_told(change: TimeChange) -> str:
    """A time whose dues change by themselves: "Không tổ chức lần 4 (Quý IV): các đơn vị không phải nộp …"."""
    whole = f", tổng {_from_to(change.before, change.after)}" if len(change.rows) > 1 else ""
    if not change.called_off:
        about = f" {change.time}" if change.time else ""
        tiers = groupby(change.rows, key=lambda row: (row.before, row.after))
        told = (f"{_names(rows)} {_from_to(*amounts)}" for amounts, rows in tiers)
        return f"Khoản phải nộp{about}: {'; '.join(told)}{whole}."
    spared = tier_figures([Share(row.union, row.before) for row in change.rows])
    total = f", tổng {dong_unit(change.before)}" if len(change.rows) > 1 else ""
    return f"Không tổ chức {change.time}: các đơn vị không phải nộp khoản của lần này ({spared}){total}."


def _names(rows: Iterable[AmountRow]) -> str:
    return join_names([row.union for row in rows])


def _from_to(before: int, after: int) -> str:
    return f"từ {dong_unit(before)} thành {dong_unit(after)}"


def _table(change: AmountChange) -> Table:
    rows = _rows(change.differing)
    if change.kept:
        others = f"Các đơn vị còn lại ({change.staying}) giữ nguyên"
        rows.append(("", others, dong(change.kept), dong(change.kept), "0"))
    return Table(COLUMNS, tuple(rows), _sum("Cộng toàn cụm", change.before, change.after))


def _due_table(dues: Sequence[AmountRow]) -> Table:
    """What the entries of the ledger are: the sum of its last column is theirs."""
    before, after = sum(row.before for row in dues), sum(row.after for row in dues)
    return Table(DUE_COLUMNS, tuple(_rows(dues)), _sum("Cộng", before, after))


def _rows(amounts: Iterable[AmountRow]) -> list[tuple[str, ...]]:
    return [
        (str(number), row.union, dong(row.before), dong(row.after), signed(row.after - row.before))
        for number, row in enumerate(amounts, 1)
    ]


def _sum(name: str, before: int, after: int) -> tuple[str, ...]:
    return ("", name, dong(before), dong(after), signed(after - before))


def signed(amount: int) -> str:
    """With its sign: 500000 -> "+500.000", -500000 -> "−500.000"."""
    return f"{'+' if amount > 0 else '−' if amount < 0 else ''}{dong(abs(amount))}"


# -- The end


def _rest(former: Former) -> list[Block]:
    """What still holds, with the amendments made before: left out, they would seem to be undone."""
    return [
        Line("TỔ CHỨC THỰC HIỆN"),
        _dash(f"Các nội dung khác của {former} không nêu ở trên giữ nguyên hiệu lực thực hiện."),
        _dash("Đề nghị các cơ sở Đoàn trong cụm căn cứ nội dung điều chỉnh, bổ sung để tổ chức thực hiện."),
    ]


def _closing(signing: Signing) -> Closing:
    signer = Signer(signing.signer_capacity, signing.signer_office, signing.signer_name, signing.signer_note)
    return Closing(recipient_lines([text for text in signing.recipients if text.strip()]), (signer,))


# -- Two versions in one paper


def marked_document(plan: Plan, pairs: Iterable[Pair], names: tuple[str, str]) -> Document:
    """Both versions in one paper: what went is struck through, what came is underlined. `names` say which versions."""
    head = Letterhead(parent=plan.parent_heading, issuer=plan.issuer, heading=plan.heading, mark=COMPARED_MARK)
    title = Title(plan.kind, (*plan.subject.splitlines(), f"(So sánh {names[0]} với {names[1]})"))
    return Document(f"So sánh kế hoạch năm {plan.year}", (head, title, *map(marked_line, pairs)))


def marked_line(pair: Pair) -> Line:
    """One line of it."""
    line = pair.after or pair.before
    assert line is not None  # noqa: S101 -- a pair has at least one side
    was = pair.before.label if pair.before and pair.before.label != line.label else None
    pieces = pieces_in(pair) if pair.differs else ()
    return Line(line.text, marker_of(line.label), line.label, line.level, line.heading, pieces, was)


def number_in(pair: Pair) -> tuple[Piece, ...]:
    """The label of a pair with what became of it; of a line that came or went it has no mark of its own."""
    before, after = pair.before or pair.after, pair.after or pair.before
    assert before is not None and after is not None  # noqa: PT018, S101 -- a pair has at least one side
    return label_pieces(before.label, after.label)


def pieces_in(pair: Pair) -> tuple[Piece, ...]:
    """The words of a pair with what became of them."""
    if pair.before is None or pair.after is None:
        line, fate = (pair.after, Fate.IN) if pair.after else (pair.before, Fate.OUT)
        return (Piece(fate, line.text if line else ""),)
    return pieces_of(pair.before.text, pair.after.text)


def marker_of(label: str) -> Marker:
    """The look of a line with this label."""
    bullets = {"-": Marker.DASH, "+": Marker.PLUS, "*": Marker.STAR, "": Marker.NONE}
    if label in bullets:
        return bullets[label]
    if label.rstrip(".").isdigit():
        return Marker.ARABIC
    if label.endswith(")"):
        return Marker.LETTER
    return Marker.DECIMAL if label[:1].isdigit() else Marker.ROMAN
