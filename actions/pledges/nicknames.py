"""What a nickname may be: a first name or an invented one, never a full name or a way to reach somebody."""

from django.utils.translation import gettext_lazy as _

from actions.pledges import wordlists
from actions.pledges.screening.findings import screen
from actions.pledges.screening.lists import Lists
from actions.pledges.screening.reading import Reading

FULL_NAME = _(
    "Please show a first name or a nickname, not a full name. A nickname of two words goes in small letters."
)
REACHABLE = _("Please leave links, phone numbers, addresses and names on other sites out of the nickname.")
WAYS = {"phone", "email", "link", "handle"}


def fault(nickname: str, *, lists: Lists | None = None) -> str | None:
    """A sentence for the writer, or None when the nickname is fine. lists: others than those that count now."""
    if not nickname:
        return None
    lists = lists or wordlists.current()
    if any(finding.rule in WAYS for finding in screen("", nickname, lists=lists)):
        return str(REACHABLE)
    words = [word for word in Reading(nickname, lists).words if word.raw.isalpha() and len(word.raw) > 1]
    if sum(word.capital for word in words) > 1:
        return str(FULL_NAME)
    known = [lists.has("given", word.low) for word in words]
    strange = [not lists.has("ordinary", word.low) for word in words]
    if len(words) > 1 and known[0] and any(strange[1:]):
        return str(FULL_NAME)  # "dave smithson"
    return None
