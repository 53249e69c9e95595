"""Numbers: how they are printed, in what they run, that none is left out and none is taken twice."""

import datetime as dt
import re
from dataclasses import replace
from typing import Any

import pytest

from plans.actions.issuing import issue_plan
from plans.actions.register import set_numbering, take_number, take_number_for_other
from plans.issuing import errors
from plans.issuing.queries import books_of, next_number, next_numbers, register_of
from plans.issuing.register import issuer_of, number_line, series_of, symbol_of, typed_number
from plans.models import Plan, RegisterEntry
from tests.conftest import Persona
from tests.factories import ClusterFactory, MemberUnionFactory
from tests.plans.conftest import fail_to_record, last_record
from tests.plans.factories import PlanFactory
from tests.plans.issuing.conftest import SIGNED, SIGNING
from tests.plans.seed import Seed
from unions.models import Cluster, MemberUnion, User

PER_YEAR, PER_TERM = Cluster.Numbering.PER_YEAR, Cluster.Numbering.PER_TERM


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 01-KH/ĐTN", 1),
        ("Số 369 - QĐ/TWĐTN-BTC", 369),
        ("53 KH/ĐTN", 53),
        ("số:07-KH/ĐKDCĐ", 7),
        ("Số:      -KH/ĐTN", None),
        ("Số: …-KH/ĐTN", None),
        ("Số: 00-KH/ĐTN", None),
        ("", None),
        ("KH 2024", None),
    ],
)
def test_a_number_typed_by_hand(line: str, number: int | None) -> None:
    assert typed_number(line) == number


@pytest.mark.parametrize(
    ("numbering", "term", "issuer", "series"),
    [
        (PER_YEAR, "2022 - 2027", "ĐKDCĐ", "ĐKDCĐ 2024"),
        (PER_TERM, "2022 - 2027", "ĐKDCĐ", "ĐKDCĐ 2022 - 2027"),
        (PER_TERM, "", "ĐKDCĐ", "ĐKDCĐ"),
        (PER_TERM, "t" * 60, "ĐKDCĐ", "ĐKDCĐ " + "t" * 34),
    ],
)
def test_what_numbers_run_in(numbering: str, term: str, issuer: str, series: str) -> None:
    cluster = ClusterFactory.build(numbering=numbering, term=term)
    assert series_of(cluster, issuer, SIGNED) == series


def test_number_and_symbol(plan: Plan) -> None:
    assert symbol_of(1, plan) == "01-KH/ĐKDCĐ"
    assert symbol_of(245, plan) == "245-KH/ĐKDCĐ"
    assert number_line(symbol_of(9, plan)) == "Số: 09-KH/ĐKDCĐ"
    assert plan.lead is not None
    plan.lead.symbol = ""
    assert symbol_of(1, plan) == "01-KH/ĐTN"


def test_whose_book_it_is(plan: Plan) -> None:
    assert issuer_of(plan) == "ĐKDCĐ"
    assert plan.lead is not None
    plan.lead.symbol = ""
    assert issuer_of(plan) == "ĐTN"
    plan.cluster.issued_by = Cluster.IssuedBy.CLUSTER
    assert issuer_of(plan) == plan.cluster.code
    plan.cluster.issued_by, plan.lead = Cluster.IssuedBy.LEAD, None
    assert issuer_of(plan) == "ĐTN"


def test_leads_without_a_symbol_never_print_one_number_twice(plan: Plan, seed: Seed, by: User) -> None:
    printed = []
    for lead in seed.unions[:2]:
        MemberUnion.objects.filter(pk=lead.pk).update(symbol="")
        Plan.objects.filter(pk=plan.pk).update(lead=lead, state=Plan.State.DRAFT)
        held = Plan.objects.get(pk=plan.pk)
        number = next_number(held, SIGNED).number
        printed.append(issue_plan(plan=held, signing=replace(SIGNING, number=number), by=by).entry.symbol)
    assert printed == ["01-KH/ĐTN", "02-KH/ĐTN"]
    (book,) = books_of(plan.cluster, SIGNED)
    assert (book.issuer, book.next.number, book.keeper) == ("ĐTN", 3, "các đơn vị chưa có ký hiệu riêng")


def take(cluster: Cluster, by: User, number: int, **facts: Any) -> RegisterEntry:
    given = {"issuer": "ĐTN", "symbol": f"{number:02d}-KH/ĐTN", "about": "Kế hoạch", "signed_on": SIGNED, **facts}
    return take_number(cluster=cluster, number=number, by=by, **given)


def test_numbers_follow_each_other(cluster: Cluster, by: User) -> None:
    for number in (1, 2, 3):
        assert take(cluster, by, number).number == number
    for wrong in (3, 5, 1):
        with pytest.raises(errors.NumberNotNext, match="04"):
            take(cluster, by, wrong)
    (offered,) = next_numbers(cluster, ["ĐTN"], SIGNED)
    assert (offered.number, offered.begins) == (4, False)


def test_a_series_begins_with_any_number(cluster: Cluster, by: User) -> None:
    assert take(cluster, by, 17).number == 17
    with pytest.raises(errors.NumberNotNext, match="18"):
        take(cluster, by, 1)


def test_series_do_not_meet(cluster: Cluster, by: User) -> None:
    take(cluster, by, 1)
    assert take(cluster, by, 1, issuer="ĐKDCĐ").series == "ĐKDCĐ"
    assert take(cluster, by, 1, issuer="ĐTNK").series == "ĐTNK"
    set_numbering(cluster=cluster, numbering=PER_YEAR, term="", by=by)
    assert take(cluster, by, 1, signed_on=dt.date(2023, 12, 31)).series == "ĐTN 2023"


# -- Numbering is changed in the middle of a year


def change(cluster: Cluster, by: User, numbering: str, term: str = "") -> None:
    set_numbering(cluster=cluster, numbering=numbering, term=term, by=by)


def offered(cluster: Cluster, day: dt.date = SIGNED) -> int:
    (found,) = next_numbers(Cluster.objects.get(pk=cluster.pk), ["ĐTN"], day)
    return found.number


def refuse(cluster: Cluster, by: User, *numbers: int) -> None:
    for number in numbers:
        with pytest.raises((errors.NumberNotNext, errors.NumberTaken)):
            take(cluster, by, number)


def test_the_years_book_goes_on_from_the_terms(cluster: Cluster, by: User, clock: Any) -> None:
    """And begins with 01 in the next year."""
    take(cluster, by, 1)
    take(cluster, by, 2)
    change(cluster, by, PER_YEAR)
    assert offered(cluster) == 3
    refuse(cluster, by, 1, 2, 4)
    assert take(cluster, by, 3).series == "ĐTN 2024"
    assert offered(cluster) == 4
    clock.move_to("2025-01-10T09:00:00+07:00")
    january = dt.date(2025, 1, 10)
    assert offered(cluster, january) == 1
    assert take(cluster, by, 1, signed_on=january).series == "ĐTN 2025"


def test_there_and_back_in_one_year(cluster: Cluster, by: User) -> None:
    for number, numbering in enumerate((PER_TERM, PER_TERM, PER_YEAR, PER_YEAR, PER_TERM, PER_YEAR, PER_TERM), 1):
        change(cluster, by, numbering)
        assert offered(cluster) == number
        refuse(cluster, by, *range(1, number))
        take(cluster, by, number)
    symbols = list(RegisterEntry.objects.values_list("symbol", flat=True))
    assert len(set(symbols)) == len(symbols) == 7


def test_a_term_that_gets_its_name_goes_on(cluster: Cluster, by: User) -> None:
    take(cluster, by, 1)
    change(cluster, by, PER_TERM, "2022 - 2027")
    assert offered(cluster) == 2
    assert take(cluster, by, 2).series == "ĐTN 2022 - 2027"


def test_a_new_term_begins_with_01_and_repeats_nothing_of_the_year(cluster: Cluster, by: User, clock: Any) -> None:
    """HD 29, III.3: from the day after the congress."""
    change(cluster, by, PER_TERM, "2022 - 2027")
    take(cluster, by, 3)
    change(cluster, by, PER_TERM, "2027 - 2032")
    assert [offered(cluster), refuse(cluster, by, 3)] == [1, None]
    for number in (1, 2):
        take(cluster, by, number)
    assert offered(cluster) == 4, "03 was given this year"
    take(cluster, by, 4)
    clock.move_to("2025-01-10T09:00:00+07:00")
    assert offered(cluster, dt.date(2025, 1, 10)) == 5


def test_a_name_of_a_term_that_is_written_otherwise_repeats_nothing(cluster: Cluster, by: User) -> None:
    change(cluster, by, PER_TERM, "2022-2027")
    take(cluster, by, 1)
    change(cluster, by, PER_TERM, "2022 - 2027")
    assert offered(cluster) == 2
    with pytest.raises(errors.NumberTaken, match=r"01.*2024.*02"):
        take(cluster, by, 1)


def test_the_day_before_is_that_of_either_book(cluster: Cluster, by: User) -> None:
    take(cluster, by, 1)
    change(cluster, by, PER_YEAR)
    with pytest.raises(errors.SignedBefore, match=r"01-KH/ĐTN.* 05/02/2024"):
        take(cluster, by, 2, signed_on=dt.date(2024, 2, 4))


@pytest.mark.parametrize("count", [1, 3, 300])
def test_what_comes_next_is_one_query(
    cluster: Cluster, by: User, count: int, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    RegisterEntry.objects.bulk_create(
        RegisterEntry(cluster=cluster, series="ĐTN", number=n, symbol=f"{n:02d}", signed_on=SIGNED, taken_by=by)
        for n in range(1, count + 1)
    )
    with django_assert_num_queries(1):  # type: ignore[operator]
        first, second = next_numbers(cluster, ["ĐTN", "ĐKDCĐ"], SIGNED)
    assert (first.number, second.number) == (count + 1, 1)


def test_a_number_is_not_signed_before_the_one_before_it(cluster: Cluster, by: User) -> None:
    take(cluster, by, 1, signed_on=dt.date(2024, 1, 10))
    take(cluster, by, 2, signed_on=dt.date(2024, 1, 20))
    with pytest.raises(errors.SignedBefore, match=r"02-KH/ĐTN.* 20/01/2024"):
        take(cluster, by, 3, signed_on=dt.date(2024, 1, 19))
    assert take(cluster, by, 3, signed_on=dt.date(2024, 1, 20)).number == 3, "two papers of one day"


def test_each_book_has_days_of_its_own(cluster: Cluster, by: User) -> None:
    take(cluster, by, 1, signed_on=dt.date(2024, 1, 20))
    assert take(cluster, by, 1, issuer="ĐKDCĐ", signed_on=dt.date(2024, 1, 10)).number == 1


def test_another_clusters_numbers_are_its_own(cluster: Cluster, by: User) -> None:
    take(cluster, by, 1)
    assert take(ClusterFactory.create(), by, 1).number == 1


def test_no_number_for_a_day_ahead(cluster: Cluster, by: User) -> None:
    with pytest.raises(errors.SignedAhead):
        take(cluster, by, 1, signed_on=SIGNED + dt.timedelta(days=1))
    assert not RegisterEntry.objects.exists()


def test_today_is_the_local_day(cluster: Cluster, by: User, clock: Any) -> None:
    """At one in the morning it is still the day before in Greenwich."""
    clock.move_to("2024-02-06T01:00:00+07:00")
    assert take(cluster, by, 1, signed_on=dt.date(2024, 2, 6)).signed_on == dt.date(2024, 2, 6)


def test_a_number_for_another_paper_leaves_a_record(cluster: Cluster, by: User) -> None:
    entry = take_number_for_other(
        cluster=cluster, issuer="ĐTN", number=1, symbol="01-KH/ĐTN", about="  Đại hội   Đoàn ", signed_on=SIGNED, by=by
    )
    assert entry.about == "Đại hội Đoàn"
    record = last_record()
    assert (record.verb, record.about) == ("register.take", "01-KH/ĐTN Đại hội Đoàn")
    assert record.data["after"] == {"number": "Số: 01-KH/ĐTN", "signed_on": "2024-02-05"}


def test_without_a_record_no_number(cluster: Cluster, by: User, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_to_record(monkeypatch)
    with pytest.raises(RuntimeError):
        take_number_for_other(
            cluster=cluster, issuer="ĐTN", number=1, symbol="01-KH/ĐTN", about="Đại hội", signed_on=SIGNED, by=by
        )
    assert not RegisterEntry.objects.exists()


def test_numbering_is_changed_and_recorded_once(cluster: Cluster, by: User) -> None:
    for _again in range(2):
        set_numbering(cluster=cluster, numbering=PER_YEAR, term=" 2022 -  2027 ", by=by)
    cluster.refresh_from_db()
    assert (cluster.numbering, cluster.term) == (PER_YEAR, "2022 - 2027")
    record = last_record()
    assert record.verb == "register.numbering"
    assert record.data["before"] == {"numbering": PER_TERM, "term": ""}
    assert record.number == 1


def test_what_comes_next(plan: Plan, by: User) -> None:
    offered = next_number(plan, SIGNED)
    assert (offered.series, offered.number, offered.begins) == ("ĐKDCĐ 2022 - 2027", 1, True)
    take(plan.cluster, by, 8, issuer="ĐKDCĐ")
    assert (next_number(plan, SIGNED).number, next_number(plan, SIGNED).begins) == (9, False)


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_register_is_one_query(
    cluster: Cluster, by: User, count: int, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    RegisterEntry.objects.bulk_create(
        RegisterEntry(cluster=cluster, series="2024", number=n, symbol=f"{n:02d}", signed_on=SIGNED, taken_by=by)
        for n in range(1, count + 1)
    )
    take(cluster, by, 1, issuer="ĐKDCĐ")
    with django_assert_num_queries(1):  # type: ignore[operator]
        first, second = register_of(cluster)
        assert [entry.taken_by.pk for entry in (*first.entries, *second.entries)] == [by.pk] * (count + 1)
    assert {first.name: len(first.entries), second.name: len(second.entries)} == {"2024": count, "ĐKDCĐ": 1}
    numbers = [entry.number for part in (first, second) if part.name == "2024" for entry in part.entries]
    assert numbers == list(range(count, 0, -1))


def test_the_register_page_lists_papers(secretary: Persona, plan: Plan, by: User) -> None:
    take(plan.cluster, by, 1, issuer="ĐKDCĐ", about="Kế hoạch đầu năm")
    page = secretary.get(f"/c/{plan.cluster.code}/register/").content.decode()
    assert "Kế hoạch đầu năm" in page
    assert "số tiếp theo là 02" in page


def test_a_number_is_taken_on_the_page(secretary: Persona, plan: Plan) -> None:
    url = f"/c/{plan.cluster.code}/register/take/"
    secretary.post(url, {"about": "Đại hội Đoàn", "signed_on": "04/02/2024"}, follow=True)
    entry = RegisterEntry.objects.get()
    assert (entry.symbol, entry.about, entry.signed_on) == ("01-KH/ĐKDCĐ", "Đại hội Đoàn", dt.date(2024, 2, 4))


@pytest.fixture
def handed_over(plan: Plan) -> Plan:
    """The plan of the next year, led by another union, while the year still runs."""
    union = MemberUnionFactory.create(cluster=plan.cluster, name="Đoàn Khối Xây dựng", symbol="ĐKXD")
    return PlanFactory.create(cluster=plan.cluster, year=2025, lead=union)


def test_both_leads_books_are_shown(secretary: Persona, plan: Plan, handed_over: Plan, by: User) -> None:
    take(plan.cluster, by, 1, issuer="ĐKDCĐ")
    page = secretary.get(f"/c/{plan.cluster.code}/register/").content.decode()
    assert "Sổ “ĐKDCĐ 2022 - 2027”: số tiếp theo là 02" in page
    assert "Sổ “ĐKXD 2022 - 2027”: số tiếp theo là 01" in page
    books = re.findall(r'<option value="(\w+)"( selected)?>', page)
    assert books == [("ĐKDCĐ", " selected"), ("ĐKXD", "")], "that of the year that runs comes first"
    assert "Đoàn Khối Xây dựng" in page


@pytest.mark.parametrize(("book", "symbol"), [("ĐKDCĐ", "01-KH/ĐKDCĐ"), ("ĐKXD", "01-KH/ĐKXD"), (None, "01-KH/ĐKDCĐ")])
def test_the_number_comes_from_the_chosen_book(
    secretary: Persona, plan: Plan, handed_over: Plan, book: str | None, symbol: str
) -> None:
    data = {"about": "Đại hội Đoàn", "signed_on": "04/02/2024"} | ({"book": book} if book else {})
    secretary.post(f"/c/{plan.cluster.code}/register/take/", data)
    entry = RegisterEntry.objects.get()
    assert (entry.symbol, entry.series) == (symbol, f"{symbol[6:]} 2022 - 2027")


def test_the_chosen_book_is_kept_when_something_is_wrong(secretary: Persona, plan: Plan, handed_over: Plan) -> None:
    answer = secretary.post(f"/c/{plan.cluster.code}/register/take/", {"book": "ĐKXD", "signed_on": "04/02/2024"})
    assert answer.status_code == 422
    assert '<option value="ĐKXD" selected>' in answer.content.decode()


def test_no_number_from_a_book_that_nobody_keeps(secretary: Persona, plan: Plan, handed_over: Plan) -> None:
    Plan.objects.filter(pk=handed_over.pk).update(state=Plan.State.WITHDRAWN, state_reason="Nhầm.")
    data = {"about": "Đại hội", "signed_on": "04/02/2024", "book": "ĐKXD"}
    answer = secretary.post(f"/c/{plan.cluster.code}/register/take/", data)
    assert answer.status_code == 422
    assert "Hãy chọn lại sổ" in answer.content.decode()
    assert not RegisterEntry.objects.exists()


def test_one_book_is_not_asked_for(secretary: Persona, plan: Plan) -> None:
    PlanFactory.create(cluster=plan.cluster, year=2025, lead=plan.lead)
    page = secretary.get(f"/c/{plan.cluster.code}/register/").content.decode()
    assert page.count("số tiếp theo là 01") == 1
    assert 'name="book"' not in page


def test_after_the_year_the_last_book_stays_open(secretary: Persona, plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.CLOSED)
    assert "số tiếp theo là 01" in secretary.get(f"/c/{plan.cluster.code}/register/").content.decode()


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_books_are_two_queries(plan: Plan, count: int, django_assert_num_queries: pytest.FixtureRequest) -> None:
    for n in range(1, count + 1):
        union = MemberUnionFactory.create(cluster=plan.cluster, code=f"B{n}", symbol=f"B{n}")
        PlanFactory.create(cluster=plan.cluster, year=2024 + n, lead=union)
    with django_assert_num_queries(2):  # type: ignore[operator]
        books = books_of(plan.cluster, SIGNED)
        assert [book.keeper for book in books][:1] == [str(plan.lead)]
    assert len(books) == count + 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"about": "", "signed_on": "04/02/2024"}, "id_about_error"),
        ({"about": "Đại hội", "signed_on": "31/02/2024"}, "31/02/2024"),
        ({"about": "Đại hội", "signed_on": "06/02/2024"}, "Ngày ký chưa đến"),
    ],
)
def test_a_wrong_entry_takes_no_number(secretary: Persona, plan: Plan, data: dict[str, str], sentence: str) -> None:
    answer = secretary.post(f"/c/{plan.cluster.code}/register/take/", data)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not RegisterEntry.objects.exists()


def test_numbering_is_set_on_the_page(secretary: Persona, plan: Plan) -> None:
    url = f"/c/{plan.cluster.code}/register/numbering/"
    secretary.post(url, {"numbering": "per_year", "term": ""})
    assert Cluster.objects.get(pk=plan.cluster_id).numbering == PER_YEAR
    answer = secretary.post(url, {"numbering": "by_moon"})
    assert answer.status_code == 422
    assert Cluster.objects.get(pk=plan.cluster_id).numbering == PER_YEAR


def test_a_cluster_without_a_plan_takes_no_number(secretary: Persona, cluster: Cluster) -> None:
    answer = secretary.post(f"/c/{cluster.code}/register/take/", {"about": "Đại hội", "signed_on": "04/02/2024"})
    assert answer.status_code == 422
    assert "Chưa lấy số nào" in secretary.get(f"/c/{cluster.code}/register/").content.decode()
