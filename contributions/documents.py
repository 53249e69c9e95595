"""The contribution ledger as a paper and as a spreadsheet, in Vietnamese whatever the language of the screens."""

import datetime as dt
from collections.abc import Collection, Iterator

from contributions.models import Due, Payment, PaymentState
from contributions.queries import Ledger, LedgerRow, dues_shown, payment_list
from contributions.reckoning import Balance
from documents.blocks import Align, Block, Closing, Column, Document, Letterhead, Line, Signer, Table, Title
from documents.dates import dateline, short
from documents.sheets import Cell, Sheet, render_xlsx
from documents.words import dong, dong_in_words
from plans.calendars import ROMAN, label

COLUMNS = (
    Column("TT", Align.CENTRE, 6),
    Column("Đơn vị", width=42),
    Column("Phải nộp (đồng)", Align.RIGHT, 13),
    Column("Đã nộp (đồng)", Align.RIGHT, 13),
    Column("Chờ ghi nhận (đồng)", Align.RIGHT, 13),
    Column("Còn lại (đồng)", Align.RIGHT, 13),
)
# Where somebody paid too much: an amendment lowered what was asked.
WITH_OVER = (
    Column("TT", Align.CENTRE, 6),
    Column("Đơn vị", width=34),
    *(
        Column(f"{head} (đồng)", Align.RIGHT, 12)
        for head in ("Phải nộp", "Đã nộp", "Chờ ghi nhận", "Còn lại", "Nộp thừa")
    ),
)
STATES = {
    PaymentState.WAITING: "Chờ ghi nhận",
    PaymentState.CONFIRMED: "Đã ghi nhận",
    PaymentState.RETURNED: "Đã trả lại",
    PaymentState.REVERSED: "Đã hủy bằng bút toán đảo",
}
METHODS = {Payment.Method.TRANSFER: "Chuyển khoản", Payment.Method.CASH: "Tiền mặt"}


def ledger_document(ledger: Ledger, printed_on: dt.date) -> Document:
    """The ledger on landscape paper: a table for all activities, one for each. No query."""
    plan = ledger.plan
    head = Letterhead(
        parent=plan.parent_heading,
        issuer=plan.issuer or plan.cluster.name.upper(),
        heading=plan.heading,
        dateline=dateline(plan.place, printed_on),
    )
    title = Title("SỔ THEO DÕI ĐÓNG GÓP", (plan.cluster.name, f"Năm {plan.year}, tính đến ngày {short(printed_on)}"))
    name = f"Sổ theo dõi đóng góp năm {plan.year}"
    return Document(name, (head, title, *_tables(ledger), _closing()), landscape=True)


def _tables(ledger: Ledger) -> Iterator[Block]:
    if not ledger.activities:
        yield Line("Chưa có khoản phải nộp nào.")
        return
    for number, section in enumerate(ledger.sections, 1):
        yield Line(section.activity.title, label=f"{number}.", heading=True)
        yield _table(section.rows, section.total)
    if len(ledger.sections) > 1:
        yield Line("Tổng hợp các hoạt động", label=f"{len(ledger.sections) + 1}.", heading=True)
        yield _table(ledger.rows, ledger.total)
    yield Line(f"Tổng số tiền đã nộp: {dong(ledger.total.paid)} đồng ({dong_in_words(ledger.total.paid).lower()}).")


def _table(rows: Collection[LedgerRow], total: Balance) -> Table:
    lines = tuple((str(number), row.union.name, *_figures(row.balance)) for number, row in enumerate(rows, 1))
    sums = ("", "Cộng", *_figures(total))
    if total.over:
        return Table(WITH_OVER, lines, sums)
    return Table(COLUMNS, tuple(line[:-1] for line in lines), sums[:-1])


def _figures(balance: Balance) -> tuple[str, ...]:
    return tuple(map(dong, _numbers(balance)))


def _closing() -> Closing:
    return Closing(signers=(Signer(office="THỦ QUỸ"), Signer(office="CỤM TRƯỞNG")))


def ledger_workbook(ledger: Ledger, unions: Collection[int] | None, printed_on: dt.date) -> bytes:
    """The ledger as .xlsx: sums, every due, every payment. Two queries; `unions` as the ledger was asked for."""
    title = f"Sổ theo dõi đóng góp năm {ledger.plan.year} – {ledger.plan.cluster.name}, đến ngày {short(printed_on)}"
    dues, payments = dues_shown(ledger.plan, unions), payment_list(ledger.plan, unions)
    with_over = ledger.total.over > 0
    return render_xlsx(title, (_sums(ledger, with_over), _dues(dues, with_over), _payments(payments)))


def _sums(ledger: Ledger, with_over: bool) -> Sheet:
    columns = ("Hoạt động", "Đơn vị", "Phải nộp", "Đã nộp", "Chờ ghi nhận", "Còn lại", "Nộp thừa")
    rows = [
        (section.activity.title, row.union.name, *_numbers(row.balance))
        for section in ledger.sections
        for row in section.rows
    ]
    total = ("", "Cộng", *_numbers(ledger.total))
    shown = len(columns) - (not with_over)
    widths = (50, 44, 16, 16, 16, 16, 16)[:shown]
    return Sheet("Sổ đóng góp", columns[:shown], [row[:shown] for row in rows], total[:shown], widths)


def _numbers(balance: Balance) -> tuple[int, int, int, int, int]:
    return balance.due, balance.paid, balance.waiting, balance.left, balance.over


def _dues(dues: Collection[Due], with_over: bool) -> Sheet:
    names = ("Mã chuyển khoản", "Đơn vị", "Hoạt động", "Kỳ", "Hạn nộp", "Phải nộp", "Đã nộp", "Còn lại", "Nộp thừa")
    shown = len(names) - (not with_over)
    rows = [_due(due)[:shown] for due in dues]
    return Sheet("Khoản phải nộp", names[:shown], rows, widths=(18, 44, 50, 20, 14, 16, 16, 16, 16)[:shown])


def _due(due: Due) -> tuple[Cell, ...]:
    names = (due.code, due.union.name, due.levy.activity.title, time_name(due))
    balance = Balance(due.asked, due.paid)
    return (*names, due.due_on, balance.due, balance.paid, balance.left, balance.over)


def time_name(due: Due) -> str:
    """Which time of its levy a due is for, as papers write it: "Quý II", "Lần 2: 12/03/2024", or nothing."""
    if due.quarter is not None:
        return f"Quý {ROMAN[due.quarter - 1]}"
    visit = due.occurrence
    return f"Lần {visit.number}: {label(visit.starts_on, visit.ends_on, visit.precision)}" if visit else ""


def time_in_words(due: Due) -> str:
    """The same inside a sentence: "lần 4 (Quý IV)", "quý II"."""
    if due.quarter is not None:
        return f"quý {ROMAN[due.quarter - 1]}"
    visit = due.occurrence
    return f"lần {visit.number} ({label(visit.starts_on, visit.ends_on, visit.precision)})" if visit else ""


def _payments(payments: Collection[Payment]) -> Sheet:
    columns = ("Ngày nộp", "Đơn vị", "Số tiền", "Hình thức", "Tình trạng", "Người khai", "Người ghi nhận", "Ghi chú")
    rows = [_payment(payment) for payment in payments]
    return Sheet("Khoản nộp", columns, rows, widths=(14, 44, 16, 16, 26, 26, 26, 40))


def _payment(payment: Payment) -> tuple[Cell, ...]:
    people = str(payment.declared_by), str(payment.confirmed_by or "")
    state, method = STATES[PaymentState(payment.state)], METHODS[Payment.Method(payment.method)]
    note = payment.return_reason or payment.note
    return (
        payment.paid_on,
        payment.union.name,
        payment.amount,
        method,
        state,
        *people,
        note,
    )
