"""Whole stories of money through the screens: after each step page, paper and spreadsheet say the same, to the đồng."""

import datetime as dt
import html
import re
import uuid
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
import time_machine
from openpyxl import load_workbook

from contributions import actions, queries
from contributions.models import Due, Payment, Reversal
from contributions.reckoning import Balance
from plans.actions.occurrences import add_occurrence, cancel_occurrence
from plans.models import Levy, Plan
from tests.conftest import Persona
from tests.contributions.conftest import money_url, payment_url
from tests.contributions.factories import PaymentFactory, add_visits, decide, levy_of, seed_plan
from tests.factories import MemberUnionFactory
from unions.amounts import format_dong
from unions.models import Cluster, MemberUnion

NOW = "2024-11-20T03:00:00Z"  # 10:00 in Ho Chi Minh City
Figures = tuple[int, int, int, int]  # due, paid, waiting, left


@pytest.fixture(autouse=True)
def _november() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


# The same books, read in four places


def words(markup: str) -> str:
    """Markup as a person reads it."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def heading(page: str) -> str:
    """The sentence at the head of a page."""
    found = re.search(r"<h1>(.*?)</h1>", page, re.DOTALL)
    assert found
    return words(found[1])


def read(person: Persona, url: str) -> str:
    """A page that opens."""
    answer = person.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def page_tables(person: Persona, plan: Plan) -> list[dict[str, Figures]]:
    """The tables of the ledger's page: names, then figures; the last row of many is the sum."""
    tables = []
    for table in re.findall(r"<table.*?</table>", read(person, money_url(plan, "ledger/")), re.DOTALL):
        rows: dict[str, Figures] = {}
        for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)[1:]:
            name, *cells = (words(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL))
            due, paid, waiting, left = (int(re.sub(r"\D", "", cell) or 0) for cell in cells)
            rows[name] = (due, paid, waiting, left)
        tables.append(rows)
    return tables


def sheet_rows(person: Persona, plan: Plan, number: int) -> list[tuple[Any, ...]]:
    """The rows of one sheet of the downloaded workbook, below its heads."""
    book = load_workbook(BytesIO(person.get(money_url(plan, "ledger/xlsx")).content))
    return list(book.worksheets[number].iter_rows(min_row=4, values_only=True))


def pdf_lines(person: Persona, plan: Plan) -> str:
    """The downloaded paper's text in one line."""
    pdf = pypdfium2.PdfDocument(person.get(money_url(plan, "ledger/pdf")).content)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pdf)


def four(balance: Balance) -> Figures:
    """A balance as the ledger's columns show it."""
    return balance.due, balance.paid, balance.waiting, balance.left


def check_books(plan: Plan, person: Persona) -> queries.Ledger:
    """The ledger; on the way, that its page, workbook and paper hold exactly its figures."""
    ledger = queries.ledger(plan)
    every, *each = page_tables(person, plan)
    assert list(every.values()) == [*(four(row.balance) for row in ledger.rows), four(ledger.total)]
    expected = [[*(four(row.balance) for row in part.rows), four(part.total)] for part in ledger.sections]
    assert [list(table.values()) for table in each] == expected
    *cells, total = sheet_rows(person, plan, 0)
    assert [row[2:] for row in cells] == [four(row.balance) for part in ledger.sections for row in part.rows]
    assert total[1:] == ("Cộng", *four(ledger.total))
    dues = sheet_rows(person, plan, 1)
    assert tuple(sum(row[place] for row in dues) for place in (5, 6, 7)) == (
        ledger.total.due,
        ledger.total.paid,
        ledger.total.left,
    )
    states = {"Đã ghi nhận": 0, "Chờ ghi nhận": 0}
    for row in sheet_rows(person, plan, 2):
        states[row[4]] = states.get(row[4], 0) + row[2]
    assert (states["Đã ghi nhận"], states["Chờ ghi nhận"]) == (ledger.total.paid, ledger.total.waiting)
    paper = pdf_lines(person, plan)
    for balance in (*(row.balance for part in ledger.sections for row in part.rows), ledger.total):
        assert " ".join(format_dong(amount) for amount in four(balance)) in paper
    assert f"Tổng số tiền đã nộp: {format_dong(ledger.total.paid)} đồng" in paper
    return ledger


def send(person: Persona, plan: Plan, amount: str, dues: list[Due] | None = None, **more: str) -> Payment:
    """Declare through the form, as an officer does; the payment that it made."""
    facts = {"amount": amount, "paid_on": "20/11/2024", "method": "transfer", "key": str(uuid.uuid4()), **more}
    answer = person.post(money_url(plan, "payments/new/"), {"dues": [due.pk for due in dues or ()], **facts})
    assert answer.status_code == 302, answer.context["form"].errors
    return Payment.objects.get(public_id=answer["Location"].rstrip("/").rsplit("/", 1)[1])


def record(person: Persona, payment: Payment) -> str:
    """Confirm through the screen; the payment's page afterwards."""
    return words(person.post(payment_url(payment, "confirm/"), follow=True).content.decode())


def make(levy: Levy, basis: str, treasurer: Persona) -> list[Due]:
    """The levy's dues, made with one click at what the preview shows."""
    decide(levy, basis)
    url = money_url(levy.activity.plan, f"levies/{levy.pk}/dues/")
    seen = re.search(r'name="seen" value="(\w+)"', read(treasurer, url))
    assert seen
    before = set(Due.objects.values_list("pk", flat=True))
    treasurer.post(url, {"seen": seen[1]})
    return list(Due.objects.exclude(pk__in=before).order_by("pk"))


def of(dues: list[Due], union: MemberUnion) -> list[Due]:
    return [due for due in dues if due.union == union]


# Stories


def test_four_visits_are_paid_in_three_parts(
    plan: Plan, treasurer: Persona, officer_a: Persona, union_a: MemberUnion
) -> None:
    add_visits(plan)
    dues = make(levy_of(plan, "recurring_visit"), "per_occurrence", treasurer)
    assert [due.amount for due in of(dues, union_a)] == [2_250_000] * 4
    assert check_books(plan, treasurer).total == Balance(16_000_000)
    first = send(officer_a, plan, "4.500.000", of(dues, union_a)[:2])  # two visits by one payment
    assert list(first.allocations.order_by("due").values_list("amount", flat=True)) == [2_250_000, 2_250_000]
    assert check_books(plan, treasurer).total == Balance(16_000_000, 0, 4_500_000)
    assert "Đã ghi nhận 4.500.000 đồng" in record(treasurer, first)
    second = send(officer_a, plan, "3 triệu")  # the third visit, and a third of the fourth
    assert list(second.allocations.order_by("due").values_list("amount", flat=True)) == [2_250_000, 750_000]
    record(treasurer, second)
    assert check_books(plan, treasurer).total.left == 8_500_000
    assert heading(read(officer_a, money_url(plan, "unions/SYT/"))) == "Sở Y tế còn thiếu 1.500.000 đồng"
    record(treasurer, send(officer_a, plan, "1500000"))
    ledger = check_books(plan, treasurer)
    assert ledger.by_union[union_a.pk] == Balance(9_000_000, 9_000_000)
    assert (ledger.settled, ledger.asked, ledger.total.left) == (1, 2, 7_000_000)
    names = [row[3] for row in sheet_rows(officer_a, plan, 1)]
    assert names == ["Lần 1: Quý I", "Lần 2: Quý II", "Lần 3: Quý III", "Lần 4: Quý IV"]


def test_each_quarter_is_a_due_of_its_own(
    plan: Plan, treasurer: Persona, officer_b: Persona, union_b: MemberUnion
) -> None:
    dues = make(levy_of(plan, "recurring_visit"), "per_quarter", treasurer)
    third = next(due for due in of(dues, union_b) if due.quarter == 3)
    record(treasurer, send(officer_b, plan, "1.750.000", [third]))
    rows = {row[3]: row[5:] for row in sheet_rows(officer_b, plan, 1)}
    untouched = (1_750_000, 0, 1_750_000)
    assert rows == {
        "Quý I": untouched,
        "Quý II": untouched,
        "Quý III": (1_750_000, 1_750_000, 0),
        "Quý IV": untouched,
    }
    assert check_books(plan, treasurer).by_union[union_b.pk] == Balance(7_000_000, 1_750_000)


def test_a_visit_cancelled_before_the_dues_is_never_asked_for(
    plan: Plan, treasurer: Persona, secretary: Persona, officer_a: Persona, union_a: MemberUnion
) -> None:
    cancelled = add_visits(plan)[1]
    cancel_occurrence(occurrence=cancelled, reason="Mưa bão.", by=secretary.user)
    dues = make(levy_of(plan, "recurring_visit"), "per_occurrence", treasurer)
    assert cancelled.pk not in {due.occurrence_id for due in dues}
    record(treasurer, send(officer_a, plan, "6.750.000"))
    ledger = check_books(plan, treasurer)
    assert ledger.total == Balance(12_000_000, 6_750_000)
    assert [row[3][:5] for row in sheet_rows(officer_a, plan, 1)] == ["Lần 1", "Lần 3", "Lần 4"]
    assert ledger.by_union[union_a.pk].is_settled


def test_a_visit_added_later_reopens_a_settled_union(
    plan: Plan, treasurer: Persona, secretary: Persona, officer_a: Persona, union_a: MemberUnion
) -> None:
    visit = add_visits(plan)[0].activity
    levy = levy_of(plan, "recurring_visit")
    make(levy, "per_occurrence", treasurer)
    record(treasurer, send(officer_a, plan, "9.000.000"))
    assert check_books(plan, treasurer).settled == 1
    day = dt.date(2024, 12, 22)
    add_occurrence(activity=visit, starts_on=day, ends_on=day, place="", by=secretary.user)
    assert check_books(plan, treasurer).total.due == 16_000_000  # a date alone asks for nothing
    added = make(levy, "per_occurrence", treasurer)
    assert [due.amount for due in added] == [2_250_000, 1_750_000]
    ledger = check_books(plan, treasurer)
    assert ledger.total == Balance(20_000_000, 9_000_000)
    assert (ledger.settled, ledger.by_union[union_a.pk].left) == (0, 2_250_000)
    record(treasurer, send(officer_a, plan, "2.250.000"))
    assert check_books(plan, treasurer).settled == 1


def test_a_returned_payment_is_declared_again_and_counts_once(
    plan: Plan, dues: dict[MemberUnion, Due], treasurer: Persona, officer_a: Persona
) -> None:
    wrong = send(officer_a, plan, "7.000.000", note="Chuyển ngày 19")
    treasurer.post(payment_url(wrong, "return/"), {"reason": "Chưa thấy tiền về tài khoản."})
    assert check_books(plan, treasurer).total == Balance(14_000_000)
    assert "Chưa thấy tiền về tài khoản." in words(read(officer_a, payment_url(wrong)))
    again = send(officer_a, plan, "7.000.000", note="Chuyển lại ngày 20")
    record(treasurer, again)
    assert check_books(plan, treasurer).total == Balance(14_000_000, 7_000_000)
    rows = [(row[2], row[4], row[7]) for row in sheet_rows(treasurer, plan, 2)]
    assert sorted(rows) == [
        (7_000_000, "Đã ghi nhận", "Chuyển lại ngày 20"),
        (7_000_000, "Đã trả lại", "Chưa thấy tiền về tài khoản."),
    ]


def test_a_reversed_payment_is_owed_again_and_paid_again(
    plan: Plan, dues: dict[MemberUnion, Due], treasurer: Persona, officer_a: Persona, union_a: MemberUnion
) -> None:
    first = send(officer_a, plan, "7.000.000")
    record(treasurer, first)
    assert "đã nộp đủ: 7.000.000 đồng" in heading(read(officer_a, money_url(plan, "unions/SYT/")))
    treasurer.post(payment_url(first, "reverse/"), {"reason": "Ghi nhầm đơn vị."})
    assert Reversal.objects.get().amount == 7_000_000
    assert check_books(plan, treasurer).by_union[union_a.pk] == Balance(7_000_000)
    assert heading(read(officer_a, money_url(plan, "unions/SYT/"))) == "Sở Y tế còn thiếu 7.000.000 đồng"
    record(treasurer, send(officer_a, plan, "7.000.000"))
    assert check_books(plan, treasurer).by_union[union_a.pk] == Balance(7_000_000, 7_000_000)
    assert [row[4] for row in sheet_rows(treasurer, plan, 2)] == ["Đã ghi nhận", "Đã hủy bằng bút toán đảo"]


def test_two_tiers_stay_apart(
    plan: Plan, treasurer: Persona, officer_a: Persona, officer_b: Persona, union_a: MemberUnion, union_b: MemberUnion
) -> None:
    make(levy_of(plan, "recurring_visit"), "once", treasurer)
    record(treasurer, send(officer_b, plan, "1.750.000"))
    send(officer_a, plan, "250.001")
    ledger = check_books(plan, treasurer)
    assert ledger.by_union == {
        union_a.pk: Balance(2_250_000, 0, 250_001),
        union_b.pk: Balance(1_750_000, 1_750_000),
    }
    assert heading(read(officer_a, money_url(plan, "ledger/"))) == "Đã nộp 0/2.250.000 đồng"
    assert heading(read(officer_b, money_url(plan, "ledger/"))) == "Đã nộp 1.750.000/1.750.000 đồng"
    assert heading(read(treasurer, money_url(plan, "ledger/"))) == "Đã nộp 1.750.000/4.000.000 đồng"


def test_a_lead_that_does_not_pay_owes_nothing_anywhere(
    plan: Plan, treasurer: Persona, officer_a: Persona, union_a: MemberUnion, union_b: MemberUnion
) -> None:
    levy = levy_of(plan, "campaign")
    Levy.objects.filter(pk=levy.pk).update(lead_pays=False)
    make(levy, "once", treasurer)
    ledger = check_books(plan, treasurer)
    assert (ledger.by_union[union_a.pk], ledger.by_union[union_b.pk]) == (Balance(), Balance(7_000_000))
    assert (ledger.asked, ledger.total.due) == (1, 7_000_000)
    assert heading(read(officer_a, money_url(plan, "ledger/"))) == "Đơn vị của bạn chưa có khoản phải nộp"
    assert sheet_rows(officer_a, plan, 1) == []


# What the form answers, word for word

NUMBER = "Số tiền phải là số nguyên đồng, ví dụ 7.000.000. Bạn đã nhập {}."
MINUS = "Số tiền phải lớn hơn 0 đồng và không có dấu trừ. Bạn đã nhập {}."
ZERO = "Số tiền phải lớn hơn 0 đồng. Bạn đã nhập {}."
LARGE = "Số tiền tối đa là 1.000.000.000.000 đồng. Bạn đã nhập {}."
TWO_WAYS = "{} có thể hiểu hai cách. Vui lòng ghi đủ số đồng, ví dụ 1.500.000."
EMPTY = "Vui lòng nhập số tiền, ví dụ 7.000.000."
DAY = "Ngày phải viết theo dạng ngày/tháng/năm, ví dụ 05/02/2024. Bạn đã nhập {}."
NO_DAY = "Không có ngày {}. Ngày phải viết theo dạng ngày/tháng/năm."
SHORT = "Vui lòng ghi năm đủ bốn chữ số, ví dụ 05/02/2024. Bạn đã nhập {}."
FAR = "Năm phải từ 1900 đến 2100. Bạn đã nhập {}."
TOO_MUCH = "Các khoản bạn chọn còn phải nộp 7.000.000 đồng. Bạn đã nhập {}."


def refused(officer: Persona, plan: Plan, **typed: str) -> tuple[str, str]:
    """The sentence under a form that was refused, and its page; nothing was written."""
    facts = {"amount": "1.000.000", "paid_on": "20/11/2024", "method": "transfer", "key": str(uuid.uuid4()), **typed}
    answer = officer.post(money_url(plan, "payments/new/"), facts)
    assert answer.status_code == 422
    assert not Payment.objects.exists()
    ((sentence,),) = answer.context["form"].errors.values()
    return str(sentence), answer.content.decode()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("7.5", NUMBER),
        ("bảy triệu", NUMBER),
        ("7.000.00", NUMBER),
        ("7.000,000", NUMBER),
        ("1e6", NUMBER),
        ("0x10", NUMBER),
        ("7 đô", NUMBER),
        ("0,0000001 triệu", NUMBER),
        ("-7.000.000", MINUS),
        ("(7.000.000)", MINUS),
        ("0", ZERO),
        ("0 đồng", ZERO),
        ("1.000.000.000.001", LARGE),
        ("2000 tỷ", LARGE),
        ("1,500 triệu", TWO_WAYS),
        ("", EMPTY),
        ("   ", EMPTY),
        ("7.000.001", TOO_MUCH),
        ("8.000.000", TOO_MUCH),
    ],
)
def test_a_wrong_amount_is_answered_word_for_word(
    plan: Plan, dues: dict[MemberUnion, Due], officer_a: Persona, text: str, sentence: str
) -> None:
    said, page = refused(officer_a, plan, amount=text)
    assert said == sentence.format(text.strip())
    assert said in html.unescape(page)
    assert f'value="{text.strip()}"' in page or not text.strip()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("hôm qua", DAY),
        ("20.11", DAY),
        ("20/11", DAY),
        ("31/02/2024", NO_DAY),
        ("11/20/2024", NO_DAY),
        ("29/02/2023", NO_DAY),
        ("20/11/24", SHORT),
        ("20/11/1824", FAR),
        ("20/11/2124", FAR),
        ("", "Vui lòng nhập ngày, ví dụ 05/02/2024."),
        ("21/11/2024", "Ngày nộp không được sau hôm nay. Bạn đã nhập {}."),
        ("31/12/2022", "Ngày nộp quá xa so với kế hoạch năm 2024. Bạn đã nhập {}."),
    ],
)
def test_a_wrong_day_is_answered_word_for_word(
    plan: Plan, dues: dict[MemberUnion, Due], officer_a: Persona, text: str, sentence: str
) -> None:
    said, page = refused(officer_a, plan, paid_on=text)
    assert said == sentence.format(text)
    assert said in html.unescape(page)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1", 1),
        ("6.999.999", 6_999_999),
        ("6 999 999", 6_999_999),
        ("6,999,999đ", 6_999_999),
        ("1,5 triệu", 1_500_000),
        ("1.25tr", 1_250_000),
        ("500k", 500_000),
        ("500 nghìn đồng", 500_000),
        ("500 ngàn", 500_000),
        ("7 TRIỆU", 7_000_000),
        ("0,007 tỷ", None),
        ("7000000 VNĐ", 7_000_000),
    ],
)
def test_an_amount_is_the_same_in_row_page_and_workbook(
    plan: Plan, dues: dict[MemberUnion, Due], officer_a: Persona, text: str, amount: int | None
) -> None:
    if amount is None:
        assert refused(officer_a, plan, amount=text)[0] == TWO_WAYS.format(text)
        return
    payment = send(officer_a, plan, text)
    assert payment.amount == amount
    assert f"{format_dong(amount)} đồng" in words(read(officer_a, payment_url(payment)))
    assert [row[2] for row in sheet_rows(officer_a, plan, 2)] == [amount]


def test_what_waits_is_named_when_more_is_declared(
    plan: Plan, dues: dict[MemberUnion, Due], officer_a: Persona
) -> None:
    send(officer_a, plan, "5.000.000")
    facts = {"amount": "2.000.001", "paid_on": "20/11/2024", "method": "cash", "key": str(uuid.uuid4())}
    answer = officer_a.post(money_url(plan, "payments/new/"), facts)
    sentence = (
        "Các khoản bạn chọn còn phải nộp 2.000.000 đồng, vì 5.000.000 đồng đang chờ thủ quỹ. Bạn đã nhập 2.000.001."
    )
    assert (answer.status_code, sentence in words(answer.content.decode())) == (422, True)
    send(officer_a, plan, "2.000.000")
    answer = officer_a.post(money_url(plan, "payments/new/"), {**facts, "amount": "1", "key": str(uuid.uuid4())})
    assert "Không còn khoản nào để khai báo: 7.000.000 đồng đang chờ thủ quỹ." in words(answer.content.decode())
    assert Payment.objects.count() == 2


# Many unions


def test_thirty_unions_with_long_names_keep_their_order_and_sum(cluster: Cluster, treasurer: Persona) -> None:
    long = "Đoàn Lực lượng Thanh niên xung phong và Cán bộ công chức viên chức khối cơ quan tham mưu giúp việc số {:02}"
    unions = [
        MemberUnionFactory.create(cluster=cluster, code=f"U{n:02}", name=long.format(n), position=100 - n)
        for n in range(30)
    ]
    plan = seed_plan(cluster, unions)
    dues = make(levy_of(plan, "campaign"), "once", treasurer)
    for place, due in enumerate(dues):
        paid = 7_000_000 - place * 199_999
        PaymentFactory.create(plan=plan, union=due.union, amount=paid, dues={due: paid}, confirmed=True)
    ledger = queries.ledger(plan)
    assert [row.union for row in ledger.rows] == unions[::-1]
    assert ledger.total == Balance(210_000_000, 210_000_000 - 199_999 * sum(range(30)))
    *rows, total = page_tables(treasurer, plan)[1].values()
    assert rows == [four(row.balance) for row in ledger.rows]
    assert tuple(map(sum, zip(*rows, strict=True))) == total == four(ledger.total)
    cells = sheet_rows(treasurer, plan, 0)
    assert [row[1] for row in cells[:-1]] == [union.name for union in unions[::-1]]
    paper = pdf_lines(treasurer, plan)
    for row in ledger.rows:
        assert " ".join(map(format_dong, four(row.balance))) in paper
    assert paper.count("khối cơ quan") == 30
    assert " ".join(map(format_dong, four(ledger.total))) in paper


# The desk by days and by people


def test_the_desk_keeps_the_order_of_declaring_not_of_paying(
    plan: Plan, dues: dict[MemberUnion, Due], treasurer: Persona, officer_a: Persona, officer_b: Persona
) -> None:
    with time_machine.travel("2024-11-19T16:59:59Z", tick=False):  # 23:59:59 on the 19th
        late = send(officer_b, plan, "3.000.000", paid_on="19/11/2024")
    with time_machine.travel("2024-11-19T17:00:00Z", tick=False):  # 0:00 on the 20th
        early = send(officer_a, plan, "2.000.000", paid_on="01/11/2024")
    desk = treasurer.get(money_url(plan)).context["desk"]
    assert desk.queue.ids == (late.public_id, early.public_id)
    page = words(read(treasurer, money_url(plan)))
    assert "2 khoản nộp cần xem" in page
    assert (desk.day.declared, desk.day.declared_sum) == (1, 2_000_000)


@pytest.mark.parametrize(
    ("last", "first", "day"),
    [
        ("2024-03-31T16:59:59Z", "2024-03-31T17:00:00Z", "01/04/2024"),
        ("2024-06-30T16:59:59Z", "2024-06-30T17:00:00Z", "01/07/2024"),
        ("2024-09-30T16:59:59Z", "2024-09-30T17:00:00Z", "01/10/2024"),
        ("2024-12-31T16:59:59Z", "2024-12-31T17:00:00Z", "01/01/2025"),
    ],
)
def test_a_quarter_ends_at_local_midnight(
    plan: Plan, dues: dict[MemberUnion, Due], treasurer: Persona, officer_a: Persona, last: str, first: str, day: str
) -> None:
    with time_machine.travel(last, tick=False):
        for person in (treasurer, officer_a):
            person.force_login(person.user)  # a session lasts twelve hours
        assert "không được sau hôm nay" in refused(officer_a, plan, paid_on=day)[0]
        before = send(officer_a, plan, "1.000.000", paid_on="10/03/2024")
    with time_machine.travel(first, tick=False):
        after = send(officer_a, plan, "2.000.000", paid_on=day)
        actions.confirm_payment(payment=before, by=treasurer.user)
        sums = treasurer.get(money_url(plan)).context["desk"].day
        assert (sums.declared_sum, sums.confirmed_sum) == (2_000_000, 1_000_000)
        assert f"tính đến ngày {day}" in pdf_lines(treasurer, plan)
        assert (
            f"{day[6:]}{day[3:5]}{day[:2]}.xlsx" in treasurer.get(money_url(plan, "ledger/xlsx"))["Content-Disposition"]
        )
    assert f"{after.paid_on:%d/%m/%Y}" == day


@pytest.mark.parametrize(
    ("who", "answers", "makes"),
    [
        ("treasurer", True, True),
        ("secretary", False, True),
        ("clerk", False, False),
        ("owner", False, False),
    ],
)
def test_the_desk_offers_each_role_what_it_may_do(
    request: pytest.FixtureRequest,
    plan: Plan,
    dues: dict[MemberUnion, Due],
    officer_a: Persona,
    who: str,
    answers: bool,
    makes: bool,
) -> None:
    levy = decide(levy_of(plan, "themed_session"), "once")
    payment = send(officer_a, plan, "7.000.000")
    page = read(request.getfixturevalue(who), money_url(plan))
    assert "7.000.000" in page
    assert "Sở Y tế" in page
    assert (payment_url(payment, "confirm/") in page) is answers
    assert (payment_url(payment, "return/") in page) is answers
    assert (money_url(plan, f"levies/{levy.pk}/dues/") in page) is makes


def test_the_desks_heading_follows_the_money(
    plan: Plan, dues: dict[MemberUnion, Due], treasurer: Persona, officer_a: Persona, officer_b: Persona
) -> None:
    said = []
    for officer in (officer_a, officer_b):
        said.append(heading(read(treasurer, money_url(plan))))
        record(treasurer, send(officer, plan, "7.000.000"))
    said.append(heading(read(treasurer, money_url(plan))))
    assert [re.findall(r"[\d.]+\d|\d", sentence) for sentence in said] == [
        ["0", "2", "14.000.000"],
        ["1", "2", "7.000.000"],
        ["2", "14.000.000"],
    ]


def test_an_account_names_no_former_amount_that_never_was(
    dues: dict[MemberUnion, Due], plan: Plan, union_a: MemberUnion, treasurer: Persona
) -> None:
    for path in (f"unions/{union_a.code}/", "dues/"):
        body = treasurer.get(money_url(plan, path)).content.decode()
        assert "7.000.000" in body
        assert "trước là" not in body
