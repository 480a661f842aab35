"""Navigation as data: what is in the bar and in the foot, and where it leads."""

from dataclasses import dataclass, field

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class NavItem:
    """One link: its label, and the name and arguments for `reverse()`."""

    label: str | Promise
    name: str
    args: tuple[str, ...] = field(default=())

    def url(self, query: str = "") -> str:
        return reverse(self.name, args=self.args) + query


@dataclass(frozen=True)
class Link:
    label: str | Promise
    url: str
    current: bool = False


HELP = NavItem(_("Find help"), "resources:list")
TOLD = NavItem(_("Someone told me"), "guidance:guide", ("when-someone-tells-you",))
SAW = NavItem(_("I saw something"), "guidance:find")
CHANGE = NavItem(_("Change something"), "guidance:actions")
BOARD = NavItem(_("#IWill"), "pledges:board")

BAR = (HELP, TOLD, SAW, CHANGE, BOARD)

FOOT = (
    (
        _("Get help"),
        (
            HELP,
            NavItem(_("Numbers to take along"), "resources:card"),
            NavItem(_("Your options"), "guidance:guide", ("your-options",)),
        ),
    ),
    (
        _("Help someone"),
        (TOLD, SAW, NavItem(_("All guides"), "guidance:guides")),
    ),
    (
        _("Change something"),
        (
            NavItem(_("Things you can do"), "guidance:actions"),
            NavItem(_("#IWill board"), "pledges:board"),
            NavItem(_("Facts"), "guidance:facts"),
            NavItem(_("Where this comes from"), "guidance:sources"),
        ),
    ),
    (
        _("This site"),
        (
            NavItem(_("Your safety here"), "chrome:safety"),
            NavItem(_("What is kept"), "chrome:privacy"),
            NavItem(_("About us"), "chrome:about"),
            NavItem(_("Accessibility"), "chrome:accessibility"),
        ),
    ),
)


def bar(path: str, query: str = "") -> list[Link]:
    """The bar for a page. The longest matching address is the current section, and only one is."""
    urls = [item.url() for item in BAR]
    matching = [url for url in urls if path.startswith(url)]
    current = max(matching, key=len, default=None)
    return [Link(item.label, url + query, url == current) for item, url in zip(BAR, urls, strict=True)]


def foot(query: str = "") -> list[tuple[str | Promise, list[Link]]]:
    """The foot: headed groups of links."""
    return [(title, [Link(item.label, item.url(query)) for item in items]) for title, items in FOOT]


def leave_url() -> str:
    """Where the way out leads, in the active language."""
    urls: dict[str, str] = settings.LEAVE_URLS
    return urls.get((get_language() or "en")[:2], urls["en"])
