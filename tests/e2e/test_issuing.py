"""A plan is issued, walked in a browser: the secretary signs it, the clerk fetches the very files and compares one, the
plan is closed, opened again and withdrawn. The same without scripts.
"""

import hashlib

import pytest
from playwright.sync_api import Page, expect

from plans.actions.rounds import close_round
from plans.models import Plan, Round, Version
from tests.e2e.conftest import Visitor
from tests.printed import pdf_text
from tests.world import TODAY, World

DAY = f"{TODAY:%d/%m/%Y}"


@pytest.mark.parametrize(
    "javascript", [pytest.param(True, id="script", marks=pytest.mark.lives), pytest.param(False, id="no-script")]
)
def test_a_plan_is_issued_and_ends(visitor: Visitor, world: World, javascript: bool) -> None:
    plan = world.plan
    for running in Round.objects.filter(plan=plan, closed_at=None):
        close_round(consultation=running, by=world.people["bithu"])
    base = f"/c/{plan.cluster.code}/{plan.year}/plan/"

    secretary = visitor("bithu", javascript=javascript)
    issue(secretary, base)
    fetch(visitor("vanphong", javascript=javascript, width=360), base, plan)
    end(secretary, base, plan)


def issue(page: Page, base: str) -> None:
    page.goto(base)
    page.click(f"main a[href='{base}issue/']")
    expect(page.locator("[name=number]")).to_have_value("02")
    page.fill("[name=number]", "7")
    page.fill("[name=signed_on]", DAY)
    page.fill("[name=signer_name]", "Lê Minh Họa Ký")
    page.click("#issue .button-primary")
    expect(page.locator("#id_number_error")).to_contain_text("là 02, không phải 07")
    expect(page.locator("[name=signer_name]")).to_have_value("Lê Minh Họa Ký")
    page.fill("[name=number]", "2")
    page.click("#issue .button-primary")
    expect(page.locator("main")).to_contain_text("Kế hoạch đã ban hành, số 02-KH/ĐKDCĐ.")


def fetch(page: Page, base: str, plan: Plan) -> None:
    version = Version.objects.get(plan=plan)
    page.goto(f"{base}versions/")
    link = page.locator("#version-1 a").first.get_attribute("href")
    content = page.request.get(str(link)).body()
    assert hashlib.sha256(content).hexdigest() == version.pdf_hash
    for said in ("02-KH/ĐKDCĐ", "Lê Minh Họa Ký", "MỤC ĐÍCH, YÊU CẦU"):
        assert said in pdf_text(content)
    file = {"name": "ke-hoach.pdf", "mimeType": "application/pdf"}
    page.set_input_files("[name=file]", {**file, "buffer": content})
    page.click("form[action$='/file/'] button")
    expect(page.locator("main")).to_contain_text("không thay đổi gì")
    page.set_input_files("[name=file]", {**file, "buffer": content + b"\n"})
    page.click("form[action$='/file/'] button")
    expect(page.locator("main")).to_contain_text("tệp đã bị sửa")


def end(page: Page, base: str, plan: Plan) -> None:
    page.goto(f"{base}versions/")
    page.click("main a[href$='/close/']")
    page.click("main form button")
    expect(page.locator("main")).to_contain_text("Kế hoạch đã kết thúc.")
    page.goto(base)
    expect(page.locator("main")).to_contain_text("Không sửa được gì trong kế hoạch này nữa.")
    expect(page.locator("#paper a")).to_have_count(0)
    page.goto(f"{base}versions/")
    page.click("form[action$='/reopen/'] button")
    expect(page.locator("main")).to_contain_text("lại có hiệu lực")
    page.click("details:has(form[action$='/withdraw/']) summary")
    page.fill("[name=reason]", "Thay bằng kế hoạch của Thành Đoàn.")
    page.click("form[action$='/withdraw/'] button")
    expect(page.locator("main")).to_contain_text("Thay bằng kế hoạch của Thành Đoàn.")
    plan.refresh_from_db()
    assert plan.state == Plan.State.WITHDRAWN
