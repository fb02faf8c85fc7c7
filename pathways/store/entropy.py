"""Where ids and salts come from: the system's randomness, or, in a sandbox, its seed. Pure but for ``secrets``.

A seeded id depends on the seed and on what it is for, not on how many were drawn before: a retry, a second process
or a rolled-back transaction change nothing, and the same seed gives the same log.
"""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Protocol

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits, and letters that are not taken for one or for each other."""
_BYTES = 10


class Entropy(Protocol):
    """Gives ids (32 hex digits) and salts (64 hex digits)."""

    def event_id(self, case_id: str, seq: int) -> str:
        """An id for the event ``seq`` of a case, unique in the world."""
        ...

    def salt(self, case_id: str, seq: int) -> str:
        """A salt for the free texts of the event, known to nobody before."""
        ...

    def notice_id(self, case_id: str, seq: int, recipient: str, role: str) -> str:
        """An id for what the event ``seq`` tells a person in a role, unique in the world."""
        ...

    def installation_id(self) -> str:
        """An id for the installation, unique in the world."""
        ...

    def audit_key(self, engagement: str) -> str:
        """A secret of 64 hex digits, for what the rows of an engagement's list are called."""
        ...

    def audit_seed(self, engagement: str, draw: int) -> str:
        """A seed of 32 hex digits for a sample, known to nobody before it is drawn."""

    def signal_id(self, case_id: str, seq: int, message: str) -> str:
        """An id for a message that the event ``seq`` sends, as it is typed and stands on paper."""
        ...


@dataclass(frozen=True, slots=True)
class SystemEntropy:
    """For real databases: nobody can foresee or repeat it."""

    def event_id(self, case_id: str, seq: int) -> str:  # noqa: ARG002 (of no use to chance)
        return secrets.token_hex(16)

    def salt(self, case_id: str, seq: int) -> str:  # noqa: ARG002
        return secrets.token_hex(32)

    def notice_id(self, case_id: str, seq: int, recipient: str, role: str) -> str:  # noqa: ARG002
        return secrets.token_hex(16)

    def installation_id(self) -> str:
        return secrets.token_hex(16)

    def audit_key(self, engagement: str) -> str:  # noqa: ARG002
        return secrets.token_hex(32)

    def audit_seed(self, engagement: str, draw: int) -> str:  # noqa: ARG002
        return secrets.token_hex(16)

    def signal_id(self, case_id: str, seq: int, message: str) -> str:  # noqa: ARG002
        return _typed(secrets.token_bytes(_BYTES))


@dataclass(frozen=True, slots=True)
class SeededEntropy:
    """For sandboxes: who knows the seed knows every salt, so nothing in it is secret."""

    seed: str

    def event_id(self, case_id: str, seq: int) -> str:
        return self._draw("event", case_id, str(seq))[:32]

    def salt(self, case_id: str, seq: int) -> str:
        return self._draw("salt", case_id, str(seq))

    def notice_id(self, case_id: str, seq: int, recipient: str, role: str) -> str:
        return self._draw("notice", case_id, str(seq), recipient, role)[:32]

    def installation_id(self) -> str:
        return self._draw("installation")[:32]

    def audit_key(self, engagement: str) -> str:
        return self._draw("audit-key", engagement)

    def audit_seed(self, engagement: str, draw: int) -> str:
        return self._draw("audit-seed", engagement, str(draw))[:32]

    def signal_id(self, case_id: str, seq: int, message: str) -> str:
        return _typed(bytes.fromhex(self._draw("signal", case_id, str(seq), message))[:_BYTES])

    def _draw(self, *purpose: str) -> str:
        return hashlib.sha256("\x1f".join((self.seed, *purpose)).encode()).hexdigest()


def _typed(drawn: bytes) -> str:
    """``M-7K3F-9QPT-2X``: ten letters of 32 (the remainder of a byte by 32 is even), in groups."""
    letters = "".join(_LETTERS[byte % len(_LETTERS)] for byte in drawn)
    return f"M-{letters[:4]}-{letters[4:8]}-{letters[8:]}"
