"""The table of opinions as a paper, and the texts that remind: Vietnamese, whatever the language of the screens."""

import datetime as dt
import io
import re

import pypdfium2
import pytest
from django.utils import translation
from docx import Document as WordFile
from hypothesis import given
from hypothesis import strategies as st

from documents.blocks import Closing, Document, Signer, Table
from documents.characters import tidy
from documents.pdf import render_pdf
from documents.text import render_text
from documents.word import render_docx
from plans.actions.opinions import agree_with_rest, give_opinion, give_remark, reply_to_opinion
from plans.models import Plan, Round, RoundItem
from plans.rounds import Answer, Asked, Matrix, Party, Said, Standing, matrix
from plans.rounds_papers import Held, cut, opinions_document
from plans.rounds_queries import load_matrix
from plans.rounds_reminders import Occasion, subject, to_group, to_union, when
from tests.conftest import Persona
from tests.plans.rounds.conftest import DEADLINE
from unions.models import MemberUnion

TODAY = dt.date(2024, 3, 12)
WISH = "Đề nghị bố trí thêm một xe đưa đón."


@pytest.fixture
def answered(
    held: Round,
    items: list[RoundItem],
    union_a: MemberUnion,
    union_b: MemberUnion,
    officer_a: Persona,
    officer_b: Persona,
    secretary: Persona,
) -> Round:
    """A agrees with all; B wishes something, is replied to, and says something of the whole; C is silent."""
    agree_with_rest(consultation=held, union=union_a, items=[item.pk for item in items], by=officer_a.user)
    wish = give_opinion(item=items[0], union=union_b, answer=Answer.CHANGE, text=WISH, by=officer_b.user)
    reply_to_opinion(opinion=wish, reply="Tiếp thu.", by=secretary.user, seen=wish.given_at)
    give_opinion(item=items[1], union=union_b, answer=Answer.ABSTAIN, text="Trùng lịch.", by=officer_b.user)
    give_remark(consultation=held, union=union_b, text="Thống nhất về chủ trương.", by=officer_b.user)
    return held


def document_of(held: Round, plan: Plan, closed_on: dt.date | None = DEADLINE) -> Document:
    as_held = Held(held.number, dt.date(2024, 3, 1), held.deadline, closed_on)
    return opinions_document(plan, as_held, load_matrix(held), TODAY)


def rows_of(held: Round, plan: Plan, closed_on: dt.date | None = DEADLINE) -> list[tuple[str, ...]]:
    document = document_of(held, plan, closed_on)
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    return list(table.rows)


def test_groups_wishes_and_silence_stand_in_their_rows(answered: Round, plan: Plan) -> None:
    a, b, c = "Đoàn Sở Y tế Thành phố", "Đoàn Sở Giao thông Vận tải", "Đoàn Lực lượng Thanh niên xung phong"
    assert rows_of(answered, plan) == [
        ("1", "Kỳ nghỉ hồng", a, "Thống nhất", ""),
        ("", "", b, f"Đề nghị điều chỉnh: {WISH}", "Tiếp thu."),
        ("", "", c, "Không gửi ý kiến", ""),
        ("2", "Thăm Mẹ Việt Nam Anh hùng", a, "Thống nhất", ""),
        ("", "", b, "Không tham gia: Trùng lịch.", ""),
        ("", "", c, "Không gửi ý kiến", ""),
        ("3", "Ý kiến chung về kế hoạch", b, "Thống nhất về chủ trương.", ""),
    ]


def test_who_agreed_stands_in_one_row(
    held: Round, items: list[RoundItem], plan: Plan, union_a: MemberUnion, union_b: MemberUnion, officer_a: Persona
) -> None:
    for union in (union_a, union_b):
        agree_with_rest(consultation=held, union=union, items=[items[0].pk], by=officer_a.user)
    assert rows_of(held, plan)[0][2] == "Đoàn Sở Y tế Thành phố; Đoàn Sở Giao thông Vận tải"


def test_what_came_late_says_so(
    held: Round, items: list[RoundItem], plan: Plan, union_a: MemberUnion, officer_a: Persona, clock: object
) -> None:
    clock.move_to("2024-03-09T00:30:00+07:00")  # type: ignore[attr-defined]
    agree_with_rest(consultation=held, union=union_a, items=[items[0].pk], by=officer_a.user)
    assert rows_of(held, plan)[0][3] == "Thống nhất (trả lời sau thời hạn)"


def test_a_round_nobody_answered_is_a_table_of_silence(held: Round, plan: Plan) -> None:
    assert {row[3] for row in rows_of(held, plan)} == {"Không gửi ý kiến"}


def test_while_the_round_is_open_nobody_is_silent_yet(answered: Round, plan: Plan) -> None:
    """Printed in the middle of it: who says nothing may still answer."""
    text = render_text(document_of(answered, plan, closed_on=None))
    assert "Không gửi ý kiến" not in text
    assert [row[3] for row in rows_of(answered, plan, closed_on=None)].count("Chưa trả lời") == 2
    assert "trả lời một phần: 0; chưa trả lời: 1." in text
    assert "thời hạn đến hết ngày 08/03/2024; số liệu tính đến ngày 12/03/2024" in text


@pytest.mark.parametrize(
    ("closed_on", "span"),
    [
        (dt.date(2024, 3, 5), "(Lần 1, lấy ý kiến từ ngày 01/03/2024 đến ngày 05/03/2024)"),
        (DEADLINE, "(Lần 1, lấy ý kiến từ ngày 01/03/2024 đến ngày 08/03/2024)"),
        (dt.date(2024, 3, 11), "(Lần 1, lấy ý kiến từ ngày 01/03/2024 đến ngày 11/03/2024, thời hạn ngày 08/03/2024)"),
    ],
    ids=["early", "in time", "late"],
)
def test_a_closed_round_names_the_day_on_which_it_ended(
    answered: Round, plan: Plan, closed_on: dt.date, span: str
) -> None:
    assert span in render_text(document_of(answered, plan, closed_on))


def matrix_of(wishes: int, words: str) -> Matrix:
    """One question about which as many unions asked for a change."""
    parties = [Party(n, f"U{n}", f"Đoàn Sở số {n}", f"Sở {n}") for n in range(1, wishes + 1)]
    at = dt.datetime(2024, 3, 4, tzinfo=dt.UTC)
    said = [Said(n, n, f"{words} {n}", at, at.date(), "A", item=1, answer=Answer.CHANGE) for n in range(1, wishes + 1)]
    return matrix(parties, [Asked(1, 1, "Kỳ nghỉ hồng", "")], said, [], DEADLINE)


def test_a_question_that_goes_on_to_the_next_page_says_which_it_is(plan: Plan) -> None:
    as_held = Held(1, dt.date(2024, 3, 1), DEADLINE, DEADLINE)
    document = opinions_document(plan, as_held, matrix_of(28, f"{WISH} " * 4), TODAY)
    pages = [
        " ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(render_pdf(document))
    ]
    assert len(pages) > 3
    assert "1 Kỳ nghỉ hồng Đoàn Sở số 1 " in pages[0]
    for page in pages[1:]:
        assert page.startswith("STT Nội dung Đơn vị Ý kiến Tiếp thu, giải trình 1 Kỳ nghỉ hồng (tiếp theo)")
    together = " ".join(pages)
    assert all(f"Đoàn Sở số {n} " in together for n in range(1, 29))
    assert "NGƯỜI TỔNG HỢP" in pages[-1]
    assert "Đoàn Sở số 28 " in pages[-1]


SENTENCE = "Đề nghị dời ngày ra quân sang tuần sau vì trùng kỳ thi và đợt tiếp xúc cử tri của phường. "
NUMBERED = " ".join(f"({n}) {SENTENCE}" for n in range(1, 20))[:1990]


def long_row(words: str, reply: str = "", unions: int = 1) -> Matrix:
    """A question about which a union said `words` and was replied, and others nothing."""
    parties = [Party(n, f"U{n}", f"Đoàn Sở số {n} của Thành phố", f"Sở {n}") for n in range(1, unions + 1)]
    at = dt.datetime(2024, 3, 4, tzinfo=dt.UTC)
    said = [Said(1, 1, words, at, at.date(), "A", item=1, answer=Answer.CHANGE, reply=reply)] if words else []
    return matrix(parties, [Asked(1, 1, "Kỳ nghỉ hồng", "")], said, [], DEADLINE)


@pytest.mark.parametrize(
    ("words", "reply"),
    [(NUMBERED, ""), (NUMBERED, NUMBERED), ("Ngắn.", NUMBERED)],
    ids=["a wish", "a wish and its reply", "a reply"],
)
def test_what_no_page_holds_says_on_each_page_whose_it_is(plan: Plan, words: str, reply: str) -> None:
    document = opinions_document(plan, Held(1, TODAY, DEADLINE, DEADLINE), long_row(words, reply), TODAY)
    pages = [
        " ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(render_pdf(document))
    ]
    assert len(pages) > 2
    assert "1 Kỳ nghỉ hồng Đoàn Sở số 1 của Thành phố" in pages[0]
    for page in pages[1:-1]:
        assert page.startswith(
            "STT Nội dung Đơn vị Ý kiến Tiếp thu, giải trình 1 Kỳ nghỉ hồng (tiếp theo) Đoàn Sở số 1"
        )
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    columns = [" ".join(filter(None, cells)) for cells in zip(*table.rows, strict=True)]
    assert columns[3] == f"Đề nghị điều chỉnh: {words}"
    assert columns[4] == reply


def test_many_names_go_on_with_what_they_said(plan: Plan) -> None:
    document = opinions_document(plan, Held(1, TODAY, DEADLINE, DEADLINE), long_row("", unions=60), TODAY)
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    assert len(table.rows) > 1
    assert {row[3] for row in table.rows} == {"Không gửi ý kiến"}
    assert all(row[1].startswith("Kỳ nghỉ hồng") for row in table.rows)
    assert "; ".join(row[2].rstrip(";") for row in table.rows).count("Đoàn Sở số") == 60
    assert all(row[2].startswith("Đoàn Sở số") for row in table.rows)


@given(st.text(alphabet="ab; ", max_size=300).map(tidy), st.integers(min_value=4, max_value=80))
def test_cutting_loses_no_letter(text: str, most: int) -> None:
    first, rest = cut(text, most)
    assert len(first) <= most
    assert first or not text
    assert first.replace(" ", "") + rest.replace(" ", "") == text.replace(" ", "")


def test_a_question_that_fits_a_page_is_headed_once(plan: Plan) -> None:
    document = opinions_document(plan, Held(1, TODAY, DEADLINE, DEADLINE), matrix_of(5, WISH), TODAY)
    assert "(tiếp theo)" not in render_text(document)


@pytest.mark.parametrize(
    ("named", "signer"),
    [
        ({}, Signer("CỤM TRƯỞNG")),
        ({"signer_name": "Lê Văn Mẫu"}, Signer("CỤM TRƯỞNG", "", "Lê Văn Mẫu")),
        (
            {"signer_capacity": "TM. BAN THƯỜNG VỤ", "signer_office": "BÍ THƯ", "signer_name": "Lê Văn Mẫu"},
            Signer("TM. BAN THƯỜNG VỤ", "BÍ THƯ", "Lê Văn Mẫu"),
        ),
        ({"signer_office": "BÍ THƯ"}, Signer("", "BÍ THƯ")),
    ],
    ids=["nobody", "a name", "all", "an office"],
)
def test_nobody_signs_without_an_office(held: Round, plan: Plan, named: dict[str, str], signer: Signer) -> None:
    for field in ("signer_capacity", "signer_office", "signer_name", "signer_note"):
        setattr(plan, field, named.get(field, ""))
    closing = document_of(held, plan).blocks[-1]
    assert isinstance(closing, Closing)
    assert closing.signers == (Signer("NGƯỜI TỔNG HỢP", "(Ký, ghi rõ họ tên)"), signer)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_paper_is_vietnamese_and_has_its_form(answered: Round, plan: Plan, language: str) -> None:
    with translation.override(language):
        text = render_text(document_of(answered, plan))
    for words in (
        "BẢNG TỔNG HỢP Ý KIẾN",
        "Lần 1, lấy ý kiến từ ngày 01/03/2024 đến ngày 08/03/2024",
        "Số đơn vị được lấy ý kiến: 3; trả lời đủ: 2; trả lời một phần: 0; không gửi ý kiến: 1.",
        "CỤM HCSN",
        "NGƯỜI TỔNG HỢP",
        "ngày 12 tháng 3 năm 2024",
    ):
        assert words in text


def test_pdf_and_word_have_the_same_words(answered: Round, plan: Plan) -> None:
    document = document_of(answered, plan)
    pdf = pypdfium2.PdfDocument(render_pdf(document))
    printed = " ".join(page.get_textpage().get_text_range() for page in pdf)
    width, height = pdf[0].get_size()
    assert width > height  # five columns need the long side
    word = WordFile(io.BytesIO(render_docx(document)))
    cells = " ".join(cell.text for table in word.tables for row in table.rows for cell in row.cells)
    for words in (WISH, "Tiếp thu.", "Không tham gia: Trùng lịch.", "Không gửi ý kiến"):
        assert words in re.sub(r"\s+", " ", printed)
        assert words in re.sub(r"\s+", " ", cells)


# -- Reminders


OCCASION = Occasion("kế hoạch năm 2024", 2, DEADLINE, "https://vi.du/c/hcsn/2024/plan/rounds/2/answer/", "Cụm HCSN")
PARTY = Party(1, "SYT", "Đoàn Sở Y tế Thành phố", "Sở Y tế")


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (dt.date(2024, 3, 1), "chậm nhất hết ngày 08/03/2024 (Thứ Sáu, còn 7 ngày)"),
        (dt.date(2024, 3, 8), "chậm nhất hết ngày 08/03/2024 (Thứ Sáu, hôm nay)"),
        (dt.date(2024, 3, 10), "sớm nhất có thể (thời hạn 08/03/2024 đã qua 2 ngày)"),
    ],
)
def test_until_when(today: dt.date, words: str) -> None:
    assert when(DEADLINE, today) == words


@pytest.mark.parametrize(
    ("day", "name"), [(4, "Thứ Hai"), (5, "Thứ Ba"), (6, "Thứ Tư"), (7, "Thứ Năm"), (9, "Thứ Bảy"), (10, "Chủ nhật")]
)
def test_weekdays_have_their_names(day: int, name: str) -> None:
    assert name in when(dt.date(2024, 3, day), dt.date(2024, 3, 1))


def test_a_silent_union_is_told_everything() -> None:
    standing = Standing(PARTY, 0, 2, None, open_titles=("Kỳ nghỉ hồng", "Thăm Mẹ"))
    text = to_union(OCCASION, standing, dt.date(2024, 3, 1))
    assert text.startswith("Kính gửi Đoàn Sở Y tế Thành phố,\n")
    assert "chưa cho ý kiến. Có 2 hoạt động" in text
    assert "- Kỳ nghỉ hồng\n- Thăm Mẹ\n" in text
    assert OCCASION.url in text
    assert text.endswith("Cụm HCSN")


def test_a_union_that_began_is_told_the_rest() -> None:
    standing = Standing(PARTY, 1, 2, None, open_titles=("Thăm Mẹ",))
    text = to_union(OCCASION, standing, dt.date(2024, 3, 1))
    assert "đã cho ý kiến 1 trên 2 hoạt động; còn lại:\n- Thăm Mẹ\n" in text


def test_the_common_chat_is_told_who_is_missing() -> None:
    begun = Standing(PARTY, 1, 2, None)
    silent = Standing(Party(2, "B", "Đoàn B", "B"), 0, 2, None)
    text = to_group(OCCASION, [begun, silent], 7, dt.date(2024, 3, 1))
    assert "Đã có 5 trên 7 đơn vị trả lời đủ" in text
    assert "- Đoàn Sở Y tế Thành phố (đã trả lời 1 trên 2)\n- Đoàn B\n" in text


def test_the_subject_names_plan_and_round() -> None:
    assert subject(OCCASION) == "Đề nghị cho ý kiến về kế hoạch năm 2024, lần 2"
