"""The WSGI layer in front of Django: a page that is ready is answered from memory, in whatever state Django is.

Never for somebody with a cookie (staff), never for forms, never for a page outside kept.KEPT. The key is the address
and the country that the language of the browser names; nothing else about the reader changes a public page.
"""

import gzip
import time
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from http import HTTPStatus
from typing import Any, cast

from django.conf import settings

from config.chrome.crisis import country_of_language
from config.ready.kept import Kept
from config.ready.middleware import MARK, NAME
from config.ready.store import Entry, Headers, Store, compressed, encoding
from config.ready.versions import Versions

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
HOW = "upstander.ready_answer"  # hit, miss or stale, for whoever counts
OURS = {"content-length", "content-encoding", "vary"}
# RFC 7234, 5.5.1: the last good page, while something is broken.
STALE = ("Warning", '110 - "Response is Stale"')


class ReadyPages:
    """`ReadyPages(application)` is a WSGI application itself."""

    def __init__(self, application: Application, most: int | None = None) -> None:
        self.application = application
        self.store = Store(settings.READY_BYTES if most is None else most)
        self.versions = Versions()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        if method not in ("GET", "HEAD") or "HTTP_COOKIE" in environ:
            return self.application(environ, start_response)
        key = key_of(environ)
        entry = self.store.get(key)
        versions = self.versions.current()
        if entry is not None and not entry.true_at(self.versions.last):
            # Never again, whatever breaks: a promise that was taken down, a number that is wrong.
            entry = None
        if entry is not None and (versions is None or entry.fresh(versions)):
            return self.kept(key, entry, environ, start_response, stale=versions is None)
        return self.rendered(key, entry, versions, environ, start_response)

    def kept(
        self, key: Any, entry: Entry, environ: Environ, start_response: StartResponse, *, stale: bool
    ) -> Iterable[bytes]:
        """A page that was kept; in another encoding than it was asked for so far it is kept from now on."""
        wanted = wanted_by(environ)
        if wanted and wanted not in entry.bodies:
            entry = entry.also(wanted)
            self.store.put(key, entry)
        return answer(entry, wanted, environ, start_response, stale=stale)

    def rendered(
        self, key: Any, old: Entry | None, versions: Any, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """What Django says, kept when it may be; when Django cannot, the last good page: nothing in it has changed."""
        said: list[Any] = []

        def listen(status: str, headers: Headers, exc_info: Any = None) -> Any:
            said[:] = [status, headers, exc_info]
            return None

        result = self.application(environ, listen)
        status, headers, exc_info = said
        kept: Kept | None = environ.get(MARK)
        failed = old is not None and int(status[:3]) >= HTTPStatus.INTERNAL_SERVER_ERROR
        if not failed and (kept is None or versions is None):
            start_response(status, headers, exc_info)
            return result
        environ[HOW] = "miss"
        body = all_of(result)
        if old is not None and failed:
            return self.kept(key, old, environ, start_response, stale=True)
        wanted = wanted_by(environ)
        entry = made(headers, body, wanted, cast(Kept, kept), versions or {}, environ.get(NAME, ""))
        if environ["REQUEST_METHOD"] == "GET":
            self.store.put(key, entry)
        return answer(entry, wanted, environ, start_response)


def all_of(result: Iterable[bytes]) -> bytes:
    """The whole body; the application is told that it is read."""
    try:
        return b"".join(result)
    finally:
        close = getattr(result, "close", None)
        if close:
            close()


def key_of(environ: Environ) -> tuple[str, ...]:
    """What tells one page from another. Django answers a wrong host or scheme, and such an answer is not kept."""
    return (
        environ.get("wsgi.url_scheme", ""),
        environ.get("HTTP_X_FORWARDED_PROTO", ""),
        environ.get("HTTP_HOST", ""),
        environ.get("PATH_INFO", ""),
        environ.get("QUERY_STRING", ""),
        country_of_language(environ.get("HTTP_ACCEPT_LANGUAGE", "")),
    )


def wanted_by(environ: Environ) -> str:
    """The encoding in which a client gets a page: "br", "gzip", or "" for as it is."""
    return encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))


def made(
    headers: Headers, body: bytes, wanted: str, how: Kept, versions: Mapping[str, int], name: str
) -> Entry:
    """The page as it is kept: in the encoding that is wanted, or as gzip where none is."""
    zipped = any(name.lower() == "content-encoding" and value == "gzip" for name, value in headers)
    kept = [shared(header) for header in headers if header[0].lower() not in OURS]
    kept.append(("Vary", "Accept-Encoding, Accept-Language, Cookie"))
    # Nobody else may keep the board: what is taken down must be gone.
    if settings.CDN_SECONDS and not how.changes_often:
        kept.append(("CDN-Cache-Control", f"public, max-age={min(settings.CDN_SECONDS, how.seconds)}"))
    if not zipped or wanted == "br":
        text = gzip.decompress(body) if zipped else body
        body = compressed(text, wanted or "gzip", at_once=how.changes_often)
    return Entry(
        headers=kept,
        bodies={wanted or "gzip": body},
        numbers=tuple(versions[part] for part in how.parts),
        parts=how.parts,
        until=time.monotonic() + how.seconds,
        name=name,
        at_once=how.changes_often,
    )


@lru_cache(maxsize=500)
def shared(header: tuple[str, str]) -> tuple[str, str]:
    """The same header as one object: nearly all pages have the same ones, and they weigh as much as a small page."""
    return header


def answer(
    entry: Entry, wanted: str, environ: Environ, start_response: StartResponse, *, stale: bool = False
) -> list[bytes]:
    """The page in that encoding, which is one of those kept, or "" for as it is."""
    environ[NAME] = entry.name
    environ[HOW] = "stale" if stale else environ.get(HOW, "hit")
    body = entry.body(wanted)
    headers = [*entry.headers, ("Content-Length", str(len(body)))]
    if wanted:
        headers.append(("Content-Encoding", wanted))
    if stale:
        headers.append(STALE)
    start_response("200 OK", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
