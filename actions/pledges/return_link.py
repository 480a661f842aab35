"""The private link that replaces an account. 256 bits, shown once; the database has only its fingerprint."""

import base64
import hashlib

from django.utils.crypto import salted_hmac

from actions.pledges.models import Pledge


def fingerprint(value: str) -> str:
    """SHA-256 in hexadecimal. The input has 256 random bits, so no salt and no slow hash is needed."""
    return hashlib.sha256(value.encode()).hexdigest()


def secret_for(sitting: str) -> str:
    """The secret of the pledge sent in one sitting at the form: HMAC-SHA-256 of 256 random bits, 43 characters.

    The same form sent twice (a double click) gives the same link, although the link is stored nowhere.
    """
    digest = salted_hmac("pledges.return_link", sitting, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def find(secret: str) -> Pledge | None:
    """The pledge that a link belongs to, or None when it is unknown or the pledge is gone."""
    return Pledge.objects.filter(secret_hash=fingerprint(secret)).first()
