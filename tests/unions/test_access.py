"""Who may do what, where and when: roles, terms, loaders."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.test import RequestFactory

from tests.conftest import Persona
from tests.factories import ClusterFactory, MembershipFactory, MemberUnionFactory, UserFactory
from unions.access import access_to, clusters_of, enter
from unions.models import Cluster, Membership, MemberUnion, Role, User
from unions.permissions import OWNER_PERMISSIONS, ROLE_PERMISSIONS, Permission

TODAY = dt.date(2026, 7, 1)
YESTERDAY, TOMORROW = TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=1)

# The whole table, written by hand: a change of a right has to be made twice, so it is meant.
# secretary, treasurer, clerk, officer, owner
RIGHTS = {
    Permission.SEE_PLAN: "STCOW",
    Permission.EDIT_PLAN: "S",
    Permission.IMPORT_PLAN: "S",
    Permission.ISSUE_PLAN: "S",
    Permission.GIVE_OPINION: "O",
    Permission.SEE_ALL_MONEY: "STCW",
    Permission.SEE_OWN_MONEY: "O",
    Permission.ISSUE_DUES: "ST",
    Permission.DECLARE_PAYMENT: "O",
    Permission.CONFIRM_PAYMENT: "T",
    Permission.RUN_ACTIVITY: "S",
    Permission.REPORT_OWN_WORK: "SO",
    Permission.SEE_VOLUNTEERS: "S",
    Permission.MANAGE_PEOPLE: "SW",
    Permission.SEE_LOG: "STW",
}
LETTERS = {"S": Role.SECRETARY, "T": Role.TREASURER, "C": Role.CLERK, "O": Role.OFFICER}


@pytest.mark.parametrize("permission", list(Permission))
def test_rights_are_those_of_the_table(permission: Permission) -> None:
    held = {letter for letter, role in LETTERS.items() if permission in ROLE_PERMISSIONS[role]}
    owner = {"W"} if permission in OWNER_PERMISSIONS else set()
    assert held | owner == set(RIGHTS[permission])


def test_nobody_both_declares_and_confirms_a_payment() -> None:
    both = {Permission.DECLARE_PAYMENT, Permission.CONFIRM_PAYMENT}
    assert not [role for role, rights in ROLE_PERMISSIONS.items() if both <= rights]
    assert not both & OWNER_PERMISSIONS


def test_every_role_has_rights() -> None:
    assert set(ROLE_PERMISSIONS) == {role.value for role in Role}
    assert all(Permission.SEE_PLAN in rights for rights in ROLE_PERMISSIONS.values())


# -- what a person is


def request_of(user: User) -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = user
    return request


@pytest.fixture
def person(db: None) -> User:
    return UserFactory.create()


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "inside"),
    [
        (None, None, True),
        (TODAY, None, True),
        (None, TODAY, True),
        (TODAY, TODAY, True),
        (YESTERDAY, TOMORROW, True),
        (TOMORROW, None, False),
        (None, YESTERDAY, False),
        (YESTERDAY, YESTERDAY, False),
    ],
)
def test_a_role_counts_from_its_first_to_its_last_local_day(
    person: User, starts_on: dt.date | None, ends_on: dt.date | None, inside: bool
) -> None:
    held = MembershipFactory.create(user=person, starts_on=starts_on, ends_on=ends_on)
    for hour in (0, 23):  # the first and the last hour of the local day, seven hours before universal time
        moment = dt.datetime(2026, 7, 1, hour, 30, tzinfo=dt.timezone(dt.timedelta(hours=7)))
        with time_machine.travel(moment, tick=False):
            assert (access_to(person, held.cluster) is not None) == inside
            assert (held.cluster in clusters_of(person)) == inside


def test_access_joins_the_rights_of_all_roles(person: User, cluster: Cluster, union_a: MemberUnion) -> None:
    MembershipFactory.create(user=person, cluster=cluster, role=Role.TREASURER)
    MembershipFactory.create(user=person, cluster=cluster, role=Role.OFFICER, union=union_a)
    access = access_to(person, cluster)
    assert access is not None
    assert access.roles == {Role.TREASURER, Role.OFFICER}
    assert access.unions == (union_a,)
    assert access.permissions == ROLE_PERMISSIONS[Role.TREASURER] | ROLE_PERMISSIONS[Role.OFFICER]


def test_rights_of_one_cluster_are_none_in_another(person: User, cluster: Cluster) -> None:
    MembershipFactory.create(user=person, role=Role.SECRETARY)
    MembershipFactory.create(user=person, cluster=cluster, role=Role.CLERK)
    access = access_to(person, cluster)
    assert access is not None
    assert access.permissions == ROLE_PERMISSIONS[Role.CLERK]


@pytest.mark.parametrize(
    ("who", "own", "other"),
    [
        ("officer_a", True, False),
        ("officer_b", False, True),
        ("treasurer", True, True),
        ("secretary", True, True),
        ("clerk", True, True),
        ("owner", True, True),
    ],
)
def test_money_of_a_union_is_its_own_business(
    request: pytest.FixtureRequest,
    cluster: Cluster,
    union_a: MemberUnion,
    union_b: MemberUnion,
    *,
    who: str,
    own: bool,
    other: bool,
) -> None:
    access = access_to(request.getfixturevalue(who).user, cluster)
    assert access is not None
    assert (access.may_see_money_of(union_a.pk), access.may_see_money_of(union_b.pk)) == (own, other)


# -- the loader


def test_enter_gives_the_access_in_one_query(
    officer_a: Persona, django_assert_num_queries: Callable[[int], Any]
) -> None:
    with django_assert_num_queries(1):
        access = enter(request_of(officer_a.user), "hcsn", Permission.DECLARE_PAYMENT)
        assert access.cluster.name == "Cụm Hành chính – Sự nghiệp"
        assert access.unions[0].name == "Đoàn Sở Y tế Thành phố"


@pytest.mark.parametrize("code", ["hcsn", "khong-co", "HCSN", ""])
def test_enter_hides_what_is_outside(stranger: Persona, code: str) -> None:
    with pytest.raises(Http404):
        enter(request_of(stranger.user), code)


def test_enter_refuses_inside_without_the_right(clerk: Persona) -> None:
    assert enter(request_of(clerk.user), "hcsn").cluster.code == "hcsn"
    with pytest.raises(PermissionDenied):
        enter(request_of(clerk.user), "hcsn", Permission.EDIT_PLAN)


def test_enter_hides_a_cluster_from_somebody_whose_role_has_ended(clerk: Persona) -> None:
    Membership.objects.update(ends_on=dt.date(2020, 1, 1))
    with pytest.raises(Http404):
        enter(request_of(clerk.user), "hcsn")


def test_the_owner_enters_every_cluster_with_the_owners_rights(owner: Persona, cluster: Cluster) -> None:
    ClusterFactory.create(code="khac")
    assert [enter(request_of(owner.user), code).permissions for code in ("hcsn", "khac")] == [OWNER_PERMISSIONS] * 2
    assert {c.code for c in clusters_of(owner.user)} == {"hcsn", "khac"}


def test_clusters_are_each_listed_once(person: User, cluster: Cluster) -> None:
    for role in (Role.SECRETARY, Role.TREASURER):
        MembershipFactory.create(user=person, cluster=cluster, role=role)
    assert clusters_of(person) == [cluster]


# -- unions of a year


@pytest.mark.parametrize(
    ("active_from", "active_to", "years"),
    [
        (None, None, {2023, 2024, 2025}),
        (dt.date(2024, 12, 31), None, {2024, 2025}),
        (None, dt.date(2024, 1, 1), {2023, 2024}),
        (dt.date(2024, 3, 1), dt.date(2024, 4, 1), {2024}),
        (dt.date(2025, 1, 1), None, {2025}),
        (None, dt.date(2023, 12, 31), {2023}),
    ],
)
def test_a_union_belongs_to_each_year_that_it_touches(
    cluster: Cluster, active_from: dt.date | None, active_to: dt.date | None, years: set[int]
) -> None:
    MemberUnionFactory.create(cluster=cluster, active_from=active_from, active_to=active_to)
    assert {year for year in (2023, 2024, 2025) if cluster.unions.active(year).exists()} == years
