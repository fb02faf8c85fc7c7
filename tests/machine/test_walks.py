"""What holds after every step of every random walk over the shipped definitions."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from random import Random

import pytest

from pathways.engine.people import People, User
from pathways.engine.replay import Kept, replay_case
from pathways.engine.telling import notices_for
from pathways.errors import PathwaysError
from pathways.machine.deadlines import key_of
from pathways.machine.happening import Fold
from pathways.machine.state import BY_CLOCK, Status
from pathways.machine.state_json import digest, dump, load
from pathways.model.record import Record
from tests.support.cases import CASE, ENTROPY, EVERY_ROLE, ToldCase
from tests.support.counts import count
from tests.support.scripts import Line, perform, scribed, what_it_is
from tests.support.walks import FIRST, straight_walk, told_walk
from tests.support.worlds import shipped

pytestmark = pytest.mark.soak

WALKS = count(160, 5000)
STEPS = 40
PEOPLE = People(users={name: User(name=name, roles=EVERY_ROLE, email="") for name in ("kari", "liv")})


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A case after a step that recorded something, with its log folded anew."""

    case: ToldCase
    fold: Fold
    new: tuple[Record, ...]


def the_incremental_path_equals_the_full_fold(step: Step) -> bool:
    return dump(step.case.state) == dump(step.fold.state)


def the_digest_kept_is_that_of_the_full_fold(step: Step) -> bool:
    return step.case.digests[-1] == digest(dump(step.fold.state))


def no_history_that_was_accepted_holds_a_conflict(step: Step) -> bool:
    return not step.fold.conflicts


def what_is_recorded_as_passed_is_what_the_fold_passes(step: Step) -> bool:
    return set(step.case.noticed()) == set(step.fold.crossings)


def nothing_is_passed_twice(step: Step) -> bool:
    return all(len(set(passed)) == len(passed) for passed in (step.case.noticed(), step.fold.crossings))


def nothing_that_lies_behind_is_pending(step: Step) -> bool:
    last = step.fold.state.last
    return last is not None and all((due, BY_CLOCK, 0) > last for due, *_ in step.fold.state.pending())


def the_rung_that_is_passed_next_is_the_least_of_all(step: Step) -> bool:
    return all(state.first() == min(state.pending(), default=None) for state in (step.case.state, step.fold.state))


def nothing_that_is_settled_is_pending(step: Step) -> bool:
    deadlines = [deadline for run in step.case.state.runs.values() for deadline in run.deadlines.values()]
    return all(deadline.status is Status.open for deadline in deadlines if deadline.pending)


def the_text_of_a_state_gives_the_state(step: Step) -> bool:
    text = dump(step.case.state)
    return load(text) == step.case.state and dump(load(text)) == text


def nothing_met_is_reminded_and_nobody_twice_of_one_deadline(step: Step) -> bool:
    notices = notices_for(shipped(), PEOPLE, ENTROPY, step.case.state, step.new)
    heard = [(notice.run, notice.deadline, notice.item, notice.recipient) for notice in notices]
    deadlines = [step.case.state.runs[n.run].deadlines[key_of(n.deadline, n.item)] for n in notices]
    return len(set(heard)) == len(heard) and all(
        deadline.status is Status.open and deadline.nominal == notice.due_on
        for deadline, notice in zip(deadlines, notices, strict=True)
    )


CHECKS = (
    the_incremental_path_equals_the_full_fold,
    the_digest_kept_is_that_of_the_full_fold,
    no_history_that_was_accepted_holds_a_conflict,
    what_is_recorded_as_passed_is_what_the_fold_passes,
    nothing_is_passed_twice,
    nothing_that_lies_behind_is_pending,
    the_rung_that_is_passed_next_is_the_least_of_all,
    nothing_that_is_settled_is_pending,
    the_text_of_a_state_gives_the_state,
    nothing_met_is_reminded_and_nobody_twice_of_one_deadline,
)


@dataclass(slots=True)
class Findings:
    """What all the walks came to. ``broken``: check → (seed, step) where it did not hold."""

    broken: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    tried: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    checked: int = 0


@cache
def findings() -> Findings:
    """Take all the walks, once for all the tests."""
    found = Findings()
    for seed in range(WALKS):
        _take(seed, found)
    return found


def _take(seed: int, found: Findings) -> None:
    walk = told_walk(seed)
    case = walk.case
    assert isinstance(case, ToldCase)
    known = 0
    for number, _ in enumerate(walk.steps(STEPS)):
        if len(case.records) > known:
            step = Step(case=case, fold=case.rebuilt(), new=tuple(case.records[known:]))
            known = len(case.records)
            found.checked += 1
            for check in CHECKS:
                if not check(step):
                    found.broken[check.__name__].append((seed, number))
    found.tried += walk.tried
    found.refused += walk.refused


@pytest.mark.parametrize("check", [check.__name__ for check in CHECKS])
def test_after_every_step(check: str) -> None:
    assert findings().broken[check] == []


def test_walks_go_somewhere_and_try_everything() -> None:
    found = findings()
    assert set(found.tried) == {"act", "wait", "start", "late", "correction", "annulment", "tick"}
    assert found.refused.total() < found.tried.total() / 3
    assert {"engine.conflicts", "machine.requirement_told", "machine.before_start"} <= set(found.refused)
    assert found.checked > WALKS * STEPS / 4


def test_a_replay_agrees_at_every_event() -> None:
    # 355: an expert report is entered late, and then another comes in.
    for seed in (*range(WALKS // 4), 355):
        case = walked(seed)
        replayed = replay_case(case.world, CASE, case.records, Kept(digests=case.digests, derived=None))
        assert (replayed.differs_at, replayed.state_text) == (0, dump(case.state)), seed


def test_a_replay_names_the_first_event_whose_standing_differs() -> None:
    random = Random(8)
    for seed in range(20):
        case = walked(seed)
        at = random.randrange(len(case.digests))
        digests = [*case.digests[:at], digest("noe annet"), *case.digests[at + 1 :]]
        assert replay_case(case.world, CASE, case.records, Kept(digests=digests, derived=None)).differs_at == at + 1


def walked(seed: int) -> ToldCase:
    """The case at the end of a walk."""
    return scribed(told_walk(seed), STEPS).case


def test_what_a_case_is_does_not_depend_on_whether_and_when_a_worker_ran() -> None:
    for seed in range(WALKS // 2):
        scribe = scribed(told_walk(10_000 + seed), STEPS)
        end = scribe.now + timedelta(days=200)
        unswept, swept = (ToldCase(world=shipped(), now=FIRST) for _ in range(2))
        refused = perform(scribe.lines, unswept, ticks=False)
        assert perform(often(scribe.lines), swept, ticks=True) == refused, seed
        told = [what_it_is(case, end) for case in (scribe.case, unswept, swept)]
        assert told[0] == told[1] == told[2], seed


def test_the_order_of_recording_does_not_matter() -> None:
    random, compared = Random(4), 0
    for seed in range(WALKS):
        scribe = scribed(straight_walk(20_000 + seed), 25)
        acts = [line for line in scribe.lines if line.given]
        end = scribe.now + timedelta(days=200)
        other = ToldCase(world=shipped(), now=scribe.now)
        if recorded := in_another_order(acts, other, random):
            by_instant = [line.now for line in recorded]
            assert what_it_is(other, end, ranks(other, by_instant)) == what_it_is(scribe.case, end), seed
            compared += by_instant != sorted(by_instant)
    assert compared > WALKS / 4


def often(lines: list[Line]) -> list[Line]:
    """The same, swept before every command."""
    return [each for line in lines for each in (Line(verb="tick", now=line.now), line)]


def in_another_order(acts: list[Line], case: ToldCase, random: Random) -> list[Line]:
    """Record acts late, in some order that is possible; those recorded, in that order, or none when there is none."""
    accepted = _accepted(acts)
    first, *rest = accepted
    random.shuffle(rest)
    queue, recorded = [first, *rest], list[Line]()
    for _ in range(len(accepted) ** 2):
        if not queue:
            # Items are numbered in the order they are recorded: with another order of their makers they would differ.
            return recorded if _makers(recorded) == _makers(accepted) else []
        line = queue.pop(0)
        if perform([line], case, ticks=False):
            queue.append(line)
        else:
            recorded.append(line)
    return []


def _makers(lines: list[Line]) -> list[Line]:
    """Those that make items."""
    events = {
        activity.each_event
        for versions in shipped().catalogue.versions.values()
        for activity in versions[-1].activities
        if activity.each_event
    }
    return [line for line in lines if line.given and line.given.event in events]


def _accepted(acts: list[Line]) -> list[Line]:
    """Those acts that are possible in legal order."""
    case, accepted = ToldCase(world=shipped(), now=FIRST), list[Line]()
    for line in acts:
        try:
            assert line.given
            case.now = line.now
            case.write(line.given, pathway=line.pathway)
            accepted.append(line)
        except PathwaysError:
            continue
    return accepted


def ranks(case: ToldCase, recorded: Sequence[datetime]) -> dict[int, int]:
    """The seqs of acts, by their order in time instead of in the log."""
    seqs = [record.seq for record in case.records if record.content]
    in_time = sorted(recorded)
    return {seq: in_time.index(when) + 1 for seq, when in zip(seqs, recorded, strict=True)}
