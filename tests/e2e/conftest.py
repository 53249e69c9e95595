"""Journeys in a real browser: Debian's Chromium against Django's live server, on a real database.

`visitor("username")` is a person who has signed in, in a browser context of its own, so that two people can look at the
same page at once; `sign_in` does it through the login form, for the tests that walk it. Any request to another host,
any script error and any breach of the Content-Security-Policy fails the test that caused it.
"""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request
from pytest_django.live_server_helper import LiveServer

from tests.conftest import new_session
from tests.world import TODAY, World, world_again
from unions.models import User

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
PASSWORD = "mat-khau-de-thu-2024"
QUIET = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

pytestmark = pytest.mark.e2e


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser and commits for real."""
    for item in items:
        if "/e2e/" in str(item.path):
            item.add_marker(pytest.mark.e2e)
            item.add_marker(pytest.mark.django_db(transaction=True))
            item.add_marker(pytest.mark.filterwarnings("ignore::ResourceWarning"))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Debian's browser; root (a container, CI) cannot use its sandbox."""
    if not shutil.which(CHROMIUM):
        pytest.fail(f"{CHROMIUM} is missing: run script/setup")
    return {"executable_path": CHROMIUM, "args": [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]}


class Watch:
    """What a browser context did that it must not do."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.wrongs: list[str] = []
        self.under_way: set[Request] = set()

    def follow(self, page: Page) -> Page:
        page.on("requestfinished", self._arrived)
        page.on("requestfailed", self._arrived)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.wrongs.append(f"script error: {error}"))
        page.on("request", self._request)
        return page

    def settle(self, context: BrowserContext) -> None:
        """What is on its way arrives: a line that is saving itself while the tables are emptied would be in the way."""
        for page in context.pages[:1]:
            for _moment in range(200):
                page.wait_for_timeout(25)
                if not self.under_way:
                    return

    def _console(self, message: ConsoleMessage) -> None:
        # The browser reports a 4xx answer, and htmx what could not be sent; the tests look at those themselves.
        expected = ("Failed to load resource", "htmx:sendError", "htmx:afterRequest", "Response Status Error Code 502")
        if message.type == "error" and not message.text.startswith(expected):
            self.wrongs.append(f"console: {message.text}")

    def _arrived(self, request: Request) -> None:
        self.under_way.discard(request)

    def _request(self, request: Request) -> None:
        self.under_way.add(request)
        if not request.url.startswith((self.base, "data:", "blob:", "about:")):
            self.wrongs.append(f"asked another host: {request.url}")


Visitor = Callable[..., Page]


def session_of(username: str, base: str) -> dict[str, str]:
    """The cookie of a person who has signed in: the form takes two pages, and only a few tests are about it."""
    key = new_session(User.objects.get(username=username))
    return {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": base}


def paste(box: Locator, text: str) -> None:
    """As the browser pastes: what a box has no room for is cut, which `fill` would put in all the same."""
    box.evaluate("(box, text) => { box.focus(); document.execCommand('insertText', false, text) }", text)


def sign_in(page: Page, username: str) -> Page:
    """Through the form, as people do it."""
    page.goto("/login/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "/login/" not in url)
    return page


@pytest.fixture
def visitor(browser: Browser, live_server: LiveServer) -> Iterator[Visitor]:
    """A function that opens a page for a person: `visitor("username", javascript=False, width=360)`."""
    contexts: list[BrowserContext] = []
    watch = Watch(live_server.url)

    def open_page(username: str = "", *, javascript: bool = True, width: int = 1280, dark: bool = False) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            java_script_enabled=javascript,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            accept_downloads=True,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        if username:
            context.add_cookies([session_of(username, live_server.url)])
        return watch.follow(context.new_page())

    yield open_page
    for context in contexts:
        watch.settle(context)
        context.close()
    assert watch.wrongs == []


@pytest.fixture
def today() -> Iterator[None]:
    """The clock of the demonstration: nine in the morning, and it runs."""
    with time_machine.travel(f"{TODAY}T09:00:00+07:00", tick=True):
        yield


@pytest.fixture
def world(transactional_db: None, today: None) -> World:
    """The demonstration and a second cluster; everybody signs in with PASSWORD."""
    world = world_again()
    for user in User.objects.all():
        user.set_password(PASSWORD)
        user.save()
    return world


@pytest.fixture
def axe() -> Axe:
    """The accessibility rules."""
    return Axe()


def violations(axe: Axe, page: Page) -> list[str]:
    """What axe finds on a page, one readable line each."""
    found = axe.run(page).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found]
