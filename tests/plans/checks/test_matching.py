"""Whether a duty is about a content: by its own words, not by any duty's. What is doubtful counts as the same."""

import pytest

from plans.checks.matching import core, is_about, parts_of, unmatched

CONTENTS = [
    "Khám bệnh, phát thuốc miễn phí cho người dân.",
    "Tuyên truyền về bảo vệ môi trường.",
    "Tổ chức sân chơi cho thiếu nhi.",
    "Hướng dẫn kỹ thuật trồng trọt, chăn nuôi.",
]


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("phụ trách nội dung khám, phát thuốc", CONTENTS[0]),
        ("khám bệnh", CONTENTS[0]),
        ("phụ trách phần tuyên truyền môi trường", CONTENTS[1]),
        ("sân chơi thiếu nhi", CONTENTS[2]),
        ("phụ trách hướng dẫn kỹ thuật nông nghiệp", CONTENTS[3]),
        ("KHÁM BỆNH, PHÁT THUỐC", CONTENTS[0]),
        ("trồng trọt", CONTENTS[3]),
    ],
)
def test_what_is_about_it(part: str, content: str) -> None:
    assert is_about(part, content)


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("đổi giấy phép lái xe", CONTENTS[0]),
        ("cấp thẻ Unipass", CONTENTS[1]),
        ("tập huấn phòng chống xâm hại", CONTENTS[2]),
        ("phụ trách nội dung khám, phát thuốc", CONTENTS[1]),
        ("tuyên truyền luật giao thông", CONTENTS[1]),  # only "tuyên truyền" is common, and any duty has that
        ("tổ chức hiến máu", CONTENTS[2]),
    ],
)
def test_what_is_not(part: str, content: str) -> None:
    assert not is_about(part, content)


@pytest.mark.parametrize(
    "duty",
    [
        "phụ trách kế hoạch chi tiết và điều phối tổng thể.",
        "chủ trì, phối hợp tổ chức thực hiện.",
        "cử lực lượng tham gia và đóng góp kinh phí.",
        "chịu trách nhiệm chung.",
        "",
    ],
)
def test_general_duties_are_about_everything(duty: str) -> None:
    assert list(parts_of(duty)) == []
    assert unmatched(duty, CONTENTS) == []


@pytest.mark.parametrize(
    ("duty", "parts"),
    [
        ("khám bệnh; đổi giấy phép lái xe và cấp thẻ", ["khám bệnh", "đổi giấy phép lái xe", "cấp thẻ"]),
        ("sân chơi thiếu nhi, tặng quà.", ["sân chơi thiếu nhi", "tặng quà"]),
        ("phụ trách chung và khám bệnh", ["khám bệnh"]),
        ("khám bệnh", ["khám bệnh"]),
    ],
)
def test_the_works_that_a_duty_lists(duty: str, parts: list[str]) -> None:
    assert list(parts_of(duty)) == parts


@pytest.mark.parametrize(
    ("duty", "alone"),
    [
        ("phụ trách khám, phát thuốc", []),
        ("phụ trách đổi giấy phép lái xe", ["phụ trách đổi giấy phép lái xe"]),
        ("khám bệnh; đổi giấy phép lái xe", ["đổi giấy phép lái xe"]),
        ("khám bệnh; cấp thẻ", []),  # two words may belong to the first half
        ("sân chơi thiếu nhi và tập huấn phòng tránh xâm hại trẻ em", ["tập huấn phòng tránh xâm hại trẻ em"]),
    ],
)
def test_what_no_content_names(duty: str, alone: list[str]) -> None:
    assert unmatched(duty, CONTENTS) == alone


def test_without_contents_every_work_stands_alone() -> None:
    assert unmatched("khám bệnh", []) == ["khám bệnh"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Khám bệnh cho 30 người dân", {"kham", "benh"}),
        ("tổ chức, triển khai", set()),
        ("Hội thi “Tin học trẻ” 2024", {"hoi", "thi", "tin", "hoc", "tre"}),
    ],
)
def test_figures_and_general_words_say_nothing(text: str, words: set[str]) -> None:
    assert core(text).words == words


def test_neighbours_are_not_neighbours_across_a_comma() -> None:
    assert ("benh", "phat") not in core("khám bệnh, phát thuốc").pairs
    assert ("kham", "benh") in core("khám bệnh, phát thuốc").pairs
