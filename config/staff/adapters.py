"""How allauth behaves here: nobody signs up, nothing is mailed, no address is kept, secrets are sealed."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.safety import throttle
from config.staff import sittings

TOO_MANY = gettext_lazy("Too many tries from here. Please wait an hour.")
# allauth says these through templates; what it says besides is not worth a line on the page.
SAID = {
    "mfa/messages/totp_activated.txt": gettext_lazy("Your app is set up."),
    "mfa/messages/totp_deactivated.txt": gettext_lazy("Your app no longer opens the desk."),
    "mfa/messages/webauthn_added.txt": gettext_lazy("Your passkey is set up."),
    "mfa/messages/webauthn_removed.txt": gettext_lazy("That passkey no longer opens the desk."),
    "mfa/messages/recovery_codes_generated.txt": gettext_lazy("You have new recovery codes."),
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy("The name or the password is not right."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nothing about staff leaves by mail."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """Keyed bits of this hour, never the address; for allauth's own limits, should they be turned on."""
        slot = int(time.time() // throttle.PERIOD)
        return throttle.bucket("staff", throttle.network(throttle.client_address(request)), slot)

    def get_http_user_agent(self, request: HttpRequest) -> str:
        return ""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Each try is counted before the password is looked at; per place, so that nobody locks out a colleague."""
        if not throttle.allowed(request, "login", settings.LOGINS_PER_HOUR, settings.LOGINS_PER_HOUR_ALL):
            raise ValidationError(TOO_MANY, code="throttled")

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Not again for somebody who signed in a moment ago."""
        started = context.request.session.get(sittings.STARTED, 0)
        if time.time() - started < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app))

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        said = message or SAID.get(message_template or "")
        if said:
            super().add_message(request, level, message=str(said), extra_tags=extra_tags)


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": gettext_lazy(
            "This is your only second factor. Set up another one first, then this one can go."
        ),
        "incorrect_code": gettext_lazy(
            "That code is not right, or it was used before. Wait for the next one."
        ),
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def get_totp_issuer(self) -> str:
        return settings.SITE_NAME

    def _get_site_name(self) -> str:
        return settings.SITE_NAME

    def _get_user_identifier(self, user: Any) -> str:
        """The name to sign in with. Never a mail address: it would lie in an app and in a key."""
        return str(user.get_username())

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        return {**super().get_public_key_credential_user_entity(user), "display_name": user.get_username()}

    def build_totp_svg(self, url: str) -> str:
        """A QR code as SVG, for use inside the page."""
        import segno  # a seventh of a second, for one page that few people see once

        code = segno.make(url, error="m", micro=False)
        return SafeString(
            code.svg_inline(scale=5, border=4, dark="#000", light="#fff", title=_("Code to scan"))
        )

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """What a passkey is called when its owner gave it no name."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Passkey %(number)s") % {"number": number}

    def encrypt(self, text: str) -> str:
        from config.staff import sealing  # brings 8 MB along, and few people sign in

        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        from config.staff import sealing

        try:
            return sealing.unseal(encrypted_text)
        except sealing.Unreadable as error:
            raise ValidationError(
                _("Your second factor can no longer be read. Ask an administrator to reset it.")
            ) from error

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """A second factor may go when another one stays."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=sittings.FACTORS)
        return bool(others.exclude(pk=authenticator.pk).exists())
