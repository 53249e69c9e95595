"""Every page in a real browser, at a desk and on a phone, by day and by night: axe finds nothing, nothing sticks out.

The addresses are those of the access matrix, so a new page is looked at without anybody thinking of it. Scripts that
fail, a breach of the Content-Security-Policy or a request to another host fail the test by themselves (`visitor`).
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, ViewportSize, expect

from tests.e2e.conftest import PASSWORD, Visitor, violations
from tests.test_access_matrix import ANONYMOUS, TABLE, Row
from tests.world import World

# Who looks at what: the role with most on its screen. Files and pictures are not pages.
FILES = {
    *("plans:plan_download", "contributions:ledger_download", "contributions:payment_slip", "campaigns:public_qr"),
    *("campaigns:duty_photo", "campaigns:feed", "plans:round_table", "plans:version_download"),
    *("plans:version_compare_paper", "contributions:amendment_draft"),
}
NO_PAGE = {"plans:time_understood", "unions:health", "unions:admin_login", "plans:plan_import_preview", *FILES}
PHONE = ViewportSize(width=360, height=800)
DESK = ViewportSize(width=1280, height=800)
PREFERRED = ("bithu", "thuquy", "YT", ANONYMOUS)


def looker(row: Row) -> str:
    """Who opens a page: whoever of these may, and gets it."""
    return next(role for role in PREFERRED if role in row.may and role not in row.special)


PAGES = {name: looker(row) for name, row in TABLE.items() if not row.post_only and name not in NO_PAGE}
# In parts, so that two can be looked through at a time.
BY_ROLE = {role: [name for name, who in PAGES.items() if who == role] for role in PREFERRED}
SEEN = [(role, names[at : at + 20]) for role, names in BY_ROLE.items() for at in range(0, len(names), 20)]


WIDER_THAN_WINDOW = """() => {
  if (document.documentElement.scrollWidth <= window.innerWidth) return [];
  const out = (element) => element.getBoundingClientRect().right > window.innerWidth + 1;
  return [...document.querySelectorAll("body *")].filter(out).slice(0, 3).map((e) => e.outerHTML.slice(0, 120));
}"""


def sticks_out(page: Page) -> list[str]:
    """Elements wider than the window."""
    return page.evaluate(WIDER_THAN_WINDOW)


@pytest.mark.long
@pytest.mark.parametrize(("role", "names"), [pytest.param(*seen, id=f"{seen[0]}-{n}") for n, seen in enumerate(SEEN)])
def test_pages_are_accessible_and_fit(role: str, names: list[str], visitor: Visitor, axe: Axe, world: World) -> None:
    page = visitor("" if role == ANONYMOUS else world.people[role].username)
    wrongs = []
    for name in names:
        page.set_viewport_size(DESK)
        page.emulate_media(color_scheme="light")
        page.goto(reverse(name, kwargs=TABLE[name].arguments(world)))
        wrongs += [f"{name} at a desk by day: {found}" for found in (*violations(axe, page), *sticks_out(page))]
        page.set_viewport_size(PHONE)
        page.emulate_media(color_scheme="dark")
        wrongs += [f"{name} on a phone by night: {found}" for found in (*violations(axe, page), *sticks_out(page))]
    assert not wrongs, "\n".join(wrongs)


def test_the_page_behind_the_code_is_small_and_needs_no_script(visitor: Visitor, world: World) -> None:
    page = visitor(javascript=False, width=360)
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(len(answer.body())))
    page.goto(reverse("campaigns:public_page", kwargs={"token": world.page.token}))
    page.wait_for_load_state("networkidle")
    assert sum(sizes) < 60 * 1024
    expect(page.locator("main")).to_contain_text("Mẹ Việt Nam Anh hùng")
    expect(page.locator("main")).not_to_contain_text("Đặng Minh Họa Tám")


def test_the_site_is_worked_by_keyboard_alone(visitor: Visitor, world: World) -> None:
    """Sign in, jump to the content, open the command box with "/", go to a page, all without a mouse."""
    page = visitor()
    page.goto("/login/")
    page.keyboard.type("bithu")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/c/HCSN/2026/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    page.keyboard.press("/")
    page.keyboard.type("dang")
    page.keyboard.press("Enter")
    page.wait_for_url("**/find/?q=dang**")
    expect(page.locator("main")).to_contain_text("Đảng")


def test_the_screens_speak_english_on_a_click(visitor: Visitor, world: World) -> None:
    page = visitor("bithu")
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    page.get_by_role("button", name="English").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("body")).to_contain_text("Activities")
    page.goto("/c/HCSN/2026/plan/")
    expect(page.locator("#paper")).to_contain_text("MỤC ĐÍCH, YÊU CẦU")  # the paper stays Vietnamese
