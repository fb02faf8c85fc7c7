"""Keys that are 32 random bytes: those that lock the keys of cases (wrapping), and those of the search (search).

A file holds the bytes in hexadecimal digits and a line end, so that it can be printed and typed in again.
"""

import hashlib
import re
import secrets

from pathways.errors import NotFoundError, UsageError
from pathways.keys.folder import KeyFile, KeyFolder

WRAPPING, SEARCH = "wrapping", "search"
KINDS = (WRAPPING, SEARCH)
SUFFIX = "key"
BYTES = 32

_CONTENT = re.compile(rb"([0-9a-f]{64})\s*")


def new_key(folder: KeyFolder, kind: str) -> KeyFile:
    """Makes the next key of a kind, the current one from now on. Raises as ``KeyFolder.add``."""
    return folder.add(kind, {SUFFIX: secrets.token_bytes(BYTES).hex().encode() + b"\n"})


def files(folder: KeyFolder, kind: str) -> tuple[KeyFile, ...]:
    """The keys of a kind, oldest first. Raises as ``KeyFolder.files``."""
    return folder.files(kind, SUFFIX)


def read(folder: KeyFolder, kind: str, number: int) -> bytes:
    """The key of a kind with that number. Raises: NotFoundError, UsageError; as ``KeyFolder.read``."""
    file = KeyFile(kind, number, SUFFIX)
    if file not in files(folder, kind):
        raise NotFoundError("keys.gone", name=file.key, folder=folder.path)
    found = _CONTENT.fullmatch(folder.read(file, secret=True))
    if found is None:
        raise UsageError("keys.not_32_bytes", file=file.name)
    return bytes.fromhex(found[1].decode())


def fingerprint(key: bytes) -> str:
    """Hex SHA-256 of a key and what it is told for: tells two keys apart, and nothing of either."""
    return hashlib.sha256(b"pathways fingerprint 1\n" + key).hexdigest()
