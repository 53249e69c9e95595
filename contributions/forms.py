"""What people type about money: a payment with its slip, a reason."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contributions.models import Payment
from contributions.queries import DueLine
from contributions.slips import Slip, SlipError, read_slip
from unions.fields import DongField, LocalDateField


class SlipField(forms.FileField):
    """A picture of a slip; gives a `Slip` drawn anew, or None."""

    def __init__(self, **kwargs: Any) -> None:
        # Phones offer both the camera and the pictures: most slips are screenshots of a banking app.
        look = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})
        super().__init__(allow_empty_file=True, widget=look, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Slip | None:  # noqa: ANN401 -- Django's
        file: UploadedFile[Any] | None = super().clean(data, initial)
        if not file:
            return None
        try:
            return read_slip(file, file.size)
        except SlipError as error:
            raise ValidationError(error.sentence) from error


class DuesField(forms.TypedMultipleChoiceField):
    """Ids of dues. Any number passes, as a form sent twice names dues no longer listed; the action checks them."""

    def valid_value(self, value: Any) -> bool:  # noqa: ANN401 -- Django's signature
        return str(value).isascii() and str(value).isdigit() and len(str(value)) < 19


class PaymentForm(forms.Form):
    """What a union declares. `key` is made with the empty form and comes back with it, however often it is sent."""

    dues = DuesField(label=_("For which dues"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple)
    amount = DongField(label=_("Amount"))
    paid_on = LocalDateField(label=_("Paid on"))
    method = forms.ChoiceField(label=_("How"), choices=Payment.Method.choices, widget=forms.RadioSelect)
    slip = SlipField(
        label=_("Photo of the slip"),
        required=False,
        help_text=_("JPEG, PNG or WebP, up to 8 MB. A screenshot of the banking app is fine."),
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=300)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, lines: Sequence[DueLine], chosen: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        self.fields["dues"].choices = [(str(line.due.pk), line.due.code) for line in lines]  # type: ignore[attr-defined]
        picked = [line for line in lines if str(line.due.pk) in chosen] or list(lines[:1])
        self.initial = {
            "dues": [str(line.due.pk) for line in picked],
            "amount": sum(line.balance.open for line in picked) or None,
            "paid_on": timezone.localdate(),
            "method": Payment.Method.TRANSFER,
            "key": uuid.uuid4(),
            **self.initial,
        }

    @property
    def choices(self) -> list[tuple[DueLine, bool]]:
        """Each due offered, and whether it is ticked."""
        ticked = {str(pk) for pk in self["dues"].value() or ()}
        return [(line, str(line.due.pk) in ticked) for line in self.lines]


class ReasonForm(forms.Form):
    """Why a payment is returned or reversed."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the reason; the union will read it.")},
    )
