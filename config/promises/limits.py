"""The figures that promises quote, taken from the code that enforces them."""

from django.conf import settings

from config.safety import forms, throttle


def figures() -> dict[str, int]:
    """Name to number: hours and minutes."""
    return {
        "throttle_hours": throttle.PERIOD * throttle.KEEP // 3600,
        "form_hours": forms.LONGEST // 3600,
        "idle_minutes": settings.SITTING_IDLE // 60,
        "session_hours": settings.SESSION_COOKIE_AGE // 3600,
    }
