"""Two wordings, word by word: nothing is lost, and as little as possible is marked."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.blocks import Fate, Piece
from plans.amending.words import exact_pieces, pieces_of

SAME, OUT, IN = Fate.SAME, Fate.OUT, Fate.IN
WORDS = st.lists(st.sampled_from(["Đoàn", "viên", "tham", "dự", "30", "50", "người.", "–"]), max_size=12).map(" ".join)
MARKS = st.text("aạ1 .,;:()“”/-\u00a0\u2060", max_size=20)
TEXTS = st.one_of(WORDS, MARKS, st.text(max_size=20))


def said(before: str, after: str) -> list[tuple[Fate, str]]:
    return [(piece.fate, piece.text) for piece in pieces_of(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("Mời 30 đoàn viên.", "Mời 30 đoàn viên.", [(SAME, "Mời 30 đoàn viên.")]),
        ("Mời 30 người.", "Mời 50 người.", [(SAME, "Mời "), (OUT, "30 "), (IN, "50 "), (SAME, "người.")]),
        ("Mời người.", "Mời 50 người.", [(SAME, "Mời "), (IN, "50 "), (SAME, "người.")]),
        ("Mời 30 người.", "Mời người.", [(SAME, "Mời "), (OUT, "30 "), (SAME, "người.")]),
        ("Mời người", "Mời", [(SAME, "Mời"), (OUT, " người")]),
        ("Mời", "Mời người", [(SAME, "Mời"), (IN, " người")]),
        ("Triển khai.", "Triển khai trong cụm.", [(SAME, "Triển khai"), (IN, " trong cụm"), (SAME, ".")]),
        ("Triển khai trong cụm.", "Triển khai.", [(SAME, "Triển khai"), (OUT, " trong cụm"), (SAME, ".")]),
        ("Tại cụm.", "Tại xã.", [(SAME, "Tại "), (OUT, "cụm "), (IN, "xã"), (SAME, ".")]),
        ("Đoàn A, B", "Đoàn A; B", [(SAME, "Đoàn A"), (OUT, ", "), (IN, "; "), (SAME, "B")]),
        ("(Đoàn A)", "(Đoàn A, B)", [(SAME, "(Đoàn A"), (IN, ", B"), (SAME, ")")]),
        ("Thu 7.000.000.", "Thu 7.500.000.", [(SAME, "Thu "), (OUT, "7.000.000 "), (IN, "7.500.000"), (SAME, ".")]),
        ("Ngày 5/2/2024", "Ngày 6/2/2024", [(SAME, "Ngày "), (OUT, "5/2/2024 "), (IN, "6/2/2024")]),
        ("Số 01-KH/ĐTN", "Số 02-KH/ĐTN", [(SAME, "Số "), (OUT, "01-KH/ĐTN "), (IN, "02-KH/ĐTN")]),
        ("", "Mời", [(IN, "Mời")]),
        ("Mời", "", [(OUT, "Mời")]),
        ("", "", []),
        ("Một", "Hai", [(OUT, "Một "), (IN, "Hai")]),
    ],
)
def test_pieces(before: str, after: str, pieces: list[tuple[Fate, str]]) -> None:
    assert said(before, after) == pieces


def words_of(pieces: tuple[Piece, ...], *without: Fate) -> list[str]:
    return " ".join(piece.text for piece in pieces if piece.fate not in without).split()


@given(WORDS, WORDS)
def test_no_word_is_lost(before: str, after: str) -> None:
    pieces = pieces_of(before, after)
    assert words_of(pieces, IN) == before.split()
    assert words_of(pieces, OUT) == after.split()


@given(WORDS, WORDS)
def test_the_newer_wording_is_exact(before: str, after: str) -> None:
    assert "".join(piece.text for piece in pieces_of(before, after) if piece.fate is not OUT) == after


def joined(pieces: tuple[Piece, ...], *without: Fate) -> str:
    return "".join(piece.text for piece in pieces if piece.fate not in without)


@given(TEXTS, TEXTS)
def test_both_wordings_are_exact(before: str, after: str) -> None:
    pieces = exact_pieces(before, after)
    assert joined(pieces, IN) == before
    assert joined(pieces, OUT) == after


@given(TEXTS, TEXTS)
def test_what_is_shown_has_a_space_more_where_a_word_was_replaced(before: str, after: str) -> None:
    exact, shown = exact_pieces(before, after), pieces_of(before, after)
    assert [piece.fate for piece in shown] == [piece.fate for piece in exact]
    assert joined(shown, OUT) == after
    more = {(ours.text.removeprefix(piece.text), ours.fate) for ours, piece in zip(shown, exact, strict=True)}
    assert more <= {("", SAME), ("", OUT), ("", IN), (" ", OUT)}


@given(TEXTS, TEXTS)
def test_no_two_words_are_glued(before: str, after: str) -> None:
    for one, other in pairwise(pieces_of(before, after)):
        if (one.fate, other.fate) == (OUT, IN):
            assert not (one.text[-1].isalnum() and other.text[0].isalnum())


@given(WORDS)
def test_what_is_the_same_has_no_mark(text: str) -> None:
    assert {piece.fate for piece in pieces_of(text, text)} <= {SAME}
