"""Until when a contribution is to be paid, as a line says. Pure; `year` is the year of a day that names none."""

import datetime as dt
import re
from functools import lru_cache

from documents.characters import tidy
from plans.reading.dates import written_days

# A line about nothing else, as "Hạn nộp: ngày 05/6" or "Thời hạn đóng góp: trước ngày 05/6".
HEAD = re.compile(r"\s*[-+*•]?\s*(?:(?:thời )?hạn (?:chót |cuối )?|thời gian )(?:nộp|đóng góp|đóng)\b", re.IGNORECASE)
# What else is done by a day is no payment: "đóng góp 500.000 đồng và gửi danh sách trước ngày 05/6".
OTHER = r"\b(?:và|gửi|báo|đăng ký|hoàn thành|tổ chức|cử|lập|dự|tham gia)\b"
SAME_WORK = rf"(?:(?!{OTHER})(?:[^.;,]|(?<=\d)[.,](?=\d)))*?"
UNTIL = r"\b(?:trước|chậm nhất(?: là)?|hạn (?:cuối|chót)(?: là)?:?|đến|hết)(?: (?:hết|ngày))*"
NEAR = 160  # letters between what is paid and its day
PAID_BY = re.compile(rf"\b(?:nộp|đóng góp|đóng|chuyển khoản)\b{SAME_WORK}{UNTIL}\s*$", re.IGNORECASE)


@lru_cache(maxsize=4096)  # the editor asks for the same lines at each look
def pay_by(text: str, year: int) -> dt.date | None:
    """The last day to pay that a text names, None without one: "nộp trước ngày 05/6/2026"."""
    words = tidy(text)
    found = written_days(words, year)
    if is_deadline(words):
        return found[-1].days[-1] if found else None
    before = ((each, words[max(0, each.start - NEAR) : each.start]) for each in found)
    return next((each.days[-1] for each, said in before if PAID_BY.search(said)), None)


def is_deadline(text: str) -> bool:
    """Whether a line is about nothing but until when is paid."""
    return bool(HEAD.match(text))
