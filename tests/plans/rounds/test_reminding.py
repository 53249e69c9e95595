"""Reminders by e-mail: one letter a person, sent once all is recorded, a refusal in a sentence."""

from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Any

import pytest
from django.conf import LazySettings
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from plans import errors
from plans.actions.reminders import Sending, send_reminders
from plans.actions.rounds import close_round
from plans.models import Round
from tests.conftest import Persona
from tests.plans.conftest import fail_to_record, last_record
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
