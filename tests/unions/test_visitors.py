"""Limits count by the visitor's address: the connection's own, or what our own proxy saw; never what one claims."""

from http import HTTPStatus

import pytest
from django.conf import LazySettings
from django.test import Client, RequestFactory

from tests.factories import PASSWORD, UserFactory
from unions.visitors import address_of, is_address

LOGIN = "/login/"
PROXY = ("HTTP_X_FORWARDED_PROTO", "https")


@pytest.mark.parametrize(
    ("forwarded", "behind_proxy", "address"),
    [
        (None, False, "192.0.2.1"),
        ("203.0.113.7", False, "192.0.2.1"),  # nobody of ours wrote that
        (None, True, "192.0.2.1"),
        ("203.0.113.7", True, "203.0.113.7"),
        ("198.51.100.9, 203.0.113.7", True, "203.0.113.7"),  # the first one is hearsay
        ("2001:db8::1", True, "2001:db8::1"),
        ("", True, "192.0.2.1"),
        ("203.0.113.7,", True, "192.0.2.1"),
        ("unknown", True, "192.0.2.1"),
        ("' OR 1=1 --", True, "192.0.2.1"),
        ("203.0.113.7:4711", True, "192.0.2.1"),
    ],
)
def test_the_address(
    forwarded: str | None, behind_proxy: bool, address: str, rf: RequestFactory, settings: LazySettings
) -> None:
    settings.SECURE_PROXY_SSL_HEADER = PROXY if behind_proxy else None
    headers = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    assert address_of(rf.get("/", REMOTE_ADDR="192.0.2.1", **headers)) == address


@pytest.mark.parametrize(("text", "wanted"), [("192.0.2.1", True), ("::1", True), ("", False), ("1.2.3", False)])
def test_what_an_address_is(text: str, wanted: bool) -> None:
    assert is_address(text) is wanted


def wrong_passwords(client: Client, forwarded: str, times: int = 8) -> None:
    for _ in range(times):
        client.post(LOGIN, {"username": "canbo", "password": "sai"}, HTTP_X_FORWARDED_FOR=forwarded)


@pytest.mark.django_db
def test_behind_a_proxy_one_visitor_does_not_lock_out_another(client: Client, settings: LazySettings) -> None:
    settings.SECURE_PROXY_SSL_HEADER = PROXY
    UserFactory.create(username="canbo")
    wrong_passwords(client, "203.0.113.7")
    right = {"username": "canbo", "password": PASSWORD}
    locked = client.post(LOGIN, right, HTTP_X_FORWARDED_FOR="203.0.113.7")
    assert locked.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert client.post(LOGIN, right, HTTP_X_FORWARDED_FOR="203.0.113.8").status_code == HTTPStatus.FOUND


@pytest.mark.django_db
@pytest.mark.parametrize("behind_proxy", [True, False])
def test_nobody_gets_more_tries_by_claiming_other_addresses(
    client: Client, settings: LazySettings, behind_proxy: bool
) -> None:
    """A visitor may write anything into the header: only the last address is the proxy's, or none counts."""
    settings.SECURE_PROXY_SSL_HEADER = PROXY if behind_proxy else None
    UserFactory.create(username="canbo")
    for claimed in range(8):
        wrong_passwords(client, f"198.51.100.{claimed}, 203.0.113.7" if behind_proxy else f"198.51.100.{claimed}", 1)
    answer = client.post(LOGIN, {"username": "canbo", "password": PASSWORD}, HTTP_X_FORWARDED_FOR="203.0.113.7")
    assert answer.status_code == HTTPStatus.TOO_MANY_REQUESTS
