"""Forms of those who carry the plan out: how far a duty is, what came up, the lead's answer."""

from collections.abc import Iterable
from typing import Any, TypeAlias

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from campaigns.forms.field import UnionChoice
from campaigns.forms.fields import LineField
from campaigns.models import DutyReport
from contributions.forms import SlipField
from plans.models import Activity, Plan
from unions.models import MemberUnion

Files: TypeAlias = "MultiValueDict[str, UploadedFile[Any]] | None"


class ProgressForm(forms.Form):
    """How far a union is with a duty."""

    state = forms.ChoiceField(
        label=_("How far is it?"),
        choices=DutyReport.State.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how far the duty is.")},
    )
    note = LineField(
        label=_("Note"),
        most=500,
        multiline=True,
        required=False,
        help_text=_("What was done, what is missing. Needed when the duty cannot be done."),
    )
    photo = SlipField(label=_("Photo"), required=False, help_text=_("JPEG, PNG or WebP, at most 8 MB."))

    def __init__(self, data: QueryDict | None, files: Files, *, state: str | None = None) -> None:
        super().__init__(data, files, initial={"state": state})


class ActivityChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An activity of the plan by its title."""

    def __init__(self, plan: Plan) -> None:
        queryset: QuerySet[Activity] = Activity.objects.filter(plan=plan).order_by("clause__position")
        super().__init__(queryset, label=_("About"), required=False, empty_label=_("The plan as a whole"))


class ProblemForm(forms.Form):
    """What came up. Words first: the rest is chosen already."""

    text = LineField(label=_("What came up?"), most=1000, multiline=True)

    def __init__(
        self, data: QueryDict | None, *, plan: Plan, unions: Iterable[MemberUnion], activity: str = ""
    ) -> None:
        known = list(unions)
        super().__init__(data, initial={"activity": activity, "union": known[0].pk if known else None})
        self.fields["activity"] = ActivityChoice(plan)
        self.fields["union"] = UnionChoice(known, label=_("Raised by"), empty_label=None)
        if len(known) == 1:
            self.fields["union"].widget = self.fields["union"].hidden_widget()


class AnswerForm(forms.Form):
    """The lead's answer to a problem."""

    answer = LineField(label=_("Answer"), most=1000, multiline=True)
