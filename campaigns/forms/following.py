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
from contributions import slips
from contributions.forms import SlipField
from plans.models import Activity, Plan
from unions.models import MemberUnion
from unions.pictures import shrunk

Files: TypeAlias = "MultiValueDict[str, UploadedFile[Any]] | None"


HEIC = _(
    "This is a HEIC photo, which browsers cannot show. On an iPhone choose Settings › Camera › Formats › Most "
    "Compatible and take it again, or send a screenshot of it."
)
# What a picture is refused for, in the words of whoever took a photo of work and not of a bank slip.
PHOTO_SENTENCES = (
    (slips.EMPTY, _("The photo is empty. Take it again, or choose another one.")),
    (slips.TOO_HEAVY, _("The photo is too large. Choose a smaller one, or send a screenshot of it.")),
    (slips.TOO_MANY_PIXELS, _("The photo has too many pixels. Choose a smaller one, or send a screenshot of it.")),
    (slips.NO_PICTURE, _("This file is not a photo that can be shown here: choose a JPEG, PNG or WebP picture.")),
    (slips.BROKEN, _("The photo is damaged or did not arrive whole. Take it again, or choose another one.")),
)


class PhotoField(SlipField):
    """A photo of work, however large a phone takes it; gives a `Slip` drawn anew, or None."""

    def clean(self, data: Any, initial: Any = None) -> slips.Slip | None:  # noqa: ANN401 -- Django's
        if isinstance(data, UploadedFile) and _is_heic(data):
            raise forms.ValidationError(HEIC)
        try:
            return super().clean(shrunk(data) if isinstance(data, UploadedFile) else data, initial)
        except forms.ValidationError as error:
            own = next((words for theirs, words in PHOTO_SENTENCES if error.message is theirs), None)
            if own is None:
                raise
            raise forms.ValidationError(own) from error


def _is_heic(file: "UploadedFile[Any]") -> bool:
    """By its first bytes: an iPhone's photo keeps its name, whatever it is in."""
    head = file.read(12)
    file.seek(0)
    return head[4:8] == b"ftyp" and head[8:11] in (b"hei", b"hev", b"mif", b"msf")


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
    photo = PhotoField(
        label=_("Photo"), required=False, help_text=_("JPEG, PNG or WebP. Large photos are made smaller here.")
    )

    def __init__(self, data: QueryDict | None, files: Files, *, state: str | None = None) -> None:
        super().__init__(data, files, initial={"state": state})


class ActivityChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An activity of the plan by its title."""

    def __init__(self, plan: Plan) -> None:
        standing: QuerySet[Activity] = Activity.objects.filter(plan=plan, called_off_at=None)
        queryset = standing.order_by("clause__position")
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
