"""The form of the public page: four fields and consent. Built to work without scripts and to bore machines.

The hidden `stamp` is the form's own number with the time it was made, signed: the same form sent twice is known by it,
one sent faster than a person types is a machine's. The field that people do not see must stay empty.
"""

import datetime as dt
from uuid import UUID, uuid4

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from campaigns.actions.sign_ups import Person
from campaigns.forms.field import UnionChoice
from campaigns.forms.fields import AnyPhoneField, LineField, YearField
from unions.models import MemberUnion

SIGNER = signing.TimestampSigner(salt="campaigns.sign_up")
FASTEST = dt.timedelta(seconds=2)
OPEN_AT_MOST = dt.timedelta(hours=12)
OLDEST = 100  # years


def new_stamp() -> str:
    """A form's number with the time it was made, signed."""
    return SIGNER.sign(uuid4().hex)


class SignUpForm(forms.Form):
    """Who comes, and what they agree to. Nothing is ticked beforehand."""

    full_name = LineField(label=_("Full name"), most=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    phone = AnyPhoneField(label=_("Telephone"))
    consent = forms.BooleanField(
        label=_("I have read this and agree."),
        error_messages={
            "required": _("Tick that you agree to how your details are used: without it we may not keep them.")
        },
    )
    news = forms.BooleanField(label=_("Tell me of later activities."), required=False)
    photos = forms.BooleanField(label=_("Photos of the activity that show me may be published."), required=False)
    guardian_name = LineField(label=_("Name of the parent or guardian"), most=120, required=False)
    guardian_phone = AnyPhoneField(label=_("Telephone of the parent or guardian"), required=False)
    guardian_agreed = forms.BooleanField(label=_("I am the parent or guardian and agree."), required=False)
    website = forms.CharField(required=False)
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, unions: list[MemberUnion], today: dt.date) -> None:
        super().__init__(data, initial={"stamp": new_stamp()})
        self.fields["birth_year"] = YearField(label=_("Year of birth"), least=today.year - OLDEST, most=today.year - 5)
        self.fields["union"] = UnionChoice(unions, label=_("Your union"), required=False, empty_label="—")

    def clean_website(self) -> str:
        """Machines fill in whatever they find."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Leave this field empty."))
        return ""

    def clean_stamp(self) -> UUID | None:
        """The form's number, or a reason to look once more."""
        stamp = str(self.cleaned_data["stamp"])
        try:
            number = SIGNER.unsign(stamp, max_age=OPEN_AT_MOST)
        except signing.BadSignature:
            self._renew_stamp()
            self.add_error(None, _("This page has been open for long. Look at what you typed and send it again."))
            return None
        if _is_young(stamp):
            self.add_error(None, _("That was very fast. Look at what you typed and send it again."))
        return UUID(number)

    def _renew_stamp(self) -> None:
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["stamp"] = new_stamp()
        self.data = data

    def person(self) -> Person:
        """Who signs up, of a valid form."""
        data = self.cleaned_data
        guardian = {name: data[name] for name in ("guardian_name", "guardian_phone", "guardian_agreed")}
        return Person(data["full_name"], data["phone"], data["birth_year"], data["union"], **guardian)


def _is_young(stamp: str) -> bool:
    """Whether a stamp was made less than two seconds ago."""
    try:
        SIGNER.unsign(stamp, max_age=FASTEST)
    except signing.SignatureExpired:
        return False
    return True


class CorrectForm(forms.Form):
    """A slip in the name or the year of birth. The telephone number proves who asks; what is left empty stays."""

    phone = AnyPhoneField(label=_("The telephone you signed up with"))
    full_name = LineField(label=_("Full name"), most=120, required=False)

    def __init__(self, data: QueryDict | None = None, *, today: dt.date) -> None:
        super().__init__(data)
        self.fields["birth_year"] = YearField(
            label=_("Year of birth"), least=today.year - OLDEST, most=today.year - 5, required=False
        )
