"""Forms of issuing: what is signed, why a plan is withdrawn, which file is compared, how papers are numbered."""

from collections.abc import Mapping

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plans.forms.papers import RecipientsForm
from plans.forms.rounds import SeenField, WordsField
from plans.issuing.register import ANY_UNION, number_line, symbol_of, typed_number
from plans.issuing.signing import SIGNER, Signing
from plans.letterheads import USUAL_CAPACITY, USUAL_OFFICE
from plans.models import Plan
from unions.fields import LineField, LocalDateField
from unions.models import Cluster


class NumberField(forms.IntegerField):
    """A number of the register, as "1" or "01"."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Number"),
            min_value=1,
            max_value=99_999,
            localize=False,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": "6"}),
            error_messages={"invalid": _("A number is written in digits, for example 01.")},
        )


class SigningForm(RecipientsForm):
    """What a paper of a plan needs to be issued; a symbol only where the plan's lead has none of its own."""

    number = NumberField()
    symbol = LineField(label=_("Symbol in document numbers"), max_length=20, required=False)
    place = LineField(label=_("Place of signing"), max_length=100)
    signed_on = LocalDateField(label=_("Date of signing"))
    signer_capacity = LineField(
        label=_("Signs for"), max_length=200, required=False, help_text=_("For example: TM. BAN THƯỜNG VỤ")
    )
    signer_office = LineField(label=_("Office"), max_length=200, help_text=_("For example: BÍ THƯ"))
    signer_name = LineField(label=_("Signer"), max_length=120)
    signer_note = LineField(label=_("Note under the name"), max_length=300, required=False)
    seen = SeenField()

    field_order: tuple[str, ...] = ("number", "symbol", "place", "signed_on", *SIGNER, "recipients")

    def __init__(self, *args: object, plan: Plan, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.plan = plan
        if plan.lead is None or plan.lead.symbol:
            del self.fields["symbol"]
        else:
            self.fields["symbol"].help_text = _(
                "%(union)s has none yet. Written here, it is kept for the next papers; left empty, %(any)s is printed."
            ) % {"union": plan.lead.name, "any": ANY_UNION}
        self.fields["recipients"].required = True
        self.fields["signed_on"].help_text = _("Today or an earlier day.")

    @property
    def printed_number(self) -> str:
        """The whole number as the paper will print it: "Số: 12-KH/ĐTN"; empty while there is no number."""
        number = typed_number(str(self["number"].value() or ""))
        given = str(self["symbol"].value() or "") if "symbol" in self.fields else ""
        return number_line(symbol_of(number, self.plan, given.strip())) if number else ""

    def signing(self) -> Signing:
        """What was filled in."""
        values = self.cleaned_data
        chosen = {name: values[name] for name in ("place", "signed_on", *SIGNER)}
        given = values.get("symbol", "")
        return Signing(number=values["number"], recipients=tuple(self.lines()), symbol=given, **chosen)


def signing_values(plan: Plan, number: int, *, begins: bool) -> Mapping[str, object]:
    """What the form begins with: the plan's own letterhead and signer; in a new series the number typed by hand."""
    typed = typed_number(plan.number) if begins else None
    known = {name: getattr(plan, name) for name in ("place", *SIGNER)}
    if not plan.signer_capacity and not plan.signer_office:
        known |= {"signer_capacity": USUAL_CAPACITY, "signer_office": USUAL_OFFICE}
    return known | {
        "number": f"{typed or number:02d}",
        "signed_on": plan.signed_on or timezone.localdate(),
        "recipients": "\n".join(plan.recipients.values_list("text", flat=True)),
        "seen": plan.changed_at.isoformat(),
    }


class AmendingForm(SigningForm):
    """What an amending paper needs besides."""

    reason = WordsField(label=_("Reason for the amendment"), most=500, rows=2)

    field_order = ("reason", *SigningForm.field_order)


def signing_of(plan: Plan) -> Signing:
    """A draft signed today by whoever signed the plan."""
    return Signing(
        number=0,
        place=plan.place,
        signed_on=timezone.localdate(),
        recipients=tuple(plan.recipients.values_list("text", flat=True)),
        **{name: getattr(plan, name) for name in SIGNER},
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = WordsField(label=_("Why is it withdrawn?"), most=300, rows=2)


class FileForm(forms.Form):
    """A file that somebody was given as the issued paper."""

    file = forms.FileField(
        label=_("The file"),
        allow_empty_file=True,
        error_messages={"required": _("Choose the file that should be compared.")},
    )


class NumberingForm(forms.ModelForm):  # type: ignore[type-arg]
    """How a cluster's papers are numbered."""

    class Meta:
        model = Cluster
        fields = ("numbering", "term")
        widgets = {"numbering": forms.RadioSelect}
        help_texts = {"term": _("For example: 2022 - 2027")}


class OtherPaperForm(forms.Form):
    """A number for a paper that is written elsewhere."""

    about = LineField(label=_("About"), max_length=500)
    signed_on = LocalDateField(label=_("Date of signing"))
