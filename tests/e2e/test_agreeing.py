"""The members agree on the plan, walked in a browser: the secretary asks; one union agrees with all on a phone, one
asks for a change, the others keep silent; the secretary replies, prints the table and asks again about what was wished.
"""

import io

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from plans.actions.rounds import close_round
from plans.models import Opinion, Plan, Round
from tests.e2e.conftest import Visitor
from tests.world import World

WISH = "Đề nghị lùi sang tuần thứ hai của tháng 7."
REPLY = "Tiếp thu, cụm sửa lịch."


@pytest.mark.parametrize(
    "javascript", [pytest.param(True, id="script", marks=pytest.mark.lives), pytest.param(False, id="no-script")]
)
def test_the_unions_are_asked_and_asked_again(visitor: Visitor, world: World, javascript: bool) -> None:
    plan = world.plan
    for running in Round.objects.filter(plan=plan, closed_at=None):
        close_round(consultation=running, by=world.people["bithu"])
    rounds = f"/c/{plan.cluster.code}/{plan.year}/plan/rounds/"

    secretary = visitor("bithu", javascript=javascript)
    held = open_a_round(secretary, plan, rounds)
    answer_everything(visitor("canbo-gtvt", javascript=javascript, width=360), held, rounds)
    ask_for_a_change(visitor("canbo-yt", javascript=javascript, width=360), held, rounds)
    reply(secretary, held, rounds)
    print_the_table(secretary, held, rounds)
    ask_again(secretary, held, rounds)
    read_why(visitor("canbo-yt", javascript=javascript, width=360), rounds)


def open_a_round(page: Page, plan: Plan, rounds: str) -> Round:
    page.goto(f"/c/{plan.cluster.code}/{plan.year}/plan/")
    page.click(f"main a[href='{rounds}']")
    page.click("main a[href$='/rounds/new/'] >> nth=0")
    page.wait_for_selector("[name=message]")
    for box in page.locator("input[name=activities]").all():
        box.check()
    page.fill("[name=message]", "Xin xem kỹ phần thời gian.")
    page.click("main form button.button-primary")
    expect(page.locator("main")).to_contain_text("Kính gửi")
    return Round.objects.get(plan=plan, closed_at=None)


def answer_everything(page: Page, held: Round, rounds: str) -> None:
    page.goto(f"{rounds}{held.number}/answer/")
    expect(page.locator("main")).to_contain_text("Xin xem kỹ phần thời gian.")
    page.click("#round-progress summary")
    page.click("#round-progress form button")
    expect(page.locator("#round-progress")).to_contain_text("đã trả lời")
    assert set(Opinion.objects.filter(item__round=held).values_list("answer", flat=True)) == {"agree"}


def ask_for_a_change(page: Page, held: Round, rounds: str) -> None:
    page.goto(f"{rounds}{held.number}/answer/")
    page.click("#item-1 .choice-change")
    page.fill("#wish-1", WISH)
    page.click("#item-1 details.choice[open] form button")
    expect(page.locator("#item-1 blockquote")).to_contain_text(WISH)
    page.click("#item-2 .choice-agree")
    expect(page.locator("#item-2 header")).to_contain_text("thống nhất")
    take_back_and_send_again(page)
    wish = Opinion.objects.get(item__round=held, text=WISH)
    assert (wish.answer, wish.union.code) == ("change", "YT")
    assert_made_for_a_thumb(page)


def take_back_and_send_again(page: Page) -> None:
    """A tap on "agree" asks first; after it the words of the wish stand in its box again."""
    page.click("#item-1 .choice-agree")
    expect(page.locator("#item-1 blockquote")).to_contain_text(WISH)
    page.click("#item-1 details.choice[open] form button")
    expect(page.locator("#item-1 header")).to_contain_text("thống nhất")
    page.click("#item-1 .choice-change")
    expect(page.locator("#wish-1")).to_have_value(WISH)
    page.click("#item-1 details.choice[open] form button")
    expect(page.locator("#item-1 blockquote")).to_contain_text(WISH)


def assert_made_for_a_thumb(page: Page) -> None:
    """On a phone nothing hangs over, and whatever can be tapped is 44 px high, unfolded too."""
    for summary in page.locator("main .choice > summary").all():
        summary.click()
    places = page.locator("main").locator("a, button, summary, textarea").filter(visible=True)
    heights = {place.inner_text()[:30]: (place.bounding_box() or {"height": 0.0})["height"] for place in places.all()}
    assert len(heights) >= 6
    assert [name for name, height in heights.items() if height < 44] == []
    main = page.locator("main").bounding_box()
    assert main
    for card in page.locator("main .ask, #round-progress").all():
        box = card.bounding_box()
        assert box
        assert box["x"] >= main["x"]
        assert box["x"] + box["width"] <= main["x"] + main["width"]


def reply(page: Page, held: Round, rounds: str) -> None:
    page.goto(f"{rounds}{held.number}/")
    expect(page.locator("#round-waiting")).to_contain_text("chờ phản hồi")
    voice = page.locator(".voice", has_text=WISH)
    voice.locator("summary").click()
    voice.locator("textarea").fill(REPLY)
    voice.locator("form button").click()
    expect(page.locator(".voice", has_text=WISH)).to_contain_text(REPLY)
    expect(page.locator("#round-waiting")).to_be_hidden()  # it was the only one; the page was not loaded again
    expect(page.locator(".matrix")).to_contain_text("chưa trả lời")  # the five that said nothing


def print_the_table(page: Page, held: Round, rounds: str) -> None:
    answer = page.request.get(f"{rounds}{held.number}/table/pdf")
    pdf = pypdfium2.PdfDocument(io.BytesIO(answer.body()))
    words = " ".join(" ".join(sheet.get_textpage().get_text_range() for sheet in pdf).split())
    for said in ("BẢNG TỔNG HỢP Ý KIẾN", WISH, REPLY, "Thống nhất", "Chưa trả lời"):
        assert said in words


def ask_again(page: Page, held: Round, rounds: str) -> None:
    page.goto(f"{rounds}{held.number}/")
    page.click("details:has(form[action$='/close/']) summary")
    page.click("form[action$='/close/'] button")
    expect(page.locator("main")).to_contain_text("không gửi ý kiến")
    page.click("main a[href$='/rounds/new/'] >> nth=0")
    first = held.items.get(position=1)
    ticked = page.locator("input[name=activities]:checked")
    expect(ticked).to_have_count(1)
    expect(ticked).to_have_value(str(first.activity_id))
    page.click("main form button.button-primary")
    expect(page.locator("main")).to_contain_text("Kính gửi")
    again = Round.objects.get(plan=held.plan, closed_at=None)
    assert [item.title for item in again.items.all()] == [first.title]


def read_why(page: Page, rounds: str) -> None:
    """The union finds its own wish and the reply beside the question that is asked again."""
    again = Round.objects.order_by("-number")[0]
    page.goto(f"{rounds}{again.number}/answer/")
    card = page.locator("#item-1")
    expect(card.locator(".again")).to_contain_text(f"không sửa so với lần {again.number - 1}")
    expect(card.locator(".again .said")).to_have_text(WISH)
    expect(card.locator(".again .reply")).to_contain_text(REPLY)
