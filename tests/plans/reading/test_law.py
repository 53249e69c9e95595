"""The law: whatever the grammar makes of it, what prints is what came in, word for word, in order."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from documents.blocks import Document, Line, Marker
from documents.characters import tidy, words
from documents.reader import read_text
from plans.reading import KnownUnion, read_plan
from plans.reading.composing import keep_words, printed_texts
from plans.reading.drafts import PlanDraft, Why
from plans.reading.texts import exact
from tests.plans.papers import OWN, REAL, SEED, printed_lines, text_of

PAPERS = [*OWN, *REAL, *([SEED] if SEED.exists() else [])]


def assert_law(draft: PlanDraft, lines: list[Line]) -> None:
    """Each line prints exactly the words it came with, and the labels print as they were typed."""
    printed = printed_lines(draft)
    assert [exact(line.text) for line in printed] == [exact(line.text) for line in lines]
    assert [exact(line.label) for line in printed] == [exact(line.label) for line in lines]


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.name)
def test_every_line_of_a_paper_prints_as_it_came(path: Path) -> None:
    document = read_text(text_of(path)).document
    assert_law(read_plan(document), list(document.lines()))


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.name)
def test_the_law_holds_whatever_unions_are_known(path: Path) -> None:
    known = [
        KnownUnion("YT", "Đoàn Sở Y tế", ("Sở Y tế",)),
        KnownUnion("GT", "Đoàn Sở Giao thông", ("GTVT", "Đoàn Sở Giao thông – Vận tải")),
        KnownUnion("CSL", "Đoàn Cảng", ("Đoàn Cảng Sông Lam",)),
    ]
    document = read_text(text_of(path)).document
    assert_law(read_plan(document, known), list(document.lines()))


NAMES = st.sampled_from(
    [
        "Đoàn Sở Mây",
        "Đoàn Sở Gió, Bão và Mưa",
        "Chi đoàn Bờ Đá",
        "Quận Đoàn 3",
        "Đoàn phường Sóng",
        "Các đơn vị",
        "Cụm trưởng",
    ]
)
VERBS = st.sampled_from(
    ["phụ trách", "chủ trì, phối hợp với", "đóng góp", "mời 30 đoàn viên", "cử 5 người", ":", "và", ","]
)
FIGURES = st.sampled_from(
    [
        "7.000.000 đồng/đơn vị",
        "(500.000đ/quý)",
        "2 triệu đồng",
        "1.000 người",
        "{đơn vị}",
        "{mức đóng góp}",
        "{",
        "100%",
    ]
)
LABELS = st.sampled_from(
    [
        "Thời gian:",
        "Địa điểm:",
        "Thời gian - Địa điểm:",
        "Nội dung:",
        "Phân công:",
        "Kinh phí:",
        "Tháng 6 - 8 năm 2024",
        "hằng quý",
    ]
)
WORDS = st.text(alphabet="abcđêơư ABC.,;:()-–“”/\u0301", min_size=1, max_size=20)
SENTENCE = st.lists(st.one_of(NAMES, VERBS, FIGURES, LABELS, WORDS), min_size=1, max_size=6).map(" ".join)
HEADINGS = st.sampled_from(
    ["NỘI DUNG", "TỔ CHỨC THỰC HIỆN", "MỤC ĐÍCH", "PHẦN II: HOẠT ĐỘNG", "Chiến dịch hè", "Thăm hỏi Mẹ"]
)


@st.composite
def a_line(draw: st.DrawFn) -> Line:
    text = tidy(draw(st.one_of(SENTENCE, HEADINGS, SENTENCE)))
    marker = draw(st.sampled_from(list(Marker)))
    label = {Marker.NONE: "", Marker.DASH: "-", Marker.PLUS: "+", Marker.STAR: "*"}.get(marker)
    if label is None:
        label = draw(st.sampled_from(["1.", "2.", "I.", "II.", "3.2.", "a)", "1)"]))
    return Line(text or "x", marker, label, draw(st.integers(0, 4)), heading=draw(st.booleans()))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(a_line(), max_size=14))
@example([Line("Đoàn Sở Mây", Marker.ROMAN, label) for label in ("1.", "1.", "II.")])
def test_made_up_papers_print_as_they_came(lines: list[Line]) -> None:
    assert_law(read_plan(Document("", tuple(lines))), lines)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=400))
def test_any_text_at_all_keeps_its_words(text: str) -> None:
    if not any(c.isalnum() for c in text):
        return
    try:
        document = read_text(text).document
    except Exception as error:  # noqa: BLE001 -- only the reader's own refusal is allowed
        assert type(error).__name__ == "UnreadableFile"  # noqa: PT017
        return
    draft = read_plan(document)
    lines = [line.text for line in document.lines()]
    assert words(" ".join(printed_texts(draft)))[: len(words(" ".join(lines)))] == words(" ".join(lines)) or not lines


def test_a_wrong_reading_cannot_lose_a_word() -> None:
    """Even a draft whose facts are all wrong prints the source, because the source becomes the override."""
    lines = (
        Line("NỘI DUNG", Marker.ROMAN, "I.", 0, heading=True),
        Line("Hội trại mùa xuân", Marker.ARABIC, "1.", 1, heading=True),
    )
    draft = read_plan(Document("", lines))
    spoiled = replace(draft, activities=tuple(replace(a, title="Một tên khác") for a in draft.activities))
    kept = keep_words(spoiled, [line.text for line in lines])
    assert printed_texts(kept) == ["NỘI DUNG", "Hội trại mùa xuân"]
    assert [unread.why for unread in kept.unread] == [Why.OWN_WORDING]


def test_slots_written_in_the_source_are_only_words() -> None:
    lines = (
        Line("NỘI DUNG", Marker.ROMAN, "I.", 0, heading=True),
        Line("Hội trại {thời gian}", Marker.ARABIC, "1.", 1, heading=True),
        Line("Phân công: Đoàn Sở Mây phụ trách {đơn vị} và {mức đóng góp}.", Marker.DASH, "-", 2),
    )
    assert_law(read_plan(Document("", lines)), list(lines))


def test_a_paper_far_longer_than_any_plan_is_read_in_seconds() -> None:
    import time

    lines = [Line("NỘI DUNG", Marker.ROMAN, "I.", 0, heading=True)]
    for n in range(300):
        lines += [
            Line(f"Hội trại số {n}", Marker.ARABIC, f"{n * 2}.", 1, heading=True),
            Line("Thời gian: tháng 6/2024", Marker.DASH, "-", 2),
            Line("Phân công:", Marker.DASH, "-", 2),
            Line(
                f"Đoàn phường Số{n} chủ trì, phối hợp với Đoàn phường Số{n + 1} làm (500.000 đồng/đơn vị).",
                Marker.PLUS,
                "+",
                3,
            ),
        ]
    begun = time.monotonic()
    draft = read_plan(Document("", tuple(lines)))
    assert time.monotonic() - begun < 20
    assert len(draft.activities) == 300
    assert_law(draft, lines)
