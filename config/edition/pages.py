"""Which pages are in the static edition, and what they say: as a reader without a country, a cookie or a query."""

import html
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client, RequestFactory
from django.urls import Resolver404, resolve, reverse
from django.utils import translation

from config.chrome import carried, crisis, errors
from config.lasting import lasting
from config.ready.kept import KEPT

# Made so that they can last (config/lasting.py): home without people's promises, an action without its form.
MADE_FOR_IT = ("home", "guidance:action", "guidance:find", "resources:card")
# What rests on the board must vanish at once, so it is not here.
NAMES = {*(name for name, kept in KEPT.items() if "board" not in kept.parts), *MADE_FOR_IT}
WITH_COUNTRY = (
    "home",
    "resources:list",
)  # these are also written for each country: numbers differ most there
SORRY = "_sorry"
COUNTRY = "_country"
LINK = re.compile(r'\shref="(/[^"]*)"')
FILE = re.compile(rf'"{settings.STATIC_URL}([^"]+)"')


class Refused(Exception):
    """A page that cannot be published, with the reason."""


@dataclass(frozen=True)
class Page:
    """`file`: where it stands in the folder."""

    file: str
    body: bytes


def file_of(path: str, country: str = "") -> str:
    """`/act/` is `act/index.html`; for a country `_country/GB/act/index.html`."""
    name = path.removeprefix("/") + ("index.html" if path.endswith("/") else "")
    return f"{COUNTRY}/{country}/{name}" if country else name


def file_of_sorry(language: str, neutral: bool, kiosk: str) -> str:
    """`_sorry/en.kiosk-es.neutral.html`: in English, on a public machine that starts in Spanish, in the plain look.
    The files in deploy/ put the same name together."""
    return f"{SORRY}/{language}{f'.kiosk-{kiosk}' if kiosk else ''}{'.neutral' if neutral else ''}.html"


def is_ours(path: str) -> bool:
    """Whether the page at `path` is one of the edition. An address of a language is only known in that language."""
    with translation.override(translation.get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            return resolve(path).view_name in NAMES
        except Resolver404:
            return False


def with_help() -> list[str]:
    """Codes of the countries for which we know a help line; for the others the page for everybody says as much."""
    return [place.code for place in crisis.countries() if crisis.crisis_for(place.code).line]


def published(host: str, countries: bool = True) -> Iterator[Page]:
    """Every page and file, the pages first. Raises Refused at the first that does not answer 200."""
    client = Client(headers={"host": host}, raise_request_exception=False)
    named: set[str] = set()
    with lasting():
        for page in _pages(client, countries):
            named |= set(FILE.findall(page.body.decode()))
            yield page
    for name in sorted(named):
        yield Page(f"static/{name}", _static(name))


def _pages(client: Client, countries: bool) -> Iterator[Page]:
    yield from _crawled(client)
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            starts = [reverse(name) for name in WITH_COUNTRY]
        for country in with_help() if countries else ():
            for path in starts:
                yield Page(file_of(path, country), _body(client, f"{path}?country={country}"))
        for kiosk in ("", *(start for start, _name in settings.LANGUAGES)):
            for neutral in (False, True):
                yield Page(file_of_sorry(code, neutral, kiosk), _sorry(code, neutral, kiosk))


def _crawled(client: Client) -> Iterator[Page]:
    """From the first pages and the sitemap along every link."""
    starts = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            starts.append(reverse("home"))
    waiting = deque([*starts, reverse("sitemap"), reverse("robots")])
    seen = set(waiting)
    while waiting:
        path = waiting.popleft()
        body = _body(client, path)
        yield Page(file_of(path), body)
        text = body.decode()
        found = LINK.findall(text) or [urlsplit(url).path for url in re.findall("<loc>([^<]+)</loc>", text)]
        for link in dict.fromkeys(urlsplit(html.unescape(address)).path for address in found):
            if link not in seen and is_ours(link):
                seen.add(link)
                waiting.append(link)


def _body(client: Client, address: str) -> bytes:
    answer = client.get(address, secure=settings.HTTPS)
    if answer.status_code != 200:
        raise Refused(f"{address} answered {answer.status_code}.")
    if answer.cookies:
        raise Refused(f"{address} sets a cookie.")
    return answer.content


def _sorry(language: str, neutral: bool, kiosk: str) -> bytes:
    """What stands in for everything that needs the application while it is off: sorry, and the numbers that help.
    `kiosk`: the language that a public machine starts in, "" for everybody else. Links of the page keep both."""
    asked = ({carried.NEUTRAL: "1"} if neutral else {}) | ({carried.KIOSK: kiosk} if kiosk else {})
    with translation.override(language):
        request = RequestFactory().get(reverse("home"), asked)
        return errors.page(request, 500).content


def _static(name: str) -> bytes:
    try:
        with staticfiles_storage.open(name) as file:
            return file.read()
    except FileNotFoundError as error:
        raise Refused(f"The file {name} is not collected. Run ./run manage collectstatic first.") from error
