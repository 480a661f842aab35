"""How often one place may send something, counted without knowing which place it is.

The address is mixed with a random key of the current hour (HMAC-SHA-256, 80 bits kept). Keys and counters that are
two hours old are deleted, by the hourly `tidy` or by the next form; from then on nothing links two requests. While a
key lives, whoever reads the database could test addresses against it: `/privacy/` says so, and never "anonymous".
"""

import base64
import hmac
import ipaddress
import re
import secrets
import time

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.http import HttpRequest

from config.safety import tally
from config.safety.erasure import wipe
from config.safety.models import ThrottleCount, ThrottleKey

PERIOD = 3600  # seconds that one key and its counters are in use
PORT = re.compile(r"^(\[[^\]]*\]|[^:\[\]]*):\d+$")  # [2001:db8::1]:443 or 203.0.113.7:443
KEEP = 2  # periods after which a key and its counters are gone


def client_address(request: HttpRequest) -> str:
    """The address that the last trusted proxy saw. PROXY_HOPS says how many proxies append to the header."""
    if settings.PROXY_HOPS:
        chain = [
            part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()
        ]
        if len(chain) >= settings.PROXY_HOPS:
            return chain[-settings.PROXY_HOPS]
    return request.META.get("REMOTE_ADDR") or ""


def network(address: str) -> str:
    """One household: an IPv4 address, or the /64 of an IPv6 address, with or without a port. "" when unreadable."""
    bare = PORT.sub(r"\1", address.strip())
    try:
        parsed = ipaddress.ip_address(bare.strip("[]"))
    except ValueError:
        return ""
    mapped = getattr(parsed, "ipv4_mapped", None) or parsed
    return str(ipaddress.ip_network((mapped, 32 if mapped.version == 4 else 64), strict=False))


def _key(slot: int) -> bytes:
    key, _created = ThrottleKey.objects.get_or_create(slot=slot, defaults={"key": secrets.token_bytes(32)})
    return bytes(key.key)


def bucket(scope: str, place: str, slot: int) -> str:
    """The name of a counter: scope, period and 80 keyed bits of the network."""
    digest = hmac.digest(_key(slot), place.encode(), "sha256")[:10]
    return f"{scope}:{slot}:{base64.b32encode(digest).decode()}"


def count(name: str, slot: int) -> int:
    """Add one to a counter and return its value. One atomic statement on SQLite and PostgreSQL alike."""
    table = connection.ops.quote_name(ThrottleCount._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (bucket, slot, hits) VALUES (%s, %s, 1) "  # noqa: S608  the table name is ours
            f"ON CONFLICT (bucket) DO UPDATE SET hits = {table}.hits + 1 RETURNING hits",
            [name, slot],
        )
        return int(cursor.fetchone()[0])


def allowed(
    request: HttpRequest,
    scope: str,
    limit: int,
    limit_all: int,
    now: float | None = None,
    part: tuple[str, int] | None = None,
) -> bool:
    """Count one attempt. False when this place had `limit` in the hour, or everybody together `limit_all`.

    `part` names a smaller share inside everybody's, with its own limit, that this attempt takes from as well. What is
    refused at one counter is not counted at the wider ones: it must not use up the share of others.
    """
    fits = _allowed(request, scope, limit, limit_all, _slot(now), part)
    if not fits:
        tally.count("throttled", scope.partition("-")[0])  # what follows may be the id of a promise
    return fits


def _allowed(
    request: HttpRequest, scope: str, limit: int, limit_all: int, slot: int, part: tuple[str, int] | None
) -> bool:
    with transaction.atomic():
        forget(slot)
        place = network(client_address(request))
        # Without a readable address (a socket, an odd proxy) only everybody's share counts: strangers share no bucket.
        if place and count(bucket(scope, place, slot), slot) > limit:
            return False
        if part and count(f"{scope}:{slot}:{part[0]}", slot) > part[1]:
            return False
        return count(f"{scope}:{slot}:all", slot) <= limit_all


def arrived(scope: str, now: float | None = None) -> int:
    """Count one more, from wherever it came; returns about how many came within the last PERIOD.

    Of the period before, the share counts that is less than a PERIOD ago. Nothing about a place is kept.
    """
    slot, passed = divmod(time.time() if now is None else now, PERIOD)
    here = count(f"{scope}:{int(slot)}:any", int(slot))
    before = ThrottleCount.objects.filter(pk=f"{scope}:{int(slot) - 1}:any").values_list("hits", flat=True)
    return here + int((before.first() or 0) * (1 - passed / PERIOD))


def uses(scope: str, thing: str, now: float | None = None) -> int:
    """Count one use of something in this hour, for example of a form's token: how often it was used, this one included.

    The thing is mixed like an address, and gone with the hour like one.
    """
    slot = _slot(now)
    with transaction.atomic():
        return count(bucket(scope, thing, slot), slot)


def _slot(now: float | None) -> int:
    return int((time.time() if now is None else now) // PERIOD)


def forget(slot: int) -> int:
    """Delete keys and counters that are two periods old; returns how many counters.

    Those of a time to come go too: a clock that was ahead made them, and they would stay until that time.
    One period ahead may be another machine whose clock is a little early.
    """
    gone = Q(slot__lte=slot - KEEP) | Q(slot__gt=slot + 1)
    ThrottleKey.objects.filter(gone).delete()
    deleted, _rows = ThrottleCount.objects.filter(gone).delete()
    if deleted:
        transaction.on_commit(wipe)
    return deleted


def forget_old(now: float | None = None) -> int:
    """`forget` for a timer: nobody may have sent a form for days."""
    with transaction.atomic():
        return forget(_slot(now))
