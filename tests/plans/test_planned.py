"""How often an activity takes place as far as its plan says: as often as one click makes dates."""

import datetime as dt

import pytest

from plans.actions.occurrences import make_occurrences
from plans.actions.times import understood
from plans.models import Activity
from plans.planned import stretches_of, times_planned
from tests.factories import UserFactory
from tests.plans.factories import ActivityFactory, ScheduleFactory

pytestmark = pytest.mark.django_db
VISIT, CAMPAIGN = Activity.Kind.RECURRING_VISIT, Activity.Kind.CAMPAIGN


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Định kỳ hằng quý", 4),
        ("Định kỳ hằng tháng", 12),
        ("Ngày 05 hằng tháng", 12),
        ("Ngày 05 và ngày 20 hằng tháng, từ tháng 3 đến tháng 5", 6),
        ("Thứ Sáu hằng tuần", 52),
        ("Hằng tuần", 53),
        ("Thứ Bảy tuần đầu tiên hằng tháng", 12),
        ("Ngày 03/6, 10/6, 17/6/2024", 3),
        ("Hằng năm", 1),
    ],
)
@pytest.mark.parametrize("kind", [VISIT, CAMPAIGN])
def test_an_activity_takes_place_as_often_as_one_click_makes_dates(kind: str, text: str, times: int) -> None:
    activity = ActivityFactory.create(kind=kind)
    ScheduleFactory.create(activity=activity, **understood(text, 2024))
    assert times_planned(activity.kind, activity.schedules.all(), 2024) == times
    assert len(make_occurrences(activity=activity, by=UserFactory.create())) == times


@pytest.mark.parametrize(("kind", "times"), [(VISIT, 4), (CAMPAIGN, 1)])
@pytest.mark.parametrize("text", [None, "Ngày 12/3/2024", "Khi có điều kiện"])
def test_what_does_not_say_how_often_happens_once_and_a_visit_each_quarter(
    kind: str, text: str | None, times: int
) -> None:
    activity = ActivityFactory.create(kind=kind)
    if text:
        ScheduleFactory.create(activity=activity, **understood(text, 2024))
    assert times_planned(activity.kind, activity.schedules.all(), 2024) == times


def test_days_that_come_back_are_stretches_of_their_own() -> None:
    """The board's strip and what is ahead show the day, as the calendar does."""
    schedule = ScheduleFactory.create(**understood("Ngày 05 hằng tháng, từ tháng 3 đến tháng 4", 2024))
    assert stretches_of(schedule, 2024) == [(dt.date(2024, month, 5),) * 2 for month in (3, 4)]


def test_a_time_that_is_said_to_happen_once_covers_its_days_from_first_to_last() -> None:
    schedule = ScheduleFactory.create(**understood("Ngày 03/6, 10/6, 17/6/2024", 2024) | {"repeat": "never"})
    assert stretches_of(schedule, 2024) == [(dt.date(2024, 6, 3), dt.date(2024, 6, 17))]
