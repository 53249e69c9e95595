"""Any two versions side by side in one text: on the screen, as PDF, Word and text."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
import time_machine

from documents.blocks import Marker
from plans.actions.amending import issue_amendment
from plans.actions.clauses import add_clause
from plans.actions.issuing import issue_plan
from plans.actions.lines import LineChange, change_line
from plans.actions.removing import remove_clause, select
from plans.actions.undoing import undo_last
from plans.amending.queries import as_it_stands, choices_of, frozen, pending, snapshot_named
from plans.issuing.queries import versions_of
from plans.issuing.signing import Signing
from plans.models import Clause, Plan, Version
from tests.conftest import Persona
from tests.plans.factories import ClauseFactory
from tests.plans.issuing.conftest import SIGNING
from tests.plans.seed import Seed
from tests.printed import pdf_text
from unions.models import User

COMPARE = "/c/hcsn/2024/plan/compare/"


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel("2024-08-20T09:00:00+07:00", tick=False) as traveller:
        yield traveller


def signing(number: int) -> Signing:
    return replace(SIGNING, number=number, signed_on=dt.date(2024, 8, 20))


@pytest.fixture
def issued(seed: Seed, by: User) -> Version:
    return issue_plan(plan=seed.plan, signing=signing(1), by=by)


@pytest.fixture
def amended(issued: Version, seed: Seed, by: User) -> Version:
    """One line changed, one removed, one new; then another new one that is not issued yet."""
    line = seed.line("Gắn kết")
    change_line(clause=line, change=LineChange(text="Gắn kết mọi đơn vị trong cụm."), seen_version=line.version, by=by)
    gone = seed.line("Cùng nhau làm việc")
    remove_clause(clause=gone, seen=select(gone).mark, by=by)
    add_clause(plan=seed.plan, text="Dòng của bản 2.", by=by)
    version = issue_amendment(plan=seed.plan, signing=signing(2), reason="Mưa.", by=by)
    add_clause(plan=seed.plan, text="Dòng chưa ban hành.", by=by)
    return version


def page(person: Persona, query: str = "") -> str:
    return str(person.get(f"{COMPARE}{query}").content.decode())


def test_the_last_version_and_the_plan_as_it_stands(secretary: Persona, amended: Version) -> None:
    text = page(secretary)
    assert "1 dòng khác nhau" in text
    assert "<ins>Dòng chưa ban hành.</ins>" in text
    assert "Dòng của bản 2." in text
    assert "<ins>Dòng của bản 2.</ins>" not in text


def test_what_the_last_issue_changed_where_nothing_was_changed_since(
    secretary: Persona, amended: Version, by: User
) -> None:
    assert f"{COMPARE}pdf?from=2&amp;to=now" in page(secretary)
    undo_last(plan=amended.plan, by=by)
    shown = page(secretary)
    assert f"{COMPARE}pdf?from=1&amp;to=2" in shown
    assert "<ins>Dòng của bản 2.</ins>" in shown
    assert "Hai bản giống hệt nhau" in page(secretary, "?from=2")


def test_two_chosen_versions(secretary: Persona, amended: Version) -> None:
    text = page(secretary, "?from=1&to=2")
    assert "3 dòng khác nhau" in text
    assert "Gắn kết <del>các </del><ins>mọi </ins>đơn vị trong cụm." in text
    assert "<del>Cùng nhau làm việc có ích.</del>" in text
    assert "<ins>Dòng của bản 2.</ins>" in text
    assert "Dòng chưa ban hành." not in text


def test_the_other_way_round(secretary: Persona, amended: Version) -> None:
    text = page(secretary, "?from=2&to=1")
    assert "<ins>Cùng nhau làm việc có ích.</ins>" in text
    assert "<del>Dòng của bản 2.</del>" in text


def test_only_what_differs(secretary: Persona, amended: Version) -> None:
    whole, short = page(secretary, "?from=1&to=2"), page(secretary, "?from=1&to=2&only=1")
    assert "MỤC ĐÍCH, YÊU CẦU:" in whole
    assert "MỤC ĐÍCH, YÊU CẦU:" not in short
    assert "<ins>Dòng của bản 2.</ins>" in short


def test_the_same_version_twice(secretary: Persona, amended: Version) -> None:
    assert "Hai bản giống hệt nhau" in page(secretary, "?from=1&to=1")
    assert "Không có gì khác nhau." in page(secretary, "?from=1&to=1&only=1")


@pytest.mark.parametrize("query", ["?from=9", "?to=9", "?from=x&to=now", "?from=1&to=", "?from=" + "9" * 30])
def test_a_version_that_is_not_there(secretary: Persona, amended: Version, query: str) -> None:
    assert secretary.get(f"{COMPARE}{query}").status_code == 404


def test_a_plan_that_was_never_issued_has_nothing_to_compare(secretary: Persona, seed: Seed) -> None:
    assert secretary.get(COMPARE).status_code == 404


def test_new_numbers_are_marked_on_the_screen(secretary: Persona, issued: Version, seed: Seed) -> None:
    Clause.objects.filter(pk=seed.campaign.clause_id).update(marker=Marker.DASH.value)
    shown = " ".join(page(secretary, "?from=1&to=now&only=1").split())
    assert f"<del>1.</del> <ins>-</ins> </span> {seed.campaign.title}" in shown
    assert f"<del>2.</del> <ins>1.</ins> </span> {seed.session.title}" in shown


def test_the_marked_papers(secretary: Persona, amended: Version) -> None:
    words = pdf_text(secretary.get(f"{COMPARE}pdf?from=1&to=2").content)
    for said in ("BẢN SO SÁNH", "bản số 01-KH/ĐTN ngày 20/08/2024", "Dòng của bản 2.", "Cùng nhau làm việc có ích."):
        assert said in words
    assert secretary.get(f"{COMPARE}docx?from=1&to=2").content.startswith(b"PK")
    text = secretary.get(f"{COMPARE}txt?from=2&to=now").content.decode()
    assert "{+Dòng chưa ban hành.+}" in text
    assert "bản đang soạn" in text
    assert secretary.get(f"{COMPARE}json?from=1&to=2").status_code == 404


def test_officers_compare_too(officer_a: Persona, amended: Version) -> None:
    assert "Dòng của bản 2." in page(officer_a, "?from=1&to=2")


# -- Questions


def test_which_versions_there_are(seed: Seed, amended: Version) -> None:
    choices = choices_of(list(versions_of(seed.plan)), "Nay")
    assert [(choice.value, choice.name) for choice in choices] == [
        ("1", "01-KH/ĐTN, 20/08/2024"),
        ("2", "02-KH/ĐTN, 20/08/2024"),
        ("now", "Nay"),
    ]


def test_snapshots_by_their_names(seed: Seed, amended: Version) -> None:
    assert snapshot_named(seed.plan, "2") == frozen(seed.plan, 2)
    assert snapshot_named(seed.plan, "now") == as_it_stands(seed.plan)
    assert snapshot_named(seed.plan, "3") is None
    assert snapshot_named(seed.plan, "²") is None


def test_what_waits_for_the_next_paper(seed: Seed, amended: Version) -> None:
    found = pending(seed.plan)
    assert found
    assert [change.after for change in found.changes.lines] == ["Dòng chưa ban hành."]
    assert [symbol for symbol, _day in found.former.papers] == ["01-KH/ĐTN", "02-KH/ĐTN"]
    assert pending(Plan(pk=0)) is None


@pytest.mark.parametrize("count", [1, 3, 300])
def test_queries_do_not_grow(
    secretary: Persona, issued: Version, seed: Seed, count: int, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    last = Clause.objects.filter(plan=seed.plan).count()
    Clause.objects.bulk_create(Clause(plan=seed.plan, position=1000 + last + n, text=f"Dòng {n}") for n in range(count))
    plan = Plan.objects.select_related("lead", "cluster").get(pk=seed.plan.pk)
    with django_assert_num_queries(7):  # type: ignore[operator]
        found = pending(plan)
    assert found
    assert found.changes.count == count
    with django_assert_num_queries(12):  # type: ignore[operator]
        page(secretary)


def test_nothing_waits_in_what_was_just_issued(issued: Version, seed: Seed) -> None:
    ClauseFactory.create(plan=seed.plan, text="Dòng mới.")
    found = pending(seed.plan)
    assert found
    assert found.changes.count == 1
