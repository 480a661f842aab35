"""What travels from page to page in the links, because nothing may be stored: the country, the neutral look, the kiosk.

One place for all links of a page, whoever wrote them: templates, stored texts and help screens alike. Only fixed
names and checked values are ever written into a link, so nothing of an address can reach the page.
"""

import re
from urllib.parse import parse_qsl

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import override

from config.chrome import crisis
from config.safety.headers import is_open_data, is_staff_path

NEUTRAL = "neutral"
KIOSK = "kiosk"

_TAG = re.compile(r"<(?:a|form|button)\s[^>]*>")
_ADDRESS = re.compile(r'(\s(href|action|formaction)=")([^"]*)(")')


def is_neutral(request: HttpRequest) -> bool:
    """Whether the reader asked for the neutral look."""
    return request.GET.get(NEUTRAL) == "1"


def is_kiosk(request: HttpRequest) -> bool:
    """Whether this is a public machine."""
    return KIOSK in request.GET


def kiosk_language(request: HttpRequest) -> str:
    """The language that the next person finds: `?kiosk=es`; the first language of the site when it names none."""
    asked = request.GET.get(KIOSK, "")
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def kiosk_start(request: HttpRequest) -> str:
    """The blank start of a public machine: the first page, with nothing that somebody chose."""
    language = kiosk_language(request)
    with override(language):
        return f"{reverse('home')}?{KIOSK}={language}"


def modes(request: HttpRequest) -> dict[str, str]:
    """The parameters that every link and form takes along."""
    found = {NEUTRAL: "1"} if is_neutral(request) else {}
    return found | ({KIOSK: kiosk_language(request)} if is_kiosk(request) else {})


def query(request: HttpRequest) -> str:
    """ "?country=GB&neutral=1": for an address that a view builds, such as that of a redirect."""
    return _query(crisis.country_query(request), modes(request))


def other_look(request: HttpRequest) -> str:
    """This page with the neutral look when it has the usual one, and the other way round."""
    found = modes(request)
    if found.pop(NEUTRAL, None) is None:
        found[NEUTRAL] = "1"
    return request.path + _query(crisis.country_query(request), found)


def _query(country: str, more: dict[str, str]) -> str:
    parts = [country.removeprefix("?"), *(f"{name}={value}" for name, value in more.items())]
    joined = "&".join(part for part in parts if part)
    return f"?{joined}" if joined else ""


def carry(page: str, request: HttpRequest) -> str:
    """HTML with the parameters in every link within the site. Without any it comes back as it is.

    The country goes into links only, and not into those to the page itself, where a missing country has a meaning.
    A form says its country itself, what a link says already stays, and `data-as-it-is` keeps a link as it is.
    """
    everywhere = modes(request)
    country = crisis.country_query(request).removeprefix("?country=")
    if not everywhere and not country:
        return page

    def address(found: re.Match[str]) -> str:
        before, attribute, url, after = found.groups()
        more = dict(everywhere)
        if country and attribute == "href" and _path(url) not in ("", request.path):
            more["country"] = country
        return f"{before}{_with(url, more)}{after}" if _is_page(url) else found[0]

    def tag(found: re.Match[str]) -> str:
        return found[0] if "data-as-it-is" in found[0] else _ADDRESS.sub(address, found[0])

    return _TAG.sub(tag, page)


def _path(url: str) -> str:
    return url.partition("#")[0].partition("?")[0]


def _is_page(url: str) -> bool:
    """Whether an address in a page is one of our pages: no other site, no file, nothing for programs or staff."""
    path = _path(url)
    if not path:
        return url.startswith("?")
    if not path.startswith("/") or path.startswith("//"):
        return False
    is_file = "." in path.rpartition("/")[2]
    return not (is_file or is_staff_path(path) or is_open_data(path))


def _with(url: str, more: dict[str, str]) -> str:
    """An address as it stands in HTML, with parameters that it does not have yet."""
    base, hash_, fragment = url.partition("#")
    path, _mark, asked = base.partition("?")
    named = {name for name, _value in parse_qsl(asked.replace("&amp;", "&"), keep_blank_values=True)}
    parts = [*([asked] if asked else []), *(f"{k}={v}" for k, v in more.items() if k not in named)]
    return f"{path}{'?' if parts else ''}{'&amp;'.join(parts)}{hash_}{fragment}"
