"""What is loaded of a round: in how many queries, for whom, and what was changed since it was asked."""

import datetime as dt
from typing import Any

import pytest

from plans.actions.opinions import agree_with_rest, give_opinion, give_remark
from plans.actions.rounds import close_round
from plans.actions.rounds import open_round as open_a_round
from plans.models import Activity, Clause, Plan, Round, RoundItem
from plans.queries import load_paper
from plans.rounds import Answer, to_ask_again
from plans.rounds_queries import (
    asked,
    asked_before,
    load_matrix,
    load_sheet_of,
    mail_addresses,
    open_round,
    questions,
    rounds_of,
)
from tests.conftest import Persona
from tests.factories import MembershipFactory, MemberUnionFactory, UserFactory
from tests.plans.factories import ActivityFactory
from tests.plans.rounds.conftest import DEADLINE
from unions.models import MemberUnion, Role


def test_questions_have_the_words_of_the_paper(plan: Plan, campaign: Activity, visit: Activity) -> None:
    found = questions(load_paper(plan))
    assert [question.title for question in found] == ["Kỳ nghỉ hồng", "Thăm Mẹ Việt Nam Anh hùng"]
    assert [line.replace("\N{WORD JOINER}", "") for line in found[0].text.splitlines()] == [
        "- Thời gian: Tháng 6 - 8 năm 2024.",
        "  + Tặng quà gia đình chính sách.",
        "  + Đoàn Sở Y tế Thành phố phụ trách tuyên truyền.",
    ]


def test_what_a_line_says_of_another_activity_is_not_asked(plan: Plan, campaign: Activity, visit: Activity) -> None:
    first, second = questions(load_paper(plan))
    assert "Củ Chi" in second.text
    assert "Củ Chi" not in first.text


def test_an_activity_without_lines_is_asked_about_by_its_title(plan: Plan) -> None:
    ActivityFactory.create(plan=plan, title="Hội thi")
    assert [(one.title, one.text) for one in questions(load_paper(plan))] == [("Hội thi", "")]


# -- How many queries


@pytest.mark.parametrize("count", [1, 3, 300])
def test_a_matrix_takes_four_queries(
    plan: Plan, held: Round, officer_b: Persona, count: int, django_assert_num_queries: Any
) -> None:
    unions = [
        MemberUnionFactory.create(cluster=plan.cluster, code=f"U{n}", name=f"Đoàn {n}", position=10 + n)
        for n in range(min(count, 30))
    ]
    every = [item.pk for item in held.items.all()]
    for union in unions:
        agree_with_rest(consultation=held, union=union, items=every, by=officer_b.user)
    with django_assert_num_queries(4):
        found = load_matrix(held)
    assert found.complete == len(unions)


def test_a_closed_round_takes_no_more(
    held: Round, items: list[RoundItem], officer_b: Persona, secretary: Persona, django_assert_num_queries: Any
) -> None:
    """However many were asked then, left and joined since."""
    for n in range(20):
        MemberUnionFactory.create(cluster=held.plan.cluster, code=f"U{n}", name=f"Đoàn {n}", position=10 + n)
    with django_assert_num_queries(11):  # the trail's among them
        closed = close_round(consultation=held, by=secretary.user)
    MemberUnion.objects.filter(code__startswith="U1").update(active_to=dt.date(2023, 12, 31))
    MemberUnionFactory.create(cluster=held.plan.cluster, code="MOI", name="Đoàn mới", position=90)
    with django_assert_num_queries(4):
        assert len(load_matrix(closed).parties) == 23


def test_a_unions_own_sheet_reads_nothing_of_any_other(
    held: Round,
    items: list[RoundItem],
    union_a: MemberUnion,
    union_b: MemberUnion,
    officer_b: Persona,
    django_assert_num_queries: Any,
) -> None:
    give_opinion(item=items[0], union=union_b, answer=Answer.CHANGE, text="Bí mật của B.", by=officer_b.user)
    give_remark(consultation=held, union=union_b, text="Cũng của B.", by=officer_b.user)
    with django_assert_num_queries(3):
        sheet = load_sheet_of(held, union_a)
    assert [party.code for party in sheet.parties] == ["SYT"]
    assert sheet.silent
    assert "của B" not in repr(sheet)


def test_the_unions_of_the_year_are_asked_in_the_order_of_the_paper(plan: Plan, held: Round) -> None:
    MemberUnionFactory.create(cluster=plan.cluster, code="CU", active_to=dt.date(2023, 12, 31), position=0)
    assert [party.code for party in load_matrix(held).parties] == ["SYT", "GTVT", "TNXP"]


# -- What was changed since


def test_nothing_is_marked_while_the_plan_stands(held: Round, plan: Plan) -> None:
    assert [one.changed for one in asked(held, load_paper(plan))] == [False, False]


def test_a_changed_line_marks_its_question(held: Round, plan: Plan, visit: Activity) -> None:
    Clause.objects.filter(place__activity=visit).update(text="Địa điểm: huyện Hóc Môn.")
    assert [one.changed for one in asked(held, load_paper(plan))] == [False, True]
    assert [one.changed for one in asked(held)] == [False, False]  # without the paper nobody can say


def test_a_question_whose_activity_is_gone_is_marked(held: Round, plan: Plan) -> None:
    RoundItem.objects.filter(round=held, position=2).update(activity=None)
    assert [one.changed for one in asked(held, load_paper(plan))] == [False, True]


def test_a_move_in_the_outline_is_no_change(held: Round, plan: Plan, visit: Activity) -> None:
    """Another activity comes before it: the numbers of the lines change, their words do not."""
    for clause in Clause.objects.filter(plan=plan).order_by("-position"):
        Clause.objects.filter(pk=clause.pk).update(position=clause.position + 1)
    Clause.objects.create(plan=plan, position=1, level=1, marker="arabic", text="Một mục mới.")
    assert not any(one.changed for one in asked(held, load_paper(plan)))


def test_the_second_round_offers_what_needs_it(
    held: Round, plan: Plan, items: list[RoundItem], union_b: MemberUnion, officer_b: Persona, secretary: Persona
) -> None:
    give_opinion(item=items[1], union=union_b, answer=Answer.CHANGE, text="Đổi ngày.", by=officer_b.user)
    close_round(consultation=held, by=secretary.user)
    newest = ActivityFactory.create(plan=plan, title="Hội thi")
    again = to_ask_again(questions(load_paper(plan)), asked_before(plan))
    assert again == {items[1].activity_id, newest.pk}


def test_only_the_last_answers_count_for_the_next_round(
    held: Round, plan: Plan, items: list[RoundItem], union_b: MemberUnion, officer_b: Persona, secretary: Persona
) -> None:
    """Asked for a change in the first round, agreed in the second: the third need not ask."""
    give_opinion(item=items[1], union=union_b, answer=Answer.CHANGE, text="Đổi ngày.", by=officer_b.user)
    close_round(consultation=held, by=secretary.user)
    second = open_a_round(plan=plan, deadline=DEADLINE, by=secretary.user, activities=[items[1].activity_id or 0])
    agree_with_rest(
        consultation=second, union=union_b, items=[item.pk for item in second.items.all()], by=officer_b.user
    )
    close_round(consultation=second, by=secretary.user)
    assert to_ask_again(questions(load_paper(plan)), asked_before(plan)) == set()


def test_asking_what_was_asked_takes_one_query(held: Round, plan: Plan, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert len(asked_before(plan)) == 2


def test_the_newest_round_is_first(held: Round, plan: Plan, secretary: Persona, django_assert_num_queries: Any) -> None:
    close_round(consultation=held, by=secretary.user)
    open_a_round(plan=plan, deadline=DEADLINE, by=secretary.user)
    with django_assert_num_queries(1):
        assert [one.number for one in rounds_of(plan)] == [2, 1]


# -- What waits


def test_nothing_waits_and_nothing_is_asked_of_a_draft(plan: Plan, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert open_round(plan) is None


def test_who_owes_an_answer(
    held: Round,
    plan: Plan,
    items: list[RoundItem],
    union_a: MemberUnion,
    union_b: MemberUnion,
    union_c: MemberUnion,
    officer_b: Persona,
    django_assert_num_queries: Any,
) -> None:
    every = [item.pk for item in items]
    agree_with_rest(consultation=held, union=union_a, items=every, by=officer_b.user)
    agree_with_rest(consultation=held, union=union_b, items=every[:1], by=officer_b.user)
    plan.refresh_from_db()
    with django_assert_num_queries(3):
        found = open_round(plan)
    assert found
    assert (found.number, found.deadline, found.asked) == (1, DEADLINE, 2)
    assert [found.owes(union.pk) for union in (union_a, union_b, union_c)] == [False, True, True]


def test_a_closed_round_awaits_nothing(held: Round, plan: Plan, secretary: Persona) -> None:
    close_round(consultation=held, by=secretary.user)
    plan.refresh_from_db()
    assert open_round(plan) is None


# -- Addresses


def test_officers_of_today_with_an_address(
    plan: Plan, union_a: MemberUnion, union_b: MemberUnion, django_assert_num_queries: Any
) -> None:
    today = dt.date(2024, 3, 1)

    def officer(address: str, union: MemberUnion, **facts: Any) -> None:
        user = UserFactory.create(email=address, is_active=facts.pop("is_active", True))
        MembershipFactory.create(user=user, cluster=plan.cluster, role=Role.OFFICER, union=union, **facts)

    officer("a1@example.org", union_a)
    officer("a2@example.org", union_a)
    officer("a2@example.org", union_a)  # two people, one mailbox
    officer("", union_a)
    officer("gone@example.org", union_a, is_active=False)
    officer("past@example.org", union_b, ends_on=dt.date(2024, 2, 29))
    officer("future@example.org", union_b, starts_on=dt.date(2024, 3, 2))
    with django_assert_num_queries(1):
        found = mail_addresses(plan, [union_a.pk, union_b.pk], today)
    assert found == {union_a.pk: ["a1@example.org", "a2@example.org"]}
    assert mail_addresses(plan, [union_b.pk], today) == {}
