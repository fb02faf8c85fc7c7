"""Codes: those of a phone (TOTP, RFC 6238; the only home of ``pyotp``), and the one that activates an account."""

import hashlib
import hmac
import secrets
from datetime import datetime

from pyotp import TOTP, random_base32

ISSUER = "pathways"
SECONDS = 30
SPREAD = 1
"""Codes before and after the present one that are taken, for clocks that are not quite right."""

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_GROUPS, _GROUP = 4, 5
"""Twenty letters of 32: 100 bits, so that a plain hash of it is enough."""


def new_secret() -> str:
    """A secret for an app that shows codes: 160 bits, as text."""
    return random_base32()


def address_of(secret: str, user: str) -> str:
    """The secret as such an app reads it: an ``otpauth:`` address."""
    return TOTP(secret).provisioning_uri(name=user, issuer_name=ISSUER)


def step_of(now: datetime) -> int:
    """The number of the half minute that an instant lies in."""
    return int(now.timestamp()) // SECONDS


def step_told(secret: str, typed: str, now: datetime) -> int:
    """The half minute whose code was typed, near ``now``; 0 when it is none of them."""
    digits = "".join(typed.split())
    found = 0
    for step in range(step_of(now) - SPREAD, step_of(now) + SPREAD + 1):
        if hmac.compare_digest(TOTP(secret).generate_otp(step).encode(), digits.encode()):
            found = step
    return found


def new_invite() -> str:
    """A code that activates an account, as it is told once."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def hash_of_invite(typed: str) -> str:
    """What is kept of such a code, however it was typed."""
    plain = "".join(letter for letter in typed.upper() if letter.isalnum())
    return hashlib.sha256(b"pathways invite 1\n" + plain.encode()).hexdigest()


def new_token() -> str:
    """What a session is known by: 256 bits, as text."""
    return secrets.token_urlsafe(32)


def hash_of_token(token: str) -> str:
    """What is kept of it."""
    return hashlib.sha256(b"pathways session 1\n" + token.encode()).hexdigest()


def same(one: str | None, other: str) -> bool:
    """Whether two hashes are one, in time that does not tell where they differ."""
    return hmac.compare_digest((one or "").encode(), other.encode())
