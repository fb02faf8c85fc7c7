"""Lets the events of one case of a file happen in legal order, as far as they can."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from pathways.engine.noting import CaseWriter, open_writer
from pathways.engine.transaction import Desk
from pathways.errors import CountingError, EventRefusedError, NotAllowedError, NotFoundError
from pathways.intake.faults import Spot
from pathways.intake.judging import JudgedEvent
from pathways.intake.model import RUN, OpenCase, OpenEvent
from pathways.intake.refusals import part_of, says_place, told, warned
from pathways.intake.vocabulary import Vocabulary
from pathways.machine.decide import IMPORTER
from pathways.machine.order import place_of
from pathways.messages import say
from pathways.model.record import Act, Actor, Happened
from pathways.store.connection import Connection

REFUSALS = (EventRefusedError, NotAllowedError, NotFoundError, CountingError)
"""What is wrong with an event. Anything else is no fault of the file: a database that is gone, broken definitions."""

_DECIMAL = re.compile(r"[0-9]+,[0-9]+")
_SAID = ("event", "happened", "run", "item", "values", "texts", "codes", "reason")
"""All that an event says, wherever it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """An event of the file that has happened, as what it was recorded."""

    spot: Spot
    event: str
    happened: Happened


@dataclass(slots=True, kw_only=True)
class Playing:
    """One case under way, in a transaction that may yet be undone."""

    conn: Connection
    desk: Desk
    actor: Actor
    words: Vocabulary
    case: OpenCase
    now: datetime
    writer: CaseWriter | None = None
    rows: list[Taken] = field(default_factory=list)
    """What has happened, in legal order."""
    warnings: list[tuple[str, str]] = field(default_factory=list)
    """Place and sentence of what is warned of."""
    untried: list[OpenEvent] = field(default_factory=list)
    """Events without a fault of their own that were not tried: an earlier one was refused, or cannot be tried."""
    said: list[OpenEvent] = field(default_factory=list)
    """The events tried so far, as the file has them."""
    whole: bool = False
    """Whether all have happened."""

    def begun(self) -> CaseWriter:
        """The case, once the first event has happened."""
        if self.writer is None:
            raise AssertionError("nothing has happened")
        return self.writer

    def play(self, events: Sequence[JudgedEvent]) -> tuple[Spot, str] | None:
        """Where the first is refused, and why; None when none is, or when the first that could not be tried is met.

        Where the day of one cannot be read, it may stand before any of the others, and none is tried.
        """
        dated = self.case.pathway and all(each.event.happened is not None for each in events)
        ordered = sorted(events, key=self._place) if dated else list(events)
        for count, each in enumerate(ordered):
            if each.tried is None or not dated:
                self._leave(ordered[count:])
                return None
            try:
                self._act(each.tried)
            except REFUSALS as error:
                self._leave(ordered[count + 1 :])
                starts = self.words.starts(self.case.pathway, _happened(ordered[0].event).on)
                return each.event.spot_of(part_of(error)), told(error, each.tried, begins_with=starts)
        self.whole = True
        return None

    def _leave(self, events: Sequence[JudgedEvent]) -> None:
        self.untried += [each.event for each in events if not each.event.faulty]

    def _place(self, each: JudgedEvent) -> tuple[datetime, int]:
        instant, rank, _ = place_of(_happened(each.event), self.now, 0)
        return instant, rank

    def _act(self, event: OpenEvent) -> None:
        first = self.writer is None
        self._remark(event)
        if self.writer is None:
            self.writer = open_writer(self.conn, self.desk, self.case.pathway, _happened(event), self.now)
        begins = first or (event.event in self.words.ever_starts(self.case.pathway) and not event.run)
        written = self.writer.act(self._said(event), self.case.pathway if begins else "")
        record = written.record
        if first and event.run not in ("", record.run):
            raise EventRefusedError("intake.run_begins", run=record.run, column=event.layout.called(RUN))
        warnings = record.content.warnings if record.content is not None else ()
        self.warnings += [
            (event.spot.told, self._warned(key) or sentence)
            for key, sentence in zip(warnings, written.warnings, strict=True)
        ]
        self.rows.append(Taken(spot=event.spot, event=record.name, happened=_happened(event)))

    def _remark(self, event: OpenEvent) -> None:
        """What a person may not have meant: codes that a spreadsheet made a number of, and a row pasted twice."""
        for name, value in event.values.items():
            if self.words.takes_codes(name) and isinstance(value, str) and _DECIMAL.fullmatch(value):
                column, codes = event.layout.called(name), value.replace(",", say("counting.and"))
                self.warnings.append((event.spot_of(name).told, say("intake.two_codes", column=column, codes=codes)))
        alike = next((each for each in self.said if _same(each, event)), None)
        if alike is not None:
            self.warnings.append((event.spot.told, say("intake.like_an_earlier", earlier=alike.spot.told)))
        self.said.append(event)

    def _warned(self, warning: str) -> str:
        """A warning about an earlier act, told by its place in the file."""
        key, _, about = warning.rpartition(":")
        if not says_place(key):
            return ""
        acts = [record.seq for record in self.begun().draft.records if record.content is not None]
        return warned(key, self.rows[acts.index(int(about))].spot.told)

    def _said(self, event: OpenEvent) -> Act:
        reason = event.reason or (say("intake.reason") if event.event in self.words.reasoned else "")
        return Act(
            case_id=self.begun().case_id,
            event=event.event,
            run=event.run,
            item=event.item,
            happened=_happened(event),
            data={**event.values, **event.texts},
            reason_codes=event.codes,
            texts={"reason": reason} if reason else {},
            actor=replace(self.actor, roles=(*self.actor.roles, IMPORTER)),
            key="",
            expected_version=None,
        )


def _same(one: OpenEvent, other: OpenEvent) -> bool:
    """Whether two events of a file say the same."""
    return all(getattr(one, name) == getattr(other, name) for name in _SAID)


def _happened(event: OpenEvent) -> Happened:
    if event.happened is None:
        raise AssertionError("an event without a date is never tried")
    return event.happened
