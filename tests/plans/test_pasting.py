"""Many lines at once: pasted lines keep their depth, a line goes where it is put, nothing is lost on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.blocks import Marker
from plans.actions.clauses import add_lines, place_clause
from plans.actions.lines import LineChange, change_and_add, change_line
from plans.actions.undoing import undo_last
from plans.errors import CannotMove, LeavesActivity, LineIsGone, StaleLine
from plans.models import Activity, Clause, Plan
from plans.outline import DEEPEST
from plans.pasting import NewLine, pasted, split
from plans.queries import load_paper
from tests.conftest import Persona
from tests.plans.conftest import fail_to_record, last_record, texts
from tests.plans.factories import ClauseFactory, PlanFactory
from tests.plans.seed import Seed
from unions.models import User

DASH, PLUS, ARABIC, NONE, ROMAN = Marker.DASH, Marker.PLUS, Marker.ARABIC, Marker.NONE, Marker.ROMAN
WORDS = ["Việc một.", "Việc hai.", "Việc ba."]
LINE = st.sampled_from(["- a", "+ b", "1. Tên", "c", "II. PHẦN", "* d", "a) e", "12/3 hội nghị", "1.000 người"])


@pytest.fixture
def url(seed: Seed) -> str:
    return f"/c/{seed.plan.cluster.code}/2024/plan/"


def printed(plan: Plan) -> list[str]:
    return [f"{line.label} {line.text}".strip() for line in load_paper(plan).lines]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("một\nhai", ("một", "hai")),
        ("  một  \r\n\r\n\t hai\u00a0ba ", ("một", "hai ba")),
        ("một", ("một",)),
        (" \n ", ()),
        ("\u200b\ufeff", ()),
        ("\u200c\u200d\nmột\n\u00ad", ("một",)),
        ("", ()),
    ],
)
def test_lines_of_a_text(text: str, lines: tuple[str, ...]) -> None:
    assert split(text) == lines


def tree(text: str) -> list[str]:
    """The lines as they would stand in the paper, each further in by its depth."""
    marks = {DASH: "-", PLUS: "+", Marker.STAR: "*", NONE: "", ARABIC: "1."}
    return [f"{'  ' * line.level}{marks[line.marker]} {line.text}" for line in pasted(split(text), 0, DASH)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "•\tThăm hỏi\no\tQuà cho trẻ em\n▪\tSách vở\n▪\tBánh kẹo\no\tQuà cho người già\n•\tVăn nghệ",
            [
                "- Thăm hỏi",
                "  + Quà cho trẻ em",
                "    * Sách vở",
                "    * Bánh kẹo",
                "  + Quà cho người già",
                "- Văn nghệ",
            ],
            id="Word's three signs",
        ),
        pytest.param(
            "·\tThăm hỏi\no\tQuà\n§\tSách\n·\tVăn nghệ",
            ["- Thăm hỏi", "  + Quà", "    * Sách", "- Văn nghệ"],
            id="without their fonts",
        ),
        pytest.param("\uf0b7\tMột\n\uf0a7\tHai\n\uf0b7\tBa", ["- Một", "  + Hai", "- Ba"], id="private signs"),
        pytest.param("• Một\no Hai\n• Ba", ["- Một", "  + Hai", "- Ba"], id="a space for a tab"),
        pytest.param("o\tMột\no\tHai", ["- Một", "- Hai"], id="one sign alone"),
        pytest.param("▪\tMột\n•\tHai\n▪\tBa", ["- Một", "- Hai", "  + Ba"], id="the deeper sign first"),
        pytest.param("•\tMột\n-\tHai\n•\tBa", ["- Một", "  + Hai", "- Ba"], id="a dash below a bullet"),
        pytest.param("- Một\n• Hai\n• Ba\n- Bốn", ["- Một", "  + Hai", "  + Ba", "- Bốn"], id="a bullet below a dash"),
        pytest.param("➢ Một\n✓ Hai\n➢ Ba", ["- Một", "  + Hai", "- Ba"], id="other signs"),
        pytest.param("•\tMột\n\t•\tHai\n\t\t•\tBa\n•\tBốn", ["- Một", "  + Hai", "    * Ba", "- Bốn"], id="tabs"),
        pytest.param("- Một\n    - Hai\n    - Ba\n- Bốn", ["- Một", "  + Hai", "  + Ba", "- Bốn"], id="spaces"),
        pytest.param("•\tMột\n\t•\tHai\n\t•\tBa", ["- Một", "- Hai", "- Ba"], id="the first space cut off"),
        pytest.param("- Một\n - Hai\n- Ba", ["- Một", "- Hai", "- Ba"], id="a slip of the hand"),
        pytest.param(
            "1.\tViệc\n•\tMột\no\tHai\n2.\tViệc\no\tBa",
            ["1. Việc", "  - Một", "    + Hai", "1. Việc", "  - Ba"],
            id="numbers",
        ),
        pytest.param("- một\n+ hai\n- ba", ["- một", "  + hai", "- ba"], id="the paper's own marks"),
        pytest.param(
            "- một\n+ hai\n* ba\nchi tiết\n- bốn",
            ["- một", "  + hai", "    * ba", "     chi tiết", "- bốn"],
            id="and its third",
        ),
    ],
)
def test_bullets_of_other_programs_keep_their_depth(text: str, expected: list[str]) -> None:
    assert tree(text) == expected


@pytest.mark.parametrize("text", ["o bế trẻ em\nhai", "§ 5 của Luật\nhai", "o Một\no Hai"])
def test_a_letter_is_no_bullet(text: str) -> None:
    assert split(text) == tuple(text.splitlines())


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("một\n\u200b\nhai", ("một", "hai")),
        ("m\u00adột hai\n\ufeffba\u200b bốn", ("một hai", "ba bốn")),
        ("\u200b•\tMột\n\u200bo\tHai", ("- Một", "+ Hai")),
    ],
)
def test_what_nobody_sees_is_left_out(text: str, lines: tuple[str, ...]) -> None:
    assert split(text) == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "TT\tNội dung\tĐơn vị\n(1)\t(2)\t(3)\n1\tKhám bệnh\tĐoàn Sở Y tế\n2\tTập huấn;\tĐoàn Sở Giao thông",
            ("Khám bệnh – Đoàn Sở Y tế", "Tập huấn – Đoàn Sở Giao thông"),
        ),
        ("12\t30\t5\n1\t2\t4", ("12 – 30 – 5", "1 – 2 – 4")),
        ("Khám bệnh\tĐoàn Sở Y tế\t\n\tTập huấn", ("Khám bệnh – Đoàn Sở Y tế", "Tập huấn")),
        ("1.\tKhám bệnh\tĐoàn Sở Y tế", ("1. Khám bệnh – Đoàn Sở Y tế",)),
        ("a)\tKhám bệnh\n-\tThời gian:\t7 giờ", ("a) Khám bệnh", "- Thời gian: 7 giờ")),
        ("I.\tNỘI DUNG\n•\tKhám\tĐoàn A", ("I. NỘI DUNG", "- Khám – Đoàn A")),
    ],
)
def test_rows_of_a_table_are_readable_lines(text: str, lines: tuple[str, ...]) -> None:
    assert split(text) == lines


def test_lines_without_labels_are_like_their_neighbour() -> None:
    assert pasted(["một", "hai"], 2, DASH) == [NewLine("một", 2, DASH), NewLine("hai", 2, DASH)]


def test_labels_say_the_depth() -> None:
    assert pasted(["- một", "+ hai", "+ ba", "- bốn"], 3, DASH) == [
        NewLine("một", 3, DASH),
        NewLine("hai", 4, PLUS),
        NewLine("ba", 4, PLUS),
        NewLine("bốn", 3, DASH),
    ]


def test_numbers_follow_from_the_place() -> None:
    found = pasted(["7. Tên hoạt động", "- Thời gian: tháng 3"], 1, ARABIC)
    assert [(line.text, line.level, line.marker) for line in found] == [
        ("Tên hoạt động", 1, ARABIC),
        ("Thời gian: tháng 3", 2, DASH),
    ]


@given(st.lists(LINE, min_size=1, max_size=12), st.integers(0, DEEPEST))
def test_no_word_is_lost_and_no_depth_left(lines: list[str], level: int) -> None:
    found = pasted(lines, level, DASH)
    assert len(found) == len(lines)
    for line, source in zip(found, lines, strict=True):
        assert source.endswith(line.text)
        assert level <= line.level <= DEEPEST
    assert min(line.level for line in found) == level


# -- Written


def test_pasted_lines_stand_in_order_after_the_line(seed: Seed, by: User) -> None:
    made = add_lines(plan=seed.plan, texts=WORDS, by=by, after=seed.line("Gắn kết"))
    assert [clause.text for clause in made] == WORDS
    at = texts(seed.plan).index("Gắn kết các đơn vị trong cụm.")
    assert texts(seed.plan)[at + 1 : at + 5] == [*WORDS, "Cùng nhau làm việc có ích."]
    record = last_record()
    assert (record.verb, record.data["after"]) == ("clause.paste", {"lines": WORDS})


def test_one_undo_takes_them_all_back(seed: Seed, by: User) -> None:
    before = texts(seed.plan)
    add_lines(plan=seed.plan, texts=WORDS, by=by, after=seed.line("Gắn kết"))
    undo_last(plan=seed.plan, by=by)
    assert texts(seed.plan) == before


def test_without_a_record_no_line(seed: Seed, by: User, monkeypatch: pytest.MonkeyPatch) -> None:
    before = texts(seed.plan)
    fail_to_record(monkeypatch)
    with pytest.raises(RuntimeError):
        add_lines(plan=seed.plan, texts=WORDS, by=by)
    assert texts(seed.plan) == before


@pytest.mark.parametrize("count", [2, 300])
def test_pasting_takes_as_many_queries_for_two_as_for_three_hundred(
    by: User, count: int, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    plan = PlanFactory.create()
    ClauseFactory.create(plan=plan)
    with django_assert_max_num_queries(45):  # type: ignore[operator]
        add_lines(plan=plan, texts=[f"- Dòng {n}" for n in range(count)], by=by)


def test_a_line_and_what_was_pasted_behind_it(seed: Seed, by: User) -> None:
    line = seed.line("Gắn kết")
    before = texts(seed.plan)
    change_and_add(clause=line, change=LineChange(text="Đầu."), more=WORDS, seen_version=line.version, by=by)
    assert texts(seed.plan) == [
        part for text in before for part in (["Đầu.", *WORDS] if text.startswith("Gắn kết") else [text])
    ]
    undo_last(plan=seed.plan, by=by)
    assert texts(seed.plan) == before


@pytest.mark.parametrize(
    ("pasted_text", "depths"),
    [
        (["- Một.", "- Hai."], [("Một.", 2), ("Hai.", 2)]),
        (["+ Một.", "+ Hai."], [("Một.", 2), ("Hai.", 2)]),
        (["a) Một.", "b) Hai."], [("Một.", 2), ("Hai.", 2)]),
        (["- Một.", "+ Hai.", "- Ba."], [("Một.", 2), ("Hai.", 3), ("Ba.", 2)]),
        (["+ Một.", "- Hai."], [("Một.", 2), ("Hai.", 2)]),
        (["Một.", "- Hai.", "+ Ba."], [("Một.", 2), ("Hai.", 2), ("Ba.", 3)]),
        (["1.000 người.", "20/5 mít-tinh."], [("1.000 người.", 2), ("20/5 mít-tinh.", 2)]),
    ],
)
def test_the_first_pasted_line_loses_its_typed_mark_too(
    seed: Seed, by: User, pasted_text: list[str], depths: list[tuple[str, int]]
) -> None:
    """The card's own mark is the line's; what follows keeps its depth below it and never stands above it."""
    line = seed.line("Gắn kết")
    first, *more = pasted_text
    change_and_add(clause=line, change=LineChange(text=first), more=more, seen_version=line.version, by=by)
    line.refresh_from_db()
    found = Clause.objects.filter(plan=seed.plan, position__gte=line.position)[: len(depths)]
    assert [(clause.text, clause.level) for clause in found] == depths
    assert line.marker == DASH.value


@pytest.fixture
def listed(db: None) -> tuple[Plan, dict[str, Clause]]:
    """I. Phần một: 1. Thứ nhất, 2. Thứ hai with two dashes below it; then II."""
    plan = PlanFactory.create()
    rows = [(ROMAN, 0, "Phần một"), (ARABIC, 1, "Thứ nhất"), (ARABIC, 1, "Thứ hai"), (DASH, 2, "Gạch một")]
    rows += [(DASH, 2, "Gạch hai"), (ROMAN, 0, "Phần hai")]
    made = [
        ClauseFactory.create(plan=plan, position=at, level=level, marker=marker.value, text=text)
        for at, (marker, level, text) in enumerate(rows, 1)
    ]
    return plan, {line.text: line for line in made}


@pytest.mark.parametrize(
    ("below", "pasted_text", "expected"),
    [
        ("Gạch hai", ["3. Thứ ba", "- Gạch ba"], ["- Gạch hai", "3. Thứ ba", "- Gạch ba", "II. Phần hai"]),
        ("Gạch hai", ["II. Phần chen", "1. Mở"], ["- Gạch hai", "II. Phần chen", "1. Mở", "III. Phần hai"]),
        ("Gạch hai", ["1. Một", "2. Hai"], ["- Gạch hai", "1. Một", "2. Hai", "II. Phần hai"]),  # a list of its own
        ("Gạch hai", ["5. Năm", "6. Sáu"], ["- Gạch hai", "1. Năm", "2. Sáu", "II. Phần hai"]),  # after no "4."
        ("Gạch một", ["3. Thứ ba"], ["- Gạch một", "1. Thứ ba", "- Gạch hai"]),  # would take the second dash along
        ("Thứ hai", ["3. Thứ ba"], ["- Gạch hai", "3. Thứ ba", "II. Phần hai"]),
    ],
)
def test_a_pasted_number_goes_on_with_the_numbers_above(
    listed: tuple[Plan, dict[str, Clause]], by: User, below: str, pasted_text: list[str], expected: list[str]
) -> None:
    plan, lines = listed
    add_lines(plan=plan, texts=pasted_text, by=by, after=lines[below])
    at = printed(plan).index(expected[0])
    assert printed(plan)[at : at + len(expected)] == expected


def test_what_is_pasted_behind_a_line_goes_on_with_the_numbers_too(
    listed: tuple[Plan, dict[str, Clause]], by: User
) -> None:
    plan, lines = listed
    last = lines["Gạch hai"]
    more = ["3. Thứ ba", "- Gạch ba"]
    change_and_add(clause=last, change=LineChange(text=last.text), more=more, seen_version=last.version, by=by)
    assert printed(plan)[-4:] == ["- Gạch hai", "3. Thứ ba", "- Gạch ba", "II. Phần hai"]


def test_a_number_or_mark_typed_into_a_new_line_is_not_printed_twice(seed: Seed, url: str, secretary: Persona) -> None:
    line = seed.line("Gắn kết")
    for typed in ("- Một dòng.", "+ Sâu hơn.", "Không dấu."):
        secretary.post(f"{url}add/line/", {"line-text": typed, "after": str(line.pk)})
    assert {"- Một dòng.", "+ Sâu hơn.", "- Không dấu."} <= set(printed(seed.plan))
    assert {"Một dòng.", "Sâu hơn.", "Không dấu."} <= set(texts(seed.plan))
    assert "(+0)" not in last_record().about


def test_somebody_was_faster_and_nothing_is_pasted(seed: Seed, by: User) -> None:
    line = seed.line("Gắn kết")
    before = texts(seed.plan)
    with pytest.raises(StaleLine):
        change_and_add(clause=line, change=LineChange(text="Đầu."), more=WORDS, seen_version=99, by=by)
    assert texts(seed.plan) == before


def test_pasting_in_the_browser(seed: Seed, url: str, secretary: Persona) -> None:
    line = seed.line("Gắn kết")
    text = "- Gắn kết các đơn vị trong cụm.\n- Việc một.\n+ Chi tiết.\n"
    data = {"line-text": text, "number-marker": line.marker, "version": str(line.version)}
    answer = secretary.post(f"{url}lines/{line.pk}/", data)
    assert answer.url == f"{url}?moved={line.pk}#line-{line.pk}"
    at = printed(seed.plan).index("- Việc một.")
    assert printed(seed.plan)[at - 1 : at + 2] == ["- Gắn kết các đơn vị trong cụm.", "- Việc một.", "+ Chi tiết."]
    secretary.post(f"{url}add/line/", {"line-text": "Một\nHai", "after": str(line.pk)})
    assert {"Một", "Hai"} <= set(texts(seed.plan))


UNSEEN = "\u200b\u200d\ufeff\u00ad"


def test_a_line_of_nothing_that_is_seen_is_an_empty_line(seed: Seed, url: str, secretary: Persona) -> None:
    """Else a line would stand on the paper that looks empty and is not."""
    line = seed.line("Gắn kết")
    secretary.post(f"{url}add/line/", {"line-text": UNSEEN, "after": str(line.pk)})
    assert texts(seed.plan).count("") == 1
    data = {"line-text": UNSEEN, "number-marker": line.marker, "version": str(line.version)}
    secretary.post(f"{url}lines/{line.pk}/", data, headers={"X-Autosave": "1"})
    assert texts(seed.plan).count("") == 2
    assert not any(UNSEEN in text for text in texts(seed.plan))


def test_a_wording_of_nothing_that_is_seen_hides_no_sentence(seed: Seed, by: User) -> None:
    line = seed.line("khám bệnh")
    said = load_paper(seed.plan).by_clause[line.pk].text
    change_line(clause=line, change=LineChange(override=UNSEEN), seen_version=line.version, by=by)
    assert load_paper(seed.plan).by_clause[line.pk].text == said


def test_an_activity_is_called_something_that_is_seen(seed: Seed, url: str, secretary: Persona) -> None:
    activities = Activity.objects.count()
    line = seed.line("Gắn kết")
    data = {"activity-title": UNSEEN, "activity-kind": "other", "after": str(line.pk)}
    assert secretary.post(f"{url}add/activity/", data).status_code == 422
    assert Activity.objects.count() == activities


# -- Put somewhere else


def small_plan(levels: tuple[int, ...]) -> tuple[Plan, list[Clause]]:
    plan = PlanFactory.create()
    lines = [
        ClauseFactory.create(plan=plan, position=n, level=level, text=f"t{n}") for n, level in enumerate(levels, 1)
    ]
    return plan, lines


def shape(plan: Plan) -> list[tuple[str, int]]:
    return list(Clause.objects.filter(plan=plan).order_by("position").values_list("text", "level"))


def test_a_line_goes_with_all_below_it(by: User) -> None:
    plan, lines = small_plan((0, 1, 1, 0, 1))
    place_clause(clause=lines[0], below=lines[4], by=by)
    assert [text for text, _level in shape(plan)] == ["t4", "t5", "t1", "t2", "t3"]
    assert dict(shape(plan))["t1"] == 0


def test_to_the_head_of_the_plan(by: User) -> None:
    plan, lines = small_plan((0, 1, 1))
    place_clause(clause=lines[2], below=None, by=by)
    assert shape(plan)[0] == ("t3", 0)


def test_it_never_skips_a_level_and_takes_no_others_lines(by: User) -> None:
    plan, lines = small_plan((0, 1, 2, 0, 1))
    place_clause(clause=lines[3], below=lines[1], by=by)  # between t2 and its own line t3
    assert shape(plan) == [("t1", 0), ("t2", 1), ("t4", 2), ("t5", 3), ("t3", 2)]
    place_clause(clause=lines[4], below=lines[0], by=by)
    assert dict(shape(plan))["t5"] == 1


def test_not_into_itself(by: User) -> None:
    _plan, lines = small_plan((0, 1, 1))
    with pytest.raises(CannotMove):
        place_clause(clause=lines[0], below=lines[2], by=by)


def test_a_line_that_is_gone_is_no_place(by: User) -> None:
    _plan, lines = small_plan((0, 1))
    other, _lines = small_plan((0,))
    with pytest.raises(LineIsGone):
        place_clause(clause=lines[1], below=Clause.objects.get(plan=other), by=by)


def test_a_fact_stays_with_its_activity(seed: Seed, by: User) -> None:
    before = printed(seed.plan)
    with pytest.raises(LeavesActivity):
        place_clause(clause=seed.line("điều phối chung"), below=seed.line("Gắn kết"), by=by)
    assert printed(seed.plan) == before


def test_an_activity_is_put_before_another(seed: Seed, by: User) -> None:
    above = Clause.objects.filter(plan=seed.plan, position__lt=seed.campaign.clause.position).order_by("-position")[0]
    place_clause(clause=seed.visit.clause, below=above, by=by)
    heads = [line.text for line in load_paper(seed.plan).lines if hasattr(line.clause, "activity")]
    assert heads[0].startswith(seed.visit.title)
    facts = [line.activity for line in load_paper(seed.plan).lines if hasattr(line.clause, "schedule")]
    assert facts[0] == seed.visit


def test_dropping_in_the_browser(seed: Seed, url: str, secretary: Persona) -> None:
    first, second = seed.line("Gắn kết"), seed.line("Cùng nhau")
    answer = secretary.post(f"{url}lines/{first.pk}/place/", {"below": str(second.pk)})
    assert answer.url == f"{url}?moved={first.pk}#line-{first.pk}"
    assert texts(seed.plan).index(second.text) < texts(seed.plan).index(first.text)
    assert secretary.post(f"{url}lines/{first.pk}/place/", {"below": "999999"}).status_code == 404
    refused = secretary.post(f"{url}lines/{first.pk}/place/", {"below": str(first.pk)}, follow=True)
    assert "vào bên trong chính nó" in refused.content.decode()
