"""Anything may happen to sign-up in any order; a dictionary that keeps the rules must agree at every step."""

import datetime as dt
import itertools
from uuid import uuid4

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from campaigns import errors
from campaigns.actions import pages
from campaigns.actions.sign_ups import withdraw
from campaigns.models import PublicPage, SignUp
from tests.campaigns.conftest import join, somebody
from tests.campaigns.factories import PublicPageFactory
from tests.factories import UserFactory
from unions.audit import verify
from unions.models import AuditChain, AuditRecord

PEOPLE = ("Người Một", "người  một", "NGUOI MOT", "Người Hai", "Người Ba", "Người Bốn", "Người Năm")
WHO = {name: n for n, name in enumerate(("nguoi mot", "nguoi hai", "nguoi ba", "nguoi bon", "nguoi nam"))}
FOLDED = dict(zip(PEOPLE, (0, 0, 0, 1, 2, 3, 4), strict=True))


class SignUps(RuleBasedStateMachine):
    """One page, five people under seven spellings, one secretary."""

    counter = itertools.count()

    @initialize()
    def begin(self) -> None:
        self.by = UserFactory.create(username=f"thuky-{next(self.counter)}")
        self.page: PublicPage = PublicPageFactory.create()
        self.open, self.places = True, 10**6
        self.here: dict[int, SignUp] = {}  # who has a place
        self.codes: dict[int, str] = {}  # everybody who ever had one

    @rule(name=st.sampled_from(PEOPLE))
    def somebody_joins(self, name: str) -> None:
        person = FOLDED[name]
        allowed = self.open and (len(self.here) < self.places)
        try:
            row = join(self.page, somebody(name), key=uuid4())
        except errors.DoorShut:
            assert not allowed
            return
        assert allowed
        assert self.codes.setdefault(person, row.code) == row.code  # one person, one link, for ever
        self.here[person] = row

    @rule(person=st.integers(0, 4))
    def somebody_withdraws(self, person: int) -> None:
        code = self.codes.get(person)
        if code is not None:
            withdraw(sign_up=SignUp.objects.get(code=code), by=None)
            self.here.pop(person, None)

    @rule(places=st.integers(1, 5))
    def the_secretary_limits(self, places: int) -> None:
        try:
            pages.set_limits(page=self.page, places=places, closes_on=None, note="", by=self.by)
        except errors.PlacesTaken:
            assert places < len(self.here)
        else:
            assert places >= len(self.here)
            self.places = places

    @rule()
    def the_secretary_closes(self) -> None:
        pages.close_sign_up(page=self.page, reason="", by=self.by)
        self.open = False

    @rule()
    def the_secretary_calls_off(self) -> None:
        pages.call_off(page=self.page, reason="Bão", by=self.by)
        self.open = False

    @rule()
    def the_secretary_opens_again(self) -> None:
        pages.reopen_sign_up(page=self.page, by=self.by)
        self.open = True

    @rule()
    def the_secretary_makes_a_new_address(self) -> None:
        token = PublicPage.objects.get(pk=self.page.pk).token
        assert pages.renew_token(page=self.page, seen_token=token, by=self.by).token != token

    @invariant()
    def the_rows_are_what_the_rules_say(self) -> None:
        rows = SignUp.objects.filter(public_page=self.page)
        assert set(rows.filter(cancelled_at__isnull=True).values_list("code", flat=True)) == {
            row.code for row in self.here.values()
        }
        assert set(rows.values_list("code", flat=True)) == set(self.codes.values())
        assert len(self.here) <= self.places

    @invariant()
    def everybody_has_agreed_to_something(self) -> None:
        assert not SignUp.objects.filter(public_page=self.page, consent_text="").exists()

    @invariant()
    def the_trail_holds_and_names_nobody(self) -> None:
        for chain in AuditChain.objects.filter(cluster=self.page.activity.plan.cluster):
            assert verify(chain) is None
        told = "".join(str(data) for data in AuditRecord.objects.values_list("data", flat=True))
        assert "Người" not in told


@pytest.mark.django_db
def test_sign_up_keeps_its_rules_whatever_happens() -> None:
    assert set(FOLDED.values()) == set(WHO.values())
    with time_machine.travel(dt.datetime(2024, 5, 1, tzinfo=dt.UTC), tick=False), transaction.atomic():
        run_state_machine_as_test(
            SignUps,
            settings=settings(
                max_examples=25, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
            ),
        )
