"""Signing in and out, the language of the screens, one's own account, the server's health."""

from http import HTTPStatus

import pytest
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse

from tests.conftest import Persona
from tests.factories import PASSWORD, UserFactory
from unions.models import AuditRecord, User

pytestmark = pytest.mark.django_db
LOGIN = "/login/"


@pytest.fixture
def person(db: None) -> User:
    return UserFactory.create(username="canbo", full_name="Đặng Cán Bộ")


def test_login_opens_a_session_and_goes_to_the_start_page(client: Client, person: User) -> None:
    response = client.post(LOGIN, {"username": "canbo", "password": PASSWORD})
    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(person.pk)


@pytest.mark.parametrize(
    ("wanted", "gone_to"),
    [
        ("/account/", "/account/"),
        ("https://example.com/", "/"),
        ("//example.com/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_login_goes_on_to_pages_of_this_site_only(client: Client, person: User, wanted: str, gone_to: str) -> None:
    response = client.post(LOGIN, {"username": "canbo", "password": PASSWORD, "next": wanted})
    assert response["Location"] == gone_to


def test_login_page_keeps_where_the_person_wanted_to_go(client: Client) -> None:
    response = client.get("/account/")
    assert response["Location"] == "/login/?next=/account/"
    assert '<input type="hidden" name="next" value="/account/">' in client.get(response["Location"]).content.decode()


def test_login_answers_a_wrong_password_in_words_and_keeps_the_name(client: Client, person: User) -> None:
    response = client.post(LOGIN, {"username": "canbo", "password": "sai"})
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    page = response.content.decode()
    assert 'value="canbo"' in page
    assert "errorlist nonfield" in page
    assert "sai" not in page.split("<form", 1)[1]
    assert "_auth_user_id" not in client.session


def test_login_gives_the_same_answer_for_an_unknown_name(client: Client, person: User) -> None:
    known = client.post(LOGIN, {"username": "canbo", "password": "sai"}).content
    unknown = client.post(LOGIN, {"username": "khong", "password": "sai"}).content
    assert known.split(b"nonfield")[1].split(b"</ul>")[0] == unknown.split(b"nonfield")[1].split(b"</ul>")[0]


def test_too_many_wrong_passwords_close_this_name_from_this_address_only(client: Client, person: User) -> None:
    UserFactory.create(username="khac")
    answers = [client.post(LOGIN, {"username": "canbo", "password": "sai"}).status_code for _ in range(8)]
    assert answers[0] == HTTPStatus.UNPROCESSABLE_ENTITY
    locked = client.post(LOGIN, {"username": "canbo", "password": PASSWORD})
    assert locked.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert "registration/locked.html" in [t.name for t in locked.templates]
    assert client.post(LOGIN, {"username": "khac", "password": PASSWORD}).status_code == HTTPStatus.FOUND


def test_login_of_somebody_signed_in_goes_on(officer_a: Persona) -> None:
    assert officer_a.get(LOGIN)["Location"] == "/"


def test_a_given_password_leads_to_the_account_page_and_is_shown_until_changed(client: Client, person: User) -> None:
    User.objects.update(password_given=True)
    response = client.post(LOGIN, {"username": "canbo", "password": PASSWORD, "next": "/admin/"})
    assert response["Location"] == reverse("unions:account")
    assert "message-warning" in client.get("/account/").content.decode()
    new = "mot-mat-khau-khac-9"
    client.post("/account/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    assert "message-warning" not in client.get("/account/").content.decode()


def test_logout_needs_a_post_and_ends_the_session(officer_a: Persona) -> None:
    response = officer_a.get("/logout/")
    assert response.status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert response.headers["Allow"] == "POST"
    assert "không mở bằng địa chỉ được" in response.content.decode()
    assert officer_a.post("/logout/")["Location"] == LOGIN
    assert officer_a.get("/account/").status_code == HTTPStatus.FOUND


def test_one_says_where_one_is_reached(officer_a: Persona) -> None:
    data = {"contact-phone": "0912 345 678", "contact-email": "sen@donvi.vn"}
    assert officer_a.post("/account/contact/", data)["Location"] == "/account/"
    officer_a.user.refresh_from_db()
    assert (officer_a.user.phone, officer_a.user.email) == ("+84912345678", "sen@donvi.vn")
    assert 'value="sen@donvi.vn"' in officer_a.get("/account/").content.decode()
    record = AuditRecord.objects.get()
    assert record.verb == "contact_set"
    assert "donvi.vn" not in str(record.data)
    officer_a.post("/account/contact/", data)
    assert AuditRecord.objects.count() == 1  # nothing differs


def test_an_address_that_is_none_is_told(officer_a: Persona) -> None:
    answer = officer_a.post("/account/contact/", {"contact-phone": "", "contact-email": "sen@donvi"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Địa chỉ thư điện tử có dạng" in answer.content.decode()
    officer_a.user.refresh_from_db()
    assert officer_a.user.email == ""


def test_account_changes_the_password_keeps_this_session_and_records_it(officer_a: Persona) -> None:
    new = "mot-mat-khau-khac-9"
    data = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    elsewhere = Client()
    elsewhere.force_login(officer_a.user)
    assert officer_a.post("/account/", data)["Location"] == "/account/"
    assert officer_a.get("/account/").status_code == HTTPStatus.OK
    assert elsewhere.get("/account/").status_code == HTTPStatus.FOUND
    assert AuditRecord.objects.get().verb == "password_set"


@pytest.mark.parametrize(
    "data",
    [
        {"old_password": "sai", "new_password1": "mot-mat-khau-khac-9", "new_password2": "mot-mat-khau-khac-9"},
        {"old_password": PASSWORD, "new_password1": "mot-mat-khau-khac-9", "new_password2": "hai"},
        {"old_password": PASSWORD, "new_password1": "ngan", "new_password2": "ngan"},
        {"old_password": PASSWORD, "new_password1": "1234567890", "new_password2": "1234567890"},
        {"old_password": PASSWORD, "new_password1": "", "new_password2": ""},
    ],
)
def test_account_refuses_a_wrong_or_weak_password(officer_a: Persona, data: dict[str, str]) -> None:
    response = officer_a.post("/account/", data)
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "errorlist" in response.content.decode()
    officer_a.user.refresh_from_db()
    assert officer_a.user.check_password(PASSWORD)


# -- language


def test_pages_are_vietnamese_whatever_the_browser_says(client: Client) -> None:
    response = client.get(LOGIN, headers={"accept-language": "en-US,en;q=0.9"})
    assert response["Content-Language"] == "vi"
    assert '<html lang="vi">' in response.content.decode()


def test_the_switch_changes_the_language_and_comes_back(client: Client) -> None:
    response = client.post("/language/", {"language": "en", "next": "/login/?next=/account/"})
    assert response["Location"] == "/login/?next=/account/"
    assert client.cookies["django_language"].value == "en"
    assert client.cookies["django_language"]["httponly"]
    page = client.get(LOGIN)
    assert (page["Content-Language"], "Sign in" in page.content.decode()) == ("en", True)


@pytest.mark.parametrize("language", ["", "fr", "xx", "../../etc", "vi_VN.UTF-8"])
def test_the_switch_ignores_languages_that_there_are_not(client: Client, language: str) -> None:
    client.post("/language/", {"language": language})
    assert "django_language" not in client.cookies
    client.cookies["django_language"] = language
    assert client.get(LOGIN)["Content-Language"] == "vi"


def test_the_switch_needs_a_post_and_leads_to_no_other_host(client: Client) -> None:
    assert client.get("/language/").status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert client.post("/language/", {"language": "en", "next": "https://example.com"})["Location"] == "/"


# -- health, errors


def test_health_answers_without_signing_in_in_one_query(client: Client, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        response = client.get("/health/")
    assert (response.status_code, response.json()) == (200, {"database": True})


def test_unknown_pages_are_answered_in_words(officer_a: Persona) -> None:
    response = officer_a.get("/khong-co/")
    assert response.status_code == HTTPStatus.NOT_FOUND
    assert "404.html" in [t.name for t in response.templates]
    assert 'href="/"' in response.content.decode()


def test_a_form_without_its_token_is_answered_in_words(person: User) -> None:
    response = Client(enforce_csrf_checks=True).post(LOGIN, {"username": "canbo", "password": PASSWORD})
    assert response.status_code == HTTPStatus.FORBIDDEN
    assert "403_csrf.html" in [t.name for t in response.templates]


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_error_pages_need_no_database_and_no_request(name: str, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        page = get_template(name).render()
    assert "<h1>" in page
    assert "components.css" in page
