"""Secrets of the second factor are sealed in the database with a key that is not in the database.

Fernet (AES-128-CBC with HMAC-SHA-256). Its key is derived from SECRET_KEY with HKDF-SHA-256 (RFC 5869), so that the
two are never the same bytes. A new SECRET_KEY: docs/operations.md, "A new SECRET_KEY".
"""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"upstander: second factor of staff, 1"


class Unreadable(Exception):
    """Sealed with a key that is neither SECRET_KEY nor in SECRET_KEY_FALLBACKS."""


def _fernet(secret: str) -> Fernet:
    key = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(key))


def _keys() -> MultiFernet:
    return MultiFernet([_fernet(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def seal(text: str) -> str:
    """The text as it may lie in the database."""
    return _keys().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text again. Raises Unreadable."""
    try:
        return _keys().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise Unreadable from error


def seal_again(sealed: str) -> str:
    """The same text under the newest key. Raises Unreadable."""
    try:
        return _keys().rotate(sealed.encode()).decode()
    except InvalidToken as error:
        raise Unreadable from error
