"""Head counts: entered at any time, corrected, taken away; by union and by time."""

import datetime as dt

import pytest

from campaigns import errors
from campaigns.actions import attendance
from campaigns.actions.attendance import set_attendance
from campaigns.models import Attendance
from plans.models import Activity, Occurrence
from tests.campaigns.factories import AttendanceFactory
from tests.conftest import Persona
from tests.factories import MemberUnionFactory
from tests.plans.factories import ActivityFactory, OccurrenceFactory
from unions.models import AuditRecord, MemberUnion, User


@pytest.fixture
def by(secretary: Persona) -> User:
    return secretary.user


@pytest.fixture
def time(session: Activity) -> Occurrence:
    return OccurrenceFactory.create(activity=session, number=1, starts_on=dt.date(2024, 8, 14), ends_on=None)


def entered() -> dict[tuple[str, int | None], int]:
    rows = Attendance.objects.values_list("union__code", "occurrence__number", "people")
    return {(union, time): people for union, time, people in rows}


def test_27_of_30_is_a_number(session: Activity, union_a: MemberUnion, by: User) -> None:
    (row,) = set_attendance(activity=session, occurrence=None, people={union_a: 27}, by=by)
    assert (row.people, row.entered_by, row.occurrence) == (27, by, None)


def test_several_unions_at_once_leave_one_record(
    session: Activity, union_a: MemberUnion, union_b: MemberUnion, by: User
) -> None:
    set_attendance(activity=session, occurrence=None, people={union_a: 27, union_b: 0}, by=by)
    assert entered() == {("SYT", None): 27, ("GTVT", None): 0}
    record = AuditRecord.objects.get()
    assert (record.verb, record.about) == ("attendance.set", "Sinh hoạt chuyên đề")
    assert record.data == {"before": {"SYT": None, "GTVT": None}, "after": {"SYT": 27, "GTVT": 0}}


def test_a_correction_replaces_the_number_and_keeps_the_old_one_in_the_trail(
    session: Activity, union_a: MemberUnion, by: User, officer_a: Persona
) -> None:
    set_attendance(activity=session, occurrence=None, people={union_a: 27}, by=officer_a.user)
    (row,) = set_attendance(activity=session, occurrence=None, people={union_a: 29}, by=by)
    assert (Attendance.objects.count(), row.entered_by) == (1, by)
    assert AuditRecord.objects.order_by("-number")[0].data == {"before": {"SYT": 27}, "after": {"SYT": 29}}


def test_the_same_number_again_changes_nothing(session: Activity, union_a: MemberUnion, by: User) -> None:
    for _click in range(2):
        changed = set_attendance(activity=session, occurrence=None, people={union_a: 27}, by=by)
    assert (changed, AuditRecord.objects.count()) == ([], 1)


def test_none_takes_an_entry_away(session: Activity, union_a: MemberUnion, by: User) -> None:
    set_attendance(activity=session, occurrence=None, people={union_a: 27}, by=by)
    assert set_attendance(activity=session, occurrence=None, people={union_a: None}, by=by) == []
    assert entered() == {}
    assert AuditRecord.objects.order_by("-number")[0].data["after"] == {"SYT": None}


def test_none_for_who_has_no_entry_is_nothing(session: Activity, union_a: MemberUnion, by: User) -> None:
    set_attendance(activity=session, occurrence=None, people={union_a: None}, by=by)
    assert not AuditRecord.objects.exists()


def test_zero_is_an_answer_and_not_silence(session: Activity, union_a: MemberUnion, by: User) -> None:
    set_attendance(activity=session, occurrence=None, people={union_a: 0}, by=by)
    assert entered() == {("SYT", None): 0}


def test_each_time_has_its_own_numbers(session: Activity, time: Occurrence, union_a: MemberUnion, by: User) -> None:
    second = OccurrenceFactory.create(activity=session, number=2, starts_on=dt.date(2024, 8, 15), ends_on=None)
    for occurrence, people in ((time, 27), (second, 31)):
        set_attendance(activity=session, occurrence=occurrence, people={union_a: people}, by=by)
    assert entered() == {("SYT", 1): 27, ("SYT", 2): 31}


@pytest.mark.parametrize("starts_on", [dt.date(2024, 1, 1), dt.date(2024, 12, 31)])
def test_it_may_be_entered_at_any_time(session: Activity, union_a: MemberUnion, by: User, starts_on: dt.date) -> None:
    time = OccurrenceFactory.create(activity=session, starts_on=starts_on, ends_on=None)
    assert set_attendance(activity=session, occurrence=time, people={union_a: 27}, by=by)


def test_nobody_attended_what_was_called_off(
    session: Activity, time: Occurrence, union_a: MemberUnion, by: User
) -> None:
    time.state, time.reason = Occurrence.State.CANCELLED, "Bão số 3"
    time.save()
    with pytest.raises(errors.CalledOff, match="Bão số 3"):
        set_attendance(activity=session, occurrence=time, people={union_a: 27}, by=by)


def test_a_time_of_another_activity_is_refused(session: Activity, union_a: MemberUnion, by: User) -> None:
    other = OccurrenceFactory.create(activity=ActivityFactory.create(plan=session.plan))
    with pytest.raises(errors.ForeignOccurrence):
        set_attendance(activity=session, occurrence=other, people={union_a: 27}, by=by)


def test_a_union_of_another_cluster_is_refused_and_nothing_is_written(
    session: Activity, union_a: MemberUnion, by: User
) -> None:
    with pytest.raises(errors.ForeignUnion):
        set_attendance(activity=session, occurrence=None, people={union_a: 27, MemberUnionFactory.create(): 5}, by=by)
    assert entered() == {}


def test_nothing_is_written_when_the_trail_cannot_be(
    session: Activity, union_a: MemberUnion, by: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    AttendanceFactory.create(activity=session, union=union_a, people=27)

    def full_disk(*_args: object, **_kwargs: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(attendance.audit, "record", full_disk)
    with pytest.raises(OSError, match="disk full"):
        set_attendance(activity=session, occurrence=None, people={union_a: 3}, by=by)
    assert entered() == {("SYT", None): 27}
