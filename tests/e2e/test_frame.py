"""The frame in a real browser: command box, menus, bar, double clicks, amounts that are read while being typed."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import sign_in
from tests.factories import PASSWORD, ClusterFactory, MembershipFactory, MemberUnionFactory, UserFactory
from unions.models import Cluster, MemberUnion, Role

Visitor = Callable[..., Page]
UNIONS = "/c/hcsn/unions/"


@pytest.fixture
def cluster(transactional_db: None) -> Cluster:
    """A cluster with a plan, a union and a secretary who signs in as "thuky"."""
    cluster = ClusterFactory.create(code="hcsn", name="Cụm Hành chính – Sự nghiệp")
    MemberUnionFactory.create(cluster=cluster, code="SYT", name="Đoàn Sở Y tế Thành phố")
    cluster.plans.create(year=2024, subject="Kế hoạch")
    secretary = UserFactory.create(username="thuky", full_name="Lê Thư Ký")
    MembershipFactory.create(user=secretary, cluster=cluster, role=Role.SECRETARY)
    return cluster


def test_slash_goes_to_the_command_box_but_not_while_typing(visitor: Visitor, cluster: Cluster) -> None:
    page = visitor("thuky")
    page.goto(UNIONS)
    box = page.get_by_role("searchbox")
    page.keyboard.press("/")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    page.keyboard.type("a/b")
    expect(box).to_have_value("a/b")
    page.keyboard.press("Escape")
    expect(box).not_to_be_focused()


def test_command_box_finds_without_scripts(visitor: Visitor, cluster: Cluster) -> None:
    page = visitor("thuky", javascript=False)
    page.goto(UNIONS)
    page.get_by_role("searchbox").fill("so y te")
    page.get_by_role("searchbox").press("Enter")
    expect(page).to_have_url(re.compile(r"/find/\?q=so\+y\+te$"))
    expect(page.get_by_role("main")).to_contain_text("Đoàn Sở Y tế Thành phố")


def test_menus_close_on_escape_and_on_a_click_elsewhere(visitor: Visitor, cluster: Cluster) -> None:
    page = visitor("thuky")
    page.goto(UNIONS)
    switch = page.locator(".switch")
    switch.locator("summary").click()
    expect(page.get_by_role("link", name="2024", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="2024", exact=True)).to_be_hidden()
    expect(switch.locator("summary")).to_be_focused()
    switch.locator("summary").click()
    page.get_by_role("heading", level=1).click()
    expect(switch).not_to_have_attribute("open", "")


@pytest.mark.parametrize("javascript", [True, False])
def test_phone_has_four_places_and_the_rest_under_more(visitor: Visitor, cluster: Cluster, javascript: bool) -> None:
    page = visitor("thuky", width=360, javascript=javascript)
    page.goto(UNIONS)
    bar = page.locator("nav.bar")
    expect(page.locator("nav.rail")).to_be_hidden()
    expect(bar.locator("> a")).to_have_count(4)
    log = bar.get_by_role("link", name="Nhật ký")
    expect(log).to_be_hidden()
    bar.locator("summary").click()
    log.click()
    expect(page).to_have_url(re.compile("/c/hcsn/log/$"))


def test_what_is_touched_on_a_phone_is_large_enough(visitor: Visitor, cluster: Cluster) -> None:
    page = visitor("thuky", width=360)
    page.goto(UNIONS)
    for box in page.locator(".bar > a, .bar summary, .finder input, .switch summary, main .button").all():
        size = box.bounding_box()
        assert size is not None
        assert size["height"] >= 44 or not box.is_visible(), box.inner_text()


def test_tables_become_cards_with_the_columns_names(visitor: Visitor, cluster: Cluster) -> None:
    page = visitor("thuky", width=360)
    page.goto(UNIONS)
    cell = page.locator("td[data-label]").first
    shown = cell.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert shown == '"Mã"'
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_double_click_sends_once(visitor: Visitor, cluster: Cluster) -> None:
    page = visitor("thuky")
    page.goto(f"{UNIONS}new/")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.fill("[name=name]", "Đoàn Sở Tài chính")
    page.evaluate(
        """() => { const form = document.querySelector("main form"); form.requestSubmit(); form.requestSubmit(); }"""
    )
    page.wait_for_url(f"**{UNIONS}")
    assert len(sent) == 1
    assert MemberUnion.objects.filter(name="Đoàn Sở Tài chính").count() == 1


def test_a_form_that_was_refused_can_be_sent_again(visitor: Visitor, cluster: Cluster) -> None:
    page = visitor("thuky")
    page.goto(f"{UNIONS}new/")
    page.fill("[name=name]", "Đoàn Mới")
    page.fill("[name=active_from]", "31/02/2024")
    page.click("main button[type=submit]")
    error = page.locator("#id_active_from_error")
    expect(error).to_contain_text("31/02/2024")
    expect(page.locator("[name=active_from]")).to_have_attribute("aria-describedby", "id_active_from_error")
    page.fill("[name=active_from]", "29/02/2024")
    page.click("main button[type=submit]")
    page.wait_for_url(f"**{UNIONS}")
    expect(page.get_by_role("status")).to_contain_text("Đoàn Mới")


def test_the_way_out_and_the_language_work_without_scripts(visitor: Visitor, cluster: Cluster) -> None:
    page = visitor("thuky", javascript=False)
    page.goto(UNIONS)
    page.locator(".rail").get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url(re.compile(f"{UNIONS}$"))
    page.locator(".rail").get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile("/login/$"))


def test_skip_link_is_the_first_stop_and_leads_to_the_content(visitor: Visitor, cluster: Cluster) -> None:
    page = visitor("thuky")
    page.goto(UNIONS)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


LAYOUT_SHIFT = """() => new Promise(done => {
  let sum = 0;
  const watch = new PerformanceObserver(list => list.getEntries().forEach(entry => { sum += entry.value; }));
  watch.observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 300);
})"""


def test_nothing_moves_while_the_page_loads(visitor: Visitor, cluster: Cluster) -> None:
    page = visitor("thuky")
    page.goto(UNIONS)
    shift = page.evaluate(LAYOUT_SHIFT)
    assert shift < 0.01


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_scheme_of_the_device(visitor: Visitor, cluster: Cluster, scheme: str) -> None:
    page = visitor("thuky", dark=scheme == "dark")
    page.goto(UNIONS)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == {"light": "rgb(244, 246, 249)", "dark": "rgb(15, 20, 27)"}[scheme]


def test_paper_prints_without_the_frame(visitor: Visitor, cluster: Cluster) -> None:
    page = visitor("thuky")
    page.goto(UNIONS)
    page.emulate_media(media="print")
    for gone in (".side", ".bar", ".actions"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.locator("table")).to_be_visible()


def test_a_given_password_is_changed_at_the_first_sign_in(visitor: Visitor, cluster: Cluster) -> None:
    person = UserFactory.create(username="moi", full_name="Võ Mới", password_given=True)
    MembershipFactory.create(user=person, cluster=cluster, role=Role.CLERK)
    page = sign_in(visitor(), "moi")
    expect(page).to_have_url(re.compile("/account/$"))
    page.fill("[name=old_password]", PASSWORD)
    page.fill("[name=new_password1]", "mot-mat-khau-khac-9")
    page.fill("[name=new_password2]", "mot-mat-khau-khac-9")
    page.get_by_role("button", name="Đổi mật khẩu").click()
    expect(page.locator(".message-warning")).to_have_count(0)
    person.refresh_from_db()
    assert not person.password_given


ADMIN = [
    "/admin/",
    "/admin/unions/memberunion/",
    "/admin/unions/memberunion/add/",
    "/admin/unions/memberunion/import/",
    "/admin/unions/memberunion/export/",
    "/admin/unions/user/",
    "/admin/unions/user/add/",
    "/admin/unions/membership/add/",
    "/admin/unions/auditrecord/",
]


def test_the_owners_pages_keep_to_the_content_security_policy(visitor: Visitor, cluster: Cluster) -> None:
    UserFactory.create(username="chu", full_name="Ngô Chủ Máy", is_staff=True, is_superuser=True)
    page = visitor("chu")  # any breach that the browser reports fails this test
    for path in ADMIN:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
    page.goto("/admin/unions/memberunion/import/")
    body = "Mã cụm,Mã đơn vị,Tên chính thức,Thứ tự\nhcsn,SYT,Đoàn Sở Y tế,2\nhcsn,TC,Đoàn Sở Tài chính,3\n"
    page.set_input_files("input[type=file]", {"name": "d.csv", "mimeType": "text/csv", "buffer": body.encode()})
    page.select_option("select[name=format]", label="csv")
    page.click("input[type=submit]")
    expect(page.locator("table.import-preview del")).to_contain_text(["Thành phố"])
    page.click("input[name=confirm]")
    page.wait_for_url("**/admin/unions/memberunion/")
    assert MemberUnion.objects.get(code="TC").name == "Đoàn Sở Tài chính"
