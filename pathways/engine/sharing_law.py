"""What may be told to another service: asked before anything leaves, of whatever law is put in here.

The strict default knows no law: nothing may be told without a basis that a person gives by hand when it is sent.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Protocol

from pathways.errors import EventRefusedError
from pathways.messages import say
from pathways.model.record import Record

CONSENT = "samtykke"
"""The basis that is no paragraph."""

_PARAGRAPH = re.compile(r"[^\W\d_][\w .()-]{1,50}§§? ?[0-9][\w .,()–-]{0,30}")
"""A law in letters, the sign, and the paragraph: ``forvaltningsloven § 13 b``."""

_DIGITS = re.compile(r"[0-9]{5}|([0-9] ?){6}")
"""More digits than any paragraph has: a date of birth, a national number, a telephone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What is to be told: a message of an event, and the fields that its definition names."""

    link: str
    event: str
    seq: int
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """To whom: a service of the organisation, or a kind where none is told of; empty names are not known."""

    service: str
    kind: str
    area: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What may be told. ``basis`` empty: nothing, not even that there is anything to tell."""

    basis: str
    allowed: tuple[str, ...] = ()
    withheld: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Why a field may not go along, in a sentence."""
    why: str = ""
    """Why nothing may be told, in a sentence."""


class SharingLaw(Protocol):
    """Whatever knows what may be shared."""

    def may_share(self, records: Sequence[Record], link: Link, recipient: Recipient, on: date, given: str) -> Verdict:
        """What of ``link`` may be told to ``recipient`` that day. ``records``: the log of the case that tells it.

        ``given``: the basis that was given by hand, now or when it was first sent; empty: none.
        Raises: EventRefusedError for one that is none.
        """
        ...


@dataclass(frozen=True, slots=True)
class GivenBasis:
    """Nothing without a basis given by hand; with one, what the definition names."""

    def may_share(
        self, records: Sequence[Record], link: Link, recipient: Recipient, on: date, given: str
    ) -> Verdict:  # fmt: skip
        """As ``SharingLaw``."""
        del records, recipient, on
        if not given:
            return Verdict(basis="", why=say("signals.no_basis"))
        return Verdict(basis=checked_basis(given), allowed=link.fields)


GIVEN_BASIS = GivenBasis()


def checked_basis(given: str) -> str:
    """A basis as it is kept: consent, or a law with its paragraph. Raises: EventRefusedError."""
    basis = " ".join(given.split())
    if basis != CONSENT and (not _PARAGRAPH.fullmatch(basis) or _DIGITS.search(basis)):
        raise EventRefusedError("signals.basis_form", consent=CONSENT)
    return basis
