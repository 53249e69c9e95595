"""Amounts of đồng inside a sentence, and what is said beside them: for each unit, how often. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plans.sentences import Basis

MAX_AMOUNT = 10**12
UNIT = (
    r"(?:cơ sở Đoàn trực thuộc|đơn vị thành viên|đơn vị|cơ sở [đĐ]oàn|cơ sở|[đĐ]oàn cơ sở|[lL]iên chi [đĐ]oàn|LCĐ"
    r"|[cC]hi [đĐ]oàn|[lL]iên [đĐ]ội|[đĐ]oàn (?:trường|phường|xã)|tổ chức [đĐ]oàn|tổ chức|thành viên|phường|trường)"
)
TIMES = {
    **dict.fromkeys(("lần", "đợt", "chuyến", "buổi"), Basis.PER_OCCURRENCE),
    "quý": Basis.PER_QUARTER,
    "năm": Basis.ONCE,
}
# The amount may be told in words too, in brackets, before it is said for whom: "(ba triệu đồng) cho mỗi đơn vị".
AMOUNT = re.compile(
    r"(?<![\w.,/])(?P<digits>\d{1,3}(?:[.,]\d{3})+|\d{4,12}|\d{1,4}(?:[.,]\d{1,2})?(?=\s*(?:triệu|tr\b|nghìn|ngàn|k\b)))"
    r"\s*(?:(?P<scale>triệu|tr|nghìn|ngàn|k)\b\s*)?(?P<currency>đồng\b|đ\b|VNĐ\b|VND\b|vnđ\b|vnd\b)?"
    r"(?:\s*\([^()\d]{2,80}đồng(?: chẵn)?\)(?=\s*/|\s+(?:cho |mỗi|một)))?"
    rf"(?P<each>(?:\s*/\s*(?:(?:mỗi|1|một)\s+)?|\s+(?:cho\s+)?(?:mỗi|một)\s+){UNIT}\b)?(?P<times>\s*/\s*(?:{'|'.join(TIMES)})\b)?(?P<each2>\s*/\s*{UNIT}\b)?"
)
SCALES = {"triệu": 10**6, "tr": 10**6, "nghìn": 1000, "ngàn": 1000, "k": 1000}
SPOKEN = (
    (Basis.PER_QUARTER, re.compile(r"\b(?:mỗi|hằng|hàng|từng) quý\b", re.IGNORECASE)),
    (Basis.PER_OCCURRENCE, re.compile(r"\b(?:mỗi|từng) (?:lần|đợt|chuyến|buổi)\b", re.IGNORECASE)),
    (Basis.ONCE, re.compile(r"\b(?:cả năm|mỗi năm|(?<!\d )(?:nộp|đóng|đóng góp) (?:một|01) lần)\b", re.IGNORECASE)),
)
GIVEN = re.compile(r"đóng góp|\bnộp\b|\bđóng\b|kinh phí|mức thu|ủng hộ|góp quỹ|\bgóp\b", re.IGNORECASE)
NOT_GIVEN = re.compile(
    r"\bgiải\b|thưởng|đặt cọc|hoàn trả|trị giá|phần quà|suất|học bổng|trao tặng|tặng quà|mức chi|định mức|lệ phí thi"
    r"|dự toán|ngân sách|tài trợ",
    re.IGNORECASE,
)
TOTAL = re.compile(r"tổng (?:kinh phí|trị giá|cộng)", re.IGNORECASE)
ITS_PARTS = re.compile(r"\b(?:trong đó|cụ thể|bao gồm)\b", re.IGNORECASE)  # the parts of a total may be given

BARE_CELL = re.compile(r"(?<=\| )(\d{1,3}(?:[.,]\d{3})+)(?=\s*(?:\||$))")
GIVEN_BACK = re.compile(r"\s*\(?(?:tiền\s+)?(?:đặt cọc|ký quỹ|thưởng|hoàn trả)")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a text: where it stands, its value in đồng, what follows it."""

    start: int
    end: int
    value: int
    for_each: bool  # "/đơn vị"
    basis: Basis


def find_money(text: str) -> Iterator[Money]:
    """The amounts of a text, in order. "1.000 người" is none: an amount has a currency or "triệu"."""
    for found in AMOUNT.finditer(text):
        value = _value(found)
        if (found["currency"] or found["scale"]) and 1 <= value <= MAX_AMOUNT:
            times = (found["times"] or "").strip(" /")
            each = bool(found["each"] or found["each2"])
            end = found.start() + len(found.group().rstrip())
            yield Money(found.start(), end, value, each, TIMES.get(times, Basis.UNDECIDED))


def with_currency(row: str) -> str:
    """A table's row with "đồng" behind its one bare amount: "1 | Đoàn A | 4.000.000 |". Two may be anything."""
    return BARE_CELL.sub(r"\1 đồng", row) if len(BARE_CELL.findall(row)) == 1 else row


def _value(found: re.Match[str]) -> int:
    scale = SCALES.get(found["scale"] or "", 1)
    digits = str(found["digits"])
    if scale > 1 and re.fullmatch(r"\d{1,4}[.,]\d{1,2}", digits):  # "1,5 triệu", "1.5 triệu"
        whole, part = re.split(r"[.,]", digits)
        return int(whole) * scale + int(part) * scale // int(10 ** len(part))
    return int(re.sub(r"[.,]", "", digits)) * scale


def is_given(text: str, money: Money) -> bool:
    """Whether an amount is what unions pay, and no prize, deposit, value or total: its sentence says so."""
    before = re.split(r"[.;](?=\s)", text[: money.start])[-1]
    is_other = NOT_GIVEN.search(before) or TOTAL.search(ITS_PARTS.split(before)[-1])
    return bool(GIVEN.search(text)) and not is_other and not GIVEN_BACK.match(text[money.end :])


def spoken_basis(text: str) -> Basis:
    """How often, where the sentence says it in words."""
    return next((basis for basis, pattern in SPOKEN if pattern.search(text)), Basis.UNDECIDED)
