"""Duties: who holds them, how they are worded, where a new one stands."""

import pytest

from plans.actions.duties import Holders, add_duty
from plans.actions.lines import LineChange, change_line
from plans.errors import NobodyHolds, UnknownUnion
from plans.models import Duty, DutyHolder
from plans.queries import load_paper
from tests.factories import MemberUnionFactory
from tests.plans.conftest import fail_to_record, last_record, texts
from tests.plans.seed import Seed
from unions.models import User

pytestmark = pytest.mark.django_db
Scope = Duty.Scope


def prints(duty: Duty) -> str:
    return load_paper(duty.plan).by_clause[duty.clause_id].text


def parts(duty: Duty) -> list[tuple[str, str]]:
    return [(holder.union.code, holder.part) for holder in DutyHolder.objects.filter(duty=duty)]


def change(duty: Duty, holders: Holders, text: str, by: User) -> None:
    """Who holds a duty and how it is worded, saved from the card of its line."""
    change_line(clause=duty.clause, change=LineChange(text=text, holders=holders), seen_version=1, by=by)


def test_new_duty_stands_after_the_last_one_of_its_activity(seed: Seed, by: User) -> None:
    text = "{đơn vị} phụ trách hậu cần."
    duty = add_duty(plan=seed.plan, activity=seed.campaign, holders=Holders(lead=(seed.unions[3],)), text=text, by=by)
    assert prints(duty) == f"{seed.unions[3].name} phụ trách hậu cần."
    stored = texts(seed.plan)
    assert stored.index(text) == stored.index("{đơn vị} phụ trách khám bệnh.") + 1
    assert (duty.clause.level, duty.clause.marker, last_record().verb) == (3, "plus", "duty.add")


def test_first_duty_goes_below_the_line_of_assignments(seed: Seed, by: User) -> None:
    duty = add_duty(plan=seed.plan, activity=seed.visit, holders=Holders(Scope.LEAD), text="{đơn vị} lo xe.", by=by)
    assert (prints(duty), duty.clause.level) == ("Cụm trưởng lo xe.", 3)


def test_duty_outside_activities_stands_where_it_was_asked_for(seed: Seed, by: User) -> None:
    after = seed.line("Theo dõi và đôn đốc")
    duty = add_duty(plan=seed.plan, holders=Holders(Scope.ALL), text="{đơn vị} góp ý.", after=after, by=by)
    assert (duty.activity, prints(duty)) == (None, "Các cơ sở Đoàn trong cụm góp ý.")
    assert texts(seed.plan).index("{đơn vị} góp ý.") == texts(seed.plan).index("Theo dõi và đôn đốc.") + 1


def test_line_that_is_there_can_become_a_duty(seed: Seed, by: User) -> None:
    line = seed.line("Theo dõi và đôn đốc")
    duty = add_duty(plan=seed.plan, holders=Holders(Scope.LEAD), text="{đơn vị} theo dõi.", on=line, by=by)
    assert (duty.clause_id, prints(duty)) == (line.pk, "Cụm trưởng theo dõi.")
    line.refresh_from_db()
    assert line.version == 2


def test_holders_change_and_keep_their_order_and_printed_names(seed: Seed, by: User) -> None:
    duty = Duty.objects.get(clause__text__contains="khám bệnh")
    DutyHolder.objects.filter(duty=duty, union=seed.unions[2]).update(label="Đoàn Giao thông – Vận tải")
    holders = Holders(lead=(seed.unions[0], seed.unions[2]), support=(seed.unions[4],))
    text = "{đơn vị} khám bệnh; {đơn vị phối hợp} phối hợp."
    change(duty, holders, text, by)
    assert prints(duty) == (
        f"Đoàn Giao thông – Vận tải, {seed.unions[0].name} khám bệnh; {seed.unions[4].name} phối hợp."
    )
    record = last_record()
    assert record.data["before"]["duty"]["lead"] == [seed.unions[1].code, seed.unions[2].code]
    assert record.data["after"]["duty"]["support"] == [seed.unions[4].code]


def test_union_ticked_twice_is_in_charge_once(seed: Seed, by: User) -> None:
    duty = Duty.objects.get(clause__text__contains="khám bệnh")
    holders = Holders(lead=(seed.unions[0],), support=(seed.unions[0], seed.unions[1]))
    change(duty, holders, "{đơn vị}", by)
    assert sorted(parts(duty)) == sorted([(seed.unions[0].code, "lead"), (seed.unions[1].code, "support")])


def test_duty_of_all_names_nobody(seed: Seed, by: User) -> None:
    duty = Duty.objects.get(clause__text__contains="khám bệnh")
    holders = Holders(Scope.ALL, lead=(seed.unions[0],), collective="Toàn thể đoàn viên")
    change(duty, holders, "{đơn vị} tham gia.", by)
    assert (parts(duty), prints(duty)) == ([], "Toàn thể đoàn viên tham gia.")


@pytest.mark.parametrize("holders", [Holders(), Holders(Scope.NAMED, collective="Các đơn vị")])
def test_duty_of_named_unions_names_one(seed: Seed, by: User, holders: Holders) -> None:
    duty = Duty.objects.get(clause__text__contains="khám bệnh")
    before = parts(duty)
    with pytest.raises(NobodyHolds):
        change(duty, holders, "x", by)
    duty.clause.refresh_from_db()
    assert (parts(duty), duty.clause.version) == (before, 1)


def test_union_of_another_cluster_is_refused(seed: Seed, by: User) -> None:
    stranger = MemberUnionFactory.create()
    with pytest.raises(UnknownUnion):
        add_duty(plan=seed.plan, activity=seed.visit, holders=Holders(lead=(stranger,)), text="x", by=by)
    assert not Duty.objects.filter(activity=seed.visit).exists()


def test_without_its_record_no_duty_is_made(seed: Seed, by: User, monkeypatch: pytest.MonkeyPatch) -> None:
    before = texts(seed.plan), Duty.objects.count(), DutyHolder.objects.count()
    holders = Holders(lead=(seed.unions[3],))
    line = seed.line("Theo dõi và đôn đốc")
    fail_to_record(monkeypatch)
    with pytest.raises(RuntimeError):
        add_duty(plan=seed.plan, activity=seed.campaign, holders=holders, text="{đơn vị} lo xe.", by=by)
    with pytest.raises(RuntimeError):
        add_duty(plan=seed.plan, holders=holders, text="{đơn vị} theo dõi.", on=line, by=by)
    assert (texts(seed.plan), Duty.objects.count(), DutyHolder.objects.count()) == before
