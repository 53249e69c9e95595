"""The form of calling an activity off."""

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.actions.calling_off import LONGEST
from plans.forms.rounds import WordsField


class CallOffForm(forms.Form):
    """Why it does not take place."""

    reason = WordsField(
        label=_("Why is it called off?"),
        most=LONGEST,
        rows=2,
        help_text=_("The unions read it, and everybody on the public page."),
    )
