"""Whole stories of people: who is added, who goes, what each sees on the next click, what the log tells of it."""

import html
import re
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.conftest import Persona
from tests.factories import PASSWORD, MembershipFactory, MemberUnionFactory, UserFactory
from unions import actions
from unions.models import AuditRecord, Cluster, Membership, MemberUnion, Role, UnionAlias, User

UNIONS, PEOPLE, LOG = "/c/hcsn/unions/", "/c/hcsn/people/", "/c/hcsn/log/"
PEOPLE_IN = "/admin/unions/user/"
GIVEN, CHOSEN = "sen-pho-mai-4821", "hoa-gao-do-7350"


def words(markup: str) -> str:
    """Markup as a person reads it."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def body_of(answer: Any) -> str:
    """What stands in the middle of a page, as read."""
    return words(answer.content.decode().split("<main", 1)[1].split("</main>")[0])


def log_rows(answer: Any) -> list[str]:
    """The records on a page of the log, as read."""
    page = answer.content.decode()
    if '<ol class="timeline">' not in page:
        return []
    return [words(row) for row in page.split('<ol class="timeline">')[1].split("</ol>")[0].split("<li>")[1:]]


def sign_in(username: str, password: str) -> tuple[Client, Any]:
    """Another browser, in which somebody signs in at the door."""
    browser = Client()
    return browser, browser.post("/login/", {"username": username, "password": password})


# A union and its officer


def test_a_union_and_its_officer_from_the_first_form_to_the_last_click(secretary: Persona, cluster: Cluster) -> None:
    secretary.post("/c/hcsn/unions/new/", {"name": "Đoàn Sở Nông nghiệp", "short_name": "Sở NN", "code": "NN"})
    union = MemberUnion.objects.get(code="NN")
    for spelling in ("Sở Nông nghiệp và PTNT", "Ngành Nông"):
        secretary.post(f"{UNIONS}{union.pk}/aliases/", {"name": spelling})
    assert set(UnionAlias.objects.values_list("name", flat=True)) == {"Sở Nông nghiệp và PTNT", "Ngành Nông"}
    facts = {"full_name": "Võ Thị Lúa", "username": "volua", "phone": "0912.345.678", "password": GIVEN}
    secretary.post(f"{PEOPLE}new/", {**facts, "role": "officer", "union": union.pk, "office": "Bí thư"})
    browser, answer = sign_in("volua", GIVEN)
    assert answer["Location"] == "/account/"
    seen = body_of(browser.get(UNIONS))
    for text in ("Đoàn Sở Nông nghiệp", "Ngành Nông", "Võ Thị Lúa", "0912 345 678"):
        assert text in seen
    role = Membership.objects.get(user__username="volua")
    asked = body_of(secretary.get(f"/c/hcsn/roles/{role.pk}/end/"))
    assert "Võ Thị Lúa" in asked
    assert browser.get(UNIONS).status_code == 200  # a question ends nothing
    secretary.post(f"/c/hcsn/roles/{role.pk}/end/")
    gone = browser.get(UNIONS)
    assert gone.status_code == 404
    assert "Sở Nông nghiệp" not in words(gone.content.decode())
    secretary.get(PEOPLE)  # reads the sentences that name the person
    assert "Võ Thị Lúa" not in body_of(secretary.get(PEOPLE))
    assert browser.get("/account/").status_code == 200  # the account stays, without a role
    told = " | ".join(reversed(log_rows(secretary.get(LOG))))
    places = [told.index(text) for text in ("Sở Nông nghiệp và PTNT", "Ngành Nông", "Võ Thị Lúa")]
    assert places == sorted(places)
    assert GIVEN not in secretary.get(LOG).content.decode()


def test_a_person_with_two_roles_keeps_the_other(secretary: Persona, officer_a: Persona, union_b: MemberUnion) -> None:
    person = f"{PEOPLE}{officer_a.user.pk}/"
    secretary.post(f"{person}roles/", {"role": "officer", "union": union_b.pk})
    assert Membership.objects.filter(user=officer_a.user).count() == 2
    first = Membership.objects.order_by("pk").get(user=officer_a.user, union__code="SYT")
    secretary.post(f"/c/hcsn/roles/{first.pk}/end/")
    assert officer_a.get(UNIONS).status_code == 200
    secretary.get(PEOPLE)  # reads the sentences that name the person
    listed = body_of(secretary.get(PEOPLE))
    assert listed.count("Đặng Cán Bộ A") == 1
    assert "Sở GTVT" in listed


def test_a_spelling_taken_by_one_union_is_refused_to_another_until_it_is_free(
    secretary: Persona, union_a: MemberUnion, union_b: MemberUnion
) -> None:
    secretary.post(f"{UNIONS}{union_a.pk}/aliases/", {"name": "Ngành Y"})
    refused = secretary.post(f"{UNIONS}{union_b.pk}/aliases/", {"name": "NGÀNH  Y"})
    assert refused.status_code == 422
    assert "Đoàn Sở Y tế Thành phố" in body_of(refused)
    secretary.post(f"{UNIONS}aliases/{UnionAlias.objects.get().pk}/remove/")
    assert secretary.post(f"{UNIONS}{union_b.pk}/aliases/", {"name": "NGÀNH  Y"}).status_code == 302
    assert UnionAlias.objects.get().union == union_b
    assert UnionAlias.objects.get().name == "NGÀNH Y"


# Passwords


def test_a_given_password_is_asked_to_be_changed_at_every_sign_in_until_it_is(
    secretary: Persona, clerk: Persona
) -> None:
    old, _answer = sign_in("vanphong", PASSWORD)
    assert old.get("/account/").status_code == 200
    secretary.post(f"{PEOPLE}{clerk.user.pk}/password/", {"password": GIVEN})
    assert old.get("/account/").status_code == 302  # the old session is over
    assert sign_in("vanphong", PASSWORD)[1].status_code == 422
    for _time in range(2):
        browser, answer = sign_in("vanphong", GIVEN)
        assert answer["Location"] == "/account/"
        assert 'class="message message-warning"' in browser.get("/account/").content.decode()
    data = {"old_password": GIVEN, "new_password1": CHOSEN, "new_password2": CHOSEN}
    browser.post("/account/", data)
    browser, answer = sign_in("vanphong", CHOSEN)
    assert answer["Location"] == "/"
    assert "message-warning" not in browser.get("/account/").content.decode()
    assert sign_in("vanphong", GIVEN)[1].status_code == 422
    kept = str(list(AuditRecord.objects.values_list("data", "about", "verb")))
    assert GIVEN not in kept
    assert CHOSEN not in kept
    assert list(AuditRecord.objects.filter(verb="password_set").order_by("pk").values_list("by_name", flat=True)) == [
        "Lê Thư Ký",
        "Phạm Văn Phòng",
    ]


def test_a_person_without_a_role_signs_in_and_sees_no_cluster(cluster: Cluster) -> None:
    UserFactory.create(username="khach", full_name="Lý Khách")
    browser, answer = sign_in("khach", PASSWORD)
    assert answer["Location"] == "/"
    for path in (UNIONS, PEOPLE, LOG):
        assert browser.get(path).status_code == 404
    assert "Cụm Hành chính" not in browser.get("/account/").content.decode()


# Language


@pytest.mark.parametrize(
    ("path", "vietnamese", "english"),
    [
        (UNIONS, "Đơn vị", "Union"),
        (f"{LOG}?verb=&q=y+te", "Người thực hiện", "Done by"),
        (f"{PEOPLE}new/", "Họ và tên", "Full name"),
        ("/account/", "Mật khẩu", "password"),
    ],
)
def test_the_switch_keeps_the_page_and_there_and_back_again(
    secretary: Persona, path: str, vietnamese: str, english: str
) -> None:
    page = secretary.get(path).content.decode()
    assert vietnamese in page
    for language, text in (("en", english), ("vi", vietnamese)):
        back = re.search(r'name="next" value="([^"]+)"', page)
        assert back
        answer = secretary.post("/language/", {"language": language, "next": html.unescape(back[1])}, follow=True)
        assert answer.redirect_chain == [(path, 302)]
        page = answer.content.decode()
        assert f'<html lang="{language}">' in page
        assert text in page


# The log


@pytest.fixture
def year_of_changes(union_a: MemberUnion, union_b: MemberUnion, secretary: Persona, owner: Persona) -> None:
    """Five changes by two people on three days; the last is a minute past midnight."""
    steps = [
        ("2024-03-01T02:00:00Z", lambda: actions.add_alias(union=union_a, name="Ngành Y", by=secretary.user)),
        ("2024-03-01T03:00:00Z", lambda: actions.add_alias(union=union_b, name="Ngành Đường bộ", by=owner.user)),
        (
            "2024-03-02T02:00:00Z",
            lambda: actions.change_union(union=union_a, changes={"heading": "- Y -"}, by=owner.user),
        ),
        (
            "2024-03-02T16:59:00Z",
            lambda: actions.change_union(union=union_b, changes={"heading": "- Đ -"}, by=secretary.user),
        ),
        (
            "2024-03-02T17:01:00Z",
            lambda: actions.remove_alias(alias=UnionAlias.objects.get(name="Ngành Y"), by=secretary.user),
        ),
    ]
    for at, step in steps:
        with time_machine.travel(at, tick=False):
            step()


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("person=SECRETARY", [5, 4, 1]),
        ("person=OWNER", [3, 2]),
        ("person=OWNER&day=01/03/2024", [2]),
        ("person=SECRETARY&day=02/03/2024", [4]),
        ("person=SECRETARY&day=03/03/2024", [5]),
        ("person=OWNER&day=03/03/2024", []),
        ("verb=alias_added", [2, 1]),
        ("verb=alias_added&person=OWNER", [2]),
        ("q=giao thong van tai", [4, 2]),
        ("q=Giao thông Vận tải", [4, 2]),
        ("q=GIAO+THONG&verb=alias_added", [2]),
        ("q=so y te&person=OWNER", [3]),
        ("q=giao thong&day=02/03/2024", [4]),
        ("q=khong co gi nhu the", []),
    ],
)
def test_the_log_finds_by_person_deed_day_and_plain_letters(
    year_of_changes: None, secretary: Persona, owner: Persona, query: str, numbers: list[int]
) -> None:
    asked = query.replace("SECRETARY", str(secretary.user.pk)).replace("OWNER", str(owner.user.pk))
    with time_machine.travel("2024-03-03T05:00:00Z", tick=False):
        secretary.force_login(secretary.user)
        answer = secretary.get(f"{LOG}?{asked}")
    found = [int(row.rsplit("№ ", 1)[1].split()[0]) for row in log_rows(answer)]
    assert found == numbers
    if not numbers:
        assert 'class="empty"' in answer.content.decode()


def test_the_log_offers_only_people_who_did_something(
    year_of_changes: None, secretary: Persona, clerk: Persona
) -> None:
    form = secretary.get(LOG).context["form"]
    assert [name for _pk, name in form.fields["person"].choices][1:] == ["Lê Thư Ký", "Ngô Chủ Máy"]
    assert {verb for verb, _name in form.fields["verb"].choices} - {""} == {
        "alias_added",
        "alias_removed",
        "union_changed",
    }


# People from a spreadsheet


def send(owner: Persona, *rows: str) -> Any:
    """Hand in a file of people; the preview."""
    text = "\n".join(("Tên đăng nhập,Họ và tên,Điện thoại", *rows, ""))
    file = SimpleUploadedFile("nguoi.csv", text.encode())
    return owner.post(f"{PEOPLE_IN}import/", {"import_file": file, "format": "1", "resource": "0"})


def test_every_bad_row_is_shown_at_once_and_nothing_is_written(owner: Persona) -> None:
    before = list(User.objects.order_by("pk").values())
    preview = send(
        owner,
        "tot1,Nguyễn Tốt Một,0912 345 678",
        "sai1,Trần Sai Một,091",
        "tot2,Nguyễn Tốt Hai,",
        "sai2,Trần Sai Hai,không có",
        "sai3,,0912 345 679",
    )
    page = words(preview.content.decode())
    assert preview.status_code == 200
    for typed in ("091", "không có"):
        assert f"Số điện thoại có mười chữ số, ví dụ 0912 345 678. Bạn đã nhập {typed}." in page
    result = preview.context["result"]
    wrong = {row.number for row in result.invalid_rows} | {number for number, _errors in result.row_errors()}
    assert wrong == {2, 4, 5}
    assert preview.context.get("confirm_form") is None
    assert list(User.objects.order_by("pk").values()) == before
    assert not AuditRecord.objects.exists()


def test_the_mended_file_is_taken_whole_and_sent_twice_changes_nothing(owner: Persona) -> None:
    rows = ("tot1,Nguyễn Tốt Một,0912 345 678", "tot2,Nguyễn  Tốt Hai,+84 912 345 679")
    for _time in range(2):
        form = send(owner, *rows).context["confirm_form"]
        owner.post(f"{PEOPLE_IN}process_import/", {name: form[name].value() or "" for name in form.fields})
        people = User.objects.filter(username__startswith="tot").order_by("username")
        assert list(people.values_list("full_name", "phone")) == [
            ("Nguyễn Tốt Một", "+84912345678"),
            ("Nguyễn Tốt Hai", "+84912345679"),
        ]
        assert AuditRecord.objects.filter(verb="row_added").count() == 2
        assert not AuditRecord.objects.filter(verb="row_changed").exists()
    assert sign_in("tot1", "")[1].status_code == 422  # nobody signs in before a password is given


# Two clusters


def test_a_person_of_two_clusters_sees_each_under_its_own_address(secretary: Persona, union_a: MemberUnion) -> None:
    other = MemberUnionFactory.create(cluster__code="xa", cluster__name="Cụm Xa", name="Đoàn Phường Xa", code="PX")
    MembershipFactory.create(user=secretary.user, cluster=other.cluster, role=Role.CLERK)
    here, there = body_of(secretary.get(UNIONS)), body_of(secretary.get("/c/xa/unions/"))
    assert ("Đoàn Phường Xa" in here, "Đoàn Phường Xa" in there) == (False, True)
    assert ("Sở Y tế" in here, "Sở Y tế" in there) == (True, False)
    assert secretary.get("/c/xa/people/").status_code == 403  # a clerk there
    refused = secretary.post("/c/xa/unions/new/", {"name": "Đoàn Mới"})
    assert refused.status_code == 403
    assert not MemberUnion.objects.filter(name="Đoàn Mới").exists()
    assert secretary.post(f"/c/xa/unions/{union_a.pk}/", {"name": "Đổi tên"}).status_code == 403
    union_a.refresh_from_db()
    assert union_a.name == "Đoàn Sở Y tế Thành phố"
