"""What kind of activity a title names, and how many people it asks of each union. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plans.calendars import Precision, Repeat
from plans.reading.drafts import Kind, ScheduleDraft
from plans.reading.money import UNIT
from plans.sentences import Slot

CAMPAIGN = re.compile(
    r"chiến dịch|hè tình nguyện|tình nguyện hè|tháng (?:tình nguyện|thanh niên|cao điểm)|mùa hè xanh|kỳ nghỉ hồng"
    r"|hoa phượng đỏ|hành quân xanh|đợt (?:hoạt động|tình nguyện|cao điểm)"
)
SESSION = re.compile(
    r"chuyên đề|tọa đàm|toạ đàm|sinh hoạt (?:chủ điểm|chính trị|truyền thống)|nói chuyện|hội thảo|diễn đàn|đối thoại"
    r"|tập huấn"
)
VISIT = re.compile(r"\bthăm\b(?! quan)|phụng dưỡng|viếng")
TEND = re.compile(r"phụng dưỡng|định kỳ|(?:hằng|hàng|mỗi) (?:quý|tháng)")
PEOPLE = (
    r"đoàn viên, thanh niên|đoàn viên|đồng chí|đ/c|thanh niên|cán bộ|đại biểu|người|chiến sĩ|chiến sỹ|hội viên|ĐVTN|"
    r"tình nguyện viên|sinh viên|học sinh|công nhân|viên chức|vận động viên|thí sinh|đội viên"
)
CALLED = r"(?:mời|cử|triệu tập|huy động|vận động|giới thiệu|chọn|đăng ký|bố trí|tham gia|phân bổ|:|là|có)"
IN_NUMBER = r"(?<=\d)\.(?=\d)"  # the dots of "2.000.000" end no sentence
LEAST = r"(?:ít nhất\s+|tối thiểu\s+|khoảng\s+)?"
QUOTA = re.compile(
    rf"(?:(?:mỗi|từng)\s+{UNIT}\b(?:[^.;]|{IN_NUMBER}){{0,60}}?(?:{CALLED}\s+)?{LEAST}(?<![\w.,/])(?P<n>\d{{1,4}})\s+(?P<noun>{PEOPLE})\b"
    rf"|(?<![\w.,/])(?P<n2>\d{{1,4}})\s+(?P<noun2>{PEOPLE})\s*/\s*{UNIT})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class People:
    """How many of whom a text asks of each union. The number stands from `start` to `end`, the noun ends at `until`."""

    number: int
    noun: str
    start: int
    end: int
    until: int


@dataclass(frozen=True, slots=True)
class QuotaReading:
    """People from each union, and the sentence with a slot for their number."""

    template: str
    people: int
    noun: str


def kind_of(title: str, schedules: Sequence[ScheduleDraft]) -> Kind:
    """The kind that a title and its times say. A visit on one given day does not recur."""
    said = title.lower()
    times = [schedule.time for schedule in schedules]
    if CAMPAIGN.search(said):
        return Kind.CAMPAIGN
    if SESSION.search(said):
        return Kind.THEMED_SESSION
    comes_back = any(time.repeat in (Repeat.QUARTERLY, Repeat.MONTHLY) for time in times)
    one_day = bool(times) and all(time.precision is Precision.DAY for time in times)
    if TEND.search(said) or (VISIT.search(said) and (comes_back or not one_day)) or comes_back:
        return Kind.RECURRING_VISIT
    return Kind.OTHER


def find_people(text: str) -> Iterator[People]:
    """The numbers of people that a text asks of each union, in order; none is no number."""
    for found in QUOTA.finditer(text):
        number, noun = ("n", "noun") if found["n"] else ("n2", "noun2")
        if int(found[number]):
            yield People(int(found[number]), found[noun], *found.span(number), found.end(noun))


def read_quota(text: str) -> QuotaReading | None:
    """How many people each union sends, when the sentence says so of each."""
    people = next(find_people(text), None)
    if people is None:
        return None
    template = text[: people.start] + Slot.QUOTA + text[people.end :]
    return QuotaReading(template, people.number, people.noun)
