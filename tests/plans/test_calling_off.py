"""An activity called off: off the paper with its parts and times, everything recorded kept, and back again."""

import random
from collections.abc import Collection
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import PROTECT
from django.test.utils import CaptureQueriesContext

from contributions.models import Due
from plans.actions import removing
from plans.actions.activities import add_activity, add_content, add_time
from plans.actions.calling_off import call_off, take_up
from plans.actions.carrying import NextPlan, carry_over
from plans.actions.clauses import add_clause, add_lines, move_clause, place_clause
from plans.actions.duties import Holders, add_duty
from plans.actions.levies import Amounts, add_levy
from plans.actions.lines import LineChange, change_line
from plans.actions.occurrences import (
    ReasonMissing,
    WasCancelled,
    add_occurrence,
    cancel_occurrence,
    make_occurrences,
    mark_done,
    reopen_occurrence,
)
from plans.actions.undoing import redo_last, undo_last
from plans.checks import findings_in
from plans.checks.loading import load_checked
from plans.documents import plan_document
from plans.errors import (
    ActivityCalledOff,
    CalledOffWithDues,
    CannotMove,
    ChangedSince,
    LineCalledOff,
    LineHasRecords,
    PartOfCalledOff,
)
from plans.exchange.writing import plan_to_json
from plans.issuing.errors import AlreadyEnded
from plans.issuing.snapshot import levy_images, snapshot
from plans.levies import levy_totals, plan_total
from plans.models import Activity, Clause, Occurrence, Plan, UndoStep
from plans.queries import family_of, load_paper, load_papers
from tests.campaigns.factories import PublicPageFactory, SignUpFactory
from tests.conftest import Persona
from tests.factories import UserFactory
from tests.plans.conftest import fail_to_record, last_record, reword, texts
from tests.plans.factories import ActivityFactory, ClauseFactory, DutyFactory, OccurrenceFactory, PlanFactory
from tests.plans.seed import Seed
from tests.plans.test_removing import make_due
from unions.models import AuditRecord, Cluster, User

pytestmark = pytest.mark.django_db
WHY = "Dịch bệnh kéo dài."


def off(activity: Activity, by: User, reason: str = WHY) -> Activity:
    activity.refresh_from_db()
    return call_off(activity=activity, reason=reason, by=by)


def again(activity: Activity, by: User) -> Activity:
    activity.refresh_from_db()
    return take_up(activity=activity, by=by)


def printed(plan: Plan) -> list[str]:
    return [f"{line.label} {line.text}".strip() for line in load_paper(plan).lines]


def levels_of(plan: Plan) -> list[tuple[int, int]]:
    """All lines in order, those aside too, with how deep they stand."""
    return list(Clause.objects.filter(plan=plan).order_by("position").values_list("pk", "level"))


def part_of(seed: Seed, by: User, title: str = "Khám bệnh tại xã") -> Activity:
    """A part of the campaign."""
    return add_activity(plan=seed.plan, kind=Activity.Kind.OTHER, title=title, inside=seed.campaign, by=by)


# -- The state


def test_who_when_and_why_are_kept_and_recorded(seed: Seed, by: User) -> None:
    activity = off(seed.session, by)
    assert (activity.called_off_by, activity.called_off_reason) == (by, WHY)
    assert activity.called_off_at is not None
    record = last_record()
    assert (record.verb, record.by, record.data["after"]["reason"]) == ("activity.call_off", by, WHY)
    assert again(activity, by).called_off_at is None
    record = last_record()
    assert (record.verb, record.data["before"]["reason"]) == ("activity.take_up", WHY)


def test_the_three_come_together(seed: Seed) -> None:
    for half in ({"called_off_reason": "Vì thế."}, {"called_off_at": "2024-08-20T00:00:00Z"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Activity.objects.filter(pk=seed.session.pk).update(**half)


def test_a_click_twice_is_one(seed: Seed, by: User) -> None:
    first = off(seed.session, by)
    second = off(seed.session, by, "Lý do khác.")
    assert (second.called_off_at, second.called_off_reason) == (first.called_off_at, WHY)
    again(seed.session, by)
    again(seed.session, by)
    verbs = AuditRecord.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["activity.call_off", "activity.take_up"]


@pytest.mark.parametrize("reason", ["", "   ", "\u200b"])
def test_without_a_reason_nothing_happens(seed: Seed, by: User, reason: str) -> None:
    with pytest.raises(ReasonMissing):
        off(seed.session, by, reason)
    assert not AuditRecord.objects.exists()


def test_a_plan_that_ended_stays(seed: Seed, by: User) -> None:
    Plan.objects.filter(pk=seed.plan.pk).update(state=Plan.State.CLOSED)
    with pytest.raises(AlreadyEnded):
        off(seed.session, by)


def test_without_a_record_nothing_is_called_off(seed: Seed, by: User, monkeypatch: pytest.MonkeyPatch) -> None:
    time = OccurrenceFactory.create(activity=seed.visit)
    fail_to_record(monkeypatch)
    with pytest.raises(RuntimeError):
        off(seed.visit, by)
    time.refresh_from_db()
    assert time.state == Occurrence.State.PLANNED
    assert not Activity.objects.exclude(called_off_at=None).exists()


# -- The paper


def test_its_lines_leave_the_paper_and_the_numbers_close_up(seed: Seed, by: User) -> None:
    before, stored = printed(seed.plan), texts(seed.plan)
    assert "2. Sinh hoạt chuyên đề:" in before
    off(seed.session, by)
    found = printed(seed.plan)
    assert "Sinh hoạt chuyên đề" not in str(found)
    assert "2. Thăm hỏi hằng quý:" in found
    assert texts(seed.plan) == stored
    again(seed.session, by)
    assert printed(seed.plan) == before


def test_no_paper_of_any_kind_has_it(seed: Seed, by: User) -> None:
    off(seed.campaign, by)
    title = seed.campaign.title
    whole = load_paper(seed.plan)
    assert title not in str(plan_document(seed.plan))
    assert title not in str(plan_to_json(seed.plan))
    assert title not in str(snapshot(whole))
    assert seed.campaign_levy.pk not in [levy["id"] for levy in levy_images(seed.plan)]
    assert printed(seed.plan) == [f"{line.label} {line.text}".strip() for line in load_papers([seed.plan])[0].lines]
    assert (whole.called_off, seed.campaign in whole.activities) == ((seed.campaign,), False)


def test_sums_and_checks_leave_it_out(seed: Seed, by: User) -> None:
    assert plan_total(levy_totals(seed.plan)).least == 49_000_000 + 7_000_000 + 12_000_000
    off(seed.campaign, by)
    assert plan_total(levy_totals(seed.plan)).least == 7_000_000 + 12_000_000
    checked = load_checked(seed.plan)
    assert sum(total.once for total in checked.totals) == 19_000_000
    assert seed.campaign.title not in str(findings_in(checked))


def test_a_loose_duty_below_it_is_not_written_either(seed: Seed, by: User) -> None:
    """A duty of the whole year whose line stands below the heading."""
    duty = DutyFactory.create(activity=seed.visit, clause__level=2)
    type(duty).objects.filter(pk=duty.pk).update(activity=None)
    place_clause(clause=duty.clause, below=seed.line("Theo dõi"), by=by)
    place_clause(clause=Clause.objects.get(pk=duty.clause_id), below=seed.session.clause, by=by)
    off(seed.session, by)
    assert plan_to_json(seed.plan)["duties"] == []


def test_as_many_queries_as_before(seed: Seed, by: User) -> None:
    with CaptureQueriesContext(
        connection,
    ) as before:
        load_paper(seed.plan)
    off(seed.campaign, by)
    with CaptureQueriesContext(connection) as after:
        load_paper(seed.plan)
    assert len(after) == len(before)


def test_it_is_not_carried_over(seed: Seed, by: User) -> None:
    off(seed.session, by)
    Plan.objects.filter(pk=seed.plan.pk).update(state=Plan.State.CLOSED)
    source = Plan.objects.select_related("cluster", "lead").get(pk=seed.plan.pk)
    made = carry_over(source=source, wanted=NextPlan(year=2025, lead=source.lead), by=by)
    assert [activity.title for activity in made.activities.all()] == [seed.campaign.title, seed.visit.title]
    assert "chuyên đề" not in str(printed(made))


# -- Parts


def test_parts_go_and_come_with_the_whole(seed: Seed, by: User) -> None:
    part = part_of(seed, by)
    off(seed.campaign, by)
    part.refresh_from_db()
    assert part.called_off_at is not None
    assert last_record().data["after"]["activities"] == [part.title]
    assert part.title not in str(printed(seed.plan))
    with pytest.raises(PartOfCalledOff, match="Kỳ nghỉ hồng"):
        again(part, by)
    again(seed.campaign, by)
    part.refresh_from_db()
    assert part.called_off_at is None
    assert part.title in str(printed(seed.plan))


def test_a_part_called_off_before_stays_off(seed: Seed, by: User) -> None:
    part = part_of(seed, by)
    off(part, by)
    assert part.title not in str(printed(seed.plan))
    assert seed.campaign.title in str(printed(seed.plan))
    off(seed.campaign, by)
    again(seed.campaign, by)
    part.refresh_from_db()
    assert part.called_off_at is not None
    assert family_of(seed.campaign).parts == ((part.pk, part.title),)
    again(part, by)
    assert part.title in str(printed(seed.plan))


# -- Times


def test_planned_times_are_called_off_and_only_those_come_back(seed: Seed, by: User) -> None:
    planned, done, dropped = (OccurrenceFactory.create(activity=seed.visit) for _ in range(3))
    Occurrence.objects.filter(pk=done.pk).update(state=Occurrence.State.DONE)
    cancel_occurrence(occurrence=dropped, reason="Mưa.", by=by)
    off(seed.visit, by)
    states = {row.pk: (row.state, row.reason) for row in Occurrence.objects.all()}
    assert states == {planned.pk: ("cancelled", WHY), done.pk: ("done", ""), dropped.pk: ("cancelled", "Mưa.")}
    again(seed.visit, by)
    states = {row.pk: (row.state, row.reason) for row in Occurrence.objects.all()}
    assert states == {planned.pk: ("planned", ""), done.pk: ("done", ""), dropped.pk: ("cancelled", "Mưa.")}


def test_no_time_is_planned_while_it_is_off(seed: Seed, by: User) -> None:
    time = OccurrenceFactory.create(activity=seed.visit)
    off(seed.visit, by)
    with pytest.raises(ActivityCalledOff):
        make_occurrences(activity=seed.visit, by=by)
    with pytest.raises(ActivityCalledOff):
        add_occurrence(activity=seed.visit, starts_on=time.starts_on, ends_on=None, place="", by=by)
    with pytest.raises(ActivityCalledOff):
        reopen_occurrence(occurrence=time, by=by)
    with pytest.raises(WasCancelled):
        mark_done(occurrence=time, by=by)


# -- Dues


def test_dues_of_a_plan_not_issued_refuse_with_the_way_to_go(seed: Seed, by: User) -> None:
    make_due(seed.campaign_levy, by)
    with pytest.raises(CalledOffWithDues, match=r"1 khoản phải nộp .*ban hành kế hoạch trước"):
        off(seed.campaign, by)
    seed.campaign.refresh_from_db()
    assert seed.campaign.called_off_at is None


def test_dues_of_an_issued_plan_stay(seed: Seed, by: User) -> None:
    due = make_due(seed.campaign_levy, by)
    Plan.objects.filter(pk=seed.plan.pk).update(state=Plan.State.ISSUED)
    off(seed.campaign, by)
    due.refresh_from_db()
    assert due.amount == 7_000_000
    assert Due.objects.count() == 1


# -- Nothing changes in what nobody sees


def hidden_actions(seed: Seed, by: User) -> list[Any]:
    line, activity = seed.line("Nội dung:"), seed.campaign
    levy = seed.campaign_levy
    return [
        lambda: reword(line, "Khác.", by),
        lambda: add_clause(plan=seed.plan, text="x", after=line, by=by),
        lambda: add_clause(plan=seed.plan, text="x", inside=activity.clause, by=by),
        lambda: add_lines(plan=seed.plan, texts=["x", "y"], after=line, by=by),
        lambda: move_clause(clause=line, direction="up", by=by),
        lambda: place_clause(clause=seed.line("Gắn kết"), below=line, by=by),
        lambda: place_clause(clause=line, below=None, by=by),
        lambda: removing.remove_clause(clause=line, seen=removing.select(line).mark, by=by),
        lambda: add_content(activity=activity, text="x", by=by),
        lambda: add_time(activity=activity, when="Tháng 9", by=by),
        lambda: add_duty(plan=seed.plan, activity=activity, holders=Holders(lead=seed.unions[:1]), text="x", by=by),
        lambda: add_levy(activity=activity, amounts=Amounts(1_000), by=by),
        lambda: add_activity(plan=seed.plan, kind=Activity.Kind.OTHER, title="x", inside=activity, by=by),
        lambda: change_line(
            clause=Clause.objects.get(levy=levy), change=LineChange(amounts=Amounts(1_000)), seen_version=1, by=by
        ),
    ]


@pytest.mark.parametrize("number", range(14))
def test_nothing_in_it_changes(seed: Seed, by: User, number: int) -> None:
    """An old window, or an address typed by hand."""
    off(seed.campaign, by)
    before, records = texts(seed.plan), AuditRecord.objects.count()
    with pytest.raises(LineCalledOff, match="Kỳ nghỉ hồng"):
        hidden_actions(seed, by)[number]()
    assert texts(seed.plan) == before
    assert AuditRecord.objects.count() == records


# -- Lines around it


def sees(plan: Plan, *words: str) -> list[str]:
    """Which of these the paper has, in its order."""
    return [word for text in printed(plan) for word in words if word in text]


ALL = ("Kỳ nghỉ hồng", "chuyên đề", "Thăm hỏi")


def test_a_move_past_it_is_seen_to_move(seed: Seed, by: User) -> None:
    off(seed.session, by)
    assert sees(seed.plan, *ALL) == ["Kỳ nghỉ hồng", "Thăm hỏi"]
    move_clause(clause=seed.visit.clause, direction="up", by=by)
    assert sees(seed.plan, *ALL) == ["Thăm hỏi", "Kỳ nghỉ hồng"]
    with pytest.raises(CannotMove):
        move_clause(clause=seed.visit.clause, direction="up", by=by)
    again(seed.session, by)
    assert sees(seed.plan, *ALL) == ["Thăm hỏi", "Kỳ nghỉ hồng", "chuyên đề"]


def test_moved_up_and_down_it_stands_as_before(seed: Seed, by: User) -> None:
    before = printed(seed.plan)
    off(seed.session, by)
    move_clause(clause=seed.campaign.clause, direction="down", by=by)
    move_clause(clause=seed.campaign.clause, direction="up", by=by)
    again(seed.session, by)
    assert sorted(printed(seed.plan)) == sorted(before)
    assert sees(seed.plan, "MỤC ĐÍCH", "NỘI DUNG", "chuyên đề", "TỔ CHỨC") == [
        "MỤC ĐÍCH",
        "NỘI DUNG",
        "chuyên đề",
        "TỔ CHỨC",
    ]


def test_a_line_behind_it_goes_in_below_the_line_people_see(seed: Seed, by: User) -> None:
    """Tab on the line after the hidden ones: it must not vanish below their heading."""
    line = add_clause(plan=seed.plan, text="Ghi chú chung.", after=seed.session.clause, by=by)
    off(seed.session, by)
    move_clause(clause=line, direction="in", by=by)
    assert "- Ghi chú chung." in printed(seed.plan)
    again(seed.session, by)
    found = sees(seed.plan, "Kỳ nghỉ hồng", "Ghi chú", "chuyên đề")
    assert found == ["Kỳ nghỉ hồng", "Ghi chú", "chuyên đề"]
    move_clause(clause=Clause.objects.get(pk=line.pk), direction="out", by=by)


def test_a_line_dragged_to_its_place_stays_in_sight(seed: Seed, by: User) -> None:
    off(seed.campaign, by)
    line = seed.line("Gắn kết")
    place_clause(clause=line, below=seed.line("NỘI DUNG:"), by=by)
    found = sees(seed.plan, "NỘI DUNG", "Gắn kết", "chuyên đề")
    assert found == ["NỘI DUNG", "Gắn kết", "chuyên đề"]
    again(seed.campaign, by)
    assert sorted(sees(seed.plan, "Gắn kết", *ALL)) == sorted(["Gắn kết", *ALL])


def test_new_lines_never_land_below_it(seed: Seed, by: User) -> None:
    off(seed.visit, by)
    add_clause(plan=seed.plan, text="Trong phần.", inside=seed.line("NỘI DUNG:"), by=by)
    add_clause(plan=seed.plan, text="Sau chuyên đề.", after=seed.session.clause, by=by)
    add_clause(plan=seed.plan, text="Sau cùng.", by=by)
    added = add_activity(plan=seed.plan, kind=Activity.Kind.OTHER, title="Hội thi mới", by=by)
    found = printed(seed.plan)
    for words in ("Trong phần.", "Sau chuyên đề.", "Sau cùng.", "Hội thi mới"):
        assert words in str(found)
    assert added in load_paper(seed.plan).activities


def test_a_pasted_number_goes_on_from_the_numbers_people_see(seed: Seed, by: User) -> None:
    """After "2." of the paper comes "3.", whatever stands aside between them."""
    off(seed.session, by)
    last = Clause.objects.filter(plan=seed.plan, levy=seed.visit_levy)[0]
    add_lines(plan=seed.plan, texts=["3. Hội thi tin học", "- Một việc"], after=last, by=by)
    assert "3. Hội thi tin học" in printed(seed.plan)


def test_a_new_fact_of_the_whole_stands_before_a_part_aside(seed: Seed, by: User) -> None:
    part = part_of(seed, by)
    off(part, by)
    content = add_content(activity=seed.campaign, text="Việc mới.", by=by)
    add_time(activity=seed.campaign, when="Tháng 9", by=by)
    assert "Việc mới." in str(printed(seed.plan))
    again(part, by)
    assert load_paper(seed.plan).by_clause[content.clause_id].activity == seed.campaign


def test_its_part_is_removed_with_all_that_stands_aside_and_comes_back(seed: Seed, by: User) -> None:
    """Nobody recorded anything on it: the whole section may go, and undo brings everything back."""
    before, stored = printed(seed.plan), texts(seed.plan)
    off(seed.session, by)
    hidden = printed(seed.plan)
    head = seed.line("NỘI DUNG:")
    removing.remove_clause(clause=head, seen=removing.select(head).mark, by=by)
    undo_last(plan=seed.plan, by=by)
    assert (printed(seed.plan), texts(seed.plan)) == (hidden, stored)
    again(seed.session, by)
    assert printed(seed.plan) == before


LEVELS = (0, 1, 2, 1, 2, 2, 1, 0, 1, 2, 2, 1)
HEADS = (1, 3, 6, 9)  # lines that head activities; 3, with 4 and 5 below it, and 9 are called off


def twin(cluster: Cluster, year: int, off: Collection[int] = ()) -> dict[str, Clause]:
    """A plan of bare lines by their words, without those at some places."""
    plan = PlanFactory.create(cluster=cluster, year=year)
    return {
        f"Dòng {at}.": ClauseFactory.create(plan=plan, level=level, text=f"Dòng {at}.")
        for at, level in enumerate(LEVELS)
        if at not in off
    }


@pytest.mark.parametrize("seed_number", range(6))
def test_lines_move_as_if_it_was_not_there(cluster: Cluster, by: User, seed_number: int) -> None:
    """Any moves do to the paper what they do to a plan that never had those lines; what is off stays whole."""
    chance = random.Random(seed_number)
    full, bare = twin(cluster, 2023), twin(cluster, 2022, off={3, 4, 5, 9})
    plan, other = full["Dòng 0."].plan, bare["Dòng 0."].plan
    heads = [ActivityFactory.create(plan=plan, clause=full[f"Dòng {at}."], title=f"Hoạt động {at}") for at in HEADS]
    for at in (1, 3):
        off(heads[at], by)
    for _step in range(25):
        words, below = chance.choice(list(bare)), chance.choice([None, *bare])
        way = chance.choice(["up", "down", "in", "out", "drag"])
        told = []
        for lines in (full, bare):
            clause = Clause.objects.select_related("plan__cluster").get(pk=lines[words].pk)
            try:
                if way == "drag":
                    place_clause(clause=clause, below=Clause.objects.get(pk=lines[below].pk) if below else None, by=by)
                else:
                    move_clause(clause=clause, direction=way, by=by)
                told.append("")
            except CannotMove as refusal:
                told.append(str(refusal))
        assert told[0] == told[1]
        shown = [(line.clause.text, line.clause.level, line.label) for line in load_paper(plan).lines]
        assert shown == [(line.clause.text, line.clause.level, line.label) for line in load_paper(other).lines]
    for at in (1, 3):
        again(heads[at], by)
    lines = [line.clause.text for line in load_paper(plan).lines]
    assert len(lines) == len(LEVELS)
    at = lines.index("Dòng 3.")
    assert lines[at : at + 3] == ["Dòng 3.", "Dòng 4.", "Dòng 5."]


# -- Undo


def test_undo_takes_it_up_again_and_redo_calls_it_off(seed: Seed, by: User) -> None:
    before = printed(seed.plan)
    time = OccurrenceFactory.create(activity=seed.visit)
    off(seed.visit, by)
    undo_last(plan=seed.plan, by=by)
    time.refresh_from_db()
    assert (printed(seed.plan), time.state) == (before, "planned")
    redo_last(plan=seed.plan, by=by)
    time.refresh_from_db()
    assert ("hằng quý" in str(printed(seed.plan)), time.state, time.reason) == (False, "cancelled", WHY)
    again(seed.visit, by)
    undo_last(plan=seed.plan, by=by)
    time.refresh_from_db()
    assert time.state == "cancelled"


def test_a_step_is_called_by_the_title(seed: Seed, by: User) -> None:
    off(seed.visit, by)
    assert UndoStep.objects.get().about == "Thăm hỏi hằng quý:"


def test_what_others_called_off_does_not_change_behind_them(seed: Seed, by: User) -> None:
    other = UserFactory.create()
    reword(seed.line("Phân công"), "Việc của ai:", by)
    off(seed.campaign, other)
    with pytest.raises(ChangedSince):
        undo_last(plan=seed.plan, by=by)
    again(seed.campaign, other)
    undo_last(plan=seed.plan, by=by)
    assert "Phân công thực hiện:" in str(printed(seed.plan))


def test_undo_puts_no_line_into_what_others_called_off(seed: Seed, by: User) -> None:
    line = add_clause(plan=seed.plan, text="Ghi chú.", inside=seed.session.clause, by=by)
    move_clause(clause=line, direction="out", by=by)
    off(seed.session, UserFactory.create())
    with pytest.raises(ChangedSince):
        undo_last(plan=seed.plan, by=by)
    assert "Ghi chú." in str(printed(seed.plan))


def test_a_move_is_undone_with_what_stands_aside_below_it(seed: Seed, by: User) -> None:
    """What was called off went along when its part was moved, so it comes back with it."""
    off(seed.campaign, by)
    before = levels_of(seed.plan)
    move_clause(clause=seed.line("NỘI DUNG"), direction="in", by=by)
    moved = levels_of(seed.plan)
    undo_last(plan=seed.plan, by=by)
    assert levels_of(seed.plan) == before
    redo_last(plan=seed.plan, by=by)
    assert levels_of(seed.plan) == moved != before


def test_a_part_does_not_come_back_alone_by_undo(seed: Seed, by: User) -> None:
    part = part_of(seed, by)
    off(part, by)
    off(seed.campaign, UserFactory.create())
    with pytest.raises(ChangedSince):
        undo_last(plan=seed.plan, by=by)


def test_a_part_added_since_is_not_hidden_by_undo(seed: Seed, by: User) -> None:
    off(seed.campaign, by)
    again(seed.campaign, by)
    part_of(seed, UserFactory.create())
    with pytest.raises(ChangedSince):
        undo_last(plan=seed.plan, by=by)


def test_undo_does_not_leave_dues_of_a_draft_behind(seed: Seed, by: User) -> None:
    off(seed.campaign, by)
    again(seed.campaign, by)
    make_due(seed.campaign_levy, by)
    with pytest.raises(CalledOffWithDues):
        undo_last(plan=seed.plan, by=by)


def test_steps_from_before_the_table_knew_it_can_be_undone(seed: Seed, by: User) -> None:
    """Their images have no such columns."""
    clause = seed.session.clause
    change = LineChange(text=clause.text, title="Tên khác", kind="other")
    change_line(clause=clause, change=change, seen_version=clause.version, by=by)
    step = UndoStep.objects.get()
    for pair in step.images["plans.activity"].values():
        for image in pair:
            for name in ("called_off_at", "called_off_by_id", "called_off_reason"):
                del image[name]
    step.save()
    undo_last(plan=seed.plan, by=by)
    assert "Sinh hoạt chuyên đề" in str(printed(seed.plan))


# -- Screens


@pytest.fixture
def url(seed: Seed) -> str:
    return f"/c/{seed.plan.cluster.code}/2024/plan/"


def flat(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("script", [{}, {"HTTP_HX_REQUEST": "true"}])
def test_where_removing_is_refused_calling_off_is_offered(
    seed: Seed, url: str, secretary: Persona, script: dict[str, str]
) -> None:
    OccurrenceFactory.create(activity=seed.visit)
    page = flat(secretary.get(f"{url}lines/{seed.visit.clause_id}/remove/", **script))
    assert "Có thể hủy hoạt động" in page
    assert f'href="{url}activities/{seed.visit.pk}/call-off/"' in page
    free = flat(secretary.get(f"{url}lines/{seed.session.clause_id}/remove/", **script))
    assert "call-off" not in free


def test_a_section_offers_each_of_its_activities(seed: Seed, url: str, secretary: Persona, by: User) -> None:
    part = part_of(seed, by)
    OccurrenceFactory.create(activity=seed.visit)
    off(seed.session, by)
    page = flat(secretary.get(f"{url}lines/{seed.line('NỘI DUNG:').pk}/remove/"))
    for activity in (seed.campaign, seed.visit):
        assert f"activities/{activity.pk}/call-off/" in page
    for activity in (part, seed.session):
        assert f"activities/{activity.pk}/call-off/" not in page


def blockers() -> list[str]:
    """Every table of the app that keeps an activity, or a fact of it, from being removed."""
    relations = [rel for model in removing.FACTS for rel in model._meta.related_objects]
    keeping = [rel for rel in relations if rel.related_model not in removing.FACTS and rel.on_delete is PROTECT]
    return sorted(f"{rel.related_model._meta.label}.{rel.field.name}" for rel in keeping)


def test_every_table_that_keeps_it_is_known_here() -> None:
    """PL07: whatever keeps an activity from going is a reason to offer that it be called off."""
    assert blockers() == [
        "campaigns.Attendance.activity",
        "campaigns.DutyReport.duty",
        "campaigns.PublicPage.activity",
        "campaigns.Resource.activity",
        "campaigns.Result.activity",
        "contributions.Due.levy",
        "plans.Occurrence.activity",
    ]


def test_the_form_says_what_becomes_of_everything(seed: Seed, url: str, secretary: Persona, by: User) -> None:
    part = part_of(seed, by)
    OccurrenceFactory.create(activity=seed.campaign)
    make_due(seed.campaign_levy, by)
    Plan.objects.filter(pk=seed.plan.pk).update(state=Plan.State.ISSUED)
    page = flat(secretary.get(f"{url}activities/{seed.campaign.pk}/call-off/"))
    for words in (
        "Hủy hoạt động?",
        seed.campaign.title,
        "dòng ra khỏi kế hoạch",
        f'1 phần bị hủy cùng: <span lang="vi">{part.title}</span>',
        "1 lần còn dự kiến bị hủy",
        "Mọi thứ đã ghi nhận được giữ nguyên: 1 khoản phải nộp.",
        "giữ nguyên cho đến khi ban hành văn bản điều chỉnh",
    ):
        assert words in page


def test_the_form_says_nothing_that_is_not_so(seed: Seed, url: str, secretary: Persona) -> None:
    """No dues, no word of them; a time that is called off is not kept as well, one that took place is."""
    address = f"{url}activities/{seed.campaign.pk}/call-off/"
    Plan.objects.filter(pk=seed.plan.pk).update(state=Plan.State.ISSUED)
    OccurrenceFactory.create(activity=seed.campaign)
    page = flat(secretary.get(address))
    assert "1 lần còn dự kiến bị hủy" in page
    for untrue in ("khoản phải nộp", "đã ghi nhận"):
        assert untrue not in page.lower()
    OccurrenceFactory.create(activity=seed.campaign, number=2, state=Occurrence.State.DONE)
    assert "Mọi thứ đã ghi nhận được giữ nguyên: 1 lần tổ chức." in flat(secretary.get(address))


def test_the_form_counts_who_signed_up(seed: Seed, url: str, secretary: Persona) -> None:
    page = PublicPageFactory.create(activity=seed.campaign)
    address = f"{url}activities/{seed.campaign.pk}/call-off/"
    alone = flat(secretary.get(address))
    assert "1 trang công khai." in alone
    assert "báo trực tiếp" not in alone
    SignUpFactory.create_batch(3, public_page=page)
    shown = flat(secretary.get(address))
    assert "1 trang công khai, 3 lượt đăng ký." in shown
    assert "Trang công khai sẽ báo hoạt động đã hủy; cần báo trực tiếp cho những người đã đăng ký." in shown


@pytest.mark.parametrize("state", [Plan.State.CLOSED, Plan.State.WITHDRAWN])
def test_a_plan_that_ended_says_so_before_anything_is_typed(
    seed: Seed, url: str, secretary: Persona, state: str
) -> None:
    Plan.objects.filter(pk=seed.plan.pk).update(state=state, state_reason="Trùng kế hoạch.")
    address = f"{url}activities/{seed.campaign.pk}/call-off/"
    page = flat(secretary.get(address))
    assert "nên không sửa được nữa" in page
    for form in ('name="reason"', "còn dự kiến", "dòng ra khỏi kế hoạch"):
        assert form not in page
    late = secretary.post(address, {"reason": WHY})
    assert late.status_code == 422
    assert WHY in flat(late)


def test_called_off_and_taken_up_by_plain_forms(seed: Seed, url: str, secretary: Persona) -> None:
    address = f"{url}activities/{seed.session.pk}"
    empty = secretary.post(f"{address}/call-off/", {"reason": " "})
    assert empty.status_code == 422
    answer = secretary.post(f"{address}/call-off/", {"reason": WHY}, follow=True)
    page = flat(answer)
    assert answer.redirect_chain[0][0] == f"/c/hcsn/2024/activities/{seed.session.pk}/"
    assert "Đã hủy “Sinh hoạt chuyên đề”." in page
    assert f"{secretary.user.full_name} đã hủy ngày" in page
    assert WHY in page
    editor = flat(secretary.get(url))
    assert "Hoạt động đã hủy" in editor
    assert f'href="/c/hcsn/2024/activities/{seed.session.pk}/"' in editor
    assert secretary.get(f"{address}/call-off/").status_code == 302
    page = flat(secretary.post(f"{address}/take-up/", follow=True))
    assert "“Sinh hoạt chuyên đề” đã trở lại trong kế hoạch." in page
    assert "Hoạt động đã hủy" not in flat(secretary.get(url))


def test_a_refusal_keeps_the_reason(seed: Seed, url: str, secretary: Persona, by: User) -> None:
    make_due(seed.campaign_levy, by)
    answer = secretary.post(f"{url}activities/{seed.campaign.pk}/call-off/", {"reason": WHY})
    assert answer.status_code == 422
    assert "ban hành kế hoạch trước" in flat(answer)
    assert WHY in flat(answer)


def test_dues_of_a_draft_are_told_before_a_reason_is_asked_for(
    seed: Seed, url: str, secretary: Persona, by: User
) -> None:
    """The sentence of the refusal, the way to go, and no button that would be refused."""
    address = f"{url}activities/{seed.campaign.pk}/call-off/"
    assert 'name="reason"' in flat(secretary.get(address))
    make_due(seed.campaign_levy, by)
    page = flat(secretary.get(address))
    assert "ban hành kế hoạch trước" in page
    assert f'href="{url}issue/"' in page
    assert 'name="reason"' not in page
    assert "được giữ nguyên" not in page
    Plan.objects.filter(pk=seed.plan.pk).update(state=Plan.State.ISSUED)
    assert 'name="reason"' in flat(secretary.get(address))


@pytest.mark.parametrize("script", [{}, {"HTTP_HX_REQUEST": "true"}])
def test_where_calling_off_is_refused_too_removing_offers_what_works(
    seed: Seed, url: str, secretary: Persona, by: User, script: dict[str, str]
) -> None:
    make_due(seed.campaign_levy, by)
    OccurrenceFactory.create(activity=seed.visit)
    page = flat(secretary.get(f"{url}lines/{seed.campaign.clause_id}/remove/", **script))
    assert "call-off" not in page
    assert "ban hành kế hoạch trước" in page
    assert f'href="{url}issue/"' in page
    whole = flat(secretary.get(f"{url}lines/{seed.line('NỘI DUNG:').pk}/remove/", **script))
    assert f"activities/{seed.visit.pk}/call-off/" in whole
    assert f"activities/{seed.campaign.pk}/call-off/" not in whole
    Plan.objects.filter(pk=seed.plan.pk).update(state=Plan.State.ISSUED)
    page = flat(secretary.get(f"{url}lines/{seed.campaign.clause_id}/remove/", **script))
    assert f"activities/{seed.campaign.pk}/call-off/" in page
    assert "ban hành kế hoạch trước" not in page


def test_an_old_window_keeps_what_was_written(seed: Seed, url: str, secretary: Persona, by: User) -> None:
    clause = seed.line("Phân công")
    off(seed.campaign, by)
    answer = secretary.post(f"{url}lines/{clause.pk}/", {"version": 1, "line-text": "Lời đang viết"})
    assert answer.status_code == 409
    assert "Lời đang viết" in flat(answer)


def test_a_line_that_saves_itself_is_told(seed: Seed, url: str, secretary: Persona, by: User) -> None:
    clause = seed.line("Phân công")
    off(seed.campaign, by)
    words = {"version": 1, "line-text": "Lời đang viết"}
    answer = secretary.post(f"{url}lines/{clause.pk}/", words, HTTP_X_AUTOSAVE="1")
    assert answer.status_code == 422
    assert "đã hủy" in answer.json()["sentence"]


def test_what_is_recorded_still_keeps_it_from_being_removed(seed: Seed, by: User) -> None:
    OccurrenceFactory.create(activity=seed.visit)
    off(seed.visit, by)
    head = seed.line("NỘI DUNG:")
    with pytest.raises(LineHasRecords):
        removing.remove_clause(clause=head, seen=removing.select(head).mark, by=by)


def test_another_plans_activity_is_not_found(seed: Seed, url: str, secretary: Persona) -> None:
    other = PlanFactory.create(cluster=seed.plan.cluster, year=2023)
    ClauseFactory.create(plan=other)
    foreign = f"/c/{seed.plan.cluster.code}/2023/plan/activities/{seed.visit.pk}"
    assert secretary.get(f"{foreign}/call-off/").status_code == 404
    assert secretary.post(f"{foreign}/take-up/").status_code == 404
