"""Forms of a plan that comes in: the file or text, and what each union found in it is."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.reader import LARGEST_FILE
from plans.reading.choices import Choice
from plans.reading.drafts import PlanDraft, UnionDraft
from unions.fields import LineField

NEW, NONE = "new", "none"


class ImportForm(forms.Form):
    """A file or a pasted text, and the year of the plan."""

    year = forms.IntegerField(label=gettext_lazy("Year of the plan"), min_value=1931, max_value=2200, localize=False)
    file = forms.FileField(
        label=gettext_lazy("File: Word (.docx), text (.txt) or a plan saved as .json"),
        required=False,
        allow_empty_file=True,
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".docx,.txt,.json"}),
    )
    text = forms.CharField(
        label=gettext_lazy("Or the text, copied and pasted here"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def clean_file(self) -> "UploadedFile[Any] | None":
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file and (file.size or 0) > LARGEST_FILE:
            limit = LARGEST_FILE // 1024 // 1024
            raise forms.ValidationError(
                _("The file is larger than %(limit)s MB. Take out its pictures and send it again.") % {"limit": limit}
            )
        return file

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("file") is None and not data.get("text", "").strip() and not self.errors:
            raise forms.ValidationError(_("Choose a file, or paste the text of the plan."))
        return data

    def content(self) -> tuple[bytes, str]:
        """The bytes and the name of what was sent; a file goes before a text."""
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file is not None:
            return file.read(), file.name or ""
        return self.cleaned_data["text"].encode(), "plan.txt"


class UnionForm(forms.Form):
    """What one found union is: a new member, one that the cluster has, or no member."""

    what = forms.ChoiceField(label=gettext_lazy("This is"))
    name = LineField(label=gettext_lazy("Official name"), max_length=200, required=False)
    code = forms.SlugField(label=gettext_lazy("Code"), max_length=20, required=False)

    def __init__(self, data: Mapping[str, str] | None, *, union: UnionDraft, others: Sequence[UnionDraft]) -> None:
        initial = {"what": NEW, "name": union.name, "code": union.code}
        super().__init__(data, prefix=union.key, initial=initial)
        self.union = union
        for name in ("name", "code"):
            # Asked of a new member only.
            self.fields[name].required = (data or {}).get(f"{union.key}-what", NEW) == NEW
            self.fields[name].error_messages["required"] = _("A new union needs a name and a code.")
        field = self.fields["what"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- narrows the type
        field.choices = [
            (NEW, _("a new member union")),
            *((other.key, other.name) for other in others),
            (NONE, _("no member of the cluster")),
        ]

    def choice(self) -> Choice:
        """What was decided."""
        what = self.cleaned_data["what"]
        if what == NEW:
            return Choice(code=self.cleaned_data["code"], name=self.cleaned_data["name"])
        return Choice(is_none=True) if what == NONE else Choice(same_as=what)


def union_forms(draft: PlanDraft, data: Mapping[str, str] | None) -> list[UnionForm]:
    """A form for each union that the cluster does not have yet."""
    new = [union for union in draft.unions if not union.is_known]
    return [
        UnionForm(
            data, union=union, others=[other for other in draft.unions if other.is_known or _earlier(other, union, new)]
        )
        for union in new
    ]


def _earlier(other: UnionDraft, union: UnionDraft, new: Sequence[UnionDraft]) -> bool:
    """Of two new ones the later may be said to be the earlier, so that nobody can say it both ways round."""
    return other in new[: new.index(union)]


def choices_of(forms_: Sequence[UnionForm]) -> dict[str, Choice]:
    """The decisions of valid forms by the unions' keys, followed to the union that stays."""
    choices = {form.union.key: form.choice() for form in forms_}
    for key, choice in choices.items():
        target = choices.get(choice.same_as)
        if target and (target.same_as or target.is_none):
            choices[key] = target
    return choices
