"""What a page weighs on its way to a reader: HTML, style sheets and scripts, compressed as this site sends them.

A reader whose connection starts anew gets about 14.6 kB in the first answer (ten segments of 1,460 bytes, RFC 6928);
whatever is more waits for another round trip, which is a second on a poor line.
"""

import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.urls import resolve
from django.utils import translation

from config.ready.kept import KEPT
from config.ready.store import compressed

LIMIT = 14_600  # bytes
HOME = 10_000
REQUESTS = 3
ASSET = re.compile(r'<(?:link rel="stylesheet" href|script src)="/static/([^"]+)"')

# Read and searched as a whole, or printed: in two pieces the search of a browser would find half of it.
WHOLE = "It is a register: people search it as a whole, and print it."
LENGTH = "A long guide. Its text was not cut for this; the first screen is there with the first 14 kB."
# Pages that weigh more, by name of the address and what stands in it: the limit of its own, and the reason.
LONGER = {
    r"/safety/promises/": (23_500, WHOLE),
    r"/act/facts/": (23_500, WHOLE),
    r"/act/sources/": (23_500, WHOLE),
    r"/act/sources/points/": (20_500, WHOLE),
    r"/act/guides/(understanding-numbers|talking-with-men)/": (15_900, LENGTH),
}
# A file of 1,024 characters or more would leave the name of our host on the disk (config/chrome/storage.py), and
# the way out and the work that a form asks for are more than that together.
TWO_SCRIPTS = {"pledges:new", "guidance:action"}


def limit(path: str) -> int:
    """Bytes that a page may weigh."""
    plain = re.sub(r"^/es/", "/", path)
    own = next((most for pattern, (most, _why) in LONGER.items() if re.fullmatch(pattern, plain)), LIMIT)
    return HOME if plain == "/" else own


def name(response) -> str:
    """Name of the address. That of a language is only known in that language."""
    path = response.request["PATH_INFO"]
    with translation.override(translation.get_language_from_path(path) or settings.LANGUAGE_CODE):
        return resolve(path).view_name


def requests(response) -> int:
    """Files that are asked for before the page is whole: itself, style sheets, scripts."""
    return 1 + len(ASSET.findall(response.content.decode()))


def most_requests(response) -> int:
    """How many it may ask for."""
    return REQUESTS + (name(response) in TWO_SCRIPTS)


def weight(response) -> int:
    """Compressed bytes of a page with its sheets and scripts. A page that is never kept ready goes out as gzip."""
    how = KEPT.get(name(response))
    html = compressed(response.content, "br" if how else "gzip", at_once=bool(how and how.changes_often))
    return len(html) + sum(map(_served, ASSET.findall(response.content.decode())))


def _served(name: str) -> int:
    """Bytes of a static file as WhiteNoise sends it to a browser that takes Brotli; tiny files have no twin."""
    file = Path(staticfiles_storage.path(name))
    twin = file.with_name(f"{file.name}.br")
    return (twin if twin.exists() else file).stat().st_size
