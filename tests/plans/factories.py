"""Rows of a plan for tests. Every fact comes with its own line, placed at the end of its plan."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import factory
from django.db import connection
from factory.django import DjangoModelFactory

from documents.blocks import Marker
from plans.models import (
    Activity,
    Clause,
    ContentItem,
    Duty,
    DutyHolder,
    Levy,
    LevyShare,
    Occurrence,
    Place,
    Plan,
    Quota,
    Recipient,
    Schedule,
)
from plans.models.facts import Precision
from unions.models import MemberUnion


class PlanFactory(DjangoModelFactory[Plan]):
    class Meta:
        model = Plan

    cluster = factory.SubFactory("tests.factories.ClusterFactory")
    year = 2024
    subject = "Tổ chức hoạt động Cụm năm 2024"
    place = "TP. Hồ Chí Minh"


class ClauseFactory(DjangoModelFactory[Clause]):
    """A free line at the end of its plan."""

    class Meta:
        model = Clause

    plan = factory.SubFactory(PlanFactory)
    level = 0
    marker = Marker.DASH.value
    text = factory.Sequence(lambda n: f"Dòng số {n}.")

    @factory.lazy_attribute
    def position(self) -> int:
        with connection.cursor() as cursor:  # a plan of the tests asks this twenty times: without the ORM it is free
            cursor.execute("SELECT coalesce(max(position), 0) + 1 FROM plans_clause WHERE plan_id = %s", [self.plan.pk])
            return cursor.fetchone()[0]


class RecipientFactory(DjangoModelFactory[Recipient]):
    class Meta:
        model = Recipient

    plan = factory.SubFactory(PlanFactory)
    position = factory.Sequence(lambda n: n + 1)
    text = factory.Sequence(lambda n: f"Nơi nhận {n}")


class ActivityFactory(DjangoModelFactory[Activity]):
    class Meta:
        model = Activity

    plan = factory.SubFactory(PlanFactory)
    clause = factory.SubFactory(
        ClauseFactory,
        plan=factory.SelfAttribute("..plan"),
        level=1,
        marker=Marker.ARABIC.value,
        heading=True,
        text="{tên hoạt động}:",
    )
    kind = Activity.Kind.CAMPAIGN
    title = factory.Sequence(lambda n: f"Chiến dịch tình nguyện {n}")


def line_below(text: str, level: int = 2, marker: Marker = Marker.DASH) -> Any:
    """A line of the activity's plan, tied to a fact."""
    return factory.SubFactory(
        ClauseFactory, plan=factory.SelfAttribute("..activity.plan"), level=level, marker=marker.value, text=text
    )


class ScheduleFactory(DjangoModelFactory[Schedule]):
    class Meta:
        model = Schedule

    activity = factory.SubFactory(ActivityFactory)
    clause = line_below("Thời gian: {thời gian}.")
    text = "Tháng 6 - 8 năm 2024"
    starts_on = date(2024, 6, 1)
    ends_on = date(2024, 8, 31)
    precision = Precision.MONTH


class PlaceFactory(DjangoModelFactory[Place]):
    class Meta:
        model = Place

    activity = factory.SubFactory(ActivityFactory)
    clause = line_below("Địa điểm: {địa điểm}.")
    text = "Huyện Củ Chi"


class ContentItemFactory(DjangoModelFactory[ContentItem]):
    class Meta:
        model = ContentItem

    activity = factory.SubFactory(ActivityFactory)
    clause = line_below("Tặng quà gia đình chính sách.", 3, Marker.PLUS)


class DutyFactory(DjangoModelFactory[Duty]):
    """`DutyFactory(activity=a, unions=[x, y], support=[z])`: x and y in charge, z supporting."""

    class Meta:
        model = Duty
        skip_postgeneration_save = True

    activity = factory.SubFactory(ActivityFactory)
    plan = factory.SelfAttribute("activity.plan")
    clause = factory.SubFactory(
        ClauseFactory,
        plan=factory.SelfAttribute("..plan"),
        level=3,
        marker=Marker.PLUS.value,
        text="{đơn vị} phụ trách tuyên truyền.",
    )

    @factory.post_generation
    def unions(self: Duty, _create: bool, unions: list[MemberUnion] | None, **_kwargs: Any) -> None:  # type: ignore[misc]
        for union in unions or []:
            DutyHolder.objects.create(duty=self, union=union, position=union.position)

    @factory.post_generation
    def support(self: Duty, _create: bool, unions: list[MemberUnion] | None, **_kwargs: Any) -> None:  # type: ignore[misc]
        for union in unions or []:
            part = DutyHolder.Part.SUPPORT
            DutyHolder.objects.create(duty=self, union=union, position=100 + union.position, part=part)


class LevyFactory(DjangoModelFactory[Levy]):
    """`LevyFactory(activity=a, amounts={union: 7_000_000})`; flat unless `shape` says otherwise."""

    class Meta:
        model = Levy
        skip_postgeneration_save = True

    activity = factory.SubFactory(ActivityFactory)
    clause = line_below("Các cơ sở Đoàn đóng góp kinh phí ({mức đóng góp}).", 3, Marker.PLUS)
    shape = Levy.Shape.FLAT

    @factory.post_generation
    def amounts(self: Levy, _create: bool, amounts: Mapping[MemberUnion, int] | None, **_kwargs: Any) -> None:  # type: ignore[misc]
        for place, (union, amount) in enumerate((amounts or {}).items()):
            LevyShare.objects.create(levy=self, union=union, amount=amount, position=place)


class QuotaFactory(DjangoModelFactory[Quota]):
    class Meta:
        model = Quota

    activity = factory.SubFactory(ActivityFactory)
    clause = line_below("Mỗi cơ sở Đoàn mời {số lượng} đoàn viên tham dự.", 3, Marker.PLUS)
    people = 30


class OccurrenceFactory(DjangoModelFactory[Occurrence]):
    class Meta:
        model = Occurrence

    activity = factory.SubFactory(ActivityFactory)
    number = factory.Sequence(lambda n: n + 1)
    starts_on = date(2024, 1, 1)
    ends_on = date(2024, 3, 31)
