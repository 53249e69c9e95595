"""What the field's tables can never hold, whoever writes to them."""

import datetime as dt
import unicodedata
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from campaigns.models import PublicPage, SignUp, Volunteer, new_token
from plans.models import Activity, Plan
from tests.campaigns.factories import (
    AttendanceFactory,
    PublicPageFactory,
    ResourceFactory,
    ResultFactory,
    SignUpFactory,
    VolunteerFactory,
)
from tests.plans.factories import OccurrenceFactory
from unions.models import MemberUnion

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2024, 8, 20, 5, tzinfo=dt.UTC)


def refuses(factory: Any, **facts: Any) -> bool:
    try:
        with transaction.atomic():
            factory.create(**facts)
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(
    ("factory", "facts"),
    [
        (PublicPageFactory, {"places": 0}),
        (PublicPageFactory, {"state": "closed"}),
        (PublicPageFactory, {"state": "open", "closed_at": NOW}),
        (PublicPageFactory, {"state": "cancelled", "closed_at": NOW, "reason": ""}),
        (SignUpFactory, {"consent_text": ""}),
        (SignUpFactory, {"consent_version": ""}),
        (ResourceFactory, {"quantity": 0}),
        (ResourceFactory, {"value": -1}),
        (ResultFactory, {"number": Decimal(-1)}),
        (AttendanceFactory, {"people": 100_001}),
    ],
)
def test_the_database_refuses(factory: Any, facts: dict[str, Any]) -> None:
    assert refuses(factory, **facts)
    assert not refuses(factory)


@pytest.mark.parametrize(
    ("factory", "facts"),
    [
        (PublicPageFactory, {"state": "closed", "closed_at": NOW}),
        (PublicPageFactory, {"state": "cancelled", "closed_at": NOW, "reason": "Bão"}),
        (ResourceFactory, {"value": 0}),
        (ResultFactory, {"number": Decimal("7.4")}),
        (AttendanceFactory, {"people": 0}),
    ],
)
def test_the_database_takes(factory: Any, facts: dict[str, Any]) -> None:
    assert not refuses(factory, **facts)


def test_no_sign_up_without_consent_even_past_the_program() -> None:
    sign_up = SignUpFactory.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        SignUp.objects.filter(pk=sign_up.pk).update(consent_text="")


def test_one_page_an_activity(qr_page: PublicPage) -> None:
    assert refuses(PublicPageFactory, activity=qr_page.activity)


def test_one_sign_up_a_volunteer_and_page(qr_page: PublicPage) -> None:
    sign_up = SignUpFactory.create(public_page=qr_page)
    assert refuses(SignUpFactory, public_page=qr_page, volunteer=sign_up.volunteer)


def test_a_volunteer_stands_once_in_a_cluster_under_any_spelling(plan: Plan) -> None:
    VolunteerFactory.create(cluster=plan.cluster, full_name="Đặng Thị Thu", phone="+84912345678")
    assert refuses(VolunteerFactory, cluster=plan.cluster, full_name="dang  thi THU", phone="+84912345678")
    assert not refuses(VolunteerFactory, cluster=plan.cluster, full_name="Đặng Thị Thủy", phone="+84912345678")
    assert not refuses(VolunteerFactory, full_name="Đặng Thị Thu", phone="+84912345678")  # another cluster


def test_one_head_count_a_union_and_time(session: Activity, union_a: MemberUnion) -> None:
    time = OccurrenceFactory.create(activity=session)
    AttendanceFactory.create(activity=session, union=union_a)
    AttendanceFactory.create(activity=session, union=union_a, occurrence=time)
    assert refuses(AttendanceFactory, activity=session, union=union_a)
    assert refuses(AttendanceFactory, activity=session, union=union_a, occurrence=time)


def test_names_are_kept_in_one_unicode_form() -> None:
    VolunteerFactory.create(full_name=unicodedata.normalize("NFD", "Đặng Thị Thu"))
    assert Volunteer.objects.get().full_name == "Đặng Thị Thu"


def test_addresses_cannot_be_guessed() -> None:
    tokens = {new_token() for _time in range(200)}
    assert len(tokens) == 200
    assert all(len(token) == 24 for token in tokens)  # 18 bytes = 144 bits in base64


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (lambda: PublicPageFactory.create(activity__title="Kỳ nghỉ hồng"), "Kỳ nghỉ hồng"),
        (lambda: VolunteerFactory.create(full_name="Đặng Thu"), "Đặng Thu"),
        (
            lambda: SignUpFactory.create(volunteer__full_name="Thu", public_page__activity__title="Hồng"),
            "Thu · Hồng",
        ),
        (ResourceFactory.create, "50 cái Áo phao"),
        (lambda: AttendanceFactory.create(union__short_name="Sở Y tế"), "Sở Y tế: 27"),
        (ResultFactory.create, "Quà tặng gia đình chính sách: 12800 phần"),
    ],
)
def test_each_row_says_what_it_is(row: Any, text: str) -> None:
    made: models.Model = row()
    assert str(made) == text
