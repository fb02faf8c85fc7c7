"""One case told act by act without a database: the engine's own writing on records kept in a list.

The state goes through its text before every act, as it does through the database.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time

from pathways.counting.oslo import at_clock, parse_moment
from pathways.engine.acts import Written, write_act, write_annulment, write_correction
from pathways.engine.changes import Change, Redecide
from pathways.engine.changing import write_changes
from pathways.engine.draft import Draft, record_clock
from pathways.engine.targets import act_record
from pathways.machine.decide import LATE
from pathways.machine.derived import dates_of
from pathways.machine.fold import fold
from pathways.machine.happening import Fold
from pathways.machine.order import clock_place, frontier, standing_crossings
from pathways.machine.standing import DeadlineStanding, RunStanding, Standing, standing
from pathways.machine.state import CaseState, DeadlineState, Place
from pathways.machine.state_json import dump, load
from pathways.model.record import Act, Actor, Crossing, Happened, Record, Value
from pathways.store.entropy import SeededEntropy
from tests.support.worlds import World, shipped

CASE = "PR-2026-0001"
ENTROPY = SeededEntropy("test")
EVERY_ROLE = tuple(shipped().catalogue.settings.roles)
ANYBODY = Actor(user="kari", roles=EVERY_ROLE, os_account="kn", authenticated=False)
"""Holds every role; tests of roles make their own."""

NOON = time(12)


def act(
    event: str,
    when: str | Happened,
    *,
    case_id: str = CASE,
    run: str = "",
    item: str = "",
    data: Mapping[str, Value] | None = None,
    codes: tuple[str, ...] = (),
    reason: str = "Oppdiktet begrunnelse.",
    late: str = "",
    actor: Actor = ANYBODY,
    key: str = "",
    expected: int | None = None,
) -> Act:
    """An act as a person gives it; ``when`` is typed, in Oslo time."""
    return Act(
        case_id=case_id,
        event=event,
        run=run,
        item=item,
        happened=parse_moment(when) if isinstance(when, str) else when,
        data=data or {},
        reason_codes=codes,
        texts={name: text for name, text in (("reason", reason), (LATE, late)) if text},
        actor=actor,
        key=key,
        expected_version=expected,
    )


def instant(text: str) -> datetime:
    """The instant of a typed moment; noon in Oslo for a date."""
    return instant_of(parse_moment(text))


def instant_of(happened: Happened) -> datetime:
    """The instant something happened; noon in Oslo where only the date is known."""
    return happened.at or at_clock(happened.on, NOON)


@dataclass(slots=True, kw_only=True)
class ToldCase:
    """A case in a list. What happens is recorded at once, unless ``recorded`` says later; time never goes back."""

    world: World
    now: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    records: list[Record] = field(default_factory=list)
    digests: list[str] = field(default_factory=list)
    derived: dict[int, str] = field(default_factory=dict)
    state: CaseState = field(default_factory=CaseState)

    def start(self, pathway: str, when: str, *, recorded: str = "", **data: Value) -> Written:
        """Open a run of a pathway."""
        return self.write(act("", when, data=data), pathway=pathway, recorded=recorded)

    def do(
        self,
        event: str,
        when: str,
        *,
        run: str = "",
        item: str = "",
        recorded: str = "",
        codes: tuple[str, ...] = (),
        **data: Value,
    ) -> Written:
        """Record an event."""
        return self.write(act(event, when, run=run, item=item, codes=codes, data=data), recorded=recorded)

    def write(self, given: Act, *, pathway: str = "", recorded: str = "") -> Written:
        """Record an act, or a start of ``pathway``."""
        self._pass_time(given.happened, recorded)
        return self._keep(
            lambda draft, state: write_act(self.world, draft, state, lambda: tuple(self.records), given, pathway)
        )

    def correct(self, seq: int, when: str, *, recorded: str = "", **data: Value) -> Written:
        """Correct act ``seq``: its whole content anew."""
        target = act_record(self.records, CASE, seq)
        given = act(target.name, when, run=target.run, item=target.item, data=data)
        return self.rewrite(given, target, recorded=recorded)

    def rewrite(self, given: Act, target: Record, *, recorded: str = "") -> Written:
        """Correct ``target`` to what ``given`` says."""
        self._pass_time(given.happened, recorded)
        return self._keep(
            lambda draft, _: write_correction(self.world, draft, tuple(self.records), target, given, "Skrivefeil.")
        )

    def redecide(self, seq: int, when: str, *, recorded: str = "", by: Actor = ANYBODY, **data: Value) -> Written:
        """Decide anew instead of act ``seq``: its whole content."""
        given = act("", when, data=data, actor=by, reason="Nye opplysninger.")
        self._pass_time(given.happened, recorded)
        return self.change(Redecide(seq=seq, act=given), by=by)

    def change(self, *changes: Change, by: Actor = ANYBODY) -> Written:
        """Record a set of changes together."""
        return self._keep(lambda draft, _: write_changes(self.world, draft, tuple(self.records), changes, by))

    def annul(self, seq: int, *, recorded: str = "", by: Actor = ANYBODY, reason: str = "Feil barn.") -> Written:
        """Annul act ``seq``."""
        target = act_record(self.records, CASE, seq)
        if recorded:
            self.now = max(self.now, instant(recorded))
        given = act(target.name, target.content.happened if target.content else "", actor=by, reason=reason)
        return self._keep(lambda draft, _: write_annulment(self.world, draft, tuple(self.records), target, given))

    def tick(self, at: str | datetime) -> tuple[Crossing, ...]:
        """Let the clock pass what is due at a moment; what it recorded."""
        self.now = max(self.now, instant(at) if isinstance(at, str) else at)
        draft = self.draft()
        state = load(dump(self.state))
        record_clock(draft, Fold(world=self.world, state=state), clock_place(self.now))
        self.store(draft, state)
        return tuple(draft.crossings())

    def rebuilt(self) -> Fold:
        """The whole case folded anew, up to its frontier."""
        return fold(self.world, self.records, frontier(self.records))

    def noticed(self) -> list[Crossing]:
        """What the clock is recorded to have passed and still counts, in the order of recording."""
        return [record.crossing for record in standing_crossings(self.records).values() if record.crossing]

    def standing(self, at: str | datetime) -> Standing:
        """What the case is at a moment, by all that is known."""
        moment = instant(at) if isinstance(at, str) else at
        return standing(self.world, CASE, fold(self.world, self.records, clock_place(moment)).state, moment)

    def run(self, name: str, at: str | datetime) -> RunStanding:
        """A run at a moment."""
        return next(run for run in self.standing(at).runs if run.run == name)

    def deadline(self, name: str, at: str | datetime, *, run: str = "prove", item: str = "") -> DeadlineStanding:
        """A deadline at a moment."""
        return next(d for d in self.run(run, at).deadlines if d.name == name and d.item == item)

    def now_is(self, name: str, *, run: str = "prove") -> DeadlineState:
        """A deadline as the projection has it."""
        return self.state.runs[run].deadlines[name]

    @property
    def frontier(self) -> Place | None:
        """How far the case has come."""
        return frontier(self.records)

    def _pass_time(self, happened: Happened, recorded: str) -> None:
        self.now = max(self.now, instant(recorded) if recorded else instant_of(happened))

    def draft(self) -> Draft:
        """What is to be recorded next, empty."""
        version, dates = len(self.records), dates_of(self.state)
        return Draft(case_id=CASE, version=version, now=self.now, entropy=ENTROPY, dates=dates)

    def _keep(self, write: Callable[[Draft, CaseState], Written]) -> Written:
        draft = self.draft()
        written = write(draft, load(dump(self.state)))
        self.store(draft, written.state)
        return written

    def store(self, draft: Draft, state: CaseState) -> None:
        """Keep what was drafted, and what the case then is."""
        assert len(draft.records) == len(draft.digests)
        self.records += draft.records
        self.digests += draft.digests
        self.derived |= draft.derived
        self.state = state


def at_seq(written: Written) -> int:
    """The seq of what was recorded."""
    return written.record.seq


def with_user(name: str, *roles: str) -> Actor:
    """Somebody who holds these roles and no other."""
    return replace(ANYBODY, user=name, roles=roles)
