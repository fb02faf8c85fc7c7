"""What is known of the persons of a case: written as events that name fields alone, read after the reading is logged.

Who may is a matter of role today; the class of each field (``pathways.identity.fields``) is there for a finer table.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pathways.clock import Clock
from pathways.counting.oslo import civil_date
from pathways.engine.person_values import GivenField, read_given, read_value
from pathways.engine.reading import Reader
from pathways.engine.transaction import Desk, Drafted, begin_draft, pending_of, save, tried_again
from pathways.errors import EventRefusedError, NotFoundError, PathwaysError, UsageError
from pathways.identity.fields import CHILD, SEARCHED, FieldClass, class_of, order_of
from pathways.machine.state_json import load
from pathways.messages import say
from pathways.model.policy import Facet
from pathways.model.record import Content, Happened, Kind, Record
from pathways.store import events, heads, persons
from pathways.store.connection import Connection
from pathways.store.database import Database
from pathways.store.persons import Hit
from pathways.vault.door import New, Opened, Vault, newest

SET, CORRECTED = "person_set", "person_corrected"
"""Names of the events."""

FIELDS = "fields"
"""What an event holds: which fields were written, never what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of one field, and the event that tells who wrote it and when."""

    opened: Opened
    by: Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What came of a command. ``seq`` 0: everything was so already, and nothing was recorded."""

    case_id: str
    seq: int
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Persons:
    """The persons of cases, on behalf of the reader's user. ``sandbox``: invented people alone."""

    database: Database
    desk: Desk
    clock: Clock
    vault: Vault
    reader: Reader
    sandbox: bool

    def show(self, case_id: str) -> tuple[Version, ...]:
        """Every version of every field that a case has, the child first: all of them, or nothing.

        Raises: NotAllowedError, NotFoundError; UnavailableError where a key is not here; IntegrityError.
        """
        purpose = say("cli.purpose.person_show")
        facets = self.reader.admit(case_id, purpose)
        with self.database.read() as conn:
            there = [each for each in persons.names(conn, case_id) if _is_shown(each, facets)]
        self._require_key(case_id, purpose, there)
        self._log(case_id, purpose, _information(there))
        with self.database.read() as conn:
            opened = self.vault.open(conn, case_id)
            by = {each.seq: each for each in events.of_kinds(conn, [case_id], (Kind.person,))}
        # What came in between was not logged as shown.
        shown = (each for each in opened if (each.subject, each.field) in there)
        ordered = sorted(shown, key=lambda each: (order_of(each.subject, each.field), each.version))
        return tuple(Version(opened=each, by=by[each.seq]) for each in ordered)

    def search(self, field: str, value: str) -> tuple[Hit, ...]:
        """In which of the cases that the user may see somebody has this number or name now.

        Raises: NotAllowedError; UsageError for a field that is not searched, or a value it does not take.
        """
        purpose = say("cli.purpose.person_search")
        if field not in SEARCHED:
            raise UsageError("person.not_searched", known=", ".join(SEARCHED))
        typed = read_value(CHILD, field, value, today=civil_date(self.clock.now()), sandbox=self.sandbox)
        self.reader.log_reading("", purpose, say("person.information_search", field=field))
        with self.database.read() as conn:
            found = self.vault.find(conn, field, typed)
        visible = self.reader.visible({hit.case_id for hit in found})
        hits = tuple(hit for hit in found if hit.case_id in visible)
        if hits:
            cases = sorted({hit.case_id for hit in hits})
            self.reader.log_readings(cases, purpose, say("person.information_found", field=field))
        return hits

    def write(self, case_id: str, given: Sequence[GivenField]) -> Written:
        """Write down what was not known. What is known already, and the same, is left as it is.

        Raises: EventRefusedError for a field that says something else already; NotAllowedError; NotFoundError;
        UsageError; UnavailableError where a key is not here.
        """
        return self._written(case_id, given, "", SET)

    def correct(self, case_id: str, given: Sequence[GivenField], why: str) -> Written:
        """Write what fields should have said; what they said stays, with why it was wrong.

        Raises: EventRefusedError for a field that says nothing yet, or without a reason; as ``write``.
        """
        if not why.strip():
            raise EventRefusedError("person.no_reason")
        return self._written(case_id, given, why.strip(), CORRECTED)

    def _written(self, case_id: str, given: Sequence[GivenField], why: str, name: str) -> Written:
        purpose = say(f"cli.purpose.{name}")
        self.reader.admit(case_id, purpose)
        now = self.clock.now()
        new = read_given(given, why, today=civil_date(now), sandbox=self.sandbox)
        if not new:
            raise UsageError("person.nothing")
        self.vault.ring.require()
        self._require_key(case_id, purpose, [(each.subject, each.field) for each in new])
        # What is there already is compared with what was given, and the answer tells whether it is the same.
        self._log(case_id, purpose, _information((each.subject, each.field) for each in new))

        def transact() -> Written:
            with self.database.write() as conn:
                return self._keep(conn, case_id, new, name, now)

        return tried_again(transact)

    def _keep(self, conn: Connection, case_id: str, new: Sequence[New], name: str, now: datetime) -> Written:
        locked = heads.lock(conn, case_id)
        if locked is None:
            raise NotFoundError("engine.no_case", case=case_id)
        head, text = locked
        fresh = _fresh(new, newest(self.vault.open(conn, case_id)), correcting=name == CORRECTED)
        named = tuple(f"{each.subject}.{each.field}" for each in fresh)
        if not fresh:
            return Written(case_id=case_id, seq=0, fields=())
        state = load(text)
        draft, before = begin_draft(self.desk, head, now, state), pending_of(state)
        happened = Happened(on=civil_date(draft.now), at=draft.now)
        content = Content(happened=happened, data={FIELDS: named}, reason_codes=(), pins=(), warnings=())
        record = draft.add_act(Kind.person, self.reader.actor, run="", name=name, item="", content=content, texts={})
        # It says nothing about what the case is.
        draft.stamp(self.desk.library, state, unchanged=True)
        save(conn, self.desk, Drafted(head=head, draft=draft, state=state, before=before))
        self.vault.keep(conn, case_id, record.seq, fresh, SEARCHED)
        return Written(case_id=case_id, seq=record.seq, fields=named)

    def _require_key(self, case_id: str, purpose: str, fields: Iterable[tuple[str, str]]) -> None:
        """Raises as ``Vault.require_key``, logged as refused."""
        try:
            with self.database.read() as conn:
                self.vault.require_key(conn, case_id)
        except PathwaysError:
            self.reader.log_refusal(case_id, purpose, _information(fields))
            raise

    def _log(self, case_id: str, purpose: str, information: str) -> None:
        if not self.reader.log_reading(case_id, purpose, information):
            raise NotFoundError("engine.no_case", case=case_id)


def _is_shown(field: tuple[str, str], facets: frozenset[Facet]) -> bool:
    """Where somebody is, and how to reach them, may give a hidden address away: a facet of its own."""
    return (Facet.addresses if class_of(*field) is FieldClass.contact else Facet.persons) in facets


def _fresh(new: Sequence[New], there: Mapping[tuple[str, str], Opened], *, correcting: bool) -> tuple[New, ...]:
    """What is not so already. Raises: EventRefusedError that names fields, never what they say."""
    different = [each for each in new if _value(there, each) != each.value]
    known = [f"{each.subject}.{each.field}" for each in different if (each.subject, each.field) in there]
    if known and not correcting:
        raise EventRefusedError("person.known_already", fields=", ".join(known))
    unknown = [f"{each.subject}.{each.field}" for each in new if (each.subject, each.field) not in there]
    if unknown and correcting:
        raise EventRefusedError("person.not_known_yet", fields=", ".join(unknown))
    return tuple(different)


def _value(there: Mapping[tuple[str, str], Opened], new: New) -> str | None:
    found = there.get((new.subject, new.field))
    return None if found is None else found.value


def _information(fields: Iterable[tuple[str, str]]) -> str:
    """Which fields, for the access log."""
    told = ", ".join(f"{subject}.{field}" for subject, field in fields)
    return say("person.information", fields=told or say("machine.none"))
