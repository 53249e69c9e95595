"""Fields for names, years and numbers of results, with a sentence for everything they refuse."""

import unicodedata
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from campaigns import figures
from documents.characters import INVISIBLE, UNPRINTABLE
from unions.amounts import format_dong
from unions.fields import PhoneField, PlainTextInput, TypedField
from unions.names import nfc


class LineField(forms.CharField):
    """One line of plain text in NFC with single spaces. Signs that show nothing or turn a text round are refused."""

    default_error_messages = {
        "required": _("Fill this in."),
        "invisible": _("There is an invisible sign in this text. Delete it and type it again by hand."),
        "long": _("At most %(most)s letters. You typed %(typed)s."),
    }

    def __init__(self, *, most: int, multiline: bool = False, **kwargs: Any) -> None:
        self.most, self.multiline = most, multiline
        if multiline:
            kwargs["widget"] = forms.Textarea(attrs={"rows": 3})
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:  # noqa: ANN401 -- what a browser sends
        text = "" if value in self.empty_values else str(value).replace("\r\n", "\n")
        if UNPRINTABLE.search(text) or INVISIBLE.search(text):
            raise ValidationError(self.error_messages["invisible"], "invisible")
        text = nfc(text.strip() if self.multiline else " ".join(text.split()))
        if len(text) > self.most:
            numbers = {"most": format_dong(self.most), "typed": format_dong(len(text))}
            raise ValidationError(self.error_messages["long"], "long", numbers)
        return text


class YearField(TypedField):
    """A year of four digits between two others; gives an int, or None when empty."""

    widget = PlainTextInput
    default_error_messages = {
        "required": _("Type the year of birth, for example 2005."),
        "unreadable": _("A year has four digits, for example 2005. You typed %(text)s."),
        "range": _("The year must be between %(least)s and %(most)s. You typed %(text)s."),
    }

    def __init__(self, *, least: int, most: int, **kwargs: Any) -> None:
        self.least, self.most = least, most
        super().__init__(**kwargs)

    def to_python(self, value: object) -> int | None:
        text = unicodedata.normalize("NFKC", str(value)).strip() if value not in self.empty_values else ""
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) == 4):
            raise ValidationError(self.error_messages["unreadable"], "unreadable", {"text": text[:40]})
        if not self.least <= int(text) <= self.most:
            limits = {"least": f"{self.least:d}", "most": f"{self.most:d}", "text": text}
            raise ValidationError(self.error_messages["range"], "range", limits)
        return int(text)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "numeric"}


class AnyPhoneField(PhoneField):
    """A telephone number also when typed with full-width digits."""

    def to_python(self, value: object) -> str:
        text = unicodedata.normalize("NFKC", str(value)) if value not in self.empty_values else ""
        return super().to_python(text)


FIGURE_SENTENCES = {
    figures.Reason.UNREADABLE: _("Write a number such as 276.200 or 7,4. You typed %(text)s."),
    figures.Reason.AMBIGUOUS: _("%(text)s can be read in two ways. Write 7,4 for a fraction or 7.400 for thousands."),
    figures.Reason.TOO_LARGE: _("A number is at most 1.000.000.000.000. You typed %(text)s."),
}


class FigureField(TypedField):
    """A number with a decimal comma, at most three decimals; gives a Decimal, or None when empty. Shows 7,4."""

    widget = PlainTextInput
    default_error_messages = {"required": _("Type a number, for example 276.200 or 7,4.")}

    def prepare_value(self, value: object) -> object:
        return figures.format_figure(value) if isinstance(value, Decimal | int) else value

    def to_python(self, value: object) -> Decimal | None:
        if isinstance(value, Decimal):
            return value
        if value in self.empty_values or not str(value).strip():
            return None
        try:
            return figures.parse_figure(str(value))
        except figures.FigureError as error:
            raise ValidationError(FIGURE_SENTENCES[error.reason], error.reason, {"text": error.text}) from error

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "decimal", "autocomplete": "off"}
