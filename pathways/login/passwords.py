"""Passwords: which may be chosen, and what argon2id makes of them. The only home of ``argon2``.

Length and guessing decide, no rules about kinds of characters (NIST SP 800-63B-4, OWASP ASVS 5.0 V6.2).
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from pathways.errors import UsageError

SHORTEST, LONGEST = 12, 128
"""Characters of a password (ASVS asks for 8 or more and lets 64 or more; the longest keeps hashing bounded)."""

LEFT = 6
"""Characters that must be left of a password when what anybody would guess is taken out."""

WORST = frozenset(
    [
        "passord",
        "password",
        "hemmelig",
        "secret",
        "velkommen",
        "welcome",
        "barnevern",
        "kommune",
        "sykehus",
        "helse",
        "pathways",
        "letmein",
        "iloveyou",
        "qwertyuiop",
        "qwerty",
        "asdfgh",
        "zxcvbn",
        "dragon",
        "monkey",
        "football",
        "fotball",
        "superman",
        "batman",
        "sunshine",
        "princess",
        "sommer",
        "vinter",
        "host",
        "var",
        "norge",
        "oslo",
        "bergen",
        "trondheim",
        "stavanger",
        "januar",
        "februar",
        "mars",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "desember",
        "mandag",
        "tirsdag",
        "onsdag",
        "torsdag",
        "fredag",
        "lordag",
        "sondag",
        "admin",
        "bruker",
        "login",
        "abcdefgh",
        "abcd1234",
        "1q2w3e4r",
        "1234567890",
        "0987654321",
        "123456789",
        "12345678",
        "1234567",
        "123456",
        "12345",
        "1234",
        "123",
        "changeme",
        "trustno1",
        "whatever",
        "computer",
        "internet",
        "master",
        "shadow",
        "michael",
        "jordan",
        "liverpool",
        "arsenal",
        "manchester",
    ]
)
"""What stands in every list of passwords that were given away: in small letters, without å and ø."""

_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_FOLD = str.maketrans({"å": "a", "ø": "o", "æ": "ae", "@": "a", "$": "s", "0": "o", "3": "e"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Hashing:
    """Costs of argon2id. ``memory`` is in KiB.

    The least that OWASP recommends is 19456, 2, 1; what is used costs about 0.15 s of one processor core.
    """

    memory: int = 65_536
    rounds: int = 3
    lanes: int = 1

    def hash(self, password: str) -> str:
        """What is kept of a password: parameters, salt and hash."""
        return self._hasher().hash(normal(password))

    def fits(self, kept: str | None, password: str) -> bool:
        """Whether a password is the one that was kept. Costs the same where none was."""
        if kept is None:
            self.hash(password)
            return False
        try:
            return self._hasher().verify(kept, normal(password))
        except (VerificationError, InvalidHashError):
            return False

    def is_old(self, kept: str) -> bool:
        """Whether something was made with other costs than these, and is to be made anew."""
        return self._hasher().check_needs_rehash(kept)

    def _hasher(self) -> PasswordHasher:
        return PasswordHasher(
            time_cost=self.rounds, memory_cost=self.memory, parallelism=self.lanes, hash_len=32, type=Type.ID
        )


def normal(password: str) -> str:
    """One form of each letter, so that it is the same password on another keyboard."""
    return unicodedata.normalize("NFKC", password)


def require_good(password: str, about: Iterable[str]) -> None:
    """Refuse what is too short, too long, or easily guessed; ``about``: names of the person and of the place.

    Raises: UsageError, which repeats nothing of it.
    """
    chosen = normal(password)
    if not SHORTEST <= len(chosen) <= LONGEST:
        raise UsageError("login.password_length", shortest=SHORTEST, longest=LONGEST)
    if any(unicodedata.category(letter) == "Cc" for letter in chosen):
        raise UsageError("login.password_control")
    if len(_unguessed(chosen, about)) < LEFT or len(set(chosen.casefold())) < LEFT:
        raise UsageError("login.password_guessed")


def _unguessed(password: str, about: Iterable[str]) -> str:
    """What is left when years and words that anybody would try are taken out, the longest first."""
    plain = password.casefold()
    own = {word for text in about for word in re.split(r"[\W_]+", text.casefold()) if len(word) > 2}
    words = sorted({*own, *(word.translate(_FOLD) for word in own), *WORST}, key=len, reverse=True)
    least = plain
    for form in (plain, plain.translate(_FOLD)):
        left = _YEAR.sub("", form)
        for word in words:
            left = left.replace(word, "")
        left = re.sub(r"[\W_]", "", left)
        least = min(least, left, key=len)
    return least
