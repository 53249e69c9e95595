"""The form of carrying a plan over."""

from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plans.actions.carrying import NextPlan
from plans.carrying.drafts import Chosen
from plans.forms.papers import UnionChoice
from plans.models import Clause, Duty, Plan
from unions.models import MemberUnion


def _lines(label: str | Promise, model: type[Model] = Clause) -> "forms.ModelMultipleChoiceField[Model]":
    gone = _("A line was taken out meanwhile. Look through the list again.")
    return forms.ModelMultipleChoiceField(
        model._default_manager.none(),
        label=label,
        required=False,
        error_messages={"invalid_choice": gone, "invalid_pk_value": gone},
    )


class CarryForm(forms.Form):
    """For which year, who leads then, whether the new lead takes over what the old one did.

    `keep` and `whole` are the lines of `plans.carrying.drafts.Chosen`, `unreported` the duties that nobody reported on
    and that are proposed all the same; their boxes stand beside the lines.
    """

    year = forms.IntegerField(label=_("Year"), min_value=1931, max_value=2200, localize=False)
    lead = UnionChoice(label=_("Lead union of the year"), queryset=MemberUnion.objects.none())
    hand_over = forms.BooleanField(
        label=_("If the lead changes, what the old lead did by name passes to the new lead"), required=False
    )

    keep = _lines(_("Keep as it was"))
    whole = _lines(_("Move its year too"))
    unreported = _lines(_("Propose it"), Duty)

    def __init__(self, *args: object, plan: Plan, unions: QuerySet[MemberUnion], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        lines, duties = Clause.objects.filter(plan=plan), Duty.objects.filter(plan=plan)
        offered: dict[str, QuerySet[Any]] = {"lead": unions, "keep": lines, "whole": lines, "unreported": duties}
        for name, rows in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- narrows the type
            field.queryset = rows

    @property
    def wanted(self) -> NextPlan:
        """What a valid form asks for."""
        given = self.cleaned_data
        keep, whole = (frozenset(line.pk for line in given[name]) for name in ("keep", "whole"))
        return NextPlan(given["year"], given["lead"], hand_over=given["hand_over"], chosen=Chosen(keep, whole))
