"""Dates that the clock was noticed to have passed, and that fell away later: breaches that the log once told of.

Pure, from the records known. What was entered in time leaves none: then nothing had been noticed yet.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pathways.counting.oslo import civil_date
from pathways.engine.draft import BY_PEOPLE
from pathways.machine.decide import Definitions
from pathways.machine.ending import legal_counts
from pathways.machine.order import clock_place
from pathways.machine.standing import Word, passed_word
from pathways.machine.state import LEGAL, NOMINAL
from pathways.model.pathway import DeadlineKind
from pathways.model.record import Crossing, Kind, Record
from pathways.timeline_versions import Versions

_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fallen:
    """A deadline's end that had been noticed, and that no longer holds since ``cause``, with no other in its place."""

    run: str
    pathway: str
    deadline: str
    item: str
    on: date
    """The last day there was, as it was when it was noticed."""
    seq: int
    """The record that had noticed it."""
    cause: Record
    """What a person recorded that made it fall away."""
    breach: bool
    """Whether it was a breach by law; otherwise a date that had passed."""


def fallen(definitions: Definitions, records: Sequence[Record]) -> tuple[Fallen, ...]:
    """Every duty of a case whose end had been noticed and fell away, in the order in which they did.

    Where what fell away came back in the same moment, by another date that had passed too, it did not fall away.
    """
    return tuple(_Looking(definitions, records).found())


class _Looking:
    """Looks things up in the records of one case."""

    def __init__(self, definitions: Definitions, records: Sequence[Record]) -> None:
        self._records = {record.seq: record for record in records}
        self._versions = Versions(definitions, records)
        self._law = self._versions.law_loaded()
        self._superseded = {
            seq: record.recorded_at for record in records if record.kind is Kind.superseded for seq in record.targets
        }

    def found(self) -> Iterator[Fallen]:
        """Each that fell away."""
        for record in self._records.values():
            if record.kind is Kind.superseded:
                gone = [each for seq in record.targets if (each := self._end(seq, record)) is not None]
                there = self._there_again(record.recorded_at) if gone else Counter()
                for each in gone:
                    if there[_key(each)]:
                        there[_key(each)] -= 1
                    else:
                        yield each

    def _end(self, seq: int, superseded: Record) -> Fallen | None:
        """The end of a duty that record ``seq`` noticed before anything of ``superseded`` was recorded."""
        noticed, cause = self._records.get(seq), self._records.get(superseded.cause)
        if noticed is None or noticed.crossing is None or cause is None:
            return None
        return self._fallen(noticed, noticed.crossing, cause) if seq < self._first(cause.recorded_at) else None

    def _fallen(self, noticed: Record, crossing: Crossing, cause: Record) -> Fallen | None:
        """What ``noticed`` told of; None where that was not the end of a duty."""
        found = self._versions.with_deadline(crossing.run, crossing.deadline, clock_place(crossing.due))
        if found is None or found[1].kind is not DeadlineKind.duty:
            return None
        prepared, spec = found
        legal = legal_counts(spec, roll_settled=prepared.rules[spec.rule].roll_settled)
        if crossing.what != (LEGAL if legal else NOMINAL):
            return None
        return Fallen(
            run=crossing.run,
            pathway=prepared.pathway.id,
            deadline=spec.name,
            item=crossing.item,
            on=civil_date(crossing.due - _TICK),
            seq=noticed.seq,
            cause=cause,
            breach=passed_word(spec, law_loaded=self._law[crossing.run]) is Word.breach,
        )

    def _first(self, at: datetime) -> int:
        """What a person recorded first at an instant: all that is recorded together is one change."""
        return min(each.seq for each in self._records.values() if each.recorded_at == at and each.kind in BY_PEOPLE)

    def _there_again(self, at: datetime) -> Counter[tuple[str, str, str]]:
        """The ends that were noticed by what was recorded at ``at``, and held after it."""
        first = self._first(at)
        news = (
            each
            for each in self._records.values()
            if each.recorded_at == at and each.seq > first and self._superseded.get(each.seq) != at
        )
        told = (self._fallen(each, each.crossing, each) for each in news if each.crossing is not None)
        return Counter(_key(each) for each in told if each is not None)


def _key(each: Fallen) -> tuple[str, str, str]:
    return each.run, each.deadline, each.item
