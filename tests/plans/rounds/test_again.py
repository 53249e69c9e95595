"""A question that is asked again: what was changed, what the union said before and was replied; in how many queries."""

import re
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.http import HttpResponse
from hypothesis import given
from hypothesis import strategies as st

from documents.blocks import Fate
from plans.actions.clauses import move_clause
from plans.actions.opinions import agree_with_rest, give_opinion, reply_to_opinion
from plans.actions.rounds import close_round, open_round
from plans.models import Activity, Clause, Opinion, Plan, Round, RoundItem
from plans.queries import load_paper
from plans.rounds import Answer, Asked, asked_lines
from plans.rounds_again import Earlier, asked_again, compared
from plans.rounds_queries import earlier_of, kept_words, load_sheet_of
from tests.conftest import Persona
from tests.plans.factories import ActivityFactory
from tests.plans.rounds.conftest import DEADLINE
from unions.models import MemberUnion

ROUND = "/c/hcsn/2024/plan/rounds/"
WISH = "Đề nghị thêm một xe."
REPLY = "Tiếp thu, thêm một xe."


def shown(before: str, after: str) -> list[str]:
    """Each line with [what went] and {what came}."""
    marks = {Fate.SAME: "%s", Fate.OUT: "[%s]", Fate.IN: "{%s}"}
    return ["".join(marks[piece.fate] % piece.text for piece in line.pieces) for line in compared(before, after)]


# -- What changed


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ("- Một.\n- Hai.", "- Một.\n- Hai.", ["- Một.", "- Hai."]),
        ("- Tháng 6 năm 2024.", "- Tháng 7 năm 2024.", ["- Tháng [6 ]{7 }năm 2024."]),
        ("- Một.\n- Ba.", "- Một.\n- Hai người.\n- Ba.", ["- Một.", "{- Hai người.}", "- Ba."]),
        ("- Một.\n- Hai người.\n- Ba.", "- Một.\n- Ba.", ["- Một.", "[- Hai người.]", "- Ba."]),
        ("2.1. Một xe.", "3.1. Một xe.", ["3.1. Một xe."]),
        ("2.1. Thêm một xe.", "3.1. Thêm hai xe.", ["3.1. Thêm [một ]{hai }xe."]),
        ("- Gặp gỡ.", "- Tặng quà cho dân.", ["[- Gặp gỡ.]", "{- Tặng quà cho dân.}"]),
        ("- Một.\n\n- Hai.", "- Một.\n\n- Ba.", ["- Một.", "", "- [Hai ]{Ba}."]),
        ("- Một hai.", "- Một.", ["[- Một hai.]", "{- Một.}"]),
        ("- Một xe lớn", "- Một xe", ["- Một xe[ lớn]"]),
        ("", "- Một.", ["{- Một.}"]),
        ("- Một.", "", ["[- Một.]"]),
    ],
)
def test_lines_are_compared_word_by_word(before: str, after: str, lines: list[str]) -> None:
    assert shown(before, after) == lines


def test_a_line_stays_as_deep_as_it_is_now() -> None:
    assert [line.depth for line in compared("- A.\n  + B.", "- A.\n  + B.\n    C.")] == [0, 1, 2]


texts = st.lists(st.lists(st.sampled_from(["một", "hai", "ba", "bốn"]), min_size=1, max_size=4), max_size=6).map(
    lambda lines: "\n".join(" ".join(words) for words in lines)
)


@given(texts, texts)
def test_no_word_is_lost_or_made_up(before: str, after: str) -> None:
    """What is not new is the text before, what was not left out is the text now, in order."""
    found = list(compared(before, after))
    now = [" ".join("".join(p.text for p in line.pieces if p.fate is not Fate.OUT).split()) for line in found]
    was = [" ".join("".join(p.text for p in line.pieces if p.fate is not Fate.IN).split()) for line in found]
    assert [line for line in now if line] == after.splitlines()
    assert sorted(line for line in was if line) == sorted(before.splitlines())


def test_numbers_alone_are_no_change() -> None:
    asked = Asked(1, 1, "2. Kỳ nghỉ hồng", "2.1. Một xe.", activity=7)
    again = asked_again(asked, {7: Earlier(1, "1. Kỳ nghỉ hồng", "1.1. Một xe.", wished=False)})
    assert again
    assert not again.is_changed


def test_another_title_is_a_change() -> None:
    again = asked_again(Asked(1, 1, "Hội thi", "A", activity=7), {7: Earlier(1, "Hội thao", "A", wished=False)})
    assert again
    assert (again.is_changed, again.lines) == (True, ())


def test_of_an_activity_that_is_gone_nothing_is_said() -> None:
    assert asked_again(Asked(1, 1, "Hội thi", "A"), {}) is None


# -- On the union's page


@pytest.fixture
def second(
    held: Round,
    items: list[RoundItem],
    plan: Plan,
    visit: Activity,
    union_a: MemberUnion,
    union_b: MemberUnion,
    officer_a: Persona,
    officer_b: Persona,
    secretary: Persona,
) -> Round:
    """B wished something of the first activity and was replied to, A agreed; the second was changed, a third is new."""
    wish = give_opinion(item=items[0], union=union_b, answer=Answer.CHANGE, text=WISH, by=officer_b.user)
    reply_to_opinion(opinion=wish, reply=REPLY, by=secretary.user, seen=wish.given_at)
    agree_with_rest(consultation=held, union=union_a, items=[items[0].pk], by=officer_a.user)
    close_round(consultation=held, by=secretary.user)
    Clause.objects.filter(place__activity=visit).update(text="Địa điểm: {địa điểm} và huyện Hóc Môn.")
    ActivityFactory.create(plan=plan, title="Hội thi")
    return open_round(plan=plan, deadline=DEADLINE, by=secretary.user)


def card(answer: HttpResponse, position: int) -> str:
    """One card of the page."""
    assert answer.status_code == 200
    found = re.search(rf'<article[^>]* id="item-{position}".*?</article>', answer.content.decode(), re.DOTALL)
    assert found
    return found[0]


def test_an_unchanged_question_says_why_it_comes_again(second: Round, officer_b: Persona) -> None:
    found = card(officer_b.get(f"{ROUND}2/answer/"), 1)
    assert "không sửa so với lần 1" in found
    assert "vì có đề nghị điều chỉnh" in found
    assert "<ins>" not in found
    assert found.index("Ý kiến của đơn vị ở lần 1:") < found.index(WISH) < found.index(REPLY)


def test_others_learn_that_a_change_was_asked_for_but_not_which(second: Round, officer_a: Persona) -> None:
    page = officer_a.get(f"{ROUND}2/answer/")
    found = card(page, 1)
    assert "vì có đề nghị điều chỉnh" in found
    assert "thống nhất" in found
    assert WISH not in page.content.decode()
    assert REPLY not in page.content.decode()


def test_a_changed_question_is_marked_word_by_word(second: Round, officer_b: Persona) -> None:
    found = card(officer_b.get(f"{ROUND}2/answer/"), 2)
    assert "đã sửa so với lần 1" in found
    assert "Huyện Củ Chi<ins> và huyện Hóc Môn</ins>." in found
    assert "Ở lần 1, đơn vị không gửi ý kiến." in found


def test_a_new_question_says_so(second: Round, officer_b: Persona) -> None:
    found = card(officer_b.get(f"{ROUND}2/answer/"), 3)
    assert "được lấy ý kiến lần đầu" in found
    assert "Ý kiến của đơn vị ở lần" not in found


def test_the_card_that_comes_back_says_it_too(second: Round, officer_b: Persona) -> None:
    answer = officer_b.post(f"{ROUND}2/answer/1/", {"answer": "agree"}, HTTP_HX_REQUEST="true")
    assert WISH in card(answer, 1)


def test_the_first_round_speaks_of_no_other(held: Round, officer_b: Persona) -> None:
    assert "lần đầu" not in officer_b.get(f"{ROUND}1/answer/").content.decode()


def test_an_activity_has_the_number_of_the_plan(
    second: Round, plan: Plan, visit: Activity, officer_b: Persona, secretary: Persona
) -> None:
    """The second activity alone is asked about: it is the second all the same."""
    close_round(consultation=second, by=secretary.user)
    open_round(plan=plan, deadline=DEADLINE, by=secretary.user, activities=[visit.pk])
    for page in (officer_b.get(f"{ROUND}3/answer/"), secretary.get(f"{ROUND}3/")):
        heading = re.search(r"<h2[^>]*>([^<]*Thăm Mẹ[^<]*)</h2>", page.content.decode())
        assert heading
        assert heading[1] == f"2. {visit.title}"
    matrix = secretary.get(f"{ROUND}3/").content.decode()
    assert re.search(rf'<a href="#item-1">2\. {visit.title}</a>', matrix)


def test_a_question_keeps_the_number_that_it_was_asked_with(
    held: Round, plan: Plan, campaign: Activity, visit: Activity, officer_b: Persona, secretary: Persona
) -> None:
    """The outline moves on, and words like "điểm a mục 2" in an answer go on meaning what they meant."""
    assert list(held.items.order_by("position").values_list("label", flat=True)) == ["1.", "2."]
    move_clause(clause=visit.clause, direction="up", by=secretary.user)
    assert load_paper(plan).by_clause[visit.clause_id].label == "1."
    for page in (officer_b.get(f"{ROUND}1/answer/"), secretary.get(f"{ROUND}1/")):
        headings = re.findall(r"<h2[^>]*>([^<]*(?:Thăm Mẹ|Kỳ nghỉ hồng)[^<]*)</h2>", page.content.decode())
        assert headings == [f"1. {campaign.title}", f"2. {visit.title}"]
    close_round(consultation=held, by=secretary.user)
    again = open_round(plan=plan, deadline=DEADLINE, by=secretary.user)
    assert list(again.items.order_by("position").values_list("label", "title")) == [
        ("1.", visit.title),
        ("2.", campaign.title),
    ]


def test_questions_asked_before_numbers_were_kept_get_those_of_the_paper(
    held: Round, plan: Plan, campaign: Activity, visit: Activity
) -> None:
    RoundItem.objects.update(label="")
    gone = held.items.get(activity=visit)
    RoundItem.objects.filter(pk=gone.pk).update(activity=None)
    import_module("plans.migrations.0004_asked_labels").number_questions(apps, None)
    labels = {line.clause.pk: line.label for line in load_paper(plan).lines}
    assert list(RoundItem.objects.order_by("position").values_list("label", flat=True)) == [
        labels[campaign.clause_id],
        "",
    ]


def test_the_last_round_that_asked_counts(
    second: Round, plan: Plan, visit: Activity, union_b: MemberUnion, officer_b: Persona, secretary: Persona
) -> None:
    (first_item, *_rest) = second.items.select_related("round").order_by("position")
    give_opinion(item=first_item, union=union_b, answer=Answer.AGREE, by=officer_b.user)
    close_round(consultation=second, by=secretary.user)
    third = open_round(plan=plan, deadline=DEADLINE, by=secretary.user)
    earlier = earlier_of(third, union_b)
    assert {one.number for one in earlier.values()} == {2}
    said = earlier[first_item.activity_id or 0].said
    assert said
    assert said.answer is Answer.AGREE


@pytest.mark.parametrize("count", [1, 3, 300])
def test_asking_again_takes_two_queries_more_whatever_there_is(
    held: Round,
    plan: Plan,
    union_b: MemberUnion,
    officer_b: Persona,
    secretary: Persona,
    count: int,
    django_assert_num_queries: Any,
) -> None:
    close_round(consultation=held, by=secretary.user)
    for number in range(min(count, 30)):
        ActivityFactory.create(plan=plan, title=f"Hội thi {number}")
    for _ in range(2):
        running = open_round(plan=plan, deadline=DEADLINE, by=secretary.user)
        for item in running.items.select_related("round"):
            give_opinion(item=item, union=union_b, answer=Answer.CHANGE, text=WISH, by=officer_b.user)
        close_round(consultation=running, by=secretary.user)
    last = Round.objects.select_related("plan__cluster").get(plan=plan, number=3)
    with django_assert_num_queries(2):
        assert len(earlier_of(last, union_b)) == 2 + min(count, 30)
    sheet = load_sheet_of(last, union_b)
    with django_assert_num_queries(1):
        assert len(kept_words(last, sheet)) == 2 + min(count, 30)
    with django_assert_num_queries(0):
        assert earlier_of(held, union_b) == {}


# -- A wish that gave way to another answer


@pytest.fixture
def wish(items: list[RoundItem], union_b: MemberUnion, officer_b: Persona) -> Opinion:
    return give_opinion(item=items[0], union=union_b, answer=Answer.CHANGE, text=WISH, by=officer_b.user)


def form_of(found: str, words: str) -> str:
    """The form of a card whose button says this."""
    return next(form for form in re.findall(r"<form.*?</form>", found, re.DOTALL) if words in form)


def test_agreeing_after_a_wish_asks_first(wish: Opinion, officer_b: Persona) -> None:
    """One tap unfolds, the second one agrees: no script is needed for either."""
    page = officer_b.get(f"{ROUND}1/answer/")
    found = card(page, 1)
    assert re.search(r"<details[^>]*>\s*<summary[^>]*choice-agree", found)
    assert 'value="agree"' in form_of(found, "Xác nhận thống nhất")
    assert not re.search(r"<details[^>]*>\s*<summary[^>]*choice-agree", card(page, 2))  # nothing to lose there


def test_the_words_of_a_wish_outlive_another_answer(wish: Opinion, officer_b: Persona, secretary: Persona) -> None:
    """Agreed by mistake: the wish is withdrawn for the lead, and stands ready to be sent again."""
    officer_b.post(f"{ROUND}1/answer/1/", {"answer": "agree", "seen": wish.given_at.isoformat()})
    assert Opinion.objects.values_list("answer", "text").get() == ("agree", "")
    assert WISH not in secretary.get(f"{ROUND}1/").content.decode()
    found = card(officer_b.get(f"{ROUND}1/answer/"), 1)
    assert re.search(rf'<textarea id="wish-1"[^>]*>{WISH}</textarea>', found)
    assert "vẫn được giữ" in found
    assert "<blockquote" not in found


def test_the_last_wording_is_the_one_that_is_kept(
    wish: Opinion, items: list[RoundItem], union_b: MemberUnion, officer_b: Persona
) -> None:
    given: Any = {"item": items[0], "union": union_b, "by": officer_b.user}
    wish = give_opinion(answer=Answer.CHANGE, text="Hai xe.", seen=wish.given_at, **given)
    wish = give_opinion(answer=Answer.ABSTAIN, text="Trùng lịch.", seen=wish.given_at, **given)
    found = card(officer_b.get(f"{ROUND}1/answer/"), 1)
    assert ">Hai xe.</textarea>" in found
    assert ">Trùng lịch.</textarea>" in found
    give_opinion(answer=Answer.AGREE, seen=wish.given_at, **given)
    found = card(officer_b.get(f"{ROUND}1/answer/"), 1)
    assert ">Hai xe.</textarea>" in found
    assert ">Trùng lịch.</textarea>" in found


def test_nothing_is_kept_for_another_union(wish: Opinion, officer_a: Persona, officer_b: Persona) -> None:
    officer_b.post(f"{ROUND}1/answer/1/", {"answer": "agree", "seen": wish.given_at.isoformat()})
    officer_a.post(f"{ROUND}1/answer/1/", {"answer": "agree"})
    page = officer_a.get(f"{ROUND}1/answer/").content.decode()
    assert WISH not in page
    assert "vẫn được giữ" not in page


def test_lines_of_the_question_are_what_is_compared(second: Round) -> None:
    """The text of a question is kept with its numbers; none of them is lost on the way."""
    text = second.items.order_by("position")[0].text
    lines = ["".join(piece.text for piece in line.pieces) for line in compared(text, text)]
    assert lines == [line for _, line in asked_lines(text)]
