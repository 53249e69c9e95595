"""How times, head counts and results are said."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation

from campaigns import wording
from campaigns.models import Result
from plans.models import Occurrence

TODAY = dt.date(2024, 8, 20)


@pytest.fixture(autouse=True)
def _english() -> object:
    with translation.override("en"):
        yield


def time(first: dt.date, last: dt.date | None = None, precision: str = "day", state: str = "planned") -> Occurrence:
    return Occurrence(starts_on=first, ends_on=last, precision=precision, state=state)


@pytest.mark.parametrize(
    ("first", "last", "precision", "name"),
    [
        (dt.date(2024, 1, 1), dt.date(2024, 3, 31), "quarter", "Quarter I"),
        (dt.date(2024, 2, 1), dt.date(2024, 2, 29), "month", "Month 2"),
        (dt.date(2024, 1, 1), dt.date(2024, 12, 31), "year", "Year 2024"),
        (dt.date(2024, 7, 27), None, "day", "27/07/2024"),
        (dt.date(2024, 1, 1), dt.date(2024, 3, 30), "quarter", "01/01–30/03/2024"),
    ],
)
def test_a_time_has_a_name(first: dt.date, last: dt.date | None, precision: str, name: str) -> None:
    assert wording.time_name(time(first, last, precision)) == name


def test_a_quarter_is_called_quy_in_vietnamese() -> None:
    with translation.override("vi"):
        assert wording.time_name(time(dt.date(2024, 4, 1), dt.date(2024, 6, 30), "quarter")) == "Quý II"


@pytest.mark.parametrize(
    ("day", "state", "tone"),
    [
        (TODAY, "planned", "info"),
        (TODAY - dt.timedelta(days=1), "planned", "warning"),
        (TODAY - dt.timedelta(days=1), "done", "done"),
        (TODAY, "cancelled", "danger"),
    ],
)
def test_a_state_is_a_word_and_a_tone(day: dt.date, state: str, tone: str) -> None:
    found, word = wording.state_of(time(day, state=state), TODAY)
    assert found == tone
    assert word


def test_every_state_has_another_word() -> None:
    yesterday = TODAY - dt.timedelta(days=1)
    states = [*((TODAY, state) for state in Occurrence.State.values), (yesterday, "planned")]
    assert len({wording.state_of(time(day, state=state), TODAY)[1] for day, state in states}) == 4


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (TODAY, None, "today"),
        (TODAY, TODAY, "today"),
        (TODAY, TODAY + dt.timedelta(days=2), "under way"),
        (TODAY - dt.timedelta(days=2), TODAY, "under way"),
        (TODAY + dt.timedelta(days=1), None, "in 1 day"),
        (TODAY + dt.timedelta(days=3), None, "in 3 days"),
        (TODAY - dt.timedelta(days=1), None, "1 day ago"),
        (TODAY - dt.timedelta(days=14), TODAY - dt.timedelta(days=12), "12 days ago"),
    ],
)
def test_beside_a_date_stands_how_near_it_is(first: dt.date, last: dt.date | None, said: str) -> None:
    assert wording.nearness(first, last, TODAY) == said


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (None, "never"),
        (dt.datetime(2024, 8, 20, 1, tzinfo=dt.UTC), "today"),
        (dt.datetime(2024, 8, 19, 16, 59, tzinfo=dt.UTC), "1 day ago"),
        (dt.datetime(2024, 8, 19, 17, 0, tzinfo=dt.UTC), "today"),  # midnight in Vietnam
        (dt.datetime(2024, 8, 21, 1, tzinfo=dt.UTC), "today"),  # the clock was set back
    ],
)
def test_when_somebody_was_seen_last(moment: dt.datetime | None, said: str) -> None:
    assert wording.last_seen(moment, TODAY) == said


@pytest.mark.parametrize(
    ("came", "wanted", "said"),
    [(27, 30, "27 of 30 people"), (150, 1210, "150 of 1.210 people"), (1, 0, "1 person"), (1500, 0, "1.500 people")],
)
def test_a_head_count_in_words(came: int, wanted: int, said: str) -> None:
    assert wording.people_of(came, wanted) == said


@pytest.mark.parametrize(
    ("number", "qualifier", "said"),
    [
        ("276200", "over", "over 276.200 km"),
        ("7.4", "nearly", "nearly 7,4 km"),
        ("3", "exact", "3 km"),
    ],
)
def test_a_result_says_how_exact_it_is(number: str, qualifier: str, said: str) -> None:
    assert wording.result_figure(Result(number=Decimal(number), unit="km", qualifier=qualifier)) == said
