"""Findings as a page, a terminal and another program read them."""

import json

from plans.checks.finding import RECIPIENTS, Code, Finding, Severity, Spot, severity_of, short
from plans.checks.report import as_json, as_lines, by_severity

DATE = Finding(Code.DATE_MISSING, "Chưa có ngày ký.", "/p/?part=letterhead", Spot(part="letterhead"))
TIMES = Finding(
    Code.TWO_TIMES, "Hai dòng thời gian.", "/p/?line=7", Spot("II.1", 7), (Spot("II.1", 9), Spot("II.2", 12))
)
NUMBER = Finding(Code.NUMBER_MISSING, "Chưa có số.", "/p/", Spot())
ALL = [DATE, TIMES, NUMBER]


def test_groups_have_the_gravest_first() -> None:
    groups = by_severity([NUMBER, TIMES, DATE])
    assert [(group.head, group.tone, len(group.findings)) for group in groups] == [
        ("Phải có trước khi ban hành", "danger", 1),
        ("Nên sửa", "warning", 1),
        ("Cần biết", "info", 1),
    ]


def test_severities_without_findings_are_left_out() -> None:
    assert [group.tone for group in by_severity([TIMES])] == ["warning"]
    assert by_severity([]) == []


def test_a_line_a_finding_with_code_and_places() -> None:
    assert list(as_lines(ALL)) == [
        "Phải có trước khi ban hành (1)",
        "  paper.no-date [Phần đầu văn bản]: Chưa có ngày ký.",
        "Nên sửa (1)",
        "  time.two-lines [II.1, II.2]: Hai dòng thời gian.",
        "Cần biết (1)",
        "  paper.no-number: Chưa có số.",
    ]


def test_nothing_found_is_said() -> None:
    assert list(as_lines([])) == ["Không thiếu gì."]
    assert json.loads(as_json([])) == []


def test_the_json_has_what_the_document_says() -> None:
    first, second, third = json.loads(as_json(ALL))
    assert first == {
        "code": "paper.no-date",
        "severity": "blocking",
        "place": {"line": None, "label": "", "part": "letterhead"},
        "others": [],
        "sentence": "Chưa có ngày ký.",
        "url": "/p/?part=letterhead",
    }
    assert second["place"] == {"line": 7, "label": "II.1", "part": ""}
    assert [place["line"] for place in second["others"]] == [9, 12]
    assert third["severity"] == "info"


def test_vietnamese_is_written_as_it_is() -> None:
    assert "Chưa có ngày ký." in as_json([DATE])


def test_every_code_has_a_severity_and_a_form_of_its_own() -> None:
    assert {severity_of(code) for code in Code} == set(Severity)
    assert len({code.value for code in Code}) == len(Code)
    for code in Code:
        family, _dot, name = code.value.partition(".")
        assert family.isalpha()
        assert name.replace("-", "").isalpha()


def test_where_a_place_is_opened() -> None:
    assert Spot("II.1", 7).query == "?line=7#line-7"
    assert RECIPIENTS.query == "?part=recipients#recipients"
    assert Spot().query == ""
    assert (Spot("II.1", 7).name, RECIPIENTS.name) == ("II.1", "Nơi nhận")


def test_long_texts_are_cut_where_a_word_ends_or_a_little_after() -> None:
    assert short("Một dòng ngắn.") == "Một dòng ngắn."
    cut = short("chữ " * 60)
    assert len(cut) <= 72
    assert cut == "chữ " * 17 + "chữ…"
