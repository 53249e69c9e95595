"""Accounts, queue, lists: what each question answers, and in how many queries."""

import datetime as dt
import uuid

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from contributions import actions, queries
from contributions.models import Due, Payment, PaymentState
from contributions.queries import Narrowing
from contributions.queries.payments import Queue
from contributions.reckoning import Balance
from contributions.templatetags.payments import occurrence_label, state_label, state_tone, time_label
from plans.models import Levy, Plan
from tests.conftest import Persona
from tests.contributions.conftest import Declare
from tests.contributions.factories import PaymentFactory, add_visits, decide, levy_of
from tests.plans.factories import OccurrenceFactory, PlanFactory
from unions.models import MemberUnion

pytestmark = pytest.mark.usefixtures("english")


def test_the_oldest_due_comes_first(plan: Plan, treasurer: Persona, union_a: MemberUnion) -> None:
    visits = add_visits(plan)
    actions.make_dues(levy=decide(levy_of(plan, "recurring_visit"), "per_occurrence"), by=treasurer.user)
    later = levy_of(plan, "themed_session")
    Levy.objects.filter(pk=later.pk).update(due_on=dt.date(2024, 8, 1))
    sooner = levy_of(plan, "campaign")
    Levy.objects.filter(pk=sooner.pk).update(due_on=dt.date(2024, 6, 15))
    for levy in (later, sooner):
        levy.refresh_from_db()
        actions.make_dues(levy=decide(levy, "once"), by=treasurer.user)
    lines = queries.union_account(plan, union_a).dues
    assert [line.due.levy for line in lines[:2]] == [sooner, later]
    assert [line.due.occurrence for line in lines[2:]] == visits


def test_an_account_has_its_dues_payments_and_sums(
    declare: Declare, treasurer: Persona, plan: Plan, union_a: MemberUnion, dues: dict[MemberUnion, Due]
) -> None:
    confirmed = actions.confirm_payment(payment=declare(2_000_000), by=treasurer.user)
    waiting = declare(1_000_000)
    account = queries.union_account(plan, union_a)
    assert account.balance == Balance(7_000_000, 2_000_000, 1_000_000)
    assert [line.due for line in account.open_dues] == [dues[union_a]]
    assert [(payment, payment.state) for payment in account.payments] == [
        (waiting, "waiting"),
        (confirmed, "confirmed"),
    ]


def test_an_account_takes_four_queries(
    declare: Declare, plan: Plan, union_a: MemberUnion, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for amount in (1, 2, 3):
        declare(amount)
    with django_assert_num_queries(4):
        account = queries.union_account(plan, union_a)
        assert {str(payment.union) for payment in account.payments} == {"Sở Y tế"}
        assert [line.due.levy.activity.title for line in account.dues]


def test_the_ledger_takes_four_queries(
    declare: Declare, plan: Plan, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    declare(1)
    with django_assert_num_queries(4):
        ledger = queries.ledger(plan)
        assert [row.union.name for row in ledger.rows]
        assert [section.activity.title for section in ledger.sections]


def test_an_account_shows_the_latest_payments_only(declare: Declare, plan: Plan, union_a: MemberUnion) -> None:
    for _ in range(12):
        declare(1)
    payments = queries.union_account(plan, union_a).payments
    assert len(payments) == 10
    assert payments[0].pk > payments[-1].pk


def test_open_dues_leave_out_what_is_declared(declare: Declare, plan: Plan, union_a: MemberUnion) -> None:
    (line,) = queries.open_due_lines(plan, union_a)
    assert line.balance.open == 7_000_000
    declare(7_000_000)
    assert queries.open_due_lines(plan, union_a) == ()


def test_waiting_payments_are_counted_by_year(declare: Declare, plan: Plan, treasurer: Persona) -> None:
    first, _second = declare(1), declare(2)
    assert queries.waiting_by_year(plan.cluster_id) == {2024: 2}
    actions.confirm_payment(payment=first, by=treasurer.user)
    assert queries.waiting_by_year(plan.cluster_id) == {2024: 1}
    PaymentFactory.create(plan=PlanFactory.create(cluster=plan.cluster, year=2023))
    PaymentFactory.create()  # of another cluster
    assert queries.waiting_by_year(plan.cluster_id) == {2023: 1, 2024: 1}


@pytest.mark.parametrize("state", PaymentState.values)
def test_payments_are_listed_by_state(declare: Declare, plan: Plan, treasurer: Persona, state: str) -> None:
    made = {name: declare(number) for number, name in enumerate(PaymentState.values, 1)}
    for name in (PaymentState.CONFIRMED, PaymentState.REVERSED):
        actions.confirm_payment(payment=made[name], by=treasurer.user)
    actions.reverse_payment(payment=made[PaymentState.REVERSED], by=treasurer.user, reason="Ghi nhầm.")
    actions.return_payment(payment=made[PaymentState.RETURNED], by=treasurer.user, reason="Ảnh mờ.")
    (found,) = queries.payment_list(plan, state=state)
    assert (found, found.state) == (made[state], state)
    assert queries.payment_list(plan, state="khac").count() == 4


IDS = tuple(uuid.uuid4() for _ in range(3))


@pytest.mark.parametrize(
    ("ids", "at", "current", "number", "previous", "following"),
    [
        ((), 0, None, 1, None, None),
        (IDS[:1], 0, IDS[0], 1, None, None),
        (IDS, 0, IDS[0], 1, None, IDS[1]),
        (IDS, 1, IDS[1], 2, IDS[0], IDS[2]),
        (IDS, 2, IDS[2], 3, IDS[1], None),
    ],
)
def test_the_queue_knows_what_comes_before_and_after(
    ids: tuple[uuid.UUID, ...],
    at: int,
    current: uuid.UUID | None,
    number: int,
    previous: uuid.UUID | None,
    following: uuid.UUID | None,
) -> None:
    queue = Queue(ids, at)
    assert (queue.current, queue.number, queue.previous, queue.next) == (current, number, previous, following)


@pytest.mark.parametrize(
    ("state", "before", "after"),
    [("waiting", 7_000_000, 4_000_000), ("confirmed", 7_000_000, 4_000_000), ("returned", 7_000_000, 7_000_000)],
)
def test_a_payments_page_says_what_it_changes(
    declare: Declare, plan: Plan, treasurer: Persona, state: str, before: int, after: int
) -> None:
    payment = declare(3_000_000)
    if state == "confirmed":
        actions.confirm_payment(payment=payment, by=treasurer.user)
    elif state == "returned":
        actions.return_payment(payment=payment, by=treasurer.user, reason="Ảnh mờ.")
    page = queries.payment_page(queries.payment_list(plan).get(pk=payment.pk))
    (line,) = page.settles
    assert (line.part, line.left_before, line.left_after, page.left_after) == (3_000_000, before, after, after)


def test_lists_are_narrowed(
    plan: Plan, dues: dict[MemberUnion, Due], union_a: MemberUnion, union_b: MemberUnion, treasurer: Persona
) -> None:
    session = decide(levy_of(plan, "themed_session"), "once")
    actions.make_dues(levy=session, by=treasurer.user)
    campaign = dues[union_a].levy.activity
    both = {dues[union_a]: 7_000_000, Due.objects.get(union=union_a, levy=session): 250_000}
    PaymentFactory.create(plan=plan, union=union_a, amount=7_250_000, dues=both, confirmed=True)
    PaymentFactory.create(plan=plan, union=union_b, amount=1_000_000, dues={dues[union_b]: 1_000_000})

    assert queries.due_list(plan, Narrowing()).balance == Balance(16_000_000, 7_250_000, 1_000_000)
    assert queries.due_list(plan, Narrowing(union=union_a)).balance.due == 8_000_000
    assert queries.due_list(plan, Narrowing(activity=campaign)).balance.due == 14_000_000
    left = queries.due_list(plan, Narrowing(activity=campaign, state="open"))
    assert [line.due for line in left.lines] == [dues[union_b]]

    rows = queries.payment_rows(plan, Narrowing())
    assert (rows.recorded, rows.waiting) == (7_250_000, 1_000_000)
    rows = queries.payment_rows(plan, Narrowing(activity=session.activity, state="confirmed"))
    assert (rows.asked, [payment.amount for payment in rows.page]) == (250_000, [7_250_000])
    assert [getattr(payment, "part", None) for payment in rows.page] == [250_000]
    rows = queries.payment_rows(plan, Narrowing(unions=(union_b.pk,)))
    assert (rows.recorded, rows.waiting, len(rows.page)) == (0, 1_000_000, 1)


@pytest.mark.parametrize("activity", ["", "x", "-1", "٣", "9" * 30, "999999"])
def test_an_unknown_activity_narrows_nothing(plan: Plan, activity: str) -> None:
    assert queries.narrowing(plan, None, None, activity=activity, state="").activity is None


def test_a_preview_counts_what_is_missing(plan: Plan, treasurer: Persona, union_a: MemberUnion) -> None:
    visits = add_visits(plan)
    levy = decide(levy_of(plan, "recurring_visit"), "per_occurrence")
    preview = queries.preview(queries.levy_state(levy))
    assert preview.occurrences == tuple(visits)
    first = preview.rows[0]
    assert (first.union, first.amount, first.times, first.total) == (union_a, 2_250_000, 4, 9_000_000)
    actions.make_dues(levy=levy, by=treasurer.user)
    fifth = OccurrenceFactory.create(activity=levy.activity, number=5)
    preview = queries.preview(queries.levy_state(levy))
    assert preview.occurrences == (fifth,)
    assert {row.times for row in preview.rows} == {1}


def test_a_preview_by_quarter_names_the_quarters(plan: Plan) -> None:
    levy = decide(levy_of(plan, "recurring_visit"), "per_quarter")
    assert queries.preview(queries.levy_state(levy)).quarters == (1, 2, 3, 4)


# Words


@pytest.mark.parametrize(
    ("state", "label", "tone"),
    [
        ("waiting", "Waiting for the treasurer", "info"),
        ("confirmed", "Recorded", "done"),
        ("returned", "Returned", "warning"),
        ("reversed", "Reversed", "danger"),
    ],
)
def test_a_state_has_a_word_and_a_shape(state: str, label: str, tone: str) -> None:
    assert (state_label(state), state_tone(state)) == (label, tone)


def test_a_due_says_which_time_it_is_for(plan: Plan) -> None:
    first, *_rest = add_visits(plan)
    assert time_label(Due()) == ""
    assert time_label(Due(quarter=2)) == "Quarter II"
    assert time_label(Due(occurrence=first)) == "Time 1: Quarter I"


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "precision", "label"),
    [
        (dt.date(2024, 3, 12), None, "day", "Time 7: 12/03/2024"),
        (dt.date(2024, 3, 1), dt.date(2024, 3, 31), "month", "Time 7: Month 3"),
        (dt.date(2024, 1, 1), dt.date(2024, 12, 31), "year", "Time 7: Year 2024"),
        (dt.date(2024, 1, 1), dt.date(2024, 3, 30), "quarter", "Time 7: 01/01–30/03/2024"),
    ],
)
def test_a_visit_is_called_by_its_time(starts_on: dt.date, ends_on: dt.date | None, precision: str, label: str) -> None:
    visit = OccurrenceFactory.build(activity=None, number=7, starts_on=starts_on, ends_on=ends_on, precision=precision)
    assert occurrence_label(visit) == label


def test_rows_say_who_they_are(declare: Declare, treasurer: Persona) -> None:
    payment = actions.confirm_payment(payment=declare(), by=treasurer.user)
    entry = actions.reverse_payment(payment=payment, by=treasurer.user, reason="Ghi nhầm.")
    allocation = payment.allocations.get()
    assert str(payment) == "Sở Y tế 7000000 2024-06-10"
    assert str(entry) == f"{payment.pk}: -7000000"
    assert str(allocation) == f"{payment.pk} -> {allocation.due_id}: 7000000"
    assert str(allocation.due).endswith("Sở Y tế 7000000")


def test_filters_by_plan(declare: Declare, plan: Plan) -> None:
    declare(1)
    other = PaymentFactory.create()
    assert Due.objects.for_plan(plan).count() == 2
    assert set(Payment.objects.of_unions([other.union_id])) == {other}
    assert Payment.objects.of_unions(None).count() == 2
