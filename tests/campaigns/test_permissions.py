"""Whose figures a person sees and enters, as one table; and the loaders that stand before every page."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.test import RequestFactory

from campaigns import access as loaders
from campaigns.models import PublicPage
from campaigns.permissions import may_report_for, reported_unions, sees_everyone, unions_seen
from plans.models import Activity, Plan
from tests.campaigns.conftest import join
from tests.campaigns.factories import ResourceFactory, ResultFactory
from tests.conftest import Persona
from tests.factories import MembershipFactory
from tests.plans.factories import ActivityFactory, OccurrenceFactory, PlanFactory
from unions.access import access_to
from unions.models import Cluster, MemberUnion, Role
from unions.permissions import Access, Permission

#            role         sees all  enters for A  for B   for the cluster
TABLE = [
    ("secretary", True, True, True, True),
    ("treasurer", True, False, False, False),
    ("clerk", True, False, False, False),
    ("owner", True, False, False, False),
    ("officer_a", False, True, False, False),
    ("officer_b", False, False, True, False),
]


def access_of(someone: Persona, cluster: Cluster) -> Access:
    access = access_to(someone.user, cluster)
    assert access is not None
    return access


@pytest.mark.parametrize(("who", "everyone", "for_a", "for_b", "for_cluster"), TABLE)
def test_who_sees_and_enters_what(
    who: str,
    everyone: bool,
    for_a: bool,
    for_b: bool,
    for_cluster: bool,
    cluster: Cluster,
    union_a: MemberUnion,
    union_b: MemberUnion,
    request: pytest.FixtureRequest,
) -> None:
    access = access_of(request.getfixturevalue(who), cluster)
    assert sees_everyone(access) is everyone
    assert may_report_for(access, union_a.pk) is for_a
    assert may_report_for(access, union_b.pk) is for_b
    assert may_report_for(access, None) is for_cluster
    reported = {union for union, may in ((union_a, for_a), (union_b, for_b)) if may}
    assert set(reported_unions(access, [union_a, union_b])) == reported


@pytest.mark.parametrize(("who", "everyone"), [(row[0], row[1]) for row in TABLE])
def test_an_officer_sees_the_own_union_and_the_others_all(
    who: str,
    everyone: bool,
    cluster: Cluster,
    union_a: MemberUnion,
    union_b: MemberUnion,
    request: pytest.FixtureRequest,
) -> None:
    access = access_of(request.getfixturevalue(who), cluster)
    own = {"officer_a": {union_a.pk}, "officer_b": {union_b.pk}}.get(who)
    assert unions_seen(access) == own
    assert (own is None) is everyone


def test_an_officer_of_two_unions_sees_both(
    officer_a: Persona, cluster: Cluster, union_a: MemberUnion, union_b: MemberUnion
) -> None:
    MembershipFactory.create(user=officer_a.user, cluster=cluster, role=Role.OFFICER, union=union_b)
    assert unions_seen(access_of(officer_a, cluster)) == {union_a.pk, union_b.pk}


def test_a_secretary_who_is_also_an_officer_sees_everyone(
    secretary: Persona, cluster: Cluster, union_a: MemberUnion
) -> None:
    MembershipFactory.create(user=secretary.user, cluster=cluster, role=Role.OFFICER, union=union_a)
    assert unions_seen(access_of(secretary, cluster)) is None


# -- Loaders


def asking(someone: Persona) -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = someone.user
    return request


def test_an_activity_comes_with_its_plan_and_cluster_loaded(
    campaign: Activity, secretary: Persona, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(3):  # type: ignore[operator]
        access, activity = loaders.open_activity(asking(secretary), "hcsn", 2024, campaign.pk)
        assert activity.plan.cluster == access.cluster
        assert activity.clause.level == 1


def test_the_year_in_the_address_must_be_the_activitys(campaign: Activity, secretary: Persona) -> None:
    PlanFactory.create(cluster=campaign.plan.cluster, year=2025)
    with pytest.raises(Http404):
        loaders.open_activity(asking(secretary), "hcsn", 2025, campaign.pk)


@pytest.mark.parametrize(("who", "error"), [("officer_a", PermissionDenied), ("stranger", Http404)])
def test_inside_without_the_right_is_403_and_outside_404(
    campaign: Activity, who: str, error: type[Exception], request: pytest.FixtureRequest
) -> None:
    someone = request.getfixturevalue(who)
    with pytest.raises(error):
        loaders.open_activity(asking(someone), "hcsn", 2024, campaign.pk, Permission.RUN_ACTIVITY)


def test_rows_are_looked_for_within_their_activity(campaign: Activity, session: Activity, secretary: Persona) -> None:
    time = OccurrenceFactory.create(activity=session, number=7)
    resource, result = ResourceFactory.create(activity=session), ResultFactory.create(activity=session)
    at = ("hcsn", 2024)
    assert loaders.open_occurrence(asking(secretary), *at, session.pk, 7)[2] == time
    assert loaders.open_resource(asking(secretary), *at, session.pk, resource.pk)[2] == resource
    assert loaders.open_result(asking(secretary), *at, session.pk, result.pk)[2] == result
    for load, row in (
        (loaders.open_occurrence, 7),
        (loaders.open_resource, resource.pk),
        (loaders.open_result, result.pk),
    ):
        with pytest.raises(Http404):
            load(asking(secretary), *at, campaign.pk, row)


def test_a_page_is_opened_only_where_there_is_one(qr_page: PublicPage, session: Activity, secretary: Persona) -> None:
    assert loaders.open_page(asking(secretary), "hcsn", 2024, qr_page.activity.pk)[2] == qr_page
    with pytest.raises(Http404):
        loaders.open_page(asking(secretary), "hcsn", 2024, session.pk)


@pytest.mark.parametrize(
    ("who", "named", "opened"),
    [
        ("officer_a", "", "SYT"),
        ("officer_a", "SYT", "SYT"),
        ("officer_a", "GTVT", None),
        ("secretary", "", None),
        ("secretary", "GTVT", "GTVT"),
        ("secretary", "gtvt", None),
    ],
)
def test_whose_page_is_ones_own(
    plan: Plan, who: str, named: str, opened: str | None, request: pytest.FixtureRequest
) -> None:
    someone = request.getfixturevalue(who)
    if opened is None:
        with pytest.raises(Http404):
            loaders.open_my_union(asking(someone), "hcsn", 2024, named)
    else:
        assert loaders.open_my_union(asking(someone), "hcsn", 2024, named)[2].code == opened


def test_public_addresses_open_with_the_right_key_only(qr_page: PublicPage) -> None:
    sign_up = join(qr_page)
    assert loaders.open_public_page(qr_page.token) == qr_page
    assert loaders.open_sign_up(sign_up.code) == sign_up
    for wrong in ("", qr_page.token[:-1], qr_page.token.swapcase(), sign_up.code):
        with pytest.raises(Http404):
            loaders.open_public_page(wrong)
    for wrong in ("", sign_up.code[:-1], qr_page.token):
        with pytest.raises(Http404):
            loaders.open_sign_up(wrong)


def test_an_activity_of_another_cluster_is_missing_even_for_the_owner_under_our_code(
    plan: Plan, owner: Persona
) -> None:
    with pytest.raises(Http404):
        loaders.open_activity(asking(owner), "hcsn", 2024, ActivityFactory.create().pk)
