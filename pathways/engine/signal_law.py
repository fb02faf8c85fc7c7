"""What of a message may be told to a service: the law of sharing, asked for exactly what the message tells.

A message tells that its event happened, and on which day; besides that the fields that its definition names. The first
is asked for as the events of the run, since whoever may be told of the run alone is not told of what happened in it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pathways.engine.library import Library
from pathways.engine.people import People
from pathways.model.pathway import Pathway
from pathways.model.record import Record
from pathways.sharing import Facts, Recipient, Sharing, link_of, may_share
from pathways.sharing.items import EVENTS, field_key
from pathways.sharing.records import WHAT, told

NOBODY = Facts()
"""Where nothing is known of the child: then what depends on it is withheld."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What of a message may be told to one recipient on a day."""

    sharing: Sharing
    fields: tuple[str, ...]
    """Those of its fields that may be told, in the order of the definition."""

    @property
    def may(self) -> bool:
        """Whether anything of it may be."""
        return self.sharing.allows(EVENTS)

    @property
    def why(self) -> str:
        """Why not, in a sentence; empty where it may be told."""
        return self.why_not()

    def why_not(self, *also: str) -> str:
        """The same of its event or of what else it tells."""
        return next((each.why for each in self.sharing.withheld if each.item.key in (EVENTS, *also)), "")

    def basis(self, values: Iterable[str]) -> str:
        """The law that a message with these fields rests on, as it is told to whoever receives it."""
        laws = {each.law: None for each in self.sharing.allowed if each.item.key in keys_of(values)}
        return "; ".join(laws)

    def bases(self, values: Iterable[str]) -> frozenset[int]:
        """The same as the events of the case that say so."""
        return frozenset(each.by for each in self.sharing.allowed if each.item.key in keys_of(values))


def judged(  # noqa: PLR0913, PLR0917 (what of whom to whom, when, and by what is known)
    library: Library,
    records: Sequence[Record],
    pathway: Pathway,
    fields: Sequence[str],
    to: Recipient,
    on: date,
    facts: Facts = NOBODY,
    also: tuple[str, ...] = (),
) -> Verdict:
    """What of a message with these fields may be told on a civil date, by the log of the case that tells it.

    ``also``: items that it tells besides its event and fields.
    """
    law = library.catalogue.sharing
    sharing = may_share(records, link_of(pathway, law, (*keys_of(fields), *also)), to, on, law, facts)
    may = sharing.allows(EVENTS)
    return Verdict(sharing=sharing, fields=tuple(each for each in fields if may and sharing.allows(field_key(each))))


def keys_of(fields: Iterable[str]) -> tuple[str, ...]:
    """The items that a message with these fields tells."""
    return EVENTS, *(field_key(each) for each in fields)


def recipient(library: Library, people: People, service: str, kind: str) -> Recipient:
    """A service, or a kind of which none is told of, as the law of sharing is asked about it."""
    found = people.services.get(service)
    own = kind if found is None else found.kind
    sector = library.catalogue.sharing.sector_of(own)
    return Recipient(service="" if found is None else service, kind=own, sector=sector)


def rested_on(records: Sequence[Record], signal_id: str) -> Collection[int]:
    """The events that a message rested on when it was sent last; none where no record tells of that."""
    sent = [each for each in told(records) if each.content.data.get(WHAT) == signal_id]
    return sent[-1].bases if sent else ()
