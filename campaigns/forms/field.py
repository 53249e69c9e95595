"""Forms of those who run activities: dates, head counts, resources, results, the public page."""

from collections.abc import Iterable
from typing import Any, TypeAlias

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from campaigns.actions.resources import ResourceFacts
from campaigns.actions.results import ResultFacts
from campaigns.forms.fields import FigureField, LineField
from campaigns.models import Resource, Result
from campaigns.queries.detail import Sheet
from unions.fields import CountField, DongField, LocalDateField
from unions.models import MemberUnion

Initial: TypeAlias = dict[str, object]


class TimeForm(forms.Form):
    """The days and the place of one time. `version` is the row's as it was shown."""

    starts_on = LocalDateField(label=_("First day"))
    ends_on = LocalDateField(label=_("Last day"), required=False, help_text=_("Only when it lasts several days."))
    place = LineField(label=_("Place"), most=500, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReasonForm(forms.Form):
    """Why something is called off or closed."""

    reason = LineField(label=_("Why"), most=300)

    def __init__(self, data: QueryDict | None = None, *, required: bool = True) -> None:
        super().__init__(data)
        self.fields["reason"].required = required


class AttendanceForm(forms.Form):
    """A box for each union whose number the person may enter. Only boxes that were changed count.

    What was shown is sent along: a number that somebody else entered meanwhile is not wiped out by an empty box.
    """

    def __init__(self, sheet: Sheet, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.unions: dict[str, MemberUnion] = {}
        for row in sheet.rows:
            if row.may_enter:
                name = f"people_{row.union.pk:d}"
                self.unions[name] = row.union
                self.fields[name] = CountField(
                    label=str(row.union), required=False, most=100_000, initial=row.people, show_hidden_initial=True
                )

    def changes(self) -> dict[MemberUnion, int | None]:
        """The numbers that the person changed; None where one was emptied."""
        return {self.unions[name]: self.cleaned_data[name] for name in self.changed_data}

    def boxes(self) -> Iterable[tuple[MemberUnion, forms.BoundField]]:
        """Each union with its box."""
        return ((union, self[name]) for name, union in self.unions.items())


class UnionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A union of the cluster, by its short name."""

    def __init__(self, unions: Iterable[MemberUnion], **kwargs: Any) -> None:
        queryset = MemberUnion.objects.filter(pk__in=[union.pk for union in unions]).order_by("position", "pk")
        super().__init__(queryset, **kwargs)


class ResourceForm(forms.Form):
    """A thing needed, offered or given."""

    kind = forms.ChoiceField(label=_("It is"), choices=Resource.Kind.choices, widget=forms.RadioSelect)
    thing = LineField(label=_("Thing"), most=200, help_text=_("For example: life jacket, notebook, truck."))
    quantity = CountField(label=_("How many"), least=1, most=100_000_000)
    unit = LineField(label=_("Unit"), most=40, required=False, help_text=_("For example: pieces, boxes, kg."))
    value = DongField(label=_("Worth, in đồng"), required=False)
    giver = LineField(
        label=_("Given by"), most=200, required=False, help_text=_("A person or body outside the cluster.")
    )

    def __init__(self, data: QueryDict | None, initial: Initial, *, unions: Iterable[MemberUnion]) -> None:
        super().__init__(data, initial=initial)
        self.fields["union"] = UnionChoice(unions, label=_("Union"), required=False, empty_label="—")
        self.order_fields(["kind", "thing", "quantity", "unit", "union", "giver", "value"])

    def facts(self) -> ResourceFacts:
        """The facts typed, of a valid form."""
        return ResourceFacts(**self.cleaned_data)


class ResultForm(forms.Form):
    """What was reached."""

    indicator = LineField(label=_("What"), most=200, help_text=_("For example: gifts to policy families."))
    qualifier = forms.ChoiceField(label=_("How exact"), choices=Result.Qualifier.choices)
    number = FigureField(label=_("How many"))
    unit = LineField(label=_("Unit"), most=60, help_text=_("For example: people, gifts, km, billion đồng."))

    def __init__(
        self, data: QueryDict | None, initial: Initial, *, unions: Iterable[MemberUnion], for_cluster: bool
    ) -> None:
        super().__init__(data, initial=initial)
        whole: dict[str, Any] = (
            {"required": False, "empty_label": _("The whole cluster")} if for_cluster else {"empty_label": None}
        )
        self.fields["union"] = UnionChoice(unions, label=_("Reached by"), **whole)

    def facts(self) -> ResultFacts:
        """The facts typed, of a valid form."""
        return ResultFacts(**self.cleaned_data)


class LimitsForm(forms.Form):
    """How many may sign up, until when, what they should know."""

    places = CountField(label=_("Places"), least=1, most=100_000, required=False, help_text=_("Empty: no limit."))
    closes_on = LocalDateField(label=_("Sign-up until the end of"), required=False)
    note = LineField(
        label=_("What to know"),
        most=1000,
        multiline=True,
        required=False,
        help_text=_("Meeting point, what to wear, whom to call. Everybody with the address reads it."),
    )
