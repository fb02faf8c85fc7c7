"""Pairs of moments to ask both for: known at one, standing at another. They know both sides, and compare."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any

from pathways.counting.oslo import civil_date
from pathways.engine.moment import Moment, moment_at, moment_of
from pathways.engine.view import CaseView, view
from pathways.model.record import Happened
from pathways.timeline import tell_timeline
from tests.oracle.engine_told import differences, oracle_of, raw, rung, told, told_in_timeline
from tests.oracle.naive.log import Place, end_of, moment
from tests.oracle.naive.moved import ImpossibleError
from tests.oracle.naive.told import Told
from tests.support.cases import CASE, EVERY_ROLE, ToldCase


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What was the case at ``at``, as known at ``known``? ``at`` a date: the end of that day."""

    known: datetime
    at: datetime | date

    @property
    def moment(self) -> Moment:
        """As the reading door takes it."""
        return moment_at(self.at) if isinstance(self.at, datetime) else moment_of(Happened(on=self.at, at=None))

    @property
    def place(self) -> Place:
        """As the oracle takes it."""
        return moment(self.at) if isinstance(self.at, datetime) else end_of(self.at)


def questions(recorded: Sequence[datetime], last: datetime, draw: Random, count: int) -> Iterator[Question]:
    """The last moment there is; then so many, just at a recording or anywhere between."""
    yield Question(known=last, at=last)
    first, times = recorded[0], [*recorded, last]
    for _ in range(count):
        known = draw.choice([draw.choice(times), first + (last - first) * draw.random()])
        at = min(draw.choice([known, draw.choice(times), first + (known - first) * draw.random()]), known)
        whole_day = draw.random() < 0.4 and civil_date(at) < civil_date(known)
        yield Question(known=known, at=civil_date(at) if whole_day else at)


@dataclass(slots=True)
class Asked:
    """One case put to both, and how often."""

    case: ToldCase
    raw: Sequence[Mapping[str, Any]]
    answers: int = 0

    @classmethod
    def about(cls, case: ToldCase) -> "Asked":
        """The case as it lies in its list."""
        return cls(case, raw(case.world, case.records))

    def ask(self, question: Question) -> list[str]:
        """Where engine and oracle part, in words; empty where they agree."""
        self.answers += 1
        recorded = [record for record in self.case.records if record.recorded_at <= question.known]
        known = moment_at(question.known)
        seen = view(self.case.world, CASE, recorded, known, question.moment, EVERY_ROLE)
        return compared(self.case, self.raw, question, seen)


def compared(case: ToldCase, log: Sequence[Mapping[str, Any]], question: Question, seen: CaseView) -> list[str]:
    """The view, and the timeline told from it, against the oracle."""
    try:
        answer = oracle_of(case.world).tell(log, question.known, question.place)
    except ImpossibleError as impossible:
        return [f"the engine took what the oracle finds impossible: {impossible}"]
    timeline = told_in_timeline(tell_timeline(case.world, seen))
    expected = {"acts": answer["acts"], "rung": [bell[:4] for bell in answer["rung"]]}
    return [*differences(told(seen), answer), *differences(timeline, expected, "/timeline")]


def answer_of(case: ToldCase) -> Told:
    """What the oracle says of a case as it is now."""
    return oracle_of(case.world).tell(raw(case.world, case.records), case.now, moment(case.now))


def noticed_and_due(case: ToldCase) -> list[str]:
    """What the log says was noticed and still holds, against what the oracle finds due up to the last sweep."""
    return list(differences(rung(case.noticed()), answer_of(case)["rung"], "/log"))
