"""Web addresses as HSDS wants them: absolute and in ASCII. Pure."""

import re
from urllib.parse import quote

from resources import channels

# RFC 3986, 2.2 and 2.3: what may stand in an address as it is. Brackets only belong to hosts that we do not have.
ALLOWED = "!#$%&'()*+,/:;=?@-._~"
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def uri(value: str) -> str:
    """The address with everything escaped that RFC 3986 does not allow; "" when it is no web page."""
    if not channels.page(value):
        return ""
    before, hash_sign, fragment = value.partition("#")
    value = before + hash_sign + fragment.replace("#", "%23")
    return quote(_LONE_PERCENT.sub("%25", value), safe=ALLOWED)


def as_written(value: str) -> str:
    """The value when `uri` could not keep it exactly, else ""; this is what an attribute has to carry."""
    return "" if uri(value) == value else value
