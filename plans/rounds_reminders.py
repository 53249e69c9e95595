"""Reminders of a consultation, ready to be pasted into a chat or sent by e-mail. Always Vietnamese. No query."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import capfirst

from documents.dates import weekday
from plans.rounds import Standing
from unions.days import format_day


@dataclass(frozen=True, slots=True)
class Occasion:
    """What the unions are reminded of: which plan, which round, until when, where to answer."""

    plan: str
    number: int
    deadline: dt.date
    url: str
    sender: str


def subject(occasion: Occasion) -> str:
    """The subject of the e-mail."""
    return f"Đề nghị cho ý kiến về {occasion.plan}, lần {occasion.number}"


def when(deadline: dt.date, today: dt.date) -> str:
    """ "chậm nhất hết ngày 30/11/2026 (Thứ Hai, còn 4 ngày)", or that the day has passed."""
    day, days = format_day(deadline), (deadline - today).days
    if days < 0:
        return f"sớm nhất có thể (thời hạn {day} đã qua {-days} ngày)"
    left = "hôm nay" if days == 0 else f"còn {days} ngày"
    return f"chậm nhất hết ngày {day} ({capfirst(weekday(deadline))}, {left})"


def to_union(occasion: Occasion, standing: Standing, today: dt.date) -> str:
    """What one union is asked to do."""
    if standing.answered:
        begun = f"Đơn vị đã cho ý kiến {standing.answered} trên {standing.asked} hoạt động; còn lại:"
    else:
        begun = f"Đơn vị chưa cho ý kiến. Có {standing.asked} hoạt động cần cho ý kiến:"
    titles = "\n".join(f"- {title}" for title in standing.open_titles)
    return (
        f"Kính gửi {standing.party.name},\n\n"
        f"Cụm đang lấy ý kiến về {occasion.plan} (lần {occasion.number}). {begun}\n{titles}\n\n"
        f"Đề nghị đơn vị trả lời {when(occasion.deadline, today)} tại:\n{occasion.url}\n\n"
        f"Trân trọng,\n{occasion.sender}"
    )


def to_group(occasion: Occasion, waited_for: Sequence[Standing], total: int, today: dt.date) -> str:
    """What is said to all in the common chat: who still has to answer."""
    names = "\n".join(f"- {_progress(standing)}" for standing in waited_for)
    return (
        f"Kính gửi các đơn vị thành viên,\n\n"
        f"Cụm đang lấy ý kiến về {occasion.plan} (lần {occasion.number}). "
        f"Đã có {total - len(waited_for)} trên {total} đơn vị trả lời đủ. Các đơn vị còn lại:\n{names}\n\n"
        f"Đề nghị các đơn vị trả lời {when(occasion.deadline, today)} tại:\n{occasion.url}\n\n"
        f"Trân trọng,\n{occasion.sender}"
    )


def _progress(standing: Standing) -> str:
    begun = f" (đã trả lời {standing.answered} trên {standing.asked})" if standing.answered else ""
    return f"{standing.party.name}{begun}"
