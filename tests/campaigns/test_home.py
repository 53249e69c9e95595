"""Where everybody arrives."""

import pytest
from django.test import Client
from django.urls import reverse

from campaigns.views.home import landing
from plans.models import Plan
from tests.conftest import Persona, persona
from tests.factories import MembershipFactory, MemberUnionFactory, UserFactory
from tests.plans.factories import PlanFactory
from unions.access import access_to
from unions.models import Cluster, MemberUnion, Role

HOME = "/"


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("secretary", "campaigns:board"),
        ("treasurer", "contributions:desk"),
        ("clerk", "campaigns:paper_list"),
        ("officer_a", "campaigns:my_union"),
        ("owner", "campaigns:board"),
    ],
)
def test_each_role_lands_on_what_waits_for_it(plan: Plan, who: str, name: str, request: pytest.FixtureRequest) -> None:
    someone: Persona = request.getfixturevalue(who)
    response = someone.get(HOME)
    assert response.headers["Location"] == reverse(name, args=[plan.cluster.code, 2024])
    assert someone.get(response.headers["Location"]).status_code == 200


@pytest.mark.parametrize("years", [(2023, 2025), (2023, 2022), ()])
def test_the_plan_of_the_year_is_the_one(plan: Plan, secretary: Persona, years: tuple[int, ...]) -> None:
    """Next year's is written while this year's runs."""
    for year in years:
        PlanFactory.create(cluster=plan.cluster, year=year)
    assert secretary.get(HOME).headers["Location"].endswith("/2024/")


@pytest.mark.parametrize(("years", "lands"), [((2022, 2023, 2026), 2023), ((2026, 2025), 2025), ((2021,), 2021)])
def test_without_one_the_newest_before_it_then_the_nearest_to_come(
    cluster: Cluster, secretary: Persona, years: tuple[int, ...], lands: int
) -> None:
    for year in years:
        PlanFactory.create(cluster=cluster, year=year)
    assert secretary.get(HOME).headers["Location"].endswith(f"/{lands}/")


def test_a_withdrawn_plan_comes_last(plan: Plan, secretary: Persona) -> None:
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.WITHDRAWN, state_reason="Nhầm.")
    assert secretary.get(HOME).headers["Location"].endswith("/2024/")
    PlanFactory.create(cluster=plan.cluster, year=2023)
    assert secretary.get(HOME).headers["Location"].endswith("/2023/")


def test_another_clusters_newer_plan_is_not_ones_own(plan: Plan, secretary: Persona) -> None:
    PlanFactory.create(year=2026)
    assert secretary.get(HOME).headers["Location"].endswith("/hcsn/2024/")


def test_who_holds_several_roles_lands_on_the_first(cluster: Cluster, secretary: Persona, union_a: MemberUnion) -> None:
    MembershipFactory.create(user=secretary.user, cluster=cluster, role=Role.OFFICER, union=union_a)
    access = access_to(secretary.user, cluster)
    assert access is not None
    assert landing(access) == "campaigns:board"


def test_without_a_plan_the_secretary_is_told_how_to_begin(cluster: Cluster, secretary: Persona) -> None:
    body = secretary.get(HOME).content.decode()
    assert reverse("plans:plan_import", args=[cluster.code]) in body
    assert reverse("plans:plan_create", args=[cluster.code]) in body
    assert cluster.name in body


@pytest.mark.parametrize("who", ["treasurer", "clerk", "officer_a"])
def test_without_a_plan_the_others_are_told_to_wait(cluster: Cluster, who: str, request: pytest.FixtureRequest) -> None:
    body = request.getfixturevalue(who).get(HOME).content.decode()
    assert cluster.name in body
    assert reverse("plans:plan_import", args=[cluster.code]) not in body


def test_without_a_role_one_is_told_whom_to_ask(db: None) -> None:
    someone = persona(UserFactory.create(username="vo-danh"))
    response = someone.get(HOME)
    assert response.status_code == 200
    assert "vo-danh" in response.content.decode()


def test_without_any_cluster_the_owner_gets_a_page(owner: Persona) -> None:
    assert owner.get(HOME).status_code == 200


def test_a_stranger_signs_in_first(db: None) -> None:
    assert Client().get(HOME).headers["Location"].startswith("/login/")


def test_a_role_that_ended_yesterday_opens_nothing(plan: Plan, officer_a: Persona, clock: object) -> None:
    officer_a.user.memberships.update(ends_on="2024-08-19")
    assert "Location" not in officer_a.get(HOME).headers
    assert officer_a.get(reverse("campaigns:board", args=["hcsn", 2024])).status_code == 404


def test_nothing_is_written_by_arriving(plan: Plan, secretary: Persona) -> None:
    assert secretary.post(HOME).status_code == 405


def test_an_officer_of_two_clusters_lands_where_the_year_runs(plan: Plan, officer_a: Persona) -> None:
    other = MemberUnionFactory.create(cluster__code="khac")
    PlanFactory.create(cluster=other.cluster, year=2025)
    MembershipFactory.create(user=officer_a.user, cluster=other.cluster, role=Role.OFFICER, union=other)
    assert officer_a.get(HOME).headers["Location"] == "/c/hcsn/2024/my-union/"
