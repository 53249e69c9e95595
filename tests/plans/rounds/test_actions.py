"""A round's life and what is said in it: what is allowed, what is recorded, what is refused with which sentence."""

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine

from plans import errors
from plans.actions.opinions import agree_with_rest, give_opinion, give_remark, reply_to_opinion, reply_to_remark
from plans.actions.rounds import back_to_draft, close_round, extend_round, open_round
from plans.models import Activity, Clause, Opinion, Plan, Remark, Round, RoundItem
from plans.rounds import Answer
from tests.conftest import Persona
from tests.factories import MemberUnionFactory
from tests.plans.conftest import fail_to_record, last_record
from tests.plans.factories import ActivityFactory, PlanFactory
from tests.plans.rounds.conftest import DEADLINE
from unions.models import AuditRecord, MemberUnion

LATER = "2024-03-02T10:00:00+07:00"


def records() -> int:
    return AuditRecord.objects.count()


# -- Opening


def test_opening_asks_about_every_activity_as_it_stands(held: Round, items: list[RoundItem], plan: Plan) -> None:
    assert (held.number, held.deadline, held.message) == (1, DEADLINE, "Xin xem kỹ kinh phí.")
    assert [(item.position, item.title) for item in items] == [(1, "Kỳ nghỉ hồng"), (2, "Thăm Mẹ Việt Nam Anh hùng")]
    assert "Thời gian: Tháng 6 - 8 năm 2024." in items[0].text
    assert "Đoàn Sở Y tế Thành phố phụ trách tuyên truyền." in items[0].text
    plan.refresh_from_db()
    assert plan.state == Plan.State.CONSULTING


def test_what_was_asked_stays_when_the_plan_changes(items: list[RoundItem], campaign: Activity) -> None:
    Clause.objects.filter(schedule__activity=campaign).update(text="Thời gian: tháng 12.")
    Activity.objects.filter(pk=campaign.pk).update(title="Tên mới")
    items[0].refresh_from_db()
    assert items[0].title == "Kỳ nghỉ hồng"
    assert "Tháng 6 - 8 năm 2024" in items[0].text


def test_opening_leaves_a_record(held: Round) -> None:
    record = last_record()
    assert record.verb == "round.open"
    assert record.data["after"]["activities"] == ["Kỳ nghỉ hồng", "Thăm Mẹ Việt Nam Anh hùng"]


def test_opening_changes_nothing_in_the_paper(plan: Plan, campaign: Activity, secretary: Persona) -> None:
    before = plan.changed_at
    open_round(plan=plan, deadline=DEADLINE, by=secretary.user)
    plan.refresh_from_db()
    assert plan.changed_at == before


def test_a_round_may_ask_about_some_activities(
    plan: Plan, campaign: Activity, visit: Activity, secretary: Persona
) -> None:
    held = open_round(plan=plan, deadline=DEADLINE, by=secretary.user, activities=[visit.pk])
    assert [item.title for item in held.items.all()] == ["Thăm Mẹ Việt Nam Anh hùng"]


def test_one_round_at_a_time(held: Round, plan: Plan, secretary: Persona) -> None:
    with pytest.raises(errors.RoundIsOpen, match="1"):
        open_round(plan=plan, deadline=DEADLINE, by=secretary.user)
    close_round(consultation=held, by=secretary.user)
    assert open_round(plan=plan, deadline=DEADLINE, by=secretary.user).number == 2


@pytest.mark.parametrize("day", [dt.date(2024, 3, 1), dt.date(2024, 2, 29)])
def test_the_deadline_lies_ahead(plan: Plan, campaign: Activity, secretary: Persona, day: dt.date) -> None:
    with pytest.raises(errors.DeadlineNotAhead):
        open_round(plan=plan, deadline=day, by=secretary.user)


def test_the_day_is_the_local_one(
    plan: Plan, campaign: Activity, secretary: Persona, clock: time_machine.Traveller
) -> None:
    """At one in the morning in Vietnam it is still yesterday in Greenwich."""
    clock.move_to(dt.datetime(2024, 3, 1, 18, 0, tzinfo=dt.UTC))  # 01:00 on 02/03 there
    with pytest.raises(errors.DeadlineNotAhead):
        open_round(plan=plan, deadline=dt.date(2024, 3, 2), by=secretary.user)


def test_a_plan_without_activities_has_nothing_to_ask(plan: Plan, secretary: Persona) -> None:
    with pytest.raises(errors.NothingToAsk):
        open_round(plan=plan, deadline=DEADLINE, by=secretary.user)
    plan.refresh_from_db()
    assert plan.state == Plan.State.DRAFT


@pytest.mark.parametrize("state", [Plan.State.ISSUED, Plan.State.CLOSED])
def test_nobody_is_asked_about_an_issued_plan(plan: Plan, campaign: Activity, secretary: Persona, state: str) -> None:
    Plan.objects.filter(pk=plan.pk).update(state=state)
    with pytest.raises(errors.NotBeingDrafted):
        open_round(plan=plan, deadline=DEADLINE, by=secretary.user)


def test_without_a_record_nothing_is_opened(
    plan: Plan, campaign: Activity, secretary: Persona, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_to_record(monkeypatch)
    with pytest.raises(RuntimeError):
        open_round(plan=plan, deadline=DEADLINE, by=secretary.user)
    plan.refresh_from_db()
    assert (plan.state, Round.objects.count(), RoundItem.objects.count()) == (Plan.State.DRAFT, 0, 0)


# -- More time, closing, back


def test_more_time(held: Round, secretary: Persona) -> None:
    later = dt.date(2024, 3, 15)
    assert extend_round(consultation=held, deadline=later, by=secretary.user).deadline == later
    record = last_record()
    assert (record.verb, record.data["before"], record.data["after"]) == (
        "round.extend",
        {"deadline": "2024-03-08"},
        {"deadline": "2024-03-15"},
    )


def test_a_deadline_is_not_brought_forward(held: Round, secretary: Persona) -> None:
    for day in (DEADLINE, dt.date(2024, 3, 5)):
        with pytest.raises(errors.DeadlineNotLater, match="08/03/2024"):
            extend_round(consultation=held, deadline=day, by=secretary.user)
    with pytest.raises(errors.DeadlineNotAhead):
        extend_round(consultation=held, deadline=dt.date(2024, 2, 1), by=secretary.user)


def test_a_closed_round_is_not_prolonged(held: Round, secretary: Persona) -> None:
    close_round(consultation=held, by=secretary.user)
    with pytest.raises(errors.RoundIsClosed, match="01/03/2024"):
        extend_round(consultation=held, deadline=dt.date(2024, 3, 15), by=secretary.user)


def test_closing_twice_closes_once(held: Round, secretary: Persona, clerk: Persona) -> None:
    close_round(consultation=held, by=secretary.user)
    count = records()
    again = close_round(consultation=held, by=clerk.user)
    assert (again.closed_by, records()) == (secretary.user, count)


def test_closing_keeps_the_state_until_it_goes_back(held: Round, plan: Plan, secretary: Persona) -> None:
    close_round(consultation=held, by=secretary.user)
    plan.refresh_from_db()
    assert plan.state == Plan.State.CONSULTING
    assert back_to_draft(plan=plan, by=secretary.user).state == Plan.State.DRAFT
    count = records()
    back_to_draft(plan=plan, by=secretary.user)
    assert records() == count


def test_no_way_back_while_a_round_is_open(held: Round, plan: Plan, secretary: Persona) -> None:
    with pytest.raises(errors.RoundIsOpen):
        back_to_draft(plan=plan, by=secretary.user)


def test_an_issued_plan_does_not_go_back(plan: Plan, secretary: Persona) -> None:
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.ISSUED)
    with pytest.raises(errors.NotBeingDrafted):
        back_to_draft(plan=plan, by=secretary.user)


# -- Answers


@pytest.mark.parametrize(
    ("answer", "text", "kept"),
    [
        (Answer.AGREE, "", ""),
        (Answer.AGREE, "chữ thừa", ""),
        (Answer.CHANGE, "  Dời sang tháng 9. ", "Dời sang tháng 9."),
        (Answer.ABSTAIN, "", ""),
        (Answer.ABSTAIN, "Trùng đợt tiêm chủng.", "Trùng đợt tiêm chủng."),
    ],
)
def test_an_answer_is_kept(
    items: list[RoundItem], union_b: MemberUnion, officer_b: Persona, answer: Answer, text: str, kept: str
) -> None:
    row = give_opinion(item=items[0], union=union_b, answer=answer, text=text, by=officer_b.user)
    row.refresh_from_db()
    assert (row.answer, row.text, row.given_by) == (answer, kept, officer_b.user)
    record = last_record()
    assert (record.verb, record.data["after"]["union"], record.data["after"]["answer"]) == (
        "opinion.give",
        "GTVT",
        answer,
    )


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_asking_for_a_change_says_which(
    items: list[RoundItem], union_b: MemberUnion, officer_b: Persona, text: str
) -> None:
    with pytest.raises(errors.WishWithoutWords):
        give_opinion(item=items[0], union=union_b, answer=Answer.CHANGE, text=text, by=officer_b.user)
    assert not Opinion.objects.exists()


def test_the_same_answer_twice_is_one(items: list[RoundItem], union_b: MemberUnion, officer_b: Persona) -> None:
    first = give_opinion(item=items[0], union=union_b, answer=Answer.AGREE, by=officer_b.user)
    count = records()
    again = give_opinion(item=items[0], union=union_b, answer=Answer.AGREE, by=officer_b.user)
    assert (again.pk, Opinion.objects.count(), records()) == (first.pk, 1, count)


def test_an_answer_is_changed_by_who_saw_it(
    items: list[RoundItem], union_b: MemberUnion, officer_b: Persona, clock: time_machine.Traveller
) -> None:
    first = give_opinion(item=items[0], union=union_b, answer=Answer.AGREE, by=officer_b.user)
    clock.move_to(LATER)
    give_opinion(
        item=items[0], union=union_b, answer=Answer.CHANGE, text="Thêm xe.", by=officer_b.user, seen=first.given_at
    )
    row = Opinion.objects.get()
    assert (row.answer, row.text) == ("change", "Thêm xe.")
    assert last_record().data["before"] == {"answer": "agree", "text": ""}


def test_of_two_officers_the_second_is_told(
    items: list[RoundItem], union_b: MemberUnion, officer_b: Persona, officer_a: Persona
) -> None:
    """Both opened the page while nothing was said; the second one's answer differs."""
    give_opinion(item=items[0], union=union_b, answer=Answer.AGREE, by=officer_b.user)
    with pytest.raises(errors.StaleOpinion, match="Hồ Cán Bộ B") as refusal:
        give_opinion(item=items[0], union=union_b, answer=Answer.ABSTAIN, by=officer_a.user, seen=None)
    assert refusal.value.current.answer == "agree"
    assert Opinion.objects.get().answer == "agree"


def test_a_late_answer_is_taken_until_the_round_is_closed(
    items: list[RoundItem],
    held: Round,
    union_b: MemberUnion,
    officer_b: Persona,
    secretary: Persona,
    clock: time_machine.Traveller,
) -> None:
    clock.move_to("2024-03-20T09:00:00+07:00")
    give_opinion(item=items[0], union=union_b, answer=Answer.AGREE, by=officer_b.user)
    close_round(consultation=held, by=secretary.user)
    with pytest.raises(errors.RoundIsClosed, match="20/03/2024"):
        give_opinion(item=items[1], union=union_b, answer=Answer.AGREE, by=officer_b.user)


def test_a_union_of_another_cluster_is_not_asked(items: list[RoundItem], stranger: Persona) -> None:
    other = stranger.user.memberships.get().union
    assert other
    with pytest.raises(errors.UnknownUnion):
        give_opinion(item=items[0], union=other, answer=Answer.AGREE, by=stranger.user)


def test_a_union_that_left_before_the_year_is_not_asked(items: list[RoundItem], plan: Plan, officer_b: Persona) -> None:
    gone = MemberUnionFactory.create(cluster=plan.cluster, active_to=dt.date(2023, 12, 31))
    with pytest.raises(errors.UnknownUnion):
        give_opinion(item=items[0], union=gone, answer=Answer.AGREE, by=officer_b.user)


# -- Agreeing with the rest


def test_agreeing_with_the_rest_leaves_what_was_said(
    items: list[RoundItem], held: Round, union_b: MemberUnion, officer_b: Persona
) -> None:
    give_opinion(item=items[0], union=union_b, answer=Answer.ABSTAIN, by=officer_b.user)
    every = [item.pk for item in items]
    assert agree_with_rest(consultation=held, union=union_b, items=every, by=officer_b.user) == 1
    assert dict(Opinion.objects.values_list("item__position", "answer")) == {1: "abstain", 2: "agree"}
    assert last_record().data["after"]["activities"] == ["Thăm Mẹ Việt Nam Anh hùng"]


def test_agreeing_touches_only_what_was_listed(
    items: list[RoundItem], held: Round, union_b: MemberUnion, officer_b: Persona
) -> None:
    """A card that came onto the page later was not read."""
    assert agree_with_rest(consultation=held, union=union_b, items=[items[1].pk], by=officer_b.user) == 1
    assert list(Opinion.objects.values_list("item__position", flat=True)) == [2]


def test_agreeing_twice_is_once(items: list[RoundItem], held: Round, union_b: MemberUnion, officer_b: Persona) -> None:
    every = [item.pk for item in items]
    agree_with_rest(consultation=held, union=union_b, items=every, by=officer_b.user)
    count = records()
    assert agree_with_rest(consultation=held, union=union_b, items=every, by=officer_b.user) == 0
    assert records() == count


def test_items_of_another_round_are_not_agreed_with(
    items: list[RoundItem], held: Round, union_b: MemberUnion, officer_b: Persona, secretary: Persona
) -> None:
    other = PlanFactory.create(cluster=held.plan.cluster, year=2025)
    ActivityFactory.create(plan=other)
    second = open_round(plan=other, deadline=DEADLINE, by=secretary.user)
    foreign = [item.pk for item in second.items.all()]
    assert agree_with_rest(consultation=held, union=union_b, items=foreign, by=officer_b.user) == 0


# -- Of the whole plan


def test_a_remark_is_kept_and_changed(
    held: Round, union_b: MemberUnion, officer_b: Persona, clock: time_machine.Traveller
) -> None:
    first = give_remark(consultation=held, union=union_b, text=" Nên gọn hơn. ", by=officer_b.user)
    assert first.text == "Nên gọn hơn."
    clock.move_to(LATER)
    give_remark(consultation=held, union=union_b, text="Rất tốt.", by=officer_b.user, seen=first.given_at)
    assert Remark.objects.get().text == "Rất tốt."
    assert last_record().data["before"] == {"text": "Nên gọn hơn."}


def test_a_remark_needs_words(held: Round, union_b: MemberUnion, officer_b: Persona) -> None:
    with pytest.raises(errors.WordsMissing):
        give_remark(consultation=held, union=union_b, text="  ", by=officer_b.user)


def test_a_remark_is_not_overwritten_unseen(
    held: Round, union_b: MemberUnion, officer_b: Persona, officer_a: Persona
) -> None:
    give_remark(consultation=held, union=union_b, text="Của người thứ nhất.", by=officer_b.user)
    with pytest.raises(errors.StaleOpinion):
        give_remark(consultation=held, union=union_b, text="Của người thứ hai.", by=officer_a.user)
    assert Remark.objects.get().text == "Của người thứ nhất."


def test_the_same_remark_twice_is_one(held: Round, union_b: MemberUnion, officer_b: Persona) -> None:
    give_remark(consultation=held, union=union_b, text="Tốt.", by=officer_b.user)
    count = records()
    give_remark(consultation=held, union=union_b, text="Tốt.", by=officer_b.user)
    assert records() == count


# -- Replies


@pytest.fixture
def wish(items: list[RoundItem], union_b: MemberUnion, officer_b: Persona) -> Opinion:
    return give_opinion(item=items[0], union=union_b, answer=Answer.CHANGE, text="Thêm xe.", by=officer_b.user)


@pytest.fixture
def remark(held: Round, union_b: MemberUnion, officer_b: Persona) -> Remark:
    return give_remark(consultation=held, union=union_b, text="Nên gọn hơn.", by=officer_b.user)


def test_the_lead_replies_also_after_closing(wish: Opinion, held: Round, secretary: Persona) -> None:
    close_round(consultation=held, by=secretary.user)
    row = reply_to_opinion(opinion=wish, reply=" Tiếp thu. ", by=secretary.user, seen=wish.given_at)
    assert (row.reply, row.replied_by) == ("Tiếp thu.", secretary.user)
    assert row.replied_at is not None
    assert last_record().verb == "opinion.reply"


def test_a_reply_is_to_what_was_seen(
    wish: Opinion, officer_b: Persona, secretary: Persona, union_b: MemberUnion, clock: time_machine.Traveller
) -> None:
    seen = wish.given_at
    clock.move_to(LATER)
    give_opinion(item=wish.item, union=union_b, answer=Answer.CHANGE, text="Thêm hai xe.", by=officer_b.user, seen=seen)
    with pytest.raises(errors.StaleOpinion):
        reply_to_opinion(opinion=wish, reply="Tiếp thu một xe.", by=secretary.user, seen=seen)
    assert Opinion.objects.get().reply == ""


@pytest.mark.parametrize("words", ["", " \n "])
def test_a_reply_needs_words(wish: Opinion, remark: Remark, secretary: Persona, words: str) -> None:
    with pytest.raises(errors.WordsMissing):
        reply_to_opinion(opinion=wish, reply=words, by=secretary.user, seen=wish.given_at)
    with pytest.raises(errors.WordsMissing):
        reply_to_remark(remark=remark, reply=words, by=secretary.user, seen=remark.given_at)


def test_the_same_reply_twice_is_one(wish: Opinion, secretary: Persona) -> None:
    reply_to_opinion(opinion=wish, reply="Tiếp thu.", by=secretary.user, seen=wish.given_at)
    count = records()
    reply_to_opinion(opinion=wish, reply="Tiếp thu.", by=secretary.user, seen=wish.given_at)
    assert records() == count


def test_a_remark_is_replied_to(remark: Remark, secretary: Persona) -> None:
    reply_to_remark(remark=remark, reply="Cảm ơn.", by=secretary.user, seen=remark.given_at)
    record = last_record()
    assert (record.verb, record.data["after"]) == ("remark.reply", {"union": "GTVT", "reply": "Cảm ơn."})


# -- All or nothing


@pytest.mark.parametrize(
    "act",
    [
        lambda t: give_opinion(item=t["item"], union=t["union"], answer=Answer.AGREE, by=t["by"]),
        lambda t: agree_with_rest(consultation=t["round"], union=t["union"], items=[t["item"].pk], by=t["by"]),
        lambda t: give_remark(consultation=t["round"], union=t["union"], text="Tốt.", by=t["by"]),
        lambda t: extend_round(consultation=t["round"], deadline=dt.date(2024, 4, 1), by=t["by"]),
        lambda t: close_round(consultation=t["round"], by=t["by"]),
    ],
    ids=["opinion", "rest", "remark", "extend", "close"],
)
def test_without_a_record_nothing_is_kept(
    act: Callable[[dict[str, object]], object],
    held: Round,
    items: list[RoundItem],
    union_b: MemberUnion,
    officer_b: Persona,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fail_to_record(monkeypatch)
    with pytest.raises(RuntimeError):
        act({"item": items[0], "round": held, "union": union_b, "by": officer_b.user})
    held.refresh_from_db()
    assert (held.deadline, held.closed_at) == (DEADLINE, None)
    assert not Opinion.objects.exists()
    assert not Remark.objects.exists()
