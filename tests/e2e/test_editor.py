"""The plan's editor in a real browser: lines open, are saved and moved in their place; two editors; no script."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from plans.models import Clause
from tests.e2e.conftest import Visitor, violations
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


def line(page: Page, seed: Seed, words: str) -> str:
    return f"#line-{seed.line(words).pk}"


def test_line_is_edited_and_saved_without_leaving_the_page(page: Page, seed: Seed) -> None:
    page.evaluate("window.samePage = true")
    page.click(f"{line(page, seed, FIRST)} > a")
    box = page.locator("form[data-card] textarea").first
    expect(box).to_have_value(FIRST)
    box.fill("Gắn kết chặt chẽ hơn.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#paper")).to_contain_text("- Gắn kết chặt chẽ hơn.")
    expect(page.locator("form[data-card]")).to_have_count(0)
    expect(page.locator("#plan-status")).to_contain_text("thuky")
    assert page.evaluate("window.samePage") is True
    assert Clause.objects.filter(text="Gắn kết chặt chẽ hơn.").count() == 1


def test_focus_stays_on_the_saved_line(page: Page, seed: Seed) -> None:
    target = line(page, seed, FIRST)
    page.click(f"{target} > a")
    page.locator("form[data-card] .button-primary").click()
    expect(page.locator(f"{target} > a")).to_be_focused()


def test_alt_arrow_moves_the_line_and_keeps_the_focus(page: Page, seed: Seed) -> None:
    target = line(page, seed, FIRST)
    page.locator(f"{target} > a").focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#paper p.line").nth(1)).to_have_text(f"- {SECOND}")
    expect(page.locator("#paper p.line").nth(2)).to_have_text(f"- {FIRST}")
    expect(page.locator(f"{target} > a")).to_be_focused()


def test_moved_activity_is_numbered_anew(page: Page, seed: Seed) -> None:
    page.locator(f"#line-{seed.visit.clause_id} > a").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator(f"#line-{seed.visit.clause_id} .num")).to_have_text("2.")
    expect(page.locator("#plan-outline")).to_contain_text("2. Thăm hỏi hằng quý")


def test_escape_leaves_the_card_and_keeps_the_line(page: Page, seed: Seed) -> None:
    target = line(page, seed, FIRST)
    page.click(f"{target} > a")
    page.locator("form[data-card] textarea").first.press("Escape")
    expect(page.locator(f"{target} > a")).to_have_text(f"- {FIRST}")


def test_second_editor_sees_both_texts_and_loses_nothing(page: Page, visitor: Visitor, seed: Seed) -> None:
    target = line(page, seed, FIRST)
    page.click(f"{target} > a")
    other = visitor("thuky2")
    other.goto("/c/hcsn/2024/plan/")
    other.click(f"{target} > a")
    other.locator("form[data-card] textarea").first.fill("Bản của người thứ hai.")
    other.locator("form[data-card] .button-primary").click()
    expect(other.locator("#paper")).to_contain_text("Bản của người thứ hai.")
    page.locator("form[data-card] textarea").first.fill("Bản của người thứ nhất.")
    page.locator("form[data-card] .button-primary").click()
    expect(page.locator(".conflict")).to_contain_text("Bản của người thứ hai.")
    expect(page.locator("form[data-card] textarea").first).to_have_value("Bản của người thứ nhất.")
    page.locator("form[data-card] .button-primary").click()
    expect(page.locator(target)).to_have_text("- Bản của người thứ nhất.")


def test_new_duty_is_added_from_a_line_of_the_activity(page: Page, seed: Seed) -> None:
    page.click(f"{line(page, seed, 'điều phối chung')} > a")
    page.locator(".adder summary").click()
    page.click("button[value='after:duty']")
    card = page.locator("#line-new")
    card.locator(f"input[value='{seed.unions[3].pk}']").first.check()
    card.locator("textarea").fill("{đơn vị} phụ trách hậu cần.")
    card.locator(".button-primary").click()
    expect(page.locator("#paper")).to_contain_text(f"+ {seed.unions[3].name} phụ trách hậu cần.")


def test_levy_amount_is_read_as_people_type_it(page: Page, seed: Seed) -> None:
    page.click(f"#line-{seed.campaign_levy.clause_id} > a")
    page.fill("[name=levy-flat]", "8 triệu")
    page.locator("form[data-card] .button-primary").click()
    expect(page.locator(f"#line-{seed.campaign_levy.clause_id}")).to_contain_text("8.000.000")
    expect(page.locator(".plan-sum")).to_contain_text("75.000.000")


def test_removing_asks_first_and_shows_what_goes(page: Page, seed: Seed) -> None:
    target = line(page, seed, FIRST)
    page.click(f"{target} > a")
    page.locator(".line-tools .button-danger").click()
    expect(page.locator("form[data-card] .going")).to_contain_text(FIRST)
    page.locator("form[data-card] .button-danger").click()
    expect(page.locator("#paper")).not_to_contain_text(FIRST)


def test_unsaved_card_is_not_left_without_a_question(page: Page, seed: Seed) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.click(f"{line(page, seed, FIRST)} > a")
    page.locator("form[data-card] textarea").first.type("x")
    page.evaluate("window.location.href = '/c/hcsn/'")
    page.wait_for_timeout(400)
    assert asked == ["beforeunload"]
    assert "/plan/" in page.url


def test_everything_works_without_scripts(visitor: Visitor, seed: Seed) -> None:
    page = visitor("thuky", javascript=False)
    page.goto("/c/hcsn/2024/plan/")
    target = line(page, seed, FIRST)
    page.click(f"{target} > a")
    page.locator("form[data-card] textarea").first.fill("Sửa không cần mã.")
    page.locator("form[data-card] .button-primary").click()
    expect(page.locator(target)).to_have_text("- Sửa không cần mã.")
    assert page.url.endswith(target)
    page.click(f"{target} > a")
    page.click("button[value=down]")
    expect(page.locator(f"{target} textarea").first).to_have_value("Sửa không cần mã.")
    page.locator("form[data-card] .button-primary").click()
    expect(page.locator("#paper p.line")).to_contain_text([SECOND, "Sửa không cần mã."])


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("dark", [False, True])
def test_pages_fit_and_axe_finds_nothing(visitor: Visitor, seed: Seed, axe: Axe, width: int, dark: bool) -> None:
    page = visitor("thuky", width=width, dark=dark)
    base = "/c/hcsn/2024/"
    paths = (
        f"{base}plan/",
        f"{base}plan/?line={seed.visit_levy.clause_id}",
        f"{base}plan/?add=duty&after={seed.campaign_levy.clause_id}",
        f"{base}plan/?part=letterhead",
        f"{base}plan/lines/{seed.campaign.clause_id}/remove/",
        f"{base}duties/",
        f"{base}levies/{seed.visit_levy.pk}/basis/",
        "/c/hcsn/",
        "/c/hcsn/plans/new/",
    )
    for path in paths:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert violations(axe, page) == [], path
