"""Papers and counting for the tests of the paper kit."""

import re
import unicodedata
from collections import Counter
from io import BytesIO
from pathlib import Path

import pypdfium2

from documents.blocks import (
    Align,
    Closing,
    Column,
    Document,
    Letterhead,
    Line,
    Marker,
    Signer,
    Table,
    Title,
)

SHARED = Path(__file__).resolve().parents[3] / "shared"
REAL_PLANS = sorted(SHARED.glob("data/plans/*.txt")) + sorted(SHARED.glob("sources/004*.txt"))

LETTERHEAD = Letterhead(
    parent="THÀNH ĐOÀN TP. HỒ CHÍ MINH",
    issuer="BCH ĐOÀN KHỐI DÂN - CHÍNH - ĐẢNG",
    number="Số: 01-KH/ĐTN",
    heading="ĐOÀN TNCS HỒ CHÍ MINH",
    dateline="TP. Hồ Chí Minh, ngày 05 tháng 02 năm 2024",
)
TITLE = Title("KẾ HOẠCH", ("Tổ chức hoạt động Cụm Một năm 2024",))
LINES = (
    Line("Thực hiện Chương trình công tác năm 2024, Cụm Một xây dựng kế hoạch, cụ thể như sau:"),
    Line("MỤC ĐÍCH, YÊU CẦU", Marker.ROMAN, "I.", 0, heading=True),
    Line("Mục đích", Marker.ARABIC, "1.", 1, heading=True),
    Line("Phát huy chuyên môn của các đơn vị.", Marker.DASH, "-", 2),
    Line("NỘI DUNG", Marker.ROMAN, "II.", 0, heading=True),
    Line("Ngày hội tình nguyện:", Marker.ARABIC, "1.", 1, heading=True),
    Line("Nội dung:", Marker.DASH, "-", 2),
    Line("Khám bệnh, phát thuốc cho 120 người dân.", Marker.PLUS, "+", 3),
    Line("Mỗi đơn vị đóng góp 7.000.000 đồng/đơn vị.", Marker.PLUS, "+", 3),
    Line("Trên đây là Kế hoạch của Cụm Một năm 2024."),
)
CLOSING = Closing(
    ("- Thành Đoàn: Văn phòng;", "- Các cơ sở Đoàn thuộc Cụm;", "- Lưu: VP."),
    (Signer("TM. BAN THƯỜNG VỤ", "BÍ THƯ", "Nguyễn Văn Mẫu", "(Bí thư Đoàn Khối)"),),
)
TABLE = Table(
    (Column("STT", Align.CENTRE, 10), Column("Đơn vị", width=60), Column("Số tiền (đồng)", Align.RIGHT, 30)),
    (("1", "Đoàn Sở Một", "7.000.000"), ("2", "Đoàn Sở Hai", "1.750.000")),
    ("", "Tổng cộng", "8.750.000"),
    "Phân bổ kinh phí",
)
GROUPED = Table(
    (Column("STT", width=10), Column("Nội dung", width=40), Column("Ý kiến", width=50)),
    (("1", "Việc một", "Thống nhất"), ("", "", "Lùi ngày"), ("", "Việc hai", "Đổi nơi"), ("2", "Việc ba", "")),
    grouped=True,
)
PLAN = Document("Kế hoạch hoạt động Cụm Một năm 2024", (LETTERHEAD, TITLE, *LINES, CLOSING))


def paper(*blocks: object, **fields: object) -> Document:
    """A document of these blocks."""
    return Document("Giấy thử", blocks, **fields)  # type: ignore[arg-type]


def lines_of(
    count: int, text: str = "Nội dung của một dòng kế hoạch dài vừa phải để chiếm chỗ trên trang giấy."
) -> tuple[Line, ...]:
    """As many dashed lines, each with its number in it."""
    return tuple(Line(f"{text} {number}", Marker.DASH, "-", 1) for number in range(count))


def plan_text(path: Path) -> str:
    """A real plan without its comment lines."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    while lines and lines[0].startswith("# "):
        lines.pop(0)
    return "\n".join(lines)


def strict_words(text: str) -> list[str]:
    """Words as a stranger would count them, written anew here so that a mistake in `documents` cannot hide itself."""
    text = unicodedata.normalize("NFC", text).replace("\u00a0", " ")
    text = re.sub("[\u2010-\u2015\u2212]", "-", text)
    found = [word.strip('.,;:()"“”„/-').lower() for word in text.split() if re.search(r"\w", word)]
    return [word for word in found if word]


def lost(source: str, result: str) -> Counter[str]:
    """The words of the source that the result lacks."""
    return Counter(strict_words(source)) - Counter(strict_words(result))


def pdf_pages(data: bytes) -> list[str]:
    """The text of each page, as copying from a viewer gives it."""
    document = pypdfium2.PdfDocument(BytesIO(data))
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
