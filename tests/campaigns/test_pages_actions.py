"""What happens to a public page: each refusal, each trace, each second click."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from campaigns import errors
from campaigns.actions import pages
from campaigns.models import PublicPage
from plans.models import Activity
from tests.campaigns.factories import SignUpFactory
from tests.conftest import Persona
from unions.models import AuditRecord, User

State = PublicPage.State


@pytest.fixture
def by(secretary: Persona) -> User:
    assert not isinstance(secretary.user, AnonymousUser)
    return secretary.user


def verbs() -> list[str]:
    return list(AuditRecord.objects.order_by("number").values_list("verb", flat=True))


def test_open_gives_an_address_and_leaves_a_trace(campaign: Activity, by: User) -> None:
    qr_page = pages.open_public_page(activity=campaign, by=by)
    assert (qr_page.state, len(qr_page.token)) == (State.OPEN, 24)
    record = AuditRecord.objects.get()
    assert (record.verb, record.by, record.about) == ("public_page.open", by, "Chiến dịch Kỳ nghỉ hồng")
    assert qr_page.token not in str(record.data)  # the trail is no place for the key


def test_open_twice_is_one_page(campaign: Activity, by: User) -> None:
    first = pages.open_public_page(activity=campaign, by=by)
    assert pages.open_public_page(activity=campaign, by=by).token == first.token
    assert verbs() == ["public_page.open"]


def test_renew_makes_the_old_address_die(qr_page: PublicPage, by: User) -> None:
    old = qr_page.token
    renewed = pages.renew_token(page=qr_page, seen_token=old, by=by)
    assert renewed.token != old
    assert not PublicPage.objects.filter(token=old).exists()


def test_renew_twice_from_the_same_page_renews_once(qr_page: PublicPage, by: User) -> None:
    old = qr_page.token
    renewed = pages.renew_token(page=qr_page, seen_token=old, by=by)
    assert pages.renew_token(page=qr_page, seen_token=old, by=by).token == renewed.token
    assert verbs() == ["public_page.renew"]


def test_close_remembers_when_and_why(qr_page: PublicPage, by: User, clock: object) -> None:
    closed = pages.close_sign_up(page=qr_page, reason=" Đủ xe ", by=by)
    assert (closed.state, closed.reason) == (State.CLOSED, "Đủ xe")
    assert closed.closed_at == dt.datetime(2024, 8, 20, 5, tzinfo=dt.UTC)


def test_close_needs_no_reason(qr_page: PublicPage, by: User) -> None:
    assert pages.close_sign_up(page=qr_page, reason="", by=by).state == State.CLOSED


def test_close_twice_closes_once(qr_page: PublicPage, by: User) -> None:
    for _click in range(2):
        pages.close_sign_up(page=qr_page, reason="Đủ xe", by=by)
    assert verbs() == ["public_page.close"]


@pytest.mark.parametrize("reason", ["", "  "])
def test_call_off_needs_a_reason(qr_page: PublicPage, by: User, reason: str) -> None:
    with pytest.raises(errors.ReasonMissing):
        pages.call_off(page=qr_page, reason=reason, by=by)
    qr_page.refresh_from_db()
    assert qr_page.state == State.OPEN


def test_call_off_after_closing_keeps_when_it_was_closed(qr_page: PublicPage, by: User) -> None:
    closed = pages.close_sign_up(page=qr_page, reason="", by=by)
    called_off = pages.call_off(page=qr_page, reason="Bão", by=by)
    assert (called_off.state, called_off.closed_at) == (State.CANCELLED, closed.closed_at)


def test_reopen_forgets_the_reason(qr_page: PublicPage, by: User) -> None:
    pages.call_off(page=qr_page, reason="Bão", by=by)
    opened = pages.reopen_sign_up(page=qr_page, by=by)
    assert (opened.state, opened.reason, opened.closed_at) == (State.OPEN, "", None)
    assert verbs() == ["public_page.call_off", "public_page.reopen"]


def test_limits_are_set_and_traced_with_what_they_were(qr_page: PublicPage, by: User) -> None:
    day = dt.date(2024, 8, 25)
    limited = pages.set_limits(page=qr_page, places=50, closes_on=day, note=" Mang nước ", by=by)
    assert (limited.places, limited.closes_on, limited.note) == (50, day, "Mang nước")
    data = AuditRecord.objects.get().data
    assert (data["before"]["places"], data["after"]["places"]) == (None, 50)


def test_the_same_limits_again_leave_no_trace(qr_page: PublicPage, by: User) -> None:
    for _click in range(2):
        pages.set_limits(page=qr_page, places=50, closes_on=None, note="", by=by)
    assert verbs() == ["public_page.limit"]


@pytest.mark.parametrize(("places", "allowed"), [(3, True), (2, False), (None, True)])
def test_nobody_loses_a_place_to_a_lower_limit(
    qr_page: PublicPage, by: User, places: int | None, allowed: bool
) -> None:
    SignUpFactory.create_batch(3, public_page=qr_page)
    SignUpFactory.create(public_page=qr_page, cancelled_at=dt.datetime(2024, 8, 1, tzinfo=dt.UTC))
    if allowed:
        assert pages.set_limits(page=qr_page, places=places, closes_on=None, note="", by=by).places == places
    else:
        with pytest.raises(errors.PlacesTaken, match="3"):
            pages.set_limits(page=qr_page, places=places, closes_on=None, note="", by=by)


@pytest.mark.parametrize("action", ["open", "renew", "close", "call_off", "reopen", "limits"])
def test_nothing_is_written_when_the_trail_cannot_be(
    qr_page: PublicPage, by: User, action: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if action == "reopen":
        pages.close_sign_up(page=qr_page, reason="", by=by)
    if action == "open":
        qr_page.delete()
    before = list(PublicPage.objects.values())
    calls = {
        "open": lambda: pages.open_public_page(activity=qr_page.activity, by=by),
        "renew": lambda: pages.renew_token(page=qr_page, seen_token=qr_page.token, by=by),
        "close": lambda: pages.close_sign_up(page=qr_page, reason="", by=by),
        "call_off": lambda: pages.call_off(page=qr_page, reason="Bão", by=by),
        "reopen": lambda: pages.reopen_sign_up(page=qr_page, by=by),
        "limits": lambda: pages.set_limits(page=qr_page, places=9, closes_on=None, note="", by=by),
    }

    def full_disk(*_args: object, **_kwargs: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(pages.audit, "record", full_disk)
    with pytest.raises(OSError, match="disk full"):
        calls[action]()
    assert list(PublicPage.objects.values()) == before
