"""The decision log as a chain: each row names the hash of the row before, so a change anywhere shows.

Migrations that ran long ago call `digest` too, and every stored hash came from it: what it does may never change.
The hash has no key. Whoever rewrites the whole table and its head can make a chain that fits; so note the head that
`verify_decisions` prints somewhere else, for example in the minutes of the team.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.auth.models import User

from actions.pledges.models import LogHead, Pledge, PledgeDecision

GENESIS = "0" * 64  # what the first row names as the one before: no SHA-256 that anybody can find


def digest(row: Any, previous: str) -> str:
    """SHA-256 in hexadecimal over canonical JSON: keys in order, no blanks, UTF-8, the time in UTC to the microsecond.

    `row` is a PledgeDecision, or its state in a migration. The number of the row is not hashed: a refused insert
    leaves a gap, and the order is that of the chain.
    """
    fields = {
        "at": row.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        "by": row.by_id,
        "code": row.code,
        "outcome": str(row.outcome),
        "pledge": row.pledge_public_id,
        "previous": previous,
        "version": row.version,
    }
    text = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def append_many(
    pledges: Sequence[Pledge], *, outcome: str, code: str, by: User, at: dt.datetime
) -> list[PledgeDecision]:
    """Write a row for each pledge, in their order, about the version that they have as they are given.

    Only moderation/ calls this, inside the transaction that moves the pledges. The head is the last lock that a
    decision takes, after pledges, cases and numbers: everybody in the same order, so nobody waits in a circle.
    """
    LogHead.objects.get_or_create(pk=LogHead.ONLY, defaults={"hash": GENESIS})
    head = LogHead.objects.select_for_update().get(pk=LogHead.ONLY)
    rows = []
    for pledge in pledges:
        row = PledgeDecision(
            pledge_public_id=pledge.public_id,
            version=pledge.version,
            outcome=outcome,
            code=code,
            by=by,
            at=at,
            previous=head.hash,
        )
        row.hash = head.hash = digest(row, head.hash)
        rows.append(row)
    PledgeDecision.objects.bulk_create(rows)
    head.length += len(rows)
    head.save(update_fields=["hash", "length"])
    return rows


def check(rows: Iterable[Any], head: LogHead | None) -> tuple[int, str, Any]:
    """Walk the log: (rows that fit, hash of the last of them, what does not fit).

    What does not fit is a row, the head when rows are missing at the end, or None when the chain is intact.
    """
    number, last = 0, GENESIS
    for row in rows:
        if row.previous != last or row.hash != digest(row, last):
            return number, last, row
        number, last = number + 1, row.hash
    expected = (head.length, head.hash) if head else (0, GENESIS)
    return number, last, None if expected == (number, last) else head or LogHead(hash=GENESIS)
