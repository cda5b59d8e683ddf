"""A file under a passphrase: bytes in sealed chunks, of which none can be changed, moved, left out or cut off.

The key comes from the passphrase by scrypt (RFC 7914) with a fresh salt. Chunks are sealed with AES-256-GCM (NIST
SP 800-38D); the nonce of each is its number and whether it is the last, as in the STREAM construction (Hoang,
Reyhanitabar, Rogaway, Vizár, CRYPTO 2015); a key seals one file only, so that no nonce comes twice. The header is
bound to every chunk.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MAGIC = b"glienicke desk backup 1\n"
CHUNK = 2**16
"""Bytes of a chunk before it is sealed."""

TAG = 16
COST = 2**17
"""scrypt's N, with r = 8 and p = 1: 128 MB and about half a second for each guess."""

COST_MAX = 2**20
HEADER_MAX = 1000


def seal(content: Iterable[bytes], passphrase: str, to: BinaryIO) -> None:
    """Write the content, sealed. Raises ValueError for an empty passphrase."""
    if not passphrase:
        raise ValueError("the passphrase is empty; choose one that nobody guesses, such as six random words")
    salt = secrets.token_bytes(32)
    key, check_key = _keys(passphrase, salt, COST)
    said = json.dumps({"cost": COST, "salt": salt.hex()}, sort_keys=True)
    header = MAGIC + said.encode("ascii") + b"\n"
    to.write(header + hmac.digest(check_key, header, "sha256"))
    cipher, number, waiting = AESGCM(key), 0, bytearray()
    for part in content:
        waiting += part
        while len(waiting) > CHUNK:  # one is always kept back, since the last one is sealed as such
            to.write(cipher.encrypt(_nonce(number, False), bytes(waiting[:CHUNK]), header))
            del waiting[:CHUNK]
            number += 1
    to.write(cipher.encrypt(_nonce(number, True), bytes(waiting), header))


def opened(file: BinaryIO, passphrase: str) -> Iterator[bytes]:
    """The content, chunk by chunk. Raises ValueError, in words, for a file that is none, a wrong passphrase, and one
    that was changed or cut off; what came before that place was handed out already, and must not be used then."""
    magic = file.read(len(MAGIC))
    if magic != MAGIC:
        raise ValueError("this is no backup of a desk, or one of a newer version")
    said = file.readline(HEADER_MAX)
    header = MAGIC + said
    try:
        told = json.loads(said)
        cost, salt = told["cost"], bytes.fromhex(told["salt"])
        if type(cost) is not int or not 2 <= cost <= COST_MAX or cost & (cost - 1) or not said.endswith(b"\n"):
            raise ValueError
    except (ValueError, KeyError, TypeError):
        raise ValueError("the backup is damaged: its first lines were changed or cut off") from None
    key, check_key = _keys(passphrase, salt, cost)
    check = file.read(32)
    if len(check) < 32:
        raise ValueError("the backup is cut off: it ends after its first lines")
    if not hmac.compare_digest(check, hmac.digest(check_key, header, "sha256")):
        raise ValueError("the passphrase is not that of this backup (or its first lines were changed)")
    yield from _chunks(file, AESGCM(key), header)


def _chunks(file: BinaryIO, cipher: AESGCM, header: bytes) -> Iterator[bytes]:
    number, now = 0, file.read(CHUNK + TAG)
    while True:
        then = file.read(CHUNK + TAG)
        last = not then
        try:
            yield cipher.decrypt(_nonce(number, last), now, header)
        except (InvalidTag, ValueError):
            raise ValueError(_wrong(cipher, number, now, header, last)) from None
        if last:
            return
        number, now = number + 1, then


def _wrong(cipher: AESGCM, number: int, chunk: bytes, header: bytes, last: bool) -> str:
    """Whether a chunk that does not open was changed, or is not the last one and should be followed by more."""
    at = f"{number * CHUNK:,} bytes"
    if last:
        try:
            cipher.decrypt(_nonce(number, False), chunk, header)
        except (InvalidTag, ValueError):
            return f"the backup is cut off or damaged after {at} of its content; nothing of it was used"
        return f"the backup is cut off after {at} of its content; nothing of it was used"
    return f"the backup was changed after {at} of its content; nothing of it was used"


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _keys(passphrase: str, salt: bytes, cost: int) -> tuple[bytes, bytes]:
    """The key that seals, and one that tells a wrong passphrase from damage."""
    root = Scrypt(salt=salt, length=32, n=cost, r=8, p=1).derive(passphrase.encode("utf-8", "surrogatepass"))
    return hmac.digest(root, b"seal", "sha256"), hmac.digest(root, b"check", "sha256")
