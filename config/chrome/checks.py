"""What must be right before a page is shown to anybody."""

import re
from typing import Any

from django.conf import settings
from django.core.checks import Error, Warning, register

from config.chrome import crisis

# Parts of words that say what a site is about. They stand in the history, with the provider and in the router.
TELLING = re.compile(
    r"\brap(e|ist)|sexual|assault|abus(e|o)|violen|harass|survivor|victim|viola|acoso|agresi", re.IGNORECASE
)


@register()
def host_names_are_neutral(**kwargs: Any) -> list[Warning]:
    """A name that is seen by everybody who sees a history or a line should not say what was read."""
    hint = "A neutral name protects readers. Use a path of a site that they may visit for many reasons, if you can."
    return [
        Warning(f"The host name {host} gives the subject of the site away.", hint=hint, id="chrome.W001")
        for host in settings.ALLOWED_HOSTS
        if TELLING.search(host)
    ]


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
