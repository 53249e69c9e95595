"""Dates that were made from the words of a plan, after those words were changed. No query.

Only dates that follow the plan: what somebody added, moved, marked or called off is that person's own.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from plans.calendars import Span
from plans.models import Occurrence


@dataclass(frozen=True, slots=True)
class Replan:
    """What becomes of the dates that the plan says otherwise by now; nothing where it says them all."""

    moves: tuple[tuple[Occurrence, Span], ...] = ()
    dropped: tuple[Occurrence, ...] = ()

    @property
    def adrift(self) -> list[Occurrence]:
        """The dates that the plan does not say any more, in the order of the year."""
        return sorted([*(time for time, _span in self.moves), *self.dropped], key=lambda time: time.starts_on)


def replanned(spans: Sequence[Span], times: Iterable[Occurrence]) -> Replan:
    """What to do with the times of an activity that the plan says at `spans`; nothing where nobody knows when."""
    if not spans:
        return Replan()
    adrift: list[Occurrence] = []
    kept: list[Occurrence] = []
    for time in times:
        follows = time.follows_plan and time.is_planned
        (adrift if follows and not any(_is_at(time, span) for span in spans) else kept).append(time)
    free = [span for span in spans if not any(_is_in(time, span) for time in kept)]
    moves = tuple(_pairs(adrift, free[: max(0, len(spans) - len(kept))]))
    moved = [time for time, _span in moves]
    return Replan(moves, tuple(time for time in adrift if time not in moved))


def _pairs(times: Sequence[Occurrence], spans: Sequence[Span]) -> Iterator[tuple[Occurrence, Span]]:
    """Each span with the time that overlaps it, the others in their order."""
    left, open_spans = list(times), []
    for span in spans:
        near = next((time for time in left if time.starts_on <= span.ends_on and _last(time) >= span.starts_on), None)
        if near is None:
            open_spans.append(span)
        else:
            left.remove(near)
            yield near, span
    yield from zip(left, open_spans, strict=False)


def _last(time: Occurrence) -> dt.date:
    return time.ends_on or time.starts_on


def _is_at(time: Occurrence, span: Span) -> bool:
    return (time.starts_on, _last(time)) == (span.starts_on, span.ends_on)


def _is_in(time: Occurrence, span: Span) -> bool:
    return span.starts_on <= time.starts_on <= span.ends_on
