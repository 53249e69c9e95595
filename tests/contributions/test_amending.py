"""An amendment and the dues that were made: raised and lowered by entries, payments untouched, every sum agrees."""

import datetime as dt
import uuid
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.template import Context, Template
from openpyxl import load_workbook

from contributions import actions, errors, queries
from contributions.actions.amending import Shift, following
from contributions.checking import findings
from contributions.models import Adjustment, Due
from contributions.reckoning import Balance
from plans.actions.amending import issue_amendment
from plans.actions.issuing import close_plan, issue_plan
from plans.actions.levies import Amounts, choose_basis
from plans.actions.lines import LineChange, change_line
from plans.actions.occurrences import cancel_occurrence, reopen_occurrence
from plans.actions.undoing import undo_last
from plans.amending.queries import pending
from plans.errors import LevyHasDues
from plans.issuing import errors as refusals
from plans.issuing.signing import Signing
from plans.models import Activity, Clause, Levy, LevyShare, Occurrence, Plan, Version
from tests.conftest import Persona
from tests.contributions.conftest import PAID_ON, Declare, money_url, payment_url
from tests.contributions.factories import DueFactory, add_visits, decide, levy_of
from tests.contributions.test_checking import by_hand
from tests.factories import MemberUnionFactory
from tests.plans.conftest import fail_to_record, last_record
from tests.plans.factories import ClauseFactory
from tests.plans.issuing.conftest import SIGNING
from tests.printed import pdf_text
from unions.models import AuditRecord, Cluster, MemberUnion

AMEND = "/c/hcsn/2024/plan/amend/"
CLOSE = "/c/hcsn/2024/plan/close/"
SIGNED = dt.date(2024, 8, 20)
Million = 1_000_000


def shifts_of(plan: Plan) -> list[Shift]:
    return list(following(plan).shifts)


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel("2024-08-20T09:00:00+07:00", tick=False) as traveller:
        yield traveller


def signing(number: int) -> Signing:
    return replace(SIGNING, number=number, signed_on=SIGNED, recipients=("Thành Đoàn", "Lưu: VP"))


@pytest.fixture
def issued(plan: Plan, dues: dict[MemberUnion, Due], secretary: Persona) -> Version:
    """The plan was issued after the dues of the campaign were made."""
    return issue_plan(plan=plan, signing=signing(1), by=secretary.user)


def set_amount(levy: Levy, amount: int, by: Persona) -> None:
    """The secretary writes another amount into the plan's line."""
    levy.refresh_from_db()
    amounts = Amounts(amount, {}, levy.lead_pays, levy.due_on)
    clause = Clause.objects.get(pk=levy.clause_id)
    change_line(clause=clause, change=LineChange(amounts=amounts), seen_version=clause.version, by=by.user)


def amend(plan: Plan, by: Persona, number: int = 2, reason: str = "Được hỗ trợ.") -> Version:
    return actions.amend_plan(plan=plan, signing=signing(number), reason=reason, by=by.user)


def asked(plan: Plan) -> list[int]:
    return [line.balance.due for line in queries.due_lines(queries.dues_shown(plan))]


# -- Entries


def test_dues_are_lowered_by_entries(issued: Version, plan: Plan, levy: Levy, secretary: Persona) -> None:
    set_amount(levy, 6 * Million, secretary)
    version = amend(plan, secretary)
    assert list(Adjustment.objects.values_list("amount", "version")) == [(-Million, version.pk)] * 2
    assert set(Due.objects.values_list("amount", flat=True)) == {7 * Million}
    assert asked(plan) == [6 * Million] * 2


def test_dues_are_raised_by_entries(issued: Version, plan: Plan, levy: Levy, secretary: Persona) -> None:
    set_amount(levy, 8 * Million, secretary)
    amend(plan, secretary)
    assert asked(plan) == [8 * Million] * 2
    set_amount(levy, 7_500_000, secretary)
    amend(plan, secretary, 3)
    assert asked(plan) == [7_500_000] * 2
    assert list(Adjustment.objects.order_by("pk").values_list("amount", flat=True)) == [Million] * 2 + [-500_000] * 2


def test_dues_ask_what_is_issued(
    issued: Version, plan: Plan, levy: Levy, secretary: Persona, treasurer: Persona
) -> None:
    """A union that joined gets its due from the paper that holds, not from an amount that waits for an amendment."""
    joined = MemberUnionFactory.create(cluster=plan.cluster, name="Đoàn Sở Du lịch", code="SDL")
    LevyShare.objects.create(levy=levy, union=joined, amount=7 * Million, position=9)
    for amount in (7 * Million, 8 * Million):
        set_amount(levy, amount, secretary)
        with pytest.raises(errors.LevyNotIssued):
            actions.make_dues(levy=levy, by=treasurer.user)
    page = treasurer.post(money_url(plan, f"levies/{levy.pk}/dues/"), follow=True).content.decode()
    assert "đã sửa mà chưa ban hành" in page
    amend(plan, secretary)
    assert [due.amount for due in actions.make_dues(levy=levy, by=treasurer.user)] == [8 * Million]


def test_the_pages_know_before_the_click_what_is_not_issued(
    issued: Version, plan: Plan, secretary: Persona, treasurer: Persona, clock: Any
) -> None:
    levy = decide(levy_of(plan, Activity.Kind.THEMED_SESSION), Levy.Basis.ONCE)
    make = money_url(plan, f"levies/{levy.pk}/dues/")
    clock.shift(60)
    for someone in (secretary, treasurer):
        assert f'href="{make}"' in someone.get(money_url(plan)).content.decode()
        assert 'name="seen"' in someone.get(make).content.decode()
    set_amount(levy, 3 * Million, secretary)
    for someone, way in ((secretary, AMEND), (treasurer, "/c/hcsn/2024/plan/versions/")):
        desk, page = (someone.get(url).content.decode() for url in (money_url(plan), make))
        assert f'href="{make}"' not in desk
        assert 'name="seen"' not in page
        for text in (desk, page):
            assert "chưa ban hành, nên chưa lập" in text
            assert f'href="{way}"' in text.partition("<main")[2]
    amend(plan, secretary)
    assert f'href="{make}"' in treasurer.get(money_url(plan)).content.decode()
    assert 'name="seen"' in treasurer.get(make).content.decode()


def test_a_basis_left_open_is_decided_after_the_issue(plan: Plan, secretary: Persona, treasurer: Persona) -> None:
    levy = levy_of(plan, Activity.Kind.RECURRING_VISIT)
    add_visits(plan)
    issue_plan(plan=plan, signing=signing(1), by=secretary.user)
    levy.refresh_from_db()
    choose_basis(levy=levy, basis=Levy.Basis.PER_OCCURRENCE, seen_version=levy.version, by=secretary.user)
    assert actions.make_dues(levy=levy, by=treasurer.user)


def test_before_the_paper_nothing_is_adjusted(issued: Version, plan: Plan, levy: Levy, secretary: Persona) -> None:
    set_amount(levy, 6 * Million, secretary)
    assert asked(plan) == [7 * Million] * 2
    assert [(shift.before, shift.after, shift.change) for shift in shifts_of(plan)] == [
        (7 * Million, 6 * Million, -Million)
    ] * 2
    undo_last(plan=plan, by=secretary.user)
    assert shifts_of(plan) == []


def test_only_words_leave_dues_alone(issued: Version, plan: Plan, secretary: Persona) -> None:
    line = ClauseFactory.create(plan=plan, text="Dòng mới.")
    amend(plan, secretary)
    assert not Adjustment.objects.exists()
    assert line.text in Version.objects.get(number=2).text


def test_a_union_that_pays_no_more(issued: Version, plan: Plan, levy: Levy, secretary: Persona) -> None:
    union = levy.shares.all()[0].union
    levy.shares.filter(union=union).delete()
    amend(plan, secretary)
    balances = {line.due.union: line.balance for line in queries.due_lines(queries.dues_shown(plan))}
    assert balances[union] == Balance(0, 0, 0)
    assert Adjustment.objects.get().amount == -7 * Million


def astray(levy: Levy) -> int:
    """How many dues the treasurer's desk says do not agree with the plan."""
    return queries.levy_state(levy).astray


def test_no_alarm_once_a_dropped_unions_due_was_lowered(
    issued: Version, plan: Plan, levy: Levy, secretary: Persona, treasurer: Persona
) -> None:
    levy.shares.filter(union=levy.shares.all()[0].union).delete()
    assert astray(levy) == 1
    assert "1 khoản phải nộp không còn khớp" in treasurer.get(money_url(plan)).content.decode()
    amend(plan, secretary)
    assert astray(levy) == 0
    assert "không còn khớp" not in treasurer.get(money_url(plan)).content.decode()


def test_every_time_of_a_levy_is_adjusted(plan: Plan, secretary: Persona, treasurer: Persona) -> None:
    add_visits(plan)
    levy = decide(levy_of(plan, "recurring_visit"), Levy.Basis.PER_OCCURRENCE)
    made = actions.make_dues(levy=levy, by=treasurer.user)
    issue_plan(plan=plan, signing=signing(1), by=secretary.user)
    share = levy.shares.all()[0]
    was = share.amount
    levy.shares.filter(pk=share.pk).update(amount=was + 50_000)
    amend(plan, secretary)
    times = len([due for due in made if due.union_id == share.union_id])
    assert times == 4
    assert list(Adjustment.objects.values_list("amount", flat=True)) == [50_000] * times


# -- Times that are called off


@pytest.fixture
def visits(plan: Plan, secretary: Persona, treasurer: Persona) -> list[Due]:
    """Both unions owe each of the four visits: 2.250.000 and 1.750.000 đồng; then the plan was issued."""
    add_visits(plan)
    made = actions.make_dues(
        levy=decide(levy_of(plan, "recurring_visit"), Levy.Basis.PER_OCCURRENCE), by=treasurer.user
    )
    issue_plan(plan=plan, signing=signing(1), by=secretary.user)
    return made


def call_off(plan: Plan, by: Persona, number: int = 4) -> Occurrence:
    visit = Occurrence.objects.get(activity__plan=plan, number=number)
    return cancel_occurrence(occurrence=visit, reason="Trùng đợt thi đua.", by=by.user)


def asked_for(plan: Plan, number: int) -> list[int]:
    lines = queries.due_lines(queries.dues_shown(plan))
    return [line.balance.due for line in lines if line.due.occurrence and line.due.occurrence.number == number]


SPARED = "Không tổ chức lần 4 (Quý IV): các đơn vị không phải nộp khoản của lần này"


def test_the_paper_names_the_visit_whose_dues_it_lowers(visits: list[Due], plan: Plan, secretary: Persona) -> None:
    """A union that reads the signed paper finds every đồng that is lowered."""
    call_off(plan, secretary)
    ClauseFactory.create(plan=plan, text="Một chữ khác.")
    version = amend(plan, secretary)
    words = pdf_text(bytes(version.pdf))
    assert SPARED in words
    assert "2.250.000 đồng" in words
    assert "tổng 4.000.000 đồng" in words
    assert asked_for(plan, 4) == [0, 0]
    assert asked_for(plan, 3) == [2_250_000, 1_750_000]


def test_only_a_visit_called_off_is_enough_to_amend(
    visits: list[Due], plan: Plan, secretary: Persona, treasurer: Persona
) -> None:
    """Else unions would be asked to pay for a visit that nobody makes, and no paper could end it."""
    call_off(plan, secretary)
    page = secretary.get(AMEND).content.decode()
    for shown in ("1 chỗ khác với bản ban hành", "lần 4 (Quý IV)", "đã hủy", "4.000.000"):
        assert shown in page
    assert SPARED in pdf_text(secretary.get(f"{AMEND}pdf").content)
    assert "2 khoản phải nộp không còn khớp" in treasurer.get(money_url(plan)).content.decode()
    version = amend(plan, secretary)
    assert [change["about"] for change in version.changes] == ["dues"]
    assert asked_for(plan, 4) == [0, 0]
    assert "không còn khớp" not in treasurer.get(money_url(plan)).content.decode()
    assert "Không khác gì bản ban hành" in secretary.get(AMEND).content.decode()
    assert findings() == []


def test_the_account_marks_a_due_whose_time_was_called_off(
    visits: list[Due], plan: Plan, secretary: Persona, officer_a: Persona, union_a: MemberUnion
) -> None:
    def row(page: str) -> str:
        code = next(due.code for due in visits if due.union == union_a and due.occurrence.number == 4)
        return flat(officer_a.get(page)).partition(f'<code class="code">{code}</code>')[2].partition("</tr>")[0]

    pages = money_url(plan, f"unions/{union_a.code}/"), f"/c/{plan.cluster.code}/{plan.year}/my-union/"
    assert not [page for page in pages if "đã hủy" in row(page)]
    call_off(plan, secretary)
    assert [page for page in pages if "đã hủy, chờ văn bản điều chỉnh" not in row(page)] == []
    amend(plan, secretary)
    for page in pages:
        assert "đã hủy" in row(page)
        assert "chờ văn bản" not in row(page)


def test_a_visit_taken_up_again_is_named_too(visits: list[Due], plan: Plan, secretary: Persona) -> None:
    visit = call_off(plan, secretary)
    amend(plan, secretary)
    reopen_occurrence(occurrence=visit, by=secretary.user)
    words = pdf_text(bytes(amend(plan, secretary, 3).pdf))
    assert "Khoản phải nộp lần 4 (Quý IV):" in words
    assert "tổng từ 0 đồng thành 4.000.000 đồng" in words
    assert asked_for(plan, 4) == [2_250_000, 1_750_000]


def paper_and_entries(version: Version) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """What each union's dues change by: as the paper lists it, as the entries do it. Each amount counts four visits."""
    told = [
        (row["union"], row["after"] - row["before"])
        for change in version.changes
        if change["about"] == "dues"
        for row in change["rows"]
    ]
    for change in version.changes:
        if change["about"] == "levy":
            told += [(row["union"], row["after"] - row["before"]) for row in change["rows"]] * 3
    entries = version.adjustments.values_list("due__union__name", "amount")
    return sorted(row for row in told if row[1]), sorted(entries)


def test_the_paper_lists_what_the_entries_do(visits: list[Due], plan: Plan, secretary: Persona) -> None:
    """A visit called off, an amount changed and a lead that pays no more, all in one paper."""
    call_off(plan, secretary)
    levy = levy_of(plan, "recurring_visit")
    levy.shares.filter(amount=1_750_000).update(amount=1_500_000)
    told, done = paper_and_entries(amend(plan, secretary))
    assert told == done
    assert len(done) == 2 + 3
    Levy.objects.filter(pk=levy.pk).update(lead_pays=False)
    told, done = paper_and_entries(amend(plan, secretary, 3))
    assert told == done
    assert len(done) == 3


def test_a_visit_for_which_nobody_was_asked_changes_no_money(plan: Plan, secretary: Persona) -> None:
    add_visits(plan)
    issue_plan(plan=plan, signing=signing(1), by=secretary.user)
    call_off(plan, secretary)
    with pytest.raises(refusals.NothingToAmend):
        amend(plan, secretary)


def test_how_often_with_what_it_brings(issued: Version, plan: Plan, secretary: Persona) -> None:
    """The amounts stay the same, and yet the cluster pays four times as much."""
    levy = levy_of(plan, "recurring_visit")
    choose_basis(levy=levy, basis=Levy.Basis.PER_OCCURRENCE, seen_version=levy.version, by=secretary.user)
    page = " ".join(secretary.get(AMEND).content.decode().split())
    for shown in ("Chưa quyết định", "Mỗi lần", "16.000.000", "nếu nộp một lần"):
        assert shown in page
    words = pdf_text(secretary.get(f"{AMEND}pdf").content)
    assert "từ “chưa xác định” (4.000.000 đồng cả năm nếu nộp một lần)" in words
    assert "thành “mỗi lần tổ chức” (4 lần, 16.000.000 đồng cả năm)" in words


def test_a_move_inside_a_section_is_told_on_the_page(issued: Version, plan: Plan, secretary: Persona) -> None:
    rows = [ClauseFactory.create(plan=plan, text=f"Dòng {name}.") for name in ("một", "hai", "ba", "bốn")]
    amend(plan, secretary)
    for place, row in enumerate((rows[3], *rows[:3])):
        Clause.objects.filter(pk=row.pk).update(position=10_000 + place)
    page = " ".join(secretary.get(AMEND).content.decode().split())
    assert "(chuyển lên trước “Dòng một.”)" in page


def test_the_page_marks_the_words_that_differ(issued: Version, plan: Plan, secretary: Persona) -> None:
    """Not the whole sentence: forty of them struck out tell nobody what is new."""
    row = ClauseFactory.create(plan=plan, text="Mời 30 người đến dự.")
    gone = ClauseFactory.create(plan=plan, text="Tặng <b>quà</b>.")
    amend(plan, secretary)
    Clause.objects.filter(pk=row.pk).update(text="Mời 50 người đến dự.")
    Clause.objects.filter(pk=gone.pk).delete()
    ClauseFactory.create(plan=plan, text="Đọc sách.")
    page = flat(secretary.get(AMEND))
    assert "<span>Mời <del>30 </del>người đến dự." in page
    assert "<span>Mời <ins>50 </ins>người đến dự." in page
    assert "<del>- Tặng &lt;b&gt;quà&lt;/b&gt;.</del>" in page
    assert "<ins>- Đọc sách.</ins>" in page


def test_the_page_leads_to_its_form_and_tells_of_empty_lines(issued: Version, plan: Plan, secretary: Persona) -> None:
    ClauseFactory.create(plan=plan, text="Đọc sách.")
    page = flat(secretary.get(AMEND))
    assert page.index('href="#issue"') < page.index("<table") < page.index('id="issue"')
    assert "Còn 1 dòng trống" not in page
    ClauseFactory.create(plan=plan, text="")
    page = flat(secretary.get(AMEND))
    assert "Còn 1 dòng trống" in page.split('id="issue"')[1]
    assert 'href="/c/hcsn/2024/plan/check/"' in page


def test_the_amendment_leaves_records(issued: Version, plan: Plan, levy: Levy, secretary: Persona) -> None:
    set_amount(levy, 6 * Million, secretary)
    version = amend(plan, secretary)
    dues, paper = AuditRecord.objects.order_by("-pk")[:2]
    assert (dues.verb, paper.verb) == ("dues_adjusted", "plan.amend")
    facts = [[entry.pk, entry.due_id, entry.amount] for entry in version.adjustments.order_by("pk")]
    assert dues.data["after"] == {"adjustments": facts}
    assert paper.data["after"]["reason"] == "Được hỗ trợ."


def test_without_a_record_nothing_is_amended(
    issued: Version, plan: Plan, levy: Levy, secretary: Persona, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_amount(levy, 6 * Million, secretary)
    fail_to_record(monkeypatch)
    with pytest.raises(RuntimeError):
        amend(plan, secretary)
    assert Version.objects.count() == 1
    assert not Adjustment.objects.exists()


# -- Payments


def test_what_is_owed_after_a_raise_can_be_paid(
    issued: Version, plan: Plan, levy: Levy, declare: Declare, secretary: Persona, treasurer: Persona
) -> None:
    actions.confirm_payment(payment=declare(7 * Million), by=treasurer.user)
    with pytest.raises(errors.NothingLeft):
        declare(Million)
    set_amount(levy, 8 * Million, secretary)
    amend(plan, secretary)
    actions.confirm_payment(payment=declare(Million), by=treasurer.user)
    with pytest.raises(errors.NothingLeft):
        declare(1)
    assert findings() == []


def test_what_was_paid_before_it_was_lowered_stays(
    issued: Version,
    plan: Plan,
    levy: Levy,
    union_a: MemberUnion,
    declare: Declare,
    secretary: Persona,
    treasurer: Persona,
) -> None:
    actions.confirm_payment(payment=declare(7 * Million), by=treasurer.user)
    set_amount(levy, 6 * Million, secretary)
    amend(plan, secretary)
    balance = queries.union_account(plan, union_a).balance
    assert (balance.due, balance.paid, balance.left, balance.over) == (6 * Million, 7 * Million, 0, Million)
    assert balance.is_settled
    assert findings() == []
    page = secretary.get(money_url(plan, f"unions/{union_a.code}/")).content.decode()
    assert "thừa 1.000.000 đồng" in page


def test_money_that_waited_is_recorded_all_the_same(
    issued: Version,
    plan: Plan,
    levy: Levy,
    union_a: MemberUnion,
    declare: Declare,
    secretary: Persona,
    treasurer: Persona,
) -> None:
    """The union paid what was asked on that day; the money is there."""
    payment = declare(7 * Million)
    set_amount(levy, 6 * Million, secretary)
    amend(plan, secretary)
    actions.confirm_payment(payment=payment, by=treasurer.user)
    assert queries.union_account(plan, union_a).balance.over == Million
    assert findings() == []


def test_one_unions_overpayment_is_not_anothers_money(
    issued: Version, plan: Plan, levy: Levy, declare: Declare, secretary: Persona, treasurer: Persona
) -> None:
    actions.confirm_payment(payment=declare(7 * Million), by=treasurer.user)
    set_amount(levy, 6 * Million, secretary)
    amend(plan, secretary)
    books = queries.ledger(plan)
    assert (books.total.due, books.total.paid, books.total.over) == (12 * Million, 7 * Million, Million)
    assert books.missing == books.total.left == 6 * Million
    assert (books.settled, books.asked) == (1, 2)
    page = " ".join(secretary.get(money_url(plan)).content.decode().split())
    assert "1/2 đơn vị đã nộp đủ; còn thiếu 6.000.000 đồng" in page


def test_every_amendment_of_a_due_counts_in_each_way_of_adding(
    issued: Version, plan: Plan, levy: Levy, declare: Declare, secretary: Persona, treasurer: Persona
) -> None:
    actions.confirm_payment(payment=declare(2 * Million), by=treasurer.user)
    declare(Million)
    for number, amount in enumerate((6, 5, 9), start=2):
        set_amount(levy, amount * Million, secretary)
        amend(plan, secretary, number)
    added = {due.pk: due.balance for due in queries.booked_dues(plan)}
    summed = Due.objects.for_plan(plan).with_sums()
    assert added == {due.pk: Balance(due.asked, due.paid, due.waiting) for due in summed}
    assert Balance(9 * Million, 2 * Million, Million) in added.values()


@pytest.fixture
def lowered(
    issued: Version,
    plan: Plan,
    levy: Levy,
    union_a: MemberUnion,
    declare: Declare,
    secretary: Persona,
    treasurer: Persona,
) -> Due:
    """Union A paid 7 million for the campaign, which asks for 6 now, and owes 1 million for the session."""
    actions.confirm_payment(payment=declare(7 * Million), by=treasurer.user)
    other = decide(levy_of(plan, "themed_session"), Levy.Basis.ONCE)
    made = actions.make_dues(levy=other, by=treasurer.user)
    set_amount(levy, 6 * Million, secretary)
    amend(plan, secretary)
    return next(due for due in made if due.union == union_a)


def flat(page: Any) -> str:
    return " ".join(page.content.decode().split())


def test_what_was_paid_too_much_is_said_alike_everywhere(
    lowered: Due, plan: Plan, union_a: MemberUnion, secretary: Persona, treasurer: Persona
) -> None:
    """The sums alone would say that nothing is owed, the due below them that a million is."""
    account = queries.union_account(plan, union_a)
    books = queries.ledger(plan)
    narrowed = queries.Narrowing(union=union_a)
    lists = queries.due_list(plan, narrowed)
    for balance in (account.balance, books.by_union[union_a.pk], lists.balance):
        assert (balance.due, balance.paid, balance.left, balance.over) == (7 * Million, 7 * Million, Million, Million)
        assert not balance.is_settled
    assert [line.due for line in account.open_dues] == [lowered]
    over = queries.due_list(plan, replace(narrowed, state="over"))
    assert [(line.balance.over, line.balance.left) for line in over.lines] == [(Million, 0)]
    for url in (f"unions/{union_a.code}/", f"dues/?union={union_a.code}", "", "ledger/", "dues/?state=over"):
        page = flat(treasurer.get(money_url(plan, url)))
        assert "1.000.000" in page
        assert "thừa" in page.lower(), url
        assert "−" not in page, url
    assert "còn thiếu 1.000.000 đồng" in flat(secretary.get(money_url(plan, f"unions/{union_a.code}/")))
    assert "Nộp thừa" in pdf_text(secretary.get(money_url(plan, "ledger/pdf")).content)
    book = load_workbook(BytesIO(secretary.get(money_url(plan, "ledger/xlsx")).content))
    sums, rows = (list(book[name].values) for name in ("Sổ đóng góp", "Khoản phải nộp"))
    assert sums[-1][-2:] == (queries.ledger(plan).total.left, Million)
    assert sum(row[-1] for row in rows if isinstance(row[-1], int)) == Million


def test_nobody_who_paid_too_much_no_column_of_it(plan: Plan, dues: dict[MemberUnion, Due], treasurer: Persona) -> None:
    assert "thừa" not in flat(treasurer.get(money_url(plan))).lower()
    assert "Nộp thừa" not in pdf_text(treasurer.get(money_url(plan, "ledger/pdf")).content)


def test_an_open_due_is_declared_beside_one_that_got_too_much(
    lowered: Due, plan: Plan, union_a: MemberUnion, officer_a: Persona
) -> None:
    payment = actions.declare_payment(
        plan=plan, union=union_a, amount=Million, paid_on=PAID_ON, by=officer_a.user, key=uuid.uuid4()
    )
    assert list(payment.allocations.values_list("due", "amount")) == [(lowered.pk, Million)]


def test_the_preview_says_what_becomes_too_much(
    issued: Version, plan: Plan, levy: Levy, declare: Declare, secretary: Persona, treasurer: Persona
) -> None:
    actions.confirm_payment(payment=declare(6_500_000), by=treasurer.user)
    set_amount(levy, 6 * Million, secretary)
    assert sorted((shift.paid, shift.over) for shift in shifts_of(plan)) == [(0, 0), (6_500_000, 500_000)]
    page = flat(secretary.get(AMEND))
    assert "6.500.000" in page
    assert "nộp thừa 500.000" in page


def test_the_treasurer_is_warned_of_money_for_a_due_that_was_lowered(
    visits: list[Due], plan: Plan, union_a: MemberUnion, officer_a: Persona, secretary: Persona, treasurer: Persona
) -> None:
    """Recorded or returned: the treasurer decides, and knows what it does."""
    due = next(due for due in visits if due.union == union_a and due.occurrence and due.occurrence.number == 4)
    payment = actions.declare_payment(
        plan=plan,
        union=union_a,
        amount=due.amount,
        paid_on=PAID_ON,
        by=officer_a.user,
        key=uuid.uuid4(),
        dues=[due.pk],
    )
    warning = "sẽ nộp thừa 2.250.000 đồng"
    assert warning not in flat(treasurer.get(money_url(plan)))
    call_off(plan, secretary)
    amend(plan, secretary)
    page = flat(treasurer.get(money_url(plan)))
    assert warning in page
    assert "−2.250.000" not in page
    assert "Ghi nhận khoản nộp" in page
    assert "Trả lại" in page
    assert treasurer.post(payment_url(payment, "confirm/")).status_code == 302
    assert queries.union_account(plan, union_a).balance.over == due.amount
    assert warning not in flat(treasurer.get(payment_url(payment)))


def test_every_place_shows_the_adjusted_sum(
    issued: Version, plan: Plan, levy: Levy, officer_a: Persona, secretary: Persona
) -> None:
    set_amount(levy, 6 * Million, secretary)
    amend(plan, secretary)
    ledger = queries.ledger(plan)
    assert ledger.total.due == 12 * Million
    found = queries.due_list(plan, queries.Narrowing())
    assert found.balance.due == 12 * Million
    state = next(state for state in queries.levy_states(plan) if state.levy.pk == levy.pk)
    assert (state.made_total, state.astray, state.missing) == (12 * Million, 0, ())
    assert "trước là 7.000.000" in officer_a.get(money_url(plan, "dues/")).content.decode()
    assert "12.000.000" in pdf_text(secretary.get(money_url(plan, "ledger/pdf")).content)


def test_the_list_of_open_dues_follows_the_adjusted_sum(
    issued: Version, plan: Plan, levy: Levy, declare: Declare, secretary: Persona, treasurer: Persona
) -> None:
    actions.confirm_payment(payment=declare(7 * Million), by=treasurer.user)
    narrowed = queries.Narrowing(state="open")
    assert len(queries.due_list(plan, narrowed).lines) == 1
    set_amount(levy, 8 * Million, secretary)
    amend(plan, secretary)
    assert len(queries.due_list(plan, narrowed).lines) == 2


# -- What may change


def test_amounts_with_dues_change_only_after_issuing(
    plan: Plan, levy: Levy, dues: dict[MemberUnion, Due], secretary: Persona
) -> None:
    with pytest.raises(LevyHasDues):
        set_amount(levy, 6 * Million, secretary)
    issue_plan(plan=plan, signing=signing(1), by=secretary.user)
    set_amount(levy, 6 * Million, secretary)
    assert {share.amount for share in levy.shares.all()} == {6 * Million}


def test_how_often_stays_when_dues_are_made(issued: Version, levy: Levy, secretary: Persona) -> None:
    levy.refresh_from_db()
    with pytest.raises(LevyHasDues):
        choose_basis(levy=levy, basis=Levy.Basis.PER_QUARTER, seen_version=levy.version, by=secretary.user)
    clause = Clause.objects.get(pk=levy.clause_id)
    with pytest.raises(LevyHasDues):
        change_line(
            clause=clause,
            change=LineChange(basis=Levy.Basis.PER_QUARTER),
            seen_version=clause.version,
            by=secretary.user,
        )


def test_the_card_opens_the_amounts_of_an_issued_plan(issued: Version, levy: Levy, secretary: Persona) -> None:
    page = secretary.get(f"/c/hcsn/2024/plan/?line={levy.clause_id}").content.decode()
    assert "Đã lập 2 khoản phải nộp" in page
    flat = page[page.index('name="levy-flat"') - 200 : page.index('name="levy-flat"') + 200]
    assert "disabled" not in flat
    basis = page[page.index('name="levy-basis"') : page.index('name="levy-basis"') + 200]
    assert "disabled" in basis


# -- Refusals


def test_there_must_be_something_to_amend(issued: Version, plan: Plan, secretary: Persona) -> None:
    with pytest.raises(refusals.NothingToAmend):
        amend(plan, secretary)


def test_only_an_issued_plan_is_amended(plan: Plan, secretary: Persona) -> None:
    with pytest.raises(refusals.NotIssued):
        amend(plan, secretary, 1)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"reason": " "}, refusals.ReasonMissing),
        ({"signing": signing(3)}, refusals.NumberNotNext),
        ({"seen": dt.datetime(2024, 1, 1, tzinfo=dt.UTC)}, refusals.ChangedSinceSeen),
    ],
)
def test_what_an_amendment_needs(
    issued: Version, plan: Plan, secretary: Persona, change: dict[str, Any], refusal: type[Exception]
) -> None:
    ClauseFactory.create(plan=plan, text="Dòng mới.")
    given: dict[str, Any] = {"plan": plan, "signing": signing(2), "reason": "Mưa.", "by": secretary.user} | change
    with pytest.raises(refusal):
        issue_amendment(**given)
    assert Version.objects.count() == 1


def test_a_signer_without_an_office_is_refused(issued: Version, plan: Plan, secretary: Persona) -> None:
    ClauseFactory.create(plan=plan, text="Dòng mới.")
    unfilled = replace(signing(2), signer_office=" ", signer_note="")
    with pytest.raises(refusals.PartsMissing, match="chức vụ"):
        issue_amendment(plan=plan, signing=unfilled, reason="Mưa.", by=secretary.user)


# -- The next one


def test_the_next_amendment_begins_where_the_last_ended(issued: Version, plan: Plan, secretary: Persona) -> None:
    ClauseFactory.create(plan=plan, text="Dòng thứ nhất.")
    first = amend(plan, secretary)
    assert (first.number, first.kind, first.reason) == (2, Version.Kind.AMENDMENT, "Được hỗ trợ.")
    found = pending(plan)
    assert found
    assert not found.changes
    ClauseFactory.create(plan=plan, text="Dòng thứ hai.")
    second = amend(plan, secretary, 3)
    assert [change["after"] for change in second.changes] == ["- Dòng thứ hai."]
    words = pdf_text(bytes(second.pdf))
    assert "Dòng thứ hai." in words
    assert "Dòng thứ nhất." not in words
    assert words.count("được điều chỉnh, bổ sung tại Kế hoạch số 02-KH/ĐTN") == 2, "as a basis, and as what still holds"
    assert "Dòng thứ nhất." in second.text


def test_a_plan_with_amendments_is_closed(issued: Version, plan: Plan, secretary: Persona) -> None:
    ClauseFactory.create(plan=plan, text="Dòng mới.")
    with pytest.raises(refusals.ChangesNotIssued):
        close_plan(plan=plan, by=secretary.user)
    amend(plan, secretary)
    assert close_plan(plan=plan, by=secretary.user).state == Plan.State.CLOSED


def test_a_plan_is_not_closed_while_dues_of_a_time_called_off_wait(
    visits: list[Due], plan: Plan, secretary: Persona
) -> None:
    """No word of the plan differs, and still the dues ask for what nobody holds any more."""
    call_off(plan, secretary)
    with pytest.raises(refusals.DuesNotAmended, match=r"lần 4 \(Quý IV\)"):
        actions.close_plan(plan=plan, by=secretary.user)
    plan.refresh_from_db()
    assert plan.state == Plan.State.ISSUED
    amend(plan, secretary)
    assert actions.close_plan(plan=plan, by=secretary.user).state == Plan.State.CLOSED


def test_a_time_called_off_by_mistake_does_not_keep_a_plan_open(
    visits: list[Due], plan: Plan, secretary: Persona
) -> None:
    visit = call_off(plan, secretary)
    reopen_occurrence(occurrence=visit, by=secretary.user)
    assert actions.close_plan(plan=plan, by=secretary.user).state == Plan.State.CLOSED


def test_the_page_of_closing_says_what_waits(visits: list[Due], plan: Plan, levy: Levy, secretary: Persona) -> None:
    call_off(plan, secretary)
    set_amount(levy, 6 * Million, secretary)
    page = flat(secretary.get(CLOSE))
    for said in ("chưa kết thúc được", "2 chỗ trong kế hoạch", "lần 4 (Quý IV)", "đã hủy"):
        assert said in page, said
    assert "4.000.000 đồng thay vì 0 đồng" in page
    assert f'href="{AMEND}"' in page
    assert "<button" not in page.split("<main")[1].split("</main>")[0]
    answer = secretary.post(CLOSE, follow=True)
    assert answer.redirect_chain == [(CLOSE, 302)]
    assert "Hãy ban hành văn bản điều chỉnh" in flat(answer)
    plan.refresh_from_db()
    assert plan.state == Plan.State.ISSUED


def test_the_page_of_closing_when_nothing_waits(visits: list[Due], plan: Plan, secretary: Persona) -> None:
    call_off(plan, secretary)
    amend(plan, secretary)
    assert "Kết thúc kế hoạch" in flat(secretary.get(CLOSE))
    assert "Kế hoạch đã kết thúc." in flat(secretary.post(CLOSE, follow=True))
    assert secretary.get(CLOSE, follow=True).redirect_chain == [("/c/hcsn/2024/plan/versions/", 302)]


def test_the_command_finds_amendments_in_order(issued: Version, plan: Plan, levy: Levy, secretary: Persona) -> None:
    set_amount(levy, 6 * Million, secretary)
    amend(plan, secretary)
    call_command("verify_ledger")
    call_command("verify_versions")


@pytest.mark.parametrize(
    ("statement", "wrong"),
    [
        ("UPDATE contributions_adjustment SET amount = -500000", "not as the trail recorded"),
        ("UPDATE contributions_adjustment SET amount = -9000000", "asks for -2000000"),
    ],
)
def test_an_entry_changed_by_hand_is_found(
    issued: Version, plan: Plan, levy: Levy, secretary: Persona, statement: str, wrong: str
) -> None:
    set_amount(levy, 6 * Million, secretary)
    amend(plan, secretary)
    by_hand(statement)
    assert any(wrong in str(finding) for finding in findings())


# -- The page


def filled(number: int = 2, **change: str) -> dict[str, str]:
    given = signing(number)
    return {
        "number": str(number),
        "place": given.place,
        "signed_on": "20/08/2024",
        "signer_capacity": given.signer_capacity,
        "signer_office": given.signer_office,
        "signer_name": given.signer_name,
        "recipients": "\n".join(given.recipients),
        "reason": "Được hỗ trợ.",
    } | change


def test_the_page_shows_everything(issued: Version, plan: Plan, levy: Levy, secretary: Persona) -> None:
    assert "Không khác gì bản ban hành gần nhất" in secretary.get(AMEND).content.decode()
    set_amount(levy, 6 * Million, secretary)
    page = secretary.get(AMEND).content.decode()
    for shown in ("2 chỗ khác với bản ban hành", "14.000.000", "12.000.000", "Sau điều chỉnh", 'value="02"'):
        assert shown in page


def test_amending_on_the_page(issued: Version, plan: Plan, levy: Levy, secretary: Persona) -> None:
    set_amount(levy, 6 * Million, secretary)
    answer = secretary.post(AMEND, filled(), follow=True)
    assert "Văn bản điều chỉnh đã ban hành, số 02-KH/ĐTN." in answer.content.decode()
    assert asked(plan) == [6 * Million] * 2


@pytest.mark.parametrize(
    ("change", "name", "sentence"),
    [
        ({"reason": ""}, "reason", ""),
        ({"number": "9"}, "number", "là 02, không phải 09"),
        ({"signed_on": "21/08/2024"}, "signed_on", "Ngày ký chưa đến"),
        ({"signer_office": ""}, "signer_office", ""),
    ],
)
def test_a_wrong_field_is_named(
    issued: Version, plan: Plan, secretary: Persona, change: dict[str, str], name: str, sentence: str
) -> None:
    ClauseFactory.create(plan=plan, text="Dòng mới.")
    answer = secretary.post(AMEND, filled(**change))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert f'id="id_{name}_error"' in page
    assert sentence in page
    assert Version.objects.count() == 1


def test_there_is_no_such_page_for_a_plan_that_is_not_issued(issued: Version, plan: Plan, secretary: Persona) -> None:
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.DRAFT)
    assert secretary.get(AMEND).status_code == 404
    assert secretary.get(f"{AMEND}pdf").status_code == 404


@pytest.mark.parametrize("address", [AMEND, f"{AMEND}pdf"])
def test_an_old_tab_of_a_plan_that_ended_says_so(issued: Version, plan: Plan, secretary: Persona, address: str) -> None:
    close_plan(plan=plan, by=secretary.user)
    answer = secretary.get(address, follow=True)
    assert answer.redirect_chain == [("/c/hcsn/2024/plan/versions/", 302)]
    assert "nên không sửa được nữa" in answer.content.decode()


def test_what_was_typed_for_a_plan_that_ended_is_kept(issued: Version, plan: Plan, secretary: Persona) -> None:
    close_plan(plan=plan, by=secretary.user)
    answer = secretary.post(AMEND, filled(reason="Mưa bão kéo dài."))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "nên không sửa được nữa" in page
    assert "Mưa bão kéo dài." in page


@pytest.mark.parametrize("more", [False, True], ids=["nothing left", "something left"])
def test_the_second_window_is_told_which_paper_was_issued(
    issued: Version, plan: Plan, levy: Levy, secretary: Persona, clock: Any, more: bool
) -> None:
    set_amount(levy, 6 * Million, secretary)
    plan.refresh_from_db()
    seen = plan.changed_at.isoformat()
    clock.shift(60)
    assert secretary.post(AMEND, filled(seen=seen)).status_code == 302
    if more:
        clock.shift(60)
        set_amount(levy, 5 * Million, secretary)
    answer = secretary.post(AMEND, filled(seen=seen, reason="Mưa bão kéo dài."))
    page = " ".join(answer.content.decode().split())
    assert answer.status_code == 422
    assert "đã ban hành văn bản điều chỉnh số 02-KH/ĐTN lúc 20/08/2024 09:01" in page
    assert "Mưa bão kéo dài." in page
    assert ("Ban hành văn bản điều chỉnh" in page) == more
    assert Version.objects.count() == 2
    if more:
        plan.refresh_from_db()
        assert f'value="{plan.changed_at.isoformat()}"' in page, "looked at again, it may be sent again"


def test_where_the_register_begins_any_number_may(issued: Version, plan: Plan, levy: Levy, secretary: Persona) -> None:
    set_amount(levy, 6 * Million, secretary)
    page = secretary.get(AMEND).content.decode()
    assert "là 02." in page
    assert 'href="/c/hcsn/register/"' in page[page.index('id="issue"') :]
    Cluster.objects.filter(pk=plan.cluster_id).update(numbering=Cluster.Numbering.PER_YEAR, issued_by="cluster")
    page = secretary.get(AMEND).content.decode()
    assert "chưa có số nào" in page
    assert "Số tiếp theo" not in page


def test_the_draft_is_marked(issued: Version, plan: Plan, secretary: Persona) -> None:
    ClauseFactory.create(plan=plan, text="Dòng mới.")
    words = pdf_text(secretary.get(f"{AMEND}pdf?reason=Trời mưa").content)
    for said in ("DỰ THẢO", "Dòng mới.", "trời mưa,", "Điều chỉnh, bổ sung"):
        assert said in words
    assert secretary.get(f"{AMEND}docx").content.startswith(b"PK")
    assert secretary.get(f"{AMEND}txt").status_code == 404


def test_entries_never_change(issued: Version, plan: Plan, levy: Levy, secretary: Persona) -> None:
    set_amount(levy, 6 * Million, secretary)
    amend(plan, secretary)
    assert last_record().verb == "dues_adjusted"
    with pytest.raises(DatabaseError), transaction.atomic():
        Adjustment.objects.update(amount=1)


@pytest.mark.parametrize("count", [1, 3, 40])
def test_shifts_take_a_fixed_number_of_queries(
    issued: Version, plan: Plan, levy: Levy, count: int, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    for _n in range(count):
        DueFactory.create(plan=plan, levy=levy, union__cluster=plan.cluster)
    with django_assert_num_queries(6):  # type: ignore[operator]
        assert len(shifts_of(plan)) == count


def test_a_payment_sent_twice_over_an_amendment_is_one(
    issued: Version, plan: Plan, levy: Levy, union_a: MemberUnion, officer_a: Persona, secretary: Persona
) -> None:
    key = uuid.uuid4()

    def declare_it() -> int:
        return actions.declare_payment(
            plan=plan, union=union_a, amount=Million, paid_on=PAID_ON, by=officer_a.user, key=key
        ).pk

    first = declare_it()
    set_amount(levy, 6 * Million, secretary)
    amend(plan, secretary)
    assert declare_it() == first


def test_every_page_of_the_plan_tells_that_it_is_being_amended(
    issued: Version, plan: Plan, levy: Levy, union_a: MemberUnion, secretary: Persona, clock: Any
) -> None:
    place = f"/c/{plan.cluster.code}/{plan.year}/"
    pages = [
        money_url(plan),
        money_url(plan, f"levies/{levy.pk}/dues/"),
        money_url(plan, "dues/"),
        money_url(plan, "ledger/"),
        money_url(plan, f"unions/{union_a.code}/"),
        f"{place}activities/",
        f"{place}activities/{levy.activity_id}/",
        f"{place}progress/",
        f"{place}calendar/",
    ]

    def told(url: str) -> bool:
        page = secretary.get(url)
        assert page.status_code == 200
        return "Kế hoạch đang được điều chỉnh" in page.content.decode()

    clock.shift(60)
    assert [url for url in pages if told(url)] == []
    set_amount(levy, 6 * Million, secretary)
    assert [url for url in pages if not told(url)] == []
    amend(plan, secretary)
    assert [url for url in pages if told(url)] == []


def test_an_unchanged_plan_costs_the_notice_one_query(
    issued: Version, plan: Plan, django_assert_num_queries: Any
) -> None:
    plan.refresh_from_db()
    page = Template('{% include "plans/_notice.html" %}')
    with django_assert_num_queries(1):
        assert not page.render(Context({"plan": plan})).strip()
