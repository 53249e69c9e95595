"""The plan like that of 2024, ready to be signed. It is nine in the morning of 05/02/2024."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
import time_machine

from plans.actions.issuing import issue_plan
from plans.issuing.signing import Signing
from plans.models import Plan, Version
from tests.conftest import Persona
from tests.plans.seed import Seed
from unions.models import Cluster

SIGNED = dt.date(2024, 2, 5)
SIGNING = Signing(
    number=1,
    place="TP. Hồ Chí Minh",
    signed_on=SIGNED,
    signer_capacity="TM. BAN THƯỜNG VỤ",
    signer_office="BÍ THƯ",
    signer_name="Lê Minh Họa",
    signer_note="",
    recipients=("Lưu: VP",),
)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """The clock stands still; `clock.move_to(…)` moves it."""
    with time_machine.travel("2024-02-05T09:00:00+07:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def plan(seed: Seed) -> Plan:
    """Led by a union with a symbol of its own, in a cluster that numbers by term."""
    seed.unions[0].symbol = "ĐKDCĐ"
    seed.unions[0].save()
    Cluster.objects.filter(pk=seed.plan.cluster_id).update(term="2022 - 2027")
    return Plan.objects.select_related("cluster", "lead").get(pk=seed.plan.pk)


@pytest.fixture
def signing() -> Signing:
    return replace(
        SIGNING,
        signer_note="(Bí thư Đoàn Khối)",
        recipients=("Thành Đoàn", "Các cơ sở Đoàn trong cụm", "Lưu: Văn phòng"),
    )


@pytest.fixture
def second(signing: Signing) -> Signing:
    """The same with the next number."""
    return replace(signing, number=2)


@pytest.fixture
def issued(plan: Plan, signing: Signing, secretary: Persona) -> Version:
    """The plan after it was issued."""
    return issue_plan(plan=plan, signing=signing, by=secretary.user)
