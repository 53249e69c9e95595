"""The log is for people: every verb has a sentence, every stored value a name, in the reader's language."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from unions import audit, verbs
from unions.models import AuditRecord, Cluster

ROOT: Path = settings.BASE_DIR
WRITERS = {"record", "note", "_record", "_note", "_save", "_switch"}
VERB = re.compile(r"[a-z_]+\.[a-z_]+|(?:payment|dues|union|alias|person|role|password|row|cluster)_[a-z_]+")


def verbs_in(source: str) -> Iterator[str]:
    """The verbs that an action writes: the first argument of those who write the trail, or a choice of two tuples."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            first = [node.args[0]] if name in WRITERS else []
        else:
            first = [node.elts[0]] if isinstance(node, ast.Tuple) and node.elts else []
        for argument in first:
            if isinstance(argument, ast.Constant) and VERB.fullmatch(str(argument.value)):
                yield str(argument.value)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('audit.record("dues_made", row)', ["dues_made"]),
        ('_save("occurrence.done", row, before, by)', ["occurrence.done"]),
        ('verb, before = ("sign_up.again", 1) if known else ("sign_up.make", {})', ["sign_up.again", "sign_up.make"]),
        ('audit.record(verb, row); log("some_thing", row)', []),
    ],
)
def test_verbs_in_finds_what_actions_write(source: str, found: list[str]) -> None:
    assert list(verbs_in(source)) == found


def written() -> set[str]:
    """Every verb that an action of this project writes."""
    sources = [path for path in ROOT.glob("*/actions/*.py") if path.parts[-3] != "tests"]
    return {verb for path in sources for verb in verbs_in(path.read_text("utf-8"))}


def test_every_verb_has_a_sentence() -> None:
    assert len(written()) > 45
    assert sorted(verb for verb in written() if verbs.title(verb) == verb) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("verb", "language", "sentence"),
    [
        ("dues_made", "vi", "lập khoản phải nộp cho “X”"),
        ("dues_made", "en", "made the dues for “X”"),
        ("payment_declared", "vi", "khai báo khoản nộp của X"),
        ("occurrence.cancel", "vi", "hủy một lần của “X”"),
        ("clause.change", "vi", "sửa dòng “X”"),
        ("levy.choose_basis", "vi", "chọn số lần nộp đóng góp cho “X”"),
        ("sign_up.make", "vi", "nhận một lượt đăng ký cho “X”"),
    ],
)
def test_a_record_is_a_sentence_in_the_readers_language(verb: str, language: str, sentence: str) -> None:
    with translation.override(language):
        assert verbs.sentence(AuditRecord(verb=verb, about="X")) == sentence


@pytest.mark.parametrize(
    ("verb", "title"),
    [
        ("clause.add", "thêm dòng"),
        ("plan.import", "nhập kế hoạch"),
        ("payment_confirmed", "ghi nhận khoản nộp"),
        ("dues_made", "lập khoản phải nộp"),
        ("public_page.call_off", "báo hủy trên trang công khai"),
    ],
)
def test_a_title_of_a_verb_leaves_out_what_it_is_about(verb: str, title: str) -> None:
    with translation.override("vi"):
        assert verbs.title(verb) == title


CASES = [
    ("occurrence.done", {"state": "planned"}, [("trạng thái", "Dự kiến")]),
    ("public_page.open", {"state": "open"}, [("trạng thái", "Đang nhận đăng ký")]),
    ("resource.add", {"kind": "need", "value": 1500000}, [("loại", "Cần"), ("giá trị (đồng)", "1.500.000")]),
    ("activity.add", {"kind": "campaign"}, [("loại", "Chiến dịch")]),
    (
        "clause.change",
        {"time": {"from": "2024-07-01", "repeat": "quarterly"}, "duty": {"scope": "all"}, "levy": {"basis": "once"}},
        [
            ("thời gian", "từ ngày: 01/07/2024; lặp lại: hằng quý"),
            ("phân công", "ai thực hiện: Tất cả đơn vị thành viên"),
            ("mức đóng góp", "nộp mấy lần: Một lần cho cả năm"),
        ],
    ),
    ("plan.change_paper", {"heading": "A", "lead": "YT"}, [("tiêu đề", "A"), ("Cụm trưởng", "YT")]),
    ("union_changed", {"heading": "A"}, [("tên trên tiêu đề văn bản", "A")]),
    (
        "duty.add",
        {"lead": ["YT", "GTVT"], "scope": "all"},
        [("phụ trách", "YT, GTVT"), ("ai thực hiện", "Tất cả đơn vị thành viên")],
    ),
    (
        "levy.add",
        {"shares": {"YT": 2250000}, "basis": "once"},
        [("số tiền từng đơn vị", "YT: 2.250.000"), ("nộp mấy lần", "Một lần cho cả năm")],
    ),
    ("payment_declared", {"method": "cash", "slip": "ab12", "union": 6, "dues": [[6, 7]]}, [("hình thức", "Tiền mặt")]),
    ("role_granted", {"role": "treasurer", "union": ""}, [("vai trò", "Thủ quỹ"), ("đơn vị", "—")]),
    ("plan.import", {"file": "ab12", "lines": 49}, [("dòng", "49")]),
    (
        "occurrence.make",
        {"times": [{"number": 1, "starts_on": "2026-01-01", "state": "planned"}]},
        [("thời gian", "số: 1; từ ngày: 01/01/2026; trạng thái: Dự kiến")],
    ),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("verb", "data", "expected"), CASES, ids=[f"{verb}-{i}" for i, (verb, *_) in enumerate(CASES)])
def test_values_are_shown_by_name(
    cluster: Cluster, verb: str, data: dict[str, object], expected: list[tuple[str, str]]
) -> None:
    """Also: the same word of two nouns is told apart, and what only a program reads is left out."""
    record = audit.record(verb, cluster, by=None, cluster=cluster, about="X", after=data)
    with translation.override("vi"):
        assert [(name, after) for name, _before, after in verbs.differences(record)] == expected
