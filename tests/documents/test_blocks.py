"""The block model: frozen, in order, and nothing that a document would have to guess."""

from dataclasses import FrozenInstanceError, fields

import pytest

from documents.blocks import BULLETS, GLUED, Align, Column, Document, Letterhead, Line, Marker, Signer, Table, Title
from tests.documents.papers import LINES, PLAN, TABLE, TITLE


@pytest.mark.parametrize("block", [Letterhead(), Title("A"), Line("a"), Column("a"), TABLE, Signer(), PLAN])
def test_blocks_are_frozen_and_hashable(block: object) -> None:
    first = fields(block)[0].name  # type: ignore[arg-type]
    with pytest.raises(FrozenInstanceError):
        setattr(block, first, "khác")
    assert hash(block) == hash(block)


def test_markers_keep_the_values_that_plans_have_stored() -> None:
    assert [marker.value for marker in Marker] == [
        "roman",
        "arabic",
        "decimal",
        "letter",
        "dash",
        "plus",
        "star",
        "none",
    ]
    assert [align.value for align in Align] == ["left", "centre", "right"]


def test_bullets_have_their_signs() -> None:
    assert [BULLETS[marker] for marker in (Marker.DASH, Marker.PLUS, Marker.STAR, Marker.NONE)] == ["-", "+", "*", ""]


def test_a_documents_lines_are_its_lines_in_order() -> None:
    document = Document("", (TITLE, LINES[0], TABLE, LINES[1]))
    assert list(document.lines()) == [LINES[0], LINES[1]]
    assert not document.landscape
    assert document.code == ""


@pytest.mark.parametrize(
    ("label", "text", "printed"),
    [
        ("I.", "MỤC ĐÍCH", "I. MỤC ĐÍCH"),
        ("", "Đoạn", "Đoạn"),
        ("-", "", "-"),
        ("1." + GLUED, "Mục đích", "1.Mục đích"),
        ("I-" + GLUED, "NỘI DUNG", "I-NỘI DUNG"),
    ],
)
def test_a_line_prints_its_label_as_typed(label: str, text: str, printed: str) -> None:
    assert str(Line(text, Marker.ARABIC, label)) == printed


def test_equal_content_is_equal() -> None:
    assert Line("a", Marker.DASH, "-", 1) == Line("a", Marker.DASH, "-", 1)
    assert Table((Column("A"),), (("1",),)) != Table((Column("A"),), (("2",),))
