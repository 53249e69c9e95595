"""Forms of a consultation: opening a round, prolonging it, what a union says, what the lead replies."""

import datetime as dt
from collections.abc import Collection, Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from documents.characters import INVISIBLE, printable
from plans.models import Opinion
from plans.rounds import Answer, Question
from unions.amounts import format_dong
from unions.fields import LocalDateField


class WordsField(forms.CharField):
    """Several lines in plain words: one Unicode form, nothing invisible, no more than the table holds."""

    default_error_messages = {
        "required": _("Write it in a few words."),
        "long": _("At most %(most)s letters. You typed %(typed)s."),
    }

    def __init__(
        self, *, label: object, most: int, rows: int = 3, required: bool = True, help_text: object = ""
    ) -> None:
        self.most = most
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(label=label, required=required, help_text=help_text, widget=widget)  # type: ignore[arg-type]

    def to_python(self, value: object) -> str:
        text = INVISIBLE.sub("", printable(str(super().to_python(value) or ""))).strip()
        if len(text) > self.most:
            numbers = {"most": format_dong(self.most), "typed": format_dong(len(text))}
            raise ValidationError(self.error_messages["long"], "long", numbers)
        return text


class SeenField(forms.CharField):
    """The moment of what the person saw; None when nothing was there, or what was sent is no moment."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput)

    def clean(self, value: object) -> dt.datetime | None:
        try:
            return parse_datetime(str(value or ""))
        except ValueError:
            return None


class RoundForm(forms.Form):
    """A new round: until when, with which words, about what. The first round asks about everything."""

    deadline = LocalDateField(label=_("Answers until the end of"), help_text=_("A day after today."))
    message = WordsField(label=_("What the unions should look at"), most=1000, required=False)
    activities = forms.TypedMultipleChoiceField(
        label=_("Ask about"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one activity to ask about.")},
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        offered: Iterable[Question],
        chosen: Collection[int],
        deadline: dt.date,
        first: bool,
    ) -> None:
        super().__init__(data, initial={"deadline": deadline, "activities": sorted(chosen)})
        field = self.fields["activities"]
        assert isinstance(field, forms.TypedMultipleChoiceField)  # noqa: S101 -- narrows the type
        field.choices = [(question.activity, question.title) for question in offered]
        if first:
            del self.fields["activities"]


class ExtendForm(forms.Form):
    """A later day."""

    deadline = LocalDateField(label=_("New deadline"))


class OpinionForm(forms.Form):
    """One answer about one activity."""

    answer = forms.TypedChoiceField(label=_("Answer"), choices=Opinion.Answer.choices, coerce=Answer)
    text = WordsField(label=_("What should be changed?"), most=2000, required=False)
    seen = SeenField()


class WordsForm(forms.Form):
    """A remark on the whole plan, or a reply."""

    text = WordsField(label=_("Wording"), most=2000)
    seen = SeenField()
