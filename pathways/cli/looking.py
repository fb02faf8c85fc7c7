"""Looking through every case for a list or a figure: what was read, what is left out, and how far it has come."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import typer

from pathways.cli.context import Session
from pathways.cli.output import one_line, tell_aside
from pathways.cli.progress import progress
from pathways.errors import DAMAGED, IntegrityError, UsageError
from pathways.messages import say

if TYPE_CHECKING:
    from pathways.engine.every_case import KnownLog, LeftOut, ListedCase
    from pathways.engine.library import Library
    from pathways.engine.moment import Seen, Sight
    from pathways.machine.standing import DeadlineStanding, RunStanding, Standing
    from pathways.model.organisation import Holder

Found = TypeVar("Found", bound="KnownLog | ListedCase")
Given = TypeVar("Given")

Explained = frozenset[tuple[str, str, str, int]]
"""Rounds of missed deadlines that somebody has explained: case, run, the deadline's key, its anchor's seq."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look through the cases of a service (empty: of every one), from a moment, for a purpose."""

    session: Session
    purpose: str
    information: str
    service: str
    sight: "Sight"
    held_by: "Holder | None" = None
    """Only open cases that this person, unit or service has, or that fall to it; None: whoever has them."""
    left_out: "list[LeftOut]" = field(default_factory=list)
    """Cases that could not be read: known once all have been looked at."""
    looked: Counter[str] = field(default_factory=Counter)
    """How many cases there were, by service: known once all have been looked at."""

    @property
    def seen(self) -> "Seen":
        """Both moments. Raises: UsageError for one that has not come."""
        return self.sight.seen(self.session.installation.clock.now())

    def cases(self) -> "Iterator[ListedCase]":
        """Each case there was, as a list shows it. Raises: as ``seen``."""
        reader, service = self.session.reader, self.service or None
        if self.held_by is not None:
            yield from self._watched(self._held(self.held_by))
            return
        yield from self._watched(reader.every_case(self.purpose, self.information, service=service, sight=self.sight))

    def _held(self, held_by: "Holder") -> "Iterator[ListedCase | LeftOut]":
        """Open cases of a holder, of those the person stands in for, and those nobody has that fall to the holder."""
        from pathways.counting.oslo import civil_date
        from pathways.engine.every_case import LeftOut

        day = civil_date(self.seen.at.at)
        people, name = self.session.installation.roster.on(day), held_by.person
        persons = [name, *(people.stands_in_for(name) if name else ())]
        told: set[str] = set()
        look = partial(
            self.session.reader.every_case,
            self.purpose,
            self.information,
            service=self.service or None,
            sight=self.sight,
        )
        for person in persons:
            for each in look(held_by=replace(held_by, person=person)):
                if person != name and not isinstance(each, LeftOut):
                    lies = people.service_of(each.holder, each.service)
                    if person not in people.lenders_in(name, lies, each.service):
                        continue
                told.add(each.case_id)
                yield each
        for each in look(unheld=True):
            if isinstance(each, LeftOut) or each.case_id in told:
                continue
            falls_to = people.falls_to(each.holder, each.service)
            wanted = (getattr(held_by, name) in ("", getattr(falls_to, name)) for name in ("person", "unit", "service"))
            if all(wanted):
                yield each

    def logs(self) -> "Iterator[KnownLog]":
        """The log of each case there was, as known then. Raises: as ``seen``."""
        reader, service = self.session.reader, self.service or None
        yield from self._watched(reader.every_log(self.purpose, self.information, service=service, sight=self.sight))

    def each(self, of: "Callable[[Library, KnownLog], Given]") -> "Iterator[tuple[KnownLog, Given]]":
        """Each log with what it gives; one that cannot be folded is laid aside. Raises: as ``seen``."""
        from pathways.engine.every_case import left_out

        for log in self.logs():
            try:
                given = of(self.session.installation.library, log)
            except DAMAGED as error:
                self.left_out.append(left_out(log.case_id, error))
                continue
            yield log, given

    def explained(self, case_ids: Sequence[str]) -> Explained:
        """For which rounds of these cases somebody had said why they were missed; for cases that are logged already."""
        known_at = self.seen.known_at.at if self.sight.past else None
        return self.session.reader.explained(case_ids, known_at) if case_ids else frozenset()

    def late(self, case: "ListedCase") -> "list[tuple[RunStanding, DeadlineStanding]]":
        """As ``late_in``, of a case among all that are looked through."""
        from pathways.cli.words import over_late

        library = self.session.installation.library
        asked = [case.case_id] if over_late(case.standing) else []
        return late_in(library, self.explained(asked), case.case_id, case.standing)

    @property
    def nothing_then(self) -> bool:
        """Whether there were no cases at a moment of the past, once all have been looked at.

        Otherwise a year that is mistyped would be answered as if all had been well then.
        """
        return self.sight.past and not self.looked and not self.left_out

    def none_told(self) -> str:
        """The same in words; empty where there were cases."""
        if not self.nothing_then:
            return ""
        return say("cli.looking.none_of" if self.service else "cli.looking.none", service=self.service)

    def log_shown(self, case_ids: Iterable[str]) -> None:
        """Log that these cases are about to be shown."""
        if each := sorted(set(case_ids)):
            self.session.reader.log_readings(each, self.purpose, self.information)

    def _watched(self, found: "Iterable[Found | LeftOut]") -> Iterator[Found]:
        """What was found, with progress on standard error; what had to be left out is laid aside."""
        from pathways.engine.every_case import LeftOut
        from pathways.store import projections

        with self.session.installation.database.read() as conn:
            # How many there are in all is told only to those who see all.
            total = projections.count_cases(conn) if self.session.reader.reaches_all else None
        with progress(say("cli.looking.progress")) as advance:
            for done, each in enumerate(found, start=1):
                advance(done, total)
                if isinstance(each, LeftOut):
                    self.left_out.append(each)
                else:
                    self.looked[each.service] += 1
                    yield each


def asks_reason(
    library: "Library", explained: Explained, case_id: str, run: "RunStanding", deadline: "DeadlineStanding"
) -> bool:
    """Whether a deadline past its date is one that a reason is asked for here, and nobody has given it."""
    from pathways.machine.deadlines import key_of
    from pathways.machine.reasoned import asks_why, reason_list

    prepared, key = library.prepared(run.digest), key_of(deadline.name, deadline.item)
    spec = prepared.deadlines[deadline.name]
    asked = asks_why(spec) and bool(reason_list(library, prepared, spec))
    return asked and not run.gone_on and (case_id, run.run, key, deadline.anchored_by) not in explained


def late_in(
    library: "Library", explained: Explained, case_id: str, standing: "Standing"
) -> "list[tuple[RunStanding, DeadlineStanding]]":
    """What is past its date and leaves something to do, the oldest first: what is open, and what awaits a reason.

    Of what was met too late, and of a period that is over with too little done, nothing is left but to say why
    (docs/adr/0013, 0014).
    """
    from pathways.cli.words import over_late, overdue_deadlines, urgency

    owed = [pair for pair in over_late(standing) if asks_reason(library, explained, case_id, *pair)]
    return sorted([*overdue_deadlines(standing), *owed], key=urgency)


def known_service(session: Session, typed: str) -> str:
    """The service that is meant, whatever the case of its letters. Raises: UsageError when there is none such."""
    from pathways.store import heads

    if not typed:
        return ""
    services = set(session.installation.library.catalogue.kinds)
    with session.installation.database.read() as conn:
        services.update(heads.services(conn))
    found = next((service for service in services if service.casefold() == typed.strip().casefold()), None)
    if found is None:
        raise UsageError("cli.list.no_service", service=one_line(typed), known=", ".join(sorted(services)))
    return found


def tell_left_out(session: Session, look: Look) -> None:
    """Name the cases that could not be read, and end as a failed check where there are any. Raises: typer.Exit."""
    from pathways.store import heads

    with session.installation.database.read() as conn:
        strange = heads.strange(conn) if session.reader.reaches_all else ()
    for case_id in strange:
        tell_aside(say("store.unreadable_head", case=case_id))
    for each in look.left_out:
        tell_aside(say("engine.case_left_out", case=each.case_id, why=each.why))
    if strange or look.left_out:
        raise typer.Exit(IntegrityError.exit_code)
