"""Forms of what stands around the lines: a new plan, letterhead, title, signer, recipients; the choice of a basis."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from plans.models import Levy, Plan
from plans.undoing import AROUND
from unions.fields import CountField, LocalDateField
from unions.models import MemberUnion

if TYPE_CHECKING:
    PlanModelForm = forms.ModelForm[Plan]
else:
    PlanModelForm = forms.ModelForm


class UnionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A union by its official name."""

    def label_from_instance(self, obj: object) -> str:
        return obj.name if isinstance(obj, MemberUnion) else str(obj)


class PlanForm(forms.Form):
    """The year of a new plan, and who leads."""

    year = forms.IntegerField(label=_("Year"), min_value=1931, max_value=2200, localize=False)
    lead = UnionChoice(label=_("Lead union of the year"), queryset=MemberUnion.objects.none(), required=False)

    def __init__(self, *args: object, unions: QuerySet[MemberUnion], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        _choose_among(self.fields["lead"], unions)


def _choose_among(field: forms.Field, unions: QuerySet[MemberUnion]) -> None:
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- narrows the type
    field.queryset = unions


class LetterheadForm(PlanModelForm):
    """Boxes 1 to 4 of the prescribed form."""

    signed_on = LocalDateField(label=_("Date of signing"), required=False)

    class Meta:
        model = Plan
        fields = AROUND["letterhead"]
        labels = {"place": _("Place of signing")}
        help_texts = {
            "number": _("For example: Số: 01-KH/ĐTN"),
            "dateline": _("Only when it prints otherwise than place and date."),
        }


class TitleForm(PlanModelForm):
    """What the paper is, what it is about, the theme, who leads."""

    class Meta:
        model = Plan
        fields = AROUND["title"]
        widgets = {"subject": forms.Textarea(attrs={"rows": 2})}
        field_classes = {"lead": UnionChoice}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        _choose_among(self.fields["lead"], MemberUnion.objects.filter(cluster=self.instance.cluster_id))


class SignerForm(PlanModelForm):
    """Who signs."""

    class Meta:
        model = Plan
        fields = AROUND["signer"]
        help_texts = {"signer_capacity": _("For example: TM. BAN THƯỜNG VỤ")}


class RecipientsForm(forms.Form):
    """Who receives the paper, one a line."""

    recipients = forms.CharField(
        label=_("Recipients, one a line"),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        help_text=_("Dash, semicolon and full stop are printed by themselves. The archive comes last."),
    )

    def lines(self) -> Sequence[str]:
        """The entries, in order."""
        return [line for line in self.cleaned_data["recipients"].splitlines() if line.strip()]


class BasisForm(forms.Form):
    """How often a levy is due."""

    basis = forms.ChoiceField(label=_("How often"), choices=Levy.Basis.choices, widget=forms.RadioSelect)
    version = CountField(widget=forms.HiddenInput)
