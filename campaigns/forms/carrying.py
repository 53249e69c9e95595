"""The form of carrying a plan over."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from plans.forms.papers import UnionChoice
from unions.models import MemberUnion


class CarryForm(forms.Form):
    """For which year, who leads then, whether the new lead takes over what the old one did."""

    year = forms.IntegerField(label=_("Year"), min_value=1931, max_value=2200, localize=False)
    lead = UnionChoice(label=_("Lead union of the year"), queryset=MemberUnion.objects.none())
    hand_over = forms.BooleanField(
        label=_("If the lead changes, what the old lead did by name passes to the new lead"), required=False
    )

    def __init__(self, *args: object, unions: QuerySet[MemberUnion], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["lead"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- narrows the type
        field.queryset = unions
