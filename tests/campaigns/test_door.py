"""Why sign-up is open or not: the gravest reason first, each with a sentence that says why and until when."""

import datetime as dt

import pytest
from django.utils import translation

from campaigns.door import Door, Situation, Why, door
from campaigns.models import PublicPage

TODAY = dt.date(2024, 8, 20)
CLOSED_AT = dt.datetime(2024, 8, 19, 10, 5, tzinfo=dt.UTC)  # 17:05 in Vietnam


def open_page(**changes: object) -> PublicPage:
    return PublicPage(**changes)


def ask(qr_page: PublicPage, **situation: object) -> Door:
    with translation.override("en"):
        return door(qr_page, Situation(**{"taken": 0, **situation}), TODAY)  # type: ignore[arg-type]


def test_an_open_page_says_nothing() -> None:
    found = ask(open_page())
    assert (found.is_open, found.why, found.sentence) == (True, Why.OPEN, "")


@pytest.mark.parametrize(
    ("qr_page", "situation", "why", "said"),
    [
        ({"state": "cancelled", "closed_at": CLOSED_AT, "reason": "Bão số 3."}, {}, Why.CANCELLED, "Bão số 3"),
        ({}, {"called_off": "Xe hỏng"}, Why.CANCELLED, "Xe hỏng"),
        ({}, {"last_day": dt.date(2024, 8, 19)}, Why.OVER, "19/08/2024"),
        ({"state": "closed", "closed_at": CLOSED_AT}, {}, Why.CLOSED, "17:05 on 19/08/2024"),
        ({"state": "closed", "closed_at": CLOSED_AT, "reason": "Đủ xe"}, {}, Why.CLOSED, "Đủ xe"),
        ({"closes_on": dt.date(2024, 8, 19)}, {}, Why.TOO_LATE, "19/08/2024"),
        ({"places": 50}, {"taken": 50}, Why.FULL, "50"),
        ({"places": 50}, {"taken": 51}, Why.FULL, "50"),
    ],
)
def test_a_shut_door_says_why(qr_page: dict[str, object], situation: dict[str, object], why: Why, said: str) -> None:
    found = ask(open_page(**qr_page), **situation)
    assert (found.is_open, found.why) == (False, why)
    assert said in found.sentence


@pytest.mark.parametrize(
    ("qr_page", "situation"),
    [
        ({"closes_on": TODAY}, {}),
        ({}, {"last_day": TODAY}),
        ({"places": 50}, {"taken": 49}),
        ({"places": None}, {"taken": 100_000}),
    ],
    ids=["the last day to sign up", "the last day of the activity", "the last place", "no limit"],
)
def test_the_last_moment_is_still_open(qr_page: dict[str, object], situation: dict[str, object]) -> None:
    assert ask(open_page(**qr_page), **situation).is_open


def test_the_gravest_reason_is_the_one_that_is_said() -> None:
    qr_page = open_page(state="cancelled", closed_at=CLOSED_AT, reason="Bão", closes_on=dt.date(2024, 1, 1), places=1)
    assert ask(qr_page, taken=9, last_day=dt.date(2024, 1, 1)).why == Why.CANCELLED
    qr_page.state = "closed"
    assert ask(qr_page, taken=9, last_day=dt.date(2024, 1, 1)).why == Why.OVER
    assert ask(qr_page, taken=9).why == Why.CLOSED
    qr_page.state, qr_page.closed_at = "open", None
    assert ask(qr_page, taken=9).why == Why.TOO_LATE
    qr_page.closes_on = None
    assert ask(qr_page, taken=9).why == Why.FULL


@pytest.mark.parametrize("why", [why for why in Why if why != Why.OPEN])
def test_every_reason_has_been_seen_above(why: Why) -> None:
    pages = {
        Why.CANCELLED: ask(open_page(state="cancelled", closed_at=CLOSED_AT, reason="Bão")),
        Why.OVER: ask(open_page(), last_day=dt.date(2024, 1, 1)),
        Why.CLOSED: ask(open_page(state="closed", closed_at=CLOSED_AT)),
        Why.TOO_LATE: ask(open_page(closes_on=dt.date(2024, 1, 1))),
        Why.FULL: ask(open_page(places=1), taken=1),
    }
    assert pages[why].why == why
    assert pages[why].sentence.endswith(".")
