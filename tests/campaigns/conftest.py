"""The year that most tests of the field live in: it is noon on 20/08/2024 in Vietnam.

The plan has a campaign (June to August), a themed session that asks 30 people of each union, and a quarterly visit.
"""

import datetime as dt
from collections.abc import Iterator
from uuid import uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from campaigns.actions.sign_ups import Person, sign_up
from campaigns.consent import Consent
from campaigns.models import PublicPage, SignUp
from plans.models import Activity, Plan
from tests.campaigns.factories import PublicPageFactory
from tests.plans.factories import ActivityFactory, PlaceFactory, PlanFactory, QuotaFactory, ScheduleFactory
from unions.models import Cluster, MemberUnion

NOON = dt.datetime(2024, 8, 20, 5, 0, tzinfo=dt.UTC)
AGREED = Consent("2026-11 vi", "Cụm xin họ tên và số điện thoại của bạn.")


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """The clock stands still; `clock.shift(seconds)` moves it."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def _no_limits_from_other_tests() -> None:
    cache.clear()


@pytest.fixture
def plan(cluster: Cluster, union_a: MemberUnion, union_b: MemberUnion) -> Plan:
    return PlanFactory.create(cluster=cluster, year=2024, lead=union_a)


@pytest.fixture
def running(plan: Plan) -> Plan:
    """The plan, issued: its year runs."""
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.ISSUED)
    plan.state = Plan.State.ISSUED
    return plan


@pytest.fixture
def campaign(plan: Plan) -> Activity:
    activity = ActivityFactory.create(plan=plan, title="Chiến dịch Kỳ nghỉ hồng", kind=Activity.Kind.CAMPAIGN)
    ScheduleFactory.create(activity=activity, text="Tháng 6 - 8 năm 2024")
    PlaceFactory.create(activity=activity, text="Huyện Cần Giờ")
    return activity


@pytest.fixture
def session(plan: Plan) -> Activity:
    activity = ActivityFactory.create(plan=plan, title="Sinh hoạt chuyên đề", kind=Activity.Kind.THEMED_SESSION)
    ScheduleFactory.create(
        activity=activity,
        text="Dự kiến tháng 8/2024",
        starts_on=dt.date(2024, 8, 1),
        ends_on=dt.date(2024, 8, 31),
        tentative=True,
    )
    QuotaFactory.create(activity=activity, people=30)
    return activity


@pytest.fixture
def visit(plan: Plan) -> Activity:
    activity = ActivityFactory.create(plan=plan, title="Thăm Mẹ Việt Nam Anh hùng", kind=Activity.Kind.RECURRING_VISIT)
    ScheduleFactory.create(
        activity=activity, text="Định kỳ hằng quý", starts_on=None, ends_on=None, precision="none", repeat="quarterly"
    )
    PlaceFactory.create(activity=activity, text="Huyện Củ Chi")
    return activity


@pytest.fixture
def qr_page(campaign: Activity) -> PublicPage:
    return PublicPageFactory.create(activity=campaign)


@pytest.fixture
def anybody() -> Client:
    """A visitor without an account."""
    return Client()


def somebody(name: str = "Đặng Thị Thu", phone: str = "+84912345678", born: int = 2000, **more: object) -> Person:
    """A volunteer as the form gives them."""
    return Person(name, phone, born, **more)  # type: ignore[arg-type]


def join(qr_page: PublicPage, person: Person | None = None, consent: Consent | None = AGREED, **more: object) -> SignUp:
    """Sign somebody up, as the form does."""
    facts = {"key": uuid4(), "by": None, **more}
    return sign_up(page=qr_page, person=person or somebody(), consent=consent, **facts)  # type: ignore[arg-type]
