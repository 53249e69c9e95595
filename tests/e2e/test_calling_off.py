"""A campaign with dues is called off, walked in a browser: removing is refused, calling off is offered and says what
becomes of everything; the amendment leaves it out and lowers its dues; then it is taken up again. Also without scripts.
"""

import pytest
from playwright.sync_api import Page, expect

from contributions.models import Due
from plans.models import Activity, Plan, Version
from tests.e2e.conftest import Visitor
from tests.e2e.test_amending import DAY, issue
from tests.printed import pdf_text
from tests.world import World

WHY = "Dịch bệnh kéo dài."


@pytest.mark.parametrize(
    "javascript", [pytest.param(True, id="script", marks=pytest.mark.lives), pytest.param(False, id="no-script")]
)
def test_a_campaign_is_called_off(visitor: Visitor, world: World, javascript: bool) -> None:
    plan, campaign = world.plan, world.activity()
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.DRAFT)
    plan.rounds.filter(closed_at=None).update(closed_at=plan.created_at, closed_by=world.people["bithu"])
    base = f"/c/{plan.cluster.code}/{plan.year}/plan/"
    page = visitor("bithu", javascript=javascript)
    issue(page, base)
    call_off(page, base, campaign)
    left_out(page, base, campaign)
    amend(page, base, plan, campaign)
    owe_nothing(visitor("canbo-yt", javascript=javascript, width=360), plan, campaign)
    take_up(page, base, campaign)


def call_off(page: Page, base: str, campaign: Activity) -> None:
    page.goto(f"{base}?line={campaign.clause_id}#line-{campaign.clause_id}")
    page.click(f"a[href='{base}lines/{campaign.clause_id}/remove/']")
    card = page.locator(f"form#line-{campaign.clause_id}")
    expect(card).to_contain_text("Không xóa được vì đang được dùng: 1 báo cáo phân công, 7 khoản phải nộp")
    card.get_by_role("link", name="Hủy hoạt động").click()
    expect(page.locator("h1")).to_have_text("Hủy hoạt động?")
    expect(page.locator("main")).to_contain_text(
        "Mọi thứ đã ghi nhận được giữ nguyên: 1 báo cáo phân công, 7 khoản phải nộp"
    )
    page.fill("[name=reason]", WHY)
    page.locator("main").get_by_role("button", name="Hủy hoạt động").click()
    expect(page.locator("#called-off")).to_contain_text(f"Lý do: {WHY}")


def left_out(page: Page, base: str, campaign: Activity) -> None:
    page.goto(base)
    expect(page.locator(f"#line-{campaign.clause_id}")).to_have_count(0)
    expect(page.locator("#plan-called-off")).to_contain_text(campaign.title)


def amend(page: Page, base: str, plan: Plan, campaign: Activity) -> None:
    page.goto(f"{base}amend/")
    expect(page.locator("main")).to_contain_text("Sau điều chỉnh")
    page.fill("[name=reason]", "Dịch bệnh kéo dài.")
    page.fill("[name=signed_on]", DAY)
    page.click("#issue .button-primary")
    expect(page.locator("main")).to_contain_text("Văn bản điều chỉnh đã ban hành")
    words = pdf_text(bytes(Version.objects.get(plan=plan, number=2).pdf))
    for said in ("Bỏ toàn bộ khoản", campaign.title, "−7.000.000", "không thu"):
        assert said in words


def owe_nothing(page: Page, plan: Plan, campaign: Activity) -> None:
    due = Due.objects.with_asked().get(plan=plan, union__code="YT", levy__activity=campaign)
    assert (due.amount, due.asked) == (7_000_000, 0)
    page.goto(f"/c/{plan.cluster.code}/{plan.year}/money/dues/")
    expect(page.locator(f"#{due.code}")).to_contain_text("trước là 7.000.000")


def take_up(page: Page, base: str, campaign: Activity) -> None:
    page.goto(base)
    page.locator("#plan-called-off").get_by_role("link", name=campaign.title).click()
    page.get_by_role("button", name="Tổ chức lại").click()
    expect(page.locator("main")).to_contain_text("đã trở lại trong kế hoạch")
    page.goto(base)
    expect(page.locator(f"#line-{campaign.clause_id}")).to_contain_text(campaign.title)
    expect(page.locator("#plan-called-off")).not_to_contain_text(campaign.title)
