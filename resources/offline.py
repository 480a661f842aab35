"""The one-file edition of a country: everything that is published, in a file that needs no network.

For a phone without data, a USB stick, a library. It holds no script and asks no other computer for anything; its own
content policy says so too, wherever it is opened.
"""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from config.chrome import crisis
from config.chrome.storage import fold
from resources import known
from resources.ageing import plain_date
from resources.card import dated
from resources.models import Contact, Service

SHEET = "css/offline.css"
ELSEWHERE = "any"  # anchor of the services for any country


@dataclass(frozen=True)
class Section:
    """Services under one heading. `anchor` is its id in the file."""

    anchor: str
    title: str
    entries: list["Entry"]


@dataclass(frozen=True)
class Entry:
    """A service, its contacts with the day each was looked at, and its chips."""

    service: Service
    contacts: list[tuple[Contact, str]]
    chips: list[str]
    compiled: str


def countries() -> list[str]:
    """Codes of the countries that have an edition: all whose emergency number we know."""
    return [place.code for place in crisis.countries()]


def file_name(country: str) -> str:
    """A name that says nothing: numbers-gb.html, and numbers-gb-es.html in Spanish."""
    language = (get_language() or "en")[:2]
    return f"numbers-{country.lower()}{'' if language == 'en' else f'-{language}'}.html"


def edition(country: str, today: date) -> str:
    """The file for a country (ISO alpha-2) in the active language. A fixed number of queries."""
    style = _style()
    policy = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return render_to_string(
        "resources/offline.html",
        {
            "style_html": f"<style>{style}</style>",
            "policy": f"default-src 'none'; style-src 'sha256-{policy}'; base-uri 'none'; form-action 'none'",
            "crisis": crisis.crisis_for(country),
            "place": crisis.place_name(country),
            "made": plain_date(today),
            "months": settings.AMBER_AFTER_MONTHS,
            "sections": sections(country),
        },
    )


def sections(country: str) -> list[Section]:
    """The country's services, those for all of it first, then part by part; at the end those for any country."""
    published = Service.objects.published()
    own: dict[str, list[Service]] = {}
    for service in published.for_country(country).by_help().with_contacts():
        own.setdefault(service.region, []).append(service)
    found = [_section(code, services, country) for code, services in own.items()]
    found.sort(key=lambda section: (section.anchor != country.lower(), section.title))
    wide = list(published.beyond(country).by_help().with_contacts())
    if wide:
        found.append(Section(ELSEWHERE, _("For any country"), _entries(wide, country)))
    return found


def _section(region: str, services: Iterable[Service], country: str) -> Section:
    code = region or country
    title = crisis.place_name(region) if region else _("For the whole country")
    return Section(slugify(code), title, _entries(services, country))


def _entries(services: Iterable[Service], country: str) -> list[Entry]:
    return [_entry(service, country) for service in services]


def _entry(service: Service, country: str) -> Entry:
    contacts = list(service.contacts.all())
    with_day = [(contact, _since(contact, service)) for contact in contacts]
    chips = known.chips(service, contacts, country)
    return Entry(service, with_day, chips, dated(service.compiled_on, checked=False))


def _since(contact: Contact, service: Service) -> str:
    return dated(contact.checked_on or service.compiled_on, checked=contact.checked_on is not None)


@cache
def _style() -> str:
    """Tokens and the sheet of the edition as one text. Raises FileNotFoundError when the sheet is gone."""
    sheet = finders.find(SHEET)
    if sheet is None:
        raise FileNotFoundError(SHEET)
    return fold(Path(sheet))
