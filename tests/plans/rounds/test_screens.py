"""The screens of a consultation: what each person sees, how an answer is given, what a refusal leaves on the page."""

import io
import re

import pypdfium2
import pytest
import time_machine
from django.http import HttpResponse

from plans.actions.opinions import agree_with_rest, give_opinion, give_remark, reply_to_opinion
from plans.actions.rounds import close_round
from plans.models import Activity, Opinion, Plan, Remark, Round, RoundItem
from plans.rounds import Answer
from tests.conftest import Persona
from tests.factories import MembershipFactory
from unions.models import MemberUnion, Role, UnionAlias

PLAN = "/c/hcsn/2024/plan/"
ROUNDS = f"{PLAN}rounds/"
ROUND = f"{ROUNDS}1/"
ANSWER = f"{ROUND}answer/"
HTMX = {"HTTP_HX_REQUEST": "true"}
WISH = "Đề nghị thêm một xe."


def body(response: HttpResponse, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


def part(page: str, anchor: str) -> str:
    """What stands in the element with an id, as far as its article, section or list item goes."""
    found = re.search(rf'<(\w+)[^>]* id="{anchor}".*?</\1>', page, re.DOTALL)
    assert found, anchor
    return found[0]


@pytest.fixture
def wish(items: list[RoundItem], union_b: MemberUnion, officer_b: Persona) -> Opinion:
    return give_opinion(item=items[0], union=union_b, answer=Answer.CHANGE, text=WISH, by=officer_b.user)


# -- Opening


def test_a_draft_offers_to_ask_the_unions(plan: Plan, campaign: Activity, secretary: Persona, clerk: Persona) -> None:
    assert f'href="{ROUNDS}"' in body(secretary.get(PLAN))
    page = body(secretary.get(ROUNDS))
    assert "Chưa lấy ý kiến các đơn vị về kế hoạch" in page
    assert f'href="{ROUNDS}new/"' in page
    assert f"{ROUNDS}new/" not in body(clerk.get(ROUNDS))


def test_the_first_round_asks_about_everything(
    plan: Plan, campaign: Activity, visit: Activity, secretary: Persona
) -> None:
    page = body(secretary.get(f"{ROUNDS}new/"))
    assert 'value="08/03/2024"' in page  # a week from today
    assert 'name="activities"' not in page
    answer = secretary.post(f"{ROUNDS}new/", {"deadline": "10/3/2024", "message": "Xem kinh phí."})
    assert answer["Location"] == f"{ROUND}reminders/"
    held = Round.objects.get()
    assert (held.deadline.isoformat(), held.message, held.items.count()) == ("2024-03-10", "Xem kinh phí.", 2)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Vui lòng"),
        ("31/02/2024", "31/02/2024"),
        ("01/03/2024", "sau hôm nay"),
        ("hôm nào cũng được", "hôm nào"),
    ],
)
def test_a_bad_deadline_is_refused_with_what_was_typed(
    plan: Plan, campaign: Activity, secretary: Persona, typed: str, sentence: str
) -> None:
    page = body(secretary.post(f"{ROUNDS}new/", {"deadline": typed, "message": "Giữ lại chữ này."}), 422)
    assert sentence in page
    assert "Giữ lại chữ này." in page
    assert not Round.objects.exists()


def test_a_second_round_ticks_what_needs_it(
    held: Round, wish: Opinion, visit: Activity, campaign: Activity, secretary: Persona
) -> None:
    close_round(consultation=held, by=secretary.user)
    page = body(secretary.get(f"{ROUNDS}new/"))
    ticked = re.findall(r'name="activities" value="(\d+)"[^>]*checked', page)
    assert ticked == [str(campaign.pk)]
    body(secretary.post(f"{ROUNDS}new/", {"deadline": "20/03/2024"}), 422)
    secretary.post(f"{ROUNDS}new/", {"deadline": "20/03/2024", "activities": [visit.pk]})
    assert [item.title for item in Round.objects.get(number=2).items.all()] == [visit.title]


def test_an_activity_of_another_plan_is_no_choice(held: Round, secretary: Persona) -> None:
    close_round(consultation=held, by=secretary.user)
    page = body(secretary.post(f"{ROUNDS}new/", {"deadline": "20/03/2024", "activities": ["999999"]}), 422)
    assert "errorlist" in page


def test_a_second_window_is_told_that_a_round_is_open(held: Round, secretary: Persona) -> None:
    data = {"deadline": "20/03/2024", "activities": [str(held.items.all()[0].activity_id)]}
    page = body(secretary.post(f"{ROUNDS}new/", data), 422)
    assert "Đang lấy ý kiến lần 1. Hãy kết thúc lần này trước." in page
    assert Round.objects.count() == 1


def test_screens_count_the_rounds_as_the_papers_do(held: Round, officer_b: Persona, secretary: Persona) -> None:
    """Papers and reminders say "lần 1"; so does every screen."""
    for page in (body(secretary.get(ROUNDS)), body(secretary.get(ROUND)), body(officer_b.get(ANSWER))):
        assert "lần 1" in page
        assert "vòng" not in page.lower()


# -- The matrix


def test_the_matrix_says_who_agreed_wished_and_kept_silent(
    held: Round, items: list[RoundItem], wish: Opinion, union_a: MemberUnion, officer_a: Persona, secretary: Persona
) -> None:
    agree_with_rest(consultation=held, union=union_a, items=[item.pk for item in items], by=officer_a.user)
    page = body(secretary.get(ROUND))
    assert page.count("chưa trả lời</span>") >= 3  # B at the second question, C at both
    assert page.count("thống nhất") >= 2
    assert WISH in page
    assert "2/2" in page
    assert "1/2" in page
    assert "0/2" in page


@pytest.mark.parametrize("who", ["secretary", "treasurer", "clerk", "owner"])
def test_who_looks_after_the_cluster_reads_all(wish: Opinion, who: str, request: pytest.FixtureRequest) -> None:
    assert WISH in body(request.getfixturevalue(who).get(ROUND))


def test_an_officer_is_led_to_the_own_page(wish: Opinion, officer_a: Persona) -> None:
    answer = officer_a.get(ROUND)
    assert answer["Location"] == ANSWER
    assert WISH not in body(officer_a.get(ANSWER))
    assert officer_a.get(f"{ROUND}table/pdf").status_code == 403


def test_a_changed_line_is_marked_in_the_matrix(held: Round, campaign: Activity, secretary: Persona) -> None:
    assert "đã sửa sau khi lấy ý kiến" not in body(secretary.get(ROUND)).lower()
    Activity.objects.filter(pk=campaign.pk).update(title="Tên mới")
    page = body(secretary.get(ROUND))
    assert "Kỳ nghỉ hồng" in page  # as asked
    assert "chip-info" in part(page, "item-1")


def test_more_time_from_the_screen(held: Round, secretary: Persona) -> None:
    page = body(secretary.post(f"{ROUND}extend/", {"deadline": "05/03/2024"}), 422)
    assert "08/03/2024" in page
    assert secretary.post(f"{ROUND}extend/", {"deadline": "15/03/2024"}).status_code == 302
    held.refresh_from_db()
    assert held.deadline.isoformat() == "2024-03-15"


def test_closing_says_who_did_not_answer(
    held: Round, plan: Plan, wish: Opinion, secretary: Persona, officer_b: Persona
) -> None:
    """Silence is no consent: "no opinion" would read as "no objection"."""
    assert "chưa trả lời được ghi là “không gửi ý kiến”" in body(secretary.get(ROUND))
    told = body(secretary.post(f"{ROUND}close/", follow=True))
    assert "Đơn vị chưa trả lời được ghi là không gửi ý kiến." in told
    page = body(secretary.get(ROUND))
    assert page.count("không gửi ý kiến</span>") == 5  # all three about the second activity, A and C about the first
    assert "Không gửi ý kiến:" in part(page, "item-1")
    own = body(officer_b.get(ANSWER))
    assert "không gửi ý kiến" in part(own, "item-2")
    assert "Không gửi ý kiến chung." in part(own, "remark")
    for screen in (page, own):
        assert "không có ý kiến" not in screen.lower()
        assert "chưa trả lời</span>" not in screen
    assert f"{ROUND}extend/" not in page
    assert f"{ROUNDS}new/" in page
    assert secretary.post(f"{ROUNDS}back-to-draft/").status_code == 302
    plan.refresh_from_db()
    assert plan.state == Plan.State.DRAFT


def test_no_way_back_while_open_is_said(held: Round, secretary: Persona) -> None:
    page = body(secretary.post(f"{ROUNDS}back-to-draft/", follow=True))
    assert "message-error" in page


def test_a_round_that_is_not_there(plan: Plan, secretary: Persona) -> None:
    for address in (ROUND, f"{ROUND}reminders/", f"{ROUND}table/pdf"):
        assert secretary.get(address).status_code == 404


def test_the_matrix_asks_no_more_often_with_more_answers(
    held: Round,
    items: list[RoundItem],
    union_a: MemberUnion,
    officer_a: Persona,
    secretary: Persona,
    django_assert_max_num_queries: object,
) -> None:
    with django_assert_max_num_queries(16) as few:  # type: ignore[operator]
        secretary.get(ROUND)
    agree_with_rest(consultation=held, union=union_a, items=[item.pk for item in items], by=officer_a.user)
    with django_assert_max_num_queries(len(few)):  # type: ignore[operator]
        secretary.get(ROUND)


# -- A union's answers


def test_the_own_page_shows_the_questions_as_they_were_asked(
    held: Round, campaign: Activity, officer_b: Persona
) -> None:
    Activity.objects.filter(pk=campaign.pk).update(title="Tên mới")
    page = body(officer_b.get(ANSWER))
    assert "Kỳ nghỉ hồng" in page
    assert "Tháng 6 - 8 năm 2024" in page
    assert "Xin xem kỹ kinh phí." in page
    assert "đã trả lời 0 trên 2" in page


@pytest.mark.parametrize(
    ("data", "answer", "text"),
    [
        ({"answer": "agree"}, "agree", ""),
        ({"answer": "change", "text": WISH}, "change", WISH),
        ({"answer": "abstain", "text": "Trùng lịch."}, "abstain", "Trùng lịch."),
    ],
)
def test_an_answer_comes_back_to_its_card(
    items: list[RoundItem], officer_b: Persona, data: dict[str, str], answer: str, text: str
) -> None:
    response = officer_b.post(f"{ANSWER}1/", data)
    assert response["Location"] == f"{ANSWER}?union=GTVT#item-1"
    assert Opinion.objects.values_list("answer", "text").get() == (answer, text)
    card = part(body(officer_b.get(ANSWER)), "item-1")
    assert text in card


def test_with_htmx_only_the_card_comes_back(items: list[RoundItem], officer_b: Persona) -> None:
    page = body(officer_b.post(f"{ANSWER}1/", {"answer": "agree"}, **HTMX))
    assert "<html" not in page
    assert 'id="item-1"' in page
    assert 'id="item-2"' not in page
    assert 'id="round-progress"' in page
    assert 'hx-swap-oob="true"' in page


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "card"])
def test_a_wish_without_words_keeps_the_card_open(
    items: list[RoundItem], officer_b: Persona, headers: dict[str, str]
) -> None:
    page = body(officer_b.post(f"{ANSWER}1/", {"answer": "change", "text": " "}, **headers), 422)
    card = part(page, "item-1")
    assert 'role="alert"' in card
    assert "open>" in card
    assert not Opinion.objects.exists()


def test_too_long_a_wish_is_kept_on_the_page(items: list[RoundItem], officer_b: Persona) -> None:
    page = body(officer_b.post(f"{ANSWER}1/", {"answer": "change", "text": "x" * 2001}), 422)
    assert "2.000" in page
    assert "2.001" in page
    assert "x" * 2001 in page


@pytest.mark.parametrize("answer", ["", "yes", "AGREE"])
def test_an_unknown_answer_is_refused(items: list[RoundItem], officer_b: Persona, answer: str) -> None:
    body(officer_b.post(f"{ANSWER}1/", {"answer": answer}), 422)
    assert not Opinion.objects.exists()


def test_the_second_of_two_officers_sees_both_texts(
    items: list[RoundItem], wish: Opinion, officer_b: Persona, union_b: MemberUnion
) -> None:
    """The page was opened before the other one saved: `seen` is empty."""
    page = body(officer_b.post(f"{ANSWER}1/", {"answer": "change", "text": "Chữ của tôi.", "seen": ""}), 409)
    card = part(page, "item-1")
    assert WISH in card
    assert "Chữ của tôi." in card
    assert "Hồ Cán Bộ B" in card
    assert Opinion.objects.get().text == WISH
    seen = re.search(r'name="seen" value="([^"]+)"', card)
    assert seen  # what is on the page now has been seen, so answering again counts
    officer_b.post(f"{ANSWER}1/", {"answer": "change", "text": "Chữ của tôi.", "seen": seen[1]})
    assert Opinion.objects.get().text == "Chữ của tôi."


@pytest.mark.parametrize("seen", ["hôm qua", "2024-99-99", "<script>"])
def test_a_forged_moment_is_taken_for_not_seen(
    items: list[RoundItem], wish: Opinion, officer_b: Persona, seen: str
) -> None:
    body(officer_b.post(f"{ANSWER}1/", {"answer": "agree", "seen": seen}), 409)


def test_agreeing_with_the_rest(items: list[RoundItem], wish: Opinion, officer_b: Persona) -> None:
    page = body(officer_b.get(ANSWER))
    listed = re.findall(r'name="item" value="(\d+)"', page)
    assert listed == [str(items[1].pk)]
    answer = officer_b.post(f"{ANSWER}rest/", {"item": [*listed, "x", "-1", "9" * 30]}, follow=True)
    assert "message-success" in body(answer)
    assert dict(Opinion.objects.values_list("item__position", "answer")) == {1: "change", 2: "agree"}


def test_a_remark_on_the_whole(held: Round, officer_b: Persona) -> None:
    answer = officer_b.post(f"{ANSWER}remark/", {"text": "Nên gọn hơn."})
    assert answer["Location"].endswith("#remark")
    assert "Nên gọn hơn." in part(body(officer_b.get(ANSWER)), "remark")
    page = body(officer_b.post(f"{ANSWER}remark/", {"text": "Khác.", "seen": ""}), 409)
    assert "Khác." in part(page, "remark")
    assert Remark.objects.get().text == "Nên gọn hơn."
    assert 'role="alert"' in body(officer_b.post(f"{ANSWER}remark/", {"text": ""}, **HTMX), 422)


def test_a_closed_round_shows_and_takes_nothing(
    held: Round, items: list[RoundItem], wish: Opinion, officer_b: Persona, secretary: Persona
) -> None:
    close_round(consultation=held, by=secretary.user)
    page = body(officer_b.get(ANSWER))
    assert WISH in page
    assert "<textarea" not in page
    refused = body(officer_b.post(f"{ANSWER}2/", {"answer": "agree"}), 422)
    assert "01/03/2024" in refused
    assert "message-error" in body(officer_b.post(f"{ANSWER}rest/", {"item": [items[1].pk]}, follow=True))
    assert Opinion.objects.count() == 1


def test_the_reply_is_read_by_the_union(wish: Opinion, officer_b: Persona, secretary: Persona) -> None:
    reply_to_opinion(opinion=wish, reply="Tiếp thu, thêm một xe.", by=secretary.user, seen=wish.given_at)
    assert "Tiếp thu, thêm một xe." in part(body(officer_b.get(ANSWER)), "item-1")


@pytest.mark.parametrize("who", ["secretary", "treasurer", "clerk", "owner"])
def test_nobody_answers_for_a_union_but_its_officers(
    items: list[RoundItem], who: str, request: pytest.FixtureRequest
) -> None:
    someone = request.getfixturevalue(who)
    assert someone.get(ANSWER).status_code == 403
    assert someone.post(f"{ANSWER}1/", {"answer": "agree", "union": "SYT"}).status_code == 403
    assert not Opinion.objects.exists()


def test_no_officer_answers_for_another_union(items: list[RoundItem], officer_b: Persona) -> None:
    assert officer_b.get(f"{ANSWER}?union=SYT").status_code == 404
    assert officer_b.post(f"{ANSWER}1/", {"answer": "agree", "union": "SYT"}).status_code == 404
    assert not Opinion.objects.exists()


def test_an_officer_of_two_unions_answers_for_each(
    items: list[RoundItem], officer_b: Persona, union_c: MemberUnion, plan: Plan
) -> None:
    MembershipFactory.create(user=officer_b.user, cluster=plan.cluster, role=Role.OFFICER, union=union_c)
    page = body(officer_b.get(f"{ANSWER}?union=TNXP"))
    assert "?union=GTVT" in page
    officer_b.post(f"{ANSWER}1/", {"answer": "agree", "union": "TNXP"})
    assert Opinion.objects.get().union == union_c


def test_a_question_that_is_not_there(items: list[RoundItem], officer_b: Persona) -> None:
    assert officer_b.post(f"{ANSWER}9/", {"answer": "agree"}).status_code == 404


# -- Replies


def test_a_reply_comes_back_to_its_entry(wish: Opinion, secretary: Persona) -> None:
    page = body(secretary.get(ROUND))
    voice = part(page, f"opinion-{wish.pk}")
    seen = re.search(r'name="seen" value="([^"]+)"', voice)
    assert seen
    data = {"text": "Tiếp thu.", "seen": seen[1]}
    answer = secretary.post(f"{ROUND}opinions/{wish.pk}/reply/", data)
    assert answer["Location"] == f"{ROUND}#opinion-{wish.pk}"
    assert "Tiếp thu." in part(body(secretary.get(ROUND)), f"opinion-{wish.pk}")


def test_with_htmx_only_the_entry_comes_back(wish: Opinion, secretary: Persona) -> None:
    data = {"text": "Tiếp thu.", "seen": wish.given_at.isoformat()}
    page = body(secretary.post(f"{ROUND}opinions/{wish.pk}/reply/", data, **HTMX))
    assert page.strip().startswith("<li")
    assert "Tiếp thu." in page


def test_how_many_wait_for_a_reply_follows_the_reply(
    held: Round, wish: Opinion, union_b: MemberUnion, officer_b: Persona, secretary: Persona
) -> None:
    remark = give_remark(consultation=held, union=union_b, text="Nên gọn hơn.", by=officer_b.user)
    assert "2 ý kiến chờ phản hồi" in part(body(secretary.get(ROUND)), "round-waiting")
    data = {"text": "Tiếp thu.", "seen": wish.given_at.isoformat()}
    waiting = part(body(secretary.post(f"{ROUND}opinions/{wish.pk}/reply/", data, **HTMX)), "round-waiting")
    assert 'hx-swap-oob="true"' in waiting
    assert "1 ý kiến chờ phản hồi" in waiting
    data = {"text": "Cảm ơn.", "seen": remark.given_at.isoformat()}
    waiting = part(body(secretary.post(f"{ROUND}remarks/{remark.pk}/reply/", data, **HTMX)), "round-waiting")
    assert "chờ phản hồi" not in waiting
    assert " hidden" in waiting
    assert " hidden" in part(body(secretary.get(ROUND)), "round-waiting")  # the place of what comes back
    assert "hx-swap-oob" not in body(secretary.get(ROUND))


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "entry"])
def test_a_reply_to_what_was_said_before_is_told(
    wish: Opinion,
    items: list[RoundItem],
    union_b: MemberUnion,
    officer_b: Persona,
    secretary: Persona,
    clock: time_machine.Traveller,
    headers: dict[str, str],
) -> None:
    seen = wish.given_at
    clock.move_to("2024-03-01T09:30:00+07:00")
    give_opinion(item=items[0], union=union_b, answer=Answer.CHANGE, text="Hai xe.", by=officer_b.user, seen=seen)
    data = {"text": "Một xe thì được.", "seen": seen.isoformat()}
    page = body(secretary.post(f"{ROUND}opinions/{wish.pk}/reply/", data, **headers), 409)
    assert "Hai xe." in page
    assert "Một xe thì được." in page
    assert Opinion.objects.get().reply == ""


def test_an_empty_reply_is_refused(wish: Opinion, secretary: Persona) -> None:
    page = body(secretary.post(f"{ROUND}opinions/{wish.pk}/reply/", {"text": ""}), 422)
    assert 'role="alert"' in part(page, f"opinion-{wish.pk}")


def test_a_remark_is_replied_to(held: Round, union_b: MemberUnion, officer_b: Persona, secretary: Persona) -> None:
    remark = give_remark(consultation=held, union=union_b, text="Nên gọn hơn.", by=officer_b.user)
    data = {"text": "Cảm ơn.", "seen": remark.given_at.isoformat()}
    assert secretary.post(f"{ROUND}remarks/{remark.pk}/reply/", data).status_code == 302
    assert "Cảm ơn." in part(body(officer_b.get(ANSWER)), "remark")


def test_who_only_reads_does_not_reply(wish: Opinion, clerk: Persona, officer_b: Persona) -> None:
    for someone in (clerk, officer_b):
        answer = someone.post(f"{ROUND}opinions/{wish.pk}/reply/", {"text": "Không được."})
        assert answer.status_code == 403
    assert "/reply/" not in body(clerk.get(ROUND))


# -- Files, reminders, tasks


@pytest.mark.parametrize(("format", "begins"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_the_table_is_downloaded(wish: Opinion, clerk: Persona, format: str, begins: bytes) -> None:  # noqa: A002
    answer = clerk.get(f"{ROUND}table/{format}")
    assert answer.content.startswith(begins)
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]
    assert clerk.get(f"{ROUND}table/xlsx").status_code == 404


def words_of(answer: HttpResponse) -> str:
    """What a printed table says."""
    pdf = pypdfium2.PdfDocument(io.BytesIO(answer.content))
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())


def test_the_table_says_whether_answers_are_still_taken(
    held: Round, wish: Opinion, secretary: Persona, clock: time_machine.Traveller
) -> None:
    clock.move_to("2024-03-02T00:30:00+07:00")  # still the day before in UTC
    secretary.force_login(secretary.user)
    printed = words_of(secretary.get(f"{ROUND}table/pdf"))
    assert "Chưa trả lời" in printed
    assert "tính đến ngày 02/03/2024" in printed
    close_round(consultation=held, by=secretary.user)
    printed = words_of(secretary.get(f"{ROUND}table/pdf"))
    assert "Không gửi ý kiến" in printed
    assert "Chưa trả lời" not in printed
    assert "từ ngày 01/03/2024 đến ngày 02/03/2024)" in printed


def test_the_list_names_the_day_on_which_a_round_ended(held: Round, secretary: Persona) -> None:
    assert "01/03/2024 – 08/03/2024" in body(secretary.get(ROUNDS))
    close_round(consultation=held, by=secretary.user)
    assert "01/03/2024 – 01/03/2024" in body(secretary.get(ROUNDS))


def test_reminder_texts_lie_ready(held: Round, wish: Opinion, secretary: Persona, settings: object) -> None:
    page = body(secretary.get(f"{ROUND}reminders/"))
    assert page.count("Kính gửi") == 4  # the chat, and the three unions
    assert f"{settings.BASE_URL}{ANSWER}" in page  # type: ignore[attr-defined]
    assert "đã trả lời 1 trên 2" in page


@pytest.mark.parametrize(
    ("subject", "named"),
    [
        ("Tổ chức hoạt động\nCụm năm 2024", "kế hoạch tổ chức hoạt động Cụm năm 2024"),
        ("Hoạt động\nNăm 2024", "kế hoạch hoạt động năm 2024"),
        ("Cụm Hành chính – Sự nghiệp năm 2024", "kế hoạch Cụm Hành chính – Sự nghiệp năm 2024"),
        ("Thanh niên Sở Giao thông năm 2024", "kế hoạch thanh niên Sở Giao thông năm 2024"),
        ("Ngành Y chung tay", "kế hoạch Ngành Y chung tay"),  # what a union calls itself
        ("", "kế hoạch"),
    ],
)
def test_a_reminder_and_the_table_name_the_plan_inside_their_sentence(
    held: Round, plan: Plan, union_c: MemberUnion, secretary: Persona, subject: str, named: str
) -> None:
    """No capital in the middle of a sentence but that of a name."""
    UnionAlias.objects.create(union=union_c, name="Ngành Y")
    Plan.objects.filter(pk=plan.pk).update(subject=subject)
    page = body(secretary.get(f"{ROUND}reminders/"))
    assert page.count(f"Cụm đang lấy ý kiến về {named} (lần 1).") == 4
    about = f"Về dự thảo {named[0].upper()}{named[1:]} (Lần 1"
    assert about in words_of(secretary.get(f"{ROUND}table/pdf"))


def test_nobody_is_reminded_of_a_closed_round(held: Round, secretary: Persona) -> None:
    close_round(consultation=held, by=secretary.user)
    assert "Kính gửi" not in body(secretary.get(f"{ROUND}reminders/"))


def test_the_board_says_how_many_have_not_answered(
    held: Round, items: list[RoundItem], union_a: MemberUnion, officer_a: Persona, secretary: Persona, clerk: Persona
) -> None:
    agree_with_rest(consultation=held, union=union_a, items=[item.pk for item in items], by=officer_a.user)
    assert "Còn 2 đơn vị chưa cho ý kiến về kế hoạch" in body(secretary.get("/c/hcsn/2024/"))
    assert "chưa cho ý kiến về kế hoạch" not in body(clerk.get("/c/hcsn/2024/"))


def test_a_union_finds_the_question_on_its_own_page(
    held: Round, items: list[RoundItem], union_b: MemberUnion, officer_b: Persona
) -> None:
    page = body(officer_b.get("/c/hcsn/2024/my-union/"))
    assert "Cho ý kiến về 2 hoạt động trong kế hoạch" in page
    assert f'href="{ANSWER}?union=GTVT"' in page
    agree_with_rest(consultation=held, union=union_b, items=[item.pk for item in items], by=officer_b.user)
    assert "Cho ý kiến về" not in body(officer_b.get("/c/hcsn/2024/my-union/"))
