"""An amendment and money at once: one paper, no due adjusted twice, no payment lost, nobody waits for ever."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from django.utils import timezone

from contributions.actions import amend_plan, declare_payment, make_dues
from contributions.models import Adjustment, Due, Payment
from plans.actions.issuing import issue_plan
from plans.issuing import errors
from plans.issuing.signing import Signing
from plans.models import Levy, LevyShare, Plan, Version
from tests.contributions.factories import decide, levy_of, seed_plan
from tests.factories import ClusterFactory, UserFactory
from tests.plans.issuing.conftest import SIGNING
from tests.race import ON_SQLITE, Together, refused, together
from unions.models import MemberUnion, User

__all__ = ["together"]

MILLION = 1_000_000


def signing(number: int) -> Signing:
    return replace(SIGNING, number=number, signed_on=timezone.localdate())


@pytest.fixture
def by(transactional_db: None) -> User:
    return UserFactory.create()


@pytest.fixture
def plan(by: User) -> Plan:
    """Issued, with the dues of the campaign made; then the amount was lowered by a million."""
    plan = seed_plan(ClusterFactory.create(code="dua"))
    levy = decide(levy_of(plan, "campaign"), Levy.Basis.ONCE)
    make_dues(levy=levy, by=by)
    issue_plan(plan=plan, signing=signing(1), by=by)
    LevyShare.objects.filter(levy=levy).update(amount=6 * MILLION)
    return Plan.objects.select_related("cluster", "lead").get(pk=plan.pk)


def amend(plan: Plan, by: User, number: int = 2) -> Version:
    return amend_plan(plan=plan, signing=signing(number), reason="Được hỗ trợ.", by=by)


def test_two_windows_amend_once(plan: Plan, by: User, together: Together) -> None:
    answers = together(*[lambda: amend(plan, by)] * 3)
    (version,) = [answer for answer in answers if isinstance(answer, Version)]
    assert all(isinstance(refusal, errors.NothingToAmend) for refusal in refused(answers))
    if not ON_SQLITE:
        unions = MemberUnion.objects.filter(cluster=plan.cluster).count()
        assert Adjustment.objects.filter(version=version).count() == unions


def test_dues_of_another_levy_are_made_meanwhile(plan: Plan, by: User, together: Together) -> None:
    """The editor holds the plan and wants the levies, making dues holds a levy and points to the plan."""
    session = decide(levy_of(plan, "themed_session"), Levy.Basis.ONCE)
    version, made = together(lambda: amend(plan, by), lambda: make_dues(levy=session, by=by))
    assert isinstance(version, Version)
    assert isinstance(made, list)
    assert made
    if not ON_SQLITE:
        assert not Adjustment.objects.filter(due__levy=session).exists()


def test_a_payment_is_declared_meanwhile(plan: Plan, by: User, together: Together) -> None:
    due = Due.objects.filter(plan=plan).select_related("union").order_by("pk")[0]

    def declare() -> Payment:
        return declare_payment(
            plan=plan, union=due.union, amount=7 * MILLION, paid_on=dt.date(2024, 6, 1), by=by, key=uuid.uuid4()
        )

    version, payment = together(lambda: amend(plan, by), declare)
    assert isinstance(version, Version)
    assert isinstance(payment, Payment) or len(refused([payment])) == 1, "7 million were asked before, 6 after"
