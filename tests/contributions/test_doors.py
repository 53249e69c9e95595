"""Each figure of a ledger leads to the rows behind it, and those rows sum up to it."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from contributions.doors import BalanceTable, balance_table
from contributions.models import MAX_AMOUNT, Adjustment, Due
from contributions.queries import LedgerRow
from contributions.reckoning import Balance
from plans.models import Levy, Plan, RegisterEntry, Version
from tests.conftest import Persona
from tests.contributions.factories import DueFactory, PaymentFactory
from tests.factories import UserFactory
from tests.plans.factories import ActivityFactory, LevyFactory, PlanFactory
from unions.models import Cluster, MemberUnion

pytestmark = pytest.mark.django_db
NAMES = ["Phải nộp", "Đã nộp", "Đang chờ", "Còn thiếu"]


@pytest.fixture
def plan(cluster: Cluster, union_a: MemberUnion) -> Plan:
    return PlanFactory.create(cluster=cluster, year=2024, lead=union_a)


@pytest.fixture
def due(plan: Plan, union_a: MemberUnion) -> Due:
    """A hundred owed; thirty are paid, twenty wait."""
    levy = LevyFactory.create(activity=ActivityFactory.create(plan=plan), basis=Levy.Basis.ONCE)
    made: Due = DueFactory.create(levy=levy, union=union_a, amount=100_000)
    for amount, confirmed in ((30_000, True), (20_000, False)):
        PaymentFactory.create(plan=plan, union=union_a, amount=amount, dues={made: amount}, confirmed=confirmed)
    return made


def table(plan: Plan, union: MemberUnion, balance: Balance, activity: int | None = None) -> BalanceTable:
    return balance_table(plan, [LedgerRow(union, balance)], balance, activity)


BALANCE = Balance(due=100_000, paid=30_000, waiting=20_000)


def test_columns_and_doors_stand_in_the_same_order(plan: Plan, union_a: MemberUnion) -> None:
    found = table(plan, union_a, BALANCE)
    assert [column.name for column in found.columns] == NAMES
    assert [door.column for door in found.rows[0].doors] == NAMES
    assert [door.figure for door in found.rows[0].doors] == ["100.000", "30.000", "20.000", "70.000"]


def test_a_door_is_narrowed_to_union_activity_and_state(plan: Plan, union_a: MemberUnion) -> None:
    doors = table(plan, union_a, BALANCE, activity=7).rows[0].doors
    queries = [dict(parse_qsl(urlsplit(door.url).query)) for door in doors]
    narrowed = {"union": "SYT", "activity": "7"}
    assert queries == [
        narrowed,
        {**narrowed, "state": "confirmed"},
        {**narrowed, "state": "waiting"},
        {**narrowed, "state": "open"},
    ]


def test_the_sum_of_all_is_not_narrowed(plan: Plan, union_a: MemberUnion) -> None:
    total = table(plan, union_a, BALANCE).total
    assert [urlsplit(door.url).query for door in total.doors] == ["", "state=confirmed", "state=waiting", "state=open"]


def test_nothing_is_behind_a_zero(plan: Plan, union_a: MemberUnion) -> None:
    doors = table(plan, union_a, Balance()).rows[0].doors
    assert [(door.figure, door.url) for door in doors] == [("0", "")] * 4


def test_a_union_leads_to_its_own_page(plan: Plan, union_a: MemberUnion, treasurer: Persona) -> None:
    row = table(plan, union_a, BALANCE).rows[0]
    assert row.name == "Sở Y tế"
    assert "Sở Y tế" in treasurer.get(row.url).content.decode()


def test_no_query_is_asked(plan: Plan, union_a: MemberUnion, django_assert_num_queries: object) -> None:
    plan.refresh_from_db(fields=["year"])
    assert plan.cluster
    with django_assert_num_queries(0):  # type: ignore[operator]
        table(plan, union_a, BALANCE)


def test_what_is_behind_each_door_sums_up_to_it(plan: Plan, due: Due, treasurer: Persona) -> None:
    """Walked as a person would: every figure of the ledger's page is opened."""
    page = treasurer.get(f"/c/{plan.cluster.code}/{plan.year}/money/ledger/").content.decode()
    doors = re.findall(r'data-label="([^"]+)"><a href="([^"]+)">([\d.]+)</a>', page)
    assert {name for name, _url, _figure in doors} == set(NAMES)
    for _name, url, figure in doors:
        behind = treasurer.get(url.replace("&amp;", "&"))
        assert behind.status_code == 200
        assert figure in behind.content.decode()


# -- Adjustments: what an amendment changes in a due


@pytest.fixture
def version(plan: Plan) -> Version:
    person = UserFactory.create()
    entry = RegisterEntry.objects.create(
        cluster=plan.cluster, number=1, symbol="01-KH/ĐTN", signed_on="2024-02-05", taken_by=person
    )
    return Version.objects.create(plan=plan, number=1, kind="plan", entry=entry, data={}, issued_by=person)


def adjust(due: Due, version: Version, amount: int) -> Adjustment:
    with transaction.atomic():
        return Adjustment.objects.create(due=due, amount=amount, version=version, made_by=version.issued_by)


@pytest.mark.parametrize("amount", [0, MAX_AMOUNT + 1, -MAX_AMOUNT - 1])
def test_an_adjustment_changes_something_in_range(due: Due, version: Version, amount: int) -> None:
    with pytest.raises(IntegrityError):
        adjust(due, version, amount)


@pytest.mark.parametrize("amount", [1, -1, MAX_AMOUNT, -MAX_AMOUNT])
def test_an_adjustment_goes_up_or_down(due: Due, version: Version, amount: int) -> None:
    assert str(adjust(due, version, amount)) == f"{due.pk}: {amount:+d}"


def test_an_amendment_adjusts_a_due_once(due: Due, version: Version) -> None:
    adjust(due, version, -1_000)
    with pytest.raises(IntegrityError):
        adjust(due, version, -2_000)


def test_an_adjustment_is_never_edited(due: Due, version: Version) -> None:
    row = adjust(due, version, -1_000)
    with pytest.raises(DatabaseError), transaction.atomic():
        Adjustment.objects.filter(pk=row.pk).update(amount=-2_000)
    row.refresh_from_db()
    assert row.amount == -1_000
