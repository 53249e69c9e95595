"""The main pages against a bare signed-in view of the same server, and their queries at three sizes."""

import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from benchmarks.data import Grown
from benchmarks.goals import Figure, missing
from benchmarks.site import get

DETAIL, LIST = 6.0, 15.0
SIZES = (1, 3, 300)
SPEED, QUERIES = "Processor time of pages against a bare signed-in view", "Queries with 1, 3 and 300 rows (spread)"


@dataclass(frozen=True, slots=True)
class Page:
    """A page, its goal as a multiple of the bare view, and what its address takes besides cluster and year."""

    name: str
    view: str
    goal: float
    args: Callable[[Grown], Sequence[object]]
    officer: bool = False

    @property
    def is_list(self) -> bool:
        return self.goal == LIST

    def url(self, grown: Grown) -> str:
        return reverse(self.view, args=list(self.args(grown)))


def _year(grown: Grown) -> Sequence[object]:
    return grown.cluster.code, grown.plan.year


def _cluster(grown: Grown) -> Sequence[object]:
    return (grown.cluster.code,)


def _activity(grown: Grown) -> Sequence[object]:
    return grown.cluster.code, grown.plan.year, grown.activity.pk


def _token(grown: Grown) -> Sequence[object]:
    return (grown.page.token,)


PAGES = (
    Page("year board", "campaigns:board", DETAIL, _year),
    Page("plan editor", "plans:plan_edit", DETAIL, _year),
    Page("my union", "campaigns:my_union", DETAIL, _year, officer=True),
    Page("activity", "campaigns:activity_detail", DETAIL, _activity),
    Page("public page", "campaigns:public_page", DETAIL, _token),
    Page("treasurer's desk", "contributions:desk", LIST, _year),
    Page("ledger", "contributions:ledger", LIST, _year),
    Page("activities", "campaigns:activity_list", LIST, _year),
    Page("duties", "plans:duty_list", LIST, _year),
    Page("unions", "unions:union_list", LIST, _cluster),
    Page("log", "unions:log", LIST, _cluster),
)


def client_of(grown: Grown, page: Page) -> Client:
    """A test client signed in as who opens the page."""
    client = Client(SERVER_NAME="127.0.0.1", raise_request_exception=False)
    client.force_login(
        grown.officer if page.officer else grown.staff, backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


# -- Speed


def speed(port: int, demo: Grown, fifty: Grown, rounds: int) -> Iterator[Figure]:
    """Each page's median against the bare view's, asked in turns. Lists have 50 rows, details those of the demo."""
    for page in PAGES:
        yield _speed(port, page, fifty if page.is_list else demo, rounds)


def _speed(port: int, page: Page, grown: Grown, rounds: int) -> Figure:
    try:
        url = page.url(grown)
    except NoReverseMatch:
        return missing(SPEED, page.name, page.goal, "not there")
    cookies = client_of(grown, page).cookies.output(header="", sep=";").strip()
    first = get(port, url, cookies)
    if first.status != 200:
        return missing(SPEED, page.name, page.goal, f"{url} answers {first.status}")
    page_ms, bare_ms = _medians(port, (url, "/bare/"), cookies, rounds)
    detail = f"{page_ms:.1f} ms / {bare_ms:.1f} ms, {len(first.body) / 1000:.0f} kB"
    return Figure(SPEED, page.name, round(page_ms / bare_ms, 2), page.goal, detail=detail)


def _medians(port: int, urls: Sequence[str], cookies: str, rounds: int) -> list[float]:
    """Milliseconds of processor for each address, asked in turns of one worker; the first turns are for warming up."""
    taken: list[list[float]] = [[] for _ in urls]
    clock = get(port, urls[-1], cookies).clock
    for _ in range(rounds + 3):
        for url, times in zip(urls, taken, strict=True):
            answer = get(port, url, cookies)
            assert answer.status == 200, f"{url} answers {answer.status}"
            times.append(answer.clock - clock)
            clock = answer.clock
    return [statistics.median(times[3:]) for times in taken]


# -- Queries


def queries(grown: dict[int, Grown]) -> Iterator[Figure]:
    """How many queries more the page takes at one size than at another: none."""
    return (_queries(page, grown) for page in PAGES)


def _queries(page: Page, grown: dict[int, Grown]) -> Figure:
    try:
        counts = {size: _count(page, cluster) for size, cluster in grown.items()}
    except (NoReverseMatch, AssertionError) as wrong:
        why = "not there" if isinstance(wrong, NoReverseMatch) else str(wrong)
        return missing(QUERIES, page.name, 0, why, "queries")
    detail = ", ".join(f"{size}: {number}" for size, number in counts.items())
    return Figure(QUERIES, page.name, max(counts.values()) - min(counts.values()), 0, "queries", detail)


def _count(page: Page, grown: Grown) -> int:
    client, url = client_of(grown, page), page.url(grown)
    client.get(url)  # what is cached for the process is not the page's
    with CaptureQueriesContext(connection) as captured:
        status = client.get(url).status_code
    assert status == 200, f"{url} answers {status}"
    return len(captured)
