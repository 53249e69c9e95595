"""Typing is never lost: a line saves itself, waits for the connection, survives a closed tab and a lost session; many
lines are pasted at once; a line is dragged to its place. In a real browser.
"""

import re
import time

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from plans.actions.calling_off import call_off, take_up
from plans.models import Clause
from tests.e2e.conftest import Visitor, paste
from tests.factories import PASSWORD, ClusterFactory, MembershipFactory
from tests.plans.seed import Seed, seed_plan
from unions.models import User

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
    page.locator("#signed-out button").click(timeout=8000)
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


# -- The state is seen, and true


def in_sight(page: Page) -> bool:
    return bool(
        page.evaluate(
            """() => { const { top, bottom } = document.querySelector(".saving-state").getBoundingClientRect();
                       return top >= 0 && bottom <= innerHeight }"""
        )
    )


@pytest.mark.parametrize("width", [1280, 360])
def test_the_state_stays_in_sight(visitor: Visitor, seed: Seed, width: int) -> None:
    page = visitor("thuky", width=width)
    page.goto(PLAN)
    last = page.locator("#paper p.line > a").last
    last.click()
    box = page.locator("form[data-card] [name=line-text]")
    page.context.set_offline(True)
    box.fill("Ở cuối trang.")
    expect(page.locator(STATE)).to_contain_text("mất kết nối", timeout=8000)
    assert in_sight(page)


def test_lines_that_wait_for_the_button_are_not_said_to_be_saved(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    target = open_line(page, seed, FIRST)
    box = page.locator(f"{target} [name=line-text]")
    box.fill("Một dòng.")
    expect(page.locator(STATE)).to_contain_text("Đã lưu lúc")
    box.fill("Một dòng.\nHai dòng.\nBa dòng.")
    expect(page.locator(STATE)).to_contain_text("Chưa lưu. 1 thay đổi")
    page.keyboard.press("Escape")
    expect(page.locator(".saving-kept")).to_contain_text("Hai dòng.")
    page.locator(".saving-kept a").click()
    expect(page.locator(f"{target} [name=line-text]")).to_have_value("Một dòng.\nHai dòng.\nBa dòng.")


def test_a_line_is_stored_before_it_closes(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    target = open_line(page, seed, FIRST)
    page.locator(f"{target} [name=line-text]").fill("Gõ rồi thoát ngay.")
    page.keyboard.press("Escape")
    expect(page.locator(target)).to_have_text("- Gõ rồi thoát ngay.")
    assert seed.line("Gõ rồi thoát ngay.")


def test_what_was_given_up_is_not_said_to_be_kept(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    page.locator(".paper-add a").first.click()
    new = page.locator("#line-new")
    new.locator("textarea").fill("Bỏ dòng này.\nVà dòng này.")
    expect(page.locator(STATE)).to_contain_text("Chưa lưu. 2 thay đổi")
    new.locator("[data-cancel]").click()
    expect(new).to_have_count(0)
    expect(page.locator(STATE)).to_be_hidden()
    expect(page.locator(".saving-kept")).to_be_hidden()


# -- A line that is not stored yet


def new_line_below(page: Page, seed: Seed, words: str) -> Locator:
    open_line(page, seed, words)
    page.keyboard.press("Enter")
    new = page.locator("#line-new textarea")
    expect(new).to_be_focused()
    return new


def test_a_new_line_keeps_to_its_place(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    new_line_below(page, seed, FIRST).fill("Thuộc dòng thứ nhất.\nCũng thế.")
    page.keyboard.press("Escape")
    expect(page.locator(".saving-kept")).to_contain_text("Thuộc dòng thứ nhất.")
    new = new_line_below(page, seed, SECOND)
    expect(new).to_have_value("")
    new.fill("Thuộc dòng thứ hai.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#paper")).to_contain_text("- Thuộc dòng thứ hai.")
    page.locator(".saving-kept a").click()
    expect(page.locator("#line-new textarea")).to_have_value("Thuộc dòng thứ nhất.\nCũng thế.")
    page.locator("#line-new .button-primary").click()
    expect(page.locator("#paper p.line")).to_contain_text(
        [FIRST, "Thuộc dòng thứ nhất.", "Cũng thế.", SECOND, "Thuộc dòng thứ hai."]
    )
    expect(page.locator(".saving-kept")).to_be_hidden()


def test_a_new_line_is_sent_again_when_the_connection_is_back(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    new_line_below(page, seed, FIRST).fill("Viết lúc mất mạng.")
    page.context.set_offline(True)
    page.keyboard.press("Control+Enter")
    expect(page.locator(STATE)).to_contain_text("mất kết nối. 1 thay đổi")
    page.context.set_offline(False)
    expect(page.locator("#paper")).to_contain_text("- Viết lúc mất mạng.")
    expect(page.locator(STATE)).to_contain_text("Đã lưu lúc")
    assert Clause.objects.filter(text="Viết lúc mất mạng.").count() == 1


def test_what_is_kept_can_be_dropped(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    new_line_below(page, seed, FIRST).fill("Thôi không cần.\nCả dòng này.")
    page.keyboard.press("Escape")
    page.locator(".saving-kept button").click()
    expect(page.locator(".saving-kept")).to_be_hidden()
    expect(page.locator(STATE)).to_be_hidden()


def test_the_head_of_the_paper_is_kept_and_found_again(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.goto(f"{PLAN}?part=signer#signer")
    page.locator("#signer [name=signer_name]").fill("Nguyễn Văn Chưa Lưu")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(PLAN)
    expect(page.locator(".saving-kept")).to_contain_text("Nguyễn Văn Chưa Lưu")
    page.locator(".saving-kept a").click()
    expect(page.locator("#signer [name=signer_name]")).to_have_value("Nguyễn Văn Chưa Lưu")


# -- Signed out and in again elsewhere


def elsewhere(page: Page, username: str = "thuky") -> None:
    """Signs out and in again in another tab of the same browser."""
    other = page.context.new_page()
    other.goto(PLAN)
    other.evaluate("document.querySelector('form[action$=\"logout/\"]').submit()")
    other.wait_for_url("**/login/**")
    other.fill("[name=username]", username)
    other.fill("[name=password]", PASSWORD)
    other.press("[name=password]", "Enter")
    other.wait_for_load_state("networkidle")
    other.close()


def test_a_session_renewed_in_another_tab_is_taken_over(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    target = open_line(page, seed, FIRST)
    elsewhere(page)
    page.locator(f"{target} [name=line-text]").fill("Vẫn lưu được.")
    expect(page.locator(STATE)).to_contain_text("Đã lưu lúc", timeout=8000)
    elsewhere(page)
    page.locator(f"{target} [name=line-text]").press("End")
    page.keyboard.press("Enter")
    expect(page.locator("#line-new")).to_be_visible(timeout=8000)
    assert seed.line("Vẫn lưu được.")


def test_nobody_writes_under_another_name(visitor: Visitor, seed: Seed) -> None:
    MembershipFactory.create(cluster=seed.plan.cluster, user__username="nguoikhac", user__full_name="Người khác")
    page = visitor("thuky")
    page.goto(PLAN)
    target = open_line(page, seed, FIRST)
    elsewhere(page, "nguoikhac")
    page.locator(f"{target} [name=line-text]").fill("Không lưu dưới tên khác.")
    dialog = page.locator("#sign-in-again")
    page.locator("#signed-out button").click(timeout=8000)
    expect(dialog).to_be_visible(timeout=8000)
    dialog.locator("[type=password]").fill(PASSWORD)
    dialog.locator("button").click()
    expect(dialog.locator("[role=alert]")).to_contain_text("Người khác đang đăng nhập")
    assert not Clause.objects.filter(text="Không lưu dưới tên khác.").exists()


def test_a_long_paste_is_not_cut(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    new = new_line_below(page, seed, SECOND)
    texts = [f"Việc số {number} của kế hoạch, " + "rất dài " * 12 for number in range(1, 301)]
    paste(new, "\n".join(texts))
    page.keyboard.press("Control+Enter")
    expect(page.locator("#paper")).to_contain_text("Việc số 300 ", timeout=15_000)
    assert Clause.objects.filter(text__startswith="Việc số ").count() == 300


@pytest.mark.parametrize(("fact", "field"), [("activity", "title"), ("schedule", "when"), ("place", "where")])
def test_what_is_too_long_for_its_place_is_said_and_stays(visitor: Visitor, seed: Seed, fact: str, field: str) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    clause = Clause.objects.filter(**{"plan": seed.plan, f"{fact}__isnull": False}).earliest("pk")
    page.locator(f"#line-{clause.pk} > a").click()
    box, long = page.locator(f"#line-{clause.pk} [name={fact}-{field}]"), "Tuyến đường Lê Lợi, " * 30
    box.fill("")
    paste(box, long)
    page.locator(f"#line-{clause.pk} .card-end .button-primary").click()
    expect(page.locator(f"#line-{clause.pk} .field:has([name={fact}-{field}])")).to_contain_text("500 ký tự")
    assert box.input_value().strip() == long.strip()


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
    expect(page.locator(STATE)).to_contain_text("Đã lưu lúc")


# -- Writing on when the session is gone, or the connection


def test_who_writes_on_is_not_interrupted_when_the_session_ends(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    target = open_line(page, seed, FIRST)
    page.context.clear_cookies(name="sessionid")
    page.keyboard.type(" Đang viết")
    expect(page.locator("#signed-out")).to_be_visible(timeout=8000)
    page.keyboard.type(" thì hết phiên.")
    page.keyboard.press("Enter")
    page.keyboard.type("Và một dòng nữa.")
    expect(page.locator("#sign-in-again")).to_be_hidden()
    assert words(page, target) == f"{FIRST} Đang viết thì hết phiên.\nVà một dòng nữa."
    page.keyboard.press("Control+Enter")
    expect(page.locator("#sign-in-again [type=password]")).to_be_focused()
    expect(page.locator("#sign-in-again [type=password]")).to_have_value("")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("#sign-in-again")).to_be_hidden()
    expect(page.locator("#signed-out")).to_be_hidden()
    expect(page.locator(STATE)).to_contain_text("Đã lưu lúc", timeout=8000)
    new = seed.line("Và một dòng nữa.")
    assert seed.line(f"{FIRST} Đang viết thì hết phiên.").level == new.level
    box = page.locator(f"#line-{new.pk} [name=line-text]")
    expect(box).to_be_focused()
    assert box.evaluate("box => box.selectionStart") == len("Và một dòng nữa.")


def test_the_dialog_opens_from_the_bar_and_gives_the_keys_back(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    target = open_line(page, seed, FIRST)
    page.context.clear_cookies(name="sessionid")
    page.keyboard.type(" Thêm.")
    page.locator("#signed-out button").click(timeout=8000)
    expect(page.locator("#sign-in-again")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#signed-out")).to_be_visible()
    page.locator("#signed-out button").click()
    page.locator("#sign-in-again [type=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator(STATE)).to_contain_text("Đã lưu lúc", timeout=8000)
    expect(page.locator(f"{target} [name=line-text]")).to_be_focused()
    assert seed.line(f"{FIRST} Thêm.")


def test_lines_written_without_a_connection_are_lines_when_it_is_back(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    target = open_line(page, seed, FIRST)
    page.context.set_offline(True)
    page.keyboard.type(" Viết khi mất mạng.")
    for text in ("Dòng thứ hai.", "Dòng thứ ba."):
        page.keyboard.press("Enter")
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page.locator(STATE)).to_contain_text("mất kết nối")
    expect(page.locator("form[data-card]")).to_have_count(1)
    assert words(page, target) == f"{FIRST} Viết khi mất mạng.\nDòng thứ hai.\nDòng thứ ba.\n"
    page.context.set_offline(False)
    expect(page.locator("#line-new [name=line-text]")).to_be_focused(timeout=10_000)
    expect(page.locator(STATE)).to_contain_text("Đã lưu lúc")
    expect(page.locator("#paper p.line")).to_contain_text(
        [f"- {FIRST} Viết khi mất mạng.", "- Dòng thứ hai.", "- Dòng thứ ba.", SECOND]
    )
    page.keyboard.type("Dòng thứ tư.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#paper")).to_contain_text("- Dòng thứ tư.")
    texts = list(Clause.objects.filter(plan=seed.plan).order_by("position").values_list("text", flat=True))
    at = texts.index(f"{FIRST} Viết khi mất mạng.")
    assert texts[at + 1 : at + 4] == ["Dòng thứ hai.", "Dòng thứ ba.", "Dòng thứ tư."]
    assert Clause.objects.filter(plan=seed.plan, text="").count() == 0


def test_who_is_in_the_middle_of_a_line_goes_on_in_it_when_the_connection_is_back(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    open_line(page, seed, FIRST)
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    page.keyboard.type("Nửa câu")
    expect(page.locator(STATE)).to_contain_text("mất kết nối")
    page.context.set_offline(False)
    expect(page.locator(STATE)).to_contain_text("Đã lưu lúc", timeout=10_000)
    new = seed.line("Nửa câu")
    expect(page.locator(f"#line-{new.pk} [name=line-text]")).to_be_focused()
    page.keyboard.type(" rồi nửa kia.")
    page.keyboard.press("Escape")
    expect(page.locator(f"#line-{new.pk}")).to_have_text("- Nửa câu rồi nửa kia.")


def test_a_line_with_facts_and_its_next_wait_for_the_connection(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    schedule = Clause.objects.filter(plan=seed.plan, schedule__isnull=False).earliest("pk")
    page.locator(f"#line-{schedule.pk} > a").click()
    page.locator(f"#line-{schedule.pk} [name=schedule-when]").fill("Tháng 9/2024")
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    page.keyboard.type("Dòng dưới thời gian.")
    expect(page.locator(STATE)).to_contain_text("mất kết nối")
    assert page.locator(f"#line-{schedule.pk} [name=schedule-when]").input_value() == "Tháng 9/2024"
    page.context.set_offline(False)
    expect(page.locator("#paper p.line", has_text="Tháng 9/2024")).to_be_visible(timeout=10_000)
    page.keyboard.press("Escape")
    expect(page.locator("#paper p.line", has_text="Dòng dưới thời gian.")).to_be_visible()
    schedule.refresh_from_db()
    assert schedule.schedule.text == "Tháng 9/2024"
    assert Clause.objects.filter(text="Dòng dưới thời gian.").count() == 1


def test_whose_line_was_changed_meanwhile_decides_before_anything_is_stored(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    target = open_line(page, seed, FIRST)
    Clause.objects.filter(pk=seed.line(FIRST).pk).update(text="Người khác đã sửa.", version=9)
    page.keyboard.press("Enter")
    page.keyboard.type("Gõ tiếp.")
    expect(page.locator(f"{target} .conflict")).to_be_visible()
    expect(page.locator(f"{target} [name=line-text]")).to_have_value(f"{FIRST}\nGõ tiếp.")
    page.keyboard.type(" Gõ nữa.")
    page.wait_for_timeout(600)
    assert seed.line("Người khác đã sửa.").version == 9
    page.locator(f"{target} .card-end .button-primary").click()
    expect(page.locator("#paper")).to_contain_text("- Gõ tiếp. Gõ nữa.")
    assert seed.line(FIRST)


def test_who_types_faster_than_the_server_answers_is_in_nobodys_way(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    target = open_line(page, seed, FIRST)

    def wait(route: Route) -> None:
        page.wait_for_timeout(700)
        route.continue_()

    page.route(f"**/lines/{seed.line(FIRST).pk}/", wait)
    for word in (" Gõ", " từng", " chữ", " một."):
        page.keyboard.type(word)
        page.wait_for_timeout(300)  # long enough for it to be sent, too short for the answer
    page.keyboard.press("Escape")
    expect(page.locator(target)).to_have_text(f"- {FIRST} Gõ từng chữ một.", timeout=10_000)
    expect(page.locator(".conflict")).to_have_count(0)


# -- What is kept is found again


def schedule_line(seed: Seed) -> Clause:
    return Clause.objects.filter(plan=seed.plan, schedule__isnull=False).earliest("pk")


def test_what_was_kept_below_a_line_with_facts_is_there_again(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(PLAN)
    schedule = schedule_line(seed)
    page.locator(f"#line-{schedule.pk} > a").click()
    expect(page.locator(f"#line-{schedule.pk} [name=schedule-when]")).to_be_focused()
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    page.keyboard.type("Lần đầu.")
    expect(page.locator(STATE)).to_contain_text("1 thay đổi")
    page.context.set_offline(False)
    page.goto("about:blank")
    page.goto(PLAN)
    expect(page.locator(".saving-kept")).to_contain_text("Lần đầu.")
    page.locator(f"#line-{schedule.pk} > a").click()
    expect(page.locator(f"#line-{schedule.pk} [name=schedule-when]")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type(" Lần sau.")
    expect(page.locator("#paper")).to_contain_text("Lần đầu. Lần sau.", timeout=8000)
    assert Clause.objects.filter(plan=seed.plan, text="Lần đầu. Lần sau.").count() == 1


def test_words_of_a_line_that_was_removed_become_a_new_line(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(PLAN)
    open_line(page, seed, FIRST)
    page.context.set_offline(True)
    page.keyboard.type(" Còn chữ này nữa.")
    expect(page.locator(STATE)).to_contain_text("1 thay đổi")
    page.goto("about:blank")
    seed.line(FIRST).delete()
    page.context.set_offline(False)
    page.goto(PLAN)
    page.locator(".saving-kept a", has_text="viết thành dòng mới").click()
    expect(page.locator("#line-new [name=line-text]")).to_be_focused()
    expect(page.locator("#line-new [name=line-text]")).to_have_value(f"{FIRST} Còn chữ này nữa.")
    expect(page.locator(STATE)).to_contain_text("Đã lưu lúc", timeout=8000)
    assert seed.line(f"{FIRST} Còn chữ này nữa.")
    expect(page.locator(".saving-kept")).to_be_hidden()


def test_a_kept_line_opens_with_the_keys_in_it(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(PLAN)
    target = open_line(page, seed, FIRST)
    page.context.set_offline(True)
    page.keyboard.type(" Chưa kịp lưu.")
    expect(page.locator(STATE)).to_contain_text("1 thay đổi")
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(PLAN)
    page.locator(".saving-kept a").click()
    expect(page.locator(f"{target} [name=line-text]")).to_be_focused()
    page.keyboard.type(" Nay thì kịp.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(target)).to_have_text(f"- {FIRST} Chưa kịp lưu. Nay thì kịp.")


def test_going_on_below_a_title_is_below_all_that_belongs_to_it(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    title = Clause.objects.filter(plan=seed.plan, activity__isnull=False).earliest("pk")
    page.locator(f"#line-{title.pk} > a").click()
    expect(page.locator(f"#line-{title.pk} [name=activity-title]")).to_be_focused()
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    above = page.locator("#line-new").evaluate("card => card.previousElementSibling.textContent")
    assert "đóng góp kinh phí" in above
    page.context.set_offline(False)


# -- Several pages, and somebody else's removal


def test_words_that_come_back_into_a_line_save_themselves(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(PLAN)
    open_line(page, seed, FIRST)
    page.route("**/plan/lines/**", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.keyboard.type(" Chưa kịp lưu.")
    expect(page.locator(STATE)).to_contain_text("1 thay đổi")
    page.goto("about:blank")
    page.unroute("**/plan/lines/**")
    page.goto(PLAN)
    assert not Clause.objects.filter(text__contains="Chưa kịp lưu.").exists()
    page.locator(".saving-kept a").click()
    expect(page.locator(STATE)).to_contain_text("Đã lưu lúc", timeout=8000)
    assert seed.line(f"{FIRST} Chưa kịp lưu.")


def test_each_page_keeps_its_own_words(visitor: Visitor, seed: Seed) -> None:
    """Two tabs of one person, in a new line at the same place; one stores its own, both others are there again."""
    pages = [visitor("thuky")]
    pages += [pages[0].context.new_page() for _more in range(2)]
    for page in pages:
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(PLAN)
        target = open_line(page, seed, FIRST)
        page.keyboard.press("Enter")
        expect(page.locator(f"{target} + #line-new textarea")).to_be_focused()
    first, second, third = pages
    for page in (second, third):
        page.route("**/plan/**", lambda route: route.abort())
    second.keyboard.type("Câu của thẻ hai.")
    third.keyboard.type("Câu của thẻ ba.")
    for page in (second, third):
        expect(page.locator(STATE)).to_contain_text("1 thay đổi", timeout=8000)
    first.keyboard.type("Câu của thẻ một.")
    expect(first.locator(STATE)).to_contain_text("Đã lưu lúc", timeout=8000)
    expect(first.locator(".saving-kept")).to_be_hidden()
    for page in (second, third):
        page.goto("about:blank")
    first.goto(PLAN)
    expect(first.locator(".saving-kept")).to_contain_text("Câu của thẻ hai.")
    expect(first.locator(".saving-kept")).to_contain_text("Câu của thẻ ba.")
    for left in (1, 0):
        first.locator(".saving-kept a").first.click()
        expect(first.locator(STATE)).to_contain_text("Đã lưu lúc" if not left else "1 thay đổi", timeout=8000)
        expect(first.locator(".saving-kept li")).to_have_count(left)
    for words_of_a_tab in ("một", "hai", "ba"):
        assert Clause.objects.filter(text=f"Câu của thẻ {words_of_a_tab}.").count() == 1


def test_a_line_that_is_saved_does_not_speak_for_figures_that_are_not(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    page.locator(f"#line-{seed.campaign_levy.clause_id} > a").click()
    page.fill("[name=levy-flat]", "8.500.000")
    expect(page.locator(STATE)).to_contain_text("Chưa lưu. 1 thay đổi")
    target = open_line(page, seed, FIRST)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.type(" Thêm.")
    expect(page.locator(STATE)).to_contain_text("Chưa lưu. 1 thay đổi")
    assert seed.line(f"{FIRST} Thêm.")
    expect(page.locator(target)).to_be_visible()


def test_what_is_written_while_the_line_is_removed_stays(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(PLAN)
    open_line(page, seed, FIRST)
    page.keyboard.type(" Của tôi.")
    expect(page.locator(STATE)).to_contain_text("Đã lưu lúc")
    line = seed.line(f"{FIRST} Của tôi.")
    Clause.objects.filter(pk=line.pk).delete()
    page.keyboard.press("Enter")
    page.keyboard.type("Dòng kế tiếp đây.", delay=40)
    card = page.locator("#line-new")
    expect(card).to_contain_text("Dòng này đã bị xóa")
    expect(card.locator("textarea")).to_have_value(f"{FIRST} Của tôi.\nDòng kế tiếp đây.")
    page.goto("about:blank")
    page.goto(PLAN)
    expect(page.locator(".saving-kept li")).to_have_count(1)
    page.locator(".saving-kept a").click()
    expect(card.locator("textarea")).to_have_value(f"{FIRST} Của tôi.\nDòng kế tiếp đây.")
    card.locator(".card-end .button-primary").click()
    expect(page.locator("#paper")).to_contain_text("Dòng kế tiếp đây.")
    expect(page.locator(".saving-kept")).to_be_hidden()
    assert Clause.objects.filter(plan=seed.plan, text__contains="Dòng kế tiếp đây.").count() == 1


def test_the_words_of_a_removed_line_are_kept_as_they_are(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(PLAN)
    open_line(page, seed, FIRST)
    page.keyboard.type(" Của tôi.")
    expect(page.locator(STATE)).to_contain_text("Đã lưu lúc")
    Clause.objects.filter(plan=seed.plan, text=f"{FIRST} Của tôi.").delete()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#line-new")).to_contain_text("Dòng này đã bị xóa")
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")  # it looks for what closed pages left
    page.wait_for_timeout(200)
    page.goto("about:blank")
    page.goto(PLAN)
    expect(page.locator(".saving-kept")).to_contain_text("Của tôi.")


@pytest.mark.parametrize("line", ["new", "facts"])
def test_what_the_server_could_not_store_is_sent_again(visitor: Visitor, seed: Seed, line: str) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    if line == "new":
        target = open_line(page, seed, FIRST)
        page.keyboard.press("Enter")
        expect(page.locator(f"{target} + #line-new textarea")).to_be_focused()
        page.route("**/plan/**", lambda route: route.fulfill(status=502, body="Bad gateway"))
        page.keyboard.type("Viết khi máy chủ hỏng.")
    else:
        page.locator(f"#line-{seed.campaign_levy.clause_id} > a").click()
        page.fill("[name=levy-flat]", "8.500.000")
        page.route("**/plan/**", lambda route: route.fulfill(status=502, body="Bad gateway"))
        page.keyboard.press("Control+Enter")
    expect(page.locator(STATE)).to_contain_text("máy chủ không trả lời", timeout=8000)
    page.unroute("**/plan/**")
    expect(page.locator(STATE)).to_contain_text("Đã lưu lúc", timeout=12_000)
    if line == "new":
        assert Clause.objects.filter(text="Viết khi máy chủ hỏng.").count() == 1
    else:
        assert {share.amount for share in seed.campaign_levy.shares.all()} == {8_500_000}


def lose_the_answer(page: Page, of: str = "add") -> None:
    """The next card of something new, or move, arrives, and the connection breaks before its answer is there."""

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route(f"**/{of}/**", lose, times=1)


@pytest.mark.parametrize("then", [" rồi nửa kia.", "\nDòng nữa."])
def test_a_line_whose_answer_was_lost_is_there_once(visitor: Visitor, seed: Seed, then: str) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    new_line_below(page, seed, FIRST)
    lose_the_answer(page)
    page.keyboard.type("Nửa câu")
    expect(page.locator(STATE)).to_contain_text("mất kết nối", timeout=8000)
    page.keyboard.type(then)
    expect(page.locator(STATE)).to_contain_text("Đã lưu lúc", timeout=12_000)
    page.keyboard.press("Escape")
    expect(page.locator("#paper")).to_contain_text(then.strip())
    texts = list(Clause.objects.filter(plan=seed.plan, text__startswith="Nửa câu").values_list("text", flat=True))
    assert texts == [f"Nửa câu{then}".split("\n")[0]]
    assert Clause.objects.filter(plan=seed.plan, text="Dòng nữa.").count() == then.count("\n")


def test_an_activity_whose_answer_was_lost_is_there_once(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.goto(f"{PLAN}?add=activity&after={seed.campaign.clause_id}")
    page.fill("[name=activity-title]", "Hội thao của cụm")
    lose_the_answer(page)
    page.locator("#line-new .button-primary").click()
    expect(page.locator(STATE)).to_contain_text("mất kết nối", timeout=8000)
    expect(page.locator("#paper")).to_contain_text("Hội thao của cụm", timeout=12_000)
    expect(page.locator("#line-new")).to_have_count(0)
    assert seed.plan.activities.filter(title="Hội thao của cụm").count() == 1


def test_what_arrived_before_its_page_was_closed_is_not_added_again(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(PLAN)
    new_line_below(page, seed, FIRST)
    lose_the_answer(page)
    page.keyboard.type("Đã đến nơi.")
    expect(page.locator(STATE)).to_contain_text("mất kết nối", timeout=8000)
    page.goto("about:blank")
    page.goto(PLAN)
    page.locator(".saving-kept a").click()
    expect(page.locator(STATE)).to_contain_text("Đã lưu lúc", timeout=12_000)
    expect(page.locator(".saving-kept")).to_be_hidden()
    assert Clause.objects.filter(plan=seed.plan, text="Đã đến nơi.").count() == 1


@pytest.mark.parametrize("leave", ["reload", "escape"])
def test_what_was_refused_is_kept_until_it_is_mended(visitor: Visitor, seed: Seed, leave: str) -> None:
    page, asked = visitor("thuky"), []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(f"{PLAN}?add=activity&after={seed.campaign.clause_id}")
    page.fill("[name=activity-title]", "Hội thao cụm")
    page.select_option("[name=activity-kind]", "themed_session")
    page.fill("[name=activity-people]", "ba mươi")
    page.locator("#line-new .button-primary").click()
    expect(page.locator("#line-new [aria-invalid=true]")).to_be_focused()
    expect(page.locator(STATE)).to_contain_text("1 thay đổi được giữ")
    if leave == "reload":
        page.reload()  # the address opens the card again
        assert asked == ["beforeunload"]
    else:
        page.keyboard.press("Escape")
        expect(page.locator(".saving-kept li")).to_contain_text("Hội thao cụm")
        page.locator(".saving-kept a").click()
    expect(page.locator("[name=activity-people]")).to_have_value("ba mươi")
    page.fill("[name=activity-people]", "30")
    page.locator("#line-new .button-primary").click()
    expect(page.locator("#paper")).to_contain_text("Hội thao cụm")
    expect(page.locator(".saving-kept")).to_be_hidden()
    expect(page.locator(STATE)).not_to_contain_text("Chưa lưu")


def test_what_another_window_took_up_is_not_listed_nor_written_twice(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(PLAN)
    target = open_line(page, seed, FIRST)
    page.route("**/lines/**", lambda route: route.abort())
    page.locator(f"{target} [name=line-text]").fill("Chữ của dòng đã xóa.")
    expect(page.locator(STATE)).to_contain_text("mất kết nối. 1 thay đổi", timeout=8000)
    page.goto("about:blank")
    Clause.objects.filter(plan=seed.plan, text=FIRST).delete()
    page.unroute("**/lines/**")
    page.goto(PLAN)
    other = page.context.new_page()
    other.goto(PLAN)
    for each in (page, other):
        expect(each.locator(".saving-kept a")).to_have_text("Dòng này đã bị xóa: viết thành dòng mới")
    page.locator(".saving-kept a").click()
    expect(page.locator(STATE)).to_contain_text("Đã lưu lúc", timeout=8000)
    expect(other.locator(".saving-kept")).to_be_hidden()
    expect(other.locator(STATE)).to_have_text("")
    assert Clause.objects.filter(text="Chữ của dòng đã xóa.").count() == 1


def test_words_of_a_line_that_was_called_off_wait_for_it(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(PLAN)
    target = open_line(page, seed, "điều phối chung")
    page.context.set_offline(True)
    page.locator(f"{target} textarea").first.fill("{đơn vị} lo điều phối.")
    expect(page.locator(STATE)).to_contain_text("1 thay đổi", timeout=8000)
    page.goto("about:blank")
    by = User.objects.get(username="thuky")
    call_off(activity=seed.campaign, reason="Mưa bão", by=by)
    page.context.set_offline(False)
    page.goto(PLAN)
    expect(page.locator(".saving-kept li")).to_contain_text("hoạt động của dòng này đã hủy")
    expect(page.locator(".saving-kept a")).to_have_count(0)
    take_up(activity=seed.campaign, by=by)
    page.goto(PLAN)
    page.locator(".saving-kept a").click()
    expect(page.locator(f"{target} textarea").first).to_have_value("{đơn vị} lo điều phối.")


def test_a_line_whose_answer_was_lost_is_nobody_elses(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    target = open_line(page, seed, FIRST)

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/lines/**", lose, times=1)
    page.locator(f"{target} [name=line-text]").fill("Nửa câu")
    expect(page.locator(STATE)).to_contain_text("mất kết nối", timeout=8000)
    page.keyboard.type(" rồi nửa kia.")
    expect(page.locator(STATE)).to_contain_text("Đã lưu lúc", timeout=12_000)
    page.keyboard.press("Escape")
    expect(page.locator(target)).to_have_text("- Nửa câu rồi nửa kia.")


@pytest.mark.parametrize("then", ["", " Và gõ tiếp."])
def test_a_move_whose_answer_was_lost_is_made_once(visitor: Visitor, seed: Seed, then: str) -> None:
    """The line is moved as often as Tab was pressed, and who goes on typing meanwhile is in nobody's way."""
    page = visitor("thuky")
    page.goto(PLAN)
    target, was = open_line(page, seed, SECOND), seed.line(SECOND).level
    lose_the_answer(page, "move")
    page.keyboard.press("Shift+Tab")
    expect(page.locator(STATE)).to_contain_text("chưa nhận được trả lời", timeout=8000)
    page.keyboard.press("End")
    page.keyboard.type(then)
    expect(page.locator(STATE)).to_have_text(re.compile("^Đã lưu lúc" if then else "^$"), timeout=12_000)
    page.keyboard.press("Escape")
    expect(page.locator(target)).to_contain_text(SECOND + then)
    expect(page.locator(".conflict")).to_have_count(0)
    assert seed.line(SECOND[:-1]).level == was - 1


@pytest.mark.parametrize("key", ["Shift+Tab", "Control+Enter"])
def test_a_line_that_is_closed_while_its_button_is_pressed_closes_after_it(
    visitor: Visitor, seed: Seed, key: str
) -> None:
    """Its answer finds its place, and a line that is opened later stays open."""
    page = visitor("thuky")
    page.goto(PLAN)
    target, was = open_line(page, seed, SECOND), seed.line(SECOND).level

    def slow(route: Route) -> None:
        time.sleep(0.5)
        route.continue_()

    page.route("**/lines/**", slow, times=2)
    page.keyboard.press("End")
    page.keyboard.type(" Rồi thôi.")
    page.keyboard.press(key)
    page.keyboard.press("Escape")
    expect(page.locator(f"{target}:not(form)")).to_contain_text("Rồi thôi.", timeout=12_000)
    assert seed.line(SECOND[:-1]).level == was - (key == "Shift+Tab")
    open_line(page, seed, SECOND[:-1])
    page.wait_for_timeout(300)
    expect(page.locator(f"{target} textarea").first).to_be_focused()


@pytest.mark.parametrize("pressed", ["once", "twice"])
def test_a_closed_line_whose_move_was_lost_is_moved_once(visitor: Visitor, seed: Seed, pressed: str) -> None:
    """It is sent again by itself, or by somebody who saw nothing happen."""
    page = visitor("thuky")
    page.goto(PLAN)
    upper, lower = f"#line-{seed.line(FIRST).pk}", f"#line-{seed.line(SECOND).pk}"
    page.locator(f"{lower} > a").focus()
    lose_the_answer(page, "move")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator(STATE)).to_contain_text("chưa nhận được trả lời", timeout=8000)
    if pressed == "twice":
        page.keyboard.press("Alt+ArrowUp")
    expect(page.locator(f"{lower} + {upper}")).to_be_visible(timeout=12_000)
    expect(page.locator(STATE)).to_be_empty()
    page.locator(f"{lower} > a").focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator(f"{upper} + {lower}")).to_be_visible()
    assert seed.plan.undo_steps.count() == 2


def test_a_dragged_line_whose_answer_was_lost_is_put_there_once(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    upper, lower = f"#line-{seed.line(FIRST).pk}", f"#line-{seed.line(SECOND).pk}"
    lose_the_answer(page, "place")
    page.locator(f"{lower} > a").drag_to(page.locator(f"{upper} > a"), target_position={"x": 30, "y": 2})
    expect(page.locator(f"{lower} + {upper}")).to_be_visible(timeout=12_000)
    assert seed.plan.undo_steps.count() == 1


def test_what_cannot_be_opened_without_a_connection_is_said(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    page.route(f"**/plan/?line={seed.line(FIRST).pk}*", lambda route: route.abort(), times=1)
    page.locator(f"#line-{seed.line(FIRST).pk} > a").click()
    expect(page.locator(STATE)).to_have_text("Chưa nhận được trả lời. Hãy làm lại khi có mạng.")
    open_line(page, seed, FIRST)
    expect(page.locator(STATE)).to_be_empty()


def test_closing_a_line_that_somebody_changed_shows_both_texts(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    target = open_line(page, seed, FIRST)
    Clause.objects.filter(plan=seed.plan, text=FIRST).update(text="Của người khác.", version=9)
    page.locator(f"{target} [name=line-text]").fill("Của tôi.")
    expect(page.locator(STATE)).to_contain_text("Bấm Đóng để xem cả hai bản")
    page.keyboard.press("Escape")
    expect(page.locator(f"{target} .conflict")).to_contain_text("Của người khác.")
    assert words(page, target) == "Của tôi."


def test_tab_is_for_the_line_it_was_pressed_in(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky")
    page.goto(PLAN)
    open_line(page, seed, FIRST)
    slow = {"offline": False, "latency": 900, "downloadThroughput": -1, "uploadThroughput": -1}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", slow)
    page.keyboard.press("Enter")
    page.keyboard.type("Dòng ba.", delay=20)
    page.keyboard.press("Enter")
    page.keyboard.type("Dòng bốn.", delay=20)
    page.keyboard.press("Tab")
    expect(page.locator("#paper p.line", has_text="Dòng ba.")).to_have_text("- Dòng ba.", timeout=12_000)
    expect(page.locator("form[data-card] .card-label")).to_contain_text("+", timeout=12_000)
    assert {line.text: line.level for line in Clause.objects.filter(text__startswith="Dòng ")} == {
        "Dòng ba.": 2,
        "Dòng bốn.": 3,
    }
