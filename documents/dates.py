"""Dates as papers write them (Hướng dẫn 29, III.4). Pure."""

from datetime import date

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
BLANK = " " * 6  # room to write a day or a month by hand


def in_words(day: date) -> str:
    """ "ngày 05 tháng 02 năm 2024": a day below 10 and the months 1 and 2 take a leading zero, no other month does."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def dateline(place: str, day: date | None, *, year: int | None = None) -> str:
    """Box 4: the place and the day of signing. Without a day there is room to write it; `year` is printed if given."""
    written = in_words(day) if day else f"ngày{BLANK}tháng{BLANK}năm {year or ''}".rstrip()
    return f"{place}, {written}" if place else written


def short(day: date) -> str:
    """ "05/02/2024"."""
    return f"{day:%d/%m}/{day.year:04d}"


def weekday(day: date) -> str:
    """ "thứ Hai" to "Chủ nhật"."""
    return WEEKDAYS[day.weekday()]
