"""What may be told of a case to whom, worked out from its log on a day; and that something was told, recorded.

Whoever sends something asks ``sharing_on`` in its transaction, sends no more than is allowed, and records what it sent
with ``record_shared`` in the same one.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pathways.counting.oslo import parse_date
from pathways.engine.consent_judging import Known, recipient_of
from pathways.engine.draft import Draft
from pathways.engine.library import Library
from pathways.engine.people import People
from pathways.engine.reading import Reader
from pathways.engine.view import CaseView
from pathways.errors import EventRefusedError, NotFoundError, PathwaysError
from pathways.identity.fields import CHILD
from pathways.machine.assigned import assigned
from pathways.machine.state import CaseState
from pathways.machine.values import check_text
from pathways.messages import say
from pathways.model.organisation import Holder
from pathways.model.record import Actor, Content, Happened, Kind, Record, Value
from pathways.sharing import Facts, Link, Recipient, Sharing, link_of, may_share, records
from pathways.sharing.items import RUN
from pathways.sharing.records import given
from pathways.store import persons
from pathways.store.heads import Head
from pathways.vault.door import Vault, newest

BORN, CARE = "birth_date", "care_order"


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """What is known of the child for the rules of age. ``born`` None: it is not written down, or not readable here."""

    born: date | None = None
    care_order: bool = False
    locked: bool = False
    """Whether the date is written down and cannot be opened here."""

    @property
    def facts(self) -> Facts:
        """The same, for what may be told. Nothing tells yet that an address is not protected: each counts as such."""
        return Facts(born=self.born)


NOTHING_KNOWN = Child()


def child_of(reader: Reader, vault: Vault | None, case_id: str, purpose: str) -> Child:
    """What is known of the child, its reading logged first; the log names fields, never what they say.

    Raises: NotFoundError where there is no such case, or a foreign one; NotAllowedError.
    """
    reader.admit(case_id, purpose)
    with reader.database.read() as conn:
        there = persons.names(conn, case_id)
    written = [field for subject, field in there if subject == CHILD and field in (BORN, CARE)]
    information = say("sharing.information_child", fields=", ".join(f"{CHILD}.{each}" for each in written) or "–")
    if not reader.log_reading(case_id, purpose, information):
        raise NotFoundError("engine.no_case", case=case_id)
    born = _born(reader, vault, case_id) if BORN in written else None
    return Child(born=born, care_order=CARE in written, locked=BORN in written and born is None)


def _born(reader: Reader, vault: Vault | None, case_id: str) -> date | None:
    """The birth date as it is written now; None where it cannot be opened here."""
    if vault is None:
        return None
    try:
        with reader.database.read() as conn:
            found = newest(vault.open(conn, case_id)).get((CHILD, BORN))
    except PathwaysError:
        return None
    return None if found is None or found.value is None else parse_date(found.value)


def links_of(library: Library, state: CaseState) -> tuple[Link, ...]:
    """What the runs of a case hold, one link for each pathway, in the order they began."""
    digests = {library.prepared(run.digest).pathway.id: run.digest for run in state.runs.values()}
    law = library.catalogue.sharing
    return tuple(link_of(library.prepared(digest).pathway, law) for digest in digests.values())


def known_of(library: Library, people: People, head: Head, state: CaseState, child: Child) -> Known:
    """What consents and sharing of a case are judged by."""
    belongs = people.service_of(head.holder, head.service)
    bare = known_with(library, people, head.service, belongs)
    return replace(bare, born=child.born, care_order=child.care_order, links=links_of(library, state))


def known_with(library: Library, people: People, service: str, belongs: str) -> Known:
    """The same of a case that lies in a service, without what is in it."""
    return Known(
        law=library.catalogue.sharing,
        people=people,
        kinds=tuple(sorted(library.catalogue.kinds)),
        service=service,
        belongs=belongs,
    )


def sharing_on(
    library: Library, log: Iterable[Record], link: Link, recipient: Recipient, on: date, child: Child = NOTHING_KNOWN
) -> Sharing:
    """What of ``link`` may be told to ``recipient`` on a civil date, by the log of the case and the law loaded."""
    return may_share(log, link, recipient, on, library.catalogue.sharing, child.facts)


def sharings(
    library: Library, view: CaseView, recipient: Recipient, on: date, child: Child, of: Collection[str] = ()
) -> tuple[Sharing, ...]:
    """The same of every run that a reader sees, by the records known then; of the pathways ``of``, if any are named.

    Raises: NotFoundError for a pathway that the case has no run of.
    """
    links = _links_seen(library, view)
    if any(each not in links for each in of):
        raise NotFoundError("sharing.no_pathway", known=", ".join(links) or "–")
    wanted = (link for name, link in links.items() if not of or name in of)
    return tuple(sharing_on(library, view.records, link, recipient, on, child) for link in wanted)


def recipient_for(library: Library, people: People, view: CaseView, to: str, name: str, sector: str) -> Recipient:
    """Who is meant by a reader of a case. Raises: NotFoundError, UsageError."""
    links = _links_seen(library, view)
    holder = assigned(view.records) or Holder()
    service = next((link.service for link in links.values()), "")
    return recipient_of(to, name, known_with(library, people, service, people.service_of(holder, service)), sector)


def difference(
    library: Library, before: Sequence[Record], new: Record, child: Child
) -> tuple[tuple[Sharing, Sharing], ...]:
    """What may be told without a new record and with it, of every run, to each whom it is about.

    An objection towards everybody is about each to whom something was opened before.
    """
    if new.content is None:
        return ()
    digests = {pin.pathway: pin.digest for each in before if each.content for pin in each.content.pins}
    links = [link_of(library.prepared(digest).pathway, library.catalogue.sharing) for digest in digests.values()]
    found = []
    for recipient in dict.fromkeys(_recipients(before, new)):
        for link in links:
            logs = before, (*before, new)
            one, other = (sharing_on(library, log, link, recipient, new.content.happened.on, child) for log in logs)
            found.append((one, other))
    return tuple(found)


def _recipients(before: Sequence[Record], new: Record) -> Iterator[Recipient]:
    # What is withdrawn is about whom it was given about.
    about = [*given((new,))] or [each for each in given(before) if each.seq in new.targets]
    everybody = any(each.word(records.TO_IS) == records.EVERYBODY for each in about)
    for each in given(before) if everybody else about:
        name, to = (each.texts or {}).get(records.RECIPIENT, ""), each.word(records.TO)
        is_kind = each.word(records.TO_IS) == records.KIND
        if name or to:
            yield Recipient(service="" if is_kind else to, kind=to if is_kind else "", name=name)


def _links_seen(library: Library, view: CaseView) -> dict[str, Link]:
    """What the runs hold that a reader sees, by pathway."""
    digests = {run.pathway: run.digest for run in view.standing.runs}
    return {
        name: link_of(library.prepared(digest).pathway, library.catalogue.sharing) for name, digest in digests.items()
    }


def record_shared(  # noqa: PLR0913 (who told what to whom, when, and how)
    draft: Draft,
    actor: Actor,
    sharing: Sharing,
    keys: Collection[str],
    happened: Happened,
    *,
    what: str = "",
    how: str = "",
    reason: str = "",
) -> Record:
    """Add to the draft of a case that these items were told; ``what`` is the id of the message, where there is one.

    The caller stamps the draft. Raises: EventRefusedError for an item that may not be told: then nothing is added.
    """
    wanted = [key for key in sharing.link.keys if key in keys or key == RUN]
    refused = [each for each in sharing.withheld if each.item.key in wanted]
    unknown = [key for key in keys if key not in sharing.link.keys]
    if refused or unknown:
        first = refused[0] if refused else None
        raise EventRefusedError(
            "sharing.not_lawful",
            item=first.item.title if first else ", ".join(sorted(unknown)),
            why=first.why if first else say("sharing.why_nothing"),
        )
    told = [each for each in sharing.allowed if each.item.key in wanted]
    bases = sorted({each.by for each in told})
    data = _told(sharing, [each.item.key for each in told], bases) | {records.WHAT: what, records.HOW: how}
    kept_data = {name: value for name, value in data.items() if value not in ("", ())}
    content = Content(happened=happened, data=kept_data, reason_codes=(), pins=(), warnings=())
    texts = {records.RECIPIENT: sharing.recipient.name.strip(), "reason": reason.strip()}
    kept = {each: check_text(each, text) for each, text in texts.items() if text}
    return draft.add_act(Kind.shared, actor, run="", name=Kind.shared.value, item="", content=content, texts=kept)


def _told(sharing: Sharing, items: Sequence[str], bases: Sequence[int]) -> dict[str, Value]:
    to = sharing.recipient
    return {
        records.TO: "" if to.name else to.service or to.kind,
        records.TO_IS: records.NAME if to.name else records.SERVICE if to.service else records.KIND,
        records.OF: (sharing.link.pathway,),
        records.ITEMS: tuple(items),
        records.ON_BASIS: tuple(map(str, bases)),
    }
