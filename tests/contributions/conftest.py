"""The money that most tests start from: two unions owe 7.000.000 đồng each for the campaign."""

import uuid
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from contributions import actions
from contributions.models import Due, Payment
from plans.models import Levy, Plan
from tests.conftest import Persona
from tests.contributions.factories import decide, levy_of, seed_plan
from unions.models import Cluster, MemberUnion

PAID_ON = date(2024, 6, 10)


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    """Slips go to a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def plan(cluster: Cluster, union_a: MemberUnion, union_b: MemberUnion) -> Plan:
    return seed_plan(cluster, [union_a, union_b])


@pytest.fixture
def levy(plan: Plan) -> Levy:
    """7.000.000 đồng, paid once."""
    return decide(levy_of(plan, "campaign"), Levy.Basis.ONCE)


@pytest.fixture
def dues(levy: Levy, treasurer: Persona) -> dict[MemberUnion, Due]:
    """The dues of the campaign, by union."""
    return {due.union: due for due in actions.make_dues(levy=levy, by=treasurer.user)}


Declare = Callable[..., Payment]


@pytest.fixture
def declare(plan: Plan, dues: dict[MemberUnion, Due], union_a: MemberUnion, officer_a: Persona) -> Declare:
    """`declare(7_000_000)`: union A declares; anything else may be given by name."""

    def run(amount: int = 7_000_000, **more: Any) -> Payment:
        facts = {"plan": plan, "union": union_a, "paid_on": PAID_ON, "by": officer_a.user, "key": uuid.uuid4()}
        return actions.declare_payment(amount=amount, **{**facts, **more})

    return run


@pytest.fixture
def english() -> Iterator[None]:
    """Sentences in their source language, whatever the catalogue holds."""
    from django.utils import translation

    with translation.override("en"):
        yield


def money_url(plan: Plan, path: str = "") -> str:
    """An address below /money/ of a plan."""
    return f"/c/{plan.cluster.code}/{plan.year}/money/{path}"


def payment_url(payment: Payment, path: str = "") -> str:
    """An address of a payment."""
    return money_url(payment.plan, f"payments/{payment.public_id}/{path}")
