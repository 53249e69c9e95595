"""Who said what, who is silent, what has to be asked again. Nothing here needs a database."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.rounds import (
    Answer,
    Asked,
    Before,
    Matrix,
    Party,
    Question,
    Said,
    asked_lines,
    asked_text,
    essence,
    is_changed,
    matrix,
    to_ask_again,
)

DAY = dt.date(2024, 3, 8)
A, B, C = (Party(pk, code, f"Đoàn {code}", code) for pk, code in enumerate("ABC", 1))
FIRST, SECOND = Asked(11, 1, "Kỳ nghỉ hồng", "- Khám bệnh."), Asked(12, 2, "Thăm Mẹ", "- Tặng quà.")


def moment(day: int, hour: int = 9) -> dt.datetime:
    return dt.datetime(2024, 3, day, hour, tzinfo=dt.UTC)


def said(union: Party, item: Asked, answer: Answer | None, text: str = "", day: int = 2) -> Said:
    at = moment(day)
    return Said(union.pk * 100 + item.pk, union.pk, text, at, at.date(), "Người nói", item.pk, answer)


def remark(union: Party, text: str, day: int = 2) -> Said:
    return Said(union.pk, union.pk, text, moment(day), moment(day).date(), "Người nói")


def found(*opinions: Said, remarks: tuple[Said, ...] = ()) -> Matrix:
    return matrix([A, B, C], [FIRST, SECOND], opinions, remarks, DAY)


def codes(cells: object) -> list[str]:
    return [cell.party.code for cell in cells]  # type: ignore[attr-defined]


# -- Silence


def test_nobody_said_anything() -> None:
    empty = found()
    assert codes(empty.silent) == ["A", "B", "C"]
    assert codes(empty.waited_for) == ["A", "B", "C"]
    assert [codes(row.silent) for row in empty.rows] == [["A", "B", "C"]] * 2
    assert (empty.complete, empty.partly, empty.wishes, empty.unreplied) == (0, 0, 0, 0)


def test_silence_is_never_consent() -> None:
    row = found(said(A, FIRST, Answer.AGREE)).rows[0]
    assert codes(row.agreed) == ["A"]
    assert codes(row.silent) == ["B", "C"]


def test_who_answered_all_some_and_nothing() -> None:
    shown = found(said(A, FIRST, Answer.AGREE), said(A, SECOND, Answer.ABSTAIN), said(B, SECOND, Answer.AGREE))
    assert (shown.complete, shown.partly, len(shown.silent)) == (1, 1, 1)
    assert codes(shown.waited_for) == ["B", "C"]
    assert [one.open_titles for one in shown.standings] == [(), ("Kỳ nghỉ hồng",), ("Kỳ nghỉ hồng", "Thăm Mẹ")]


def test_a_remark_alone_is_not_silence_and_not_an_answer() -> None:
    shown = found(remarks=(remark(C, "Đồng ý cả bản."),))
    assert codes(shown.silent) == ["A", "B"]
    assert (shown.partly, codes(shown.remarks)) == (1, ["C"])
    assert codes(shown.waited_for) == ["A", "B", "C"]


# -- What has to be read


def test_wishes_and_refusals_have_to_be_read_consent_not() -> None:
    row = found(
        said(A, FIRST, Answer.AGREE), said(B, FIRST, Answer.CHANGE, "Dời ngày."), said(C, FIRST, Answer.ABSTAIN)
    ).rows[0]
    assert codes(row.worded) == ["B", "C"]
    assert codes(row.of(Answer.CHANGE)) == ["B"]


def test_wishes_and_remarks_wait_for_a_reply_consent_and_refusal_do_not() -> None:
    shown = found(
        said(A, FIRST, Answer.AGREE),
        said(B, FIRST, Answer.CHANGE, "Dời ngày."),
        said(C, FIRST, Answer.ABSTAIN, "Bận."),
        remarks=(remark(A, "Nên gọn hơn."),),
    )
    assert (shown.wishes, shown.unreplied) == (1, 2)


@pytest.mark.parametrize(
    ("reply", "replied", "older", "waits"),
    [("", None, False, True), ("Tiếp thu.", moment(3), False, False), ("Tiếp thu.", moment(1), True, True)],
)
def test_a_reply_to_what_was_said_before_is_no_reply(
    reply: str, replied: dt.datetime | None, older: bool, waits: bool
) -> None:
    at = moment(2)
    wish = Said(1, 1, "Dời.", at, at.date(), "Ai", 11, Answer.CHANGE, reply, replied, "Thư ký")
    assert (wish.reply_is_older, wish.wants_reply) == (older, waits)


@pytest.mark.parametrize(("day", "late"), [(7, False), (8, False), (9, True)])
def test_what_is_said_after_the_deadlines_day_is_late(day: int, late: bool) -> None:
    shown = found(said(A, FIRST, Answer.AGREE, day=day), remarks=(remark(B, "Ý kiến.", day=day),))
    assert shown.rows[0].cells[0].late is late
    assert shown.standings[1].remark_late is late
    assert not shown.rows[0].cells[1].late  # who is silent is not late


# -- What is asked, and what is asked again


@pytest.mark.parametrize(
    "lines",
    [
        [(0, "- Thời gian: tháng 6."), (1, "+ Khám bệnh."), (1, "+ Tặng quà."), (0, "- Địa điểm.")],
        [(0, "Một dòng.")],
        [],
    ],
)
def test_lines_keep_their_depth(lines: list[tuple[int, str]]) -> None:
    assert list(asked_lines(asked_text(lines))) == lines


@given(
    st.lists(
        st.tuples(
            st.integers(0, 6), st.from_regex(r"[A-Za-zĐđ+\-][^\r\n\x0b\x0c\x1c-\x1e\x85  ]{0,20}", fullmatch=True)
        )
    )
)
def test_any_lines_come_back(lines: list[tuple[int, str]]) -> None:
    assert list(asked_lines(asked_text(lines))) == lines


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1. Khám bệnh.\n2. Tặng quà.", "3. Khám bệnh.\n4. Tặng quà.", True),
        ("II. Khám bệnh.", "IV. Khám bệnh.", True),
        ("a) Khám", "b) Khám", True),
        ("1.1. Khám", "2.3. Khám", True),
        ("- Khám   bệnh.", "- Khám bệnh.", True),
        ("- Khám bệnh.\n\n", "- Khám bệnh.", True),
        ("- Khám bệnh.", "- Khám bệnh", False),
        ("- 30 người", "- 35 người", False),
        ("- Khám.\n- Tặng.", "- Tặng.\n- Khám.", False),
        ("30 người", "35 người", False),
    ],
)
def test_numbers_of_the_outline_and_spaces_are_no_change(one: str, other: str, same: bool) -> None:
    assert (essence(one) == essence(other)) is same


def test_a_new_title_is_a_change() -> None:
    before = Before("Kỳ nghỉ hồng", "- Khám.", wished=False)
    assert not is_changed(Question(1, "Kỳ nghỉ  hồng", "- Khám."), before)
    assert is_changed(Question(1, "Kỳ nghỉ xanh", "- Khám."), before)


def test_the_next_round_asks_about_what_is_new_changed_or_wished_otherwise() -> None:
    now = [Question(pk, f"Hoạt động {pk}", "- Nội dung.") for pk in (1, 2, 3, 4)]
    before = {
        1: Before("Hoạt động 1", "- Nội dung.", wished=False),
        2: Before("Hoạt động 2", "- Nội dung cũ.", wished=False),
        3: Before("Hoạt động 3", "- Nội dung.", wished=True),
    }
    assert to_ask_again(now, before) == {2, 3, 4}


def test_a_hundred_unions_and_activities_are_reckoned_at_once() -> None:
    parties = [Party(pk, str(pk), str(pk), str(pk)) for pk in range(100)]
    asked = [Asked(pk, pk, str(pk), "") for pk in range(100)]
    opinions = [said(party, item, Answer.AGREE) for party in parties for item in asked]
    assert matrix(parties, asked, opinions, [], DAY).complete == 100
