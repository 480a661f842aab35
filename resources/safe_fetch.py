"""Opens one web page for the link check, so that no link can turn the server against its own network.

The name is looked up once, every address it has must be public, and the connection goes to one of those very
addresses: a second, different answer of the name server (DNS rebinding) is never asked for. Each redirect starts
again from the first rule. No cookie, no proxy, no login. Standard library only; never called from a request.

The limits: 10 seconds in all, 3 redirects, 16 kB of headers, 64 kB of page. The page itself is thrown away.
"""

import itertools
import queue
import socket
import ssl
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from resources.safe_connection import Connector, Failed, Resolver, Visit, connect, request, system_trust
from resources.web_targets import Refused, Target, is_public, target

SECONDS = 10.0  # for everything together, looking up the name included
REDIRECTS = 3
# A server that dislikes HEAD often says so with one of these; only GET tells whether the page is there.
ASK_AGAIN = frozenset({400, 403, 404, 405, 406, 410, 500, 501, 503})


@dataclass(frozen=True)
class Answer:
    """What came of it. `status_class`: "2xx" to "5xx", "" without an answer. `problem`: "" or a code of PROBLEMS.

    `bytes`: how much of the page was read (HEAD reads none). `downgraded`: a redirect led from https to http.
    """

    status_class: str
    final_url: str
    seconds: float
    bytes: int
    redirects: int
    problem: str
    downgraded: bool = False


PROBLEMS = (
    "scheme", "port", "login", "name", "address", "text",  # refused before anything was sent
    "lookup", "connection", "certificate", "secure", "time", "broken", "circle",  # no page came
    "missing", "kept_out", "busy", "trouble",  # what the server said
)  # fmt: skip


def look_up(host: str, port: int) -> list[str]:
    """Every address of a name, in the order that the system prefers. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def fetch(
    url: str,
    *,
    resolve: Resolver = look_up,
    connect: Connector = connect,
    trust: ssl.SSLContext | None = None,
    seconds: float = SECONDS,
) -> Answer:
    """Open a page and say what happened. Never raises for anything that the address or the other side does."""
    began = time.monotonic()
    visit = Visit(resolve, connect, trust or system_trust(), began + seconds)
    status, problem = 0, ""
    try:
        status = _follow(visit, url)
        problem = _meaning(status)
    except (Refused, Failed) as error:
        problem = error.code
    schemes = [hop.scheme for hop in visit.hops]
    return Answer(
        status_class=f"{status // 100}xx" if status else "",
        final_url=visit.hops[-1].url if visit.hops else "",
        seconds=round(time.monotonic() - began, 2),
        bytes=visit.read,
        redirects=max(len(visit.hops) - 1, 0),
        problem=problem,
        downgraded=("https", "http") in itertools.pairwise(schemes),
    )


def _meaning(status: int) -> str:
    """The problem that a status stands for, "" for a page that opened."""
    if 200 <= status < 300:
        return ""
    if status in (404, 410):
        return "missing"
    if status == 429:
        return "busy"
    return "trouble" if status >= 500 else "kept_out" if status >= 400 else "broken"


def _follow(visit: Visit, url: str) -> int:
    """The status at the end of the redirects. Raises Refused and Failed."""
    while True:
        hop = target(url)
        if hop in visit.hops or len(visit.hops) > REDIRECTS:
            raise Failed("circle")
        visit.hops.append(hop)
        status, onward = _ask(visit, hop)
        if not onward:
            return status
        try:
            url = urljoin(hop.url, onward)
        except ValueError:
            raise Refused("text") from None


def _ask(visit: Visit, hop: Target) -> tuple[int, str]:
    """Status, and where a redirect leads. HEAD first; GET where HEAD may not have told the truth."""
    addresses = _addresses(visit, hop)
    try:
        status, onward = request(visit, hop, addresses, "HEAD")
        again = status in ASK_AGAIN
    except Failed as error:
        if error.code != "broken":
            raise
        again = True
    return request(visit, hop, addresses, "GET") if again else (status, onward)


def _addresses(visit: Visit, hop: Target) -> list[str]:
    """Looked up once, within the time that is left. One address that is not public spoils all of them."""
    answer: queue.SimpleQueue[Sequence[str] | Exception] = queue.SimpleQueue()

    def ask() -> None:  # getaddrinfo knows no time limit, so it waits in a thread that nobody waits for
        try:
            answer.put(visit.resolve(hop.host, hop.port))
        except Exception as error:
            answer.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        found = answer.get(timeout=visit.left())
    except queue.Empty:
        raise Failed("time") from None
    if isinstance(found, Exception) or not found:
        raise Failed("lookup")
    if not all(is_public(address) for address in found):
        raise Refused("address")
    return list(found)
