"""A line's card: words and all facts at once, or none of them."""

import datetime as dt

import pytest

from contributions.models import Due
from documents.blocks import GLUED
from plans.actions.duties import Holders
from plans.actions.levies import Amounts
from plans.actions.lines import LineChange, change_line, line_values
from plans.errors import LevyHasDues, LineIsGone, NobodyHolds, StaleLine
from plans.models import Clause, Duty, Levy, Quota
from plans.queries import load_paper
from tests.factories import UserFactory
from tests.plans.conftest import fail_to_record, last_record, reword
from tests.plans.factories import DutyFactory
from tests.plans.seed import Seed
from unions.models import AuditRecord, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def rich(seed: Seed) -> Clause:
    """A line with a duty, a quota and a levy: "mời 30 đoàn viên … và đóng góp …"."""
    clause = seed.session_levy.clause
    assert clause is not None
    text = "{đơn vị} mời {số lượng} đoàn viên và đóng góp ({mức đóng góp})."
    Clause.objects.filter(pk=clause.pk).update(text=text)
    DutyFactory.create(activity=seed.session, clause=clause, scope=Duty.Scope.ALL, collective="Mỗi cơ sở Đoàn")
    Quota.objects.filter(activity=seed.session).update(clause=clause)
    return Clause.objects.get(pk=clause.pk)


def prints(clause: Clause) -> str:
    return load_paper(clause.plan).by_clause[clause.pk].text.replace("\u00a0", " ")


# -- Words


def test_change_writes_text_version_author_and_trail(seed: Seed, by: User) -> None:
    clause = seed.line("Gắn kết")
    change_line(clause=clause, change=LineChange(text="Gắn bó hơn."), seen_version=1, by=by)
    clause.refresh_from_db()
    assert (clause.text, clause.version, clause.changed_by) == ("Gắn bó hơn.", 2, by)
    record = last_record()
    assert (record.verb, record.by) == ("clause.change", by)
    assert record.data["before"]["text"] == "Gắn kết các đơn vị trong cụm."
    assert record.data["after"]["text"] == "Gắn bó hơn."
    seed.plan.refresh_from_db()
    assert seed.plan.changed_by == by


def test_a_number_typed_without_a_space_stays_so(seed: Seed, by: User) -> None:
    """Its mark shows nothing, and says how the line prints."""
    clause = seed.line("Gắn kết")
    for typed, stored in ((f" 1.{GLUED}", f"1.{GLUED}"), ("2.", "2."), (GLUED, ""), ("\u200b3.", "3.")):
        clause.refresh_from_db()
        change_line(clause=clause, change=LineChange(label=typed), seen_version=clause.version, by=by)
        clause.refresh_from_db()
        assert clause.label == stored


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("  hai\r\n\r\ndòng ", "hai dòng"), ("Tie\u0302\u0301ng Vie\u0323\u0302t", "Tiếng Việt"), ("", "")],
)
def test_text_is_one_line_of_composed_letters(seed: Seed, by: User, typed: str, stored: str) -> None:
    clause = change_line(clause=seed.line("Gắn kết"), change=LineChange(text=typed), seen_version=1, by=by)
    clause.refresh_from_db()
    assert clause.text == stored


def test_second_editor_is_told_and_overwrites_nothing(seed: Seed, by: User) -> None:
    other = UserFactory.create(full_name="Người Khác")
    clause = seed.line("Gắn kết")
    reword(seed.line("Gắn kết"), "Bản một.", other)
    with pytest.raises(StaleLine) as caught:
        change_line(clause=clause, change=LineChange(text="Bản hai."), seen_version=1, by=by)
    assert caught.value.current.text == "Bản một."
    assert (caught.value.by, "Người Khác" in str(caught.value)) == ("Người Khác", True)
    assert Clause.objects.get(pk=clause.pk).text == "Bản một."
    change_line(clause=clause, change=LineChange(text="Bản hai."), seen_version=2, by=by)
    assert Clause.objects.get(pk=clause.pk).text == "Bản hai."


def test_removed_line_cannot_be_changed(seed: Seed, by: User) -> None:
    clause = seed.line("Gắn kết")
    Clause.objects.filter(pk=clause.pk).delete()
    with pytest.raises(LineIsGone):
        change_line(clause=clause, change=LineChange(text="x"), seen_version=1, by=by)


def test_own_wording_prints_instead_of_the_sentence(seed: Seed, by: User) -> None:
    clause = seed.campaign_levy.clause
    assert clause is not None
    own = LineChange(text=clause.text, override="Mỗi nơi góp 7.000.000 đồng.")
    change_line(clause=clause, change=own, seen_version=1, by=by)
    line = load_paper(seed.plan).by_clause[clause.pk]
    assert (line.text, line.is_overridden) == ("Mỗi nơi góp 7.000.000 đồng.", True)
    assert line.generated.startswith("Các cơ sở Đoàn đóng góp")
    change_line(clause=clause, change=LineChange(text=clause.text, override=""), seen_version=2, by=by)
    assert load_paper(seed.plan).by_clause[clause.pk].text == line.generated


# -- All at once


def test_everything_is_saved_together_under_one_record(seed: Seed, rich: Clause, by: User) -> None:
    records = AuditRecord.objects.count()
    change = LineChange(
        text="{đơn vị} cử {số lượng} người và góp ({mức đóng góp}).",
        holders=Holders(lead=(seed.unions[0], seed.unions[1])),
        amounts=Amounts(flat=2_000_000, due_on=dt.date(2024, 8, 1)),
        basis=Levy.Basis.PER_OCCURRENCE,
        people=12,
    )
    change_line(clause=rich, change=change, seen_version=1, by=by)
    names = f"{seed.unions[0].name}, {seed.unions[1].name}"
    assert prints(rich) == f"{names} cử 12 người và góp (2.000.000 đồng/đơn vị/lần)."
    assert AuditRecord.objects.count() == records + 1
    record = last_record()
    assert record.data["before"]["people"] == 30
    assert record.data["after"]["levy"]["basis"] == "per_occurrence"
    assert record.data["after"]["duty"]["lead"] == [seed.unions[0].code, seed.unions[1].code]


def test_what_the_card_does_not_name_stays(seed: Seed, rich: Clause, by: User) -> None:
    before = line_values(Clause.objects.get(pk=rich.pk))
    change_line(clause=rich, change=LineChange(), seen_version=1, by=by)
    assert line_values(Clause.objects.get(pk=rich.pk)) == before


def test_one_refused_fact_undoes_the_others(rich: Clause, by: User) -> None:
    change = LineChange(text="Mới.", people=99, holders=Holders())
    with pytest.raises(NobodyHolds):
        change_line(clause=rich, change=change, seen_version=1, by=by)
    stored = Clause.objects.get(pk=rich.pk)
    assert (stored.version, "Mới." in stored.text, stored.quota.people) == (1, False, 30)


def test_words_of_a_line_with_dues_may_change_its_figures_not(seed: Seed, rich: Clause, by: User) -> None:
    levy = seed.session_levy
    Due.objects.create(plan=seed.plan, levy=levy, union=seed.unions[0], amount=1_000_000, code="X1", made_by=by)
    same = Amounts(flat=1_000_000)
    change_line(
        clause=rich,
        change=LineChange(text="{đơn vị} góp ({mức đóng góp}).", amounts=same, basis=levy.basis),
        seen_version=1,
        by=by,
    )
    assert prints(rich) == "Mỗi cơ sở Đoàn góp (1.000.000 đồng/đơn vị)."
    with pytest.raises(LevyHasDues):
        change_line(clause=rich, change=LineChange(amounts=Amounts(flat=2)), seen_version=2, by=by)
    with pytest.raises(LevyHasDues):
        change_line(clause=rich, change=LineChange(basis=Levy.Basis.PER_QUARTER), seen_version=2, by=by)


def test_numbering_is_part_of_the_card(seed: Seed, by: User) -> None:
    clause = seed.line("Gắn kết")
    change = LineChange(marker="letter", label="", heading=True)
    change_line(clause=clause, change=change, seen_version=1, by=by)
    line = load_paper(seed.plan).by_clause[clause.pk]
    assert (line.label, line.clause.heading) == ("a)", True)
    change_line(clause=clause, change=LineChange(label="7)"), seen_version=2, by=by)
    assert load_paper(seed.plan).by_clause[clause.pk].label == "7)"


def test_activity_time_and_place_change_from_their_cards(seed: Seed, by: User) -> None:
    change_line(
        clause=seed.campaign.clause, change=LineChange(title="Mùa hè xanh", kind="other"), seen_version=1, by=by
    )
    change_line(clause=seed.line("Thời gian"), change=LineChange(when="Quý III/2024"), seen_version=1, by=by)
    change_line(clause=seed.line("Địa điểm"), change=LineChange(where="Củ Chi"), seen_version=1, by=by)
    printed = [line.text for line in load_paper(seed.plan).lines]
    assert {"Mùa hè xanh:", "Thời gian: Quý III/2024.", "Địa điểm: Củ Chi."} <= set(printed)
    assert seed.campaign.schedules.get().starts_on == dt.date(2024, 7, 1)


def test_older_version_changes_nothing(rich: Clause, by: User) -> None:
    before = line_values(Clause.objects.get(pk=rich.pk))
    change = LineChange(text="x", people=1, amounts=Amounts(flat=1), holders=Holders(Duty.Scope.LEAD))
    with pytest.raises(StaleLine) as caught:
        change_line(clause=rich, change=change, seen_version=5, by=by)
    assert caught.value.current.pk == rich.pk
    assert line_values(Clause.objects.get(pk=rich.pk)) == before


def test_without_its_record_nothing_is_saved(rich: Clause, by: User, monkeypatch: pytest.MonkeyPatch) -> None:
    before = line_values(Clause.objects.get(pk=rich.pk))
    fail_to_record(monkeypatch)
    change = LineChange(text="x", people=1, amounts=Amounts(flat=1), holders=Holders(Duty.Scope.LEAD))
    with pytest.raises(RuntimeError):
        change_line(clause=rich, change=change, seen_version=1, by=by)
    stored = Clause.objects.get(pk=rich.pk)
    assert (line_values(stored), stored.version) == (before, 1)
