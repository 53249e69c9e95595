"""Reminders by e-mail: one letter a person, sent once all is recorded, a refusal in a sentence."""

import re
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from plans import errors
from plans.actions.reminders import Sending, send_reminders
from plans.actions.rounds import close_round, open_round
from plans.models import Plan, Round
from plans.rounds_queries import last_reminder
from tests.conftest import Persona
from tests.plans.conftest import fail_to_record, last_record
from tests.plans.rounds.conftest import DEADLINE
from unions.models import MemberUnion

pytestmark = pytest.mark.django_db
REMIND = "/c/hcsn/2024/plan/rounds/1/remind/"
SUBJECT = "Đề nghị cho ý kiến"


@pytest.fixture(autouse=True)
def addresses(officer_a: Persona, officer_b: Persona) -> None:
    """Both officers can be written to."""
    for officer, address in ((officer_a, "a@example.org"), (officer_b, "b@example.org")):
        officer.user.email = address
        officer.user.save()


def send(held: Round, by: Persona, *unions: MemberUnion) -> Sending:
    texts = {union.pk: f"Kính gửi {union.name}" for union in unions}
    return send_reminders(consultation=held, subject=SUBJECT, texts=texts, by=by.user)


def test_each_person_gets_the_own_unions_letter(
    held: Round,
    secretary: Persona,
    union_a: MemberUnion,
    union_b: MemberUnion,
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        sending = send(held, secretary, union_a, union_b)
    assert (sending.letters, sending.taken, sending.arrived) == (2, 2, True)
    assert [(letter.to, letter.subject, letter.body) for letter in mail.outbox] == [
        (["a@example.org"], SUBJECT, "Kính gửi Đoàn Sở Y tế Thành phố"),
        (["b@example.org"], SUBJECT, "Kính gửi Đoàn Sở Giao thông Vận tải"),
    ]
    record = last_record()
    assert (record.verb, record.data["after"]) == ("round.remind", {"unions": ["SYT", "GTVT"], "letters": 2})


def test_nothing_is_sent_before_all_is_recorded(
    held: Round, secretary: Persona, union_a: MemberUnion, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_to_record(monkeypatch)
    with pytest.raises(RuntimeError), transaction.atomic():
        send(held, secretary, union_a)
    assert mail.outbox == []


def test_nobody_has_an_address(held: Round, secretary: Persona, union_c: MemberUnion) -> None:
    with pytest.raises(errors.NobodyToWriteTo):
        send(held, secretary, union_c)


def test_a_closed_round_reminds_nobody(held: Round, secretary: Persona, union_a: MemberUnion) -> None:
    close_round(consultation=held, by=secretary.user)
    with pytest.raises(errors.RoundIsClosed):
        send(held, secretary, union_a)


class Refusing(BaseEmailBackend):
    """A mail server that does not know a@example.org."""

    def send_messages(self, letters: Any) -> int:
        if "a@example.org" in letters[0].to:
            raise SMTPRecipientsRefused({"a@example.org": (550, b"no such user")})
        return len(letters)


class Away(BaseEmailBackend):
    """A mail server that does not answer."""

    def open(self) -> bool:
        raise SMTPException("no answer")

    def send_messages(self, letters: Any) -> int:
        self.open()
        return len(letters)


@pytest.mark.parametrize(("backend", "taken"), [(Refusing, 1), (Away, 0)])
def test_a_refused_letter_does_not_keep_the_others(
    held: Round,
    secretary: Persona,
    union_a: MemberUnion,
    union_b: MemberUnion,
    settings: LazySettings,
    backend: type,
    taken: int,
    django_capture_on_commit_callbacks: Any,
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.{backend.__name__}"
    with django_capture_on_commit_callbacks(execute=True):
        sending = send(held, secretary, union_a, union_b)
    assert (sending.letters, sending.taken, sending.arrived) == (2, taken, False)


# -- From the screen


def test_without_a_mail_server_nothing_offers_to_send(held: Round, secretary: Persona) -> None:
    page = secretary.get("/c/hcsn/2024/plan/rounds/1/reminders/").content.decode()
    assert "Kính gửi" in page
    assert REMIND not in page
    assert secretary.post(REMIND).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_with_a_mail_server_a_button_sends(held: Round, secretary: Persona, settings: LazySettings) -> None:
    settings.SENDS_MAIL = True
    page = secretary.get("/c/hcsn/2024/plan/rounds/1/reminders/").content.decode()
    assert "Gửi 2 thư" in page
    answer = secretary.post(REMIND, follow=True)
    assert "Đã gửi 2 thư" in answer.content.decode()
    assert len(mail.outbox) == 2
    assert f"{settings.BASE_URL}/c/hcsn/2024/plan/rounds/1/answer/" in mail.outbox[0].body


REMINDERS = "/c/hcsn/2024/plan/rounds/1/reminders/"


def seen_on(page: str) -> str:
    """Which reminder the button on the page knows of; nothing before the first."""
    found = re.search(r'name="seen" value="(\d*)"', page)
    assert found
    return found[1]


@pytest.mark.django_db(transaction=True)
def test_the_page_says_when_and_by_whom_the_last_reminder_was_sent(
    held: Round, secretary: Persona, settings: LazySettings
) -> None:
    settings.SENDS_MAIL = True
    page = secretary.get(REMINDERS).content.decode()
    assert "Lần nhắc gần nhất" not in page
    assert "Gửi lại" not in page
    page = secretary.post(REMIND, {"seen": seen_on(page)}, follow=True).content.decode()
    assert f"Lần nhắc gần nhất: 09:00 01/03/2024, {secretary.user}" in page


@pytest.mark.django_db(transaction=True)
def test_sending_again_on_the_same_day_is_asked_first(
    held: Round, secretary: Persona, settings: LazySettings, clock: time_machine.Traveller
) -> None:
    settings.SENDS_MAIL = True
    first = secretary.get(REMINDERS).content.decode()
    secretary.post(REMIND, {"seen": seen_on(first)})
    clock.move_to("2024-03-01T09:05:00+07:00")
    for stale in ({"seen": seen_on(first)}, {}, {"seen": "x"}, {"seen": "9" * 30}):  # pressed twice, or an old window
        page = secretary.post(REMIND, stale, follow=True).content.decode()
        assert "message-warning" in page
        assert f"Hôm nay {secretary.user} đã gửi thư nhắc lúc 09:00" in page
    assert len(mail.outbox) == 2
    assert "Gửi lại" in page
    secretary.post(REMIND, {"seen": seen_on(page)})
    secretary.post(REMIND, {"seen": seen_on(page)})  # the question answered twice
    assert len(mail.outbox) == 4


@pytest.mark.django_db(transaction=True)
def test_the_next_day_nothing_is_asked(
    held: Round, secretary: Persona, settings: LazySettings, clock: time_machine.Traveller
) -> None:
    settings.SENDS_MAIL = True
    secretary.post(REMIND)
    clock.move_to("2024-03-02T00:30:00+07:00")  # still the day before in UTC
    secretary.force_login(secretary.user)
    page = secretary.get(REMINDERS).content.decode()
    assert "Gửi lại" not in page
    assert "Lần nhắc gần nhất: 09:00 01/03/2024" in page
    secretary.post(REMIND, {"seen": ""})
    assert len(mail.outbox) == 4


def test_another_rounds_reminder_is_not_this_ones(
    held: Round, plan: Plan, secretary: Persona, union_a: MemberUnion, django_assert_num_queries: Any
) -> None:
    send(held, secretary, union_a)
    with django_assert_num_queries(1):
        assert last_reminder(held)
    close_round(consultation=held, by=secretary.user)
    second = open_round(plan=plan, deadline=DEADLINE, by=secretary.user)
    assert last_reminder(second) is None
    assert send(second, secretary, union_a).letters == 1


@pytest.mark.django_db(transaction=True)
def test_what_the_mail_server_refused_is_said(held: Round, secretary: Persona, settings: LazySettings) -> None:
    settings.SENDS_MAIL, settings.EMAIL_BACKEND = True, f"{__name__}.Refusing"
    answer = secretary.post(REMIND, follow=True).content.decode()
    assert "1" in answer
    assert "message-error" in answer


def test_only_who_edits_the_plan_reminds(
    held: Round, settings: LazySettings, officer_a: Persona, clerk: Persona
) -> None:
    settings.SENDS_MAIL = True
    for somebody in (officer_a, clerk):
        assert somebody.post(REMIND).status_code == 403
    assert mail.outbox == []
