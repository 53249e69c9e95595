"""Lines: added, moved. Each refusal, the trail, and that nothing is half done."""

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.blocks import Marker
from plans.actions import removing
from plans.actions.clauses import Direction, add_clause, move_clause
from plans.errors import CannotMove, LeavesActivity, LineIsGone
from plans.models import Clause, Plan
from plans.queries import load_paper
from tests.factories import UserFactory
from tests.plans.conftest import fail_to_record, last_record, texts
from tests.plans.factories import ClauseFactory, PlanFactory
from tests.plans.seed import Seed
from unions.errors import DomainError
from unions.models import User

pytestmark = pytest.mark.django_db


def labels(plan: Plan) -> dict[str, str]:
    """The printed label of each line, by its printed text."""
    return {line.text: line.label for line in load_paper(plan).lines}


# -- New lines


def test_line_after_goes_below_everything_that_belongs_to_it(seed: Seed, by: User) -> None:
    added = add_clause(plan=seed.plan, text="Xen giữa.", after=seed.campaign.clause, by=by)
    found = texts(seed.plan)
    assert found.index("Xen giữa.") == found.index("{tên hoạt động}:", found.index("{tên hoạt động}:") + 1) - 1
    assert (added.level, added.marker) == (1, Marker.ARABIC)
    assert last_record().verb == "clause.add"


def test_line_inside_is_the_last_one_and_marked_as_its_siblings(seed: Seed, by: User) -> None:
    added = add_clause(plan=seed.plan, text="Điều cuối.", inside=seed.line("Mục đích:"), by=by)
    found = texts(seed.plan)
    assert found.index("Điều cuối.") == found.index("Cùng nhau làm việc có ích.") + 1
    assert (added.level, added.marker) == (2, Marker.DASH)


def test_line_without_a_place_goes_to_the_end(seed: Seed, by: User) -> None:
    add_clause(plan=seed.plan, text="Sau cùng.", by=by)
    assert texts(seed.plan)[-1] == "Sau cùng."


def test_first_line_of_an_empty_plan(by: User) -> None:
    plan = PlanFactory.create()
    assert add_clause(plan=plan, text="Đầu tiên.", by=by).position == 1


def test_line_of_another_plan_is_no_place(seed: Seed, by: User) -> None:
    stranger = ClauseFactory.create(plan__year=2023, plan__cluster=seed.plan.cluster)
    with pytest.raises(LineIsGone):
        add_clause(plan=seed.plan, text="x", after=stranger, by=by)


def test_adding_takes_as_many_queries_in_a_long_plan(
    by: User, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    counts = []
    for size in (3, 200):
        plan = PlanFactory.create()
        rows = [Clause(plan=plan, position=i, text=str(i)) for i in range(1, size + 1)]
        Clause.objects.bulk_create(rows)
        with django_assert_max_num_queries(42) as context:  # type: ignore[operator]
            add_clause(plan=plan, text="x", after=Clause.objects.get(plan=plan, position=1), by=by)
        counts.append(len(context))
    assert counts[0] == counts[1]


# -- Moves


def test_activity_moves_with_all_its_lines_and_numbers_follow(seed: Seed, by: User) -> None:
    before = texts(seed.plan)
    move_clause(clause=seed.visit.clause, direction="up", by=by)
    numbers = labels(seed.plan)
    assert numbers["Thăm hỏi hằng quý:"] == "2."
    assert numbers["Sinh hoạt chuyên đề:"] == "3."
    assert sorted(texts(seed.plan)) == sorted(before)
    record = last_record()
    assert (record.verb, record.data["before"]["position"] > record.data["after"]["position"]) == ("clause.move", True)


def test_up_and_down_again_is_as_before(seed: Seed, by: User) -> None:
    before = texts(seed.plan)
    move_clause(clause=seed.visit.clause, direction="up", by=by)
    move_clause(clause=seed.visit.clause, direction="down", by=by)
    assert texts(seed.plan) == before


@pytest.mark.parametrize(
    ("words", "direction", "reason"),
    [
        ("Gắn kết", "up", "first"),
        ("Cùng nhau", "down", "last"),
        ("MỤC ĐÍCH", "out", "top"),
        ("Gắn kết", "in", "deeper"),
    ],
)
def test_edges_are_refused_in_words(seed: Seed, by: User, words: str, direction: Direction, reason: str) -> None:
    before = texts(seed.plan)
    with pytest.raises(CannotMove) as caught:
        move_clause(clause=seed.line(words), direction=direction, by=by)
    with translation.override("en"):
        assert reason in str(caught.value)
    assert texts(seed.plan) == before


def test_indenting_puts_the_line_below_its_neighbour(seed: Seed, by: User) -> None:
    moved = move_clause(clause=seed.line("Cùng nhau"), direction="in", by=by)
    assert (moved.level, moved.marker, moved.version) == (3, Marker.PLUS, 2)
    assert labels(seed.plan)["Cùng nhau làm việc có ích."] == "+"
    back = move_clause(clause=moved, direction="out", by=by)
    assert (back.level, back.marker) == (2, Marker.DASH)


@pytest.mark.parametrize("words", ["Thời gian", "Phân công", "{đơn vị} điều phối"])
def test_facts_never_leave_their_activity(seed: Seed, by: User, words: str) -> None:
    clause = seed.line(words)

    def act() -> None:
        for _level in range(clause.level):
            move_clause(clause=clause, direction="out", by=by)

    with pytest.raises(LeavesActivity) as caught:
        act()
    assert seed.campaign.title in str(caught.value)
    clause.refresh_from_db()
    assert clause.level >= 2


def test_moved_line_that_was_removed_is_told(seed: Seed, by: User) -> None:
    clause = seed.line("Gắn kết")
    Clause.objects.filter(pk=clause.pk).delete()
    with pytest.raises(LineIsGone):
        move_clause(clause=clause, direction="up", by=by)


# -- All or nothing


@pytest.mark.parametrize("verb", ["add", "move", "in"])
def test_without_its_record_nothing_happens(seed: Seed, by: User, monkeypatch: pytest.MonkeyPatch, verb: str) -> None:
    rows = list(Clause.objects.filter(plan=seed.plan).values("pk", "position", "text", "level", "marker", "version"))
    clause = seed.line("Cùng nhau")
    fail_to_record(monkeypatch)

    def act() -> None:
        if verb == "add":
            add_clause(plan=seed.plan, text="x", after=clause, by=by)
        else:
            move_clause(clause=clause, direction="in" if verb == "in" else "up", by=by)

    with pytest.raises(RuntimeError):
        act()
    after = Clause.objects.filter(plan=seed.plan).values("pk", "position", "text", "level", "marker", "version")
    assert list(after) == rows


# -- Any sequence


STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "inside", "up", "down", "in", "out", "remove"]), st.integers(0, 50)), max_size=12
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_any_sequence_keeps_places_unique_numbers_right_and_words_whole(steps: list[tuple[str, int]]) -> None:
    plan = PlanFactory.create()
    user = UserFactory.create()
    levels = (0, 1, 2, 2, 1, 0, 1)
    kinds = (Marker.ROMAN, Marker.ARABIC, Marker.DASH)
    for place, level in enumerate(levels, start=1):
        ClauseFactory.create(plan=plan, position=place, level=level, marker=kinds[level].value, text=f"t{place}")
    expected = {f"t{place}" for place in range(1, 8)}
    for number, (verb, pick) in enumerate(steps):
        lines = list(Clause.objects.filter(plan=plan).order_by("position"))
        if not lines:
            break
        target = lines[pick % len(lines)]
        try:
            if verb in ("add", "inside"):
                place = {"after" if verb == "add" else "inside": target}
                add_clause(plan=plan, text=f"n{number}", by=user, **place)  # type: ignore[arg-type]
                expected.add(f"n{number}")
            elif verb == "remove":
                selection = removing.select(target)
                removing.remove_clause(clause=target, seen=selection.mark, by=user)
                expected -= {line.text for line in selection.lines}
            else:
                move_clause(clause=target, direction=verb, by=user)  # type: ignore[arg-type]
        except DomainError:
            pass
    lines = list(Clause.objects.filter(plan=plan).order_by("position"))
    assert {line.text for line in lines} == expected
    assert len(lines) == len(expected)
    assert all(0 <= line.level <= 8 for line in lines)
    romans = [line.label for line in load_paper(plan).lines if line.clause.level == 0 and line.marker is Marker.ROMAN]
    assert romans == ["I.", "II.", "III.", "IV.", "V.", "VI.", "VII.", "VIII.", "IX.", "X."][: len(romans)]
