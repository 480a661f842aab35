"""The door of the desk: a session that is over is closed, and without a second factor only enrolling is open.

It stands in front of every page under STAFF_PATH, whichever app the page is from; nothing else is touched. The desk
speaks the language of the browser that opens it.
"""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from config.safety.headers import is_staff_path
from config.staff import sittings

# Open to somebody who has no second factor yet: to make one, and to leave.
ENROLLING = {
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "account_reauthenticate",
    "account_logout",
    "admin:logout",
}


def is_enforced() -> bool:
    """Always, but for development that says otherwise (REQUIRE_SECOND_FACTOR=0 with DEBUG=1)."""
    return settings.REQUIRE_SECOND_FACTOR or not settings.DEBUG


class StaffDoorMiddleware:
    """After AuthenticationMiddleware and MessageMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_staff_path(request.path_info):
            # No address of the desk names a language, so the one of the person's browser is taken.
            translation.activate(translation.get_language_from_request(request))
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if not is_staff_path(request.path_info) or not request.user.is_authenticated:
            return None
        now = time.time()
        if sittings.is_over(request.session, now):
            return self.close(request, _("You were signed out, because nobody used this page for a while."))
        sittings.note_seen(request.session, now)
        if sittings.is_proven(request):
            return None
        if sittings.has_factor(request.user):  # it was made elsewhere; this session never showed it
            return self.close(request, _("Please sign in again, with your second factor."))
        match = request.resolver_match
        if not is_enforced() or (match and match.view_name in ENROLLING):
            return None
        return redirect("mfa_index")

    def close(self, request: HttpRequest, reason: str) -> HttpResponse:
        """Sign out and say why. A form that was being sent is lost; its page is opened again after signing in."""
        logout(request)
        messages.info(request, reason)
        return redirect_to_login(request.get_full_path(), reverse("account_login"))
