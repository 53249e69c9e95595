"""What stands around every page, for each role."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import Client

from tests.conftest import Persona
from tests.factories import ClusterFactory, MembershipFactory
from unions.access import access_to
from unions.frame import ENTRIES, Frame, Place, frame_for, url_or_none
from unions.models import Cluster, Role
from unions.permissions import Access

ROOT = Path(__file__).parents[2]
UNIONS = "/c/hcsn/unions/"


def access_of(persona: Persona, cluster: Cluster) -> Access:
    access = access_to(persona.user, cluster)
    assert access is not None
    return access


def part(page: str, tag: str, css: str) -> str:
    found = re.search(rf'<{tag} class="{css}".*?</{tag}>', page, re.DOTALL)
    assert found, css
    return found[0]


@pytest.mark.parametrize(
    ("who", "sections"),
    [
        ("secretary", {"year", "plan", "duties", "activities", "money", "papers", "unions", "log"}),
        ("treasurer", {"year", "plan", "duties", "activities", "money", "papers", "unions", "log"}),
        ("clerk", {"year", "plan", "duties", "activities", "money", "papers", "unions"}),
        ("officer_a", {"my_union", "year", "plan", "duties", "activities", "papers", "unions"}),
        ("owner", {"year", "plan", "duties", "activities", "money", "papers", "unions", "log"}),
    ],
)
def test_entries_are_those_the_role_may_open(
    request: pytest.FixtureRequest, cluster: Cluster, who: str, sections: set[str]
) -> None:
    access = access_of(request.getfixturevalue(who), cluster)
    assert {entry.section for entry in ENTRIES if access.may(entry.permission)} == sections


def places(*sections: str) -> tuple[Place, ...]:
    return tuple(Place(section, section, f"/{section}/") for section in sections)


EVERY = places("my_union", "year", "plan", "duties", "activities", "money", "papers", "unions", "log")


@pytest.mark.parametrize(
    ("roles", "shown", "bar"),
    [
        (("secretary",), EVERY[1:], ["year", "plan", "activities", "money"]),
        (("treasurer",), EVERY[1:], ["money", "year", "plan", "papers"]),
        (("clerk",), EVERY[1:8], ["papers", "plan", "money", "year"]),
        (("officer",), (*EVERY[:5], *EVERY[6:8]), ["my_union", "plan", "activities", "duties"]),
        (("officer", "secretary"), EVERY, ["year", "plan", "activities", "money"]),
        ((), EVERY[1:], ["year", "plan", "unions", "log"]),
        (("secretary",), places("unions", "log"), ["unions", "log"]),
        ((), (), []),
    ],
)
def test_bar_has_the_four_places_of_the_role_and_more_the_rest(
    roles: tuple[str, ...], shown: tuple[Place, ...], bar: list[str]
) -> None:
    frame = Frame(places=shown, roles=roles)
    assert [place.section for place in frame.bar] == bar
    assert {*frame.bar, *frame.rest} == set(shown)
    assert not set(frame.bar) & set(frame.rest)


def test_an_address_that_does_not_exist_is_left_out() -> None:
    assert url_or_none("nowhere:at_all", code="x") == ""
    assert url_or_none("unions:log", code="x") == "/c/x/log/"


def test_frame_without_a_plan_has_no_places_of_a_year(secretary: Persona, cluster: Cluster) -> None:
    frame = frame_for(access_of(secretary, cluster), None, "log")
    assert [(place.section, place.current) for place in frame.places] == [("unions", False), ("log", True)]
    assert (frame.year, frame.years, frame.find_url) == (None, (), "")


@pytest.mark.parametrize(
    ("years", "wanted", "shown"), [([2023, 2024], None, 2024), ([2023, 2024], 2023, 2023), ([2098, 2099], None, 2099)]
)
def test_frame_shows_the_pages_year_or_the_latest(
    secretary: Persona, cluster: Cluster, years: list[int], wanted: int | None, shown: int
) -> None:
    for year in years:
        cluster.plans.create(year=year)
    assert frame_for(access_of(secretary, cluster), wanted, "").year == shown


def test_frame_asks_the_database_once(
    secretary: Persona, cluster: Cluster, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for year in range(2020, 2026):
        cluster.plans.create(year=year)
    MembershipFactory.create(user=secretary.user, cluster=ClusterFactory.create(), role=Role.CLERK)
    access = access_of(secretary, cluster)
    with django_assert_num_queries(1):
        frame = frame_for(access, None, "")
    assert len(frame.clusters) == 2


def test_page_marks_where_one_is_in_rail_and_bar(secretary: Persona) -> None:
    page = secretary.get(UNIONS).content.decode()
    for css in ("rail", "bar"):
        assert re.findall(r'href="([^"]+)" aria-current="page"', part(page, "nav", css)) == [UNIONS]


def test_page_has_one_heading_a_skip_link_and_a_way_out(secretary: Persona) -> None:
    page = secretary.get(UNIONS).content.decode()
    assert page.count("<h1") == 1
    assert page.index('class="skip" href="#content"') < page.index('<main class="main" id="content"')
    assert page.count('action="/logout/"') == 2  # rail and bar
    assert "Lê Thư Ký" in part(page, "nav", "rail")
    assert "/admin/" not in page


def test_page_of_the_owner_leads_to_the_administration(owner: Persona, cluster: Cluster) -> None:
    assert 'href="/admin/"' in part(owner.get(UNIONS).content.decode(), "nav", "rail")


def test_switch_lists_only_the_clusters_of_the_person(
    secretary: Persona, owner: Persona, stranger: Persona, cluster: Cluster
) -> None:
    assert "Cụm Khác" not in secretary.get(UNIONS).content.decode()
    assert "Cụm Khác" in owner.get(UNIONS).content.decode()


def test_account_page_has_a_frame_outside_any_cluster(secretary: Persona) -> None:
    page = secretary.get("/account/").content.decode()
    assert 'role="search"' not in page
    assert 'action="/logout/"' in page


@pytest.mark.parametrize("path", ["/login/", UNIONS, "/c/hcsn/log/", "/c/hcsn/people/new/", "/account/"])
def test_pages_hold_no_inline_script_style_or_handler(secretary: Persona, client: Client, path: str) -> None:
    response = (client if path == "/login/" else secretary).get(path)
    page = response.content.decode()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page)
    assert all(" src=" in tag for tag in re.findall(r"<script[^>]*>", page))
    assert "unsafe" not in response["Content-Security-Policy"]
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)


def test_language_switch_comes_back_to_the_same_page(secretary: Persona) -> None:
    page = secretary.get("/c/hcsn/log/?q=a&page=1").content.decode()
    assert 'name="next" value="/c/hcsn/log/?q=a&amp;page=1"' in page


# -- components


def render(template: str, **context: object) -> str:
    return Template(template).render(Context({"user": AnonymousUser(), **context}))


@pytest.mark.parametrize("tone", ["neutral", "info", "warning", "danger", "done"])
def test_chip_is_a_word_and_a_shape(tone: str) -> None:
    html = render("{% chip tone text %}", tone=tone, text="<Đã nộp>")
    assert f'class="chip chip-{tone}"' in html
    assert f"icons.svg#{tone}" in html
    assert "&lt;Đã nộp&gt;" in html


def test_an_icon_is_for_the_eye_only() -> None:
    html = render('{% icon "plus" %}')
    assert 'aria-hidden="true"' in html
    assert 'icons.svg#plus"' in html


def test_a_chip_without_a_tone_is_neutral() -> None:
    assert 'class="chip chip-neutral"' in render("{% chip tone text %}", tone="", text="Nháp")


@pytest.mark.parametrize("current", [True, False])
def test_a_place_is_a_link_with_icon_and_name(current: bool) -> None:
    html = render("{% place_link place %}", place=Place("plan", "Kế <hoạch>", "/c/a/?x=1&y=2", current))
    assert 'href="/c/a/?x=1&amp;y=2"' in html
    assert "icons.svg#plan" in html
    assert "<span>Kế &lt;hoạch&gt;</span>" in html
    assert ('aria-current="page"' in html) is current


def test_what_is_constant_is_the_same_in_every_language() -> None:
    """It is rendered once a process, so nothing in it may be of one person, page or language."""
    for path in ("_components/head.html", "_components/scripts.html"):
        source = (ROOT / "templates" / path).read_text()
        assert not re.search(r"\{%\s*(translate|blocktranslate|csrf_token|url)|\{\{", source)


def test_meter_gives_plain_numbers_to_the_browser_in_every_language() -> None:
    html = render('{% include "_components/meter.html" with value=v max=m label="4 / 7" %}', v=7_000_000, m=9_750_000)
    assert 'value="7000000" max="9750000" aria-label="4 / 7"' in html


def test_empty_state_offers_the_next_step() -> None:
    html = render('{% include "_components/empty.html" with text="Chưa có" url="/x/" action="Thêm" %}')
    assert '<a class="button button-primary" href="/x/">Thêm</a>' in html
    assert "<a " not in render('{% include "_components/empty.html" with text="Chưa có" url="" %}')


def test_every_icon_that_a_template_names_is_drawn() -> None:
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (ROOT / "static/images/icons.svg").read_text()))
    named = set()
    for path in (ROOT / "templates").rglob("*.html"):
        named |= set(re.findall(r'{% icon "([^"]+)"', path.read_text()))
    assert named - drawn == set()
    assert {entry.section for entry in ENTRIES} <= drawn
