"""Cells of spreadsheets that go in and out through the admin.

Text that a spreadsheet would run as a formula goes out behind an apostrophe and comes back without it. Dates are dates
in Excel files and day/month/year in text files. A cell that cannot be read is answered with a sentence, row by row.
"""

import datetime as dt
import difflib
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from import_export.formats.base_formats import CSV, XLSX
from import_export.resources import Diff
from import_export.widgets import ForeignKeyWidget, Widget

from documents.characters import tidy
from unions.days import format_day
from unions.fields import LocalDateField, PhoneField
from unions.phones import format_phone

FORMULA = ("=", "+", "-", "@")


def guarded(text: str) -> str:
    """Text that no spreadsheet runs."""
    return f"'{text}" if text.startswith(FORMULA) else text


def guard(dataset: Any) -> None:  # noqa: ANN401 -- tablib has no types
    """Guard every text cell; numbers and dates stay what they are."""
    for _row in range(len(dataset)):
        dataset.append([guarded(cell) if isinstance(cell, str) else cell for cell in dataset.lpop()])


class TypedXlsx(XLSX):  # type: ignore[misc]
    """Excel, with formulas guarded and types kept (the package's own guard makes text of every cell)."""

    def _escape_formulae(self, dataset: Any) -> None:  # noqa: ANN401
        guard(dataset)


class GuardedCsv(CSV):  # type: ignore[misc]
    """Text with commas, with formulas guarded."""

    def _escape_formulae(self, dataset: Any) -> None:  # noqa: ANN401
        guard(dataset)


FORMATS = [TypedXlsx, GuardedCsv]


class LineCell(Widget):  # type: ignore[misc]
    """One line of text."""

    def clean(self, value: object, row: Any = None, **kwargs: object) -> str:  # noqa: ANN401, ARG002
        text = tidy("" if value is None else str(value))
        return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text

    def render(self, value: object, obj: Any = None, **kwargs: object) -> str:  # noqa: ANN401, ARG002
        return guarded("" if value is None else str(value))


class DayCell(Widget):  # type: ignore[misc]
    """A date."""

    def clean(self, value: object, row: Any = None, **kwargs: object) -> dt.date | None:  # noqa: ANN401, ARG002
        day: dt.date | None = LocalDateField(required=False).clean(value)
        return day

    def render(self, value: dt.date | None, obj: Any = None, **kwargs: object) -> object:  # noqa: ANN401, ARG002
        if value is None:
            return ""
        return value if kwargs.get("force_native_type") else format_day(value)


class PhoneCell(LineCell):
    """A telephone number, as people write it."""

    def clean(self, value: object, row: Any = None, **kwargs: object) -> str:  # noqa: ANN401
        typed = super().clean(value, row, **kwargs)
        # A spreadsheet that took the number for a number has dropped its first 0.
        whole = f"0{typed}" if typed.isdigit() and len(typed) == 9 else typed
        return str(PhoneField(required=False).clean(whole))

    def render(self, value: object, obj: Any = None, **kwargs: object) -> str:  # noqa: ANN401
        return super().render(format_phone(str(value or "")), obj, **kwargs)


class WordCell(Widget):  # type: ignore[misc]
    """One of a few words, each standing for a stored code; the code itself is understood too."""

    def __init__(self, words: dict[str, str]) -> None:
        super().__init__()
        self.words = words

    def clean(self, value: object, row: Any = None, **kwargs: object) -> str:  # noqa: ANN401, ARG002
        typed = tidy(str(value or "")).casefold()
        found = [code for code, word in self.words.items() if typed in (code, word.casefold())]
        if not found:
            offered = ", ".join(self.words.values())
            raise ValueError(_("“%(typed)s” is none of: %(offered)s.") % {"typed": typed, "offered": offered})
        return found[0]

    def render(self, value: object, obj: Any = None, **kwargs: object) -> str:  # noqa: ANN401, ARG002
        return self.words.get(str(value), "")


class CodeCell(ForeignKeyWidget):  # type: ignore[misc]
    """Another row by its code; `within` keeps to rows whose column equals another cell of the same row."""

    def __init__(self, model: type[models.Model], field: str, within: tuple[str, str] | None = None) -> None:
        super().__init__(model, field)
        self.within = within

    def get_queryset(self, value: object, row: Any, *args: object, **kwargs: object) -> Any:  # noqa: ANN401
        rows = super().get_queryset(value, row, *args, **kwargs)
        return rows.filter(**{self.within[0]: tidy(str(row.get(self.within[1]) or ""))}) if self.within else rows

    def clean(self, value: object, row: Any = None, **kwargs: object) -> Any:  # noqa: ANN401
        code = tidy("" if value is None else str(value))
        try:
            return super().clean(code, row, **kwargs)
        except self.model.DoesNotExist:
            kind = self.model._meta.verbose_name
            raise ValidationError(_("There is no %(kind)s “%(code)s”.") % {"kind": kind, "code": code}) from None


class PlainDiff(Diff):  # type: ignore[misc]
    """Before and after of a previewed row, marked by elements and not by inline styles, which our policy forbids."""

    def as_html(self) -> list[SafeString]:
        before = ["" for _cell in self.left] if self.new else self.left
        return [_marked(str(old or ""), str(new or "")) for old, new in zip(before, self.right, strict=True)]


def _marked(old: str, new: str) -> SafeString:
    if old == new:
        return format_html("{}", new)
    parts = []
    for kind, a, b, c, d in difflib.SequenceMatcher(a=old.split(" "), b=new.split(" ")).get_opcodes():
        before, after = " ".join(old.split(" ")[a:b]), " ".join(new.split(" ")[c:d])
        if kind == "equal":
            parts.append(format_html("{}", before))
        if kind in ("delete", "replace"):
            parts.append(format_html("<del>{}</del>", before))
        if kind in ("insert", "replace"):
            parts.append(format_html("<ins>{}</ins>", after))
    return format_html_join(" ", "{}", ((part,) for part in parts))
