"""What an own wording says otherwise than the data, told by side: amounts, dates however written, names."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.wordings import Disagreement, Known, disagreements

UNIONS = ["Đoàn Sở Y tế", "Đoàn Sở Giao thông"]
DUE = dt.date(2028, 6, 15)
SUMMER = (dt.date(2028, 7, 1), dt.date(2028, 8, 31))
LEVY = "Các cơ sở Đoàn đóng góp kinh phí (1.000.000 đồng/đơn vị)."
KNOWN = Known(2028, amounts={7_000_000}, spans=[(DUE, DUE), SUMMER])


def sides(own: str, generated: str, known: Known = KNOWN) -> tuple[tuple[str, ...], tuple[str, ...]]:
    found = disagreements(own, generated, known, UNIONS)
    return found.said, found.meant


@pytest.mark.parametrize(
    ("own", "generated", "said", "meant"),
    [
        ("Mỗi đơn vị nộp 7.000.000 đồng.", "Đóng góp (7.000.000 đồng/đơn vị).", (), ()),
        ("Mỗi đơn vị nộp 7.500.000 đồng.", "Đóng góp (7.000.000 đồng/đơn vị).", ("7.500.000",), ("7.000.000",)),
        ("Mỗi đơn vị góp tiền.", "Đóng góp (7.000.000 đồng/đơn vị).", (), ("7.000.000",)),
        ("Mỗi đơn vị nộp 7 triệu đồng.", "Đóng góp (7.000.000 đồng/đơn vị).", (), ()),
        ("Mời 5 đoàn viên.", "Mời 05 đoàn viên.", (), ()),
        ("Mời 6 đoàn viên.", "Mời 05 đoàn viên.", ("6",), ("05",)),
        ("Đoàn Sở Y tế khám bệnh.", "Đoàn Sở Y tế phụ trách khám.", (), ()),
        ("ĐOÀN SỞ Y TẾ khám bệnh.", "Đoàn Sở Y tế phụ trách khám.", (), ()),
        ("Đoàn Sở Giao thông khám bệnh.", "Đoàn Sở Y tế phụ trách khám.", ("Đoàn Sở Giao thông",), ("Đoàn Sở Y tế",)),
        ("Y tế khám bệnh.", "Y tế phụ trách khám.", (), ()),
    ],
)
def test_figures_and_names_are_told_by_side(
    own: str, generated: str, said: tuple[str, ...], meant: tuple[str, ...]
) -> None:
    assert sides(own, generated, Known(2028)) == (said, meant)


def test_the_amount_is_told_and_the_right_date_is_not() -> None:
    own = "Mỗi đơn vị đóng góp 9.000.000 đồng trước ngày 15/6/2028."
    assert sides(own, LEVY) == (("9.000.000",), ("1.000.000",))


@pytest.mark.parametrize(
    "when",
    [
        "15/6/2028",
        "15/06/2028",
        "15.6.2028",
        "15-06-2028",
        "15/6",
        "15 tháng 6",
        "15 tháng 06 năm 2028",
        "01/7 đến ngày 31/8/2028",
    ],
)
def test_dates_of_the_data_are_right_in_any_spelling(when: str) -> None:
    assert sides(f"Mỗi đơn vị đóng góp 1.000.000 đồng, ngày {when}.", LEVY) == ((), ())


@pytest.mark.parametrize("when", ["trong tháng 6/2028", "trong quý III", "trong năm 2028", "cả năm"])
def test_months_quarters_and_the_year_around_them_are_right_too(when: str) -> None:
    assert sides(f"Mỗi đơn vị đóng góp 1.000.000 đồng {when}.", LEVY) == ((), ())


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ("ngày 16/6/2028", "16/6/2028"),
        ("ngày 15/6/2027", "15/6/2027"),
        ("ngày 15 tháng 5 năm 2028", "15 tháng 5 năm 2028"),
        ("tháng 5/2028", "tháng 5/2028"),
        ("quý I/2028", "quý I/2028"),
        ("năm 2027", "năm 2027"),
    ],
)
def test_another_date_is_told_as_it_is_written(when: str, told: str) -> None:
    assert sides(f"Mỗi đơn vị đóng góp 1.000.000 đồng, {when}.", LEVY) == ((told,), ())


@pytest.mark.parametrize(
    ("own", "said", "meant"),
    [
        ("Thời gian: từ 01/7 đến 31/8/2028.", (), ()),
        ("Thời gian: Tháng 7, 8/2028.", (), ()),
        ("Thời gian: ngày 20/7/2028.", (), ("Tháng 7 - 8 năm 2028",)),
        ("Thời gian: tháng 9/2028.", ("tháng 9/2028",), ("Tháng 7 - 8 năm 2028",)),
    ],
)
def test_a_time_that_the_data_print_is_asked_for(own: str, said: tuple[str, ...], meant: tuple[str, ...]) -> None:
    assert sides(own, "Thời gian: Tháng 7 - 8 năm 2028.") == (said, meant)


def test_a_day_that_no_calendar_has_is_figures_and_a_name_no_date() -> None:
    assert sides("Góp 1.000.000 đồng ngày 31/6/2028.", LEVY)[0] == ("31", "6", "2028")
    assert sides("Góp 1.000.000 đồng tại Tượng đài 2 tháng 9.", LEVY)[0] == ("2", "9")


def test_sums_of_the_levy_may_be_said() -> None:
    assert sides("Góp 1.000.000 đồng, tổng cộng 7.000.000 đồng.", LEVY) == ((), ())


@given(st.text(alphabet=st.sampled_from("0123456789/.-, đồngtháiýIVnămừế{}")) | st.text())
def test_wording_never_disagrees_with_itself(text: str) -> None:
    assert disagreements(text, text, Known(2028), ["Đoàn A"]) == Disagreement()


@pytest.mark.parametrize("own", ["1,5 triệu đồng/đơn vị/năm", "1.500.000đ mỗi năm", "1.500.000đ cả năm"])
def test_the_whole_year_may_be_said_in_other_words(own: str) -> None:
    assert disagreements("Kinh phí: 1.500.000đ.", "Kinh phí: 1.500.000 đồng/đơn vị cả năm.", Known(2024))
    assert not disagreements(f"Kinh phí: {own}.", "Kinh phí: 1.500.000 đồng/đơn vị cả năm.", Known(2024))
