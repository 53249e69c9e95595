"""The daily run that keeps the promise made to volunteers."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command
from time_machine import Traveller

from campaigns.models import PublicPage, Volunteer
from tests.campaigns.conftest import join
from tests.campaigns.factories import SignUpFactory


@pytest.mark.parametrize(("days", "forgotten"), [(90, False), (91, True)])
def test_the_run_forgets_on_the_91st_day(qr_page: PublicPage, clock: Traveller, days: int, forgotten: bool) -> None:
    join(qr_page)
    clock.move_to(dt.datetime(2024, 8, 31, 20, tzinfo=dt.UTC) + dt.timedelta(days=days - 1))  # past midnight here
    out = StringIO()
    call_command("forget_volunteers", stdout=out)
    assert (Volunteer.objects.get().forgotten_at is not None) is forgotten
    assert f"hcsn: {int(forgotten)} forgotten" in out.getvalue()


def test_the_run_says_nothing_about_whom(qr_page: PublicPage, clock: Traveller) -> None:
    join(qr_page)
    SignUpFactory.create(volunteer__full_name="Người Cụm Khác")
    clock.move_to(dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    out = StringIO()
    call_command("forget_volunteers", stdout=out)
    assert "Thu" not in out.getvalue()
    assert "Khác" not in out.getvalue()
