"""Records the histories anew: ``python -m tests.golden.record``. Only on purpose; the change must say why.

From the demo's stories, stories of foster homes, emergency help and health mapping, and random walks
with fixed seeds: everywhere, straight ahead, and moving between two versions of the definitions.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from pathways.counting.oslo import parse_moment
from pathways.demo.story import CASES, STORY
from pathways.engine.acts import Written
from pathways.engine.plans import FittedPlan
from pathways.model.record import Act, Actor, Crossing, Record
from pathways.municipality.step import Step
from tests.golden import akutt, decided_anew, fosterhjem, helsekartlegging
from tests.golden.history import FOLDER, Command, History, files, perform, written
from tests.machine.test_migrating_walks import MovingWalk
from tests.support.cases import ANYBODY, ToldCase, act, instant
from tests.support.scripts import by_people
from tests.support.versions import in_two_versions
from tests.support.walks import FIRST, Walk
from tests.support.worlds import shipped

WALKS, STRAIGHT, MOVING = 58, 8, 14
STEPS, LEAST_EVENTS, MOST_SEEDS = 26, 14, 1000
BEGUN = " barnevern_forlop="
"""A run of the pathway that another one begins, in the line of an event."""


@dataclass(slots=True, kw_only=True)
class RecordedCase(ToldCase):
    """A case that keeps every command, refused ones too."""

    commands: list[Command] = field(default_factory=list)

    def write(self, given: Act, *, pathway: str = "", recorded: str = "") -> Written:
        self.commands.append(Command(verb="write", now=self.now, given=given, pathway=pathway))
        return ToldCase.write(self, given, pathway=pathway, recorded=recorded)

    def rewrite(self, given: Act, target: Record, *, recorded: str = "") -> Written:
        self.commands.append(Command(verb="rewrite", now=self.now, given=given, target=self._ordinal(target.seq)))
        return ToldCase.rewrite(self, given, target, recorded=recorded)

    def annul(self, seq: int, *, recorded: str = "", by: Actor = ANYBODY, reason: str = "Feil barn.") -> Written:
        self.commands.append(Command(verb="annul", now=self.now, target=self._ordinal(seq)))
        return ToldCase.annul(self, seq, recorded=recorded, by=by, reason=reason)

    def tick(self, at: str | datetime) -> tuple[Crossing, ...]:
        self.commands.append(Command(verb="tick", now=instant(at) if isinstance(at, str) else at))
        return ToldCase.tick(self, at)

    def _ordinal(self, seq: int) -> int:
        return [record.seq for record in by_people(self.records)].index(seq)


@dataclass(slots=True, kw_only=True)
class RecordedMoves(MovingWalk):
    """A walk that keeps its migrations and reverts."""

    def moves(self, case: ToldCase, run: str, wanted: FittedPlan) -> None:
        assert isinstance(case, RecordedCase)
        case.commands.append(Command(verb="migrate", now=case.now, pathway=run))
        MovingWalk.moves(self, case, run, wanted)

    def goes_back(self, case: ToldCase, number: int, plan: str) -> None:
        assert isinstance(case, RecordedCase)
        case.commands.append(Command(verb="revert", now=case.now, target=number))
        MovingWalk.goes_back(self, case, number, plan)


def histories() -> Iterator[tuple[str, History]]:
    """Every history with the name of its file."""
    for name in CASES:
        yield f"story-{name}", _story(name)
    yield from _worth_keeping("walk", WALKS, _wandering)
    yield from _worth_keeping("straight", STRAIGHT, _straight)
    yield from _worth_keeping("moving", MOVING, _moving)
    yield from fosterhjem.histories()
    yield from akutt.histories()
    yield from helsekartlegging.histories()
    yield from decided_anew.histories()


def _worth_keeping(name: str, count: int, walk: Callable[[int], History]) -> Iterator[tuple[str, History]]:
    """So many walks, by seed, that come to something; a third of them at least with the pathway others begin."""
    plain = count - count // 3
    kept = 0
    for seed in range(MOST_SEEDS):
        events = perform(history := walk(seed)).events
        begun = any(BEGUN in event for event in events)
        if len(events) < LEAST_EVENTS or not (begun or plain):
            continue
        plain -= not begun
        kept += 1
        yield f"{name}-{seed:03}", history
        if kept == count:
            return


def _wandering(seed: int) -> History:
    return _walked(Walk(case=_case(1), random=Random(seed)), f"random walk, seed {seed}")


def _straight(seed: int) -> History:
    walk = Walk(case=_case(1), random=Random(seed), past=False, dates=False, further=False, ticks=False)
    return _walked(walk, f"random walk straight ahead, seed {seed}")


def _moving(seed: int) -> History:
    return _walked(RecordedMoves(case=_case(2), random=Random(seed)), f"random walk between versions, seed {seed}")


def _case(versions: int) -> RecordedCase:
    return RecordedCase(world=shipped() if versions == 1 else in_two_versions(), now=FIRST)


def _walked(walk: Walk, about: str) -> History:
    """What a walk did, and the clock until nothing that is near is left."""
    case = walk.case
    assert isinstance(case, RecordedCase)
    list(walk.steps(STEPS))
    case.tick(case.now + timedelta(weeks=8))
    versions = 1 if case.world is shipped() else 2
    return History(about=about, versions=versions, commands=tuple(case.commands))


def _story(name: str) -> History:
    commands: list[Command] = []
    numbers: dict[tuple[str, str], int] = {}
    for step in sorted((step for step in STORY if step.case == name), key=lambda step: step.at):
        given = _given(step)
        if step.corrects:
            target = numbers[step.event, step.item]
            commands.append(Command(verb="rewrite", now=instant(step.at), given=given, target=target))
        else:
            numbers[step.event, step.item] = len(commands)
            commands.append(Command(verb="write", now=instant(step.at), given=given, pathway=step.opens))
    commands.append(Command(verb="tick", now=instant("2026-12-31")))
    return History(about=f"the demo's story: {name}", versions=1, commands=tuple(commands))


def _given(step: Step) -> Act:
    return act(
        step.event,
        parse_moment(step.happened or step.at),
        run=step.run,
        item=step.item,
        data=step.data,
        codes=step.codes,
        reason=step.reason,
    )


def main() -> None:
    """Write every file anew."""
    for path in files():
        path.unlink()
    FOLDER.mkdir(exist_ok=True)
    for name, history in histories():
        (FOLDER / f"{name}.json").write_text(written(history, perform(history)), encoding="utf-8")


if __name__ == "__main__":
    main()
