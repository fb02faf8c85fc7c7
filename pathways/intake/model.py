"""Cases open at go-live, as a file tells of them: typed, with the place of everything that may yet be refused."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from pathways.model.record import Happened


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenEvent:
    """Something that happened before go-live. ``event`` is empty where the case begins: what starts its pathway."""

    place: str
    """Of the event as a whole."""
    places: Mapping[str, str]
    """Of each field that was given, by its name."""
    event: str
    happened: Happened
    item: str
    run: str
    values: Mapping[str, str]
    texts: Mapping[str, str]
    """Free texts of fields."""
    codes: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """One case. ``reference`` is the service's own name for it; empty where it gave none."""

    place: str
    reference: str
    pathway: str
    events: tuple[OpenEvent, ...]

    def reference_digest(self) -> str:
        """What is kept of the reference, to know it again: somebody may have put a name there."""
        return hashlib.sha256(self.reference.encode()).hexdigest()

    def fingerprint(self, again: int) -> str:
        """Tells the case from others, without its free texts: nobody is to try guesses against what is stored.

        ``again`` counts cases of one file that read alike.
        """
        told = [self.pathway, self.reference, again, [_said(event) for event in self.events]]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _said(event: OpenEvent) -> list[object]:
    happened = event.happened
    at = "" if happened.at is None else happened.at.isoformat()
    return [event.event, happened.on.isoformat(), at, event.item, event.run, dict(event.values), list(event.codes)]
