"""Writing the plan in a real browser: the last change taken back by button and by key."""

import pytest
from playwright.sync_api import Page, expect

from plans.models import Clause
from tests.e2e.conftest import Visitor
from tests.factories import ClusterFactory, MembershipFactory
from tests.plans.seed import Seed, seed_plan

expect.set_options(timeout=15_000)
FIRST, SECOND = "Gắn kết các đơn vị trong cụm.", "Cùng nhau làm việc có ích."


@pytest.fixture
def seed(transactional_db: None) -> Seed:
    cluster = ClusterFactory.create(code="hcsn", name="Cụm Hành chính")
    for username in ("thuky", "thuky2"):
        MembershipFactory.create(cluster=cluster, user__username=username, user__full_name=f"Người {username}")
    return seed_plan(cluster)


@pytest.fixture
def page(visitor: Visitor, seed: Seed) -> Page:
    page = visitor("thuky")
    page.goto("/c/hcsn/2024/plan/")
    return page


def reword(page: Page, pk: int, text: str) -> None:
    page.click(f"#line-{pk} > a")
    page.locator("form[data-card] textarea").first.fill(text)
    page.keyboard.press("Control+Enter")
    expect(page.locator("form[data-card]")).to_have_count(0)
    expect(page.locator("#paper")).to_contain_text(text)


def test_button_takes_back_the_last_change_in_place(page: Page, seed: Seed) -> None:
    pk = seed.line(FIRST).pk
    reword(page, pk, "Sai rồi.")
    page.evaluate("window.samePage = true")
    page.locator("form[data-undo] button").click()
    expect(page.locator(f"#line-{pk}")).to_contain_text(FIRST)
    expect(page.locator("#plan-status")).to_contain_text("Đã hoàn tác")
    assert page.evaluate("window.samePage") is True
    assert Clause.objects.get(pk=pk).text == FIRST


def test_key_takes_back_outside_a_text_field_only(page: Page, seed: Seed) -> None:
    first, second = seed.line(FIRST).pk, seed.line(SECOND).pk
    reword(page, first, "Sai rồi.")
    page.click(f"#line-{second} > a")
    page.locator("form[data-card] textarea").first.focus()
    page.keyboard.press("Control+z")
    page.keyboard.press("Escape")
    expect(page.locator("form[data-card]")).to_have_count(0)
    expect(page.locator(f"#line-{first}")).to_contain_text("Sai rồi.")
    page.locator(f"#line-{first} > a").focus()
    page.keyboard.press("Control+z")
    expect(page.locator(f"#line-{first}")).to_contain_text(FIRST)


def test_words_in_an_open_line_are_not_lost_unasked(page: Page, seed: Seed) -> None:
    first, second = seed.line(FIRST).pk, seed.line(SECOND).pk
    reword(page, first, "Sai rồi.")
    page.click(f"#line-{second} > a")
    box = page.locator("form[data-card] textarea").first
    box.fill("Đang gõ dở.")
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.locator("form[data-undo] button").click()
    expect(box).to_have_value("Đang gõ dở.")
    assert "chưa được lưu" in asked[0]
    assert Clause.objects.get(pk=first).text == "Sai rồi."


def test_second_browser_in_the_same_line_is_in_the_way(page: Page, seed: Seed, visitor: Visitor) -> None:
    pk = seed.line(FIRST).pk
    reword(page, pk, "Người thứ nhất.")
    other = visitor("thuky2")
    other.goto("/c/hcsn/2024/plan/")
    reword(other, pk, "Người thứ hai.")
    page.locator("form[data-undo] button").click()
    expect(page.locator("#plan-status")).to_contain_text("Không hoàn tác được")
    expect(page.locator(f"#line-{pk}")).to_contain_text("Người thứ hai.")
    assert Clause.objects.get(pk=pk).text == "Người thứ hai."
