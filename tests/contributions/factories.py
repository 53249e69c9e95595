"""Rows of money for tests, and the money of the 2024 plan: seven unions, three levies."""

import uuid
from datetime import date
from io import BytesIO
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory
from PIL import Image

from contributions.models import Allocation, Due, Payment, Reversal
from plans.models import Activity, Levy, Occurrence, Plan
from tests.factories import MemberUnionFactory, UserFactory
from tests.plans.factories import ActivityFactory, LevyFactory, OccurrenceFactory, PlanFactory, ScheduleFactory
from unions.models import Cluster, MemberUnion

SEVEN = (
    ("DCD", "Đoàn Khối Dân – Chính – Đảng Thành phố", "Khối DCĐ", 2_250_000),
    ("YT", "Đoàn Sở Y tế Thành phố", "Sở Y tế", 1_750_000),
    ("GTVT", "Đoàn Sở Giao thông Vận tải Thành phố", "Sở GTVT", 1_750_000),
    ("LDTBXH", "Đoàn Sở Lao động – Thương binh và Xã hội Thành phố", "Sở LĐTBXH", 1_750_000),
    ("TNXP", "Đoàn Lực lượng Thanh niên xung phong", "TNXP", 1_500_000),
    ("TNMT", "Đoàn Khối Bộ Tài nguyên và Môi trường", "Bộ TNMT", 1_500_000),
    ("NNPTNT", "Đoàn Khối Bộ Nông nghiệp và Phát triển nông thôn", "Bộ NNPTNT", 1_500_000),
)


class DueFactory(DjangoModelFactory[Due]):
    """A due of 7.000.000 đồng: `DueFactory(levy=…, union=…)`."""

    class Meta:
        model = Due

    levy = factory.SubFactory(LevyFactory, basis=Levy.Basis.ONCE)
    plan = factory.SelfAttribute("levy.activity.plan")
    union = factory.SubFactory(MemberUnionFactory, cluster=factory.SelfAttribute("..plan.cluster"))
    amount = 7_000_000
    code = factory.Sequence(lambda n: f"KNHYT{n:07d}")
    made_by = factory.SubFactory(UserFactory)


class PaymentFactory(DjangoModelFactory[Payment]):
    """A payment that waits. `PaymentFactory(dues={due: 7_000_000})` writes its allocations; `confirmed=True`."""

    class Meta:
        model = Payment
        skip_postgeneration_save = True

    class Params:
        confirmed = factory.Trait(
            confirmed_at=factory.LazyFunction(timezone.now), confirmed_by=factory.SubFactory(UserFactory)
        )
        returned = factory.Trait(
            returned_at=factory.LazyFunction(timezone.now),
            returned_by=factory.SubFactory(UserFactory),
            return_reason="Chưa thấy tiền về tài khoản.",
        )

    key = factory.LazyFunction(uuid.uuid4)
    plan = factory.SubFactory(PlanFactory)
    union = factory.SubFactory(MemberUnionFactory, cluster=factory.SelfAttribute("..plan.cluster"))
    amount = 7_000_000
    paid_on = date(2024, 6, 10)
    declared_by = factory.SubFactory(UserFactory)

    @factory.post_generation
    def dues(self: Payment, _create: bool, dues: dict[Due, int] | None, **_kwargs: Any) -> None:  # type: ignore[misc]
        for due, amount in (dues or {}).items():
            AllocationFactory.create(payment=self, due=due, amount=amount)


class AllocationFactory(DjangoModelFactory[Allocation]):
    class Meta:
        model = Allocation

    payment = factory.SubFactory(PaymentFactory)
    due = factory.SubFactory(DueFactory)
    amount = 7_000_000


class ReversalFactory(DjangoModelFactory[Reversal]):
    class Meta:
        model = Reversal

    payment = factory.SubFactory(PaymentFactory, confirmed=True)
    amount = factory.SelfAttribute("payment.amount")
    reason = "Ghi nhầm đơn vị."
    by = factory.SubFactory(UserFactory)


def seven_unions(cluster: Cluster) -> list[MemberUnion]:
    """The cluster's unions in the order of the paper; the first leads."""
    return [
        MemberUnionFactory.create(cluster=cluster, code=code, name=name, short_name=short, position=10 + place)
        for place, (code, name, short, _amount) in enumerate(SEVEN)
    ]


def seed_plan(cluster: Cluster, unions: list[MemberUnion] | None = None, year: int = 2024) -> Plan:
    """A plan that asks 7.000.000 and 1.000.000 of everyone, and 12.000.000 in tiers for quarterly visits; undecided."""
    unions = unions or seven_unions(cluster)
    plan = PlanFactory.create(cluster=cluster, year=year, lead=unions[0])
    campaign = ActivityFactory.create(plan=plan, title=f"Chiến dịch tình nguyện Kỳ Nghỉ Hồng năm {year}")
    session = ActivityFactory.create(
        plan=plan, kind=Activity.Kind.THEMED_SESSION, title="Sinh hoạt chuyên đề “Thanh niên trên không gian mạng”"
    )
    visit = ActivityFactory.create(
        plan=plan, kind=Activity.Kind.RECURRING_VISIT, title="Thăm và phụng dưỡng Mẹ Việt Nam Anh hùng"
    )
    ScheduleFactory.create(
        activity=visit, text="định kỳ hằng quý", starts_on=None, ends_on=None, precision="none", repeat="quarterly"
    )
    LevyFactory.create(activity=campaign, amounts=dict.fromkeys(unions, 7_000_000))
    LevyFactory.create(activity=session, amounts=dict.fromkeys(unions, 1_000_000))
    tiers = {union: SEVEN[place % 7][3] for place, union in enumerate(unions)}
    LevyFactory.create(activity=visit, shape=Levy.Shape.TIERED, amounts=tiers)
    return plan


def add_visits(plan: Plan) -> list[Occurrence]:
    """The four quarterly visits of the plan's last activity."""
    visit = plan.activities.get(kind=Activity.Kind.RECURRING_VISIT)
    days = [(1, 3, 31), (4, 6, 30), (7, 9, 30), (10, 12, 31)]
    return [
        OccurrenceFactory.create(
            activity=visit,
            number=number,
            starts_on=date(plan.year, first, 1),
            ends_on=date(plan.year, last, end),
        )
        for number, (first, last, end) in enumerate(days, 1)
    ]


def levy_of(plan: Plan, kind: str) -> Levy:
    """The levy of the plan's only activity of a kind."""
    return Levy.objects.select_related("activity__plan__cluster").get(activity__plan=plan, activity__kind=kind)


def decide(levy: Levy, basis: str) -> Levy:
    """The levy with a basis chosen."""
    Levy.objects.filter(pk=levy.pk).update(basis=basis)
    levy.basis = basis
    return levy


def picture(size: tuple[int, int] = (600, 900), colour: str = "#dfe8f2", kind: str = "JPEG", **more: Any) -> bytes:
    """A picture's bytes."""
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, kind, **more)
    return out.getvalue()
