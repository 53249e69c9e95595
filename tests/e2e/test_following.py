"""The plan is carried out, walked in a browser: an officer reports a duty with a photo and raises a problem on a phone,
the secretary sees both and answers, the officer reads it, takes the dates into an own calendar and revokes the address.
"""

import re

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from campaigns.demo.build import CODE
from campaigns.demo.money import draw_slip
from campaigns.models import CalendarFeed, DutyReport, Problem
from plans.assignments import duties_stated
from plans.models import Plan
from plans.queries import load_paper
from tests.e2e.conftest import Visitor
from tests.world import World
from unions.models import MemberUnion

NOTE = "Đã liên hệ xong với trạm y tế xã, còn chờ xe."
WORDS = "Bệnh viện chưa cho mượn phòng ngày 12."
ANSWER = "Chuyển sang hội trường của Sở, cụm đã xin giúp."


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_an_officer_reports_and_the_lead_answers(visitor: Visitor, world: World, javascript: bool) -> None:
    Plan.objects.filter(pk=world.plan.pk).update(state=Plan.State.ISSUED)  # only then its dates leave the house
    year = f"/c/{CODE}/{world.plan.year}"
    phone = visitor("canbo-yt", javascript=javascript, width=360)
    report_a_duty(phone, world.plan, year)
    raise_a_problem(phone, year)

    secretary = visitor("bithu", javascript=javascript)
    see_the_progress(secretary, year)
    answer_the_problem(secretary, year)

    read_the_answer(phone, year)
    subscribe_and_revoke(phone, year)


def report_a_duty(page: Page, plan: Plan, year: str) -> None:
    """Nonsense first: what cannot be done needs a reason, and what was typed stays."""
    union = MemberUnion.objects.get(cluster=plan.cluster, code="YT")
    paper = load_paper(plan)
    duty = next(s.duty for s in duties_stated(paper) if union.pk in {h.union_id for h in s.duty.holders.all()})
    page.goto(f"{year}/my-union/")
    page.click(f"main a[href*='/duties/{duty.pk}/report/'] >> nth=0")
    page.check("input[name=state][value=cannot]")
    page.click("main form button.button-primary")
    expect(page.locator("main .errorlist, main .field-error").first).to_be_visible()
    assert not DutyReport.objects.filter(duty=duty, union=union, state="cannot").exists()

    page.check("input[name=state][value=under_way]")
    page.fill("[name=note]", NOTE)
    photo = draw_slip("Trạm y tế")
    page.set_input_files("[name=photo]", {"name": "tram.jpg", "mimeType": "image/jpeg", "buffer": photo.content})
    page.click("main form button.button-primary")
    expect(page.locator(".timeline")).to_contain_text(NOTE)
    shown = page.locator(".report-photo img").first.get_attribute("src") or ""
    assert page.request.get(shown).headers["content-type"] == "image/jpeg"
    kept = DutyReport.objects.filter(duty=duty, union=union).latest("pk")
    assert (kept.state, kept.note, kept.reported_by.username) == ("under_way", NOTE, "canbo-yt")


def raise_a_problem(page: Page, year: str) -> None:
    """Two taps: the words, and the button. The officer's union is chosen already."""
    page.goto(f"{year}/my-union/")
    page.click("main a[href*='/problems/raise/'] >> nth=0")
    page.fill("[name=text]", WORDS)
    page.click("main form button.button-primary")
    expect(page.locator("main")).to_contain_text(WORDS)
    assert Problem.objects.get(text=WORDS).union.code == "YT"


def see_the_progress(page: Page, year: str) -> None:
    page.goto(f"{year}/progress/")
    expect(page.locator("main")).to_contain_text(NOTE)


def answer_the_problem(page: Page, year: str) -> None:
    page.goto(f"{year}/problems/")
    page.click(f"main a:has-text('{WORDS}')")
    page.fill("[name=answer]", ANSWER)
    page.click("main form button.button-primary")
    expect(page.locator("main")).to_contain_text(ANSWER)
    page.click("main form[action$='/settle/'] button")
    expect(page.locator("main form[action$='/reopen/']")).to_be_visible()


def read_the_answer(page: Page, year: str) -> None:
    problem = Problem.objects.get(text=WORDS)
    page.goto(f"{year}/problems/{problem.pk}/")
    expect(page.locator("main")).to_contain_text(ANSWER)
    assert problem.settled_at is not None


def subscribe_and_revoke(page: Page, year: str) -> None:
    """The address answers a calendar program, which has no session; once revoked it answers nobody."""
    page.goto(f"{year}/calendar/feeds/")
    page.click("main form[action$='/revoke/'] button")  # the one that somebody made before
    page.click("main form[action$='/open/'] button")
    address = page.locator(".feed-address").input_value()
    path = re.sub(r"^https?://[^/]+", "", address)
    stranger = page.context.browser
    assert stranger
    program = stranger.new_context(base_url=page.url.split("/c/")[0])
    found = program.request.get(path)
    assert found.headers["content-type"].startswith("text/calendar")
    events = Calendar.from_ical(found.body()).walk("VEVENT")
    assert any("Kỳ nghỉ hồng" in str(event["summary"]) for event in events)

    page.click(f"main form[action$='/{CalendarFeed.objects.get(revoked_at=None).pk}/revoke/'] button")
    expect(page.locator(".feed-address")).to_have_count(0)
    assert program.request.get(path).status == 404
    program.close()
