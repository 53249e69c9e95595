"""A plan with two activities, three unions and the people who agree on it. It is nine in the morning of 01/03/2024."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from plans.actions.rounds import open_round
from plans.models import Activity, Plan, Round, RoundItem
from tests.conftest import Persona
from tests.factories import MemberUnionFactory
from tests.plans.factories import (
    ActivityFactory,
    ContentItemFactory,
    DutyFactory,
    PlaceFactory,
    PlanFactory,
    ScheduleFactory,
)
from unions.models import Cluster, MemberUnion

DEADLINE = dt.date(2024, 3, 8)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """The clock stands still; `clock.move_to(…)` moves it."""
    with time_machine.travel("2024-03-01T09:00:00+07:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def union_c(cluster: Cluster) -> MemberUnion:
    """The one that says nothing in most tests."""
    return MemberUnionFactory.create(
        cluster=cluster, code="TNXP", name="Đoàn Lực lượng Thanh niên xung phong", short_name="TNXP", position=3
    )


@pytest.fixture
def plan(cluster: Cluster, union_a: MemberUnion, union_b: MemberUnion, union_c: MemberUnion) -> Plan:
    return PlanFactory.create(cluster=cluster, year=2024, lead=union_a, issuer="CỤM HCSN")


@pytest.fixture
def campaign(plan: Plan, union_a: MemberUnion) -> Activity:
    activity = ActivityFactory.create(plan=plan, title="Kỳ nghỉ hồng")
    ScheduleFactory.create(activity=activity, text="Tháng 6 - 8 năm 2024")
    ContentItemFactory.create(activity=activity)
    DutyFactory.create(activity=activity, unions=[union_a])
    return activity


@pytest.fixture
def visit(plan: Plan, campaign: Activity) -> Activity:
    activity = ActivityFactory.create(plan=plan, title="Thăm Mẹ Việt Nam Anh hùng", kind="recurring_visit")
    PlaceFactory.create(activity=activity, text="Huyện Củ Chi")
    return activity


@pytest.fixture
def held(plan: Plan, campaign: Activity, visit: Activity, secretary: Persona) -> Round:
    """The first round, open until 08/03/2024."""
    return open_round(plan=plan, deadline=DEADLINE, by=secretary.user, message="Xin xem kỹ kinh phí.")


@pytest.fixture
def items(held: Round) -> list[RoundItem]:
    return list(held.items.select_related("round").order_by("position"))
