"""The hash chain of a case, pure: canonical text, seal and link. Standard library only, no database.

docs/explanation/audit-chain.md tells what the chain proves, what it does not, and how to check it by hand.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping

from pathways.errors import UsageError

FORMAT = 1
"""Number of the chain and of the envelope's form; inside every envelope."""

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode
_ESCAPED_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")


def canonical(value: object) -> str:
    """Canonical JSON: keys sorted, compact, characters as they are (no normalisation).

    Raises: UsageError for a NUL anywhere in it.
    """
    text = _encode(value)
    if "\\u0000" in text and _ESCAPED_NUL.search(text):
        raise UsageError("store.nul")
    return text


def genesis(case_id: str) -> str:
    """What the first event of a case links to (hex): bound to the case, so that a chain cannot change owner."""
    return hashlib.sha256(_utf8(f"pathways chain {FORMAT}\n{case_id}")).hexdigest()


def seal(salt: str, texts: Mapping[str, str]) -> str:
    """The commitment (hex HMAC-SHA256) to ``texts`` under a ``salt`` (hex, 32 bytes)."""
    return seal_text(salt, canonical(dict(texts)))


def seal_text(salt: str, texts: str) -> str:
    """As ``seal``, for texts that are canonical JSON already."""
    return hmac.digest(bytes.fromhex(salt), _utf8(texts), "sha256").hex()


def link(prev_hash: str, envelope: str) -> str:
    """The hash (hex SHA-256) of an event: of the hash before it, a line feed, and the envelope's exact bytes."""
    return hashlib.sha256(_utf8(f"{prev_hash}\n{envelope}")).hexdigest()


def _utf8(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise UsageError("store.half_character") from None
