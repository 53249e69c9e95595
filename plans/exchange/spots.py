"""A value somewhere in a JSON file, which says where it is when it is not what it should be.

Every reading step of the format goes through a `Spot`, so no hostile file can cause anything but a sentence.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import TypeVar

from django.utils.translation import gettext as _

from documents.characters import UNPRINTABLE
from documents.reader import UnreadableFile
from unions.names import nfc

Choice = TypeVar("Choice", bound=StrEnum)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Spot:
    """A value with its path, as in `activities[0].levies[1].shares[2].amount`."""

    def __init__(self, value: object, path: str = "") -> None:
        self.value = value
        self.path = path

    def wrong(self, problem: str) -> UnreadableFile:
        """The error to raise: where, and what is wrong there."""
        return UnreadableFile(_("%(place)s: %(problem)s") % {"place": self.path or _("The file"), "problem": problem})

    def has(self, name: str) -> bool:
        return isinstance(self.value, dict) and name in self.value

    def __getitem__(self, name: str) -> "Spot":
        """A named part; it must be there."""
        if not isinstance(self.value, dict):
            raise self.wrong(_("a group of named values is expected here."))
        path = f"{self.path}.{name}" if self.path else name
        if name not in self.value:
            raise Spot(None, path).wrong(_("this part is missing."))
        return Spot(self.value[name], path)

    def items(self, most: int) -> Iterator["Spot"]:
        """The entries of a list."""
        if not isinstance(self.value, list):
            raise self.wrong(_("a list is expected here."))
        if len(self.value) > most:
            raise self.wrong(_("this list is too long (at most %(most)s entries).") % {"most": most})
        return (Spot(value, f"{self.path}[{place}]") for place, value in enumerate(self.value))

    def text(self, longest: int, *, lines: bool = False) -> str:
        """A text, NFC, without line breaks unless `lines`."""
        if not isinstance(self.value, str):
            raise self.wrong(_("a text is expected here."))
        if len(self.value) > longest:
            raise self.wrong(_("this text is too long (at most %(most)s characters).") % {"most": longest})
        if UNPRINTABLE.search(self.value) or (not lines and re.search(r"[\r\n]", self.value)):
            raise self.wrong(_("this text holds characters that a plan cannot hold."))
        return nfc(self.value)

    def number(self, least: int, most: int) -> int:
        """A whole number within bounds; 7.0 and "7" are none."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise self.wrong(_("a whole number is expected here, for example 7000000."))
        if not least <= self.value <= most:
            raise self.wrong(
                _("this number must be between %(least)s and %(most)s.") % {"least": str(least), "most": str(most)}
            )
        return self.value

    def flag(self) -> bool:
        if not isinstance(self.value, bool):
            raise self.wrong(_("true or false is expected here."))
        return self.value

    def day(self) -> dt.date | None:
        """An ISO date, or null."""
        if self.value is None:
            return None
        if isinstance(self.value, str) and DAY.fullmatch(self.value):
            try:
                return dt.date.fromisoformat(self.value)
            except ValueError:
                pass
        raise self.wrong(_("a date such as 2024-06-01 is expected here, or null."))

    def needed_day(self) -> dt.date:
        day = self.day()
        if day is None:
            raise self.wrong(_("a date such as 2024-06-01 is expected here."))
        return day

    def moment(self) -> dt.datetime | None:
        """An ISO date and time with its zone, or null."""
        if self.value is None:
            return None
        try:
            moment = dt.datetime.fromisoformat(self.value) if isinstance(self.value, str) else None
            moment = moment.astimezone(dt.UTC) if moment and moment.tzinfo else None
        except (ValueError, OverflowError):
            moment = None
        if moment is None:
            raise self.wrong(_("a date and time such as 2024-06-01T08:00:00+00:00 is expected here, or null."))
        return moment

    def choice(self, choices: type[Choice]) -> Choice:
        """One of a fixed set of words."""
        if isinstance(self.value, str) and self.value in set(choices):
            return choices(self.value)
        raise self.wrong(_("one of these is expected here: %(words)s.") % {"words": ", ".join(choices)})

    def one_of(self, known: Sequence[str]) -> str:
        """A code that the file itself declares."""
        if not isinstance(self.value, str) or self.value not in known:
            raise self.wrong(_("there is no union with this code in the file."))
        return self.value
