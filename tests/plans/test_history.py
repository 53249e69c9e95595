"""The history of a line: its own records and those of its facts, newest first, nobody else's."""

import pytest
from django.urls import reverse

from plans.actions.clauses import add_clause, move_clause
from plans.actions.lines import LineChange, change_line
from plans.actions.undoing import undo_last
from plans.history import history_of
from plans.models import Clause
from plans.queries import load_paper
from tests.conftest import Persona
from tests.factories import UserFactory
from tests.plans.conftest import reword
from tests.plans.seed import Seed
from unions import audit
from unions.models import User

pytestmark = pytest.mark.django_db


def page_of(seed: Seed, clause: Clause) -> str:
    return reverse("plans:clause_history", kwargs={"code": seed.plan.cluster.code, "year": 2024, "pk": clause.pk})


def verbs_of(seed: Seed, clause: Clause) -> list[str]:
    line = load_paper(seed.plan).by_clause[clause.pk]
    return [event.record.verb for event in history_of(seed.plan, line.clause)]


def test_newest_comes_first_with_undo_and_moves(seed: Seed, by: User) -> None:
    clause = add_clause(plan=seed.plan, text="Một.", after=seed.line("Gắn kết"), by=by)
    reword(clause, "Hai.", by)
    undo_last(plan=seed.plan, by=by)
    move_clause(clause=clause, direction="up", by=by)
    assert verbs_of(seed, clause) == ["clause.move", "clause.undo", "clause.change", "clause.add"]


def test_other_lines_are_not_told_of(seed: Seed, by: User) -> None:
    reword(seed.line("Cùng nhau"), "Khác.", by)
    assert verbs_of(seed, seed.line("Gắn kết")) == []


def test_facts_of_the_line_belong_to_it(seed: Seed, by: User) -> None:
    levy = seed.campaign_levy
    assert levy.clause is not None
    audit.record("levy.choose_basis", levy, by=by, cluster=seed.plan.cluster, about="mức", before={"basis": "once"})
    assert verbs_of(seed, levy.clause) == ["levy.choose_basis"]


def test_only_what_differs_is_shown(seed: Seed, by: User) -> None:
    clause = seed.line("Gắn kết")
    old = clause.text
    change_line(clause=clause, change=LineChange(text="Mới."), seen_version=1, by=by)
    (event,) = history_of(seed.plan, load_paper(seed.plan).by_clause[clause.pk].clause)
    assert [(before, after) for _name, before, after in event.changes] == [(old, "Mới.")]


def test_history_takes_one_query_whatever_happened(
    seed: Seed, by: User, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    clause = seed.line("Gắn kết")
    for number in range(20):
        reword(clause, f"Lần {number}.", by)
    line = load_paper(seed.plan).by_clause[clause.pk]
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(history_of(seed.plan, line.clause)) == 20


def test_page_says_who_when_before_and_after(seed: Seed, secretary: Persona) -> None:
    clause = seed.line("Gắn kết")
    old = clause.text
    reword(clause, "Bản của người kia.", UserFactory.create(full_name="Người Kia"))
    page = secretary.get(page_of(seed, clause)).content.decode()
    assert "Người Kia" in page
    assert f"<td>{old}</td>" in page
    assert "<td>Bản của người kia.</td>" in page
    assert "<time datetime=" in page


def test_page_of_an_untouched_line_says_so(seed: Seed, secretary: Persona) -> None:
    page = secretary.get(page_of(seed, seed.line("Gắn kết"))).content.decode()
    assert "Chưa ai sửa dòng này" in page


def test_line_that_is_gone_has_no_page(seed: Seed, secretary: Persona) -> None:
    clause = seed.line("Gắn kết")
    url = page_of(seed, clause)
    Clause.objects.filter(pk=clause.pk).delete()
    assert secretary.get(url).status_code == 404


def test_open_line_leads_to_its_history(seed: Seed, secretary: Persona) -> None:
    clause = seed.line("Gắn kết")
    card = secretary.get(f"/c/{seed.plan.cluster.code}/2024/plan/?line={clause.pk}").content.decode()
    assert f'href="{page_of(seed, clause)}"' in card
