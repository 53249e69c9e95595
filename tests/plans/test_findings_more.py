"""What a plan still needs, sentence by sentence; who does what; the outline; files that wait for their confirmation."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.sessions.backends.db import SessionStore
from django.utils import translation

from plans import uploads
from plans.assignments import by_activity, by_union, of_union
from plans.findings import Finding
from plans.models import Clause, Duty, Levy, Place, Plan, Recipient, Schedule
from plans.queries import load_paper
from plans.sheet import Row, load_sheet
from tests.plans.factories import ClauseFactory, DutyFactory
from tests.plans.seed import Seed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _vietnamese() -> Iterator[None]:
    """A test that read an English page leaves its language behind in the thread."""
    with translation.override("vi"):
        yield


def found(seed: Seed) -> list[Finding]:
    return load_sheet(Plan.objects.get(pk=seed.plan.pk)).findings


def sentences(seed: Seed) -> list[str]:
    return [finding.text.replace("\u00a0", " ") for finding in found(seed)]


# -- Findings


@pytest.mark.parametrize(
    ("mended", "sentence", "url"),
    [
        ({"number": "Số: 1"}, "Kế hoạch chưa có số.", "?part=letterhead#letterhead"),
        ({"signed_on": "2024-02-05"}, "Kế hoạch chưa có ngày ký.", "?part=letterhead#letterhead"),
        ({"dateline": "Ngày … tháng …"}, "Kế hoạch chưa có ngày ký.", "?part=letterhead#letterhead"),
        ({"signer_name": "Trần A"}, "Chưa có người ký.", "?part=signer#signer"),
    ],
)
def test_part_of_the_paper_is_missed_until_it_is_there(
    seed: Seed, mended: dict[str, str], sentence: str, url: str
) -> None:
    Plan.objects.filter(pk=seed.plan.pk).update(number="", signed_on=None, dateline="", signer_name="")
    assert [finding.url for finding in found(seed) if finding.text == sentence] == [url]
    Plan.objects.filter(pk=seed.plan.pk).update(**mended)
    assert sentence not in sentences(seed)


def test_recipients_are_missed_until_there_is_one(seed: Seed) -> None:
    assert "Chưa có nơi nhận." not in sentences(seed)
    Recipient.objects.filter(plan=seed.plan).delete()
    assert "Chưa có nơi nhận." in sentences(seed)


@pytest.mark.parametrize("count", [1, 2, 5])
def test_empty_lines_are_counted_and_the_first_is_opened(seed: Seed, count: int) -> None:
    empty = [ClauseFactory.create(plan=seed.plan, text="") for _ in range(count)]
    one = next(finding for finding in found(seed) if "dòng trống" in finding.text)
    assert one.text == f"Còn {count} dòng trống."
    assert one.url == f"?line={empty[0].pk}#line-{empty[0].pk}"


@pytest.mark.parametrize(
    ("model", "sentence"),
    [
        (Schedule, "“Chiến dịch tình nguyện Kỳ nghỉ hồng”: chưa có thời gian."),
        (Place, "“Chiến dịch tình nguyện Kỳ nghỉ hồng”: chưa có địa điểm."),
    ],
)
def test_time_and_place_without_words_are_named(seed: Seed, model: Any, sentence: str) -> None:
    row = model.objects.get(activity=seed.campaign)
    assert sentence not in sentences(seed)
    model.objects.filter(pk=row.pk).update(text="")
    one = next(finding for finding in found(seed) if finding.text == sentence)
    assert (one.url, one.tone) == (f"?line={row.clause_id}#line-{row.clause_id}", "info")


def test_undecided_levy_shows_both_sums_and_leads_to_the_choice(seed: Seed) -> None:
    first = found(seed)[0]
    assert first.tone == "warning"
    assert "“Thăm hỏi hằng quý”: 12.000.000 hay 48.000.000 đồng một năm?" in sentences(seed)[0]
    assert first.url == f"/c/{seed.plan.cluster.code}/2024/levies/{seed.visit_levy.pk}/basis/"


@pytest.mark.parametrize("basis", [Levy.Basis.ONCE, Levy.Basis.PER_OCCURRENCE, Levy.Basis.PER_QUARTER])
def test_decided_levy_needs_only_its_date(seed: Seed, basis: Levy.Basis) -> None:
    Levy.objects.filter(pk=seed.visit_levy.pk).update(basis=basis)
    assert "“Thăm hỏi hằng quý”: chưa có hạn nộp." in sentences(seed)
    Levy.objects.filter(pk=seed.visit_levy.pk).update(due_on="2024-12-01")
    assert not [text for text in sentences(seed) if "Thăm hỏi hằng quý" in text]


def test_levy_of_a_single_time_asks_to_confirm_one_sum(seed: Seed) -> None:
    Levy.objects.filter(pk=seed.campaign_levy.pk).update(basis=Levy.Basis.UNDECIDED)
    with translation.override("en"):
        first = sentences(seed)[0]
    assert first.startswith("“Chiến dịch tình nguyện Kỳ nghỉ hồng”: 49.000.000 đồng a year. Confirm how often")


def test_line_that_no_longer_prints_its_amounts_is_a_warning(seed: Seed) -> None:
    Clause.objects.filter(pk=seed.campaign_levy.clause_id).update(text="Các cơ sở Đoàn đóng góp.")
    one = next(finding for finding in found(seed) if "chưa in" in finding.text)
    assert (one.text, one.tone) == ("Dòng chưa in {mức đóng góp}: “Các cơ sở Đoàn đóng góp.”", "warning")


@pytest.mark.parametrize(
    ("text", "missed"),
    [("{đơn vị} lo xe.", True), ("{đơn vị} lo xe, phối hợp: {đơn vị phối hợp}.", False)],
)
def test_supporting_unions_that_are_not_printed_are_a_warning(seed: Seed, text: str, missed: bool) -> None:
    DutyFactory.create(activity=seed.visit, unions=seed.unions[:1], support=seed.unions[1:2], clause__text=text)
    assert any("Dòng chưa in {đơn vị phối hợp}" in one for one in sentences(seed)) == missed


@pytest.mark.parametrize(
    ("override", "disagrees"),
    [("Mỗi đơn vị góp 7.000.000 đồng/đơn vị.", False), ("Mỗi đơn vị góp 9.000.000 đồng/đơn vị.", True)],
)
def test_own_wording_is_compared_with_the_amounts(seed: Seed, override: str, disagrees: bool) -> None:
    Clause.objects.filter(pk=seed.campaign_levy.clause_id).update(override=override)
    assert any("Câu viết riêng khác dữ liệu" in one and override in one for one in sentences(seed)) == disagrees


def test_long_titles_are_cut_and_warnings_come_first(seed: Seed) -> None:
    seed.visit.title = "Thăm hỏi " * 20
    seed.visit.save()
    first, *_rest = found(seed)
    assert "…”" in first.text
    assert len(first.text) < 180
    tones = [finding.tone for finding in found(seed)]
    assert tones == sorted(tones, key=lambda tone: tone != "warning")


# -- Who does what


def test_groups_by_union_put_own_unions_first_and_all_together_last(seed: Seed) -> None:
    DutyFactory.create(activity=seed.visit, scope=Duty.Scope.ALL, clause__text="Cùng tham gia.")
    groups = by_union(load_paper(seed.plan), seed.unions, [seed.unions[4].pk])
    assert [group.own for group in groups] == [True] + [False] * 7
    assert (groups[0].title, groups[0].assignments) == (seed.unions[4].name, ())
    assert (groups[-1].title, [one.text for one in groups[-1].assignments]) == ("", ["Cùng tham gia."])


def test_supporting_union_sees_its_part(seed: Seed) -> None:
    DutyFactory.create(activity=seed.visit, unions=seed.unions[:1], support=seed.unions[5:6])
    (group,) = of_union(load_paper(seed.plan), seed.unions[5])
    assert [(one.is_lead, one.activity) for one in group.assignments] == [(False, "Thăm hỏi hằng quý")]


@pytest.mark.parametrize(("at", "count"), [(0, 2), (1, 1), (6, 0)])
def test_duty_of_the_lead_belongs_to_the_union_that_leads(seed: Seed, at: int, count: int) -> None:
    DutyFactory.create(activity=seed.visit, scope=Duty.Scope.LEAD, clause__text="Cụm trưởng báo cáo.")
    groups = of_union(load_paper(seed.plan), seed.unions[at])
    listed = [one.text for group in groups for one in group.assignments]
    assert len(listed) == count
    assert ("Cụm trưởng báo cáo." in listed) == (at == 0)


def test_duties_outside_activities_are_the_last_group(seed: Seed) -> None:
    duty = Duty.objects.create(plan=seed.plan, clause=seed.line("Theo dõi"), scope=Duty.Scope.LEAD)
    groups = by_activity(load_paper(seed.plan))
    assert [group.title for group in groups] == ["Chiến dịch tình nguyện Kỳ nghỉ hồng", ""]
    assert [one.pk for one in groups[-1].assignments] == [duty.clause_id]


# -- Outline and rows


def test_outline_names_parts_activities_and_titles_in_order(seed: Seed) -> None:
    entries = [(entry.text, entry.is_part) for entry in load_sheet(seed.plan).outline]
    assert entries[:3] == [
        ("I. MỤC ĐÍCH, YÊU CẦU", True),
        ("1. Mục đích", False),
        ("II. NỘI DUNG", True),
    ]
    assert entries[-1] == ("1. Cụm trưởng", False)


@pytest.mark.parametrize(
    ("words", "follows"),
    [("Gắn kết", "Cùng nhau"), ("Mục đích:", "NỘI DUNG:"), ("MỤC ĐÍCH", "NỘI DUNG:"), ("{tên hoạt động}", "Sinh hoạt")],
)
def test_new_row_stands_after_all_below_a_line(seed: Seed, words: str, follows: str) -> None:
    sheet = load_sheet(seed.plan)
    sheet.insert_after(seed.line(words).pk, Row(pk="new"))
    at = next(i for i, row in enumerate(sheet.rows) if row.pk == "new")
    assert sheet.rows[at + 1].text.startswith(follows)


# -- Files that wait


@pytest.fixture
def media(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "imports"


def test_waiting_file_is_found_only_by_its_session_and_cluster(media: Path) -> None:
    mine, theirs = SessionStore(), SessionStore()
    waiting = uploads.keep(mine, "Kế hoạch".encode(), name="a.txt", year=2024, cluster=1)
    kept = uploads.find(mine, waiting.token, cluster=1)
    assert kept is not None
    assert (kept.data(), kept.name, kept.year) == ("Kế hoạch".encode(), "a.txt", 2024)
    assert uploads.find(mine, waiting.token, cluster=2) is None
    assert uploads.find(theirs, waiting.token, cluster=1) is None
    assert (media / waiting.token).stat().st_mode & 0o077 == 0


def test_only_the_newest_five_wait(media: Path) -> None:
    session = SessionStore()
    kept = [uploads.keep(session, b"x", name=f"{n}.txt", year=2024, cluster=1) for n in range(7)]
    assert [uploads.find(session, one.token, cluster=1) is None for one in kept] == [True] * 2 + [False] * 5
    assert len(list(media.iterdir())) == 5


def test_dropped_and_old_files_are_gone(media: Path) -> None:
    session = SessionStore()
    dropped = uploads.keep(session, b"x", name="a.txt", year=2024, cluster=1)
    old = uploads.keep(session, b"y", name="b.txt", year=2024, cluster=1)
    uploads.drop(session, dropped)
    assert (dropped.data(), uploads.find(session, dropped.token, cluster=1)) == (None, None)
    hour_ago = time.time() - uploads.KEPT_FOR - 5
    os.utime(media / old.token, (hour_ago, hour_ago))
    uploads.clear_old()
    assert old.data() is None
