"""How often one address may send the public form."""

import pytest
from django.test import RequestFactory
from time_machine import Traveller

from campaigns import limits
from campaigns.limits import too_often
from unions.visitors import address_of


def sent(times: int, address: str = "203.0.113.7", what: str = "sign_up") -> list[bool]:
    request = RequestFactory().post("/", REMOTE_ADDR=address)
    return [too_often(request, what) for _time in range(times)]


def test_a_school_behind_one_address_passes() -> None:
    assert not any(sent(200))


def test_a_machine_is_stopped() -> None:
    answers = sent(500)
    assert answers.index(True) == limits.MOST
    assert all(answers[limits.MOST :])


def test_another_address_and_another_form_have_their_own_count() -> None:
    sent(limits.MOST)
    assert sent(1) == [True]
    assert sent(1, address="203.0.113.8") == [False]
    assert sent(1, what="correct") == [False]


def test_ten_minutes_later_it_is_forgotten(clock: Traveller) -> None:
    sent(limits.MOST + 1)
    clock.shift(limits.WINDOW)
    assert sent(1) == [False]


def test_without_our_proxy_a_header_is_hearsay() -> None:
    request = RequestFactory().post("/", REMOTE_ADDR="203.0.113.7", headers={"X-Forwarded-For": "198.51.100.1"})
    assert address_of(request) == "203.0.113.7"


@pytest.mark.parametrize(
    ("header", "address"),
    [
        ("198.51.100.1", "198.51.100.1"),
        ("10.0.0.1, 198.51.100.1", "198.51.100.1"),  # the first is what the visitor claims
        ("", "203.0.113.7"),
    ],
)
def test_behind_our_proxy_its_own_word_counts(settings: object, header: str, address: str) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # type: ignore[attr-defined]
    request = RequestFactory().post("/", REMOTE_ADDR="203.0.113.7", headers={"X-Forwarded-For": header})
    assert address_of(request) == address


def test_claiming_other_addresses_does_not_help(settings: object) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # type: ignore[attr-defined]
    answers = []
    for n in range(limits.MOST + 1):
        headers = {"X-Forwarded-For": f"10.0.{n // 250}.{n % 250}, 198.51.100.1"}
        answers.append(too_often(RequestFactory().post("/", headers=headers), "sign_up"))
    assert answers[-1]
