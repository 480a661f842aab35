"""What must be right before a page is shown to anybody."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, register

from config.chrome import crisis


@register()
def default_country_is_known(**kwargs: Any) -> list[Error]:
    """A DEFAULT_COUNTRY that nobody knows would take the numbers from every page."""
    if not settings.DEFAULT_COUNTRY or crisis.is_known(settings.DEFAULT_COUNTRY):
        return []
    hint = "Use a code such as GB, MX or GB-SCT, in capitals, or leave it empty."
    return [
        Error(
            f"DEFAULT_COUNTRY is {settings.DEFAULT_COUNTRY!r}, which is no country.",
            hint=hint,
            id="chrome.E001",
        )
    ]
