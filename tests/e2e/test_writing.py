"""Writing the plan in a real browser: the last change taken back by button and by key."""

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from plans.actions.clauses import add_clause, add_lines
from plans.models import Clause
from tests.e2e.conftest import Visitor
from tests.factories import ClusterFactory, MembershipFactory
from tests.plans.seed import Seed, seed_plan
from unions.models import User

lives = pytest.mark.lives
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


@lives
def test_button_takes_back_the_last_change_in_place(page: Page, seed: Seed) -> None:
    pk = seed.line(FIRST).pk
    reword(page, pk, "Sai rồi.")
    page.evaluate("window.samePage = true")
    page.locator("form[data-undo] button").first.click()
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
    page.locator("form[data-undo] button").first.click()
    expect(box).to_have_value("Đang gõ dở.")
    assert "chưa được lưu" in asked[0]
    assert Clause.objects.get(pk=first).text == "Sai rồi."


READY = "Đã lập kế hoạch năm 2027."


@pytest.mark.parametrize("way", ["button", "by itself", "key"])
def test_a_word_about_what_was_done_before_goes_with_the_next_change(visitor: Visitor, seed: Seed, way: str) -> None:
    """Reading on, and opening a line, leaves it; what a change says itself stands beside the paper."""
    page = visitor("thuky")
    User.objects.filter(username="thuky").update(password_given=True)
    page.goto("/c/hcsn/plans/new/")
    page.fill("[name=year]", "2027")
    page.click("main .button-primary")
    expect(page.locator(".messages")).to_contain_text(READY)
    page.wait_for_load_state()  # before its scripts are there a link opens another page
    page.locator("#paper [data-line] > a", has_text="Trên đây").click()
    box = box_of(page)
    expect(box).to_be_visible()
    expect(page.locator(".messages")).to_contain_text(READY)
    box.press_sequentially(" Thêm.")
    if way == "key":
        box.press("Alt+ArrowUp")
    elif way == "button":
        box.press("Control+Enter")
    expect(page.locator(".messages")).not_to_contain_text(READY)
    expect(page.locator(".messages")).to_contain_text("mật khẩu")  # what is no news stays


@lives
def test_second_browser_in_the_same_line_is_in_the_way(page: Page, seed: Seed, visitor: Visitor) -> None:
    pk = seed.line(FIRST).pk
    reword(page, pk, "Người thứ nhất.")
    other = visitor("thuky2")
    other.goto("/c/hcsn/2024/plan/")
    reword(other, pk, "Người thứ hai.")
    page.locator("form[data-undo] button").first.click()
    expect(page.locator("#plan-status")).to_contain_text("Không hoàn tác được")
    expect(page.locator(f"#line-{pk}")).to_contain_text("Người thứ hai.")
    assert Clause.objects.get(pk=pk).text == "Người thứ hai."


# -- Keys


def box_of(page: Page) -> Locator:
    return page.locator("form[data-card] textarea").first


def moved_by(page: Page, key: str) -> Locator:
    """The box of the open line after a key has moved the line: not the one from before."""
    page.locator("form[data-card]").evaluate("card => card.dataset.before = 'yes'")
    page.keyboard.press(key)
    return page.locator("form[data-card]:not([data-before]) textarea").first


def order(seed: Seed) -> list[tuple[str, int]]:
    return list(Clause.objects.filter(plan=seed.plan).order_by("position").values_list("text", "level"))


@lives
def test_enter_makes_the_next_line_again_and_again(page: Page, seed: Seed) -> None:
    first = seed.line(FIRST)
    page.click(f"#line-{first.pk} > a")
    expect(box_of(page)).to_be_focused()
    page.keyboard.press("Enter")
    for text in ("Dòng thứ hai.", "Dòng thứ ba."):
        new = page.locator("#line-new textarea")
        expect(new).to_have_value("")
        expect(new).to_be_focused()
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        expect(page.locator("#paper")).to_contain_text(f"- {text}")
    expect(page.locator("#line-new textarea")).to_have_value("")
    expect(page.locator("#line-new textarea")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("form[data-card]")).to_have_count(0)
    written = order(seed)
    at = written.index((FIRST, first.level))
    assert written[at + 1 : at + 3] == [("Dòng thứ hai.", first.level), ("Dòng thứ ba.", first.level)]


def test_tab_puts_a_new_line_inside(page: Page, seed: Seed) -> None:
    first = seed.line(FIRST)
    page.click(f"#line-{first.pk} > a")
    expect(box_of(page)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#line-new textarea")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("Bên trong.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#paper")).to_contain_text("+ Bên trong.")
    assert ("Bên trong.", first.level + 1) in order(seed)


@lives
def test_tab_and_back_change_the_level_and_writing_goes_on(page: Page, seed: Seed) -> None:
    second = seed.line(SECOND)
    page.click(f"#line-{second.pk} > a")
    expect(box_of(page)).to_be_focused()
    expect(moved_by(page, "Tab")).to_be_focused()
    assert (SECOND, second.level + 1) in order(seed)
    page.keyboard.press("End")
    page.keyboard.type(" Thêm.")
    box = moved_by(page, "Shift+Tab")
    expect(box).to_be_focused()
    expect(box).to_have_value(f"{SECOND} Thêm.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#paper")).to_contain_text(f"- {SECOND} Thêm.")
    assert (f"{SECOND} Thêm.", second.level) in order(seed)


@lives
def test_enter_inside_the_words_parts_the_line(page: Page, seed: Seed) -> None:
    first = seed.line(FIRST)
    page.click(f"#line-{first.pk} > a")
    box = box_of(page)
    expect(box).to_be_focused()
    assert box.evaluate("box => box.selectionStart") == len(FIRST)
    box.evaluate("box => box.setSelectionRange(7, 7)")
    page.keyboard.press("Enter")
    expect(box_of(page)).to_have_value(FIRST[7:].strip())
    expect(box_of(page)).to_be_focused()
    assert box_of(page).evaluate("box => box.selectionStart") == 0
    written = order(seed)
    at = written.index((FIRST[:7].strip(), first.level))
    assert written[at + 1] == (FIRST[7:].strip(), first.level)


def test_the_caret_stays_where_it_was(page: Page, seed: Seed) -> None:
    second = seed.line(SECOND)
    page.click(f"#line-{second.pk} > a")
    expect(box_of(page)).to_be_focused()
    box_of(page).evaluate("box => box.setSelectionRange(4, 4)")
    box = moved_by(page, "Alt+ArrowUp")
    expect(box).to_be_focused()
    assert box.evaluate("box => box.selectionStart") == 4


def test_words_typed_just_before_a_move_are_stored(page: Page, seed: Seed) -> None:
    second = seed.line(SECOND)
    page.click(f"#line-{second.pk} > a")
    expect(box_of(page)).to_be_focused()
    page.keyboard.type(" Gõ vội.")
    box = moved_by(page, "Tab")
    expect(box).to_have_value(f"{SECOND} Gõ vội.")
    assert (f"{SECOND} Gõ vội.", second.level + 1) in order(seed)


def test_shift_tab_raises_a_new_line(page: Page, seed: Seed) -> None:
    first = seed.line(FIRST)
    inside = add_clause(plan=seed.plan, text="Bên trong.", by=User.objects.get(username="thuky"), inside=first)
    page.reload()
    page.click(f"#line-{inside.pk} > a")
    expect(box_of(page)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#line-new textarea")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("Ngang hàng với dòng trên.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#paper")).to_contain_text("- Ngang hàng với dòng trên.")
    assert ("Ngang hàng với dòng trên.", first.level) in order(seed)


def test_the_buttons_of_a_line_are_reached_by_key(page: Page, seed: Seed) -> None:
    page.click(f"#line-{seed.line(FIRST).pk} > a")
    expect(box_of(page)).to_be_focused()
    page.keyboard.press("F6")
    expect(page.locator("form[data-card] .card-end .button-primary")).to_be_focused()
    page.keyboard.press("F6")
    expect(box_of(page)).to_be_focused()


@lives
def test_alt_arrow_moves_the_open_line(page: Page, seed: Seed) -> None:
    second = seed.line(SECOND)
    page.click(f"#line-{second.pk} > a")
    expect(box_of(page)).to_be_focused()
    expect(moved_by(page, "Alt+ArrowUp")).to_be_focused()
    written = [text for text, _level in order(seed)]
    assert written.index(SECOND) == written.index(FIRST) - 1


# -- Writing goes on while a line is stored


def slowly(page: Page, seconds: float = 1.0) -> None:
    """The server takes its time with what is stored."""

    def wait(route: Route) -> None:
        if route.request.method == "POST":
            page.wait_for_timeout(seconds * 1000)
        route.continue_()

    page.route("**/plan/**", wait)


def test_what_is_typed_before_the_next_line_is_there_goes_into_it(page: Page, seed: Seed) -> None:
    first = seed.line(FIRST)
    page.click(f"#line-{first.pk} > a")
    expect(box_of(page)).to_be_focused()
    slowly(page)
    page.keyboard.press("Enter")
    page.keyboard.type("Dòng hai.")
    page.keyboard.press("Enter")
    page.keyboard.type("Dòng ba.")
    expect(page.locator("#paper")).to_contain_text("- Dòng hai.")
    expect(box_of(page)).to_have_value("Dòng ba.")
    expect(box_of(page)).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#paper p.line", has_text="- Dòng ba.")).to_be_visible()
    written = order(seed)
    at = written.index((FIRST, first.level))
    assert written[at + 1 : at + 3] == [("Dòng hai.", first.level), ("Dòng ba.", first.level)]


def test_what_is_typed_while_a_line_is_parted_stands_before_its_second_half(page: Page, seed: Seed) -> None:
    page.click(f"#line-{seed.line(FIRST).pk} > a")
    box = box_of(page)
    expect(box).to_be_focused()
    box.evaluate("box => box.setSelectionRange(7, 7)")
    slowly(page)
    page.keyboard.press("Enter")
    page.keyboard.type("Còn nữa: ")
    expect(box).to_have_value(f"Còn nữa: {FIRST[7:].strip()}")
    assert box.evaluate("box => box.selectionStart") == len("Còn nữa: ")
    page.keyboard.press("Escape")
    expect(page.locator("#paper p.line", has_text=f"- Còn nữa: {FIRST[7:].strip()}")).to_be_visible()


@lives
def test_a_new_line_stores_itself_and_stays_open(page: Page, seed: Seed) -> None:
    first = seed.line(FIRST)
    page.click(f"#line-{first.pk} > a")
    expect(box_of(page)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#line-new textarea")).to_be_focused()
    page.keyboard.type("Tự lưu khi ngừng gõ.")
    expect(page.locator(".saving-state")).to_contain_text("Đã lưu lúc")
    stored = Clause.objects.get(text="Tự lưu khi ngừng gõ.")
    expect(page.locator(f"#line-{stored.pk} textarea").first).to_be_focused()
    page.keyboard.type(" Và gõ tiếp.")
    page.keyboard.press("Escape")
    expect(page.locator("#paper p.line", has_text="- Tự lưu khi ngừng gõ. Và gõ tiếp.")).to_be_visible()
    assert Clause.objects.filter(text__startswith="Tự lưu khi").count() == 1


def test_the_paper_does_not_move_while_a_line_is_saved(page: Page, seed: Seed) -> None:
    target = page.locator(f"#line-{seed.line(FIRST).pk}")
    target.locator("a").click()
    expect(box_of(page)).to_be_focused()
    before = page.locator("#paper").bounding_box()
    page.keyboard.type(" Thêm.")
    expect(page.locator(".saving-state")).to_contain_text("Đã lưu lúc")
    assert page.locator("#paper").bounding_box() == before


# -- Lines with facts


def facts_of(seed: Seed) -> dict[str, Clause]:
    """A line with facts of each kind."""
    names = ("activity", "schedule", "place", "duty", "levy")
    return {name: Clause.objects.filter(plan=seed.plan, **{f"{name}__isnull": False}).earliest("pk") for name in names}


@pytest.mark.parametrize("kind", ["activity", "schedule", "place", "duty", "levy"])
def test_enter_makes_the_next_line_of_a_line_with_facts(page: Page, seed: Seed, kind: str) -> None:
    clause = facts_of(seed)[kind]
    page.click(f"#line-{clause.pk} > a")
    words = page.locator(f"#line-{clause.pk} :is(textarea, input[type=text]):focus")
    expect(words).to_be_visible()
    slowly(page, 0.5)
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("Dòng kế tiếp.")
    expect(page.locator(f"form#line-{clause.pk}")).to_have_count(0)
    expect(box_of(page)).to_have_value("Dòng kế tiếp.")
    expect(box_of(page)).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#paper")).to_contain_text("Dòng kế tiếp.")
    clause.refresh_from_db()
    new = Clause.objects.get(text="Dòng kế tiếp.")
    assert new.level == clause.level
    assert new.position > clause.position


@pytest.mark.parametrize("kind", ["schedule", "place", "duty"])
def test_keys_move_a_line_with_facts(page: Page, seed: Seed, kind: str) -> None:
    clause = facts_of(seed)[kind]
    page.click(f"#line-{clause.pk} > a")
    expect(page.locator(f"#line-{clause.pk} :is(textarea, input[type=text]):focus")).to_be_visible()
    words = [text for text, _level in order(seed)]
    moved_by(page, "Alt+ArrowDown").wait_for(state="attached")
    page.locator("form[data-card] :focus").wait_for()
    after = [text for text, _level in order(seed)]
    assert after != words
    assert sorted(after) == sorted(words)
    moved_by(page, "Alt+ArrowUp").wait_for(state="attached")
    assert [text for text, _level in order(seed)] == words
    page.locator("form[data-card] :focus").wait_for()
    moved_by(page, "Shift+Tab").wait_for(state="attached")
    if kind == "duty":
        clause.refresh_from_db()
        assert clause.level == 2
    else:  # it would belong to no activity any more
        expect(page.locator("#plan-status")).to_contain_text("sẽ ra khỏi hoạt động")


def test_what_is_understood_of_a_time_follows_the_keys(page: Page, seed: Seed) -> None:
    schedule = facts_of(seed)["schedule"]
    card = page.locator(f"form#line-{schedule.pk}")
    page.click(f"#line-{schedule.pk} > a")
    card.locator("[name=schedule-when]").fill("03/6, 10/6")
    expect(card.locator("[role=status]")).to_have_text("Hiểu là: 03/06/2024, 10/06/2024")
    page.context.clear_cookies(name="sessionid")
    card.locator("[name=schedule-when]").fill("Quý II")
    page.wait_for_timeout(800)  # nobody is asked for a password by what asks by itself
    expect(page.locator("#signed-out")).to_be_hidden()
    expect(page.locator("#sign-in-again")).to_be_hidden()


def test_a_duty_opens_with_the_keys_on_its_words(page: Page, seed: Seed) -> None:
    duty = facts_of(seed)["duty"]
    page.click(f"#line-{duty.pk} > a")
    expect(page.locator(f"#line-{duty.pk} [name=line-text]")).to_be_focused()
    page.keyboard.type(" Gõ ngay.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(f"#line-{duty.pk}")).to_contain_text("Gõ ngay.")


def test_f6_walks_on_from_the_words(page: Page, seed: Seed) -> None:
    duty = facts_of(seed)["duty"]
    page.click(f"#line-{duty.pk} > a")
    expect(page.locator(f"#line-{duty.pk} [name=line-text]")).to_be_focused()
    page.keyboard.press("F6")
    expect(page.locator(f"#line-{duty.pk} [name=duty-scope]:focus")).to_have_count(1)
    page.keyboard.press("F6")
    expect(page.locator(f"#line-{duty.pk} [name=line-text]")).to_be_focused()


def test_a_mark_typed_before_a_new_line_is_its_mark(page: Page, seed: Seed) -> None:
    page.click(f"#line-{seed.line(FIRST).pk} > a")
    expect(box_of(page)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#line-new textarea")).to_be_focused()
    page.keyboard.type("+ Sâu hơn ")
    expect(page.locator(".saving-state")).to_contain_text("Đã lưu lúc")
    expect(box_of(page)).to_have_value("Sâu hơn ")
    page.keyboard.type("một bậc.")
    page.keyboard.press("Escape")
    expect(page.locator("#paper p.line", has_text="+ Sâu hơn một bậc.")).to_be_visible()


@pytest.mark.parametrize(
    "keys", [["Enter"], ["Enter", "Control+Enter"], ["Alt+ArrowDown"], ["Control+Enter"]], ids="-".join
)
def test_a_long_paper_does_not_scroll_away(visitor: Visitor, seed: Seed, keys: list[str]) -> None:
    last = seed.line("Trên đây")
    texts = [f"Dòng {number} của một kế hoạch dài." for number in range(120)]
    lines = add_lines(plan=seed.plan, texts=texts, by=User.objects.get(username="thuky"), after=last)
    page = visitor("thuky")
    page.goto("/c/hcsn/2024/plan/")
    page.locator(f"#line-{lines[60].pk} > a").click()
    expect(box_of(page)).to_be_focused()
    before = page.evaluate("scrollY")
    page.keyboard.type(" Thêm.")
    for key in keys:
        with page.expect_response(lambda answer: answer.request.method == "GET" and "/plan/" in answer.url):
            page.keyboard.press(key)
        page.wait_for_timeout(100)
        if page.locator("#line-new").count():
            page.keyboard.type("Mới.")
    assert abs(page.evaluate("scrollY") - before) < 300
    expect(page.locator(f"#line-{lines[60].pk}")).to_be_in_viewport()


def test_a_level_is_changed_before_the_line_is_there(page: Page, seed: Seed) -> None:
    first = seed.line(FIRST)
    page.click(f"#line-{first.pk} > a")
    expect(box_of(page)).to_be_focused()
    slowly(page)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Bên trong.")
    page.keyboard.press("Enter")
    page.keyboard.type("Cũng bên trong.")
    page.keyboard.press("Escape")  # too early to mean anything
    expect(page.locator("#paper")).to_contain_text("+ Bên trong.")
    expect(box_of(page)).to_have_value("Cũng bên trong.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#paper p.line", has_text="+ Cũng bên trong.")).to_be_visible()
    written = order(seed)
    at = written.index((FIRST, first.level))
    assert written[at + 1 : at + 3] == [("Bên trong.", first.level + 1), ("Cũng bên trong.", first.level + 1)]
    expect(page.locator(".saving-kept")).to_be_hidden()


@pytest.mark.parametrize("wait", [0, 0.4])
def test_a_letter_that_is_composed_is_written_once(page: Page, seed: Seed, wait: float) -> None:
    page.click(f"#line-{seed.line(FIRST).pk} > a")
    expect(box_of(page)).to_be_focused()
    slowly(page, wait)
    keys = page.context.new_cdp_session(page)
    page.keyboard.press("Enter")
    for letters in ("V", "Vi", "Viê", "Việ", "Việt"):
        keys.send(
            "Input.imeSetComposition", {"text": letters, "selectionStart": len(letters), "selectionEnd": len(letters)}
        )
        page.wait_for_timeout(120)
    keys.send("Input.insertText", {"text": "Việt"})
    page.keyboard.type(" Nam.")
    expect(box_of(page)).to_have_value("Việt Nam.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#paper p.line", has_text="- Việt Nam.")).to_be_visible()
    assert Clause.objects.filter(plan=seed.plan, text__contains="Nam.").count() == 1
    expect(page.locator(".saving-kept")).to_be_hidden()


def compose(page: Page, *steps: str) -> None:
    """A word as a Vietnamese keyboard writes it, letter by letter."""
    keys = page.context.new_cdp_session(page)
    for letters in steps:
        end = len(letters)
        keys.send("Input.imeSetComposition", {"text": letters, "selectionStart": end, "selectionEnd": end})
        page.wait_for_timeout(150)
    keys.send("Input.insertText", {"text": steps[-1]})


def test_a_word_is_composed_below_a_time_that_is_just_understood(page: Page, seed: Seed) -> None:
    clause = facts_of(seed)["schedule"]
    page.click(f"#line-{clause.pk} > a")
    words = page.locator(f"#line-{clause.pk} [name=schedule-when]")
    expect(words).to_be_focused()
    # What is understood of the time comes between the answer that waits for the word and the word's end.
    page.route("**/understood/**", lambda route: (page.wait_for_timeout(500), route.continue_()))
    words.fill("Tháng 9 năm 2024")
    page.keyboard.press("Enter")
    compose(page, "N", "Ng", "Ngu", "Nguy", "Nguyê", "Nguyên", "Nguyễn")
    page.keyboard.type(" viết tiếp.")
    expect(page.locator(f"form#line-{clause.pk}")).to_have_count(0)
    expect(page.locator(".saving-state")).to_contain_text("Đã lưu lúc")
    assert Clause.objects.filter(plan=seed.plan, text="Nguyễn viết tiếp.").count() == 1
    expect(page.locator(".saving-kept")).to_be_hidden()


def test_a_line_that_goes_out_again_is_stored_once(page: Page, seed: Seed) -> None:
    page.click(f"#line-{seed.line(FIRST).pk} > a")
    expect(box_of(page)).to_be_focused()
    page.route("**/plan/**", lambda route: (page.wait_for_timeout(400), route.continue_()))
    page.keyboard.press("Enter")
    page.keyboard.type("Việc một")
    page.wait_for_timeout(300)
    page.keyboard.press("Tab")
    page.keyboard.type(" và hai.")
    for key in ("Enter", "Enter", "Shift+Tab"):
        page.wait_for_timeout(150)
        page.keyboard.press(key)
    expect(page.locator("#paper")).to_contain_text("Việc một và hai.")
    expect(page.locator(".saving-state")).to_contain_text("Đã lưu lúc")
    page.keyboard.type("Dòng sau.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#paper p.line", has_text="Dòng sau.")).to_be_visible()
    texts = [text for text, _level in order(seed)]
    assert texts.count("Việc một và hai.") == 1
    assert texts.count("Dòng sau.") == 1


def test_many_presses_move_a_line_as_often(page: Page, seed: Seed) -> None:
    add_lines(
        plan=seed.plan, texts=["Ba.", "Bốn.", "Năm."], by=User.objects.get(username="thuky"), after=seed.line(SECOND)
    )
    page.reload()
    page.click(f"#line-{seed.line('Năm.').pk} > a")
    expect(box_of(page)).to_be_focused()
    for _press in range(4):
        page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("form[data-card] + p.line")).to_contain_text(FIRST)
    expect(box_of(page)).to_be_focused()
    written = [text for text, _level in order(seed)]
    assert written.index("Năm.") == written.index(FIRST) - 1
