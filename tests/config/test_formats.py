"""What every answer has in common: Vietnamese figures and days, strict headers, no other host."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template import Context, Template
from django.test import Client
from django.utils import formats, timezone, translation

from tests.conftest import Persona
from tests.contributions.factories import seed_plan
from tests.factories import PASSWORD
from unions.models import Cluster, MemberUnion

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
OWN_STATIC = sorted(path for path in (ROOT / "static").rglob("*") if path.suffix in {".css", ".js", ".svg"})
NAMESPACES = ("http://www.w3.org/", "https://www.w3.org/")


def render(template: str, **context: object) -> str:
    with translation.override("vi"):
        return Template("{% load l10n money %}" + template).render(Context(context))


# Figures and days


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (999, "999"),
        (1_000, "1.000"),
        (7_000_000, "7.000.000"),
        (1_000_000_000_000, "1.000.000.000.000"),
        (-1_500, "-1.500"),
        (2.5, "2,5"),
        (1234.5, "1.234,5"),
    ],
)
def test_numbers_are_grouped_by_dots_in_vietnamese(number: float, text: str) -> None:
    assert render("{% localize on %}{{ number }}{% endlocalize %}", number=number) == text


@pytest.mark.parametrize(("number", "text"), [(2024, "2024"), (7_000_000, "7000000")])
def test_a_number_for_machines_is_plain(number: int, text: str) -> None:
    assert render("{{ number|unlocalize }}", number=number) == text


DAY, MOMENT = dt.date(2024, 2, 5), dt.datetime(2024, 2, 4, 18, 30, tzinfo=dt.UTC)  # 1:30 on the 5th here


@pytest.mark.parametrize(
    ("template", "value", "text"),
    [
        ("{{ value }}", DAY, "05/02/2024"),
        ("{{ value|date }}", DAY, "05/02/2024"),
        ("{{ value|date:'SHORT_DATE_FORMAT' }}", DAY, "05/02/2024"),
        ("{{ value|date:'YEAR_MONTH_FORMAT' }}", DAY, "02/2024"),
        ("{{ value|date:'MONTH_DAY_FORMAT' }}", DAY, "05/02"),
        ("{{ value }}", MOMENT, "01:30 05/02/2024"),
        ("{{ value|time }}", MOMENT, "01:30"),
        ("{{ value|date:'SHORT_DATETIME_FORMAT' }}", MOMENT, "01:30 05/02/2024"),
        ("{{ value|date_vi }}", MOMENT, "05/02/2024"),
        ("{{ value|date_vi }}", None, ""),
        ("{{ value|dong }}", 7_000_000, "7.000.000"),
        ("{{ value|dong }}", None, ""),
    ],
)
def test_days_and_moments_are_local_and_day_first(template: str, value: object, text: str) -> None:
    with timezone.override("Asia/Ho_Chi_Minh"):
        assert render(template, value=value) == text


@pytest.mark.parametrize("language", ["vi", "en"])
def test_our_own_filters_write_the_same_in_every_language(language: str) -> None:
    with translation.override(language):
        page = Template("{% load money %}{{ sum|dong }} {{ day|date_vi }}").render(
            Context({"sum": 1_234_567, "day": DAY})
        )
    assert page == "1.234.567 05/02/2024"


@pytest.mark.parametrize(("text", "day"), [("03/04/2026", dt.date(2026, 4, 3)), ("2026-04-03", dt.date(2026, 4, 3))])
def test_a_day_is_read_day_first(text: str, day: dt.date) -> None:
    with translation.override("vi"):
        read = [dt.datetime.strptime(text, form).date() for form in _fitting(text)]  # noqa: DTZ007 -- a date only
    assert read == [day]


def _fitting(text: str) -> list[str]:
    patterns = {"%d/%m/%Y": r"\d\d/\d\d/\d{4}", "%Y-%m-%d": r"\d{4}-\d\d-\d\d"}
    known = formats.get_format("DATE_INPUT_FORMATS", lang="vi")
    assert set(patterns) <= set(known)
    return [form for form in known if form in patterns and re.fullmatch(patterns[form], text)]


def test_the_week_begins_on_monday_and_the_clock_is_ours() -> None:
    assert formats.get_format("FIRST_DAY_OF_WEEK", lang="vi") == 1
    assert timezone.get_default_timezone_name() == "Asia/Ho_Chi_Minh"


# Headers


@pytest.fixture
def year(cluster: Cluster, union_a: MemberUnion, union_b: MemberUnion) -> int:
    return seed_plan(cluster, [union_a, union_b]).year


Ask = Callable[[Persona, Persona], Any]
ANSWERS: list[tuple[str, int, Ask]] = [
    ("sign-in", 200, lambda _s, _c: Client().get("/login/")),
    ("page", 200, lambda s, _c: s.get("/c/hcsn/2024/money/")),
    ("paper", 200, lambda s, _c: s.get("/c/hcsn/2024/money/ledger/pdf")),
    ("workbook", 200, lambda s, _c: s.get("/c/hcsn/2024/money/ledger/xlsx")),
    ("health", 200, lambda _s, _c: Client().get("/health/")),
    ("redirect", 302, lambda _s, _c: Client().get("/c/hcsn/unions/")),
    ("language", 302, lambda s, _c: s.post("/language/", {"language": "en", "next": "/account/"})),
    ("forbidden", 403, lambda _s, c: c.get("/c/hcsn/log/")),
    ("not found", 404, lambda s, _c: s.get("/c/hcsn/khong-co/")),
    ("unknown cluster", 404, lambda _s, c: c.get("/c/khong/unions/")),
    ("not allowed", 405, lambda s, _c: s.get("/logout/")),
    ("refused form", 422, lambda _s, _c: Client().post("/login/", {"username": "a", "password": "b"})),
]


@pytest.mark.parametrize(("status", "ask"), [row[1:] for row in ANSWERS], ids=[row[0] for row in ANSWERS])
def test_every_kind_of_answer_carries_the_strict_headers(
    year: int, secretary: Persona, clerk: Persona, status: int, ask: Ask
) -> None:
    answer = ask(secretary, clerk)
    assert answer.status_code == status
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";") if part.strip())
    assert policy["default-src"] == policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["object-src"] == "'none'"
    assert "http" not in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    for power in ("camera", "geolocation", "microphone", "payment", "usb"):
        assert f"{power}=()" in answer["Permissions-Policy"]


def test_no_script_reads_the_session(secretary: Persona) -> None:
    browser = Client()
    browser.post("/login/", {"username": "thuky", "password": PASSWORD})
    session = browser.cookies["sessionid"]
    assert session.value
    assert (session["httponly"], session["samesite"]) == (True, "Lax")


# Only our own files


def test_there_are_templates_and_files_to_look_at() -> None:
    assert len(TEMPLATES) > 50
    assert len(OWN_STATIC) > 5


def hosts_in(text: str) -> list[str]:
    """Addresses of other hosts; the names of XML namespaces are no addresses."""
    found = re.findall(r"""(?:https?:)?//[a-z0-9-]+(?:\.[a-z0-9-]+)+[^\s"'<>)]*""", text, re.IGNORECASE)
    return [url for url in found if not url.startswith(NAMESPACES)]


@pytest.mark.parametrize("text", ["https://cdn.example.com/x.js", 'src="//cdn.example.com/x.js"', "url(http://a.vn/b)"])
def test_the_search_for_hosts_finds_them(text: str) -> None:
    assert hosts_in(text)


def test_no_template_names_another_host() -> None:
    assert {path.name: found for path in TEMPLATES if (found := hosts_in(path.read_text()))} == {}


def test_no_style_or_script_fetches_from_another_host() -> None:
    loads = re.compile(r"""(?:url\(|@import|import |from |fetch\()\s*["']?(?:https?:)?//""")
    assert [path.name for path in OWN_STATIC if loads.search(path.read_text())] == []


def test_every_file_that_a_template_names_is_there() -> None:
    named = {name for path in TEMPLATES for name in re.findall(r"""{% static ['"]([^'"]+)['"]""", path.read_text())}
    assert len(named) > 5
    assert {name for name in named if finders.find(name) is None} == set()


@pytest.mark.parametrize("path", ["/account/", "/c/hcsn/unions/", "/c/hcsn/2024/money/", "/c/hcsn/log/"])
def test_a_page_loads_only_from_here(year: int, secretary: Persona, path: str) -> None:
    page = secretary.get(path).content.decode()
    loaded = re.findall(r'<(?:script|link|img|source|iframe)\b[^>]*?(?:src|href)="([^"]+)"', page)
    assert len(loaded) > 3
    assert [url for url in loaded if not url.startswith("/") or url.startswith("//")] == []
    assert hosts_in(page) == []
