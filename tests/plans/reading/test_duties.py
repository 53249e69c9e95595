"""Sentences of duty: who is in charge, who supports, what the words become."""

import pytest

from plans.reading.book import Book
from plans.reading.drafts import Part, Scope
from plans.reading.duties import learn_holders, only_support, read_duty, scope_of


@pytest.fixture
def book() -> Book:
    book = Book()
    for name in ("Đoàn Cảng Sông Lam", "Đoàn Sở Kho vận", "Đoàn Viện Khí tượng", "Chi đoàn Trạm Cửa Lò"):
        book.take(name)
    return book


@pytest.mark.parametrize(
    ("text", "template", "lead", "support"),
    [
        ("Đoàn Sở Kho vận phụ trách xe.", "{đơn vị} phụ trách xe.", ["Đoàn Sở Kho vận"], []),
        ("Đoàn Sở Kho vận: phụ trách xe.", "{đơn vị}: phụ trách xe.", ["Đoàn Sở Kho vận"], []),
        (
            "Đoàn Sở Kho vận, Chi đoàn Trạm Cửa Lò tổ chức trò chơi.",
            "{đơn vị} tổ chức trò chơi.",
            ["Đoàn Sở Kho vận", "Chi đoàn Trạm Cửa Lò"],
            [],
        ),
        (
            "Đoàn Cảng Sông Lam chủ trì, phối hợp với Đoàn Sở Kho vận, Đoàn Viện Khí tượng đi khảo sát.",
            "{đơn vị} chủ trì, phối hợp với {đơn vị phối hợp} đi khảo sát.",
            ["Đoàn Cảng Sông Lam"],
            ["Đoàn Sở Kho vận", "Đoàn Viện Khí tượng"],
        ),
        (
            "Đoàn Cảng Sông Lam phối hợp cùng Đoàn Sở Kho vận đăng cai.",
            "{đơn vị} phối hợp cùng {đơn vị phối hợp} đăng cai.",
            ["Đoàn Cảng Sông Lam"],
            ["Đoàn Sở Kho vận"],
        ),
        (
            "Đoàn Cảng Sông Lam tham mưu, phối hợp với các cơ quan thực hiện.",
            "{đơn vị} tham mưu, phối hợp với các cơ quan thực hiện.",
            ["Đoàn Cảng Sông Lam"],
            [],
        ),
    ],
)
def test_named_holders_become_slots(text: str, template: str, lead: list[str], support: list[str], book: Book) -> None:
    duty = read_duty(text, book)
    assert duty is not None
    assert (duty.template, duty.scope) == (template, Scope.NAMED)
    assert [holder.label for holder in duty.holders if holder.part is Part.LEAD] == lead
    assert [holder.label for holder in duty.holders if holder.part is Part.SUPPORT] == support


@pytest.mark.parametrize(
    ("text", "collective"),
    [
        ("Các cơ sở Đoàn trong cụm cử lực lượng.", "Các cơ sở Đoàn trong cụm"),
        ("Mỗi cơ sở Đoàn trong cụm mời 30 đoàn viên.", "Mỗi cơ sở Đoàn trong cụm"),
        ("Các đơn vị thành viên tham gia.", "Các đơn vị thành viên"),
        ("Mỗi đơn vị đóng góp kinh phí.", "Mỗi đơn vị"),
        ("Các chi đoàn trực thuộc đăng ký.", "Các chi đoàn trực thuộc"),
        ("Tất cả các đơn vị thuộc cụm báo cáo.", "Tất cả các đơn vị thuộc cụm"),
        ("100% cơ sở Đoàn thực hiện.", "100% cơ sở Đoàn"),
        ("Các Đoàn phường: chuẩn bị áo.", "Các Đoàn phường"),
        ("Đơn vị thành viên cụm gửi báo cáo.", "Đơn vị thành viên cụm"),
    ],
)
def test_a_collective_subject_means_all_members(text: str, collective: str, book: Book) -> None:
    duty = read_duty(text, book)
    assert duty is not None
    assert (duty.scope, duty.collective, duty.holders) == (Scope.ALL, collective, ())
    assert duty.template.replace("{đơn vị}", collective) == text


@pytest.mark.parametrize(
    "subject", ["Cụm trưởng", "Đơn vị Cụm trưởng", "Trưởng cụm", "Thường trực Cụm", "Đơn vị làm Cụm trưởng"]
)
def test_the_head_of_the_cluster_is_the_lead(subject: str, book: Book) -> None:
    duty = read_duty(f"{subject} theo dõi, đôn đốc.", book)
    assert duty is not None
    assert (duty.scope, duty.collective) == (Scope.LEAD, subject)
    assert scope_of(subject) is Scope.LEAD


def test_two_sentences_of_two_unions_keep_their_words_and_both_holders(book: Book) -> None:
    text = "Đoàn Sở Kho vận lo xe; Đoàn Viện Khí tượng chuẩn bị loa."
    duty = read_duty(text, book)
    assert duty is not None
    assert duty.template == text
    assert [holder.label for holder in duty.holders] == ["Đoàn Sở Kho vận", "Đoàn Viện Khí tượng"]


def test_a_union_named_in_the_middle_still_holds_the_duty(book: Book) -> None:
    duty = read_duty("Công tác hậu cần do Đoàn Sở Kho vận đảm nhận.", book)
    assert duty is not None
    assert duty.template == "Công tác hậu cần do Đoàn Sở Kho vận đảm nhận."
    assert [holder.label for holder in duty.holders] == ["Đoàn Sở Kho vận"]


def test_a_union_never_holds_a_duty_twice(book: Book) -> None:
    duty = read_duty("Đoàn Sở Kho vận chủ trì, phối hợp với Đoàn Sở Kho vận làm.", book)
    assert duty is not None
    assert len(duty.holders) == 1


@pytest.mark.parametrize(
    "text", ["Ban Tổ chức phụ trách.", "Đồng chí Lê Văn Sóng phụ trách chung.", "Xây dựng kế hoạch.", ""]
)
def test_nobody_known_is_nobody(text: str, book: Book) -> None:
    assert read_duty(text, book) is None


def test_a_list_of_supporters_fills_their_own_slot(book: Book) -> None:
    duty = only_support("Đoàn Cảng Sông Lam và Đoàn Sở Kho vận.", book)
    assert duty is not None
    assert (duty.template, duty.last_joiner) == ("{đơn vị phối hợp}.", " và ")
    assert {holder.part for holder in duty.holders} == {Part.SUPPORT}


def test_learning_takes_subjects_and_supporters() -> None:
    book = Book()
    learn_holders("Đoàn A1 chủ trì, phối hợp với Đoàn B2 làm; Đoàn C3 lo xe.", book)
    assert {entry.official for entry in book.entries} == {"Đoàn A1", "Đoàn B2", "Đoàn C3"}
    book = Book()
    learn_holders("Đoàn A1 chủ trì, phối hợp với Đoàn B2 làm.", book, supporters=False)
    assert [entry.official for entry in book.entries] == ["Đoàn A1"]


@pytest.mark.parametrize(
    ("text", "collective"),
    [
        ("các đơn vị luân phiên, mỗi tháng một đơn vị.", "các đơn vị"),
        ("mỗi chi đoàn cử 10 đồng chí", "mỗi chi đoàn"),
        ("tất cả các đơn vị trong cụm tham gia", "tất cả các đơn vị trong cụm"),
    ],
)
def test_after_a_label_a_collective_subject_needs_no_capital(text: str, collective: str, book: Book) -> None:
    duty = read_duty(text, book, after_label=True)
    assert duty is not None
    assert (duty.scope, duty.collective) == (Scope.ALL, collective)
    assert read_duty(text, book) is None


def test_who_helps_may_be_said_in_brackets(book: Book) -> None:
    duty = read_duty("Đoàn Cảng Sông Lam (chủ trì); Đoàn Sở Kho vận, Đoàn Viện Khí tượng (phối hợp).", book)
    assert duty is not None
    assert [holder.part for holder in duty.holders] == [Part.LEAD, Part.SUPPORT, Part.SUPPORT]
