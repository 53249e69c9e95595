"""Whether people may still sign up, and if not, why and until when: one answer for page, form and action."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.models import PublicPage
from unions.days import format_day


class Why(StrEnum):
    """What shuts the door."""

    OPEN = "open"
    CANCELLED = "cancelled"
    OVER = "over"
    CLOSED = "closed"
    TOO_LATE = "too_late"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Door:
    """The state of sign-up, with the sentence a visitor reads; empty while it is open."""

    why: Why
    sentence: str = ""

    @property
    def is_open(self) -> bool:
        return self.why == Why.OPEN


@dataclass(frozen=True, slots=True)
class Situation:
    """What decides besides the page's own row: people signed up, the last day known, why nothing of it takes place."""

    taken: int
    last_day: dt.date | None = None
    called_off: str = ""


def door(page: PublicPage, situation: Situation, today: dt.date) -> Door:
    """The first thing that shuts the door, the gravest first."""
    for why in (_cancelled, _ended, _closed, _too_late, _full):
        if found := why(page, situation, today):
            return found
    return Door(Why.OPEN)


def ended(situation: Situation, today: dt.date) -> Door | None:
    """What shuts the door whatever the page itself says: nothing of the activity takes place, or it is over."""
    if situation.called_off:
        return _off(situation.called_off)
    if situation.last_day is None or situation.last_day >= today:
        return None
    return Door(Why.OVER, _("This activity ended on %(day)s.") % {"day": format_day(situation.last_day)})


def _ended(_page: PublicPage, situation: Situation, today: dt.date) -> Door | None:
    return ended(situation, today)


def _cancelled(page: PublicPage, _situation: Situation, _today: dt.date) -> Door | None:
    return _off(page.reason) if page.state == PublicPage.State.CANCELLED else None


def _off(reason: str) -> Door:
    return Door(Why.CANCELLED, _("This activity was called off: %(reason)s.") % {"reason": reason.rstrip(".")})


def _closed(page: PublicPage, _situation: Situation, _today: dt.date) -> Door | None:
    if page.state != PublicPage.State.CLOSED or page.closed_at is None:
        return None
    closed = timezone.localtime(page.closed_at)
    facts = {"time": f"{closed:%H:%M}", "day": format_day(closed.date()), "reason": page.reason.rstrip(".")}
    if page.reason:
        return Door(Why.CLOSED, _("Sign-up was open until %(time)s on %(day)s. Closed because: %(reason)s.") % facts)
    return Door(Why.CLOSED, _("Sign-up was open until %(time)s on %(day)s.") % facts)


def _too_late(page: PublicPage, _situation: Situation, today: dt.date) -> Door | None:
    if page.closes_on is None or page.closes_on >= today:
        return None
    return Door(Why.TOO_LATE, _("Sign-up was open until the end of %(day)s.") % {"day": format_day(page.closes_on)})


def _full(page: PublicPage, situation: Situation, _today: dt.date) -> Door | None:
    if page.places is None or situation.taken < page.places:
        return None
    sentence = _(
        "All %(places)s places are taken. If you have signed up, your place stands; it may become free for others when "
        "somebody withdraws."
    )
    return Door(Why.FULL, sentence % {"places": page.places})
