"""Taking lines out: with what is below, with their facts, never what is already in use."""

import pytest

from contributions.models import Due
from plans.actions.removing import remove_clause, select
from plans.errors import LineHasRecords, LineIsGone, StaleSelection
from plans.models import Activity, Clause, ContentItem, Duty, DutyHolder, Levy, LevyShare, Place, Quota, Schedule
from tests.plans.conftest import fail_to_record, last_record, reword, texts
from tests.plans.factories import DutyFactory, LevyFactory, OccurrenceFactory
from tests.plans.seed import Seed
from unions.models import User

pytestmark = pytest.mark.django_db


def remove(clause: Clause, by: User) -> None:
    remove_clause(clause=clause, seen=select(clause).mark, by=by)


def make_due(levy: Levy, by: User, code: str = "D1") -> Due:
    plan, share = levy.activity.plan, levy.shares.all()[0]
    return Due.objects.create(plan=plan, levy=levy, union=share.union, amount=share.amount, code=code, made_by=by)


def test_free_line_goes_alone(seed: Seed, by: User) -> None:
    before = texts(seed.plan)
    remove(seed.line("Gắn kết"), by)
    before.remove("Gắn kết các đơn vị trong cụm.")
    assert texts(seed.plan) == before
    record = last_record()
    assert (record.verb, record.data["before"]["lines"]) == ("clause.remove", ["Gắn kết các đơn vị trong cụm."])


def test_title_goes_with_the_lines_below_it(seed: Seed, by: User) -> None:
    selection = select(seed.line("Mục đích:"))
    assert [line.text for line in selection.lines] == [
        "Mục đích:",
        "Gắn kết các đơn vị trong cụm.",
        "Cùng nhau làm việc có ích.",
    ]
    remove(seed.line("Mục đích:"), by)
    assert "Cùng nhau làm việc có ích." not in texts(seed.plan)


def test_activity_goes_with_all_its_facts(seed: Seed, by: User) -> None:
    kept = texts(seed.plan)
    going = [line.text for line in select(seed.campaign.clause).lines]
    remove(seed.campaign.clause, by)
    assert not Activity.objects.filter(pk=seed.campaign.pk).exists()
    for model in (Schedule, Place, ContentItem, Duty, Levy):
        assert not model._default_manager.filter(activity=seed.campaign.pk).exists()
    assert len(texts(seed.plan)) == len(kept) - len(going)
    assert DutyHolder.objects.count() == 0
    assert LevyShare.objects.filter(levy=seed.campaign_levy.pk).count() == 0
    assert "levy" in str(last_record().data["before"]["facts"])


def test_whole_part_with_three_activities_goes(seed: Seed, by: User) -> None:
    remove(seed.line("NỘI DUNG:"), by)
    assert Activity.objects.count() == Levy.objects.count() == Quota.objects.count() == 0


def test_levy_goes_with_the_line_that_states_it(seed: Seed, by: User) -> None:
    remove(Clause.objects.get(levy=seed.session_levy), by)
    assert not LevyShare.objects.filter(levy=seed.session_levy.pk).exists()
    assert set(Levy.objects.values_list("pk", flat=True)) == {seed.campaign_levy.pk, seed.visit_levy.pk}


def test_dues_keep_the_line_of_their_levy(seed: Seed, by: User) -> None:
    make_due(seed.session_levy, by)
    with pytest.raises(LineHasRecords):
        remove(Clause.objects.get(levy=seed.session_levy), by)
    assert LevyShare.objects.filter(levy=seed.session_levy.pk).count() == 7


def test_levy_without_a_line_goes_with_its_activity(seed: Seed, by: User) -> None:
    loose = LevyFactory.create(activity=seed.campaign, clause=None)
    remove(seed.campaign.clause, by)
    assert not Levy.objects.filter(pk=loose.pk).exists()


def test_dues_keep_the_activity_and_are_counted(seed: Seed, by: User) -> None:
    make_due(seed.campaign_levy, by)
    before = texts(seed.plan)
    selection = select(seed.campaign.clause)
    assert list(selection.blockers.values()) == [1]
    with pytest.raises(LineHasRecords) as caught:
        remove(seed.campaign.clause, by)
    assert "1 " in str(caught.value)
    assert texts(seed.plan) == before
    assert Due.objects.count() == 1


def test_occurrences_keep_the_activity(seed: Seed, by: User) -> None:
    for number in range(1, 5):
        OccurrenceFactory.create(activity=seed.visit, number=number)
    with pytest.raises(LineHasRecords) as caught:
        remove(seed.visit.clause, by)
    assert list(caught.value.counts.values()) == [4]


def test_line_of_the_activity_without_dues_may_still_go(seed: Seed, by: User) -> None:
    make_due(seed.campaign_levy, by)
    remove(seed.line("phụ trách khám bệnh"), by)
    assert not Duty.objects.filter(clause__text__contains="khám bệnh").exists()


def test_duty_elsewhere_keeps_its_activity(seed: Seed, by: User) -> None:
    far = DutyFactory.create(activity=seed.campaign, clause__text="Ở phần khác.", clause__level=1)
    assert far.clause_id not in {line.pk for line in select(seed.campaign.clause).lines}
    with pytest.raises(LineHasRecords):
        remove(seed.campaign.clause, by)


def test_content_that_a_duty_points_to_may_go(seed: Seed, by: User) -> None:
    content = ContentItem.objects.get(activity=seed.campaign)
    duty = Duty.objects.filter(activity=seed.campaign)[0]
    Duty.objects.filter(pk=duty.pk).update(content=content)
    remove(content.clause, by)
    duty.refresh_from_db()
    assert duty.content is None


def test_lines_changed_meanwhile_are_shown_again(seed: Seed, by: User) -> None:
    seen = select(seed.line("Mục đích:")).mark
    reword(seed.line("Gắn kết"), "Sửa giữa chừng.", by)
    with pytest.raises(StaleSelection):
        remove_clause(clause=seed.line("Mục đích:"), seen=seen, by=by)
    assert "Sửa giữa chừng." in texts(seed.plan)


def test_line_removed_twice_is_told(seed: Seed, by: User) -> None:
    clause = seed.line("Gắn kết")
    remove(clause, by)
    with pytest.raises(LineIsGone):
        select(clause)


def test_without_its_record_nothing_goes(seed: Seed, by: User, monkeypatch: pytest.MonkeyPatch) -> None:
    before = texts(seed.plan)
    seen = select(seed.campaign.clause).mark
    fail_to_record(monkeypatch)
    with pytest.raises(RuntimeError):
        remove_clause(clause=seed.campaign.clause, seen=seen, by=by)
    assert texts(seed.plan) == before
    assert Activity.objects.filter(pk=seed.campaign.pk).exists()
