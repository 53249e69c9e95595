"""An issued plan is amended, walked in a browser: the secretary changes an amount, sees old beside new and issues the
paper; the union sees the new due, and anybody compares both versions word by word. The same without scripts.
"""

import pytest
from playwright.sync_api import Page, expect

from contributions.models import Due
from plans.models import Levy, Plan, Version
from tests.e2e.conftest import Visitor
from tests.printed import pdf_text
from tests.world import TODAY, World

DAY = f"{TODAY:%d/%m/%Y}"


@pytest.mark.parametrize(
    "javascript", [pytest.param(True, id="script", marks=pytest.mark.lives), pytest.param(False, id="no-script")]
)
def test_an_amendment(visitor: Visitor, world: World, javascript: bool) -> None:
    plan = world.plan
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.DRAFT)
    plan.rounds.filter(closed_at=None).update(closed_at=plan.created_at, closed_by=world.people["bithu"])
    base = f"/c/{plan.cluster.code}/{plan.year}/plan/"
    page = visitor("bithu", javascript=javascript)
    issue(page, base)
    lower_the_amount(page, base, plan)
    amend(page, base, plan)
    owe_less(visitor("canbo-yt", javascript=javascript, width=360), plan)
    compare(visitor("vanphong", javascript=javascript), base)


def issue(page: Page, base: str) -> None:
    page.goto(f"{base}issue/")
    page.fill("[name=signed_on]", DAY)
    page.fill("[name=signer_name]", "Lê Minh Họa Ký")
    page.click("#issue .button-primary")
    expect(page.locator("main")).to_contain_text("Kế hoạch đã ban hành")


def lower_the_amount(page: Page, base: str, plan: Plan) -> None:
    levy = campaign_levy(plan)
    page.goto(f"{base}?line={levy.clause_id}#line-{levy.clause_id}")
    expect(page.locator("form[data-card]")).to_contain_text("Đã lập")
    page.fill("[name=levy-flat]", "6 triệu")
    page.locator("form[data-card] .button-primary").click()
    expect(page.locator(f"#line-{levy.clause_id}")).to_contain_text("6.000.000 đồng/đơn vị")


def campaign_levy(plan: Plan) -> Levy:
    return Levy.objects.get(activity__plan=plan, activity__kind="campaign")


def amend(page: Page, base: str, plan: Plan) -> None:
    page.goto(base)
    page.click(f"main a[href='{base}amend/']")
    expect(page.locator("h1")).to_contain_text("2 chỗ khác với bản ban hành gần nhất")
    expect(page.locator("main")).to_contain_text("Sau điều chỉnh")
    page.fill("[name=reason]", "Thành Đoàn hỗ trợ một phần kinh phí.")
    page.fill("[name=signed_on]", DAY)
    page.click("#issue .button-primary")
    expect(page.locator("main")).to_contain_text("Văn bản điều chỉnh đã ban hành")
    words = pdf_text(bytes(Version.objects.get(plan=plan, number=2).pdf))
    for said in ("Điều chỉnh, bổ sung", "6.000.000 đồng/đơn vị", "−1.000.000", "Thành Đoàn hỗ trợ một phần kinh phí"):
        assert said in words


def owe_less(page: Page, plan: Plan) -> None:
    due = Due.objects.with_asked().get(plan=plan, union__code="YT", levy=campaign_levy(plan))
    assert (due.amount, due.asked) == (7_000_000, 6_000_000)
    page.goto(f"/c/{plan.cluster.code}/{plan.year}/money/dues/")
    expect(page.locator(f"#{due.code}")).to_contain_text("6.000.000")
    expect(page.locator(f"#{due.code}")).to_contain_text("trước là 7.000.000")


def compare(page: Page, base: str) -> None:
    page.goto(f"{base}versions/")
    page.click(f"main a[href='{base}compare/']")
    page.select_option("[name=from]", "1")
    page.select_option("[name=to]", "2")
    page.click(".compare-choice button")
    expect(page.locator("h1")).to_contain_text("1 dòng khác nhau")
    expect(page.locator(".compared del")).to_contain_text("7.000.000")
    expect(page.locator(".compared ins")).to_contain_text("6.000.000")
    content = page.request.get(f"{base}compare/pdf?from=1&to=2").body()
    assert "BẢN SO SÁNH" in pdf_text(content)
