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
from plans.models import Plan

# The figures of a balance, by what `Balance` calls them.
FIGURES = {"due": "Phải nộp", "paid": "Đã nộp", "waiting": "Chờ ghi nhận", "left": "Còn lại", "over": "Nộp thừa"}
STATES = {
    PaymentState.WAITING: "Chờ ghi nhận",
    PaymentState.CONFIRMED: "Đã ghi nhận",
    PaymentState.RETURNED: "Đã trả lại",
    PaymentState.REVERSED: "Đã hủy bằng bút toán đảo",
}
WITHDRAWN = "(Kế hoạch đã thu hồi)"
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
    when = f"Năm {plan.year}, tính đến ngày {short(printed_on)}"
    about = (plan.cluster.name, when, *([WITHDRAWN] if plan.is_withdrawn else []))
    title = Title("SỔ THEO DÕI ĐÓNG GÓP", about)
    name = f"Sổ theo dõi đóng góp năm {plan.year}"
    return Document(name, (head, title, *_tables(ledger), _closing()), landscape=True)


def _tables(ledger: Ledger) -> Iterator[Block]:
    if not ledger.activities:
        yield Line("Chưa có khoản phải nộp nào.")
        return
    for number, section in enumerate(ledger.sections, 1):
        yield Line(section.activity.title, label=f"{number}.", heading=True)
        yield _table(ledger.plan, section.rows, section.total)
    if len(ledger.sections) > 1:
        yield Line("Tổng hợp các hoạt động", label=f"{len(ledger.sections) + 1}.", heading=True)
        yield _table(ledger.plan, ledger.rows, ledger.total)
    yield Line(f"Tổng số tiền đã nộp: {dong(ledger.total.paid)} đồng ({dong_in_words(ledger.total.paid).lower()}).")


def _shown(plan: Plan, total: Balance) -> tuple[str, ...]:
    """The figures that are told: a withdrawn plan asks for nothing, and rarely somebody paid too much."""
    hidden = {"left"} if plan.is_withdrawn else set()
    return tuple(name for name in FIGURES if name not in hidden and (name != "over" or total.over))


def _figures(balance: Balance, shown: Collection[str]) -> tuple[int, ...]:
    return tuple(getattr(balance, name) for name in shown)


def _table(plan: Plan, rows: Collection[LedgerRow], total: Balance) -> Table:
    shown = _shown(plan, total)
    width = 12 if total.over else 13
    heads = (Column(f"{FIGURES[name]} (đồng)", Align.RIGHT, width) for name in shown)
    columns = (Column("TT", Align.CENTRE, 6), Column("Đơn vị", width=94 - width * len(shown)), *heads)
    lines = tuple(
        (str(number), row.union.name, *map(dong, _figures(row.balance, shown))) for number, row in enumerate(rows, 1)
    )
    return Table(columns, lines, ("", "Cộng", *map(dong, _figures(total, shown))))


def _closing() -> Closing:
    return Closing(signers=(Signer(office="THỦ QUỸ"), Signer(office="CỤM TRƯỞNG")))


def ledger_workbook(ledger: Ledger, unions: Collection[int] | None, printed_on: dt.date) -> bytes:
    """The ledger as .xlsx: sums, every due, every payment. Two queries; `unions` as the ledger was asked for."""
    title = f"Sổ theo dõi đóng góp năm {ledger.plan.year} – {ledger.plan.cluster.name}, đến ngày {short(printed_on)}"
    if ledger.plan.is_withdrawn:
        title = f"{title} {WITHDRAWN}"
    dues, payments = dues_shown(ledger.plan, unions), payment_list(ledger.plan, unions)
    shown = _shown(ledger.plan, ledger.total)
    return render_xlsx(title, (_sums(ledger, shown), _dues(dues, shown), _payments(payments)))


def _sums(ledger: Ledger, shown: Collection[str]) -> Sheet:
    columns = ("Hoạt động", "Đơn vị", *(FIGURES[name] for name in shown))
    rows: list[tuple[Cell, ...]] = [
        (section.activity.title, row.union.name, *_figures(row.balance, shown))
        for section in ledger.sections
        for row in section.rows
    ]
    total: tuple[Cell, ...] = ("", "Cộng", *_figures(ledger.total, shown))
    return Sheet("Sổ đóng góp", columns, rows, total, (50, 44, *[16] * len(shown)))


def _dues(dues: Collection[Due], shown: Collection[str]) -> Sheet:
    figures = [name for name in shown if name != "waiting"]  # a payment that waits may be for many
    names = ("Mã chuyển khoản", "Đơn vị", "Hoạt động", "Kỳ", "Hạn nộp", *(FIGURES[name] for name in figures))
    rows = [_due(due, figures) for due in dues]
    return Sheet("Khoản phải nộp", names, rows, widths=(18, 44, 50, 20, 14, *[16] * len(figures)))


def _due(due: Due, figures: Collection[str]) -> tuple[Cell, ...]:
    names = (due.code, due.union.name, due.levy.activity.title, time_name(due))
    return (*names, due.due_on, *_figures(Balance(due.asked, due.paid), figures))


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
