"""A plan's dates as a calendar: events, the grid of a month, the file that calendar programs read. Pure.

Events carry local days. A time known by month or quarter only is one long event and says so in its words.
"""

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Event

PRODUCT = "-//Ke hoach cum//Lich hoat dong//VI"
LONG = dt.timedelta(days=8)  # what lasts longer stands above the grid of a month, not in every day of it


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """Something with a day. `uid` stays the same when it is moved, so that a calendar moves it too.

    `url` is a path on our own pages; in a file that is read elsewhere, a whole address.
    """

    uid: str
    starts_on: dt.date
    ends_on: dt.date
    title: str
    place: str = ""
    url: str = ""
    note: str = ""
    cancelled: bool = False
    tentative: bool = False  # planned for then, but it may still be another day

    @property
    def status(self) -> str:
        """What RFC 5545 calls it. What is called off is no longer tentative."""
        if self.cancelled:
            return "CANCELLED"
        return "TENTATIVE" if self.tentative else "CONFIRMED"

    @property
    def is_long(self) -> bool:
        return self.ends_on - self.starts_on >= LONG

    def covers(self, day: dt.date) -> bool:
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month's grid."""

    on: dt.date
    inside: bool
    is_today: bool
    events: tuple[CalendarEvent, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """A month: its weeks, Monday first, and what goes on for longer."""

    first: dt.date
    weeks: tuple[tuple[Day, ...], ...]
    long: tuple[CalendarEvent, ...]

    @property
    def days(self) -> tuple[CalendarEvent, ...]:
        """What the grid shows, once, in order: what a phone lists."""
        seen = {event.uid: event for week in self.weeks for day in week if day.inside for event in day.events}
        return in_order(seen.values())

    @property
    def events(self) -> tuple[CalendarEvent, ...]:
        """Everything in the month, once, in order."""
        return in_order([*self.long, *self.days])


def in_order(events: Iterable[CalendarEvent]) -> tuple[CalendarEvent, ...]:
    """By first day, then by title."""
    return tuple(sorted(events, key=lambda event: (event.starts_on, event.ends_on, event.title)))


def month_of(events: Sequence[CalendarEvent], year: int, month: int, today: dt.date) -> Month:
    """The grid of a month with the events that fall into it."""
    weeks = calendar.Calendar().monthdatescalendar(year, month)
    short = in_order(event for event in events if not event.is_long)
    grid = tuple(tuple(_day(on, month, short, today) for on in week) for week in weeks)
    first = dt.date(year, month, 1)
    last = dt.date(year, month, calendar.monthrange(year, month)[1])
    long = in_order(event for event in events if event.is_long and event.starts_on <= last and event.ends_on >= first)
    return Month(first, grid, long)


def _day(on: dt.date, month: int, events: Iterable[CalendarEvent], today: dt.date) -> Day:
    return Day(on, on.month == month, on == today, tuple(event for event in events if event.covers(on)))


def year_of(events: Sequence[CalendarEvent], year: int, today: dt.date) -> Iterator[Month]:
    """The twelve months."""
    return (month_of(events, year, month, today) for month in range(1, 13))


def to_ics(events: Iterable[CalendarEvent], name: str, stamp: dt.datetime) -> bytes:
    """RFC 5545, UTF-8, all-day events. `stamp` is when the file was made, with its time zone."""
    from icalendar import Calendar  # a third of a second, which only a feed has to wait for

    book = Calendar()
    book.add("prodid", PRODUCT)
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    book.add("x-wr-calname", name)
    book.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    for event in in_order(events):
        book.add_component(_ics_event(event, stamp))
    return bytes(book.to_ical())


def _ics_event(event: CalendarEvent, stamp: dt.datetime) -> "Event":
    from icalendar import Event

    row = Event()
    row.add("uid", event.uid)
    row.add("dtstamp", stamp)
    row.add("dtstart", event.starts_on)
    row.add("dtend", event.ends_on + dt.timedelta(days=1))  # the first day after
    row.add("summary", event.title)
    row.add("status", event.status)
    row.add("transp", "TRANSPARENT")
    for name, value in (("location", event.place), ("url", event.url), ("description", event.note)):
        if value:
            row.add(name, value)
    return row
