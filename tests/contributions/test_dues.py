"""Making dues: what is made, what is refused, what is recorded."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import prefetch_related_objects

from contributions import actions, errors, queries
from contributions.models import Due
from contributions.queries.levies import Stage
from contributions.reckoning import fingerprint
from plans.actions.times import understood
from plans.checks.loading import load_checked
from plans.levies import levy_totals
from plans.models import Activity, Levy, Occurrence, Plan
from tests.conftest import Persona
from tests.contributions.conftest import money_url
from tests.contributions.factories import add_visits, decide, levy_of, seed_plan, seven_unions
from tests.plans.factories import LevyFactory, OccurrenceFactory, ScheduleFactory
from unions import audit
from unions.models import AuditRecord, Cluster, MemberUnion

pytestmark = pytest.mark.usefixtures("english")
Basis = Levy.Basis


def test_dues_of_a_levy_paid_once(levy: Levy, treasurer: Persona, union_a: MemberUnion, union_b: MemberUnion) -> None:
    dues = actions.make_dues(levy=levy, by=treasurer.user)
    assert [(due.union, due.amount, due.occurrence, due.quarter) for due in dues] == [
        (union_a, 7_000_000, None, None),
        (union_b, 7_000_000, None, None),
    ]
    assert {due.made_by for due in dues} == {treasurer.user}
    assert len({due.code for due in dues}) == 2
    assert dues[0].code.startswith("KNHYT")


def test_dues_of_a_levy_paid_each_quarter(plan: Plan, treasurer: Persona, union_a: MemberUnion) -> None:
    levy = decide(levy_of(plan, "recurring_visit"), Basis.PER_QUARTER)
    dues = actions.make_dues(levy=levy, by=treasurer.user)
    assert [due.quarter for due in dues if due.union == union_a] == [1, 2, 3, 4]
    assert sum(due.amount for due in dues) == 4 * (2_250_000 + 1_750_000)


def test_dues_of_each_visit_leave_out_cancelled_ones(plan: Plan, treasurer: Persona) -> None:
    visits = add_visits(plan)
    Occurrence.objects.filter(pk=visits[1].pk).update(state="cancelled", reason="Mưa bão.")
    levy = decide(levy_of(plan, "recurring_visit"), Basis.PER_OCCURRENCE)
    dues = actions.make_dues(levy=levy, by=treasurer.user)
    assert {due.occurrence_id for due in dues} == {visits[0].pk, visits[2].pk, visits[3].pk}
    assert len(dues) == 6


def test_visits_added_later_get_their_dues_and_nothing_twice(plan: Plan, treasurer: Persona) -> None:
    visits = add_visits(plan)
    levy = decide(levy_of(plan, "recurring_visit"), Basis.PER_OCCURRENCE)
    actions.make_dues(levy=levy, by=treasurer.user)
    fifth = OccurrenceFactory.create(activity=visits[0].activity, number=5)
    assert queries.levy_state(levy).stage is Stage.MORE
    added = actions.make_dues(levy=levy, by=treasurer.user)
    assert [due.occurrence_id for due in added] == [fifth.pk, fifth.pk]
    assert Due.objects.count() == 10


def test_the_lead_pays_unless_the_levy_says_not(plan: Plan, treasurer: Persona, union_a: MemberUnion) -> None:
    levy = decide(levy_of(plan, "campaign"), Basis.ONCE)
    Levy.objects.filter(pk=levy.pk).update(lead_pays=False)
    dues = actions.make_dues(levy=levy, by=treasurer.user)
    assert plan.lead == union_a
    assert union_a not in {due.union for due in dues}
    assert len(dues) == 1


def test_the_due_keeps_its_day(levy: Levy, treasurer: Persona) -> None:
    Levy.objects.filter(pk=levy.pk).update(due_on="2024-06-15")
    levy.refresh_from_db()
    assert {str(due.due_on) for due in actions.make_dues(levy=levy, by=treasurer.user)} == {"2024-06-15"}


def test_no_dues_while_the_basis_is_undecided(plan: Plan, treasurer: Persona) -> None:
    with pytest.raises(errors.BasisUndecided, match="not decided"):
        actions.make_dues(levy=levy_of(plan, "campaign"), by=treasurer.user)
    assert not Due.objects.exists()


def test_no_dues_without_a_share(plan: Plan, treasurer: Persona) -> None:
    empty = LevyFactory.create(activity=plan.activities.first(), basis=Basis.ONCE)
    with pytest.raises(errors.NoShares):
        actions.make_dues(levy=empty, by=treasurer.user)


def test_no_dues_each_time_without_a_time(plan: Plan, treasurer: Persona) -> None:
    levy = decide(levy_of(plan, "recurring_visit"), Basis.PER_OCCURRENCE)
    with pytest.raises(errors.NoOccurrences):
        actions.make_dues(levy=levy, by=treasurer.user)


def test_a_second_click_makes_nothing(levy: Levy, treasurer: Persona) -> None:
    actions.make_dues(levy=levy, by=treasurer.user)
    with pytest.raises(errors.DuesMadeAlready):
        actions.make_dues(levy=levy, by=treasurer.user)
    assert Due.objects.count() == 2
    assert AuditRecord.objects.filter(verb="dues_made").count() == 1


def test_what_is_made_is_what_was_shown(levy: Levy, treasurer: Persona) -> None:
    seen = fingerprint(queries.levy_state(levy).missing)
    levy.shares.update(amount=8_000_000)
    with pytest.raises(errors.DuesChanged):
        actions.make_dues(levy=levy, by=treasurer.user, seen=seen)
    assert not Due.objects.exists()
    actions.make_dues(levy=levy, by=treasurer.user, seen=fingerprint(queries.levy_state(levy).missing))
    assert set(Due.objects.values_list("amount", flat=True)) == {8_000_000}


def test_the_trail_keeps_every_due(levy: Levy, treasurer: Persona) -> None:
    dues = actions.make_dues(levy=levy, by=treasurer.user)
    record = AuditRecord.objects.get(verb="dues_made")
    assert (record.by, record.target) == (treasurer.user, f"plans.levy:{levy.pk}")
    assert record.data["after"]["basis"] == "once"
    assert [row[0] for row in record.data["after"]["dues"]] == [due.pk for due in dues]


def test_no_due_stays_when_the_trail_cannot_be_written(
    levy: Levy, treasurer: Persona, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_more: object) -> None:
        raise DatabaseError("disk full")

    monkeypatch.setattr(audit, "record", broken)
    with pytest.raises(DatabaseError):
        actions.make_dues(levy=levy, by=treasurer.user)
    assert not Due.objects.exists()


def test_the_database_keeps_one_due_a_union_levy_and_time(dues: dict[MemberUnion, Due], union_a: MemberUnion) -> None:
    due = dues[union_a]
    copy = Due(plan=due.plan, levy=due.levy, union=union_a, amount=1, code="KHAC", made_by=due.made_by)
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()


@pytest.mark.parametrize("amount", [0, -1, 10**12 + 1])
def test_the_database_refuses_amounts_out_of_range(
    dues: dict[MemberUnion, Due], union_a: MemberUnion, amount: int
) -> None:
    due = dues[union_a]
    levy = levy_of(due.plan, "themed_session")
    row = Due(plan=due.plan, levy=levy, union=union_a, amount=amount, code="KHAC", made_by=due.made_by)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


@pytest.mark.parametrize(
    ("basis", "stage", "once", "every", "total"),
    [
        (Basis.UNDECIDED, Stage.UNDECIDED, 12_000_000, 48_000_000, 0),
        (Basis.ONCE, Stage.READY, 12_000_000, 12_000_000, 12_000_000),
        (Basis.PER_QUARTER, Stage.READY, 12_000_000, 48_000_000, 48_000_000),
        (Basis.PER_OCCURRENCE, Stage.READY, 12_000_000, 48_000_000, 48_000_000),
    ],
)
def test_both_totals_of_the_visits_of_2024(
    cluster: Cluster, basis: Levy.Basis, stage: Stage, once: int, every: int, total: int
) -> None:
    plan = seed_plan(cluster, seven_unions(cluster))
    add_visits(plan)
    state = queries.levy_state(decide(levy_of(plan, "recurring_visit"), basis))
    assert (state.stage, state.once, state.every_time, state.total) == (stage, once, every, total)


def test_states_agree_with_the_plans_own_totals(cluster: Cluster) -> None:
    plan = seed_plan(cluster, seven_unions(cluster))
    add_visits(plan)
    ours = [(state.levy, state.once, state.every_time) for state in queries.levy_states(plan)]
    assert ours == [(totals.levy, totals.once, totals.every_time) for totals in levy_totals(plan)]
    assert [once for _levy, once, _every in ours] == [49_000_000, 7_000_000, 12_000_000]


@pytest.mark.parametrize("basis", Basis.values)
@pytest.mark.parametrize(
    ("kind", "text", "dates", "times"),
    [
        ("campaign", "Tháng 6 - 8 năm 2024", [], 1),
        ("campaign", "Ngày 03/6, 10/6 năm 2024", [], 2),
        ("campaign", "Ngày 03/6, 10/6 năm 2024", ["planned"] * 3, 3),
        ("campaign", "Tháng 6 - 8 năm 2024", ["cancelled"], 0),
        ("campaign", "Tháng 6 - 8 năm 2024", ["planned", "cancelled"], 1),
        ("recurring_visit", "định kỳ hằng quý", [], 4),
        ("recurring_visit", "khi có điều kiện", [], 4),
        ("campaign", "Định kỳ hằng tháng", [], 12),
        ("campaign", "Ngày 05 hằng tháng", [], 12),
        ("campaign", "Ngày 05 và ngày 20 hằng tháng", [], 24),
        ("campaign", "Thứ Sáu hằng tuần", [], 52),
        ("recurring_visit", "Ngày 05 hằng tháng", [], 12),
        ("campaign", "Ngày 05 hằng tháng", ["planned"] * 2, 2),
        ("campaign", "hằng năm", [], 1),
    ],
)
def test_every_page_counts_a_levy_alike(
    plan: Plan, basis: str, kind: str, text: str, dates: list[str], times: int
) -> None:
    """The page of the activity, the desk, the page of the basis, and the total beside the editor."""
    levy = decide(levy_of(plan, kind), basis)
    activity = Activity.objects.get(pk=levy.activity_id)
    activity.schedules.all().delete()
    ScheduleFactory.create(activity=activity, **understood(text, plan.year))
    for number, state in enumerate(dates, 1):
        reason = "Mưa bão." if state == "cancelled" else ""
        OccurrenceFactory.create(activity=activity, number=number, state=state, reason=reason)
    prefetch_related_objects([activity], "occurrences", "schedules")
    each = sum(levy.shares.values_list("amount", flat=True))
    paid = {Basis.ONCE: 1, Basis.PER_QUARTER: 4}.get(Basis(basis), times)
    states = [queries.levy_state(levy), *queries.levy_states(plan, [activity])]
    assert [(one.total, one.every_time) for one in states] == [
        (0 if basis == Basis.UNDECIDED else each * paid, each * paid)
    ] * 2
    decided = None if basis == Basis.UNDECIDED else each * paid
    for totals in (levy_totals(plan), load_checked(plan).totals):
        (found,) = [one for one in totals if one.levy.pk == levy.pk]
        assert found.decided == decided
        if basis != Basis.ONCE:
            assert found.every_time == each * paid


def test_dues_that_the_plan_no_longer_says_are_counted(levy: Levy, treasurer: Persona) -> None:
    actions.make_dues(levy=levy, by=treasurer.user)
    assert queries.levy_state(levy).astray == 0
    levy.shares.filter(amount=7_000_000).update(amount=6_000_000)
    assert queries.levy_state(levy).astray == 2


# The screens


def test_the_preview_lists_every_due_and_making_them_is_one_click(
    levy: Levy, plan: Plan, treasurer: Persona, union_a: MemberUnion
) -> None:
    url = money_url(plan, f"levies/{levy.pk}/dues/")
    page = treasurer.get(url)
    assert page.status_code == 200
    text = page.content.decode()
    assert union_a.name in text
    assert text.count("7.000.000") >= 2
    assert "14.000.000" in text
    assert not Due.objects.exists()
    answer = treasurer.post(url, {"seen": page.context["preview"].seen})
    assert (answer.status_code, answer["Location"]) == (302, money_url(plan))
    assert Due.objects.count() == 2
    again = treasurer.post(url, {"seen": page.context["preview"].seen}, follow=True)
    assert Due.objects.count() == 2
    assert [str(message) for message in again.context["messages"]][-1] == str(errors.DuesMadeAlready())


def test_the_preview_says_what_is_to_be_decided_first(plan: Plan, treasurer: Persona, secretary: Persona) -> None:
    levy = levy_of(plan, "recurring_visit")
    add_visits(plan)
    url = money_url(plan, f"levies/{levy.pk}/dues/")
    assert "16.000.000" in treasurer.get(url).content.decode()  # four visits of 4.000.000
    basis_url = f"/c/{plan.cluster.code}/{plan.year}/levies/{levy.pk}/basis/"
    assert basis_url in secretary.get(url).content.decode()
    answer = treasurer.post(url, {"seen": ""}, follow=True)
    assert str(errors.BasisUndecided()) in answer.content.decode()
    assert not Due.objects.exists()


def test_a_changed_amount_sends_back_to_the_preview(levy: Levy, plan: Plan, treasurer: Persona) -> None:
    url = money_url(plan, f"levies/{levy.pk}/dues/")
    seen = treasurer.get(url).context["preview"].seen
    levy.shares.update(amount=9_000_000)
    answer = treasurer.post(url, {"seen": seen}, follow=True)
    assert answer.redirect_chain == [(url, 302)]
    assert str(errors.DuesChanged()) in answer.content.decode()
    assert not Due.objects.exists()


def test_a_levy_of_another_plan_is_not_found(levy: Levy, cluster: Cluster, treasurer: Persona) -> None:
    other = seed_plan(cluster, [levy.shares.first().union], year=2025)
    assert treasurer.get(money_url(other, f"levies/{levy.pk}/dues/")).status_code == 404


def test_clerk_and_officer_make_no_dues(levy: Levy, plan: Plan, clerk: Persona, officer_a: Persona) -> None:
    for person in (clerk, officer_a):
        for answer in (person.get, person.post):
            assert answer(money_url(plan, f"levies/{levy.pk}/dues/")).status_code == 403
    assert not Due.objects.exists()


def test_before_the_click_it_is_said_what_dues_of_a_draft_hold(levy: Levy, plan: Plan, treasurer: Persona) -> None:
    treasurer.cookies["django_language"] = "en"
    said = "can only be changed after the plan is issued, by an amendment"
    url = money_url(plan, f"levies/{levy.pk}/dues/")
    page = treasurer.get(url).content.decode()
    assert said in page.partition('name="seen"')[0]
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.ISSUED)
    page = treasurer.get(url).content.decode()
    assert 'name="seen"' in page
    assert said not in page
