"""Tokens: words that stand nowhere else, each with what it is of and which case it belongs to, and how to find them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from tests.identity.naive import control_digits

_WORD = re.compile(r"zx\d{5}qz", re.IGNORECASE)
_NUMBER = re.compile(r"(?<!\w)\d{11}(?!\w)")
_BORN = re.compile(r"((?:19|20|21)\d\d)-07-11|11\. juli ((?:19|20|21)\d\d)")
"""The day of the year on which they all were born, as it is written here and there."""


class Kind(StrEnum):
    """What a token tells."""

    identity = "identity"
    """Who somebody is, who decides for them, or who reported."""
    place = "place"
    """Where somebody is, in a case in which nobody is protected."""
    sheltered = "sheltered"
    """The same in a case in which somebody is, and who decided so."""
    text = "text"
    """A free text of a case."""
    annulled = "annulled"
    """A free text of what was marked as wrongly registered."""
    audit = "audit"
    """Why somebody audits, or took a case."""
    account = "account"
    """Why something was done with somebody's account."""
    staff = "staff"
    """Of those who work there: names, and why something was said about them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One of them. ``case`` is empty where it is of none."""

    word: str
    kind: Kind
    case: str
    of: str


@dataclass(slots=True)
class Tokens:
    """All that were made."""

    known: dict[str, Token] = field(default_factory=dict)

    def word(self, kind: Kind, case: str, of: str) -> str:
        """A new word."""
        return self._keep(f"Zx{len(self.known):05}qz", kind, case, of)

    def day(self, kind: Kind, case: str, of: str, century: int) -> str:
        """A new day, in a year in which nothing else happened."""
        years = sum(word.startswith(str(century)) and len(word) == 10 for word in self.known)
        year = century * 100 + years + (12 if century == 20 else 0)
        return self._keep(f"{year}-07-11", kind, case, of)

    def number(self, kind: Kind, case: str, of: str) -> str:
        """A new number of an invented person: 80 is added to the month."""
        numbers = sum(len(word) == 11 for word in self.known)
        nines = (f"{1 + numbers % 28:02}81{50 + numbers // 28}{number}" for number in range(500, 999))
        made = next(nine + min(pairs) for nine in nines if (pairs := control_digits(nine, from_2032=False)))
        return self._keep(made, kind, case, of)

    def within(self, told: str) -> list[Token]:
        """Those that stand in a text, also where a line was broken inside of one."""
        found = {*_WORD.findall(told), *_WORD.findall("".join(told.split())), *_NUMBER.findall(told)}
        found |= {f"{one or other}-07-11" for one, other in _BORN.findall(told)}
        return [self.known[word.lower()] for word in sorted(found) if word.lower() in self.known]

    def _keep(self, word: str, kind: Kind, case: str, of: str) -> str:
        self.known[word.lower()] = Token(word=word, kind=kind, case=case, of=of)
        return word


def in_files(tokens: Iterable[Token], content: bytes) -> Iterator[Token]:
    """Those that lie in a file, in the ways in which a text may lie in one."""
    lowered = content.lower()
    for token in tokens:
        if any(token.word.lower().encode(way) in lowered for way in ("utf-8", "utf-16-le")):
            yield token
