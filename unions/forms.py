"""What people type on the screens of unions, people and sign-in."""

from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.utils.translation import gettext_lazy as _


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
