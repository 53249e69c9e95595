"""The times of an activity: made, added, moved, called off, done. Each refusal, each trace, each second click."""

import datetime as dt
from typing import Any

import pytest
import time_machine

from plans.actions import occurrences as actions
from plans.actions.times import understood
from plans.models import Activity, Occurrence, Schedule
from tests.factories import UserFactory
from tests.plans.factories import ActivityFactory, OccurrenceFactory, ScheduleFactory
from unions.audit import verify
from unions.models import AuditChain, AuditRecord, User

State = Occurrence.State
pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> User:
    return UserFactory.create(full_name="Lê Thư Ký")


@pytest.fixture
def visit() -> Activity:
    """A visit every quarter of 2024, as the plan's words were understood."""
    activity = ActivityFactory.create(kind=Activity.Kind.RECURRING_VISIT, title="Thăm Mẹ")
    ScheduleFactory.create(
        activity=activity, text="Định kỳ hằng quý", starts_on=None, ends_on=None, precision="none", repeat="quarterly"
    )
    return activity


@pytest.fixture
def time() -> Occurrence:
    return OccurrenceFactory.create(number=1, place="Củ Chi")


def last_record() -> AuditRecord:
    record = AuditRecord.objects.order_by("-number").first()
    assert record is not None
    return record


def move(time: Occurrence, by: User, **changes: Any) -> Occurrence:
    facts = {"starts_on": time.starts_on, "ends_on": time.ends_on, "place": time.place, "seen_version": time.version}
    return actions.move_occurrence(occurrence=time, by=by, **{**facts, **changes})


def test_make_makes_the_four_visits_of_a_quarterly_activity(visit: Activity, by: User) -> None:
    actions.make_occurrences(activity=visit, by=by)
    rows = list(visit.occurrences.order_by("number"))
    assert [(r.number, r.starts_on, r.ends_on, r.precision, r.state) for r in rows] == [
        (1, dt.date(2024, 1, 1), dt.date(2024, 3, 31), "quarter", "planned"),
        (2, dt.date(2024, 4, 1), dt.date(2024, 6, 30), "quarter", "planned"),
        (3, dt.date(2024, 7, 1), dt.date(2024, 9, 30), "quarter", "planned"),
        (4, dt.date(2024, 10, 1), dt.date(2024, 12, 31), "quarter", "planned"),
    ]


def test_make_leaves_one_record_that_names_each_time(visit: Activity, by: User) -> None:
    actions.make_occurrences(activity=visit, by=by)
    record = last_record()
    assert (record.verb, record.by, record.about) == ("occurrence.make", by, "Thăm Mẹ")
    assert [time["starts_on"] for time in record.data["after"]["times"]] == [
        "2024-01-01",
        "2024-04-01",
        "2024-07-01",
        "2024-10-01",
    ]
    assert verify(AuditChain.objects.get()) is None


def test_make_twice_makes_four_and_one_record(visit: Activity, by: User) -> None:
    actions.make_occurrences(activity=visit, by=by)
    assert actions.make_occurrences(activity=visit, by=by) == []
    assert (visit.occurrences.count(), AuditRecord.objects.count()) == (4, 1)


def test_make_after_a_move_does_not_make_the_moved_visit_again(visit: Activity, by: User) -> None:
    first = actions.make_occurrences(activity=visit, by=by)[0]
    move(first, by, starts_on=dt.date(2024, 4, 2), ends_on=None)
    assert actions.make_occurrences(activity=visit, by=by) == []


def test_make_fills_up_beside_a_date_that_was_added_by_hand(visit: Activity, by: User) -> None:
    actions.add_occurrence(activity=visit, starts_on=dt.date(2024, 5, 5), ends_on=None, place="", by=by)
    made = actions.make_occurrences(activity=visit, by=by)
    assert [(time.number, time.starts_on.month) for time in made] == [(2, 1), (3, 7), (4, 10)]


@pytest.mark.parametrize(("repeat", "count"), [("monthly", 12), ("yearly", 1), ("weekly", 53)])
def test_make_follows_what_the_plan_says(by: User, repeat: str, count: int) -> None:
    activity = ActivityFactory.create()
    ScheduleFactory.create(activity=activity, starts_on=None, ends_on=None, precision="none", repeat=repeat)
    assert len(actions.make_occurrences(activity=activity, by=by)) == count


def listed(text: str, kind: Activity.Kind = Activity.Kind.CAMPAIGN) -> Activity:
    """An activity on the days that its time lists."""
    activity = ActivityFactory.create(kind=kind)
    ScheduleFactory.create(activity=activity, **understood(text, activity.plan.year))
    return activity


@pytest.mark.parametrize("kind", [Activity.Kind.CAMPAIGN, Activity.Kind.RECURRING_VISIT])
def test_make_makes_one_time_for_each_listed_day(by: User, kind: Activity.Kind) -> None:
    activity = listed("Ngày 03/6, 10/6, 17/6/2024", kind)
    actions.make_occurrences(activity=activity, by=by)
    rows = activity.occurrences.order_by("number")
    assert [(r.number, r.starts_on, r.ends_on, r.precision) for r in rows] == [
        (n, dt.date(2024, 6, day), dt.date(2024, 6, day), "day") for n, day in enumerate((3, 10, 17), start=1)
    ]
    assert actions.make_occurrences(activity=activity, by=by) == []


def test_make_follows_the_words_when_listed_days_were_moved(by: User) -> None:
    activity = listed("Ngày 03/6, 10/6, 17/6/2024")
    Schedule.objects.update(**understood("Ngày 10/6 và 24/6/2024", 2024))
    actions.make_occurrences(activity=activity, by=by)
    assert [r.starts_on.day for r in activity.occurrences.order_by("number")] == [10, 24]


@pytest.mark.parametrize(
    ("text", "count", "first"),
    [
        ("Ngày 05 hằng tháng", 12, dt.date(2024, 1, 5)),
        ("Chiều thứ Sáu hằng tuần", 52, dt.date(2024, 1, 5)),
        ("Thứ Bảy tuần đầu tiên hằng tháng", 12, dt.date(2024, 1, 6)),
    ],
)
def test_make_makes_the_days_that_come_back(by: User, text: str, count: int, first: dt.date) -> None:
    activity = listed(text)
    actions.make_occurrences(activity=activity, by=by)
    rows = list(activity.occurrences.order_by("number"))
    assert (len(rows), rows[0].starts_on, {row.precision for row in rows}) == (count, first, {"day"})
    assert all(row.ends_on == row.starts_on for row in rows)
    assert actions.make_occurrences(activity=activity, by=by) == []


def test_make_adds_no_day_to_months_that_were_made_before(by: User) -> None:
    activity = listed("Định kỳ hằng tháng")
    actions.make_occurrences(activity=activity, by=by)
    Schedule.objects.update(**understood("Ngày 05 hằng tháng", 2024))
    assert actions.make_occurrences(activity=activity, by=by) == []


def test_make_refuses_a_stretch_of_days(by: User) -> None:
    with pytest.raises(actions.DoesNotRepeat):
        actions.make_occurrences(activity=listed("Từ 03/6 đến 17/6/2024"), by=by)


def test_make_takes_a_visit_whose_words_were_not_understood_as_quarterly(by: User) -> None:
    activity = ActivityFactory.create(kind=Activity.Kind.RECURRING_VISIT)
    ScheduleFactory.create(activity=activity, text="Khi có dịp", starts_on=None, ends_on=None, precision="none")
    assert len(actions.make_occurrences(activity=activity, by=by)) == 4


def test_make_refuses_what_happens_once(by: User) -> None:
    activity = ActivityFactory.create(kind=Activity.Kind.THEMED_SESSION)
    ScheduleFactory.create(activity=activity)
    with pytest.raises(actions.DoesNotRepeat):
        actions.make_occurrences(activity=activity, by=by)
    assert AuditRecord.objects.count() == 0


def test_make_writes_nothing_when_its_record_cannot_be_written(
    visit: Activity, by: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(*_args: object, **_kwargs: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(actions.audit, "record", full_disk)
    with pytest.raises(OSError, match="disk full"):
        actions.make_occurrences(activity=visit, by=by)
    assert visit.occurrences.count() == 0


def test_add_gives_the_next_number_and_the_exact_day(visit: Activity, by: User) -> None:
    actions.make_occurrences(activity=visit, by=by)
    time = actions.add_occurrence(
        activity=visit, starts_on=dt.date(2024, 7, 27), ends_on=dt.date(2024, 7, 28), place="Củ Chi", by=by
    )
    assert (time.number, time.precision, time.ends_on, time.place) == (5, "day", dt.date(2024, 7, 28), "Củ Chi")
    assert last_record().data["after"]["starts_on"] == "2024-07-27"


def test_add_twice_adds_once(visit: Activity, by: User) -> None:
    facts: dict[str, Any] = {"activity": visit, "starts_on": dt.date(2024, 7, 27), "ends_on": None, "place": "Củ Chi"}
    assert actions.add_occurrence(by=by, **facts) == actions.add_occurrence(by=by, **facts)
    assert (visit.occurrences.count(), AuditRecord.objects.count()) == (1, 1)


def test_add_the_same_day_at_another_place_is_another_time(visit: Activity, by: User) -> None:
    for place in ("Củ Chi", "Cần Giờ"):
        actions.add_occurrence(activity=visit, starts_on=dt.date(2024, 7, 27), ends_on=None, place=place, by=by)
    assert visit.occurrences.count() == 2


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "refusal"),
    [
        (dt.date(2024, 7, 27), dt.date(2024, 7, 26), actions.DaysOutOfOrder),
        (dt.date(2014, 7, 27), None, actions.FarFromPlan),
        (dt.date(2026, 1, 1), None, actions.FarFromPlan),
        (dt.date(2024, 7, 27), dt.date(2204, 7, 28), actions.FarFromPlan),
    ],
)
def test_add_refuses_days_that_cannot_be_meant(
    visit: Activity, by: User, starts_on: dt.date, ends_on: dt.date | None, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        actions.add_occurrence(activity=visit, starts_on=starts_on, ends_on=ends_on, place="", by=by)
    assert not visit.occurrences.exists()


def test_add_takes_a_visit_that_slipped_into_the_next_january(visit: Activity, by: User) -> None:
    time = actions.add_occurrence(activity=visit, starts_on=dt.date(2025, 1, 3), ends_on=None, place="", by=by)
    assert time.starts_on.year == 2025


def test_add_refuses_more_times_than_a_year_has_days(
    visit: Activity, by: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MAX_OCCURRENCES", 1)
    actions.add_occurrence(activity=visit, starts_on=dt.date(2024, 1, 1), ends_on=None, place="", by=by)
    with pytest.raises(actions.TooMany):
        actions.add_occurrence(activity=visit, starts_on=dt.date(2024, 1, 2), ends_on=None, place="", by=by)


def test_move_keeps_before_and_after_in_the_trail(time: Occurrence, by: User) -> None:
    moved = move(time, by, starts_on=dt.date(2024, 3, 8), ends_on=None, place="Cần Giờ")
    assert (moved.starts_on, moved.place, moved.precision, moved.version) == (
        dt.date(2024, 3, 8),
        "Cần Giờ",
        "day",
        2,
    )
    data = last_record().data
    assert (data["before"]["place"], data["after"]["place"]) == ("Củ Chi", "Cần Giờ")


def test_move_to_another_place_only_leaves_the_quarter_a_quarter(time: Occurrence, by: User) -> None:
    assert move(time, by, place="Cần Giờ").precision == "quarter"


def test_move_to_where_it_is_changes_nothing(time: Occurrence, by: User) -> None:
    assert move(time, by, seen_version=99).version == 1
    assert AuditRecord.objects.count() == 0


def test_move_tells_the_second_of_two_editors(time: Occurrence, by: User) -> None:
    move(time, by, starts_on=dt.date(2024, 3, 8), ends_on=None)
    with pytest.raises(actions.StaleOccurrence, match="08/03/2024") as refusal:
        move(time, by, starts_on=dt.date(2024, 3, 9), ends_on=None)
    assert refusal.value.current.starts_on == dt.date(2024, 3, 8)
    time.refresh_from_db()
    assert time.starts_on == dt.date(2024, 3, 8)


def test_the_same_move_sent_twice_is_one_move(time: Occurrence, by: User) -> None:
    for _click in range(2):
        move(time, by, starts_on=dt.date(2024, 3, 8), ends_on=None)
    assert AuditRecord.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"ends_on": dt.date(2023, 12, 31)}, actions.DaysOutOfOrder),
        ({"starts_on": dt.date(2042, 1, 1), "ends_on": None}, actions.FarFromPlan),
    ],
)
def test_move_refuses_days_that_cannot_be_meant(
    time: Occurrence, by: User, changes: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        move(time, by, **changes)


def test_cancel_says_why(time: Occurrence, by: User) -> None:
    actions.cancel_occurrence(occurrence=time, reason=" Bão số 3 ", by=by)
    time.refresh_from_db()
    assert (time.state, time.reason) == (State.CANCELLED, "Bão số 3")
    assert last_record().verb == "occurrence.cancel"


@pytest.mark.parametrize("reason", ["", "   "])
def test_cancel_without_a_reason_is_refused(time: Occurrence, by: User, reason: str) -> None:
    with pytest.raises(actions.ReasonMissing):
        actions.cancel_occurrence(occurrence=time, reason=reason, by=by)


def test_cancel_twice_cancels_once(time: Occurrence, by: User) -> None:
    for _click in range(2):
        actions.cancel_occurrence(occurrence=time, reason="Bão", by=by)
    assert AuditRecord.objects.count() == 1


def test_what_was_called_off_is_not_moved_done_or_called_off_for_another_reason(time: Occurrence, by: User) -> None:
    actions.cancel_occurrence(occurrence=time, reason="Bão", by=by)
    time.refresh_from_db()
    with pytest.raises(actions.WasCancelled, match="Bão"):
        move(time, by, place="Cần Giờ")
    with pytest.raises(actions.WasCancelled):
        actions.mark_done(occurrence=time, by=by)
    with pytest.raises(actions.WasCancelled):
        actions.cancel_occurrence(occurrence=time, reason="Lũ", by=by)


@time_machine.travel(dt.datetime(2024, 4, 2, 9, tzinfo=dt.UTC))
def test_done_is_done_once_and_not_moved_afterwards(time: Occurrence, by: User) -> None:
    for _click in range(2):
        done = actions.mark_done(occurrence=time, by=by)
    assert (done.state, AuditRecord.objects.count()) == (State.DONE, 1)
    with pytest.raises(actions.WasDone):
        move(done, by, place="Cần Giờ")
    with pytest.raises(actions.WasDone):
        actions.cancel_occurrence(occurrence=time, reason="Bão", by=by)


@pytest.mark.parametrize(
    ("moment", "allowed"),
    [("2023-12-31T16:59:59+00:00", False), ("2023-12-31T17:00:00+00:00", True)],
    ids=["one second before midnight in Vietnam", "midnight in Vietnam"],
)
def test_done_goes_by_the_day_in_vietnam(time: Occurrence, by: User, moment: str, allowed: bool) -> None:
    with time_machine.travel(dt.datetime.fromisoformat(moment), tick=False):
        if allowed:
            assert actions.mark_done(occurrence=time, by=by).state == State.DONE
        else:
            with pytest.raises(actions.NotYet, match="01/01/2024"):
                actions.mark_done(occurrence=time, by=by)


def test_reopen_takes_back_a_slip(time: Occurrence, by: User) -> None:
    actions.cancel_occurrence(occurrence=time, reason="Nhầm", by=by)
    reopened = actions.reopen_occurrence(occurrence=time, by=by)
    assert (reopened.state, reopened.reason) == (State.PLANNED, "")
    assert actions.reopen_occurrence(occurrence=time, by=by).version == reopened.version


def test_nothing_touches_the_next_visit(visit: Activity, by: User) -> None:
    first, second, *_rest = actions.make_occurrences(activity=visit, by=by)
    actions.cancel_occurrence(occurrence=first, reason="Bão", by=by)
    second.refresh_from_db()
    assert (second.state, second.version, second.starts_on) == (State.PLANNED, 1, dt.date(2024, 4, 1))
