"""Columns that keep themselves right whoever writes the row: an action, the admin, an import, a bulk insert."""

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import models

from unions.names import fold, nfc

if TYPE_CHECKING:
    _Text = models.CharField[str, str]
else:
    _Text = models.CharField


class NfcCharField(_Text):
    """One line of text in the one Unicode form that is stored; looking for it in another form finds it too."""

    def to_python(self, value: object) -> object:
        text = super().to_python(value)
        return nfc(text) if isinstance(text, str) else text

    def get_prep_value(self, value: object) -> object:
        text = super().get_prep_value(value)
        if not isinstance(text, str) or unicodedata.is_normalized("NFC", text):
            return text
        return nfc(text)


class FoldedField(_Text):
    """The text of another column of the row without accents, for searching; filled on every save and bulk insert.

    `queryset.update()` and `save(update_fields=…)` fill it only when they are given it: name it beside its source.
    """

    def __init__(self, *, source: str = "name", **kwargs: Any) -> None:
        self.source = source
        kwargs["editable"] = False
        super().__init__(**kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "source": self.source}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        folded = fold(getattr(model_instance, self.source) or "")[: self.max_length]
        setattr(model_instance, self.attname, folded)
        return str(super().pre_save(model_instance, add))
