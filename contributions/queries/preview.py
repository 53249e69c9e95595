"""What making a levy's dues would make, union by union, before anything is written."""

from collections.abc import Iterator
from dataclasses import dataclass

from contributions.queries.levies import LevyState
from contributions.reckoning import fingerprint
from plans.models import Occurrence
from unions.models import MemberUnion


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One union's new dues: so many times the amount."""

    union: MemberUnion
    amount: int
    times: int

    @property
    def total(self) -> int:
        return self.amount * self.times


@dataclass(frozen=True, slots=True)
class Preview:
    """The dues about to be made. `seen` goes back with the form: what is made is what was shown."""

    state: LevyState
    rows: tuple[PreviewRow, ...]
    quarters: tuple[int, ...]
    occurrences: tuple[Occurrence, ...]

    @property
    def seen(self) -> str:
        return fingerprint(self.state.missing)


def preview(state: LevyState) -> Preview:
    """The rows of a levy's missing dues. One query, for the dates."""
    times = [due.time for due in state.missing]
    quarters = sorted({time.quarter for time in times if time.quarter is not None})
    dates = Occurrence.objects.filter(pk__in={time.occurrence for time in times if time.occurrence is not None})
    return Preview(state, tuple(_rows(state)), tuple(quarters), tuple(dates.order_by("starts_on", "number")))


def _rows(state: LevyState) -> Iterator[PreviewRow]:
    counts: dict[int, int] = {}
    for due in state.missing:
        counts[due.union] = counts.get(due.union, 0) + 1
    for share in state.levy.shares.all():
        if share.union_id in counts:
            yield PreviewRow(share.union, share.amount, counts[share.union_id])
