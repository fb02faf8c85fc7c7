"""What is known of the persons of a case: written as events that name fields alone, read after the reading is logged.

Where somebody in a case has a protected address, whatever tells where anybody in it is (``FieldClass.contact``) is left
out for all who may not see such addresses, and so is the protection: the answer is that of a case without either.
What was wrongly registered is left out for all but those who still see that.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pathways.clock import Clock
from pathways.counting.oslo import civil_date
from pathways.engine.permitted import standing_in
from pathways.engine.person_values import GivenField, read_given, read_value
from pathways.engine.person_wrong import Wrong, wrong_in
from pathways.engine.reading import Reader
from pathways.engine.telling import REVIEW
from pathways.engine.transaction import Desk, Drafted, begin_draft, pending_of, save, tried_again
from pathways.errors import EventRefusedError, IntegrityError, NotAllowedError, NotFoundError, PathwaysError, UsageError
from pathways.identity.fields import CHILD, CONTACT, SEARCHED, order_of, told_as
from pathways.identity.protections import CELLS, Protection, from_text, shelters
from pathways.machine.state_json import load
from pathways.messages import say
from pathways.model.policy import Action, Facet
from pathways.model.record import Content, Happened, Kind, Record, Value
from pathways.store import events, heads, notices, outbox, persons
from pathways.store.connection import Connection
from pathways.store.database import Database
from pathways.store.heads import Head
from pathways.store.persons import Hit, Kept
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
class Sheltered:
    """A protected address of somebody in a case, as it stands."""

    subject: str
    protection: Protection
    opened: Opened
    """The version that it was read from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a reader is shown of the persons of a case. ``sheltered``: None where the reader may not see any."""

    versions: tuple[Version, ...]
    sheltered: tuple[Sheltered, ...] | None


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

    def show(self, case_id: str) -> Shown:
        """Every version of every field that the reader may see of a case, the child first: all of them, or nothing.

        Raises: NotAllowedError, NotFoundError; UnavailableError where a key is not here; IntegrityError.
        """
        purpose = say("cli.purpose.person_show")
        facets = self.reader.admit(case_id, purpose)
        with self.database.read() as conn:
            there, last = persons.names(conn, case_id), events.count_of(conn, case_id)
        self._require_key(case_id, purpose, there)
        places = Facet.addresses in facets
        self.log(case_id, purpose, _to_be_shown(there, places=places))
        with self.database.read() as conn:
            opened = self.vault.open(conn, case_id)
            by = {each.seq: each for each in events.of_kinds(conn, [case_id], (Kind.person,))}
            wrong = Wrong() if Facet.annulled in facets else wrong_in(conn, case_id)
        # What came in between was not logged as shown.
        shown = tuple(each for each in opened if each.seq <= last and not wrong.hides(each.seq))
        sheltered = standing(each for each in opened if not wrong.whole)
        told = _without_places(shown, hides=not places and shelters(each.protection for each in sheltered))
        versions = sorted((Version(opened=each, by=by[each.seq]) for each in told), key=_place)
        return Shown(versions=tuple(versions), sheltered=sheltered if places else None)

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
            stands = tuple(sorted({hit for each in found if (hit := self._hit(conn, each)) is not None}))
        visible = self.reader.visible({hit.case_id for hit in stands})
        hits = tuple(hit for hit in stands if hit.case_id in visible)
        if hits:
            cases = sorted({hit.case_id for hit in hits})
            self.reader.log_readings(cases, purpose, say("person.information_found", field=field))
        return hits

    def _hit(self, conn: Connection, kept: Kept) -> Hit | None:
        """Where a version stands, if it still is what is known and was not wrongly registered."""
        wrong = wrong_in(conn, kept.case_id)
        own = (each for each in persons.of_case(conn, kept.case_id) if not wrong.hides(each.seq))
        same = [each for each in own if (each.subject, each.field) == (kept.subject, kept.field)]
        stands = bool(same) and same[-1].version == kept.version
        return Hit(case_id=kept.case_id, subject=kept.subject) if stands else None

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
        purpose, now = say(f"cli.purpose.{name}"), self.clock.now()
        self.admit(case_id, purpose, places=any(each.field in CONTACT for each in given))
        new = read_given(given, why, today=civil_date(now), sandbox=self.sandbox)
        if not new:
            raise UsageError("person.nothing")

        def fresh(there: Known) -> tuple[New, ...]:
            return _fresh(new, there, correcting=name == CORRECTED)

        return self.keep(case_id, purpose, [(each.subject, each.field) for each in new], name, fresh)

    def keep(self, case_id: str, purpose: str, fields: Sequence[tuple[str, str]], name: str, fresh: "Fresh") -> Written:
        """Write what ``fresh`` makes of what is known, in one event called ``name``; logged as a reading of ``fields``.

        Raises: as ``write``, and what ``fresh`` raises.
        """
        self.vault.ring.require()
        self._require_key(case_id, purpose, fields)
        # What is there already is compared with what was given, and the answer tells whether it is the same.
        self.log(case_id, purpose, _information(fields))
        now = self.clock.now()

        def transact() -> Written:
            with self.database.write() as conn:
                return self._keep(conn, case_id, fresh, name, now)

        return tried_again(transact)

    def _keep(self, conn: Connection, case_id: str, fresh: "Fresh", name: str, now: datetime) -> Written:
        locked = heads.lock(conn, case_id)
        if locked is None:
            raise NotFoundError("engine.no_case", case=case_id)
        head, text = locked
        self._require_children(head)
        wrong = wrong_in(conn, case_id)
        if wrong.whole:
            raise EventRefusedError("person.case_annulled", case=case_id)
        known = _known(self.vault.open(conn, case_id), wrong)
        new = fresh(known)
        if not new:
            return Written(case_id=case_id, seq=0, fields=())
        state = load(text)
        draft, before = begin_draft(self.desk, head, now, state), pending_of(state)
        happened = Happened(on=civil_date(draft.now), at=draft.now)
        data: dict[str, Value] = {FIELDS: self.vault.named(conn, case_id, new)}
        content = Content(happened=happened, data=data, reason_codes=(), pins=(), warnings=())
        actor = standing_in(self.reader.permits, self.reader.actor, Action.person_write, head)
        record = draft.add_act(Kind.person, actor, run="", name=name, item="", content=content, texts={})
        # It says nothing about what the case is.
        draft.stamp(self.desk.library, state, unchanged=True)
        save(conn, self.desk, Drafted(head=head, draft=draft, state=state, before=before))
        self.vault.keep(conn, case_id, record.seq, new, SEARCHED)
        take_back(conn, [known.get((each.subject, each.field)) for each in new], case_id, draft.now)
        return Written(case_id=case_id, seq=record.seq, fields=tuple(f"{each.subject}.{each.field}" for each in new))

    def _require_children(self, head: Head) -> None:
        """Raises: EventRefusedError in a case of a body that holds no child."""
        catalogue = self.desk.library.catalogue
        if head.service in catalogue.sharing.childless:
            title = catalogue.services[head.service].title.nb
            raise EventRefusedError("services.holds_no_child", case=head.case_id, title=title)

    def _require_key(self, case_id: str, purpose: str, fields: Iterable[tuple[str, str]]) -> None:
        """Raises as ``Vault.require_key``, logged as refused."""
        try:
            with self.database.read() as conn:
                self.vault.require_key(conn, case_id)
        except PathwaysError:
            self.reader.log_refusal(case_id, purpose, _information(fields))
            raise

    def admit(self, case_id: str, purpose: str, *, places: bool) -> None:
        """As ``Reader.admit``; with ``places`` only who may see protected addresses, whether there is one or not.

        Raises: as it, and NotAllowedError; each is logged as refused.
        """
        if Facet.addresses in self.reader.admit(case_id, purpose) or not places:
            return
        self.reader.log_refusal(case_id, purpose, say("cli.information.nothing"))
        raise NotAllowedError("person.not_yours_to_place", user=self.reader.actor.user)

    def log(self, case_id: str, purpose: str, information: str) -> None:
        """Log a reading that is about to be made. Raises: NotFoundError."""
        if not self.reader.log_reading(case_id, purpose, information):
            raise NotFoundError("engine.no_case", case=case_id)


Known = Mapping[tuple[str, str], Opened]
"""What is known, by subject and field."""

Fresh = Callable[[Known], tuple[New, ...]]
"""What is to be written, given what is known. Raises: EventRefusedError."""


def _known(opened: Sequence[Opened], wrong: Wrong) -> Known:
    """What is known: without what was wrongly registered, but for protections: they stand until they are lifted."""
    protections = (each for each in opened if each.field in CELLS)
    return {**newest(opened, wrong.seqs), **newest(protections)}


def standing(opened: Iterable[Opened]) -> tuple[Sheltered, ...]:
    """The protected addresses of a case by its versions: those that hold, ended or not, until somebody lifts them.

    A wrong registration does not open an address: a protection is lifted, with a reason. Raises: IntegrityError for
    a last day that is not the one that was sealed.
    """
    found = []
    for each in newest(each for each in opened if each.field in CELLS).values():
        if each.value is None:
            continue
        protection = from_text(each.value)
        if each.due_on != (None if protection.lifted else protection.until):
            raise IntegrityError("vault.altered_day")
        if not protection.lifted:
            found.append(Sheltered(subject=each.subject, protection=protection, opened=each))
    return tuple(sorted(found, key=lambda each: (*order_of(each.subject, CONTACT[0]), each.protection.grade)))


def take_back(conn: Connection, replaced: Iterable[Opened | None], case_id: str, now: datetime) -> None:
    """What people were told of a last day that is no longer one is taken back."""
    seqs = {each.seq for each in replaced if each is not None and each.due_on is not None}
    told = notices.of_case(conn, case_id) if seqs else ()
    gone = [each.notice_id for each in told if each.title_key == REVIEW and each.seq in seqs]
    if gone:
        outbox.cancel(conn, gone, at=now, why="person.review_done")


def _without_places(opened: Iterable[Opened], *, hides: bool) -> list[Opened]:
    """Without the protections, and, where that is hidden, without what tells where somebody is."""
    return [each for each in opened if each.field not in CELLS and not (hides and each.field in CONTACT)]


def _to_be_shown(there: Iterable[tuple[str, str]], *, places: bool) -> str:
    """Which fields are to be shown, for the access log; it says the same whether a case has a protected address."""
    told = _information(there)
    return told if places else say("person.information_places", fields=told)


def _place(version: Version) -> tuple[int, int, int, int]:
    return (*order_of(version.opened.subject, version.opened.field), version.opened.version)


def _fresh(new: Sequence[New], there: Known, *, correcting: bool) -> tuple[New, ...]:
    """What is not so already. Raises: EventRefusedError that names fields, never what they say."""
    different = [each for each in new if _value(there, each) != each.value]
    known = [f"{each.subject}.{each.field}" for each in different if (each.subject, each.field) in there]
    if known and not correcting:
        raise EventRefusedError("person.known_already", fields=", ".join(known))
    unknown = [f"{each.subject}.{each.field}" for each in new if (each.subject, each.field) not in there]
    if unknown and correcting:
        raise EventRefusedError("person.not_known_yet", fields=", ".join(unknown))
    return tuple(different)


def _value(there: Known, new: New) -> str | None:
    found = there.get((new.subject, new.field))
    return None if found is None else found.value


def _information(fields: Iterable[tuple[str, str]]) -> str:
    """Which fields, for the access log. What tells where somebody is has one name there, whichever it is."""
    told = ", ".join(dict.fromkeys(f"{subject}.{told_as(field)}" for subject, field in fields))
    return say("person.information", fields=told or say("machine.none"))
