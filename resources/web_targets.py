"""Which web addresses our own machine may open: a public web page by its name, and nothing near the machine itself.

Pure rules, standard library only. A link in the directory is text that somebody typed, so without these rules
whoever can type one could make the server knock at its own doors (server-side request forgery).
"""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

PORTS = {"http": 80, "https": 443}
LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
ODD = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ufeff\\]")
# A browser reads a name as a number when its last part is one: 127.1, 0x7f.1, 2130706433 (WHATWG URL).
NUMBER = re.compile(r"\d+|0x[0-9a-f]*")
# IDNA 2003, which Python speaks, and IDNA 2008, which registries speak, lead these to different hosts (UTS 46).
DEVIATION = frozenset("ßς\u200c\u200d")
# Names that are never a public web page: RFC 6761, 6762, 7686, 8375, 9476, ICANN's .internal, and common house names.
HOUSE_NAMES = (
    "localhost", "localdomain", "local", "internal", "intranet", "private", "corp", "home", "lan", "onion", "alt",
    "arpa", "test", "invalid", "example", "metadata.goog",
)  # fmt: skip
# Beyond `is_global`, which changed between releases of Python: what IANA reserves, and what clouds keep for themselves.
CLOSED = [
    ipaddress.ip_network(text)
    for text in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4",
        "168.63.129.16/32",  # what every Azure machine can ask about itself
        "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",  # Teredo and others; 6to4
    )
]  # fmt: skip
OPEN_V6 = ipaddress.ip_network("2000::/3")  # all that IANA has given out for the public net
NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address


class Refused(ValueError):
    """We do not open this. `code`: scheme, port, login, name, address or text."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Target:
    """One request to make: `path` holds the query too and is plain ASCII; `host` is a name in ASCII."""

    scheme: str
    host: str
    path: str

    @property
    def port(self) -> int:
        return PORTS[self.scheme]

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.host}{self.path}"


def target(url: str) -> Target:
    """Read a web address strictly. Raises Refused; nothing is looked up."""
    if ODD.search(url) or len(url) > 2000:
        raise Refused("text")
    try:
        parts = urlsplit(url)
        port = parts.port
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
        query = quote(parts.query, safe="/%:@!$&'()*+,;=~?")
    except ValueError:
        raise Refused("text") from None
    if parts.scheme not in PORTS:
        raise Refused("scheme")
    if "@" in parts.netloc:
        raise Refused("login")
    if port not in (None, PORTS[parts.scheme]):
        raise Refused("port")
    return Target(parts.scheme, host_name(parts.hostname or ""), f"{path}?{query}" if query else path)


def host_name(host: str) -> str:
    """A public-looking host name in ASCII and lower case. Raises Refused("name") for anything else.

    Addresses in digits are refused in every spelling: a service has a name, and the spellings are a known trick.
    """
    if len(host) > 253 or DEVIATION & set(host):
        raise Refused("name")
    try:
        name = host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise Refused("name") from None
    labels = name.split(".")
    if len(name) > 253 or len(labels) < 2 or not all(LABEL.fullmatch(label) for label in labels):
        raise Refused("name")
    if NUMBER.fullmatch(labels[-1]) or any(
        name.endswith(f".{house}") or name == house for house in HOUSE_NAMES
    ):
        raise Refused("name")
    return name


def is_public(text: str) -> bool:
    """Whether an address, as a resolver gave it, lies on the public net: itself and any IPv4 address inside it.

    An IPv4-mapped or NAT64 address counts as the IPv4 address that it leads to. Tunnels (6to4, Teredo, ISATAP) and
    the NAT64 range for local use are refused outright: no public site lives there.
    """
    try:
        address: Address = ipaddress.ip_address(text)
    except ValueError:
        return False  # also an address with a zone (fe80::1%eth0)
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id is not None:
            return False
        inside = _inside(address)
        if inside is None and (address not in OPEN_V6 or _is_isatap(address)):
            return False
        address = inside or address
    if any(address in network for network in CLOSED if network.version == address.version):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _inside(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that this one leads to, or None."""
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped


def _is_isatap(address: ipaddress.IPv6Address) -> bool:
    return (int(address) >> 32) & 0xFDFFFFFF == 0x00005EFE  # RFC 5214, 6.1


# Second parts that registries of countries sell names below: co.uk, org.au, gob.mx, or.jp.
BELOW = frozenset({
    "ac", "asn", "co", "com", "edu", "go", "gob", "gouv", "gov", "govt", "ltd", "ne", "net", "nhs", "nom", "ong", "or",
    "org", "plc", "police", "sch",
})  # fmt: skip


def site_of(host: str) -> str:
    """The name that somebody registered, as far as the spelling tells: example.org for www.example.org.

    No list of public suffixes is kept, so below a suffix that we do not know two owners can look like one.
    """
    labels = host.lower().removeprefix("www.").split(".")
    deep = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in BELOW
    return ".".join(labels[-3:] if deep else labels[-2:])


def same_site(one: str, other: str) -> bool:
    """Whether two host names belong together: example.org and www.example.org do."""
    return site_of(one) == site_of(other)
