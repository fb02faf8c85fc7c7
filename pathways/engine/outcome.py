"""What became of every deadline of a case: for pages and for figures. Pure, from the records known.

One ``Outcome`` for each round of each deadline: a deadline that began to count anew has an earlier one for each time it
did. Dates are civil dates in Norway, instants UTC.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from pathways.counting.oslo import civil_date, start_of_day
from pathways.engine.moment import Moment
from pathways.machine.deadlines import split_key
from pathways.machine.decide import Definitions
from pathways.machine.entered_late import late_entries
from pathways.machine.explained import Explanation, explanations
from pathways.machine.held import Held, held_days, waited
from pathways.machine.late_entry import Entered, LateEntry
from pathways.machine.lateness import Lateness, lateness
from pathways.machine.periods import A_DAY
from pathways.machine.reasoned import asks_why, reason_list
from pathways.machine.rounds import Round, Walk, walk
from pathways.machine.shut import shut_since
from pathways.machine.state import DeadlineState, RunState, Status
from pathways.machine.stated import Statements, statements_of
from pathways.model.basis import Certainty, Effect
from pathways.model.pathway import Deadline, DeadlineKind
from pathways.model.record import Record

MISSED = frozenset({Lateness.open, Lateness.handling})
"""What asks for a reason, where the definition has a list of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One round of a deadline, by the version its run is at.

    Only what ``breachable`` is may be called a breach, and only where ``law_loaded`` (semantics 20).
    """

    run: str
    key: str
    """The deadline's key in its run: its name, or ``name:item``."""
    name: str
    item: str
    """``activity.item``; empty for a deadline of the run."""
    pathway: str
    kind: DeadlineKind
    effect: Effect
    certainty: Certainty
    law_loaded: bool
    status: Status
    """Of an earlier round: as it was when the next began. One that can never open any more has ended."""
    current: bool
    """False for an earlier round, over when its deadline was set anew or let go by a migration."""
    lateness: Lateness
    anchored_on: date
    anchored_by: int
    nominal: date
    legal: date
    missed_from: datetime
    settled_on: date | None
    """When it was met or fell away; None while it stands, and where it can only never open."""
    settled_by: int
    """Seq of what settled it; 0 where the clock or nothing did."""
    extended_by: int
    """Seq of the extension granted in time; 0 where there is none."""
    late_extension_by: int
    """Seq of an extension granted after its expiry, which cures nothing; 0 where there is none."""
    reason_list: str
    """The local list that a reason is, or was, taken from; empty where there is none."""
    reason_codes: tuple[str, ...]
    """As last given, also where it is without effect now: look at ``lateness``."""
    reason_by: int
    """Seq of the explanation that holds; 0 where none was given."""
    holder_days: tuple[Held, ...]
    """The days from where it began until it was settled, its round was over, or ``at``; they add up to ``elapsed``."""
    elapsed: int
    late_entries: tuple[LateEntry, ...] = ()
    """What keeps it and was recorded too late, by seq, also where it was missed all the same."""
    gone_on: bool = False
    """Whether its run goes on in another case: then what is to be said of it is said there."""
    takes_from: str = ""
    """The list that a reason given now is taken from, which may be another; empty where there is none."""
    own_list: bool = True
    """Whether its definition names that list; otherwise the local settings do."""
    asked: bool = True
    """Whether whoever missed it is asked why; otherwise a reason may be given, where there is a list."""
    several: bool = False
    """Whether more than one round of this deadline was missed: then whoever says why must name the round."""

    owed: bool = True
    """False of a period in which nothing is owed, as a first part of one may be."""

    @property
    def breachable(self) -> bool:
        """Whether missing it is a breach of law."""
        binding = self.effect in (Effect.statutory, Effect.individual)
        return binding and self.certainty in (Certainty.A, Certainty.B)

    @property
    def extended(self) -> bool:
        """Whether it was extended in time."""
        return bool(self.extended_by)

    @property
    def entered_late(self) -> tuple[LateEntry, ...]:
        """What was recorded so late that it looked missed; empty but where only that was late."""
        only = self.lateness in (Lateness.registration, Lateness.imported)
        return tuple(each for each in self.late_entries if only and each.looked_missed)

    def registered_late(self, what: Entered) -> bool:
        """Whether this was recorded too late by somebody here, also where it never looked missed for that."""
        return any(each.what is what and not each.imported for each in self.late_entries)

    def read_in_late(self, what: Entered) -> bool:
        """Whether this came too late because it was read in from another system."""
        return any(each.what is what and each.imported for each in self.late_entries)

    @property
    def missed(self) -> bool:
        """Whether it was missed by more than its registration."""
        return self.lateness in MISSED

    @property
    def asks_reason(self) -> bool:
        """Whether it was missed, and nobody has said why."""
        return self.asked and self.may_explain and not self.reason_by

    @property
    def may_explain(self) -> bool:
        """Whether it was missed here, and there is a list to say why from."""
        return self.missed and bool(self.reason_list) and not self.gone_on

    @property
    def moot(self) -> bool:
        """Whether a reason was given and the deadline was never missed, as is now known."""
        return bool(self.reason_by) and not self.missed and not self.gone_on


def outcomes(world: Definitions, records: Sequence[Record], at: Moment) -> tuple[Outcome, ...]:
    """What became of every deadline by ``at``, as told by ``records`` (those known, by seq).

    Earlier rounds first, in the order they were over, without those that never opened; then those that stand, in the
    order of the runs. Explanations count whenever they were given: they are about what was missed, not part of it.
    """
    walked, stated, given = walk(world, records, at.place), statements_of(records), explanations(records)[::-1]
    found = [
        _outcome(world, walked, each, stated, next((why for why in given if why.is_of(*_round_of(each))), None), at.at)
        for each in _rounds(walked)
    ]
    missed = Counter((each.run, each.key) for each in found if each.missed)
    return tuple(replace(each, several=True) if missed[each.run, each.key] > 1 else each for each in found)


def _rounds(walked: Walk) -> Iterator[Round]:
    return (each for each in walked.rounds() if each.over is None or _opened(each.state))


def _opened(state: DeadlineState) -> bool:
    return state.status is not Status.dormant and state.shut_on is None


def _round_of(each: Round) -> tuple[RunState, str, int]:
    return each.run, each.key, each.state.anchored_by


def _outcome(
    world: Definitions, walked: Walk, each: Round, stated: Statements, reason: Explanation | None, at: datetime
) -> Outcome:
    run, state = each.run, each.state
    prepared = world.prepared(run.digest)
    spec = prepared.deadlines[split_key(each.key)[0]]
    takes_from = reason_list(world, prepared, spec)
    # A day alone on which the next round began is taken from its beginning: that day's own round was not yet missed.
    until = at if each.over is None else each.over.at or start_of_day(each.over.on)
    shut_on = shut_since(prepared, run, each.key)
    end = shut_on or state.settled_on or (civil_date(at) if each.over is None else each.over.on)
    own = walked.held.get((run.run, each.item), ()) if each.item else ()
    pauses = waited(run.pauses, walked.closed[run.run])
    over = None if each.over is None else until
    late = late_entries(world, run, each.key, state, stated, over=over)
    began = _began(spec, state, stated)
    held = held_days(began, end, walked.held[run.run, ""], own, pauses)
    return Outcome(
        run=run.run,
        key=each.key,
        name=spec.name,
        item=each.item,
        pathway=run.pathway,
        kind=spec.kind,
        effect=spec.basis.effect,
        certainty=spec.basis.certainty,
        law_loaded=run.law_loaded,
        status=_status(world, each, spec),
        current=each.over is None,
        lateness=lateness(world, run, each.key, state, late, at=until),
        anchored_on=state.anchored_on,
        anchored_by=state.anchored_by,
        nominal=state.nominal,
        legal=state.legal,
        missed_from=state.missed_from,
        settled_on=None if shut_on else state.settled_on,
        settled_by=0 if shut_on else state.settled_by,
        extended_by=state.extended_by,
        late_extension_by=state.late_extension_by,
        reason_list=(reason and reason.reason_list) or takes_from,
        takes_from=takes_from,
        own_list=bool(spec.missed_reason),
        asked=asks_why(spec),
        reason_codes=() if reason is None else reason.codes,
        reason_by=0 if reason is None else reason.seq,
        holder_days=held,
        elapsed=max((end - began).days, 0),
        gone_on=bool(run.gone_on),
        owed=not state.idle,
        late_entries=late,
    )


def _began(spec: Deadline, state: DeadlineState, stated: Statements) -> date:
    """The day after which its days are counted: that of its anchor, for most.

    A period has its own days, and none of those before it. A date that is set runs from the day somebody set it.
    """
    if state.tally is not None and state.tally.index:
        return state.tally.first - A_DAY
    if spec.until_field and state.anchored_by in stated:
        return min(state.anchored_on, stated[state.anchored_by].statements[-1].content.happened.on)
    return state.anchored_on


def _status(world: Definitions, each: Round, spec: Deadline) -> Status:
    never = each.state.status is Status.dormant and world.prepared(each.run.digest).can_never_open(
        each.run.state, spec.name
    )
    return Status.ended if never else each.state.status
