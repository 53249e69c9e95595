"""Levies: amounts, who pays, the basis and its print, and that dues freeze them."""

import datetime as dt

import pytest

from contributions.models import Due
from contributions.queries import levy_states
from plans.actions.levies import (
    Amounts,
    add_levy,
    choose_basis,
    dues_made,
    with_slot,
)
from plans.actions.lines import LineChange, change_line
from plans.actions.papers import change_paper
from plans.amending.queries import as_it_stands
from plans.errors import LevyHasDues, NothingToPay, StaleLevy, StaleLine, UnknownUnion
from plans.levies import levy_totals, plan_total
from plans.models import Clause, Levy, LevyShare
from plans.queries import load_paper
from tests.factories import MemberUnionFactory
from tests.plans.conftest import fail_to_record, last_record
from tests.plans.seed import Seed
from unions.models import User

pytestmark = pytest.mark.django_db
NBSP = "\u00a0"


def prints(levy: Levy) -> str:
    assert levy.clause_id
    return load_paper(levy.activity.plan).by_clause[levy.clause_id].text


def amounts_of(levy: Levy) -> list[int]:
    return list(LevyShare.objects.filter(levy=levy).order_by("position").values_list("amount", flat=True))


def change(levy: Levy, amounts: Amounts, by: User) -> None:
    """Other amounts, saved from the card of the levy's line."""
    assert levy.clause is not None
    change_line(clause=levy.clause, change=LineChange(amounts=amounts), seen_version=1, by=by)


def owe(levy: Levy, by: User) -> Due:
    share = levy.shares.all()[0]
    return Due.objects.create(
        plan=levy.activity.plan, levy=levy, union=share.union, amount=share.amount, code="K1", made_by=by
    )


# -- New ones


def test_flat_levy_asks_every_active_union(seed: Seed, by: User) -> None:
    left = MemberUnionFactory.create(cluster=seed.plan.cluster, active_to=dt.date(2023, 12, 31))
    levy = add_levy(activity=seed.visit, amounts=Amounts(flat=500_000), by=by)
    assert amounts_of(levy) == [500_000] * 7
    assert not LevyShare.objects.filter(levy=levy, union=left).exists()
    assert (levy.basis, levy.shape, last_record().verb) == ("undecided", "flat", "levy.add")
    assert prints(levy) == f"Các cơ sở Đoàn trong cụm đóng góp kinh phí thực hiện (500.000{NBSP}đồng/đơn vị)."


def test_the_lead_that_came_later_is_spared_too(seed: Seed, by: User) -> None:
    """Paper, sums, money and checks ask nothing of whoever leads, though its amount was written before it led."""
    second = seed.unions[1]
    tiers = {union: 100_000 * place for place, union in enumerate(seed.unions[:4], start=1)}
    levy = add_levy(activity=seed.visit, amounts=Amounts(None, tiers, lead_pays=False), by=by, basis=Levy.Basis.ONCE)
    plan = seed.plan
    change_paper(plan=plan, values={"lead": second}, seen_version=plan.version, by=by)
    (total,) = (one for one in levy_totals(plan) if one.levy.pk == levy.pk)
    (state,) = (one for one in levy_states(plan) if one.levy.pk == levy.pk)
    assert (total.decided, state.total) == (700_000, 700_000)
    assert second.name not in prints(levy)
    (image,) = (one for one in as_it_stands(plan)["levies"] if one["id"] == levy.pk)
    assert second.code not in image["shares"]


def test_lead_may_be_left_out(seed: Seed, by: User) -> None:
    levy = add_levy(activity=seed.visit, amounts=Amounts(flat=500_000, lead_pays=False), by=by)
    assert len(amounts_of(levy)) == 6
    assert not LevyShare.objects.filter(levy=levy, union=seed.unions[0]).exists()


def test_amounts_by_union_print_in_tiers_the_highest_first(seed: Seed, by: User) -> None:
    a, b, c = seed.unions[:3]
    levy = add_levy(activity=seed.session, amounts=Amounts(by_union={a: 100_000, b: 300_000, c: 100_000}), by=by)
    assert f"({b.name}: 300.000{NBSP}đồng; {a.name}, {c.name}: 100.000{NBSP}đồng)" in prints(levy)


def test_duty_line_states_the_levy_in_brackets(seed: Seed, by: User) -> None:
    line = seed.line("phụ trách khám bệnh")
    levy = add_levy(activity=seed.campaign, amounts=Amounts(flat=200_000), on=line, by=by)
    assert prints(levy).endswith(f"phụ trách khám bệnh (200.000{NBSP}đồng/đơn vị).")
    line.refresh_from_db()
    assert line.version == 2


@pytest.mark.parametrize(
    ("plain", "slotted"),
    [("Góp tiền.", "Góp tiền ({mức đóng góp})."), ("Góp tiền", "Góp tiền ({mức đóng góp})")],
)
def test_figures_get_their_place_once(plain: str, slotted: str) -> None:
    assert with_slot(plain) == slotted
    assert with_slot(slotted) == slotted


@pytest.mark.parametrize("amounts", [Amounts(), Amounts(by_union={})])
def test_levy_without_an_amount_is_refused(seed: Seed, by: User, amounts: Amounts) -> None:
    lines = Clause.objects.count()
    with pytest.raises(NothingToPay):
        add_levy(activity=seed.visit, amounts=amounts, by=by)
    assert (Levy.objects.count(), Clause.objects.count()) == (3, lines)


def test_union_of_another_cluster_owes_nothing(seed: Seed, by: User) -> None:
    with pytest.raises(UnknownUnion):
        add_levy(activity=seed.visit, amounts=Amounts(by_union={MemberUnionFactory.create(): 1}), by=by)


# -- Changes


def test_flat_amount_changes_for_all(seed: Seed, by: User) -> None:
    due_on = dt.date(2024, 6, 15)
    change(seed.campaign_levy, Amounts(flat=8_000_000, due_on=due_on), by)
    levy = Levy.objects.get(pk=seed.campaign_levy.pk)
    assert (amounts_of(levy), levy.due_on, levy.version) == ([8_000_000] * 7, due_on, 2)
    record = last_record()
    assert record.data["before"]["levy"]["shares"][seed.unions[0].code] == 7_000_000
    assert record.data["after"]["levy"]["due_on"] == "2024-06-15"
    assert levy.clause is not None
    assert levy.clause.version == 2


def test_changed_tier_is_printed_with_its_equals(seed: Seed, by: User) -> None:
    shares = {share.union: share.amount for share in seed.visit_levy.shares.select_related("union")}
    shares[seed.unions[1]] = 1_500_000
    change(seed.visit_levy, Amounts(by_union=shares), by)
    assert amounts_of(seed.visit_levy) == sorted(shares.values(), reverse=True)
    assert prints(seed.visit_levy).count("đồng") == 3


def test_printed_names_stay_when_amounts_change(seed: Seed, by: User) -> None:
    LevyShare.objects.filter(levy=seed.visit_levy, union=seed.unions[1]).update(label="Đoàn Y")
    shares = {share.union: share.amount + 1 for share in seed.visit_levy.shares.select_related("union")}
    change(seed.visit_levy, Amounts(by_union=shares), by)
    assert "Đoàn Y, " in prints(seed.visit_levy)


def test_older_version_is_refused(seed: Seed, by: User) -> None:
    change(seed.campaign_levy, Amounts(flat=1), by)
    with pytest.raises(StaleLine):
        change(seed.campaign_levy, Amounts(flat=2), by)
    with pytest.raises(StaleLevy):
        choose_basis(levy=seed.campaign_levy, basis=Levy.Basis.PER_QUARTER, seen_version=1, by=by)
    assert amounts_of(seed.campaign_levy) == [1] * 7
    assert Levy.objects.get(pk=seed.campaign_levy.pk).basis == "once"


def test_card_that_was_open_is_told_of_the_choice(seed: Seed, by: User) -> None:
    choose_basis(levy=seed.campaign_levy, basis=Levy.Basis.PER_QUARTER, seen_version=1, by=by)
    with pytest.raises(StaleLine):
        change(seed.campaign_levy, Amounts(flat=2), by)
    assert amounts_of(seed.campaign_levy) == [7_000_000] * 7


# -- The basis


@pytest.mark.parametrize(
    ("basis", "printed", "least", "most"),
    [
        (Levy.Basis.ONCE, "; nộp một lần cho cả năm)", 68_000_000, 68_000_000),
        (Levy.Basis.PER_OCCURRENCE, "đồng/lần)", 104_000_000, 104_000_000),
        (Levy.Basis.PER_QUARTER, "đồng/quý)", 104_000_000, 104_000_000),
        (Levy.Basis.UNDECIDED, "đồng)", 68_000_000, 104_000_000),
    ],
)
def test_choice_is_printed_and_summed(
    seed: Seed, by: User, basis: Levy.Basis, printed: str, least: int, most: int
) -> None:
    choose_basis(levy=seed.visit_levy, basis=basis, seen_version=1, by=by)
    assert printed in prints(seed.visit_levy)
    total = plan_total(levy_totals(seed.plan))
    assert (total.least, total.most) == (least, most)


def test_choice_has_its_hour_and_record(seed: Seed, by: User) -> None:
    choose_basis(levy=seed.visit_levy, basis=Levy.Basis.ONCE, seen_version=1, by=by)
    seed.visit_levy.refresh_from_db()
    assert seed.visit_levy.decided_at is not None
    record = last_record()
    assert (record.verb, record.data["before"]["basis"]) == ("levy.choose_basis", "undecided")
    choose_basis(levy=seed.visit_levy, basis=Levy.Basis.UNDECIDED, seen_version=2, by=by)
    seed.visit_levy.refresh_from_db()
    assert seed.visit_levy.decided_at is None


# -- Dues freeze it


@pytest.mark.parametrize("verb", ["amounts", "basis"])
def test_dues_freeze_amounts_and_basis(seed: Seed, by: User, verb: str) -> None:
    levy = seed.campaign_levy
    owe(levy, by)
    assert dues_made(levy) == 1

    def act() -> None:
        if verb == "amounts":
            change(levy, Amounts(flat=1), by)
        else:
            choose_basis(levy=levy, basis=Levy.Basis.PER_QUARTER, seen_version=1, by=by)

    with pytest.raises(LevyHasDues) as caught:
        act()
    assert "1" in str(caught.value)
    stored = Levy.objects.get(pk=levy.pk)
    assert (amounts_of(stored), stored.basis, stored.version) == ([7_000_000] * 7, "once", 1)


@pytest.mark.parametrize("verb", ["add", "change", "basis"])
def test_without_its_record_nothing_happens(seed: Seed, by: User, monkeypatch: pytest.MonkeyPatch, verb: str) -> None:
    before = list(Levy.objects.values()), list(LevyShare.objects.order_by("id").values("levy", "union", "amount"))
    levy = seed.visit_levy
    fail_to_record(monkeypatch)

    def act() -> None:
        if verb == "add":
            add_levy(activity=seed.visit, amounts=Amounts(flat=1), by=by)
        elif verb == "change":
            change(levy, Amounts(flat=1), by)
        else:
            choose_basis(levy=levy, basis=Levy.Basis.ONCE, seen_version=1, by=by)

    with pytest.raises(RuntimeError):
        act()
    after = list(Levy.objects.values()), list(LevyShare.objects.order_by("id").values("levy", "union", "amount"))
    assert after == before
