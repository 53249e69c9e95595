"""A capital inside a sentence only where a proper name begins."""

import pytest

from plans.capitals import inside

NAMES = ("Đoàn Sở Y tế", "Y tế", "Khối Dân Chính", "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Trời mưa", "trời mưa"),
        ("Được hỗ trợ kinh phí", "được hỗ trợ kinh phí"),
        ("Thêm Đoàn Sở Y tế", "thêm Đoàn Sở Y tế"),
        ("Theo Thành Đoàn", "theo Thành Đoàn"),
        ("Tổ chức hoạt động Cụm", "tổ chức hoạt động Cụm"),
        ("Ở các phường", "ở các phường"),
        ("Đoàn viên bận thi", "đoàn viên bận thi"),
        ("Đoàn thể cùng làm", "đoàn thể cùng làm"),
        ("Hội nghị dời ngày", "hội nghị dời ngày"),
        ("Đảng viên dự", "đảng viên dự"),
        ("Ban tổ chức đổi giờ", "ban tổ chức đổi giờ"),
        ("Cao điểm mùa thi", "cao điểm mùa thi"),
        ("Cụ già", "cụ già"),
        ("Ytế", "ytế"),
        ("", ""),
        ("“Kỳ nghỉ hồng” dời lại", "“Kỳ nghỉ hồng” dời lại"),
    ],
)
def test_words_begin_small(text: str, said: str) -> None:
    assert inside(text, NAMES) == said


@pytest.mark.parametrize(
    "text",
    [
        "Thành Đoàn điều chỉnh chỉ tiêu",
        "Thành đoàn điều chỉnh chỉ tiêu",
        "Đoàn cấp trên giao thêm",
        "Đoàn Khối có văn bản mới",
        "Chi đoàn chưa đủ người",
        "Hội Liên hiệp Thanh niên cùng tổ chức",
        "Hội LHTN phối hợp",
        "Đảng ủy cho ý kiến",
        "Ban Thường vụ thống nhất",
        "Sở Y tế hỗ trợ xe",
        "UBND phường đề nghị",
        "COVID-19 bùng phát",
        "Cụm trưởng đổi người",
        "Quận Gò Vấp xin lùi",
        "Lê Minh Họa chuyển công tác",
        "Y tế không tham gia",
        "ĐTN thành phố",
        "Bác Ấn nghỉ",
        "Hội Đồng hương góp quà",
        "Khối Dân Chính, vì bận",
        "Tết Nguyên đán đến sớm",
    ],
)
def test_a_proper_name_keeps_its_capital(text: str) -> None:
    assert inside(text, NAMES) == text
