"""Resources and results: entered, corrected, taken away; twice is once, and the trail keeps what was."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from campaigns import errors
from campaigns.actions import resources, results
from campaigns.actions.resources import ResourceFacts, add_resource, change_resource, remove_resource
from campaigns.actions.results import ResultFacts, add_result, change_result, remove_result
from campaigns.models import Resource, Result
from plans.models import Activity
from tests.conftest import Persona
from tests.factories import MemberUnionFactory
from unions.models import AuditRecord, MemberUnion, User

VESTS = ResourceFacts("need", "Áo phao", 50, "cái")
GIFTS = ResultFacts("Quà tặng", "phần", Decimal(12_800), "over")


@pytest.fixture
def by(secretary: Persona) -> User:
    return secretary.user


def last() -> AuditRecord:
    return AuditRecord.objects.order_by("-number")[0]


def test_a_need_is_entered(campaign: Activity, by: User) -> None:
    row = add_resource(activity=campaign, facts=VESTS, by=by)
    assert (row.kind, row.thing, row.quantity, row.unit, row.value, row.union) == (
        "need",
        "Áo phao",
        50,
        "cái",
        None,
        None,
    )
    assert (last().verb, last().by, last().data["after"]["quantity"]) == ("resource.add", by, 50)


def test_a_gift_has_a_giver_and_a_value(campaign: Activity, union_a: MemberUnion, by: User) -> None:
    facts = ResourceFacts("given", "Tủ sách", 1, "tủ", 12_000_000, union_a, "Sở Tư pháp")
    row = add_resource(activity=campaign, facts=facts, by=by)
    assert (row.value, row.union, row.giver) == (12_000_000, union_a, "Sở Tư pháp")


def test_a_resource_entered_twice_is_one(campaign: Activity, by: User) -> None:
    rows = [add_resource(activity=campaign, facts=VESTS, by=by) for _click in range(2)]
    assert rows[0] == rows[1]
    assert (Resource.objects.count(), AuditRecord.objects.count()) == (1, 1)


@pytest.mark.parametrize("change", [{"quantity": 51}, {"kind": "offer"}, {"giver": "Ông Ba"}, {"value": 5}])
def test_another_resource_is_another(campaign: Activity, by: User, change: dict[str, Any]) -> None:
    add_resource(activity=campaign, facts=VESTS, by=by)
    add_resource(activity=campaign, facts=replace(VESTS, **change), by=by)
    assert Resource.objects.count() == 2


def test_a_resource_is_corrected_and_the_trail_keeps_what_it_was(campaign: Activity, by: User) -> None:
    row = add_resource(activity=campaign, facts=VESTS, by=by)
    change_resource(resource=row, facts=replace(VESTS, quantity=60), by=by)
    row.refresh_from_db()
    assert row.quantity == 60
    assert (last().data["before"]["quantity"], last().data["after"]["quantity"]) == (50, 60)


def test_a_resource_corrected_to_the_same_leaves_no_trace(campaign: Activity, by: User) -> None:
    row = add_resource(activity=campaign, facts=VESTS, by=by)
    change_resource(resource=row, facts=VESTS, by=by)
    assert AuditRecord.objects.count() == 1


def test_a_resource_taken_away_stays_in_the_trail(campaign: Activity, by: User) -> None:
    remove_resource(resource=add_resource(activity=campaign, facts=VESTS, by=by), by=by)
    assert not Resource.objects.exists()
    assert (last().verb, last().data["before"]["thing"]) == ("resource.remove", "Áo phao")


def test_a_result_is_entered_with_its_qualifier(campaign: Activity, by: User) -> None:
    row = add_result(activity=campaign, facts=GIFTS, by=by)
    assert (row.indicator, row.number, row.unit, row.qualifier, row.entered_by) == (
        "Quà tặng",
        Decimal(12_800),
        "phần",
        "over",
        by,
    )
    assert last().data["after"] == {
        "indicator": "Quà tặng",
        "unit": "phần",
        "number": "12.800",
        "qualifier": "over",
        "union": "",
    }


def test_a_result_entered_twice_is_one(campaign: Activity, by: User, officer_a: Persona) -> None:
    rows = [add_result(activity=campaign, facts=GIFTS, by=person) for person in (by, officer_a.user)]
    assert rows[0] == rows[1]
    assert (Result.objects.count(), AuditRecord.objects.count()) == (1, 1)


def test_a_result_is_corrected_by_whoever_corrects_it(campaign: Activity, by: User, officer_a: Persona) -> None:
    row = add_result(activity=campaign, facts=GIFTS, by=by)
    change_result(result=row, facts=replace(GIFTS, number=Decimal("7.4")), by=officer_a.user)
    row.refresh_from_db()
    assert (row.number, row.entered_by) == (Decimal("7.400"), officer_a.user)
    assert (last().data["before"]["number"], last().data["after"]["number"]) == ("12.800", "7,4")


def test_a_result_corrected_to_the_same_leaves_no_trace(campaign: Activity, by: User) -> None:
    row = add_result(activity=campaign, facts=GIFTS, by=by)
    change_result(result=row, facts=replace(GIFTS, number=Decimal("12800.000")), by=by)
    assert AuditRecord.objects.count() == 1


def test_a_result_taken_away_stays_in_the_trail(campaign: Activity, by: User) -> None:
    remove_result(result=add_result(activity=campaign, facts=GIFTS, by=by), by=by)
    assert not Result.objects.exists()
    assert (last().verb, last().data["before"]["indicator"]) == ("result.remove", "Quà tặng")


def test_a_union_of_another_cluster_neither_gives_nor_reaches(campaign: Activity, by: User) -> None:
    stranger = MemberUnionFactory.create()
    resource = add_resource(activity=campaign, facts=VESTS, by=by)
    result = add_result(activity=campaign, facts=GIFTS, by=by)
    for act in (
        lambda: add_resource(activity=campaign, facts=replace(VESTS, union=stranger), by=by),
        lambda: change_resource(resource=resource, facts=replace(VESTS, union=stranger), by=by),
        lambda: add_result(activity=campaign, facts=replace(GIFTS, union=stranger), by=by),
        lambda: change_result(result=result, facts=replace(GIFTS, union=stranger), by=by),
    ):
        with pytest.raises(errors.ForeignUnion):
            act()
    assert (Resource.objects.count(), Result.objects.count()) == (1, 1)


@pytest.mark.parametrize("verb", ["add", "change", "remove"])
@pytest.mark.parametrize("kind", ["resource", "result"])
def test_nothing_is_written_when_the_trail_cannot_be(
    campaign: Activity, by: User, kind: str, verb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    resource = add_resource(activity=campaign, facts=VESTS, by=by)
    result = add_result(activity=campaign, facts=GIFTS, by=by)
    before = (list(Resource.objects.values()), list(Result.objects.values()))
    calls = {
        ("resource", "add"): lambda: add_resource(activity=campaign, facts=replace(VESTS, quantity=1), by=by),
        ("resource", "change"): lambda: change_resource(resource=resource, facts=replace(VESTS, quantity=1), by=by),
        ("resource", "remove"): lambda: remove_resource(resource=resource, by=by),
        ("result", "add"): lambda: add_result(activity=campaign, facts=replace(GIFTS, unit="hộp"), by=by),
        ("result", "change"): lambda: change_result(result=result, facts=replace(GIFTS, unit="hộp"), by=by),
        ("result", "remove"): lambda: remove_result(result=result, by=by),
    }

    def full_disk(*_args: object, **_kwargs: object) -> None:
        raise OSError("disk full")

    for module in (resources, results):
        monkeypatch.setattr(module.audit, "record", full_disk)
    with pytest.raises(OSError, match="disk full"):
        calls[kind, verb]()
    assert (list(Resource.objects.values()), list(Result.objects.values())) == before
