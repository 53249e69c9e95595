"""What the template is given, and the page that it makes of it."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from documents.blocks import GLUED, Align, Closing, Column, Letterhead, Line, Marker, Signer, Table, Title
from documents.layout import depth
from documents.markup import safe, view
from documents.pdf import render_html, stylesheet
from tests.documents.papers import CLOSING, GROUPED, PLAN, TABLE, lines_of, paper


class Outline(HTMLParser):
    """The elements of a page with their classes, and whether each is closed where it was opened."""

    VOID = ("meta", "col", "br")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(".".join([tag, *(dict(attrs).get("class") or "").split()]))
        self.attributes += attrs
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("A & B", "A &amp; B"),
        ("<b>", "&lt;b&gt;"),
        ("\"'", "&quot;&#x27;"),
        ("7.000.000 đồng/đơn vị", "<i>7.000.000\u00a0đồng/đơn</i> vị"),
        ("Số 63-KH/ĐTN", "Số<span> </span><i>63-KH/ĐTN</i>"),
        ("<i>a-b</i>", "<i>&lt;i&gt;a-b&lt;/i&gt;</i>"),
        ("a\x00b", "ab"),
        ("", ""),
    ],
)
def test_text_is_escaped_and_its_words_kept_whole(text: str, html: str) -> None:
    assert safe(text) == html


def test_a_whole_page_is_well_formed_and_has_no_style_of_its_own() -> None:
    page = Outline(render_html(paper(*PLAN.blocks, TABLE, code="KH", landscape=True)))
    assert page.open == []
    assert {name for name, _ in page.attributes} <= {"class", "lang", "charset", "scope"}
    assert "style" not in [tag.split(".")[0] for tag in page.seen]
    assert "script" not in [tag.split(".")[0] for tag in page.seen]
    assert ("lang", "vi") in page.attributes
    assert "body.landscape" in page.seen


def test_every_class_of_the_page_has_its_rule() -> None:
    marked = Letterhead(
        "THÀNH ĐOÀN TP. HỒ CHÍ MINH", "BCH ĐOÀN QUẬN NGŨ HÀNH SƠN", "Số: 1\nV/v họp", "ĐOÀN", "ngày", "DỰ THẢO"
    )
    wide = Table(
        (Column("A", Align.LEFT), Column("B", Align.CENTRE), Column("C", Align.RIGHT)),
        (("1", "2", "3"),),
        ("", "", "6"),
    )
    css = stylesheet().read_text(encoding="utf-8")
    page = Outline(render_html(paper(marked, Title("KẾ HOẠCH", ("A",)), *PLAN.blocks, wide, code="x")))
    classes = {name for _, value in page.attributes for name in (value or "").split() if _ == "class"}
    own = {name for name in classes if not name.startswith(("table-", "letterhead-")) and f".{name}" not in css}
    assert own == set()


def test_the_style_sheet_never_changes_letters() -> None:
    rules = stylesheet().read_text(encoding="utf-8")
    assert "text-transform:" not in rules
    assert "hyphens: none" in rules
    assert "url(" not in rules
    assert "@import" not in rules


def test_lines_just_above_the_closing_are_marked() -> None:
    """As many as make two printed lines."""
    short = view(paper(*lines_of(4, "Dòng"), CLOSING, *lines_of(1)))["blocks"]
    assert [block["near_closing"] for block in short] == [False, False, True, True, False, False]
    long = view(paper(*lines_of(4), CLOSING, *lines_of(1)))["blocks"]
    assert [block["near_closing"] for block in long] == [False, False, False, True, False, False]
    alone = view(paper(TABLE, CLOSING))["blocks"]
    assert [block["near_closing"] for block in alone] == [False, False]


def test_tables_are_counted_apart_from_other_blocks() -> None:
    blocks = view(paper(TABLE, Line("a"), TABLE))["blocks"]
    assert [block.get("place") for block in blocks] == [1, None, 2]


def test_a_grouped_table_has_a_body_for_each_group() -> None:
    html = re.sub(r">\s+<", "><", render_html(paper(GROUPED)))
    first, second = re.findall(r'<tbody class="whole">(.*?)</tbody>', html)
    assert re.findall(r'class="(.*?)"', first) == [
        *("to-left", "to-left", "to-left"),
        *("to-left joined", "to-left joined", "to-left"),
        *("to-left joined", "to-left", "to-left"),
    ]
    assert "Việc ba" in second
    assert "joined" not in second


def test_empty_cells_of_other_tables_keep_their_lines() -> None:
    html = render_html(paper(replace(GROUPED, grouped=False)))
    assert "joined" not in html
    assert html.count("<tbody") == 1


def test_rows_longer_than_the_head_do_not_break_the_page() -> None:
    ragged = Table((Column("A"),), (("1", "2"), ()))
    assert "<td" in render_html(paper(ragged))


@pytest.mark.parametrize(
    ("marker", "label", "deep"),
    [
        (Marker.ARABIC, "1.", 0),
        (Marker.DECIMAL, "1.1.", 1),
        (Marker.DECIMAL, "1.1", 1),
        (Marker.DECIMAL, "1.1." + GLUED, 1),
        (Marker.DECIMAL, "1.1.1.", 2),
        (Marker.NONE, "", 0),
    ],
)
def test_the_depth_of_a_point_is_the_number_of_its_parts(marker: Marker, label: str, deep: int) -> None:
    assert depth(Line("a", marker, label)) == deep


def test_recipients_of_two_signers_stand_below_both() -> None:
    two = Closing(("- Lưu VP.",), (Signer(name="Lê Văn Mẫu"), Signer(name="Phạm Thị Mẫu")))
    html = render_html(paper(two))
    assert html.index("Phạm Thị Mẫu") < html.index("Nơi nhận:")
    one = Closing(("- Lưu VP.",), (Signer(name="Lê Văn Mẫu"),))
    html = render_html(paper(one))
    assert html.index("Nơi nhận:") < html.index("Lê Văn Mẫu")
