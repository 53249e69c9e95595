"""Dates made from a plan whose words were changed since: told, and put where the plan says them."""

import datetime as dt

import pytest

from plans.actions import occurrences as actions
from plans.actions.calling_off import call_off
from plans.actions.times import understood
from plans.errors import ActivityCalledOff
from plans.models import Activity, Occurrence, Schedule
from plans.planned import said_spans
from plans.replanning import Replan, replanned
from tests.factories import UserFactory
from tests.plans.factories import ActivityFactory, ScheduleFactory
from unions.models import AuditRecord, User

pytestmark = pytest.mark.django_db
REASON = "Kế hoạch ghi thời gian khác."


@pytest.fixture
def by() -> User:
    return UserFactory.create()


@pytest.fixture
def visit(by: User) -> Activity:
    """A visit every quarter of 2024, with its four dates."""
    activity = ActivityFactory.create(kind=Activity.Kind.RECURRING_VISIT, title="Thăm Mẹ")
    ScheduleFactory.create(activity=activity, **understood("Định kỳ hằng quý", 2024))
    actions.make_occurrences(activity=activity, by=by)
    return activity


def say(activity: Activity, text: str) -> Activity:
    """The activity as somebody opens it after its time was changed."""
    Schedule.objects.filter(activity=activity).update(**understood(text, 2024))
    return Activity.objects.select_related("plan__cluster").get(pk=activity.pk)


def replan(activity: Activity) -> Replan:
    return replanned(said_spans(activity.kind, activity.schedules.all(), 2024), activity.occurrences.all())


def times(activity: Activity) -> list[tuple[str, str, str]]:
    rows = activity.occurrences.order_by("number")
    return [(f"{row.starts_on:%d/%m}–{row.ends_on or row.starts_on:%d/%m}", row.state, row.reason) for row in rows]


def test_nothing_is_told_while_the_plan_says_them(visit: Activity) -> None:
    assert replan(visit).adrift == []


def test_fewer_times_take_the_nearest_dates_and_the_rest_are_called_off(visit: Activity, by: User) -> None:
    visit = say(visit, "Tháng 3 và tháng 9/2024")
    assert [time.number for time in replan(visit).adrift] == [1, 2, 3, 4]
    actions.replan_occurrences(activity=visit, by=by)
    assert times(visit) == [
        ("01/03–31/03", "planned", ""),
        ("01/04–30/06", "cancelled", REASON),
        ("01/09–30/09", "planned", ""),
        ("01/10–31/12", "cancelled", REASON),
    ]
    assert replan(visit).adrift == []
    verbs = AuditRecord.objects.order_by("number").values_list("verb", flat=True)
    assert list(verbs)[-4:] == ["occurrence.move", "occurrence.move", "occurrence.cancel", "occurrence.cancel"]


def test_a_second_click_does_nothing(visit: Activity, by: User) -> None:
    visit = say(visit, "Tháng 3 và tháng 9/2024")
    actions.replan_occurrences(activity=visit, by=by)
    before = list(visit.occurrences.values_list("version", flat=True))
    assert actions.replan_occurrences(activity=visit, by=by) == Replan()
    assert list(visit.occurrences.values_list("version", flat=True)) == before


def test_what_happens_once_by_now_keeps_one_date(visit: Activity, by: User) -> None:
    visit = say(visit, "Ngày 20/8/2024")
    actions.replan_occurrences(activity=visit, by=by)
    assert [(days, state) for days, state, _reason in times(visit)] == [
        ("01/01–31/03", "cancelled"),
        ("01/04–30/06", "cancelled"),
        ("20/08–20/08", "planned"),
        ("01/10–31/12", "cancelled"),
    ]


def test_more_times_move_those_there_are_and_leave_the_rest_to_be_made(visit: Activity, by: User) -> None:
    visit = say(visit, "Định kỳ hằng tháng")
    actions.replan_occurrences(activity=visit, by=by)
    assert [days for days, _state, _reason in times(visit)] == [
        "01/01–31/01",
        "01/04–30/04",
        "01/07–31/07",
        "01/10–31/10",
    ]
    assert len(actions.make_occurrences(activity=visit, by=by)) == 8
    assert replan(visit).adrift == []


def test_what_somebody_moved_added_or_finished_is_their_own(visit: Activity, by: User) -> None:
    first, second, third, _fourth = visit.occurrences.order_by("number")
    move = {"starts_on": dt.date(2024, 2, 5), "ends_on": None, "place": "Củ Chi"}
    actions.move_occurrence(occurrence=first, seen_version=first.version, by=by, **move)
    Occurrence.objects.filter(pk=second.pk).update(state="done")
    actions.cancel_occurrence(occurrence=third, reason="Mưa bão", by=by)
    actions.add_occurrence(activity=visit, starts_on=dt.date(2024, 8, 1), ends_on=None, place="", by=by)
    visit = say(visit, "Tháng 5 và tháng 11/2024")
    assert [time.number for time in replan(visit).adrift] == [4]
    assert [span.starts_on for _time, span in replan(visit).moves] == []  # four stand where the plan says two


def test_only_another_place_leaves_a_date_to_the_plan(visit: Activity, by: User) -> None:
    first = visit.occurrences.order_by("number")[0]
    days = {"starts_on": first.starts_on, "ends_on": first.ends_on}
    actions.move_occurrence(occurrence=first, **days, place="Củ Chi", seen_version=first.version, by=by)
    assert replan(say(visit, "Tháng 9/2024")).adrift[0].place == "Củ Chi"


def test_a_time_that_nobody_understands_moves_nothing(visit: Activity) -> None:
    Activity.objects.filter(pk=visit.pk).update(kind=Activity.Kind.OTHER)
    assert replan(say(visit, "Khi có điều kiện")).adrift == []


def test_of_what_was_called_off_nothing_is_put_elsewhere(visit: Activity, by: User) -> None:
    visit = say(visit, "Tháng 3 và tháng 9/2024")
    call_off(activity=visit, reason="Không đủ kinh phí", by=by)
    with pytest.raises(ActivityCalledOff):
        actions.replan_occurrences(activity=visit, by=by)
