"""Deploy checks: nobody opens the desk with a password alone."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register

DOOR = "config.staff.middleware.StaffDoorMiddleware"
BEFORE_DOOR = (
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
)
BACKENDS = ["config.staff.backend.StaffBackend"]


def second_factor_is_enforced(**kwargs: Any) -> list[Error]:
    """The setting is on, the door is in its place, and nobody gets in by another way of signing in."""
    found = []
    if not settings.REQUIRE_SECOND_FACTOR:
        found.append(
            Error(
                "REQUIRE_SECOND_FACTOR is off. A password alone must not open the desk.",
                hint="Take REQUIRE_SECOND_FACTOR out of .env. It is for development only.",
                id="staff.E001",
            )
        )
    order = list(settings.MIDDLEWARE)
    if DOOR not in order or any(name not in order[: order.index(DOOR)] for name in BEFORE_DOOR):
        found.append(Error(f"{DOOR} is missing, or stands before sessions and sign-in.", id="staff.E002"))
    if list(settings.AUTHENTICATION_BACKENDS) != BACKENDS:
        found.append(Error("There is another way to sign in than StaffBackend.", id="staff.E003"))
    if getattr(settings, "MFA_TRUST_ENABLED", False) or getattr(
        settings, "MFA_TOTP_INSECURE_BYPASS_CODE", None
    ):
        found.append(Error("A setting of allauth lets people in without a second factor.", id="staff.E004"))
    return found


def connect() -> None:
    register(Tags.security, deploy=True)(second_factor_is_enforced)
