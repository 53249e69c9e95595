"""A line's card: words and all facts at once, or none of them."""

import datetime as dt

import pytest

from contributions.models import Due
from plans.actions.duties import Holders
from plans.actions.levies import Amounts
from plans.actions.lines import LineChange, change_line, line_values
from plans.errors import LevyHasDues, NobodyHolds, StaleLine
from plans.models import Clause, Duty, Levy, Quota
from plans.queries import load_paper
from tests.plans.conftest import fail_to_record, last_record
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
    with pytest.raises(StaleLine) as caught:
        change_line(clause=rich, change=LineChange(people=1), seen_version=5, by=by)
    assert caught.value.current.pk == rich.pk
    assert Quota.objects.get(clause=rich).people == 30


def test_without_its_record_nothing_is_saved(rich: Clause, by: User, monkeypatch: pytest.MonkeyPatch) -> None:
    before = line_values(Clause.objects.get(pk=rich.pk))
    fail_to_record(monkeypatch)
    change = LineChange(text="x", people=1, amounts=Amounts(flat=1), holders=Holders(Duty.Scope.LEAD))
    with pytest.raises(RuntimeError):
        change_line(clause=rich, change=change, seen_version=1, by=by)
    assert line_values(Clause.objects.get(pk=rich.pk)) == before
