"""Who does what; the outline; files that wait for their confirmation."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.contrib.sessions.backends.db import SessionStore
from django.utils import translation

from plans import uploads
from plans.assignments import by_activity, by_union, of_union
from plans.models import Duty
from plans.queries import load_paper
from plans.sheet import Row, load_sheet
from tests.plans.factories import DutyFactory
from tests.plans.seed import Seed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _vietnamese() -> Iterator[None]:
    """A test that read an English page leaves its language behind in the thread."""
    with translation.override("vi"):
        yield


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
