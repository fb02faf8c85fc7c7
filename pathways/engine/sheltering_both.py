"""Protected addresses of a duplicate hold in the case that goes on, too: the union, never less. Nobody is shown any.

Each is kept there as it is here; where both have one of a kind for the same person, the later last day counts, and
whoever it is hidden from in either. What was lifted in the one case and holds in the other holds. A merge that is
undone lifts none: an address is opened by a person alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pathways.counting.oslo import civil_date
from pathways.engine.draft import Draft
from pathways.engine.person_wrong import wrong_in
from pathways.engine.persons import CORRECTED, FIELDS, standing, take_back
from pathways.errors import UnavailableError
from pathways.identity.fields import CONTACT_TOLD, SEARCHED
from pathways.identity.protections import Protection, as_text, from_text
from pathways.machine.decide import Definitions
from pathways.machine.state import CaseState
from pathways.messages import say
from pathways.model.record import Actor, Content, Happened, Kind
from pathways.store import persons
from pathways.store.connection import Connection
from pathways.vault.door import New, Opened, Vault, newest


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What is to be kept in the vault once the event that tells of it is in the log."""

    vault: Vault | None = None
    case_id: str = ""
    seq: int = 0
    new: tuple[New, ...] = ()
    replaced: tuple[Opened | None, ...] = ()
    draft: Draft | None = None

    def keep(self, conn: Connection) -> None:
        """Keep it; nothing where nothing was to be taken along."""
        if self.vault is None or self.draft is None:
            return
        self.vault.keep(conn, self.case_id, self.seq, self.new, SEARCHED)
        take_back(conn, self.replaced, self.case_id, self.draft.now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelter:
    """Takes protections along. ``vault`` None: no key is here."""

    definitions: Definitions
    vault: Vault | None

    def prepare(self, conn: Connection, duplicate: str, draft: Draft, state: CaseState, actor: Actor) -> Taken:
        """Draft the event in the kept case. Raises: UnavailableError where no key is here, and one may be needed."""
        if not any(field.startswith(CONTACT_TOLD) for _, field in persons.names(conn, duplicate)):
            return Taken()
        if self.vault is None:
            raise UnavailableError("merging.no_key")
        # What was wrongly registered opens no address either: only a lifting does.
        there = standing(self.vault.open(conn, duplicate))
        if not there:
            return Taken()
        known = newest(self.vault.open(conn, draft.case_id), wrong_in(conn, draft.case_id).seqs)
        new = tuple(made for each in there if (made := _joined(each.subject, each.protection, known)) is not None)
        if not new:
            return Taken()
        happened = Happened(on=civil_date(draft.now), at=draft.now)
        data = {FIELDS: self.vault.named(conn, draft.case_id, new)}
        content = Content(happened=happened, data=data, reason_codes=(), pins=(), warnings=())
        record = draft.add_act(Kind.person, actor, run="", name=CORRECTED, item="", content=content, texts={})
        draft.stamp(self.definitions, state, unchanged=True)
        replaced = tuple(known.get((each.subject, each.field)) for each in new)
        return Taken(vault=self.vault, case_id=draft.case_id, seq=record.seq, new=new, replaced=replaced, draft=draft)


def union(one: Protection, other: Protection) -> Protection:
    """What holds where both do: the wider of the two in every way."""
    if other.lifted:
        return one
    if one.lifted:
        return other
    return replace(
        other,
        since=min(one.since, other.since),
        until=max(one.until, other.until),
        towards=tuple(sorted({*one.towards, *other.towards})),
    )


def _joined(subject: str, protection: Protection, known: Mapping[tuple[str, str], Opened]) -> New | None:
    """What is to be written in the kept case; None where it protects as much already."""
    cell = protection.grade.cell
    found = known.get((subject, cell))
    before = None if found is None or found.value is None else from_text(found.value)
    joined = protection if before is None else union(protection, before)
    if joined == before:
        return None
    return New(
        subject=subject, field=cell, value=as_text(joined), why=say("merging.protection_why"), due_on=joined.until
    )
