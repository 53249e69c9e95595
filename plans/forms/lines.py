"""The parts of a line's card: its words, how it is numbered, and one small form for each fact it states."""

from collections.abc import Collection, Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from documents.blocks import Marker
from plans.actions.duties import Holders
from plans.actions.levies import Amounts
from plans.calendars import Repeat
from plans.models import Activity, Duty, Levy, Schedule
from plans.pasting import split
from plans.reading.times import read_time
from plans.sentences import Slot
from unions.fields import CountField, DongField, LineField, LocalDateField
from unions.models import MemberUnion

MARKER_NAMES = {
    Marker.ROMAN: _("I. II. III."),
    Marker.ARABIC: _("1. 2. 3."),
    Marker.DECIMAL: _("1.1. 1.2."),
    Marker.LETTER: _("a) b) c)"),
    Marker.DASH: _("- dash"),
    Marker.PLUS: _("+ plus"),
    Marker.STAR: _("* star"),
    Marker.NONE: _("paragraph without a mark"),
}

SLOT_MEANINGS = {
    Slot.TITLE: _("the name of the activity"),
    Slot.WHEN: _("the time"),
    Slot.WHERE: _("the place"),
    Slot.LEAD: _("the unions in charge"),
    Slot.SUPPORT: _("the supporting unions"),
    Slot.LEVY: _("the amounts"),
    Slot.QUOTA: _("the number of people"),
}


def slot_names(slots: Sequence[Slot]) -> list[tuple[str, str]]:
    """Each slot as it is written, and what will be printed in its place."""
    return [(slot.value, str(SLOT_MEANINGS[slot])) for slot in slots]


LONGEST_LINE, MOST_LINES = 20_000, 2_000


class TextBox(forms.Textarea):
    """A box that shows all of its text: as many rows as the words need."""

    def get_context(self, name: str, value: object, attrs: dict[str, object] | None) -> dict[str, object]:
        rows = min(12, 1 + len(str(value or "")) // 62)
        return super().get_context(name, value, {"rows": rows, **(attrs or {})})


class WordsField(forms.CharField):
    """Words of lines, as many as somebody pastes."""

    widget = TextBox

    def validate(self, value: str) -> None:
        """Refuses what no plan holds: the sentence says how much there may be."""
        super().validate(value)
        lines = value.splitlines()
        if len(lines) > MOST_LINES:
            text = _("%(count)d lines at once are too many. Paste at most %(most)d at a time.")
            raise ValidationError(text % {"count": len(lines), "most": MOST_LINES})
        if max(map(len, lines), default=0) > LONGEST_LINE:
            raise ValidationError(_("A line has at most %(most)d letters.") % {"most": LONGEST_LINE})


class KnownPlace(forms.TextInput):
    """A place, typed or chosen among those that the cluster's plans name already."""

    def __init__(self) -> None:
        super().__init__(attrs={"list": "known-places"})


class WordsForm(forms.Form):
    """The words of a line: what is printed, or the sentence with places for facts."""

    text = WordsField(label=_("Text"), required=False)


class OwnWordsForm(forms.Form):
    """The secretary's own wording instead of the sentence made from the facts."""

    override = WordsField(
        label=_("Own wording"),
        required=False,
        help_text=_("Empty: the sentence is made from the facts above."),
    )


class NumberForm(forms.Form):
    """How a line is numbered."""

    marker = forms.ChoiceField(label=_("Mark"), choices=[(m.value, name) for m, name in MARKER_NAMES.items()])
    label = forms.CharField(
        label=_("Number typed by hand"), required=False, max_length=40, help_text=_("Empty: numbered by itself.")
    )
    heading = forms.BooleanField(label=_("A title, in bold"), required=False)


class ActivityForm(forms.Form):
    """What an activity is called and what kind it is."""

    title = LineField(label=_("Name of the activity"), widget=TextBox, max_length=500)
    kind = forms.ChoiceField(label=_("Kind"), choices=Activity.Kind.choices)


OFTEN = {
    Repeat.WEEKLY: "định kỳ hằng tuần",
    Repeat.MONTHLY: "định kỳ hằng tháng",
    Repeat.QUARTERLY: "định kỳ hằng quý",
    Repeat.YEARLY: "định kỳ hằng năm",
}


def with_repeat(words: str, repeat: Repeat) -> str:
    """The words of a time with how often, unless they say it: "Quý I" → "Quý I, định kỳ hằng quý"."""
    if read_time(words, 2000).repeat is not Repeat.NEVER:
        return words
    said = ", ".join(filter(None, [words.strip(" .,"), OFTEN[repeat]]))
    return said[0].upper() + said[1:]


class NewActivityForm(ActivityForm):
    """A new activity; time and place may come later. What only some kinds have is asked of these (`OF_KIND`)."""

    OF_KIND = {
        Activity.Kind.CAMPAIGN: ("contents",),
        Activity.Kind.THEMED_SESSION: ("people",),
        Activity.Kind.RECURRING_VISIT: ("repeat", "beneficiary"),
        Activity.Kind.OTHER: ("contents", "people"),
    }

    when = forms.CharField(label=_("Time"), required=False, max_length=500)
    repeat = forms.ChoiceField(
        label=_("How often it takes place"),
        required=False,
        choices=[("", _("as the time says")), *((value.value, Schedule.Repeat(value).label) for value in OFTEN)],
    )
    where = forms.CharField(label=_("Place"), required=False, max_length=500, widget=KnownPlace)
    beneficiary = forms.CharField(label=_("Who is visited or helped"), required=False, max_length=500)
    contents = WordsField(label=_("Contents, one on each line"), required=False)
    people = CountField(label=_("People from each union"), required=False, least=1, most=100_000)

    OF_SOME = ("contents", "repeat", "beneficiary", "people")

    def __init__(self, *args: object, year: int, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        example = {"example": f"Tháng 8/{year:d}"}
        self.fields["when"].help_text = _("As it will print, for example: %(example)s") % example

    def by_kind(self) -> list[tuple[str, forms.BoundField]]:
        """The fields that only some kinds have, each with these kinds: "campaign other"."""
        return [(" ".join(k for k, has in self.OF_KIND.items() if name in has), self[name]) for name in self.OF_SOME]

    def clean(self) -> dict[str, object]:
        """Without what belongs to other kinds; how often goes into the words of the time."""
        cleaned = super().clean() or self.cleaned_data
        own = self.OF_KIND.get(cleaned.get("kind", ""), ())
        for name in (name for name in self.OF_SOME if name not in own):
            cleaned.pop(name, None)
            self.errors.pop(name, None)
        repeat = cleaned.pop("repeat", "")
        if repeat:
            cleaned["when"] = with_repeat(cleaned.get("when", ""), Repeat(repeat))
        if "contents" in cleaned:
            cleaned["contents"] = split(cleaned["contents"])
        return cleaned


class WhenForm(forms.Form):
    """When an activity is, as it will print."""

    when = forms.CharField(label=_("Time"), required=False, max_length=500)


class WhereForm(forms.Form):
    """Where an activity is, as it will print."""

    where = forms.CharField(label=_("Place"), required=False, max_length=500, widget=KnownPlace)


class PeopleForm(forms.Form):
    """How many people each union invites."""

    people = CountField(label=_("People from each union"), least=1, most=100_000)


class DutyForm(forms.Form):
    """Who holds a duty: unions in charge and supporting, or all members, or the lead."""

    scope = forms.ChoiceField(label=_("Who"), choices=Duty.Scope.choices, widget=forms.RadioSelect)
    lead = forms.MultipleChoiceField(label=_("In charge"), required=False)
    support = forms.MultipleChoiceField(label=_("Supporting"), required=False)
    collective = forms.CharField(
        label=_("Printed as"),
        required=False,
        max_length=200,
        help_text=_("For all members or the lead, for example: Các cơ sở Đoàn trong cụm"),
    )

    def __init__(self, *args: object, unions: Sequence[MemberUnion], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.unions = {str(union.pk): union for union in unions}
        for name in ("lead", "support"):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 -- narrows the type
            field.choices = [(pk, str(union)) for pk, union in self.unions.items()]

    def rows(self) -> list[tuple[str, MemberUnion, bool, bool]]:
        """A row a union: its id, itself, whether in charge, whether supporting."""
        lead, support = set(self["lead"].value() or []), set(self["support"].value() or [])
        return [(pk, union, pk in lead, pk in support) for pk, union in self.unions.items()]

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("scope") == Duty.Scope.NAMED and not cleaned.get("lead"):
            self.add_error("lead", _("Tick at least one union in charge."))
        return cleaned

    def holders(self) -> Holders:
        """What the form says, for the action."""
        data = self.cleaned_data
        lead = tuple(self.unions[pk] for pk in data["lead"])
        support = tuple(self.unions[pk] for pk in data["support"])
        return Holders(Duty.Scope(data["scope"]), lead, support, data["collective"])


class LevyForm(forms.Form):
    """Amounts of a levy: one for all, or one a union."""

    shape = forms.ChoiceField(label=_("Amounts"), choices=Levy.Shape.choices, widget=forms.RadioSelect)
    flat = DongField(label=_("Amount for each union"), required=False)
    lead_pays = forms.BooleanField(label=_("The lead union pays too"), required=False)
    due_on = LocalDateField(label=_("To be paid by"), required=False)
    basis = forms.ChoiceField(label=_("How often"), choices=Levy.Basis.choices)

    def __init__(
        self, *args: object, unions: Sequence[MemberUnion], fixed: Collection[str] | None = (), **kwargs: object
    ) -> None:
        """`fixed`: fields that stay as they are; None: all."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.unions = {f"amount_{union.pk}": union for union in unions}
        for name, union in self.unions.items():
            self.fields[name] = DongField(label=str(union), required=False)
        for name, field in self.fields.items():
            field.disabled = fixed is None or name in fixed

    def amount_fields(self) -> list[forms.BoundField]:
        """The amounts, a union each."""
        return [self[name] for name in self.unions]

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        flat = cleaned.get("shape") == Levy.Shape.FLAT
        if flat and "flat" in cleaned and cleaned["flat"] is None:
            self.add_error("flat", _("Write the amount that each union pays, for example 7.000.000."))
        if not flat and not self.errors and not any(cleaned.get(name) for name in self.unions):
            self.add_error("shape", _("Write at least one union's amount."))
        return cleaned

    def amounts(self) -> Amounts:
        """What the form says, for the action."""
        data = self.cleaned_data
        by_union = {union: data[name] for name, union in self.unions.items() if data[name]}
        flat = data["flat"] if data["shape"] == Levy.Shape.FLAT else None
        return Amounts(flat, {} if flat else by_union, data["lead_pays"], data["due_on"])
