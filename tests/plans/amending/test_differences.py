"""What differs between two snapshots: changed, new, removed, moved and renumbered lines, amounts; nothing else."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.amending.changes import AmountRow, Books, Changes, Kind, LineChange, TimeChange
from plans.amending.differences import differences
from plans.amending.weaving import pairs_of, path_of, placed

Snap = dict[str, Any]


def row(pk: int, text: str, label: str = "-", level: int = 2, *, heading: bool = False, activity: str = "") -> Snap:
    return {"id": pk, "label": label, "text": text, "level": level, "heading": heading, "activity": activity}


PART = row(1, "NỘI DUNG", "II.", 0, heading=True)
ACTIVITY = row(2, "Kỳ nghỉ hồng", "1.", 1, heading=True, activity="Kỳ nghỉ hồng")
FIRST = row(3, "Khám bệnh.", activity="Kỳ nghỉ hồng")
SECOND = row(4, "Tặng quà.", activity="Kỳ nghỉ hồng")
THIRD = row(5, "Đọc sách.", activity="Kỳ nghỉ hồng")
PLAIN = [PART, ACTIVITY, FIRST, SECOND, THIRD]
HERE = "khoản 1 mục II (Kỳ nghỉ hồng)"


def snap(*lines: Snap, levies: list[Snap] | None = None) -> Snap:
    return {"lines": list(lines), "levies": levies or []}


def told(old: Snap, new: Snap) -> list[tuple[Kind, str, str, str]]:
    return [(one.kind, one.where, one.before, one.after) for one in differences(old, new).lines]


def test_the_same_is_no_change() -> None:
    assert not differences(snap(*PLAIN), snap(*PLAIN))
    assert differences({}, {}) == Changes()


def test_a_changed_line() -> None:
    new = snap(PART, ACTIVITY, FIRST | {"text": "Khám bệnh miễn phí."}, SECOND, THIRD)
    assert told(snap(*PLAIN), new) == [(Kind.CHANGED, HERE, "Khám bệnh.", "Khám bệnh miễn phí.")]


def test_a_new_line() -> None:
    new = snap(*PLAIN, row(9, "Chơi cờ.", activity="Kỳ nghỉ hồng"))
    assert told(snap(*PLAIN), new) == [(Kind.ADDED, HERE, "", "- Chơi cờ.")]


def test_a_removed_line() -> None:
    new = snap(PART, ACTIVITY, FIRST, THIRD)
    assert told(snap(*PLAIN), new) == [(Kind.REMOVED, HERE, "- Tặng quà.", "")]


@pytest.mark.parametrize("end", [":", " :", ";", ".", ","])
def test_a_removed_activity_stands_at_one_place_whatever_ends_its_title(end: str) -> None:
    """The line of its title reads "…:", the activity's name has no colon: both are the same place of the plan."""
    titled = ACTIVITY | {"text": f"Kỳ nghỉ hồng{end}"}
    changes = differences(snap(PART, titled, FIRST), snap(PART)).lines
    assert [one.where for one in changes] == [HERE, HERE]


def test_a_place_named_by_its_title_alone_has_no_colon() -> None:
    title = row(1, "Trang phục:", "-", 0, heading=True)
    assert [one.where for one in differences(snap(title), snap()).lines] == ["Trang phục"]


def wholes(old: list[Snap], new: list[Snap]) -> list[str]:
    """The place that each removed line went with as a whole; nothing for one that went by itself."""
    return [one.whole for one in differences(snap(*old), snap(*new)).lines if one.kind is Kind.REMOVED]


def test_lines_that_went_with_all_of_their_place_say_which() -> None:
    assert wholes(PLAIN, [PART]) == [HERE] * 4
    other = row(6, "Hội trại", "2.", 1, heading=True, activity="Hội trại")
    inner = row(7, "Lửa trại.", activity="Hội trại")
    assert wholes([*PLAIN, other, inner], []) == ["mục II (NỘI DUNG)"] * 7, "the outermost place"
    assert wholes([*PLAIN, other, inner], [PART]) == [HERE] * 4 + ["khoản 2 mục II (Hội trại)"] * 2
    assert wholes([*PLAIN, other], PLAIN) == [""], "a heading alone is quoted"


def test_what_is_left_of_a_place_keeps_it_from_going_as_a_whole() -> None:
    assert wholes(PLAIN, [PART, ACTIVITY]) == [""] * 3
    assert wholes(PLAIN, [PART, FIRST]) == [""] * 3
    elsewhere = row(9, "TỔ CHỨC", "III.", 0, heading=True)
    assert wholes([*PLAIN, elsewhere], [PART, elsewhere, FIRST]) == [""] * 3, "one line of it moved"


def test_a_heading_without_a_number_names_no_place_of_its_own() -> None:
    """ "Bỏ toàn bộ mục II" would take the whole part out."""
    assert wholes([PART, ACTIVITY | {"label": "-"}, FIRST], [PART]) == [""] * 2


def test_a_moved_line_is_told_once() -> None:
    new = snap(PART, ACTIVITY, THIRD, FIRST, SECOND)
    assert told(snap(*PLAIN), new) == [(Kind.MOVED, HERE, "Đọc sách.", "Đọc sách.")]
    (change,) = differences(snap(*PLAIN), new).lines
    assert change.to == HERE


def moves(*ids: int) -> list[tuple[str, str, str, int]]:
    """What is told of the lines of `TREE` in this order: the line, and its neighbour."""
    known = {line["id"]: line for line in TREE}
    changes = differences(snap(*TREE), snap(*(known[pk] for pk in ids))).lines
    assert {(one.kind, one.where == one.to) for one in changes} <= {(Kind.MOVED, True)}
    return [(one.after, one.ahead_of, one.behind, one.along) for one in changes]


TREE = [
    PART,
    *(row(pk, f"Việc {pk}.", level=1) for pk in (10, 20, 25, 30)),
    row(31, "Nhỏ 31.", "+", 2),
    row(32, "Nhỏ 32.", "+", 2),
    *(row(pk, f"Việc {pk}.", level=1) for pk in (40, 50, 60, 70)),
]


@pytest.mark.parametrize(
    ("ids", "told"),
    [
        ((1, 40, 10, 20, 25, 30, 31, 32, 50, 60, 70), ("Việc 40.", "Việc 10.", "", 0)),
        ((1, 10, 20, 70, 25, 30, 31, 32, 40, 50, 60), ("Việc 70.", "Việc 25.", "", 0)),
        ((1, 20, 25, 30, 31, 32, 10, 40, 50, 60, 70), ("Việc 10.", "", "Việc 30.", 0)),
        ((1, 20, 25, 30, 31, 32, 40, 50, 60, 70, 10), ("Việc 10.", "", "Việc 70.", 0)),
        ((1, 10, 20, 25, 40, 50, 60, 70, 30, 31, 32), ("Việc 30.", "", "Việc 70.", 2)),
    ],
)
def test_a_move_inside_a_section_is_told_by_a_neighbour(ids: tuple[int, ...], told: tuple[Any, ...]) -> None:
    assert moves(*ids) == [told]


def test_two_lines_that_changed_places_are_told_once() -> None:
    assert moves(1, 10, 20, 25, 30, 32, 31, 40, 50, 60, 70) == [("Nhỏ 32.", "Nhỏ 31.", "", 0)]


def test_lines_below_a_moved_one_are_told_where_they_read_otherwise() -> None:
    known = {line["id"]: line for line in TREE} | {31: row(31, "Nhỏ khác.", "+", 2)}
    new = snap(*(known[pk] for pk in (1, 10, 20, 25, 40, 50, 60, 70, 30, 31, 32)))
    head, inner = differences(snap(*TREE), new).lines
    assert (head.kind, head.after, head.along) == (Kind.MOVED, "Việc 30.", 2)
    assert (inner.kind, inner.before, inner.after) == (Kind.CHANGED, "Nhỏ 31.", "Nhỏ khác.")


def test_lines_below_a_moved_one_in_another_order_are_told_each() -> None:
    told = moves(1, 10, 20, 25, 40, 50, 60, 70, 30, 32, 31)
    assert [(line, along) for line, _ahead, _behind, along in told] == [("Việc 30.", 0), ("Nhỏ 32.", 0), ("Nhỏ 31.", 0)]


def test_a_moved_line_with_other_words() -> None:
    new = snap(PART, ACTIVITY, THIRD | {"text": "Đọc báo."}, FIRST, SECOND)
    assert told(snap(*PLAIN), new) == [(Kind.MOVED, HERE, "Đọc sách.", "Đọc báo.")]


def test_new_numbers_are_told() -> None:
    """A line before moves the numbers of those behind it."""
    old = snap(PART, row(2, "Một", "1.", 1), row(3, "Hai", "2.", 1))
    new = snap(PART, row(9, "Mới", "1.", 1), row(2, "Một", "2.", 1), row(3, "Hai", "3.", 1))
    kinds = [(kind, before, after) for kind, _where, before, after in told(old, new)]
    assert kinds == [(Kind.ADDED, "", "1. Mới"), (Kind.RENUMBERED, "1.", "2."), (Kind.RENUMBERED, "2.", "3.")]


FAIR = row(6, "Hội thao", "2.", 1, heading=True, activity="Hội thao")
BALL = row(7, "Bóng đá.", activity="Hội thao")
DONORS = row(9, "Hiến máu", "2.", 1, heading=True, activity="Hiến máu")
GIVING = row(10, "Vận động.", activity="Hiến máu")


def test_what_is_new_cites_its_new_place_and_what_was_there_the_old_one() -> None:
    """Else one number would stand for two things: the activity that is new, and the one that had the number."""
    now = FAIR | {"label": "3."}
    new = snap(*PLAIN, DONORS, GIVING, now, BALL | {"text": "Bóng chuyền."}, row(11, "Cờ.", activity="Hội thao"))
    found = [(one.kind, one.where) for one in differences(snap(*PLAIN, FAIR, BALL), new).lines]
    assert found == [
        (Kind.ADDED, "khoản 2 mới mục II (Hiến máu)"),
        (Kind.ADDED, "khoản 2 mới mục II (Hiến máu)"),
        (Kind.RENUMBERED, "khoản 2 mục II (Hội thao)"),
        (Kind.CHANGED, "khoản 2 mục II (Hội thao)"),
        (Kind.ADDED, "khoản 2 mục II (Hội thao)"),
    ]


def test_a_line_that_moved_inside_what_is_numbered_anew_moved_inside_it() -> None:
    run = row(12, "Chạy bộ.", activity="Hội thao")
    new = snap(*PLAIN, DONORS, FAIR | {"label": "3."}, run, BALL)
    (moved,) = [one for one in differences(snap(*PLAIN, FAIR, BALL, run), new).lines if one.kind is Kind.MOVED]
    assert (moved.where, moved.to) == ("khoản 2 mục II (Hội thao)",) * 2


def test_a_line_that_moved_to_another_section_cites_the_number_that_is_known() -> None:
    new = snap(*PLAIN[:3], THIRD, DONORS, FAIR | {"label": "3."}, BALL, SECOND | {"activity": "Hội thao"})
    (moved,) = [one for one in differences(snap(*PLAIN, FAIR, BALL), new).lines if one.kind is Kind.MOVED]
    assert (moved.where, moved.to) == (HERE, "khoản 2 mục II (Hội thao)")


@pytest.mark.parametrize(
    ("labels", "path"),
    [
        (["II.", "1.", "-"], "khoản 1 mục II"),
        (["II.", "1.", "1.2.", "+"], "điểm 1.2 khoản 1 mục II"),
        (["II.", "3.2."], "điểm 3.2 mục II"),
        (["I.", "2)", "a)"], "điểm a khoản 2 mục I"),
        (["1.", "-"], "mục 1"),
        (["-"], ""),
        ([""], ""),
        (["Phần I"], ""),
    ],
)
def test_how_papers_name_a_place(labels: list[str], path: str) -> None:
    assert path_of(labels) == path


def test_where_lines_stand() -> None:
    free = row(8, "Lời kết.", "", 0)
    spots = {line.pk: str(line.spot) for line in placed(snap(*PLAIN, row(7, "TỔ CHỨC", "III.", 0, heading=True), free))}
    assert spots[1] == "mục II (NỘI DUNG)"
    assert spots[2] == HERE
    assert spots[5] == HERE
    assert spots[7] == "mục III (TỔ CHỨC)"
    assert spots[8] == ""


# -- Both versions woven together


IDS = st.lists(st.integers(1, 9), unique=True, max_size=9)


def lines(ids: list[int]) -> Snap:
    return snap(*(row(pk, f"Dòng {pk}.") for pk in ids))


@given(IDS, IDS)
def test_weaving_keeps_both_orders(old: list[int], new: list[int]) -> None:
    pairs = pairs_of(lines(old), lines(new))
    assert [pair.before.pk for pair in pairs if pair.before] == old
    assert [pair.after.pk for pair in pairs if pair.after] == new


@given(IDS, IDS)
def test_a_moved_line_is_in_both_and_a_new_one_in_one(old: list[int], new: list[int]) -> None:
    for pair in pairs_of(lines(old), lines(new)):
        if pair.before and pair.after:
            assert pair.before.pk == pair.after.pk
            assert not pair.differs
        else:
            line = pair.before or pair.after
            assert line is not None
            assert pair.moved == (line.pk in old and line.pk in new)


def longest_run(old: list[int], new: list[int]) -> int:
    """The longest common subsequence, the slow and plain way."""
    if not old or not new:
        return 0
    if old[0] == new[0]:
        return 1 + longest_run(old[1:], new[1:])
    return max(longest_run(old[1:], new), longest_run(old, new[1:]))


@given(st.lists(st.integers(1, 6), unique=True, max_size=6), st.lists(st.integers(1, 6), unique=True, max_size=6))
def test_as_few_lines_as_possible_are_moved(old: list[int], new: list[int]) -> None:
    staying = sum(bool(pair.before and pair.after) for pair in pairs_of(lines(old), lines(new)))
    assert staying == longest_run(old, new)


@given(IDS, IDS)
def test_no_change_means_the_same_lines(old: list[int], new: list[int]) -> None:
    assert bool(differences(lines(old), lines(new))) == (old != new)


# -- Money


def levy(pk: int = 1, basis: str = "once", due_on: str = "", **shares: int) -> Snap:
    named = {code: [f"Đoàn {code}", amount] for code, amount in shares.items()}
    return {"id": pk, "activity": "Kỳ nghỉ hồng", "basis": basis, "due_on": due_on, "shares": named}


def test_amounts_that_stay_are_no_change() -> None:
    assert not differences(snap(levies=[levy(A=7, B=7)]), snap(levies=[levy(A=7, B=7)])).amounts


def test_amounts_union_by_union() -> None:
    old, new = snap(levies=[levy(A=7, B=7, C=5)]), snap(levies=[levy(A=6, B=7, D=4)])
    (change,) = differences(old, new).amounts
    assert change.rows == (
        AmountRow("Đoàn A", 7, 6),
        AmountRow("Đoàn B", 7, 7),
        AmountRow("Đoàn D", 0, 4),
        AmountRow("Đoàn C", 5, 0),
    )
    assert [entry.union for entry in change.differing] == ["Đoàn A", "Đoàn D", "Đoàn C"]
    assert (change.before, change.after) == (19, 17)


@pytest.mark.parametrize(
    ("change", "name", "values"),
    [
        ({"basis": "per_quarter"}, "basis", ("once", "per_quarter")),
        ({"due_on": "2024-06-30"}, "due_on", ("", "2024-06-30")),
    ],
)
def test_how_often_and_by_when(change: dict[str, Any], name: str, values: tuple[str, str]) -> None:
    (found,) = differences(snap(levies=[levy(A=7)]), snap(levies=[levy(A=7) | change])).amounts
    assert getattr(found, name) == values
    assert found.differing == ()


def test_a_new_levy_and_one_that_is_gone() -> None:
    old, new = snap(levies=[levy(1, A=7)]), snap(levies=[levy(2, A=3)])
    came, went = differences(old, new).amounts
    assert (came.before, came.after, came.basis) == (0, 3, ("", "once"))
    assert (went.before, went.after, went.basis) == (7, 0, ("once", ""))


def test_what_stays_and_what_a_year_brings() -> None:
    old, new = snap(levies=[levy(A=7, B=7, C=5)]), snap(levies=[levy(A=6, B=7, C=5)])
    (change,) = differences(old, new).amounts
    assert (change.staying, change.kept) == (2, 12)
    assert sum(entry.after for entry in change.differing) + change.kept == change.after


@pytest.mark.parametrize(
    ("before", "after", "visits", "year"),
    [
        ("undecided", "per_occurrence", 4, (12, 48)),
        ("undecided", "per_quarter", 0, (12, 48)),
        ("per_occurrence", "once", 3, (36, 12)),
        ("undecided", "per_occurrence", 0, (12, 0)),
        ("once", "once", 4, (12, 12)),
    ],
)
def test_another_basis_brings_another_sum_in_the_year(
    before: str, after: str, visits: int, year: tuple[int, int]
) -> None:
    old, new = (
        snap(levies=[levy(A=7, B=5, basis=before)]),
        snap(levies=[levy(A=7, B=5, basis=after, due_on="2024-01-01")]),
    )
    (change,) = differences(old, new).with_books(Books(visits={1: visits})).amounts
    assert change.year == year
    assert change.is_otherwise_paid == (before != after)


# -- Dues


def due(*rows: AmountRow, called_off: bool = True, levy: int = 1) -> TimeChange:
    return TimeChange(levy, "Thăm Mẹ", "lần 4 (Quý IV)", called_off, rows)


def test_a_time_that_was_called_off_is_a_change_of_its_own() -> None:
    found = Changes().with_books(Books((due(AmountRow("A", 7, 0)),)))
    assert found
    assert (found.count, found.times[0].before, found.times[0].after) == (1, 7, 0)
    assert found.as_json()[0]["about"] == "dues"


def test_dues_that_follow_from_an_amount_are_told_by_it_alone() -> None:
    changes = differences(snap(levies=[levy(A=7, B=7)]), snap(levies=[levy(A=6, B=7)]))
    told, other = AmountRow("Đoàn A", 7, 6), AmountRow("Đoàn A", 0, 6)
    assert changes.with_books(Books((due(told, called_off=False),))).times == ()
    assert changes.with_books(Books((due(told, other, called_off=False),))).times == (due(other, called_off=False),)
    elsewhere = due(told, called_off=False, levy=2)
    assert changes.with_books(Books((elsewhere,))).times == (elsewhere,)


def test_a_line_says_nothing_of_neighbours_unless_it_moved() -> None:
    assert LineChange(Kind.ADDED, "", "", "Mới.").ahead_of == ""


def test_changes_are_plain_values() -> None:
    changed = FIRST | {"text": "Khác."}
    new = snap(PART, ACTIVITY, changed, SECOND, THIRD, levies=[levy(A=7)])
    found = differences(snap(*PLAIN), new)
    line, amounts = found.as_json()
    assert (line["about"], line["kind"], line["after"]) == ("line", "changed", "Khác.")
    assert (amounts["about"], amounts["rows"]) == ("levy", ({"union": "Đoàn A", "before": 0, "after": 7},))
    assert found.count == 2
