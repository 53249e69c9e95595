"""Screens on a phone: a long address in what people wrote pushes none sideways, a finger hits what it aims at."""

from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from campaigns.actions.problems import raise_problem
from campaigns.actions.progress import report_duty
from campaigns.demo.build import CODE
from plans.assignments import duties_stated
from plans.models import Duty, Plan
from plans.queries import load_paper
from tests.e2e.conftest import Visitor
from tests.world import World

ADDRESS = "https://drive.google.com/drive/folders/" + "1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789" * 8


def told(world: World) -> Duty:
    """A duty of Sở Y tế on which it reported with the address of a shared folder; a problem with one."""
    union, by = world.union("YT"), world.people["YT"]
    stated = duties_stated(load_paper(world.plan))
    duty = next(one.duty for one in stated if union.pk in {holder.union_id for holder in one.duty.holders.all()})
    duty.plan = world.plan
    report_duty(duty=duty, union=union, state="under_way", note=ADDRESS, by=by)
    raise_problem(plan=world.plan, union=union, text=f"{ADDRESS} thiếu xe", by=by)
    Plan.objects.filter(pk=world.plan.pk).update(state=Plan.State.ISSUED)
    return duty


def too_wide(page: Page) -> int:
    """By how many pixels a page can be pushed sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize("width", [360, 1280])
def test_a_long_address_does_not_make_a_page_wider(visitor: Visitor, world: World, width: int) -> None:
    duty, year = told(world), f"/c/{CODE}/{world.plan.year}"
    page = visitor("bithu", width=width)
    for address in (
        f"{year}/progress/",
        f"{year}/duties/{duty.pk}/report/?union=YT",
        f"{year}/problems/",
        f"{year}/my-union/?union=YT",
        f"{year}/find/?q=drive",
        f"{year}/plan/carry/",
    ):
        page.goto(address)
        expect(page.locator("main")).to_contain_text(ADDRESS[:60])
        assert (address, max(0, too_wide(page))) == (address, 0)


def test_a_finger_hits_the_way_to_report(visitor: Visitor, world: World) -> None:
    page = visitor("canbo-yt", width=360)
    page.goto(f"/c/{CODE}/{world.plan.year}/my-union/")
    for link in page.locator("main a[href*='/report/']").all():
        box = link.bounding_box()
        assert box
        assert box["height"] >= 44


def test_a_finger_hits_the_buttons_of_a_line_and_of_a_comparison(visitor: Visitor, world: World) -> None:
    page = visitor("bithu", width=360)
    base = f"/c/{CODE}/{world.plan.year}/plan/"
    line = world.plan.clauses.filter(duty=None, levy=None).last()
    assert line
    page.goto(f"{base}?line={line.pk}#line-{line.pk}")
    buttons = page.locator(".line-tools .button")
    expect(buttons.first).to_be_visible()
    assert min(box["height"] for button in buttons.all() if (box := button.bounding_box())) >= 44
    page.goto(f"/c/{CODE}/{world.issued.plan.year}/plan/compare/")
    choice = page.locator(".compare-choice > .choice")
    box, tick = choice.bounding_box(), choice.locator("input").bounding_box()
    assert box
    assert tick
    assert box["height"] >= 44
    assert abs(box["y"] + box["height"] / 2 - tick["y"] - tick["height"] / 2) < 1  # the box beside its words


def test_a_transfer_code_stays_in_one_piece_where_there_is_room(visitor: Visitor, world: World) -> None:
    """Half a code at a line's end is copied as half a code."""
    page = visitor("canbo-yt", width=1280)
    page.goto(f"/c/{CODE}/{world.plan.year}/my-union/")
    codes = page.locator("main .own-dues code")
    assert codes.count() > 0
    assert codes.evaluate_all("(all) => all.map((code) => code.getClientRects().length)") == [1] * codes.count()


def test_every_tab_and_place_is_read_whole(visitor: Visitor, world: World) -> None:
    page = visitor("canbo-yt", width=360)
    page.goto(f"/c/{CODE}/{world.plan.year}/calendar/")
    for tab in page.locator("main .tabs a").all():
        box = tab.bounding_box()
        assert box
        assert box["x"] + box["width"] <= 360
    page.goto(f"/c/{CODE}/{world.plan.year}/progress/")
    places = [place.bounding_box() for place in page.locator(".bar > a > span").all()]
    assert len(places) > 1
    assert len({round(box["height"]) for box in places if box}) == 1  # the one that one is at takes no second line


def test_columns_are_as_wide_as_their_longest_word(visitor: Visitor, world: World) -> None:
    page = visitor("bithu", width=360)
    page.goto(f"/c/{CODE}/log/")
    head = page.locator("main li .table-keep th[scope=row]").first
    expect(head).to_have_css("overflow-wrap", "break-word")  # in a list, whose words break anywhere


def test_the_months_of_the_year_stand_apart(visitor: Visitor, world: World) -> None:
    page = visitor("bithu", width=1280)
    page.goto(f"/c/{CODE}/{world.plan.year}/")
    for width in (1280, 900, 720, 360):
        page.set_viewport_size({"width": width, "height": 900})
        boxes = [box for text in page.locator(".strip-months text:visible").all() if (box := text.bounding_box())]
        assert len(boxes) == 12
        assert all(left["x"] + left["width"] < right["x"] for left, right in pairwise(boxes)), width
