"""A copy that lies on a disk of somebody else: sealed with a key, in pieces that cannot be cut, moved or mixed.

The pieces are those of STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015), as the `age` format has them too: 64 KiB,
ChaCha20-Poly1305 (RFC 8439), the nonce is the number of the piece and a last byte that is 1 in the last piece only.
Each file has a key of its own, made from the key file and 32 random bytes with HKDF-SHA-256 (RFC 5869), so no nonce
is ever used twice. docs/adr/0020 says why this and not another program.
"""

import base64
import binascii
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"upstander sealed copy 1\n"
PIECE = 65536  # bytes of a piece before it is sealed
TAG = 16
SALT = 32
PURPOSE = b"upstander: copy of the database, 1"


class SealError(Exception):
    """A sentence about what is wrong with a key or a sealed file."""


def new_key() -> str:
    """The content of a new key file: 32 random bytes in base64, one line."""
    return base64.b64encode(secrets.token_bytes(32)).decode() + "\n"


def read_key(path: Path) -> bytes:
    """The 32 bytes of a key file. Raises SealError, also when others on the machine may read it."""
    try:
        text = path.read_text(encoding="ascii").strip()
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        raise SealError(f"The key file {path} cannot be read.") from error
    if os.name == "posix" and mode & 0o077:
        raise SealError(f"Others may read the key file {path}. Run: chmod 600 {path}")
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error:
        key = b""
    if len(key) != 32:
        raise SealError(f"{path} is not a key. Make one with: ./run manage backup --new-key FILE")
    return key


def is_sealed(path: Path) -> bool:
    """Whether a file begins as a sealed one does."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def _cipher(key: bytes, salt: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(HKDF(hashes.SHA256(), 32, salt, PURPOSE).derive(key))


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _pieces(file: BinaryIO, size: int) -> Iterator[tuple[int, bytes, bool]]:
    """(number, bytes, whether it is the last); an empty file is one empty piece."""
    number, here = 0, file.read(size)
    while True:
        after = file.read(size)
        yield number, here, not after
        if not after:
            return
        number, here = number + 1, after


def seal(source: BinaryIO, target: BinaryIO, key: bytes) -> None:
    """Write `source` sealed to `target`; in memory is never more than two pieces."""
    salt = secrets.token_bytes(SALT)
    cipher = _cipher(key, salt)
    target.write(MAGIC + salt)
    for number, piece, last in _pieces(source, PIECE):
        target.write(cipher.encrypt(_nonce(number, last), piece, MAGIC))


def unseal(source: BinaryIO, target: BinaryIO, key: bytes) -> None:
    """Write what `source` holds to `target`. Raises SealError: then what was written so far must not be used."""
    if source.read(len(MAGIC)) != MAGIC:
        raise SealError("This is not a sealed copy.")
    cipher = _cipher(key, source.read(SALT))
    for number, piece, last in _pieces(source, PIECE + TAG):
        try:
            target.write(cipher.decrypt(_nonce(number, last), piece, MAGIC))
        except InvalidTag as error:
            if number == 0:
                raise SealError("The key does not fit this copy, or its beginning was changed.") from error
            raise SealError("This copy was cut or changed. Use another one.") from error
