"""The first letter of words that come inside a sentence: small, unless a proper name begins there. Pure."""

import re
from collections.abc import Iterable

from documents.characters import is_caps

# Bodies that have a capital wherever they stand.
ALWAYS = re.compile(
    r"(?:Đoàn(?!\s+(?:viên|thể|kết|phí|xe|công tác|đại biểu|tham quan|thăm|đi|khách))"
    r"|(?:Thành|Tỉnh|Quận|Huyện|Thị|Phường|Xã|Khối|Chi|Liên chi)\s+[đĐ]oàn(?!\s+viên)"
    r"|Đảng(?!\s+(?:viên|phí))|Cụm|Trung ương|Chính phủ|Quốc hội|Nhà nước|Ủy ban|Tết)\b"
)
# Words that only begin a name where its own part follows: "Hội Sinh viên", but "Hội nghị"; "Lê Minh Họa", but "Lê la".
BEFORE_A_NAME = re.compile(
    r"(?:Hội|Đội|Sở|Bộ|Ban|Cục|Chi cục|Phòng|Trường|Viện|Khoa|Trung tâm|Công ty|Tổng Công ty|Câu lạc bộ|Nhà|Báo|Đài"
    r"|Bệnh viện|Thành phố|Tỉnh|Quận|Huyện|Thị xã|Phường|Xã|Khối|Thường trực|Bác|Việt|Liên đội|Liên đoàn|Mặt trận"
    r"|Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trương|Lâm|Mai|Cao|Tạ)\s+"
)


def inside(text: str, names: Iterable[str] = ()) -> str:
    """The text as it goes on inside a sentence: "Trời mưa" -> "trời mưa"; "Thành Đoàn …" and `names` stay."""
    is_name = _is_proper(text) or any(_begins(text, name) for name in names)
    return text if is_name else text[:1].lower() + text[1:]


def _is_proper(text: str) -> bool:
    """Whether a body, a person or an abbreviation ("UBND") begins the text."""
    word, *_rest = text.split() or [""]
    before = BEFORE_A_NAME.match(text)
    named = before is not None and text[before.end() :][:1].isupper()
    return bool(ALWAYS.match(text)) or named or is_caps(word)


def _begins(text: str, name: str) -> bool:
    """Whether the text begins with the whole name."""
    return bool(name) and text.startswith(name) and not text[len(name) : len(name) + 1].isalnum()
