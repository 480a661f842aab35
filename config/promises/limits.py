"""The figures that promises quote, taken from the code that enforces them."""

from django.conf import settings

from config.safety import forms, throttle


def figures() -> dict[str, int]:
    """Name to number: hours, minutes, seconds (of a form), and forms in one hour."""
    return {
        "throttle_hours": throttle.PERIOD * throttle.KEEP // 3600,
        "form_hours": forms.LONGEST // 3600,
        "form_seconds": forms.SHORTEST,
        "each_hour": settings.PLEDGES_PER_HOUR,
        "all_hour": settings.PLEDGES_PER_HOUR_ALL,
        "idle_minutes": settings.SITTING_IDLE // 60,
        "session_hours": settings.SESSION_COOKIE_AGE // 3600,
    }
