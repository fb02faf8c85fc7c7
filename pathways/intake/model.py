"""Cases open at go-live, as a file tells of them: typed, with the place of everything that may yet be refused."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pathways.intake.faults import Spot
from pathways.messages import say
from pathways.model.record import Happened

CASE, PATHWAY, EVENT, DAY, CLOCK = "sak", "forlop", "hendelse", "dato", "klokkeslett"
ITEM, RUN, CODES, REASON = "aktivitet", "lop", "koder", "begrunnelse"
FIXED = (CASE, PATHWAY, EVENT, DAY, CLOCK, ITEM, RUN, CODES, REASON)
"""Parts of an event that are no fields, by the headings they have in a spreadsheet, in the order of the template."""

WHOLE = ""
"""The part that a fault of an event as a whole is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What a kind of file calls the parts of an event."""

    key: str
    """Of the sentence that names a part."""
    names: Mapping[str, str]
    """Where they are not the headings."""
    fields: str = ""
    """What stands before the name of a field."""

    def called(self, part: str) -> str:
        """``kolonnen dato``, ``set.meldere``."""
        other = part if part in FIXED else self.fields + part
        return say(self.key, name=self.names.get(part, other))


SHEET = Layout(key="intake.column", names=MappingProxyType({}))
JSON = Layout(
    key="intake.path",
    names=MappingProxyType(
        {
            CASE: "reference",
            PATHWAY: "pathway",
            EVENT: "event",
            DAY: "on",
            CLOCK: "at",
            ITEM: "activity",
            RUN: "run",
            CODES: "codes",
            REASON: "reason",
        }
    ),
    fields="set.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenEvent:
    """Something that happened before go-live. ``event`` is empty where the case begins: what starts its pathway."""

    spot: Spot
    """Of the event as a whole."""
    spots: Mapping[str, Spot]
    """Of each part that a fault can be about, by its heading or field."""
    layout: Layout
    event: str
    happened: Happened | None
    """None where the file does not say it so that it can be read."""
    item: str
    run: str
    values: Mapping[str, str]
    texts: Mapping[str, str]
    """Free texts of fields."""
    codes: tuple[str, ...]
    reason: str
    faulty: frozenset[str] = frozenset()
    """Parts that were told of already, and are left out here; ``WHOLE`` among them for the event as such."""

    def spot_of(self, part: str) -> Spot:
        """Where a part stands; the event, where the file has no place for it."""
        return self.spots.get(part, self.spot)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """One case. ``reference`` is the service's own name for it; empty where it gave none.

    ``pathway`` is empty where the file names none that there is.
    """

    spot: Spot
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
    on = "" if happened is None else happened.on.isoformat()
    at = "" if happened is None or happened.at is None else happened.at.isoformat()
    return [event.event, on, at, event.item, event.run, dict(event.values), list(event.codes)]
