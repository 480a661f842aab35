"""One HTTP request over one connection to an address that was checked before, within a time and a size.

The wire below `safe_fetch`, which decides where it may lead. Standard library only.
"""

import contextlib
import http.client
import io
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

from resources.web_targets import Target

CONNECT = 4.0  # seconds that one address gets before the next one is tried
HEADERS = 16 * 1024  # bytes, status line included
BODY = 64 * 1024  # bytes
AGENT = "UpstanderLinkCheck/1.0 (sees whether pages of help services still open)"
MOVED = frozenset({301, 302, 303, 307, 308})

Resolver = Callable[[str, int], Sequence[str]]
Connector = Callable[[str, int, float], socket.socket]


class Failed(Exception):
    """No usable answer; the code is one of PROBLEMS."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def connect(address: str, port: int, seconds: float) -> socket.socket:
    """A connection to one address in digits: nothing is looked up any more."""
    return socket.create_connection((address, port), seconds)


@cache
def system_trust() -> ssl.SSLContext:
    """The certificates that this machine trusts; the name must match; TLS 1.2 or newer."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


@dataclass
class Visit:
    """One fetch: its tools, its clock, and what it has seen."""

    resolve: Resolver
    connect: Connector
    trust: ssl.SSLContext
    ends: float
    hops: list[Target] = field(default_factory=list)
    read: int = 0

    def left(self) -> float:
        left = self.ends - time.monotonic()
        if left <= 0:
            raise Failed("time")
        return left


def request(visit: Visit, hop: Target, addresses: Sequence[str], method: str) -> tuple[int, str]:
    line = _secured(visit, hop, _reached(visit, hop, addresses))
    try:
        line.settimeout(visit.left())
        line.sendall(_words(hop, method))
        stream = _Stream(line, visit)
        response = http.client.HTTPResponse(stream, method=method)  # type: ignore[arg-type]
        response.begin()
        if response.status in MOVED and "Location" in response.headers:
            return response.status, response.headers["Location"].encode("latin-1").decode("utf-8", "replace")
        stream.room += BODY
        with contextlib.suppress(_Enough):
            visit.read += len(response.read(BODY))
        return response.status, ""
    except TimeoutError:
        raise Failed("time") from None
    except (http.client.HTTPException, OSError, ValueError) as error:
        raise Failed("broken") from error
    finally:
        line.close()


def _reached(visit: Visit, hop: Target, addresses: Sequence[str]) -> socket.socket:
    for address in addresses:
        try:
            return visit.connect(address, hop.port, min(CONNECT, visit.left()))
        except OSError:
            continue
    raise Failed("connection")


def _secured(visit: Visit, hop: Target, line: socket.socket) -> socket.socket:
    """TLS for https: the certificate must be valid for the host name, whichever address was dialled."""
    if hop.scheme == "http":
        return line
    try:
        line.settimeout(visit.left())
        return visit.trust.wrap_socket(line, server_hostname=hop.host)
    except ssl.SSLCertVerificationError:
        code = "certificate"
    except TimeoutError:
        code = "time"
    except OSError:
        code = "secure"
    except Failed:
        code = "time"
    line.close()
    raise Failed(code)


def _words(hop: Target, method: str) -> bytes:
    return (
        f"{method} {hop.path} HTTP/1.1\r\nHost: {hop.host}\r\nUser-Agent: {AGENT}\r\nAccept: text/html, */*\r\n"
        "Accept-Encoding: identity\r\nConnection: close\r\n\r\n"
    ).encode("ascii")


class _Enough(OSError):
    """The other side sent more than we take."""


class _Stream(io.RawIOBase):
    """What `http.client` reads from: keeps to the clock and to a size, so a server that drips is cut off."""

    def __init__(self, line: socket.socket, visit: Visit) -> None:
        self.line, self.visit, self.room = line, visit, HEADERS

    def makefile(self, *_how: object) -> io.BufferedReader:
        return io.BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def,override]
        if self.room <= 0:
            raise _Enough
        self.line.settimeout(self.visit.left())
        count = self.line.recv_into(buffer, min(len(buffer), self.room))
        self.room -= count
        return count
