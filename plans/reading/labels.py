"""What a line is about, by the label it begins with: "Thời gian:", "Phân công thực hiện:", "Nội dung". Pure."""

import re
from enum import StrEnum
from typing import NamedTuple

from unions.names import fold


class Role(StrEnum):
    """What a label announces."""

    WHEN = "when"
    WHERE = "where"
    WHEN_WHERE = "when_where"
    CONTENT = "content"
    ASSIGNMENT = "assignment"
    SUPPORT = "support"  # "Đơn vị phối hợp"
    MONEY = "money"
    PEOPLE = "people"
    OTHER = "other"


_MORE = (
    r"(?: (?:du kien|to chuc|thuc hien|trien khai|hoan thanh|dien ra|hoat dong|chuong trinh|cu the|chinh|trong tam|va"
    r"|tham gia|chi tiet|cua hoat dong))*"
)
_ASSIGNMENT = (
    r"(?:phan cong|bo tri)(?: (?:thuc hien|nhiem vu|trach nhiem|cong viec|cu the|phu trach|to chuc|cac don vi))*"
    r"|(?:cac )?(?:don vi|co so doan) (?:thuc hien|phu trach|chu tri|dam nhan|to chuc|dang cai)"
    r"(?: (?:thuc hien|chinh))?|to chuc thuc hien|trach nhiem(?: .{0,30})?"
    r"|(?:nguoi |don vi )?(?:phu trach|chu tri|dau moi)(?: chinh| chung)?|thuc hien|dang cai"
)
_MONEY = (
    r"(?:nguon )?kinh phi.{0,40}|muc (?:dong gop|thu|dong).{0,40}|(?:nguon )?dong gop.{0,30}|du tru kinh phi.{0,30}"
    r"|tong (?:cong|so tien|kinh phi|dong gop|muc|thu|chi)(?: .{0,40})?"
)
_OTHER = (
    r"(?:hinh thuc|le phi|giai thuong|co cau giai|trang phuc|luu y|muc dich|yeu cau|y nghia|ten goi|ten hoat dong"
    r"|chu de|the le|khen thuong|chi tieu|bien phap|giai phap|tien do|phuong thuc|quy trinh|che do|cach thuc|san pham"
    r"|tieu chi|dieu kien|ho so|noi dung|thoi gian|dia ban|dia diem|khau hieu|lich trinh|don vi|phuong cham|quy mo"
    r"|kinh phi|thong tin|lien he|ket qua|trach nhiem|thanh phan|phan cong|to chuc thuc hien|muc tieu|y kien|ghi chu)"
    r"(?: .{0,60})?"
)
ROLES = (
    (
        Role.WHEN_WHERE,
        rf"thoi gian(?: va)? dia (?:diem|ban){_MORE}|dia (?:diem|ban)(?: va)? thoi gian{_MORE}",
    ),
    (Role.WHEN, rf"(?:thoi (?:gian|diem)|ngay gio|lich){_MORE}"),
    (Role.WHERE, rf"(?:dia (?:diem|ban)|noi to chuc){_MORE}"),
    (Role.CONTENT, rf"(?:cac )?(?:noi dung|hoat dong){_MORE}"),
    (Role.SUPPORT, r"(?:cac )?(?:don vi )?phoi hop(?: thuc hien| to chuc)?|(?:cac )?don vi ho tro"),
    (Role.ASSIGNMENT, _ASSIGNMENT),
    (Role.MONEY, _MONEY),
    (Role.PEOPLE, r"(?:thanh phan|so luong|luc luong|doi tuong).{0,50}"),
    (Role.OTHER, _OTHER),
)
COMPILED = tuple((role, re.compile(pattern)) for role, pattern in ROLES)
COLON = re.compile(r"^([^:]{3,80}):\s*")
NUMBERED = re.compile(r"(?:noi dung|hoat dong|chuong trinh|phan viec|su kien|cong trinh|dieu) (?:thu |so )?\d+\b")


class Label(NamedTuple):
    """A label, with how much of the text it takes, the colon and the space after it included."""

    role: Role
    length: int


def read_label(text: str) -> Label | None:
    """The label that a line begins with, or is; None without one."""
    found = COLON.match(text)
    head, length = (found.group(1), found.end()) if found else (text, len(text))
    folded = fold(head)
    if not folded or NUMBERED.match(folded) or len(folded.split()) > 14:
        return None
    role = next((role for role, pattern in COMPILED if pattern.fullmatch(folded)), None)
    return Label(role, length) if role else None


def is_label_like(text: str) -> bool:
    """Whether a heading is about an aspect ("Đối tượng tham gia", "Hình thức") and is no activity's name."""
    folded = fold(text)
    if NUMBERED.match(folded):
        return False
    return bool(read_label(text)) or bool(COMPILED[-1][1].match(folded)) or folded.startswith(("thoi diem", "so luong"))


def is_bare_label(text: str) -> bool:
    """Whether a line is a label and nothing more: "Phân công thực hiện:"."""
    label = read_label(text)
    return label is not None and label.length == len(text) and text.rstrip().endswith(":")
