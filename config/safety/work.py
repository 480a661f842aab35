"""Proof of work: a form that a browser sends has cost it a little, a flood of forms a lot. Pure; stores nothing.

The browser looks for a number whose SHA-256, together with the signed token of the form, begins with BITS zero bits
(config/static/js/work.js). We check one hash. The token is signed and named after one sitting, so work cannot be done
before the form was asked for, and not for another form. How often one sitting may show it is counted by the throttle.

What it costs (the idea: Adam Back, "Hashcash", 2002): on average 16,384 hashes. Measured in Chromium on two very busy
cores, with the processor slowed down six times, as on a cheap phone: about 2 s beside the typing
(tests/browser/test_work.py prints it); a script of our own for SHA-256 was three times as fast, and so long that
Chromium wrote it to the disk, with the name of our host. Two bits more would be four times that: too long for that
phone. A program of its own needs 15 ms, so 10,000 forms cost it minutes, not days: this is one layer of several. It
separates, it does not shut out: without work a pledge is taken too, read later, and has a smaller share of the hour.
"""

import hashlib

BITS = 14
LONGEST = 10  # digits of the number; the script gives up far below
USES = 3  # forms that one sitting may send with one piece of work in an hour: sent, corrected, and once more


def zero_bits(digest: bytes) -> int:
    """How many bits at the front are zero."""
    return len(digest) * 8 - int.from_bytes(digest, "big").bit_length()


def proves(token: str, number: str, bits: int = BITS) -> bool:
    """Whether `number`, decimal digits as the browser sent them, is work for this token. False for anything else."""
    if not (number.isascii() and number.isdigit() and len(number) <= LONGEST):
        return False
    return zero_bits(hashlib.sha256((token + number).encode()).digest()) >= bits


def solve(token: str, bits: int = BITS) -> str:
    """The smallest number that proves work: what the script in the browser does, for tests and measurements."""
    number = 0
    while not proves(token, str(number), bits):
        number += 1
    return str(number)
