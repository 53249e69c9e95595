"""Who is asked is part of a round: while it is open the members of the plan's year, afterwards who was asked then."""

import datetime as dt
import io
import re
from importlib import import_module

import pypdfium2
import pytest
from django.apps import apps
from django.conf import LazySettings
from django.core import mail
from django.db.models import ProtectedError
from docx import Document as WordFile

from plans import errors
from plans.actions.opinions import agree_with_rest, give_opinion, give_remark, reply_to_opinion
from plans.actions.rounds import close_round
from plans.actions.rounds import open_round as open_a_round
from plans.models import AskedUnion, Opinion, Plan, Round, RoundItem
from plans.rounds import Answer
from plans.rounds_queries import load_matrix, open_round
from tests.conftest import Persona, persona
from tests.factories import MembershipFactory, MemberUnionFactory, UserFactory
from tests.plans.rounds.conftest import DEADLINE
from unions.models import MemberUnion, Role

ROUND = "/c/hcsn/2024/plan/rounds/1/"
WISH, REPLY, REMARK = "Đề nghị thêm một xe.", "Tiếp thu, thêm một xe.", "Nên gọn hơn."
LEFT = dt.date(2023, 12, 31)  # before the plan's year


@pytest.fixture
def spoken(
    held: Round, items: list[RoundItem], union_b: MemberUnion, officer_b: Persona, secretary: Persona
) -> Opinion:
    """B wishes something of the first activity, is replied to, and says something of the whole."""
    wish = give_opinion(item=items[0], union=union_b, answer=Answer.CHANGE, text=WISH, by=officer_b.user)
    reply_to_opinion(opinion=wish, reply=REPLY, by=secretary.user, seen=wish.given_at)
    give_remark(consultation=held, union=union_b, text=REMARK, by=officer_b.user)
    return wish


@pytest.fixture
def newcomer(plan: Plan) -> Persona:
    """The officer of a fourth union, which joins when this is asked for."""
    union = MemberUnionFactory.create(
        cluster=plan.cluster, code="MOI", name="Đoàn Sở Mới", short_name="Mới", position=9
    )
    member = MembershipFactory.create(
        user=UserFactory.create(email="moi@example.org"), cluster=plan.cluster, role=Role.OFFICER, union=union
    )
    return persona(member.user)


def leave(union: MemberUnion) -> None:
    MemberUnion.objects.filter(pk=union.pk).update(active_to=LEFT)


def codes(consultation: Round) -> list[str]:
    """Who is in the matrix, as the round stands in the database."""
    return [party.code for party in load_matrix(Round.objects.get(pk=consultation.pk)).parties]


def printed(someone: Persona, number: int = 1) -> tuple[str, str]:
    """The words of the table as PDF and as Word."""
    address = f"/c/hcsn/2024/plan/rounds/{number}/table/"
    pages = pypdfium2.PdfDocument(io.BytesIO(someone.get(f"{address}pdf").content))
    word = WordFile(io.BytesIO(someone.get(f"{address}docx").content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    lines = [paragraph.text for paragraph in word.paragraphs]
    pdf = " ".join(page.get_textpage().get_text_range() for page in pages)
    return " ".join(pdf.split()), " ".join(" ".join([*lines, *cells]).split())


# -- After it was closed


def test_a_closed_round_goes_on_with_those_who_were_asked(
    held: Round, spoken: Opinion, secretary: Persona, request: pytest.FixtureRequest
) -> None:
    close_round(consultation=held, by=secretary.user)
    request.getfixturevalue("newcomer")
    assert codes(held) == ["SYT", "GTVT", "TNXP"]
    page = secretary.get(ROUND).content.decode()
    assert "0 trên 3 đơn vị" in page
    assert "Sở Mới" not in page
    for words in printed(secretary):
        assert "Số đơn vị được lấy ý kiến: 3;" in words
        assert "Sở Mới" not in words


def test_a_union_that_leaves_afterwards_keeps_what_it_said(
    held: Round, spoken: Opinion, union_b: MemberUnion, secretary: Persona
) -> None:
    close_round(consultation=held, by=secretary.user)
    leave(union_b)
    assert codes(held) == ["SYT", "GTVT", "TNXP"]
    page = secretary.get(ROUND).content.decode()
    for words in (page, *printed(secretary)):
        assert all(said in words for said in (WISH, REPLY, REMARK))


def test_a_union_that_kept_silent_and_leaves_stays_silent_there(
    held: Round, union_c: MemberUnion, secretary: Persona
) -> None:
    close_round(consultation=held, by=secretary.user)
    leave(union_c)
    assert codes(held) == ["SYT", "GTVT", "TNXP"]
    assert len(load_matrix(Round.objects.get()).silent) == 3


def test_a_union_that_was_asked_is_not_deleted(held: Round, union_c: MemberUnion, secretary: Persona) -> None:
    close_round(consultation=held, by=secretary.user)
    with pytest.raises(ProtectedError):
        union_c.delete()


def test_closing_again_asks_nobody_more(held: Round, secretary: Persona, request: pytest.FixtureRequest) -> None:
    close_round(consultation=held, by=secretary.user)
    request.getfixturevalue("newcomer")
    close_round(consultation=held, by=secretary.user)
    assert AskedUnion.objects.filter(round=held).count() == 3


def test_the_next_round_asks_the_members_of_its_own_time(
    held: Round, plan: Plan, union_c: MemberUnion, secretary: Persona, request: pytest.FixtureRequest
) -> None:
    close_round(consultation=held, by=secretary.user)
    request.getfixturevalue("newcomer")
    leave(union_c)
    second = open_a_round(plan=plan, deadline=DEADLINE, by=secretary.user)
    assert codes(held) == ["SYT", "GTVT", "TNXP"]
    assert codes(second) == ["SYT", "GTVT", "MOI"]
    close_round(consultation=second, by=secretary.user)
    assert (codes(held), codes(second)) == (["SYT", "GTVT", "TNXP"], ["SYT", "GTVT", "MOI"])


# -- While it is open


def test_who_joins_while_it_is_open_is_asked_from_then_on(held: Round, newcomer: Persona, secretary: Persona) -> None:
    assert codes(held) == ["SYT", "GTVT", "TNXP", "MOI"]
    newcomer.post(f"{ROUND}answer/1/", {"answer": "agree"})
    assert Opinion.objects.get().union.code == "MOI"
    assert "đã trả lời 1 trên 2" in newcomer.get(f"{ROUND}answer/").content.decode()
    close_round(consultation=held, by=secretary.user)
    assert codes(held) == ["SYT", "GTVT", "TNXP", "MOI"]


def test_who_spoke_and_left_is_shown_and_waited_for_no_more(
    held: Round,
    plan: Plan,
    spoken: Opinion,
    items: list[RoundItem],
    union_b: MemberUnion,
    officer_b: Persona,
    secretary: Persona,
) -> None:
    leave(union_b)
    found = load_matrix(held)
    assert [party.code for party in found.parties] == ["SYT", "GTVT", "TNXP"]
    assert [one.party.code for one in found.waited_for] == ["SYT", "TNXP"]
    reminders = secretary.get(f"{ROUND}reminders/").content.decode()
    assert "Đã có 0 trên 2 đơn vị trả lời đủ" in reminders
    assert "Sở Giao thông" not in reminders
    plan.refresh_from_db()
    waiting = open_round(plan)
    assert waiting
    assert (waiting.owing, waiting.owes(union_b.pk)) == (2, False)
    assert "Còn 2 đơn vị chưa cho ý kiến" in secretary.get("/c/hcsn/2024/").content.decode()
    with pytest.raises(errors.UnknownUnion):
        give_opinion(item=items[1], union=union_b, answer=Answer.AGREE, by=officer_b.user)
    page = officer_b.get(f"{ROUND}answer/").content.decode()
    assert WISH in page
    assert "Đơn vị không thuộc diện lấy ý kiến lần này" in page
    assert f'action="{ROUND}answer/' not in page  # nothing that would be refused
    close_round(consultation=held, by=secretary.user)
    assert codes(held) == ["SYT", "GTVT", "TNXP"]


def test_who_left_without_a_word_was_not_asked(held: Round, union_c: MemberUnion, secretary: Persona) -> None:
    leave(union_c)
    assert codes(held) == ["SYT", "GTVT"]
    close_round(consultation=held, by=secretary.user)
    MemberUnion.objects.filter(pk=union_c.pk).update(active_to=None)
    assert codes(held) == ["SYT", "GTVT"]


@pytest.mark.django_db(transaction=True)
def test_only_who_is_waited_for_is_written_to(
    held: Round, spoken: Opinion, union_b: MemberUnion, officer_b: Persona, secretary: Persona, settings: LazySettings
) -> None:
    settings.SENDS_MAIL = True
    officer_b.user.email = "b@example.org"
    officer_b.user.save()
    leave(union_b)
    secretary.post(f"{ROUND}remind/")
    assert mail.outbox == []


# -- The page of a union that was not asked


def test_a_union_that_was_not_asked_is_told_so(
    held: Round, plan: Plan, secretary: Persona, request: pytest.FixtureRequest
) -> None:
    """Neither its page of that round nor its page of the next one speaks of silence."""
    close_round(consultation=held, by=secretary.user)
    newcomer: Persona = request.getfixturevalue("newcomer")
    page = newcomer.get(f"{ROUND}answer/").content.decode()
    assert "Đơn vị không thuộc diện lấy ý kiến lần này" in page
    assert "trả lời 0 trên 2" not in page
    assert 'id="item-1"' not in page
    open_a_round(plan=plan, deadline=DEADLINE, by=secretary.user)
    page = newcomer.get("/c/hcsn/2024/plan/rounds/2/answer/").content.decode()
    assert "Ở lần 1, đơn vị chưa được lấy ý kiến." in page
    assert "không gửi ý kiến" not in page


def test_nothing_waits_for_a_union_of_another_year(held: Round, officer_b: Persona, union_b: MemberUnion) -> None:
    """Its officer still has the role, for the years in which it was a member."""
    leave(union_b)
    assert "Cho ý kiến về" not in officer_b.get("/c/hcsn/2024/my-union/").content.decode()
    answer = officer_b.post(f"{ROUND}answer/1/", {"answer": "agree"}, HTTP_HX_REQUEST="true")
    assert answer.status_code == 422
    assert not Opinion.objects.exists()


# -- Rounds closed before this was kept


def test_rounds_closed_earlier_get_the_members_of_the_year_and_who_answered(
    held: Round,
    plan: Plan,
    spoken: Opinion,
    union_a: MemberUnion,
    union_b: MemberUnion,
    union_c: MemberUnion,
    officer_a: Persona,
    secretary: Persona,
) -> None:
    agree_with_rest(consultation=held, union=union_a, items=[item.pk for item in held.items.all()], by=officer_a.user)
    close_round(consultation=held, by=secretary.user)
    opened = open_a_round(plan=plan, deadline=DEADLINE, by=secretary.user)
    AskedUnion.objects.all().delete()
    MemberUnionFactory.create(cluster=plan.cluster, code="CU", active_to=LEFT)
    MemberUnionFactory.create(cluster=plan.cluster, code="SAU", active_from=dt.date(2025, 1, 1))
    MemberUnionFactory.create(code="KHAC")  # another cluster's
    leave(union_b)  # answered one, and remarked
    import_module("plans.migrations.0006_asked_unions").keep_who_was_asked(apps, None)
    kept = AskedUnion.objects.filter(round=held).order_by("union__position")
    assert [row.union for row in kept] == [union_a, union_b, union_c]
    assert not AskedUnion.objects.filter(round=opened).exists()


def test_the_table_is_headed_by_the_same_number_as_the_matrix(held: Round, spoken: Opinion, secretary: Persona) -> None:
    for close in (False, True):
        if close:
            close_round(consultation=held, by=secretary.user)
        heading = re.search(r"(\d+) trên (\d+) đơn vị", secretary.get(ROUND).content.decode())
        assert heading
        assert all(f"lấy ý kiến: {heading[2]}; trả lời đủ: {heading[1]}" in words for words in printed(secretary))
