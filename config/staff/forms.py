"""The forms of the sign-in pages: allauth's, with our words, our count of tries, and codes that work once."""

import time
from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.mfa.base import forms as codes
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from config.safety import throttle
from config.staff.adapters import TOO_MANY, SecondFactorAdapter

CODE = {"autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false"}


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Name")
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class PasswordAgainForm(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].widget.attrs.pop("placeholder", None)


def count_try(user: Any) -> None:
    """Codes are short, so tries are counted per person, wherever they come from. Raises ValidationError."""
    slot = int(time.time() // throttle.PERIOD)
    with transaction.atomic():
        throttle.forget(slot)
        tries = throttle.count(throttle.bucket("code", f"user {user.pk}", slot), slot)
    if tries > settings.LOGINS_PER_HOUR:
        raise ValidationError(TOO_MANY, code="throttled")


@transaction.atomic
def spend(authenticator: Authenticator, code: str) -> bool:
    """Take the 30 seconds of a code out of use. False when they, or later ones, were spent before.

    allauth remembers used codes in the memory of one process; there may be several. The row is locked on
    PostgreSQL, and on SQLite there is one writer at a time.
    """
    row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    secret = decrypt(row.data["secret"])
    steps = [s for s in totp.yield_hotp_counters_from_time() if _matches(secret, s, code)]
    if not steps or max(steps) <= row.data.get("step", -1):
        return False
    row.data["step"] = max(steps)
    row.save(update_fields=["data"])
    return True


def _matches(secret: str, step: int, code: str) -> bool:
    return bool(
        totp.compare_user_code(actual=code, expected=totp.format_hotp_value(totp.hotp_value(secret, step)))
    )


class CodeMixin(forms.Form):
    """A code of an app, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput(attrs=CODE),
        help_text=_("Six digits from your app, or one of your recovery codes."),
    )
    user: Any
    authenticator: Authenticator

    def clean_code(self) -> str:
        count_try(self.user)
        code: str = super().clean_code()  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.TOTP and not spend(self.authenticator, code):
            raise SecondFactorAdapter().validation_error("incorrect_code")
        return code


class SecondStepForm(CodeMixin, codes.AuthenticateForm):
    pass


class CodeAgainForm(CodeMixin, codes.ReauthenticateForm):
    pass


class NewAppForm(ActivateTOTPForm):
    code = forms.CharField(label=_("Code from the app"), max_length=20, widget=forms.TextInput(attrs=CODE))

    def clean_code(self) -> str:
        count_try(self.user)
        return str(super().clean_code())


class NewPasskeyForm(AddWebAuthnForm):
    name = forms.CharField(
        label=_("A name for it"), max_length=60, required=False, help_text=_("For example: my phone.")
    )
    passwordless = forms.BooleanField(
        label=_("Let it open the desk by itself, without the password"),
        required=False,
        initial=True,
        help_text=_("It asks for your fingerprint, face or PIN. Take the tick away for an old security key."),
    )
