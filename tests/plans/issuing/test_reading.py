"""An issued plan as those read it who may not edit it: what is not issued is not taken for issued."""

from typing import Any

import pytest

from plans.actions.amending import issue_amendment
from plans.actions.clauses import add_clause
from plans.actions.issuing import withdraw_plan
from plans.actions.lines import LineChange, change_line
from plans.actions.removing import remove_clause, select
from plans.documents import CHANGED_MARK, WITHDRAWN_MARK
from plans.issuing.signing import Signing
from plans.models import Clause, Plan, Version
from tests.conftest import Persona
from tests.plans.seed import Seed
from unions.models import User

BASE = "/c/hcsn/2024/plan/"
NOTICE = "Kế hoạch đang được điều chỉnh"


def page(person: Persona) -> str:
    return str(person.get(BASE).content.decode())


def change_a_line(seed: Seed, by: User) -> Clause:
    line = seed.line("Gắn kết")
    change_line(clause=line, change=LineChange(text="Gắn kết hơn nữa."), seen_version=line.version, by=by)
    return line


def marked_lines(text: str) -> list[str]:
    """Ids of the lines with a bar."""
    tags = [tag.partition(">")[0] for tag in text.split("<") if "is-unissued" in tag]
    return [tag.partition('id="line-')[2].partition('"')[0] for tag in tags]


def test_an_issued_plan_has_no_notice(officer_a: Persona, issued: Version) -> None:
    text = page(officer_a)
    assert NOTICE not in text
    assert CHANGED_MARK not in text
    assert marked_lines(text) == []


def test_officers_are_told_what_is_not_issued(officer_a: Persona, issued: Version, seed: Seed, by: User) -> None:
    changed = change_a_line(seed, by)
    gone = seed.line("Cùng nhau làm việc")
    remove_clause(clause=gone, seen=select(gone).mark, by=by)
    added = add_clause(plan=seed.plan, text="Thêm một dòng.", by=by)
    text = page(officer_a)
    assert f"{NOTICE}: 3 chỗ chưa ban hành" in text
    assert CHANGED_MARK in text
    assert marked_lines(text) == [str(changed.pk), str(added.pk)]
    assert f'href="{BASE}versions/1/pdf"' in text
    compare = f"{BASE}compare/?from=1&to=now&only=1"
    assert compare.replace("&", "&amp;") in text
    assert "Gắn kết <del>các " in str(officer_a.get(compare).content.decode())


def test_an_amended_plan_leads_to_its_whole_text(
    officer_a: Persona, issued: Version, seed: Seed, second: Signing, by: User
) -> None:
    """The PDF of an amendment is the amending paper alone."""
    change_a_line(seed, by)
    issue_amendment(plan=seed.plan, signing=second, reason="Mưa.", by=by)
    assert NOTICE not in page(officer_a)
    add_clause(plan=seed.plan, text="Thêm một dòng.", by=by)
    text = page(officer_a)
    assert f"{NOTICE}: 1 chỗ chưa ban hành" in text
    assert f'href="{BASE}versions/2/txt"' in text
    whole = officer_a.get(f"{BASE}versions/2/txt").content.decode()
    assert "Gắn kết hơn nữa." in whole
    assert "Thêm một dòng." not in whole


def test_lines_that_are_only_numbered_anew_have_no_bar(
    officer_a: Persona, issued: Version, seed: Seed, by: User
) -> None:
    part = seed.line("MỤC ĐÍCH, YÊU CẦU")
    remove_clause(clause=part, seen=select(part).mark, by=by)
    text = page(officer_a)
    assert NOTICE in text
    assert marked_lines(text) == []


def test_drafts_and_editors_are_not_bothered(
    secretary: Persona, officer_a: Persona, plan: Plan, issued: Version, seed: Seed, by: User
) -> None:
    change_a_line(seed, by)
    assert NOTICE not in page(secretary)
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.DRAFT)
    assert NOTICE not in page(officer_a)


def test_a_withdrawn_plan_is_marked_on_the_screen(
    secretary: Persona, officer_a: Persona, issued: Version, seed: Seed, by: User
) -> None:
    change_a_line(seed, by)
    withdraw_plan(plan=seed.plan, reason="Thay kế hoạch khác.", by=by)
    for person in (secretary, officer_a):
        assert f"{WITHDRAWN_MARK} · {CHANGED_MARK}" in page(person)
        assert NOTICE not in page(person), "nothing of it holds"


@pytest.mark.parametrize("count", [1, 3, 300])
def test_reading_takes_three_queries_more_than_editing(
    officer_a: Persona, secretary: Persona, issued: Version, seed: Seed, count: int, django_assert_num_queries: Any
) -> None:
    Clause.objects.bulk_create(Clause(plan=seed.plan, position=2000 + n, text=f"Dòng {n}") for n in range(count))
    with django_assert_num_queries(13):
        assert NOTICE not in page(secretary)
    with django_assert_num_queries(16):
        assert f"{NOTICE}: {count} chỗ chưa ban hành" in page(officer_a)
