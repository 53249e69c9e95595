"""What a visitor without an account may know of an activity: the four facts, what is missing, how many come."""

import datetime as dt
import re
from dataclasses import dataclass, replace

from django.utils import timezone

from campaigns.door import Door, Situation, door, ended
from campaigns.models import PublicPage, SignUp
from campaigns.supplies import Item, Supply, tally
from plans.models import Activity, Occurrence

CANCELLED = Occurrence.State.CANCELLED
ADDRESS = re.compile(r"[A-Za-z0-9_-]{1,40}")  # what `new_token` makes; a database may not even take other letters


@dataclass(frozen=True, slots=True)
class PublicActivity:
    """Everything that the public page and the poster show."""

    page: PublicPage
    activity: Activity
    times: tuple[Occurrence, ...]  # those to come; called-off ones among them, so that nobody travels in vain
    supplies: tuple[Supply, ...]
    people: int
    door: Door

    @property
    def places_left(self) -> int | None:
        """How many more may come; None without a limit."""
        return None if self.page.places is None else max(0, self.page.places - self.people)


def find_page(token: str) -> PublicPage | None:
    """The page with an address, and all that its visitor sees. Five queries; none for what no address can be."""
    if not ADDRESS.fullmatch(token):
        return None
    related = ("occurrences", "schedules", "places", "resources", "quota")
    pages = PublicPage.objects.select_related("activity__plan__cluster", "activity__quota")
    return pages.prefetch_related(*(f"activity__{name}" for name in related[:-1])).filter(token=token).first()


def public_activity(page: PublicPage) -> PublicActivity:
    """What the page shows today. One query on a page of `find_page`."""
    activity, today = page.activity, timezone.localdate()
    situation = situation_of(page)
    times = (time for time in activity.occurrences.all() if (time.ends_on or time.starts_on) >= today)
    items = (Item(r.kind, r.thing, r.unit, r.quantity) for r in activity.resources.all())
    return PublicActivity(
        page,
        activity,
        tuple(sorted(times, key=lambda time: time.starts_on)),
        tuple(tally(items)),
        situation.taken,
        door(page, situation, today),
    )


def situation_of(page: PublicPage) -> Situation:
    """What else decides whether people may sign up. One query on a page of `find_page`, else three."""
    taken = SignUp.objects.filter(public_page=page, cancelled_at__isnull=True).count()
    return replace(_situation(page.activity), taken=taken)


def ended_of(activity: Activity, today: dt.date) -> Door | None:
    """Why nobody can sign up, whatever its page says; None while it is ahead. Two queries unless prefetched."""
    return ended(_situation(activity), today)


def _situation(activity: Activity) -> Situation:
    times = list(activity.occurrences.all())
    off = [time.reason for time in times if time.state == CANCELLED]
    every_time = off[-1] if off and len(off) == len(times) else ""
    return Situation(0, last_day_of(activity), activity.called_off_reason or every_time)


def last_day_of(activity: Activity) -> dt.date | None:
    """The last day on which the activity takes place as far as anybody knows. Two queries unless prefetched."""
    times = [t for t in activity.occurrences.all() if t.state != CANCELLED]
    days = [t.ends_on or t.starts_on for t in times] or [
        s.ends_on or s.starts_on for s in activity.schedules.all() if s.starts_on
    ]
    return max((day for day in days if day is not None), default=None)


def find_sign_up(code: str) -> SignUp | None:
    """A volunteer's own sign-up, by its code, with what its page shows. Five queries; none for what no code can be."""
    if not ADDRESS.fullmatch(code):
        return None
    rows = SignUp.objects.select_related("volunteer", "public_page__activity__plan__cluster")
    related = ("occurrences", "schedules", "places", "resources")
    return rows.prefetch_related(*(f"public_page__activity__{name}" for name in related)).filter(code=code).first()
