"""The lines above the title → letterhead, and the title with what it is about. Pure.

Parts are known by what they say, not by where they stand, so the left column may come first, the right one may, or both
may share their lines.
"""

import re
from collections.abc import Sequence

from documents.blocks import Letterhead, Title
from documents.characters import is_caps, tidy
from documents.reader.cells import split_cells
from documents.reader.labels import is_rule, split_label

HEADING = re.compile(
    r"(ĐOÀN (TNCS|THANH NIÊN CỘNG SẢN) HỒ CHÍ MINH|HỘI LIÊN HIỆP THANH NIÊN VIỆT NAM|ĐẢNG CỘNG SẢN VIỆT NAM"
    r"|CỘNG (HÒA|HOÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM|ĐỘC LẬP\s*[-–]\s*TỰ DO\s*[-–]\s*HẠNH PHÚC)\W*",
    re.IGNORECASE,
)
# Every repeat is bounded: these lines come from strangers.
NUMBER = re.compile(r"Số\s{0,3}:|Số\s{1,15}[\d.…_]{0,12}\s{0,15}[-–/]\s?[A-ZĐ]", re.IGNORECASE)
DATELINE = re.compile(r".{0,80}\bngày\b.{0,20}\btháng\b.{0,20}\bnăm\b.{0,8}", re.IGNORECASE)
MARK = re.compile(r"\W*(?:DỰ THẢO\b.{0,40}|BẢN HỢP NHẤT|ĐÃ THU HỒI)\W*")
ABOUT = re.compile(r"[“\"'(]?\s*(V/v|Về việc|Tài liệu)\b|[“\"].*[”\"]")
BODY = re.compile(r"\b(ĐOÀN|BAN|BCH|BTV|CỤM|HỘI|TỈNH|THÀNH PHỐ|QUẬN|HUYỆN|PHƯỜNG|XÃ|TRƯỜNG|SỞ|UBND|ĐẢNG|LIÊN ĐỘI)\b")
KINDS = (
    "KẾ HOẠCH LIÊN TỊCH", "KẾ HOẠCH", "CHƯƠNG TRÌNH", "BÁO CÁO", "HƯỚNG DẪN", "THÔNG BÁO", "THÔNG TRI", "TỜ TRÌNH",
    "NGHỊ QUYẾT", "QUYẾT ĐỊNH", "QUY ĐỊNH", "QUY CHẾ", "KẾT LUẬN", "CHỈ THỊ", "ĐỀ ÁN", "PHƯƠNG ÁN", "DỰ ÁN", "THỂ LỆ",
    "ĐIỀU LỆ", "BIÊN BẢN", "GIẤY MỜI", "THƯ MỜI", "THƯ NGỎ", "GIẤY GIỚI THIỆU", "GIẤY ỦY QUYỀN", "CÔNG VĂN",
    "CÔNG ĐIỆN", "DANH SÁCH", "DỰ TOÁN", "DỰ TRÙ", "KỊCH BẢN", "LỊCH", "BẢNG", "SỔ", "PHIẾU THU", "PHIẾU CHI",
)  # fmt: skip
KIND = re.compile(rf"({'|'.join(KINDS)})\b\s*:?")
OPENING = re.compile(r"(Thực hiện|Căn cứ|Nhằm|Để |Tiếp tục|Nhân dịp|Kính gửi|Trên cơ sở|Hưởng ứng|Chào mừng)")
HEAD_LINES, LONGEST_NAME = 25, 16  # lines looked at for a title; words of a name in a letterhead


def find_title(lines: Sequence[str]) -> int | None:
    """The place of the line that names the kind of paper ("KẾ HOẠCH"), looked for above the first numbered line."""
    for place, line in enumerate(lines[:HEAD_LINES]):
        text = tidy(line)
        if split_label(text).label and not is_rule(text):
            return None
        if KIND.fullmatch(text.upper()) or (is_caps(text) and KIND.match(text) and not has_number(text)):
            return place
    return None


def has_number(text: str) -> bool:
    """Whether the line is, or holds, a paper's number."""
    return bool(NUMBER.match(text))


def read_title(lines: Sequence[str]) -> tuple[Title, int]:
    """The title at the head of these lines and how many of them it takes, its dashed line included."""
    first = tidy(lines[0])
    found = KIND.match(first.upper())
    end = found.end() if found else len(first)
    kind, rest = first[:end].strip(), first[end:].strip()
    rule = next((place for place, line in enumerate(lines[:8]) if place and is_rule(line)), None)
    taken = rule + 1 if rule is not None and _no_label(lines[1:rule]) else _subject_end(lines, has_subject=bool(rest))
    about = [tidy(line) for line in lines[1:taken] if tidy(line) and not is_rule(line)]
    return Title(kind, tuple(filter(None, (rest, *about)))), taken


def _no_label(lines: Sequence[str]) -> bool:
    return not any(split_label(tidy(line)).label for line in lines)


def _subject_end(lines: Sequence[str], *, has_subject: bool) -> int:
    """Without a dashed line the subject ends at a blank line, a label, or where a sentence begins."""
    seen = has_subject
    for place, line in enumerate(lines[1:4], 1):
        text = tidy(line)
        if not text and not seen:
            continue
        if not text or split_label(text).label or text.endswith((".", ":", ";", ",")) or OPENING.match(text):
            return place
        if len(text) > 200 or (seen and text[0].isupper() and not is_caps(text)):
            return place
        seen = True
    return min(4, len(lines))


def read_letterhead(lines: Sequence[str], *, titled: bool) -> tuple[Letterhead | None, int]:
    """The letterhead at the head of these lines and how many of them it takes; (None, 0) when there is none.

    `titled` says that a title follows, so that a letterhead without number, date or heading is one too.
    """
    cells = [[tidy_cell(cell) for cell in split_cells(line)] for line in lines]
    strong = [place for place, row in enumerate(cells) if any(_is_strong(cell) for cell in row)]
    if not strong:
        names = [cell for row in cells for cell in row if not is_rule(cell)]
        weak = titled and 0 < len(names) <= 4 and all(is_caps(name) and BODY.search(name) for name in names)
        return (_sorted_out(cells), len(lines)) if weak else (None, 0)
    end = max(strong) + 1
    while end < len(cells) and all(is_rule(cell) or MARK.fullmatch(cell) or ABOUT.match(cell) for cell in cells[end]):
        end += 1
    fits = all(_is_strong(cell) or _may_be_name(cell) for row in cells[:end] for cell in row)
    return (_sorted_out(cells[:end]), end) if fits else (None, 0)


def tidy_cell(cell: str) -> str:
    """A cell as it is kept; the blanks of an unfilled date or number stay as wide as they are."""
    return cell.strip() if DATELINE.fullmatch(cell) or NUMBER.match(cell) else tidy(cell)


def _is_strong(cell: str) -> bool:
    return bool(HEADING.fullmatch(cell) or NUMBER.match(cell) or DATELINE.fullmatch(cell))


def _may_be_name(cell: str) -> bool:
    if is_rule(cell) or MARK.fullmatch(cell) or ABOUT.match(cell):
        return True
    return len(cell.split()) <= LONGEST_NAME and not cell.endswith((".", ":", ";", ",")) and not split_label(cell).label


def _sorted_out(rows: Sequence[Sequence[str]]) -> Letterhead:
    """Each cell to its box by what it says; names in their order, the last of them being the issuer."""
    boxes: dict[str, list[str]] = {box: [] for box in ("name", "number", "heading", "dateline", "mark")}
    for cell in (cell for row in rows for cell in row if not is_rule(cell)):
        boxes[_box(cell, after_number=bool(boxes["number"]))].append(cell)
    parent, *issuer = boxes["name"] if len(boxes["name"]) > 1 else ["", *boxes["name"]]
    return Letterhead(
        parent=parent,
        issuer="\n".join(issuer),
        **{box: "\n".join(boxes[box]) for box in ("number", "heading", "dateline", "mark")},
    )


def _box(cell: str, *, after_number: bool) -> str:
    if HEADING.fullmatch(cell):
        return "heading"
    if DATELINE.fullmatch(cell) and not NUMBER.match(cell):
        return "dateline"
    if NUMBER.match(cell) or (after_number and ABOUT.match(cell)):
        return "number"
    return "mark" if MARK.fullmatch(cell) else "name"
