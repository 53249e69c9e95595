"""The ledger: the figures of 2024, the paper, the spreadsheet; the rows behind each number."""

import datetime as dt
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from contributions import actions, queries
from contributions.documents import ledger_document, ledger_workbook, time_name
from contributions.models import Due, Payment
from contributions.reckoning import Balance
from documents.blocks import Table
from documents.pdf import render_pdf
from plans.models import Levy, Plan
from plans.queries import levy_text
from tests.conftest import Persona
from tests.contributions.conftest import Declare, money_url
from tests.contributions.factories import (
    DueFactory,
    PaymentFactory,
    add_visits,
    decide,
    levy_of,
    seed_plan,
    seven_unions,
)
from tests.factories import MemberUnionFactory, UserFactory
from unions.models import Cluster, MemberUnion

TODAY = dt.date(2024, 6, 30)


@pytest.fixture
def plan_2024(cluster: Cluster, treasurer: Persona) -> Plan:
    """The plan of 2024 with all its dues, four paid visits a year: 49 + 7 + 48 million."""
    plan = seed_plan(cluster, seven_unions(cluster))
    add_visits(plan)
    for kind, basis in (("campaign", "once"), ("themed_session", "once"), ("recurring_visit", "per_occurrence")):
        actions.make_dues(levy=decide(levy_of(plan, kind), basis), by=treasurer.user)
    return plan


def pay(due: Due, amount: int, **more: Any) -> Payment:
    """A payment for one due."""
    return PaymentFactory.create(plan=due.plan, union=due.union, amount=amount, dues={due: amount}, **more)


def test_the_ledger_of_2024_read_as_each_visit(plan_2024: Plan) -> None:
    ledger = queries.ledger(plan_2024)
    assert [section.total.due for section in ledger.sections] == [49_000_000, 7_000_000, 48_000_000]
    assert [row.balance.due for row in ledger.rows] == [17_000_000, *[15_000_000] * 3, *[14_000_000] * 3]
    assert ledger.total == Balance(104_000_000)


def test_the_ledger_of_2024_read_as_once_a_year(cluster: Cluster, treasurer: Persona) -> None:
    plan = seed_plan(cluster, seven_unions(cluster))
    for levy in Levy.objects.filter(activity__plan=plan):
        actions.make_dues(levy=decide(levy, "once"), by=treasurer.user)
    ledger = queries.ledger(plan)
    assert ledger.total.due == 68_000_000
    assert [row.balance.due for row in ledger.rows] == [10_250_000, *[9_750_000] * 3, *[9_500_000] * 3]


def test_the_ledger_agrees_with_the_plans_sentences(plan_2024: Plan) -> None:
    """What the paper prints, times the unions and visits, is what the ledger asks for."""
    flat, session, visits = Levy.objects.filter(activity__plan=plan_2024).prefetch_related("shares__union")
    ledger = queries.ledger(plan_2024)
    sums = {section.activity.pk: section.total.due for section in ledger.sections}
    for levy, amount in ((flat, 7_000_000), (session, 1_000_000)):
        printed = re.findall(r"[\d.]+", levy_text(levy, recurring=False))[0].replace(".", "")
        assert int(printed) == amount
        assert sums[levy.activity_id] == amount * 7
    tiers = re.findall(r"([^:;]+): ([\d.]+)", levy_text(visits, recurring=True).replace("\u00a0", " "))
    counted = [(names.count(",") + 1) * int(figure.replace(".", "")) for names, figure in tiers]
    assert sum(counted) == 12_000_000
    assert sums[visits.activity_id] == 4 * sum(counted)


def test_only_confirmed_money_is_paid(plan_2024: Plan) -> None:
    due = Due.objects.filter(amount=7_000_000).first()
    assert due is not None
    pay(due, 1_000_000, confirmed=True)
    pay(due, 2_000_000)
    pay(due, 500_000, returned=True)
    reversed_one = pay(due, 4_000_000, confirmed=True)
    actions.reverse_payment(payment=reversed_one, by=UserFactory.create(), reason="Ghi nhầm.")
    ledger = queries.ledger(plan_2024)
    cell = ledger.cell(due.union_id, due.levy.activity_id)
    assert cell == Balance(7_000_000, 1_000_000, 2_000_000)
    assert ledger.total == Balance(104_000_000, 1_000_000, 2_000_000)
    assert ledger.total.left == 103_000_000


def test_one_payment_over_two_activities_is_parted(plan_2024: Plan) -> None:
    union = plan_2024.lead
    assert union is not None
    first, second = Due.objects.filter(union=union).order_by("pk")[:2]
    PaymentFactory.create(
        plan=plan_2024, union=union, amount=7_500_000, dues={first: 7_000_000, second: 500_000}, confirmed=True
    )
    ledger = queries.ledger(plan_2024)
    assert [section.total.paid for section in ledger.sections] == [7_000_000, 500_000, 0]
    assert ledger.by_union[union.pk].paid == 7_500_000


def test_unions_paid_in_full_are_counted(dues: dict[MemberUnion, Due], plan: Plan, union_a: MemberUnion) -> None:
    MemberUnionFactory.create(cluster=plan.cluster)  # asked for nothing
    assert (queries.ledger(plan).settled, queries.ledger(plan).asked) == (0, 2)
    pay(dues[union_a], 7_000_000, confirmed=True)
    ledger = queries.ledger(plan)
    assert (ledger.settled, ledger.asked, ledger.total.left) == (1, 2, 7_000_000)
    assert (ledger.sections[0].settled, ledger.sections[0].asked) == (1, 2)


def test_a_ledger_of_some_unions_holds_nothing_of_the_others(plan_2024: Plan) -> None:
    union = plan_2024.lead
    assert union is not None
    ledger = queries.ledger(plan_2024, [union.pk])
    assert ledger.unions == (union,)
    assert ledger.total.due == 17_000_000
    assert {key[0] for key in ledger.cells} == {union.pk}


def test_sums_are_whole_numbers_of_python(plan_2024: Plan) -> None:
    due = Due.objects.first()
    assert due is not None
    pay(due, 1, confirmed=True)
    total = queries.ledger(plan_2024).total
    assert {type(amount) for amount in (total.due, total.paid, total.waiting, total.left)} == {int}


# Pages


def grow(plan: Plan, count: int) -> None:
    """That many unions more, each with a due, a confirmed and a waiting payment."""
    levy = levy_of(plan, "campaign")
    for union in MemberUnionFactory.create_batch(count, cluster=plan.cluster):
        due = DueFactory.create(levy=levy, union=union)
        pay(due, 1_000_000, confirmed=True)
        pay(due, 2_000_000)


PAGES = ["", "ledger/", "dues/", "payments/", "payments/?state=waiting", "dues/?state=open"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_as_many_questions_with_1_row_as_with_300(
    plan: Plan, levy: Levy, treasurer: Persona, path: str
) -> None:
    counts = []
    for more in (1, 2, 297):
        grow(plan, more)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert treasurer.get(money_url(plan, path)).status_code == 200
        counts.append(len(captured))
    assert len(set(counts)) == 1, counts
    assert counts[0] <= 25


@pytest.mark.parametrize("path", ["dues/", "payments/"])
def test_lists_show_fifty_rows_a_page(plan: Plan, levy: Levy, treasurer: Persona, path: str) -> None:
    grow(plan, 60)
    first, second = treasurer.get(money_url(plan, path)), treasurer.get(money_url(plan, path + "?page=2"))
    assert len(first.context["page_obj"].object_list) == 50
    assert second.context["page_obj"].number == 2
    assert treasurer.get(money_url(plan, path + "?page=banana")).context["page_obj"].number == 1


def test_each_number_of_the_ledger_leads_to_rows_of_that_sum(plan_2024: Plan, treasurer: Persona) -> None:
    due = Due.objects.filter(amount=7_000_000).first()
    assert due is not None
    pay(due, 3_000_000, confirmed=True)
    pay(due, 1_000_000)
    page = treasurer.get(money_url(plan_2024, "ledger/")).content.decode()
    doors = re.findall(r'<td class="money"[^>]*><a href="([^"]+)">([\d.]+)</a>', page)
    assert len(doors) > 60
    for url, figure in sorted(set(doors)):
        wanted = int(figure.replace(".", ""))
        found = treasurer.get(url.replace("&amp;", "&")).context["found"]
        sums = [found.asked] if "/payments/" in url else [found.balance.due, found.balance.left]
        assert wanted in sums, url


def test_the_desk_says_who_paid_and_what_is_missing(plan: Plan, declare: Declare, treasurer: Persona) -> None:
    actions.confirm_payment(payment=declare(), by=treasurer.user)
    page = treasurer.get(money_url(plan), headers={"accept-language": "en"}, follow=True)
    ledger = page.context["desk"].ledger
    assert (ledger.settled, ledger.asked, ledger.total.left) == (1, 2, 7_000_000)
    heading = re.search(r"<h1>(.*?)</h1>", page.content.decode(), re.DOTALL)
    assert heading
    assert "7.000.000" in heading[1]


# Papers


def pdf_text(content: bytes) -> str:
    pdf = pypdfium2.PdfDocument(content)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pdf)


def test_the_paper_shows_every_union_and_sum(plan_2024: Plan) -> None:
    due = Due.objects.filter(amount=7_000_000).first()
    assert due is not None
    pay(due, 7_000_000, confirmed=True)
    text = pdf_text(render_pdf(ledger_document(queries.ledger(plan_2024), TODAY)))
    assert "SỔ THEO DÕI ĐÓNG GÓP" in text
    assert "ngày 30 tháng 6 năm 2024" in text
    for union in plan_2024.cluster.unions.filter(dues__isnull=False).distinct():
        assert union.name.split(" – ")[0] in text
    for figure in ("49.000.000", "42.000.000", "48.000.000", "104.000.000", "97.000.000"):
        assert figure in text
    assert "bảy triệu đồng" in text
    assert "THỦ QUỸ" in text
    assert "CỤM TRƯỞNG" in text


def test_the_paper_is_landscape_with_a_table_an_activity(plan_2024: Plan) -> None:
    document = ledger_document(queries.ledger(plan_2024), TODAY)
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert document.landscape
    assert [table.total[2] for table in tables] == ["49.000.000", "7.000.000", "48.000.000", "104.000.000"]
    assert all(len(row) == len(table.columns) for table in tables for row in (*table.rows, table.total))
    width, height = pypdfium2.PdfDocument(render_pdf(document))[0].get_size()
    assert width > height


def test_an_empty_ledger_is_a_paper_too(plan: Plan) -> None:
    text = pdf_text(render_pdf(ledger_document(queries.ledger(plan), TODAY)))
    assert "Chưa có khoản phải nộp nào." in text


def test_the_spreadsheet_holds_numbers_and_dates(plan_2024: Plan) -> None:
    due = Due.objects.filter(amount=7_000_000).first()
    assert due is not None
    pay(due, 3_000_000, confirmed=True, note="=1+1")
    book = load_workbook(BytesIO(ledger_workbook(queries.ledger(plan_2024), None, TODAY)))
    sums, dues, payments = book.worksheets
    rows = [row for row in sums.iter_rows(values_only=True) if isinstance(row[2], int)]
    assert len(rows) == 22
    assert rows[-1] == (rows[-1][0], "Cộng", 104_000_000, 3_000_000, 0, 101_000_000)
    assert sum(row[2] for row in rows[:-1]) == 104_000_000
    assert {cell.data_type for row in dues.iter_rows(min_row=4, min_col=6, max_col=8) for cell in row} == {"n"}
    (paid,) = [row for row in payments.iter_rows(min_row=4) if row[2].value]
    assert paid[0].is_date
    assert (paid[2].value, paid[4].value) == (3_000_000, "Đã ghi nhận")
    assert (paid[7].value, paid[7].data_type) == ("=1+1", "s")


@pytest.mark.parametrize(
    ("kind", "begins", "content_type"),
    [
        ("pdf", b"%PDF-", "application/pdf"),
        ("xlsx", b"PK", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_downloads_are_files_that_nobody_keeps(
    plan: Plan, dues: dict[MemberUnion, Due], clerk: Persona, kind: str, begins: bytes, content_type: str
) -> None:
    answer = clerk.get(money_url(plan, f"ledger/{kind}"))
    assert answer.content.startswith(begins)
    assert answer["Content-Type"] == content_type
    assert re.search(rf'attachment; filename="so-dong-gop-hcsn-2024-\d{{8}}\.{kind}"', answer["Content-Disposition"])
    assert "no-store" in answer["Cache-Control"]
    assert clerk.get(money_url(plan, "ledger/doc")).status_code == 404


def read_pdf(content: bytes) -> str:
    return pdf_text(content)


def read_xlsx(content: bytes) -> str:
    sheets = load_workbook(BytesIO(content)).worksheets
    return " ".join(str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row)


@pytest.mark.parametrize(("kind", "read"), [("pdf", read_pdf), ("xlsx", read_xlsx)])
def test_an_officers_download_holds_the_own_union_only(
    plan: Plan,
    dues: dict[MemberUnion, Due],
    officer_a: Persona,
    union_b: MemberUnion,
    kind: str,
    read: Callable[[bytes], str],
) -> None:
    pay(dues[union_b], 1_234_567, confirmed=True)
    text = read(officer_a.get(money_url(plan, f"ledger/{kind}")).content)
    assert "Sở Y tế" in text
    assert "Giao thông" not in text
    assert "1.234.567" not in text
    assert "1234567" not in text
    assert "14.000.000" not in text  # what both unions owe
    assert dues[union_b].code not in text


@pytest.mark.parametrize(
    ("facts", "name"),
    [({}, ""), ({"quarter": 3}, "Quý III")],
)
def test_papers_name_the_time_of_a_due(facts: dict[str, int], name: str) -> None:
    assert time_name(Due(**facts)) == name


def test_papers_name_the_visit_of_a_due(plan: Plan) -> None:
    first, second, *_rest = add_visits(plan)
    second.starts_on = second.ends_on = dt.date(2024, 5, 12)
    second.precision = "day"
    assert time_name(Due(occurrence=first)) == "Lần 1: Quý I"
    assert time_name(Due(occurrence=second)) == "Lần 2: 12/05/2024"
