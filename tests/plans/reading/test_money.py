"""Amounts, who pays them, how often; and amounts that nobody here pays."""

import pytest

from plans.reading.book import Book
from plans.reading.drafts import Shape
from plans.reading.levies import LevyReading, learn_payers, read_levy
from plans.reading.money import find_money, is_given, spoken_basis
from plans.sentences import Basis

NAMES = ("Đoàn Cảng Sông Lam", "Đoàn Sở Kho vận, Cầu phà và Bến bãi", "Đoàn Viện Khí tượng", "Chi đoàn Trạm Cửa Lò")


@pytest.fixture
def book() -> Book:
    book = Book()
    for name in NAMES:
        book.take(name)
    return book


def levy_of(text: str, book: Book, below: tuple[str, ...] = ()) -> LevyReading | None:
    return read_levy(text, below, book, book.present())


def paid(levy: LevyReading | None) -> dict[str, int]:
    """Amounts by the official names."""
    return {payer.entry.official: payer.amount for payer in levy.payers} if levy else {}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7.000.000 đồng", 7_000_000),
        ("7,000,000 đồng", 7_000_000),
        ("500.000đ", 500_000),
        ("500.000 VNĐ", 500_000),
        ("2 triệu đồng", 2_000_000),
        ("2 triệu", 2_000_000),
        ("1,5 triệu đồng", 1_500_000),
        ("1.5 triệu đồng", 1_500_000),
        ("500 nghìn đồng", 500_000),
        ("200 ngàn", 200_000),
        ("300k", 300_000),
        ("700000 đồng", 700_000),
    ],
)
def test_an_amount_is_read_in_every_writing(text: str, value: int) -> None:
    assert [money.value for money in find_money(f"đóng góp {text} mỗi lần")] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "1.000 người dân",
        "240m đường",
        "24 điểm thi",
        "ngày 01/3/2019",
        "Số 272",
        "2.000.000.000.000 đồng",
        "0 đồng",
        "100%",
    ],
)
def test_counts_and_addresses_are_no_amounts(text: str) -> None:
    assert list(find_money(f"đóng góp {text}")) == []


def test_what_follows_an_amount_says_for_whom_and_how_often() -> None:
    (money,) = find_money("(500.000đ/đơn vị/quý)")
    assert (money.for_each, money.basis) == (True, Basis.PER_QUARTER)
    (money,) = find_money("1.000.000 đồng/lần/chi đoàn")
    assert (money.for_each, money.basis) == (True, Basis.PER_OCCURRENCE)
    (money,) = find_money("1.000.000 đồng / năm")
    assert (money.for_each, money.basis) == (False, Basis.ONCE)


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("mỗi quý mỗi đơn vị đóng góp 500.000đ", Basis.PER_QUARTER),
        ("đóng góp hằng quý", Basis.PER_QUARTER),
        ("đóng góp mỗi lần thăm", Basis.PER_OCCURRENCE),
        ("mức đóng góp cả năm", Basis.ONCE),
        ("nộp một lần", Basis.ONCE),
        ("đóng góp kinh phí", Basis.UNDECIDED),
    ],
)
def test_how_often_is_read_from_words(text: str, basis: Basis) -> None:
    assert spoken_basis(text) is basis


@pytest.mark.parametrize(
    "text",
    [
        "01 giải nhất: tiền thưởng 800.000 đ.",
        "Đơn vị nộp 200.000đ đặt cọc, hoàn trả sau hội trại: đặt cọc 200.000đ",
        "Trao tặng 10 suất quà, mỗi suất 500.000 đồng",
        "Vận động tài trợ 5.000.000 đồng",
        "Phần quà trị giá 300.000 đồng",
        "Mua nước uống 300.000 đồng",
    ],
)
def test_prizes_deposits_and_gifts_are_not_given(text: str) -> None:
    assert not any(is_given(text, money) for money in find_money(text))


@pytest.mark.parametrize(
    "text",
    [
        "Các cơ sở Đoàn đóng góp kinh phí (7.000.000 đồng/đơn vị).",
        "Kinh phí: 7.000.000 đồng/đơn vị",
        "Mỗi đơn vị đóng góp 7 triệu đồng.",
        "Đề nghị mỗi cơ sở Đoàn nộp 7.000.000đ trước ngày 01/6.",
        "Kinh phí đóng góp của mỗi đơn vị là 7.000.000 đồng",
    ],
)
def test_an_amount_for_each_is_asked_of_everyone(text: str, book: Book) -> None:
    levy = levy_of(text, book)
    assert levy is not None
    assert (levy.shape, levy.amount, levy.everyone, levy.payers) == (Shape.FLAT, 7_000_000, True, ())
    assert "{mức đóng góp}" in levy.template


def test_an_amount_for_each_of_named_unions_is_asked_of_them(book: Book) -> None:
    levy = levy_of("Đoàn Cảng Sông Lam, Đoàn Viện Khí tượng đóng góp 1.000.000 đồng/đơn vị.", book)
    assert levy is not None
    assert not levy.everyone
    assert paid(levy) == {"Đoàn Cảng Sông Lam": 1_000_000, "Đoàn Viện Khí tượng": 1_000_000}


@pytest.mark.parametrize(
    "text",
    [
        (
            "Các đơn vị đóng góp (Đoàn Cảng Sông Lam: 3.000.000 đồng; Đoàn Sở Kho vận, Cầu phà và Bến bãi, "
            "Đoàn Viện Khí tượng: 2.000.000 đồng; Chi đoàn Trạm Cửa Lò: 1.000.000 đồng)."
        ),
        (
            "Kinh phí: Đoàn Cảng Sông Lam 3 triệu đồng; Sở KVCPBB và Đoàn Viện Khí tượng 2 triệu đồng; "
            "các đơn vị còn lại 1 triệu đồng."
        ),
        (
            "Đoàn Cảng Sông Lam đóng góp 3.000.000đ; Đoàn Sở Kho vận, Cầu phà và Bến bãi và Đoàn Viện Khí tượng "
            "đóng góp 2.000.000đ; các đơn vị khác đóng góp 1.000.000đ."
        ),
    ],
)
def test_tiers_in_a_line_give_each_union_its_amount(text: str, book: Book) -> None:
    levy = levy_of(text, book)
    assert levy is not None
    assert levy.shape is Shape.TIERED
    assert paid(levy) == dict(zip(NAMES, (3_000_000, 2_000_000, 2_000_000, 1_000_000), strict=True))


def test_a_kind_of_unions_pays_alike(book: Book) -> None:
    levy = levy_of("Đoàn Cảng Sông Lam nộp 3.000.000đ; các chi đoàn nộp 1.000.000đ; các đơn vị khác 2.000.000đ", book)
    assert paid(levy) == dict(zip(NAMES, (3_000_000, 2_000_000, 2_000_000, 1_000_000), strict=True))


def test_the_head_of_the_cluster_may_be_called_so(book: Book) -> None:
    text = "Mức đóng góp: Cụm trưởng 3.000.000 đồng; mỗi đơn vị thành viên 1.000.000 đồng."
    assert levy_of(text, book) is None
    book.lead = book.entries[0]
    assert paid(levy_of(text, book)) == dict(zip(NAMES, (3_000_000, *[1_000_000] * 3), strict=True))


def test_an_amount_for_a_kind_that_nobody_is_makes_no_levy(book: Book) -> None:
    assert levy_of("đóng góp: Đoàn Cảng Sông Lam 3.000.000đ; các Đoàn phường 1.000.000đ", book) is None


def test_named_unions_that_pay_alike_keep_the_words_of_the_line(book: Book) -> None:
    levy = levy_of("Kinh phí: Đoàn Cảng Sông Lam, Đoàn Viện Khí tượng: 1.000.000 đồng/đơn vị.", book)
    assert levy is not None
    assert (levy.shape, sum(paid(levy).values())) == (Shape.FLAT, 2_000_000)
    assert levy.template.endswith(": {mức đóng góp}.")


def test_tiers_in_the_lines_below_belong_to_the_line_above(book: Book) -> None:
    below = (
        "Đoàn Cảng Sông Lam: 3.000.000 đồng",
        "Đoàn Viện Khí tượng: 2.000.000 đồng",
        "Các đơn vị còn lại: 1 triệu đồng",
    )
    levy = levy_of("Mức đóng góp như sau:", book, below)
    assert levy is not None
    assert levy.template == "Mức đóng góp như sau:"
    assert sum(paid(levy).values()) == 7_000_000


def test_one_flat_amount_below_is_asked_of_everyone(book: Book) -> None:
    levy = levy_of("Kinh phí:", book, ("Mỗi đơn vị: 400.000 đồng",))
    assert levy is not None
    assert (levy.everyone, levy.amount) == (True, 400_000)


def test_an_unknown_payer_or_one_named_twice_makes_no_levy(book: Book) -> None:
    assert levy_of("đóng góp (Đoàn Cảng Sông Lam: 3.000.000 đồng; Đoàn Sở Lạ: 1.000.000 đồng)", book) is None
    text = "đóng góp (Đoàn Cảng Sông Lam: 3.000.000 đồng; Đoàn Cảng Sông Lam: 1.000.000 đồng)"
    assert levy_of(text, book) is None


def test_an_amount_without_a_payer_is_no_levy(book: Book) -> None:
    assert levy_of("Tổng kinh phí: 20.000.000 đồng", book) is None
    assert levy_of("Các đơn vị đóng góp kinh phí 20.000.000 đồng.", book) is None


def test_a_second_amount_in_the_line_is_told(book: Book) -> None:
    levy = levy_of("Các đơn vị đóng góp 2.000.000 đồng/đơn vị và nộp 500.000 đồng/đơn vị tiền áo.", book)
    assert levy is not None
    assert not levy.is_complete


@pytest.mark.parametrize("each", ["mỗi chi đoàn", "mỗi đơn vị", "từng đơn vị:"])
def test_an_amount_for_each_of_the_unions_named_before_it_is_asked_of_them_alone(each: str, book: Book) -> None:
    levy = levy_of(f"Kinh phí: Chi đoàn Trạm Cửa Lò, Đoàn Viện Khí tượng: {each} 800.000 đồng.", book)
    assert paid(levy) == {"Chi đoàn Trạm Cửa Lò": 800_000, "Đoàn Viện Khí tượng": 800_000}
    assert levy is not None
    assert not levy.everyone


def test_an_amount_for_some_is_not_asked_of_everyone_where_the_rest_pay_another(book: Book) -> None:
    assert levy_of("Kinh phí: Các quận, huyện: 3.000.000 đồng/đơn vị; các đơn vị còn lại: 2.000.000đ", book) is None


@pytest.mark.parametrize("total", ["Tổng kinh phí 3.000.000 đồng, trong đó", "Tổng cộng: 3.000.000đ, cụ thể:"])
def test_the_parts_of_a_total_are_what_the_unions_pay(total: str, book: Book) -> None:
    text = f"Kinh phí: {total} Đoàn Cảng Sông Lam 2.000.000 đồng, Đoàn Viện Khí tượng 1.000.000 đồng."
    assert paid(levy_of(text, book)) == {"Đoàn Cảng Sông Lam": 2_000_000, "Đoàn Viện Khí tượng": 1_000_000}


@pytest.mark.parametrize("part", ["ngân sách 2.000.000 đồng", "01 giải nhất 2.000.000 đồng"])
def test_the_parts_of_a_total_that_nobody_pays_are_not_given(part: str) -> None:
    text = f"Tổng kinh phí 3.000.000 đồng, trong đó {part}"
    assert not any(is_given(text, money) for money in find_money(text))


@pytest.mark.parametrize("each", ["mỗi đơn vị", "cho mỗi cơ sở Đoàn", "một đơn vị", "(ba triệu đồng)/đơn vị"])
def test_for_each_may_be_said_in_words_behind_the_amount(each: str, book: Book) -> None:
    levy = levy_of(f"Kinh phí: 3.000.000 đồng {each}.", book)
    assert levy is not None
    assert (levy.shape, levy.amount, levy.everyone) == (Shape.FLAT, 3_000_000, True)


@pytest.mark.parametrize("name", ["Liên chi đoàn", "LCĐ", "liên chi đoàn"])
def test_a_union_of_branches_is_a_unit(name: str, book: Book) -> None:
    levy = levy_of(f"Kinh phí: 2.000.000 VNĐ/{name}", book)
    assert levy is not None
    assert levy.everyone


def test_payers_may_stand_in_brackets_behind_their_amount(book: Book) -> None:
    text = (
        "Mức đóng góp: 3.000.000 đồng (Đoàn Cảng Sông Lam); 2.000.000 đồng (Đoàn Viện Khí tượng, Chi đoàn Trạm Cửa Lò)."
    )
    levy = levy_of(text, book)
    assert levy is not None
    assert levy.is_complete
    assert paid(levy) == {
        "Đoàn Cảng Sông Lam": 3_000_000,
        "Đoàn Viện Khí tượng": 2_000_000,
        "Chi đoàn Trạm Cửa Lò": 2_000_000,
    }
    assert levy.template == "Mức đóng góp: {mức đóng góp}."


@pytest.fixture
def quarters() -> Book:
    book = Book()
    for name in ("Chi đoàn Khu phố 1", "Chi đoàn Khu phố 2", "Chi đoàn Trường Mai Vàng", "Chi đoàn Công an"):
        book.take(name)
    return book


def test_a_kind_is_what_the_line_calls_it_and_no_wider_one(quarters: Book) -> None:
    text = "Kinh phí: các chi đoàn khu phố: 300.000 đồng; Chi đoàn Công an: 400.000 đồng."
    assert paid(levy_of(text, quarters)) == {
        "Chi đoàn Khu phố 1": 300_000,
        "Chi đoàn Khu phố 2": 300_000,
        "Chi đoàn Công an": 400_000,
    }
    assert levy_of("Kinh phí: các chi đoàn nhà máy: 300.000 đồng; Chi đoàn Công an: 400.000 đồng.", quarters) is None


def test_a_kind_may_stand_without_a_word_for_all(quarters: Book) -> None:
    below = ("Chi đoàn khu phố: 300.000 đồng/chi đoàn;", "Chi đoàn Công an: 400.000 đồng.")
    levy = levy_of("Mức đóng góp:", quarters, below)
    assert paid(levy) == {"Chi đoàn Khu phố 1": 300_000, "Chi đoàn Khu phố 2": 300_000, "Chi đoàn Công an": 400_000}


@pytest.mark.parametrize("tail", ["", " trực thuộc", " trong cụm", " thành viên", " còn lại"])
def test_what_only_says_whose_a_kind_is_makes_it_no_other(tail: str, quarters: Book) -> None:
    levy = levy_of(f"Kinh phí: Chi đoàn Công an: 400.000 đồng; các chi đoàn{tail}: 300.000 đồng.", quarters)
    assert sorted(paid(levy).values()) == [300_000, 300_000, 300_000, 400_000]


def test_a_payer_after_a_comma_is_learned_without_it() -> None:
    book = Book()
    book.take("Đoàn Viện Khí tượng")
    learn_payers("Đóng góp: Đoàn Cảng Sông Lam 2.000.000 đồng, Đoàn Viện Khí tượng 1.000.000 đồng.", book)
    assert [entry.official for entry in book.entries] == ["Đoàn Viện Khí tượng", "Đoàn Cảng Sông Lam"]
    assert [entry.spellings for entry in book.entries] == [["Đoàn Viện Khí tượng"], ["Đoàn Cảng Sông Lam"]]


@pytest.mark.parametrize("rest", ["03 đơn vị còn lại", "3 cơ sở Đoàn khác"])
def test_the_rest_may_be_counted(rest: str, book: Book) -> None:
    levy = levy_of(f"Kinh phí: Đoàn Cảng Sông Lam: 8 triệu đồng; {rest}: 5 triệu đồng/đơn vị.", book)
    assert levy is not None
    assert levy.is_complete
    assert paid(levy) == dict(zip(NAMES, (8_000_000, *[5_000_000] * 3), strict=True))


def test_who_pays_an_amount_that_is_not_understood_is_not_among_the_rest(book: Book) -> None:
    book.lead = book.entries[0]
    text = "Kinh phí: Cụm trưởng 5.000.000 đồng, Cụm phó 4.000.000 đồng, mỗi thành viên 2.000.000 đồng"
    assert levy_of(text, book) is None
    total = "Kinh phí: 9.000.000 đồng (Cụm trưởng 3.000.000 đồng, mỗi thành viên 2.000.000 đồng)"
    assert paid(levy_of(total, book)) == dict(zip(NAMES, (3_000_000, *[2_000_000] * 3), strict=True))


def test_unions_that_a_list_calls_by_their_number_alone_pay_too() -> None:
    book = Book()
    text = "Chi đoàn ấp 1, 2, 3 mỗi chi đoàn đóng góp 500.000 đồng; Chi đoàn Y tế đóng góp 300.000 đồng."
    learn_payers(text, book)
    names = ["Chi đoàn ấp 1", "Chi đoàn ấp 2", "Chi đoàn ấp 3", "Chi đoàn Y tế"]
    assert [entry.official for entry in book.entries] == names
    book.take("Chi đoàn Trường Mai Vàng")
    assert paid(levy_of(text, book)) == dict(zip(names, (*[500_000] * 3, 300_000), strict=True))


@pytest.mark.parametrize(
    "others", ["Đơn vị đăng cai: 10.000.000 đồng", "Đoàn Cảng Sông Lam không đóng góp", "Đơn vị đăng cai được miễn"]
)
def test_what_the_rest_pay_is_not_asked_of_those_named_before(others: str, book: Book) -> None:
    assert levy_of(f"Kinh phí: {others}; các đơn vị còn lại: 4.000.000 đồng/đơn vị.", book) is None
    levy = levy_of("Kinh phí: các đơn vị còn lại: 4.000.000 đồng/đơn vị.", book)
    assert levy is not None
    assert levy.everyone
