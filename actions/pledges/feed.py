"""The board as an Atom feed (RFC 4287): the newest written promises in the language of the address.

Made from the rows on the board whenever something on it changes, so what is taken down or declined leaves it too.
"""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from actions.pledges.models import Pledge
from config.safety.plain_text import one_line

NEWEST = 50
NAMED = (
    "2026"  # the year from which the ids count (RFC 4151); it never changes, or readers would see all as new
)


def month(day: dt.date) -> dt.datetime:
    """The first day of the month at 00:00 UTC. A feed must say when; a day or an hour could point to a person."""
    return dt.datetime(day.year, day.month, 1, tzinfo=dt.UTC)


def tag(host: str, name: str) -> str:
    """An id that stays the same when addresses change: "tag:example.org,2026:iwill/abc"."""
    return f"tag:{urlsplit(f'//{host}').hostname},{NAMED}:{name}"


@dataclass(frozen=True)
class Entry:
    """One promise and the host that the feed was asked for under."""

    pledge: Pledge
    host: str


class PlainAtom(Atom1Feed):
    """Atom whose entries are plain text: there is no layer of HTML in which a text could become markup."""

    def latest_post_date(self):
        """Of the newest entry; without any the month of today and not the time of the request."""
        dates = [item["updateddate"] for item in self.items]
        return max(dates, default=month(timezone.localdate()))

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        attributes = {"type": "text", "xml:lang": item["language"]}
        handler.addQuickElement("content", item["text"], attributes)


class BoardFeed(Feed):
    """The titles are neutral: a list of titles may be open on a screen that others see."""

    feed_type = PlainAtom
    author_name = settings.SITE_NAME  # Atom asks for an author; no person and no address

    def __call__(self, request, *args, **kwargs):
        response = super().__call__(request, *args, **kwargs)
        # A date of a month ago that does not change would tell programs that nothing is new.
        del response["Last-Modified"]
        return response

    def get_object(self, request, *args, **kwargs):
        """What the feed is about: the host that asked."""
        return request.get_host()

    def title(self):
        return f"#IWill · {settings.SITE_NAME}"

    def subtitle(self):
        return _("Promises of action. No stories, no names, no confessions. A person reads every one first.")

    def link(self):
        return reverse("pledges:board")

    def feed_guid(self, host):
        return tag(host, f"iwill/{get_language()}")

    def items(self, host):
        """One query."""
        rows = Pledge.objects.on_the_wall().sorted_under(language=get_language())
        return [Entry(pledge, host) for pledge in rows[:NEWEST]]

    def item_title(self, entry):
        # Translators: the order of a date: F month, Y year.
        when = date_format(entry.pledge.decided_on, _("F Y"))
        return _("A promise, %(month)s") % {"month": when}

    def item_description(self, entry):
        return None  # the text is in the content, as plain text

    def item_link(self, entry):
        return reverse("pledges:pledge", args=[entry.pledge.public_id])

    def item_guid(self, entry):
        return tag(entry.host, f"iwill/{entry.pledge.public_id}")

    def item_pubdate(self, entry):
        return month(entry.pledge.decided_on)

    def item_updateddate(self, entry):
        return month(entry.pledge.decided_on)

    def item_author_name(self, entry):
        return one_line(entry.pledge.nickname) or None

    def item_extra_kwargs(self, entry):
        # one_line again: what XML cannot hold must not break the feed, wherever a row came from.
        return {"text": one_line(entry.pledge.text), "language": entry.pledge.language}
