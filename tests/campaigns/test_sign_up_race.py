"""Many people want the last places at once: exactly as many get one as there are, never one more, never one less.

The negative control takes the lock away and must overbook; if it does not, this file proves nothing.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from uuid import uuid4

import pytest
import time_machine
from django.db import connection, connections
from django.db.utils import OperationalError

from campaigns import errors
from campaigns.actions import sign_ups
from campaigns.actions.sign_ups import withdraw
from campaigns.models import PublicPage, SignUp, Volunteer
from plans.models import Activity
from tests.campaigns.conftest import AGREED, NOON, join, somebody
from tests.campaigns.factories import PublicPageFactory
from unions.models import AuditRecord

pytestmark = pytest.mark.django_db(transaction=True)
PLACES = 5
PEOPLE = 14


@pytest.fixture
def clock() -> Iterator[None]:
    """The clock runs here: threads wait for one another."""
    with time_machine.travel(NOON, tick=True):
        yield


@pytest.fixture
def small_page(campaign: Activity) -> PublicPage:
    return PublicPageFactory.create(activity=campaign, places=PLACES)


def all_at_once(jobs: Sequence[Callable[[], object]]) -> Counter[str]:
    """Run the jobs in threads released together; how each ended."""
    barrier, ends = threading.Barrier(len(jobs)), Counter[str]()

    def run(job: Callable[[], object]) -> None:
        try:
            barrier.wait()
            job()
            ends["done"] += 1
        except Exception as error:  # noqa: BLE001 -- counted, and looked at by the test
            ends[type(error).__name__] += 1
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return ends


def widen_the_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait between counting and writing, as a loaded server would."""
    count = sign_ups.situation_of

    def slowly(qr_page: PublicPage) -> object:
        found = count(qr_page)
        time.sleep(0.02)
        return found

    monkeypatch.setattr(sign_ups, "situation_of", slowly)


def test_exactly_as_many_get_a_place_as_there_are(small_page: PublicPage, monkeypatch: pytest.MonkeyPatch) -> None:
    widen_the_gap(monkeypatch)
    ends = all_at_once([lambda n=n: join(small_page, somebody(f"Người {n}")) for n in range(PEOPLE)])
    assert ends == {"done": PLACES, "DoorShut": PEOPLE - PLACES}
    assert SignUp.objects.filter(cancelled_at__isnull=True).count() == PLACES
    assert AuditRecord.objects.filter(verb="sign_up.make").count() == PLACES


def test_without_the_lock_the_same_run_overbooks(small_page: PublicPage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control. Nobody waits for the page's row, so several see the last place free."""
    widen_the_gap(monkeypatch)
    plain = PublicPage.objects.select_related("activity__plan__cluster")
    monkeypatch.setattr(sign_ups, "lock_page", lambda qr_page: plain.get(pk=qr_page.pk))
    unlocked = sign_ups.sign_up.__wrapped__  # type: ignore[attr-defined] # without its transaction

    def job(n: int) -> None:
        for _try in range(40):
            try:
                unlocked(page=small_page, person=somebody(f"Người {n}"), consent=AGREED, key=uuid4(), by=None)
            except OperationalError:  # SQLite's own lock on the file
                time.sleep(0.01)
            else:
                return

    all_at_once([lambda n=n: job(n) for n in range(PEOPLE)])
    assert SignUp.objects.count() > PLACES


def test_one_person_clicking_many_times_at_once_is_one_sign_up(small_page: PublicPage) -> None:
    key, codes = uuid4(), set()
    ends = all_at_once([lambda: codes.add(join(small_page, key=key).code) for _click in range(8)])
    assert ends == {"done": 8}
    assert (len(codes), SignUp.objects.count(), Volunteer.objects.count()) == (1, 1, 1)


def test_a_place_given_back_while_others_want_it_is_given_once(small_page: PublicPage) -> None:
    first = [join(small_page, somebody(f"Trước {n}")) for n in range(PLACES)]
    jobs: list[Callable[[], object]] = [lambda row=row: withdraw(sign_up=row, by=None) for row in first[:2]]
    jobs += [lambda n=n: join(small_page, somebody(f"Sau {n}")) for n in range(6)]
    ends = all_at_once(jobs)
    taken = SignUp.objects.filter(cancelled_at__isnull=True).count()
    assert taken <= PLACES
    assert set(ends) <= {"done", "DoorShut"}
    assert taken == PLACES - 2 + (ends["done"] - 2)


def test_two_pages_take_the_same_new_person_at_once(small_page: PublicPage, session: Activity) -> None:
    other = PublicPageFactory.create(activity=session)
    ends = all_at_once([lambda target=qr_page: join(target) for qr_page in (small_page, other, small_page, other)])
    assert ends == {"done": 4}
    assert (Volunteer.objects.count(), SignUp.objects.count()) == (1, 2)


def test_the_database_of_these_tests_is_one_that_threads_share() -> None:
    assert ":memory:" not in str(connection.settings_dict["NAME"])
    assert issubclass(errors.DoorShut, Exception)
