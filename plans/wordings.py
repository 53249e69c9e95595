"""What an own wording says otherwise than the data: amounts, dates, other figures, names. Pure.

Dates count as dates, however they are written: "15/6/2028" is "ngày 15 tháng 6", and no three figures.
"""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from documents.words import dong
from plans.reading.dates import DATE, find_dates, span_of
from plans.reading.money import find_money
from unions.names import fold

FIGURES = re.compile(r"\d[\d.]*\d|\d")
OF_YEAR = re.compile(r"/\s*năm\b|\b(?:mỗi|một|hằng|hàng) năm\b")  # says "cả năm" too

Span = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Known:
    """What a wording may say beyond the sentence made from the data: sums, and days that are in the data elsewhere."""

    year: int
    amounts: Collection[int] = ()
    spans: Collection[Span] = ()

    def has(self, span: Span) -> bool:
        """Whether days meet those of the data; the plan's whole year always does."""
        return span == self.whole_year or any(_meet(span, other) for other in self.spans)

    @property
    def whole_year(self) -> Span:
        """The first and the last day of the plan's year."""
        return dt.date(self.year, 1, 1), dt.date(self.year, 12, 31)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What only the wording says, and what only the data say, as each is written."""

    said: tuple[str, ...] = ()
    meant: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.said or self.meant)


@dataclass(frozen=True, slots=True)
class _Read:
    """A text taken apart: its dates as written, with their days; its figures by their bare digits, as they are told."""

    dates: tuple[tuple[str, tuple[Span, ...]], ...]
    figures: dict[str, str]

    @property
    def spans(self) -> list[Span]:
        return [span for _written, spans in self.dates for span in spans]

    @property
    def whole(self) -> Span | None:
        """From the first day to the last."""
        spans = self.spans
        return (min(first for first, _last in spans), max(last for _first, last in spans)) if spans else None


def disagreements(own: str, generated: str, known: Known, names: Iterable[str] = ()) -> Disagreement:
    """What an own wording says otherwise: figures, dates, and which of the unions' `names` it holds.

    A name shortened in both sentences is no disagreement; neither is any other word.
    """
    said, meant = _read(own, known.year), _read(generated, known.year)
    excused = {*meant.figures, *(str(amount) for amount in known.amounts)}
    figures = [told for value, told in said.figures.items() if value not in excused]
    missing = [told for value, told in meant.figures.items() if value not in said.figures]
    excused_dates = [known.whole_year] if OF_YEAR.search(own.lower()) else []
    own_words, meant_words = f" {fold(own)} ", f" {fold(generated)} "
    held = [(f" {fold(name)} " in own_words, f" {fold(name)} " in meant_words, name) for name in names]
    return Disagreement(
        (*figures, *_odd_dates(said, meant, known), *(name for here, there, name in held if here and not there)),
        (
            *missing,
            *_missing_dates(said, meant, excused_dates),
            *(name for here, there, name in held if there and not here),
        ),
    )


def _odd_dates(said: _Read, meant: _Read, known: Known) -> Iterator[str]:
    """Dates of the wording that are no dates of the data."""
    if said.whole != meant.whole:
        for written, spans in said.dates:
            if not all(span in meant.spans or known.has(span) for span in spans):
                yield written


def _missing_dates(said: _Read, meant: _Read, excused: Collection[Span]) -> Iterator[str]:
    """Dates of the data that the wording does not say, and is not excused from saying."""
    if said.whole != meant.whole:
        for written, spans in meant.dates:
            if not all(span in said.spans or span in excused for span in spans):
                yield written


def _read(text: str, year: int) -> _Read:
    dates = list(_dates(text, year))
    rest = _without(text, [(start, end) for start, end, _spans in dates])
    amounts = list(find_money(rest))
    figures = {str(money.value): dong(money.value) for money in amounts}
    for written in FIGURES.findall(_without(rest, [(money.start, money.end) for money in amounts])):
        figures.setdefault(written.replace(".", "").lstrip("0"), written)
    return _Read(tuple((text[start:end].strip(), spans) for start, end, spans in dates), figures)


def _dates(text: str, year: int) -> Iterator[tuple[int, int, tuple[Span, ...]]]:
    """Where dates stand, and their days; those that no calendar has are left as figures."""
    lower, begin = text.lower(), 0
    for match in DATE.finditer(lower):
        partials = find_dates(lower[begin : match.end()])  # with the words before it, which may make it a name
        begin = match.end()
        found = [span_of([partial], year) for partial in partials]
        spans = tuple((span[0], span[1] or span[0]) for span in found if span)
        if spans and len(spans) == len(found):
            yield match.start(), match.end(), spans


def _without(text: str, places: Iterable[tuple[int, int]]) -> str:
    """A text with blanks where something else was read."""
    for start, end in places:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _meet(one: Span, other: Span) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
