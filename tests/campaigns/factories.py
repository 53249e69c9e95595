"""Rows of the field for tests. The people are invented."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import factory
from factory.django import DjangoModelFactory

from campaigns.models import Attendance, PublicPage, Resource, Result, SignUp, Volunteer


class PublicPageFactory(DjangoModelFactory[PublicPage]):
    """An open page; `closed=True` closes it."""

    class Meta:
        model = PublicPage

    class Params:
        closed = factory.Trait(state="closed", closed_at=datetime(2024, 6, 1, 3, 0, tzinfo=UTC))
        called_off = factory.Trait(
            state="cancelled", closed_at=datetime(2024, 6, 1, 3, 0, tzinfo=UTC), reason="Bão số 3 đổ bộ"
        )

    activity = factory.SubFactory("tests.plans.factories.ActivityFactory")


class VolunteerFactory(DjangoModelFactory[Volunteer]):
    class Meta:
        model = Volunteer

    cluster = factory.SubFactory("tests.factories.ClusterFactory")
    full_name = factory.Sequence(lambda n: f"Nguyễn Văn Tình Nguyện {n}")
    phone = factory.Sequence(lambda n: f"+8491{n:07d}")
    birth_year = 2000


class SignUpFactory(DjangoModelFactory[SignUp]):
    class Meta:
        model = SignUp

    public_page = factory.SubFactory(PublicPageFactory)
    volunteer: Any = factory.SubFactory(
        VolunteerFactory, cluster=factory.SelfAttribute("..public_page.activity.plan.cluster")
    )
    consent_version = "2026-11 vi"
    consent_text = "Cụm xin họ tên và số điện thoại của bạn."
    consented_at = datetime(2024, 5, 1, tzinfo=UTC)


class ResourceFactory(DjangoModelFactory[Resource]):
    class Meta:
        model = Resource

    activity = factory.SubFactory("tests.plans.factories.ActivityFactory")
    kind = Resource.Kind.NEED
    thing = "Áo phao"
    quantity = 50
    unit = "cái"


class AttendanceFactory(DjangoModelFactory[Attendance]):
    class Meta:
        model = Attendance

    activity = factory.SubFactory("tests.plans.factories.ActivityFactory")
    union: Any = factory.SubFactory(
        "tests.factories.MemberUnionFactory", cluster=factory.SelfAttribute("..activity.plan.cluster")
    )
    people = 27
    entered_by = factory.SubFactory("tests.factories.UserFactory")


class ResultFactory(DjangoModelFactory[Result]):
    class Meta:
        model = Result

    activity = factory.SubFactory("tests.plans.factories.ActivityFactory")
    indicator = "Quà tặng gia đình chính sách"
    unit = "phần"
    number = Decimal(12_800)
    entered_by = factory.SubFactory("tests.factories.UserFactory")
