"""Next year's plan in an hour, walked in a browser: the secretary looks at what comes along, changes the lead, keeps
one line as it was, makes the plan and decides on what was left over. A second time there is nothing to make. The same
without scripts.
"""

import pytest
from playwright.sync_api import Page, expect

from plans.models import Plan, Proposal
from tests.e2e.conftest import Visitor
from tests.world import World

KEPT = "thống nhất thực hiện trong năm 2026"  # a line that its author keeps as it was


@pytest.mark.parametrize(
    "javascript", [pytest.param(True, id="script", marks=pytest.mark.lives), pytest.param(False, id="no-script")]
)
def test_the_next_plan(visitor: Visitor, world: World, javascript: bool) -> None:
    world.plan.rounds.filter(closed_at=None).update(closed_at=world.plan.created_at, closed_by=world.people["bithu"])
    Plan.objects.filter(pk=world.plan.pk).update(state=Plan.State.ISSUED)
    base = f"/c/{world.cluster.code}/{world.plan.year}/plan/"
    page = visitor("bithu", javascript=javascript)
    look(page, base)
    make(page, world)
    decide(page, world)
    again(page, base)


def look(page: Page, base: str) -> None:
    page.goto(f"{base}versions/")
    page.click(f"main a[href='{base}carry/']")
    expect(page.locator("main")).to_contain_text("Chiến dịch tình nguyện Kỳ nghỉ hồng năm 2027")
    expect(page.locator("main")).to_contain_text("su-co-rieng-cua-so-y-te")
    assert not Plan.objects.filter(year=2027).exists()


def make(page: Page, world: World) -> None:
    page.select_option("[name=lead]", str(world.union("YT").pk))
    page.click("main form[method=get] button")
    kept = page.locator("tr", has=page.get_by_label("Giữ nguyên")).filter(has_text=KEPT)
    kept.get_by_label("Giữ nguyên").check()
    expect(page.locator("[name=lead] option:checked")).to_have_text("Đoàn Sở Y tế Thành phố")
    page.click("#carry .button-primary")
    expect(page.locator("main")).to_contain_text("Kế hoạch năm 2027 đã sẵn sàng")
    expect(page.locator("#paper")).to_contain_text("BCH ĐOÀN SỞ Y TẾ")
    expect(page.locator("#paper")).to_contain_text("Đoàn Sở Y tế Thành phố phụ trách kế hoạch chi tiết")
    expect(page.locator("#paper")).to_contain_text("Tháng 6 - 8 năm 2027")
    expect(page.locator("#paper")).to_contain_text(KEPT)


def decide(page: Page, world: World) -> None:
    made = Plan.objects.get(cluster=world.cluster, year=2027)
    page.click("main a[href$='/plan/proposals/']")
    problem = Proposal.objects.get(plan=made, kind=Proposal.Kind.PROBLEM)
    card = page.locator(f"#proposal-{problem.pk}")
    card.locator("summary").click()
    card.locator("textarea").fill("Chuẩn bị sẵn xe dự phòng.")
    card.locator("select").select_option(label="Chiến dịch tình nguyện Kỳ nghỉ hồng năm 2027")
    card.locator(".button-primary").click()
    expect(page.locator("main")).to_contain_text("Kế hoạch có dòng mới: Chuẩn bị sẵn xe dự phòng.")
    page.locator("form[action$='/reopen/'] button").click()
    card.get_by_text("Giữ dòng này").click()
    expect(card.locator("form[action$='/keep/']")).to_have_count(0)
    for left in Proposal.objects.filter(plan=made, state=Proposal.State.OPEN):
        page.locator(f"#proposal-{left.pk}").locator("form[action$='/decline/'] button").click()
        expect(page.locator(f"#proposal-{left.pk} form[action$='/decline/']")).to_have_count(0)
    expect(page.locator("h1")).to_contain_text("Đã quyết định mọi đề xuất")
    page.goto(f"/c/{world.cluster.code}/2027/plan/")
    expect(page.locator("#paper")).to_contain_text("Chuẩn bị sẵn xe dự phòng.")


def again(page: Page, base: str) -> None:
    page.goto(f"{base}carry/")
    expect(page.locator("[role=alert]")).to_contain_text("đã có kế hoạch năm 2027")
    page.click("[role=alert] a")
    expect(page.locator("h1")).to_contain_text("2027")
    assert Plan.objects.filter(year=2027).count() == 1
