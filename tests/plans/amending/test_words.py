"""Two wordings, word by word: nothing is lost, and as little as possible is marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.blocks import Fate, Piece
from plans.amending.words import pieces_of

SAME, OUT, IN = Fate.SAME, Fate.OUT, Fate.IN
WORDS = st.lists(st.sampled_from(["Đoàn", "viên", "tham", "dự", "30", "50", "người.", "–"]), max_size=12).map(" ".join)


def said(before: str, after: str) -> list[tuple[Fate, str]]:
    return [(piece.fate, piece.text) for piece in pieces_of(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("Mời 30 đoàn viên.", "Mời 30 đoàn viên.", [(SAME, "Mời 30 đoàn viên.")]),
        ("Mời 30 người.", "Mời 50 người.", [(SAME, "Mời "), (OUT, "30 "), (IN, "50 "), (SAME, "người.")]),
        ("Mời người.", "Mời 50 người.", [(SAME, "Mời "), (IN, "50 "), (SAME, "người.")]),
        ("Mời 30 người.", "Mời người.", [(SAME, "Mời "), (OUT, "30 "), (SAME, "người.")]),
        ("Mời người", "Mời", [(SAME, "Mời"), (OUT, "người")]),
        ("Mời", "Mời người", [(SAME, "Mời "), (IN, "người")]),
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


@given(WORDS)
def test_what_is_the_same_has_no_mark(text: str) -> None:
    assert {piece.fate for piece in pieces_of(text, text)} <= {SAME}
