"""The form of taking a proposal into the plan."""

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.forms.rounds import WordsField
from plans.models import Activity, Plan


class ActivityChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An activity of the plan, or none of them."""

    def label_from_instance(self, obj: object) -> str:
        return str(obj)


class TakeForm(forms.Form):
    """The line's words, and where it goes."""

    text = WordsField(label=_("What the line should say"), most=2000)
    activity = ActivityChoice(
        label=_("Where"), queryset=Activity.objects.none(), required=False, empty_label=_("At the end of the plan")
    )

    def __init__(self, *args: object, plan: Plan, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["activity"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- narrows the type
        field.queryset = Activity.objects.filter(plan=plan, called_off_at=None).order_by("clause__position")
