"""Form fields for what people here type: lines of text, đồng, dates, whole numbers, telephones.

Django's localized fields read "03/04/2027" as 4 March and "500.000" as 500; these never guess. Every refusal is a
sentence that quotes what was typed and shows how to write it. Use them in every form, the admin's included.
"""

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, TypeAlias

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from documents.characters import tidy
from unions import amounts, days, phones

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Sentence: TypeAlias = "str | _StrPromise"

AMOUNT_SENTENCES: dict[str, Sentence] = {
    amounts.Reason.UNREADABLE: _("An amount is a whole number of đồng, for example 7.000.000. You typed %(text)s."),
    amounts.Reason.FRACTION: _("An amount is a whole number of đồng, for example 7.000.000. You typed %(text)s."),
    amounts.Reason.AMBIGUOUS: _(
        "%(text)s can be read in two ways. Write the whole number of đồng, for example 1.500.000."
    ),
    amounts.Reason.NEGATIVE: _("An amount is more than 0 đồng and has no minus sign. You typed %(text)s."),
    amounts.Reason.ZERO: _("An amount is more than 0 đồng. You typed %(text)s."),
    amounts.Reason.TOO_LARGE: _("An amount is at most 1.000.000.000.000 đồng. You typed %(text)s."),
    amounts.Reason.EMPTY: _("Type the amount, for example 7.000.000."),
}
DAY_SENTENCES: dict[str, Sentence] = {
    days.Reason.UNREADABLE: _("A date is written day/month/year, for example 05/02/2024. You typed %(text)s."),
    days.Reason.SHORT_YEAR: _("Write the year with four digits, for example 05/02/2024. You typed %(text)s."),
    days.Reason.NO_SUCH_DAY: _("There is no such day: %(text)s. A date is written day/month/year."),
    days.Reason.FAR_YEAR: _("The year must be between 1900 and 2100. You typed %(text)s."),
}


class PlainTextInput(forms.TextInput):
    """A text box that shows its value as it is: no localized grouping, no second guess."""

    def format_value(self, value: object) -> str | None:
        return None if value is None or value == "" else str(value)


class TypedField(forms.Field):
    """A field that has changed only when what was typed means something else."""

    def has_changed(self, initial: object, data: object) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True


class LineField(forms.CharField):
    """One line of text as it is kept: one Unicode form, single spaces, nothing invisible."""

    def to_python(self, value: object) -> str:
        return tidy(str(super().to_python(value) or ""))


class DongField(TypedField):
    """Whole đồng from 1 to 10^12; gives an int, or None when empty and not required. Shows 7.000.000."""

    widget = PlainTextInput
    default_error_messages = {"required": AMOUNT_SENTENCES[amounts.Reason.EMPTY]}

    def __init__(self, **kwargs: Any) -> None:
        for limit in ("min_value", "max_value"):  # a model's column gives wider ones
            kwargs.pop(limit, None)
        super().__init__(**kwargs)

    def prepare_value(self, value: object) -> object:
        return amounts.format_dong(value) if isinstance(value, int) else value

    def to_python(self, value: object) -> int | None:
        if value in self.empty_values or not str(value).strip():
            return None
        if isinstance(value, int):
            value = amounts.format_dong(value)
        try:
            return amounts.parse_dong(str(value))
        except amounts.AmountError as error:
            raise ValidationError(AMOUNT_SENTENCES[error.reason], error.reason, {"text": error.text}) from error

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        look = {"inputmode": "numeric", "autocomplete": "off", "class": "input-money", "data-dong": True}
        return {**super().widget_attrs(widget), **look}


class LocalDateField(TypedField):
    """A date typed day/month/year (or sent by a browser as yyyy-mm-dd); gives a date, or None. Shows 05/02/2024."""

    widget = PlainTextInput
    default_error_messages = {"required": _("Type the date, for example 05/02/2024.")}

    def prepare_value(self, value: object) -> object:
        return days.format_day(value) if isinstance(value, dt.date) else value

    def to_python(self, value: object) -> dt.date | None:
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, dt.date):
            return value
        if value in self.empty_values or not str(value).strip():
            return None
        try:
            return days.parse_day(str(value))
        except days.DayError as error:
            raise ValidationError(DAY_SENTENCES[error.reason], error.reason, {"text": error.text}) from error

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        look = {"placeholder": _("dd/mm/yyyy"), "autocomplete": "off"}
        return {**super().widget_attrs(widget), **look}


class CountField(TypedField):
    """A whole number of people or things, 0 or more: "30", "1.200"; gives an int, or None when empty."""

    widget = PlainTextInput
    default_error_messages = {
        "required": _("Type a whole number, for example 30."),
        "unreadable": _("This is a whole number, for example 30 or 1.200. You typed %(text)s."),
        "range": _("The number must be between %(least)s and %(most)s. You typed %(text)s."),
    }
    _number = re.compile(r"[0-9]{1,12}|[0-9]{1,3}(?:([., \u00a0])[0-9]{3})(?:\1[0-9]{3})*")

    def __init__(self, *, least: int = 0, most: int = 1_000_000, **kwargs: Any) -> None:
        # A model's column gives its own limits under these names.
        self.least, self.most = kwargs.pop("min_value", None) or least, kwargs.pop("max_value", None) or most
        super().__init__(**kwargs)

    def prepare_value(self, value: object) -> object:
        return amounts.format_dong(value) if isinstance(value, int) else value

    def to_python(self, value: object) -> int | None:
        text = str(value).strip() if value not in self.empty_values else ""
        if not text:
            return None
        if not self._number.fullmatch(text):
            raise ValidationError(self.error_messages["unreadable"], "unreadable", {"text": text[:40]})
        number = int(re.sub("[., \u00a0]", "", text))
        if not self.least <= number <= self.most:
            limits = {"least": amounts.format_dong(self.least), "most": amounts.format_dong(self.most)}
            raise ValidationError(self.error_messages["range"], "range", {**limits, "text": text[:40]})
        return number

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "numeric", "autocomplete": "off"}


class PhoneField(TypedField):
    """A Vietnamese telephone number in any usual spelling; gives +84…, or "" when empty. Shows 0912 345 678."""

    widget = forms.TelInput
    default_error_messages = {
        "required": _("Type a telephone number, for example 0912 345 678."),
        "unreadable": _("A telephone number has ten digits, for example 0912 345 678. You typed %(text)s."),
    }

    def prepare_value(self, value: object) -> object:
        return phones.format_phone(value) if isinstance(value, str) else value

    def to_python(self, value: object) -> str:
        if value in self.empty_values or not str(value).strip():
            return ""
        try:
            return phones.parse_phone(str(value))
        except phones.PhoneError as error:
            raise ValidationError(self.error_messages["unreadable"], "unreadable", {"text": error.text}) from error

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "autocomplete": "tel"}
