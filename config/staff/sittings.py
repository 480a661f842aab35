"""What a session of staff remembers: since when, last seen when, and whose second factor was shown in it.

No address, no name of a browser. Only staff have sessions, so looking through all of them is cheap.
"""

import time
from typing import Any

from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.models import Session

STARTED, SEEN, PROVEN = "started", "seen", "second_factor"
EVERY = 60  # seconds between two notes of "last seen": a page with ten requests writes once
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)  # recovery codes alone are none


def is_over(session: Any, now: float) -> bool:
    """Whether it is too old, or was left alone too long. One without a start is from another time: over."""
    started, seen = session.get(STARTED, 0), session.get(SEEN, 0)
    return bool(now - started >= settings.SITTING_LONGEST or now - seen >= settings.SITTING_IDLE)


def note_seen(session: Any, now: float) -> None:
    if now - session.get(SEEN, 0) >= EVERY:
        session[SEEN] = now


def is_proven(request: Any) -> bool:
    """Whether the person who is signed in showed a second factor in this very session."""
    return bool(request.session.get(PROVEN) == str(request.user.pk))


def has_factor(user: Any) -> bool:
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists())


def prove(request: Any, user: Any) -> None:
    request.session[PROVEN] = str(user.pk)


def end_all(user: Any, *, keep: str | None = None) -> int:
    """End every session of this person, but not the one with the key `keep`. Returns how many were ended."""
    ended = 0
    for row in Session.objects.all():
        if row.session_key != keep and row.get_decoded().get("_auth_user_id") == str(user.pk):
            row.delete()
            ended += 1
    return ended


def _start(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    request.session[STARTED] = request.session[SEEN] = time.time()


def _used(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    prove(request, user)


def _added(sender: Any, request: Any, user: Any, authenticator: Any, **kwargs: Any) -> None:
    if authenticator.type in FACTORS:
        request.session.cycle_key()
        prove(request, user)
    _changed(sender, request, user)


def _removed(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    if not has_factor(user):
        request.session.pop(PROVEN, None)
    _changed(sender, request, user)


def _changed(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    end_all(user, keep=request.session.session_key)


def connect() -> None:
    """Listen to Django (signed in) and to allauth (a factor was shown, added, taken away, made anew)."""
    user_logged_in.connect(_start, dispatch_uid="staff.start")
    signals.authenticator_used.connect(_used, dispatch_uid="staff.used")
    signals.authenticator_added.connect(_added, dispatch_uid="staff.added")
    signals.authenticator_removed.connect(_removed, dispatch_uid="staff.removed")
    signals.authenticator_reset.connect(_changed, dispatch_uid="staff.reset")
