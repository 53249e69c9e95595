"""Whole papers: the real plan of 2024 (where the shared folder is) and the demonstration's own."""

from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from plans.checks import Code, Finding, check_plan
from plans.models import Plan
from tests.plans.papers import SEED, needs_shared
from unions.models import Cluster

pytestmark = pytest.mark.django_db

DEMO = Path(__file__).resolve().parents[3] / "campaigns" / "demo" / "ke-hoach.txt"
CLUSTER = "Cụm Hành chính – Sự nghiệp"


def found_in(file: Path, cluster: Cluster, year: int) -> list[Finding]:
    cluster.name = CLUSTER
    cluster.save()
    call_command("import_plan", file, cluster=cluster.code, year=year, stdout=StringIO())
    return check_plan(Plan.objects.select_related("lead", "cluster").get(cluster=cluster))


def said(findings: list[Finding], code: Code) -> list[str]:
    return [finding.text.replace("\u00a0", " ") for finding in findings if finding.code is code]


@pytest.fixture
def real(cluster: Cluster) -> list[Finding]:
    return found_in(SEED, cluster, 2024)


@needs_shared
def test_contents_that_nobody_holds_are_the_three_of_the_real_plan(real: list[Finding]) -> None:
    found = said(real, Code.CONTENT_WITHOUT_HOLDER)
    assert [
        words in text for words, text in zip(("Thăm và tặng quà", "Khánh thành", "dịch vụ công"), found, strict=True)
    ]
    assert all("Nội dung chưa có đơn vị phụ trách" in text for text in found)


@needs_shared
def test_duties_about_none_of_the_contents_are_the_second_half_and_the_licences(real: list[Finding]) -> None:
    children, licences = said(real, Code.DUTY_WITHOUT_CONTENT)
    assert "“tập huấn kỹ năng phòng tránh xâm hại tình dục cho trẻ em”" in children
    assert "sân chơi" not in children
    assert "Luật Giao thông đường bộ" in licences


@needs_shared
def test_two_lines_of_time_stand_in_the_campaign(real: list[Finding]) -> None:
    (text,) = said(real, Code.TWO_TIMES)
    assert "Tháng 6 - 8 năm 2024” · “Theo phân công" in text


@needs_shared
def test_six_of_seven_unions_are_spelled_in_two_ways(real: list[Finding]) -> None:
    found = said(real, Code.UNION_SPELLING)
    assert len(found) == 6
    assert not any("Tài nguyên" in text for text in found)
    for spelling in (
        "“Đoàn Khối Dân - Chính - Đảng Thành phố”",
        "“Đoàn Sở Lao động – Thương binh và Xã hội”",
        "“Đoàn Lực lượng Thanh niên xung phong”",
        "“Đoàn Khối Bộ Nông nghiệp và Phát triển nông thôn”",
        "“Đoàn Sở Y tế”",
        "“Đoàn Sở Giao thông – Vận tải”",
    ):
        assert any(spelling in text for text in found), spelling


@needs_shared
def test_both_readings_of_the_money_and_the_missing_dates_are_told(real: list[Finding]) -> None:
    (text,) = said(real, Code.LEVY_WITHOUT_BASIS)
    assert "12.000.000 hay 48.000.000 đồng" in text
    assert len(said(real, Code.LEVY_WITHOUT_DATE)) == 3


@needs_shared
def test_everything_else_of_the_real_plan_is_found_and_nothing_more(real: list[Finding]) -> None:
    assert Counter(finding.code.value for finding in real) == {
        "paper.no-date": 1,
        "paper.no-number": 1,
        "content.no-holder": 3,
        "duty.no-content": 2,
        "time.two-lines": 1,
        "time.tentative": 1,
        "time.as-assigned": 1,
        "levy.no-basis": 1,
        "levy.no-due-date": 3,
        "spelling.union": 6,
        "spelling.cluster": 1,
        "form.capacity": 1,
    }


@needs_shared
@pytest.mark.parametrize("theme", ["Năm Thanh niên tình nguyện", "Năm thanh niên Tình nguyện"])
def test_the_theme_of_another_paper_is_not_the_theme_of_this_one(real: list[Finding], theme: str) -> None:
    assert said(real, Code.THEME_SPELLING) == []
    Plan.objects.update(theme=theme)
    (text,) = said(check_plan(Plan.objects.select_related("lead", "cluster").get()), Code.THEME_SPELLING)
    assert theme in text
    assert "“Năm thanh niên tình nguyện”" in text


# -- Our own demonstration


@pytest.fixture
def demo(cluster: Cluster, tmp_path: Path) -> list[Finding]:
    file = tmp_path / DEMO.name
    file.write_text(DEMO.read_text(encoding="utf-8").replace("{year}", "2026"), encoding="utf-8")
    return found_in(file, cluster, 2026)


def test_the_demonstration_has_contents_without_a_union(demo: list[Finding]) -> None:
    found = said(demo, Code.CONTENT_WITHOUT_HOLDER)
    for words, text in zip(("tặng quà các gia đình", "Bàn giao công trình", "thủ tục hành chính"), found, strict=True):
        assert words in text


def test_the_demonstration_has_duties_outside_its_contents(demo: list[Finding]) -> None:
    children, licences = said(demo, Code.DUTY_WITHOUT_CONTENT)
    assert "tự bảo vệ cho trẻ em" in children
    assert "đổi giấy phép lái xe" in licences


def test_the_demonstration_spells_its_unions_alike(demo: list[Finding]) -> None:
    assert said(demo, Code.UNION_SPELLING) == []
    assert said(demo, Code.TWO_TIMES) == []
    assert len(said(demo, Code.LEVY_WITHOUT_DATE)) == 3
    assert len(said(demo, Code.TIME_TENTATIVE)) == 1
