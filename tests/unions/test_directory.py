"""Unions, spellings, people and roles on the screen, seen by every role."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import Persona
from tests.factories import MembershipFactory, MemberUnionFactory, UnionAliasFactory
from unions.models import AuditRecord, Cluster, Membership, MemberUnion, Role, UnionAlias, User

UNIONS = "/c/hcsn/unions/"
PEOPLE = "/c/hcsn/people/"
GUARDED = [
    ("get", "/c/hcsn/unions/new/"),
    ("get", "/c/hcsn/unions/{union}/"),
    ("post", "/c/hcsn/unions/{union}/aliases/"),
    ("post", "/c/hcsn/unions/aliases/{alias}/remove/"),
    ("get", "/c/hcsn/people/"),
    ("get", "/c/hcsn/people/new/"),
    ("get", "/c/hcsn/people/{person}/"),
    ("post", "/c/hcsn/people/{person}/roles/"),
    ("post", "/c/hcsn/people/{person}/password/"),
    ("get", "/c/hcsn/roles/{role}/end/"),
    ("post", "/c/hcsn/roles/{role}/end/"),
]


@pytest.fixture
def places(union_a: MemberUnion, officer_a: Persona) -> dict[str, int]:
    alias = UnionAliasFactory.create(union=union_a, name="Ngành Y")
    role = Membership.objects.get(user=officer_a.user)
    return {"union": union_a.pk, "alias": alias.pk, "person": officer_a.user.pk, "role": role.pk}


def page_of(response: Any) -> str:
    return str(response.content.decode())


@pytest.mark.parametrize(("method", "path"), GUARDED)
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("treasurer", HTTPStatus.FORBIDDEN),
        ("clerk", HTTPStatus.FORBIDDEN),
        ("officer_b", HTTPStatus.FORBIDDEN),
        ("stranger", HTTPStatus.NOT_FOUND),
        ("client", HTTPStatus.FOUND),
    ],
)
def test_only_who_manages_people_gets_in(
    request: pytest.FixtureRequest, places: dict[str, int], method: str, path: str, who: str, status: HTTPStatus
) -> None:
    client = request.getfixturevalue(who)
    before = list(UnionAlias.objects.values()), list(Membership.objects.filter(pk=places["role"]).values())
    response = getattr(client, method)(path.format(**places))
    assert response.status_code == status
    assert before == (list(UnionAlias.objects.values()), list(Membership.objects.filter(pk=places["role"]).values()))


@pytest.mark.parametrize(("method", "path"), [pair for pair in GUARDED if pair[0] == "post"])
def test_nothing_changes_by_a_get(secretary: Persona, places: dict[str, int], method: str, path: str) -> None:
    response = secretary.get(path.format(**places))
    assert response.status_code in (HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.OK)
    assert not AuditRecord.objects.exists()


@pytest.mark.parametrize("who", ["secretary", "treasurer", "clerk", "officer_a", "officer_b", "owner"])
def test_everybody_in_the_cluster_sees_the_unions(
    request: pytest.FixtureRequest, places: dict[str, int], union_b: MemberUnion, who: str
) -> None:
    page = page_of(request.getfixturevalue(who).get(UNIONS))
    for text in ("Đoàn Sở Y tế Thành phố", "Đoàn Sở Giao thông Vận tải", "Ngành Y", "Đặng Cán Bộ A"):
        assert text in page


@pytest.mark.parametrize(
    ("who", "telephone", "may_change"),
    [
        ("secretary", True, True),
        ("owner", True, True),
        ("officer_a", True, False),
        ("officer_b", False, False),
        ("treasurer", False, False),
        ("clerk", False, False),
    ],
)
def test_telephones_are_for_the_own_union_and_who_manages_people(
    request: pytest.FixtureRequest, places: dict[str, int], who: str, telephone: bool, may_change: bool
) -> None:
    User.objects.filter(pk=places["person"]).update(phone="+84912345678")
    page = page_of(request.getfixturevalue(who).get(UNIONS))
    assert ("0912 345 678" in page) == telephone
    assert (f"/c/hcsn/unions/{places['union']}/" in page) == may_change
    assert ("/c/hcsn/people/" in page) == may_change


def test_strangers_and_unknown_clusters_get_the_same_answer(stranger: Persona, cluster: Cluster) -> None:
    own, other, unknown = (stranger.get(f"/c/{code}/unions/") for code in ("khac", "hcsn", "khong"))
    assert (own.status_code, other.status_code, unknown.status_code) == (200, 404, 404)
    assert "Cụm Hành chính" not in page_of(other)


def test_lists_ask_the_database_equally_often_for_one_row_and_for_many(
    secretary: Persona, cluster: Cluster, union_a: MemberUnion, django_assert_num_queries: Callable[..., Any]
) -> None:
    MembershipFactory.create(cluster=cluster, role=Role.OFFICER, union=union_a)
    counts = {}
    for path in (UNIONS, PEOPLE):
        with CaptureQueriesContext(connection) as counted:
            secretary.get(path)
        counts[path] = len(counted)
    for n in range(5):
        union = MemberUnionFactory.create(cluster=cluster)
        UnionAliasFactory.create_batch(n, union=union)
        MembershipFactory.create_batch(2, cluster=cluster, role=Role.OFFICER, union=union)
    for path, count in counts.items():
        with django_assert_num_queries(count):
            secretary.get(path)


def test_an_empty_list_says_what_to_do_next(secretary: Persona, clerk: Persona) -> None:
    assert "/c/hcsn/unions/new/" in page_of(secretary.get(UNIONS)).split('class="empty"')[1]
    assert 'class="empty"' in page_of(clerk.get(UNIONS))


# -- changing unions


def test_union_create_adds_it_and_says_so(secretary: Persona, cluster: Cluster) -> None:
    data = {"name": " Đoàn Sở  Tài chính ", "active_from": "03/04/2026", "position": "12"}
    response = secretary.post("/c/hcsn/unions/new/", data, follow=True)
    union = MemberUnion.objects.get()
    assert (union.name, union.code, union.position) == ("Đoàn Sở Tài chính", "TC", 12)
    assert f"{union.active_from:%Y-%m-%d}" == "2026-04-03"
    assert "Đoàn Sở Tài chính" in page_of(response).split('role="status"')[1].split("</div>")[0]
    assert AuditRecord.objects.get().by == secretary.user


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"name": ""}, 'id="id_name_error"'),
        ({"name": "Đoàn A", "active_from": "31/02/2024"}, "31/02/2024"),
        ({"name": "Đoàn A", "code": "có dấu"}, 'id="id_code_error"'),
        ({"name": "Đoàn A", "code": "SYT"}, "errorlist nonfield"),
        ({"name": "đoàn sở y tế"}, "errorlist nonfield"),
        ({"name": "Đ" * 201}, 'id="id_name_error"'),
    ],
)
def test_union_create_answers_in_words_and_keeps_what_was_typed(
    secretary: Persona, union_a: MemberUnion, data: dict[str, str], said: str
) -> None:
    response = secretary.post("/c/hcsn/unions/new/", {**data, "short_name": "giữ lại"})
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert said in page_of(response)
    assert 'value="giữ lại"' in page_of(response)
    assert MemberUnion.objects.count() == 1


def test_union_change_shows_the_values_and_writes_them(secretary: Persona, union_a: MemberUnion) -> None:
    path = f"/c/hcsn/unions/{union_a.pk}/"
    assert 'value="Đoàn Sở Y tế Thành phố"' in page_of(secretary.get(path))
    secretary.post(path, {"name": "Đoàn Sở Y tế", "code": "", "position": ""})
    union_a.refresh_from_db()
    assert (union_a.name, union_a.short_name, union_a.code, union_a.position) == ("Đoàn Sở Y tế", "", "SYT", 1)


def test_union_of_another_cluster_is_not_found(secretary: Persona) -> None:
    other = MemberUnionFactory.create()
    assert secretary.get(f"/c/hcsn/unions/{other.pk}/").status_code == HTTPStatus.NOT_FOUND
    assert secretary.post(f"/c/hcsn/unions/{other.pk}/", {"name": "X"}).status_code == HTTPStatus.NOT_FOUND
    alias = UnionAliasFactory.create(union=other)
    assert secretary.post(f"/c/hcsn/unions/aliases/{alias.pk}/remove/").status_code == HTTPStatus.NOT_FOUND
    assert UnionAlias.objects.filter(pk=alias.pk).exists()


def test_aliases_are_added_and_removed_on_the_unions_page(
    secretary: Persona, union_a: MemberUnion, union_b: MemberUnion
) -> None:
    path = f"/c/hcsn/unions/{union_a.pk}/"
    assert secretary.post(f"{path}aliases/", {"name": "Ngành Y"})["Location"] == path
    assert "Ngành Y" in page_of(secretary.get(path))
    refused = secretary.post(f"{path}aliases/", {"name": "Sở GTVT"})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Đoàn Sở Giao thông Vận tải" in page_of(refused)
    secretary.post(f"/c/hcsn/unions/aliases/{UnionAlias.objects.get().pk}/remove/")
    assert not UnionAlias.objects.exists()


# -- people


def test_person_create_makes_somebody_who_can_sign_in(secretary: Persona, union_a: MemberUnion) -> None:
    form = page_of(secretary.get("/c/hcsn/people/new/"))
    password = form.split('name="password" value="')[1].split('"')[0]
    data = {"full_name": "Võ Mới", "username": "vomoi", "phone": "0912 345 678", "role": "officer"}
    response = secretary.post("/c/hcsn/people/new/", {**data, "union": union_a.pk, "password": password}, follow=True)
    assert "vomoi" in page_of(response)
    person = User.objects.get(username="vomoi")
    assert (person.phone, person.password_given) == ("+84912345678", True)
    assert Client().login(username="vomoi", password=password, request=response.wsgi_request)


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"role": "officer"}, "union"),
        ({"role": "clerk", "union": "UNION"}, "union"),
        ({"role": "clerk", "phone": "091"}, "phone"),
        ({"role": "clerk", "password": "ngan"}, "password"),
        ({"role": "clerk", "username": "có cách"}, "username"),
        ({"role": "owner"}, "role"),
        ({"role": "officer", "union": "OTHER"}, "union"),
    ],
)
def test_person_create_answers_in_words(
    secretary: Persona, union_a: MemberUnion, data: dict[str, str], field: str
) -> None:
    places = {"UNION": union_a.pk, "OTHER": MemberUnionFactory.create().pk}
    good = {"full_name": "Võ Mới", "username": "vomoi", "password": "sen-pho-mai-4821"}
    sent = {name: places.get(value, value) for name, value in {**good, **data}.items()}
    response = secretary.post("/c/hcsn/people/new/", sent)
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert f'id="id_{field}_error"' in page_of(response)
    assert not User.objects.filter(username="vomoi").exists()


def test_person_list_shows_who_holds_what(secretary: Persona, officer_a: Persona, stranger: Persona) -> None:
    page = page_of(secretary.get(PEOPLE)).split("<main")[1]
    assert page.index("Đặng Cán Bộ A") < page.index("Lê Thư Ký")  # Đ before L
    assert "Vũ Người Lạ" not in page


def test_person_detail_is_for_people_of_the_cluster(secretary: Persona, stranger: Persona) -> None:
    path = f"/c/hcsn/people/{stranger.user.pk}/"
    assert secretary.get(path).status_code == HTTPStatus.NOT_FOUND
    assert secretary.post(f"{path}password/", {"password": "sen-pho-mai-4821"}).status_code == HTTPStatus.NOT_FOUND
    assert secretary.post(f"{path}roles/", {"role": "clerk"}).status_code == HTTPStatus.NOT_FOUND


def test_person_detail_gives_another_role_and_a_new_password(secretary: Persona, clerk: Persona) -> None:
    path = f"/c/hcsn/people/{clerk.user.pk}/"
    assert secretary.post(f"{path}roles/", {"role": "treasurer"})["Location"] == path
    refused = secretary.post(f"{path}roles/", {"role": "treasurer"})
    assert (refused.status_code, "errorlist nonfield" in page_of(refused)) == (422, True)
    assert secretary.post(f"{path}password/", {"password": "sen-pho-mai-4821"})["Location"] == path
    clerk.user.refresh_from_db()
    assert clerk.user.check_password("sen-pho-mai-4821")
    assert secretary.post(f"{path}password/", {"password": "vanphong"}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_the_secretary_says_where_a_person_is_reached(secretary: Persona, clerk: Persona) -> None:
    path = f"/c/hcsn/people/{clerk.user.pk}/"
    data = {"contact-phone": "", "contact-email": "vanphong@donvi.vn"}
    assert secretary.post(f"{path}contact/", data)["Location"] == path
    clerk.user.refresh_from_db()
    assert (clerk.user.phone, clerk.user.email) == ("", "vanphong@donvi.vn")
    assert "vanphong@donvi.vn" in page_of(secretary.get(path))
    bad = secretary.post(f"{path}contact/", {"contact-phone": "12", "contact-email": "x"})
    assert (bad.status_code, page_of(bad).count("errorlist")) == (422, 2)


def test_a_secretary_does_not_say_where_the_owner_is_reached(
    secretary: Persona, owner: Persona, cluster: Cluster
) -> None:
    MembershipFactory.create(user=owner.user, cluster=cluster, role=Role.CLERK)
    answer = secretary.post(
        f"/c/hcsn/people/{owner.user.pk}/contact/", {"contact-phone": "", "contact-email": "khac@donvi.vn"}
    )
    assert (answer.status_code, "Ngô Chủ Máy" in page_of(answer)) == (422, True)
    assert User.objects.get(pk=owner.user.pk).email != "khac@donvi.vn"


def test_a_secretary_cannot_take_over_the_owners_account(secretary: Persona, owner: Persona, cluster: Cluster) -> None:
    MembershipFactory.create(user=owner.user, cluster=cluster, role=Role.CLERK)
    response = secretary.post(f"/c/hcsn/people/{owner.user.pk}/password/", {"password": "sen-pho-mai-4821"})
    assert (response.status_code, "Ngô Chủ Máy" in page_of(response)) == (422, True)
    assert not User.objects.get(pk=owner.user.pk).check_password("sen-pho-mai-4821")


def test_role_end_asks_first_and_then_shuts_the_door(secretary: Persona, clerk: Persona) -> None:
    path = f"/c/hcsn/roles/{Membership.objects.get(user=clerk.user).pk}/end/"
    assert "Phạm Văn Phòng" in page_of(secretary.get(path))
    assert clerk.get(UNIONS).status_code == HTTPStatus.OK
    assert secretary.post(path)["Location"] == PEOPLE
    assert clerk.get(UNIONS).status_code == HTTPStatus.NOT_FOUND


def test_role_end_keeps_the_last_secretary(secretary: Persona) -> None:
    path = f"/c/hcsn/roles/{Membership.objects.get(user=secretary.user).pk}/end/"
    response = secretary.post(path)
    assert (response.status_code, "Lê Thư Ký" in page_of(response).split('role="alert"')[1]) == (422, True)


def test_role_of_another_cluster_is_not_found(secretary: Persona, stranger: Persona) -> None:
    path = f"/c/hcsn/roles/{Membership.objects.get(user=stranger.user).pk}/end/"
    assert secretary.post(path).status_code == HTTPStatus.NOT_FOUND


def test_hostile_text_stays_text(secretary: Persona, cluster: Cluster) -> None:
    secretary.post("/c/hcsn/unions/new/", {"name": "<script>alert(1)</script>"})
    page = page_of(secretary.get(UNIONS))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
