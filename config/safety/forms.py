"""Friction for programs, none for people: a box nobody sees and a time token. Works without JavaScript."""

import secrets
import time
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from config.safety import work

SHORTEST = 3  # seconds a person needs at least to write something
LONGEST = 24 * 3600  # seconds; WCAG 2.2.1 exempts limits over 20 hours


def new_token(salt: str) -> str:
    """A signed token: 256 random bits and the time of signing. The bits name one sitting at one form."""
    return signing.dumps([secrets.token_urlsafe(32), int(time.time())], salt=salt)


class TrapMixin(forms.Form):
    """Honeypot `website` and time token `started` for a public form. The typed text always survives.

    After `is_valid()` the random part of the token is in `cleaned_data["started"]`: the same form sent twice
    carries the same bits.
    """

    token_salt = "safety.form"  # noqa: S105  the name of a signature, not a secret
    shortest = SHORTEST
    website = forms.CharField(required=False, label=_("Leave this empty"), max_length=200)
    started = forms.CharField(required=False, widget=forms.HiddenInput, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["website"].widget.attrs.update(tabindex="-1", autocomplete="off")
        if not self.is_bound:
            self.initial["started"] = new_token(self.token_salt)

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            self._renew("website", "")
            raise ValidationError(
                _("A hidden box was filled in. It is empty again now. Please send it once more.")
            )
        return ""

    def clean_started(self) -> str:
        try:
            nonce, started = signing.loads(self.cleaned_data["started"], salt=self.token_salt)
        except (signing.BadSignature, ValueError, TypeError):
            self._renew("started", new_token(self.token_salt))
            raise ValidationError(_("Your text is still here. Please send it again.")) from None
        age = time.time() - started
        if age > LONGEST:
            self._renew("started", new_token(self.token_salt))
            raise ValidationError(
                _("This page was open for more than a day. Your text is still here. Please send it again.")
            )
        if age < self.shortest:
            raise ValidationError(
                _("That was very quick. Your text is still here. Please wait a moment, then send it again.")
            )
        return str(nonce)

    def _renew(self, name: str, value: str) -> None:
        """What the form shows when it comes back: the trap's own fields anew, everything else as typed."""
        data: Any = self.data
        data = data.copy()  # what a request sent may not be changed
        data[self.add_prefix(name)] = value
        self.data = data


class WorkMixin(TrapMixin):
    """A trap with proof of work in the field `work`, which a script fills in (config/static/js/work.js).

    After `is_valid()` `cleaned_data["work"]` says whether the work was done. It never makes a form invalid: browsers
    without scripts are welcome.
    """

    work = forms.Field(required=False, widget=forms.HiddenInput)  # a bare field finds no fault with anything

    def clean_work(self) -> bool:
        return work.proves(self["started"].data or "", self.cleaned_data["work"] or "")

    def _renew(self, name: str, value: str) -> None:
        super()._renew(name, value)
        if name == "started":
            super()._renew("work", "")  # it was for the old token
