"""Problems that came up: raised in two taps, answered by the lead, settled; a union sees its own."""

import pytest
from django.urls import reverse

from campaigns import errors
from campaigns.actions import problems
from campaigns.models import Problem
from plans.models import Activity, Plan
from tests.conftest import Persona
from tests.plans.factories import ActivityFactory
from unions.models import AuditRecord, MemberUnion


def page(plan: Plan, name: str, *more: object) -> str:
    return reverse(f"campaigns:{name}", args=[plan.cluster.code, plan.year, *more])


def came_up(plan: Plan, union: MemberUnion, by: Persona, text: str = "Thiếu xe chở đoàn") -> Problem:
    return problems.raise_problem(plan=plan, union=union, text=text, by=by.user)


def test_a_problem_is_raised_answered_and_settled_with_a_record_each(
    plan: Plan, union_a: MemberUnion, officer_a: Persona, secretary: Persona
) -> None:
    problem = came_up(plan, union_a, officer_a)
    problems.answer_problem(problem=problem, answer="Cụm thuê thêm một xe.", by=secretary.user)
    settled = problems.settle_problem(problem=problem, by=officer_a.user)
    assert (settled.answer, settled.answered_by, settled.settled_by) == (
        "Cụm thuê thêm một xe.", secretary.user, officer_a.user,
    )  # fmt: skip
    verbs = list(AuditRecord.objects.order_by("number").values_list("verb", flat=True))
    assert verbs == ["problem.raise", "problem.answer", "problem.settle"]


def test_sent_twice_it_is_one_problem_and_after_it_is_settled_a_new_one(
    plan: Plan, union_a: MemberUnion, officer_a: Persona
) -> None:
    first = came_up(plan, union_a, officer_a)
    assert came_up(plan, union_a, officer_a) == first
    problems.settle_problem(problem=first, by=officer_a.user)
    assert came_up(plan, union_a, officer_a) != first


def test_settled_twice_is_settled_once_and_it_can_be_taken_up_again(
    plan: Plan, union_a: MemberUnion, officer_a: Persona, secretary: Persona
) -> None:
    problem = came_up(plan, union_a, officer_a)
    problems.settle_problem(problem=problem, by=officer_a.user)
    assert problems.settle_problem(problem=problem, by=secretary.user).settled_by == officer_a.user
    assert problems.reopen_problem(problem=problem, by=secretary.user).settled_at is None


def test_a_later_answer_takes_the_place_of_the_first_and_the_trail_keeps_both(
    plan: Plan, union_a: MemberUnion, officer_a: Persona, secretary: Persona
) -> None:
    problem = came_up(plan, union_a, officer_a)
    problems.answer_problem(problem=problem, answer="Chưa rõ", by=secretary.user)
    problems.answer_problem(problem=problem, answer="Đã thuê xe", by=secretary.user)
    record = AuditRecord.objects.order_by("-number")[0]
    assert record.data == {"before": {"answer": "Chưa rõ"}, "after": {"answer": "Đã thuê xe"}}


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_a_problem_without_a_word_is_refused(plan: Plan, union_a: MemberUnion, officer_a: Persona, text: str) -> None:
    with pytest.raises(errors.NothingSaid):
        came_up(plan, union_a, officer_a, text)


def test_an_activity_of_another_plan_is_refused(plan: Plan, union_a: MemberUnion, officer_a: Persona) -> None:
    other = ActivityFactory.create()
    with pytest.raises(errors.ForeignActivity):
        problems.raise_problem(plan=plan, union=union_a, text="x", activity=other, by=officer_a.user)


# -- The screens


def test_an_officer_raises_it_with_one_box_and_reads_the_answer(
    plan: Plan, campaign: Activity, union_a: MemberUnion, officer_a: Persona, secretary: Persona
) -> None:
    form = {"text": "Mưa lớn, không vào được xã", "union": union_a.pk, "activity": campaign.pk}
    answer = officer_a.post(page(plan, "problem_raise"), form, follow=True)
    assert "Đã báo cho Cụm trưởng" in answer.content.decode()
    problem = Problem.objects.get()
    secretary.post(page(plan, "problem_detail", problem.pk), {"answer": "Dời sang tuần sau."})
    assert "Dời sang tuần sau." in officer_a.get(page(plan, "problem_detail", problem.pk)).content.decode()


def test_an_officer_cannot_raise_it_for_another_union(plan: Plan, union_b: MemberUnion, officer_a: Persona) -> None:
    answer = officer_a.post(page(plan, "problem_raise"), {"text": "x", "union": union_b.pk})
    assert answer.status_code == 422
    assert not Problem.objects.exists()


def test_another_unions_problem_does_not_exist_for_an_officer(
    plan: Plan, union_a: MemberUnion, officer_a: Persona, officer_b: Persona
) -> None:
    problem = came_up(plan, union_a, officer_a)
    assert officer_b.get(page(plan, "problem_detail", problem.pk)).status_code == 404
    assert officer_b.post(page(plan, "problem_settle", problem.pk)).status_code == 404
    assert problem.text not in officer_b.get(page(plan, "problem_list")).content.decode()
    problem.refresh_from_db()
    assert problem.settled_at is None


def test_only_the_lead_answers(plan: Plan, union_a: MemberUnion, officer_a: Persona, treasurer: Persona) -> None:
    problem = came_up(plan, union_a, officer_a)
    for person in (officer_a, treasurer):
        assert person.post(page(plan, "problem_detail", problem.pk), {"answer": "x"}).status_code == 403
    problem.refresh_from_db()
    assert problem.answer == ""


def test_the_list_says_how_many_are_open(
    plan: Plan, union_a: MemberUnion, officer_a: Persona, secretary: Persona
) -> None:
    problems.settle_problem(problem=came_up(plan, union_a, officer_a), by=officer_a.user)
    came_up(plan, union_a, officer_a, "Thiếu loa")
    text = secretary.get(page(plan, "problem_list")).content.decode()
    assert "1 vấn đề chưa giải quyết" in text
    assert text.index("Thiếu loa") < text.index("Thiếu xe chở đoàn")
