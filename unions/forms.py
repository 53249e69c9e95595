"""What people type on the screens of unions, people and sign-in."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy as _

from unions.errors import DomainError
from unions.fields import CountField, LineField, LocalDateField, PhoneField
from unions.models import MemberUnion, Role, User
from unions.passwords import suggest_password

T = TypeVar("T")


def attempt(form: forms.BaseForm, action: Callable[[], T]) -> T | None:
    """Do what a well-formed form asks; a refusal becomes the form's own error and gives None.

    >>> attempt(form, lambda: actions.add_union(cluster=cluster, by=user, **form.cleaned_data))
    """
    if not form.is_valid():
        return None
    try:
        return action()
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return None


class SignInForm(AuthenticationForm):
    """Name and password. The answer to a wrong pair does not say which of the two was wrong."""

    error_messages = {
        "invalid_login": _(
            "The user name or the password is not right. Check capitals and the Vietnamese typing tool."
        ),
        "inactive": _("This account is closed. Ask the cluster secretary."),
    }


class OwnPasswordForm(PasswordChangeForm):
    """A new password of one's own."""

    error_messages = {
        **PasswordChangeForm.error_messages,
        "password_incorrect": _("The present password is not right."),
    }


class UnionForm(forms.Form):
    """A member union's names, order and time in the cluster."""

    name = LineField(label=_("Official name"), max_length=200, help_text=_("Printed in full on papers."))
    short_name = LineField(label=_("Short name"), max_length=60, required=False, help_text=_("Shown in tables."))
    code = LineField(
        label=_("Code"),
        max_length=20,
        required=False,
        validators=[validate_slug],
        help_text=_("Letters and digits without accents. Left empty, it is made from the name."),
    )
    position = CountField(label=_("Order on paper"), required=False, most=9999)
    heading = LineField(label=_("Name on letterheads"), max_length=200, required=False)
    symbol = LineField(label=_("Symbol in document numbers"), max_length=20, required=False)
    active_from = LocalDateField(label=_("Member from"), required=False)
    active_to = LocalDateField(label=_("Member until"), required=False)

    @classmethod
    def showing(cls, union: MemberUnion, data: Any = None) -> "UnionForm":  # noqa: ANN401 -- a request's POST
        """The form with a union's values; the code and the place in the order stay when left empty."""
        return cls(data, initial={name: getattr(union, name) for name in cls.base_fields})

    def changes(self) -> dict[str, Any]:
        """What to change: an empty code or order means "as it is"."""
        kept = {"code", "position"}
        return {name: value for name, value in self.cleaned_data.items() if name not in kept or value not in ("", None)}


class AliasForm(forms.Form):
    """One more spelling of a union's name."""

    name = LineField(label=_("Also written"), max_length=200)


class RoleForm(forms.Form):
    """A role in the cluster; an officer's union with it."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    union = forms.ModelChoiceField(
        MemberUnion.objects.none(),
        label=_("Union"),
        required=False,
        empty_label=_("— none —"),
        help_text=_("For a union officer only."),
    )
    office = LineField(
        label=_("Office held"),
        max_length=120,
        required=False,
        help_text=_("As printed on papers, for example “Bí thư”."),
    )

    def __init__(self, *args: Any, unions: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- what every form takes
        super().__init__(*args, **kwargs)
        self.fields["union"].queryset = unions  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        is_officer = cleaned.get("role") == Role.OFFICER
        if is_officer and not cleaned.get("union") and "union" not in self.errors:
            self.add_error("union", _("Choose the union for which the officer acts."))
        if "role" in cleaned and not is_officer and cleaned.get("union"):
            self.add_error("union", _("Only a union officer acts for a union. Choose “none” here, or another role."))
        return cleaned


def _password_field() -> forms.CharField:
    return forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        help_text=_("Tell it to the person yourself. At the first sign-in the person is asked to choose another one."),
        initial=suggest_password,
    )


class PasswordForm(forms.Form):
    """A new password for somebody else, shown so that it can be told."""

    password = _password_field()

    def __init__(self, *args: Any, person: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.person)
        return password


class ContactForm(forms.Form):
    """Where a person is reached."""

    phone = PhoneField(label=_("Telephone"), required=False)
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        error_messages={"invalid": _("An e-mail address looks like ten@donvi.vn.")},
        help_text=_("Reminders are sent there."),
    )

    @classmethod
    def of(cls, person: User, data: Any = None) -> "ContactForm":  # noqa: ANN401 -- a request's POST
        """The form with what is known of a person."""
        return cls(data, initial={"phone": person.phone, "email": person.email}, prefix="contact")


class PersonForm(RoleForm, PasswordForm, ContactForm):
    """A new person with a first role."""

    full_name = LineField(label=_("Full name"), max_length=120)
    username = LineField(
        label=_("User name"),
        max_length=60,
        validators=[UnicodeUsernameValidator()],
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Short, without spaces; what the person signs in with."),
    )

    field_order = ["full_name", "username", "phone", "email", "role", "union", "office", "password"]


class LogFilterForm(forms.Form):
    """What to look for in the log; everything may be left empty."""

    q = LineField(label=_("Contains"), max_length=100, required=False)
    person = forms.ChoiceField(label=_("Done by"), required=False)
    verb = forms.ChoiceField(label=_("What was done"), required=False)
    day = LocalDateField(label=_("On the day"), required=False)

    def __init__(self, *args: Any, people: list[tuple[str, str]], verbs: list[tuple[str, str]]) -> None:
        super().__init__(*args)
        every = [("", _("all"))]
        self.fields["person"].choices = [*every, *people]  # type: ignore[attr-defined]
        self.fields["verb"].choices = [*every, *verbs]  # type: ignore[attr-defined]
