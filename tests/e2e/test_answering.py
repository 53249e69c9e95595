"""What a union writes on the page of its answers is not lost: not without a connection, not when it was signed out, not
when the page is left. In a real browser, on a phone.
"""

import pytest
from playwright.sync_api import Page, expect

from plans.models import Opinion, Round
from tests.e2e.conftest import PASSWORD, Visitor, paste
from tests.world import World

WISH = "Đề nghị lùi sang tuần thứ hai của tháng 7."


@pytest.fixture
def held(world: World) -> Round:
    """The round that runs in the demonstration."""
    return Round.objects.get(plan=world.plan, closed_at=None)


@pytest.fixture
def page(visitor: Visitor, world: World, held: Round) -> Page:
    page = visitor("canbo-tnxp", width=360)
    page.goto(f"/c/{world.cluster.code}/{world.plan.year}/plan/rounds/{held.number}/answer/")
    return page


def write(page: Page) -> None:
    page.click("#item-1 .choice-change")
    page.fill("#wish-1", WISH)


def send(page: Page) -> None:
    page.click("#item-1 details.choice[open] form button")


def sent() -> bool:
    return Opinion.objects.filter(text=WISH).exists()


def test_it_is_sent_when_the_connection_is_back(page: Page) -> None:
    write(page)
    page.context.set_offline(True)
    send(page)
    expect(page.locator("#item-1 [role=alert]")).to_contain_text("mất kết nối")
    assert not sent()
    page.context.set_offline(False)
    expect(page.locator("#item-1 blockquote")).to_contain_text(WISH)
    assert sent()


def test_who_was_signed_out_signs_in_again_in_place(page: Page) -> None:
    write(page)
    page.context.clear_cookies(name="sessionid")
    send(page)
    dialog = page.locator("#sign-in-again")
    expect(dialog).to_be_visible()
    expect(page.locator("#wish-1")).to_have_value(WISH)
    dialog.locator("[type=password]").fill(PASSWORD)
    dialog.locator("button").click()
    expect(page.locator("#item-1 blockquote")).to_contain_text(WISH)
    assert sent()


def test_a_page_that_is_read_again_has_the_words(page: Page) -> None:
    write(page)
    page.reload()
    expect(page.locator("#wish-1")).to_be_visible()
    expect(page.locator("#wish-1")).to_have_value(WISH)
    expect(page.locator("#item-1")).to_contain_text("đã được khôi phục")
    send(page)
    expect(page.locator("#item-1 blockquote")).to_contain_text(WISH)
    page.reload()
    expect(page.locator("#item-1")).not_to_contain_text("đã được khôi phục")


def test_a_wish_that_is_too_long_is_not_cut(page: Page) -> None:
    long = "Đề nghị lùi lịch. " * 120
    page.click("#item-1 .choice-change")
    paste(page.locator("#wish-1"), long)
    send(page)
    expect(page.locator("#item-1 [role=alert]")).to_contain_text("2.000")
    expect(page.locator("#wish-1")).to_have_value(long)


def test_agreeing_with_the_rest_leaves_out_what_somebody_is_writing_about(page: Page, held: Round) -> None:
    write(page)
    page.click("#round-progress summary")
    line = page.locator("#round-progress [data-item=item-1]")
    expect(line).to_contain_text("chưa gửi")
    expect(page.locator("#round-progress [data-unsent]:visible")).to_have_count(1)
    page.click("#round-progress form button")
    expect(page.locator("#round-progress summary")).to_have_count(1)
    asked = held.items.count()
    mine = Opinion.objects.filter(item__round=held, union__code="TNXP")
    assert (mine.count(), mine.filter(item__position=1).exists()) == (asked - 1, False)
    expect(page.locator("#wish-1")).to_have_value(WISH)
    expect(page.locator("#round-progress [data-unsent]")).to_have_count(1)
    page.click("#round-progress summary")
    expect(page.locator("#round-progress form button")).to_be_disabled()
    page.fill("#wish-1", "")
    expect(page.locator("#round-progress form button")).to_be_enabled()
    expect(page.locator("#round-progress [data-unsent]:visible")).to_have_count(0)


def test_words_that_come_back_with_the_page_are_left_out_too(page: Page) -> None:
    write(page)
    page.reload()
    page.click("#round-progress summary")
    expect(page.locator("#round-progress [data-item=item-1] [data-unsent]")).to_be_visible()
    send(page)
    expect(page.locator("#item-1 blockquote")).to_contain_text(WISH)
    expect(page.locator("#round-progress [data-item=item-1]")).to_have_count(0)


def test_the_word_about_agreeing_goes_with_the_next_answer(page: Page) -> None:
    write(page)
    page.click("#round-progress summary")
    page.click("#round-progress form button")
    expect(page.locator(".messages")).to_be_visible()
    send(page)
    expect(page.locator("#item-1 blockquote")).to_contain_text(WISH)
    expect(page.locator(".messages")).to_have_count(0)
