"""Typing is never lost: a line saves itself, waits for the connection, survives a closed tab and a lost session; many
lines are pasted at once; a line is dragged to its place. In a real browser.
"""

import pytest
from playwright.sync_api import Page, expect

from plans.models import Clause
from tests.e2e.conftest import Visitor
from tests.factories import PASSWORD, ClusterFactory, MembershipFactory
from tests.plans.seed import Seed, seed_plan

FIRST, SECOND = "Gắn kết các đơn vị trong cụm.", "Cùng nhau làm việc có ích."
PLAN = "/c/hcsn/2024/plan/"
STATE = ".saving-state"


@pytest.fixture
def seed(transactional_db: None) -> Seed:
    cluster = ClusterFactory.create(code="hcsn", name="Cụm Hành chính")
    MembershipFactory.create(cluster=cluster, user__username="thuky", user__full_name="Người thư ký")
    return seed_plan(cluster)


def open_line(page: Page, seed: Seed, words: str) -> str:
    target = f"#line-{seed.line(words).pk}"
    page.locator(f"{target} > a").click()
    expect(page.locator(f"{target} textarea").first).to_be_focused()
    return target


def words(page: Page, target: str) -> str:
    return page.locator(f"{target} [name=line-text]").input_value()


def test_a_line_saves_itself(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    target = open_line(page, seed, FIRST)
    page.locator(f"{target} [name=line-text]").fill("Tự lưu lần một.")
    expect(page.locator(STATE)).to_contain_text("Đã lưu lúc")
    assert seed.line("Tự lưu lần một.").version == 2
    with page.expect_response(lambda answer: "/lines/" in answer.url):
        page.locator(f"{target} [name=line-text]").fill("Tự lưu lần hai.")
    expect(page.locator(STATE)).to_contain_text("Đã lưu lúc")
    assert seed.line("Tự lưu lần hai.")
    page.keyboard.press("Escape")
    expect(page.locator(target)).to_have_text("- Tự lưu lần hai.")


def test_without_a_connection_it_is_kept_and_saved_later(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    target = open_line(page, seed, FIRST)
    page.context.set_offline(True)
    page.locator(f"{target} [name=line-text]").fill("Viết khi mất mạng.")
    expect(page.locator(STATE)).to_contain_text("mất kết nối. 1 thay đổi", timeout=8000)
    page.context.set_offline(False)
    expect(page.locator(STATE)).to_contain_text("Đã lưu lúc", timeout=10_000)
    assert seed.line("Viết khi mất mạng.")


def test_a_closed_tab_loses_nothing(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    target = open_line(page, seed, FIRST)
    page.context.set_offline(True)
    page.locator(f"{target} [name=line-text]").fill("Chưa kịp lưu.")
    expect(page.locator(STATE)).to_contain_text("1 thay đổi", timeout=8000)
    again = page.context.new_page()
    page.close(run_before_unload=False)
    again.context.set_offline(False)
    again.goto(PLAN)
    expect(again.locator(".saving-kept")).to_contain_text("Chưa kịp lưu.")
    again.click(".saving-kept a")
    expect(again.locator(STATE)).to_contain_text("đã được khôi phục")
    assert words(again, target) == "Chưa kịp lưu."
    again.locator(f"{target} .button-primary").click()
    expect(again.locator(target)).to_have_text("- Chưa kịp lưu.")
    again.goto(PLAN)
    expect(again.locator(".saving-kept")).to_be_hidden()


def test_what_is_kept_is_not_shown_to_the_next_person(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    page.evaluate(
        """() => localStorage.setItem("plan-kept:999999:/c/hcsn/2024/plan/#line-new",
             JSON.stringify({ fields: [], kind: "line", place: null, text: "Của người khác" }))"""
    )
    page.goto(PLAN)
    expect(page.locator(".saving-kept")).to_be_hidden()
    expect(page.locator("main")).not_to_contain_text("Của người khác")


def test_who_was_signed_out_signs_in_again_in_place(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    target = open_line(page, seed, FIRST)
    page.context.clear_cookies(name="sessionid")
    page.locator(f"{target} [name=line-text]").fill("Hết phiên mà không mất.")
    dialog = page.locator("#sign-in-again")
    expect(dialog).to_be_visible(timeout=8000)
    dialog.locator("[type=password]").fill("sai")
    dialog.locator("button").click()
    expect(dialog.locator("[role=alert]")).to_be_visible()
    dialog.locator("[type=password]").fill(PASSWORD)
    dialog.locator("button").click()
    expect(dialog).to_be_hidden()
    expect(page.locator(STATE)).to_contain_text("Đã lưu lúc", timeout=8000)
    assert seed.line("Hết phiên mà không mất.")


def test_saving_by_hand_after_the_session_is_gone(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    target = open_line(page, seed, FIRST)
    page.locator(f"{target} [name=line-text]").fill("Bấm lưu sau khi hết phiên.")
    page.context.clear_cookies(name="sessionid")
    page.locator(f"{target} .card-end .button-primary").click()
    dialog = page.locator("#sign-in-again")
    expect(dialog).to_be_visible(timeout=8000)
    expect(page.locator(f"{target} [name=line-text]")).to_have_value("Bấm lưu sau khi hết phiên.")
    dialog.locator("[type=password]").fill(PASSWORD)
    dialog.locator("button").click()
    expect(page.locator(target)).to_have_text("- Bấm lưu sau khi hết phiên.", timeout=8000)


def test_somebody_was_faster_and_both_texts_are_there(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    target = open_line(page, seed, FIRST)
    Clause.objects.filter(pk=seed.line(FIRST).pk).update(text="Người khác đã sửa.", version=9)
    page.locator(f"{target} [name=line-text]").fill("Lời của tôi.")
    expect(page.locator(STATE)).to_contain_text("trong khi bạn đang nhập", timeout=8000)
    assert words(page, target) == "Lời của tôi."
    page.locator(f"{target} .card-end .button-primary").click()
    expect(page.locator(target)).to_contain_text("Người khác đã sửa.")
    assert words(page, target) == "Lời của tôi."


def test_many_lines_are_pasted_at_once(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    target = open_line(page, seed, FIRST)
    pasted = "- Việc thứ nhất.\n+ Chi tiết một.\n+ Chi tiết hai.\n- Việc thứ hai."
    page.locator(f"{target} [name=line-text]").fill(f"{FIRST}\n{pasted}")
    page.locator(f"{target} .card-end .button-primary").click()
    lines = page.locator("#paper p.line")
    expect(lines).to_contain_text(
        [FIRST, "- Việc thứ nhất.", "+ Chi tiết một.", "+ Chi tiết hai.", "- Việc thứ hai.", SECOND]
    )
    stored = dict(Clause.objects.filter(plan=seed.plan).values_list("text", "level"))
    assert stored["Chi tiết một."] == stored["Việc thứ nhất."] + 1


def test_a_line_is_dragged_below_another(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    first, second = (page.locator(f"#line-{seed.line(text).pk}") for text in (FIRST, SECOND))
    box = second.bounding_box()
    assert box is not None
    first.locator("a").drag_to(second, target_position={"x": box["width"] / 2, "y": box["height"] - 2})
    expect(page.locator("#paper p.line")).to_contain_text([SECOND, FIRST])
    positions = dict(Clause.objects.filter(plan=seed.plan).values_list("text", "position"))
    assert positions[SECOND] < positions[FIRST]


def test_undone_and_done_again_by_keys(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    target = open_line(page, seed, FIRST)
    page.locator(f"{target} [name=line-text]").fill("Sửa rồi hoàn tác.")
    page.locator(f"{target} .card-end .button-primary").click()
    expect(page.locator(target)).to_have_text("- Sửa rồi hoàn tác.")
    page.locator("h1").click()
    page.keyboard.press("Control+z")
    expect(page.locator(target)).to_have_text(f"- {FIRST}")
    page.locator("h1").click()
    page.keyboard.press("Control+y")
    expect(page.locator(target)).to_have_text("- Sửa rồi hoàn tác.")


def test_figures_wait_for_the_button_and_the_page_says_so(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    target = f"#line-{seed.campaign_levy.clause_id}"
    page.locator(f"{target} > a").click()
    page.fill("[name=levy-flat]", "8.000")
    expect(page.locator(STATE)).to_contain_text("Chưa lưu. 1 thay đổi")
    page.wait_for_timeout(600)
    assert {share.amount for share in seed.campaign_levy.shares.all()} == {7_000_000}
    page.fill("[name=levy-flat]", "8.000.000")
    page.locator(f"{target} .card-end .button-primary").click()
    expect(page.locator(target)).to_contain_text("8.000.000 đồng")
    expect(page.locator(STATE)).to_be_hidden()
