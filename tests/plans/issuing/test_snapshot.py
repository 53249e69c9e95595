"""What is frozen of a plan, and the demonstration that shows it."""

import datetime as dt

import pytest
from django.core.management import call_command

from campaigns.demo.issuing import signing_day
from plans.actions.lines import LineChange, change_line
from plans.amending.differences import differences
from plans.amending.queries import as_it_stands
from plans.issuing.snapshot import canonical, sha256, snapshot, sums_of
from plans.models import Plan, Version
from plans.queries import load_paper
from tests.plans.factories import PlanFactory
from tests.plans.seed import Seed
from unions.models import User


def test_lines_with_ids_labels_and_activities(seed: Seed) -> None:
    rows = snapshot(load_paper(seed.plan))["lines"]
    by_id = {row["id"]: row for row in rows}
    heading = by_id[seed.campaign.clause_id]
    assert heading["label"].rstrip(".").isdigit()
    assert (heading["heading"], heading["activity"]) == (True, seed.campaign.title)
    assert by_id[seed.line("Gắn kết").pk] == {
        "id": seed.line("Gắn kết").pk,
        "label": "-",
        "text": "Gắn kết các đơn vị trong cụm.",
        "level": 2,
        "heading": False,
        "activity": "",
    }


def test_levies_with_what_each_union_pays(seed: Seed) -> None:
    levies = {levy["id"]: levy for levy in snapshot(load_paper(seed.plan))["levies"]}
    visit = levies[seed.visit_levy.pk]
    assert (visit["activity"], visit["basis"], visit["due_on"]) == (seed.visit.title, seed.visit_levy.basis, "")
    assert sum(amount for _name, amount in visit["shares"].values()) == 12_000_000
    assert set(visit["shares"]) == {union.code for union in seed.unions}


def test_a_snapshot_is_equal_to_the_plan_until_it_changes(seed: Seed, by: User) -> None:
    frozen = snapshot(load_paper(seed.plan))
    assert not differences(frozen, as_it_stands(seed.plan))
    line = seed.line("Gắn kết")
    change_line(clause=line, change=LineChange(text="Khác."), seen_version=line.version, by=by)
    assert differences(frozen, as_it_stands(Plan.objects.get(pk=seed.plan.pk))).count == 1


@pytest.mark.parametrize("data", [{"đ": 1}, {}, {"a": [1, "hai", None, {"b": False}]}])
def test_canonical_bytes_are_compact_utf8(data: dict[str, object]) -> None:
    text = canonical(data).decode()
    assert ": " not in text
    assert "\\u" not in text


def test_sums() -> None:
    assert sha256(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert sha256(memoryview(b"abc")) == sha256(b"abc")
    sums = sums_of("a", {}, b"b", b"c")
    assert set(sums) == {"text_hash", "data_hash", "pdf_hash", "docx_hash"}
    assert len(set(sums.values())) == 4


@pytest.mark.parametrize(
    ("today", "day"), [(dt.date(2024, 8, 1), dt.date(2024, 2, 5)), (dt.date(2024, 1, 10), dt.date(2024, 1, 10))]
)
def test_the_demonstration_is_signed_in_february_or_today(today: dt.date, day: dt.date) -> None:
    assert signing_day(PlanFactory.build(year=2024), today) == day


@pytest.mark.django_db
def test_the_demonstration_is_issued() -> None:
    call_command("load_demo")
    version = Version.objects.get()
    assert version.plan.state == Plan.State.ISSUED
    assert version.entry.symbol in version.text
    call_command("load_demo")
    assert Version.objects.count() == 1
