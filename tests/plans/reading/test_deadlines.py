"""Until when a contribution is to be paid: read where a line says it of the payment, and of nothing else."""

import datetime as dt

import pytest

from plans.reading.deadlines import pay_by
from tests.plans.reading.test_sentences_table import activity_of

JUNE = dt.date(2026, 6, 5)


@pytest.mark.parametrize(
    "text",
    [
        "Mỗi đơn vị đóng góp 500.000 đồng, nộp trước ngày 05/6/2026.",
        "Các đơn vị đóng góp (1.500.000 đồng/đơn vị) trước ngày 05/6.",
        "Mỗi cơ sở Đoàn nộp 500.000 đồng về Cụm trưởng chậm nhất là ngày 05/6/2026",
        "- Hạn nộp: ngày 05/6/2026.",
        "Thời hạn đóng góp: đến hết ngày 5/6",
        "Thời gian nộp: từ ngày 20/5 đến ngày 05/6/2026",
        "Kinh phí 300.000 đồng/đơn vị; các đơn vị chuyển khoản trước 05/6/2026 để tổ chức ngày 10/6/2026.",
        "Đóng góp 2.000.000 đồng/đơn vị, hạn cuối nộp ngày 30/5; nộp đến hết ngày 05/6/2026",
    ],
)
def test_the_day_to_pay_by_is_read(text: str) -> None:
    assert pay_by(text, 2026) == JUNE


@pytest.mark.parametrize(
    "text",
    [
        "Mỗi đơn vị đóng góp 500.000 đồng.",
        "Mỗi đơn vị đóng góp 500.000 đồng và gửi danh sách trước ngày 05/6/2026.",
        "Mỗi đơn vị đóng góp 500.000 đồng, đăng ký trước ngày 05/6/2026.",
        "Thời gian: ngày 05/6/2026.",
        "Gửi báo cáo trước ngày 05/6/2026.",
        "Hạn nộp: sẽ thông báo sau.",
        "Nộp trước ngày 31/6/2026.",
        "Đóng góp 500.000 đồng cho ngày hội 05/6/2026.",
        f"Nộp {'rất nhiều thứ khác nhau ' * 10}trước ngày 05/6/2026.",
    ],
)
def test_other_days_are_not_to_pay_by(text: str) -> None:
    assert pay_by(text, 2026) is None


JUNE_2024 = dt.date(2024, 6, 5)


@pytest.mark.parametrize(
    "below",
    [
        ("- Mỗi đơn vị đóng góp 500.000 đồng, nộp trước ngày 05/6/2024.",),
        ("- Kinh phí: 500.000 đồng/đơn vị.", "- Hạn nộp: ngày 05/6."),
        ("- Hạn nộp: ngày 05/6.", "- Kinh phí: 500.000 đồng/đơn vị."),
        ("- Mức đóng góp:", "+ Đoàn phường Bến Mới: 900.000 đồng", "+ Các đơn vị còn lại: 500.000 đồng",
         "+ Nộp trước ngày 05/6/2024."),
    ],
)  # fmt: skip
def test_a_levy_gets_the_day_that_its_activity_names(below: tuple[str, ...]) -> None:
    (levy,) = activity_of(*below).levies
    assert levy.due_on == JUNE_2024


def test_each_levy_has_the_day_of_its_own_line() -> None:
    levies = activity_of(
        "- Mỗi đơn vị đóng góp 500.000 đồng, nộp trước ngày 05/6.",
        "- Mỗi đơn vị nộp 200.000 đồng trước ngày 20/7 để mua quà.",
        "- Mỗi đơn vị ủng hộ 100.000 đồng.",
    ).levies
    assert [levy.due_on for levy in levies] == [JUNE_2024, dt.date(2024, 7, 20), None]
