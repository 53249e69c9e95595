"""Joining without an account: who gets a place, who is the same person, what is kept and what is forgotten."""

import datetime as dt
import unicodedata
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from time_machine import Traveller

from campaigns import errors
from campaigns.actions import sign_ups
from campaigns.actions.sign_ups import FORGOTTEN, correct, forget_volunteers, withdraw
from campaigns.consent import Consent
from campaigns.door import Why
from campaigns.models import PublicPage, SignUp, Volunteer
from plans.models import Activity, Plan
from tests.campaigns.conftest import AGREED, join, somebody
from tests.campaigns.factories import PublicPageFactory, SignUpFactory, VolunteerFactory
from tests.factories import MemberUnionFactory
from tests.plans.factories import ActivityFactory, OccurrenceFactory
from unions.models import AuditRecord, MemberUnion


def test_a_person_joins_with_what_they_told_and_agreed_to(qr_page: PublicPage, union_b: MemberUnion) -> None:
    consent = Consent("2026-11 vi", "Cụm xin họ tên của bạn.", news=True)
    sign_up = join(qr_page, somebody(union=union_b), consent)
    volunteer = sign_up.volunteer
    assert (volunteer.full_name, volunteer.phone, volunteer.birth_year, volunteer.union) == (
        "Đặng Thị Thu",
        "+84912345678",
        2000,
        union_b,
    )
    assert (sign_up.consent_version, sign_up.consent_text) == ("2026-11 vi", "Cụm xin họ tên của bạn.")
    assert (sign_up.news_agreed, sign_up.photos_agreed) == (True, False)
    assert sign_up.consented_at == timezone.now()


def test_the_trail_says_that_somebody_joined_but_not_who(qr_page: PublicPage) -> None:
    sign_up = join(qr_page)
    record = AuditRecord.objects.get()
    assert (record.verb, record.by, record.target) == ("sign_up.make", None, f"campaigns.signup:{sign_up.pk}")
    everything = f"{record.about} {record.by_name} {record.data}"
    assert not any(part in everything for part in ("Thu", "912345678", sign_up.code))


@pytest.mark.parametrize("consent", [None, Consent("", ""), Consent("2026-11 vi", "")])
def test_without_consent_nothing_is_kept(qr_page: PublicPage, consent: Consent | None) -> None:
    with pytest.raises(errors.ConsentMissing):
        join(qr_page, consent=consent)
    assert not Volunteer.objects.exists()
    assert not SignUp.objects.exists()
    assert not AuditRecord.objects.exists()


GUARDIAN = {"guardian_name": "Nguyễn Thị Mẹ", "guardian_phone": "+84987654321", "guardian_agreed": True}


def test_under_16_joins_with_a_guardian(qr_page: PublicPage) -> None:
    sign_up = join(qr_page, somebody(born=2010, **GUARDIAN))
    assert sign_up.guardian_agreed
    assert (sign_up.volunteer.guardian_name, sign_up.volunteer.guardian_phone) == ("Nguyễn Thị Mẹ", "+84987654321")


@pytest.mark.parametrize("missing", sorted(GUARDIAN))
def test_under_16_without_all_of_a_guardian_is_refused(qr_page: PublicPage, missing: str) -> None:
    partly = {**GUARDIAN, missing: False if missing == "guardian_agreed" else ""}
    with pytest.raises(errors.GuardianMissing):
        join(qr_page, somebody(born=2010, **partly))
    assert not Volunteer.objects.exists()


@pytest.mark.parametrize(("born", "refused"), [(2009, True), (2008, True), (2007, False)])
def test_with_the_year_alone_a_doubt_asks_for_the_guardian(qr_page: PublicPage, born: int, refused: bool) -> None:
    if refused:
        with pytest.raises(errors.GuardianMissing):
            join(qr_page, somebody(born=born))
    else:
        assert join(qr_page, somebody(born=born)).pk


def test_a_union_of_another_cluster_is_refused(qr_page: PublicPage) -> None:
    with pytest.raises(errors.ForeignUnion):
        join(qr_page, somebody(union=MemberUnionFactory.create()))


@pytest.mark.parametrize(
    "name",
    [
        "Đặng Thị Thu",
        "ĐẶNG THỊ THU",
        "dang thi thu",
        "Đặng  Thị   Thu",
        unicodedata.normalize("NFD", "Đặng Thị Thu"),
    ],
)
def test_the_same_person_in_any_spelling_is_one_sign_up(qr_page: PublicPage, name: str) -> None:
    first = join(qr_page)
    assert join(qr_page, somebody(name)).code == first.code
    assert (SignUp.objects.count(), Volunteer.objects.count()) == (1, 1)


def test_another_name_on_the_same_telephone_is_another_person(qr_page: PublicPage) -> None:
    assert join(qr_page).code != join(qr_page, somebody("Đặng Văn Em")).code
    assert Volunteer.objects.count() == 2


def test_the_same_form_sent_fifty_times_is_one_sign_up_and_one_trace(qr_page: PublicPage) -> None:
    key = uuid4()
    codes = {join(qr_page, key=key).code for _click in range(50)}
    assert (len(codes), SignUp.objects.count(), AuditRecord.objects.count()) == (1, 1, 1)


def test_one_form_with_the_name_changed_is_a_second_person(qr_page: PublicPage) -> None:
    key = uuid4()
    assert join(qr_page, key=key).pk != join(qr_page, somebody("Đặng Văn Em"), key=key).pk


def test_a_person_joins_the_network_once_and_signs_up_many_times(qr_page: PublicPage, session: Activity) -> None:
    other = PublicPageFactory.create(activity=session)
    first, second = join(qr_page), join(other, somebody(born=1999))
    assert first.volunteer == second.volunteer
    assert second.volunteer.birth_year == 2000  # what was told first stays until it is corrected


def test_who_joins_again_agrees_to_the_wording_of_today(qr_page: PublicPage) -> None:
    join(qr_page, consent=Consent("2025-01 vi", "Lời cũ", news=True, photos=True))
    again = join(qr_page, consent=Consent("2026-11 vi", "Lời mới"))
    assert (again.consent_text, again.news_agreed, again.photos_agreed) == ("Lời mới", False, False)
    record = AuditRecord.objects.order_by("-number")[0]
    assert (record.verb, record.data["before"]["consent"]) == ("sign_up.again", "2025-01 vi")


def test_a_guardian_told_later_is_kept(qr_page: PublicPage, session: Activity) -> None:
    volunteer = VolunteerFactory.create(
        cluster=qr_page.activity.plan.cluster, full_name="Đặng Thị Thu", phone="+84912345678", birth_year=2010
    )
    join(qr_page, somebody(born=2010, **GUARDIAN))
    volunteer.refresh_from_db()
    assert volunteer.guardian_name == "Nguyễn Thị Mẹ"


def test_places_are_given_until_there_are_none(qr_page: PublicPage) -> None:
    PublicPage.objects.update(places=2)
    for n in range(2):
        join(qr_page, somebody(f"Người {n}"))
    with pytest.raises(errors.DoorShut) as refusal:
        join(qr_page, somebody("Người 3"))
    assert refusal.value.door.why == Why.FULL
    assert SignUp.objects.count() == 2


def test_the_same_form_again_gets_its_answer_though_places_ran_out(qr_page: PublicPage) -> None:
    PublicPage.objects.update(places=1)
    key = uuid4()
    assert join(qr_page, key=key).code == join(qr_page, key=key).code


def test_a_full_page_says_the_same_to_those_who_have_a_place_and_to_strangers(qr_page: PublicPage) -> None:
    PublicPage.objects.update(places=1)
    join(qr_page)
    answers = []
    for person in (somebody(), somebody("Người lạ")):
        with pytest.raises(errors.DoorShut) as refusal:
            join(qr_page, person)
        answers.append(str(refusal.value))
    assert answers[0] == answers[1]


def test_a_place_given_back_is_given_once(qr_page: PublicPage) -> None:
    PublicPage.objects.update(places=1)
    withdraw(sign_up=join(qr_page), by=None)
    assert join(qr_page, somebody("Người sau")).pk
    with pytest.raises(errors.DoorShut):
        join(qr_page, somebody("Người sau nữa"))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"state": "closed", "closed_at": timezone.now()}, Why.CLOSED),
        ({"state": "cancelled", "closed_at": timezone.now(), "reason": "Bão"}, Why.CANCELLED),
        ({"closes_on": dt.date(2024, 8, 19)}, Why.TOO_LATE),
    ],
)
def test_a_shut_page_takes_nobody(qr_page: PublicPage, change: dict[str, Any], why: Why) -> None:
    PublicPage.objects.update(**change)
    with pytest.raises(errors.DoorShut) as refusal:
        join(qr_page)
    assert refusal.value.door.why == why
    assert not Volunteer.objects.exists()


@pytest.mark.parametrize(
    ("moment", "taken"),
    [
        (dt.datetime(2024, 8, 31, 16, 59, 59, tzinfo=dt.UTC), True),
        (dt.datetime(2024, 8, 31, 17, 0, 0, tzinfo=dt.UTC), False),
    ],
)
def test_the_last_day_ends_at_midnight_in_vietnam(
    qr_page: PublicPage, clock: Traveller, moment: dt.datetime, taken: bool
) -> None:
    clock.move_to(moment)  # the campaign's plan says until 31/08
    if taken:
        assert join(qr_page).pk
    else:
        with pytest.raises(errors.DoorShut) as refusal:
            join(qr_page)
        assert refusal.value.door.why == Why.OVER


def test_an_activity_all_of_whose_times_are_called_off_takes_nobody(qr_page: PublicPage) -> None:
    day = dt.date(2024, 8, 25)
    OccurrenceFactory.create(activity=qr_page.activity, starts_on=day, ends_on=None, state="cancelled", reason="Bão")
    with pytest.raises(errors.DoorShut, match="Bão"):
        join(qr_page)


def test_one_time_called_off_of_two_leaves_the_door_open(qr_page: PublicPage) -> None:
    day = dt.date(2024, 8, 25)
    OccurrenceFactory.create(activity=qr_page.activity, starts_on=day, ends_on=None, state="cancelled", reason="Bão")
    OccurrenceFactory.create(activity=qr_page.activity, starts_on=day, ends_on=None)
    assert join(qr_page).pk


def test_withdrawing_twice_is_withdrawing_once(qr_page: PublicPage) -> None:
    sign_up = join(qr_page)
    first = withdraw(sign_up=sign_up, by=None)
    assert first.cancelled_at == timezone.now()
    assert withdraw(sign_up=sign_up, by=None).cancelled_at == first.cancelled_at
    assert AuditRecord.objects.filter(verb="sign_up.withdraw").count() == 1


def test_who_withdrew_may_come_back_under_the_same_link(qr_page: PublicPage) -> None:
    sign_up = withdraw(sign_up=join(qr_page), by=None)
    back = join(qr_page)
    assert (back.code, back.cancelled_at) == (sign_up.code, None)


def test_who_withdrew_waits_like_everybody_when_the_page_is_full(qr_page: PublicPage) -> None:
    key = uuid4()
    withdraw(sign_up=join(qr_page, key=key), by=None)
    PublicPage.objects.update(places=1)
    join(qr_page, somebody("Người sau"))
    with pytest.raises(errors.DoorShut):
        join(qr_page, key=key)  # the old form again is no way in


def test_a_slip_is_corrected_by_who_knows_the_telephone(qr_page: PublicPage) -> None:
    sign_up = join(qr_page, somebody("Đặng Thị Thư"))
    correct(sign_up=sign_up, phone="+84912345678", full_name="Đặng Thị Thu", birth_year=2001, by=None)
    volunteer = Volunteer.objects.get()
    assert (volunteer.full_name, volunteer.folded, volunteer.birth_year) == ("Đặng Thị Thu", "dang thi thu", 2001)
    assert "Thu" not in str(AuditRecord.objects.order_by("-number")[0].data)


def test_what_is_left_empty_stays(qr_page: PublicPage) -> None:
    sign_up = join(qr_page)
    correct(sign_up=sign_up, phone="+84912345678", full_name="", birth_year=None, by=None)
    volunteer = Volunteer.objects.get()
    assert (volunteer.full_name, volunteer.birth_year) == ("Đặng Thị Thu", 2000)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"phone": "+84999999999"}, errors.WrongPhone),
        ({"phone": ""}, errors.WrongPhone),
        ({"full_name": "Đặng Văn Em"}, errors.NameTaken),
        ({"birth_year": 2012}, errors.GuardianMissing),
    ],
)
def test_a_correction_that_is_not_ones_own_is_refused(
    qr_page: PublicPage, facts: dict[str, Any], refusal: type[Exception]
) -> None:
    join(qr_page, somebody("Đặng Văn Em"))
    sign_up = join(qr_page)
    wanted = {"phone": "+84912345678", "full_name": "", "birth_year": None, **facts}
    with pytest.raises(refusal):
        correct(sign_up=sign_up, by=None, **wanted)
    assert set(Volunteer.objects.values_list("full_name", flat=True)) == {"Đặng Thị Thu", "Đặng Văn Em"}


@pytest.mark.parametrize(("days", "forgotten"), [(89, 0), (90, 0), (91, 1)])
def test_personal_data_is_overwritten_after_90_days(qr_page: PublicPage, days: int, forgotten: int) -> None:
    join(qr_page)  # the campaign ends on 31/08/2024
    today = dt.date(2024, 8, 31) + dt.timedelta(days=days)
    assert forget_volunteers(cluster=qr_page.activity.plan.cluster, today=today, by=None) == forgotten


def test_of_a_forgotten_volunteer_only_the_row_stays(qr_page: PublicPage, union_a: MemberUnion) -> None:
    join(qr_page, somebody(born=2010, union=union_a, **GUARDIAN))
    cluster = qr_page.activity.plan.cluster
    forget_volunteers(cluster=cluster, today=dt.date(2025, 1, 1), by=None)
    volunteer = Volunteer.objects.get()
    assert (volunteer.full_name, volunteer.folded) == (FORGOTTEN, "da an danh")
    kept = " ".join(str(value) for value in Volunteer.objects.values_list()[0])
    assert not any(secret in kept for secret in ("Đặng", "dang thi", "912345678", "Mẹ", "987654321", "2010"))
    assert (volunteer.union, volunteer.forgotten_at is not None) == (None, True)
    assert SignUp.objects.count() == 1  # the head count holds
    assert forget_volunteers(cluster=cluster, today=dt.date(2025, 1, 1), by=None) == 0


def test_two_volunteers_are_forgotten_side_by_side(qr_page: PublicPage) -> None:
    for n in range(2):
        join(qr_page, somebody(f"Người {n}"))
    assert forget_volunteers(cluster=qr_page.activity.plan.cluster, today=dt.date(2025, 1, 1), by=None) == 2


def test_who_signed_up_for_something_later_is_not_forgotten(qr_page: PublicPage, plan: Plan) -> None:
    volunteer = join(qr_page).volunteer
    later = ActivityFactory.create(plan=plan)  # no date anywhere: it ends with the year of its plan
    SignUpFactory.create(public_page=PublicPageFactory.create(activity=later), volunteer=volunteer)
    cluster = plan.cluster
    assert forget_volunteers(cluster=cluster, today=dt.date(2025, 3, 31), by=None) == 0
    assert forget_volunteers(cluster=cluster, today=dt.date(2025, 4, 1), by=None) == 1


def test_another_clusters_volunteers_are_left_alone(qr_page: PublicPage, plan: Plan) -> None:
    other = SignUpFactory.create()
    assert forget_volunteers(cluster=plan.cluster, today=dt.date(2030, 1, 1), by=None) == 0
    other.volunteer.refresh_from_db()
    assert other.volunteer.forgotten_at is None


@pytest.mark.parametrize("action", ["sign_up", "withdraw", "correct", "forget"])
def test_nothing_is_written_when_the_trail_cannot_be(
    qr_page: PublicPage, action: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = SignUpFactory.create(public_page=qr_page, volunteer__phone="+84911111111")
    before = (list(Volunteer.objects.values()), list(SignUp.objects.values()))
    calls = {
        "sign_up": lambda: join(qr_page),
        "withdraw": lambda: withdraw(sign_up=known, by=None),
        "correct": lambda: correct(sign_up=known, phone="+84911111111", full_name="X", birth_year=None, by=None),
        "forget": lambda: forget_volunteers(cluster=qr_page.activity.plan.cluster, today=dt.date(2030, 1, 1), by=None),
    }

    def full_disk(*_args: object, **_kwargs: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(sign_ups.audit, "record", full_disk)
    with pytest.raises(OSError, match="disk full"):
        calls[action]()
    assert (list(Volunteer.objects.values()), list(SignUp.objects.values())) == before


def test_the_consent_of_the_tests_is_a_real_one() -> None:
    assert AGREED.text
    assert AGREED.version
