"""A line is dragged to its place: by a mouse, by a finger; Escape leaves it where it was. In a real browser."""

import datetime
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from plans.models import Clause
from tests.e2e.conftest import Visitor
from tests.factories import ClusterFactory, MembershipFactory
from tests.plans.seed import Seed, seed_plan

FIRST, SECOND = "Gắn kết các đơn vị trong cụm.", "Cùng nhau làm việc có ích."
PLAN = "/c/hcsn/2024/plan/"


@pytest.fixture
def seed(transactional_db: None) -> Seed:
    cluster = ClusterFactory.create(code="hcsn", name="Cụm Hành chính")
    MembershipFactory.create(cluster=cluster, user__username="thuky", user__full_name="Người thư ký")
    return seed_plan(cluster)


def centre_of(line: Locator, down: float = 0.5) -> tuple[float, float]:
    box = line.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] * down


def test_escape_leaves_a_dragged_line_where_it_was(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    first, second = (page.locator(f"#line-{seed.line(text).pk}") for text in (FIRST, SECOND))
    page.mouse.move(*centre_of(first.locator("a")))
    page.mouse.down()
    page.mouse.move(*centre_of(second, 0.9), steps=4)
    expect(second).to_have_class(re.compile("drop-below"))
    expect(page.locator("#drag-voice")).to_contain_text(SECOND)
    page.keyboard.press("Escape")
    expect(second).not_to_have_class(re.compile("drop-below"))
    expect(page.locator("#drag-voice")).to_contain_text("vẫn ở chỗ cũ")
    page.mouse.up()
    expect(page.locator("form[data-card]")).to_have_count(0)
    positions = dict(Clause.objects.filter(plan=seed.plan).values_list("text", "position"))
    assert positions[FIRST] < positions[SECOND]
    first.locator("a").click()
    expect(page.locator("form[data-card]")).to_have_count(1)


# -- By a finger


class Finger:
    """One finger on the screen, as the browser's own protocol moves it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.cdp = page.context.new_cdp_session(page)

    def touch(self, kind: str, *points: tuple[float, float]) -> None:
        self.cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})

    def drag(self, start: tuple[float, float], to: tuple[float, float], steps: int = 6) -> None:
        """Down until the line is held, over there, and still down."""
        self.touch("touchStart", start)
        expect(self.page.locator(".dragged")).to_have_count(1)
        self.move(start, to, steps)

    def swipe(self, start: tuple[float, float], to: tuple[float, float], steps: int = 12) -> None:
        """Down, over there without resting, and up."""
        self.touch("touchStart", start)
        self.move(start, to, steps)
        self.touch("touchEnd")

    def move(self, start: tuple[float, float], to: tuple[float, float], steps: int = 12) -> None:
        for step in range(1, steps + 1):
            part = step / steps
            self.touch("touchMove", (start[0] + (to[0] - start[0]) * part, start[1] + (to[1] - start[1]) * part))

    def up(self) -> None:
        self.touch("touchEnd")


@pytest.fixture
def phone(visitor: Visitor, seed: Seed, live_server: LiveServer) -> Iterator[Page]:
    """The plan on a phone that is touched."""
    signed_in = visitor("thuky").context
    assert signed_in.browser
    context = signed_in.browser.new_context(
        base_url=live_server.url,
        storage_state=signed_in.storage_state(),
        viewport={"width": 360, "height": 700},
        has_touch=True,
        locale="vi-VN",
    )
    page = context.new_page()
    wrongs: list[str] = []
    page.on("pageerror", lambda error: wrongs.append(str(error)))
    page.goto(PLAN)
    yield page
    context.close()
    assert wrongs == []


def await_scroll(page: Page, beyond: float) -> None:
    """Until the page is further down; by looking again and again, as the page lets no string be run as a script."""
    for _moment in range(100):
        if page.evaluate("scrollY") > beyond:
            return
        page.wait_for_timeout(50)
    pytest.fail("The page does not scroll.")


def grip_of(page: Page, seed: Seed, text: str) -> Locator:
    return page.locator(f"#line-{seed.line(text).pk} > .grip")


def place_of(seed: Seed, text: str) -> int:
    return Clause.objects.values_list("position", flat=True).get(plan=seed.plan, text=text)


def test_a_line_is_dragged_by_a_finger(phone: Page, seed: Seed) -> None:
    grip, second = grip_of(phone, seed, FIRST), phone.locator(f"#line-{seed.line(SECOND).pk}")
    box = grip.bounding_box()
    assert box
    assert box["width"] >= 44
    grip.scroll_into_view_if_needed()
    scrolled = phone.evaluate("scrollY")
    finger = Finger(phone)
    finger.drag(centre_of(grip), centre_of(second, 0.9))
    expect(second).to_have_class(re.compile("drop-below"))
    expect(phone.locator("#drag-voice")).to_contain_text(SECOND)
    assert phone.evaluate("scrollY") == scrolled
    finger.up()
    expect(phone.locator("#paper p.line")).to_contain_text([SECOND, FIRST])
    expect(phone.locator("form[data-card]")).to_have_count(0)
    assert place_of(seed, SECOND) < place_of(seed, FIRST)
    expect(grip).to_be_visible()  # also on the paper that came back


def test_a_touch_of_the_words_scrolls_and_a_tap_opens(phone: Page, seed: Seed) -> None:
    line = phone.locator(f"#line-{seed.line(FIRST).pk}")
    scrolled = phone.evaluate("scrollY")
    start = centre_of(line)
    Finger(phone).swipe(start, (start[0], start[1] - 200))
    await_scroll(phone, scrolled)
    assert place_of(seed, FIRST) < place_of(seed, SECOND)
    grip_of(phone, seed, FIRST).tap()
    expect(phone.locator("form[data-card]")).to_have_count(1)


def test_a_swipe_over_the_grips_scrolls_and_moves_no_line(phone: Page, seed: Seed) -> None:
    grip = grip_of(phone, seed, FIRST)
    grip.evaluate("grip => scrollTo(0, grip.getBoundingClientRect().top + scrollY - 400)")
    scrolled = phone.evaluate("scrollY")
    start = centre_of(grip)
    assert phone.evaluate("([x, y]) => document.elementFromPoint(x, y).className", list(start)) == "grip"
    # The page's own clock stands, so that a busy machine cannot make a swipe into a finger that rests.
    phone.clock.install()
    phone.clock.pause_at(datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=10))
    finger = Finger(phone)
    finger.touch("touchStart", start)
    phone.clock.run_for(100)  # milliseconds; a line is held after more
    finger.move(start, (start[0], start[1] - 200))
    finger.up()
    await_scroll(phone, scrolled + 150)
    expect(phone.locator(".dragged, .drop-above, .drop-below, form[data-card]")).to_have_count(0)
    assert place_of(seed, FIRST) < place_of(seed, SECOND)


def test_a_mouse_drags_by_the_grip_at_once(phone: Page, seed: Seed) -> None:
    """A computer that is touched has a mouse too."""
    grip, second = grip_of(phone, seed, FIRST), phone.locator(f"#line-{seed.line(SECOND).pk}")
    grip.evaluate("grip => scrollTo(0, grip.getBoundingClientRect().top + scrollY - 300)")
    phone.mouse.move(*centre_of(grip))
    phone.mouse.down()
    phone.mouse.move(*centre_of(second, 0.9), steps=4)
    expect(second).to_have_class(re.compile("drop-below"))
    phone.mouse.up()
    expect(phone.locator("#paper p.line")).to_contain_text([SECOND, FIRST])


def test_the_page_scrolls_along_and_escape_leaves_the_line(phone: Page, seed: Seed) -> None:
    grip = grip_of(phone, seed, FIRST)
    grip.evaluate("grip => scrollTo(0, grip.getBoundingClientRect().top + scrollY - 200)")
    scrolled = phone.evaluate("scrollY")
    finger = Finger(phone)
    start = centre_of(grip)
    finger.drag(start, (start[0], 690))
    await_scroll(phone, scrolled + 150)
    phone.keyboard.press("Escape")
    expect(phone.locator(".drop-above, .drop-below")).to_have_count(0)
    expect(phone.locator("#drag-voice")).to_contain_text("vẫn ở chỗ cũ")
    finger.up()
    stopped = phone.evaluate("scrollY")
    phone.wait_for_timeout(200)
    assert phone.evaluate("scrollY") == stopped
    assert place_of(seed, FIRST) < place_of(seed, SECOND)


def test_with_a_mouse_alone_there_is_no_grip(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    expect(page.locator(f"#line-{seed.line(FIRST).pk}")).to_be_visible()
    expect(page.locator(".grip")).to_have_count(0)
