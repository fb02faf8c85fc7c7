"""Late handling and late registration: what the engine says of every deadline, the oracle says from the raw events."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

from pathways.engine.figures import became
from pathways.engine.outcome import Outcome, outcomes
from pathways.errors import PathwaysError
from pathways.machine.lateness import Lateness
from pathways.machine.state import Status
from pathways.model.record import Kind
from tests.engine.test_outcome import received
from tests.machine.periods import EACH, YEARLY, moved_in
from tests.oracle.asking import Question, questions
from tests.oracle.decided import DecidedWalk, HomeWalk, decided
from tests.oracle.dense import DenseWalk, dense
from tests.oracle.engine_told import oracle_of, raw
from tests.oracle.naive.late import Verdict
from tests.support.cases import ToldCase
from tests.support.counts import count
from tests.support.walks import FIRST, Walk
from tests.support.worlds import World, shipped

STEPS = 40
KINDS = [
    pytest.param(DenseWalk, dense, count(6, 1_500), id="clocks that stop and restart"),
    pytest.param(Walk, shipped, count(6, 1_500), id="shipped definitions"),
    pytest.param(DecidedWalk, decided, count(4, 1_000), id="decided anew and owed in periods"),
    pytest.param(HomeWalk, shipped, count(2, 300), id="foster homes"),
]
ASKED = 4


def said(outcome: Outcome) -> Verdict:
    """What the engine says, in the oracle's form."""
    return {
        "lateness": str(outcome.lateness),
        "entered": sorted((each.seq, str(each.what)) for each in outcome.late_entries),
        "became": became(outcome),
    }


def parted(case: ToldCase, question: Question) -> Iterator[str]:
    """Where the two part, in words."""
    records = [record for record in case.records if record.recorded_at <= question.known]
    judged = oracle_of(case.world).judge(raw(case.world, case.records), question.known, question.place)
    told = {
        (each.run, each.key): said(each)
        for each in outcomes(case.world, records, question.moment)
        if each.current and each.status is not Status.dormant and (each.settled_on or each.status is not Status.ended)
    }
    for key, engine in told.items():
        if engine != judged[key]:
            yield f"known {question.known}, at {question.at}, {key}: engine {engine}, oracle {judged[key]}"


def all_parted(case: ToldCase, seed: int) -> list[str]:
    """At the end of a case, and at random pairs of moments."""
    recorded = [record.recorded_at for record in case.records]
    asked = questions(recorded, case.now, Random(seed), ASKED)
    return [each for question in asked for each in parted(case, question)]


@pytest.mark.soak
@pytest.mark.parametrize(("walk", "world", "cases"), KINDS)
def test_what_was_late_in_random_histories_is_what_the_oracle_says(
    walk: type[Walk], world: Callable[[], World], cases: int
) -> None:
    for seed in range(cases):
        case = ToldCase(world=world(), now=FIRST)
        list(walk(case=case, random=Random(seed)).steps(STEPS))
        assert all_parted(case, seed) == [], seed


@dataclass(slots=True, kw_only=True)
class Entering:
    """A deadline of a week that is extended, stopped and met, much of it entered late, corrected and annulled."""

    case: ToldCase
    random: Random

    def live(self) -> None:
        """Do all of it in any order; what is refused is left out."""
        steps = ["svart", "svart", "utvidet", "utvidet", "stanset", "videre", "stanset", "videre"]
        steps += ["purret", "svart"] * self.random.choice((0, 1)) + ["lukket"] * self.random.choice((0, 0, 1))
        steps += ["correct"] * 4 + ["annul"] * self.random.choice((0, 0, 1))
        self.random.shuffle(steps)
        del steps[self.random.randint(3, len(steps)) :]
        for step in steps:
            happened = datetime(2026, 1, self.random.randint(6, 28), self.random.randint(8, 15), tzinfo=UTC)
            late = (timedelta(), timedelta(hours=1), timedelta(days=self.random.randint(1, 9)))
            self.case.now = max(self.case.now, happened + self.random.choice(late))
            with suppress(PathwaysError):
                self._do(step, happened.isoformat())
        self.case.now += timedelta(days=self.random.choice((0, 1, 20)))

    def _do(self, step: str, when: str) -> None:
        now = self.case.now.isoformat()
        if step in ("correct", "annul"):
            own = [record for record in self.case.records if record.kind is Kind.act][1:]
            if not own:
                return
            record = self.random.choice(own)
            if step == "annul":
                self.case.annul(record.seq, recorded=now)
            else:
                self.case.correct(record.seq, when, recorded=now, **_waits(record.name))
        else:
            self.case.do(step, when, recorded=now, **_waits(step))


def _waits(name: str) -> dict[str, Any]:
    return {"venter_pa": "familien"} if name in ("stanset", "videre") else {}


@dataclass(slots=True, kw_only=True)
class Visiting:
    """Visits that are owed in each year, and less of them for a while; much of it entered late, and corrected."""

    case: ToldCase
    random: Random

    def live(self) -> None:
        """Some two years of it; what is refused is left out."""
        steps = [self.random.choice(("besok", "besok", "besok", "faerre", "som_for", "correct")) for _ in range(8)]
        for step in [*steps, "faerre", "besok"]:
            self.case.now += timedelta(days=self.random.randint(0, 90))
            late = (100, 200, 300, 400) if step == "faerre" else (0, 0, 0, 1, 90)
            happened = self.case.now - timedelta(days=self.random.choice(late))
            own = [record for record in self.case.records if record.kind is Kind.act][2:]
            with suppress(PathwaysError):
                if step == "correct" and own:
                    self.case.correct(self.random.choice(own).seq, happened.isoformat())
                elif step != "correct":
                    self.case.do(step, happened.isoformat(), recorded=self.case.now.isoformat())


@pytest.mark.soak
def test_visits_and_fewer_of_them_entered_late_are_what_the_oracle_says() -> None:
    found = Counter[str]()
    for seed in range(count(15, 4_000)):
        random = Random(seed)
        case = moved_in(random.choice((YEARLY, EACH)))
        Visiting(case=case, random=random).live()
        assert all_parted(case, seed) == [], seed
        for each in outcomes(case.world, case.records, Question(known=case.now, at=case.now).moment):
            found.update([became(each), *(str(entry.what) for entry in each.late_entries)])
    assert all(found[each] for each in ("met", "registered_late", "missed_period", "fewer", "settled")), found


@pytest.mark.soak
def test_extensions_and_waits_entered_late_are_what_the_oracle_says_and_come_to_every_word() -> None:
    found = Counter[str]()
    for seed in range(count(60, 10_000)):
        random = Random(seed)
        case = received(random.choice(("statutory", "guideline")), on=random.choice(("2026-01-05", "2026-01-03")))
        Entering(case=case, random=random).live()
        assert all_parted(case, seed) == [], seed
        for each in outcomes(case.world, case.records, Question(known=case.now, at=case.now).moment):
            found.update([became(each), str(each.lateness), *(str(entry.what) for entry in each.late_entries)])
            only_more_time = each.lateness is Lateness.registration and became(each) == "met"
            found["met, and only what gave it more time came late"] += only_more_time
    needed = {"met", "registered_late", "late", "missed_open", "extension", "waiting", "settled"}
    assert all(found[each] for each in (*needed, "met, and only what gave it more time came late")), found
