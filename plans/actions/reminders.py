"""Reminding by e-mail, where the installation can send any: one letter to each officer who still has to answer."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from smtplib import SMTPException

from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from plans import errors
from plans.actions.rounds import hold_open, round_name
from plans.models import Round
from plans.rounds_queries import last_reminder, mail_addresses
from unions import audit
from unions.models import MemberUnion, User

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Sending:
    """Letters on their way: how many there are; `taken` is how many the mail server took, once all is recorded."""

    letters: int
    taken: int = 0

    @property
    def arrived(self) -> bool:
        return self.taken == self.letters


def send_reminders(
    *, consultation: Round, subject: str, texts: Mapping[int, str], by: User, seen: int | None = None
) -> Sending:
    """Write to today's officers of the unions in `texts` (a text for each union's id). Sent once all is recorded.

    `seen` is the number of the last reminder that the person knows of. Raises RoundIsClosed, NobodyToWriteTo, and
    RemindedToday when another was sent since on the same day.
    """
    with transaction.atomic():
        row = hold_open(consultation)
        _refuse_twice_a_day(row, seen)
        addresses = mail_addresses(row.plan, list(texts), timezone.localdate())
        if not addresses:
            raise errors.NobodyToWriteTo
        # A letter a person: nobody sees the others' addresses.
        letters = [
            mail.EmailMessage(subject, texts[union], to=[address])
            for union, people in addresses.items()
            for address in people
        ]
        sending = Sending(len(letters))
        transaction.on_commit(lambda: _send(letters, sending))
        codes = MemberUnion.objects.filter(pk__in=addresses).order_by("position").values_list("code", flat=True)
        after = {"unions": list(codes), "letters": len(letters)}
        audit.record("round.remind", row, by=by, cluster=row.plan.cluster, about=round_name(row), after=after)
    return sending


def _refuse_twice_a_day(consultation: Round, seen: int | None) -> None:
    last = last_reminder(consultation)
    if last and last.number != seen and last.day == timezone.localdate():
        raise errors.RemindedToday(name=last.by, time=f"{timezone.localtime(last.at):%H:%M}")


def _send(letters: Sequence[mail.EmailMessage], sending: Sending) -> None:
    """One connection for all; an address that is refused does not keep the others from theirs."""
    try:
        with mail.get_connection() as connection:
            for letter in letters:
                sending.taken += _hand_over(connection, letter)
    except (SMTPException, OSError):
        logger.exception("reminders of a consultation: the mail server could not be reached")


def _hand_over(connection: BaseEmailBackend, letter: mail.EmailMessage) -> int:
    try:
        return connection.send_messages([letter]) or 0
    except SMTPException:
        logger.exception("reminders of a consultation: a letter was refused")
        return 0
