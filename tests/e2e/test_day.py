"""The whole day, walked in a browser: a plan comes in, is edited, its basis chosen, its dues made, one of them paid and
confirmed, and everything printed. The same day works with JavaScript switched off.
"""

import io
import re
from pathlib import Path

import pypdfium2
import pytest
from django.conf import settings
from docx import Document as WordFile
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from campaigns.demo.build import CODE, NAME, PLAN_FILE
from campaigns.demo.money import draw_slip
from campaigns.demo.people import add_staff
from documents.reader import read_file
from documents.text import render_text
from plans.models import Clause, Levy, Plan
from tests.e2e.conftest import PASSWORD, Visitor, sign_in
from unions.actions import add_person, create_cluster, set_password
from unions.models import MemberUnion, Role

REAL_PLAN = Path(settings.BASE_DIR).parent / "shared" / "sources" / "004_817de225d31dd6e9.txt"
NEW_WORDS = "Mỗi đơn vị cử một người đưa tin, gửi bài về cụm trong ngày."
YEAR = f"/c/{CODE}/2024"


@pytest.fixture(params=["own", "real"])
def plan_file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Our own plan, and the real one where it is at hand."""
    if request.param == "real":
        if not REAL_PLAN.exists():
            pytest.skip("the real plan is not here")
        return REAL_PLAN
    path = tmp_path / "ke-hoach.txt"
    path.write_text(PLAN_FILE.read_text(encoding="utf-8").replace("{year}", "2024"), encoding="utf-8")
    return path


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_the_whole_day(visitor: Visitor, plan_file: Path, javascript: bool) -> None:
    cluster = create_cluster(code=CODE, name=NAME, by=None)
    staff = add_staff(cluster, PASSWORD)

    def person(username: str, width: int = 1280) -> Page:
        return sign_in(visitor(javascript=javascript, width=width), username)

    secretary = person("bithu")
    import_the_plan(secretary, plan_file)
    edit_a_line(secretary)
    choose_the_basis(secretary)
    make_all_dues(secretary)

    union = MemberUnion.objects.get(cluster=cluster, code="YT")
    officer = add_person(
        cluster=cluster,
        username="canbo-yt",
        full_name="Hồ Cán Bộ",
        password=PASSWORD,
        role=Role.OFFICER,
        union=union,
        by=staff.secretary,
    )
    set_password(person=officer, password=PASSWORD, by=officer)
    declare(person("canbo-yt", width=360))
    confirm(person("thuquy"))
    download_everything(person("vanphong"))


def import_the_plan(page: Page, plan_file: Path) -> None:
    page.goto(f"/c/{CODE}/plans/import/")
    page.fill("[name=year]", "2024")
    page.set_input_files("[name=file]", plan_file)
    page.click("main .button-primary")
    expect(page.locator("main")).to_contain_text("49.000.000")
    expect(page.locator("main")).to_contain_text("48.000.000")  # four visits, if each is paid
    assert not Plan.objects.exists()
    page.click("main .button-primary")
    expect(page.locator("#paper")).to_contain_text("KẾ HOẠCH")
    assert Plan.objects.get().activities.count() == 3


def edit_a_line(page: Page) -> None:
    """The second of the requirements: a free line, clicked and written anew in its place."""
    heading = Clause.objects.get(text__istartswith="Yêu cầu", level=1)
    line = Clause.objects.filter(plan=heading.plan, position__gt=heading.position).order_by("position")[1]
    page.goto(f"{YEAR}/plan/")
    page.click(f"#line-{line.pk} a")
    page.fill(f"#line-{line.pk} textarea", NEW_WORDS)
    page.click(f"#line-{line.pk} .card-end .button-primary")
    expect(page.locator(f"#line-{line.pk}")).to_contain_text(NEW_WORDS)
    expect(page.locator(f"#line-{line.pk} textarea")).to_have_count(0)
    line.refresh_from_db()
    assert line.text == NEW_WORDS


def choose_the_basis(page: Page) -> None:
    """Both readings are shown; the choice is printed in the paper."""
    levy = Levy.objects.get(basis=Levy.Basis.UNDECIDED)
    page.goto(f"{YEAR}/plan/")
    expect(page.locator("body")).to_contain_text("68.000.000")
    expect(page.locator("body")).to_contain_text("104.000.000")
    page.goto(f"{YEAR}/levies/{levy.pk}/basis/")
    page.check("input[name=basis][value=once]")
    page.click("main .button-primary")
    page.goto(f"{YEAR}/plan/")
    expect(page.locator("#paper")).to_contain_text("nộp một lần cho cả năm")


def make_all_dues(page: Page) -> None:
    for levy in Levy.objects.order_by("pk"):
        page.goto(f"{YEAR}/money/levies/{levy.pk}/dues/")
        expect(page.locator("main tbody tr")).to_have_count(7)
        page.click("main .button-primary")
        page.wait_for_url(re.compile(r"/money/(?!levies)"))


def declare(page: Page) -> None:
    """On a phone: seven million for the campaign, with a picture of the slip; nonsense first."""
    page.goto(f"{YEAR}/my-union/")
    expect(page.locator("main")).to_contain_text("7.000.000")
    page.goto(f"{YEAR}/money/payments/new/")
    page.fill("[name=amount]", "7.5")
    page.click("main .button-primary")
    expect(page.locator("main")).to_contain_text("Bạn đã nhập 7.5")
    page.fill("[name=amount]", "7 triệu")
    slip = draw_slip("Chuyển tiền: 7.000.000 đồng")
    page.set_input_files("[name=slip]", {"name": "slip.jpg", "mimeType": "image/jpeg", "buffer": slip.content})
    page.click("main .button-primary")
    expect(page.locator("main")).to_contain_text("7.000.000")


def confirm(page: Page) -> None:
    page.goto(f"{YEAR}/money/")
    expect(page.locator("main")).to_contain_text("Sở Y tế")
    picture = page.locator(".slip img, img[src*='/slip/']").first
    assert page.request.get(picture.get_attribute("src") or "").headers["content-type"] == "image/jpeg"
    page.click("form[action*='/confirm/'] button")
    expect(page.locator("main")).to_contain_text("7.000.000")


def download_everything(page: Page) -> None:
    page.goto(f"{YEAR}/papers/")
    links = [link.get_attribute("href") or "" for link in page.locator("main a[href]").all()]

    def download(ending: str) -> bytes:
        address = next(link for link in links if link.endswith(ending))
        answer = page.request.get(address)
        assert answer.ok
        assert "attachment" in answer.headers["content-disposition"]
        return answer.body()

    check_plan_pdf(download("/plan/pdf"))
    check_plan_word(download("/plan/docx"))
    check_ledger_pdf(download("/ledger/pdf"))
    check_ledger_sheet(download("/ledger/xlsx"))


def pdf_text(content: bytes) -> str:
    pages = pypdfium2.PdfDocument(content)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())


def check_plan_pdf(content: bytes) -> None:
    text = pdf_text(content)
    assert NEW_WORDS in text
    assert "(7.000.000 đồng/đơn vị)" in text.replace("\u00a0", " ")
    assert "nộp một lần cho cả năm" in text


def check_plan_word(content: bytes) -> None:
    """Word reads it, and so do we: the same words come back."""
    assert any(NEW_WORDS in paragraph.text for paragraph in WordFile(io.BytesIO(content)).paragraphs)
    assert NEW_WORDS in render_text(read_file(content, "plan.docx").document)


def check_ledger_pdf(content: bytes) -> None:
    text = pdf_text(content)
    for figure in ("68.000.000", "7.000.000", "61.000.000"):
        assert figure in text


def check_ledger_sheet(content: bytes) -> None:
    book = load_workbook(io.BytesIO(content))
    numbers = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, int)}
    assert {68_000_000, 7_000_000, 61_000_000} <= numbers
