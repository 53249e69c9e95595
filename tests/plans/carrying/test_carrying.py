"""A plan carried over: everything that belongs to a plan comes along, nothing that happened, and it is made once."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import models

from documents.text import render_text
from plans.actions.carrying import NextPlan, carry_over, prepare
from plans.carrying.drafts import Chosen, NewHead
from plans.carrying.errors import LeadNotMember, NotIssuedYet, SourceWithdrawn, YearNotLater
from plans.carrying.moving import Trouble
from plans.documents import plan_document
from plans.errors import PlanExists
from plans.models import (
    Activity,
    Clause,
    ContentItem,
    Duty,
    DutyHolder,
    Levy,
    LevyShare,
    Occurrence,
    Place,
    Plan,
    Quota,
    Recipient,
    Schedule,
)
from tests.factories import MemberUnionFactory
from tests.plans.conftest import fail_to_record, last_record
from tests.plans.factories import ClauseFactory, LevyFactory, OccurrenceFactory, ScheduleFactory
from tests.plans.seed import Seed
from unions.models import AuditRecord, MemberUnion, User

State = Plan.State


@pytest.fixture
def source(seed: Seed) -> Plan:
    """Closed; with a number, a day, a theme and a signer."""
    Plan.objects.filter(pk=seed.plan.pk).update(
        state=State.CLOSED,
        number="Số: 01-KH/ĐKDCĐ",
        signed_on=dt.date(2024, 2, 5),
        theme="Năm Thanh niên tình nguyện",
        signer_capacity="TM. BAN THƯỜNG VỤ",
        signer_office="BÍ THƯ",
        signer_name="Lê Minh Họa",
        signer_note="(Bí thư)",
        issuer="BCH ĐOÀN KHỐI",
    )
    OccurrenceFactory.create(activity=seed.visit)
    return Plan.objects.select_related("cluster", "lead").get(pk=seed.plan.pk)


@pytest.fixture
def made(source: Plan, by: User) -> Plan:
    return carried_to(source, by)


def carried_to(source: Plan, by: User, year: int = 2025, **more: Any) -> Plan:
    wanted = NextPlan(year, more.pop("lead", source.lead), **more)
    plan = carry_over(source=source, wanted=wanted, by=by)
    return Plan.objects.select_related("cluster", "lead", "copied_from").get(pk=plan.pk)


# -- What comes along

TABLES: dict[type[models.Model], tuple[str, set[str]]] = {
    # table: the way to the plan, the columns that are rows of the plan itself or count its own changes
    Clause: ("plan", {"plan", "version", "changed_at", "changed_by"}),
    Recipient: ("plan", {"plan", "position"}),  # the order is compared, numbers begin with 1 again
    Activity: ("plan", {"plan", "clause"}),
    Schedule: ("activity__plan", {"activity", "clause"}),
    Place: ("activity__plan", {"activity", "clause"}),
    ContentItem: ("activity__plan", {"activity", "clause"}),
    Duty: ("plan", {"plan", "activity", "clause", "content"}),
    DutyHolder: ("duty__plan", {"duty", "position"}),
    Levy: ("activity__plan", {"activity", "clause", "decided_at", "version"}),
    LevyShare: ("levy__activity__plan", {"levy"}),
    Quota: ("activity__plan", {"activity", "clause"}),
}
MOVED = {"text", "override", "title", "folded", "starts_on", "ends_on", "due_on"}


def rows(model: type[models.Model], way: str, plan: Plan, columns: list[str]) -> list[tuple[object, ...]]:
    found = model._default_manager.filter(**{way: plan}).order_by("pk")
    return list(found.values_list(*columns)) if columns else [()] * found.count()


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_every_column_comes_along(model: type[models.Model], source: Plan, made: Plan) -> None:
    """A column that is added to a table is copied, or named here with the reason why not."""
    way, own = TABLES[model]
    columns = [field.name for field in model._meta.concrete_fields if field.name not in {"id", *own, *MOVED}]
    old, new = rows(model, way, source, columns), rows(model, way, made, columns)
    assert new == old
    assert model is LevyShare or model is DutyHolder or new


HEAD_MOVES = {"year", "subject", "state", "state_reason", "copied_from"}
HEAD_STAYS_BEHIND = {"number", "signed_on", "dateline", "theme", "version", "source_hash"}
HEAD_OWN = {"id", "created_at", "changed_at", "changed_by"}


def test_every_part_of_the_head_comes_along_or_stays_behind(source: Plan, made: Plan) -> None:
    for field in Plan._meta.concrete_fields:
        if field.name in HEAD_MOVES | HEAD_OWN:
            continue
        empty = "" if field.name != "signed_on" else None
        if field.name == "version":
            empty = 1  # type: ignore[assignment]
        wanted = empty if field.name in HEAD_STAYS_BEHIND else getattr(source, field.name)
        assert getattr(made, field.name) == wanted, field.name
    assert (made.year, made.state, made.copied_from) == (2025, State.DRAFT, source)
    assert made.subject == source.subject.replace("2024", "2025")


def test_facts_are_tied_to_the_same_lines(source: Plan, made: Plan) -> None:
    def tied(plan: Plan) -> Iterator[tuple[str, int]]:
        for model in (Activity, Schedule, Place, ContentItem, Duty, Levy, Quota):
            way = TABLES[model][0]
            for position in model._default_manager.filter(**{way: plan}).values_list("clause__position", flat=True):
                yield model.__name__, position

    assert sorted(tied(made)) == sorted(tied(source))


def test_the_paper_says_the_same_in_the_new_year(source: Plan, made: Plan) -> None:
    old = render_text(plan_document(source)).replace("2024", "2025")
    new = render_text(plan_document(made))
    body = slice(old.index("Cụm xây dựng"), old.index("Nơi nhận"))
    assert new[new.index("Cụm xây dựng") : new.index("Nơi nhận")] == old[body]
    assert "DỰ THẢO" in new
    assert "01-KH" not in new


def test_what_happened_stays_behind(source: Plan, made: Plan) -> None:
    assert source.activities.filter(occurrences__isnull=False).exists()
    assert not Occurrence.objects.filter(activity__plan=made).exists()
    assert not made.rounds.exists()
    assert not made.versions.exists()


def test_the_source_is_not_touched(source: Plan, by: User) -> None:
    before = render_text(plan_document(source)), source.changed_at
    carried_to(source, by)
    source.refresh_from_db()
    assert (render_text(plan_document(source)), source.changed_at) == before


def test_one_record(made: Plan) -> None:
    record = last_record()
    assert (record.verb, record.about) == ("plan.carry_over", str(made))
    assert AuditRecord.objects.filter(verb__in=["plan.import", "plan.create"]).count() == 0


def test_without_a_record_nothing_is_made(source: Plan, by: User, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_to_record(monkeypatch)
    with pytest.raises(RuntimeError):
        carried_to(source, by)
    assert Plan.objects.count() == 1


# -- Refusals


@pytest.mark.parametrize("state", [State.DRAFT, State.CONSULTING, State.WITHDRAWN])
def test_only_an_issued_plan_is_carried_over(source: Plan, by: User, state: str) -> None:
    Plan.objects.filter(pk=source.pk).update(state=state, state_reason="Nhầm.")
    source.refresh_from_db()
    with pytest.raises(NotIssuedYet):
        carried_to(source, by)


def test_withdrawn_since_it_was_opened(source: Plan, by: User) -> None:
    Plan.objects.filter(pk=source.pk).update(state=State.WITHDRAWN, state_reason="Nhầm.")
    with pytest.raises(SourceWithdrawn, match="đã bị thu hồi"):
        carried_to(source, by)


@pytest.mark.parametrize("year", [2024, 2023])
def test_only_forward(source: Plan, by: User, year: int) -> None:
    with pytest.raises(YearNotLater, match="2024"):
        carried_to(source, by, year)


def test_twice_is_once(source: Plan, made: Plan, by: User) -> None:
    with pytest.raises(PlanExists, match="2025"):
        carried_to(source, by)
    assert Plan.objects.count() == 2
    assert Clause.objects.filter(plan=made).count() == Clause.objects.filter(plan=source).count()


def test_the_lead_is_a_member_in_the_new_year(source: Plan, seed: Seed, by: User) -> None:
    MemberUnion.objects.filter(pk=seed.unions[1].pk).update(active_to=dt.date(2024, 12, 31))
    seed.unions[1].refresh_from_db()
    with pytest.raises(LeadNotMember):
        carried_to(source, by, lead=seed.unions[1])
    with pytest.raises(LeadNotMember):
        carried_to(source, by, lead=MemberUnionFactory.create())


# -- Another lead, other members


def holders_of(plan: Plan) -> set[str]:
    return set(DutyHolder.objects.filter(duty__plan=plan).values_list("union__code", flat=True))


def test_another_lead(source: Plan, seed: Seed, by: User) -> None:
    was, lead = seed.unions[0], seed.unions[2]
    MemberUnion.objects.filter(pk=was.pk).update(symbol="ĐKDCĐ")
    MemberUnion.objects.filter(pk=lead.pk).update(symbol="ĐGT", heading="BCH ĐOÀN GIAO THÔNG")
    Recipient.objects.create(plan=source, position=32_000, text="Lưu: VP ĐKDCĐ")
    source = Plan.objects.select_related("cluster", "lead").get(pk=source.pk)
    lead.refresh_from_db()
    plan = carried_to(source, by, lead=lead)
    assert plan.lead == lead
    assert plan.issuer == "BCH ĐOÀN GIAO THÔNG"
    assert (plan.signer_name, plan.signer_note, plan.signer_office) == ("", "", "BÍ THƯ")
    assert plan.recipients.order_by("-position")[0].text == "Lưu: VP ĐGT"


def test_what_another_lead_makes_of_the_head_is_told(source: Plan, seed: Seed) -> None:
    was, lead = seed.unions[0], seed.unions[2]
    MemberUnion.objects.filter(pk=was.pk).update(symbol="ĐKDCĐ")
    MemberUnion.objects.filter(pk=lead.pk).update(heading="BCH ĐOÀN GIAO THÔNG", symbol="")
    Recipient.objects.create(plan=source, position=32_000, text="Lưu: VP ĐKDCĐ")
    source = Plan.objects.select_related("cluster", "lead").get(pk=source.pk)
    lead.refresh_from_db()
    recipients = (("Lưu: VP ĐKDCĐ", "Lưu: VP ĐTN"),)
    told = NewHead("BCH ĐOÀN GIAO THÔNG", "ĐTN", recipients, "Lê Minh Họa")
    assert prepare(source, NextPlan(2025, lead)).new_head == told
    assert prepare(source, NextPlan(2025, source.lead)).new_head is None


def test_what_the_old_lead_did_by_name_may_pass_on(source: Plan, seed: Seed, by: User) -> None:
    was, lead = seed.unions[0], MemberUnionFactory.create(cluster=source.cluster, code="MOI", name="Đoàn Mới")
    assert was.code in holders_of(source)
    stays = carried_to(source, by, 2025, lead=lead)
    passes = carried_to(source, by, 2026, lead=lead, hand_over=True)
    assert holders_of(stays) == holders_of(source)
    assert holders_of(passes) == holders_of(source) - {was.code} | {"MOI"}
    assert "Đoàn Mới" in render_text(plan_document(passes))


def test_what_passes_on_is_told(source: Plan, seed: Seed) -> None:
    was, lead = seed.unions[0], MemberUnionFactory.create(cluster=source.cluster, code="MOI", name="Đoàn Mới")
    found = prepare(source, NextPlan(2025, lead, hand_over=True))
    assert found.handed_over
    assert all(was.name in line.before and "Đoàn Mới" in line.after for line in found.handed_over)
    assert prepare(source, NextPlan(2025, lead)).handed_over == ()
    assert prepare(source, NextPlan(2025, was, hand_over=True)).handed_over == ()


def test_a_lead_without_a_symbol_leaves_no_old_one_behind(source: Plan, seed: Seed, by: User) -> None:
    MemberUnion.objects.filter(pk=seed.unions[0].pk).update(symbol="ĐKDCĐ")
    Recipient.objects.create(plan=source, position=32_000, text="Lưu: VP ĐKDCĐ")
    source = Plan.objects.select_related("cluster", "lead").get(pk=source.pk)
    plan = carried_to(source, by, lead=MemberUnionFactory.create(cluster=source.cluster, code="MOI", symbol=""))
    assert plan.recipients.order_by("-position")[0].text == "Lưu: VP ĐTN"


def test_the_same_lead_hands_nothing_over(source: Plan, by: User) -> None:
    assert holders_of(carried_to(source, by, hand_over=True)) == holders_of(source)


def test_a_union_that_left_is_left_out(source: Plan, seed: Seed, by: User) -> None:
    gone = seed.unions[3]
    MemberUnion.objects.filter(pk=gone.pk).update(active_to=dt.date(2024, 12, 31))
    found = prepare(source, NextPlan(2025, source.lead))
    assert found.left_out == (gone.name,)
    plan = carried_to(source, by)
    assert gone.code not in holders_of(plan)
    assert not LevyShare.objects.filter(levy__activity__plan=plan, union=gone).exists()
    assert LevyShare.objects.filter(levy__activity__plan=source, union=gone).exists()


def test_a_line_whose_only_union_left_keeps_its_words(source: Plan, seed: Seed, by: User) -> None:
    lonely = DutyHolder.objects.filter(duty__plan=source).exclude(union=seed.unions[0])[0]
    others = lonely.duty.holders.exclude(pk=lonely.pk)
    others.delete()
    printed = next(line for line in render_text(plan_document(source)).splitlines() if lonely.union.name in line)
    MemberUnion.objects.filter(pk=lonely.union_id).update(active_to=dt.date(2024, 12, 31))
    plan = carried_to(source, by)
    assert printed in render_text(plan_document(plan)).splitlines()
    assert Duty.objects.filter(plan=plan).count() < Duty.objects.filter(plan=source).count()


def test_a_new_member_pays_where_all_pay_the_same(source: Plan, seed: Seed, by: User) -> None:
    new = MemberUnionFactory.create(cluster=source.cluster, code="MOI", active_from=dt.date(2025, 1, 1), position=99)
    plan = carried_to(source, by)
    shares = LevyShare.objects.filter(levy__activity__plan=plan, union=new)
    assert sorted(shares.values_list("amount", flat=True)) == [1_000_000, 7_000_000]


def test_a_levy_that_the_lead_does_not_pay(source: Plan, seed: Seed, by: User) -> None:
    Levy.objects.filter(pk=seed.campaign_levy.pk).update(lead_pays=False)
    seed.campaign_levy.shares.filter(union=seed.unions[0]).delete()
    plan = carried_to(source, by, lead=seed.unions[1])
    paying = Levy.objects.get(activity__plan=plan, activity__kind="campaign").shares.values_list("union", flat=True)
    assert seed.unions[0].pk in paying
    assert seed.unions[1].pk not in paying


# -- Days and lines


def test_days_are_told(source: Plan, seed: Seed) -> None:
    ScheduleFactory.create(
        activity=seed.session, text="29/02/2024", starts_on=dt.date(2024, 2, 29), precision="day", ends_on=None
    )
    Levy.objects.filter(pk=seed.campaign_levy.pk).update(due_on=dt.date(2024, 8, 16))
    found = prepare(source, NextPlan(2025, source.lead))
    assert {(one.day.before, one.day.after, one.day.trouble) for one in found.days} == {
        (dt.date(2024, 2, 29), dt.date(2025, 2, 28), Trouble.NO_SUCH_DAY),
        (dt.date(2024, 8, 16), dt.date(2025, 8, 16), Trouble.WEEKEND),
    }
    assert found.troubles == 2


def test_due_dates_and_times_are_moved(source: Plan, seed: Seed, by: User) -> None:
    Levy.objects.filter(pk=seed.campaign_levy.pk).update(due_on=dt.date(2024, 8, 16))
    plan = carried_to(source, by)
    assert Levy.objects.get(activity__plan=plan, activity__kind="campaign").due_on == dt.date(2025, 8, 16)
    spans = Schedule.objects.filter(activity__plan=plan).exclude(starts_on=None).values_list("starts_on", "ends_on")
    assert spans
    assert all(day is None or day.year == 2025 for span in spans for day in span)


def test_lines_are_told(source: Plan) -> None:
    ClauseFactory.create(plan=source, text="Căn cứ Chương trình số 12-CTr/ĐTN ngày 05/01/2024;")
    ClauseFactory.create(plan=source, text="Tổng kết năm 2024.")
    found = prepare(source, NextPlan(2025, source.lead))
    assert ("Tổng kết năm 2024.", "Tổng kết năm 2025.") in [(line.before, line.after) for line in found.lines]
    assert [line.before for line in found.kept] == ["Căn cứ Chương trình số 12-CTr/ĐTN ngày 05/01/2024;"]
    assert all("2024" in line.before for line in found.lines)


def test_the_author_decides_line_by_line(source: Plan, by: User) -> None:
    paper = ClauseFactory.create(plan=source, text="Tìm hiểu Luật Thanh niên năm 2024;")
    past = ClauseFactory.create(plan=source, text="Sơ kết Đề án của năm 2024.")
    title = source.activities.select_related("clause").get(kind="campaign")
    Activity.objects.filter(pk=title.pk).update(title="Chiến dịch năm 2024")
    chosen = Chosen(keep=frozenset([past.pk, title.clause_id]), whole=frozenset([paper.pk]))
    plan = carried_to(source, by, chosen=chosen)
    printed = render_text(plan_document(plan))
    assert "Tìm hiểu Luật Thanh niên năm 2025;" in printed
    assert "Sơ kết Đề án của năm 2024." in printed
    assert plan.activities.filter(title="Chiến dịch năm 2024").exists()


def test_a_weekday_goes_with_its_day(source: Plan, by: User) -> None:
    ClauseFactory.create(plan=source, text="Ra quân Thứ Sáu, ngày 16/8/2024.")
    found = prepare(source, NextPlan(2025, source.lead))
    (line,) = [line for line in found.lines if "Ra quân" in line.before]
    assert line.after == "Ra quân Thứ Bảy, ngày 16/8/2025."
    assert [day.trouble for day in line.days] == [Trouble.WEEKEND]
    assert found.troubles == 1
    assert line.after in render_text(plan_document(carried_to(source, by)))


def test_lines_that_name_the_theme_are_told(source: Plan) -> None:
    text = "Căn cứ chương trình năm 2024 với chủ đề “Năm Thanh niên tình nguyện”."
    ClauseFactory.create(plan=source, text=text)
    assert text in prepare(source, NextPlan(2025, source.lead)).themed


def test_an_amended_plan_is_carried_as_it_stands(source: Plan, by: User) -> None:
    Plan.objects.filter(pk=source.pk).update(state=State.ISSUED)
    ClauseFactory.create(plan=source, text="Dòng thêm sau khi ban hành.")
    source.refresh_from_db()
    assert "Dòng thêm sau khi ban hành." in render_text(plan_document(carried_to(source, by)))


def test_a_levy_without_a_line(source: Plan, seed: Seed, by: User) -> None:
    LevyFactory.create(activity=seed.session, clause=None, amounts={seed.unions[0]: 5})
    plan = carried_to(source, by)
    assert Levy.objects.filter(activity__plan=plan, clause=None).count() == 1
