"""What a nickname may be: a first name or an invented one, never a full name or a way to reach somebody. Pure."""

from django.utils.translation import gettext_lazy as _

from actions.pledges.screening.findings import screen
from actions.pledges.screening.lists import default
from actions.pledges.screening.reading import Reading

FULL_NAME = _(
    "Please show a first name or a nickname, not a full name. A nickname of two words goes in small letters."
)
REACHABLE = _("Please leave links, phone numbers, addresses and names on other sites out of the nickname.")
WAYS = {"phone", "email", "link", "handle"}


def fault(nickname: str) -> str | None:
    """A sentence for the writer, or None when the nickname is fine."""
    if any(finding.rule in WAYS for finding in screen("", nickname)):
        return str(REACHABLE)
    words = [word for word in Reading(nickname, default()).words if word.raw.isalpha() and len(word.raw) > 1]
    if sum(word.capital for word in words) > 1:
        return str(FULL_NAME)
    known = [default().has("given", word.low) for word in words]
    strange = [not default().has("ordinary", word.low) for word in words]
    if len(words) > 1 and known[0] and any(strange[1:]):
        return str(FULL_NAME)  # "dave smithson"
    return None
