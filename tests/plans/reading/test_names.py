"""Names of unions in sentences: where they begin and end, how lists are parted, which spellings are one."""

import pytest

from plans.reading.bodies import begins_body, is_name, verb_at
from plans.reading.book import Book, free_code, initials, key_of
from plans.reading.drafts import KnownUnion
from plans.reading.names import mentions, read_names

LABOUR = "Đoàn Sở Lao động, Thương binh và Xã hội Thành phố"


def listed(text: str, book: Book | None = None) -> list[str]:
    """The labels a text begins with."""
    found = read_names(text, book or Book())
    return [name.label for name in found.names] if found else []


def book_of(*names: str) -> Book:
    """A book that has learned these names."""
    book = Book()
    for name in names:
        book.take(name)
    return book


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Đoàn Sở Y tế phụ trách nội dung khám.", ["Đoàn Sở Y tế"]),
        ("Đoàn Sở Y tế Thành phố: khám bệnh.", ["Đoàn Sở Y tế Thành phố"]),
        ("Đoàn Sở Y tế, Đoàn Sở Xây dựng chủ trì", ["Đoàn Sở Y tế", "Đoàn Sở Xây dựng"]),
        ("Đoàn Sở Y tế và Đoàn Sở Xây dựng đảm nhận", ["Đoàn Sở Y tế", "Đoàn Sở Xây dựng"]),
        ("Đoàn A1, Chi đoàn B2 và Liên chi đoàn C3 tổ chức", ["Đoàn A1", "Chi đoàn B2", "Liên chi đoàn C3"]),
        (f"{LABOUR}, Đoàn Lực lượng Canh phòng phụ trách", [LABOUR, "Đoàn Lực lượng Canh phòng"]),
        (
            "Đoàn Khối Bộ Nông nghiệp và Phát triển Nông thôn phụ trách",
            ["Đoàn Khối Bộ Nông nghiệp và Phát triển Nông thôn"],
        ),
        ("Quận Đoàn 3, Quận Đoàn 10 cử 10 đồng chí", ["Quận Đoàn 3", "Quận Đoàn 10"]),
        ("Đoàn Khối Dân – Chính – Đảng Thành phố phụ trách", ["Đoàn Khối Dân – Chính – Đảng Thành phố"]),
        ("Chi đoàn Trung tâm hỗ trợ thanh niên Sông Lam mời", ["Chi đoàn Trung tâm hỗ trợ thanh niên Sông Lam"]),
        ("Ban Chấp hành Đoàn phường Mây Trắng chuẩn bị", ["Ban Chấp hành Đoàn phường Mây Trắng"]),
        ("Liên đội Trường Tiểu học Gió Nam tham gia", ["Liên đội Trường Tiểu học Gió Nam"]),
        ("Hội Sinh viên Trường Đại học Bờ Đá vận động", ["Hội Sinh viên Trường Đại học Bờ Đá"]),
        ("Đoàn Sở Y tế TP. Hồ Chí Minh thực hiện", ["Đoàn Sở Y tế TP. Hồ Chí Minh"]),
        ("Đoàn Sở Y tế - phụ trách khám", ["Đoàn Sở Y tế"]),
        ("Đoàn Sở Y tế và các đơn vị phối hợp", ["Đoàn Sở Y tế"]),
        ("Đoàn Sở Y tế (chủ trì)", ["Đoàn Sở Y tế"]),
        ("Chi đoàn Khu phố 1 và Chi đoàn Khu phố 3 mỗi đơn vị 30", ["Chi đoàn Khu phố 1", "Chi đoàn Khu phố 3"]),
        ("Chi đoàn ấp 2 giữ xe", ["Chi đoàn ấp 2"]),
        ("Chi đoàn khu phố 4 phường Tân Hưng giữ xe", ["Chi đoàn khu phố 4 phường Tân Hưng giữ xe"]),
        ("Chi đoàn ấp 1, 2 và 3 mỗi chi đoàn đóng góp", ["Chi đoàn ấp 1", "2", "3"]),
        ("Chi đoàn ấp 1, 2: nấu cơm", ["Chi đoàn ấp 1", "2"]),
        ("Chi đoàn ấp 1, 2 nấu cơm", ["Chi đoàn ấp 1", "2"]),
        ("Chi đoàn ấp 1, 30 đoàn viên", ["Chi đoàn ấp 1"]),
        ("Chi đoàn ấp 1, 2.000.000 đồng", ["Chi đoàn ấp 1"]),
        ("Chi đoàn ấp 1, 15/5", ["Chi đoàn ấp 1"]),
        ("LCĐ Khoa Kế toán, LCĐ Khoa Luật ra đề", ["LCĐ Khoa Kế toán", "LCĐ Khoa Luật"]),
    ],
)
def test_a_list_of_unions_ends_where_the_duty_begins(text: str, names: list[str]) -> None:
    assert listed(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Đoàn viên tích cực tham gia",
        "Đoàn thể các cấp phối hợp",
        "Đoàn Thanh niên tổ chức",
        "Đoàn TNCS Hồ Chí Minh phát động",
        "Chi đoàn trực thuộc đăng ký",
        "Thành Đoàn chỉ đạo",
        "Hội nghị tổng kết được tổ chức",
        "Hội trường 272 phục vụ",
        "Các cơ sở Đoàn cử lực lượng",
        "Ban Tổ chức phụ trách",
        "phụ trách nội dung",
        "",
    ],
)
def test_words_that_only_look_like_a_name_are_none(text: str) -> None:
    assert listed(text) == []


def test_the_joiner_before_the_last_name_is_kept() -> None:
    found = read_names("Đoàn A1, Đoàn B2 và Đoàn C3 tổ chức", Book())
    assert found is not None
    assert (found.last_joiner, found.joiners) == (" và ", (", ", " và "))
    assert found.end == len("Đoàn A1, Đoàn B2 và Đoàn C3")


def test_known_names_may_be_shortened_in_a_list() -> None:
    book = book_of("Đoàn phường Mây Hồng", "Đoàn phường Gió Nam", "Đoàn phường Gió Bấc")
    assert listed("Đoàn phường Mây Hồng, Gió Nam và Gió Bấc chuẩn bị", book) == [
        "Đoàn phường Mây Hồng",
        "Gió Nam",
        "Gió Bấc",
    ]


def test_without_knowing_them_a_comma_may_be_part_of_a_name() -> None:
    assert listed("Đoàn Sở Kho vận, Cầu phà và Bến bãi phụ trách") == ["Đoàn Sở Kho vận, Cầu phà và Bến bãi"]


def test_a_known_name_ends_before_a_verb_nobody_listed() -> None:
    assert listed("Đoàn Sở Y tế ươm mầm xanh", book_of("Đoàn Sở Y tế")) == ["Đoàn Sở Y tế"]
    assert listed("Đoàn Sở Y tế và Môi trường làm", book_of("Đoàn Sở Y tế")) == ["Đoàn Sở Y tế và Môi trường"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Đoàn Khối Dân – Chính – Đảng", "Đoàn khối Dân - Chính - Đảng Thành phố"),
        ("Đoàn Sở Giao thông – Vận tải", "Đoàn Sở Giao thông Vận tải Thành phố"),
        ("Đoàn Sở Y tế", "ĐOÀN SỞ Y TẾ"),
        ("Đoàn Sở Y tế", "Ban Chấp hành Đoàn Sở Y tế"),
        ("Đoàn Sở Y tế", "Sở Y tế"),
        ("Đoàn Sở Y tế", "Đoàn Sở Y tế thành phố Sông Lam"),
        ("Đoàn Sở Giao thông Vận tải", "Đoàn Sở GTVT"),
        ("Đoàn Sở Lao động – Thương binh và Xã hội", "Đoàn Sở LĐTBXH"),
        ("Đoàn Khối Dân Chính Đảng", "ĐKDCĐ"),
        ("Đoàn Lực lượng Thanh niên xung phong", "Đoàn Lực lượng TNXP"),
    ],
)
def test_two_spellings_of_a_union_are_one_entry(one: str, other: str) -> None:
    book = book_of(one)
    assert book.find(other) is book.entries[0]
    assert book_of(other).find(one) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Quận Đoàn 1", "Quận Đoàn 10"),
        ("Đoàn Sở Y tế", "Đoàn Sở Xây dựng"),
        ("Đoàn phường Gió Nam", "Đoàn phường Gió Bấc"),
        ("Đoàn Khối Bộ Tài nguyên", "Đoàn Khối Bộ Tài nguyên và Môi trường"),
        ("Đoàn Công an", "Đoàn Công an quận 3"),
    ],
)
def test_two_unions_stay_two(one: str, other: str) -> None:
    assert len(book_of(one, other).entries) == 2


def test_what_fits_two_unions_fits_none() -> None:
    book = book_of("Đoàn phường Gió Nam", "Đoàn trường Gió Nam")
    assert book.find_elided("Gió Nam") is None
    assert book.find("Gió Nam") is None


def test_the_official_name_is_the_longest_with_the_most_capitals() -> None:
    book = book_of("Đoàn Sở Y tế", "Đoàn Sở Y tế Thành phố", "Đoàn sở y tế thành phố", "BCH Đoàn Sở Y tế Thành phố SL")
    (draft,) = book_of("Đoàn Sở Y tế", "Đoàn sở y tế Thành phố", "Đoàn Sở Y tế Thành phố").drafts()
    assert draft.name == "Đoàn Sở Y tế Thành phố"
    assert draft.aliases == ("Đoàn Sở Y tế", "Đoàn sở y tế Thành phố")
    assert not book.entries[0].official.startswith("BCH")


def test_codes_are_free_and_short() -> None:
    book = book_of("Đoàn Sở Y tế", "Đoàn Sở Yên tĩnh")
    assert [draft.code for draft in book.drafts()] == ["YT", "YT2"]
    assert free_code("Đoàn Sở Y tế", ["yt", "YT2"]) == "YT3"
    assert len(free_code("Đoàn " + "Ăn Bám Cánh Dừa " * 20, [])) <= 20
    assert free_code("???", []) == "DV"


def test_known_unions_keep_their_code_and_take_new_spellings_as_aliases() -> None:
    book = Book([KnownUnion("SYT", "Đoàn Sở Y tế", ("Y tế",), "ĐSYT")])
    book.take("Đoàn sở Y Tế Thành phố")
    book.take("Đoàn Sở Y tế")
    (draft,) = book.drafts()
    assert (draft.code, draft.name, draft.is_known) == ("SYT", "Đoàn Sở Y tế", True)
    assert draft.aliases == ("Đoàn sở Y Tế Thành phố",)


def test_a_union_that_left_is_listed_only_when_the_plan_names_it() -> None:
    known = [KnownUnion("A", "Đoàn A1", is_member=False), KnownUnion("B", "Đoàn B2")]
    assert [draft.code for draft in Book(known).drafts()] == ["B"]
    book = Book(known)
    book.take("Đoàn A1")
    assert [draft.code for draft in book.drafts()] == ["A", "B"]


def test_a_book_takes_a_bounded_number_of_unions() -> None:
    book = book_of(*(f"Đoàn phường Số{n}" for n in range(150)))
    assert len(book.entries) == 100
    assert book.take("Đoàn phường Cuối") is None
    assert book.take("Đoàn " + "Dài " * 60) is None


def test_mentions_are_found_anywhere_each_once() -> None:
    book = book_of("Đoàn Sở Y tế", "Đoàn Sở Xây dựng")
    text = "Kinh phí do Đoàn Sở Y tế lo, Đoàn Sở Xây dựng góp; Đoàn Sở Y tế báo cáo."
    assert [named.label for named in mentions(text, book)] == ["Đoàn Sở Y tế", "Đoàn Sở Xây dựng"]
    assert list(mentions("Đoàn Sở Lạ phụ trách", book)) == []


def test_settling_forgets_a_name_that_swallowed_what_it_does() -> None:
    book = book_of("Đoàn Sở Y tế ươm mầm", "Đoàn Sở Y tế", "Đoàn Sở Y tế và Môi trường")
    book.settle()
    assert [entry.official for entry in book.entries] == ["Đoàn Sở Y tế", "Đoàn Sở Y tế và Môi trường"]


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Đoàn Khối Dân - Chính - Đảng Thành phố", "ĐKDCĐ"),
        ("Đoàn Sở Y tế", "ĐSYT"),
        ("Ban Chấp hành Đoàn Sở Y tế", "ĐSYT"),
        ("Đoàn Sở Lao động, Thương binh và Xã hội Thành phố", "ĐSLĐTBXH"),
    ],
)
def test_initials_keep_their_letters(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_keys_drop_the_city_and_the_committee() -> None:
    assert key_of("BCH Đoàn Sở Y tế TP. Hồ Chí Minh") == key_of("Đoàn Sở Y tế") == "doan so y te"


def test_a_body_begins_with_a_capital_word_of_its_kind() -> None:
    assert begins_body("Chi Đoàn Kho bạc")
    assert not begins_body("chi đoàn Kho bạc")
    assert not begins_body("Đoàn viên ưu tú")


@pytest.mark.parametrize(
    "text", ["Đoàn", "Đoàn sở y tế", "Đoàn Sở Y tế 7.000.000", "Đoàn “A1”", "Đoàn A1 và các đơn vị"]
)
def test_no_name_without_something_of_its_own_or_with_strange_marks(text: str) -> None:
    assert not is_name(text)


def test_verbs_inside_a_body_are_not_verbs() -> None:
    text = "Đoàn Công ty xây dựng Bờ Đá thực hiện"
    assert text[verb_at(text) :] == "thực hiện"


def test_settling_forgets_a_name_that_is_a_list_of_others() -> None:
    book = book_of("Đoàn Cục Bản đồ, Viện Khoáng sản", "Đoàn Cục Bản đồ", "Đoàn Viện Khoáng sản", LABOUR)
    book.settle()
    assert [entry.official for entry in book.entries] == ["Đoàn Cục Bản đồ", "Đoàn Viện Khoáng sản", LABOUR]
    assert listed("Đoàn Cục Bản đồ, Viện Khoáng sản: mời", book) == ["Đoàn Cục Bản đồ", "Viện Khoáng sản"]
