"""Deploy checks: what must be right before a survivor relies on the site."""

from typing import Any

from django.conf import settings
from django.core.checks import Tags, Warning, register

from config.safety import headers


@register(Tags.security, deploy=True)
def safety_first(**kwargs: Any) -> list[Warning]:
    """Our header middleware stands first, so that static files, redirects and errors pass through it."""
    if settings.MIDDLEWARE[:1] == ["config.safety.middleware.SafetyHeadersMiddleware"]:
        return []
    return [Warning("SafetyHeadersMiddleware is not the first middleware.", id="safety.W001")]


@register(Tags.security, deploy=True)
def policies_stay_home(**kwargs: Any) -> list[Warning]:
    """No content policy names another host, a wildcard or an unsafe word."""
    found = [
        word
        for policy in (headers.PUBLIC_POLICY, headers.STAFF_POLICY)
        for word in policy.replace(";", " ").split()
        if "unsafe" in word or "*" in word or "://" in word
    ]
    return [Warning(f"A content policy allows {word}.", id="safety.W002") for word in found]


@register(Tags.security, deploy=True)
def contact_is_set(**kwargs: Any) -> list[Warning]:
    """Somebody who finds a hole must be able to say so."""
    if settings.SECURITY_CONTACT.startswith(("mailto:", "https://")):
        return []
    return [
        Warning(
            "SECURITY_CONTACT is not set, so security.txt cannot be served.",
            hint="Set SECURITY_CONTACT=mailto:... or https://... in .env.",
            id="safety.W003",
        )
    ]
