"""What a volunteer agrees to, word for word, in both languages. Pure.

The wording that was shown is stored with the sign-up. A changed word needs a new `VERSION`: a test holds the wording's
hash against it. Written after the data protection law in force since 01/01/2026 (Law 91/2025/QH15, Decree
356/2025/NĐ-CP); a lawyer of the office confirms it before a public launch.
"""

import datetime as dt
from dataclasses import dataclass
from hashlib import sha256

VERSION = "2026-11"
KEPT_DAYS = 90  # after the activity; our own choice, the law names no number
ADULT_AGE = 16  # below it a guardian agrees too

_VI = (
    "{keeper} xin họ tên, số điện thoại và năm sinh của bạn, cùng đơn vị nếu bạn muốn ghi, để xếp người và liên hệ cho "
    "hoạt động “{activity}”. Chỉ người phụ trách hoạt động và thư ký cụm xem được. Thông tin lưu tại Việt Nam và được "
    "ẩn danh trong {days} ngày sau khi hoạt động kết thúc. Bạn xem, sửa, rút đăng ký bằng đường dẫn riêng nhận được "
    "sau khi đăng ký; muốn nhận bản sao, xoá thông tin hoặc khiếu nại, bạn liên hệ {keeper}. Rút lại đồng ý không ảnh "
    "hưởng đến những việc đã làm trước đó."
)
_EN = (
    "{keeper} asks for your full name, telephone number and year of birth, and your union if you wish to give it, to "
    "place people and reach you for “{activity}”. Only those in charge of the activity and the cluster secretary can "
    "see them. They are kept in Vietnam and made anonymous within {days} days after the activity. You can see, correct "
    "and withdraw your sign-up through your own link, which you get after signing up; for a copy, for erasure or to "
    "complain, turn to {keeper}. Withdrawing does not affect what was done before."
)
WORDINGS = {"vi": _VI, "en": _EN}


@dataclass(frozen=True, slots=True)
class Consent:
    """What a person agreed to: the version and the text as shown, and the two agreements that are free."""

    version: str
    text: str
    news: bool = False
    photos: bool = False


def wording(language: str, *, keeper: str, activity: str) -> str:
    """The text shown beside the tick box, in Vietnamese unless `language` is one that we have."""
    template = WORDINGS.get(language, _VI)
    return template.format(keeper=keeper, activity=activity, days=KEPT_DAYS)


def version(language: str) -> str:
    """The wording's version as stored: "2026-11 vi"."""
    return f"{VERSION} {language if language in WORDINGS else 'vi'}"


def fingerprint() -> str:
    """The hash of all wordings, to be held against `VERSION`."""
    return sha256("\n".join(WORDINGS.values()).encode()).hexdigest()[:16]


def may_need_guardian(birth_year: int, today: dt.date) -> bool:
    """Whether somebody born in that year can still be under 16 today: with the year alone, in doubt yes."""
    return today.year - birth_year <= ADULT_AGE
