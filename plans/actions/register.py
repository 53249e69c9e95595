"""Numbers from a cluster's register: each taken once, none left out."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from plans.actions import holding
from plans.issuing import errors
from plans.issuing.queries import next_numbers
from plans.issuing.register import KIND, NextNumber, number_line
from plans.models import RegisterEntry
from unions import audit
from unions.days import format_day
from unions.models import Cluster, User


@transaction.atomic
def take_number(
    *, cluster: Cluster, issuer: str, number: int, symbol: str, about: str, signed_on: dt.date, by: User
) -> RegisterEntry:
    """Enter the next number of the issuer's book. A book begins with any number: its first papers may be older.

    Raises NumberNotNext, NumberTaken, SignedAhead, SignedBefore.
    """
    held = hold_register(cluster)
    if signed_on > timezone.localdate():
        raise errors.SignedAhead
    (offered,) = next_numbers(held, [issuer], signed_on)
    _refuse_another(offered, number, signed_on)
    entry = RegisterEntry(
        cluster=held, kind=KIND, series=offered.series, number=number, symbol=symbol, signed_on=signed_on, taken_by=by
    )
    entry.about = holding.one_line(about)[:500]
    entry.save(force_insert=True)
    return entry


def _refuse_another(offered: NextNumber, number: int, signed_on: dt.date) -> None:
    """Numbers run without gaps and repeats, and their days run with them."""
    after = offered.after
    if after is None:
        if number in offered.gone:
            raise errors.NumberTaken(number=f"{number:02d}", year=signed_on.year, next=f"{offered.number:02d}")
        return
    if number != offered.number:
        raise errors.NumberNotNext(series=offered.series, next=f"{offered.number:02d}", number=f"{number:02d}")
    if signed_on < after.signed_on:
        raise errors.SignedBefore(series=after.series, number=after.symbol, day=format_day(after.signed_on))


@transaction.atomic
def take_number_for_other(
    *, cluster: Cluster, issuer: str, number: int, symbol: str, about: str, signed_on: dt.date, by: User
) -> RegisterEntry:
    """A number for a paper written elsewhere, so that the register has no gap. Raises what `take_number` does."""
    entry = take_number(
        cluster=cluster, issuer=issuer, number=number, symbol=symbol, about=about, signed_on=signed_on, by=by
    )
    facts = {"number": number_line(symbol), "signed_on": signed_on.isoformat()}
    audit.record("register.take", entry, by=by, cluster=cluster, about=f"{symbol} {entry.about}", after=facts)
    return entry


@transaction.atomic
def set_numbering(*, cluster: Cluster, numbering: str, term: str, by: User) -> Cluster:
    """How papers are numbered from now on; numbers that were taken stay, and no number of the year is given twice."""
    held = hold_register(cluster)
    before = {"numbering": held.numbering, "term": held.term}
    held.numbering, held.term = numbering, holding.one_line(term)
    after = {"numbering": held.numbering, "term": held.term}
    if after != before:
        held.save(update_fields=["numbering", "term"])
        audit.record("register.numbering", held, by=by, cluster=held, about=held.name, before=before, after=after)
    return held


def hold_register(cluster: Cluster) -> Cluster:
    """The cluster, locked until the transaction ends, so that two papers never take one number. One query."""
    return Cluster.objects.select_for_update(no_key=True).get(pk=cluster.pk)
