"""AES-256-GCM over what a case holds, and over the key of a case. Pure but for the random nonce; knows no database.

A ciphertext is bound to its place (case, subject, field, version): elsewhere it does not open. What is sealed is
filled up with spaces to whole blocks, so that its length tells little of the length of a name.
"""

import base64
import hashlib
import hmac
import os
from dataclasses import dataclass, field

from pathways.keys.raw import BYTES, fingerprint

FORMAT = "1"
_NONCE = 12
"""Bytes. Drawn anew each time; one key seals far fewer than 2^32 texts (NIST SP 800-38D, 8.3)."""
_BLOCK = 64
_CELL = 20
"""Hexadecimal digits: 80 bits, and a case has some dozens of them."""
_BETWEEN = "\x1f"
"""Stands between the parts of a place; no case number, subject or field has one."""


class NotOpenedError(Exception):
    """A ciphertext is not as it was sealed, lies in another place, or was sealed with another key."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed text belongs."""

    case_id: str
    subject: str
    field: str
    version: int

    def bound(self, what: str) -> bytes:
        """What a ciphertext is bound to: its form, what it is, and this place."""
        return _bound(what, self.case_id, self.subject, self.field, str(self.version))


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseKey:
    """The key of one case, unlocked. It never leaves the memory of the process."""

    case_id: str
    key_id: str
    key: bytes = field(repr=False)

    def seal(self, place: Place, what: str, text: str) -> str:
        """The text as ciphertext for ``place``. ``what`` tells texts of one place apart: a value, a reason."""
        plain = text.encode()
        plain += b" " * (-len(plain) % _BLOCK)
        # The length goes first, as spaces at the end may be somebody's own.
        plain = len(text.encode()).to_bytes(4) + plain
        return f"{FORMAT}.{self.key_id}.{_encrypt(self.key, plain, place.bound(what))}"

    def open(self, place: Place, what: str, sealed: str) -> str:
        """What was sealed. Raises: NotOpenedError."""
        form, _, rest = sealed.partition(".")
        key_id, _, ciphertext = rest.partition(".")
        if form != FORMAT or key_id != self.key_id:
            raise NotOpenedError
        plain = _decrypt(self.key, ciphertext, place.bound(what))
        return plain[4 : 4 + int.from_bytes(plain[:4])].decode()

    def cell(self, subject: str, field: str) -> str:
        """What a field is called where its name is not to be told: another in each case, and for each person.

        A keyed hash under a label of its own, so it says nothing of the key that seals.
        """
        words = _bound("cell", self.case_id, subject, field)
        return hmac.new(self.key, words, hashlib.sha256).hexdigest()[:_CELL]


def new_case_key(case_id: str) -> CaseKey:
    """A key that no other case has."""
    return CaseKey(case_id=case_id, key_id=os.urandom(8).hex(), key=os.urandom(BYTES))


def wrap(key: CaseKey, wrapping: bytes) -> str:
    """The key of a case, locked with a wrapping key, of which it tells the fingerprint."""
    return f"{FORMAT}.{fingerprint(wrapping)[:16]}.{_encrypt(wrapping, key.key, _of_key(key.case_id, key.key_id))}"


def unwrap(case_id: str, key_id: str, wrapped: str, wrapping: bytes) -> CaseKey:
    """The key of a case, unlocked. Raises: NotOpenedError."""
    form, _, rest = wrapped.partition(".")
    told, _, ciphertext = rest.partition(".")
    if form != FORMAT or told != fingerprint(wrapping)[:16]:
        raise NotOpenedError
    key = _decrypt(wrapping, ciphertext, _of_key(case_id, key_id))
    return CaseKey(case_id=case_id, key_id=key_id, key=key)


def _of_key(case_id: str, key_id: str) -> bytes:
    return _bound("case key", case_id, key_id)


def _bound(*parts: str) -> bytes:
    return _BETWEEN.join(("pathways vault", FORMAT, *parts)).encode()


# What enciphers is loaded with the first text that is: most commands have none, and it takes a while.


def _encrypt(key: bytes, plain: bytes, bound: bytes) -> str:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 (see above)

    nonce = os.urandom(_NONCE)
    return base64.urlsafe_b64encode(nonce + AESGCM(key).encrypt(nonce, plain, bound)).decode()


def _decrypt(key: bytes, text: str, bound: bytes) -> bytes:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 (see above)
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 (see above)

    try:
        data = base64.b64decode(text, altchars=b"-_", validate=True)
        return AESGCM(key).decrypt(data[:_NONCE], data[_NONCE:], bound)
    except (InvalidTag, ValueError):
        raise NotOpenedError from None
